"""YAML text to data and positions: what YAML 1.2 says, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mentorkit import yamlsource
from mentorkit.yamlsource import DEPTH, LIMIT, Source, parse
from tests.conftest import ROOT, TESTS, told


def read(text: str | bytes) -> Source:
    """The source of a text without faults."""
    source, findings = parse(text if isinstance(text, bytes) else text.encode(), "p.yaml")
    assert told(findings) == []
    assert source is not None
    return source


def refused(text: str | bytes) -> list[str]:
    """The findings of a text with faults."""
    source, findings = parse(text if isinstance(text, bytes) else text.encode(), "p.yaml")
    assert source is None
    return told(findings)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # YAML 1.1 would read these as something else.
        ("no", "no"),
        ("No", "No"),
        ("yes", "yes"),
        ("on", "on"),
        ("OFF", "OFF"),
        ("y", "y"),
        ("010", "010"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2027-01-11", "2027-01-11"),
        ("2027-01-11T10:00:00Z", "2027-01-11T10:00:00Z"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e3", 1000.0),
        ("1e400", "1e400"),
        # and these as both do
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("false", False),
        ("FALSE", False),
        ("null", None),
        ("Null", None),
        ("~", None),
        ("", None),
        ("none", "none"),
        ("0", 0),
        ("-0", 0),
        ("+7", 7),
        ("-12", -12),
        ("1.50", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        (".", "."),
        ("1.2.3", "1.2.3"),
        ("e5", "e5"),
        ("95%", "95%"),
        ("1,000", "1,000"),
        # quotes make text
        ('"no"', "no"),
        ('"1"', "1"),
        ("'true'", "true"),
        ('""', ""),
        ("|\n  7\n", "7\n"),
        (">\n  7\n", "7\n"),
        # blocks and flows
        ("[a, 1, no]", ["a", 1, "no"]),
        ("{a: 1, no: 2}", {"a": 1, "no": 2}),
        ("{1: a, true: b, null: c, ~: d}", {"1": "a", "true": "b", "null": "c", "~": "d"}),
        ("{}", {}),
        ("[]", []),
        ("a # comment", "a"),
        ("a#b", "a#b"),
        ("été ✓ 🎓", "été ✓ 🎓"),
    ],
)
def test_values(text: str, value: Any) -> None:
    found = read(f"key: {text}\n").data["key"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 1\nb: [2, x]\n", id="lf"),
        pytest.param("a: 1\r\nb: [2, x]\r\n", id="crlf"),
        pytest.param("\ufeffa: 1\nb: [2, x]\n", id="bom"),
        pytest.param("a: 1\nb: [2, x]", id="no line end at the end"),
        pytest.param("---\na: 1\nb: [2, x]\n...\n", id="document marks"),
        pytest.param("# comment\n\na: 1\nb:\n  - 2\n  - x\n", id="block list"),
        pytest.param("a: 1\nb:\n- 2\n- x\n", id="list without indent"),
    ],
)
def test_spellings_of_one_file(text: str) -> None:
    assert read(text).data == {"a": 1, "b": [2, "x"]}


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param("", ["p.yaml:1:1 MK002 the file is empty"], id="empty"),
        pytest.param("# only this\n", ["p.yaml:1:1 MK002 the file is empty"], id="comments"),
        pytest.param("\ufeff", ["p.yaml:1:1 MK002 the file is empty"], id="only a bom"),
        pytest.param("---\n", ["p.yaml:1:1 MK002 the file is empty"], id="empty document"),
        pytest.param("- a\n- b\n", ["p.yaml:1:1 MK002 the file holds no keys at its top level"], id="list"),
        pytest.param("just text\n", ["p.yaml:1:1 MK002 the file holds no keys at its top level"], id="text"),
        pytest.param(
            "a: b: c\n",
            ["p.yaml:1:5 MK002 not valid YAML: mapping values are not allowed here"],
            id="colon in text",
        ),
        pytest.param(
            "a:\n\t- b\n",
            [
                (
                    "p.yaml:2:1 MK002 not valid YAML: while scanning for the next token, "
                    "found character '\\t' that cannot start any token"
                )
            ],
            id="tab",
        ),
        pytest.param(
            "a: 1\n b: 2\n",
            ["p.yaml:2:3 MK002 not valid YAML: mapping values are not allowed here"],
            id="indent",
        ),
        pytest.param("[a]: 1\n", ["p.yaml:1:1 MK002 a key must be a plain word"], id="key is a list"),
        pytest.param("{a: 1}: 1\n", ["p.yaml:1:1 MK002 a key must be a plain word"], id="key is a mapping"),
        pytest.param(
            "a: x\x07y\n", ["p.yaml:1:5 MK002 the character U+0007 is not allowed in YAML"], id="bell"
        ),
        pytest.param(
            "a: x\x7fy\n", ["p.yaml:1:5 MK002 the character U+007F is not allowed in YAML"], id="delete"
        ),
        pytest.param(
            "a: 1\nb: \0\n", ["p.yaml:2:4 MK002 the character U+0000 is not allowed in YAML"], id="nul"
        ),
        pytest.param(
            'a: "\\ud800"\n', ["p.yaml:1:4 MK002 the character U+D800 is not allowed in YAML"], id="surrogate"
        ),
        pytest.param(
            "a: 1\na: 2\n",
            ['p.yaml:2:1 MK003 the key "a" stands twice; the first is on line 1'],
            id="key twice",
        ),
        pytest.param(
            "a: 1\nb: {c: 1, c: 1}\n",
            ['p.yaml:2:11 MK003 the key "c" stands twice; the first is on line 2'],
            id="key twice in braces",
        ),
        pytest.param(
            'a: 1\n"a": 2\n',
            ['p.yaml:2:1 MK003 the key "a" stands twice; the first is on line 1'],
            id="key twice, once in quotes",
        ),
        pytest.param("a: &x 1\n", ["p.yaml:1:4 MK004 the anchor &x is refused here"], id="anchor"),
        pytest.param(
            "a: &x 1\nb: *x\n",
            [
                "p.yaml:1:4 MK004 the anchor &x is refused here",
                "p.yaml:2:4 MK004 the alias *x is refused here",
            ],
            id="alias",
        ),
        pytest.param(
            "a: &x [*x]\n",
            [
                "p.yaml:1:4 MK004 the anchor &x is refused here",
                "p.yaml:1:8 MK004 the alias *x is refused here",
            ],
            id="alias of itself",
        ),
        pytest.param("a: !x 1\n", ["p.yaml:1:4 MK004 the tag !x is refused here"], id="tag"),
        pytest.param(
            "a: !!python/object/apply:os.system [ls]\n",
            ["p.yaml:1:4 MK004 the tag tag:yaml.org,2002:python/object/apply:os.system is refused here"],
            id="python tag",
        ),
        pytest.param("a:\n  <<: {b: 1}\n", ["p.yaml:2:3 MK004 the merge key << is refused here"], id="merge"),
        pytest.param(
            "a: 1\n---\nb: 2\n", ["p.yaml:2:1 MK004 a second document is refused here"], id="two documents"
        ),
        pytest.param(b"a: caf\xe9\n", ["p.yaml:1:7 MK001 byte 0xe9 is not UTF-8 text"], id="latin-1"),
        pytest.param(
            "a: é\nb: ".encode() + b"\xff\n",
            ["p.yaml:2:4 MK001 byte 0xff is not UTF-8 text"],
            id="second line",
        ),
        pytest.param(
            "a: 1\n".encode("utf-16"), ["p.yaml:1:1 MK001 byte 0xff is not UTF-8 text"], id="utf-16"
        ),
        pytest.param(b"a: " + b"x" * LIMIT, ["p.yaml MK001 the file is larger than 1 MiB"], id="too large"),
    ],
)
def test_refused(text: str | bytes, findings: list[str]) -> None:
    assert refused(text) == findings


def test_the_column_of_a_bad_byte_counts_characters() -> None:
    assert refused("é: ".encode() + b"\xff\n") == ["p.yaml:1:4 MK001 byte 0xff is not UTF-8 text"]


def test_as_large_as_it_may_be() -> None:
    assert len(read(b"a: " + b"x" * (LIMIT - 3)).data["a"]) == LIMIT - 3


def test_an_alias_bomb_is_a_list_of_findings() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))]
    assert len(refused("\n".join(lines))) == 10 + 9 * 9


@pytest.mark.parametrize(
    ("deeper", "findings"),
    [(0, None), (1, [f"p.yaml:1:{DEPTH + 4} MK002 nested more than {DEPTH} deep"])],
    ids=["as deep as it may be", "deeper"],
)
def test_depth(deeper: int, findings: list[str] | None) -> None:
    lists = DEPTH - 1 + deeper
    text = "a: " + "[" * lists + "x" + "]" * lists
    if findings is None:
        read(text)
    else:
        assert refused(text) == findings


def test_endless_depth_is_a_finding() -> None:
    assert refused("a: " + "[" * 100_000) == [f"p.yaml:1:{DEPTH + 4} MK002 nested more than {DEPTH} deep"]


def test_all_faults_in_one_run() -> None:
    assert refused("a: &x 1\na: !t 2\nb: *x\n") == [
        "p.yaml:1:4 MK004 the anchor &x is refused here",
        'p.yaml:2:1 MK003 the key "a" stands twice; the first is on line 1',
        "p.yaml:2:4 MK004 the tag !t is refused here",
        "p.yaml:3:4 MK004 the alias *x is refused here",
    ]


NESTED = """\
name: Test
matching:
  criteria:
    - {kind: same, weight: 1}
    - kind: covers
      "weight": 2
