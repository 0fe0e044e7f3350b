"""`mentorkit new` from end to end: flags, questions, refusals, and what it writes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mentorkit import load
from mentorkit.cli import app
from mentorkit.commands import _questions
from mentorkit.commands._start_dates import day
from mentorkit.export import together
from mentorkit.export.files import replace_file
from mentorkit.finding import CannotRun
from mentorkit.program import Program
from tests.conftest import ROOT, SHARED_DATA, Ran, workbook, write
from tests.conftest import run as whole_process

FOCUSES = ["skill_development", "succession_pipeline", "leadership_depth"]
FILES = {"program.yaml", "program.schema.json", "README.md"}
EXAMPLES = {"mentors.csv", "mentees.csv"}
ANSWERED = [
    "--purpose", "Fill the posts that fall vacant.", "--plan", "Plan 2027", "--sponsor", "Ann Lee",
    "--sponsor-role", "COO", "--approved", "2026-01-31", "--launch", "2027-02-01", "--close", "2027-11-26",
]  # fmt: skip
MENTORS = (
    "Staff number,What is your name?,Which topics can you help with?,Job level,Boss,"
    "Explains clearly (1-5),Years here,How many mentees?,Site\n"
    'S1,Ann Lee,"Skill: coaching;Skill: strategy;",manager,S9,5,4,"Two, please",Lyon\n'
    'S2,Bo Ek,"Skill: strategy;",director,S9,4,12,Whatever helps,Lyon\n'
    'S3,Cy Roe,"Skill: coaching;",manager,S9,3,9,Not this year,Leeds\n'
)
MENTEES = (
    "Staff number,What is your name?,What would you like to learn?,Job level,Boss,Gender,Site\n"
    "S4,Di Fox,strategy; coaching,specialist,S3,f,Lyon\n"
    "S5,Ed May,strategy,specialist,S2,m,Leeds\n"
)


def run(*arguments: str, cwd: Path) -> Ran:
    """A command in this process, which is quicker than one of its own."""
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(app, arguments)
    error = done.exception
    if isinstance(error, CannotRun):
        return Ran(2, done.stdout, f"{done.stderr}mentorkit: {error}\n")
    if error is not None and not isinstance(error, SystemExit):
        raise error
    return Ran(done.exit_code, done.stdout, done.stderr)


def rosters(folder: Path) -> list[str]:
    write(folder / "our mentors.csv", MENTORS)
    write(folder / "our mentees.csv", MENTEES)
    return ["--mentors", "our mentors.csv", "--mentees", "our mentees.csv"]


def checked(folder: Path) -> list[str]:
    """The codes that `check` has for a program; there is no error."""
    ran = run("check", "program.yaml", "--format", "json", cwd=folder)
    assert ran.code == 0, ran.out + ran.err
    return [each["code"] for each in json.loads(ran.out)["findings"]]


def read(folder: Path) -> Program:
    definition, findings = load.program(str(folder / "program.yaml"))
    assert definition is not None, findings
    return definition.program


@pytest.mark.parametrize("focus", FOCUSES)
def test_a_whole_program_with_examples_runs_at_once(tmp_path: Path, focus: str) -> None:
    ran = run("new", "p", "--name", "Leaders", "--focus", focus, *ANSWERED, cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    folder = tmp_path / "p"
    assert {path.name for path in folder.iterdir()} == FILES | EXAMPLES
    assert set(checked(folder)) == set()
    assert run("qualify", "program.yaml", cwd=folder).code == 0
    matched = json.loads(run("match", "program.yaml", "--format", "json", cwd=folder).out)
    assert matched["totals"]["matched"] == 2
    text = (folder / "program.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=program.schema.json\n")
    assert (folder / "program.schema.json").read_text(encoding="utf-8") == run("schema", cwd=tmp_path).out
    assert "EXAMPLE" in (folder / "mentors.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("focus", FOCUSES)
@pytest.mark.parametrize("given", [["--mentors"], ["--mentees"], ["--mentors", "--mentees"]], ids="+".join)
def test_rosters_are_read_as_they_are(tmp_path: Path, focus: str, given: list[str]) -> None:
    named = rosters(tmp_path)
    flags = [word for flag in given for word in (flag, named[named.index(flag) + 1])]
    levels = ["--levels", "specialist, manager, director"]
    ran = run("new", "p", "--yes", "--focus", focus, *levels, *flags, *ANSWERED, cwd=tmp_path)
    assert ran.code == 0, ran.err
    folder = tmp_path / "p"
    assert set(checked(folder)) == set()
    assert run("qualify", "program.yaml", cwd=folder).code == 0
    assert run("match", "program.yaml", cwd=folder).code == 0
    for flag in given:
        assert not (folder / f"{flag[2:]}.csv").exists()


def test_what_is_made_of_a_roster(tmp_path: Path) -> None:
    ran = run(
        "new", "p", "--yes", *rosters(tmp_path), "--levels", "specialist,manager,director", cwd=tmp_path
    )
    assert ran.code == 0, ran.err
    program = read(tmp_path / "p")
    mentors = program.rosters.mentors
    assert mentors.file == "../our mentors.csv"
    assert {name: rule.headings for name, rule in mentors.columns.items()} == {
        "name": ("What is your name?",),
        "manager": ("Boss",),
        "skills": ("Which topics can you help with?",),
        "capacity": ("How many mentees?",),
        "explains_clearly": ("Explains clearly (1-5)",),
    }
    assert mentors.columns["skills"].remove == ("Skill: ",)
    assert mentors.columns["capacity"].values == {
        "Two, please": 2, "Whatever helps": "", "Not this year": 0,
    }  # fmt: skip
    assert list(program.vocabulary.skills) == ["strategy", "coaching"]
    assert program.vocabulary.levels == ("specialist", "manager", "director")
    assert program.objectives[0].skills == ("strategy", "coaching")
    assert [rule.name for rule in program.matching.never] == ["reporting_line"]
    assert [criterion.label for criterion in program.matching.criteria] == [
        "covers development_goals",
        "level_gap",
        "same location",
    ]
    assert [criterion.weight for criterion in program.matching.criteria] == [60, 27, 13]
    text = (tmp_path / "p" / "program.yaml").read_text(encoding="utf-8")
    assert "# Not used: Gender." in text
    assert "Years here" in text.partition("# Not used:")[2]


def test_the_order_of_levels_is_never_guessed(tmp_path: Path) -> None:
    assert run("new", "p", "--yes", *rosters(tmp_path), cwd=tmp_path).code == 0
    program = read(tmp_path / "p")
    assert program.vocabulary.levels == ()
    text = (tmp_path / "p" / "program.yaml").read_text(encoding="utf-8")
    assert "  # levels: [manager, director, specialist]\n" in text
    assert not program.matching.must


@pytest.mark.parametrize(
    ("levels", "code", "told"),
    [
        pytest.param(
            ["--levels", "specialist,manager"],
            0,
            "the rosters also have director: as no levels of the program, these cells are faults",
            id="left out",
        ),
        pytest.param(
            ["--levels", "specailist,manager,director"], 0, '"specialist" for "specailist"', id="near"
        ),
        pytest.param([], 0, "", id="none"),
    ],
)
def test_levels_that_are_left_out_are_no_trap(
    tmp_path: Path, levels: list[str], code: int, told: str
) -> None:
    ran = run("new", "p", "--yes", *rosters(tmp_path), *levels, cwd=tmp_path)
    assert ran.code == code, ran.err
    assert told in ran.err
    checked(tmp_path / "p")


def test_one_workbook_for_both_roles(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Register of leaders", None, None, None, None],
        [],
        ["Staff number", "Full name", "Role", "Site", "Work email"],
        ["H1", "Ann", "Mentor", "Lyon", "a@example.org"],
        ["H2", "Bo", "Both", "Lyon", "b@example.org"],
        ["H3", "Cy", "Mentee", "Leeds", "c@example.org"],
    ]
    write(tmp_path / "all.xlsx", workbook({"Notes": [["nothing"]], "People": rows}))
    ran = run("new", "p", "--yes", "--mentors", "all.xlsx", "--mentees", "all.xlsx", cwd=tmp_path)
    assert ran.code == 0, ran.err
    spec = read(tmp_path / "p").rosters
    assert (spec.mentors.sheet, spec.mentors.header_row) == ("People", 3)
    assert spec.mentors.rows is not None
    assert spec.mentors.rows.one_of == ("Mentor", "Both")
    found = json.loads(run("qualify", "program.yaml", "--format", "json", cwd=tmp_path / "p").out)
    assert [person["id"] for person in found["people"]] == ["H1", "H2", "H2", "H3"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param('It\'s "quoted"', id="quotes"),
        pytest.param("Leaders: the next ten", id="colon"),
        pytest.param("Leaders #1 # of 2", id="number sign"),
        pytest.param("Führung für Łódź 日本 🌱", id="unicode"),
        pytest.param("two\nlines\twith tab", id="newline"),
        pytest.param("- [x]: {y}, *z &w !v |", id="yaml signs"),
        pytest.param("no", id="a word of YAML 1.1"),
        pytest.param("2027-01-01", id="a date"),
        pytest.param("1e3", id="a number"),
        pytest.param("\\n %TAG ---", id="backslash"),
        pytest.param("a\u2028b\u200bc\x85d\ufeffe\x07f", id="what is not seen"),
    ],
)
def test_any_name_is_written_safely(tmp_path: Path, name: str) -> None:
    flags = ["--name", name, "--purpose", name, "--plan", name, "--sponsor", name, "--owner", name]
    ran = run("new", "p", "--yes", *flags, "--skills", "a: #b; c, d", "--functions", name, cwd=tmp_path)
    assert ran.code == 0, ran.err
    program = read(tmp_path / "p")
    assert program.name == program.purpose == program.sponsors[0].name == name
    assert program.objectives[0].supports == program.objectives[0].owner == name
    assert program.objectives[0].skills == ("a: #b", "c, d")
    heading = (tmp_path / "p" / "README.md").read_text(encoding="utf-8").splitlines()[0]
    assert heading.startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["p"], "nobody is here to ask: give --name and --focus, or --yes for", id="nothing"),
        pytest.param(["p", "--name", "X"], "give --focus, or --yes for", id="no focus"),
        pytest.param(["p", "--yes", "--name", "  "], "--name is empty", id="blank name"),
        pytest.param(["p", "--yes", "--mentors", "no.csv"], "there is no file no.csv", id="no roster"),
        pytest.param(["p", "--yes", "--mentors", "."], ". is a folder, not a file", id="a folder"),
        pytest.param(
            ["p", "--yes", "--launch", "2027-02-01", "--close", "2027-02-01"],
            "--close 2027-02-01 is not after the launch on 2027-02-01",
            id="dates",
        ),
        pytest.param(
            ["p", "--yes", "--launch", "soon"],
            '--launch: "soon" is not a date; write it as 2027-01-31',
            id="no date",
        ),
        pytest.param(["p", "--yes", "--close", "3/4/2027"], "write it as 2027-01-31", id="two dates"),
        pytest.param(["our mentors.csv", "--yes"], "our mentors.csv is a file, not a folder", id="a file"),
        pytest.param(["held", "--yes"], "held holds program.yaml; name another folder", id="program"),
        pytest.param(
            ["begun", "--yes"], f"begun holds mentors.csv (--mentors {Path('begun/mentors.csv')}", id="roster"
        ),
        pytest.param(["p", "--yes", "--map", "skills=x"], "is not ROLE.FIELD=HEADING", id="map"),
        pytest.param(["p", "--yes", "--map", "mentors.skills=x"], "needs --mentors FILE", id="map alone"),
        pytest.param(
            ["p", "--yes", "--mentors", "our mentors.csv", "--map", "mentors.level=Job levle"],
            'mentors.level: "Job levle" is not a heading of our mentors.csv; did you mean "Job level"?',
            id="map to nowhere",
        ),
    ],
)
def test_refusals_write_nothing(tmp_path: Path, arguments: list[str], message: str) -> None:
    rosters(tmp_path)
    for folder, name in (("held", "program.yaml"), ("begun", "mentors.csv")):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / name, "mine")
    before = sorted(path for path in tmp_path.rglob("*"))
    ran = run("new", *arguments, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_a_roster_that_is_no_table_is_told_with_its_findings(tmp_path: Path) -> None:
    write(tmp_path / "m.csv", "")
    ran = run("new", "p", "--yes", "--mentors", "m.csv", cwd=tmp_path)
    assert ran.code == 1
    assert "MK802" in ran.err
    assert not (tmp_path / "p").exists()


def test_force_replaces_the_program_and_never_a_roster(tmp_path: Path) -> None:
    assert run("new", "p", "--yes", cwd=tmp_path).code == 0
    write(tmp_path / "p" / "mentors.csv", MENTORS)
    ran = run("new", "p", "--yes", "--force", "--name", "Second", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert (tmp_path / "p" / "mentors.csv").read_bytes() == MENTORS.encode()
    program = read(tmp_path / "p")
    assert program.name == "Second"
    assert "explains_clearly" in program.vocabulary.fields
    assert run("qualify", "program.yaml", "--of", "mentors", cwd=tmp_path / "p").code == 0


def test_a_heading_is_mapped_by_hand(tmp_path: Path) -> None:
    write(tmp_path / "m.csv", "Badge,Mail me at,Knows,Zzz\n7,a@example.org,x; y,1\n8,b@example.org,y,2\n")
    flags = ["--map", "mentors.id=Badge", "--map", "mentors.skills=knows", "--map", "mentors.stars=zzz"]
    assert run("new", "p", "--yes", "--mentors", "m.csv", *flags, cwd=tmp_path).code == 0
    program = read(tmp_path / "p")
    columns = {name: rule.column for name, rule in program.rosters.mentors.columns.items()}
    assert columns == {"id": "Badge", "email": "Mail me at", "skills": "Knows", "stars": "Zzz"}
    assert program.vocabulary.fields["stars"].type == "number"


def test_a_roster_without_ids_says_so(tmp_path: Path) -> None:
    write(tmp_path / "m.csv", "Nickname,Level\nAnn,high\nBo,low\n")
    ran = run("new", "p", "--yes", "--mentors", "m.csv", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "MK804" in ran.err
    assert "which column of ../m.csv holds an id or an e-mail address" in ran.err
    checked(tmp_path / "p")


# ---- questions


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`answer(*arguments, lines=[...])`: the command with somebody at the terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(_questions, "attended", lambda: True)

    def begin(*arguments: str, lines: list[str]) -> Result:
        return CliRunner().invoke(app, ["new", *arguments], input="".join(f"{line}\n" for line in lines))

    return begin


def test_enter_accepts_everything(tmp_path: Path, answer: Callable[..., Result]) -> None:
    done = answer("next-leaders", lines=[""] * 40)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == ""
    program = read(tmp_path / "next-leaders")
    assert program.name == "Next leaders"
    assert program.objectives[0].focus == "skill_development"
    checked(tmp_path / "next-leaders")


def test_answers_are_taken_and_wrong_ones_asked_again(tmp_path: Path, answer: Callable[..., Result]) -> None:
    lines = [
        "Leaders: 2027", "7", "2", "Because posts fall vacant", "Plan 2027", "Ann Lee", "COO",
        "someday", "30.11.2026", "1 Feb 2027", "2027-01-01", "26/11/2027", "nowhere.csv", "", "",
        "junior, senior", "coaching; strategy", "Finance", "many", "12", "", "y",
    ]  # fmt: skip
    done = answer("p", lines=lines)
    assert done.exit_code == 0, done.stderr
    for told in (
        '"7" is none of them', '"someday" is not a date', "2027-01-01 is not after the first day",
        "there is no file nowhere.csv", '"many" is not a number of people',
    ):  # fmt: skip
        assert told in done.stderr
    program = read(tmp_path / "p")
    assert program.name == "Leaders: 2027"
    (objective,) = program.objectives
    assert (objective.focus, objective.skills) == ("succession_pipeline", ("coaching", "strategy"))
    assert objective.functions_at_risk == ("Finance",)
    assert objective.statement.startswith("6 of 12 mentees")
    assert program.vocabulary.levels == ("junior", "senior")
    assert str(program.launch) == "2027-02-01"
    assert str(program.sponsors[0].approved) == "2026-11-30"


def test_guesses_are_confirmed_or_corrected(tmp_path: Path, answer: Callable[..., Result]) -> None:
    flags = ["--name", "P", "--focus", "leadership_depth", *ANSWERED, "--owner", "COO", *rosters(tmp_path)]
    mentors = [
        "y",
        "y",
        "n",
        "y",
        "nonsense",
        "skills=Which topics?",
        "skills=which topics can you help with",
    ]
    mentors += ["", "y", "y"]  # no more headings; explains_clearly and years_here are added
    mentees = ["y", "y", "y", ""]
    rest = ["specialist, manager", "n", "specialist, manager, director", "strategy", "", "", "y"]
    done = answer("p", *flags, lines=[*mentors, *mentees, *rest])
    assert done.exit_code == 0, done.stderr
    for told in (
        "skills (a guess)", "not used: tells what the law protects", "write FIELD=HEADING",
        '"Which topics?" is not a heading', "the rosters also have director",
    ):  # fmt: skip
        assert told in done.stderr
    program = read(tmp_path / "p")
    assert program.vocabulary.levels == ("specialist", "manager", "director")
    assert list(program.vocabulary.fields) == ["explains_clearly", "years_here"]
    assert program.rosters.mentors.columns["skills"].remove == ("Skill: ",)
    assert set(checked(tmp_path / "p")) == set()


def test_a_guess_that_is_turned_down_is_not_used(tmp_path: Path, answer: Callable[..., Result]) -> None:
    write(tmp_path / "m.csv", "ID,What is your name?,Team,Site\n1,Ann Lee,A,Lyon\n2,Bo Ek,B,Lyon\n")
    flags = ["--name", "P", "--focus", "leadership_depth", *ANSWERED, "--owner", "x", "--mentors", "m.csv"]
    done = answer("p", *flags, lines=["n", "n", "", *[""] * 9])
    assert done.exit_code == 0, done.stderr
    mentors = read(tmp_path / "p").rosters.mentors
    assert not mentors.columns
    text = (tmp_path / "p" / "program.yaml").read_text(encoding="utf-8")
    assert "# Not used: What is your name?; Team." in text


@pytest.mark.parametrize("lines", [["Leaders"], ["Leaders", "1", "", "", "", "", "", ""]], ids=len)
def test_who_stops_answering_leaves_nothing_behind(
    tmp_path: Path, answer: Callable[..., Result], lines: list[str]
) -> None:
    done = answer("p", lines=lines)
    assert done.exit_code == 1  # typer's own end of an aborted prompt; main() makes it 130
    assert list(tmp_path.iterdir()) == []


def test_no_at_the_end_writes_nothing(tmp_path: Path, answer: Callable[..., Result]) -> None:
    flags = ["--name", "P", "--focus", "leadership_depth", "--owner", "x", *ANSWERED, "--size", "9"]
    done = answer("p", *flags, "--levels", "a,b", "--skills", "c", "--functions", "d", lines=["", "", "n"])
    assert done.exit_code == 0, done.stderr
    assert "nothing was written" in done.stderr
    assert list(tmp_path.iterdir()) == []


WISHES = (
    "ID,Full name,Wish mentor 1,Wish mentor 2,Grade\n"
    "E1,Di Fox,Ann Lee,Bo Ek,Team Laed\nE2,Ed May,Bo Ek,,Analyst\nTotal: 2,,,,\n"
)
NAMED = "ID,Full name,Level\nM1,Ann Lee,Team Lead\nM2,Bo Ek,Director\nM3,Cy Roe,Team Lead\n"


def wishing(folder: Path) -> list[str]:
    write(folder / "m.csv", NAMED)
    write(folder / "e.csv", WISHES)
    return ["--mentors", "m.csv", "--mentees", "e.csv"]


def test_wishes_slips_and_totals_are_told(tmp_path: Path) -> None:
    ran = run("new", "p", "--yes", *wishing(tmp_path), cwd=tmp_path)
    assert ran.code == 0, ran.err
    columns = read(tmp_path / "p").rosters.mentees.columns
    assert columns["preferences"].columns == ("Wish mentor 1", "Wish mentor 2")
    assert columns["level"].values == {"Team Laed": "Team Lead"}
    assert 'taken for slips: "Team Laed" for "Team Lead"' in ran.err
    assert 'e.csv:4:1: warning MK822 the row holds nothing but "Total: 2"' in ran.err
    assert [type(each).__name__ for each in read(tmp_path / "p").matching.criteria] == ["Preference"]


def test_a_field_is_named_as_people_write_it_and_may_have_several_columns(tmp_path: Path) -> None:
    write(tmp_path / "m.csv", "ID,Rank,Good at,Also at\n1,low,x,y\n2,high,y,\n")
    flags = [
        "--map",
        "mentors.Level=Rank",
        "--map",
        "mentors.Skills=Good at",
        "--map",
        "mentors.skills=Also at",
    ]
    ran = run("new", "p", "--yes", "--mentors", "m.csv", *flags, cwd=tmp_path)
    assert ran.code == 0, ran.err
    program = read(tmp_path / "p")
    columns = {name: rule.headings for name, rule in program.rosters.mentors.columns.items()}
    assert columns == {"level": ("Rank",), "skills": ("Good at", "Also at")}
    assert "Level" not in program.vocabulary.fields
    ran = run(
        "new", "q", "--yes", "--mentors", "m.csv", *flags, "--map", "mentors.level=Good at", cwd=tmp_path
    )
    assert (ran.code, ran.err) == (2, "mentorkit: --map mentors.level: level is one column, not several\n")


def test_a_field_that_is_named_twice_joins_its_columns(tmp_path: Path, answer: Callable[..., Result]) -> None:
    write(tmp_path / "m.csv", "ID,Rank,Tier,Good at,Also at,And\n1,low,b,x,y,z\n2,high,c,y,,z\n")
    flags = ["--name", "P", "--focus", "leadership_depth", *ANSWERED, "--owner", "x", "--mentors", "m.csv"]
    mapped = ["Skills=Also at", "y", "skills=and", "", "level=Tier", "level=Rank", "id=Tier", "id=ID", ""]
    done = answer("p", *flags, lines=["y", *mapped, *[""] * 12])  # that Good at holds the skills is a guess
    assert done.exit_code == 0, done.stderr
    assert 'Together with "Good at" + "Also at"? [Y/n]' in done.stderr
    assert 'level is one column: now "Rank" in place of "Tier"' in done.stderr
    columns = {name: rule.headings for name, rule in read(tmp_path / "p").rosters.mentors.columns.items()}
    assert columns["skills"] == ("Good at", "Also at", "And")
    assert (columns["level"], columns["id"]) == (("Rank",), ("ID",))


def test_levels_are_asked_until_they_are_right_and_never_for_ever(
    tmp_path: Path, answer: Callable[..., Result]
) -> None:
    flags = ["--name", "P", "--focus", "skill_development", *ANSWERED, "--owner", "x", *wishing(tmp_path)]
    rosters_asked = ["", "y", "y", "", ""]  # mentors; wishes and the level of mentees are guesses
    levels = ["Team Lead, Director", "y", "n", "Analyst, Team Lead", "y", "y"]
    done = answer("p", *flags, lines=[*rosters_asked[:1], *rosters_asked[2:4], *levels, "", "", "y"])
    assert done.exit_code == 0, done.stderr
    assert 'Is "Team Laed" the level "Team Lead"? [Y/n]' in done.stderr
    assert "Leave out Director? [y/N]" in done.stderr
    program = read(tmp_path / "p")
    assert program.vocabulary.levels == ("Analyst", "Team Lead")
    assert program.rosters.mentees.columns["level"].values == {"Team Laed": "Team Lead"}


def test_what_follows_from_a_question_is_asked_after_it(
    tmp_path: Path, answer: Callable[..., Result]
) -> None:
    done = answer("p", lines=[""] * 40)
    assert "As what" not in done.stderr
    assert "Approved on" not in done.stderr
    assert done.stderr.index("The objective: 16 of 20 mentees") < done.stderr.index("Who answers for it")


def test_after_faults_in_a_roster_the_first_thing_to_mend_is_named(tmp_path: Path) -> None:
    ran = run("new", "p", "--yes", *rosters(tmp_path), "--levels", "specialist,manager", cwd=tmp_path)
    assert ran.code == 0
    first, then = ran.err.splitlines()[-2:]
    assert first.startswith("next: mend what is wrong in the rosters, first our mentors.csv:3:4: level:")
    assert then == f"then: mentorkit check {Path('p/program.yaml')} --rosters"


@pytest.mark.parametrize("command", ["match", "qualify", "why", "scores"])
def test_a_folder_in_place_of_a_program(tmp_path: Path, command: str) -> None:
    (tmp_path / "p").mkdir()
    more = ["--mentee", "e1"] if command == "why" else []
    ran = run(command, "p", *more, cwd=tmp_path)
    assert (ran.code, ran.err) == (2, "mentorkit: p is a folder, not a file\n")
    write(tmp_path / "p" / "program.yaml", "name: x\n")
    ran = run(command, "p", *more, cwd=tmp_path)
    inside = Path("p/program.yaml")
    assert (ran.code, ran.err) == (2, f"mentorkit: p is a folder, not a file; its program is {inside}\n")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2027-01-31", "2027-01-31"),
        ("31.01.2027", "2027-01-31"),
        ("31/1/2027", "2027-01-31"),
        ("20 Nov 2026", "2026-11-20"),
        ("20. November 2026", "2026-11-20"),
        ("Nov 20, 2026", "2026-11-20"),
        ("  1 may 2027 ", "2027-05-01"),
        ("3/4/2027", "could be day first or month first; write it as 2027-01-31"),
        ("31 Feb 2027", "is not a day of the calendar"),
        ("next week", "is not a date; write it as 2027-01-31"),
        ("20 Nov 26", "is not a date"),
    ],
)
def test_days_as_people_write_them(given: str, found: str) -> None:
    try:
        assert str(day(given)) == found
    except ValueError as error:
        assert str(error).startswith(f'"{given}" ')
        assert found in str(error)


# ---- all or nothing


@pytest.mark.parametrize("error", [CannotRun("disk full"), KeyboardInterrupt()], ids=["disk", "Ctrl-C"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_files_stand_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int
) -> None:
    write(tmp_path / "b", "old")
    real, calls = replace_file, 0

    def failing(path: Path, data: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == after + 1:
            raise error
        real(path, data)

    monkeypatch.setattr(together, "replace_file", failing)
    for folder, kept in ((tmp_path, {"b": b"old"}), (tmp_path / "new" / "deep", {})):
        calls = 0
        with pytest.raises(type(error)):
            together.write_together(folder, {"a": b"1", "b": b"2", "c": b"3"})
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b": b"old"}
        assert kept.keys() <= {"b"}


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    write(tmp_path / "file", "x")
    ran = run("new", "file/p", "--yes", cwd=tmp_path)
    assert ran.code == 2
    assert "cannot be used" in ran.err


# ---- rosters that nobody here wrote


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the rosters are not at hand")
@pytest.mark.parametrize("focus", FOCUSES)
@pytest.mark.parametrize(
    ("folder", "mentors", "matched"),
    [
        pytest.param("civil-service", "mentors.csv", 50, id="civil-service"),
        pytest.param("forms", "mentors.csv", 6, id="forms"),
        pytest.param("forms", "mentors_header_on_row_2.csv", 6, id="blank first row"),
        pytest.param("shortage", "mentors.csv", 18, id="shortage"),
    ],
)
def test_real_rosters_are_taken_as_they_are(
    tmp_path: Path, focus: str, folder: str, mentors: str, matched: int
) -> None:
    data = SHARED_DATA / folder
    flags = ["--mentors", str(data / mentors), "--mentees", str(data / "mentees.csv"), "--focus", focus]
    assert run("new", "p", "--yes", *flags, cwd=tmp_path).code == 0
    checked(tmp_path / "p")
    assert qualified(tmp_path / "p").code == 0
    found = json.loads(run("match", "program.yaml", "--format", "json", cwd=tmp_path / "p").out)
    assert found["totals"]["matched"] == matched


@pytest.mark.parametrize("name", ["civil-service", "emerging-leaders", "skills-exchange"])
def test_rosters_of_the_examples_are_taken_as_they_are(tmp_path: Path, name: str) -> None:
    data = ROOT / "examples" / name
    flags = ["--mentors", str(data / "mentors.csv"), "--mentees", str(data / "mentees.csv")]
    assert run("new", "p", "--yes", *flags, cwd=tmp_path).code == 0
    checked(tmp_path / "p")
    assert qualified(tmp_path / "p").code == 0


def qualified(folder: Path) -> Ran:
    return run("qualify", "program.yaml", "--format", "json", cwd=folder)


def test_the_whole_process_ends_with_2_and_a_sentence(tmp_path: Path) -> None:
    ran = whole_process("new", "p", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "mentorkit: nobody is here to ask: give --name and --focus, or --yes for "
        '--name "P" --focus skill_development\n'
    )
