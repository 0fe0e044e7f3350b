"""Qualification rules: met, not met, not known or conditional, each with its reason."""

from __future__ import annotations

import datetime as dt
import json
import pkgutil
from decimal import Decimal
from types import ModuleType
from typing import Any, get_args

import pytest

from mentorkit import constraints, criteria, rules
from mentorkit.constraints import CONSTRAINTS
from mentorkit.criteria import CRITERIA
from mentorkit.fields import Value
from mentorkit.people import Person
from mentorkit.rules import RULES, Rule
from mentorkit.vocabulary import Facts, Objective, Vocabulary

VOCABULARY = Vocabulary.model_validate_json(
    json.dumps(
        {
            "levels": ["analyst", "manager", "director"],
            "fields": {
                "tenure_years": "number",
                "endorsed": "yes_no",
                "available_from": "date",
                "communication": {"type": "number", "from": 1, "to": 7},
                "strengths": {"type": "ratings", "from": 1, "to": 5},
            },
        }
    ),
    strict=True,
)
BENCH = Objective(
    id="bench",
    focus="succession_pipeline",
    statement="Two successors",
    skills=("strategic planning", "change leadership"),
)
DEPTH = Objective(id="depth", focus="leadership_depth", statement="More leaders", skills=("coaching",))
NO_SKILLS = Objective(id="reach", focus="skill_development", statement="More people")
FACTS = Facts(VOCABULARY, (BENCH, DEPTH, NO_SKILLS))


BY_WORD: dict[str, type[Rule]] = {get_args(each.model_fields["rule"].annotation)[0]: each for each in RULES}


def rule(**said: Any) -> Rule:
    """A rule as the program file states it."""
    made = BY_WORD[said["rule"]].model_validate_json(json.dumps(said), strict=True)
    assert list(made.problems(FACTS)) == []
    return made


LISTENING = {
    "rule": "rating",
    "field": "communication",
    "at_least": 5,
    "conditional_from": 4,
    "after": "active-listening",
}
COVERS = {"rule": "covers_objectives"}
BASICS = {"rule": "training_completed", "training": "basics"}
FIRST = {"rule": "on_or_after", "field": "available_from", "value": "2027-01-11"}
LAST = {"rule": "on_or_before", "field": "hire_date", "value": "2025-01-01"}


