"""docs/python.md: its session runs, and it names everything that is public."""

from __future__ import annotations

import doctest
import inspect
import re
import shutil
from pathlib import Path

import pytest

import mentorkit
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
SESSION = "\n".join(re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL))


class Alike(doctest.OutputChecker):
    """Equal output, where … stands for anything; exceptions are compared as doctest does it."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Whether what was printed or raised is what the page says."""
        if optionflags & doctest.ELLIPSIS:
            return super().check_output(want, got, optionflags)
        pattern = ".*".join(re.escape(part) for part in want.split("…"))
        return re.fullmatch(pattern, got, re.DOTALL) is not None


def test_the_session_is_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("programs", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest(SESSION, {}, "docs/python.md", None, 0)
    assert len(test.examples) >= 20
    for each in test.examples:
        each.exc_msg = None if each.exc_msg is None else each.exc_msg.replace("…", "...")
        each.options[doctest.ELLIPSIS] = each.exc_msg is not None
    said: list[str] = []
    doctest.DocTestRunner(checker=Alike(), verbose=False).run(test, out=said.append)
    assert not said, "".join(said)


def public(name: str) -> list[str]:
    """The public properties and methods of a class of the interface that it defines itself."""
    found = getattr(mentorkit, name)
    if not inspect.isclass(found) or name == "CannotRun":
        return []
    return [each for each in vars(found) if not each.startswith("_")]


@pytest.mark.parametrize("name", mentorkit.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    row = next((line for line in PAGE.splitlines() if line.startswith((f"| `{name}`", f"| `{name}("))), None)
    assert row is not None, f"the table of docs/python.md has no row for {name}"
    for each in public(name):
        assert re.search(rf"`{each}[`(]", row), f"{name}: {each}"
        assert inspect.getdoc(inspect.getattr_static(getattr(mentorkit, name), each)), f"{name}.{each}"
    for method, arguments in re.findall(r"`(\w+)\(([^)…]*)\)`", row):
        owner = getattr(mentorkit, name)
        called = owner if method == name else getattr(owner, method)
        known = [each for each in inspect.signature(called).parameters if each != "self"]
        assert [each.strip() for each in arguments.split(",") if each.strip() not in ("", "*")] == known