purpose: >
  folded
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), "1:1", "1:1"),
        (("name",), "1:7", "1:1"),
        (("matching",), "3:3", "2:1"),
        (("matching", "criteria"), "4:5", "3:3"),
        (("matching", "criteria", 0), "4:7", "4:7"),
        (("matching", "criteria", 0, "kind"), "4:14", "4:8"),
        (("matching", "criteria", 0, "weight"), "4:28", "4:20"),
        (("matching", "criteria", 1), "5:7", "5:7"),
        (("matching", "criteria", 1, "weight"), "6:17", "6:7"),
        (("purpose",), "7:10", "7:1"),
        # steps that are not in the file are dropped: a missing key, a member of a union
        (("matching", "floor"), "3:3", "2:1"),
        (("matching", "criteria", 1, "covers", "weight"), "6:17", "6:7"),
        (("matching", "criteria", 7), "4:5", "3:3"),
        (("nowhere", "at", "all"), "1:1", "1:1"),
    ],
)
def test_positions(path: tuple[str | int, ...], value: str, key: str) -> None:
    source = read(NESTED)
    assert (str(source.locate(path)), str(source.locate(path, key=True))) == (
        f"p.yaml:{value}",
        f"p.yaml:{key}",
    )


@pytest.mark.parametrize("text", ["# é\r\na:\r\n  b: 7\r\n", "\ufeff# é\na:\n  b: 7\n"], ids=["crlf", "bom"])
def test_positions_in_files_from_windows(text: str) -> None:
    source = read(text)
    assert (str(source.locate(("a", "b"))), str(source.locate(("a", "b"), key=True))) == (
        "p.yaml:3:6",
        "p.yaml:3:3",
    )


