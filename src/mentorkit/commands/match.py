"""`mentorkit match`: the best pairings, with reasons and proof."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit.commands import _complete
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
from mentorkit.commands._path import walk
from mentorkit.commands._pool import NoPool, PoolFile, pooling
from mentorkit.finding import CannotRun

if TYPE_CHECKING:
    from mentorkit.commands._watch import Lookout
    from mentorkit.prepared import Prepared
    from mentorkit.previous_files import Following
    from mentorkit.report import Report

Robust = Annotated[
    int | None,
    typer.Option(metavar="[N]", min=1, help="Match again under N random changes of the weights, or 20."),
]
Time = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS", min=0, help="End the search after so long, with the best found and its bound."
    ),
]
Changes = Annotated[
    bool | None,
    typer.Option(
        "--changes/--no-changes",
        help="Work out what would help the first 50 without a mentor; unasked where that is quick.",
    ),
]
Costs = Annotated[
    int,
    typer.Option(
        metavar="N", min=0, help="With --decisions: work out what each of the first N costs; 0 for none."
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
    changes: Changes = None,
    costs: Costs = 50,
    previous: Annotated[
        str | None,
        typer.Option(
            metavar="RUN",
            autocompletion=_complete.runs,
            help="Follow this run: keep its living pairs, replace broken ones.",
        ),
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
    watch: Annotated[
        bool, typer.Option("--watch", help="Match again whenever an input changes, and say what moved.")
    ] = False,
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
    from mentorkit.promises import broken
    from mentorkit.run import RECORD

    chosen = pooling(pool, no_pool)
    following = _following(previous, moves, meetings, out, others=compare or robust is not None)
    _apart(decisions, out)

    def once(shown: Callable[[Report], None]) -> None:
        if out is not None:
            files.mend(Path(out))
            if not force:
                files.keep_approved(Path(out))
        path = walk(
            program,
            {"mentors": mentors, "mentees": mentees, "people": people},
            decisions,
            rejects,
            form,
            following,
            chosen,
        )
        if watch and out is not None:
            from mentorkit.commands._rerun import keep_apart

            keep_apart(out, (each.path for each in path.inputs))
        with attended(time) as look:
            found = _search(
                path, look, compare=compare, robust=robust, seed=seed, costs=costs, changes=changes
            )
            look.clear()
            if watch and look.interrupted:  # whoever leaves wants no half-proven run in place of the last
                raise typer.Exit(INTERRUPTED)
            talk(path.findings)
            if out is not None:  # before anything is printed, so that a reader who stops early loses no run
                from mentorkit.export.run_folder import run_files

                written = run_files(found)
                files.write_run(Path(out), written, found.document, force=force)
                say(f"wrote {out}: {', '.join([*written, RECORD])}")
            shown(found)
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

    if watch:
        if form is not ResultFormat.TABLE:
            raise CannotRun(f"--watch shows what moved in words; leave out --format {form.value}")
        from mentorkit.commands._rerun import keep_up

        keep_up(once, [] if following is None else [_run_json(following.run)])
    once(lambda found: show(found, form, "pairs"))


def _run_json(run: str) -> str:
    """The file of a run that is named by its folder."""
    from mentorkit.run import RECORD

    return str(Path(run) / RECORD) if Path(run).is_dir() else run


def _apart(decisions: str | None, out: str | None) -> None:
    """Raises CannotRun where the run would replace the file of the decisions that it is made with."""
    if decisions is None or out is None or not Path(decisions).exists() or not Path(out).exists():
        return
    from mentorkit.export.run_folder import LISTINGS
    from mentorkit.export.workbook import FILE

    written = {FILE, *(f"{name}.csv" for name in LISTINGS)}
    if Path(decisions).name in written and Path(decisions).parent.samefile(out):
        raise CannotRun(f"--out {out} would replace {decisions}, of which it is made; name another folder")


def _following(
    previous: str | None, moves: int, meetings: str | None, out: str | None, *, others: bool
) -> Following | None:
    """The run to follow. Raises CannotRun for options that make no sense without one, or with one."""
    from mentorkit.previous_files import Following

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


def _search(
    path: Prepared,
    look: Lookout,
    *,
    compare: bool,
    robust: int | None,
    seed: int,
    costs: int,
    changes: bool | None,
) -> Report:
    """The pairs and what else was asked for; ends the command where it was stopped before it had pairs."""
    from mentorkit.assignment import Stopped
    from mentorkit.commands._watch import INTERRUPTED
    from mentorkit.matched import matched

    try:
        return matched(path, look, compare=compare, robust=robust, seed=seed, costs=costs, changes=changes)
    except Stopped:
        if look.interrupted:
            look.clear()
            say("interrupted before there were any pairs; nothing was written")
            raise typer.Exit(INTERRUPTED) from None
        raise CannotRun("the time was over before there were any pairs; give --time more seconds") from None
