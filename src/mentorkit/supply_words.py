"""What `supply` found, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from mentorkit.assignment import Assignment
from mentorkit.bars import Bar, Step
from mentorkit.fields import Value, shown, spoken
from mentorkit.program import Program
from mentorkit.recruits import AGAIN, COMMONEST, FAIR_UP_TO, UP_TO, Kind, Recruits
from mentorkit.report import counted
from mentorkit.scores import POINT
from mentorkit.supply import Row, Supply

NAMED = 5
"""Holes of an aspect that a sentence names."""


def summary(
    program: Program,
    found: Supply,
    now: Assignment,
    bars: Sequence[Bar],
    recruits: Recruits,
    limit: int | None,
) -> tuple[str, ...]:
    """What an administrator would pass on, in the order of the tables."""
    sentences = [*_places(found, now), *_holes(found), *_blanks(found), *_aims(program, now)]
    for bar in bars:
        sentences += moved(bar)
    sentences += _recruited(program, recruits)
    longest = max([len(recruits.found), *(len(table.rows) for table in found.tables)])
    if limit is not None and longest > limit:
        sentences.append(f"Tables end after {counted(limit, 'row')}; --limit shows more, csv and json all.")
    return tuple(sentences)


def _places(found: Supply, now: Assignment) -> Iterator[str]:
    row = found.everybody
    said = f"{counted(row.now.places, 'place')} of {counted(row.now.mentors, 'mentor')} for "
    said += f"{counted(row.mentees, 'mentee')}{_each(row, row.now.places)}"
    if row.trained != row.now:
        finished = counted(row.trained.mentors - row.now.mentors, "conditional mentor")
        said += f"; {row.trained.places:,} if {finished} finished the training"
        said += _each(row, row.trained.places)
    yield f"{said}."
    matched = len(now.pairs)
    if matched < min(row.mentees, row.now.places):
        said = f"Of the {row.mentees:,}, {matched:,} can be matched"
        yield f"{said}; hard rules or the floor keep the others from the places that are left."


def _aims(program: Program, now: Assignment) -> Iterator[str]:
    own, used = program.matching.optimise, now.scores.matching.optimise
    if own != used:
        yield (
            f"The bars and the mentors to recruit are worked out under {used}, since {own} takes long with "
            f"more than {FAIR_UP_TO:,} mentees; it matches as many, and its scores may differ."
        )


def _each(row: Row, places: int) -> str:
    return f" ({places / row.mentees:.2f} each)" if row.mentees else ""


def _holes(found: Supply) -> Iterator[str]:
    holes = []
    closed = []
    for table in found.tables:
        empty = [row for row in table.rows if row.mentees and not row.now.places]
        if table.aspect == "language":  # most people speak another one, too
            if table.cut_off:
                have = "has" if table.cut_off == 1 else "have"
                who = counted(table.cut_off, "mentee")
                yield f"{who} {have} no language in common with a mentor who has a place."
            continue
        if empty:
            named = [f"{row.name} ({counted(row.mentees, 'mentee')})" for row in empty[:NAMED]]
            named += [f"{len(empty) - NAMED:,} more"] if len(empty) > NAMED else []
            holes.append(f"{table.aspect} {', '.join(named)}")
        closed += [f"{table.aspect} {row.name}" for row in empty if row.trained.places]
    if holes:
        yield f"There is no place for the mentees of {'; '.join(holes)}."
    if closed:
        more = f" and {len(closed) - NAMED:,} more" if len(closed) > NAMED else ""
        yield f"Conditional mentors, once trained, would close {'; '.join(closed[:NAMED])}{more}."


def _blanks(found: Supply) -> Iterator[str]:
    said = [f"{table.aspect} ({table.blank:,})" for table in found.tables if table.blank]
    if said:
        yield f"Some mentees say nothing of these, and stand in no row there: {', '.join(said)}."


def moved(bar: Bar) -> Iterator[str]:
    """What the next bars on either side of the program's would bring and cost, and whether any is absent."""
    own = next(number for number, step in enumerate(bar.steps) if step.own)
    for other in (*bar.steps[:own][-1:], *bar.steps[own + 1 :][:1]):
        yield _compared(bar, bar.steps[own], other)
    if bar.left_out:
        values = counted(bar.left_out, "other value")
        yield f"{bar.rule.subject}: {values} of the roster, between these, {_were(bar.left_out)} not tried."


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _compared(bar: Bar, own: Step, other: Step) -> str:
    verb = "lowering" if other.at < own.at else "raising"
    what = "the limit" if bar.upper else "the bar"
    said = f"{bar.rule.subject}: {verb} {what} from {shown(own.at)} to {shown(other.at)} would "
    mentors, matched = other.mentors - own.mentors, other.matched - own.matched
    if not mentors:
        return f"{said}change nothing."
    said += f"{'add' if mentors > 0 else 'leave out'} {counted(abs(mentors), 'mentor')} and match "
    said += _more(matched, "mentee") if matched else "as many mentees"
    if own.mean is None or other.mean is None:
        return f"{said}."
    before, after = (f"{float(mean / POINT):.1f}" for mean in (own.mean, other.mean))
    if before == after:
        return f"{said}; the mean score would stay at {before}."
    verb = "rise" if other.mean > own.mean else "fall"
    return f"{said}; the mean score would {verb} from {before} to {after}."


def _more(number: int, noun: str) -> str:
    return f"{abs(number):,} {'more' if number > 0 else 'fewer'} {noun}{'s' * (abs(number) != 1)}"


def _recruited(program: Program, found: Recruits) -> Iterator[str]:
    policy = program.matching.optimise
    if found.way == "unavailable":
        yield (
            f"Whom to recruit next is not worked out for optimise: {policy} with more than {UP_TO:,} "
            "mentees; with most_matched it is."
        )
        return
    if not found.found:
        return
    best = found.found[0]
    if best.matched > 0 or best.points > 0:
        gain = f"match {_more(best.matched, 'mentee')} and " if best.matched else ""
        verb = "add" if best.points >= 0 else "take away"
        yield (
            f"Whom to recruit next: one more mentor with {described(found.fields, best.kind)} would "
            f"{gain}{verb} {abs(best.points) / POINT:,.1f} points of score."
        )
    else:
        yield "Whom to recruit next: no kind of mentor in the roster would bring anything more."
    looked = ", ".join(map(spoken, found.fields))
    said = f"A kind is what criteria and hard rules look at ({looked}); one more comes with "
    said += f"{counted(found.places, 'place')} and no wishes"
    if found.way == "solved":
        tried = f"the {AGAIN} that would bring most under most_matched were"
        tried = tried if found.kinds > AGAIN else "each was"
        yield f"{said}. Of {counted(found.kinds, 'kind')}, {tried} matched again under {policy}."
    elif found.kinds > len(found.found):
        yield f"{said}. Of {counted(found.kinds, 'kind')} in the roster these are the {COMMONEST} commonest."
    else:
        yield f"{said}."


def described(fields: Sequence[str], kind: Kind) -> str:
    """A kind of mentor on screen: what it says of each field."""
    return ", ".join(_said(field, kind.values) for field in fields) or "any"


def _said(field: str, values: Mapping[str, Value]) -> str:
    if field not in values:
        return f"no {spoken(field)}"
    return f"{spoken(field)} {text(values[field], ' + ')}"


def text(value: Value, between: str = "; ") -> str:
    """A field's value in one cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return shown(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return between.join(f"{name} {shown(rating)}" for name, rating in value.items())
    return value if isinstance(value, str) else between.join(value)
