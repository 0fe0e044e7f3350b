"""The office that tests of this folder share."""

from __future__ import annotations

import pytest

from tests.office.calc import ABSENT, Calc, command


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Calc:
    """LibreOffice Calc; the test is skipped where there is none."""
    program = command()
    if program is None:
        pytest.skip(ABSENT)
    return Calc(program, tmp_path_factory.mktemp("office"))
