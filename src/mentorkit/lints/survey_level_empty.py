"""A level of the survey without a question.

That people liked a training says little about whether they learned from it, and that they learned little
about whether they do anything otherwise. Kirkpatrick's four levels ask for each in turn: reaction, learning,
behaviour and results (Kirkpatrick & Kirkpatrick 2006). A survey that stops early cannot tell which link is
broken.

Bad:

    training:
      mentors: [{name: mentoring basics, hours: 3}]
      survey:
        file: survey.csv
        levels:
          reaction: [The training was worth my time]

Good:

    training:
      mentors: [{name: mentoring basics, hours: 3}]
      survey:
        file: survey.csv
        levels:
          reaction: [The training was worth my time]
          learning: [{column: I listen without advising, before: "Before: I listen without advising"}]
          behaviour: [We hold to the goals that we agreed]
          results: [My mentee has taken on something new]
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    survey = program.training.survey if program.training else None
    if survey is None:
        return
    for level in type(survey.levels).model_fields:
        if not getattr(survey.levels, level):
            hint = f"add a question on {level} under levels, or say in an ignore who asks it elsewhere"
            yield Remark(f"the survey asks nothing about {level}", ("training", "survey"), hint)


SURVEY_LEVEL_EMPTY = Lint("MK513", Severity.NOTE, _check, __doc__)
