"""How to mend what is found in rosters, decisions and runs: a paragraph a code, for its page."""

from __future__ import annotations

CURES = {
    "MK801": """\
Excel's plain "CSV" is written in the character set of the machine. Look whether names with accents read
right; save the file as "CSV UTF-8", or say `encoding: cp1252` (or another) in the program's roster
section.""",
    "MK802": """\
The message says what stands in the way. Open the file in a spreadsheet and save it as "CSV UTF-8" or as
a workbook; an open quote swallows all rows below it, and `sheet:` names the sheet of a workbook.""",
    "MK803": """\
A comma or a line break inside a cell has split the row. Put the cell into "quotes", or export the list
again; `--rejects FILE` collects such rows.""",
    "MK804": """\
Add the column to the roster or, where it stands there under another heading, name that under `columns:`,
such as `columns: {level: "Pay band"}`. Where the program does not need it, take the rule or criterion
out.""",
    "MK805": """\
Say which one is meant: `columns: {field: "THE HEADING"}` in the program's roster section. Of two equal
headings, rename one in the file.""",
    "MK806": """\
The heading was renamed, or is misspelt in the program. Write it under `columns:` as it stands in the
roster; capitals, spaces and punctuation do not matter.""",
    "MK807": """\
Mend the cell, or say under `values:` what it means, such as `values: {maybe: no, n/a: ""}` (empty is
blank). What each type of field reads stands in docs/reference/rosters.md; `--rejects FILE` collects the
rows.""",
    "MK808": """\
Everybody needs one of the two, so that decisions and results can name them. Fill it in, remove the row
where it is nobody (a total, a remark), or map the right column: `columns: {id: "Staff number"}`.""",
    "MK809": """\
In a roster: an id, or the e-mail address where there is no id, stands in two rows, capitals and spaces
apart. People often sign up twice: keep the newer row and remove the other. If they are two people, one
id is wrong. In a score table: the same mentee and mentor have two values; remove the one that does not
hold.""",
    "MK810": """\
The column is probably no id but a team, a cost centre or the number of a form. Map the right one, such
as `columns: {id: "Employee number"}`; the message names a column whose values do differ.""",
    "MK811": """\
Where it is another word for a skill, add it as one: `skills: {negotiation: [bargaining]}`. Where it is a
slip, mend the cell; where it is a skill of its own, add it. Until then it counts for nothing.""",
    "MK812": """\
Somebody is, over one or several steps, their own manager. Mend the managers of the people that are
named; until then the line is followed up to where it closes.""",
    "MK813": """\
Bosses further up are not seen, so that `reporting_line` may let a pair through. Add a list of everybody
with their managers as `rosters: {people: {file: ...}}`, and name managers by id or e-mail address.""",
    "MK814": """\
Mend the name, or write the id or e-mail address in its place. It may also be somebody who did not sign
up, or a name that several people have; the wish counts for nobody.""",
    "MK815": """\
The mentor offers more places than `capacity: {at_most: ...}` allows, and gets that many. Nothing to
mend, unless the limit is too low.""",
    "MK816": """\
The file has headings and no row below them. It may be an empty export, the wrong sheet (`sheet:`), or
`rows:` may name a role that nobody has.""",
    "MK817": """\
Titles or blank lines stand above the headings. Remove them, or say `header_row: 4` in the roster
section.""",
    "MK818": """\
Two exports of different days disagree. The one that counts is named; mend the other.""",
    "MK819": """\
Probably one person under two ids, in one roster or as mentor and mentee. Nobody is paired with themself
nevertheless; give them one id. An address of a team is nobody's: leave it blank.""",
    "MK820": """\
Both columns are filled and no value of one is in the other, so that the criterion is 0 for everybody, or
the rule never holds. They may hold codes and names, or two languages: map the cells of one under
`values:`.""",
    "MK821": """\
The table is older or newer than the rosters, or names people otherwise. Rows of people who are not there
are passed over; name people by id, e-mail address or name.""",
    "MK822": """\
Exports often end with a total or a remark. Remove the row; as long as it stands there it counts as a
person of whom nothing is known.""",
    "MK841": """\
The learning system writes the course in other words than the program does. Say what its word means where
the file is named: `completions: {file: ..., columns: {module: {column: Course, values: {"Listening 1":
active-listening}}}}`; or rename the module.""",
    "MK842": """\
Nothing to do where they are other courses. Where one of them is meant, map its name to the module's under
`values:`, as MK841 shows.""",
    "MK843": """\
Look whether the file names people by ids of another system: an `email` column, or `columns: {id: "Staff
number"}`, names them as the rosters do. People who have left are passed over rightly.""",
    "MK844": """\
Name incumbents by the id or e-mail address that the roster of mentors, mentees or people has. Somebody
who is in none of them is best added to the roster of people: then the bench knows their function and who
reports to them.""",
    "MK845": """\
Write the title in the candidates' file as `critical_roles` has it, or map it: `columns: {role: {column:
Role, values: {"Plant mgr. Leeds": Plant Manager Leeds}}}`.""",
    "MK846": """\
Nothing to do where those roles are not critical. Where one is, add it to `critical_roles`.""",
    "MK847": """\
Nothing was logged or exported yet, or the export came out empty: ask for it again. Everything is worked
out as if nothing had happened so far.""",
    "MK901": """\
Decisions name people by id, e-mail address or name. Mend the name, or remove the row of somebody who has
left. Where several people have the name, write the id.""",
    "MK902": """\
`decision` is lock, forbid or blank. `waive` holds names of the program's constraints as `match` shows
them, such as `same department`, or qualification, capacity, floor.""",
    "MK903": """\
Remove one of the two rows: a pair is either locked or forbidden, and a mentee has one mentor.""",
    "MK904": """\
The message names the rule. Remove the lock or, where the exception is meant, write the rule into the
`waive` column with the reason beside it; the waiver is shown with the pair everywhere.""",
    "MK905": """\
Lock fewer mentees to the mentor, raise the number in the roster (and `capacity: {at_most: ...}`), or
write `capacity` into the `waive` column.""",
    "MK906": """\
These two ended their pair, so that the lock is probably an old one. Remove it from the decisions; to
bring them together all the same, take the pair's end out of the log.""",
    "MK907": """\
Somebody began a decision there: a mentor, a waiver or who decided it is filled in, and the decision is
blank. Write lock or forbid; where it was only a remark, write it into the reason.""",
    "MK908": """\
Decisions hold for the run that they are given to, so that each run says for itself what was decided by
hand. Give the file again, without what no longer holds; where none of it does, give a file with its
headings alone.""",
    "MK910": """\
The folder is not as `match` wrote it. Take it from where it was kept, or make the run again; a reviewed
list belongs beside the folder, not in it.""",
    "MK911": """\
The run can only be checked against what it was made from. Take the files of that day, from version
control say, or make the run again with today's.""",
    "MK912": """\
The pair breaks a rule, a place or a decision, so it was changed after the run or comes from other
inputs. Make the run again; what is meant by hand belongs into the decisions.""",
    "MK913": """\
The score was changed after the run. Make the run again; a score made elsewhere comes in by the criterion
`table`.""",
    "MK914": """\
The figure was changed after the run. Make the run again.""",
    "MK915": """\
The pairs may still be good, but the proof that none are better does not hold. Make the run again, and
tell us if that does not help.""",
    "MK916": """\
The table was edited after the run. Make the run again, with the changes as decisions.""",
    "MK917": """\
Another version may work in another way where it was mended; the changelog says so. Install that version,
or make the run again.""",
    "MK918": """\
The list of who is in was changed after the run, or the program's pool was. Make the run again; a pool
chosen by hand is given with `match --pool FILE`.""",
    "MK919": """\
The run is not the one that was approved: a file was changed, added or removed since, or the approval
itself was. Take the folder from where it was kept, or have the run approved again with `approve --force`
by somebody who has looked at it.""",
    "MK930": """\
The other system knows people by this id or e-mail address. Fill it in for everybody who is named, each
with their own, in the roster; match again, so that the run knows the roster.""",
    "MK931": """\
A spreadsheet would take the id, the address or the heading for a formula, and a mark before it would make
it somebody else's. Mend it in the roster or in the heading.""",
}
"""By code."""
