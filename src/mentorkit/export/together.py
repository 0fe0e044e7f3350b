"""Several new files that stand in a folder all, or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from mentorkit.export.files import replace_file
from mentorkit.finding import CannotRun


def in_the_way(folder: Path, names: list[str]) -> list[str]:
    """Which of the names stand in the folder already. Raises CannotRun where it is no folder."""
    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"{folder} is a file, not a folder")
    return [name for name in names if (folder / name).exists() or (folder / name).is_symlink()]


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files in their order; after an error or Ctrl-C everything is as it was. Raises CannotRun.

    After a kill the files written so far are whole, and the last is not there.
    """
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []
    try:
        try:
            for parent in (*reversed(folder.parents), folder):
                if not parent.exists():
                    parent.mkdir()
                    made.append(parent)
            for name in files:
                path = folder / name
                before[path] = path.read_bytes() if path.exists() else None
        except OSError as error:
            raise CannotRun(f"{folder} cannot be used: {error.strerror or error}") from None
        for name, data in files.items():
            replace_file(folder / name, data)
    except BaseException:
        for path, old in before.items():
            with contextlib.suppress(OSError, CannotRun):
                if old is None:
                    path.unlink(missing_ok=True)
                else:
                    replace_file(path, old)
        for each in reversed(made):
            with contextlib.suppress(OSError):
                each.rmdir()
        raise
