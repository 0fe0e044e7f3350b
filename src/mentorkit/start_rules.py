"""The rules of a program to start from: who may take part, and who is paired with whom."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mentorkit.near_headings import own_name
from mentorkit.start import Answers, criteria, nothing_to_compare
from mentorkit.start_plans import LISTENING
from mentorkit.yaml_text import flow

ORDERED = "Once the vocabulary has the levels in order:"
RATING: dict[str, object] = {"type": "number", "from": 1, "to": 7, "rated_by": "manager"}
"""The field for a bar that waits for a column of ratings."""


def leveled(answers: Answers) -> bool:
    """Whether both rosters tell levels, in whatever order."""
    return all("level" in side.has for side in (answers.mentors, answers.mentees))


def to_be_rated(answers: Answers) -> str:
    """The field that a bar on communication waits for, where no column tells it yet; else empty."""
    if answers.own(answers.mentors, "communication"):
        return ""
    return own_name("communication rating", {*answers.mentors.fields, *answers.mentees.fields})


def rated(answers: Answers) -> dict[str, object]:
    """The bar on communication that is proposed until a column tells it."""
    return {"rule": "rating", "field": to_be_rated(answers), "at_least": 5}


def qualification(answers: Answers) -> Iterator[str]:
    """The section of who may take part."""
    bars = [_bar(answers, name) for name in answers.own(answers.mentors, "communication")[:1]]
    promises = {
        "mentors": answers.own(answers.mentors, "promise"),
        "mentees": answers.own(answers.mentees, "promise"),
    }
    expertise = answers.skills and "skills" in answers.mentors.has
    if not (bars or expertise or any(promises.values())):
        yield "# Who may take part. Mentors need a bar for what they know (expertise), for which a column"
        yield "# must tell their skills, and one for how well they pass it on: have their managers rate that."
        yield f"# qualification: {flow({'mentors': {'communication': rated(answers)}})}"
        return
    yield "qualification:"
    if bars or expertise or promises["mentors"]:
        yield "  mentors:"
    if promises["mentors"]:
        yield "    require:"
        yield from _promised(promises["mentors"])
    if expertise:
        yield "    # Knows at least one skill of the objective."
        yield "    expertise: {rule: covers_objectives, at_least: 1}"
    if bars:
        yield "    # And can pass it on: no expertise makes up for a low rating here. Just below the bar, the"
        yield "    # training closes the gap; until then they wait."
        yield f"    communication: {flow(bars[0])}"
    elif expertise or promises["mentors"]:
        yield "    # Knowing is not enough. Have their managers rate how well they pass it on, and set a bar:"
        yield f"    # communication: {flow(rated(answers))}"
    if promises["mentees"]:
        yield "  mentees:"
        yield "    require:"
        yield from _promised(promises["mentees"])


def _promised(names: list[str]) -> Iterator[str]:
    for name in names:
        rule = {
            "rule": "answered_yes",
            "field": name,
            "because": "mentoring takes time that is promised first",
        }
        yield f"      - {flow(rule)}"


def _bar(answers: Answers, name: str) -> dict[str, object]:
    """About two thirds up the scale; the step below it is near enough for a training."""
    spec = answers.mentors.fields[name]
    low, high = (Decimal(str(spec[end])) for end in ("from", "to"))
    bar = low + ((high - low) * 2 / 3).to_integral_value()
    return {
        "rule": "rating", "field": name, "at_least": bar, "conditional_from": bar - 1, "after": LISTENING,
    }  # fmt: skip


def matching(answers: Answers) -> Iterator[str]:
    """The section of who is paired with whom."""
    yield "matching:"
    yield "  # One mentee each unless the roster says otherwise, and nobody more than three."
    yield "  capacity: {default: 1, at_most: 3}"
    rule = "{rule: reporting_line, because: nobody speaks freely to a boss}"
    if "manager" in answers.mentees.has:
        yield "  never:"
        yield f"    - {rule}"
    else:
        yield "  # Once the mentees' roster tells their managers:"
        yield f"  # never: [{rule}]"
    musts = []
    gap = "{rule: level_gap, at_least: 1, at_most: 3, because: ahead of the mentee but not out of reach}"
    if answers.ranked:
        musts.append(gap)
    if answers.both_have("languages"):
        musts.append(
            "{rule: shares, field: languages, unknown: allow, because: they have to be able to talk}"
        )
    if musts:
        yield "  must:"
        yield from (f"    - {must}" for must in musts)
    if leveled(answers) and not answers.ranked:
        yield from (
            f"{'    ' if musts else '  '}# {line}"
            for line in (ORDERED, f"- {gap}" if musts else f"must: [{gap}]")
        )
    yield "  # What makes a pair good. A criterion counts by its share of all weights together."
    yield "  criteria:"
    if nothing_to_compare(answers):
        yield "    # The rosters have nothing in common yet; add the column, or compare another field."
    yield from (f"    - {flow(criterion)}" for criterion in criteria(answers))
    if not answers.ranked and leveled(answers):
        nearest = {"kind": "level_gap", "ideal": 1, "weight": 20, "serves": [answers.goal]}
        yield f"    # {ORDERED}"
        yield f"    # - {flow(nearest)}"
    yield "  # As many mentees as possible, and among all ways to do that the one with the best pairs."
    yield "  optimise: most_matched"
