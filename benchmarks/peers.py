"""The solvers that are compared: each runs once, in a process of its own, and prints what it took.

`python -m benchmarks.peers NAME ARGUMENTS`: mentorkit, scan and mentor_match make their people themselves,
`make` writes the weights that the others read. Making, reading and imports are not timed. An argument
`at=FOLDER` is where a package stands that is installed apart.
"""

from __future__ import annotations

import importlib
import json
import operator
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

# numpy and what needs it are imported where they are used: a process has the memory of its own solver alone.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Answer = dict[str, object]
Solve = Callable[[], Answer]


@dataclass(frozen=True)
class Problem:
    """Weights of mentees against places; a mentor's places stand side by side."""

    weights: NDArray[np.float64]
    """[mentees x places], whole numbers; 0 is a forbidden pair."""
    owners: NDArray[np.int64]
    """[places] the mentor of each."""

    def worth(self, rows: Any, columns: Any) -> Answer:
        """The weight of chosen cells."""
        return {"value": round(self.weights[rows, columns].sum())}

    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Mentees, mentors and weights of the allowed pairs, and the places of each mentor."""
        import numpy as np

        _, first, places = np.unique(self.owners, return_index=True, return_counts=True)
        rows, columns = np.nonzero(self.weights[:, first])
        return rows, columns, self.weights[rows, first[columns]].astype(np.int64), places


def read(path: str) -> Problem:
    """What `make` wrote."""
    import numpy as np

    return Problem(np.load(path), np.load(f"{path}.owners.npy"))


def make(kind: str, size: str, path: str) -> Solve:
    """Write the weights of a cohort, a block at a time."""
    import numpy as np

    from benchmarks import cohorts

    scores = cohorts.cohort(kind, int(size)).scores()
    owners = np.repeat(np.arange(len(scores.places)), scores.places)
    file = np.lib.format.open_memmap(
        path, mode="w+", dtype=np.float64, shape=(len(scores.mentees), len(owners))
    )
    chosen = 0
    for rows, weights in cohorts.weigh(scores):
        file[rows] = weights[:, owners]
        chosen += int((weights > 0).sum())
    file.flush()
    np.save(f"{path}.owners.npy", owners)
    return lambda: {"allowed": chosen / len(scores.mentees) / len(scores.mentors)}


def mentorkit(kind: str, size: str, core: Literal["scipy", "ortools", ""] = "") -> Solve:
    """Score, solve and certify; a cohort of 1,000 goes before, so that no import is timed."""
    from benchmarks import cohorts
    from mentorkit.assignment import Assignment, assign
    from mentorkit.grid import FULL

    def engine(cohort: cohorts.Cohort) -> Assignment:
        return assign(cohort.program, cohort.scores(), core=core or None)

    engine(cohorts.cohort(kind, 1_000))
    cohort = cohorts.cohort(kind, int(size))
    by_total = cohort.program.matching.optimise == "highest_total"
    unit = 0 if by_total else (int(size) + 1) * FULL

    def solve() -> Answer:
        found = engine(cohort)
        value = len(found.pairs) * unit + sum(found.points.values())
        return {"value": value, "proven": found.proven, "pairs": len(found.pairs)}

    return solve


def scan(kind: str, size: str) -> Solve:
    """All scores once, in blocks on all cores as the engine makes them; keeps the highest."""
    from benchmarks import cohorts
    from mentorkit.assignment.threads import in_turn

    grid = cohorts.cohort(kind, int(size)).scores().grid

    def look(start: int) -> float:
        return float(grid.block(grid.left[start : start + grid.height]).max())

    return lambda: {"highest": max(in_turn(look, range(0, int(size), grid.height)))}


def scipy_maximised(path: str) -> Solve:
    """linear_sum_assignment of the weights; scipy copies the matrix to negate it."""
    from scipy.optimize import linear_sum_assignment

    problem = read(path)
    return lambda: problem.worth(*linear_sum_assignment(problem.weights, maximize=True))


def scipy_negated(path: str) -> Solve:
    """linear_sum_assignment of weights that were negated beforehand, which spares the copy."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    problem = read(path)
    np.negative(problem.weights, out=problem.weights)

    def solve() -> Answer:
        worth = problem.worth(*linear_sum_assignment(problem.weights))["value"]
        return {"value": -operator.index(worth)}  # type: ignore[arg-type]  # the value is a whole number

    return solve


def munkres(path: str) -> Solve:
    """The package munkres, either version: lists of whole costs."""
    package = importlib.import_module("munkres")
    problem = read(path)
    most = int(problem.weights.max())
    costs = [[most - int(weight) for weight in row] for row in problem.weights.tolist()]

    def solve() -> Answer:
        rows, columns = zip(*package.Munkres().compute(costs), strict=True)
        return problem.worth(list(rows), list(columns))

    return solve


