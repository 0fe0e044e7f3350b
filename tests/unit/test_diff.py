"""What changed between two programs, in words: tables of an old section, a new one and the change."""

from __future__ import annotations

import json

import pytest

from mentorkit.diff import diff
from mentorkit.diff.markdown import COMMENT, escaped, markdown
from mentorkit.diff.report import Difference, as_document, text
from mentorkit.diff.words import document, sentence
from mentorkit.program import Program
from tests.lints.said import program

Sections = dict[str, str | None]

VOCABULARY = (
    "{levels: [analyst, lead, manager, director], skills: [coaching, strategy, budgeting], fields: "
    "{years: number, rating: number, talks: ratings, since: date, endorsed: yes_no, waited: yes_no}}"
)
OBJECTIVE = "{id: bench, focus: leadership_depth, statement: A bench, skills: [coaching, strategy]}"
MENTORS, MENTEES = "mentors: {file: m.csv}", "mentees: {file: e.csv}"


def told(old: Program, new: Program) -> list[str]:
    """Every change as `section kind: sentence`."""
    return [f"{each.section} {each.kind}: {sentence(each)}" for each in diff(old, new)]


def mentors(*rules: str, rest: str = "") -> Sections:
    """A program whose mentors must meet some rules."""
    require = ", ".join(rules)
    return {
        "vocabulary": VOCABULARY,
        "objectives": f"[{OBJECTIVE}]",
        "qualification": f"{{mentors: {{require: [{require}]{rest}}}}}",
    }


def matching(*criteria: str, rest: str = "") -> Sections:
    """A program with some criteria, and other keys of matching before them."""
    listed = ", ".join(criteria or ["{kind: same, field: location, weight: 1}"])
    return {
        "vocabulary": VOCABULARY,
        "objectives": f"[{OBJECTIVE}]",
        "matching": f"{{{rest}criteria: [{listed}]}}",
    }


def hard(rule: str, part: str = "must") -> Sections:
    return matching(rest=f"{part}: [{{{rule}}}], ")


def both(name: str, old: str, new: str, change: str) -> object:
    """A case of one rule of mentors."""
    return pytest.param(mentors(f"{{{old}}}"), mentors(f"{{{new}}}"), [f"qualification {change}"], id=name)


