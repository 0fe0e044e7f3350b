"""What somebody may not read stands in nothing that they get, whatever the program makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from importlib import resources
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mentorkit import template_files
from mentorkit.export.letter_files import letter_files
from mentorkit.export.templated import Templates, letter_texts, pack_files
from mentorkit.fields import Value
from mentorkit.letters import letters
from mentorkit.packs import packs
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.qualification import qualify
from mentorkit.readers import AUDIENCES
from mentorkit.recipients import Cast, Outcome
from mentorkit.run import Record
from mentorkit.vocabulary import Audience

FIELDS = ["alpha", "beta", "gamma", "delta"]
TYPES = {"alpha": "text", "beta": "list", "gamma": "number", "delta": "text"}
CRITERIA: list[dict[str, Any]] = [
    {"kind": "same", "field": "alpha"},
    {"kind": "same", "mentee": "alpha", "mentor": "delta", "name": "crossed"},
    {"kind": "overlap", "field": "beta"},
    {"kind": "covers", "field": "beta"},
    {"kind": "closeness", "field": "gamma", "full": 0, "none": 99_999_999},
    {"kind": "lookup", "field": "delta", "table": {}, "otherwise": 0.5},
    {"kind": "preference", "field": "beta"},
    {"kind": "same", "field": "location", "asked_by": "agreed"},
]
RULES: list[dict[str, Any]] = [
    {"rule": "one_of", "field": "alpha", "values": ["qalphax"]},
    {"rule": "at_least", "field": "gamma", "value": 99_999_999},
    {"rule": "one_of", "field": "beta", "values": ["qbetax"]},
]


def person(name: str) -> Person:
    """Someone whose every cell tells which field it is of."""
    number = Decimal(f"77{ord(name[0])}{ord(name[1])}3")
    values: dict[str, Value] = {
        "name": f"Name {name}", "email": f"{name}@example.org", "location": "Lyon", "manager": "boss",
        "alpha": "qalphacommon", "gamma": number, "delta": f"qdelta{name}",
        "agreed": True, "beta": ("qbetacommon", f"qbeta{name}"),
    }  # fmt: skip
    return Person(name, values)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A program whose fields have any readers, with criteria and rules on them."""
    fields: dict[str, Any] = {"agreed": {"type": "yes_no"}}
    for name in FIELDS:
        fields[name] = {"type": TYPES[name]}
        if draw(st.booleans()):
            fields[name]["private"] = True
        elif draw(st.booleans()):
            fields[name]["readers"] = draw(st.lists(st.sampled_from(AUDIENCES), unique=True))
    criteria = draw(st.lists(st.sampled_from(CRITERIA), min_size=1, unique_by=str))
    rules = draw(st.lists(st.sampled_from(RULES), max_size=2, unique_by=str))
    document = {
        "version": 1,
        "name": "Test",
        "rosters": {"mentors": {"file": "a"}, "mentees": {"file": "b"}},
        "vocabulary": {"fields": fields},
        "matching": {"criteria": [{**each, "weight": 1} for each in criteria]},
        "qualification": {"mentees": {"require": rules}},
    }
    return Program.model_validate_json(json.dumps(document))


def outcome(program: Program, mentors: Roster, mentees: Roster) -> Outcome:
    """The first mentee with the first mentor, the others with nobody, as a run says it."""
    facts = program.facts()
    mentor, mentee = mentors.people[0], mentees.people[0]
    parts = []
    for criterion in program.matching.criteria:
        part = criterion.part(mentee, mentor, facts)
        parts.append(
            {
                "criterion": criterion.label, "weight": 1, "value": float(part.value),
                "unknown": part.unknown, "sentence": part.sentence,
            }
        )  # fmt: skip
    judged = qualify(program, mentees, facts)
    gaps = [
        {"mentee": each.person.id, "reason": "not_eligible", "detail": each.reason}
        for each in judged.standings[1:]
    ]
    record: dict[str, Any] = {
        "mentorkit": "0", "program": "Test", "optimise": "most_matched", "proven": True, "inputs": [],
        "pairs": [{"mentee": mentee.id, "mentor": mentor.id, "score": 12.5, "parts": parts}],
        "unmatched": gaps, "free_places": [{"mentor": mentors.people[1].id, "places": 1}],
        "totals": {"mentees": 2, "matched": 1, "score": 12.5, "mean": 12.5, "lowest": 12.5},
        "expect": [], "findings": [], "certificates": [], "blocking_pairs": 0, "unchecked": {}, "files": {},
        "sha256": "",
    }  # fmt: skip
    found = Record.model_validate_json(json.dumps(record))
    return Outcome(found, qualify(program, mentors, facts), judged)


