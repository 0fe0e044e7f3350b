"""The pictures of the docs show what the commands print today, and each is used somewhere."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

PICTURES = ROOT / "docs" / "pictures"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
LARGEST = 150_000
"""Bytes of a picture of the report: a page of the docs has to open at once."""


@pytest.fixture
def script() -> ModuleType:
    """docs/pictures.py as a module."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules["pictures"] = found  # dataclasses look for the module of their annotations
    spec.loader.exec_module(found)
    return found


def used() -> dict[Path, str]:
    """Every picture that a page shows, with what is said in its place where it cannot be seen."""
    found = {}
    for page in PAGES:
        for said, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            found[(page.parent / target).resolve()] = said
    return found


def test_every_picture_is_used_and_every_used_one_is_there() -> None:
    shown = {path for path in used() if path.parent == PICTURES}
    assert shown == set(PICTURES.iterdir())


def test_every_picture_is_told_in_words() -> None:
    assert [path.name for path, said in used().items() if len(said.split()) < 4] == []


def test_the_script_makes_exactly_these(script: ModuleType) -> None:
    drawn = {f"{shot.name}.svg" for shot in script.SHOTS}
    assert {path.name for path in PICTURES.iterdir()} == drawn | {
        f"{name}.png" for name in script.PHOTOGRAPHS
    }


def test_the_pictures_of_the_terminal_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "pictures.py", "--check"], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def test_a_stale_picture_is_noticed(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.glob("*.svg")}
    shutil.copytree(PICTURES, tmp_path / "pictures")
    monkeypatch.setattr(script, "HERE", tmp_path / "pictures")
    assert script.stale(made) == []
    match = tmp_path / "pictures" / "match.svg"
    match.write_text(made["match"].replace("Proven", "Proved"), encoding="utf-8")
    (tmp_path / "pictures" / "progress.svg").unlink()
    assert sorted(script.stale(made)) == ["match", "progress"]


def test_pictures_of_the_terminal_fetch_nothing() -> None:
    for path in PICTURES.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text) == []
        assert "<title>" in text


def test_pictures_of_the_report_are_small_and_as_wide_as_the_script_says(script: ModuleType) -> None:
    for name in script.PHOTOGRAPHS:
        data = (PICTURES / f"{name}.png").read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(data) < LARGEST
        size = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
        assert size == script.SCREEN