def pair(name: str, part: str, old: str, new: str, change: str) -> object:
    """A case of one hard rule of pairs."""
    return pytest.param(hard(old, part), hard(new, part), [f"matching {change}"], id=name)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        both(
            "at_least up",
            "rule: at_least, field: years, value: 2",
            "rule: at_least, field: years, value: 3",
            "tightened: rule at_least years for mentors: value 2 → 3",
        ),
        both(
            "at_most up",
            "rule: at_most, field: years, value: 2",
            "rule: at_most, field: years, value: 3.5",
            "loosened: rule at_most years for mentors: value 2 → 3.5",
        ),
        both(
            "a higher level",
            "rule: level_at_least, value: lead",
            "rule: level_at_least, value: director",
            "tightened: rule level_at_least level for mentors: value lead → director",
        ),
        both(
            "a higher highest level",
            "rule: level_at_most, value: lead",
            "rule: level_at_most, value: director",
            "loosened: rule level_at_most level for mentors: value lead → director",
        ),
        both(
            "a later first day",
            "rule: on_or_after, field: since, value: 2025-01-01",
            "rule: on_or_after, field: since, value: 2025-02-01",
            "tightened: rule on_or_after since for mentors: value 2025-01-01 → 2025-02-01",
        ),
        both(
            "a later last day",
            "rule: on_or_before, field: since, value: 2025-01-01",
            "rule: on_or_before, field: since, value: 2025-02-01",
            "loosened: rule on_or_before since for mentors: value 2025-01-01 → 2025-02-01",
        ),
        both(
            "fewer words",
            "rule: one_of, field: location, values: [Lyon, Leeds]",
            "rule: one_of, field: location, values: Leeds",
            "tightened: rule one_of location for mentors: values drops Lyon",
        ),
        both(
            "more words",
            "rule: one_of, field: location, values: Leeds",
            "rule: one_of, field: location, values: [Lyon, Leeds]",
            "loosened: rule one_of location for mentors: values adds Lyon",
        ),
        both(
            "other words",
            "rule: one_of, field: location, values: [Lyon, Leeds]",
            "rule: one_of, field: location, values: [Lyon, Pune]",
            "changed: rule one_of location for mentors: values Leeds → Pune",
        ),
        both(
            "a higher bar",
            "rule: rating, field: rating, at_least: 5",
            "rule: rating, field: rating, at_least: 6",
            "tightened: rule rating rating for mentors: at_least 5 → 6",
        ),
        both(
            "a training opens",
            "rule: rating, field: rating, at_least: 5",
            "rule: rating, field: rating, at_least: 5, conditional_from: 4, after: listening",
            "loosened: rule rating rating for mentors: conditional_from none → 4; after none → listening",
        ),
        both(
            "a higher bar that a training makes up for",
            "rule: rating, field: rating, at_least: 5",
            "rule: rating, field: rating, at_least: 6, conditional_from: 5, after: listening",
            "tightened: rule rating rating for mentors: at_least 5 → 6; conditional_from none → 5; "
            "after none → listening",
        ),
        both(
            "a higher bar, and a training from further below",
            "rule: rating, field: rating, at_least: 5, conditional_from: 4, after: listening",
            "rule: rating, field: rating, at_least: 6, conditional_from: 3, after: listening",
            "changed: rule rating rating for mentors: at_least 5 → 6; conditional_from 4 → 3",
        ),
        both(
            "another training",
            "rule: rating, field: rating, at_least: 5, conditional_from: 4, after: listening",
            "rule: rating, field: rating, at_least: 6, conditional_from: 4, after: speaking",
            "changed: rule rating rating for mentors: at_least 5 → 6; after listening → speaking",
        ),
        both(
            "more skills",
            "rule: covers_objectives, at_least: 1",
            "rule: covers_objectives, at_least: 2",
            "tightened: rule covers_objectives skills for mentors: at_least 1 → 2",
        ),
        both(
            "every objective, but fewer skills",
            "rule: covers_objectives, at_least: 2",
            "rule: covers_objectives, at_least: 1, each: true",
            "changed: rule covers_objectives skills for mentors: at_least 2 → 1; each false → true",
        ),
        both(
            "a training is a must",
            "rule: training_completed, training: basics",
            "rule: training_completed, training: basics, otherwise: not_met",
            "tightened: rule training_completed basics for mentors: otherwise conditional → not_met",
        ),
        both(
            "blanks are let through",
            "rule: answered_yes, field: endorsed",
            "rule: answered_yes, field: endorsed, unknown: allow",
            "loosened: rule answered_yes endorsed for mentors: unknown forbid → allow",
        ),
        both(
            "tighter and looser",
            "rule: at_least, field: years, value: 2",
            "rule: at_least, field: years, value: 3, unknown: allow",
            "changed: rule at_least years for mentors: unknown forbid → allow; value 2 → 3",
        ),
        both(
            "only the reason",
            "rule: at_least, field: years, value: 2",
            "rule: at_least, field: years, value: 2, because: it is so",
            'changed: rule at_least years for mentors: because none → "it is so"',
        ),
        pytest.param(
            mentors(rest=", conditional: match"),
            mentors(),
            ["qualification tightened: mentors: conditional match → wait"],
            id="conditional mentors wait",
        ),
        pytest.param(
            mentors("{rule: at_least, field: years, value: 2}", "{rule: at_most, field: years, value: 9}"),
            mentors("{rule: at_most, field: years, value: 8}", "{rule: answered_yes, field: endorsed}"),
            [
                "qualification tightened: rule at_most years for mentors: value 9 → 8",
                "qualification added: rule answered_yes endorsed for mentors",
                "qualification removed: rule at_least years for mentors: value 2",
            ],
            id="matched by kind and field, not by position",
        ),
        pytest.param(
            mentors(rest=", expertise: {rule: covers_objectives}"),
            mentors(rest=", communication: {rule: rating, field: talks, of: tact, at_least: 4}"),
            [
                "qualification added: communication rule rating talks of tact for mentors: at_least 4",
                "qualification removed: expertise rule covers_objectives skills for mentors",
            ],
            id="parts of the qualification",
        ),
    ],
)
def test_rules_of_people(old: Sections, new: Sections, changes: list[str]) -> None:
    assert told(program(**old), program(**new)) == changes


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        pair(
            "a narrower must",
            "must",
            "rule: level_gap, at_least: 1, at_most: 3",
            "rule: level_gap, at_least: 1, at_most: 2",
            "tightened: must level_gap: at_most 3 → 2",
        ),
        pair(
            "an open must",
            "must",
            "rule: level_gap, at_least: 1, at_most: 3",
            "rule: level_gap, at_least: 1",
            "loosened: must level_gap: at_most 3 → none",
        ),
        pair(
            "a moved must",
            "must",
            "rule: level_gap, at_least: 1, at_most: 3",
            "rule: level_gap, at_least: 2, at_most: 4",
            "changed: must level_gap: at_least 1 → 2; at_most 3 → 4",
        ),
        pair(
            "a narrower never",
            "never",
            "rule: level_gap, at_least: 1",
            "rule: level_gap, at_least: 2",
            "loosened: never level_gap: at_least 1 → 2",
        ),
        pair(
            "nearer",
            "must",
            "rule: within, field: utc_offset, at_most: 3",
            "rule: within, field: utc_offset, at_most: 2.5",
            "tightened: must within utc_offset: at_most 3 → 2.5",
        ),
        pair(
            "more in common",
            "must",
            "rule: shares, mentee: development_goals, mentor: skills",
            "rule: shares, mentee: development_goals, mentor: skills, at_least: 2",
            "tightened: must shares development_goals skills: at_least 1 → 2",
        ),
        pair(
            "never so much in common",
            "never",
            "rule: shares, field: languages",
            "rule: shares, field: languages, at_least: 2",
            "loosened: never shares languages: at_least 1 → 2",
        ),
        pair(
            "blanks forbid under never",
            "never",
            "rule: same, field: department",
            "rule: same, field: department, unknown: forbid",
            "tightened: never same department: unknown allow → forbid",
        ),
        pytest.param(
            hard("rule: same, field: location", "never"),
            hard("rule: same, field: location", "must"),
            ["matching added: must same location", "matching removed: never same location"],
            id="from never to must",
        ),
    ],
)
def test_rules_of_pairs(old: Sections, new: Sections, changes: list[str]) -> None:
    found = told(program(**old), program(**new))
    assert sorted(found) == sorted(changes)


