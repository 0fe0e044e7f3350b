"""The first sheet of a workbook: what was found, how to decide in it, and what the sheets hold."""

from __future__ import annotations

from collections.abc import Sequence

from mentorkit.export.sheet import Front, Line, Sheet
from mentorkit.report import Cell, Document, Report

HOW_TO: tuple[Line, ...] = (
    ("1. Decide", "Fill in the yellow cells on the sheets {}."),
    ("lock", "These two are a pair, whatever the scores say."),
    ("forbid", "These two are never a pair."),
    ("Left blank", "The row is passed over: the pair comes out as is best for everybody."),
    ("Waive", "The rules that a lock may break, by their names on the sheet Rules, with ; between several."),
    ("Reason, By", "Why, and who decided it. Both are kept with the decision."),
    ("2. Save", "Save it as a copy with another name. Sorting and filtering do no harm; leave the headings."),
    ("3. Match again", "mentorkit match PROGRAM --decisions COPY.xlsx --out NEW-FOLDER"),
    ("Before you pass it on", "Reasons may tell what is private. Delete in a copy what others may not see;"),
    ("", "only the ids and the yellow columns are read again."),
)
CONTENTS: dict[str, str] = {
    "Pairs": "Who is matched with whom, the score, why, and what else would be best.",
    "Alternatives": "The next best mentors of each mentee, and what choosing one would cost everybody.",
    "Unmatched": "Who is left over, why, and what would help.",
    "Decisions": "Room for decisions on any other pair, and those that were taken before.",
    "Mentors": "Places, mentees and load of every mentor; what one more place would bring.",
    "Qualification": "Every person and rule, with its outcome and reason.",
    "Supply and demand": "Mentees who want something, and mentors and places that bring it.",
    "Rules": "The rules that a lock may waive.",
    "Cost of decisions": "What each decision costs in matched people and total score.",
    "Changes": "What became of the pairs of the previous run.",
    "Robustness": "How often each pair stays under other weights.",
    "Weights": "How many pairs change with one weight.",
    "Policies": "What other policies would make of the same people.",
}
"""What is on a sheet, by its name."""
NO_OTHERS = (
    "There is no sheet Alternatives: what another mentor would cost everybody was worked out for no pair."
)
"""Where no mentee has alternatives."""


def front(report: Report, tables: Sequence[Sheet]) -> Front:
    """The first sheet of a run's workbook."""
    document = report.document
    sections: list[tuple[str, tuple[Line, ...]]] = [
        ("What was found", tuple(("", sentence) for sentence in report.summary)),
        ("Figures", _figures(document)),
    ]
    if document["expect"]:
        sections.append(("Promises", tuple(_promise(each) for each in document["expect"])))
    deciding = [each.name for each in tables if any(column.entry for column in each.columns)]
    where = " and ".join(filter(None, [", ".join(deciding[:-1]), *deciding[-1:]]))
    how_to = tuple((label, str(said).replace("{}", where)) for label, said in HOW_TO)
    sections.append(("How to decide here", how_to))
    others: tuple[Line, ...] = () if "Alternatives" in deciding else (("", NO_OTHERS),)
    sections.append(("Sheets", (*((each.name, CONTENTS[each.name]) for each in tables), *others)))
    inputs = tuple(
        (each["role"], f"{each['path']} (SHA-256 {each['sha256']})") for each in document["inputs"]
    )
    sections.append(("Made from", inputs))
    return Front("Summary", report.title, tuple(sections))


def _figures(document: Document) -> tuple[Line, ...]:
    totals = document["totals"]
    found: dict[str, Cell] = {
        "Mentees": totals["mentees"],
        "Of them matched": totals["matched"],
        "Total score": totals["score"],
        "Mean score": totals["mean"],
        "Lowest score": totals["lowest"],
        "Policy": document["optimise"],
        "Proven": "yes" if document["proven"] else "no",
        "mentorkit": document["mentorkit"],
    }
    return tuple(found.items())


def _promise(promise: Document) -> Line:
    kept = "kept" if promise["kept"] else "broken"
    return promise["promise"], f"{kept}: wanted {promise['wanted']}, got {promise['got']}"
