"""explain: the page of a code, the list of all, and what it says of one that does not exist."""

from __future__ import annotations

import pytest

from mentorkit.cli import app
from mentorkit.cures import CURES
from mentorkit.finding import CODES, CannotRun
from mentorkit.review import ALL_CODES


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `mentorkit explain ARGS` prints."""
    app(["explain", *arguments], standalone_mode=False)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "begins", "holds"),
    [
        pytest.param(
            "MK112",
            "MK112 (warning)\n\nAn objective without a measure.\n",
            "Bad:\n\n    objectives:",
            id="lint",
        ),
        pytest.param(
            "mk112", "MK112 (warning)\n", "# mentorkit: ignore[MK112] the reason\n", id="small letters"
        ),
        pytest.param(
            "MK304", "MK304 (error)\n\nMatching names an unknown level", "It cannot be ignored.", id="error"
        ),
        pytest.param("MK830", "MK830 (warning, of rosters)\n", "Good:", id="roster lint"),
        pytest.param(
            "MK809", "MK809 (error)\n\nThe same person stands twice", "keep the newer row", id="cure"
        ),
    ],
)
def test_a_code(capsys: pytest.CaptureFixture[str], code: str, begins: str, holds: str) -> None:
    page = explained(capsys, code)
    assert page.startswith(begins)
    assert holds in page


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("MK1122", 'there is no code "MK1122"; did you mean "MK112"?'),
        ("measure", 'there is no code "measure"; known: MK001, MK002'),
    ],
)
def test_an_unknown_code(capsys: pytest.CaptureFixture[str], code: str, message: str) -> None:
    with pytest.raises(CannotRun) as raised:
        explained(capsys, code)
    assert str(raised.value).startswith(message)


def test_all_codes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    lines = explained(capsys).splitlines()
    assert tuple(line.split()[0] for line in lines) == ALL_CODES
    assert "MK112  warning  An objective without a measure." in lines


def test_every_finding_of_rosters_decisions_and_runs_has_a_cure() -> None:
    assert {code for code in CODES if code >= "MK8"} <= CURES.keys()


def test_all_pages(capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, "--all")
    assert all(f"\n{code} (" in f"\n{text}" for code in ALL_CODES)
