"""Who has completed which training: rows of a learning system's export to one record."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mentorkit.columns import squash
from mentorkit.fields import Field, UnreadableCell, fold, read_date
from mentorkit.finding import Finding, nearest
from mentorkit.people import Person, Roster, bearers
from mentorkit.plans import Module, Training
from mentorkit.rows import WHO, Row, Shape

DONE = frozenset(
    map(fold, (
        "completed", "complete", "passed", "pass", "done", "finished", "attended", "successful",
        "yes", "y", "true", "1", "x", "✓", "✔",
    ))
)  # fmt: skip
"""Words of a status that complete a training; case and spaces do not matter."""
OPEN = frozenset(
    map(fold, (
        "not completed", "incomplete", "in progress", "started", "not started", "not attempted", "browsed",
        "enrolled", "registered", "assigned", "invited", "waitlisted", "open", "overdue", "expired",
        "failed", "fail", "withdrawn", "cancelled", "canceled", "no show", "absent", "no", "n", "false", "0",
    ))
)  # fmt: skip
"""Words of a status that do not."""
FIELDS = ("module", "date", "status", "score")
"""Columns of a file with a row a person and training."""
ALIASES: dict[str, tuple[str, ...]] = {
    "module": (
        "training", "course", "course name", "course title", "training name", "training title", "module name",
        "learning item", "title", "activity",
    ),
    "date": ("completion date", "completed on", "date completed", "completed date", "date of completion"),
    "status": ("completion status", "completed", "result", "training status", "course status"),
    "score": ("final score", "points", "grade", "test score", "score percent", "mark"),
}  # fmt: skip
"""Headings understood without a map."""
EXAMPLES = 3
"""Courses that a note on other courses names."""


@dataclass(frozen=True)
class Transcript:
    """Who has completed what: the key of a person and the folded name of a training to the first day."""

    completed: Mapping[tuple[str, str], dt.date | None] = field(default_factory=dict)

    def has(self, person: Person, module: str, today: dt.date | None = None) -> bool:
        """Whether the person has completed the training, or had on a day."""
        key = person.key, fold(module)
        day = self.completed.get(key)
        return key in self.completed and (today is None or day is None or day <= today)

    def on(self, person: Person, module: str) -> dt.date | None:
        """The day of it, where it is known."""
        return self.completed.get((person.key, fold(module)))


def shape(training: Training) -> Shape:
    """What a file of completions may hold: a row a person and training, or a column a training."""
    names = [module.name for module in training.by_name.values() if module.name not in FIELDS]
    fields = {name: Field(name) for name in ("module", "status", *names)} | {"date": Field("date", "date")}
    if any(module.pass_score is not None for module in training.by_name.values()):
        fields["score"] = Field("score", "number")  # read only where it decides: many are no numbers
    return Shape(fields, ALIASES, (("module", *names),))


def known_columns(training: Training) -> tuple[str, ...]:
    """The keys that `columns` may have."""
    return (*WHO, *FIELDS, *(module.name for module in training.by_name.values()))


def transcript(
    training: Training, rows: Sequence[Row], people: Iterable[Person], *, everybody: bool
) -> tuple[Transcript, list[Finding]]:
    """Who of the people has completed what, the earliest day of several.

    `everybody` says that these are all whom the program is about: rows of others and of other courses are
    then counted. Without it only what may be a mistake is told.
    """
    findings: list[Finding] = []
    names = bearers(people)
    titles = {squash(module.name): module for module in training.by_name.values()}
    completed: dict[tuple[str, str], dt.date | None] = {}
    strangers: list[Row] = []
    others: dict[str, list[Row]] = {}
    for row in rows:
        entries = list(_entries(training, titles, row, findings))
        for word in (word for word, _ in entries if squash(word) not in titles):
            others.setdefault(fold(word), []).append(row)
        key = row.key(names)
        if key is None:
            strangers.append(row)
            continue
        for word, day in entries:
            title = squash(word)
            at = key, fold(titles[title].name if title in titles else word)
            known = completed.get(at)
            if at not in completed or (day and (known is None or day < known)):
                completed[at] = day
    findings += _unknown(training, others, everybody=everybody)
    if strangers and (everybody or len(strangers) == len(rows)):
        findings.append(_strangers(strangers, len(rows)))
    return Transcript(completed), findings


def trained(roster: Roster, found: Transcript, training: Training) -> Roster:
    """The roster as if its column training_completed said what the completions say, too."""
    return replace(roster, people=tuple(_with(person, found, training) for person in roster.people))


def _with(person: Person, found: Transcript, training: Training) -> Person:
    own = person.items("training_completed")
    more = [
        module.name
        for name, module in training.by_name.items()
        if found.has(person, module.name) and name not in map(fold, own)
    ]
    # Nothing completed is known, too: the file would say it.
    return replace(person, values={**person.values, "training_completed": (*own, *more)})


def _entries(
    training: Training, titles: Mapping[str, Module], row: Row, findings: list[Finding]
) -> Iterator[tuple[str, dt.date | None]]:
    """The trainings that a row completes, each with its day."""
    module = row.text("module")
    if "module" in row.columns:
        if module is not None and _completes(titles.get(squash(module)), row, findings):
            yield module, row.date("date")
        return
    for each in training.by_name.values():
        cell = row.text(each.name)
        if cell is None:
            continue
        done = _status(cell)
        try:
            day = read_date(cell) if done is None else None
        except UnreadableCell:
            message = f'{each.name}: "{cell}" is neither a date nor a word such as completed or open'
            hint = f'map it under columns: {{"{each.name}": {{column: …, values: {{"{cell}": completed}}}}}}'
            findings.append(Finding("MK807", message, row.at(each.name), hint))
            continue
        if done is not False:
            yield each.name, day


def _completes(module: Module | None, row: Row, findings: list[Finding]) -> bool:
    """Whether a row is of a training completed: its status, else its day, else that it stands there."""
    score = row.number("score")
    if module and module.pass_score is not None and score is not None:
        return score >= module.pass_score
    status = row.text("status")
    if status is not None:
        done = _status(status)
        if done is None:
            message = f'status: "{status}" says neither that a training is completed nor that it is open'
            hint = f'map it under columns: {{status: {{column: …, values: {{"{status}": completed}}}}}}'
            findings.append(Finding("MK807", message, row.at("status"), hint))
        return bool(done)
    if "date" in row.columns:
        return row.date("date") is not None
    return "status" not in row.columns


def _status(word: str) -> bool | None:
    """Whether a status completes a training; None for a word that is not known."""
    return True if fold(word) in DONE else False if fold(word) in OPEN else None


def _unknown(training: Training, others: Mapping[str, list[Row]], *, everybody: bool) -> Iterator[Finding]:
    """Courses that are no training of the program: one that may be misspelt by itself, the rest together."""
    names = [module.name for module in training.by_name.values()]
    rest = Counter[str]()
    first: Row | None = None
    for rows in others.values():
        word = rows[0].text("module") or ""
        hint = nearest(word, names)
        if hint.startswith("did"):
            message = f'the training section has no "{word}" ({_times(len(rows))}); its rows do not count'
            yield Finding("MK841", message, rows[0].at("module"), hint)
        else:
            rest[word] += len(rows)
            first = first or rows[0]
    if first is not None and everybody:
        shown = ", ".join(f'"{word}"' for word, _ in rest.most_common(EXAMPLES))
        more = ", …" if len(rest) > EXAMPLES else ""
        are = "is" if rest.total() == 1 else "are"
        message = f"{_times(rest.total())} {are} passed over, of other courses: {shown}{more}"
        yield Finding("MK842", message, first.at("module"))


def _strangers(rows: Sequence[Row], total: int) -> Finding:
    every = len(rows) == total
    who = next((text for _, text in rows[0].who), "")
    what = f"{'all ' * (every and total > 1)}{_times(len(rows))} {'is' if len(rows) == 1 else 'are'}"
    hint = f'the first is "{who}"{"; are these ids of another system?" * every}'
    return Finding("MK843", f"{what} of people who are in none of the rosters", rows[0].at(), hint)


def _times(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"
