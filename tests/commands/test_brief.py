"""`mentorkit brief` from end to end."""

from __future__ import annotations

import csv
import email
import json
import subprocess
import sys
from email import policy
from pathlib import Path

import pytest

from tests.conftest import ROOT, Ran, run, write, write_program

AUDIENCES = ("mentors", "mentees", "managers", "administrators", "sponsors")
LEADERS = "programs/emerging-leaders.yaml"
MENTORS = """\
id,name,email,location,level,skills,secret,preferences
m1,Ann Lee,ann@example.org,Lyon,director,coaching; budgeting,zqmentorsecret,e1
m2,Bo Ek,bo@example.org,Leeds,director,coaching,zqmentorsecret,
m3,Ina Ost,ina@example.org,Leeds,director,coaching,zqothersecret,
"""
MENTEES = """\
id,name,email,location,level,manager,goals,secret,rank,preferences
e1,Cy Roe,cy@example.org,Lyon,analyst,boss1,coaching,zqmentorsecret,zqfirst,m1
e2,Di Fox,di@example.org,Leeds,analyst,Eva Boss,budgeting,zqmenteesecret,zqlast,zqnobody
e3,Fay Gray,fay@example.org,Leeds,analyst,boss1,coaching,zqthirdsecret,zqlast,
"""
PEOPLE = "id,name,email,exit_risk\nboss1,Max Boss,max@example.org,zqleaving\nboss2,Eva Boss,,zqstaying\n"
SECTIONS = {
    "purpose": "Prepare successors.",
    "launch": "2027-01-11",
    "close": "2027-12-17",
    "sponsors": "[{name: Max Boss, role: COO}]",
    "vocabulary": "{levels: [analyst, director], fields: {secret: {type: text, private: true},"
    " rank: {type: text, private: true}, exit_risk: {type: text, private: true},"
    " goals: {type: list, readers: [mentors, mentees]}}}",
    "objectives": "[{id: bench, focus: leadership_depth, statement: Two are ready., supports: Plan 9,"
    " functions_at_risk: [Operations]}]",
    "rosters": "{mentors: {file: mentors.csv}, mentees: {file: mentees.csv},"
    " people: {file: people.csv, columns: {exit_risk: exit_risk}}}",
    "qualification": "{mentees: {require: [{rule: one_of, field: secret, values:"
    " [zqmentorsecret, zqmenteesecret], because: zqcause}]}}",
    "matching": "{priority: [{field: rank, value: zqfirst}], criteria: ["
    "{kind: same, field: secret, weight: 3},"
    "{kind: lookup, mentee: rank, mentor: secret, weight: 1, table: {zqlast: {zqmentorsecret: 0.5}}},"
    "{kind: covers, mentee: goals, mentor: skills, weight: 2},"
    "{kind: preference, weight: 1},"
    "{kind: same, field: location, weight: 2}]}",
    "training": "{mentors: [{name: listening, hours: 2, due: 2027-01-04}],"
    " managers: [{name: supporting, due: 2026-12-18}]}",
    "communication": "{contact: Program office (+49 30 1234), messages: ["
    "{audience: mentees, subject: Come and join, on: 2026-11-02, owner: Office},"
    "{audience: mentees, subject: Your mentor, on: 2027-01-06, announces: launch, serves: [bench],"
    ' body: "Your mentor is {{ partners[0].name }}, your level {{ person.level }}."},'
    "{audience: managers, subject: Your people, on: 2027-01-06, owner: COO}]}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return prepared(tmp_path)


def prepared(folder: Path, mentors: str = MENTORS, mentees: str = MENTEES, **changes: str) -> Path:
    write_program(folder, mentors=mentors, mentees=mentees, **{**SECTIONS, **changes})
    write(folder / "people.csv", PEOPLE)
    return folder


def briefed(folder: Path, *more: str, matched: bool = True) -> dict[str, str]:
    """All files by name, decoded; of a draft its headers and text."""
    arguments = ["brief", "program.yaml", "--out", "packs", *more]
    if matched:
        done = run("match", "program.yaml", "--out", "run", cwd=folder)
        assert done.code == 0, done.err
        arguments += ["--run", "run"]
    ran = run(*arguments, cwd=folder)
    assert ran.code == 0, ran.err
    return {
        path.relative_to(folder / "packs").as_posix(): decoded(path)
        for path in sorted((folder / "packs").rglob("*"))
        if path.is_file()
    }


def decoded(path: Path) -> str:
    if path.suffix != ".eml":
        return path.read_bytes().decode("utf-8-sig")
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    body = mail.get_body()
    assert body is not None
    return f"{headers}\n\n{body.get_content()}"


DONE = "person,module,status\nm1,listening,completed\nm2,listening,enrolled\nPat Row,supporting,completed\n"


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        pytest.param("mentor-m1", [], id="completed"),
        pytest.param("mentor-m2", ["complete the training listening"], id="enrolled"),
        pytest.param("mentor-m3", ["complete the training listening"], id="not in the file"),
        pytest.param("manager-Pat-Row", [], id="a manager whom no roster has"),
        pytest.param("manager-boss1", ["complete the training supporting"], id="another manager"),
    ],
)
def test_letters_ask_for_no_training_that_is_completed(tmp_path: Path, who: str, asked: list[str]) -> None:
    plan = SECTIONS["training"].removesuffix("}") + ", completions: {file: done.csv}}"
    folder = prepared(tmp_path, mentees=MENTEES.replace("Eva Boss", "Pat Row"), training=plan)
    write(folder / "done.csv", DONE)
    (letter,) = [
        text for name, text in briefed(folder, matched=False).items() if name.startswith(f"letters/{who}")
    ]
    lines = [line.partition(": ")[2] for line in letter.splitlines() if "complete the training" in line]
    assert [line.partition(" (")[0] for line in lines] == asked


