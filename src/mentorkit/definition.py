"""A program file to its definition: the program with the positions of its source, and what is wrong."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import stat
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from mentorkit import consistency, schema, yamlsource
from mentorkit.finding import CannotRun, Finding, Location, Severity, has_errors
from mentorkit.ignores import Ignore, key, silenced
from mentorkit.program import Program
from mentorkit.vocabulary import Vocabulary
from mentorkit.yamlsource import Source

PROGRAM = "program.yaml"
"""What a program is called in a folder of its own."""
MOST = 500
"""Findings of one program that are listed before its lints are asked (our choice)."""


@dataclass(frozen=True)
class Input:
    """A file that a run was made from."""

    role: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Held:
    """A table that is in no file: rows of text, the heading first."""

    name: str
    """What findings call it."""
    rows: tuple[tuple[str, ...], ...]

    @property
    def sha256(self) -> str:
        """By which it is known again: the hash of its cells."""
        return digest(json.dumps(self.rows, ensure_ascii=False).encode(errors="replace"))


Given = str | Held
"""What is read in place of a file that the program names: another file, or a table at hand."""


@dataclass(frozen=True)
class Definition:
    """A program with its source text's positions."""

    path: Path
    program: Program
    source: Source
    inputs: tuple[Input, ...]

    def beside(self, name: str) -> Path:
        """A path that the program names, seen from where the command runs."""
        return self.path.parent / name


Read = Callable[[str | Path], bytes]
"""A path to its bytes; raises CannotRun. What is no file, such as standard input, is read so too."""


@dataclass(frozen=True)
class Document:
    """A YAML file as it was read: what it holds, if it is YAML, and what is wrong with it."""

    path: str
    source: Source | None
    findings: list[Finding]
    sha256: str


@dataclass(frozen=True)
class Loaded:
    """A program file as far as it can be understood."""

    definition: Definition | None
    """None where a finding is an error."""
    findings: list[Finding]
    ignores: tuple[Ignore, ...] = ()


reading: ContextVar[Callable[[Path], None] | None] = ContextVar("reading", default=None)
"""Told of every file before it is read, there or not; `match --watch` looks at them again."""


class NoFile(CannotRun):
    """There is no such file."""


def read_bytes(path: str | Path) -> bytes:
    """What a file holds. Raises CannotRun."""
    told = reading.get()
    if told is not None:
        told(Path(path))
    try:
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise NoFile(f"{normal(Path(path))} is a folder, not a file") from None
    except (FileNotFoundError, NotADirectoryError):
        raise NoFile(f"there is no file {normal(Path(path))}") from None
    except ValueError:  # a name that no file can have
        raise NoFile(f"there is no file {path}") from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise NoFile(f"there is no file {normal(Path(path))}") from None
        raise CannotRun(f"{path} cannot be read: {error.strerror or error}") from None


def program(path: str, read: Read = read_bytes) -> tuple[Definition | None, list[Finding]]:
    """The program of a path; None where a finding is an error. Raises CannotRun.

    The findings are without the warnings and notes that comments ignore; `review` says more of those.
    """
    inside = Path(path) / PROGRAM
    if Path(path).is_dir():
        hint = f"; its program is {inside}" if inside.is_file() else ""
        raise NoFile(f"{path} is a folder, not a file{hint}")
    loaded = understood(document(path, read), read)
    silent = silenced(loaded.ignores)
    return loaded.definition, [
        each for each in loaded.findings if each.severity is Severity.ERROR or key(each) not in silent
    ]


def document(path: str, read: Read = read_bytes) -> Document:
    """The YAML of a path, before anything is known of what it says. Raises CannotRun."""
    data = read(path)
    source, findings = yamlsource.parse(data, normal(Path(path)))
    return Document(path, source, findings, digest(data))


def is_vocabulary(source: Source) -> bool:
    """Whether a file holds nothing but what several programs share."""
    return bool(source.data.keys() <= Vocabulary.model_fields.keys())


def understood(read_in: Document, read: Read = read_bytes) -> Loaded:
    """The program that a file holds, with the vocabulary that it may share. Raises CannotRun."""
    source, path = read_in.source, Path(read_in.path)
    if source is None:
        return Loaded(None, read_in.findings)
    if is_vocabulary(source):
        place = source.locate(())
        hint = "check a program that names it under vocabulary:"
        return Loaded(None, [Finding("MK006", "this is a vocabulary, not a program", place, hint)])
    inputs = [Input("program", read_in.path, read_in.sha256)]
    shared = source.data.get("vocabulary")
    if isinstance(shared, str):
        beside = path.parent / shared
        name = normal(beside)
        try:
            if _is_device(beside):
                raise NoFile(f"{name} is a device, not a file")
            words = document(str(beside), read)
        except NoFile:
            place = source.locate(("vocabulary",))
            finding = Finding("MK007", f'vocabulary: there is no file "{name}"', place)
            return Loaded(None, [finding], source.ignores)
        if words.source is None:
            return Loaded(None, words.findings, source.ignores)
        inputs.append(Input("vocabulary", name, words.sha256))
        source = source.graft(("vocabulary",), words.source)
    try:
        model = Program.model_validate_json(json.dumps(source.data), strict=True)
    except ValidationError as error:
        return Loaded(None, _first(schema.complaints(error, source), source), source.ignores)
    problems = (
        Finding(problem.code, problem.message, source.heading(problem.path), problem.hint)
        for problem in consistency.problems(model)
    )
    findings = _first(problems, source)
    made = None if has_errors(findings) else Definition(path, model, source, tuple(inputs))
    return Loaded(made, findings, source.ignores)


def _first(findings: Iterator[Finding], source: Source) -> list[Finding]:
    """The findings, up to a number that can still be read; each may look for a near word among many."""
    first = list(islice(findings, MOST))
    if next(findings, None) is not None:
        message = f"the file has more than {MOST} faults; these are some of them"
        first.append(Finding("MK001", message, Location(source.file), "mend these and check it again"))
    return first


def _is_device(path: Path) -> bool:
    """Whether reading would not end, as of /dev/zero; a program may name what is on nobody's machine."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))


def digest(data: bytes) -> str:
    """The SHA-256 of an input, by which a run knows it again."""
    return hashlib.sha256(data).hexdigest()


def normal(path: Path) -> str:
    """A path without needless steps where that is the same file, with forward slashes on every system."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] not in ("..", path.anchor):
            parts.pop()
        else:
            parts.append(part)
    short = Path(*parts)
    with contextlib.suppress(OSError):
        if not short.samefile(path):  # a step up from a link leads elsewhere
            return path.as_posix()
    return short.as_posix()
