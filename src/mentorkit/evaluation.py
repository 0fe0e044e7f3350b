"""What people said of a training, on Kirkpatrick's four levels: a survey's rows to figures of groups.

The four levels are reaction, learning, behaviour and results (Kirkpatrick & Kirkpatrick 2006). No figure of
fewer than FEWEST people is made, and none from which that of fewer could be worked out by subtraction: every
figure of all roles or of a level is a sum of those of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mentorkit.columns import ColumnMap, squash
from mentorkit.fields import Field, fold
from mentorkit.finding import Finding
from mentorkit.people import Person, bearers
from mentorkit.plans import Item, Survey
from mentorkit.roster_file import RosterFile
from mentorkit.rows import Row, Shape
from mentorkit.training import ROLES, LearnerRole

FEWEST = 5
"""The fewest people of whom a figure is shown (our choice)."""
EVERYBODY = "all"
NOBODY = ""
"""Those whose role is not known; they count under EVERYBODY alone."""
ALIASES: dict[str, tuple[str, ...]] = {"role": ("your role", "role in the program", "i am a")}
_ROLE_WORDS: dict[str, LearnerRole] = {
    word: role for role in ROLES for word in (role, role[:-1], f"{role[:-1]}role", f"asa{role[:-1]}")
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What one person answered, now and before; questions by their number."""

    key: str
    """Who it is, blank where nobody knows."""
    role: str
    now: Mapping[int, Decimal]
    before: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a group said to one question or to all of a level; None where too few did."""

    level: str
    item: str
    """The question, blank for the level as a whole."""
    role: str
    """mentors, mentees, managers or all."""
    answers: int | None
    """How many answers are in it."""
    mean: Fraction | None = None
    favourable: Fraction | None = None
    """The share of favourable answers."""
    before: Fraction | None = None
    """The mean before the training."""
    risen: Fraction | None = None
    """The share of those whose answer rose, where the same people were asked twice."""
    paired: bool = False
    """Whether before and now are of the same people, and of nobody else."""

    @property
    def change(self) -> Fraction | None:
        """The mean now less the mean before."""
        return None if self.mean is None or self.before is None else self.mean - self.before


def shape(survey: Survey, headings: Iterable[str] | None = None) -> tuple[Shape, dict[str, ColumnMap]]:
    """What a survey's file holds, and how its columns are read; of the file `before` with its headings.

    A question is called by its level and label, and by `before` where it was asked then.
    """
    scale = (survey.scale.low, survey.scale.high)
    maps: dict[str, ColumnMap] = {}
    there = None if headings is None else {squash(heading) for heading in headings}
    for (_, item), (now, before) in zip(survey.levels.items(), called(survey), strict=True):
        if there is None:
            maps[now] = _map(survey, item.column)
            if item.before and survey.before is None:
                maps[before] = _map(survey, item.before)
        elif item.before or squash(item.column) in there:
            maps[before] = _map(survey, item.before or item.column)
    fields = {name: Field(name, "number", *scale) for name in maps} | {"role": Field("role")}
    return Shape(fields, ALIASES, named=False), maps


def called(survey: Survey) -> list[tuple[str, str]]:
    """What the answers to each question are called, now and before."""
    names = [f"{level}: {item.label}" for level, item in survey.levels.items()]
    return [(name, f"{name} (before)") for name in names]


def _map(survey: Survey, heading: str) -> ColumnMap:
    return ColumnMap(column=heading, values={**survey.answers})


def answers(
    survey: Survey,
    now: Sequence[Row],
    before: Sequence[Row],
    roles: Mapping[str, LearnerRole],
    people: Iterable[Person],
) -> tuple[tuple[Answers, ...], tuple[Answers, ...], list[Finding]]:
    """What was answered now, joined with what the same people answered before; then what others did before.

    `roles` is the role of a person's key, where the survey has no column for it.
    """
    names, findings = bearers(people), list[Finding]()
    questions = called(survey)
    own: dict[str, Mapping[int, Decimal]] = {}
    unnamed = []
    for key, role, row in _read(survey.before, before, names, roles, findings):
        given = _numbers(row, [then for _, then in questions])
        if key:
            own.setdefault(key, given)
        else:
            unnamed.append(Answers("", role, {}, given))
    found = []
    for key, role, row in _read(survey, now, names, roles, findings):
        earlier = _numbers(row, [then for _, then in questions]) or own.get(key, {})
        found.append(Answers(key, role, _numbers(row, [name for name, _ in questions]), earlier))
    strangers = [row for row in (*now, *before) if next(row.who, None) and not row.key(names)]
    if strangers:
        many = "1 row is" if len(strangers) == 1 else f"{len(strangers):,} rows are"
        message = f"{many} of people who are in none of the rosters"
        hint = f'they count under all; the first is "{next(strangers[0].who)[1]}"'
        findings.append(Finding("MK843", message, strangers[0].at(), hint))
    if not any(each.key for each in found):  # an anonymous survey: groups are compared, not people
        unnamed += [Answers("", roles.get(key, NOBODY), {}, given) for key, given in own.items()]
    return tuple(found), tuple(unnamed), findings


def figures(survey: Survey, now: Sequence[Answers], unnamed: Sequence[Answers] = ()) -> tuple[Figure, ...]:
    """Every level and question, for all and for each role; `unnamed` are answers before of nobody in now."""
    found: list[Figure] = []
    items = list(survey.levels.items())
    for level in dict.fromkeys(level for level, _ in items):
        own: list[Figure] = []
        for number, (of, item) in enumerate(items):
            if of == level:
                own += _item(survey, level, item, number, now, unnamed)
        found += _whole(level, own) if sum(of == level for of, _ in items) > 1 else []
        found += own
    return tuple(found)


def shown(counts: Mapping[str, int]) -> set[str]:
    """The groups of whom a figure may be shown beside that of all of them together.

    Not those of fewer than FEWEST; and where these are fewer than FEWEST together, so that all less the
    others would be they, not the smallest of the others either.
    """
    hidden = {group for group, count in counts.items() if count < FEWEST or group == NOBODY}
    if 0 < sum(counts[group] for group in hidden) < FEWEST:
        others = sorted((count, group) for group, count in counts.items() if group not in hidden)
        hidden |= {group for _, group in others[:1]}
    return counts.keys() - hidden


def _item(
    survey: Survey,
    level: str,
    item: Item,
    number: int,
    now: Sequence[Answers],
    unnamed: Sequence[Answers],
) -> list[Figure]:
    """A question for all and for each role: of those who answered twice where there are enough of them."""
    both = [each for each in now if number in each.now and number in each.before]
    paired = len(both) >= FEWEST
    given = both if paired else [each for each in now if number in each.now]
    earlier = given if paired else [each for each in unnamed if number in each.before]
    groups, groups_before = _groups(given), _groups(earlier)
    open_now, open_before = _open(groups), _open(groups_before)
    found = []
    for role in (EVERYBODY, *ROLES):
        members = groups.get(role, [])
        if role in open_now:
            values = [Fraction(each.now[number]) for each in members]
            past = [Fraction(each.before[number]) for each in groups_before.get(role, [])]
            rose = sum(each.now[number] > each.before[number] for each in members) if paired else 0
            found.append(
                Figure(
                    level,
                    item.label,
                    role,
                    len(values),
                    _mean(values),
                    Fraction(sum(value >= survey.bar for value in values), len(values)),
                    _mean(past) if role in open_before else None,
                    Fraction(rose, len(values)) if paired else None,
                    paired,
                )
            )
        elif members:
            found.append(Figure(level, item.label, role, None))
    return found


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _groups(given: Sequence[Answers]) -> dict[str, list[Answers]]:
    """Role to its answers, all of them together included."""
    found: dict[str, list[Answers]] = {EVERYBODY: list(given)}
    for each in given:
        found.setdefault(each.role, []).append(each)
    return found


def _open(groups: Mapping[str, Sequence[Answers]]) -> set[str]:
    counts = {role: len(members) for role, members in groups.items()}
    everybody = {EVERYBODY} if counts.pop(EVERYBODY) >= FEWEST else set()
    return shown(counts) | everybody


def _whole(level: str, items: Sequence[Figure]) -> list[Figure]:
    """A level for all and for each role, from the figures of its questions and from nothing else."""
    found = []
    for role in dict.fromkeys(each.role for each in items):
        own = [each for each in items if each.role == role]
        known = [each for each in own if each.answers]
        if not known:
            found.append(Figure(level, "", role, None))
            continue
        total = sum(each.answers or 0 for each in known)

        def pooled(name: str, known: Sequence[Figure] = known, total: int = total) -> Fraction | None:
            parts = [(getattr(each, name), each.answers or 0) for each in known]
            if any(value is None for value, _ in parts):
                return None
            return sum((value * count for value, count in parts), Fraction(0)) / total

        found.append(
            Figure(
                level,
                "",
                role,
                total,
                pooled("mean"),
                pooled("favourable"),
                pooled("before"),
                pooled("risen"),
                all(each.paired for each in known),
            )
        )
    return found


def _read(
    spec: RosterFile | None,
    rows: Sequence[Row],
    names: Mapping[str, tuple[str, ...]],
    roles: Mapping[str, LearnerRole],
    findings: list[Finding],
) -> Iterator[tuple[str, str, Row]]:
    """Key, role and row of every answer sheet; a finding for a person who stands there twice."""
    told = any(_word(row) for row in rows) or (spec is not None and "role" in spec.columns)
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = row.key(names) or ""
        role: str = roles.get(key, NOBODY)
        said = row.text("role")
        if told and said is not None:
            role = _word(row) or NOBODY
            if not role:
                message = f'role: "{said}" is none of {", ".join(ROLES)}'
                hint = f'map it: columns: {{role: {{column: …, values: {{"{said}": mentors}}}}}}'
                findings.append(Finding("MK807", message, row.at("role"), hint))
        who = next((text for _, text in row.who), "")
        first = seen.setdefault((key or fold(who), role), row)
        if who and first is not row:
            message = f'"{who}" stands here a second time; the first is on line {first.line}'
            findings.append(
                Finding("MK809", message, row.at(), "whose answers count? Take one of the rows out")
            )
        else:
            yield key or fold(who), role, row


def _word(row: Row) -> LearnerRole | None:
    return _ROLE_WORDS.get(squash(row.text("role") or ""))


def _numbers(row: Row, questions: Sequence[str]) -> dict[int, Decimal]:
    given = ((number, row.number(name)) for number, name in enumerate(questions))
    return {number: value for number, value in given if value is not None}
