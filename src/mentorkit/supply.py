"""Supply and demand before matching: places for everybody, and by objective, skill, level, site, language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from mentorkit.fields import fold
from mentorkit.locks import places
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.qualification import Qualification
from mentorkit.supply_aspects import ASPECTS, Aspect, said, served, targeted
from mentorkit.vocabulary import Facts


@dataclass(frozen=True, slots=True)
class Offer:
    """Mentors and their places."""

    mentors: int = 0
    places: int = 0

    def __add__(self, other: Offer) -> Offer:
        return Offer(self.mentors + other.mentors, self.places + other.places)


@dataclass(frozen=True, slots=True)
class Row:
    """How many mentees want something, and how many mentors bring it."""

    name: str
    mentees: int
    now: Offer
    """Mentors who may be matched."""
    trained: Offer
    """The same if those who are conditional finished their training."""

    @property
    def ratio(self) -> Fraction | None:
        """Places per mentee; None where no mentee wants it."""
        return Fraction(self.now.places, self.mentees) if self.mentees else None

    @property
    def rank(self) -> tuple[object, ...]:
        """Holes first: the fewest places per mentee, then the most mentees; what nobody wants comes last."""
        return not self.mentees, self.ratio or 0, -self.mentees, self.now.places, self.name


@dataclass(frozen=True)
class Table:
    """All rows of one aspect, holes first."""

    aspect: Aspect
    counted: str
    """Which mentees and mentors are counted in a row."""
    rows: tuple[Row, ...]
    blank: int
    """Mentees who say nothing of it."""
    cut_off: int
    """Mentees for whom nothing of what they say has a place."""


@dataclass(frozen=True)
class Supply:
    """Places and mentees before anybody is matched."""

    everybody: Row
    tables: tuple[Table, ...]
    conditional: int
    """Mentors who still need a training."""


@dataclass(frozen=True)
class _Mentor:
    person: Person
    places: int
    now: bool


def supply(program: Program, facts: Facts, mentors: Qualification, mentees: Sequence[Person]) -> Supply:
    """What the mentors of a roster offer to the mentees who may be matched."""
    crew = [
        _Mentor(each.person, places(program.matching.capacity, each.person), matchable)
        for each in mentors.standings
        if (matchable := each.state in mentors.matched_states) or each.state == "conditional"
    ]
    found = Row("everybody", len(mentees), _offer(each for each in crew if each.now), _offer(crew))
    tables = (_table(aspect, program, facts, crew, mentees) for aspect in ASPECTS)
    conditional = sum(each.state == "conditional" for each in mentors.standings)
    return Supply(found, tuple(each for each in tables if each is not None), conditional)


def _offer(crew: Iterable[_Mentor]) -> Offer:
    return sum((Offer(1, each.places) for each in crew), Offer())


def _table(
    aspect: Aspect, program: Program, facts: Facts, crew: Sequence[_Mentor], mentees: Sequence[Person]
) -> Table | None:
    """One aspect; None where neither roster says anything of it."""
    ours, theirs = said(aspect, program, facts)
    counted, serves = served(aspect, program, facts)
    names = {fold(name): name for name in targeted(aspect, facts)}
    wants = [{fold(item): item for item in ours(mentee)} for mentee in mentees]
    wanted = Counter(key for items in wants for key in items)
    brings = [({fold(item): item for item in theirs(each.person)}, each) for each in crew]
    for items in chain(wants, () if serves else (items for items, _ in brings)):
        names = items | names if items.keys() - names.keys() else names
    now: dict[str, Offer] = {}
    trained: dict[str, Offer] = {}
    for items, each in brings:
        for key in items:
            trained[key] = trained.get(key, Offer()) + Offer(1, each.places)
            if each.now:
                now[key] = now.get(key, Offer()) + Offer(1, each.places)
    if not wanted and not trained:
        return None
    rows: dict[str, Row] = {}
    for key, name in names.items():
        reached = [other for other in trained if serves(key, other)] if serves else [key]
        offers = (sum((offer.get(other, Offer()) for other in reached), Offer()) for offer in (now, trained))
        rows[key] = Row(name, wanted[key], *offers)
    return Table(
        aspect,
        counted,
        tuple(sorted(rows.values(), key=lambda row: row.rank)),
        sum(not items for items in wants),
        sum(bool(items) and not any(rows[key].now.places for key in items) for items in wants),
    )
