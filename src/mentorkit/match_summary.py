"""The sentences that sum a run up: how many, how good, and what is proven."""

from __future__ import annotations

from mentorkit.bounds import unproven
from mentorkit.promises import broken
from mentorkit.report import Document, counted
from mentorkit.waiting import sentence

PROOFS = {
    "most_matched": "no set of pairs matches more mentees, and none as large has a higher total",
    "highest_total": "no set of pairs has a higher total",
    "fair": "no set of pairs matches more mentees, none as large has a higher lowest score, "
    "and of those none has a higher total",
    "fair_leximin": "no set of pairs matches more mentees, and none as large has higher scores, "
    "compared from the lowest on",
    "stable": "no two would rather have each other than what they have",
}
"""What is proven, by policy."""


def summary(document: Document) -> tuple[str, ...]:
    """What stands under the tables."""
    totals, said = document["totals"], []
    if totals["matched"]:
        scores = f"mean score {totals['mean']:.1f}, lowest {totals['lowest']:.1f}"
        said.append(f"{totals['matched']} of {counted(totals['mentees'], 'mentee')} matched; {scores}.")
    else:
        said.append(f"None of {counted(totals['mentees'], 'mentee')} matched.")
    given = "given the locks, " if any("locked" in pair for pair in document["pairs"]) else ""
    if "bonus" in document["certificates"][-1]:
        given += "among the sets that keep enough living pairs, "
    elif any("kept" in pair and "locked" not in pair for pair in document["pairs"]):
        given += "given the pairs that are kept, "
    first = "no set of pairs serves the tiers better; " if "served" in document["certificates"][0] else ""
    proof = f"Proven: {given}{first}{PROOFS[document['optimise']]}."
    if "searched" in document:
        left = unproven(document).removeprefix("Not proven optimal: ").rstrip(".")
        said.append(f"Searched to the end: {proof.removeprefix('Proven: ')}")
        said.append(f"By prices alone, which verify checks, {left}.")
    else:
        said.append(proof if document["proven"] else unproven(document))
    if "ties_settled" in document:
        said.append("Stopped before the tie rule had chosen: other pairs may be as good.")
    said += [f"Promise broken: {each}." for each in broken(document["expect"])]
    if document["blocking_pairs"]:
        many = counted(document["blocking_pairs"], "possible pair")
        said.append(f"{many} would rather have each other than what they have.")
    if said_of_waiting := sentence(document["waiting"]):
        said.append(said_of_waiting)
    for rule, count in document["unchecked"].items():
        said.append(
            f"{rule} could not be checked for {counted(count, 'pair')}: cells are blank, or managers unknown."
        )
    return tuple(said)
