"""Tables to people: headings matched to fields, cells read, one person a row, every fault found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mentorkit.columns import ALIASES, ColumnMap, default_map, grid_columns, reader, squash
from mentorkit.fields import Field, UnreadableCell, Value, fold
from mentorkit.finding import Finding, Location, nearest
from mentorkit.people import Person, Role, Roster
from mentorkit.tables import Table
from mentorkit.under_way import along


def read(
    tables: Sequence[Table],
    role: Role,
    fields: Mapping[str, Field],
    maps: Mapping[str, ColumnMap],
    places: Mapping[str, Location],
) -> tuple[Roster, list[Finding]]:
    """All tables of a role as one roster.

    `maps` are the program's column maps and `places` where the program states each of them. A cell
    that cannot be read is blank, with a finding; whoever stands there a second time is left out.
    """
    findings: list[Finding] = []
    people: dict[str, Person] = {}
    columns: dict[tuple[str, str], Mapping[str, tuple[int, ...]]] = {}
    for table in tables:
        bound = bind(table, fields, maps, places, findings)
        columns[table.file, table.sheet] = {name: tuple(at) for name, (_, at) in bound.items()}
        if not bound.keys() & {"id", "email"}:
            if not any(finding.code in ("MK805", "MK806") for finding in findings):
                findings.append(_no_id(table))
            continue
        found = list(_people(table, fields, bound, findings))
        wrong = _wrong_id(table, found, bound)
        if wrong:
            findings.append(wrong)
            continue
        if role != "people":  # there, who has nobody above stands alone
            findings += _bare(table, found)
        for person in found:
            first = people.setdefault(person.key, person)
            if first is not person:
                findings.append(_twice(person, first, table, columns[table.file, table.sheet]))
    if tables and not people and not findings:
        findings.append(Finding("MK816", "the roster has headings but no people", Location(tables[0].file)))
    by_place = {(table.file, table.sheet): table for table in tables}
    return Roster(role, tuple(people.values()), columns, by_place), findings


Bound = dict[str, tuple[ColumnMap, dict[int, str]]]
"""Field to its map and its columns, each with what the cell is about."""


def bind(
    table: Table,
    fields: Mapping[str, Field],
    maps: Mapping[str, ColumnMap],
    places: Mapping[str, Location],
    findings: list[Finding],
    aliases: Mapping[str, Sequence[str]] = ALIASES,
) -> Bound:
    """The columns of every field that the table has, by the program's maps or by known headings."""
    headings: dict[str, list[int]] = {}
    for column, heading in enumerate(table.headings):
        if heading:
            headings.setdefault(squash(heading) or heading, []).append(column)
    taken = {squash(name) for rule in maps.values() for name in rule.headings} | {
        squash(name) for name in fields
    }
    bound: Bound = {}
    for field in fields:
        if field in maps:
            rules, place = [maps[field]], places.get(field, table.at(table.heading_line))
        else:
            free = {name: at for name, at in headings.items() if name not in taken or name == squash(field)}
            rules, place = default_map(field, free, aliases), table.at(table.heading_line)
        if len(rules) > 1:
            shown = " and ".join(f'"{table.headings[headings[rule.headings[0]][0]]}"' for rule in rules)
            hint = f"say which in the program: columns: {{{field}: HEADING}}"
            findings.append(Finding("MK805", f"{shown} could both be {field}", place, hint))
        elif rules:
            columns = _columns(rules[0], table, headings, place, findings)
            if columns:
                bound[field] = rules[0], columns
    return bound


def _columns(
    rule: ColumnMap,
    table: Table,
    headings: Mapping[str, Sequence[int]],
    place: Location,
    findings: list[Finding],
) -> dict[int, str]:
    if rule.grid is not None:
        columns = grid_columns(rule.grid, table.headings)
        if not columns:
            message = f'no heading of {table.file} matches the grid "{rule.grid}"'
            findings.append(Finding("MK806", message, place, nearest(rule.grid, table.headings)))
        return columns
    columns = {}
    for heading in rule.headings:
        exact = [
            n for n, name in enumerate(table.headings) if " ".join(name.split()) == " ".join(heading.split())
        ]
        at = exact or headings.get(squash(heading) or heading, [])
        if len(at) != 1:
            what = f"stands {len(at)} times in" if at else "is not a heading of"
            hint = "rename one of the columns" if at else nearest(heading, filter(None, table.headings))
            code = "MK805" if at else "MK806"
            shown = table.headings[at[0]] if at else heading
            findings.append(Finding(code, f'"{shown}" {what} {table.file}', place, hint))
        else:
            columns[at[0]] = rule.names.get(heading, heading)
    return columns if len(columns) == len(rule.headings) else {}


