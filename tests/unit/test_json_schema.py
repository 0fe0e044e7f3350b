"""The JSON Schema accepts what `check` accepts, as far as a JSON Schema can say it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from mentorkit.json_schema import NAME, json_schema, schema_text
from mentorkit.yamlsource import parse
from tests.conftest import ROOT, run
from tests.unit.test_program import BAD, CASES, GOOD, expected

PROGRAMS = sorted((ROOT / "programs").glob("*.yaml"))
SCHEMA_CODES = {"MK005", "MK006", "MK007", "MK008"}
MODELINE = f"# yaml-language-server: $schema={NAME}\n"
BEYOND = {
    "bar_above_the_scale": "the bar is held against a field's scale",
    "candidates_with_an_unknown_column": "columns are fields of the file's own",
    "closeness_none_below_full": "two numbers are compared",
    "column_for_no_field": "fields are the program's own",
    "completions_with_an_unknown_column": "a column may be a training of the program's own",
    "field_from_above_to": "two numbers are compared",
    "field_limits_of_text": "limits depend on the type beside them",
    "level_gap_upside_down": "two numbers are compared",
    "pool_contradicts_itself": "what the rules of the pool leave over",
    "survey_favourable_off_the_scale": "two numbers are compared",
    "survey_scale_upside_down": "two numbers are compared",
    "table_from_is_to": "two numbers are compared",
    "trap_1e3_for_a_whole_number": "1000.0 is a whole number to JSON Schema",
    "vocabulary_file_missing": "whether a file exists",
}
"""Bad programs with a finding of the schema's codes that no JSON Schema can make, with the reason."""


def faults(path: Path) -> list[str]:
    """What the schema has against a file, dates included."""
    source, findings = parse(path.read_bytes(), path.name)
    assert source is not None, findings
    return faults_of(source.data)


def faults_of(data: Any, part: str = "") -> list[str]:
    schema = json_schema()
    if part:
        schema = {"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]}
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(data)]


def schema_should_see(name: str) -> bool:
    return bool({code for code, *_ in expected(CASES / "bad" / name)} & SCHEMA_CODES)


def test_it_is_a_json_schema() -> None:
    jsonschema.Draft7Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_a_program_of_ours_is_valid_and_names_the_schema(path: Path) -> None:
    assert faults(path) == []
    assert path.read_text(encoding="utf-8").startswith(MODELINE)


def test_a_shared_vocabulary_has_a_schema_of_its_own() -> None:
    path = ROOT / "programs" / "shared" / "hospital-vocabulary.yaml"
    source, _ = parse(path.read_bytes(), path.name)
    assert source is not None
    assert faults_of(source.data, "Vocabulary") == []
    assert faults_of({"levls": []}, "Vocabulary") != []
    assert path.read_text(encoding="utf-8").startswith(
        f"# yaml-language-server: $schema=../{NAME}#/$defs/Vocabulary\n"
    )


@pytest.mark.parametrize("name", GOOD)
def test_a_good_program_is_valid(name: str) -> None:
    assert faults(CASES / "good" / name) == []


@pytest.mark.parametrize("name", [name for name in BAD if schema_should_see(name)])
def test_a_program_that_breaks_the_schema_is_not(name: str) -> None:
    assert bool(faults(CASES / "bad" / name)) == (name.removesuffix(".yaml") not in BEYOND)


def test_the_exceptions_are_cases() -> None:
    assert {f"{name}.yaml" for name in BEYOND} <= set(BAD)


MINIMAL: dict[str, Any] = {
    "version": 1,
    "name": "Test",
    "rosters": {"mentors": {"file": "a.csv"}, "mentees": {"file": "b.csv"}},
    "matching": {"criteria": [{"kind": "same", "field": "location", "weight": 1}]},
}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"vocabulary": "words.yaml"}, id="vocabulary as a path"),
        pytest.param({"vocabulary": {"fields": {"a": "number", "b": {"type": "date"}}}}, id="fields"),
        pytest.param({"vocabulary": {"skills": ["a"]}}, id="skills as a list"),
        pytest.param({"vocabulary": {"skills": {"a": "b", "c": ["d"], "e": None}}}, id="skills with words"),
        pytest.param(
            {"rosters": {"mentors": {"files": ["a"]}, "mentees": {"file": "b", "columns": {"id": "No."}}}},
            id="files, and a heading",
        ),
        pytest.param(
            {"qualification": {"mentors": {"expertise": {"rule": "covers_objectives"}}}}, id="one rule"
        ),
        pytest.param(
            {"qualification": {"mentors": {"expertise": [{"rule": "covers_objectives"}]}}},
            id="a list of rules",
        ),
        pytest.param({"communication": None, "purpose": None, "launch": None}, id="blank sections"),
        pytest.param({"expect": {"matched": "95%", "mean_score": 40.5}}, id="a share"),
        pytest.param({"expect": {"matched": 3}}, id="a number"),
    ],
)
def test_short_forms(changes: dict[str, Any]) -> None:
    assert faults_of(MINIMAL | changes) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param({"name": " "}, "' ' does not match", id="blank text"),
        pytest.param({"launch": "2027-02-30"}, "'2027-02-30' is not a 'date'", id="no such day"),
        pytest.param(
            {"vocabulary": {"fields": {"a": {"typ": "text"}}}},
            "'typ' was unexpected",
            id="within a short form",
        ),
        pytest.param({"communication": {"mesages": []}}, "'mesages' was unexpected", id="within a section"),
        pytest.param(
            {"matching": {"criteria": [{"kind": "covers", "field": "skills", "weight": 1, "full": 0}]}},
            "'full' was unexpected",
            id="the key of another kind",
        ),
        pytest.param(
            {"matching": {"criteria": [{"kind": "same", "field": "a", "mentee": "b", "weight": 1}]}},
            "'mentor' is a dependency of 'mentee'",
            id="one side and a field",
        ),
        pytest.param({"matching": {**MINIMAL["matching"], "floor": 101}}, "101 is greater than", id="limit"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(changes: dict[str, Any], fault: str) -> None:
    found = faults_of(MINIMAL | changes)
    assert len(found) == 1
    assert fault in found[0]


def test_every_key_and_kind_is_described() -> None:
    schema = json_schema()
    for name, section in {"Program": schema, **schema["$defs"]}.items():
        for key, part in section.get("properties", {}).items():
            known = schema["$defs"].get(part.get("$ref", "").rpartition("/")[2], {})
            words = (
                part.get("description") or known.get("description") or all(part.get("enumDescriptions", [""]))
            )
            assert words, f"{name}.{key}"


def test_no_description_is_cut_short_or_broken_over_lines() -> None:
    def descriptions(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["description"]] if isinstance(node.get("description"), str) else []
            return own + [text for part in node.values() for text in descriptions(part)]
        return [text for part in node for text in descriptions(part)] if isinstance(node, list) else []

    found = descriptions(json_schema())
    assert len(found) > 150
    assert not [text for text in found if "\n" in text or text != text.strip()]


def test_the_command_prints_what_is_committed(tmp_path: Path) -> None:
    ran = run("schema", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == schema_text() == (ROOT / "programs" / NAME).read_text(encoding="utf-8"), "run make docs"
