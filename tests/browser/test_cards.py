"""The cards of persons: opened by mouse and keyboard, closed, and what they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.page import Visit

MENTEE = "table#pairs tbody tr:nth-child(3) button[data-role=mentee]"
MENTOR = "table#pairs tbody tr:nth-child(3) button[data-role=mentor]"
LEFT = "table#unmatched tbody tr:nth-child(2) button.person"


def press(selector: str, key: str) -> Callable[[Visit], None]:
    def pressed(page: Visit) -> None:
        page.page.locator(selector).focus()
        page.page.keyboard.press(key)

    return pressed


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda page: page.page.click(MENTEE), id="a click on the name"),
        pytest.param(lambda page: page.page.click("table#pairs tbody tr:nth-child(3) td:nth-child(4)"),
                     id="a click in the row"),
        pytest.param(press(MENTEE, "Enter"), id="Enter"),
        pytest.param(press(MENTEE, "Space"), id="the space bar"),
    ],
)  # fmt: skip
def test_a_card_opens(act: Callable[[Visit], None], opened: Open) -> None:
    page = opened("harbour")
    name = page.texts(MENTEE)[0]
    assert page.count("dialog#card[open]") == 0
    act(page)
    assert page.count("dialog#card[open]") == 1
    assert page.texts("#card-title") == [name]
    assert page.page.evaluate("document.activeElement.closest('dialog') !== null")
    assert page.broken() == []


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda page: page.page.keyboard.press("Escape"), id="Escape"),
        pytest.param(lambda page: page.page.click("#card-close"), id="the button"),
    ],
)
def test_a_card_closes_and_the_focus_goes_back(leave: Callable[[Visit], None], opened: Open) -> None:
    page = opened("harbour")
    press(MENTEE, "Enter")(page)
    name = page.texts(MENTEE)[0]
    leave(page)
    page.page.wait_for_function("document.getElementById('card').open === false")
    assert page.page.evaluate("document.activeElement.textContent") == name


def run_of(reports: dict[str, Path]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(reports["harbour"].with_name("run.json").read_bytes())
    return found


def test_a_mentees_card_adds_up(opened: Open, reports: dict[str, Path]) -> None:
    page = opened("harbour")
    key = page.page.locator(MENTEE).get_attribute("data-id")
    pair = next(each for each in run_of(reports)["pairs"] if each["mentee"] == key)
    page.page.click(MENTEE)
    points = page.texts("#card-parts tbody tr > :nth-child(4)")
    assert len(points) == len(pair["parts"])
    told = [float(text) for text in points if text]
    if len(told) == len(points):
        assert sum(told) == pytest.approx(pair["score"], abs=0.06 * len(points))
    sentences = page.texts("#card-parts tbody tr > :nth-child(5)")
    hidden = "not shown here"
    assert [
        (said, part["sentence"])
        for said, part in zip(sentences, pair["parts"], strict=True)
        if hidden not in said and said != part["sentence"]
    ] == []
    assert page.count("#card-alternatives") == 1


def test_the_card_of_somebody_left_out_says_why(opened: Open, reports: dict[str, Path]) -> None:
    page = opened("harbour")
    key = page.page.locator(LEFT).get_attribute("data-id")
    assert key in {each["mentee"] for each in run_of(reports)["unmatched"]}
    page.page.click(LEFT)
    assert len(page.texts("#card-reason")[0]) > 10
    assert len(page.texts("#card-help")[0]) > 10
    assert page.count("#card-parts") == 0


def test_a_mentors_card_names_the_mentees(opened: Open, reports: dict[str, Path]) -> None:
    page = opened("harbour")
    key = page.page.locator(MENTOR).get_attribute("data-id")
    wanted = {each["mentee"] for each in run_of(reports)["pairs"] if each["mentor"] == key}
    page.page.click(MENTOR)
    buttons = page.page.locator("#card-mentees button[data-role=mentee]")
    assert {each.get_attribute("data-id") for each in buttons.all()} == wanted
    buttons.first.click()  # from a card to the next
    assert page.page.locator("dialog#card[open]").count() == 1
    assert page.count("#card-parts") == 1
    assert page.broken() == []


def test_the_tab_key_stays_in_the_card(opened: Open) -> None:
    page = opened("harbour")
    press(MENTEE, "Enter")(page)
    for _ in range(30):
        page.page.keyboard.press("Tab")
        behind = "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        assert not page.page.evaluate(behind)
