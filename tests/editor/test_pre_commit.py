"""The pre-commit hook in a scratch repository: it blocks a bad program and lets a good one pass."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT, program_text, write

HOOK = "mentorkit-check"
PACKAGE = ("src", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
"""What the hook's environment is built from."""
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
HERE = f"""\
repos:
  - repo: local
    hooks:
      - id: {HOOK}
        name: mentorkit check
        language: system
        entry: {sys.executable} -m mentorkit check --only-programs
        types: [yaml]
        files: (^|/)(programs/(.*/)?[^/]+|program)\\.ya?ml$
        require_serial: true
"""

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def call(*command: str | Path, cwd: Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=ENVIRONMENT | ({"PRE_COMMIT_HOME": str(home)} if home else {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org")
    return call("git", *identity, *arguments, cwd=folder, home=home)


def repository(folder: Path) -> Path:
    """A new git repository."""
    folder.mkdir()
    assert git(folder, "init", "--quiet", "--initial-branch=main").returncode == 0
    return folder


def index_is_there(folder: Path) -> bool:
    """Whether packages can be installed here; without them no environment can be built."""
    pip: Sequence[str] = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", ".")
    return call(*pip, "hatchling", cwd=folder).returncode == 0


def published(folder: Path) -> str:
    """The package as a git repository with one commit, as pre-commit gets it from a host; its revision."""
    repository(folder)
    for name in PACKAGE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "add", "--all")
    done = git(folder, "commit", "--quiet", "--message", "All")
    assert done.returncode == 0, done.stdout
    return git(folder, "rev-parse", "HEAD").stdout.strip()


def test_the_hook_blocks_a_bad_program_and_passes_a_good_one(tmp_path: Path) -> None:
    if not index_is_there(tmp_path):
        pytest.skip("no package index to build the hook's environment from")
    revision = published(tmp_path / "mentorkit")
    config = (
        f"repos:\n  - repo: {tmp_path / 'mentorkit'}\n    rev: {revision}\n    hooks:\n      - id: {HOOK}\n"
    )
    blocks_and_passes(tmp_path, config)


def test_a_hook_of_an_installed_mentorkit_does_the_same(tmp_path: Path) -> None:
    blocks_and_passes(tmp_path, HERE)


def blocks_and_passes(folder: Path, config: str) -> None:
    """Commit a bad program, which must not work, and then the mended one, which must."""
    work, home = repository(folder / "work"), folder / "home"
    write(work / ".pre-commit-config.yaml", config)
    (work / "programs" / "shared").mkdir(parents=True)
    write(work / "programs" / "shared" / "words.yaml", "levels: [a, b]\n")
    write(work / "other.yaml", "nothing: of ours\n")
    hooked = call(sys.executable, "-m", "pre_commit", "install", "--install-hooks", cwd=work, home=home)
    assert hooked.returncode == 0, hooked.stdout

    git(work, "add", "--all")
    words = git(work, "commit", "--message", "A vocabulary alone", home=home)
    assert words.returncode == 0, words.stdout

    (work / "leaders").mkdir()
    write(work / "leaders" / "program.yaml", program_text(nmae="As new writes it"))
    git(work, "add", "--all")
    blocked = git(work, "commit", "--message", "A bad program in a folder of its own", home=home)
    assert blocked.returncode != 0
    assert "leaders/program.yaml:5:1" in blocked.stdout
    write(work / "leaders" / "program.yaml", program_text(name="As new writes it"))

    write(work / "programs" / "spring.yaml", program_text(nmae="Spring"))
    git(work, "add", "--all")
    blocked = git(work, "commit", "--message", "A bad program", home=home)
    assert blocked.returncode != 0
    assert "programs/spring.yaml:5:1" in blocked.stdout
    assert 'MK005 unknown key "nmae"' in blocked.stdout
    assert git(work, "rev-list", "--count", "HEAD").stdout.strip() == "1"  # only the vocabulary

    write(work / "programs" / "spring.yaml", program_text(name="Spring"))
    git(work, "add", "--all")
    passed = git(work, "commit", "--message", "A good program", home=home)
    assert passed.returncode == 0, passed.stdout
    assert "Passed" in passed.stdout
    assert git(work, "show", "--name-only", "--format=", "HEAD").stdout.count("programs/spring.yaml") == 1
