"""Files as a revision of their git repository has them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from mentorkit.finding import CannotRun

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git sets for its hooks: the repository is the one that the file stands in."""

_ABSENT = ("does not exist in", "but not in", "bad file", "Not a valid object name")
"""What git says of a path that is no file of a commit."""


def at_revision(path: str, revision: str) -> Callable[[str | Path], bytes]:
    """A function from a path to the file's bytes at a revision of the repository that holds `path`.

    Raises CannotRun where there is no git, no repository, no such revision or, from the function, no such
    file in it.
    """
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        raise CannotRun(f"there is no folder {Path(path).parent}")
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top.returncode:
        said = _said(top)
        raise CannotRun(
            f"{Path(path).parent} is not in a git repository; --against compares with what git has"
            if "not a git repository" in said
            else f"git cannot tell what is in {Path(path).parent}: {said}"
        )
    root = Path(os.path.realpath(os.fsdecode(top.stdout.removesuffix(b"\n"))))
    name = _commit(root, revision)

    def read(place: str | Path) -> bytes:
        try:
            inside = Path(os.path.realpath(place)).relative_to(root).as_posix()
        except ValueError:
            raise CannotRun(f"{place} is not in the git repository {root}") from None
        found = _git(root, "cat-file", "blob", f"{name}:{inside}")
        if found.returncode:
            said = _said(found)
            absent = any(words in said for words in _ABSENT)
            raise CannotRun(
                f"{place} is not a file of the revision {revision}"
                if absent
                else f"git cannot read {place} of the revision {revision}: {said}"
            )
        return found.stdout

    return read


def _commit(root: Path, revision: str) -> str:
    """The name of the commit that a revision means. Raises CannotRun."""
    if not revision.startswith("-"):  # no revision begins so; git would take it for an option
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        name = os.fsdecode(found.stdout).strip()
        if not found.returncode and re.fullmatch(r"[0-9a-f]{40,64}", name):
            return name
    raise CannotRun(f'git knows no revision "{revision}" here; a shallow clone has to fetch it first')


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Git's answer, in English. Raises CannotRun where there is no git."""
    known = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        return subprocess.run(  # noqa: S603  # the arguments are ours; the revision cannot be an option
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # the git that the administrator uses
            env=known | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise CannotRun("git is not installed here, or not found; --against needs it") from None
    except ValueError:
        raise CannotRun("a path or revision holds a character that git cannot take") from None


def _said(answer: subprocess.CompletedProcess[bytes]) -> str:
    lines = answer.stderr.decode(errors="replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "no reason given"