SAME = "{{kind: same, field: location, weight: {}}}"
LEVEL = "{{kind: level_gap, ideal: 1, weight: {}}}"
CLOSE = "{{kind: closeness, field: utc_offset, full: 0, none: 6, weight: {}}}"


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        pytest.param(
            matching(SAME.format(35), LEVEL.format(65)),
            matching(SAME.format(35), LEVEL.format(50)),
            [
                "matching changed: criterion same location: weight 35 % → 41.2 %",
                "matching changed: criterion level_gap: weight 65 % → 58.8 %",
            ],
            id="shares move where only another weight changed",
        ),
        pytest.param(
            matching(SAME.format(1), LEVEL.format(1)),
            matching(SAME.format(50), LEVEL.format(50)),
            [],
            id="the unit means nothing",
        ),
        pytest.param(
            matching(SAME.format("high"), LEVEL.format("low")),
            matching(SAME.format(5), LEVEL.format(1)),
            [],
            id="words are numbers",
        ),
        pytest.param(
            matching(SAME.format(1), LEVEL.format(1)),
            matching(SAME.format(1), LEVEL.format(1), CLOSE.format(2)),
            [
                "matching changed: criterion same location: weight 50 % → 25 %",
                "matching changed: criterion level_gap: weight 50 % → 25 %",
                "matching added: criterion closeness utc_offset: weight 50 %; full 0; none 6",
            ],
            id="one more",
        ),
        pytest.param(
            matching(SAME.format(1000), LEVEL.format(2000)),
            matching(SAME.format(1000), LEVEL.format(2001)),
            [
                "matching changed: criterion same location: weight 33.33 % → 33.32 %",
                "matching changed: criterion level_gap: weight 66.67 % → 66.68 %",
            ],
            id="as many decimals as it takes",
        ),
        pytest.param(
            matching("{kind: same, field: location, weight: 1}"),
            matching("{kind: same, name: place, field: location, weight: 1, unknown: 0.5}"),
            ["matching changed: criterion same location, now criterion place: unknown 0 → 0.5"],
            id="a name",
        ),
        pytest.param(
            matching("{kind: lookup, field: location, table: {Lyon: {Leeds: 0.5, Pune: 1}}, weight: 1}"),
            matching("{kind: lookup, field: location, table: {Lyon: {Leeds: 0.7}}, weight: 1}"),
            [
                (
                    "matching changed: criterion lookup location: table.Lyon.Leeds 0.5 → 0.7; "
                    "table.Lyon.Pune 1 → none"
                )
            ],
            id="a table",
        ),
        pytest.param(
            matching("{kind: preference, weight: 1, serves: [bench]}"),
            matching("{kind: preference, weight: 1}"),
            ["matching changed: criterion preference: serves drops bench"],
            id="serves",
        ),
        pytest.param(
            matching(rest="floor: 20, capacity: {default: 1}, optimise: fair, "),
            matching(rest="floor: 15, capacity: {default: 2, at_most: 3}, optimise: stable, "),
            [
                "matching changed: capacity: default 1 → 2; at_most none → 3",
                "matching changed: optimise: fair → stable",
                "matching loosened: floor: 20 → 15",
            ],
            id="capacity, aim and floor",
        ),
        pytest.param(
            matching(rest="balance: {spread: 5}, "),
            matching(),
            ["matching removed: balance: spread 5"],
            id="balance",
        ),
        pytest.param(
            matching(rest="priority: [{field: waited, value: yes}, {field: location, value: Lyon}], "),
            matching(rest="priority: [{field: location, value: Lyon}, {field: waited, value: yes}], "),
            [
                (
                    "matching changed: priority: field waited, value yes; field location, value Lyon → "
                    "field location, value Lyon; field waited, value yes"
                )
            ],
            id="the order of priority",
        ),
    ],
)
def test_matching(old: Sections, new: Sections, changes: list[str]) -> None:
    assert told(program(**old), program(**new)) == changes


