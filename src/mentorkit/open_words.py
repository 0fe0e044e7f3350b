"""What a page for a steering group may say of people: neither what is private nor what is confided."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from mentorkit.criteria import Criterion
from mentorkit.program import Program
from mentorkit.qualification import Qualification, Standing
from mentorkit.readers import may_hear, may_know, may_read
from mentorkit.rules import Rule
from mentorkit.vocabulary import Audience

LAST = "; the last went to "
"""What follows in the detail of a waiting list is somebody else's rank."""
WITHHELD = "by a rule on what is not shown here"


@dataclass(frozen=True)
class Open:
    """What may stand on the page: what the sponsors may read, or both people of a pair (our choice)."""

    _program: Program

    def field(self, name: str) -> bool:
        """Whether a field's cells may be shown."""
        return self._anyone(lambda audience: may_read(self._program.vocabulary, name, audience))

    def criterion(self, criterion: Criterion) -> bool:
        """Whether what a criterion says of a pair, and what it counts there, may be shown."""
        return self._anyone(lambda audience: may_hear(self._program.vocabulary, criterion, audience))

    def rule(self, rule: Rule) -> bool:
        """Whether what a rule says of a person may be shown."""
        return self._anyone(lambda audience: may_know(self._program.vocabulary, rule, audience))

    def details(self, mentees: Qualification, matched: Collection[str]) -> dict[str, str]:
        """Id of everybody outside the pairs to the detail of why, where it may not be shown as it is."""
        rules = [rule for _, _, rule in self._program.qualification.mentees.parts()]
        if all(map(self.rule, rules)) and self._pool_is_open():
            return {}
        found = {}
        for each in mentees.standings:
            if each.person.key in matched:
                continue
            if each.state not in mentees.matched_states:
                said = self._reasons(each, rules)
                if said is not None:
                    found[each.person.id] = said
            elif mentees.outside and each.person.key in mentees.outside:
                found[each.person.id] = self._waiting(mentees.outside[each.person.key])
        return found

    def hidden_trainings(self) -> tuple[str, ...]:
        """The roles of whom it may not be said that they still need a training."""
        sections = self._program.qualification
        sides = {"mentors": sections.mentors.parts(), "mentees": sections.mentees.parts()}
        return tuple(
            role
            for role, parts in sides.items()
            if not all(self.rule(rule) for _, _, rule in parts if getattr(rule, "after", None))
        )

    def _reasons(self, standing: Standing, rules: list[Rule]) -> str | None:
        """The reasons that may be shown; None where all may."""
        blocking = [
            (result.reason, self.rule(rule))
            for result, rule in zip(standing.rules, rules, strict=True)
            if result.outcome in ("not_met", "not_known", "conditional")
        ]
        if all(shown for _, shown in blocking):
            return None
        return "; ".join([*(reason for reason, shown in blocking if shown), WITHHELD])

    def _pool_is_open(self) -> bool:
        side = self._program.pool.mentees if self._program.pool else None
        if side is None:
            return True
        fields = [field for rank in side.rank_by for field in rank.fields()]
        fields += [quota.field for quota in side.quotas]
        return all(map(self.field, fields)) and all(map(self.rule, side.require))

    def _waiting(self, detail: str) -> str:
        """Why somebody is outside the pool, as far as its fields may be shown."""
        side = self._program.pool.mentees if self._program.pool else None
        if side is None:
            return detail
        before, colon, after = detail.partition(": ")
        if before.startswith("not eligible"):
            return detail if all(map(self.rule, side.require)) else before
        if not all(self.field(quota.field) for quota in side.quotas):
            return before
        if all(self.field(field) for rank in side.rank_by for field in rank.fields()):
            return detail
        return f"{before}{colon}{after.partition(LAST)[0]}"

    @staticmethod
    def _anyone(may: Callable[[Audience], bool]) -> bool:
        return may("sponsors") or (may("mentors") and may("mentees"))
