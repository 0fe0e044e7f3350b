"""A run: the best pairs of what is prepared, and what else is asked of them, as a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from mentorkit.assignment import Watch
from mentorkit.prepared import decide

if TYPE_CHECKING:
    from mentorkit.assignment import Assignment
    from mentorkit.decisions import Decision
    from mentorkit.prepared import Prepared
    from mentorkit.report import Listing, Report
    from mentorkit.scores import Scores


class Look(Protocol):
    """Follows a search, and says when to end it."""

    @property
    def watch(self) -> Watch:
        """Ends when the time is over."""

    @property
    def patient(self) -> Watch:
        """Goes on until it is interrupted."""

    def over(self) -> bool:
        """Whether the search should end."""

    def clear(self) -> None:
        """Nothing is shown until there is news."""


def matched(
    path: Prepared,
    look: Look,
    *,
    compare: bool = False,
    robust: int | None = None,
    seed: int = 1,
    costs: int,
    changes: bool | None = None,
) -> Report:
    """The pairs and what else was asked for. Raises Stopped where it is ended before there are pairs.

    What would help those without a mentor is worked out if `changes` says so, and unasked where it is quick.
    """
    from mentorkit import comparison, match_report, robustness
    from mentorkit.assignment import assign
    from mentorkit.comparison_report import with_policies
    from mentorkit.overview import with_overview
    from mentorkit.pool_record import with_pool
    from mentorkit.previous_report import with_previous
    from mentorkit.robustness_report import with_robustness

    plan, scores = path.program, path.scores
    assignment = assign(plan, scores, watch=look.watch)
    look.clear()
    policies = comparison.compare(plan, scores, assignment, look.watch) if compare else None
    look.clear()
    firm = None
    if robust is not None and assignment.final:
        firm = robustness.robustness(plan, scores, assignment, robust, seed, look.patient, look.over)
    sources = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in path.inputs]
    found = match_report.report(
        plan,
        scores,
        assignment,
        path.mentors,
        path.mentees,
        sources,
        path.findings,
        path.decisions,
        changes_asked=changes,
        watch=look.watch,
    )
    look.clear()
    if path.pool.record is not None:
        found = with_pool(found, path.pool.record, path.mentors, path.mentees)
    if path.carried is not None:
        found = with_previous(found, path.carried, assignment)
    if path.by_hand:
        found = _with_costs(found, path, assignment, costs, look)
    if robust is not None:
        found = with_robustness(found, scores, firm)
    found = with_policies(found, policies) if policies else found
    found = with_overview(found, plan, assignment, path.mentors, path.mentees)
    return _with_supply(found, path)


def _with_supply(report: Report, path: Prepared) -> Report:
    """The report with supply and demand, worked out when files are written."""
    from dataclasses import replace

    def places() -> Listing:
        from mentorkit import supply_report

        scores = path.scores
        return supply_report.places(path.program, scores.facts, path.mentors, scores.mentees)

    return replace(report, later=(*report.later, places))


def _with_costs(report: Report, path: Prepared, now: Assignment, first: int, look: Look) -> Report:
    """The report with what the decisions cost."""
    from mentorkit.decision_costs import costs
    from mentorkit.decision_costs_report import with_costs
    from mentorkit.finding import CannotRun, has_errors, in_order

    def rescored(decisions: Sequence[Decision]) -> Scores:
        made, findings = decide(path.basis, decisions, path)
        if made is None:
            raise CannotRun(next(each.message for each in in_order(findings) if has_errors([each])))
        return made.scores

    found = costs(path.program, now, path.by_hand, rescored, first=first, watch=look.watch)
    look.clear()
    return with_costs(report, found, path.mentors, path.mentees)
