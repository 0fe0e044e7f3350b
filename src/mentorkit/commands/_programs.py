"""The arguments of `check` to the program files that they name: files, folders, patterns, stdin."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mentorkit.definition import document, is_vocabulary, normal, read_bytes
from mentorkit.finding import CannotRun

if TYPE_CHECKING:
    from mentorkit.definition import Document

STDIN = "-"
SUFFIXES = (".yaml", ".yml")
SECTIONS = ("matching", "rosters", "qualification", "objectives")
"""A file that a folder holds is taken for a program where it has one of these at its top."""
_SECTION = re.compile(rf"(?:^|[{{,]\s*)[\"']?(?:{'|'.join(SECTIONS)})[\"']?\s*:", re.MULTILINE)


@dataclass
class Programs:
    """The program files of a command line, read one after another.

    `stdin_name` is the name that standard input goes by; paths in it start from that name's folder.
    """

    arguments: Sequence[str]
    stdin_name: str = "<stdin>"
    only_programs: bool = False
    """Whether files that are named are passed by where they are no programs, as those of folders are."""
    data: dict[str, bytes] = field(default_factory=dict)
    """What was read so far, by the name that findings use."""
    unreadable: list[str] = field(default_factory=list)
    """What cannot be read, and why."""
    passed_by: list[str] = field(default_factory=list)
    """YAML files of folders that are no programs."""

    def read(self, path: str | Path) -> bytes:
        """The bytes of a path, kept so that findings can show the line. Raises CannotRun."""
        name = normal(Path(path))
        if name not in self.data:
            self.data[name] = read_bytes(path)
        return self.data[name]

    def __iter__(self) -> Iterator[Document]:
        """Every program file once, in the order of the arguments."""
        seen: set[str] = set()
        for argument in self.arguments:
            try:
                for path, named in self._files(argument):
                    if (name := normal(Path(path))) not in seen:
                        seen.add(name)
                        yield from self._document(path, named)
            except CannotRun as error:
                self.unreadable.append(str(error))
            except OSError as error:  # a folder that may not be searched
                self.unreadable.append(f"{argument} cannot be read: {error.strerror}")

    def _files(self, argument: str) -> Iterator[tuple[str, bool]]:
        """The files that an argument stands for, and whether it names them one by one."""
        if argument == STDIN:
            self.data[normal(Path(self.stdin_name))] = sys.stdin.buffer.read()
            yield self.stdin_name, True
        elif Path(argument).is_dir():
            yield from self._below(argument)
        elif glob.has_magic(argument) and not Path(argument).exists():
            found = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207  # absolute patterns too
            if not found:
                raise CannotRun(f"no file matches {argument}")
            for path in found:
                if Path(path).is_dir():
                    if any(_yaml_files(path)):
                        yield from self._below(path)
                else:
                    yield path, False
        else:
            yield argument, True

    def _below(self, folder: str) -> Iterator[tuple[str, bool]]:
        """The YAML files of a folder and the folders in it. Raises CannotRun where there is none."""
        found = 0
        for path in _yaml_files(folder):
            found += 1
            yield path, False
        if not found:
            raise CannotRun(f"there is no YAML file in {folder}")

    def _document(self, path: str, named: bool) -> Iterator[Document]:
        try:
            read_in = document(path, self.read)
        except CannotRun as error:
            self.unreadable.append(str(error))
            return
        unclear = read_in.source is None  # what was named and is not even YAML is a fault
        if (named and (unclear or not self.only_programs)) or self._is_program(read_in):
            yield read_in

    def _is_program(self, read_in: Document) -> bool:
        """Whether a file that nobody named is to be checked; other tools have YAML files too."""
        if read_in.source is None:
            text = self.data[normal(Path(read_in.path))].decode("utf-8", "replace")
            meant = _SECTION.search(text) is not None
        elif is_vocabulary(read_in.source):
            return False
        else:
            meant = any(section in read_in.source.data for section in SECTIONS)
        if not meant:
            self.passed_by.append(read_in.path)
        return meant


def _yaml_files(folder: str) -> Iterator[str]:
    """The YAML files below a folder in the order of their names, without what is hidden."""
    for place, folders, files in os.walk(folder, onerror=_raised):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield os.path.join(place, name)  # noqa: PTH118  # os.walk has strings


def _raised(error: OSError) -> None:
    raise error
