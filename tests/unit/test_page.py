"""The report page as a file: closed to anything else, whole in itself, names as text, the same bytes."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from mentorkit.export.page import page
from mentorkit.figures import Bars, Flow
from tests.conftest import ROOT, run, write_program

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><b>x</b>",
    "[red]x[/red]",
    "{{ 7 * 7 }}{% raw %}",
    "$x^2$ & Söhne",
    "\u202eevil",
    "مريم العلي",
    "=1+1",
]


class Parts(HTMLParser):
    """The tags of a page with their attributes, and the text in each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    def inside(self, tag: str) -> list[str]:
        """The texts of the elements of a name."""
        return [text for owner, text in self.texts if owner == tag]


def made(folder: Path, **changes: Any) -> str:
    """The page of a small run."""
    write_program(folder, **changes)
    ran = run("match", "program.yaml", "--out", "run", cwd=folder)
    assert ran.code == 0, ran.err
    return (folder / "run" / "report.html").read_text(encoding="utf-8")


def harbour() -> dict[str, Any]:
    """The document of the example year, with everything that a page may show."""
    asked = ("--compare", "--robust", "2", "--decisions", "examples/harbour/decisions.csv")
    ran = run("match", "programs/harbour.yaml", *asked, "--format", "json", cwd=ROOT)
    document: dict[str, Any] = json.loads(ran.out)
    return document


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    return harbour()


def test_the_policy_has_the_hashes_of_all_that_may_run(tmp_path: Path) -> None:
    parts = Parts(made(tmp_path))
    (policy,) = [each["content"] for tag, each in parts.tags if tag == "meta" and "http-equiv" in each]
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    (style,) = parts.inside("style")
    script = [text for text in parts.inside("script") if not text.startswith("{")]
    for rule, texts in (("style-src", [style]), ("script-src", script)):
        hashed = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        assert rules[rule] == " ".join(f"'sha256-{each}'" for each in hashed)


def test_nothing_of_it_is_fetched_and_no_style_is_inline(example: dict[str, Any]) -> None:
    parts = Parts(page(example).decode())
    for tag, attributes in parts.tags:
        assert not {"style", "onclick", "onload", "src"} & attributes.keys(), (tag, attributes)
        assert tag != "link"
        assert attributes.get("href", "#") in {"#" + str(each.get("id")) for _, each in parts.tags} | {"#"}


def test_headings_tables_and_pictures_are_named(example: dict[str, Any]) -> None:
    text = page(example).decode()
    parts = Parts(text)
    tags = [tag for tag, _ in parts.tags]
    heads = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert heads.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(heads))
    assert tags.count("table") == tags.count("caption")
    assert all(each.get("scope") for tag, each in parts.tags if tag == "th")
    assert 0 < tags.count("svg") == tags.count("title") - 1 == tags.count("desc") <= 10
    ids = [each["id"] for _, each in parts.tags if "id" in each]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NASTY)
def test_names_are_text_everywhere(tmp_path: Path, name: str) -> None:
    cell = name.replace('"', '""')
    people = f'id,name,email,location,function\nWHO,"{cell}",WHO@example.org,"{cell}","{cell}"\n'
    columns = "columns: {function: function}"
    text = made(
        tmp_path,
        name=json.dumps(name),
        mentors=people.replace("WHO", "m1"),
        mentees=people.replace("WHO", "e1"),
        rosters=f"{{mentors: {{file: mentors.csv, {columns}}}, mentees: {{file: mentees.csv, {columns}}}}}",
    )
    parts = Parts(text)
    shown = name.replace("\u202e", "\ufffd")
    assert any(shown in told for told in parts.inside("bdi"))
    assert not {"b", "img"} & {tag for tag, _ in parts.tags}
    (data,) = [told for told in parts.inside("script") if told.startswith("{")]
    assert [each[1] for each in json.loads(data)["mentees"]] == [shown]
    assert "\u202e" not in text


def test_the_same_run_gives_the_same_bytes(example: dict[str, Any]) -> None:
    assert page(example) == page(json.loads(json.dumps(example)))


def test_no_private_value_of_the_example_stands_on_the_page() -> None:
    from mentorkit.export.page_rows import rows
    from mentorkit.overview import Overview

    document = harbour()
    found = rows(document, Overview.model_validate(document["overview"]))
    text = page(document).decode()
    shown = text[: text.index('<script type="application/json"')] + json.dumps(
        [found.pairs, found.unmatched], ensure_ascii=False
    )
    for word in (
        "performance",
        "potential",
        "exit risk",
        "exit_risk",
        "stands for",
        "incumbent",
        "communication rating",
    ):
        assert word not in shown.lower().replace("active-listening", ""), word
    hidden = {each["name"] for each in document["overview"]["criteria"] if not each["shown"]}
    assert hidden == {"role_successor", "preference"}
    said = {
        part["sentence"]
        for pair in document["pairs"]
        for part in pair["parts"]
        if part["criterion"] in hidden
    }
    assert said
    assert not [sentence for sentence in said if sentence in shown]


@pytest.mark.parametrize(
    ("flow", "bars"),
    [
        pytest.param(Flow("function", ("a",), ("b",), ((1,),)), Bars(("x",), {"n": (0,)}), id="least"),
        pytest.param(
            Flow("level", ("<b>" * 9, "$a$"), ("]]>", "x" * 99, "مريم"), ((0, 1, 2), (3, 0, 0))),
            Bars(("<b>" * 9, "&"), {"one": (1, 2), "two": (3, 0), "three": (0, 0)}),
            id="nasty names",
        ),
    ],
)
def test_charts_are_shapes_with_classes(flow: Flow, bars: Bars) -> None:
    from xml.etree import ElementTree

    from mentorkit.export import charts

    for text in (charts.grid("a", "T<", "S&", flow), charts.bars("a", "T<", "S&", bars)):
        svg = ElementTree.fromstring(text)  # noqa: S314  # made here
        assert [each.tag for each in svg[:2]] == ["title", "desc"]
        assert (svg[0].text, svg[1].text) == ("T<", "S&")
        assert {each.tag for each in svg[2:]} <= {"path", "text"}
        assert {each.get("class") for each in svg[2:]} <= {"ink", "muted", "first", "second", "third"}
        assert "style" not in text
