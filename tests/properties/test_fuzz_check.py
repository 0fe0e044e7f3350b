"""`check` ends with findings or a definition on every file: no traceback, no hang, no memory blow-up.

The budget is MENTORKIT_FUZZ_SECONDS, 60 unless given; `make fuzz` takes ten minutes. Every round has a
number from which Hypothesis draws all of it; a failure prints the number, and MENTORKIT_FUZZ_ROUND starts
with it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import HealthCheck, example, given, seed, settings
from pydantic import ValidationError

from mentorkit import formats, review, trace
from mentorkit.definition import Document, digest, understood
from mentorkit.finding import Finding
from mentorkit.json_schema import json_schema
from mentorkit.pages import pages
from mentorkit.program import Program
from mentorkit.yamlsource import parse, resolve
from tests.properties.mutations import folder, spoiled, spoiled_meanings, spoiled_texts

SECONDS = float(os.environ.get("MENTORKIT_FUZZ_SECONDS", "60"))
FIRST_ROUND = int(os.environ.get("MENTORKIT_FUZZ_ROUND", "1"))
ROUND = 200
"""Examples a round; a round is what a failure is shrunk from."""
HANG = 5.0
"""Seconds for one file, our choice: a whole program takes hundredths."""
BLOW_UP = 256 << 20
"""Bytes that one file may add to the most memory used so far, our choice: files are at most 1 MiB."""
NAME = str(folder() / "mutated.yaml")

fuzzing = settings(
    max_examples=ROUND,
    deadline=None,
    database=None,
    derandomize=False,
    suppress_health_check=list(HealthCheck),
)


def checked(data: bytes) -> list[Finding]:
    """All that `check` does with a file's bytes, in every format."""
    source, findings = parse(data, NAME)
    loaded = understood(Document(NAME, source, findings, digest(data)))
    reviewed = review.settled([review.review(loaded)])
    outcome = formats.Outcome(reviewed, [NAME], {NAME: data}, page=lambda code: pages()[code].text)
    for form in formats.FORMATS.values():
        form(outcome).encode()
    if loaded.definition is not None:
        trace.trace(loaded.definition.program)
    assert reviewed or loaded.definition is not None, "refused without a finding"
    return reviewed


def peak() -> int:
    """The most memory this process ever used, in bytes; 0 where nobody says."""
    if sys.platform == "win32":
        return 0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024


@contextmanager
def bounded() -> Iterator[None]:
    """Fails where what is done takes too long or too much memory."""

    def stop(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"more than {HANG:g} seconds for one file")

    before, begun = peak(), time.monotonic()
    if hasattr(signal, "setitimer"):
        old = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, HANG)
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, old)
    assert time.monotonic() - begun < HANG
    assert peak() - before < BLOW_UP


def places_are_in_the_file(findings: list[Finding], data: bytes) -> None:
    """Every finding points at a line that is there, as text is read by an editor."""
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        at = finding.location
        assert finding.message
        if at.file == NAME and at.line:
            assert at.line <= len(lines), finding
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1, finding


def test_check_bears_any_file() -> None:
    checked(b"name: warm up\n")  # what is imported on first use is no file's doing
    number, begun = FIRST_ROUND, time.monotonic()
    while time.monotonic() - begun < SECONDS:

        @seed(number)
        @fuzzing
        @given(spoiled)
        def bears(data: bytes) -> None:
            with bounded():
                found = checked(data)
            places_are_in_the_file(found, data)

        sys.stdout.write(f"round {number}\n")
        bears()
        number += 1


HEAD = "version: 1\nname: Test\nrosters: {mentors: {file: a.csv}, mentees: {file: b.csv}}\n"
CRITERIA = "matching: {criteria: [{kind: same, field: location, weight: 1}]}\n"
FULL = 1_000_000
"""Characters, just below what is refused by its size."""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + CRITERIA + "z: [" + "a," * (FULL // 2) + "]\n", id="a long list"),
        pytest.param(HEAD + CRITERIA + "z: " + "[" * FULL, id="brackets"),
        pytest.param(HEAD + CRITERIA + "z: " + "{a: " * (FULL // 4), id="braces"),
        pytest.param(HEAD + CRITERIA + "z:\n  " + "- " * (FULL // 2), id="dashes"),
        pytest.param(HEAD + CRITERIA + "z: &a x\ny: [" + "*a," * (FULL // 3) + "]\n", id="aliases"),
        pytest.param(HEAD + CRITERIA + "name: again\n" * (FULL // 12), id="a key again and again"),
        pytest.param(
            HEAD + CRITERIA + "".join(f"purpos{n}: 1\n" for n in range(19_000)),
            id="unknown keys with near ones",
        ),
        pytest.param(
            HEAD
            + "matching:\n  criteria: [{kind: same, field: location, weight: 1}]\n  never:\n"
            + "".join(f"  - {{rule: same, field: f{n}}}\n" for n in range(5_000))
            + "vocabulary:\n  fields:\n"
            + "".join(f"    g{n}: text\n" for n in range(2_500)),
            id="unknown fields with many near ones",
        ),
        pytest.param(HEAD + CRITERIA + "# mentorkit: ignore[MK112] why\n" * 10_000, id="ignores"),
        pytest.param(HEAD + CRITERIA + "# mentorkit" + " " * FULL + "\n", id="an ignore of blanks"),
        pytest.param(HEAD + CRITERIA + "# mentorkit: ignore[MK112" + " " * FULL + "\n", id="an open ignore"),
        pytest.param(HEAD + CRITERIA + "\n" * FULL, id="empty lines"),
        pytest.param(HEAD + CRITERIA + "purpose: " + "x" * FULL + "\n", id="one long text"),
        pytest.param(HEAD + CRITERIA + "cycle: " + "9" * FULL + "\n", id="one long number"),
        pytest.param(HEAD + CRITERIA + "vocabulary: /dev/zero\n", id="a device"),
    ],
)
def test_check_bears_large_files(text: str) -> None:
    checked(b"name: warm up\n")
    with bounded():
        checked(text.encode())


def resolved(node: Any, ours: Any) -> Any:
    """PyYAML's texts as we read plain ones: quotes are not known any more, so ours decides where both fit."""
    if isinstance(node, dict) and isinstance(ours, dict):
        return {key: resolved(value, ours.get(key)) for key, value in node.items()}
    if isinstance(node, list) and isinstance(ours, list) and len(node) == len(ours):
        return [resolved(value, mine) for value, mine in zip(node, ours, strict=True)]
    return node if isinstance(ours, str) or not isinstance(node, str) else resolve(node)


@settings(max_examples=300)
@given(spoiled_texts())
@example(b"a: 'x'\nb: [1, '1', no]\nc: {d: }\n")
def test_what_we_read_is_what_yaml_reads(data: bytes) -> None:
    source, _ = parse(data, NAME)
    if source is not None:
        theirs = yaml.load(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506  # texts alone
        assert resolved(theirs, source.data) == source.data


@settings(max_examples=300)
@given(spoiled_meanings())
def test_the_json_schema_refuses_nothing_that_check_accepts(data: bytes) -> None:
    source, _ = parse(data, NAME)
    if source is None:
        return
    try:
        Program.model_validate_json(json.dumps(source.data), strict=True)
    except ValidationError:
        return
    assert [
        error.message for error in jsonschema.Draft7Validator(json_schema()).iter_errors(source.data)
    ] == []
