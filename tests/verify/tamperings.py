"""Ways of making a run lie: each changes what run.json says, a table of the run, or an input."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
Change = Callable[[Document], object]
Part = Callable[[Document], Document]
"""The part of a document that is changed."""


@dataclass(frozen=True)
class Lie:
    """A named change of run.json; `seen` is the least that has to be found where all hashes fit again."""

    name: str
    change: Change
    seen: str = "error"
    """error, warning, or nothing where only the hashes can tell: a text that says no more than its reader
    believes."""


def lies() -> Iterator[Lie]:
    """Every change of run.json."""
    yield from _pairs()
    yield from _scores()
    yield from _figures()
    yield from _unmatched()
    yield from _certificates()
    yield from _head()


def pair_of(document: Document, mentee: str) -> Document:
    """The pair of a mentee."""
    found: Document = next(pair for pair in document["pairs"] if pair["mentee"] == mentee)
    return found


def put(part: Part, **values: object) -> Change:
    """Give a part of the document other values."""
    return lambda document: part(document).update(values)


def add(part: Part, key: str, step: float) -> Change:
    """Add to a number."""
    return lambda document: part(document).update({key: part(document)[key] + step})


def drop(part: Part, key: str) -> Change:
    """Leave a key out."""
    return lambda document: part(document).pop(key)


def pair(mentee: str) -> Part:
    """The pair of a mentee."""
    return lambda document: pair_of(document, mentee)


def certificate(aim: str) -> Part:
    """The certificate of an aim."""
    return lambda document: next(each for each in document["certificates"] if each["aim"] == aim)


def gap(mentee: str) -> Part:
    """An unmatched mentee."""
    return lambda document: next(each for each in document["unmatched"] if each["mentee"] == mentee)


def prices(document: Document) -> Document:
    """The prices of the last certificate."""
    found: Document = document["certificates"][-1]["prices"]
    return found


def gains(document: Document) -> Document:
    """The gains of the last certificate."""
    found: Document = document["certificates"][-1]["gains"]
    return found


def _pairs() -> Iterator[Lie]:
    def swap(one: str, other: str) -> Callable[[Document], None]:
        def change(document: Document) -> None:
            a, b = pair_of(document, one), pair_of(document, other)
            a["mentor"], b["mentor"] = b["mentor"], a["mentor"]

        return change

    def move(mentee: str, mentor: str) -> Callable[[Document], None]:
        return lambda document: pair_of(document, mentee).update(mentor=mentor)

    for one, other in (("e1", "e2"), ("e1", "e5"), ("e2", "e6"), ("e3", "e10"), ("e4", "e6"), ("e5", "e10")):
        yield Lie(f"swap the mentors of {one} and {other}", swap(one, other))
    yield Lie("move a pair to a mentor with free places who speaks another language", move("e1", "m7"))
    yield Lie("exceed a capacity", move("e4", "m2"))
    yield Lie("exceed the cut capacity", move("e6", "m3"))
    yield Lie("use a mentor without places", move("e5", "m5"))
    yield Lie("pair a mentor who does not qualify", move("e1", "m6"))
    yield Lie("pair with oneself under another id", move("e10", "m8"))
    yield Lie("pair with the manager", move("e1", "m2"))
    yield Lie("pair within a department", move("e6", "m4"))
    yield Lie("pair across a forbid", move("e5", "m1"))
    yield Lie("pair across time zones", move("e6", "m4"))
    yield Lie("pair without a common language", move("e10", "m7"))
    yield Lie("pair with a stranger", move("e1", "m99"))
    yield Lie("pair with a mentee", move("e1", "e2"))
    yield Lie("spell a mentor's id otherwise", move("e1", "M3"))
    yield Lie("lose a pair", lambda d: d["pairs"].pop(0))
    yield Lie("lose a pair and count it unmatched", _unmatch("e1"))
    yield Lie("lose all pairs", lambda d: d["pairs"].clear())
    yield Lie("a pair twice", lambda d: d["pairs"].append(copy.deepcopy(d["pairs"][0])))
    yield Lie("a mentee with two mentors", lambda d: d["pairs"].append({**d["pairs"][0], "mentor": "m8"}))
    yield Lie("an unmatched mentee in a pair as well", lambda d: d["pairs"].append(_of("e9", d)))
    yield Lie("a mentee who does not qualify in a pair", lambda d: d["pairs"].append(_of("e7", d)))
    yield Lie("a stranger in a pair", lambda d: d["pairs"].append(_of("e77", d)))
    yield Lie("the best mentor for a mentee who has none, the last one dropped", _bump("e9", "e6"))
    yield Lie("lose a lock", lambda d: d["pairs"].remove(pair_of(d, "e3")))
    yield Lie("move a locked pair", move("e3", "m1"))
    yield Lie("hide that a pair is locked", lambda d: [pair_of(d, "e3").pop(k) for k in ("locked", "waived")])
    yield Lie("hide all waivers", lambda d: pair_of(d, "e3").update(waived=[]))
    yield Lie("hide one waiver", lambda d: pair_of(d, "e3")["waived"].pop())
    yield Lie("a waiver that the lock does not need", lambda d: pair_of(d, "e3")["waived"].append("floor"))
    yield Lie("call a free pair locked", lambda d: pair_of(d, "e1").update(locked=True, waived=[]))
    yield Lie("a waiver without a lock", lambda d: pair_of(d, "e1").update(waived=["level_gap"]))
    yield Lie("hide a training that is still needed", lambda d: pair_of(d, "e6").pop("after"))
    yield Lie("another training", lambda d: pair_of(d, "e6")["after"].update(mentor=["other"]))
    yield Lie("a training that nobody needs", lambda d: pair_of(d, "e1").update(after={"mentee": ["basics"]}))


def _of(mentee: str, document: Document) -> Document:
    return {**copy.deepcopy(pair_of(document, "e6")), "mentee": mentee}


def _unmatch(mentee: str) -> Callable[[Document], None]:
    """A pair less, with everything that counts pairs in step."""

    def change(document: Document) -> None:
        document["pairs"].remove(pair_of(document, mentee))
        document["unmatched"].append({"mentee": mentee, "reason": "places_full", "detail": "."})
        _recount(document)

    return change


def _bump(mentee: str, other: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        _unmatch(other)(document)
        gap = next(gap for gap in document["unmatched"] if gap["mentee"] == mentee)
        document["unmatched"].remove(gap)
        document["pairs"].append({**document["pairs"][0], "mentee": mentee, "mentor": "m2"})

    return change


def _recount(document: Document) -> None:
    scores = [round(pair["score"] * 10_000) for pair in document["pairs"]]
    document["totals"].update(
        matched=len(scores),
        score=sum(scores) / 10_000,
        mean=round(sum(scores) / 10_000 / len(scores), 4),
        lowest=min(scores) / 10_000,
    )
    by_aim = {each["aim"]: each for each in document["certificates"]}
    by_aim["count"].update(value=len(scores), bound=len(scores))
    by_aim["total"].update(value=sum(scores) / 10_000, bound=sum(scores) / 10_000)


def _scores() -> Iterator[Lie]:
    for mentee in ("e1", "e3", "e6"):
        yield Lie(
            f"the score of {mentee} a ten-thousandth higher",
            add(pair(mentee), "score", 0.0001),
        )
    yield Lie("a score of 100", lambda d: pair_of(d, "e2").update(score=100))
    yield Lie("a negative score", lambda d: pair_of(d, "e2").update(score=-1.5))
    yield Lie("every score higher, totals in step", _raise_all)
    for number, criterion in enumerate(("covers", "same", "closeness", "preference", "function at risk")):
        for key, value in (("value", 0.123456), ("weight", 11), ("sentence", "as good as it gets")):
            yield Lie(f"the {key} of {criterion}", _part(number, key, value))
    yield Lie("a blank that was known", _part(3, "unknown", True, "e1"))
    yield Lie("a known value that was blank", _part(3, "unknown", False, "e5"))
    yield Lie("a part's name", _part(0, "criterion", "covers nothing"))
    yield Lie("a part less", lambda d: pair_of(d, "e1")["parts"].pop())
    yield Lie("a part twice", lambda d: pair_of(d, "e1")["parts"].append(pair_of(d, "e1")["parts"][0]))
    yield Lie("parts in another order", lambda d: pair_of(d, "e1")["parts"].reverse())


def _part(number: int, key: str, value: object, mentee: str = "e6") -> Callable[[Document], None]:
    return lambda document: pair_of(document, mentee)["parts"][number].update({key: value})


def _raise_all(document: Document) -> None:
    for pair in document["pairs"]:
        pair["score"] += 1
    _recount(document)


def _figures() -> Iterator[Lie]:
    totals = {"mentees": 10, "matched": 8, "score": 500.0, "mean": 59.796, "lowest": 30.0}
    for key, value in totals.items():
        yield Lie(f"totals: {key}", put(lambda d: d["totals"], **{key: value}))
    yield Lie("totals: a mean of none", lambda d: d["totals"].update(mean=None))
    yield Lie("totals: a mean of too many decimals", lambda d: d["totals"].update(mean=59.79592857))
    yield Lie("a free place more", lambda d: d["free_places"][0].update(places=3))
    yield Lie("a free place less", lambda d: d["free_places"][0].update(places=1))
    yield Lie("hide the free places", lambda d: d["free_places"].clear())
    yield Lie("free places twice", lambda d: d["free_places"].append(d["free_places"][0]))
    yield Lie(
        "free places of a full mentor", lambda d: d["free_places"].append({"mentor": "m1", "places": 1})
    )
    yield Lie(
        "free places of somebody who does not qualify",
        lambda d: d["free_places"].append({"mentor": "m6", "places": 1}),
    )
    yield Lie("a broken promise kept", lambda d: d["expect"][2].update(kept=True))
    yield Lie("a kept promise broken", lambda d: d["expect"][0].update(kept=False))
    yield Lie("less was promised", lambda d: d["expect"][2].update(wanted=50, kept=True))
    yield Lie("more came of a promise", lambda d: d["expect"][2].update(got=91.0))
    yield Lie("a higher share came of a promise", lambda d: d["expect"][0].update(got="80%"))
    yield Lie("drop the broken promise", lambda d: d["expect"].pop())
    yield Lie("promise something else", lambda d: d["expect"][2].update(promise="lowest_score"))
    yield Lie("a promise that nobody made", lambda d: d["expect"].append(d["expect"][0]))
    yield Lie("fewer blocking pairs", lambda d: d.update(blocking_pairs=0))
    yield Lie("more blocking pairs", lambda d: d.update(blocking_pairs=7))
    yield Lie("fewer pairs unchecked", lambda d: d.update(unchecked={"reporting_line": 1}))
    yield Lie("no pairs unchecked", lambda d: d["unchecked"].clear())
    yield Lie("a finding left out", lambda d: d["findings"].pop())
    yield Lie("a finding in other words", lambda d: d["findings"][0].update(message="all is well"))
    yield Lie("a finding on another line", lambda d: d["findings"][0].update(line=3))


def _unmatched() -> Iterator[Lie]:
    reasons = {
        "e7": ("no_eligible_mentor", "below_floor", "places_full"),
        "e8": ("not_eligible", "below_floor", "places_full", "not_in_pool"),
        "e9": ("not_eligible", "no_eligible_mentor", "below_floor", "tier", "quota", "bad luck"),
        "e11": ("not_eligible", "no_eligible_mentor", "places_full"),
    }
    for mentee, others in reasons.items():
        for reason in others:
            yield Lie(f"{mentee} unmatched for {reason}", put(gap(mentee), reason=reason))
    yield Lie("another reason for not qualifying", put(gap("e7"), detail="tenure 1, 2 needed"))
    yield Lie("an unmatched mentee left out", lambda d: d["unmatched"].remove(gap("e8")(d)))
    yield Lie("an unmatched mentee twice", lambda d: d["unmatched"].append(gap("e8")(d)))
    yield Lie("a matched mentee unmatched as well", put(gap("e8"), mentee="e1"))
    yield Lie("a stranger unmatched", lambda d: d["unmatched"].append({**gap("e8")(d), "mentee": "e99"}))
    yield Lie("an unmatched id spelt otherwise", put(gap("e8"), mentee="E8"))
    yield Lie("the detail of a full house", put(gap("e9"), detail="nobody's fault"), "nothing")
    yield Lie("the detail of nobody eligible", put(gap("e8"), detail="pure chance"), "nothing")


def _certificates() -> Iterator[Lie]:
    for aim in ("count", "total"):
        for key in ("value", "bound"):
            yield Lie(f"the {key} of {aim} higher", add(certificate(aim), key, 1))
            yield Lie(f"the {key} of {aim} lower", add(certificate(aim), key, -1))
        yield Lie(f"{aim} not proven", put(certificate(aim), proven=False))
        yield Lie(f"value and bound of {aim} higher", put(certificate(aim), value=500, bound=500))
        yield Lie(f"no certificate of {aim}", _without(aim))
    yield Lie("a certificate twice", lambda d: d["certificates"].append(d["certificates"][0]))
    yield Lie("certificates in another order", lambda d: d["certificates"].reverse())
    yield Lie("no certificates", lambda d: d["certificates"].clear())
    yield Lie("a certificate of another aim", put(certificate("count"), aim="fairness"))
    for mentor in ("m2", "m3", "m4", "m8"):
        yield Lie(f"the price of {mentor} lower", add(prices, mentor, -1))
        yield Lie(f"the price of {mentor} higher", add(prices, mentor, 10**7))
        yield Lie(f"no price of {mentor}", drop(prices, mentor))
    yield Lie("no prices", drop(certificate("total"), "prices"))
    yield Lie("all prices 0", lambda d: prices(d).clear())
    yield Lie("a negative price", put(prices, m7=-5))
    yield Lie("a price beyond 64 bits", put(prices, m7=10**30))
    yield Lie("the price of a stranger", put(prices, m99=1))
    yield Lie("the price of a mentor who does not qualify", put(prices, m6=1))
    for mentee in ("e1", "e5", "e10"):
        yield Lie(f"the gain of {mentee} higher", add(gains, mentee, 1))
        yield Lie(f"the gain of {mentee} lower", add(gains, mentee, -1))
    yield Lie("a gain left out", drop(gains, "e1"))
    yield Lie("no gains", drop(certificate("total"), "gains"))
    yield Lie("a gain of somebody unmatched", put(gains, e9=5))
    yield Lie("a gain of a locked mentee", put(gains, e3=5))
    yield Lie("a gain of a stranger", put(gains, e99=5))
    yield Lie("a negative gain", put(gains, e9=-5))


def _without(aim: str) -> Change:
    return lambda document: document["certificates"].remove(certificate(aim)(document))


def _head() -> Iterator[Lie]:
    yield Lie("another policy", lambda d: d.update(optimise="highest_total"))
    yield Lie("a policy that does not exist", lambda d: d.update(optimise="best"))
    yield Lie("not proven", lambda d: d.update(proven=False))
    yield Lie("another program", lambda d: d.update(program="Somebody else's"))
    yield Lie("another version", lambda d: d.update(mentorkit="9.9.9"), "warning")
    yield Lie("an input's hash", lambda d: d["inputs"][1].update(sha256="0" * 64))
    yield Lie("an input that moved", lambda d: d["inputs"][2].update(path="elsewhere.csv"))
    yield Lie("another program file", lambda d: d["inputs"][0].update(path="mentors.csv"))
    yield Lie("no program among the inputs", lambda d: d["inputs"].pop(0))
    yield Lie("no decisions among the inputs", lambda d: d["inputs"].pop())
    yield Lie("the mentees' file for the mentors", lambda d: d["inputs"][1].update(path="mentees.csv"))
    yield Lie("an input more", lambda d: d["inputs"].append({"role": "table", "path": "x", "sha256": ""}))
    yield Lie("an input twice", lambda d: d["inputs"].append(d["inputs"][1]))
    yield Lie("an unknown key", lambda d: d.update(approved="by nobody"), "nothing")
