"""The browser that tests of this folder share, and the pages that they open."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.page import ABSENT, DESK, Visit, command, launched, visit
from tests.browser.pages import crowd, nasty_program
from tests.conftest import ROOT, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; they are skipped where there is none, or nothing to drive it with."""
    driver = pytest.importorskip("playwright.sync_api", reason="needs playwright, which the extra dev has")
    program = command()
    if program is None:
        pytest.skip(ABSENT)
    with driver.sync_playwright() as playwright:
        running = launched(playwright, program)
        yield running
        running.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Report pages by name: the example year's, one of names that want to be code, one of 10,000 pairs."""
    folder = tmp_path_factory.mktemp("reports")
    for name in ("programs", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    nasty_program(folder)
    for program, out in (("programs/harbour.yaml", "harbour"), ("nasty/program.yaml", "nasty-run")):
        ran = run("match", program, "--out", out, "--robust", "3", cwd=folder)
        assert ran.code == 0, ran.err
    (folder / "crowd.html").write_bytes(
        crowd(json.loads((folder / "harbour" / "run.json").read_bytes()), 10_000)
    )
    return {
        "harbour": folder / "harbour" / "report.html",
        "nasty": folder / "nasty-run" / "report.html",
        "crowd": folder / "crowd.html",
    }


@pytest.fixture
def opened(browser: Browser, reports: dict[str, Path]) -> Iterator[Open]:
    """`opened(name, size, dark=, script=)`: a report page, ready to be used, closed after the test."""
    visits: list[Visit] = []

    def open_(name: str, size: tuple[int, int] = DESK, *, dark: bool = False, script: bool = True) -> Visit:
        found = visit(browser, reports[name], size, dark=dark, script=script)
        visits.append(found)
        return found.ready() if script else found

    yield open_
    for each in visits:
        each.page.context.close()
