"""Who leads whom: chains of managers followed as far as the rosters show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mentorkit.fields import fold
from mentorkit.finding import Finding, nearest
from mentorkit.people import Person, Roster, bearers


@dataclass(frozen=True)
class ReportingLines:
    """Everyone's managers: key of a person to the keys above, nearest first."""

    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cut: frozenset[str] = frozenset()
    """Keys of people whose line ends before it reaches somebody known to be at the top."""

    def related(self, one: Person, other: Person) -> bool | None:
        """Whether one leads the other at any distance; None where the lines end too early to say."""
        if other.key in self.above.get(one.key, ()) or one.key in self.above.get(other.key, ()):
            return True
        return None if one.key in self.cut or other.key in self.cut else False


def follow(rosters: Sequence[Roster]) -> tuple[ReportingLines, list[Finding]]:
    """The lines seen in all rosters together; a later roster's manager wins, with a warning.

    A manager may be named by id, e-mail address or, where only one person has it, name.
    """
    findings: list[Finding] = []
    people = {person.key: person for roster in reversed(rosters) for person in roster.people}
    names = bearers(people.values())
    managers: dict[str, tuple[str, Person, Roster]] = {}
    for roster in rosters:
        for person in roster.people:
            named = person.text("manager")
            if named is None:
                continue
            before = managers.get(person.key)
            if before and _who(before[0], names) != _who(named, names):
                said = f'the manager "{named}" here and "{before[0]}" in {before[1].at.file}'
                place = roster.locate(person, "manager")
                findings.append(Finding("MK818", f'"{person.id}" has {said}', place, "this one counts"))
            managers[person.key] = named, person, roster
    direct: dict[str, tuple[str, ...]] = {}
    unseen: list[tuple[str, Person, Roster]] = []
    for key, entry in managers.items():
        bosses = names.get(fold(entry[0]), ())
        if not bosses:
            unseen.append(entry)
        elif bosses != (key,):  # naming oneself is how some exports mark the top
            direct[key] = bosses
        if len(bosses) > 1:
            message = (
                f'the manager "{entry[0]}" is the name of {len(bosses)} people: each counts as the manager'
            )
            place = entry[2].locate(entry[1], "manager")
            findings.append(Finding("MK813", message, place, "name managers by id or e-mail"))
    findings += _unseen(unseen, [person.name for person in people.values()])
    findings += _circles(direct, managers)
    tops = {boss for bosses in direct.values() for boss in bosses} | managers.keys()
    tops -= direct.keys() | {entry[1].key for entry in unseen}
    above = {key: _chain(key, direct) for key in people}
    cut = {key for key, chain in above.items() if key not in tops and tops.isdisjoint(reversed(chain))}
    return ReportingLines(above, frozenset(cut)), findings


def _who(named: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return names.get(fold(named), (fold(named),))


def _chain(key: str, direct: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Everybody above, nearest first."""
    chain: dict[str, None] = {}
    waiting = list(direct.get(key, ()))
    for boss in waiting:
        if boss not in chain:
            chain[boss] = None
            waiting += direct.get(boss, ())
    return tuple(chain)


def _unseen(entries: Sequence[tuple[str, Person, Roster]], names: Sequence[str]) -> list[Finding]:
    if not entries:
        return []
    named, person, roster = entries[0]
    count = len({fold(entry[0]) for entry in entries})
    others = f" (and {count - 1} other manager{'s' * (count > 2)})" if count > 1 else ""
    message = f'the manager "{named}"{others} is in no roster: reporting lines are followed only that far'
    near = nearest(named, names)
    hint = near if near.startswith("did") else "give everyone's manager in a roster: people"
    return [Finding("MK813", message, roster.locate(person, "manager"), hint)]


def _circles(
    direct: Mapping[str, tuple[str, ...]], managers: Mapping[str, tuple[str, Person, Roster]]
) -> list[Finding]:
    findings, done = [], set[str]()
    for start in direct:
        trail: dict[str, None] = {}
        key = start
        while key in direct and key not in done and key not in trail:
            trail[key] = None
            key = direct[key][0]
        if key in trail and key not in done:
            circle = list(trail)[list(trail).index(key) :]
            shown = [managers[member][1].id for member in circle]
            _, person, roster = managers[circle[0]]
            message = "managers lead in a circle: " + " → ".join([*shown, shown[0]])
            findings.append(Finding("MK812", message, roster.locate(person, "manager")))
        done.update(trail)
    return findings
