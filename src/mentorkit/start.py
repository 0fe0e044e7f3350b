"""A program to start from: what was answered about it, and the rules and criteria that this allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as defaulted
from decimal import Decimal
from typing import Literal

from mentorkit.fields import BUILT_IN, fold
from mentorkit.proposed import LeftOver, Proposal, Understood

Focus = Literal["skill_development", "succession_pipeline", "leadership_depth"]
EXAMPLE_LEVELS = ("specialist", "team lead", "manager", "director")
EXAMPLE_FUNCTIONS = ("Operations",)
EXAMPLE_SKILLS: Mapping[Focus, tuple[str, ...]] = {
    "skill_development": ("giving feedback", "project leadership", "negotiation"),
    "succession_pipeline": ("strategic planning", "change leadership", "people development"),
    "leadership_depth": ("people development", "decision making", "leading across teams"),
}
"""Words of the example rosters, where no roster and no words of one's own were named."""
GOALS: Mapping[Focus, str] = {
    "skill_development": "targeted-skills",
    "succession_pipeline": "ready-successors",
    "leadership_depth": "deeper-bench",
}
"""The id of the objective."""


@dataclass(frozen=True)
class Side:
    """One role's roster as the program will read it."""

    file: str
    """As the program names it, relative to its folder."""
    people: int = 0
    says: Mapping[str, object] = defaulted(default_factory=dict)
    """Keys of the roster's section beside file and columns."""
    columns: Mapping[str, object] = defaulted(default_factory=dict)
    fields: Mapping[str, Mapping[str, object]] = defaulted(default_factory=dict)
    """The program's own fields: name to definition."""
    uses: Mapping[str, str] = defaulted(default_factory=dict)
    """Own field to what rules could do with it: communication, promise or where."""
    words: Mapping[str, tuple[str, ...]] = defaulted(default_factory=dict)
    """Field to the different items of its cells, the most frequent first."""
    counts: Mapping[str, Mapping[str, int]] = defaulted(default_factory=dict)
    """Built-in field to how often each of its items stands there."""
    headings: Mapping[str, tuple[str, ...]] = defaulted(default_factory=dict)
    """Field to the headings of its columns."""
    has: frozenset[str] = frozenset()
    unused: Mapping[str, str] = defaulted(default_factory=dict)
    example: bool = False
    """Whether it is a file of examples that is written with the program."""


