"""What a run says of its decisions and their cost, held against the decisions and the pairs, for `verify`.

The totals without a decision are those of other optima; they are not worked out again here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mentorkit.run import Record
from mentorkit.run_parts import DecisionRecord, DecisionsRecord, TotalsOfDecisionsRecord
from mentorkit.verify.cast import Cast
from mentorkit.verify.plain import POINT

Row = list[str]
HEADING = (
    "left_out", "decision", "mentee", "mentor", "reason", "by", "waive", "waived", "matched", "score",
    "gives_back_matched", "gives_back_score", "note",
)  # fmt: skip


def costs_wrong(record: Record, cast: Cast) -> Iterator[str]:
    """Decisions that are left out, invented or other than they are, and differences that are none."""
    said = record.decisions
    if said is None:
        return
    own = {(each.mentee, each.mentor): each for each in cast.inputs.decisions if not each.kept}
    mentees, mentors = cast.inputs.mentees.by_key, cast.inputs.mentors.by_key
    locks = {(cast.mentees[m].key, cast.mentors[lock.mentor].key): lock for m, lock in cast.locks.items()}
    wanted = [
        (
            each.decision,
            mentees[each.mentee].person.id,
            mentors[each.mentor].person.id,
            each.reason,
            each.by,
            each.waive,
            tuple(sorted(locks[pair].broken)) if pair in locks else (),
        )
        for pair, each in own.items()
    ]
    given = [_said(each) for each in said.each]
    yield from (
        f"decisions: {each[:3]} is not in the run as it was decided" for each in wanted if each not in given
    )
    yield from (f"decisions: nobody decided {each[:3]} like this" for each in given if each not in wanted)
    if len(given) != len(wanted):
        yield f"decisions: there are {len(wanted)}, the run has {len(given)}"
    after, totals = said.after, record.totals
    if (after.matched, after.score, after.lowest) != (totals.matched, totals.score, totals.lowest):
        yield "decisions: the totals with all of them are not those of the run"
    for each in said.each:
        if (each.without is None) != (each.gives_back is None):
            yield f"decisions: {_said(each)[:3]} has totals or a difference, and not both"
        elif each.without and each.gives_back:
            more = each.without.matched - after.matched, _points(each.without) - _points(after)
            if more != (each.gives_back.matched, round(Fraction(each.gives_back.score) * POINT)):
                yield f"decisions: what {_said(each)[:3]} gives back is not the difference of the totals"


def _said(each: DecisionRecord) -> tuple[object, ...]:
    waived = tuple(sorted(each.waived))
    return each.decision, each.mentee, each.mentor, each.reason, each.by, each.waive, waived


def _points(totals: TotalsOfDecisionsRecord) -> int:
    return round(Fraction(totals.score) * POINT)


def decision_rows(said: DecisionsRecord) -> Iterator[Row]:
    """The rows of decisions.csv, its heading first."""
    yield list(HEADING)
    blank = [""] * 7
    why = next((each.note for each in said.each if each.note), "")
    yield ["every decision", *blank, *_cells(said.before, said.after), "" if said.before else why]
    yield ["nothing", *blank, *_cells(said.after, said.after), ""]
    for each in said.each:
        yield [
            *("this decision", each.decision, each.mentee, each.mentor, each.reason, each.by),
            *("; ".join(each.waive), ", ".join(each.waived)),
            *_cells(each.without, said.after),
            each.note,
        ]


def _cells(totals: TotalsOfDecisionsRecord | None, after: TotalsOfDecisionsRecord) -> list[str]:
    if totals is None:
        return [""] * 4
    more = (_points(totals) - _points(after)) / POINT
    return [str(totals.matched), f"{totals.score:.4f}", str(totals.matched - after.matched), f"{more:.4f}"]
