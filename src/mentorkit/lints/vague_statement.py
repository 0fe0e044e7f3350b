"""A statement so general that it could stand in any program.

"Improve leadership" names no figure, no skill, no role and no part of the organisation, so nobody can
tell which mentors it needs, whom to pair, or whether it came true (practice 1: specific goals). The
sentence is also what mentors, mentees and managers will read. Only statements that hold nothing but
such general words are reported; which words those are is our choice.

Bad:

    objectives:
      - id: leaders
        focus: succession_pipeline
        statement: Improve leadership across the organisation

Good:

    objectives:
      - id: leaders
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program
from mentorkit.vocabulary import Objective
from mentorkit.wording import mentions, words

_LINKING = frozenset(
    words("""
        a across all an and are as at be been by each every everybody everyone for from has have in into is
        it its more most of on or our s so that the their them they this through throughout to us we who
        will with within
    """)
)
_DOING = frozenset(
    words("""
        accelerate aim aims become becoming boost boosting build building create creating cultivate deepen
        deliver develop developing drive driving empower enable encourage enhance enhancing ensure foster
        fostering goal grow growing help helping improve improved improves improving increase increasing
        invest leverage make making maximise maximize nurture objective optimise optimize promote promoting
        provide raise raising strengthen strengthening support supporting unlock
    """)
)
_GENERAL = frozenset(
    words("""
        best better capabilities capability capable career careers company competence competences competency
        culture depth development effective effectiveness employee employees engagement excellence future
        generation good great greater growth high higher key leader leaders leadership mentee mentees mentor
        mentoring mentors next organisation organisational organization organizational overall people
        performance personal pipeline potential professional program programme programs quality skill skills
        staff strong stronger success successful succession talent talented talents team teams top workforce
    """)
)
_TO_COME = frozenset(words("confirmed decided defined tba tbc tbd todo"))
EMPTY = _LINKING | _DOING | _GENERAL | _TO_COME
"""Words that say nothing about one program in particular, in English."""


def _check(program: Program) -> Iterator[Remark]:
    for number, objective in enumerate(program.objectives):
        if EMPTY.issuperset(words(objective.statement)) and not _names_something(program, objective):
            message = f'"{objective.statement}" names no figure, skill, role or function'
            hint = "say what will be different for whom: how many, in which role or part of the organisation"
            yield Remark(message, ("objectives", number, "statement"), hint)


def _names_something(program: Program, objective: Objective) -> bool:
    """A skill or function may be called by general words, such as people development."""
    skills = program.vocabulary.skills
    named = [*objective.skills, *skills, *(word for others in skills.values() for word in others)]
    # A skill of one such word, leadership, is as vague as the sentence.
    known = [*(skill for skill in named if len(words(skill)) > 1), *objective.functions_at_risk]
    return any(mentions(objective.statement, word) for word in known)


VAGUE_STATEMENT = Lint("MK111", Severity.WARNING, _check, __doc__)
