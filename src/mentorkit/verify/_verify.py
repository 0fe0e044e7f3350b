"""A run held against its files, its inputs and its proofs, with nothing of what `match` computes with."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import mentorkit
from mentorkit.finding import Finding, Severity
from mentorkit.run import Run, digest
from mentorkit.verify import outcome
from mentorkit.verify.aims import Aims, aims
from mentorkit.verify.approved import approval_wrong
from mentorkit.verify.cast import Cast, Inputs, cast
from mentorkit.verify.certified import Proofs, expected_aims, gains_wrong, held_against, is_checked, proofs
from mentorkit.verify.decided import costs_wrong
from mentorkit.verify.followed import previous_wrong
from mentorkit.verify.listed import differences, expected
from mentorkit.verify.pool import pool_wrong, unproven
from mentorkit.verify.proofs import Chosen, Scan, walk

FULL_UP_TO = 10_000
"""Mentees up to whom all are looked at."""
SAMPLE = 1_000
"""Mentees who are looked at above that."""
ALL = "in full"
ALWAYS = ("pairs.csv", "unmatched.csv", "qualification.csv")
"""Files that every run folder has."""


@dataclass(frozen=True)
class Check:
    """One thing that was held against another."""

    name: str
    compared: str
    """What with what."""
    count: int
    findings: tuple[Finding, ...] = ()
    scope: str = ALL

    @property
    def holds(self) -> bool:
        """Whether no error was found."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


@dataclass(frozen=True)
class Verdict:
    """All checks of a run."""

    checks: tuple[Check, ...]
    possible: int = 0
    """Pairs that may be chosen, of those who were looked at."""
    seen: int = 0
    """Mentees who were looked at."""
    mentees: int = 0
    """Mentees who may be matched."""

    @property
    def holds(self) -> bool:
        """Whether every check holds."""
        return all(check.holds for check in self.checks)

    @property
    def findings(self) -> list[Finding]:
        """The findings of all checks."""
        return [finding for check in self.checks for finding in check.findings]


def verify_files(run: Run) -> Check:
    """The files of the folder against the hashes of run.json, and run.json against its own."""
    found = []
    if not run.untouched:
        found.append(Finding("MK910", "it is not what was written: its own hash does not fit", run.at))
    for name, sha256 in run.record.files.items():
        if name not in run.files:
            found.append(Finding("MK910", "the file of the run is missing", run.beside(name)))
        elif digest(run.files[name]) != sha256:
            found.append(Finding("MK910", "the file was changed since the run was written", run.beside(name)))
    unlisted = [name for name in ALWAYS if name not in run.record.files]
    found += [Finding("MK910", f"{name} is not among the files of the run", run.at) for name in unlisted]
    found += [Finding("MK910", "the file does not belong to the run", run.beside(n)) for n in run.foreign]
    return Check("files", "against their hashes", len(run.record.files) + 1, tuple(found))


def verify_approval(run: Run) -> tuple[Check, ...]:
    """The approval against run.json; no check where nobody approved the run."""
    if run.approval is None:
        return ()
    return (Check("approval", "against run.json", 1, tuple(approval_wrong(run))),)


def verify(run: Run, inputs: Inputs, told: Iterable[Finding] = (), *, full: bool = False) -> Verdict:
    """Everything that run.json and the files beside it say, against the inputs as they are now.

    `told` are the findings of reading the inputs. Above FULL_UP_TO mentees the rows of a sample are worked
    out, unless `full`; the sample follows from the run's own hash.
    """
    record, everybody = run.record, cast(inputs)
    weights = aims(everybody)
    seen = _sample(everybody, record.sha256, full=full)
    full = len(seen) == len(everybody.mentees)
    chosen, pairs_wrong = outcome.chosen_of(record, everybody)
    proof = proofs(record, everybody, weights, chosen)
    scan = _scan(everybody, weights, chosen, proof, seen, full=full)
    scope = ALL if full else f"{len(seen):,} of {len(everybody.mentees):,} mentees"

    def check(
        name: str, compared: str, count: int, code: str, wrong: Iterable[str], scope: str = ALL
    ) -> Check:
        return Check(name, compared, count, tuple(Finding(code, each, run.at) for each in wrong), scope)

    checks = [
        _head(run, inputs),
        check("findings", "what reading the inputs finds", *_told(run, told)),
        check("pairs", "against rules, places and qualification", len(record.pairs), "MK912", pairs_wrong),
        check(
            "decisions",
            "locks kept, forbidden pairs apart, waivers shown",
            len(inputs.decisions),
            "MK912",
            [*outcome.decisions_wrong(record, everybody), *costs_wrong(record, everybody)],
        ),
        check(
            "scores",
            "every part against its criterion's definition",
            sum(len(pair.parts) for pair in record.pairs),
            "MK913",
            outcome.scores_wrong(record, everybody),
        ),
        check(
            "unmatched",
            "everybody of the roster once, with a reason that fits",
            len(record.unmatched),
            "MK914",
            outcome.unmatched_wrong(record, everybody, weights, scan),
            scope,
        ),
        check("totals", "against the pairs", 5, "MK914", outcome.totals_wrong(record, everybody, chosen)),
        check(
            "free places",
            "against rosters and pairs",
            len(record.free_places),
            "MK914",
            outcome.places_wrong(record, everybody, chosen),
        ),
        check(
            "promises",
            "against the program and the pairs",
            len(record.expect),
            "MK914",
            outcome.promises_wrong(record, everybody, chosen),
        ),
        check(
            "blocking pairs",
            "counted again",
            record.blocking_pairs,
            "MK914",
            outcome.counts_wrong(record, scan, full=full),
            scope,
        ),
        *_previous(run, inputs),
        *_pool(run, inputs),
        *_certificates(run, everybody, weights, chosen, scan, proof, full=full, scope=scope),
        *_listed(run, inputs),
    ]
    return Verdict(tuple(checks), scan.possible, len(seen), len(everybody.mentees))


