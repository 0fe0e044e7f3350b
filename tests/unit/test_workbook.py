"""The workbook of a run: every cell comes back as it was, and none is a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorkit.columns import squash
from mentorkit.export.sheet import HEADINGS, Front, Sheet, SheetColumn, apart, heading, of_listing
from mentorkit.export.workbook import CUT, LONGEST, as_text, book
from mentorkit.pair_files import is_heading
from mentorkit.report import Cell, Column, listing
from tests.conftest import ROOT, run, write_program
from tests.filled_in import column, formulas, sheets

NOBODY = Front("Summary", "Nothing", ())


def back(*cells: Cell) -> list[object]:
    """What a reader finds where these cells were written, below each other."""
    data = book(NOBODY, [Sheet("Cells", (SheetColumn("Cell"),), tuple((cell,) for cell in cells))])
    assert formulas(data) == []
    return column(sheets(data)["Cells"], "Cell")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("=1+1", "=1+1", id="a formula"),
        pytest.param("@SUM(A1)", "@SUM(A1)", id="an old formula"),
        pytest.param("+1", "+1", id="plus"),
        pytest.param("-1", "-1", id="minus"),
        pytest.param("{=1+1}", "{=1+1}", id="an array formula"),
        pytest.param('=HYPERLINK("http://a.example","b")', '=HYPERLINK("http://a.example","b")', id="a link"),
        pytest.param("http://a.example", "http://a.example", id="an address"),
        pytest.param("\t=1+1", "\t=1+1", id="a tab"),
        pytest.param("007", "007", id="an id with zeros"),
        pytest.param("1e3", "1e3", id="an id like a number"),
        pytest.param("2027-03-04", "2027-03-04", id="a date"),
        pytest.param("TRUE", "TRUE", id="a word of spreadsheets"),
        pytest.param("#N/A", "#N/A", id="an error of spreadsheets"),
        pytest.param("<script>alert(1)</script>", "<script>alert(1)</script>", id="a script"),
        pytest.param("<r><t>x</t></r>", "<r><t>x</t></r>", id="marked up as the writer marks up"),
        pytest.param("<r></c><c><f>1+1</f></r>", "<r></c><c><f>1+1</f></r>", id="cells in a cell"),
        pytest.param(f"<r>{'<' * 9_000}</r>", f"<r>{'<' * 9_000}</r>{CUT}", id="marked up and long"),
        pytest.param("[red]x[/red]", "[red]x[/red]", id="in brackets"),
        pytest.param("شيماء حسن", "شيماء حسن", id="from right to left"),
        pytest.param("😀" * 16_383, "😀" * 16_383, id="as long as can be, in signs that count twice"),
        pytest.param(" outer blanks ", " outer blanks ", id="outer blanks"),
        pytest.param("two\nlines", "two\nlines", id="lines"),
        pytest.param("two\r\nlines\rthree", "two\nlines\nthree", id="lines of Windows"),
        pytest.param("a\0b\x1bc\x7f", "a\ufffdb\ufffdc\x7f", id="controls"),
        pytest.param("half \ud800 of a sign", "half \ufffd of a sign", id="half of a sign"),
        pytest.param("\ufffe\uffff", "\ufffd\ufffd", id="no signs"),
        pytest.param("_x0041_", "_x0041_", id="an escape"),
        pytest.param("x" * LONGEST, "x" * LONGEST, id="as long as can be"),
        pytest.param("x" * 40_000, "x" * (LONGEST - len(CUT)) + CUT, id="too long"),
    ],
)
def test_a_text_stays_a_text(text: str, shown: str) -> None:
    assert back(text) == [shown]


@given(st.lists(st.text(st.characters(codec=None), min_size=1), min_size=1, max_size=20))
def test_any_text_comes_back(texts: list[str]) -> None:
    lines = [re.sub("\r\n?", "\n", text) for text in texts]
    wanted = ["".join("\ufffd" if unknown(sign) else sign for sign in text) for text in lines]
    assert back(*texts) == wanted


def unknown(sign: str) -> bool:
    """Whether XML has no such sign."""
    number = ord(sign)
    return (number < 32 and sign not in "\t\n") or 0xD800 <= number < 0xE000 or number in (0xFFFE, 0xFFFF)


@given(st.integers(0, 40_000), st.sampled_from("aä€😀"))
def test_a_long_text_is_cut_to_what_a_cell_holds(length: int, sign: str) -> None:
    shown = as_text(sign * length)
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST
    assert shown == sign * length or shown.endswith(CUT)
    assert shown.endswith(CUT) == (length * (2 if sign == "😀" else 1) > LONGEST)


@given(st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), st.floats(-1e14, 1e14, allow_nan=False)))
def test_a_number_stays_a_number(number: float) -> None:
    (found,) = back(number)
    assert isinstance(found, float)
    assert found == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        pytest.param(10**20, str(10**20), id="more digits than a spreadsheet keeps"),
        pytest.param(float("inf"), "inf", id="without end"),
        pytest.param(float("nan"), "nan", id="no number"),
    ],
)
def test_numbers_that_no_cell_holds_are_texts(number: float, shown: str) -> None:
    assert back(number) == [shown]


@given(st.text())
def test_no_other_heading_reads_like_a_decision(words: str) -> None:
    taken = {squash(each) for each in HEADINGS.values()} | {"mentee", "mentor"}
    assert squash(apart(words)) not in taken
    for word in ("decision", "By", "waive", "mentor_id", "Reason", "mentee"):
        assert squash(apart(word)) not in taken


def test_a_listing_with_decisions_is_not_read_as_some() -> None:
    columns = [Column("decision", "Decision"), Column("mentee"), Column("mentor", "Mentor", in_files=False)]
    sheet = of_listing(listing("decisions", "Costs", columns, []), "Costs")
    assert [each.heading for each in sheet.columns] == ["Decided", "Mentee id"]
    assert not is_heading([each.heading for each in sheet.columns])
    assert heading("mentor", "Mentor now") == "Mentor id"


PROGRAMS = ("civil-service", "harbour")
TABLES = {"Pairs": "pairs", "Alternatives": "alternatives", "Unmatched": "unmatched"}
CALLED = {
    "pairs": {"mentee": "Mentee id", "mentor": "Mentor id", "waived": "Waive"},
    "alternatives": {"mentee": "Mentee id", "mentor": "Mentor id", "loss": "Costs everybody"},
    "unmatched": {"name": "Mentee name", "mentee": "Mentee id", "reason": "Unmatched because",
                  "detail": "In detail", "email": "Mentee email", "would_help": "What would help"},
}  # fmt: skip


@pytest.fixture(scope="module", params=PROGRAMS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("runs") / "run"
    asked = ("--out", str(place), "--compare", "--robust", "2")
    ran = run("match", f"programs/{request.param}.yaml", *asked, cwd=ROOT)
    assert ran.code == 0, ran.err
    return place


def test_every_cell_of_the_tables_is_in_the_workbook(folder: Path) -> None:
    found = sheets((folder / "workbook.xlsx").read_bytes())
    tables = TABLES | {name: name.lower() for name in ("Qualification", "Robustness", "Weights", "Policies")}
    for sheet, name in tables.items():
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            heads, *rows = csv.reader(file)
        for number, head in enumerate(heads):
            other = {squash(cell): n for n, cell in enumerate(found[sheet][0]) if isinstance(cell, str)}
            title = squash(CALLED.get(name, {}).get(head, head))
            at = other[title] if sheet in TABLES else number
            assert [plain(row[at]) for row in found[sheet][1:]] == [plain(row[number]) for row in rows], head


def plain(cell: object) -> object:
    """A number whether it is written as one or as text."""
    try:
        return round(float(str(cell)), 6)
    except ValueError:
        return str(cell).removeprefix("'")


def test_places_and_load_add_up(folder: Path) -> None:
    found = sheets((folder / "workbook.xlsx").read_bytes())
    mentors, pairs = found["Mentors"], found["Pairs"]
    served = column(pairs, "Mentor id")
    for key, places, mentees, free, load in zip(
        *(column(mentors, name) for name in ("Mentor id", "Places", "Mentees", "Free", "Load")), strict=True
    ):
        if places == "":
            assert key not in served
        else:
            assert isinstance(places, float) and isinstance(mentees, float) and isinstance(free, float)
            assert mentees == served.count(key)
            assert places == mentees + free
            assert load == pytest.approx(mentees / places)


def test_headings_stay_in_sight_and_filter(folder: Path) -> None:
    data = (folder / "workbook.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        texts = {name: parts.read(name).decode() for name in parts.namelist() if "sheets/sheet" in name}
    assert formulas(data) == []
    for name, text in texts.items():
        first = name.endswith("sheet1.xml")
        assert ('state="frozen"' in text) is not first
        assert ("<autoFilter" in text) is not first
    asked = [text for text in texts.values() if '"lock,forbid"' in text]
    assert len(asked) == 4
    assert all("<dataBar" in texts[f"xl/worksheets/sheet{number}.xml"] for number in (2, 3, 6))


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    write_program(tmp_path)
    for name in ("one", "two"):
        ran = run("match", "program.yaml", "--out", name, cwd=tmp_path)
        assert ran.code == 0, ran.err
    assert (tmp_path / "one/workbook.xlsx").read_bytes() == (tmp_path / "two/workbook.xlsx").read_bytes()
