"""Every way of making a run lie is found: by its hashes, and by its meaning where the hashes fit again."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mentorkit.run import digest, read, written
from mentorkit.verify import Verdict, verify_files
from mentorkit.verify.cast import Inputs
from tests.conftest import write
from tests.verify.folder import (
    FILES,
    TABLES,
    checked,
    honest_document,
    inputs_now,
    save,
    tables_of,
    write_inputs,
)
from tests.verify.other_changes import INPUTS, TABLE_CHANGES, change_table
from tests.verify.tamperings import Lie, lies, pair_of

LIES = list(lies())


@pytest.fixture(scope="module")
def true_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Any], dict[str, bytes]]]:
    """What an honest run says, and its tables, in a working directory with its inputs."""
    folder = tmp_path_factory.mktemp("work")
    patch = pytest.MonkeyPatch()
    patch.chdir(folder)
    write_inputs(folder)
    document = honest_document()
    yield document, tables_of(document, inputs_now(document))
    patch.undo()


@pytest.fixture(scope="module")
def true_inputs(true_run: tuple[dict[str, Any], dict[str, bytes]]) -> Inputs:
    return inputs_now(true_run[0])


@pytest.fixture
def run(true_run: tuple[dict[str, Any], dict[str, bytes]], tmp_path: Path) -> Path:
    """The honest run as a folder of its own."""
    document, tables = true_run
    save(tmp_path / "run", document, tables)
    return tmp_path / "run"


def codes(verdict: Verdict) -> set[str]:
    return {finding.code for finding in verdict.findings}


def test_there_are_many_ways_to_lie() -> None:
    names = [lie.name for lie in LIES]
    assert len(names) == len(set(names))
    assert len(names) + len(INPUTS) + len(TABLE_CHANGES) >= 150


def test_the_true_run_holds(run: Path) -> None:
    verdict = checked(str(run))
    assert verdict.findings == []
    assert {"pairs", "decisions", "gains", "proof of total"} <= {check.name for check in verdict.checks}
    assert checked(str(run / "run.json")).holds


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.name)
def test_a_changed_record_is_found_by_its_hash(lie: Lie, true_run: Any, run: Path) -> None:
    document = copy.deepcopy(true_run[0])
    lie.change(document)
    kept = (run / "run.json").read_text().rpartition('"files": {')[2]
    text = written(document).decode().rstrip().removesuffix("}").rstrip()
    write(run / "run.json", f'{text},\n "files": {{{kept}')
    assert not verify_files(read(str(run))).holds


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.name)
def test_a_changed_record_is_found_by_its_meaning(
    lie: Lie, true_run: Any, true_inputs: Inputs, run: Path
) -> None:
    document = copy.deepcopy(true_run[0])
    lie.change(document)
    assert document != true_run[0]
    save(run, document, tables_of(document, true_inputs))
    verdict = checked(str(run))
    assert "MK910" not in codes(verdict)
    if lie.seen == "nothing":
        assert verdict.findings == []
    elif lie.seen == "warning":
        assert verdict.holds
        assert verdict.findings
    else:
        assert not verdict.holds


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("rehashed", [False, True], ids=["by its hash", "by its meaning"])
def test_a_changed_input_is_found(name: str, true_run: Any, run: Path, *, rehashed: bool) -> None:
    file, old, new = INPUTS[name]
    text = FILES[next(each for each in FILES if each.startswith(file))]
    assert text.count(old) >= 1
    try:
        write_inputs(Path(), **{file: text.replace(old, new, 1)})
        if rehashed:
            document = copy.deepcopy(true_run[0])
            for each in document["inputs"]:
                each["sha256"] = digest(Path(each["path"]).read_bytes())
            save(run, document, true_run[1])
        verdict = checked(str(run))
    finally:
        write_inputs(Path())
    assert not verdict.holds
    assert rehashed or "MK911" in codes(verdict)


@pytest.mark.parametrize("name", TABLE_CHANGES)
def test_a_changed_table_is_found_by_its_hash(name: str, run: Path) -> None:
    change_table(run, name)
    assert not verify_files(read(str(run))).holds


@pytest.mark.parametrize("name", TABLE_CHANGES)
def test_a_changed_table_is_found_by_its_meaning(name: str, true_run: Any, run: Path) -> None:
    change_table(run, name)
    save(run, true_run[0], {each: (run / each).read_bytes() for each in TABLES})
    assert codes(checked(str(run))) == {"MK916"}


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_file_is_found(name: str, run: Path) -> None:
    (run / name).unlink()
    assert "MK910" in codes(checked(str(run)))


@pytest.mark.parametrize("name", TABLES)
def test_a_file_that_the_record_leaves_out_is_found(name: str, true_run: Any, run: Path) -> None:
    (run / name).unlink()
    save(run, true_run[0], {each: true_run[1][each] for each in TABLES if each != name})
    assert codes(checked(str(run))) == {"MK910"}


def test_a_file_more_is_found(run: Path) -> None:
    write(run / "notes.txt", "mine")
    (run / "drafts").mkdir()
    write(run / ".DS_Store", "of the system")
    assert [each.location.file for each in checked(str(run)).findings] == [
        (run / "drafts").as_posix(),
        (run / "notes.txt").as_posix(),
    ]


def test_another_spelling_of_the_record_is_found(run: Path) -> None:
    write(run / "run.json", (run / "run.json").read_bytes().replace(b"\n ", b"\n  "))
    assert codes(checked(str(run))) == {"MK910"}


def test_a_higher_price_that_still_proves_the_optimum_is_no_lie(true_run: Any, run: Path) -> None:
    """Where a mentor of one place may cost a point more, the mentee gains a point less."""
    held = []
    for mentee, mentor in (("e6", "m2"), ("e4", "m4"), ("e5", "m8")):
        document = copy.deepcopy(true_run[0])
        assert pair_of(document, mentee)["mentor"] == mentor
        total = document["certificates"][-1]
        total["prices"][mentor] += 1
        total["gains"][mentee] -= 1
        save(run, document, true_run[1])
        held.append(checked(str(run)).holds)
    assert any(held)
