"""`mentorkit match`: the best pairings, with reasons and proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit.commands._options import (
    FOUND,
    Decisions,
    FailOn,
    FailOnOption,
    Format,
    Mentees,
    Mentors,
    People,
    ProgramFile,
    Rejects,
    ResultFormat,
    exit_code,
    say,
    show,
    talk,
)
from mentorkit.commands._path import Prepared, walk
from mentorkit.commands._pool import NoPool, PoolFile, pooling

if TYPE_CHECKING:
    from mentorkit.commands._previous import Following
    from mentorkit.commands._watch import Lookout
    from mentorkit.report import Report

FILES = (
    "pairs",
    "alternatives",
    "unmatched",
    "qualification",
    "robustness",
    "weights",
    "policies",
    "changes",
)
"""Listings that the run folder has as files, where the run has them."""

Robust = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Match again under N random changes of the weights; try 20."),
]
Time = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS", min=0, help="End the search after so long, with the best found and its bound."
    ),
]


def match(
    program: ProgramFile,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    decisions: Decisions = None,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Write the run folder here.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a run folder that was changed by hand.")
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="Show what other policies would make of the same people.")
    ] = False,
    robust: Robust = None,
    seed: Annotated[int, typer.Option(metavar="N", help="The seed of the changes that --robust makes.")] = 1,
    time: Time = None,
    previous: Annotated[
        str | None,
        typer.Option(metavar="RUN", help="Follow this run: keep its living pairs, replace broken ones."),
    ] = None,
    moves: Annotated[
        int, typer.Option(metavar="N", min=0, help="With --previous: so many living pairs may move.")
    ] = 0,
    meetings: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="With --previous: the log that says which pairs have ended."),
    ] = None,
    pool: PoolFile = None,
    no_pool: NoPool = False,
    rejects: Rejects = None,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Find the best pairings: who with whom and why, who is left out and why, and the proof.

    The exit code is 1 where a promise under `expect` is broken; the run is written all the same. The
    first Ctrl-C ends the search: the best pairs found so far are shown and written, not proven, and the
    exit code is 130. The second ends the command.
    """
    from mentorkit.commands._watch import INTERRUPTED, attended
    from mentorkit.export import files
    from mentorkit.export.csv_file import for_spreadsheets, listing_csv
    from mentorkit.promises import broken
    from mentorkit.run import RECORD

    chosen = pooling(pool, no_pool)
    following = _following(previous, moves, meetings, out, others=compare or robust is not None)
    if out is not None:
        files.mend(Path(out))
    path = walk(
        program,
        {"mentors": mentors, "mentees": mentees, "people": people},
        decisions,
        rejects,
        form,
        following,
        chosen,
    )
    with attended(time) as look:
        found = _search(path, look, compare=compare, robust=robust, seed=seed)
        look.clear()
        talk(path.findings)
        if out is not None:  # before anything is printed, so that a reader who stops early loses no run
            kept = [each for each in found.listings if each.name in FILES]
            written = {f"{each.name}.csv": for_spreadsheets(listing_csv(each)) for each in kept}
            files.write_run(Path(out), written, found.document, force=force)
            say(f"wrote {out}: {', '.join([*written, RECORD])}")
        show(found, form, "pairs")
    if look.interrupted:
        say(
            "interrupted"
            if found.document["proven"]
            else "interrupted: these pairs are the best found so far"
        )
        raise typer.Exit(INTERRUPTED)
    failed = [*broken(found.document["expect"])]
    for promise in failed:
        say(f"promise broken: {promise}")
    raise typer.Exit(FOUND if failed else exit_code(path.findings, fail_on))


def _following(
    previous: str | None, moves: int, meetings: str | None, out: str | None, *, others: bool
) -> Following | None:
    """The run to follow. Raises CannotRun for options that make no sense without one, or with one."""
    from mentorkit.commands._previous import Following
    from mentorkit.finding import CannotRun

    if previous is None:
        if moves or meetings is not None:
            raise CannotRun(f"--{'moves' if moves else 'meetings'} needs --previous RUN, the run to follow")
        return None
    if others and moves:
        raise CannotRun(
            "--compare and --robust match again, and do not know which pairs move; leave out --moves"
        )
    folder = Path(previous) if Path(previous).is_dir() else Path(previous).parent
    if out is not None and Path(out).exists() and Path(out).samefile(folder):
        raise CannotRun(f"--out {out} would replace the run that is followed; name another folder")
    return Following(previous, moves, meetings)


def _search(path: Prepared, look: Lookout, *, compare: bool, robust: int | None, seed: int) -> Report:
    """The pairs and what else was asked for; ends the command where it was stopped before it had pairs."""
    from mentorkit import comparison, match_report, robustness
    from mentorkit.assignment import Stopped, assign
    from mentorkit.commands._watch import INTERRUPTED
    from mentorkit.comparison_report import with_policies
    from mentorkit.finding import CannotRun
    from mentorkit.pool_record import with_pool
    from mentorkit.previous_report import with_previous
    from mentorkit.robustness_report import with_robustness

    plan, scores = path.program, path.scores
    try:
        assignment = assign(plan, scores, watch=look.watch)
    except Stopped:
        if look.interrupted:
            look.clear()
            say("interrupted before there were any pairs; nothing was written")
            raise typer.Exit(INTERRUPTED) from None
        raise CannotRun("the time was over before there were any pairs; give --time more seconds") from None
    look.clear()
    policies = comparison.compare(plan, scores, assignment, look.watch) if compare else None
    look.clear()
    firm = None
    if robust is not None and assignment.proven:
        firm = robustness.robustness(plan, scores, assignment, robust, seed, look.patient, look.over)
    sources = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in path.inputs]
    found = match_report.report(
        plan, scores, assignment, path.mentors, path.mentees, sources, path.findings, path.decisions
    )
    if path.pool.record is not None:
        found = with_pool(found, path.pool.record, path.mentors, path.mentees)
    if path.carried is not None:
        found = with_previous(found, path.carried, assignment)
    if robust is not None:
        found = with_robustness(found, scores, firm)
    return with_policies(found, policies) if policies else found
