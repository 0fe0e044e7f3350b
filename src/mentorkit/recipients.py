"""Everyone who may be written to or about: what a run made of them, and what others may know of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as defaulted
from functools import cached_property

from mentorkit.communication import Words
from mentorkit.completions import Transcript
from mentorkit.fields import fold
from mentorkit.people import Person, Roster, bearers
from mentorkit.plans import PoolSide
from mentorkit.program import Program
from mentorkit.qualification import Qualification, Standing
from mentorkit.readers import AUDIENCES, may_hear, may_read
from mentorkit.run import PairRecord, Record
from mentorkit.vocabulary import Audience

OPEN, PAIRED, WAITING, CONDITIONAL, NOT_YET = "open", "paired", "waiting", "conditional", "not_yet"
"""Where a person stands: before matching; in a pair; with nobody yet; after a training; not in it."""


@dataclass(frozen=True)
class Outcome:
    """What a run made of the people."""

    record: Record
    mentors: Qualification
    mentees: Qualification

    @cached_property
    def pairs(self) -> dict[str, list[PairRecord]]:
        """The pairs of every mentor and mentee by role and key, as `mentees e-014`."""
        found: dict[str, list[PairRecord]] = {}
        for pair in self.record.pairs:
            found.setdefault(f"mentees {fold(pair.mentee)}", []).append(pair)
            found.setdefault(f"mentors {fold(pair.mentor)}", []).append(pair)
        return found


@dataclass(frozen=True)
class Cast:
    """Everyone who may be written to or about, and what a run made of them, if there is one."""

    program: Program
    mentors: Roster
    mentees: Roster
    people: Roster | None = None
    outcome: Outcome | None = None
    done: Transcript = defaulted(default_factory=Transcript)
    """What people have completed whom no roster may have, such as managers known by name."""

    awaited: Mapping[str, Collection[str]] = defaulted(default_factory=dict)
    """Before matching: key of a person to the trainings after which they qualify."""

    def completed(self, person: Person) -> set[str]:
        """The trainings that somebody has completed, by folded name."""
        modules = self.program.training.by_name if self.program.training else ()
        listed = {name for name in modules if self.done.has(person, name)}
        return listed | {fold(name) for name in person.items("training_completed")}

    @cached_property
    def by_key(self) -> dict[str, Person]:
        """Everybody by key; where rosters differ, that of all people is believed."""
        found: dict[str, Person] = {}
        for roster in (self.mentors, self.mentees, *([self.people] if self.people else [])):
            for key, person in roster.by_key.items():
                known = found[key].values if key in found else {}
                found[key] = replace(person, values={**known, **person.values})
        return found

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What everybody may be called, folded, and the keys of those who bear it."""
        return bearers(self.by_key.values())

    def called(self, text: str) -> Person | None:
        """The one person of an id, e-mail address or name."""
        keys = self.names.get(fold(text), ())
        return self.by_key[keys[0]] if len(keys) == 1 else None

    @cached_property
    def heard(self) -> dict[Audience, frozenset[str]]:
        """The criteria whose sentences each audience may read, by label."""
        words, criteria = self.program.vocabulary, self.program.matching.criteria
        return {
            audience: frozenset(each.label for each in criteria if may_hear(words, each, audience))
            for audience in AUDIENCES
        }

    def readable(self, audience: Audience) -> list[str]:
        """The fields that an audience may read."""
        words = self.program.vocabulary
        return [name for name in words.known_fields if may_read(words, name, audience)]


def standing_of(cast: Cast, role: str, person: Person) -> tuple[str, Sequence[PairRecord]]:
    """Where a person stands, and their pairs."""
    if cast.outcome is None:
        return OPEN, ()
    if pairs := cast.outcome.pairs.get(f"{role} {person.key}"):
        return PAIRED, pairs
    side = cast.outcome.mentors if role == "mentors" else cast.outcome.mentees
    standing = side.by_key.get(person.key)
    if standing is None or standing.state == "not_yet":
        return NOT_YET, ()
    if person.key in (side.outside or {}) and not _queued(cast, role, standing):
        return NOT_YET, ()
    return (WAITING if standing.state in side.matched_states else CONDITIONAL), ()


def _queued(cast: Cast, role: str, standing: Standing) -> bool:
    """Whether somebody who is not in the pool is on its waiting list, which a list of names has not."""
    pool = cast.outcome.record.pool if cast.outcome else None
    plan: PoolSide | None = getattr(cast.program.pool, role, None)
    if pool is None or pool.by != "program" or plan is None:
        return False
    side = cast.program.qualification_of("mentors" if role == "mentors" else "mentees")
    fine = ("met", "conditional") if side.conditional == "match" else ("met",)
    facts = cast.program.facts()
    return all(rule.verdict(standing.person, facts).outcome in fine for rule in plan.require)


def known_of(cast: Cast, audience: Audience, person: Person, what: str) -> Words:
    """What an audience may know of a person."""
    vocabulary = cast.program.vocabulary

    def why_not(name: str) -> str:
        if name not in vocabulary.known_fields:
            return ""
        if not may_read(vocabulary, name, audience):
            own = vocabulary.fields.get(name)
            return "it is private" if own and own.private else f"{audience} may not read it"
        return f"it is blank, or in no column, at {person.at}"

    values = {name: person.values[name] for name in cast.readable(audience) if person.knows(name)}
    return Words(what, values | {"name": person.name}, why_not)


def reasons(cast: Cast, audience: Audience, pair: PairRecord) -> dict[str, object]:
    """What speaks for a pair, as far as an audience may hear it, and whether there are other criteria."""
    heard = cast.heard[audience]
    good = [part for part in pair.parts if part.value > 0 and not part.unknown]
    # Whether there are others follows from the program alone: it says nothing of this pair.
    others = len(heard) < len(cast.program.matching.criteria)
    return {"reasons": tuple(part.sentence for part in good if part.criterion in heard), "others": others}


def name_of(roster: Roster, id_: str) -> str:
    """The name of a person of a run."""
    person = roster.by_key.get(fold(id_))
    return person.name if person else id_
