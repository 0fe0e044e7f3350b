"""The files that plans name: completions, answers and candidates, read for the people of the rosters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mentorkit import bench as benches
from mentorkit import completions, evaluation
from mentorkit.bench import Candidate
from mentorkit.completions import Transcript
from mentorkit.definition import Definition, Input
from mentorkit.evaluation import Figure
from mentorkit.finding import Finding, Steps
from mentorkit.people import Person, Roster
from mentorkit.plans import Candidates, Completions, Survey
from mentorkit.roster_file import RosterFile
from mentorkit.rows import Row
from mentorkit.rows import read as rows_of
from mentorkit.spreadsheets import read_rows, read_tables
from mentorkit.training import LearnerRole
from mentorkit.vocabulary import Bench


@dataclass(frozen=True)
class Standing:
    """The bench as it stands, and the candidates that make it."""

    bench: Bench
    candidates: tuple[Candidate, ...] = ()


def everybody(rosters: Iterable[Roster]) -> tuple[Person, ...]:
    """The people of several rosters, each once; the first roster's row counts."""
    found: dict[str, Person] = {}
    for roster in rosters:
        for person in roster.people:
            found.setdefault(person.key, person)
    return tuple(found.values())


def transcript(
    definition: Definition, people: Sequence[Person], file: str | None = None, *, everybody: bool = False
) -> tuple[Transcript, list[Input], list[Finding]]:
    """Who has completed what by the program's completions or another file. Raises CannotRun.

    `everybody` says that these are all whom the program is about.
    """
    training = definition.program.training
    spec = training.completions if training else None
    if training is None or (spec is None and file is None):
        return Transcript(), [], []
    at = ("training", "completions")
    rows, inputs, findings = read_rows(
        definition, spec or Completions(file=file), at, "completions", completions.shape(training), file
    )
    found, wrong = completions.transcript(training, rows, people, everybody=everybody)
    return found, inputs, [*findings, *wrong]


def answers(
    definition: Definition,
    survey: Survey,
    roles: Mapping[str, LearnerRole],
    people: Sequence[Person],
    file: str | None = None,
) -> tuple[tuple[Figure, ...], list[Input], list[Finding]]:
    """The figures of a survey from its files, or another file of answers. Raises CannotRun."""
    at = ("training", "survey")
    now, inputs, findings = _answered(definition, survey, survey, at, file=file)
    before = tuple[Row, ...]()
    if survey.before is not None:
        before, more, wrong = _answered(definition, survey, survey.before, (*at, "before"), before=True)
        inputs, findings = [*inputs, *more], [*findings, *wrong]
    sheets, unnamed, wrong = evaluation.answers(survey, now, before, roles, people)
    found = evaluation.figures(survey, sheets, unnamed)
    return found, inputs, [*findings, *wrong]


def _answered(
    definition: Definition,
    survey: Survey,
    spec: RosterFile,
    at: Steps,
    *,
    file: str | None = None,
    before: bool = False,
) -> tuple[tuple[Row, ...], list[Input], list[Finding]]:
    """The rows of the answers now, or of those from before the training."""
    tables, inputs, findings = read_tables(definition, spec, at, "survey", file)
    found: list[Row] = []
    for table in tables:
        shape, maps = evaluation.shape(survey, table.headings if before else None)
        places = {name: definition.source.locate((*at, "columns", name), key=True) for name in spec.columns}
        for (level, place), names in zip(survey.levels.places(), evaluation.called(survey), strict=True):
            asked = definition.source.locate(("training", "survey", "levels", level, place))
            places |= dict.fromkeys(names, asked)
        rows, wrong = rows_of([table], shape, {**spec.columns, **maps}, places)
        found += rows
        findings += wrong
    return tuple(found), inputs, findings


def standing(
    definition: Definition, people: Sequence[Person], file: str | None = None
) -> tuple[Standing, list[Input], list[Finding]]:
    """Who stands for which critical role by the program's candidates or another file. Raises CannotRun."""
    plan = definition.program.succession
    if plan is None:
        return Standing(Bench()), [], []
    entries, inputs, findings = tuple[Candidate, ...](), list[Input](), list[Finding]()
    if plan.candidates is not None or file is not None:
        at = ("succession", "candidates")
        spec = plan.candidates or Candidates(file=file)
        rows, inputs, findings = read_rows(definition, spec, at, "candidates", benches.shape(), file)
        entries, wrong = benches.candidates(plan, rows, people)
        findings += wrong
    found, problems = benches.bench(plan, entries, people)
    findings += [
        Finding(each.code, each.message, definition.source.heading(each.path), each.hint) for each in problems
    ]
    return Standing(found, entries), inputs, findings
