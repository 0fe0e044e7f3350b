"""A drawing of matplotlib as SVG that may stand in a page with a strict Content-Security-Policy."""

from __future__ import annotations

import io
import logging
import re
import warnings
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

from mentorkit.formats import safe

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "mentorkit",  # the same drawing has the same bytes
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib and is measured with; pages show their own
    "font.size": 9,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "path.simplify": False,
}
TOKENS = ("#000001", "#000002", "#000003", "#000004", "#000005")
"""Colours in a drawing that stand for classes, so that the page decides on colours in light and dark."""
CLASSES = dict(zip(TOKENS, ("ink", "muted", "first", "second", "third"), strict=True))
SVG = "{http://www.w3.org/2000/svg}"
_ATTRIBUTES = {"opacity", "fill-opacity", "text-anchor", "font-size"}
"""Styles that are kept, as attributes of the same name."""
_NUMBER = re.compile(r"-?\d+\.\d+")


def inlined(figure: Figure, name: str, title: str, said: str) -> str:
    """The drawing with a title and a description, its ids beginning with the name.

    Colours are classes and styles are attributes: a policy without 'unsafe-inline' has neither style
    attributes nor style sheets but the page's own.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    stream = io.BytesIO()
    quiet = logging.getLogger("matplotlib")
    before = quiet.level
    quiet.setLevel(logging.ERROR)  # it tells of fonts that the page does not use
    try:
        with rc_context(SETTINGS), warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            canvas: Any = FigureCanvasSVG(figure)
            canvas.print_svg(stream, metadata={"Date": None, "Creator": None})
    finally:
        quiet.setLevel(before)
    drawn = Xml.fromstring(stream.getvalue())  # noqa: S314  # matplotlib wrote it just now
    found = Xml.Element(
        "svg", {"role": "img", "viewBox": drawn.attrib["viewBox"], "aria-labelledby": f"{name}-t {name}-d"}
    )
    for tag, text in (("title", title), ("desc", said)):
        Xml.SubElement(found, tag, {"id": f"{name}-{tag[0]}"}).text = safe(text)
    for shape in drawn.iter():
        if shape.tag in (f"{SVG}path", f"{SVG}text"):
            _draw(shape, found)
    return Xml.tostring(found, encoding="unicode")


def _draw(shape: Xml.Element, into: Xml.Element) -> None:
    """One shape as the page has it; what has no colour of the page is not drawn."""
    styles = dict(part.split(": ", 1) for part in shape.get("style", "").split("; ") if ": " in part)
    wanted = CLASSES.get(styles.get("fill", ""))
    if wanted is None:
        return
    own = {"class": wanted} | {key: _short(styles[key]) for key in styles.keys() & _ATTRIBUTES}
    kept = {key: _short(shape.attrib[key]) for key in ("d", "x", "y", "transform") if key in shape.attrib}
    if kept.get("transform", "").startswith(("rotate(-0 ", "rotate(0 ")):
        del kept["transform"]
    found = Xml.SubElement(into, shape.tag.removeprefix(SVG), dict(sorted((own | kept).items())))
    found.text = shape.text if shape.tag == f"{SVG}text" else None


def _short(text: str) -> str:
    """A text with its numbers to a tenth."""
    return _NUMBER.sub(lambda number: f"{float(number[0]):.1f}", " ".join(text.split()))
