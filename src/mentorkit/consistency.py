"""Cross-references of a program: plain functions that yield what does not fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mentorkit import export_checks, plan_checks, pool_checks, progress_checks, readers
from mentorkit.columns import ColumnMap
from mentorkit.constraints import Constraint
from mentorkit.contradictions import beyond_reach, contradicting_constraints, contradicting_rules, repeated
from mentorkit.criteria import Criterion
from mentorkit.fields import BUILT_IN, fold, shown
from mentorkit.finding import Steps, nearest
from mentorkit.people import Role
from mentorkit.plans import PoolSide
from mentorkit.program import Program
from mentorkit.roster_file import RosterFile
from mentorkit.rules import Rating, Rule
from mentorkit.section import Problem
from mentorkit.sides import CODES, Need
from mentorkit.vocabulary import Facts

RESERVED = frozenset(
    ["mentee", "mentor", "score", "why", "decision", "waived"]
    + [f"{side}_{part}" for side in ("mentee", "mentor") for part in ("name", "email", "on_screen")]
)
"""Columns of pair lists beside the criteria's own."""


def problems(program: Program) -> Iterator[Problem]:
    """Everything that does not fit together; paths are from the top of the file."""
    facts = program.facts()
    for check in CHECKS:
        yield from check(program, facts)


def needs(program: Program) -> Iterator[tuple[str, Need]]:
    """What qualification, pool and matching need of the rosters, each with the name of who needs it."""
    for role in ("mentors", "mentees"):
        yield from qualification_needs(program, role)
    matching: list[Criterion | Constraint] = [*program.matching.criteria]
    matching += [constraint for _, _, constraint in program.matching.constraints()]
    for role in pool_checks.ROLES:
        yield from pool_checks.needs(program, role)
    yield from (("priority", (("mentees", tier.field),)) for tier in program.matching.priority)
    for part in matching:
        name = part.label if isinstance(part, Criterion) else part.name
        yield from ((name, need) for need in part.needs())


def qualification_needs(program: Program, role: Role) -> Iterator[tuple[str, Need]]:
    """What the qualification of one role needs of its roster."""
    listed = program.training is not None and program.training.completions is not None
    for _, _, rule in program.qualification_of(role).parts():
        # What the completions say needs no column.
        fields = (field for field in rule.uses() if not (listed and field == "training_completed"))
        yield from ((rule.name, ((role, field),)) for field in fields)


def awaits_training(program: Program) -> bool:
    """Whether a rule of the qualification or the pool looks at who has completed what."""
    roles: tuple[Role, ...] = ("mentors", "mentees")
    rules = [rule for role in roles for _, _, rule in program.qualification_of(role).parts()]
    sides = [getattr(program.pool, role, None) for role in roles]
    rules += [rule for side in sides if side for rule in side.require]
    return any("training_completed" in rule.reads() for rule in rules)


def _below(path: Steps, found: Iterable[Problem]) -> Iterator[Problem]:
    for problem in found:
        yield replace(problem, path=(*path, *problem.path))


def _vocabulary(program: Program, facts: Facts) -> Iterator[Problem]:
    words = program.vocabulary
    for number in repeated(words.levels):
        message = f'the level "{words.levels[number]}" stands twice'
        yield Problem("MK011", message, ("vocabulary", "levels", number))
    owner: dict[str, str] = {}
    for skill, others in words.skills.items():
        for word in (skill, *others):
            other = owner.setdefault(fold(word), skill)
            if other != skill:
                message = f'"{word}" means both "{other}" and "{skill}"'
                yield Problem("MK011", message, ("vocabulary", "skills", skill))
    built_in = {field.name for field in BUILT_IN}
    for name, field in words.fields.items():
        path = ("vocabulary", "fields", name)
        if name in built_in:
            yield Problem("MK011", f'"{name}" is a built-in field', path, "choose another name")
        if field.low is not None and field.high is not None and field.low >= field.high:
            message = f"from {shown(field.low)} is not below to {shown(field.high)}"
            yield Problem("MK007", message, (*path, "from"))
        if field.type not in ("number", "ratings") and (field.low is not None or field.high is not None):
            yield Problem("MK007", f"from and to need a number or ratings field, not {field.type}", path)


