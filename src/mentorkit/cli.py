"""The command line: its verbs, and the one place where errors end."""

from __future__ import annotations

import gc
import os
import platform
import re
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

import mentorkit
from mentorkit.commands._bars import bars
from mentorkit.finding import CannotRun
from mentorkit.formats import safe

COMMANDS = (
    "new",
    "check",
    "explain",
    "schema",
    "qualify",
    "pool",
    "supply",
    "match",
    "why",
    "scores",
    "approve",
    "verify",
    "diff",
    "report",
    "export",
    "brief",
    "training",
    "succession",
    "progress",
)
"""The verbs, each the one public function of a file in commands/ that has its name."""
CANNOT_RUN, BUG, INTERRUPTED = 2, 3, 130


def verb(name: str) -> Callable[..., None]:
    """The function that carries out a verb; no verb waits for the imports of the others."""
    gc.disable()  # what an import makes stays, and looking through it again and again takes a while
    function: Callable[..., None] = getattr(import_module(f"mentorkit.commands.{name}"), name)
    gc.freeze()
    gc.enable()
    return function


BARE = {"--robust": "20"}
"""Options that may stand without a number, which is then this."""


class Verb(TyperCommand):
    """A verb that refuses an option given twice, where only the last would count."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, taken apart. Raises CannotRun."""
        args = [*_filled(args)]
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(given).items():
            if (
                times > 1
                and not ctx.resilient_parsing
                and isinstance(option, TyperOption)
                and not (option.multiple or option.is_flag)
            ):
                raise CannotRun(f"{option.opts[0]} is given {times} times; it takes one")
        return super().parse_args(ctx, args)


class Verbs(TyperGroup):
    """The verbs as subcommands, each imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The subcommand of a name; of an unknown one all are imported, so that a near one can be named."""
        for name in COMMANDS if cmd_name not in COMMANDS else (cmd_name,):
            if name not in self.commands:
                alone = typer.Typer(add_completion=False, rich_markup_mode=None)
                function = verb(name)
                alone.command(name, cls=Verb, short_help=_first_sentence(function))(function)
                self.add_command(typer.main.get_command(alone), name)
        return self.commands.get(cmd_name)


def _filled(words: Sequence[str]) -> Iterator[str]:
    """The words, with the value of an option that stands without one."""
    for word, following in pairwise([*words, "-"]):
        yield word
        if word in BARE and not re.match(r"[-+]?[\d.]", following):
            yield BARE[word]


def _first_sentence(function: Callable[..., None]) -> str:
    """What the list of verbs says of one; the library would cut it at half a line."""
    return " ".join((function.__doc__ or "").split("\n\n")[0].split())


app = typer.Typer(
    cls=Verbs,
    name="mentorkit",
    help="Mentoring programs as reviewed definitions: qualify mentors, match with proof, explain every pair.",
    epilog="Exit codes: 0 done; 1 findings or a broken promise; 2 could not run; 3 a bug; 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"mentorkit {mentorkit.__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Mentoring programs as reviewed definitions: qualify mentors, match with proof, explain every pair."""


def main() -> None:
    """Run a command and end with its exit code."""
    # Products of small blocks gain nothing from threads of their own, and lose much where cores are busy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Nothing here plugs into pydantic, which would else read what every installed package announces.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if sys.stdout is None:
        sys.exit(_end("there is nowhere to print to: standard output is closed", CANNOT_RUN))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows pipes are not UTF-8 by themselves
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n" if os.name != "nt" else None)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where nobody reads on, end quietly
    try:
        with bars():
            code = app(standalone_mode=False)
        sys.stdout.flush()
    except CannotRun as error:
        code = _end(str(error), CANNOT_RUN)
    except (KeyboardInterrupt, typer.Abort):
        code = _end("interrupted", INTERRUPTED)
    except OSError as error:
        what = f"{error.filename} cannot be used" if error.filename else "the result cannot be printed"
        code = _end(f"{what}: {error.strerror or error}", CANNOT_RUN)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # closed by the exit
    except Exception as error:
        if hasattr(error, "exit_code") and hasattr(error, "show"):  # a usage error of the command line
            error.show()
            code = int(error.exit_code)
        else:
            code = _bug(error)
    sys.exit(code if isinstance(code, int) else 0)


def _end(message: str, code: int) -> int:
    sys.stderr.write(f"mentorkit: {safe(message)}\n")
    return code


def _bug(error: Exception) -> int:
    """Write where it happened to a log, without messages: they may quote a roster."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"mentorkit {mentorkit.__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{type(error).__name__} at:",
        *(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames),
    ]
    handle, name = tempfile.mkstemp(prefix="mentorkit-bug-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write("\n".join(lines) + "\n")
    where = Path(name)
    return _end(
        f"this is a bug in mentorkit ({type(error).__name__}); {where} says where, without your data", BUG
    )
