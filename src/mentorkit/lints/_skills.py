"""What lints of an objective's skills share: one remark an objective, with the skills it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mentorkit.finding import Steps
from mentorkit.lints._base import Remark
from mentorkit.program import Program
from mentorkit.vocabulary import Objective


def about_skills(
    program: Program, found: Callable[[Objective, str], bool], what: str, hint: str
) -> Iterator[Remark]:
    """A remark on every objective with skills for which nothing is found; on a single skill, at its place."""
    for number, objective in enumerate(program.objectives):
        missing = [place for place, skill in enumerate(objective.skills) if not found(objective, skill)]
        if not missing:
            continue
        at: Steps = ("objectives", number, "skills")
        named = _listed([objective.skills[place] for place in missing])
        message = f'{what} {named}, {_counted(len(missing))} of the objective "{objective.id}"'
        yield Remark(message, (*at, missing[0]) if len(missing) == 1 else at, hint)


def _listed(words: list[str]) -> str:
    quoted = [f'"{word}"' for word in words]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _counted(number: int) -> str:
    return "a skill" if number == 1 else "skills"