def _objectives(program: Program, facts: Facts) -> Iterator[Problem]:
    for number in repeated([objective.id for objective in program.objectives]):
        message = f'the objective "{program.objectives[number].id}" stands twice'
        yield Problem("MK011", message, ("objectives", number, "id"))
    for number, objective in enumerate(program.objectives):
        for place, skill in enumerate(objective.skills):
            if program.vocabulary.skills and fold(skill) not in program.vocabulary.synonyms:
                path = ("objectives", number, "skills", place)
                hint = nearest(skill, program.vocabulary.skills)
                yield Problem("MK101", f'the vocabulary has no skill "{skill}"', path, hint)


def _dates(program: Program, facts: Facts) -> Iterator[Problem]:
    launch, close = program.launch, program.close
    if launch and close and close <= launch:
        yield Problem(
            "MK010", f"the program closes on {close}, not after it launches on {launch}", ("close",)
        )
    for number, objective in enumerate(program.objectives):
        by = objective.measure and objective.measure.by
        if by and launch and by < launch:
            message = f"the objective is measured on {by}, before the launch on {launch}"
            yield Problem("MK010", message, ("objectives", number, "measure", "by"))


def _rosters(program: Program, facts: Facts) -> Iterator[Problem]:
    known = program.vocabulary.known_fields
    for role in ("mentors", "mentees", "people"):
        roster: RosterFile | None = getattr(program.rosters, role)
        columns: dict[str, ColumnMap] = roster.columns if roster else {}
        for name, rule in columns.items():
            path = ("rosters", role, "columns", name)
            if name not in known:
                hint = f"{nearest(name, known)} (fields of your own stand under vocabulary: fields)"
                yield Problem("MK008", f'there is no field "{name}"', path, hint)
                continue
            kind = known[name].type
            if len(rule.headings) > 1 and kind not in ("text", "list", "ratings"):
                message = f'several columns make text, a list or ratings, "{name}" is a {kind} field'
                yield Problem("MK202", message, path)
            if rule.names and kind != "ratings":
                yield Problem("MK202", f'names makes ratings, "{name}" is a {kind} field', (*path, "names"))
            if rule.grid is not None and kind not in ("ratings", "list"):
                message = f'a grid makes a list or ratings, "{name}" is a {kind} field'
                yield Problem("MK202", message, (*path, "grid"))


def _qualification(program: Program, facts: Facts) -> Iterator[Problem]:
    roles: tuple[Role, ...] = ("mentors", "mentees")
    for role in roles:
        base = ("qualification", role)
        rules = [((*base, *path), rule) for _, path, rule in program.qualification_of(role).parts()]
        yield from _rules(program, facts, role, rules)


def _pool(program: Program, facts: Facts) -> Iterator[Problem]:
    roles: tuple[Role, ...] = ("mentors", "mentees")
    for role in roles:
        side: PoolSide | None = getattr(program.pool, role, None)
        if side is not None:
            base: Steps = ("pool", role)
            rules = [((*base, "require", number), rule) for number, rule in enumerate(side.require)]
            yield from _rules(program, facts, role, rules)


def _rules(program: Program, facts: Facts, role: Role, rules: list[tuple[Steps, Rule]]) -> Iterator[Problem]:
    """What is wrong with rules that one person of a role must meet."""
    for path, rule in rules:
        yield from _below(path, rule.problems(facts))
        yield from _training(program, path, rule)
    yield from beyond_reach(rules, facts)
    yield from contradicting_rules(rules, facts)
    yield from _unknown_ratings(program, role, rules)


def _unknown_ratings(program: Program, role: Role, rules: list[tuple[Steps, Rule]]) -> Iterator[Problem]:
    """A rating that the roster's column map does not make."""
    roster: RosterFile = getattr(program.rosters, role)
    for path, rule in rules:
        mapped = roster.columns.get(rule.field) if isinstance(rule, Rating) else None
        if isinstance(rule, Rating) and rule.of and mapped and mapped.grid is None:
            names = [mapped.names.get(heading, heading) for heading in mapped.headings]
            if fold(rule.of) not in map(fold, names):
                message = f'{rule.field} has no rating called "{rule.of}"'
                yield Problem("MK204", message, (*path, "of"), nearest(rule.of, names))


def _training(program: Program, path: Steps, rule: Rule) -> Iterator[Problem]:
    """A training that a rule names must be in the training section, where there is one."""
    if program.training is None:
        return
    modules = (*program.training.mentors, *program.training.mentees, *program.training.managers)
    names = {fold(module.name): module.name for module in modules}
    for key in ("after", "training"):
        word = getattr(rule, key, None)
        if isinstance(word, str) and fold(word) not in names:
            hint = nearest(word, names.values())
            yield Problem("MK204", f'the training section has no "{word}"', (*path, key), hint)