@pytest.mark.parametrize(
    ("said", "values", "outcome", "reason"),
    [
        # answered_yes
        ({"rule": "answered_yes", "field": "endorsed"}, {"endorsed": True}, "met", "endorsed: yes"),
        (
            {"rule": "answered_yes", "field": "endorsed"},
            {"endorsed": False},
            "not_met",
            "endorsed: answered no, must be yes",
        ),
        ({"rule": "answered_yes", "field": "endorsed"}, {}, "not_known", "endorsed not known"),
        ({"rule": "answered_yes", "field": "endorsed", "unknown": "allow"}, {}, "met", "endorsed not known"),
        # at_least
        (
            {"rule": "at_least", "field": "tenure_years", "value": 2},
            {"tenure_years": Decimal(2)},
            "met",
            "tenure years 2",
        ),
        (
            {"rule": "at_least", "field": "tenure_years", "value": 2.5},
            {"tenure_years": Decimal("2.40")},
            "not_met",
            "tenure years 2.4, at least 2.5 needed",
        ),
        (
            {"rule": "at_least", "field": "tenure_years", "value": 0.1},
            {"tenure_years": Decimal("0.1")},
            "met",
            "tenure years 0.1",
        ),
        (
            {"rule": "at_least", "field": "tenure_years", "value": 2},
            {},
            "not_known",
            "tenure years not known",
        ),
        (
            {"rule": "at_least", "field": "tenure_years", "value": 2, "because": "knows the house"},
            {"tenure_years": Decimal(1)},
            "not_met",
            "tenure years 1, at least 2 needed (knows the house)",
        ),
        (
            {"rule": "at_least", "field": "tenure_years", "value": 2, "because": "knows the house"},
            {"tenure_years": Decimal(3)},
            "met",
            "tenure years 3",
        ),
        # at_most
        (
            {"rule": "at_most", "field": "tenure_years", "value": 2},
            {"tenure_years": Decimal("2.0")},
            "met",
            "tenure years 2",
        ),
        (
            {"rule": "at_most", "field": "tenure_years", "value": 2},
            {"tenure_years": Decimal("2.01")},
            "not_met",
            "tenure years 2.01, at most 2 allowed",
        ),
        ({"rule": "at_most", "field": "tenure_years", "value": 2}, {}, "not_known", "tenure years not known"),
        # level_at_least
        ({"rule": "level_at_least", "value": "manager"}, {"level": "manager"}, "met", "is manager"),
        ({"rule": "level_at_least", "value": "manager"}, {"level": "director"}, "met", "is director"),
        (
            {"rule": "level_at_least", "value": "manager"},
            {"level": "analyst"},
            "not_met",
            "is analyst, manager or above needed",
        ),
        ({"rule": "level_at_least", "value": "manager"}, {}, "not_known", "level not known"),
        # level_at_most
        ({"rule": "level_at_most", "value": "manager"}, {"level": "manager"}, "met", "is manager"),
        (
            {"rule": "level_at_most", "value": "manager"},
            {"level": "director"},
            "not_met",
            "is director, manager or below needed",
        ),
        ({"rule": "level_at_most", "value": "manager"}, {}, "not_known", "level not known"),
        # on_or_after, on_or_before
        (FIRST, {"available_from": dt.date(2027, 1, 11)}, "met", "available from 2027-01-11"),
        (
            FIRST,
            {"available_from": dt.date(2027, 1, 10)},
            "not_met",
            "available from 2027-01-10; on or after 2027-01-11 needed",
        ),
        (FIRST, {}, "not_known", "available from not known"),
        (LAST, {"hire_date": dt.date(2025, 1, 1)}, "met", "hire date 2025-01-01"),
        (
            LAST,
            {"hire_date": dt.date(2025, 1, 2)},
            "not_met",
            "hire date 2025-01-02; on or before 2025-01-01 needed",
        ),
        (LAST, {}, "not_known", "hire date not known"),
        # one_of
        (
            {"rule": "one_of", "field": "location", "values": ["Lyon", "Leeds"]},
            {"location": "LEEDS"},
            "met",
            "location LEEDS",
        ),
        (
            {"rule": "one_of", "field": "location", "values": "Lyon"},
            {"location": "Bonn"},
            "not_met",
            "location Bonn; one of Lyon needed",
        ),
        (
            {"rule": "one_of", "field": "languages", "values": ["French", "German"]},
            {"languages": ("English", "french")},
            "met",
            "languages English, french",
        ),
        (
            {"rule": "one_of", "field": "languages", "values": ["French", "German"]},
            {"languages": ("English",)},
            "not_met",
            "languages English; one of French, German needed",
        ),
        (
            {"rule": "one_of", "field": "level", "values": ["manager"]},
            {"level": "manager"},
            "met",
            "level manager",
        ),
        ({"rule": "one_of", "field": "location", "values": "Lyon"}, {}, "not_known", "location not known"),
        # covers_objectives
        (COVERS, {"skills": ("Coaching",)}, "met", "brings coaching (depth)"),
        (
            COVERS,
            {"skills": ("coaching", "strategic planning")},
            "met",
            "brings strategic planning (bench); coaching (depth)",
        ),
        (COVERS, {"skills": ("law",)}, "not_met", "brings no targeted skill; 1 skill of an objective needed"),
        (COVERS, {}, "not_known", "skills not known"),
        (
            {**COVERS, "at_least": 2},
            {"skills": ("coaching", "strategic planning")},
            "not_met",
            "brings strategic planning (bench); coaching (depth); 2 skills of an objective needed",
        ),
        (
            {**COVERS, "at_least": 2},
            {"skills": ("change leadership", "strategic planning")},
            "met",
            "brings strategic planning, change leadership (bench)",
        ),
        (
            {**COVERS, "each": True},
            {"skills": ("coaching",)},
            "not_met",
            "brings coaching (depth); 1 skill of every objective needed",
        ),
        (
            {**COVERS, "each": True},
            {"skills": ("coaching", "change leadership")},
            "met",
            "brings change leadership (bench); coaching (depth)",
        ),
        (
            {**COVERS, "field": "strengths"},
            {"strengths": {"coaching": Decimal(4)}},
            "met",
            "brings coaching (depth)",
        ),
        (
            {**COVERS, "field": "strengths"},
            {"strengths": {"coaching": Decimal(0)}},
            "not_met",
            "brings no targeted skill; 1 skill of an objective needed",
        ),
        # rating
        (LISTENING, {"communication": Decimal(5)}, "met", "communication 5"),
        (
            LISTENING,
            {"communication": Decimal("4.9")},
            "conditional",
            "communication 4.9: 5 needed, or active-listening completed",
        ),
        (
            LISTENING,
            {"communication": Decimal(4)},
            "conditional",
            "communication 4: 5 needed, or active-listening completed",
        ),
        (LISTENING, {"communication": Decimal("3.9")}, "not_met", "communication 3.9, at least 5 needed"),
        (
            LISTENING,
            {"communication": Decimal(4), "training_completed": ("Active-Listening",)},
            "met",
            "communication 4, and active-listening completed",
        ),
        (
            LISTENING,
            {"communication": Decimal(3), "training_completed": ("active-listening",)},
            "not_met",
            "communication 3, at least 5 needed",
        ),
        (LISTENING, {}, "not_known", "communication not known"),
        (
            {**LISTENING, "because": "the bar"},
            {"communication": Decimal(4)},
            "conditional",
            "communication 4: 5 needed, or active-listening completed",
        ),
        (
            {"rule": "rating", "field": "strengths", "at_least": 3},
            {"strengths": {"a": Decimal(5), "b": Decimal(2)}},
            "not_met",
            "strengths 2, at least 3 needed",
        ),
        (
            {"rule": "rating", "field": "strengths", "at_least": 3, "of": "Law"},
            {"strengths": {"law": Decimal(3), "b": Decimal(2)}},
            "met",
            "strengths of Law 3",
        ),
        (
            {"rule": "rating", "field": "strengths", "at_least": 3, "of": "law"},
            {"strengths": {"b": Decimal(5)}},
            "not_known",
            "strengths of law not known",
        ),
        # training_completed
        (BASICS, {"training_completed": ("BASICS", "more")}, "met", "basics completed"),
        (BASICS, {"training_completed": ("more",)}, "conditional", "basics not completed"),
        (BASICS, {}, "conditional", "basics not completed"),
        ({**BASICS, "otherwise": "not_met"}, {}, "not_met", "basics not completed"),
        (
            {**BASICS, "otherwise": "not_met", "because": "safety"},
            {"training_completed": ("more",)},
            "not_met",
            "basics not completed (safety)",
        ),
        ({**BASICS, "unknown": "allow"}, {}, "met", "training completed not known"),
        ({**BASICS, "field": "languages"}, {"languages": ("basics",)}, "met", "basics completed"),
    ],
)
def test_verdict(said: dict[str, Any], values: dict[str, Value], outcome: str, reason: str) -> None:
    verdict = rule(**said).verdict(Person("p", values), FACTS)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("said", "values", "after"),
    [
        (LISTENING, {"communication": Decimal(4)}, "active-listening"),
        (LISTENING, {"communication": Decimal(5)}, ""),
        (LISTENING, {"communication": Decimal(3)}, ""),
        (BASICS, {}, "basics"),
        ({**BASICS, "otherwise": "not_met"}, {}, "basics"),
    ],
)
def test_the_training_that_would_mend_it(said: dict[str, Any], values: dict[str, Value], after: str) -> None:
    assert rule(**said).verdict(Person("p", values), FACTS).after == after