def secrets(program: Program, audience: Audience) -> Iterator[str]:
    """What stands in the cells that an audience may not read, and what follows from them."""
    for name in FIELDS:
        field = program.vocabulary.fields[name]
        if field.private or audience not in field.readers:
            yield f"q{name}" if TYPES[name] != "number" else "77"


PACKAGED = {
    name: template_files.Template(
        (resources.files("mentorkit") / "templates" / name).read_text(encoding="utf-8"), name
    )
    for name in template_files.PACKAGED
}


@given(programs(), st.booleans())
def test_no_audience_gets_what_it_may_not_read(program: Program, matched: bool) -> None:
    mentors = Roster("mentors", tuple(map(person, ["ma", "mb"])))
    mentees = Roster("mentees", tuple(map(person, ["ea", "eb"])))
    people = Roster("people", (Person("boss", {"name": "Boss", "email": "boss@example.org"}),))
    made = outcome(program, mentors, mentees) if matched else None
    cast, templates = Cast(program, mentors, mentees, people, made), Templates(PACKAGED)
    files, findings = pack_files(templates, packs(cast))
    written, _ = letters(cast)
    texts, more = letter_texts(templates, written)
    assert not findings + more
    assert len(files) == 10
    assert len(written) == 5
    for audience in AUDIENCES:
        own = [text for each, text in zip(written, texts, strict=True) if each.audience == audience]
        own += [data.decode() for name, data in files.items() if audience in name]
        for secret in secrets(program, audience):
            assert not any(secret in text for text in own), (audience, secret)
    table = letter_files(written, texts, None)[0]["letters.csv"].decode("utf-8-sig")
    for each in set.intersection(*({*secrets(program, audience)} for audience in ("mentors", "mentees"))):
        assert each not in table
    managers = "".join(
        text for each, text in zip(written, texts, strict=True) if each.audience in ("managers", "sponsors")
    ) + "".join(data.decode() for name, data in files.items() if "managers" in name or "sponsors" in name)
    assert not any(word in managers for word in ("12.5", "choice", "in common", "apart", "qbeta"))


def test_the_search_would_find_what_may_be_read() -> None:
    fields = {"agreed": {"type": "yes_no"}} | {name: {"type": TYPES[name]} for name in FIELDS}
    document = {
        "version": 1,
        "name": "Test",
        "rosters": {"mentors": {"file": "a"}, "mentees": {"file": "b"}},
        "vocabulary": {"fields": fields},
        "matching": {"criteria": [{**each, "weight": 1} for each in CRITERIA[:4]]},
        "qualification": {"mentees": {"require": RULES[:2]}},
    }
    program = Program.model_validate_json(json.dumps(document))
    mentors = Roster("mentors", tuple(map(person, ["ma", "mb"])))
    mentees = Roster("mentees", tuple(map(person, ["ea", "eb"])))
    cast = Cast(program, mentors, mentees, None, outcome(program, mentors, mentees))
    files, _ = pack_files(Templates(PACKAGED), packs(cast))
    written, _ = letters(cast)
    texts, _ = letter_texts(Templates(PACKAGED), written)
    letter = next(text for each, text in zip(written, texts, strict=True) if each.id == "ea")
    assert "qalphacommon" in letter
    assert "qbetacommon" in letter
    assert "77" in files["pack-administrators.md"].decode()
