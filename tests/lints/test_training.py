"""Lints of the survey and of trainings that nobody must complete."""

from __future__ import annotations

import pytest

from mentorkit.lints.survey_level_empty import SURVEY_LEVEL_EMPTY
from mentorkit.lints.training_for_nobody import TRAINING_FOR_NOBODY
from tests.lints.said import said

EVERY = "{reaction: [a], learning: [b], behaviour: [c], results: [d]}"
NOTHING = "training.survey: the survey asks nothing about"


@pytest.mark.parametrize(
    ("training", "remarks"),
    [
        pytest.param(None, [], id="no section"),
        pytest.param("{mentors: [{name: basics}]}", [], id="no survey"),
        pytest.param(f"{{survey: {{file: s.csv, levels: {EVERY}}}}}", [], id="all four levels"),
        pytest.param(
            "{survey: {file: s.csv, levels: {reaction: [a], results: [d]}}}",
            [f"{NOTHING} learning", f"{NOTHING} behaviour"],
            id="two without",
        ),
        pytest.param(
            "{survey: {file: s.csv}}",
            [f"{NOTHING} {level}" for level in ("reaction", "learning", "behaviour", "results")],
            id="no question at all",
        ),
    ],
)
def test_survey_level_empty(training: str | None, remarks: list[str]) -> None:
    assert said(SURVEY_LEVEL_EMPTY, training=training) == remarks


FREE = "{name: Talks, required: false}"


@pytest.mark.parametrize(
    ("training", "rule", "remarks"),
    [
        pytest.param(None, "", [], id="no section"),
        pytest.param("{mentors: [{name: talks}]}", "", [], id="required"),
        pytest.param(
            f"{{mentors: [{FREE}]}}",
            "",
            ['training.mentors.0: nobody must complete "Talks" for mentors'],
            id="not required",
        ),
        pytest.param(f"{{mentors: [{FREE}], mentees: [{{name: talks}}]}}", "", [], id="required of others"),
        pytest.param(
            f"{{mentors: [{FREE}]}}", "{rule: training_completed, training: TALKS}", [], id="a rule waits"
        ),
        pytest.param(
            f"{{mentors: [{{name: a}}, {FREE}], managers: [{FREE}]}}",
            "",
            [
                'training.mentors.1: nobody must complete "Talks" for mentors',
                'training.managers.0: nobody must complete "Talks" for managers',
            ],
            id="two roles",
        ),
    ],
)
def test_training_for_nobody(training: str | None, rule: str, remarks: list[str]) -> None:
    sections = {"qualification": f"{{mentors: {{require: [{rule}]}}}}"} if rule else {}
    assert said(TRAINING_FOR_NOBODY, training=training, **sections) == remarks