def objective(more: str = "", skills: str = "[coaching, strategy]", name: str = "bench") -> Sections:
    text = f"{{id: {name}, focus: leadership_depth, statement: A bench, skills: {skills}{more}}}"
    return {"vocabulary": VOCABULARY, "objectives": f"[{text}]"}


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        pytest.param(
            {"name": "A", "launch": "2027-01-11"},
            {"name": "B c", "launch": "2027-01-12", "close": "2027-12-01", "cycle": "2"},
            [
                'program changed: name: A → "B c"',
                "program changed: cycle: 1 → 2",
                "program changed: launch: 2027-01-11 → 2027-01-12",
                "program added: close: 2027-12-01",
            ],
            id="the top of the file",
        ),
        pytest.param(
            {"sponsors": "[{name: Di, approved: 2026-11-02}, {name: Bo}]"},
            {"sponsors": "[{name: Bo}, {name: Di, approved: 2026-11-03}]"},
            ["program changed: sponsor Di: approved 2026-11-02 → 2026-11-03"],
            id="sponsors",
        ),
        pytest.param(
            {"vocabulary": "{levels: [a, b, c], skills: {x: [y], z: []}, fields: {f: number}}"},
            {"vocabulary": "{levels: [b, a, c], skills: {x: [y, w]}, fields: {f: {type: number, from: 1}}}"},
            [
                "vocabulary changed: levels: now in the order b, a, c",
                "vocabulary changed: skill x: adds w",
                "vocabulary removed: skill z",
                "vocabulary changed: field f: from none → 1",
            ],
            id="the vocabulary",
        ),
        pytest.param(
            {"vocabulary": "{levels: [a, c], fields: {f: {type: text, private: true}}}"},
            {"vocabulary": "{levels: [a, b, c]}"},
            [
                "vocabulary changed: levels: adds b, now a, b, c",
                "vocabulary removed: field f: private true",
            ],
            id="a level between",
        ),
        pytest.param(
            objective(", measure: {metric: own, target: 2, by: 2027-12-01}, owner: COO"),
            objective(", measure: {metric: own, target: 3, by: 2027-11-01}", skills="[strategy, budgeting]"),
            [
                (
                    "objectives changed: objective bench: skills coaching → budgeting; measure.target 2 → 3; "
                    "measure.by 2027-12-01 → 2027-11-01; owner COO → none"
                )
            ],
            id="an objective",
        ),
        pytest.param(
            objective(),
            objective(", measure: {metric: retention, baseline: 0.5}", name="depth"),
            [
                (
                    "objectives changed: objective bench, now objective depth: "
                    "measure none → metric retention, baseline 0.5"
                )
            ],
            id="an objective of another id and the same statement",
        ),
        pytest.param(
            {"rosters": f"{{{MENTORS}, {MENTEES}}}"},
            {"rosters": f"{{mentors: {{files: [m.csv, b.csv], columns: {{name: N}}}}, {MENTEES}}}"},
            ["rosters changed: mentors: files adds b.csv; columns.name none → column N"],
            id="rosters",
        ),
        pytest.param(
            {"rosters": f"{{{MENTORS}, {MENTEES}}}"},
            {"rosters": f"{{{MENTORS}, {MENTEES}, people: {{file: p.csv, header_row: 3}}}}"},
            ["rosters added: people: files p.csv; header_row 3"],
            id="a roster of everyone",
        ),
        pytest.param(
            {"communication": "{messages: [{audience: mentors, subject: Hello, on: 2027-01-02}]}"},
            {"communication": "{messages: [{audience: mentors, subject: Hi, on: 2027-01-02, owner: HR}]}"},
            [
                (
                    'communication changed: message to mentors "Hello", now message to mentors "Hi": '
                    "owner none → HR"
                )
            ],
            id="a message",
        ),
        pytest.param(
            {"training": "{mentors: [{name: basics, hours: 2}]}"},
            {"training": "{mentors: [{name: basics, hours: 2.5}], managers: [{name: tea, due: 2027-01-02}]}"},
            [
                "training changed: training basics of mentors: hours 2 → 2.5",
                "training added: training tea of managers: due 2027-01-02",
            ],
            id="training",
        ),
        pytest.param(
            {"succession": "{critical_roles: [{title: Head, function: Ops}]}"},
            {"succession": None},
            ["succession removed: critical role Head: function Ops"],
            id="succession",
        ),
        pytest.param(
            {"expect": "{matched: 95%, lowest_score: 40}"},
            {"expect": "{matched: 38, mean_score: 60}"},
            [
                "expect changed: matched: 95% → 38",
                "expect added: mean_score: 60",
                "expect removed: lowest_score: 40",
            ],
            id="promises",
        ),
    ],
)
def test_the_other_sections(old: Sections, new: Sections, changes: list[str]) -> None:
    assert sorted(told(program(**old), program(**new))) == sorted(changes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            mentors("{rule: at_least, field: years, value: 2}", "{rule: answered_yes, field: endorsed}"),
            mentors(
                "{value: 2.0, rule: answered_yes, field: endorsed}".replace("value: 2.0, ", ""),
                "{value: 2.0, field: years, rule: at_least, unknown: forbid}",
            ),
            id="order of rules and keys, defaults written out",
        ),
        pytest.param(
            matching(
                "{kind: same, field: location, weight: 2}",
                LEVEL.format(3),
                rest="must: [{rule: same, field: function}], never: [{rule: reporting_line}, "
                "{rule: same, field: department}], ",
            ),
            matching(
                LEVEL.format(60),
                "{kind: same, mentee: location, mentor: location, weight: 40}",
                rest="never: [{rule: same, field: department, unknown: allow}, {rule: reporting_line}], "
                "must: [{rule: same, field: function, unknown: forbid}], ",
            ),
            id="criteria and constraints",
        ),
        pytest.param(
            {"vocabulary": "{skills: [a, b], fields: {f: number}}"},
            {"vocabulary": "{fields: {f: {type: number}}, skills: {b: [], a: }}"},
            id="short forms of the vocabulary",
        ),
        pytest.param(
            {"rosters": f"{{{MENTORS}, mentees: {{file: e.csv, columns: {{name: N}}}}}}"},
            {"rosters": "{mentors: {files: [m.csv]}, mentees: {columns: {name: {column: N}}, file: e.csv}}"},
            id="short forms of rosters",
        ),
        pytest.param(
            {
                "rosters": f"{{{MENTORS}, mentees: {{file: e, columns: {{capacity: {{column: C, "
                "values: {a: 1, b: true}}}}}"
            },
            {
                "rosters": f"{{{MENTORS}, mentees: {{file: e, columns: {{capacity: {{column: C, "
                "values: {b: yes, a: '1'}}}}}"
            },
            id="what a cell means",
        ),
        pytest.param({"expect": "{matched: 95%}"}, {"expect": "{matched: 95.0%}"}, id="a share"),
        pytest.param({"communication": "{}"}, {"succession": "{critical_roles: []}"}, id="empty sections"),
        pytest.param(objective(), objective(skills="[strategy, coaching]"), id="order of skills"),
    ],
)
def test_what_means_the_same(old: Sections, new: Sections) -> None:
    assert told(program(**old), program(**new)) == []
    assert told(program(**new), program(**old)) == []