def test_a_branch_keeps_the_positions_of_its_own_file() -> None:
    trunk = read("name: Test\nvocabulary: words.yaml\nversion: 1\n")
    branch, _ = parse(b"# shared\nlevels:\n  - analyst\n  - manager\n", "words.yaml")
    assert branch is not None
    whole = trunk.graft(("vocabulary",), branch)
    assert whole.data == {"name": "Test", "vocabulary": {"levels": ["analyst", "manager"]}, "version": 1}
    assert trunk.data["vocabulary"] == "words.yaml"
    assert [
        str(place)
        for place in (
            whole.locate(("version",)),
            whole.locate(("vocabulary",)),
            whole.locate(("vocabulary",), key=True),
            whole.locate(("vocabulary", "levels"), key=True),
            whole.locate(("vocabulary", "levels", 1)),
            whole.locate(("vocabulary", "skills")),
        )
    ] == ["p.yaml:3:10", "words.yaml:2:1", "p.yaml:2:1", "words.yaml:2:1", "words.yaml:4:5", "words.yaml:2:1"]


CASES = sorted([*(TESTS / "cases" / "program").glob("*/*.yaml"), *(ROOT / "programs").glob("**/*.yaml")])
ODD = [
    "a: {b: x?}\n",
    "a: What now?\n",
    "a: {b: }\n",
    "a:\nb: 1\n",
    "a: x\ty\n",
    "a: {b: c:d}\n",
    "a: |\r\n  x\r\nb: 🎓 # mentorkit: ignore[MK112] é\r\n",
    "é: [ü, 'ß', \"\\u00e9\"]\n? a\n: b\n",
    "a: x\x85y\n",
    "a: x\n\ufeffb: 1\n",
    "%YAML 1.2\n---\na: 1\n",
    "a: &x 1\n",
    "a: [\n",
]


@pytest.mark.parametrize("text", ODD, ids=repr)
def test_the_quick_parser_says_what_the_careful_one_says(text: str) -> None:
    agree(text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_quick_parser_on_a_program(path: Path) -> None:
    agree(path.read_bytes().decode("utf-8-sig", "replace"))


def test_the_quick_parser_is_used() -> None:
    quick = [path for path in (ROOT / "programs").glob("*.yaml") if agree(path.read_text(encoding="utf-8"))]
    assert len(quick) == len(list((ROOT / "programs").glob("*.yaml")))


def agree(text: str) -> bool:
    """Whether the quick parser was heard; where it was, the careful one finds the same and nothing wrong."""
    quick = yamlsource._quickly("p.yaml", text)
    if quick is None:
        return False
    value, builder = yamlsource._carefully("p.yaml", text)
    assert builder.findings == []
    assert quick[0] == value
    for part in ("values", "keys", "scalars"):
        assert getattr(quick[1], part) == getattr(builder, part)
    return True
