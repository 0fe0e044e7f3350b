"""The workbook of a run in a real office program: it opens, holds what was written, and prints."""

from __future__ import annotations

import math
import shutil
import subprocess
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from mentorkit.export.sheet import Front, Sheet, SheetColumn, entries
from mentorkit.export.workbook import FILE, as_text, book
from tests.conftest import ROOT, run, write
from tests.filled_in import sheets
from tests.office.calc import Calc

NASTY = [
    pytest.param("=1+1", id="a formula"),
    pytest.param("=HYPERLINK(\"file:///etc/passwd\",\"x\")", id="a formula that leads away"),
    pytest.param("@SUM(A1:A9)", id="an at sign"),
    pytest.param("+1", id="plus one"),
    pytest.param("-1", id="minus one"),
    pytest.param("007", id="leading zeros"),
    pytest.param("1E5", id="looks like a number"),
    pytest.param("2027-01-15", id="looks like a date"),
    pytest.param("TRUE", id="looks like a truth"),
    pytest.param("#N/A", id="looks like an error"),
    pytest.param("<script>alert(1)</script>", id="markup"),
    pytest.param("<r>rich</r>", id="rich text of the file format"),
    pytest.param("[red]x[/red]", id="markup of the terminal"),
    pytest.param("&amp; &#65; _x0041_", id="escapes"),
    pytest.param("مريم الزهراء", id="Arabic"),
    pytest.param("רות ‏כהן", id="Hebrew with a mark"),
    pytest.param("山田 花子", id="Japanese"),
    pytest.param("👩🏽‍🏫 Zoë", id="emoji"),
    pytest.param("a\tb", id="a tab"),
    pytest.param("two\nlines", id="two lines"),
    pytest.param(' "quoted", and so on ', id="quotes and blanks at the ends"),
    pytest.param("'quoted", id="an apostrophe first"),
    pytest.param("https://example.org/", id="an address"),
    pytest.param("x" * 300, id="long"),
]  # fmt: skip


def same(written: object, read: str) -> bool:
    """Whether a cell of an office says what was written."""
    if isinstance(written, int | float):
        share = read.endswith("%")  # shares are told as they are shown, in whole per cent
        try:
            number = float(read.rstrip("%")) / (100 if share else 1)
        except ValueError:
            return False
        return math.isclose(written, number, abs_tol=0.005 if share else 1e-6)
    return read == ("" if written is None else written)


def differences(sheet: str, written: Sequence[Sequence[object]], read: Sequence[Sequence[str]]) -> list[str]:
    """Cells that an office shows otherwise than they were written; blank ones at the ends do not count."""
    found = []
    for line in range(max(len(written), len(read))):
        row, there = ([*rows[line]] if line < len(rows) else [] for rows in (written, read))
        for number, (cell, shown) in enumerate(zip_longest(row, there, fillvalue=""), start=1):
            if not same(cell, str(shown)):
                found.append(f"{sheet}, row {line + 1}, column {number}: {cell!r} is read as {shown!r}")
    return found


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the example year's run."""
    folder = tmp_path_factory.mktemp("harbour")
    for name in ("programs", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    ran = run("match", "programs/harbour.yaml", "--out", "run", cwd=folder)
    assert ran.code == 0, ran.err
    return folder / "run" / FILE


def test_every_sheet_holds_what_was_written(harbour: Path, calc: Calc) -> None:
    written, read = sheets(harbour.read_bytes()), calc.cells(harbour)
    assert [*written] == [name for name in written if name in read]
    assert len(read) == len(written) >= 8
    assert sum(len(rows) for rows in written.values()) > 400
    assert [each for name, rows in written.items() for each in differences(name, rows, read[name])] == []


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory, calc: Calc) -> list[list[str]]:
    """What an office reads where the nasty texts were written, one a row."""
    texts = [str(case.values[0]) for case in NASTY]
    columns = (SheetColumn("Text"), *entries("reason"), SheetColumn("Number", "0.0000", bar=100))
    table = Sheet("Nasty", columns, tuple((text, text, 12.34567) for text in texts))
    path = tmp_path_factory.mktemp("nasty") / FILE
    path.write_bytes(
        book(Front("Summary", "=1+1", (("Lines", tuple(("", text) for text in texts)),)), [table])
    )
    found = calc.cells(path)
    assert found["Summary"][0][0] == "=1+1"
    return found["Nasty"][1:]


@pytest.mark.parametrize(("number", "text"), [
    pytest.param(number, *case.values, id=case.id) for number, case in enumerate(NASTY)
])  # fmt: skip
def test_a_text_stays_the_text_it_was(number: int, text: str, nasty: list[list[str]]) -> None:
    assert nasty[number][:2] == [as_text(text)] * 2
    assert same(12.34567, nasty[number][2])


def test_it_prints(harbour: Path, calc: Calc, tmp_path: Path) -> None:
    printed = calc.pdf(harbour)
    assert printed.read_bytes().startswith(b"%PDF-")
    assert printed.stat().st_size > 20_000
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("it prints; what is on the pages is read with pdftotext (poppler-utils), which is absent")
    subprocess.run([reader, "-layout", printed, tmp_path / "printed.txt"], check=True)
    text = (tmp_path / "printed.txt").read_text(encoding="utf-8")
    names = [row[1] for row in sheets(harbour.read_bytes())["Pairs"][1:]]
    assert len(names) > 40
    assert [name for name in names if str(name).split()[0] not in text] == []


def test_a_text_that_an_office_changes_is_noticed(tmp_path: Path, calc: Calc) -> None:
    """The comparison above can fail: a CSV file lets an office guess, and it guesses."""
    guessed = calc.cells(write(tmp_path / "guessed.csv", "id,sum\n007,=1+1\n"))
    assert differences("guessed", [["id", "sum"], ["007", "=1+1"]], next(iter(guessed.values()))) != []
