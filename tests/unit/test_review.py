"""Reviews: which codes are asked for, which comments are heard, what is said of the comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from mentorkit import yamlsource
from mentorkit.definition import document, program, understood
from mentorkit.finding import CODES, Finding, Location, Severity
from mentorkit.ignores import Ignore
from mentorkit.lints import LINTS, ROSTER_LINTS
from mentorkit.pages import pages
from mentorkit.review import ALL_CODES, Choice, Review, choice, review, settled
from tests.conftest import program_text, told, write

LOOKED_FOR = frozenset(["MK112", "MK113", "MK815"])
REASON = "the board has decided so"


def ignores(text: str) -> list[tuple[tuple[str, ...], int, str]]:
    """Codes, line and reason of every ignore in a text."""
    source, findings = yamlsource.parse(text.encode(), "p.yaml")
    assert source is not None, findings
    return [(each.codes, each.line, each.reason) for each in source.ignores]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # no comment, or no ignore
        pytest.param("a: 1 # a remark\n", [], id="another comment"),
        pytest.param("a: 1 # mentorkit: match reads this\n", [], id="a comment about the tool"),
        pytest.param("a: 1 # mentorkit ignores all of this\n", [], id="a sentence that sounds like one"),
        pytest.param(
            "a: 1 # the comment `# mentorkit: ignore[MK112] x` would\n", [], id="quoted in a comment"
        ),
        pytest.param("a: x#mentorkit:ignore[MK112]\n", [], id="no blank before the sign"),
        pytest.param("a: 'x # mentorkit: ignore[MK112] y'\n", [], id="in quotes"),
        pytest.param('a: "x\n  # mentorkit: ignore[MK112] y"\n', [], id="in quotes over two lines"),
        pytest.param("a: |\n  # mentorkit: ignore[MK112] y\n  x\nb: 1\n", [], id="in a block"),
        pytest.param("a: >-\n  x\n\n  # mentorkit: ignore[MK112] y\nb: 1\n", [], id="in a folded block"),
        pytest.param("'# mentorkit: ignore[MK112] y': 1\n", [], id="in a key"),
        # where it stands
        pytest.param(
            "a: 1 # mentorkit: ignore[MK112] y\nb: 2\n", [(("MK112",), 1, "y")], id="end of the line"
        ),
        pytest.param("# mentorkit: ignore[MK112] y\na: 1\n", [(("MK112",), 2, "y")], id="above"),
        pytest.param(
            "  # mentorkit: ignore[MK112] y\n\n# x\n\na: 1\n", [(("MK112",), 5, "y")], id="far above"
        ),
        pytest.param(
            "# mentorkit: ignore[MK112] y\n# mentorkit: ignore[MK113] z\na: 1\n",
            [(("MK112",), 3, "y"), (("MK113",), 3, "z")],
            id="stacked",
        ),
        pytest.param("a: 1\n# mentorkit: ignore[MK112] y\n", [(("MK112",), 0, "y")], id="below everything"),
        pytest.param(
            "a: | # mentorkit: ignore[MK112] y\n  x\n", [(("MK112",), 1, "y")], id="where a block begins"
        ),
        pytest.param(
            "a: |\n  x\n # mentorkit: ignore[MK112] y\nb: 1\n", [(("MK112",), 4, "y")], id="after a block"
        ),
        pytest.param(
            "a: x\n  y # mentorkit: ignore[MK112] z\n", [(("MK112",), 2, "z")], id="after plain text"
        ),
        pytest.param("a: [1, # mentorkit: ignore[MK112] y\n  2]\n", [(("MK112",), 1, "y")], id="in a list"),
        pytest.param(
            "a: 1 # x # mentorkit: ignore[MK112] y\n", [(("MK112",), 1, "y")], id="behind a comment"
        ),
        pytest.param("a: 1\r\n# mentorkit: ignore[MK112] y\r\nb: 2\r\n", [(("MK112",), 3, "y")], id="crlf"),
        pytest.param("é: ü # mentorkit: ignore[MK112] ý\n", [(("MK112",), 1, "ý")], id="not ascii"),
        # how it is written
        pytest.param("a: 1 #mentorkit:ignore[mk112,MK113]y\n", [(("MK112", "MK113"), 1, "y")], id="tight"),
        pytest.param("a: 1 # Mentorkit: Ignore [MK112] - y.\n", [(("MK112",), 1, "y")], id="loose"),
        pytest.param("a: 1 # mentorkit: ignore[MK112, MK112]\n", [(("MK112",), 1, "")], id="no reason"),
        pytest.param(
            "a: 1 # mentorkit: ignore[MK112]: --\n", [(("MK112",), 1, "")], id="signs are no reason"
        ),
        pytest.param("a: 1 # mentorkit: ignore MK112 y\n", [((), 1, "")], id="no brackets"),
        pytest.param("a: 1 # mentorkit: ignore\n", [((), 1, "")], id="nothing"),
        pytest.param("a: 1 # mentorkit: ignore[]\n", [((), 1, "")], id="nothing in brackets"),
        pytest.param("a: 1 # mentorkit: ignore[112]\n", [((), 1, "")], id="not a code"),
        pytest.param("a: 1 # mentorkit: ignroe[MK112] y\n", [((), 1, "")], id="misspelt"),
        pytest.param("a: 1 # mentorkit ignore[MK112] y\n", [((), 1, "")], id="no colon"),
    ],
)
def test_comments(text: str, wanted: list[tuple[tuple[str, ...], int, str]]) -> None:
    assert ignores(text) == wanted


def said(*comments: Ignore, findings: tuple[Finding, ...] = (), chosen: Choice | None = None) -> list[str]:
    """What is left of findings after some comments."""
    return told(settled([Review(findings, comments, LOOKED_FOR)], chosen or Choice()))


def comment(*codes: str, line: int = 7, reason: str = REASON) -> Ignore:
    return Ignore(codes, reason, line, Location("p.yaml", 6, 1), "mentorkit: ignore MK112")


def lint(code: str = "MK112", line: int = 7, file: str = "p.yaml") -> Finding:
    return Finding(code, "x", Location(file, line, 3), own_severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("comments", "findings", "wanted"),
    [
        pytest.param([], [lint()], ["p.yaml:7:3 MK112 x"], id="no comment"),
        pytest.param([comment("MK112")], [lint()], [], id="ignored"),
        pytest.param([comment("MK113", "MK112")], [lint(), lint("MK113")], [], id="two codes"),
        pytest.param([comment("MK112"), comment("MK113")], [lint(), lint("MK113")], [], id="two comments"),
        pytest.param([comment("MK112")], [lint(), lint()], [], id="two findings"),
        pytest.param(
            [comment("MK815")],
            [Finding("MK815", "x", Location("p.yaml", 7, 1))],
            [],
            id="a note of another sort",
        ),
        pytest.param(
            [comment("MK112", reason="")],
            [lint()],
            ["p.yaml:6:1 MK013 MK112 is ignored without a reason"],
            id="no reason",
        ),
        pytest.param(
            [comment("MK112")],
            [],
            ["p.yaml:6:1 MK014 MK112 is ignored, but nothing on line 7 is MK112"],
            id="nothing to ignore",
        ),
        pytest.param(
            [comment("MK112")],
            [lint(line=8)],
            ["p.yaml:6:1 MK014 MK112 is ignored, but nothing on line 7 is MK112", "p.yaml:8:3 MK112 x"],
            id="another line",
        ),
        pytest.param(
            [comment("MK112")],
            [lint(file="q.yaml")],
            ["p.yaml:6:1 MK014 MK112 is ignored, but nothing on line 7 is MK112", "q.yaml:7:3 MK112 x"],
            id="another file",
        ),
        pytest.param(
            [comment("MK112", line=0)],
            [],
            ["p.yaml:6:1 MK014 MK112 is ignored, but nothing below this line is MK112"],
            id="below everything",
        ),
        pytest.param([comment("MK999")], [], ["p.yaml:6:1 MK014 there is no code MK999"], id="unknown code"),
        pytest.param(
            [comment("MK304")],
            [Finding("MK304", "x", Location("p.yaml", 7, 1))],
            ["p.yaml:6:1 MK014 MK304 is an error, and errors cannot be ignored", "p.yaml:7:1 MK304 x"],
            id="an error",
        ),
        pytest.param(
            [comment()],
            [lint()],
            ['p.yaml:6:1 MK014 "mentorkit: ignore MK112" cannot be read as an ignore', "p.yaml:7:3 MK112 x"],
            id="cannot be read",
        ),
        pytest.param([comment("MK811")], [], [], id="what nobody looked for"),
        pytest.param(
            [comment("MK112", reason=""), comment("MK013", line=6)],
            [lint()],
            ["p.yaml:6:1 MK013 MK112 is ignored without a reason"],
            id="what is said of comments cannot be ignored",
        ),
    ],
)
def test_what_comments_leave(comments: list[Ignore], findings: list[Finding], wanted: list[str]) -> None:
    assert said(*comments, findings=tuple(findings)) == wanted


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        pytest.param(Choice(("MK112",)), ["p.yaml:7:3 MK112 x"], id="an ignore of what is not asked for"),
        pytest.param(
            Choice(("MK11",), ("MK112",)),
            [],
            id="an ignore of what is left out, MK014 is not asked for either",
        ),
        pytest.param(
            Choice(("MK014", "MK113")),
            ["p.yaml:6:1 MK014 MK113 is ignored, but nothing on line 7 is MK113"],
            id="a needless one where it is asked for",
        ),
    ],
)
def test_needless_ignores_of_a_choice(chosen: Choice, wanted: list[str]) -> None:
    assert said(comment("MK113"), findings=(lint(),), chosen=chosen) == wanted


def test_a_shared_vocabulary_is_heard_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ignore is needed where one of the programs has the finding; alone, the other does not need it."""
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path / "words.yaml",
        "fields:\n  # mentorkit: ignore[MK318] known\n  gender: text\n",
    )
    write(tmp_path / "a.yaml", program_text(vocabulary="words.yaml"))
    write(tmp_path / "b.yaml", program_text(vocabulary="words.yaml", name="Other"))
    chosen = Choice(("MK01", "MK318"))
    reviews = [review(understood(document(name)), chosen) for name in ("a.yaml", "b.yaml")]
    assert told(settled(reviews, chosen)) == []
    needless = Review((), reviews[0].ignores, reviews[0].looked_for)
    assert told(settled([needless, reviews[1]], chosen)) == []
    assert told(settled([needless], chosen)) == [
        "words.yaml:2:3 MK014 MK318 is ignored, but nothing on line 3 is MK318"
    ]


