"""The pairing network as GraphML, which Gephi, yEd, Cytoscape, igraph and networkx read."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from mentorkit.export.one_line import one_line
from mentorkit.handover import Handover, plain

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SHOWN = ("function", "level", "location")
"""Fields of people that a node has beside name and role."""
KEYS = {
    "program": ("graph", "string"),
    "name": ("node", "string"),
    "role": ("node", "string"),
    **dict.fromkeys(SHOWN, ("node", "string")),
    "score": ("edge", "double"),
}
"""What the elements carry: the element, and its type."""


def graphml(handed: Handover) -> str:
    """People as nodes, pairs as edges from mentor to mentee."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_tag("graphml"))
    for name, (on, kind) in KEYS.items():
        about = {"id": name, "for": on, "attr.name": name, "attr.type": kind}
        ElementTree.SubElement(root, _tag("key"), about)
    graph = ElementTree.SubElement(root, _tag("graph"), {"id": "pairs", "edgedefault": "directed"})
    _data(graph, "program", handed.program.name)
    for person, roles in handed.people.values():
        node = ElementTree.SubElement(graph, _tag("node"), {"id": one_line(person.id)})
        _data(node, "name", person.name)
        _data(node, "role", " and ".join(role[:-1] for role in roles))
        for field in SHOWN:
            _data(node, field, plain(person.values.get(field)))
    for pair in handed.connections:
        ends = {"source": one_line(pair.mentor.id), "target": one_line(pair.mentee.id)}
        _data(ElementTree.SubElement(graph, _tag("edge"), ends), "score", f"{pair.record.score:.4f}")
    ElementTree.indent(root)
    text = io.BytesIO()
    ElementTree.ElementTree(root).write(text, encoding="utf-8", xml_declaration=True)
    return text.getvalue().decode() + "\n"


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _data(element: ElementTree.Element, key: str, text: str) -> None:
    """Something known of an element; what is blank is left out."""
    if text:
        ElementTree.SubElement(element, _tag("data"), {"key": key}).text = one_line(text)