@pytest.mark.parametrize(
    "matched", [pytest.param(False, id="before matching"), pytest.param(True, id="after")]
)
def test_whoever_waits_for_a_training_must_complete_it(tmp_path: Path, matched: bool) -> None:
    rule = "{rule: training_completed, training: listening}"
    folder = prepared(
        tmp_path,
        mentors="id,name,email,training_completed\nm1,Ann Lee,,listening\nm2,Bo Ek,,\n",
        mentees="id,name,email,manager\ne1,Cy Roe,,boss1\n",
        qualification=f"{{mentors: {{require: [{rule}]}}}}",
        matching="{criteria: [{kind: same, field: id, weight: 1}]}",
        communication="{contact: Office}",
        training="{mentors: [{name: listening, required: false}, {name: books, required: false}]}",
    )
    written = briefed(folder, matched=matched)
    asked = {
        name: [
            line[2:] for line in written[f"letters/mentor-{name}.eml"].splitlines() if "the training" in line
        ]
        for name in ("m1", "m2")
    }
    assert asked["m2"][0] == "complete the training listening"
    assert "if you like, complete the training books" in asked["m1"]
    assert not [line for line in asked["m1"] if "listening" in line]


def test_a_date_of_letters_that_is_none(folder: Path) -> None:
    ran = run("brief", "program.yaml", "--out", "packs", "--date", "soon", cwd=folder)
    assert (ran.code, ran.err) == (2, 'mentorkit: --date: "soon" is not a date such as 2027-01-31\n')


def test_the_plan_is_printed(folder: Path) -> None:
    ran = run("brief", "program.yaml", cwd=folder)
    assert ran.code == 0, ran.err
    assert "Come and join" in ran.out
    assert "3 messages, from 2026-11-02 to 2027-01-06." in ran.out
    found = json.loads(run("brief", "program.yaml", "--format", "json", cwd=folder).out)
    assert [each["on"] for each in found["messages"]] == ["2026-11-02", "2027-01-06", "2027-01-06"]
    rows = list(csv.DictReader(run("brief", "program.yaml", "--format", "csv", cwd=folder).out.splitlines()))
    assert rows[1]["serves"] == "bench"
    assert not (folder / "packs").exists()


def test_a_program_without_messages_has_packs(tmp_path: Path) -> None:
    write_program(tmp_path)
    assert "names no messages" in run("brief", "program.yaml", cwd=tmp_path).out
    files = briefed(tmp_path)
    assert {f"pack-{each}.{end}" for each in AUDIENCES for end in ("md", "html")} < files.keys()
    assert "Subject: Test" in files["letters/mentee-e1.eml"]


@pytest.mark.parametrize("matched", [True, False], ids=["matched", "before"])
def test_nothing_private_is_in_any_file(folder: Path, matched: bool) -> None:
    files = briefed(folder, matched=matched)
    assert len(files) > 15
    assert [name for name, text in files.items() if "zq" in text] == []