def ortools_flow(path: str) -> Solve:
    """OR-tools' SimpleMinCostFlow over all allowed pairs; every mentee may stay unmatched."""
    import numpy as np

    package = importlib.import_module("ortools.graph.python.min_cost_flow")
    rows, columns, weights, places = (problem := read(path)).pairs()
    mentees, mentors = len(problem.weights), len(places)
    sink = mentees + mentors

    def solve() -> Answer:
        flow = package.SimpleMinCostFlow()
        everyone, everybody = np.arange(mentees), np.arange(mentors)
        add = flow.add_arcs_with_capacity_and_unit_cost
        add(rows, mentees + columns, np.ones_like(rows), -weights)
        add(mentees + everybody, np.full(mentors, sink), places, np.zeros_like(everybody))
        add(everyone, np.full(mentees, sink), np.ones_like(everyone), np.zeros_like(everyone))
        flow.set_nodes_supplies(everyone, np.ones_like(everyone))
        flow.set_node_supply(sink, -mentees)
        if flow.solve() != flow.OPTIMAL:
            sys.exit("OR-tools found no optimum")
        return {"value": -flow.optimal_cost()}

    return solve


def highs(path: str) -> Solve:
    """HiGHS' simplex on the linear program over all allowed pairs; its tolerances need small weights."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    rows, columns, weights, places = (problem := read(path)).pairs()
    mentees = len(problem.weights)
    pairs = np.arange(len(rows))
    where = np.concatenate([rows, mentees + columns]), np.concatenate([pairs, pairs])
    shape = mentees + len(places), len(pairs)
    sums = coo_array((np.ones(2 * len(pairs)), where), shape=shape).tocsr()
    limits = np.concatenate([np.ones(mentees), places])

    def solve() -> Answer:
        found = linprog(  # type: ignore[call-overload]  # the stubs do not know that A_ub may be sparse
            -weights / 1e6,
            A_ub=sums,
            b_ub=limits,
            bounds=(0, 1),
            method="highs-ds",
        )
        chosen = found.x > 0.5
        return {"value": int(weights[chosen].sum())}

    return solve


def mentor_match(size: str) -> Solve:
    """mentor-match with the rules of `grades`: one round, score and solve."""
    from benchmarks import cohorts

    rule, process = (importlib.import_module(f"matching.{name}") for name in ("rules.rule", "process"))
    roles = {name: importlib.import_module(f"matching.{name}") for name in ("mentor", "mentee")}
    kinds = {"mentors": roles["mentor"].Mentor, "mentees": roles["mentee"].Mentee}
    sides = [
        [
            kinds[roster.role](
                email=person.id,
                grade=cohorts.LEVELS.index(person.text("level") or ""),
                organisation=person.text("department"),
                profession=person.text("function"),
            )
            for person in roster.people
        ]
        for roster in cohorts.rosters("grades", int(size))
    ]
    rules = [
        rule.Disqualify(rule.Equivalent("organisation").evaluate),
        rule.Disqualify(rule.Grade(2, operator.gt).evaluate),
        rule.Disqualify(rule.Grade(0, operator.le).evaluate),
        rule.Grade(1, operator.eq, {True: 3, False: 0}),
        rule.Grade(2, operator.eq, {True: 6, False: 0}),
        rule.Equivalent("profession", {True: 4, False: 0}),
    ]

    def solve() -> Answer:
        mentors, _ = process.process_data(*sides, [rules])
        pairs = [(mentor, mentee) for mentor in mentors for mentee in mentor.mentees]
        worth = sum(
            3 * (one.grade - other.grade) + 4 * (one.profession == other.profession) for one, other in pairs
        )
        # As mentorkit counts: a full score is 10 there and 1,000,000 points here.
        return {"value": worth * 100_000, "pairs": len(pairs)}

    return solve


SOLVERS: tuple[Callable[..., Solve], ...] = (
    make,
    mentorkit,
    scan,
    scipy_maximised,
    scipy_negated,
    munkres,
    ortools_flow,
    highs,
    mentor_match,
)


def command(solver: Callable[..., Solve], *arguments: object, at: Path | None = None) -> list[str]:
    """What starts a solver in a process of its own."""
    place = [f"at={at}"] if at else []
    return [sys.executable, "-m", "benchmarks.peers", solver.__name__, *map(str, arguments), *place]


def main() -> None:
    """Run one solver; a line of JSON says what came out and how long it took."""
    name, *arguments = sys.argv[1:]
    if arguments and arguments[-1].startswith("at="):
        sys.path.insert(0, arguments.pop().removeprefix("at="))
    solve = {each.__name__: each for each in SOLVERS}[name](*arguments)
    held = peak()
    start = time.perf_counter()
    answer = solve()
    print(json.dumps({"seconds": time.perf_counter() - start, "held": held, **answer}))


def peak() -> float:
    """MiB that this process has had at most so far; Windows does not say."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << 20 if sys.platform == "darwin" else 1 << 10
    )


if __name__ == "__main__":
    main()
