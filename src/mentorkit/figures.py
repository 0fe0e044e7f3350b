"""The figures that a report page draws: scores, load, flows and firmness, counted from a run's document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mentorkit.overview import Overview, PersonLine
from mentorkit.report import Document

WIDTH, TOP = 5, 100
"""Points of score that one bar of the distribution spans, and the highest score (our choice, as below)."""
GROUPS = 8
"""Functions that a flow shows; those with fewest people are one group, `other`."""
OTHER, UNKNOWN = "other", "not known"


@dataclass(frozen=True)
class Bars:
    """Named counts: a name for each place, and a row of numbers for each series."""

    names: tuple[str, ...]
    series: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Flow:
    """How many mentees of one group have a mentor of another, [mentees' groups x mentors' groups]."""

    field: str
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Figures:
    """All that is drawn; None where a run has nothing of it."""

    funnel: Bars
    scores: Bars | None
    load: Bars
    coverage: Bars | None
    flows: tuple[Flow, ...]
    policies: Bars | None
    firmness: Bars | None


def figures(document: Document, overview: Overview) -> Figures:
    """The figures of a run's document."""
    pairs = document["pairs"]
    stages = overview.stages
    return Figures(
        funnel=Bars(
            tuple(stage.name for stage in stages),
            {
                "mentees": tuple(stage.mentees for stage in stages),
                "mentors": tuple(stage.mentors for stage in stages),
            },
        ),
        scores=_distribution([pair["score"] for pair in pairs]) if pairs else None,
        load=_load(document, overview),
        coverage=_coverage(overview),
        flows=tuple(_flows(pairs, overview)),
        policies=_policies(document.get("policies") or ()),
        firmness=_firmness((document.get("robustness") or {}).get("pairs") or ()),
    )


def _distribution(scores: Sequence[float]) -> Bars:
    """How many pairs there are in each span of scores, from the span of the lowest on."""
    spans = Counter(min(int(score // WIDTH), TOP // WIDTH - 1) for score in scores)
    places = range(min(spans), TOP // WIDTH)
    names = tuple(f"{place * WIDTH} to {(place + 1) * WIDTH}" for place in places)
    return Bars(names, {"pairs": tuple(spans[place] for place in places)})


def load(document: Document) -> Counter[str]:
    """Mentor's id to the number of mentees."""
    return Counter(pair["mentor"] for pair in document["pairs"])


def _load(document: Document, overview: Overview) -> Bars:
    """How many mentors with places have no mentee, one, two and so on, apart by whether a place is left."""
    taken = load(document)
    full, free = Counter[int](), Counter[int]()
    for mentor in (each for each in overview.mentors if each.places):
        number = taken[mentor.id]
        (full if number >= mentor.places else free)[number] += 1
    most = max([*full, *free, 0])
    names = tuple(
        "no mentee" if n == 0 else "1 mentee" if n == 1 else f"{n} mentees" for n in range(most + 1)
    )
    return Bars(
        names,
        {
            "all places taken": tuple(full[number] for number in range(most + 1)),
            "places left": tuple(free[number] for number in range(most + 1)),
        },
    )


def _coverage(overview: Overview) -> Bars | None:
    """By skill, each once: how many matched mentees want it, and how many have a mentor who brings it."""
    skills = {each.skill: each for each in overview.coverage}
    if not any(each.wanted for each in skills.values()):
        return None
    ranked = sorted(skills.values(), key=lambda each: -each.wanted)
    return Bars(
        tuple(each.skill for each in ranked),
        {
            "mentees who want it": tuple(each.wanted for each in ranked),
            "have a mentor who brings it": tuple(each.met for each in ranked),
        },
    )


def _flows(pairs: Sequence[Document], overview: Overview) -> list[Flow]:
    mentees = {person.id: person for person in overview.mentees}
    mentors = {person.id: person for person in overview.mentors}
    both = [(mentees[pair["mentee"]], mentors[pair["mentor"]]) for pair in pairs]
    functions = _flow("function", both, lambda person: person.function, ())
    levels = _flow("level", both, lambda person: person.level, overview.levels)
    return [flow for flow in (functions, levels) if flow is not None]


def _flow(
    field: str,
    pairs: Sequence[tuple[PersonLine, PersonLine]],
    told: Callable[[PersonLine], str | None],
    order: Sequence[str],
) -> Flow | None:
    """One flow; None where nobody of one side says the field, as of a column that the program does not use.

    Groups stand in their order, else the largest first.
    """
    said = [(told(mentee) or UNKNOWN, told(mentor) or UNKNOWN) for mentee, mentor in pairs]
    if any(all(pair[side] == UNKNOWN for pair in said) for side in (0, 1)):
        return None
    sides = []
    for side in (0, 1):
        sizes = Counter(pair[side] for pair in said)
        known = [group for group in order if group in sizes]
        ranked = [*known, *sorted(sizes.keys() - {*known}, key=lambda group: (-sizes[group], group))]
        sides.append(ranked if len(ranked) <= GROUPS or order else [*ranked[: GROUPS - 1], OTHER])
    counts = Counter(
        (mentee if mentee in sides[0] else OTHER, mentor if mentor in sides[1] else OTHER)
        for mentee, mentor in said
    )
    table = tuple(tuple(counts[mentee, mentor] for mentor in sides[1]) for mentee in sides[0])
    return Flow(field, tuple(sides[0]), tuple(sides[1]), table)


def _policies(policies: Sequence[Document]) -> Bars | None:
    """Mean and lowest score under each policy, and how many are matched."""
    if not policies:
        return None
    return Bars(
        tuple(each["optimise"].replace("_", " ") for each in policies),
        {
            "mean score": tuple(each["mean"] or 0 for each in policies),
            "lowest score": tuple(each["lowest"] or 0 for each in policies),
        },
    )


def _firmness(pairs: Sequence[Document]) -> Bars | None:
    """How many pairs stayed in every run with other weights, in most of them, in some, in none."""
    if not pairs:
        return None
    kept = [pair["kept"] for pair in pairs]
    spans = {
        "in all runs": sum(share == TOP for share in kept),
        "in most": sum(TOP / 2 < share < TOP for share in kept),
        "in half or fewer": sum(0 < share <= TOP / 2 for share in kept),
        "in none": sum(share == 0 for share in kept),
    }
    return Bars(tuple(spans), {"pairs": tuple(spans.values())})
