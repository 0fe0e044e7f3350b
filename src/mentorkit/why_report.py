"""What `why` shows: a mentee's mentor and its reasons, what others would cost, and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from mentorkit import remedy_report
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.remedy import Remedy
from mentorkit.report import Cell, Column, Document, Listing, Report, counted, listing, named
from mentorkit.scores import POINT, PairPart
from mentorkit.what_if import Difference, Move
from mentorkit.why import Pair, Why

MOVED = "Who would have another mentor"


def report(program: Program, found: Why) -> Report:
    """The report on one mentee."""
    own, asked = found.own, found.asked
    shown, forced = asked or own, asked.moves if asked else ()
    remedy, same = found.remedy, _same(found)
    document: Document = {
        "mentee": found.standing.person.id,
        "state": found.standing.state,
        "optimise": found.optimise,
        "locked": found.decided,
        "mentor": own.mentor.id if own else None,
        "score": own.points / POINT if own else None,
        "reason": found.gap.reason if found.gap else None,
        "detail": found.gap.detail if found.gap else None,
        "pair": _pair(shown) if shown else None,
        "loss": _loss(asked.loss) if asked and asked.loss else None,
        "moves": _moves(forced),
        "alternatives": [
            {"mentor": each.mentor.id, "score": each.points / POINT, "loss": _loss(each.loss)}
            for each in found.alternatives
        ],
        "change": _change(remedy) if remedy else None,
    }
    who = _called(found.standing.person)
    title = f"{program.name}: why {who}" + (f" and {_called(asked.mentor)}" if asked else "")
    listings = (
        _part_listing(
            "parts", f"Score with {_called(own.mentor)}" if own else "Score", None if same else own
        ),
        _part_listing("pair", f"Score with {_called(asked.mentor)}" if asked else "Score asked for", asked),
        _move_listing("moves", f"{MOVED} with a lock on {_called(asked.mentor)}" if asked else MOVED, forced),
        _next_listing(found),
        _move_listing(
            "change",
            f"{MOVED} with the best single change, {remedy_report.change(remedy)}" if remedy else MOVED,
            remedy.moves if remedy else (),
        ),
    )
    return Report(title, listings, document, tuple(_summary(found)))


def _same(found: Why) -> bool:
    """Whether the mentor that was asked for is the one that the mentee has."""
    own, asked = found.own, found.asked
    return own is not None and asked is not None and own.mentor.key == asked.mentor.key


def _pair(pair: Pair) -> Document:
    return {
        "mentor": pair.mentor.id,
        "allowed": not pair.hurdles,
        "hurdles": [{"rule": each.rule, "because": each.because} for each in pair.hurdles],
        "score": pair.points / POINT,
        "parts": [_part(part) for part in pair.parts],
    }


def _part(part: PairPart) -> dict[str, Any]:
    return {
        "criterion": part.criterion,
        "weight": _plain(part.weight, 4),
        "value": _plain(part.part.value, 6),
        "unknown": part.part.unknown,
        "score": part.points / POINT,
        "sentence": part.part.sentence,
    }


def _plain(number: Fraction, digits: int) -> int | float:
    value = round(float(number), digits)
    return int(value) if value.is_integer() else value


def _loss(loss: Difference) -> Document:
    found: Document = {"matched": loss.matched, "score": loss.total / POINT}
    if loss.served:
        found["tiers"] = list(loss.served)
    if loss.lowest:
        found["lowest"] = loss.lowest / POINT
    return found


def _moves(some: Sequence[Move]) -> list[Document]:
    return [
        {
            "mentee": each.mentee.id,
            "from": each.before.id if each.before else None,
            "to": each.after.id if each.after else None,
        }
        for each in some
    ]


def _change(remedy: Remedy) -> Document:
    found = remedy_report.document(remedy) or {}
    return found | {"loss": _loss(remedy.loss), "moves": _moves(remedy.moves)}


def _called(person: Person) -> str:
    return named(person.id, person.text("name"))


def _part_listing(name: str, title: str, pair: Pair | None) -> Listing:
    columns = [
        Column("mentor"),
        Column("criterion", "Criterion"),
        Column("weight", "Weight", number=True),
        Column("value", "Value", number=True),
        Column("score", "Score", number=True, decimals=1),
        Column("sentence", "Why"),
    ]
    rows: list[dict[str, Cell]] = []
    if pair is not None:
        rows = [{"mentor": pair.mentor.id, **_part(part)} for part in pair.parts]
    return listing(name, title, columns, rows)


def _move_listing(name: str, title: str, some: Sequence[Move]) -> Listing:
    columns = [
        Column("mentee", "Mentee"),
        Column("from", "From"),
        Column("to", "To"),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "mentee": _called(each.mentee),
            "from": _called(each.before) if each.before else "nobody",
            "to": _called(each.after) if each.after else "nobody",
        }
        for each in some
    ]
    return listing(name, title, columns, rows)


def _next_listing(found: Why) -> Listing:
    columns = [
        Column("on_screen", "Mentor", in_files=False),
        Column("mentor"),
        Column("score", "Score", number=True, decimals=1),
        Column("matched", "Fewer matched", number=True),
        Column("loss", "Total score lost", number=True, decimals=1),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "on_screen": _called(each.mentor),
            "mentor": each.mentor.id,
            "score": each.points / POINT,
            "matched": each.loss.matched,
            "loss": each.loss.total / POINT,
        }
        for each in found.alternatives
    ]
    title = {
        "cost": "Mentors that come next",
        "liking": "Mentors that the mentee likes best",
    }[found.next_by]
    return listing("alternatives", title, columns, rows)


def _summary(found: Why) -> list[str]:
    who, gap, asked = _called(found.standing.person), found.gap, found.asked
    best = "the stable set" if found.optimise == "stable" else "the best set of pairs"
    if gap is not None and gap.reason == "not_eligible":
        return [f"{who} cannot be matched: {gap.detail}."]
    if gap is not None and gap.reason == "not_in_pool":
        return [f"{who} is not in the pool: {gap.detail}."]
    if found.own is not None:
        mentor, score = _called(found.own.mentor), _score(found.own.points)
        how = "by a decision" if found.decided else f"in {best}"
        said = [f"{who} has {mentor} {how}, score {score}."]
    else:
        said = [f"{who} has no mentor in {best}: {gap.detail if gap else ''}."]
    if asked is not None:
        said += _pair_sentences(
            asked, same=found.own is not None and asked.mentor.key == found.own.mentor.key
        )
    if found.remedy is not None:
        said.append(_remedy_sentence(found.remedy))
    elif found.own is None:
        said.append(_no_remedy(found))
    return said


def _pair_sentences(pair: Pair, *, same: bool) -> list[str]:
    mentor, score, loss = _called(pair.mentor), _score(pair.points), pair.loss
    if pair.hurdles:
        reasons = "; ".join(
            f"{each.rule} ({each.because})" if each.because else each.rule for each in pair.hurdles
        )
        said = [f"{mentor} is not allowed: {reasons}. The pair would score {score}."]
    else:
        said = [f"{mentor} is allowed; the pair scores {score}."]
    if loss is None:
        return [*said, "The pair cannot be forced."]
    if same:
        return [*said, "It is the pair that was chosen."]
    waived = f" with a waiver of {', '.join(each.rule for each in pair.hurdles)}" if pair.hurdles else ""
    return [*said, f"A lock{waived} would {_costs(loss)}; {_others(pair.moves)}."]


def _remedy_sentence(remedy: Remedy) -> str:
    return f"The best single change: {remedy_report.said(remedy)}; {_others(remedy.moves)}."


def _others(moves: Sequence[Move]) -> str:
    many = len(moves) - 1
    return (
        f"{counted(many, 'other mentee')} would have another mentor or none" if many else "nobody else moves"
    )


def _no_remedy(found: Why) -> str:
    said = "No single change (a rule waived, one more place, a lower floor) would give them a mentor"
    if not found.alternatives:
        return f"{said}; with --mentor, this command says what a lock would cost."
    first = found.alternatives[0]
    return f"{said}; a lock with {_called(first.mentor)} would, and {_costs(first.loss)}."


def _costs(loss: Difference) -> str:
    """What is lost or won, as `would …`."""
    if loss.nothing:
        return "cost nothing"
    count = "match as many"
    if loss.matched:
        word = "fewer" if loss.matched > 0 else "more"
        count = f"match {abs(loss.matched)} {word}"
    tiers = [
        f"{abs(number)} {'fewer' if number > 0 else 'more'} of priority {tier}"
        for tier, number in enumerate(loss.served, 1)
        if number
    ]
    said = [count + (f" ({', '.join(tiers)})" if tiers else "")]
    for what, points in (("lowest score", loss.lowest), ("total score", loss.total)):
        if points:
            said.append(f"{'lower' if points > 0 else 'raise'} the {what} by {_score(abs(points))}")
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]


def _score(points: int) -> str:
    """Points as an exact score, without zeros at its end."""
    whole, rest = divmod(points, POINT)
    return f"{whole:,}.{rest:04}".rstrip("0").rstrip(".")
