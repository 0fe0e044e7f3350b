"""CSV and workbook bytes to text cells by physical line."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from mentorkit.tables import Table, clean, parse
from tests.conftest import told, workbook


def rows(table: Table) -> dict[int, tuple[str, ...]]:
    """Physical line to cells."""
    return {int(row[0]): row[1:] for row in table.frame.itertuples(name=None)}


def read(data: str | bytes, file: str = "m.csv", **options: Any) -> Table:
    """The table of a file without faults."""
    table, findings = parse(data.encode() if isinstance(data, str) else data, file, **options)
    assert told(findings) == []
    assert table is not None
    return table


def faults(data: str | bytes, file: str = "m.csv", **options: Any) -> tuple[bool, list[str]]:
    """Whether there is a table all the same, and the findings."""
    table, findings = parse(data.encode() if isinstance(data, str) else data, file, **options)
    return table is not None, told(findings)


NUL = "the text holds NUL characters; it is not UTF-8 (perhaps UTF-16 without its mark)"
TWO = {2: ("m1", "Ann"), 3: ("m2", "Bo")}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("id,name\nm1,Ann\nm2,Bo\n", id="comma"),
        pytest.param("id;name\nm1;Ann\nm2;Bo\n", id="semicolon"),
        pytest.param("id\tname\nm1\tAnn\nm2\tBo\n", id="tab"),
        pytest.param("id|name\nm1|Ann\nm2|Bo\n", id="pipe"),
        pytest.param("id,name\r\nm1,Ann\r\nm2,Bo\r\n", id="crlf"),
        pytest.param("id,name\rm1,Ann\rm2,Bo\r", id="old mac line ends"),
        pytest.param("id,name\nm1,Ann\nm2,Bo", id="no line end at the end"),
        pytest.param('"id","name"\n"m1","Ann"\n"m2","Bo"\n', id="all quoted"),
        pytest.param(" id , name\u00a0\n m1,Ann\u200b\n m2 ,\u00a0Bo\n", id="outer blanks"),
        pytest.param("id,name,,\nm1,Ann,,\nm2,Bo,,\n", id="empty columns at the end"),
        pytest.param("id,name\nm1,Ann,,\nm2,Bo\n", id="empty cells beyond the heading"),
        pytest.param("id,name\nm1,Ann\nm2,Bo\n,\n,\n\n", id="blank tail"),
        pytest.param("\ufeffid,name\nm1,Ann\nm2,Bo\n", id="utf-8 with bom"),
        pytest.param("id,name\nm1,Ann\nm2,Bo\n".encode("utf-16"), id="utf-16 little-endian"),
        pytest.param(b"\xfe\xff" + "id,name\nm1,Ann\nm2,Bo\n".encode("utf-16-be"), id="utf-16 big-endian"),
        pytest.param("id\tname\nm1\tAnn\nm2\tBo\n".encode("utf-16"), id="unicode text of excel"),
    ],
)
def test_spellings_of_one_table(data: str | bytes) -> None:
    table = read(data)
    assert (table.headings, table.heading_line, rows(table)) == (("id", "name"), 1, TWO)


@pytest.mark.parametrize(
    ("data", "headings", "lines"),
    [
        pytest.param("sep=;\nid;name\nm1;Ann, B.\n", ("id", "name"), {3: ("m1", "Ann, B.")}, id="sep"),
        pytest.param("sep=,\r\nid,name\r\nm1,Ann\r\n", ("id", "name"), {3: ("m1", "Ann")}, id="sep, crlf"),
        pytest.param("SEP=\t\nid\tname\nm1\tAnn\n", ("id", "name"), {3: ("m1", "Ann")}, id="sep is a tab"),
        pytest.param("sep=:\nid:name\nm1:Ann\n", ("id", "name"), {3: ("m1", "Ann")}, id="sep is unusual"),
        pytest.param("sep=\nid,name\nm1,Ann\n", ("id", "name"), {3: ("m1", "Ann")}, id="sep is nothing"),
        pytest.param(
            'id,text\nm1,"a\nb"\nm2,c\n',
            ("id", "text"),
            {2: ("m1", "a\nb"), 4: ("m2", "c")},
            id="line break in a cell",
        ),
        pytest.param('id,"a\nb"\nm1,x\n', ("id", "a\nb"), {3: ("m1", "x")}, id="line break in a heading"),
        pytest.param(
            'id,text\r\nm1,"a\r\nb"\r\nm2,c\r\n',
            ("id", "text"),
            {2: ("m1", "a\r\nb"), 4: ("m2", "c")},
            id="crlf in a cell",
        ),
        pytest.param(
            'id,text\nm1,"say ""hi"", all"\n',
            ("id", "text"),
            {2: ("m1", 'say "hi", all')},
            id="doubled quotes",
        ),
        pytest.param(
            'id,text\nm1,5" disk\n', ("id", "text"), {2: ("m1", '5" disk')}, id="quote inside a cell"
        ),
        pytest.param(
            "id,text\n\n\nm1,x\n,\nm2,y\n",
            ("id", "text"),
            {4: ("m1", "x"), 6: ("m2", "y")},
            id="blank rows between",
        ),
        pytest.param(
            "\n,,\nid,text\nm1,x\n", ("id", "text"), {4: ("m1", "x")}, id="heading after blank rows"
        ),
        pytest.param("id,id,\n1,2,\n", ("id", "id"), {2: ("1", "2")}, id="heading twice"),
        pytest.param(
            "id,,name\n1,x,Ann\n", ("id", "", "name"), {2: ("1", "x", "Ann")}, id="column without heading"
        ),
        pytest.param(
            "id,code\n001,NA\n1e3,None\n",
            ("id", "code"),
            {2: ("001", "NA"), 3: ("1e3", "None")},
            id="nothing is guessed",
        ),
        pytest.param("id\nm1\nm2\n", ("id",), {2: ("m1",), 3: ("m2",)}, id="one column"),
        pytest.param("id,name\n", ("id", "name"), {}, id="headings only"),
        pytest.param(
            "id;price, net\nm1;1,5\n", ("id", "price, net"), {2: ("m1", "1,5")}, id="comma in a heading, tie"
        ),
        pytest.param(
            "id;topics (a, b, c)\nm1;a\n",
            ("id", "topics (a, b, c)"),
            {2: ("m1", "a")},
            id="commas in a heading",
        ),
        pytest.param(
            'id,"topics; or; themes; all"\nm1,a\n',
            ("id", "topics; or; themes; all"),
            {2: ("m1", "a")},
            id="semicolons in a quoted heading",
        ),
    ],
)
def test_structure(data: str, headings: tuple[str, ...], lines: dict[int, tuple[str, ...]]) -> None:
    table = read(data)
    assert (table.headings, rows(table)) == (headings, lines)


def test_heading_on_a_later_row_counts_rows_as_a_spreadsheet_does() -> None:
    # the title's cell spans two lines, so that the third row begins on line 4
    table = read('"Mentor survey\nof May",\n,\nid,name\nm1,Ann\n', header_row=3)
    assert (table.headings, table.heading_line, rows(table)) == (("id", "name"), 4, {5: ("m1", "Ann")})


@pytest.mark.parametrize(
    ("data", "options", "findings"),
    [
        pytest.param("", {}, ["m.csv MK802 the file holds no rows"], id="empty"),
        pytest.param("\n \n,,\n", {}, ["m.csv MK802 the file holds no rows"], id="blank"),
        pytest.param("\ufeff", {}, ["m.csv MK802 the file holds no rows"], id="only a bom"),
        pytest.param(
            "id\nm1\n", {"header_row": 9}, ["m.csv MK802 row 9 holds no headings"], id="header_row beyond"
        ),
        pytest.param(
            "id\n\nm1\n", {"header_row": 2}, ["m.csv MK802 row 2 holds no headings"], id="header_row blank"
        ),
        pytest.param(
            "id,name\nm1,A\0nn\n",
            {},
            [f"m.csv:2:1 MK802 {NUL}"],
            id="nul",
        ),
        pytest.param(
            "id,name\nm1,Ann\n".encode("utf-16-le"),
            {},
            [f"m.csv:1:1 MK802 {NUL}"],
            id="utf-16 without its mark",
        ),
        pytest.param(
            b"id,name\nm1,Ann\xe9\n",
            {"encoding": "utf-8"},
            ["m.csv:2:7 MK802 byte 0xe9 is not utf-8 text"],
            id="not the named encoding",
        ),
        pytest.param(
            b"\xef\xbb\xbfid,name\nm1,Ann\xe9\n",
            {},
            ["m.csv:2:7 MK802 byte 0xe9 is not utf-8 text"],
            id="utf-8 mark, not utf-8 text",
        ),
    ],
)
def test_no_table(data: str | bytes, options: dict[str, Any], findings: list[str]) -> None:
    assert faults(data, **options) == (False, findings)


@pytest.mark.parametrize(
    ("data", "findings", "kept"),
    [
        pytest.param(
            "id,name\nm1\nm2,Bo\n",
            ["m.csv:2:1 MK803 the row has 1 cells, the heading on line 1 has 2"],
            {3: ("m2", "Bo")},
            id="too few",
        ),
        pytest.param(
            "id,name\nm1,Ann,Lee\nm2,Bo\n",
            ["m.csv:2:1 MK803 the row has 3 cells, the heading on line 1 has 2"],
            {3: ("m2", "Bo")},
            id="too many",
        ),
        pytest.param(
            "id,name\nm1,Ann,,Lee\nm2,Bo\n",
            ["m.csv:2:1 MK803 the row has 4 cells, the heading on line 1 has 2"],
            {3: ("m2", "Bo")},
            id="too many with a gap",
        ),
        pytest.param(
            '\nid,name\nm1\n"m\n2"\nm3,Cy\n',
            [
                "m.csv:3:1 MK803 the row has 1 cells, the heading on line 2 has 2",
                "m.csv:4:1 MK803 the row has 1 cells, the heading on line 2 has 2",
            ],
            {6: ("m3", "Cy")},
            id="several, by physical line",
        ),
        pytest.param(
            'id,name\nm1,Ann\nm2,"Bo\nm3,Cy\n',
            ["m.csv:3:1 MK802 the text cannot be read as a table from here on: unexpected end of data"],
            {2: ("m1", "Ann")},
            id="unclosed quote",
        ),
        pytest.param(
            'id,name\nm1,"Ann" B\nm2,Bo\n',
            ["m.csv:2:1 MK802 the text cannot be read as a table from here on: ',' expected after '\"'"],
            {},
            id="text after a quote",
        ),
    ],
)
def test_rows_that_do_not_fit(data: str, findings: list[str], kept: dict[int, tuple[str, ...]]) -> None:
    table, found = parse(data.encode(), "m.csv")
    assert told(found) == findings
    assert table is not None
    assert rows(table) == kept


def test_ragged_rows_are_kept_for_the_rejects() -> None:
    table, _ = parse(b"id,name\nm1\nm2,Bo,x\n", "m.csv")
    assert table is not None
    assert table.ragged == {2: ["m1"], 3: ["m2", "Bo", "x"]}


def test_windows_text_is_read_with_a_warning_that_names_the_byte() -> None:
    table, findings = parse("id,name\nm1,Ann\nm2,René “R.” €\n".encode("cp1252"), "m.csv")
    assert told(findings) == [
        "m.csv:3:7 MK801 byte 0xe9 is not UTF-8; the file is read as Windows text (cp1252)"
    ]
    assert (
        findings[0].hint
        == 'save it as "CSV UTF-8", or name the encoding in the program, as in encoding: cp1250'
    )
    assert table is not None
    assert rows(table)[3] == ("m2", "René “R.” €")


@pytest.mark.parametrize(
    ("name", "encoding"), [("Łukasz", "cp1250"), ("山田", "shift_jis"), ("Zoë", "latin-1"), ("Zoë", "utf-8")]
)
def test_named_encoding(name: str, encoding: str) -> None:
    assert rows(read(f"id,name\nm1,{name}\n".encode(encoding), encoding=encoding)) == {2: ("m1", name)}


def test_a_mark_beats_the_named_encoding() -> None:
    assert rows(read("\ufeffid,name\nm1,Zoë\n", encoding="cp1250")) == {2: ("m1", "Zoë")}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("'+49 30 1234", "+49 30 1234"),
        ("'-x", "-x"),
        ("'@home", "@home"),
        ("'hood", "'hood"),
        ("'", "'"),
        ("''=1", "''=1"),
        ("=1+1", "=1+1"),
        ("-3", "-3"),
        ("\u00a0 a \u202f\u200b", "a"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_clean(cell: str, text: str) -> None:
    assert clean(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("m1", "m1"),
        (" padded ", "padded"),
        (7, "7"),
        (7.0, "7"),
        (2.5, "2.5"),
        (0.1, "0.1"),
        (-3, "-3"),
        (123456789012, "123456789012"),
        (True, "yes"),
        (False, "no"),
        (dt.date(2027, 1, 11), "2027-01-11"),
        (dt.datetime(2027, 1, 11, 9, 30), "2027-01-11 09:30:00"),  # noqa: DTZ001  # sheets have no zones
        ("007", "007"),
        ("'=1+1", "=1+1"),
        ("a\nb", "a\nb"),
        (None, ""),
    ],
)
def test_typed_cells_as_text(cell: object, text: str) -> None:
    table = read(workbook({"People": [["id", "cell"], ["m1", cell], ["m2", "x"]]}), "m.xlsx")
    assert rows(table) == {2: ("m1", text), 3: ("m2", "x")}


BOOK = workbook(
    {
        "Read me": [["Nothing to see"]],
        "Mentors": [[], [None, None], ["id", "name"], ["m1", "Ann"], [], ["m2", "Bo"]],
        "Blank": [],
    }
)


def test_failed_formulas_are_not_blank() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Notes")
        sheet = book.add_worksheet("Mentors")
        sheet.write_row(0, 0, ["id", "capacity", "location"])
        sheet.write_row(1, 0, ["m1"])
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")
    table = read(stream.getvalue(), "m.xlsx", sheet="Mentors")
    assert rows(table) == {2: ("m1", "#DIV/0!", "#N/A")}


@pytest.mark.parametrize("sheet", ["Mentors", 2])
@pytest.mark.parametrize("header_row", [None, 3])
def test_sheet(sheet: str | int, header_row: int | None) -> None:
    table = read(BOOK, "m.xlsx", sheet=sheet, header_row=header_row)
    assert (table.sheet, table.heading_line, table.headings) == ("Mentors", 3, ("id", "name"))
    assert rows(table) == {4: ("m1", "Ann"), 6: ("m2", "Bo")}
    assert [str(table.at(6)), str(table.at(6, 1))] == ["m.xlsx:Mentors!A6", "m.xlsx:Mentors!B6"]


def test_the_first_sheet_unless_named() -> None:
    assert read(BOOK, "m.xlsx").sheet == "Read me"


@pytest.mark.parametrize(
    ("data", "sheet", "findings", "hint"),
    [
        (BOOK, "Mentor", ['m.xlsx MK802 there is no sheet "Mentor"'], 'did you mean "Mentors"?'),
        (BOOK, "XYZ", ['m.xlsx MK802 there is no sheet "XYZ"'], "known: Read me, Mentors, Blank"),
        (BOOK, 4, ['m.xlsx MK802 there is no sheet "number 4"'], "known: Read me, Mentors, Blank"),
        (BOOK, 0, ['m.xlsx MK802 there is no sheet "number 0"'], "known: Read me, Mentors, Blank"),
        (BOOK, 3, ["m.xlsx MK802 sheet Blank holds no rows"], ""),
    ],
    ids=["near name", "far name", "number beyond", "number 0", "blank sheet"],
)
def test_unknown_sheet(data: bytes, sheet: str | int, findings: list[str], hint: str) -> None:
    table, found = parse(data, "m.xlsx", sheet=sheet)
    assert (table, told(found), [each.hint for each in found]) == (None, findings, [hint])


@pytest.mark.parametrize(
    "data",
    [b"", b"not a workbook", BOOK[: len(BOOK) // 2], b"PK\x03\x04" + b"\0" * 50],
    ids=["empty", "text", "cut short", "broken zip"],
)
def test_broken_workbook(data: bytes) -> None:
    table, findings = parse(data, "m.xlsx")
    assert table is None
    assert [(each.code, str(each.location)) for each in findings] == [("MK802", "m.xlsx")]
    assert findings[0].message.startswith("cannot be read as a workbook: ")


def test_a_csv_that_is_called_a_workbook() -> None:
    assert parse(b"id,name\nm1,Ann\n", "m.xlsx")[0] is None


def test_the_ending_tells_a_workbook_in_any_case() -> None:
    assert read(BOOK, "M.XLSX", sheet=2).headings == ("id", "name")
