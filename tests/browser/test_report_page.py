"""A report page as a whole: quiet, closed to the network, readable everywhere, for everybody and on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.page import DESK, PHONE, Visit
from tests.browser.pages import LONG, NAMES

PAGES = ("harbour", "nasty", "crowd")
CARD = "table#pairs tbody tr:first-child button[data-role=mentee]"
AXE = "needs axe-playwright-python, which the extra dev has"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_goes_wrong_and_nothing_is_fetched(name: str, opened: Open) -> None:
    page = opened(name)
    page.page.click("table#pairs thead th:nth-child(1)")
    page.page.locator("#pairs-search").fill("a")
    page.page.click("#pairs-reset")
    page.page.click(CARD)
    page.page.keyboard.press("Escape")
    page.page.emulate_media(media="print")
    page.page.wait_for_timeout(100)
    assert page.broken() == []


def test_what_a_page_must_not_do_is_noticed(opened: Open) -> None:
    """The check above can fail: the policy stops what the page does not know, and that is heard."""
    page = opened("harbour")
    page.page.evaluate(
        """() => {
            const add = (tag, parts) =>
                document.body.append(Object.assign(document.createElement(tag), parts));
            add("img", {src: "https://example.org/x.png"});
            add("script", {text: "window.alert()"});
            add("style", {textContent: "body {color: red}"});
        }"""
    )
    page.page.wait_for_timeout(200)
    heard = "\n".join(page.broken())
    for directive in ("img-src", "script-src", "style-src"):
        assert directive in heard
    assert page.page.evaluate("window.ran") is False


@pytest.mark.parametrize(
    "script", [pytest.param(True, id="JavaScript"), pytest.param(False, id="no JavaScript")]
)
def test_names_stand_as_text(script: bool, opened: Open) -> None:
    page = opened("nasty", script=script)
    shown = [text.strip() for text in page.page.locator("main td, main th").all_text_contents()]
    assert [name for name in NAMES if not any(name.strip() in text for text in shown)] == []
    assert page.count("main img, main u, main i, main s, main b") == 0
    assert page.page.locator("h1").inner_text().startswith("<b>Nasty</b> & [bold]Söhne[/bold]")
    if script:
        assert page.page.evaluate("window.ran") is False
        for name in ("mentee", "mentor"):
            button = page.page.locator(f"table#pairs button[data-role={name}]").first
            button.click()
            assert page.page.locator("#card-title").text_content() == button.text_content()
            page.page.keyboard.press("Escape")
        assert page.broken() == []


def test_right_to_left_names_leave_the_row_as_it_is(opened: Open) -> None:
    """Each name has a direction of its own, so that what stands beside it is not turned round."""
    page = opened("nasty")
    for name in ("مريم الزهراء", "רות כהן (ירושלים)"):
        place = page.page.locator("main bdi, main [dir=auto]").get_by_text(name, exact=True).first
        assert place.evaluate("each => getComputedStyle(each).unicodeBidi").startswith("isolate")


def too_wide(page: Visit) -> list[str]:
    """What stands out of the window at the right, outside of boxes that scroll by themselves."""
    found: list[str] = page.page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [`page: ${document.documentElement.scrollWidth} of ${width}`,
                ...[...document.querySelectorAll("body *")]
                    .filter(each => each.getBoundingClientRect().right > width + 1)
                    .slice(0, 8).map(each => `${each.tagName}#${each.id}.${each.className}`)];
        }"""
    )
    return found


@pytest.mark.parametrize(
    "script", [pytest.param(True, id="JavaScript"), pytest.param(False, id="no JavaScript")]
)
@pytest.mark.parametrize("name", ["harbour", "nasty"])
def test_a_phone_shows_it_without_scrolling_sideways(name: str, script: bool, opened: Open) -> None:
    page = opened(name, PHONE, script=script)
    if script:
        assert page.page.evaluate("document.documentElement.clientWidth") <= PHONE[0]
        assert too_wide(page) == []
        page.page.locator(CARD).click()
        card = page.page.locator("dialog#card").bounding_box()
        assert card is not None
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= PHONE[0]
        assert (
            page.page.evaluate(
                "document.getElementById('card').scrollWidth - document.getElementById('card').clientWidth"
            )
            <= 0
        )
    else:
        table = page.page.locator("table#pairs").bounding_box()
        assert table is not None
        assert page.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_long_name_is_whole(opened: Open) -> None:
    page = opened("nasty", PHONE)
    assert LONG in "".join(page.page.locator("main bdi").all_text_contents())


