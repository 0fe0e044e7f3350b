"""A program with every kind of rule, its rosters and decisions as files, and an honest run folder of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mentorkit import load
from mentorkit.finding import Finding
from mentorkit.reread import reread
from mentorkit.run import Record, digest, read, written
from mentorkit.verify import Check, Verdict, verify, verify_files
from mentorkit.verify.cast import Inputs
from mentorkit.verify.listed import expected
from tests.conftest import write
from tests.properties.cohorts import Cohort
from tests.verify.honest import honest

Document = dict[str, Any]

PROGRAM = """\
version: 1
name: Held to account
vocabulary:
  levels: [analyst, specialist, manager, director]
  fields: {tenure: number, endorsed: yes_no, asked: yes_no}
objectives:
  - {id: bench, focus: succession_pipeline, statement: A bench, functions_at_risk: [operations]}
rosters: {mentors: {file: mentors.csv}, mentees: {file: mentees.csv}}
qualification:
  mentors:
    require:
      - {rule: at_least, field: tenure, value: 2, because: knows the house}
      - {rule: training_completed, training: basics}
    conditional: match
  mentees: {require: [{rule: answered_yes, field: endorsed}]}
matching:
  capacity: {default: 1, at_most: 2}
  never:
    - {rule: reporting_line}
    - {rule: same, field: department}
  must:
    - {rule: level_gap, at_least: 1}
    - {rule: shares, field: languages}
    - {rule: within, field: utc_offset, at_most: 6}
  criteria:
    - {kind: covers, mentee: development_goals, mentor: skills, ordered: true, weight: 4}
    - {kind: same, field: location, weight: 2}
    - {kind: closeness, field: utc_offset, full: 0, none: 7, weight: 1}
    - {kind: preference, weight: 2, unknown: 0.5}
    - {kind: function_at_risk, weight: 1, asked_by: asked}
  optimise: most_matched
  floor: 15
expect: {matched: 60%, lowest_score: 15, mean_score: 90}
"""
MENTORS = """\
id,name,email,level,department,location,utc_offset,languages,skills,capacity,tenure,function,training_completed,preferences,manager
m1,Ann Lee,ann@example.org,director,finance,Lyon,1,en;fr,strategy;budgeting,2,5,operations,basics,e2,
m2,Bo Ek,bo@example.org,manager,plant,Leeds,0,en,coaching;lean,1,9,operations,,,m1
m3,Cy Roe,cy@example.org,director,sales,Lyon,1,fr;en,strategy;coaching,3,3,sales,basics,,
m4,Di Fox,di@example.org,manager,people,Pune,5.5,en,lean,1,4,people,basics,e4;e1,m1
m5,Ed Oh,ed@example.org,director,finance,Leeds,0,en;de,strategy,0,10,finance,basics,,
m6,Flo Ng,flo@example.org,director,legal,Lyon,1,en,strategy,1,1,operations,basics,,
m7,"=Gus ""G"" Ray",gus@example.org,manager,it,Lyon,1,de,lean,2,6,it,basics,,
m8,Sam Poe,sam@example.org,director,works,Lyon,1,en,strategy,,6,it,basics,,
"""
MENTEES = """\
id,name,email,level,department,location,utc_offset,languages,development_goals,endorsed,asked,preferences,manager
e1,Hal Im,hal@example.org,analyst,plant,Lyon,1,en,strategy;lean,yes,yes,m1;m4,m2
e2,Ina Jo,ina@example.org,specialist,it,Leeds,0,en;fr,coaching;lean,yes,no,,m7
e3,Jon Ky,jon@example.org,specialist,sales,Lyon,1,fr,strategy,yes,yes,,m3
e4,Kim Lu,kim@example.org,analyst,legal,Pune,5.5,en,lean;coaching,yes,,m2,m6
e5,Lou Mo,lou@example.org,analyst,legal,Lyon,1,en,budgeting,yes,yes,,
e6,Max No,max@example.org,specialist,people,Leeds,0,en,lean;strategy,yes,yes,,m4
e7,Nia Op,nia@example.org,analyst,it,Lyon,1,en,strategy,no,yes,,m7
e8,Ora Py,ora@example.org,analyst,sales,Lyon,1,pt,strategy,yes,yes,,m3
e9,Pia Qu,pia@example.org,analyst,legal,Porto,6,en,sailing,yes,no,m2,m6
e10,Sam P,sam@example.org,analyst,legal,Lyon,1,en,strategy,yes,no,,m6
e11,Tia Ro,tia@example.org,analyst,legal,Porto,6,en,sailing,yes,no,,m6
"""
DECISIONS = """\
mentee,mentor,decision,reason,by,waive
e3,m3,lock,They began last year,Dana,reporting_line;same department
e5,m1,forbid,One panel,Dana,
e6,m4,,,,
"""
FILES = {
    "program.yaml": PROGRAM,
    "mentors.csv": MENTORS,
    "mentees.csv": MENTEES,
    "decisions.csv": DECISIONS,
}
TABLES = ("pairs.csv", "unmatched.csv", "qualification.csv")


def write_inputs(folder: Path, **changes: str) -> None:
    """The inputs, some of them other than usual."""
    for name, text in FILES.items():
        write(folder / name, changes.get(name.partition(".")[0], text))


def honest_document(program: str = "program.yaml", decisions: str = "decisions.csv") -> Document:
    """What the best run of the inputs in the working directory says, worked out by brute force."""
    definition, findings = load.program(program)
    assert definition is not None
    cohort, more = load.cohort(definition, {})
    decided, entered, wrong = load.decisions(decisions, cohort.mentors, cohort.mentees)
    people = Cohort(definition.program, cohort.mentors.people, cohort.mentees.people, {}, decided)
    inputs = [*cohort.inputs, entered]
    return {
        **honest(people),
        "inputs": [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in inputs],
        "findings": [_finding(each) for each in (*findings, *more, *wrong)],
    }


def _finding(finding: Finding) -> Document:
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def inputs_now(document: Document) -> Inputs:
    """The inputs in the working directory that a document names."""
    save(Path("scratch"), document, {})
    inputs, _, _ = reread(read("scratch"))
    assert inputs is not None
    return inputs


def tables_of(document: Document, inputs: Inputs) -> dict[str, bytes]:
    """The tables that agree with a document, as somebody would write them who wants them to."""
    record = Record.model_validate_json(json.dumps({"files": {}, "sha256": "", **document}))
    tables = {}
    for name in TABLES:
        rows = expected(name, record, inputs) or []
        tables[name] = "\r\n".join([*(",".join(map(_cell, row)) for row in rows), ""]).encode("utf-8-sig")
    return tables


def _cell(text: str) -> str:
    guarded = f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
    return '"' + guarded.replace('"', '""') + '"'


def save(folder: Path, document: Document, tables: dict[str, bytes], *, rehash: bool = True) -> None:
    """Write a run folder; its hashes are those of what is written, or stay as the document has them."""
    folder.mkdir(exist_ok=True)
    for name, data in tables.items():
        write(folder / name, data)
    whole = dict(document)
    if rehash:
        whole |= {"files": {name: digest(data) for name, data in tables.items()}}
        whole.pop("sha256", None)
        whole["sha256"] = digest(written(whole))
    write(folder / "run.json", written(whole))


def checked(folder: str) -> Verdict:
    """All that `mentorkit verify` checks."""
    run = read(folder)
    inputs, moved, told = reread(run)
    checks: Iterable[Check] = (verify_files(run), Check("inputs", "", 0, tuple(moved)))
    if inputs is not None:
        checks = (*checks, *verify(run, inputs, told).checks)
    return Verdict(tuple(checks))
