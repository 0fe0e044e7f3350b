"""The report page of a run: one file, readable without a network, printable, and closed to anything else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any

from mentorkit.export import page_rows
from mentorkit.export.page_charts import charts
from mentorkit.fields import spoken
from mentorkit.figures import figures
from mentorkit.finding import CannotRun
from mentorkit.formats import safe
from mentorkit.overview import KEY, Overview, PersonLine
from mentorkit.report import Document, counted

FILE = "report.html"
_EXPORTS = re.compile(r"export\s*\{([^{}]*)\}\s*;?")
FRAGILE = 10
"""Pairs shown that other weights move most easily."""
AIMS = {
    "count": "mentees matched",
    "tiers": "mentees matched, those served first before others",
    "total": "total score",
    "lowest": "lowest score",
    "stable": "pairs who would rather have each other",
}
"""What each aim of a certificate counts."""


def page(document: Document) -> bytes:
    """The page of a run's document as HTML."""
    overview = Overview.model_validate(document[KEY])
    found = page_rows.rows(document, overview)
    drawn = charts(figures(document, overview), document)
    style, script = _packaged("page.css"), _script()
    context: dict[str, Any] = {
        "run": document,
        "about": overview,
        "charts": {chart.name: chart for chart in drawn},
        "numbers": _numbers(document, overview),
        "pairs": page_rows.pair_lines(found),
        "gaps": page_rows.gap_lines(found),
        "mentors": page_rows.mentor_lines(document, found),
        "static": page_rows.STATIC,
        "aims": AIMS,
        "fragile": _fragile(found),
        "changes": _changes(document, overview),
        "decided": _decided(document, overview),
        "data": _data(document, overview, found),
        "policy": _policy(style, script),
        "style": style,
        "script": script,
    }
    written: str = _template().render(context)
    return written.encode(errors="replace")


def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"counted": counted, "spoken": spoken}
    return made.from_string(_packaged("page.html"))


def _shown(value: object) -> object:
    """A text without what would turn the page's direction or end its lines; anything else as it is."""
    return safe(value) if type(value) is str else value


def _packaged(name: str) -> str:
    return (resources.files("mentorkit.export") / "page_files" / name).read_text(encoding="utf-8")


def _script() -> str:
    """The table component and the page's own script as one module; nothing of it is fetched."""
    bundle = (resources.files("itables") / "html" / "dt_bundle.js").read_text(encoding="utf-8")
    exported = _EXPORTS.search(bundle)
    names = dict(re.findall(r"([\w$]+) as ([\w$]+)", exported[1])) if exported else {}
    table = next((own for own, name in names.items() if name == "default"), None)
    if exported is None or table is None:
        raise CannotRun("the installed itables has no tables for report.html; install itables 2.5 to 2.9")
    own = f"const DataTable = {table};\n{_packaged('page.js')}"
    whole = f"{bundle[: exported.start()]}{bundle[exported.end() :]}\n{own}"
    return whole.replace("</script", r"\x3c/script").replace("<!--", r"\x3c!--")


def _policy(style: str, script: str) -> str:
    """What the page may do: use its own style and script, and nothing else."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(document: Document, overview: Overview, found: page_rows.Rows) -> str:
    """The rows as JSON that no parser of HTML can take for the end of the script."""
    data = {
        "criteria": [[safe(spoken(each.name)), each.weight, int(each.shown)] for each in overview.criteria],
        "within": document.get("alternatives_within"),
        "mentees": found.mentees,
        "mentors": found.mentors,
        "pairs": found.pairs,
        "unmatched": found.unmatched,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def _numbers(document: Document, overview: Overview) -> list[tuple[str, str]]:
    """The figures at the top, each with what it counts."""
    totals = document["totals"]
    used = len({pair["mentor"] for pair in document["pairs"]})
    free = sum(each["places"] for each in document["free_places"])
    found = [(f"{totals['matched']:,}", f"of {counted(totals['mentees'], 'mentee')} matched")]
    if totals["matched"]:
        found += [
            (f"{totals['mean']:.1f}", "mean score, of 100"),
            (f"{totals['lowest']:.1f}", "lowest score"),
        ]
    found.append((f"{used:,}", f"of {counted(len(overview.mentors), 'mentor')} with a mentee"))
    found.append((f"{free:,}", "place left" if free == 1 else "places left"))
    return found


def _fragile(found: page_rows.Rows) -> list[tuple[str, str, str]]:
    """The pairs that other weights move most easily."""
    shaky = sorted((pair for pair in found.pairs if (pair[8] or 0) < 100 and pair[8] is not None), key=_share)
    return [
        (found.mentees[pair[0]][1], found.mentors[pair[1]][1], f"{pair[8]:g} %") for pair in shaky[:FRAGILE]
    ]


def _share(pair: list[Any]) -> float:
    return float(pair[8])


def _changes(document: Document, overview: Overview) -> list[tuple[str, str, str, str]]:
    """What became of the previous run, without the reasons why pairs have ended."""
    if "previous" not in document:
        return []
    mentees, mentors = _called(overview.mentees), _called(overview.mentors)
    return [
        (
            each["change"],
            mentees.get(each["mentee"], each["mentee"]),
            mentors.get(each["mentor"], each["mentor"] or ""),
            mentors.get(each["before"], each["before"] or ""),
        )
        for each in document["previous"]["changes"]
        if each["change"] != "kept"
    ][: page_rows.STATIC]


def _decided(document: Document, overview: Overview) -> list[tuple[str, ...]]:
    """Each decision and what it costs, without the reasons that reviewers gave one another."""
    if "decisions" not in document:
        return []
    mentees, mentors = _called(overview.mentees), _called(overview.mentors)
    found: list[tuple[str, ...]] = []
    for each in document["decisions"]["each"][: page_rows.STATIC]:
        back = each["gives_back"]
        costs = (f"{back['matched']:+}", f"{back['score']:+.1f}") if back else ("not known", "not known")
        said = ", ".join([each["decision"], *(f"waives {rule}" for rule in each["waived"])])
        pair = (mentees.get(each["mentee"], each["mentee"]), mentors.get(each["mentor"], each["mentor"]))
        found.append((said, *pair, *costs))
    return found


def _called(people: Sequence[PersonLine]) -> dict[str, str]:
    """Id to name."""
    return {person.id: person.name or person.id for person in people}
