"""The Python interface: a program at hand, and what the commands would say of it.

Every method walks the same path as the command of its name.
"""

from __future__ import annotations

import os
import time as clock
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from mentorkit import load, review
from mentorkit.definition import Given, document, understood
from mentorkit.finding import CannotRun, Finding, has_errors, nearest
from mentorkit.frames import finding_frame, held
from mentorkit.people import Role
from mentorkit.pooling import Pooling
from mentorkit.prepared import Prepared, gather, prepare
from mentorkit.previous_files import Following
from mentorkit.program import Matching
from mentorkit.results import Pairings, Problems, Result, Run, sound

Side = Literal["mentors", "mentees"]
Table = str | Path | pd.DataFrame
"""A CSV or Excel file, or its rows at hand."""


def open_program(
    path: str | Path,
    *,
    mentors: Table | None = None,
    mentees: Table | None = None,
    people: Table | None = None,
) -> Program:
    """A program file, with other rosters in place of its own where given: files or DataFrames.

    Raises Problems where the file has errors, and CannotRun where there is none.
    """
    found, findings = load.program(str(path))
    if found is None:
        raise Problems(findings)
    given = {"mentors": mentors, "mentees": mentees, "people": people}
    return Program(found, {role: _given(table, role) for role, table in given.items()}, findings)


def open_run(folder: str | Path) -> Run:
    """A run folder that `match --out` or `Pairings.save` wrote. Raises CannotRun."""
    return Run(str(folder))


def _given(table: Table | None, what: str) -> Given | None:
    if table is None:
        return None
    if isinstance(table, pd.DataFrame):
        return held(table, what)
    given: object = table  # whatever the types say, a list of files is easily given
    if not isinstance(given, str | os.PathLike):
        raise CannotRun(f"{what}: give one file or one table, not a {type(given).__name__}")
    return str(given)


