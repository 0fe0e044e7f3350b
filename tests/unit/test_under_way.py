"""How far work is: who is told, and when a bar is drawn and taken away."""

from __future__ import annotations

import io
from typing import Any

import pytest

from mentorkit import under_way
from mentorkit.commands._bars import Bars, Lines


class Screen:
    """Lines that are only written down."""

    def __init__(self) -> None:
        self.news: list[object] = []

    def show(self, *news: object) -> None:
        self.news.append(news)

    def drop(self, what: str) -> None:
        self.news.append(f"dropped {what}")

    def close(self) -> None:
        self.news.append("closed")


class Desk:
    """Bars with a clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.screens: list[Screen] = []
        self.bars = Bars(self._screen, lambda: self.now)

    def _screen(self) -> Any:
        self.screens.append(Screen())
        return self.screens[-1]

    def told(self, now: float, *news: Any) -> None:
        self.now = now
        self.bars.told(*news)

    @property
    def news(self) -> list[list[object]]:
        return [each.news for each in self.screens]


def test_items_go_through_and_are_counted() -> None:
    heard: list[tuple[str, int, int]] = []
    with under_way.listening(lambda *news: heard.append(news)):
        assert list(under_way.along("people", [1] * 130)) == [1] * 130
        assert list(under_way.along("rows", iter("ab"), 2)) == ["a", "b"]
        for _ in under_way.along("ended early", "abc"):
            break
    assert heard == [
        ("people", 0, 130), ("people", 64, 130), ("people", 128, 130), ("people", 130, 130),
        ("rows", 0, 2), ("rows", 1, 2), ("rows", 2, 2),
        ("ended early", 0, 3), ("ended early", 3, 3),
    ]  # fmt: skip


def test_nobody_listens_unless_asked() -> None:
    items = [1, 2]
    assert under_way.along("people", items) is items
    under_way.tell("people", 1, 2)


@pytest.mark.parametrize(
    ("told", "drawn"),
    [
        pytest.param([(0, 0), (0.2, 50), (0.4, 100)], False, id="done in a moment"),
        pytest.param([(0, 0), (0.4, 50)], False, id="will take less than a second"),
        pytest.param([(0, 0), (0.2, 1)], False, id="too early to tell"),
        pytest.param([(0, 0), (0.4, 10)], True, id="will take four seconds"),
        pytest.param([(0, 0), (5, 0)], True, id="the first takes long"),
        pytest.param([(0, 90), (2, 0), (2.2, 10)], False, id="begun anew"),
    ],
)
def test_a_bar_is_drawn_for_work_of_more_than_a_second(told: list[tuple[float, int]], drawn: bool) -> None:
    desk = Desk()
    for now, done in told:
        desk.told(now, "people", done, 100)
    assert bool(desk.screens) is drawn


def test_a_bar_lasts_as_long_as_its_work() -> None:
    desk = Desk()
    desk.told(0, "outer", 0, 4)
    desk.told(2, "outer", 1, 4)
    desk.told(2, "inner", 0, 9)
    desk.told(3, "inner", 3, 9)
    desk.told(4, "inner", 9, 9)
    desk.told(5, "outer", 4, 4)
    desk.told(6, "next", 0, 9)
    desk.told(8, "next", 1, 9)
    desk.told(9, "", 1, 1)
    assert desk.news == [
        [("outer", 1, 4), ("inner", 3, 9), "dropped inner", "closed"],
        [("next", 1, 9), "closed"],
    ]


def test_work_without_an_end_is_drawn_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[Any] = []

    class Timer:
        daemon = False

        def __init__(self, seconds: float, what: Any, arguments: Any) -> None:
            waiting.append(lambda: what(*arguments))

        def start(self) -> None: ...

        def cancel(self) -> None: ...

    monkeypatch.setattr("threading.Timer", Timer)
    desk = Desk()
    desk.told(0, "solving", 0, 0)
    assert desk.news == []
    waiting[0]()
    desk.told(3, "solving", 1, 1)
    waiting[0]()
    assert desk.news == [[("solving", 0, 0), "closed"]]


def test_lines_say_the_time_and_leave_nothing() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    lines = Lines(stream)
    lines.show("reading people", 10, 100)
    lines.show("solving", 0, 0)
    lines.drop("solving")
    lines.close()
    assert "reading people" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[2K")