def _matching(program: Program, facts: Facts) -> Iterator[Problem]:
    matching = program.matching
    ids = [objective.id for objective in program.objectives]
    for path, _, constraint in matching.constraints():
        yield from _below(("matching", *path), constraint.problems(facts))
    for number, criterion in enumerate(matching.criteria):
        path = ("matching", "criteria", number)
        yield from _below(path, criterion.problems(facts))
        for place, served in enumerate(criterion.serves):
            if served not in ids:
                message = f'there is no objective "{served}"'
                yield Problem("MK304", message, (*path, "serves", place), nearest(served, ids))
    for number in repeated([criterion.label for criterion in matching.criteria]):
        message = f'two criteria are called "{matching.criteria[number].label}"'
        hint = "give one of them a name: of its own"
        yield Problem("MK011", message, ("matching", "criteria", number), hint)
    for number, criterion in enumerate(matching.criteria):
        if criterion.name and criterion.name.strip().casefold() in RESERVED:
            message = f'"{criterion.name}" is a column of pair lists'
            yield Problem("MK011", message, ("matching", "criteria", number, "name"), "choose another name")
    for number, tier in enumerate(matching.priority):
        yield from _below(("matching", "priority", number), facts.misfits(tier.field, [], CODES))
    if matching.optimise == "fair_leximin" and matching.balance:
        message = "fair_leximin follows scores alone, from the lowest on; balance cannot change it"
        yield Problem("MK303", message, ("matching", "balance"), "leave out balance, or choose another aim")
    if matching.optimise == "stable":
        for part in ("priority", "balance"):
            if getattr(matching, part):
                message = f"a stable set cannot keep to {part}: it follows what each person would rather have"
                yield Problem(
                    "MK303", message, ("matching", part), f"leave out {part}, or choose another aim"
                )
    words = [isinstance(criterion.weight, str) for criterion in matching.criteria]
    if any(words) and not all(words):
        odd = words.index(not words[0])
        path = ("matching", "criteria", odd, "weight")
        yield Problem("MK305", "weights are numbers or the words high, medium, low; not both", path)
    capacity = matching.capacity
    if capacity.at_most is not None and capacity.default > capacity.at_most:
        message = f"the default capacity {capacity.default} is above at_most {capacity.at_most}"
        yield Problem("MK303", message, ("matching", "capacity", "default"))


def _plans(program: Program, facts: Facts) -> Iterator[Problem]:
    """What messages and trainings name."""
    ids = [objective.id for objective in program.objectives]
    training = program.training
    modules = (*training.mentors, *training.mentees, *training.managers) if training else ()
    events = ["launch", "close", *(module.name for module in modules)]
    messages = program.communication.messages if program.communication else ()
    for number, message in enumerate(messages):
        path = ("communication", "messages", number)
        if message.announces and fold(message.announces) not in map(fold, events):
            hint = nearest(message.announces, events)
            yield Problem("MK401", f'there is no event "{message.announces}"', (*path, "announces"), hint)
        for place, served in enumerate(message.serves):
            if served not in ids:
                hint = nearest(served, ids)
                yield Problem("MK402", f'there is no objective "{served}"', (*path, "serves", place), hint)
    for role in ("mentors", "mentees", "managers"):
        for number, module in enumerate(getattr(training, role, ())):
            for place, skill in enumerate(module.teaches):
                if program.vocabulary.skills and fold(skill) not in program.vocabulary.synonyms:
                    hint = nearest(skill, program.vocabulary.skills)
                    at: Steps = ("training", role, number, "teaches", place)
                    yield Problem("MK501", f'the vocabulary has no skill "{skill}"', at, hint)


def _available(program: Program, facts: Facts) -> Iterator[Problem]:
    """What the design has and this version not yet."""
    if program.matching.mentors_per_mentee > 1:
        message = "several mentors per mentee is not yet available"
        path = ("matching", "mentors_per_mentee")
        yield Problem("MK009", message, path, "leave it out for now")


CHECKS: tuple[Callable[[Program, Facts], Iterator[Problem]], ...] = (
    _vocabulary,
    _objectives,
    _dates,
    _rosters,
    _qualification,
    _pool,
    pool_checks.pool,
    _matching,
    contradicting_constraints,
    _plans,
    readers.contradictions,
    plan_checks.training,
    plan_checks.succession,
    progress_checks.progress,
    export_checks.exports,
    _available,
)