def test_ignores_of_a_program_with_errors_are_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lints did not run, so nothing can be said of an ignore that found nothing."""
    monkeypatch.chdir(tmp_path)
    text = program_text(close="2027-01-01", launch="2027-02-01", succession="{}")
    write(tmp_path / "p.yaml", text + "# mentorkit: ignore[MK112] known\npurpose: x\n")
    found = settled([review(understood(document("p.yaml")))])
    assert [each.code for each in found] == ["MK010"]


@pytest.mark.parametrize(
    ("select", "ignore", "code", "wanted"),
    [
        ("", "", "MK112", True),
        ("MK1", "", "MK112", True),
        ("MK1", "", "MK211", False),
        ("", "MK1", "MK112", False),
        ("", "MK1", "MK211", True),
        ("MK1", "MK11", "MK112", False),
        ("MK11", "MK1", "MK112", True),
        ("MK112", "MK112", "MK112", False),
        ("MK", "MK112", "MK113", True),
        ("MK", "MK1", "MK113", False),
        ("", "MK", "MK113", False),
        ("MK3,MK112", "", "MK112", True),
    ],
)
def test_the_longer_beginning_decides(select: str, ignore: str, code: str, wanted: bool) -> None:
    chosen = choice([select] if select else [], [ignore] if ignore else [])
    assert chosen.wants(code) == wanted


def test_lints_that_nobody_asked_for_do_not_run(tmp_path: Path) -> None:
    write(tmp_path / "p.yaml", program_text())
    loaded = understood(document(str(tmp_path / "p.yaml")))
    assert {each.code for each in review(loaded, Choice(("MK110",))).findings} == {"MK110"}


def test_every_code_has_a_page() -> None:
    assert tuple(pages()) == ALL_CODES
    codes = [each.code for each in LINTS] + [each.code for each in ROSTER_LINTS]
    assert [code for code in pages() if pages()[code].lint] == codes
    assert all(page.summary.endswith(".") and len(page.summary) < 110 for page in pages().values())
    assert all(pages()[code].severity is CODES[code][0] for code in CODES)


def test_other_commands_hear_ignores_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "p.yaml", program_text(matching="{} # mentorkit: ignore[MK006] we know"))
    assert [each.code for each in program("p.yaml")[1]] == ["MK006"]
