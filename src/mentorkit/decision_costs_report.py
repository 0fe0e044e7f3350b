"""What the decisions cost, beside the pairs of a match: totals before and after, and each alone left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mentorkit.decision_costs import NOT_ASKED, Cost, Costs, Totals
from mentorkit.people import Person
from mentorkit.qualification import Qualification
from mentorkit.report import Cell, Column, Document, Report, counted, listing, named
from mentorkit.scores import POINT

EVERY, NOTHING, THIS = "every decision", "nothing", "this decision"
"""What a row leaves out."""
EXPLAINED = "The best that can be had where that is left out, and how much more it is."


def with_costs(report: Report, costs: Costs, mentors: Qualification, mentees: Qualification) -> Report:
    """The report with a row for each decision, and the same under `decisions` in its document."""
    document: Document = {
        "before": _totals(costs.before),
        "after": _totals(costs.after),
        "each": [_entry(each, costs.after, mentors, mentees) for each in costs.each],
    }
    columns = [
        Column("on_screen", "Left out", in_files=False),
        Column("left_out"),
        *(Column(name) for name in ("decision", "mentee", "mentor", "reason", "by", "waive")),
        Column("waived", "Waived"),
        Column("matched", "Matched", number=True),
        Column("score", "Total", number=True, decimals=1),
        Column("gives_back_matched", "More matched", number=True),
        Column("gives_back_score", "More total", number=True, decimals=1),
        Column("note", "Note"),
    ]
    rows = [
        *_sides(costs),
        *(
            _row(each, names)
            for each, names in zip(document["each"], _names(costs.each, mentors, mentees), strict=True)
        ),
    ]
    return replace(
        report,
        listings=(
            *report.listings,
            listing("decisions", "What the decisions cost", columns, rows, [EXPLAINED]),
        ),
        document=report.document | {"decisions": document},
        summary=(*report.summary, *_summary(costs)),
    )


def _totals(totals: Totals | None) -> Document | None:
    if totals is None:
        return None
    lowest = None if totals.lowest is None else totals.lowest / POINT
    return {"matched": totals.matched, "score": totals.points / POINT, "lowest": lowest}


def _entry(cost: Cost, after: Totals, mentors: Qualification, mentees: Qualification) -> Document:
    decision, without = cost.decision, cost.without
    return {
        "decision": decision.decision,
        "mentee": mentees.by_key[decision.mentee].person.id,
        "mentor": mentors.by_key[decision.mentor].person.id,
        "reason": decision.reason,
        "by": decision.by,
        "waive": list(decision.waive),
        "waived": list(cost.waived),
        "without": _totals(without),
        "gives_back": None if without is None else _more(without, after),
        "note": cost.why,
    }


def _more(totals: Totals, after: Totals) -> Document:
    return {"matched": totals.matched - after.matched, "score": (totals.points - after.points) / POINT}


def _sides(costs: Costs) -> list[dict[str, Cell]]:
    """The rows without any decision, and with all."""
    found: list[dict[str, Cell]] = []
    for left_out, totals, note in ((EVERY, costs.before, costs.why), (NOTHING, costs.after, "")):
        more = None if totals is None else _more(totals, costs.after)
        here = f"{left_out}: this run" if left_out == NOTHING else left_out
        found.append(
            {"on_screen": here, "left_out": left_out, **_cells(_totals(totals), more), "note": note or None}
        )
    return found


def _row(entry: Document, names: tuple[str, str]) -> dict[str, Cell]:
    return {
        "left_out": THIS,
        **{name: entry[name] or None for name in ("decision", "mentee", "mentor", "reason", "by", "note")},
        "on_screen": f"{entry['decision']} {names[0]} with {names[1]}",
        "waive": "; ".join(entry["waive"]) or None,
        "waived": ", ".join(entry["waived"]) or None,
        **_cells(entry["without"], entry["gives_back"]),
    }


def _cells(totals: Mapping[str, Cell] | None, more: Mapping[str, Cell] | None) -> dict[str, Cell]:
    if totals is None or more is None:
        return {}
    return {
        "matched": totals["matched"],
        "score": totals["score"],
        "gives_back_matched": more["matched"],
        "gives_back_score": more["score"],
    }


def _names(costs: Sequence[Cost], mentors: Qualification, mentees: Qualification) -> list[tuple[str, str]]:
    def called(person: Person) -> str:
        return named(person.id, person.text("name"))

    pairs = [(each.decision.mentee, each.decision.mentor) for each in costs]
    return [
        (called(mentees.by_key[mentee].person), called(mentors.by_key[mentor].person))
        for mentee, mentor in pairs
    ]


def _summary(costs: Costs) -> list[str]:
    before, after, many = costs.before, costs.after, counted(len(costs.each), "decision")
    said = []
    if before is not None:
        matched, points = before.matched - after.matched, before.points - after.points
        them = "it" if len(costs.each) == 1 else "them"
        said.append(
            f"{many}: {before.matched:,} matched and a total of {before.points / POINT:,.1f} without {them}, "
            f"{after.matched:,} and {after.points / POINT:,.1f} with {them}."
            if matched or points
            else f"{many}: as many matched and the same total as without {them}."
        )
    else:
        said.append(f"What {many} cost is not known: {costs.why}.")
    left = sum(each.why == NOT_ASKED for each in costs.each)
    if left and before is not None:
        tried = len(costs.each) - left
        said.append(f"The first {tried:,} of {many} were tried alone; --costs {len(costs.each)} tries all.")
    return said