@pytest.mark.parametrize(
    ("said", "name", "uses"),
    [
        ({"rule": "answered_yes", "field": "endorsed"}, "answered_yes endorsed", ("endorsed",)),
        ({"rule": "level_at_least", "value": "manager"}, "level_at_least level", ("level",)),
        (COVERS, "covers_objectives skills", ("skills",)),
        (BASICS, "training_completed basics", ("training_completed",)),
        (
            {"rule": "rating", "field": "strengths", "of": "law", "at_least": 3},
            "rating strengths of law",
            ("strengths",),
        ),
    ],
)
def test_name_and_fields(said: dict[str, Any], name: str, uses: tuple[str, ...]) -> None:
    assert (rule(**said).name, rule(**said).uses()) == (name, uses)


def test_the_verdicts_cover_every_rule() -> None:
    (table,) = test_verdict.pytestmark
    tried = {(said["rule"], outcome) for said, _, outcome, _ in table.args[1]}
    assert {word for word, outcome in tried if outcome == "met"} == set(BY_WORD)
    assert {word for word, outcome in tried if outcome != "met"} == set(BY_WORD)


@pytest.mark.parametrize(
    ("drawer", "names"),
    [(rules, RULES), (criteria, CRITERIA), (constraints, CONSTRAINTS)],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_every_file_of_a_drawer_is_in_its_tuple(drawer: ModuleType, names: tuple[type, ...]) -> None:
    files = sorted(
        f"{drawer.__name__}.{module.name}"
        for module in pkgutil.iter_modules(drawer.__path__)
        if not module.name.startswith("_")
    )
    assert sorted(each.__module__ for each in names) == files


@pytest.mark.parametrize("made", [*RULES, *CRITERIA, *CONSTRAINTS], ids=lambda made: made.__module__)
def test_a_file_is_named_after_the_word_it_brings(made: Any) -> None:
    word = get_args(made.model_fields["kind" if made in CRITERIA else "rule"].annotation)
    assert word == (made.__module__.rpartition(".")[2],)
