"""The tables of a report page, used as a reader uses them: sorted, filtered, searched, paged."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentorkit.overview import KEY
from tests.browser.conftest import Open
from tests.browser.page import Visit

SHOWN = 25
"""Rows of a table that stand in the page at a time."""
Pair = dict[str, Any]


@pytest.fixture(scope="session")
def pairs(reports: dict[str, Path]) -> list[Pair]:
    """The pairs of the example year as run.json has them, each with its two people."""
    run = json.loads(reports["harbour"].with_name("run.json").read_bytes())
    people = {role: {each["id"]: each for each in run[KEY][role]} for role in ("mentees", "mentors")}
    return [
        {"score": each["score"], "mentee": people["mentees"][each["mentee"]],
         "mentor": people["mentors"][each["mentor"]], "parts": each["parts"]}
        for each in run["pairs"]
    ]  # fmt: skip


def header(page: Visit, table: str, number: int) -> Any:
    return page.page.locator(f"table#{table} thead th:nth-child({number})")


def sorted_by(page: Visit, number: int, direction: str) -> None:
    """Waits until the pairs say that they are sorted by a column, a moment after the click."""
    heading = f"table#pairs thead th:nth-child({number})[aria-sort={direction}]"
    page.page.locator(heading).wait_for(timeout=10_000)


def test_a_click_on_a_heading_sorts_and_a_second_turns_round(opened: Open) -> None:
    page = opened("harbour")
    for direction in ("ascending", "descending"):
        header(page, "pairs", 3).click()
        sorted_by(page, 3, direction)
        scores = [float(text) for text in page.column("pairs", 3)]
        assert len(scores) == SHOWN
        assert scores == sorted(scores, reverse=direction == "descending")
        assert scores[0] != scores[-1]
    assert page.broken() == []


def test_a_heading_sorts_by_keyboard(opened: Open) -> None:
    page = opened("harbour")
    control = header(page, "pairs", 3).locator("[tabindex='0'], button").first
    control.focus()
    page.page.keyboard.press("Enter")
    sorted_by(page, 3, "ascending")
    assert page.broken() == []


def test_scores_sort_in_the_whole_table_and_not_in_the_page_of_it(opened: Open, pairs: list[Pair]) -> None:
    page = opened("harbour")
    header(page, "pairs", 3).click()
    sorted_by(page, 3, "ascending")
    assert float(page.column("pairs", 3)[0]) == pytest.approx(min(each["score"] for each in pairs), abs=0.051)


def either(pair: Pair, field: str, value: str) -> bool:
    return value in (pair["mentee"][field], pair["mentor"][field])


FILTERS: list[Any] = [
    pytest.param("#filter-function", lambda pairs: pairs[0]["mentor"]["function"],
                 lambda pair, value: either(pair, "function", value), id="function"),
    pytest.param("#filter-level", lambda pairs: pairs[0]["mentee"]["level"],
                 lambda pair, value: either(pair, "level", value), id="level"),
    pytest.param("#filter-location", lambda pairs: pairs[0]["mentee"]["location"],
                 lambda pair, value: either(pair, "location", value), id="location"),
    pytest.param("#filter-mentor", lambda pairs: pairs[3]["mentor"]["name"],
                 lambda pair, value: pair["mentor"]["name"] == value, id="mentor by name"),
    pytest.param("#filter-mentor", lambda pairs: pairs[3]["mentor"]["id"].lower(),
                 lambda pair, value: pair["mentor"]["id"].lower() == value, id="mentor by id"),
    pytest.param("#score-from", lambda _: "70",
                 lambda pair, value: pair["score"] >= float(value), id="score from"),
    pytest.param("#score-to", lambda _: "50",
                 lambda pair, value: pair["score"] <= float(value), id="score to"),
    pytest.param("#pairs-search", lambda pairs: pairs[5]["mentee"]["name"].upper(),
                 lambda pair, value: pair["mentee"]["name"].upper() == value, id="search a name"),
    pytest.param("#pairs-search", lambda _: "digital",
                 lambda pair, word: word in json.dumps(pair).casefold(), id="search a sentence"),
    pytest.param("#pairs-search", lambda _: "nobody is called so",
                 lambda *_: False, id="search what is not there"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "choose", "fits"), FILTERS)
def test_a_filter_shows_the_pairs_that_fit(
    field: str,
    choose: Callable[[list[Pair]], str],
    fits: Callable[[Pair, str], bool],
    opened: Open,
    pairs: list[Pair],
) -> None:
    page, value = opened("harbour"), choose(pairs)
    place = page.page.locator(field)
    if field in ("#filter-function", "#filter-level", "#filter-location"):
        place.select_option(value)
    else:
        place.fill(value)
    wanted = sum(fits(pair, value) for pair in pairs)
    settled(page, f"{wanted} of {len(pairs)} pairs")
    if wanted:
        assert page.count("table#pairs tbody tr") == min(wanted, SHOWN)
        names = {each["mentee"]["name"] for each in pairs if fits(each, value)}
        shown = page.texts("table#pairs tbody tr button[data-role=mentee]")
        assert set(shown) <= names
    page.page.click("#pairs-reset")
    settled(page, f"{len(pairs)} pairs")
    assert page.broken() == []


def settled(page: Visit, wanted: str) -> None:
    """Waits for the line that says how many pairs are shown, and compares it."""
    count = page.page.locator("#pairs-count")
    for _ in range(100):
        if count.inner_text() == wanted:
            return
        page.page.wait_for_timeout(50)
    assert count.inner_text() == wanted


def test_two_filters_hold_together(opened: Open, pairs: list[Pair]) -> None:
    page, level = opened("harbour"), pairs[0]["mentee"]["level"]
    page.page.locator("#filter-level").select_option(level)
    page.page.locator("#score-from").fill("60")
    wanted = sum(either(pair, "level", level) and pair["score"] >= 60 for pair in pairs)
    assert 0 < wanted < len(pairs)
    settled(page, f"{wanted} of {len(pairs)} pairs")


@pytest.mark.parametrize("table", ["unmatched", "mentors"])
def test_the_other_tables_are_searched_by_name(table: str, opened: Open) -> None:
    page = opened("harbour")
    name = page.texts(f"table#{table} tbody button.person")[7]
    page.page.locator(f"#{table}-search").fill(name)
    page.page.locator(f"#{table}-count").get_by_text(" of ").wait_for()
    assert name in page.texts(f"table#{table} tbody button.person")
    assert page.count(f"table#{table} tbody tr") < SHOWN
    assert re.match(r"\d+ of \d+ ", page.texts(f"#{table}-count")[0])
    assert page.broken() == []


def test_the_next_rows_are_a_click_away(opened: Open) -> None:
    page = opened("harbour")
    first = page.texts("table#pairs tbody button[data-role=mentee]")
    page.page.locator("#pairings nav button, #pairings nav a").get_by_text("2", exact=True).click()
    second = page.texts("table#pairs tbody button[data-role=mentee]")
    assert len(first) == len(second) == SHOWN
    assert set(first).isdisjoint(second)


def test_ten_thousand_pairs_are_there_and_few_are_drawn(opened: Open) -> None:
    page = opened("crowd")
    assert page.texts("#pairs-count") == ["10,000 pairs"]
    assert page.count("table#pairs tbody tr") == SHOWN
    assert page.count("tr") < 500
    page.page.locator("#pairs-search").fill("E09876")
    settled(page, "1 of 10,000 pairs")
    assert page.texts("table#pairs tbody button[data-role=mentee]") == ["Mentee 9876"]
    page.page.locator("table#pairs tbody button[data-role=mentee]").click()
    assert page.texts("#card-title") == ["Mentee 9876"]
    assert page.broken() == []
