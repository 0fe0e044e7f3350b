"""A field that the law protects and that is not private.

What a program knows of somebody's age, gender, faith or health is for the administrator alone: a list
of pairs goes to mentors, mentees and managers. A field that is `private: true` is shown to nobody
else, and can still tell whether a program is fair. Data protection laws ask for care with such
fields; to ask for the mark is our choice.

Bad:

    vocabulary:
      fields:
        date_of_birth: date

Good:

    vocabulary:
      fields:
        date_of_birth: {type: date, private: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._subjects import protected
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    for name, spec in program.vocabulary.fields.items():
        if protected(name) and not spec.private:
            message = f'"{name}" is something that the law protects, and may be shown to others'
            hint = f"write {{type: {spec.type}, private: true}}, or leave the field out"
            yield Remark(message, ("vocabulary", "fields", name), hint)


PROTECTED_NOT_PRIVATE = Lint("MK318", Severity.WARNING, _check, __doc__)
