"""Whatever people are called, every export is read back as it was meant."""

from __future__ import annotations

import csv
import io
import json
import re

import networkx  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from mentorkit.export.csv_file import guarded
from mentorkit.export.one_line import one_line
from mentorkit.export.systems import SYSTEMS
from mentorkit.handover import Handover, handover
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.qualification import qualify
from mentorkit.recipients import Cast, Outcome
from mentorkit.run import Record

ODD = st.sampled_from(
    ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", '"', "\\N", "\\", "&amp;", "<b>", "[red]",
     "\x00", "\x1b[31m", "]]>", "\U0001f600", "مرحبا", "\u202e",
     "a\nb", "\r", ",", ";", "'", "\u2028", "\ufffe"]
)  # fmt: skip
NAMES = st.one_of(ODD, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
TEXTS = st.lists(NAMES, min_size=1, max_size=3).map("".join).filter(one_line)  # rosters have no blank names


def handed(mentor: str, mentee: str, function: str) -> Handover:
    program = Program.model_validate(
        {
            "version": 1,
            "name": mentee if mentee.strip() else "x",
            "rosters": {"mentors": {"file": "a.csv"}, "mentees": {"file": "b.csv"}},
            "matching": {"criteria": [{"kind": "same", "field": "location", "weight": 1}]},
        }
    )
    mentors = Roster("mentors", (Person("m1", {"name": mentor, "email": "m@x.org", "function": function}),))
    mentees = Roster("mentees", (Person("e1", {"name": mentee, "email": "e@x.org", "manager": mentor}),))
    part = {"criterion": "same location", "weight": 1, "value": 1, "unknown": False, "sentence": mentor}
    record = Record.model_validate_json(
        json.dumps(
            {
                "mentorkit": "0", "program": "x", "optimise": "fair", "proven": True, "inputs": [],
                "pairs": [{"mentee": "e1", "mentor": "m1", "score": 12.5, "parts": [part]}],
                "unmatched": [], "free_places": [], "expect": [], "findings": [], "certificates": [],
                "totals": {"mentees": 1, "matched": 1, "score": 12.5, "mean": 12.5, "lowest": 12.5},
                "blocking_pairs": 0, "unchecked": {}, "files": {}, "sha256": "",
            }
        )
    )  # fmt: skip
    facts = program.facts()
    outcome = Outcome(record, qualify(program, mentors, facts), qualify(program, mentees, facts))
    return handover(Cast(program, mentors, mentees, None, outcome))


@given(TEXTS, TEXTS, TEXTS)
def test_every_export_is_read_back(mentor: str, mentee: str, function: str) -> None:
    given_ = handed(mentor, mentee, function)
    for name in ("pairs", "hris", "chronus"):
        rows = list(csv.reader(io.StringIO(SYSTEMS[name].write(given_), newline="")))
        assert len(rows) == 2
        assert len(rows[0]) == len(rows[1])
        assert all(guarded(cell) == cell for cell in rows[1])
    assert list(csv.reader(io.StringIO(SYSTEMS["pairs"].write(given_), newline="")))[1] == [
        "e@x.org",
        "m@x.org",
        guarded(one_line(mentee)),
        guarded(one_line(mentor)),
    ]
    graph = networkx.parse_graphml(SYSTEMS["graphml"].write(given_))
    assert graph.nodes["m1"] == {"name": one_line(mentor), "role": "mentor", "function": one_line(function)}
    assert graph.edges["m1", "e1"] == {"score": 12.5}
    (line,) = SYSTEMS["jsonl"].write(given_).splitlines()
    found = json.loads(line)
    assert (found["mentor"]["name"], found["parts"][0]["sentence"]) == (mentor, mentor)
    dot = re.sub(r'"(?:[^"\\\n]|\\.)*"', "TEXT", SYSTEMS["dot"].write(given_)).splitlines()
    assert len(dot) == 8
    assert not any('"' in each for each in dot)  # every quote that opens is closed on its line