def test_a_level_counts_in_the_order_that_both_vocabularies_have() -> None:
    old, new = (mentors(f"{{rule: level_at_least, value: {level}}}") for level in ("lead", "manager"))
    new["vocabulary"] = VOCABULARY.replace("analyst, lead, manager", "manager, analyst, lead")
    assert [change.split(":")[0] for change in told(program(**old), program(**new))] == [
        "vocabulary changed",
        "qualification changed",
    ]


def test_a_change_is_plain_data() -> None:
    old, new = matching(SAME.format(1)), matching(SAME.format(1), CLOSE.format(1.5))
    found = [document(each) for each in diff(program(**old), program(**new))]
    assert json.loads(json.dumps(found)) == found
    assert found[0] == {
        "section": "matching",
        "change": "changed",
        "subject": "criterion same location",
        "details": [{"key": "weight", "old": 100.0, "new": 40.0}],
        "sentence": "criterion same location: weight 100 % → 40 %",
    }


def test_text_and_document() -> None:
    old, new = program(name="A"), program(name="B", purpose="So that | it *works*")
    found = Difference("B", "old.yaml", "new.yaml", diff(old, new))
    assert text(found) == (
        "B\nold.yaml → new.yaml\n2 changes: 1 changed, 1 added\n\nProgram\n"
        '  changed    name: A → B\n  added      purpose: "So that | it *works*"\n'
    )
    assert as_document(found)["totals"] == {
        "changes": 2,
        "tightened": 0,
        "loosened": 0,
        "changed": 1,
        "added": 1,
        "removed": 0,
    }
    assert '| **added** | purpose | "So that \\| it \\*works\\*" |' in markdown(found).splitlines()


