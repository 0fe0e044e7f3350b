"""`mentorkit export`: the pairs of a run as other systems take them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit.commands import _complete
from mentorkit.commands._options import ResultFormat, say, stop_at_errors, talk
from mentorkit.export_checks import BUILT_IN
from mentorkit.finding import CannotRun
from mentorkit.report import counted

if TYPE_CHECKING:
    from mentorkit.run_exports import Exported


def export(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN", autocompletion=_complete.runs, help="A run folder, or the run.json in it."
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            autocompletion=_complete.exports,
            help=f"{', '.join(BUILT_IN)}, or an export of the program (exports:).",
        ),
    ],
    out: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write it here; unless given, it is printed.")
    ] = None,
    heading: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=HEADING",
            autocompletion=_complete.columns,
            help='With --to pairs: a column, such as mentee_email="Mentee E-mail"; repeat it for each.',
        ),
    ] = None,
) -> None:
    """Hand the pairs of a run over: as a table, a network or JSON Lines that other systems take.

    Reads the inputs again and refuses what was changed since. Writes nothing where somebody has no id or
    e-mail address to be known by. Nothing private is in it.
    """
    from mentorkit.export.files import replace_file
    from mentorkit.run_exports import exported, headings

    made, findings = exported(run, to, headings(heading or []))
    stop_at_errors(findings, ResultFormat.CSV)
    talk(findings)
    assert made is not None  # noqa: S101  # there were no errors
    if not made.approved:
        say(f'nobody has approved {run} yet; mentorkit approve {run} --by "NAME" does')
    if out is None:
        sys.stdout.write(made.text.replace("\r\n", "\n"))
        return
    _clear(Path(out), run, made)
    replace_file(Path(out), made.text.encode("utf-8", "replace"))
    say(f"wrote {out}: {counted(made.pairs, 'pair')}")


def _clear(target: Path, run: str, made: Exported) -> None:
    """Raises CannotRun where a file would replace an input, or make the run another than was approved."""
    folder = Path(run) if Path(run).is_dir() else Path(run).parent
    if target.parent.exists() and target.parent.samefile(folder):
        raise CannotRun(f"--out {target} is in the run folder, which stays as match wrote it; name another")
    for each in made.inputs:
        if target.exists() and Path(each.path).exists() and target.samefile(each.path):
            raise CannotRun(f"--out {target} is one of the inputs; name another file")