@dataclass(frozen=True)
class Answers:
    """What somebody who starts a program has decided; empty where it is still open."""

    name: str
    focus: Focus
    today: dt.date
    launch: dt.date
    close: dt.date
    size: int
    mentors: Side
    mentees: Side
    purpose: str = ""
    plan: str = ""
    sponsor: str = ""
    sponsor_role: str = ""
    approved: dt.date | None = None
    owner: str = ""
    levels: tuple[str, ...] = ()
    """From low to high; empty where the order is not known."""
    skills: tuple[str, ...] = ()
    """The skills that the objective targets."""
    functions: tuple[str, ...] = ()
    """Business functions that would lack leaders."""

    @property
    def goal(self) -> str:
        """The id of the objective."""
        return GOALS[self.focus]

    @property
    def target(self) -> int:
        """How many mentees reach the goal: four in five gain a skill, one in two is ready (our choice)."""
        share = 80 if self.focus == "skill_development" else 50
        return max(1, self.size * share // 100)

    def both_have(self, field: str) -> bool:
        """Whether both rosters hold a field, with at least one value in common."""
        sides = (self.mentors, self.mentees)
        if not all(field in side.has for side in sides):
            return False
        return any(side.example for side in sides) or _common(*(side.words.get(field, ()) for side in sides))

    @property
    def ranked(self) -> bool:
        """Whether levels can be compared."""
        return len(self.levels) > 1 and all("level" in side.has for side in (self.mentors, self.mentees))

    @property
    def skills_match(self) -> bool:
        """Whether what mentees want can be held against what mentors bring."""
        if "development_goals" not in self.mentees.has or "skills" not in self.mentors.has:
            return False
        ours, theirs = self.mentees.words.get("development_goals", ()), self.mentors.words.get("skills", ())
        return self.mentees.example or self.mentors.example or _common(ours, theirs)

    def own(self, side: Side, use: str) -> list[str]:
        """The program's own fields that a rule could use so."""
        return [name for name, found in side.uses.items() if found == use]


def side_of(
    proposal: Proposal,
    file: str,
    says: Mapping[str, object],
    understood: Iterable[Understood],
    left: Iterable[LeftOver],
) -> Side:
    """The roster as it was confirmed: the fields that are understood so, and the columns that are added."""
    known, added = list(understood), list(left)
    columns: dict[str, object] = {each.field: each.map for each in known if each.map is not None}
    columns |= {each.name: each.map for each in added if each.map is not None}
    words = {each.field: each.words for each in known} | {each.name: each.look.words for each in added}
    parts: list[Understood | LeftOver] = [*known, *added]
    every: list[Understood | LeftOver] = [*proposal.understood, *proposal.left]
    used = {heading for part in parts for heading in part.headings}
    turned_down = {heading: "" for part in every for heading in part.headings}
    return Side(
        file,
        proposal.people,
        says,
        columns,
        {each.name: definition(each) for each in added},
        {each.name: each.use for each in added if each.use},
        words,
        {each.field: each.counts for each in known},
        {each.field: each.headings for each in known},
        frozenset(words),
        {name: why for name, why in {**turned_down, **proposal.unused}.items() if name not in used},
    )


def told_apart(left: Iterable[LeftOver], other: Side) -> list[LeftOver]:
    """The columns to add, renamed where the other roster has a field of that name and another type."""
    found = []
    for each in left:
        same = other.fields.get(each.name)
        if same is not None and same != definition(each):
            each = replace(each, name=f"{each.name}_here", map=each.map or each.headings[0])
        found.append(each)
    return found


def definition(left: LeftOver) -> dict[str, object]:
    """A field of the program's own, as the vocabulary defines it."""
    found: dict[str, object] = {"type": left.look.type}
    if left.look.type == "ratings":
        return found | {"from": 0}
    if left.look.low is not None and left.look.high is not None:
        found |= {"from": left.look.low, "to": left.look.high}
    return found


def example_side(role: Literal["mentors", "mentees"], *, levels: bool, skills: bool) -> Side:
    """The roster of examples that is written where none was named."""
    own = {"communication_rating": {"type": "number", "from": 1, "to": 7, "rated_by": "manager"}}
    mentors = role == "mentors"
    lacks = {"utc_offset", "availability", "preferences", "hire_date", "training_completed"}
    lacks |= {"development_goals"} if mentors else {"skills", "capacity"}
    lacks |= set() if levels else {"level"}
    lacks |= set() if skills else {"skills", "development_goals"}
    return Side(
        f"{role}.csv",
        people=2,
        columns={"communication_rating": "Communication rating (1-7)"} if mentors else {},
        fields=own if mentors else {},
        uses=dict.fromkeys(own, "communication") if mentors else {},
        has=frozenset(field.name for field in BUILT_IN if field.name not in lacks)
        | set(own if mentors else ()),
        example=True,
    )


def criteria(answers: Answers) -> list[dict[str, object]]:
    """What makes a pair good, the weightiest first, with whole weights that sum to 100.

    Skills weigh most, and at most six criteria are taken (Insala 2016: three to six, skills first).
    """
    have = answers.both_have
    wishes = any("preferences" in side.has for side in (answers.mentors, answers.mentees))
    at_risk = bool(answers.functions) and "function" in answers.mentors.has
    met: list[tuple[bool, int, dict[str, object]]]
    near: dict[str, object] = {"kind": "closeness", "field": "utc_offset", "full": 0, "none": 6}
    hours_apart = all("utc_offset" in side.has for side in (answers.mentors, answers.mentees))
    places = [name for name in answers.own(answers.mentees, "where") if have(name)]
    met = [(True, 10, {"kind": "overlap", "field": name}) for name in places]
    choices: list[tuple[bool, int, dict[str, object]]] = [
        (
            answers.skills_match,
            50,
            {"kind": "covers", "mentee": "development_goals", "mentor": "skills"},
        ),
        (at_risk, 20, {"kind": "function_at_risk"}),
        (
            answers.ranked,
            20,
            {"kind": "level_gap", "ideal": 2 if answers.focus == "succession_pipeline" else 1},
        ),
        (wishes, 15, {"kind": "preference", "unknown": Decimal("0.5")}),
        (have("availability"), 15, {"kind": "overlap", "field": "availability"}),
        *met,
        (hours_apart, 10, near),
        (not hours_apart and have("location"), 10, {"kind": "same", "field": "location"}),
        (not at_risk and have("function"), 10, {"kind": "same", "field": "function"}),
    ]
    taken = [(weight, dict(found)) for wanted, weight, found in choices if wanted][:6]
    if not taken:
        taken = [(1, comparison(answers))]
    for weight, (_, found) in zip(_to_100([weight for weight, _ in taken]), taken, strict=True):
        found |= {"weight": weight, "serves": [answers.goal]}
    return [found for _, found in taken]


def comparison(answers: Answers) -> dict[str, object]:
    """The criterion of last resort: anything that both rosters tell, else a place that they should tell."""
    names = ("department", "level", *answers.mentors.fields)
    shared = [name for name in names if answers.both_have(name)]
    return {"kind": "same", "field": shared[0] if shared else "location"}


def nothing_to_compare(answers: Answers) -> bool:
    """Whether no criterion can be made of what the rosters have in common."""
    found = criteria(answers)
    return len(found) == 1 and found[0]["kind"] == "same" and not answers.both_have(str(found[0]["field"]))


def _to_100(weights: Sequence[int]) -> list[int]:
    """Whole weights in the same proportions that sum to 100, none above 60 where there are several."""
    total = sum(weights)
    found = [max(1, weight * 100 // total) for weight in weights]
    if len(found) > 1:
        found[0] = min(found[0], 60)
    for number in range(100 - sum(found)):  # what rounding and the limit leave over goes to the others
        found[number % (len(found) - 1) + 1 if len(found) > 1 else 0] += 1
    return found


def _common(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    return bool(set(map(fold, ours)) & set(map(fold, theirs)))