def test_nothing_changed() -> None:
    assert text(Difference("A", "a", "b", ())) == "A\na → b\nnothing changed in meaning\n"


@pytest.mark.parametrize(
    ("plain", "cell"),
    [
        pytest.param("at_least tenure_years", "at_least tenure_years", id="inside a word"),
        pytest.param("_so_", "\\_so\\_", id="around a word"),
        pytest.param("a | b\nc", "a \\| b c", id="a cell's end and a line's"),
        pytest.param("<b>&amp;", "&lt;b&gt;&amp;amp;", id="HTML"),
        pytest.param("[x](http://y)", "\\[x\\](http://y)", id="a link"),
        pytest.param("`$1$` \\", "\\`\\$1\\$\\` \\\\", id="code and formulas"),
        pytest.param("ask @ann in #12", "ask @<!-- -->ann in #<!-- -->12", id="mentions"),
        pytest.param("x" * 500, "x" * 399 + "…", id="a long text"),
    ],
)
def test_a_cell_shows_the_text_itself(plain: str, cell: str) -> None:
    assert escaped(plain) == cell


def test_a_long_difference_fits_into_a_comment() -> None:
    skills = ", ".join(f"{'long ' * 60}skill {number}" for number in range(500))
    new = program(vocabulary=f"{{skills: [{skills}]}}")
    made = markdown(Difference("A", "a", "b", diff(program(), new)))
    assert len(made) <= COMMENT
    assert "<summary>500 changes</summary>" in made
    assert "more; `--format json` has them all." in made
