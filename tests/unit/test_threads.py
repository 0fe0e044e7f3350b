"""Pieces of work come back in their order, whoever did them."""

from __future__ import annotations

import os
import time
from threading import get_ident

import pytest

from mentorkit.assignment.threads import in_turn

PIECES = range(0, 120, 3)


@pytest.fixture(params=[1, 2, 5])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many cores."""
    monkeypatch.setattr(os, "cpu_count", lambda: request.param)
    return int(request.param)


def test_results_are_in_order_however_long_each_takes(cores: int) -> None:
    def look(start: int) -> tuple[int, int]:
        time.sleep(start * 7 % 5 / 1_000)
        return start, get_ident()

    found = [*in_turn(look, PIECES)]
    assert [start for start, _ in found] == [*PIECES]
    workers = {worker for _, worker in found}
    assert get_ident() in workers
    assert len(workers) <= cores


def test_an_error_is_raised_where_its_piece_would_have_been(cores: int) -> None:
    def look(start: int) -> int:
        if start == 60:
            raise KeyError(start)
        return start

    found: list[int] = []
    with pytest.raises(KeyError):
        found.extend(in_turn(look, PIECES))
    assert found == [*range(0, 60, 3)]


def test_nobody_looks_far_ahead(cores: int) -> None:
    begun: list[int] = []
    next(in_turn(begun.append, PIECES))
    assert len(begun) <= 2 * cores
