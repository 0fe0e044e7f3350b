"""Files and run folders that are whole at any moment: the old one, or the new one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout

from mentorkit.approval import approved
from mentorkit.finding import CannotRun
from mentorkit.report import Document
from mentorkit.run import APPROVAL, OF_THE_SYSTEM, RECORD, written

TRIES, PAUSE = 5, 0.2
"""How often, and after how many seconds, a folder that is in use is tried again."""
MANY, WRITERS = 50, 8
"""From how many files on several are written at a time, and how many (our choice)."""
PATIENCE = 60.0
"""Seconds to wait for another mentorkit that writes the same folder."""


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its target and move it there. Raises CannotRun."""
    target = _real(path)
    beside = target.with_name(f".{target.name}.new-{secrets.token_hex(4)}")
    with _clear_errors(path):
        if target.is_dir():
            raise CannotRun(f"{path} is a folder, not a file")
        if target.exists() and not target.is_file():  # a pipe or a device is written to, never replaced
            target.write_bytes(data)
            return
        try:
            _write(beside, data)
            if target.exists():
                shutil.copymode(target, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Remove what a command that was killed left beside a file; nobody else may be writing it."""
    with _clear_errors(path):
        for left in path.parent.glob(f".{path.name}.new-????????"):
            left.unlink(missing_ok=True)


def mend(folder: Path) -> None:
    """Put a run folder right after a command that was killed while it wrote there."""
    if _real(folder).parent.is_dir():
        with held(folder) as target:
            _mend(target)


def write_run(
    folder: Path,
    files: Mapping[str, bytes],
    document: Document,
    *,
    force: bool,
    record: str = RECORD,
    below: Sequence[str] = (),
) -> None:
    """Replace a folder by new files and a record of their hashes, such as run.json. Raises CannotRun.

    A run that somebody approved is replaced only by `force`, and its approval goes with it.

    Written beside the folder, then swapped in by renaming: after a kill the previous or the new run
    is whole at DIR or DIR.old. Files that mentorkit did not write are kept, and need `force`. Files may
    stand in the folders `below`, as `letters/a.eml`.
    """
    with held(folder) as target:
        _mend(target)
        if record == RECORD and not force:
            keep_approved(folder)
        foreign = _foreign(target, folder, record, force=force)
        new = target.with_name(f"{target.name}.new-{secrets.token_hex(4)}")
        old = target.with_name(f"{target.name}.old")
        if old.exists():
            raise CannotRun(f"{old} is in the way; mentorkit needs that name while it writes {folder}")
        try:
            new.mkdir(parents=True)
            for each in {*(new / name for name in below), *((new / name).parent for name in foreign)}:
                each.mkdir(parents=True, exist_ok=True)
            _write_all({new / name: data for name, data in files.items()})
            for name in set(foreign) - files.keys():
                (shutil.copytree if (target / name).is_dir() else shutil.copy2)(target / name, new / name)
            _write(new / record, _record(document, files))
            _write(_journal(target), b"")
            if target.exists():
                _rename(target, old)
            _rename(new, target)
        finally:
            shutil.rmtree(new, ignore_errors=True)
            _mend(target)


def keep_approved(folder: Path) -> None:
    """Raises CannotRun where the folder is a run that somebody approved."""
    said = approved(folder)
    if said:
        raise CannotRun(f"{folder} {said}; name another folder, or replace it with --force")


def _record(document: Document, files: Mapping[str, bytes]) -> bytes:
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    whole = document | {"files": hashes}
    return written(whole | {"sha256": hashlib.sha256(written(whole)).hexdigest()})


def _recorded(folder: Path, record: str) -> dict[str, Any] | None:
    """What the record says, None where it is not there or was changed."""
    try:
        document = json.loads((folder / record).read_bytes())
        own = document.pop("sha256")
        return document if hashlib.sha256(written(document)).hexdigest() == own else None
    except (OSError, ValueError, AttributeError, KeyError):
        return None


def _foreign(target: Path, shown: Path, record: str, *, force: bool) -> list[str]:
    """Names in the folder that no run wrote; refuses them, and changed files, without `force`."""
    if not target.exists():
        return []
    if not target.is_dir():
        raise CannotRun(f"{shown} is a file, not a folder")
    document = _recorded(target, record)
    hashes: dict[str, str] = document["files"] if document else {}
    below = {parent.as_posix() for name in hashes for parent in PurePosixPath(name).parents}
    names = sorted(_names(target, below))
    known = {record, *hashes} | ({APPROVAL} if record == RECORD else set())
    foreign = [name for name in names if name not in known and PurePosixPath(name).name not in OF_THE_SYSTEM]
    changed = [name for name in names if name in hashes and _hash(target / name) != hashes[name]]
    if document is None and record in names:
        changed.append(record)
    if not force and (foreign or changed):
        what = f"files that mentorkit did not write ({', '.join(foreign[:5])})" if foreign else ""
        edited = f"files changed since ({', '.join(changed[:5])})" if changed else ""
        both = " and ".join(filter(None, (what, edited)))
        books = [name for name in changed if name.endswith(".xlsx")]
        kept = (
            f"; --decisions {shown / books[0]} with another --out keeps what was decided there"
            if books
            else ""
        )
        raise CannotRun(f"{shown} holds {both}; name another folder, or use --force{kept}")
    return foreign


def _names(folder: Path, below: Collection[str], before: str = "") -> Iterator[str]:
    """What is in a folder, and in those below it that hold recorded files."""
    for entry in folder.iterdir():
        name = f"{before}{entry.name}"
        if name in below and entry.is_dir():
            yield from _names(entry, below, f"{name}/")
        else:
            yield name


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _real(path: Path) -> Path:
    """The path behind links; it has a name and a parent."""
    target = Path(os.path.realpath(path))
    if not target.name:
        raise CannotRun(f"{path} is a folder that cannot be replaced")
    return target


def _rename(source: Path, target: Path) -> None:
    """Move a folder; on Windows a scanner may hold one of its files for a moment."""
    for _ in range(TRIES - 1):
        try:
            source.rename(target)
        except PermissionError:
            time.sleep(PAUSE)
        else:
            return
    source.rename(target)


def _journal(target: Path) -> Path:
    """It is there from before the first renaming until the old folder is gone."""
    return target.with_name(f".{target.name}.swap")


def _mend(target: Path) -> None:
    """Finish or undo a swap: what stands at DIR stays, else DIR.old comes back."""
    ours = re.compile(re.escape(target.name) + r"\.new-[0-9a-f]{8}")
    for entry in target.parent.iterdir():
        if ours.fullmatch(entry.name):
            shutil.rmtree(entry, ignore_errors=True)
    old = target.with_name(f"{target.name}.old")
    if _journal(target).exists():
        if old.is_dir() and target.exists():
            shutil.rmtree(old)
        elif old.is_dir():
            old.rename(target)
        _journal(target).unlink()


def _write_all(files: Mapping[Path, bytes]) -> None:
    """Write new files; of many several at a time, as each waits for the disk to say that it is there."""
    if len(files) < MANY:
        for path, data in files.items():
            _write(path, data)
        return
    with ThreadPoolExecutor(WRITERS) as pool:
        for _ in pool.map(lambda each: _write(*each), files.items()):
            pass


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def held(folder: Path) -> Iterator[Path]:
    """The real folder, while no other mentorkit writes it."""
    target = _real(folder)
    with _clear_errors(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = target.with_name(f".{target.name}.lock")
        try:
            with FileLock(lock, timeout=PATIENCE):
                try:
                    yield target
                finally:
                    with contextlib.suppress(OSError):  # Windows removes it when it is released
                        lock.unlink()
        except Timeout:
            raise CannotRun(f"another mentorkit is writing {folder}") from None


@contextlib.contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        advice = "; close the files in it" if isinstance(error, PermissionError) else ""
        raise CannotRun(f"{path} cannot be written: {error.strerror or error}{advice}") from None