def _pool(run: Run, inputs: Inputs) -> Iterable[Check]:
    """Who is in the pool, where there is one."""
    said = run.record.pool
    plan = inputs.program.pool
    if said is not None or (plan is not None and (plan.mentees or plan.mentors)):
        found = tuple(Finding("MK918", each, run.at) for each in pool_wrong(run.record, inputs))
        sides = [side for side in (said.mentees, said.mentors) if side] if said else []
        count = sum(len(side.inside) for side in sides)
        scope = "the bound was not checked" if unproven(run.record) else ALL
        yield Check("pool", "eligibility, size, quotas, points; no better one", count, found, scope)


def _sample(everybody: Cast, seed: str, *, full: bool) -> Sequence[int]:
    mentees = range(len(everybody.mentees))
    if full or len(mentees) <= FULL_UP_TO:
        return mentees
    return sorted(random.Random(seed).sample(mentees, SAMPLE))  # noqa: S311  # the same for the same run


def _scan(
    everybody: Cast, weights: Aims, chosen: Chosen, proof: Proofs, seen: Sequence[int], *, full: bool
) -> Scan:
    free = chosen.free(everybody).values()
    fair = weights.optimise in ("fair", "fair_leximin")
    no_cover = [0] * len(everybody.mentors)
    lowest = (min(free), proof.cover or no_cover) if fair and free else None
    prices, bonus = proof.prices, proof.bonus
    return walk(everybody, weights, chosen, seen, prices, lowest, keep=fair and full, bonus=bonus)


def _head(run: Run, inputs: Inputs) -> Check:
    record, program, found = run.record, inputs.program, []
    for what, said, own in (
        ("the program", record.program, program.name),
        ("optimise", record.optimise, program.matching.optimise),
    ):
        if said != own:
            found.append(Finding("MK914", f'{what} is "{own}", run.json says "{said}"', run.at))
    if record.proven != all(each.proven for each in record.certificates):
        found.append(Finding("MK914", f"proven is {record.proven}, the certificates say otherwise", run.at))
    if record.mentorkit != mentorkit.__version__:
        message = f'the run says mentorkit "{record.mentorkit}", this is {mentorkit.__version__}'
        found.append(Finding("MK917", message, run.at))
    return Check("run", "name, policy and version against the program", 4, tuple(found))


def _told(run: Run, told: Iterable[Finding]) -> tuple[int, str, list[str]]:
    """What reading the inputs finds must stand in the run; the run may have found more."""
    there = {(each.code, each.message, each.file, each.line) for each in run.record.findings}
    missing = [
        f"a finding is not in run.json: {each.location} {each.code} {each.message}"
        for each in told
        if (each.code, each.message, each.location.file, each.location.line) not in there
    ]
    return len(run.record.findings), "MK914", missing


def _certificates(
    run: Run,
    everybody: Cast,
    weights: Aims,
    chosen: Chosen,
    scan: Scan,
    proof: Proofs,
    *,
    full: bool,
    scope: str,
) -> Iterable[Check]:
    def check(name: str, compared: str, count: int, wrong: Iterable[str], of: str = scope) -> Check:
        return Check(name, compared, count, tuple(Finding("MK915", each, run.at) for each in wrong), of)

    wanted = expected_aims(weights, chosen, everybody)
    yield check("certificates", "one for each aim", len(wanted), proof.wrong, ALL)
    if proof.prices is not None:
        wrong = gains_wrong(everybody, proof.gains, scan)
        if not full:
            wrong += outcome.pairs_beat_gains(everybody, weights, chosen, proof)
        yield check("gains", "against prices and possible pairs", len(scan.gains), wrong)
    for aim in wanted:
        if aim in proof.by_aim:
            wrong = held_against(aim, everybody, weights, chosen, scan, proof, full=full)
            checked = is_checked(aim, weights, full=full)
            compared = "value, bound and proof" if checked else "value"
            yield check(
                f"proof of {aim}", compared, 1, wrong, scope if checked else "the bound was not checked"
            )


def _previous(run: Run, inputs: Inputs) -> Iterable[Check]:
    if inputs.carried is not None or run.record.previous is not None:
        many = len(inputs.carried.previous.pairs) if inputs.carried else 0
        wrong = tuple(Finding("MK912", each, run.at) for each in previous_wrong(run.record, inputs))
        yield Check("previous run", "pairs that live on, moved or ended", many, wrong)


def _listed(run: Run, inputs: Inputs) -> Iterable[Check]:
    for name, data in run.files.items():
        rows = expected(name, run.record, inputs)
        if rows is not None:
            found = [Finding("MK916", what, run.beside(name, line)) for line, what in differences(data, rows)]
            yield Check(name, "every cell against run.json and the inputs", len(rows) - 1, tuple(found))
