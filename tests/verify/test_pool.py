"""A run whose pool was changed afterwards, hashes and all, is found out."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentorkit.finding import Severity
from tests.commands.test_pool import BOTH, written
from tests.conftest import run
from tests.verify.folder import checked, save

Document = dict[str, Any]
TABLES = ("pairs.csv", "unmatched.csv", "qualification.csv", "alternatives.csv")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pool")
    written(folder, BOTH)
    assert run("match", "program.yaml", "--out", "run", cwd=folder).code == 0
    return folder


def put(role: str, **changes: Any) -> Callable[[Document], object]:
    return lambda document: document["pool"][role].update(changes)


def proof(role: str, number: int, **changes: Any) -> Callable[[Document], object]:
    return lambda document: document["pool"][role]["proofs"][number].update(changes)


LIES = [
    pytest.param(
        put("mentees", **{"in": ["e1", "e2", "e4"]}), "0 of pune are in", id="a site without anybody"
    ),
    pytest.param(
        put("mentees", **{"in": ["e3", "e4", "e6"]}), 'in the place of "e3" would be better', id="worse"
    ),
    pytest.param(put("mentees", **{"in": ["e1", "e4"]}), "0 of pune are in", id="one fewer"),
    pytest.param(
        put("mentees", **{"in": ["e1", "e4", "e5"]}), '"e5" is in, and not eligible', id="not eligible"
    ),
    pytest.param(
        put("mentees", **{"in": ["e1", "e4", "e6", "x"]}), '"x" is in, and not eligible', id="a stranger"
    ),
    pytest.param(put("mentees", **{"in": ["e1", "e1", "e4", "e6"]}), "somebody is in twice", id="twice"),
    pytest.param(put("mentees", size=4), "the size is 3, not 4", id="another size"),
    pytest.param(put("mentees", staying=["e1"]), "others stay than those of living pairs", id="stays"),
    pytest.param(put("mentors", **{"in": ["m1", "m3"]}), "would be better", id="another mentor"),
    pytest.param(put("mentors", **{"in": ["m1"]}), '"m2" could be in as well', id="a mentor fewer"),
    pytest.param(proof("mentees", 0, value=4), "count is 3, not 4", id="count"),
    pytest.param(proof("mentees", 1, value=1), "points is 1250000, not 1", id="points"),
    pytest.param(proof("mentees", 1, bound=1_250_001), "points is at most 1250000", id="bound"),
    pytest.param(proof("mentees", 1, prices=[]), "points is at most", id="without prices"),
    pytest.param(put("mentees", proofs=[]), "count and points need a proof each", id="without proofs"),
    pytest.param(
        lambda document: document["pool"].update(mentors=None), "only one of both", id="a side less"
    ),
    pytest.param(lambda document: document["pool"].update(by="file"), "a list is the pool", id="a list"),
    pytest.param(lambda document: document.pop("pool"), "the run says nothing of one", id="nothing"),
]


@pytest.mark.parametrize(("lie", "message"), LIES)
def test_a_changed_pool_is_found(
    lie: Callable[[Document], object], message: str, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made)
    document = copy.deepcopy(json.loads(Path("run/run.json").read_text(encoding="utf-8")))
    tables = {name: Path("run", name).read_bytes() for name in TABLES}
    lie(document)
    save(Path("lie"), document, tables)
    found = [each for each in checked("lie").findings if each.severity is Severity.ERROR]
    assert any(each.code == "MK918" and message in each.message for each in found), found


def test_the_run_as_it_was_made_holds(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    assert checked("run").holds


def test_the_reason_of_somebody_outside_the_pool_is_checked(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made)
    document = json.loads(Path("run/run.json").read_text(encoding="utf-8"))
    document["unmatched"][0]["reason"] = "places_full"
    save(Path("lie"), document, {name: Path("run", name).read_bytes() for name in TABLES})
    told = [each.message for each in checked("lie").findings]
    assert any("is unmatched for not_in_pool, not places_full" in each for each in told)
