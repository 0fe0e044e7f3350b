"""A decision by what the law protects.

Age, gender, ethnicity, religion, disability and the like must not decide who gets a mentor or which
one: in many countries that is unlawful even where it is kindly meant. It also helps little: what pairs
share in values and interests matters more than who they are on paper (Eby et al. 2013).

Fields are known by the English words in their names, wherever they decide: qualification, pool, hard
rules, criteria, priority. A wish that mentees state themselves (`asked_by`) makes a criterion easier to
defend; let a lawyer see it, and write the reason into an ignore.

Bad:

    vocabulary:
      fields:
        gender: {type: text, private: true}
    matching:
      criteria:
        - {kind: same, field: gender, weight: 40}
        - {kind: overlap, field: languages, weight: 60}

Good:

    vocabulary:
      fields:
        interests: list
    matching:
      criteria:
        - {kind: overlap, field: interests, weight: 40}
        - {kind: overlap, field: languages, weight: 60}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._subjects import protected
from mentorkit.lints._uses import uses
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    for use in uses(program):
        if protected(use.field):
            message = f'{use.what} decides by "{use.field}", which the law of many countries protects'
            hint = "leave it out; use it to see afterwards whether the program was fair"
            yield Remark(message, use.path, hint)


PROTECTED_ATTRIBUTE = Lint("MK317", Severity.WARNING, _check, __doc__)
