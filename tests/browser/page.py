"""A real browser: where it is, how it opens a report page, and what it hears while the page is open."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

COMMAND = "MENTORKIT_CHROMIUM"
"""The environment variable that names the browser; else these are looked for on PATH."""
NAMES = ("chromium", "chromium-browser", "google-chrome")
ABSENT = f"needs Chromium or Chrome: {', '.join(NAMES)} on PATH, or named by {COMMAND}"
READY = "() => document.documentElement.dataset.ready === 'yes'"
PATIENCE = 60_000
"""Milliseconds before a silent page counts as broken."""
DESK, PHONE = (1280, 900), (360, 740)
"""Width and height in points."""
WATCH = """
    window.broken = [];
    document.addEventListener("securitypolicyviolation", event =>
        window.broken.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
    window.ran = false;
    window.alert = () => { window.ran = true; };
"""
"""Runs before anything of the page: notes what its policy stops, and whether a name was run."""


def command() -> str | None:
    """The browser's program, None where there is none."""
    return os.environ.get(COMMAND) or next(filter(None, map(shutil.which, NAMES)), None)


def launched(playwright: Playwright, program: str) -> Browser:
    """The browser, running without a window.

    Containers have no namespaces for its sandbox and little shared memory; the pages are our own.
    """
    options = ["--no-sandbox", "--disable-dev-shm-usage"]
    return playwright.chromium.launch(executable_path=program, args=options)


@dataclass
class Visit:
    """A page that is open, and what was heard of it since."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)
    """Errors and warnings on the console, and exceptions that nobody caught."""
    asked: list[str] = field(default_factory=list)
    """Addresses that were asked for, the page's own apart."""

    def ready(self) -> Visit:
        """Waits until the page says that all of it is there."""
        self.page.wait_for_function(READY, timeout=PATIENCE)
        return self

    def broken(self) -> list[str]:
        """What went wrong: on the console, against the page's policy, out into the network."""
        stopped: list[str] = self.page.evaluate("window.broken")
        return [*self.said, *stopped, *self.asked]

    def count(self, selector: str) -> int:
        """How many elements there are."""
        return self.page.locator(selector).count()

    def texts(self, selector: str) -> list[str]:
        """What elements say, blanks made one."""
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]

    def column(self, table: str, number: int) -> list[str]:
        """A column of a table as it stands there, counted from 1."""
        return self.texts(
            f"table#{table} tbody tr td:nth-child({number}), table#{table} tbody tr th:nth-child({number})"
        )


def visit(
    browser: Browser, path: Path, size: tuple[int, int] = DESK, *, dark: bool = False, script: bool = True
) -> Visit:
    """A page opened from a file, in a browser that remembers nothing."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    found = Visit(page, path.as_uri())
    if script:
        page.add_init_script(WATCH)
    page.on("console", lambda message: _hear(found, message))
    page.on("pageerror", lambda error: found.said.append(f"error: {error}"))
    page.on(
        "request", lambda request: found.asked.append(request.url) if _leaves(request.url, found) else None
    )
    page.goto(found.address)
    return found


def _hear(found: Visit, message: Any) -> None:
    if message.type in ("error", "warning", "assert"):
        found.said.append(f"{message.type}: {message.text}")


def _leaves(address: str, found: Visit) -> bool:
    return address.split("#")[0] != found.address and not address.startswith("data:")
