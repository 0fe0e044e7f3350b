"""Hypothesis: nothing that changed is left out of a difference, and nothing that did not is in it."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mentorkit.constraints import CONSTRAINTS
from mentorkit.criteria import CRITERIA
from mentorkit.diff import Change, diff, normal, same
from mentorkit.diff.markdown import markdown
from mentorkit.diff.normal import UNORDERED
from mentorkit.diff.report import Difference, as_document, text
from mentorkit.diff.words import said
from mentorkit.program import Program
from mentorkit.rules import RULES

Data = Any
At = tuple[str | int, ...]

FULL: dict[str, Data] = {
    "version": 1,
    "name": "Full",
    "cycle": 2,
    "purpose": "Successors",
    "sponsors": [{"name": "Dana", "role": "COO", "approved": "2026-11-02"}, {"name": "Eli"}],
    "launch": "2027-01-11",
    "close": "2027-12-17",
    "vocabulary": {
        "levels": ["analyst", "lead", "manager"],
        "skills": {"strategy": ["planning", "foresight"], "coaching": [], "finance": ["P&L"]},
        "fields": {
            "years": "number",
            "talks": {"type": "ratings", "from": 1, "to": 7, "rated_by": "peers", "skills": True},
            "risk": {"type": "text", "private": True},
        },
    },
    "objectives": [
        {
            "id": "bench",
            "focus": "succession_pipeline",
            "statement": "Two successors",
            "supports": "Plan",
            "owner": "COO",
            "skills": ["strategy", "coaching"],
            "functions_at_risk": ["operations", "finance"],
            "measure": {"metric": "own", "label": "x", "baseline": 0.5, "target": 2, "by": "2027-12-01"},
        },
        {"id": "depth", "focus": "leadership_depth", "statement": "Depth"},
    ],
    "rosters": {
        "mentors": {
            "file": "m.xlsx",
            "sheet": 2,
            "header_row": 3,
            "encoding": "cp1250",
            "rows": {"column": "Role", "one_of": ["Mentor", "Both"]},
            "columns": {
                "name": "Who",
                "skills": {"column": "Topics", "separator": [";", ","], "strip": "'", "remove": "Skill: "},
                "capacity": {"column": "How many", "values": {"one": 1, "none": "", "yes": True}},
                "talks": {"names": {"Talks [tact]": "tact"}},
                "years": {"columns": ["Years", "Months"], "dates": "day_first"},
                "development_goals": {"grid": "Wish [*]"},
            },
        },
        "mentees": {"files": ["e1.csv", "e2.csv"]},
        "people": {"file": "p.csv"},
    },
    "qualification": {
        "mentors": {
            "require": [
                {"rule": "at_least", "field": "years", "value": 2, "because": "why not"},
                {"rule": "at_most", "field": "years", "value": 30},
                {"rule": "level_at_least", "value": "lead"},
                {"rule": "level_at_most", "value": "manager"},
                {"rule": "on_or_before", "field": "hire_date", "value": "2025-01-01"},
                {"rule": "on_or_after", "field": "hire_date", "value": "2005-01-01"},
                {"rule": "answered_yes", "field": "years", "unknown": "allow"},
                {"rule": "one_of", "field": "location", "values": ["Lyon", "Leeds"]},
                {"rule": "training_completed", "training": "basics"},
            ],
            "expertise": {"rule": "covers_objectives", "at_least": 1},
            "communication": [
                {"rule": "rating", "field": "talks", "of": "tact", "at_least": 5, "conditional_from": 4,
                 "after": "basics"},
                {"rule": "rating", "field": "years", "at_least": 3},
            ],
            "conditional": "match",
        },
        "mentees": {"require": [{"rule": "level_at_most", "value": "lead"}]},
    },
    "pool": {
        "mentees": {
            "require": [{"rule": "at_least", "field": "years", "value": 1}],
            "rank_by": [
                {"kind": "availability", "field": "years", "full": 4, "weight": 3, "serves": ["bench"]},
                {"kind": "skill_gaps", "weight": 5, "unknown": 0.5},
                {"kind": "level", "ideal": "lead", "weight": 2, "name": "rank"},
            ],
            "quotas": [
                {"field": "location", "at_least": 2},
                {"field": "location", "value": "Lyon", "at_least": 3, "at_most": "50%"},
                {"field": "function", "at_most": "33.3%"},
            ],
            "size": 40,
        },
        "mentors": {"size": 20},
    },
    "matching": {
        "capacity": {"default": 1, "at_most": 3},
        "mentors_per_mentee": 1,
        "never": [
            {"rule": "reporting_line"},
            {"rule": "same", "field": "department", "unknown": "forbid"},
        ],
        "must": [
            {"rule": "level_gap", "at_least": 1, "at_most": 3},
            {"rule": "shares", "mentee": "development_goals", "mentor": "skills"},
            {"rule": "within", "field": "utc_offset", "at_most": 3},
        ],
        "criteria": [
            {"kind": "covers", "mentee": "development_goals", "mentor": "skills", "weight": 30,
             "ordered": True, "serves": ["bench", "depth"]},
            {"kind": "function_at_risk", "weight": 10, "of": "mentee"},
            {"kind": "level_gap", "ideal": 2, "tolerance": 2, "weight": 10},
            {"kind": "closeness", "field": "utc_offset", "full": 0, "none": 6, "weight": 10},
            {"kind": "preference", "weight": 10, "unknown": 0.5},
            {"kind": "overlap", "field": "availability", "weight": 10, "asked_by": "years"},
            {"kind": "same", "field": "location", "weight": 10, "name": "place"},
            {"kind": "lookup", "field": "function", "weight": 5, "otherwise": 0.1,
             "table": {"finance": {"operations": 0.5}, "operations": {"finance": 1}}},
            {"kind": "table", "file": "t.csv", "from": 0, "to": 9, "weight": 5},
            {"kind": "role_successor", "weight": 5},
        ],
        "priority": [{"field": "years", "value": "yes"}, {"field": "location", "value": "Lyon"}],
        "balance": {"spread": 5},
        "optimise": "highest_total",
        "floor": 12.5,
    },
    "communication": {
        "messages": [
            {"audience": "mentors", "subject": "Hello", "on": "2027-01-02", "owner": "HR",
             "announces": "launch", "serves": ["bench"]},
            {"audience": "managers", "subject": "Hello", "on": "2027-01-03"},
        ]
    },
    "training": {
        "mentors": [{"name": "basics", "hours": 2, "due": "2027-01-08", "teaches": ["coaching", "finance"]}],
        "managers": [{"name": "tea", "required": False, "pass_score": 60}],
        "completions": {"file": "done.csv", "columns": {"date": {"column": "On", "dates": "day_first"}}},
        "survey": {
            "file": "after.csv",
            "before": {"file": "before.csv"},
            "scale": {"from": 1, "to": 7},
            "favourable": 6,
            "answers": {"yes": 7},
            "levels": {
                "reaction": ["Worth my time"],
                "learning": [{"column": "I listen", "before": "I listened", "name": "listening"}],
                "behaviour": ["We agreed on goals"],
                "results": ["I can take a new role"],
            },
        },
    },
    "succession": {
        "critical_roles": [
            {"title": "Plant head", "function": "operations", "incumbent": "m1", "former": ["m2", "m3"],
             "exit_risk": "high", "leaves_on": "2028-01-31", "skills": ["coaching"], "successors": 3},
            {"title": "CFO"},
        ],
        "candidates": {"file": "candidates.csv"},
        "advance": 2,
    },
    "expect": {"matched": "97.5%", "lowest_score": 40, "mean_score": 60.5},
}  # fmt: skip


def program(data: Data) -> Program | None:
    """The program of some data; None where it is none."""
    try:
        return Program.model_validate_json(json.dumps(data), strict=True)
    except ValidationError:
        return None


def places(data: Data, at: At = ()) -> Iterator[At]:
    """The way to everything in nested data."""
    yield at
    if isinstance(data, dict | list):
        for step in data if isinstance(data, dict) else range(len(data)):
            yield from places(data[step], (*at, step))


def reached(data: Data, at: At) -> Data:
    for step in at:
        data = data[step]
    return data


def others(value: Data) -> list[Data]:
    """Values near another one, of which a section will take some."""
    match value:
        case bool():
            return [not value, "yes"]
        case int() | float():
            return [value + 1, value + 0.5, str(value)]
        case str() if value[:3] == "202" or value[:3] == "200":
            return [str(dt.date.fromisoformat(value) + dt.timedelta(days=1))]
        case str():
            words = ["analyst", "manager", "match", "wait", "stable", "not_met", "allow", "forbid", "text"]
            return [f"{value}x", "98%", *words, "self", "month_first", "mentees", "retention", "mentor"]
        case list():
            return [value[1:], value[::-1], [*value, value[0]]] if value else []
        case _:
            return []


ALL = [at for at in places(FULL) if at]


def changed(data: Data, at: At, value: Data) -> Data:
    """A copy with another value at a place; None takes the place away."""
    found = copy.deepcopy(data)
    above = reached(found, at[:-1])
    if value is None:
        del above[at[-1]]
    else:
        above[at[-1]] = value
    return found


@st.composite
def edited(draw: st.DrawFn, most: int = 4) -> Program:
    """The full program after some edits that leave it one."""
    data = FULL
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.sampled_from(ALL))
        try:
            value = draw(st.sampled_from([None, *others(reached(data, at))]))
            made = changed(data, at, value)
        except (KeyError, IndexError, TypeError, ValueError):
            continue  # an edit before took the place away
        data = made if program(made) else data
    found = program(data)
    assert found is not None
    return found


def key(change: Change) -> tuple[object, ...]:
    """A change without the order of its details."""
    details = tuple(sorted(map(repr, change.details)))
    return change.section, change.kind, change.subject, change.formerly, details


@given(edited())
def test_a_program_does_not_differ_from_itself(some: Program) -> None:
    assert diff(some, some) == ()


@given(edited(), edited())
def test_a_difference_is_empty_just_where_the_meaning_is_equal(old: Program, new: Program) -> None:
    assert (diff(old, new) == ()) == same(normal(old), normal(new))


@given(edited(), edited())
def test_swapped_sides_swap_every_change(old: Program, new: Program) -> None:
    turned = Counter(key(change.turned) for change in diff(old, new))
    assert turned == Counter(key(change) for change in diff(new, old))


@given(edited(), edited())
def test_every_change_has_words_and_plain_data(old: Program, new: Program) -> None:
    changes = diff(old, new)
    found = Difference(new.name, "old", "new", changes)
    assert json.loads(json.dumps(as_document(found))) == as_document(found)
    assert len(text(found).splitlines()) >= 3 + len(changes)
    assert markdown(found)
    for change in changes:
        assert change.subject
        assert change.details or change.kind in ("added", "removed")
        for each in change.details:
            if change.kind in ("tightened", "loosened", "changed") and not isinstance(each.old, Fraction):
                assert said(each.old) != said(each.new)


@pytest.mark.parametrize("section", [name for name in FULL if name != "version"])
def test_no_edit_is_left_out(section: str) -> None:
    """Every place of the full program, changed in all ways that leave a program of another model."""
    whole = program(FULL)
    assert whole is not None
    tried = 0
    for at in ALL:
        value = reached(FULL, at)
        for edit in [None, *others(value)] if at[0] == section else ():
            new = program(changed(FULL, at, edit))
            if new is not None and new != whole:
                tried += 1
                assert bool(diff(whole, new)) == (not means_the_same(at, value, edit)), (at, edit)
    assert tried >= 1


def means_the_same(at: At, old: Data, new: Data) -> bool:
    """Whether an edit changes only the order of what has none, or how a word of a column map is written."""
    if at[-2:-1] == ("values",):
        return str(new) == str(old) or {old, new} == {True, "yes"}
    unordered = at[-1] in UNORDERED or at[:2] == ("vocabulary", "skills")
    ordered = at[:1] == ("rosters",) and at[-1] == "skills"
    return (
        isinstance(new, list) and unordered and not ordered and sorted(map(str, new)) == sorted(map(str, old))
    )


def rearranged(data: Data, chance: Random, at: At = ()) -> Data:
    """The same meaning: keys and lists without an order in another order."""
    if isinstance(data, dict):
        names = chance.sample(list(data), len(data))
        return {name: rearranged(data[name], chance, (*at, name)) for name in names}
    if isinstance(data, list):
        items = [rearranged(each, chance, (*at, number)) for number, each in enumerate(data)]
        unordered = at[-1] in UNORDERED or at[:2] == ("vocabulary", "skills")
        return chance.sample(items, len(items)) if unordered else items
    return data


@given(st.integers(0, 10**6), st.sampled_from([1, 2, 0.5, 10]))
def test_order_and_units_mean_nothing(seed: int, factor: float) -> None:
    data = rearranged(FULL, Random(seed))  # noqa: S311  # an order, not a secret
    for criterion in data["matching"]["criteria"]:
        criterion["weight"] *= factor
    old, new = program(FULL), program(data)
    assert old is not None
    assert new is not None
    assert diff(old, new) == ()


def test_the_full_program_has_every_rule_criterion_and_constraint() -> None:
    def words(classes: tuple[type, ...], tag: str) -> set[str]:
        return {each.model_fields[tag].annotation.__args__[0] for each in classes}  # type: ignore[attr-defined]

    found = [reached(FULL, at) for at in ALL]
    used = {each.get("rule") or each.get("kind") for each in found if isinstance(each, dict)}
    assert used >= words((*RULES, *CONSTRAINTS), "rule") | words(CRITERIA, "kind")