def _people(
    table: Table, fields: Mapping[str, Field], bound: Bound, findings: list[Finding]
) -> Iterator[Person]:
    filled, faulty = cells(table, fields, bound, findings)
    for number, line in enumerate(along("reading people", table.frame.index)):
        row = ((name, values[number]) for name, values in filled.items())
        known = {name: value for name, value in row if value is not None}
        identity = known.get("id") or known.get("email")
        if not isinstance(identity, str):
            if line not in faulty:  # the id itself may be what could not be read
                findings.append(Finding("MK808", "the row has neither id nor e-mail", table.at(int(line))))
        else:
            yield Person(identity, known, table.at(int(line)))


def cells(
    table: Table, fields: Mapping[str, Field], bound: Bound, findings: list[Finding]
) -> tuple[dict[str, list[Value | None]], set[int]]:
    """Field to its values in the order of the rows, and the lines with a cell that cannot be read."""
    lines = [int(line) for line in table.frame.index]
    filled: dict[str, list[Value | None]] = {}
    faulty: set[int] = set()
    for name, (rule, columns) in along("reading columns", bound.items()):
        convert = reader(fields[name], rule, list(columns.values()))
        seen: dict[tuple[str, ...], Value | UnreadableCell | None] = {}
        values: list[Value | None] = []
        for line, texts in zip(
            lines, zip(*(table.frame[column] for column in columns), strict=True), strict=True
        ):
            if texts not in seen:
                try:
                    seen[texts] = convert(texts)
                except UnreadableCell as error:
                    seen[texts] = error
            value = seen[texts]
            if isinstance(value, UnreadableCell):
                place = table.at(line, _guilty(columns, texts, value))
                findings.append(Finding("MK807", f"{name}: {value.message}", place, value.hint))
                faulty.add(line)
                value = None
            values.append(value)
        filled[name] = values
    return filled, faulty


def _guilty(columns: Mapping[int, str], cells: tuple[str, ...], error: UnreadableCell) -> int:
    """The column whose cell the message quotes, else the first."""
    return next(
        (
            column
            for column, cell in zip(columns, cells, strict=True)
            if cell and f'"{cell}"' in error.message
        ),
        next(iter(columns)),
    )


def _no_id(table: Table) -> Finding:
    hint = 'add one, or say which column it is: columns: {id: "Heading"}'
    near = nearest("employee id", filter(None, table.headings))
    message = "no column holds an id or an e-mail address"
    return Finding("MK804", message, table.at(table.heading_line), f"{hint}; {near}")


def _twice(person: Person, first: Person, table: Table, columns: Mapping[str, tuple[int, ...]]) -> Finding:
    where = f"line {first.at.line}" if first.at.file == person.at.file else str(first.at)
    message = f'"{person.id}" stands here a second time; the first is on {where}'
    field = "id" if person.knows("id") else "email"
    return Finding("MK809", message, table.at(person.at.line, columns[field][0]))


def _bare(table: Table, people: Sequence[Person]) -> Iterator[Finding]:
    """Rows with an id alone, where most rows have more; as in "Total: 45" they may be no people."""
    alone = [person for person in people if len(person.values) <= 2 and "@" not in person.id]
    if not alone:
        return
    filled = (table.frame != "").sum(axis=1)
    single = set(filled.index[filled == 1])
    if len(single) * 2 > len(filled):
        return
    for person in alone:
        if person.at.line in single:
            message = f'the row holds nothing but "{person.id}"'
            yield Finding("MK822", message, person.at, "a total, or a remark? Then remove the row")


def _wrong_id(table: Table, people: Sequence[Person], bound: Bound) -> Finding | None:
    """A finding where the id column cannot be one: more than a tenth of its values repeat."""
    counts = Counter(person.key for person in people)
    repeated = len(people) - len(counts)
    if repeated < 2 or repeated * 10 <= len(people):
        return None
    field = "id" if "id" in bound else "email"
    columns = bound[field][1]
    heading = " + ".join(f'"{table.headings[column]}"' for column in columns)
    commonest, count = max(counts.items(), key=lambda pair: pair[1])
    shown = next(person.id for person in people if person.key == commonest)
    message = f'{heading} cannot be the id: "{shown}" stands in {count} of {len(people)} rows'
    unique = [
        name
        for column, name in enumerate(table.headings)
        if name and column not in columns and _all_different(table.frame[column])
    ]
    likely = sorted(unique, key=lambda name: not any(word in fold(name) for word in ("mail", "id", "number")))
    hint = f'"{likely[0]}" is different in every row: columns: {{id: "{likely[0]}"}}' if likely else ""
    return Finding("MK810", message, table.at(table.heading_line, next(iter(columns))), hint)


def _all_different(cells: Iterable[str]) -> bool:
    keys = [fold(cell) for cell in cells]
    return all(keys) and len(set(keys)) == len(keys)