def violations(page: Visit) -> list[str]:
    """What axe-core finds, rule by rule with the elements."""
    pytest.importorskip("axe_playwright_python", reason=AXE)
    page.page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
    )
    return [
        f"{each['id']} ({each['impact']}): {each['help']}: {[node['target'] for node in each['nodes'][:5]]}"
        for each in found
    ]


@pytest.mark.parametrize("card", [pytest.param("", id="page"), pytest.param(CARD, id="card of a pair"),
    pytest.param("table#unmatched tbody button.person >> nth=0", id="card of somebody left out"),
    pytest.param("table#mentors tbody button.person >> nth=0", id="card of a mentor")])  # fmt: skip
@pytest.mark.parametrize(("size", "dark"), [
    pytest.param(DESK, False, id="light"),
    pytest.param(DESK, True, id="dark"),
    pytest.param(PHONE, False, id="phone"),
    pytest.param(PHONE, True, id="phone, dark"),
])  # fmt: skip
def test_nobody_is_shut_out(card: str, size: tuple[int, int], dark: bool, opened: Open) -> None:
    page = opened("harbour", size, dark=dark)
    if card:
        page.page.locator(card).click()
        assert page.count("dialog#card[open]") == 1
    assert violations(page) == []


def test_nobody_is_shut_out_of_strange_names(opened: Open) -> None:
    assert violations(opened("nasty")) == []


def test_axe_finds_what_is_wrong(opened: Open) -> None:
    """The check above can fail."""
    page = opened("harbour")
    page.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(each.startswith("button-name") for each in violations(page))


def test_the_keyboard_reaches_the_contents_first(opened: Open) -> None:
    page = opened("harbour")
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.matches('a.skip')")
    box = page.page.locator("a.skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["y"] >= 0
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("location.hash") == "#main"


def test_without_javascript_the_first_rows_can_be_read(opened: Open) -> None:
    page = opened("crowd", script=False)
    names = page.column("pairs", 1)
    assert 100 <= len(names) <= 1_000
    assert names[0].startswith("Mentee 0")
    assert [each for each in page.page.locator(".needs-js").all() if each.is_visible()] == []


def printed(page: Visit, folder: Path) -> tuple[int, str]:
    """Pages and text of the page on paper; the text is blank where nothing can read it."""
    made = folder / "printed.pdf"
    made.write_bytes(page.page.pdf(format="A4", print_background=True))
    pages = len(re.findall(rb"/Type\s*/Page\b", made.read_bytes()))
    reader = shutil.which("pdftotext")
    if reader is None:
        return pages, ""
    done = subprocess.run([reader, "-raw", made, "-"], check=True, capture_output=True, encoding="utf-8")
    return pages, " ".join(done.stdout.split())


def test_it_prints_all_rows(opened: Open, tmp_path: Path) -> None:
    page = opened("harbour")
    page.page.locator("table#pairs thead th:nth-child(1)").click()
    first = page.texts("table#pairs tbody button[data-role=mentee]")
    pages, text = printed(page, tmp_path)
    assert 3 <= pages <= 60
    if not text:
        pytest.skip("it prints; what is on the pages is read with pdftotext (poppler-utils), which is absent")
    assert [name for name in first if name not in text] == []
    assert "Search" not in text
    settled = page.page.locator("#pairs-count").inner_text().split()[0]
    assert sum(1 for _ in re.finditer(r"levels? above|same level", text)) >= int(settled) // 2
    assert page.count("table#pairs tbody tr") == 25, "afterwards the screen is as it was"
    assert page.broken() == []


def test_paper_says_what_it_leaves_out(opened: Open, tmp_path: Path) -> None:
    page = opened("crowd")
    pages, text = printed(page, tmp_path)
    assert pages < 400
    if not text:
        pytest.skip("it prints; what is on the pages is read with pdftotext (poppler-utils), which is absent")
    said = re.search(r"([\d,]+) more rows are not printed", text[text.index("Pairs 10,000 pairs") :])
    assert said is not None
    left = int(said[1].replace(",", ""))
    names = set(re.findall(r"\bMentee \d+\b", text[: text.index(said[0])]))
    assert len(names) == 10_000 - left >= 100
