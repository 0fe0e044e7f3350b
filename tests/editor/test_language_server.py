"""The schema in an editor: the real yaml-language-server completes, explains and underlines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mentorkit import load
from mentorkit.criteria import CRITERIA
from mentorkit.finding import in_order
from mentorkit.json_schema import NAME, schema_text
from tests.conftest import ROOT, write
from tests.editor.server import COMMAND, Server, command

WHERE = command()
pytestmark = pytest.mark.skipif(
    WHERE is None,
    reason=f"needs node and npm's yaml-language-server, on PATH, in node_modules or named by {COMMAND}",
)
HEAD = f"""\
# yaml-language-server: $schema={NAME}
version: 1
name: Test
rosters:
  mentors: {{file: mentors.csv}}
  mentees: {{file: mentees.csv}}
"""
"""Six lines; what a test adds begins on line 7."""
CRITERION = "matching:\n  criteria:\n    - {kind: same, field: location, weight: 1}\n"
KINDS = {str(each.model_fields["kind"].annotation.__args__[0]) for each in CRITERIA}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("editor")
    write(folder / NAME, schema_text())
    assert WHERE is not None
    with Server(WHERE, folder) as running:
        yield running


def completed(server: Server, text: str, line: int, column: int) -> dict[str, str]:
    """What the editor offers at a place: label to its explanation."""
    uri = server.open(HEAD + text)
    answer = server.at("completion", uri, line, column)
    items = answer["items"] if isinstance(answer, dict) else answer
    return {item["label"]: str(item.get("documentation", "")) for item in items}


def hovered(server: Server, text: str, line: int, column: int) -> str:
    uri = server.open(HEAD + text)
    return str(server.at("hover", uri, line, column)["contents"]["value"])


def test_the_kinds_of_criteria_are_offered_with_what_they_mean(server: Server) -> None:
    text = "matching:\n  criteria:\n    - kind: \n      weight: 1\n"
    offered = completed(server, text, 9, 13)
    assert offered.keys() == KINDS
    assert "share of the mentee's wishes that the mentor brings" in offered["covers"]


@pytest.mark.parametrize(
    ("text", "line", "column", "among", "not_among"),
    [
        pytest.param(CRITERION, 10, 1, {"objectives", "qualification", "launch"}, {"version"}, id="sections"),
        pytest.param(
            "matching:\n  criteria:\n    - kind: covers\n      weight: 1\n      \n",
            11, 7, {"mentee", "mentor", "ordered", "serves"}, {"full", "ideal", "kind"}, id="one kind's keys",
        ),
        pytest.param(
            CRITERION + "qualification:\n  mentors:\n    require:\n      - rule: \n",
            13, 15, {"at_least", "rating", "training_completed"}, {"shares", "covers"}, id="rules",
        ),
        pytest.param(
            "matching:\n  must:\n    - rule: \n",
            9, 13, {"shares", "level_gap"}, {"at_least", "rating"}, id="constraints",
        ),
        pytest.param(CRITERION + "  optimise: \n", 10, 13, {"most_matched", "stable"}, set(), id="words"),
        pytest.param(
            CRITERION + "vocabulary:\n  fields:\n    tenure: \n",
            12, 13, {"number", "yes_no"}, set(), id="types",
        ),
    ],
)  # fmt: skip
def test_what_fits_is_offered(
    server: Server, text: str, line: int, column: int, among: set[str], not_among: set[str]
) -> None:
    offered = completed(server, text, line, column).keys()
    assert among <= offered
    assert not not_among & offered


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        pytest.param(CRITERION, 7, 3, "Who is paired with whom", id="a section"),
        pytest.param(CRITERION + "  floor: 30\n", 10, 4, "The lowest score that a pair may", id="a key"),
        pytest.param(CRITERION, 9, 15, "Both have the same value.", id="a kind"),
        pytest.param(CRITERION, 9, 38, "How much it counts: a positive number", id="a key of a criterion"),
        pytest.param(CRITERION + "launch: 2027-01-11\n", 10, 3, "The first day.", id="a date"),
    ],
)
def test_a_key_is_explained(server: Server, text: str, line: int, column: int, says: str) -> None:
    assert says in hovered(server, text, line, column)


WRONG = [
    pytest.param(CRITERION + "  florr: 30\n", id="key of a section"),
    pytest.param("purpos: x\n" + CRITERION, id="key at the top"),
    pytest.param(
        "matching:\n  criteria:\n    - {kind: covers, field: skills, orderd: true, weight: 1}\n",
        id="key of a criterion",
    ),
    pytest.param(
        CRITERION + "qualification:\n  mentors:\n    expertise: {rule: covers_objectives, atleast: 2}\n",
        id="key of a single rule",
    ),
    pytest.param(
        CRITERION + "vocabulary:\n  fields:\n    exit_risk: {typ: text}\n", id="key of a field in braces"
    ),
    pytest.param(CRITERION + "communication:\n  mesages: []\n", id="key of a plan"),
    pytest.param("matching:\n  criteria:\n    - {kind: covrs, weight: 1}\n", id="kind"),
    pytest.param(
        "matching:\n  criteria:\n    - {kind: same, field: location, weight: -1}\n", id="value out of range"
    ),
    pytest.param(CRITERION + "launch: soon\n", id="date"),
    pytest.param("# Gdańsk 🎓\n" + CRITERION + "  florr: 30\n", id="below wide signs"),
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_underlined_where_check_puts_it(server: Server, text: str) -> None:
    path = write(server.folder / "program.yaml", HEAD + text)
    underlined = [each["range"]["start"] for each in server.diagnostics(server.open(HEAD + text))]
    _, findings = load.program(str(path))
    places = [(each.location.line, each.location.column) for each in in_order(findings)]
    assert places
    assert sorted((at["line"] + 1, at["character"] + 1) for at in underlined) == places


@pytest.mark.parametrize("path", sorted((ROOT / "programs").glob("*.yaml")), ids=lambda path: path.name)
def test_nothing_is_underlined_in_our_programs(server: Server, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert server.diagnostics(server.open(text)) == []


def test_a_shared_vocabulary_is_held_against_its_part_of_the_schema(server: Server) -> None:
    head = f"# yaml-language-server: $schema={NAME}#/$defs/Vocabulary\n"
    found = server.diagnostics(server.open(head + "levels: [a, b]\nskils: [c]\n"))
    assert [each["range"]["start"] for each in found] == [{"line": 2, "character": 0}]
