"""Findings: what is wrong in a user's files, as values that know where they point."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Steps = tuple[str | int, ...]
"""The way to a place in nested data: keys, and positions in lists."""


class CannotRun(Exception):
    """The command cannot start: a missing file, an unreadable folder. Exit code 2."""


class Severity(StrEnum):
    """How much a finding matters; errors stop the work, warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, rising as the severity falls."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; lines and columns count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet and self.line:
            return f"{self.file}:{self.sheet}!{column_letters(self.column or 1)}{self.line}"
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person should look at: a code, what is wrong, where, and how to mend it."""

    code: str
    message: str
    location: Location
    hint: str = ""
    own_severity: Severity | None = None
    """That of a lint, which says it itself; of all others it stands in CODES."""

    @property
    def severity(self) -> Severity:
        """Fixed by the code, so that a code always means the same."""
        return self.own_severity or CODES[self.code][0]

    @property
    def order(self) -> tuple[str, str, int, int, str, str]:
        """Sorts findings by file, sheet, line, column and code."""
        place = self.location
        return place.file, place.sheet, place.line, place.column, self.code, self.message


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without repeats, sorted by where they point."""
    return sorted(set(findings), key=lambda finding: finding.order)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


NEAR = 2_000
"""Words among which a near one is looked for; more would take seconds."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A `did you mean` hint for a misspelt word, or the known words where none is near."""
    by_fold = {name.casefold(): name for name in itertools.islice(known, NEAR)}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{by_fold[close[0]]}"?'
    names = list(by_fold.values())
    if not names:
        return ""
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"known: {shown}"