class Program:
    """A program that was read; `open_program` makes it. Rosters are read by the methods, each time anew."""

    def __init__(
        self, definition: load.Definition, files: dict[str, Given | None], findings: Sequence[Finding]
    ) -> None:
        """A definition, files in place of its rosters, and warnings of the program file."""
        self._definition = definition
        self._findings = tuple(findings)
        roles: tuple[Role, ...] = ("mentors", "mentees", "people")
        self._files: dict[Role, Given | None] = {role: files.get(role) for role in roles}

    @property
    def name(self) -> str:
        """What the program is called."""
        return self._definition.program.name

    @property
    def path(self) -> Path:
        """The program file."""
        return self._definition.path

    def __repr__(self) -> str:
        return f"{self.name} ({self.path.as_posix()})"

    def check(
        self, *, rosters: bool = False, select: Sequence[str] = (), ignore: Sequence[str] = ()
    ) -> pd.DataFrame:
        """What `mentorkit check` says of it, a row a finding; with rosters, of those, too."""
        chosen = review.choice(select, ignore)
        loaded = understood(document(str(self.path)))
        people, wrong = None, list[Finding]()
        if loaded.definition is not None and rosters:
            cohort, wrong = load.cohort(loaded.definition, self._files)
            people = None if has_errors(wrong) else (cohort.mentors, cohort.mentees)
        found = review.review(loaded, chosen, people, wrong)
        return finding_frame(review.settled([found], chosen))

    def qualify(self, of: Side | None = None) -> Result:
        """Who may take part and why: everyone, or only mentors or mentees. Raises Problems."""
        from mentorkit.qualification import qualify
        from mentorkit.qualification_report import report

        findings = list(self._findings)
        rosters = []
        sides: tuple[Side, ...] = ("mentors", "mentees")
        for role in sides if of is None else (_side(of),):
            roster, _, wrong = load.qualifying(self._definition, role, self._files[role])
            rosters.append(roster)
            findings += wrong
        sound(findings)
        plan = self._definition.program
        facts = plan.facts()
        return Result(report(plan, facts, [qualify(plan, each, facts) for each in rosters]), findings)

    def pool(self, of: Side | None = None) -> Result:
        """The first cohort, who waits, and what the quotas cost. Raises Problems and CannotRun."""
        from mentorkit import pool_choice

        side = None if of is None else _side(of)
        rosters, inputs, wrong = pool_choice.read(self._definition, side, self._files)
        findings = [*self._findings, *wrong]
        sound(findings)
        made, findings = pool_choice.choose(self._definition, side, rosters, inputs, findings)
        if made is None:
            raise Problems(findings)
        return Result(made, findings)

    def scores(
        self,
        *,
        parts: bool = False,
        decisions: Table | None = None,
        pool: str | Path | Literal[False] | None = None,
    ) -> pd.DataFrame:
        """Every allowed pair's score, a row a pair; with parts, each criterion's share. Raises Problems."""
        from mentorkit.export.score_rows import score_columns

        return pd.DataFrame(score_columns(self._prepared(decisions, pool).scores, parts=parts))

    def why(
        self,
        mentee: str,
        mentor: str | None = None,
        *,
        decisions: Table | None = None,
        pool: str | Path | Literal[False] | None = None,
    ) -> Result:
        """Why a mentee has their mentor or none, and what another would cost. Raises Problems, CannotRun."""
        from mentorkit.called import key
        from mentorkit.why import why
        from mentorkit.why_report import report

        path = self._prepared(decisions, pool)
        who = key(path.mentees, mentee)
        other = None if mentor is None else key(path.mentors, mentor)
        found = why(path.program, path.scores, path.mentors, path.mentees, who, other)
        return Result(report(path.program, found), path.findings)

    def match(
        self,
        *,
        optimise: str | None = None,
        decisions: Table | None = None,
        previous: str | Path | Run | None = None,
        moves: int = 0,
        meetings: str | Path | None = None,
        pool: str | Path | Literal[False] | None = None,
        compare: bool = False,
        robust: int | None = None,
        seed: int = 1,
        changes: bool | None = None,
        costs: int = 50,
        time: float | None = None,
    ) -> Pairings:
        """The best pairs. The options are those of `mentorkit match`.

        `optimise` takes the place of the program's; `pool` is a list in place of the program's pool, or False
        for none. Raises Problems where an input has errors, and CannotRun.
        """
        from mentorkit.assignment import Stopped
        from mentorkit.matched import matched

        if previous is None and (moves or meetings is not None):
            raise CannotRun(f"{'moves' if moves else 'meetings'} needs previous, the run to follow")
        if moves and (compare or robust is not None):
            raise CannotRun(
                "compare and robust match again, and do not know which pairs move; leave out moves"
            )
        following = None
        if previous is not None:
            run = previous.folder if isinstance(previous, Run) else previous
            following = Following(str(run), moves, None if meetings is None else str(meetings))
        path = self._prepared(decisions, pool, following, optimise)
        until = None if time is None else clock.monotonic() + time
        try:
            found = matched(
                path,
                Quiet(until),
                compare=compare,
                robust=robust,
                seed=seed,
                costs=costs,
                changes=changes,
            )
        except Stopped:
            raise CannotRun("the time was over before there were any pairs; give more seconds") from None
        return Pairings(found, path.findings, self._unsaved(path, decisions))

    def _prepared(
        self,
        decisions: Table | None,
        pool: str | Path | Literal[False] | None,
        following: Following | None = None,
        optimise: str | None = None,
    ) -> Prepared:
        """Everything that stands before the solver. Raises Problems and CannotRun."""
        asked = Pooling(None if pool is None or pool is False else str(pool), off=pool is False)
        definition, wrong = _aiming(self._definition, optimise)
        findings = [*self._findings, *wrong]
        sound(findings)
        read, wrong = gather(definition, self._files, _given(decisions, "decisions"), following, asked)
        findings += wrong
        sound(findings)
        made, findings = prepare(read, findings)
        if made is None:
            raise Problems(findings)
        return made

    def _unsaved(self, path: Prepared, decisions: Table | None) -> str:
        """Why a run could not be checked against its files."""
        inside: list[str] = [role for role, table in self._files.items() if isinstance(table, load.Held)]
        inside += ["decisions"] if isinstance(decisions, pd.DataFrame) else []
        if inside:
            named = " and ".join(inside)
            hint = f'write them down with to_csv("{inside[0]}.csv", index=False) and name the file'
            return f"the {named} are in no file, so that the run could not be verified; {hint}"
        ours, theirs = path.program.matching.optimise, self._definition.program.matching.optimise
        if ours != theirs:
            said = f"the program says optimise: {theirs}, the pairs were made by {ours}"
            return f"{said}; change the program file, so that the run can be verified"
        return ""


def _side(of: str) -> Side:
    if of not in get_args(Side):
        raise CannotRun(f'of: "{of}" is neither mentors nor mentees')
    return "mentors" if of == "mentors" else "mentees"


def _aiming(definition: load.Definition, optimise: str | None) -> tuple[load.Definition, list[Finding]]:
    """The definition with another aim, and what does not fit it then. Raises CannotRun."""
    if optimise is None:
        return definition, []
    from mentorkit.consistency import problems

    known = get_args(Matching.model_fields["optimise"].annotation)
    if optimise not in known:
        raise CannotRun(f'optimise: there is no policy "{optimise}"; {nearest(optimise, known)}')
    program = definition.program
    matching = program.matching.model_copy(update={"optimise": optimise})
    program = program.model_copy(update={"matching": matching})
    found = [
        Finding(each.code, each.message, definition.source.heading(each.path), each.hint)
        for each in problems(program)
    ]
    return replace(definition, program=program), found


class Quiet:
    """Follows a search without a word, to a moment of the clock."""

    def __init__(self, until: float | None) -> None:
        """Seconds of the clock at which to end; None: when it is done."""
        from mentorkit.assignment import Watch

        self._until = until
        self.watch = Watch(stop=self.over)
        """Ends when the time is over."""
        self.patient = Watch()
        """Goes on until it is done."""

    def over(self) -> bool:
        """Whether the time is over."""
        return self._until is not None and clock.monotonic() >= self._until

    def clear(self) -> None:
        """Nothing is ever shown."""
