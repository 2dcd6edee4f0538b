"""What a draft adds to a document: beside each block, the findings that its marks stand for.

`margin.py` marks the notebook; here the marks of blocks and of prose meet their notes. Exporters
print `node["margin"]` beside the node, and the number of each mark in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lkjip_tools.report.markdown import Node

_PARTS = ("children", "items", "body", "cells")


def attach_notes(nodes: list[Node], meta: Mapping[str, Any]) -> None:
    """Give the nodes of a draft their `margin`: notes, as `draf.temuan` of `meta` holds them.

    A finding may stand in several margins: each mark and note gets the `anchor` they share, and
    the mark its `tingkat`. Cells get their marks as `marks`. What is no draft is left as it is.
    """
    if not meta.get("draf"):
        return
    notes = {note["nomor"]: note for note in meta["draf"]["temuan"]}
    shown = Counter[int]()
    for node in nodes:
        anchors: dict[int, str] = {}
        for mark in marks_of(node):
            number = mark["nomor"]
            if number not in anchors:
                shown[number] += 1
                anchors[number] = f"temuan-{number}-{shown[number]}"
            mark |= {"anchor": anchors[number], "tingkat": notes[number]["tingkat"]}
        if anchors:
            node["margin"] = [notes[number] | {"anchor": anchors[number]} for number in anchors]


def marks_of(node: Any) -> Iterator[dict[str, Any]]:
    """Yield the marks in a node, in order: inline ones, and those of cells."""
    if isinstance(node, list):
        for item in node:
            yield from marks_of(item)
    elif isinstance(node, dict):
        if node.get("kind") == "finding":
            yield node
        if "temuan" in node:
            node.setdefault("marks", [{"nomor": number} for number in node["temuan"]])
            yield from node["marks"]
        for part in _PARTS:
            yield from marks_of(node.get(part))