def test_the_private_values_would_be_found(folder: Path) -> None:
    """The same search finds what is not private: it looks in the right place."""
    program = (
        (folder / "program.yaml").read_text().replace("secret: {type: text, private: true}", "secret: text")
    )
    write(folder / "program.yaml", program)
    files = briefed(folder)
    assert "same secret: zqmentorsecret" in files["letters/mentee-e1.eml"]
    assert "zqmentorsecret" not in files["letters/manager-boss1.eml"]
    assert "zqthirdsecret" in files["pack-administrators.md"]


def test_who_sees_what(folder: Path) -> None:
    files = briefed(folder)
    mentee, manager = files["letters/mentee-e1.eml"], files["letters/manager-boss1.eml"]
    assert "To: Cy Roe <cy@example.org>" in mentee
    assert "Your mentor is Ann Lee, your level analyst." in mentee
    assert mentee.index("Prepare successors.") < mentee.index("Your mentor is")
    assert "* 1 of 1 goals (coaching)" in mentee
    assert "* and other criteria" in mentee
    assert "choice" not in mentee  # wishes are the administrators' to know
    assert "the mentee's choice 1 of 1" in files["pack-administrators.md"]
    assert "Cy Roe, with Ann Lee as mentor, from 2027-01-11 until 2027-12-17" in manager
    assert "Fay Gray, without a mentor this time" in manager
    assert "Di Fox" not in manager
    assert "by 2026-12-18: complete the training supporting" in manager
    for name, text in files.items():
        if "manager" in name or "sponsor" in name:
            assert not any(word in text for word in ("coaching", "choice", "Score", "score", "goals (")), name
        if name.startswith(("pack-mentors", "pack-mentees", "pack-managers", "pack-sponsors")):
            assert not any(word in text for word in ("Ann Lee", "Cy Roe", "Di Fox")), name
        if name.startswith("letters/mentee-e1"):
            assert not any(word in text for word in ("Bo Ek", "Di Fox", "Ina Ost"))
    assert "2 of 3 mentees have a mentor" in files["pack-sponsors.md"]
    assert "You do not take part this time" in files["letters/mentee-e3.eml"]
    assert "Your mentor is" not in files["letters/mentee-e3.eml"]
    assert "Subject: Test: where it stands" in files["letters/mentee-e3.eml"]
    assert "There is no mentee for you yet" in files["letters/mentor-m3.eml"]


def test_before_matching_letters_carry_the_first_message(folder: Path) -> None:
    files = briefed(folder, matched=False)
    assert "Subject: Come and join" in files["letters/mentee-e1.eml"]
    assert "who would like to take part" in files["letters/manager-boss1.eml"]
    assert "YOUR MENTOR" not in files["letters/mentee-e1.eml"]


def test_a_message_is_chosen(folder: Path) -> None:
    files = briefed(folder, "--message", "your people")
    assert {name for name in files if name.startswith("letters/")} == {
        "letters/manager-boss1.eml", "letters/manager-boss2.eml",
    }  # fmt: skip


def test_a_text_can_only_be_filled_in_with_what_its_reader_may_know(folder: Path) -> None:
    body = 'body: "Your mentor is {{ partners[0].name }}, your level {{ person.level }}."'
    text = (folder / "program.yaml").read_text()
    assert body in text
    for word, hint in (
        ("person.secret", "it is private"),
        ("partners[0].secret", "it is private"),
        ("person.preferences", "mentees may not read it"),
        ("person.levle", 'did you mean "level"?'),
        ("program.purpos", 'did you mean "purpose"?'),
        ("nobody", ""),
    ):
        write(folder / "program.yaml", text.replace(body, f'body: "Hello {{{{ {word} }}}}"'))
        run("match", "program.yaml", "--out", "run", "--force", cwd=folder)
        ran = run("brief", "program.yaml", "--run", "run", "--out", "packs", cwd=folder)
        assert ran.code == 1, word
        assert "error MK404" in ran.err
        assert hint in ran.err
        assert "zqmentorsecret" not in ran.err
        assert not (folder / "packs").exists()


def test_a_fault_in_a_text_or_template_has_a_place(folder: Path) -> None:
    block = 'body: "Your mentor is {{ partners[0].name }}, your level {{ person.level }}."'
    text = (folder / "program.yaml").read_text()
    line = next(n for n, each in enumerate(text.splitlines(), 1) if block in each)
    write(folder / "program.yaml", text.replace(block, 'body: "{% if %}"'))
    ran = run("brief", "program.yaml", cwd=folder)
    assert ran.code == 1
    assert f"program.yaml:{line}:" in ran.err
    assert "MK404" in ran.err


