"""What `pool` found, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentorkit.pool import Cost, Selection
from mentorkit.report import counted
from mentorkit.weights import POINT


def size_from(side: Selection) -> str:
    """What the size of a pool follows: the program, the mentors' places, or everybody who is eligible."""
    if side.plan.size is not None:
        return "program"
    return "places" if side.role == "mentees" else "eligible"


def summary(side: Selection, paid: Sequence[Cost]) -> Iterator[str]:
    """What an administrator would pass on of one role's pool."""
    size = {
        "program": f"the size is {side.size:,}",
        "places": f"the mentors have {counted(side.size, 'place')}",
        "eligible": "no size is set, so that everybody who is eligible may be in",
    }[size_from(side)]
    everybody = counted(len(side.qualification.standings), side.role[:-1])
    yield (
        f"{len(side.chosen):,} of {everybody} in the pool: {len(side.applicants):,} are eligible, {size}; "
        f"{_waiting(len(side.waiting))}."
    )
    if not side.plan.rank_by and side.waiting:
        yield "Nothing ranks them (rank_by); a draw by the ids decides."
    if paid and paid[-1].come:
        yield f"The quotas cost {paid[-1].points / POINT:.1f} points of score and {_places(paid[-1])}."
    elif paid:
        yield "The quotas cost nothing."
    if side.proven:
        more = "has more points" if len(side.chosen) else "is possible"
        yield f"Proven: no pool within size and quotas is larger, and none as large {more}."
    else:
        yield "Not proven: the solver's numbers leave open whether a pool as large has more points."


def _waiting(many: int) -> str:
    return {0: "nobody waits", 1: "1 waits"}.get(many, f"{many:,} wait")


def _places(cost: Cost) -> str:
    many = counted(len(cost.go), "place")
    return f"{many} that would go to others" if not cost.people else f"{cost.people} people in the pool"
