"""A program to start from as the text of its file, with comments that say what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mentorkit.fields import fold
from mentorkit.start import Answers, Focus, Side, nothing_to_compare
from mentorkit.start_plans import communication, training
from mentorkit.start_rules import RATING, leveled, matching, qualification, to_be_rated
from mentorkit.start_words import vocabulary_skills
from mentorkit.yaml_text import flow, one_line, text

STATEMENTS: Mapping[Focus, str] = {
    "skill_development": "{target} of {size} mentees gain a level in {skills} by {close}.",
    "succession_pipeline": "{target} of {size} mentees are ready for a senior role{at_risk} by {close}.",
    "leadership_depth": "{target} of {size} mentees are ready to lead a larger team{at_risk} by {close}.",
}
MEASURES: Mapping[Focus, tuple[str, str]] = {
    "skill_development": ("skill_gain", "mentees of this program who gained a level in a targeted skill"),
    "succession_pipeline": ("bench_strength", "mentees of this program who are ready for a senior role"),
    "leadership_depth": ("own", "mentees of this program who are ready to lead a larger team"),
}
"""What is measured, counted from this cohort on: so it stands at 0 when the program begins."""
UNORDERED = "These are the levels of the rosters; nobody but you knows which is above which."
WIDTH = 100
"""Characters after which a comment goes on in the next line."""


def program_text(answers: Answers) -> str:
    """The program file: it has no errors, whatever was answered."""
    lines = [
        "# yaml-language-server: $schema=program.schema.json",
        *_comment(
            f"{answers.name}. From here on this file is yours: change what does not fit, and let "
            "`mentorkit check` read it again after each change."
        ),
        *(_comment("Still open, as nobody can know it but you:") if still_open(answers) else ()),
        *(line for each in still_open(answers) for line in _comment(f"* {each}", "#   ")),
    ]
    for section in SECTIONS:
        lines += ["", *section(answers)]
    lines.remove("")  # the comments on top belong to the first section
    return "\n".join(lines) + "\n"


def still_open(answers: Answers) -> list[str]:
    """What the administrator has to find out or to decide."""
    mentors, mentees = answers.mentors, answers.mentees
    rosters = [side.file for side in (mentors, mentees) if side.example]
    found = {f"the example rows of {' and '.join(rosters)}, which your people replace": bool(rosters)}
    found |= {
        "the business reason (purpose), in a sentence": not answers.purpose,
        "the business plan that the objective supports (supports)": not answers.plan,
        "who in the leadership stands behind it (sponsors)": not answers.sponsor,
        "the day on which it was approved (approved)": bool(answers.sponsor) and not answers.approved,
        "who answers for the objective (owner)": not (answers.owner or answers.sponsor),
        "the skills that the objective targets (skills)": not answers.skills,
        "the order of the levels, from low to high (levels)": not answers.levels and leveled(answers),
        "a column that tells how well a mentor passes on what they know": not answers.own(
            mentors, "communication"
        ),
        "a column of managers, so that nobody is paired with a boss": "manager" not in mentees.has,
        "a column that both rosters have, for the criteria to compare": nothing_to_compare(answers),
    }
    for side in (mentors, mentees):
        if not side.has & {"id", "email"}:
            found[f"which column of {one_line(side.file)} holds an id or an e-mail address"] = True
    return [what for what, is_open in found.items() if is_open]


def _comment(sentence: str, indent: str = "# ") -> list[str]:
    """A comment of as many lines as it needs."""
    lines, line = [], ""
    for word in one_line(sentence).split():
        if line and len(indent) + len(line) + len(word) >= WIDTH:
            lines.append(line)
            line = "  " + word if sentence.startswith("* ") else word
        else:
            line = f"{line} {word}" if line else word
    return [f"{indent}{each}" for each in (*lines, line)]


def _top(answers: Answers) -> Iterator[str]:
    yield "# mentorkit: ignore[MK610] everybody who qualifies takes part in this first cycle"
    yield "version: 1"
    yield f"name: {text(answers.name)}"
    if answers.purpose:
        yield f"purpose: {text(answers.purpose)}"
    else:
        yield "# purpose: the business reason, in a sentence"
    if answers.sponsor:
        sponsor: dict[str, object] = {"name": answers.sponsor}
        sponsor |= {"role": answers.sponsor_role} if answers.sponsor_role else {}
        sponsor |= {"approved": answers.approved} if answers.approved else {}
        yield f"sponsors: [{flow(sponsor)}]"
    else:
        yield f"# sponsors: [{{name: Who, role: As what, approved: {answers.today}}}]"
    yield f"launch: {answers.launch}"
    yield f"close: {answers.close}"


def _vocabulary(answers: Answers) -> Iterator[str]:
    skills = vocabulary_skills(answers)
    fields = {**answers.mentees.fields, **answers.mentors.fields}
    found = list(answers.mentors.words.get("level", ())) + list(answers.mentees.words.get("level", ()))
    waiting = to_be_rated(answers)
    yield "vocabulary:"
    if answers.levels:
        yield '  # From low to high: "two levels above" is counted along this list.'
        yield f"  levels: {flow(answers.levels)}"
    elif found and leveled(answers):
        asked = f"{UNORDERED} Put them in order, from low to high, and take away the # before levels."
        yield from _comment(asked, "  # ")
        yield f"  # levels: {flow(list({fold(level): level for level in found}.values()))}"
    if skills:
        yield "  # Behind a skill stand other words that people write for it, slips too: [planning, strategy]"
        yield "  skills:"
        yield from (
            f"    {text(skill)}:{f' {flow(words)}' if words else ''}" for skill, words in skills.items()
        )
    if fields or waiting:
        yield "  # Columns of our own, beyond those that every roster has."
        yield "  fields:"
        yield from (f"    {text(name)}: {flow(_short(spec))}" for name, spec in fields.items())
    if waiting:
        yield "    # For the bar on communication, once managers have rated the mentors."
        yield f"    {waiting}: {flow(RATING)}"


def _short(spec: Mapping[str, object]) -> object:
    return spec["type"] if len(spec) == 1 else spec


def statement(answers: Answers) -> str:
    """What the objective says."""
    skills = (
        ", ".join(answers.skills[:-1]) + " or " * (len(answers.skills) > 1) + "".join(answers.skills[-1:])
    )
    return STATEMENTS[answers.focus].format(
        target=answers.target,
        size=answers.size,
        close=answers.close,
        skills=skills or "the skill they chose",
        at_risk=f" in {' or '.join(answers.functions)}" if answers.functions else "",
    )


def _objectives(answers: Answers) -> Iterator[str]:
    metric, label = MEASURES[answers.focus]
    owner = answers.owner or answers.sponsor_role or answers.sponsor
    yield "objectives:"
    yield "  # The goal that the program is paid for. Criteria say below that they serve it."
    yield f"  - id: {answers.goal}"
    yield f"    focus: {answers.focus}"
    yield f"    statement: {text(statement(answers))}"
    yield (
        f"    supports: {text(answers.plan)}"
        if answers.plan
        else "    # supports: the business plan it belongs to"
    )
    yield f"    owner: {text(owner)}" if owner else "    # owner: who answers for it"
    if answers.skills:
        yield f"    skills: {flow(answers.skills)}"
    else:
        proposed = [*vocabulary_skills(answers)][:3] or ["the two or three that the program shall build"]
        yield f"    # skills: {flow(proposed)}"
    if answers.functions:
        yield f"    functions_at_risk: {flow(answers.functions)}"
    elif answers.focus != "skill_development":
        yield "    # functions_at_risk: [business functions that would lack leaders]"
    yield "    # Counted from this cohort on, so 0 today; a figure that you report anyway is better."
    measure = {"metric": metric, "label": label, "baseline": 0, "target": answers.target, "by": answers.close}
    yield f"    measure: {flow(measure)}"


def _rosters(answers: Answers) -> Iterator[str]:
    yield "rosters:"
    yield "  # Headings that are understood by themselves need no line here."
    for role, side in (("mentors", answers.mentors), ("mentees", answers.mentees)):
        yield f"  {role}:"
        yield f"    file: {text(side.file)}"
        yield from (f"    {key}: {flow(value)}" for key, value in side.says.items())
        if side.columns:
            yield "    columns:"
            yield from _columns(side)
        unused = [one_line(name) for name in side.unused]
        if unused:
            yield from _comment(f"Not used: {'; '.join(f'{name[:60]}' for name in unused)}.", "    # ")
    yield "  # Everyone with a manager, so that nobody is paired with a boss of any rank:"
    yield "  # people: {file: people.csv}"


def _columns(side: Side) -> Iterator[str]:
    for name, rule in side.columns.items():
        values = rule.get("values") if isinstance(rule, Mapping) else None
        if isinstance(rule, Mapping) and isinstance(values, Mapping):
            yield f"      {text(name)}:"
            yield from (f"        {key}: {flow(value)}" for key, value in rule.items() if key != "values")
            yield "        values:  # what the answers mean"
            yield from (f"          {text(key)}: {flow(value)}" for key, value in values.items())
        else:
            yield f"      {text(name)}: {flow(rule)}"


SECTIONS = (
    _top, _vocabulary, _objectives, _rosters, qualification, matching, communication, training,
)  # fmt: skip