BLOCK = """\
version: 1
name: Test
rosters: {mentors: {file: mentors.csv}, mentees: {file: mentees.csv}}
matching: {criteria: [{kind: same, field: location, weight: 1}]}
communication:
  templates: ours
  messages:
    - audience: mentees
      subject: Hello
      body: |
        Dear all,

        {{ person.level }} is your level.
"""


def test_the_line_of_a_block_is_named(tmp_path: Path) -> None:
    write_program(tmp_path)
    write(tmp_path / "program.yaml", BLOCK.replace("  templates: ours\n", ""))
    ran = run("brief", "program.yaml", "--out", "packs", cwd=tmp_path)
    assert ran.code == 1
    assert "program.yaml:12:1: error MK404" in ran.err
    assert '"level" (mentee e1: it is blank' in ran.err
    assert "and 1 more" in ran.err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("pack.md", "Hi\n{{ program.nmae }}\n", "ours/pack.md:2:1: error MK404", id="unknown"),
        pytest.param("pack.md", "Hi\n{% if x %}\n", "ours/pack.md:2:1: error MK404", id="unclosed"),
        pytest.param(
            "letter-mentors.txt", "\n\n{{ ''.__class__ }}", "ours/letter-mentors.txt:3:1: error MK404",
            id="inner life",
        ),
        pytest.param("pack.md", "{% include '/etc/passwd' %}", "ours/pack.md:1:1: error MK404", id="a file"),
        pytest.param("pack.md", "{{ 1 / 0 }}", "ours/pack.md:1:1: error MK404", id="arithmetic"),
        pytest.param("pack.md", "{{ program }}", "ours/pack.md:1:1: error MK404", id="no text"),
        pytest.param("packs-mentors.md", "Hi", "", id="a part by its own name"),
        pytest.param("pack-mentor.md", "Hi", 'did you mean "pack-mentors.md"?', id="misspelt"),
    ],
)  # fmt: skip
def test_own_templates(tmp_path: Path, name: str, text: str, said: str) -> None:
    write_program(tmp_path)
    write(tmp_path / "program.yaml", BLOCK[: BLOCK.index("  messages")])
    (tmp_path / "ours").mkdir()
    write(tmp_path / "ours" / name, text)
    ran = run("brief", "program.yaml", "--out", "packs", cwd=tmp_path)
    assert said in ran.err
    assert ran.code == (1 if said else 0)
    assert (tmp_path / "packs").exists() == (not said)