def column_letters(column: int) -> str:
    """The spreadsheet letters of a column number that counts from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CODES: dict[str, tuple[Severity, str]] = {
    "MK001": (_E, "the file is not UTF-8 text, or has more than 1 MiB, 20,000 values or 500 faults"),
    "MK002": (_E, "the file is not valid YAML"),
    "MK003": (_E, "a key stands twice in one mapping"),
    "MK004": (_E, "YAML anchors, aliases, tags, merge keys and second documents are refused"),
    "MK005": (_E, "an unknown key"),
    "MK006": (_E, "a required key is missing"),
    "MK007": (_E, "a value has the wrong type or is out of range"),
    "MK008": (_E, "a name that is not known: of a rule, criterion, constraint or mapped field"),
    "MK009": (_E, "a part of the design that this version does not have yet"),
    "MK010": (_E, "dates are out of order"),
    "MK011": (_E, "a name is used twice"),
    "MK013": (_W, "an ignore without a reason"),
    "MK014": (_W, "an ignore of a finding that is not there, of an unknown code, or that cannot be read"),
    "MK101": (_E, "an objective names a skill that the vocabulary does not have"),
    "MK201": (_E, "a qualification or pool rule names an unknown field"),
    "MK202": (_E, "a qualification or pool rule or a column map does not fit the type of its field"),
    "MK203": (_E, "qualification or pool rules contradict each other"),
    "MK204": (_E, "a qualification or pool rule names an unknown level, objective or word"),
    "MK301": (_E, "matching names an unknown field"),
    "MK302": (_E, "a criterion or constraint does not fit the type of its field"),
    "MK303": (_E, "constraints contradict each other"),
    "MK304": (_E, "matching names an unknown level, objective or word"),
    "MK305": (_E, "weights are mixed: numbers and words, or no weight above 0"),
    "MK401": (_E, "a message announces an unknown event"),
    "MK402": (_E, "a message names an unknown objective"),
    "MK403": (_E, "the folder of templates is not there, or a template cannot be read"),
    "MK404": (_E, "a template or the text of a message cannot be filled in"),
    "MK405": (_E, "a private field names readers"),
    "MK406": (_W, "a letter has no address, or one that no mail program takes"),
    "MK407": (_N, "mentees whose manager nobody knows"),
    "MK408": (_E, "an export names a field that pairs do not have, or that others may not read"),
    "MK501": (_E, "a training teaches a skill that the vocabulary does not have"),
    "MK601": (_E, "a critical role names a skill that the vocabulary does not have"),
    "MK602": (_E, "quotas of a pool contradict each other, its size, or who is eligible"),
    "MK603": (_N, "a group of a pool's quota has fewer eligible people than it asks for; all of them are in"),
    "MK604": (_E, "a list of a pool cannot be understood, or names nobody who is in"),
    "MK605": (_W, "a list of a pool names somebody who is in no roster"),
    "MK701": (_E, "a log says a kind, status or stage that is not known"),
    "MK702": (_W, "a log names somebody whom neither the run nor a roster knows"),
    "MK703": (_N, "a log has rows of pairs that the run does not have"),
    "MK704": (_W, "a log, a reading or completions have rows from the future"),
    "MK705": (_E, "a reading is of an objective that the program does not have"),
    "MK706": (_W, "the rosters of a run were changed since, so that today's cannot be held against them"),
    "MK707": (_W, "a run is of another program"),
    "MK708": (_E, "two readings of an objective on one day differ"),
    "MK801": (_W, "the roster is not UTF-8 and was read as Windows text (cp1252)"),
    "MK802": (_E, "the roster's text cannot be read as a table"),
    "MK803": (_E, "a row has more or fewer cells than the heading"),
    "MK804": (_E, "a required column is missing"),
    "MK805": (_E, "two headings could be the same field"),
    "MK806": (_E, "the program maps a heading that the roster does not have"),
    "MK807": (_E, "a cell is not what its field needs"),
    "MK808": (_E, "a person has neither an id nor an e-mail address"),
    "MK809": (_E, "the same person stands twice in a roster, or the same pair in a score table"),
    "MK810": (_E, "the id column holds the same value for different people"),
    "MK811": (_W, "a skill in the roster is not in the vocabulary"),
    "MK812": (_W, "managers lead in a circle"),
    "MK813": (_W, "managers who are in none of the rosters end the reporting line early"),
    "MK814": (_W, "a preference names nobody in the other roster"),
    "MK815": (_N, "a capacity above the program's limit is cut"),
    "MK816": (_E, "the roster has no people"),
    "MK817": (_E, "the headings stand further down in the file"),
    "MK818": (_W, "a person has different managers in two rosters"),
    "MK819": (_W, "two people of different ids have one e-mail address"),
    "MK820": (_W, "two columns that are compared have no value in common"),
    "MK821": (_W, "a score table has rows of people who are not in the rosters"),
    "MK822": (_W, "a row of a roster holds an id and nothing else: a total, perhaps"),
    "MK841": (_W, "a completion is of a training that the program does not have, but nearly"),
    "MK842": (_N, "completions of other courses are passed over"),
    "MK843": (_W, "completions, answers or candidates are of people who are in none of the rosters"),
    "MK844": (_W, "an incumbent is in none of the rosters, or shares a name"),
    "MK845": (_W, "a candidate stands for a role that the program does not have, but nearly"),
    "MK846": (_N, "candidates for other roles are passed over"),
    "MK847": (_N, "a log, an export or a list has headings but no rows"),
    "MK901": (_E, "a decision names nobody in the rosters"),
    "MK902": (_E, "a decision is neither lock nor forbid, or waives an unknown rule"),
    "MK903": (_E, "two decisions contradict each other"),
    "MK904": (_E, "a lock breaks a rule that it does not waive"),
    "MK905": (_E, "a lock needs a place that the mentor does not have"),
    "MK906": (_E, "a lock brings two together whose pair has ended"),
    "MK907": (_W, "a row of decisions is filled in and says neither lock nor forbid"),
    "MK908": (_W, "the previous run was made with decisions, and none are given now"),
    "MK910": (_E, "a file of a run is missing, was changed, or does not belong there"),
    "MK911": (_E, "an input of a run moved, was changed or cannot be read any more"),
    "MK912": (_E, "a pair of a run is not one that the program and the decisions make"),
    "MK913": (_E, "a score of a run is not what the criteria make of the two people"),
    "MK914": (_E, "a figure or reason of a run does not follow from its pairs and inputs"),
    "MK915": (_E, "a certificate of a run does not prove what it says"),
    "MK916": (_E, "a table of a run differs from run.json or the inputs"),
    "MK917": (_W, "a run was made by another version of mentorkit"),
    "MK918": (_E, "the pool of a run is not one that the program or the list makes"),
    "MK919": (_E, "the approval of a run is not of this run, or was changed"),
    "MK930": (_E, "somebody who is handed over has no id or e-mail address of their own"),
    "MK931": (_E, "an id or e-mail address that is handed over would become a formula"),
}
"""Every code but those of lints: its severity and what it says. The families are MK0xx file, YAML
and schema; MK1xx objectives; MK2xx qualification; MK3xx matching; MK4xx communication; MK5xx training;
MK6xx pool; MK8xx rosters; MK9xx decisions and runs."""
