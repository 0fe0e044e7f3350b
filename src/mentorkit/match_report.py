"""What `match` shows: every pair with its reason, every gap explained, promises and proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import mentorkit
from mentorkit import margins_report, qualification_report, remedy_report, waiting
from mentorkit.assignment import Assignment, Watch
from mentorkit.certificates import certificates
from mentorkit.decisions import Decision
from mentorkit.fields import fold
from mentorkit.finding import Finding
from mentorkit.locks import waivable
from mentorkit.match_summary import summary
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.promises import promises
from mentorkit.qualification import Qualification
from mentorkit.remedy import Remedy
from mentorkit.report import (
    REASONS,
    Cell,
    Column,
    Document,
    Listing,
    Report,
    finding_document,
    listing,
    named,
)
from mentorkit.scores import POINT, Scores
from mentorkit.trial import Trial
from mentorkit.unmatched import Gap, explain


def report(
    program: Program,
    scores: Scores,
    assignment: Assignment,
    mentors: Qualification,
    mentees: Qualification,
    inputs: Sequence[Mapping[str, str]],
    findings: Sequence[Finding],
    decisions: Sequence[Decision] = (),
    *,
    changes_asked: bool | None = None,
    watch: Watch | None = None,
) -> Report:
    """The report on one run, made with these decisions.

    What would help whom is worked out if asked for; unless said otherwise, where that is quick.
    """
    pairs = [_pair(scores, assignment, pair, mentors, mentees) for pair in assignment.pairs]
    margins = margins_report.margins(assignment)
    others, within = margins_report.others(assignment, margins), margins.points / POINT if margins else None
    for (mentee, _), pair in zip(assignment.pairs, pairs, strict=True):
        if within is not None and mentee in others:
            pair["alternatives"] = margins_report.alternatives(scores, others[mentee])
    following = [
        _fixed(scores, mentee) or margins_report.next_best(scores, others.get(mentee), within)
        for mentee, _ in (assignment.pairs if within is not None else ())
    ] or [None] * len(pairs)
    trial = Trial(program, assignment, margins)
    places = margins_report.more_places(trial)
    gaps = explain(scores, assignment, mentees)
    changes = remedy_report.remedies(trial, gaps, asked=changes_asked, watch=watch)
    idle = waiting.waiting(program, assignment, mentors, mentees, decisions)
    helping = remedy_report.helping(gaps, changes, idle)
    free = _free(scores, assignment)
    totals = _totals(assignment, len(mentees.standings))
    asked = mentees.asked(scores.mentees[mentee].key for mentee, _ in assignment.pairs)
    kept = promises(program, list(assignment.points.values()), asked)
    document: Document = {
        "mentorkit": mentorkit.__version__,
        "program": program.name,
        "optimise": program.matching.optimise,
        "proven": assignment.proven,
        "inputs": [dict(each) for each in inputs],
        "pairs": pairs,
        "unmatched": [_gap(gap, changes, helping) for gap in gaps],
        "free_places": [{"mentor": scores.mentors[at].id, "places": left} for at, left in free],
        "totals": totals,
        "expect": kept,
        "findings": [finding_document(finding) for finding in findings],
        "certificates": certificates(scores, assignment),
        "blocking_pairs": assignment.blocking,
        "alternatives_within": within,
        "more_places": places,
        "waiting": waiting.document(idle),
        "unchecked": scores.unchecked(),
    }
    document |= {"searched": True} if assignment.searched and not assignment.proven else {}
    document |= {"ties_settled": False} if assignment.proven and not assignment.final else {}
    listings = (
        _pair_listing(program, scores, assignment, document["pairs"], following),
        margins_report.alternative_listing(document["pairs"]),
        _gap_listing(mentees, gaps, helping),
        _free_listing(scores, free),
        margins_report.place_listing(scores, places),
        _promise_listing(kept),
        qualification_report.rules([mentors, mentees]),
        _waivable_listing(program),
    )
    return Report(f"{program.name}: pairings", listings, document, summary(document))


def _pair(
    scores: Scores,
    assignment: Assignment,
    pair: tuple[int, int],
    mentors: Qualification,
    mentees: Qualification,
) -> dict[str, Any]:
    mentee, mentor = pair
    found: dict[str, Any] = {
        "mentee": scores.mentees[mentee].id,
        "mentor": scores.mentors[mentor].id,
        "score": assignment.points[pair] / POINT,
        "parts": [
            {
                "criterion": part.criterion,
                "weight": _plain(part.weight, 4),
                "value": _plain(part.part.value, 6),
                "unknown": part.part.unknown,
                "sentence": part.part.sentence,
            }
            for part in scores.parts(mentee, mentor)
        ],
    }
    after = {
        "mentor": list(mentors.by_key[scores.mentors[mentor].key].after),
        "mentee": list(mentees.by_key[scores.mentees[mentee].key].after),
    }
    if any(after.values()):
        found["after"] = after
    if mentee in scores.locks and mentee not in scores.kept:
        found |= {"locked": True, "waived": list(scores.waived.get(mentee, ()))}
    if scores.living.get(mentee) == mentor:
        found["kept"] = True
    return found


def _fixed(scores: Scores, mentee: int) -> str | None:
    """Why nobody is next best for a mentee whose pair is not chosen in this run."""
    if mentee not in scores.locks:
        return None
    return f"not worked out: {'kept' if mentee in scores.kept else 'locked'}"


def _plain(number: Fraction, digits: int) -> int | float:
    value = round(float(number), digits)
    return int(value) if value.is_integer() else value


def _free(scores: Scores, assignment: Assignment) -> list[tuple[int, int]]:
    used = Counter(mentor for _, mentor in assignment.pairs)
    left = ((column, places - used[column]) for column, places in enumerate(scores.places))
    return [(column, places) for column, places in left if places > 0]


def _totals(assignment: Assignment, mentees: int) -> Document:
    points = list(assignment.points.values())
    return {
        "mentees": mentees,
        "matched": len(points),
        "score": sum(points) / POINT,
        "mean": round(sum(points) / POINT / len(points), 4) if points else None,
        "lowest": min(points) / POINT if points else None,
    }


def _pair_listing(
    program: Program,
    scores: Scores,
    assignment: Assignment,
    pairs: Sequence[Document],
    following: Sequence[str | None],
) -> Listing:
    columns = [
        Column("mentee_on_screen", "Mentee", in_files=False),
        Column("mentee"),
        Column("mentee_name"),
        Column("mentee_email"),
        Column("mentor_on_screen", "Mentor", in_files=False),
        Column("mentor"),
        Column("mentor_name"),
        Column("mentor_email"),
        Column("score", "Score", number=True, decimals=1),
        *(Column(criterion.label, number=True) for criterion in program.matching.criteria),
        Column("why", "Why"),
        Column("next_best", "Next best", in_files=False),
        Column("decision"),
        Column("waived"),
    ]
    rows: list[dict[str, Cell]] = []
    for (mentee, mentor), pair, following_one in zip(assignment.pairs, pairs, following, strict=True):
        said = "; ".join(part["sentence"] for part in pair["parts"])
        waived = ", ".join(pair.get("waived", ()))
        owed = "".join(
            f"{role} still needs {', '.join(trainings)}; "
            for role, trainings in pair.get("after", {}).items()
            if trainings
        )
        by_hand = f"locked by hand{f', waived: {waived}' if waived else ''}; " if "locked" in pair else ""
        rows.append(
            {
                **_person("mentee", scores.mentees[mentee]),
                **_person("mentor", scores.mentors[mentor]),
                "score": pair["score"],
                **{part["criterion"]: part["value"] for part in pair["parts"]},
                "why": ("kept from the previous run; " if "kept" in pair else "") + by_hand + owed + said,
                "next_best": following_one,
                "decision": "lock" if "locked" in pair else None,
                "waived": waived or None,
            }
        )
    return listing("pairs", "Pairs", columns, rows)


def _person(role: str, person: Person) -> dict[str, Cell]:
    name = person.text("name")
    return {
        role: person.id,
        f"{role}_name": name,
        f"{role}_email": person.text("email"),
        f"{role}_on_screen": named(person.id, name),
    }


def _gap(gap: Gap, changes: Mapping[str, Remedy | None], helping: Mapping[str, str]) -> Document:
    found: Document = {"mentee": gap.mentee, "reason": gap.reason, "detail": gap.detail}
    if gap.mentee in changes:
        found["change"] = remedy_report.document(changes[gap.mentee])
    if gap.mentee in helping:
        found["would_help"] = helping[gap.mentee]
    return found


def _gap_listing(mentees: Qualification, gaps: Sequence[Gap], helping: Mapping[str, str]) -> Listing:
    columns = [
        Column("on_screen", "Mentee", in_files=False),
        Column("mentee"),
        Column("name"),
        Column("email"),
        Column("reason_on_screen", "Reason", in_files=False),
        Column("reason"),
        Column("detail", "In detail"),
        Column("would_help", "What would help"),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "on_screen": named(gap.mentee, gap.name),
            "mentee": gap.mentee,
            "name": gap.name,
            "email": mentees.by_key[fold(gap.mentee)].person.text("email"),
            "reason_on_screen": REASONS[gap.reason],
            "reason": gap.reason,
            "detail": gap.detail,
            "would_help": helping.get(gap.mentee),
        }
        for gap in gaps
    ]
    return listing("unmatched", "Unmatched mentees", columns, rows)


def _free_listing(scores: Scores, free: Sequence[tuple[int, int]]) -> Listing:
    columns = [Column("mentor", "Mentor"), Column("places", "Places", number=True)]
    rows: list[dict[str, Cell]] = [
        {"mentor": named(scores.mentors[at].id, scores.mentors[at].text("name")), "places": places}
        for at, places in free
    ]
    return listing("free_places", "Free places", columns, rows)


def _waivable_listing(program: Program) -> Listing:
    """The rules that a lock may waive, for files in which decisions are taken."""
    rows: list[dict[str, Cell]] = [{"rule": rule, "says": said} for rule, said in waivable(program).items()]
    return listing("waivable", "Rules that a lock may waive", [Column("rule"), Column("says")], rows)


def _promise_listing(kept: Sequence[Document]) -> Listing:
    columns = [
        Column("promise", "Promise"),
        Column("wanted", "Wanted"),
        Column("got", "Got"),
        Column("kept", "Kept"),
    ]
    rows: list[dict[str, Cell]] = [
        dict(each) | {"kept": "kept" if each["kept"] else "broken"} for each in kept
    ]
    return listing("expect", "Promises", columns, rows)