def test_an_own_template_takes_the_place_and_may_build_on_ours(tmp_path: Path) -> None:
    write_program(tmp_path)
    write(tmp_path / "program.yaml", BLOCK[: BLOCK.index("  messages")])
    (tmp_path / "ours").mkdir()
    own = (
        '{% extends "mentorkit/pack.md" %}'
        "{% block why %}WHY *{{ program.name }}*\n{{ super() }}{% endblock %}"
    )
    write(tmp_path / "ours" / "pack-mentors.md", own)
    files = briefed(tmp_path)
    assert "WHY *Test*" in files["pack-mentors.md"]
    assert "## Why we do this" in files["pack-mentors.md"]
    assert "WHY" not in files["pack-mentees.md"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    write_program(tmp_path)
    write(tmp_path / "program.yaml", BLOCK[: BLOCK.index("  messages")])
    ran = run("brief", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert 'program.yaml:6:14: error MK403 communication: there is no folder "ours"' in ran.err


ODD = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("[red]Rob[/red]", id="rich markup"),
    pytest.param("[x](javascript:alert)", id="a link"),
    pytest.param("\u202egnp.exe", id="right to left"),
    pytest.param("דנה כהן", id="hebrew"),
    pytest.param("{{ person.secret }}{% raw %}", id="a template"),
    pytest.param("Rob\nBcc: all@example.org", id="a header"),
    pytest.param('"Rob" <x@example.org>, Bob', id="an address"),
    pytest.param("=cmd|' /C calc'!A0", id="a formula"),
    pytest.param("| a | b", id="a table"),
]


@pytest.mark.parametrize("name", ODD)
def test_names_are_shown_as_text(tmp_path: Path, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    mentors = MENTORS.replace("Ann Lee", quoted)
    files = briefed(prepared(tmp_path, mentors=mentors))
    page, pack = files["pack-administrators.html"], files["pack-administrators.md"]
    assert "<script>alert" not in page + pack
    assert "(javascript:" not in pack.replace("\\](javascript:", "")
    assert "\u202e" not in "".join(files.values())
    assert all(line.count(" | ") == 3 for line in pack.splitlines() if "(m1)" in line and line[0] == "|")
    letter = files["letters/mentee-e1.eml"]
    assert "bcc" not in {line.partition(":")[0].lower() for line in letter.split("\n\n")[0].splitlines()}
    mail = email.message_from_bytes(
        (tmp_path / "packs/letters/mentor-m1.eml").read_bytes(), policy=policy.default
    )
    assert [each.addr_spec for each in mail["To"].addresses] == ["ann@example.org"]
    assert mail.keys() == [
        "X-Unsent", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    ]  # fmt: skip
    shown = " ".join(name.replace("\u202e", "\ufffd").split())
    assert f"Dear {shown}," in files["letters/mentor-m1.eml"]
    rows = list(csv.DictReader(files["letters.csv"].splitlines(keepends=True)))
    assert not any(cell.startswith(("=", "@", "+")) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("address", "to"),
    [
        pytest.param("cy@example.org", "Cy Roe <cy@example.org>", id="plain"),
        pytest.param("cy@bücher.example", "Cy Roe <cy@xn--bcher-kva.example>", id="other letters"),
        pytest.param("cy at example", None, id="none"),
        pytest.param('"cy@example.org, bob@example.org"', None, id="two"),
        pytest.param("", None, id="blank"),
    ],
)
def test_addresses(tmp_path: Path, address: str, to: str | None) -> None:
    folder = prepared(tmp_path, mentees=MENTEES.replace("cy@example.org", address))
    ran = run("brief", "program.yaml", "--out", "packs", cwd=folder)
    assert ran.code == 0
    mail = email.message_from_bytes(
        (folder / "packs/letters/mentee-e1.eml").read_bytes(), policy=policy.default
    )
    assert mail["To"] == to
    assert ("MK406" in ran.err and "Cy Roe" in ran.err) == (to is None)


def test_the_same_bytes_again_and_a_date_when_asked(folder: Path) -> None:
    def taken() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (folder / "packs").rglob("*") if path.is_file()}

    briefed(folder)
    first = taken()
    assert run("brief", "program.yaml", "--run", "run", "--out", "packs", cwd=folder).code == 0
    assert taken() == first
    briefed(folder, "--date", "2027-01-06")
    assert "Date: Wed, 06 Jan 2027 09:00:00 +0000" in decoded(folder / "packs/letters/mentee-e1.eml")


def test_a_letter_of_somebody_who_left_does_not_stay(folder: Path) -> None:
    assert "letters/mentee-e3.eml" in briefed(folder)
    write(folder / "mentees.csv", "".join(MENTEES.splitlines(keepends=True)[:-1]))
    assert "letters/mentee-e3.eml" not in briefed(folder)


def test_a_draft_that_was_changed_is_kept(folder: Path) -> None:
    briefed(folder)
    draft = folder / "packs/letters/mentee-e1.eml"
    draft.write_bytes(draft.read_bytes() + b"PS\r\n")
    ran = run("brief", "program.yaml", "--run", "run", "--out", "packs", cwd=folder)
    assert ran.code == 2
    assert "files changed since (letters/mentee-e1.eml)" in ran.err
    write(folder / "packs/letters/note.txt", "mine")
    assert run("brief", "program.yaml", "--run", "run", "--out", "packs", "--force", cwd=folder).code == 0
    assert (folder / "packs/letters/note.txt").read_text() == "mine"
    assert b"PS" not in draft.read_bytes()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        pytest.param("mentees.csv", "the file of the mentees was changed", id="roster"),
        pytest.param("program.yaml", "was not made from this program as it is now", id="program"),
        pytest.param("run/pairs.csv", "was changed since the run was written", id="reviewed pairs"),
        pytest.param("run/run.json", "its own hash does not fit", id="record"),
    ],
)
def test_a_run_that_does_not_fit_is_refused(folder: Path, file: str, said: str) -> None:
    assert run("match", "program.yaml", "--out", "run", cwd=folder).code == 0
    path = folder / file
    path.write_bytes(path.read_bytes().replace(b"Lyon", b"Leon") + b"\n")
    ran = run("brief", "program.yaml", "--run", "run", "--out", "packs", cwd=folder)
    assert ran.code == 1
    assert said in ran.err
    assert not (folder / "packs").exists()


