"""What a roster's headings and cells are taken for, as a proposal that somebody confirms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from mentorkit.columns import ColumnMap, default_map, reader, squash
from mentorkit.fields import Field, UnreadableCell, fold
from mentorkit.looks import Look, items, list_rule, look, rating
from mentorkit.near_headings import NEAR, PROMISE, PROTECTED, RATED, WHERE, own_name
from mentorkit.people import Role
from mentorkit.plausible import FIELDS, column_rule, plausible
from mentorkit.proposed import LeftOver, Proposal, Understood
from mentorkit.tables import Table

NOTHING: Mapping[str, tuple[str, ...]] = {}


def propose(
    table: Table,
    role: Role,
    wanted: Mapping[str, tuple[str, ...]] = NOTHING,
    refused: Collection[str] = (),
    others: Collection[str] = (),
) -> Proposal:
    """The proposal for a table of people of one role.

    `wanted` are fields and the headings that hold them, whatever they look like; `refused` are built-in
    fields for which nothing is guessed. A heading that is wanted must be there. `others` is what the people
    of the other role are called, as far as that is known.
    """
    sheet = _Sheet(table, role, others)
    left = list(sheet.wanted(wanted))
    left += sheet.grids()
    sheet.find_all(refused)
    left += sheet.left_over()
    return Proposal(
        role, table.file, len(table.frame), tuple(sheet.found.values()), tuple(left), dict(sheet.unused)
    )


class _Sheet:
    """The columns of a table while they are given away, each once."""

    def __init__(self, table: Table, role: Role, others: Collection[str]) -> None:
        self.role = role
        self.others = set(map(fold, others))
        self.headings = [" ".join(heading.split()) for heading in table.headings]
        self.cells: list[list[str]] = [table.frame[n].tolist() for n in range(len(self.headings))]
        count = Counter(map(squash, self.headings))
        self.free = [n for n, name in enumerate(self.headings) if name and count[squash(name) or name] <= 1]
        twice = (name for name in self.headings if name and count[squash(name) or name] > 1)
        self.unused = dict.fromkeys(twice, "stands there more than once")
        self.found: dict[str, Understood] = {}
        self.taken = set(FIELDS)
        self.form = {"starttime", "completiontime"} <= set(map(squash, self.headings))

    def wanted(self, wanted: Mapping[str, tuple[str, ...]]) -> Iterator[LeftOver]:
        """Columns that somebody named for a field, built-in or of the program's own."""
        for field, headings in wanted.items():
            columns = [
                next(n for n, name in enumerate(self.headings) if squash(name) == squash(heading))
                for heading in headings
            ]
            self.free = [other for other in self.free if other not in columns]
            n = columns[0]
            name, cells = self.headings[n], self.cells[n]
            if field in FIELDS and len(columns) > 1:
                self.found[field] = self.joined(field, columns, near=False)
            elif field in FIELDS:
                rule = self.rule(field, cells)
                plain = {"column": name, **rule} if rule else name
                self.found[field] = Understood(field, (name,), plain, False, self.words(field, n, rule))
            elif len(columns) > 1:
                self.taken.add(field)
                part = self.joined(field, columns, near=False)
                yield LeftOver(part.headings, field, Look("list", words=part.words), part.map, "wanted")
            else:
                self.taken.add(field)
                found = look(name, cells) or Look("text")
                use = _use(name, found) or "wanted"
                found = rating(found, cells) if use == "communication" else found
                rule = {"column": name, **found.rule}
                yield LeftOver((name,), field, found, rule if found.rule else name, use)

    def find_all(self, refused: Collection[str]) -> None:
        for name in FIELDS:
            if name in self.found:
                continue
            if (
                found := self.wishes(name, refused)
                or self.known(name)
                or (None if name in refused else self.near(name))
            ):
                self.found[name] = found
                self.free = [n for n in self.free if self.headings[n] not in found.headings]
        if "id" not in self.found and "email" in self.found and any(self.alias(n) == "id" for n in self.free):
            mail = self.found["email"]
            self.found["id"] = Understood("id", mail.headings, mail.headings[0], True)

    def alias(self, column: int) -> str | None:
        """The field that a heading is understood as by itself."""
        name = squash(self.headings[column])
        return next((field for field in FIELDS if default_map(field, {name: [column]})), None)

    def known(self, field: str) -> Understood | None:
        """What known headings give a field, where its cells are fit for it."""
        rules = default_map(field, {squash(self.headings[n]): [n] for n in self.free})
        if (
            field == "name"
            and len(rules) == 1
            and rules[0].column
            and not self.sane(field, self.at(rules[0]))
        ):
            free = {squash(self.headings[n]): [n] for n in self.free if self.alias(n) != "name"}
            parts = default_map("name", free)
            spelt = [self.headings[free[squash(part)][0]] for part in parts[0].headings] if parts else []
            return Understood("name", tuple(spelt), {"columns": spelt}, True) if spelt else None
        usable = [rule for rule in rules if self.sane(field, self.at(rule))]
        if not usable:
            return None
        columns = self.at(max(usable, key=lambda rule: sum(map(bool, self.cells[self.at(rule)[0]]))))
        names = tuple(self.headings[n] for n in columns)
        if len(columns) > 1:
            return Understood(field, names)
        rule = self.rule(field, self.cells[columns[0]])
        plain = names[0] if len(rules) > 1 else None
        return Understood(
            field,
            names,
            {"column": names[0], **rule} if rule else plain,
            len(rules) > 1,
            self.words(field, columns[0], rule),
        )

    def near(self, field: str) -> Understood | None:
        """A heading that sounds like the field, with cells that are fit for it."""
        for pattern, roles in NEAR.get(field, ()):
            for n in self.free:
                heading = self.headings[n]
                if self.role in roles and self.alias(n) is None and pattern.search(heading.casefold()):
                    if PROTECTED.search(heading.casefold()) or not self.sane(field, [n]):
                        continue
                    rule = self.rule(field, self.cells[n])
                    plain = {"column": heading, **rule} if rule else heading
                    return Understood(field, (heading,), plain, True, self.words(field, n, rule))
        return None

    def wishes(self, field: str, refused: Collection[str]) -> Understood | None:
        """Several columns of which each names somebody to be paired with."""
        if field != "preferences" or field in refused:
            return None
        columns = [
            n
            for n in self.free
            if any(pattern.search(self.headings[n].casefold()) for pattern, _ in NEAR[field])
            and self.sane(field, [n])
        ]
        return self.joined(field, columns, near=True) if len(columns) > 1 else None

    def joined(self, field: str, columns: Sequence[int], *, near: bool) -> Understood:
        """Several columns that make one field: a list in their order, or one text."""
        names = tuple(self.headings[n] for n in columns)
        if field in FIELDS and FIELDS[field].type != "list":
            return Understood(field, names, {"columns": list(names)}, near)
        cells = [cell for n in columns for cell in self.cells[n]]
        rule = list_rule(cells)
        counts = dict(items(rule, cells).most_common())
        return Understood(field, names, {"columns": list(names), **rule}, near, counts)

    def at(self, rule: ColumnMap) -> list[int]:
        return [n for name in rule.headings for n in self.free if squash(self.headings[n]) == squash(name)]

    def rule(self, field: str, cells: Sequence[str]) -> dict[str, object]:
        return column_rule(FIELDS[field], cells)

    def sane(self, field: str, columns: Sequence[int]) -> bool:
        """Whether the cells could be the field's."""
        if len(columns) > 1:
            return True
        if field == "id" and self.form and squash(self.headings[columns[0]]) == "id":
            return False  # it only counts the answers of the form
        if field == "preferences" and self.others:
            named = [
                item for cell in self.cells[columns[0]] if cell for item in (cell, *re.split("[;,|]", cell))
            ]
            return any(fold(item) in self.others for item in named)
        return plausible(FIELDS[field], self.cells[columns[0]])

    def words(self, field: str, column: int, rule: Mapping[str, object]) -> dict[str, int]:
        kind = FIELDS[field].type
        if kind == "list":
            return dict(items(rule, self.cells[column]).most_common())
        if kind not in ("text", "level"):
            return {}
        counted = Counter(" ".join(cell.split()) for cell in self.cells[column] if cell)
        usual = {fold(word): word for word, _ in reversed(counted.most_common())}
        often = Counter[str]()
        for word, count in counted.items():
            often[usual[fold(word)]] += count
        return dict(often.most_common())

    def grids(self) -> Iterator[LeftOver]:
        """Questions of a form that take several columns, each with an item in [brackets]."""
        groups: dict[str, dict[str, int]] = {}
        for n in self.free:
            if match := re.fullmatch(r"(.*\S) ?\[(.+)\]", self.headings[n]):
                groups.setdefault(self.headings[n][: match.start(2)], {})[match[2]] = n
        for head, columns in groups.items():
            if len(columns) < 2 or "*" in head:
                continue
            grid = f"{head}*]"
            names = tuple(self.headings[n] for n in columns.values())
            self.free = [n for n in self.free if n not in columns.values()]
            rows = list(zip(*(self.cells[n] for n in columns.values()), strict=True))
            field = next((name for name in ("skills", "development_goals") if self.asks(name, head)), "")
            if field and _read_by_grid(Field(field, "list"), {"grid": grid}, list(columns), rows):
                self.found[field] = Understood(field, names, {"grid": grid}, True, self.ticked(columns))
                continue
            for values in ({}, {"yes": 2, "maybe": 1, "no": 0}):
                rule = {"grid": grid, **({"values": values} if values else {})}
                if _read_by_grid(Field("grid", "ratings"), rule, list(columns), rows):
                    use = "where" if WHERE.search(head.casefold()) else ""
                    found = Look("ratings", words=tuple(columns))
                    yield LeftOver(names, own_name(head, self.taken), found, rule, use)
                    break
            else:
                self.unused |= dict.fromkeys(
                    names, "one question in several columns, with answers to be mapped"
                )

    def ticked(self, columns: Mapping[str, int]) -> dict[str, int]:
        """How many people chose each item of a grid."""
        return {item: sum(map(bool, self.cells[n])) for item, n in columns.items()}

    def asks(self, field: str, question: str) -> bool:
        return field not in self.found and any(
            self.role in roles and pattern.search(question.casefold()) for pattern, roles in NEAR[field]
        )

    def left_over(self) -> Iterator[LeftOver]:
        """Columns for fields of the program's own; the rest is noted as not used."""
        for n in self.free:
            heading = self.headings[n]
            found = look(heading, self.cells[n])
            if PROTECTED.search(heading.casefold()):
                self.unused[heading] = "tells what the law protects"
            elif alias := self.alias(n):
                self.unused[heading] = f"its cells do not look like {alias.replace('_', ' ')}"
            elif found is None or re.fullmatch(r"time ?stamp|(start|completion) time", heading.casefold()):
                self.unused[heading] = (
                    "blank" if not any(self.cells[n]) else "free text, or different for everybody"
                )
            else:
                own = own_name(heading, self.taken)
                column = {"column": heading, **found.rule} if found.rule else heading
                rule: object = None if column == heading and squash(own) == squash(heading) else column
                use = _use(heading, found)
                found = rating(found, self.cells[n]) if use == "communication" else found
                yield LeftOver((heading,), own, found, rule, use)


def _use(heading: str, found: Look) -> str:
    if found.type == "number" and RATED.search(heading.casefold()):
        return "communication"
    return "promise" if found.type == "yes_no" and PROMISE.search(heading.casefold()) else ""


def _read_by_grid(
    field: Field, rule: Mapping[str, object], names: list[str], rows: Sequence[tuple[str, ...]]
) -> bool:
    read = reader(field, ColumnMap.model_validate(rule), names)
    try:
        found = [read(row) for row in rows]
    except UnreadableCell:
        return False
    return any(value is not None for value in found)