def refused(*arguments: str, folder: Path) -> Ran:
    ran = run("brief", "program.yaml", *arguments, cwd=folder)
    assert ran.code == 2
    return ran


def test_options_that_say_nothing_are_refused(folder: Path) -> None:
    assert "--run is about packs and letters" in refused("--run", "run", folder=folder).err
    assert "no message has the subject" in refused("--out", "p", "--message", "Helo", folder=folder).err
    ran = refused("--out", "p", "--run", "run", "--mentors", "mentors.csv", folder=folder)
    assert "cannot change the people of a run" in ran.err
    assert "there is no run at run" in refused("--out", "p", "--run", "run", folder=folder).err


def test_packs_need_no_rosters(folder: Path) -> None:
    (folder / "mentors.csv").unlink()
    files = briefed(folder, "--no-letters", matched=False)
    assert not any(name.startswith("letter") for name in files)
    assert "pack-mentors.html" in files


def test_a_manager_whom_nobody_knows(folder: Path) -> None:
    write(folder / "mentees.csv", MENTEES.replace(",boss1,", ",Unknown Person,").replace("Eva Boss", ""))
    ran = run("brief", "program.yaml", "--out", "packs", cwd=folder)
    assert ran.code == 0
    assert "mentees.csv:2:6: warning MK406 managers whom no roster names as one person" in ran.err
    assert "note MK407 1 mentee has no manager" in ran.err


def test_private_fields_have_no_readers(tmp_path: Path) -> None:
    write_program(tmp_path, vocabulary="{fields: {x: {private: true, readers: [mentors]}}}")
    ran = run("check", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert 'MK405 "x" is private, and names mentors as readers' in ran.out


def test_a_program_of_the_examples(tmp_path: Path) -> None:
    assert run("match", LEADERS, "--out", str(tmp_path / "run"), cwd=ROOT).code == 0
    ran = run("brief", LEADERS, "--run", str(tmp_path / "run"), "--out", str(tmp_path / "p"), cwd=ROOT)
    assert ran.code == 0, ran.err
    record = json.loads((tmp_path / "p" / "brief.json").read_bytes())
    assert len(record["letters"]) == len(list((tmp_path / "p" / "letters").iterdir())) == 63
    page = (tmp_path / "p" / "pack-mentors.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


def test_help_imports_no_templates() -> None:
    code = (
        "import sys; sys.argv = ['mentorkit', 'brief', '--help']\n"
        "from mentorkit.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "assert not {'jinja2', 'icalendar', 'pandas', 'numpy'} & sys.modules.keys(), sorted(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_a_name_is_kept_for_those_on_the_waiting_list_alone(tmp_path: Path) -> None:
    mentees = "id,name,email,hours\ne1,Cy Roe,,4\ne2,Di Fox,,3\ne3,Fay Gray,,1\n"
    pool = (
        "{mentees: {require: [{rule: at_least, field: hours, value: 2}], size: 1, "
        "rank_by: [{kind: availability, field: hours, none: 0, full: 4, weight: 1}]}}"
    )
    folder = prepared(
        tmp_path, mentees=mentees, pool=pool, vocabulary="{fields: {hours: number}}", rosters="{mentors: "
        "{file: mentors.csv}, mentees: {file: mentees.csv}}", objectives="[]", qualification="{}",
        matching="{criteria: [{kind: same, field: id, weight: 1}]}", communication="{contact: Office}",
    )  # fmt: skip
    letters = {name[15:17]: text for name, text in briefed(folder).items() if "mentee-" in name}
    kept = {who for who, text in letters.items() if "We keep your name" in text}
    apart = {who for who, text in letters.items() if "You do not take part this time" in text}
    assert (kept, apart) == ({"e2"}, {"e3"})


def test_the_pack_of_administrators_says_once_that_private_criteria_count(
    folder: Path, tmp_path: Path
) -> None:
    said = "Scores count other criteria, too, on which no reasons are shown: they rest on private fields."
    packs = briefed(folder)
    for form in ("md", "html"):
        assert packs[f"pack-administrators.{form}"].count(said) == 1
        assert "and other criteria" not in packs[f"pack-administrators.{form}"]
        assert said not in packs[f"pack-mentees.{form}"]
    (tmp_path / "open").mkdir()
    open_to_all = prepared(
        tmp_path / "open", matching="{criteria: [{kind: same, field: location, weight: 2}]}"
    )
    packs = briefed(open_to_all)
    assert said not in packs["pack-administrators.md"] + packs["pack-administrators.html"]
