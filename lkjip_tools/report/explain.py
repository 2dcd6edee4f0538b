"""How the figures that a document prints were computed, as a reader would check them by hand.

Told from what the notebooks hand over (`Figure.to_json`), so a single finished notebook is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from lkjip_tools.explain.entry import Entry, Operand, entry_of
from lkjip_tools.place import Place
from lkjip_tools.report.document import Document, figure_ids
from lkjip_tools.report.markdown import Node

_ANCHOR = re.compile(r"[^\w./-]+")
_CHILDREN = ("children", "items")


@dataclass
class LinkedOperand(Operand):
    """An operand with `anchor`, where in the page it is explained; empty if it was read."""

    anchor: str = ""


@dataclass
class PageEntry(Entry):
    """A figure's explanation within a page.

    Attributes:
        anchor: Where in the page it is.
        linked: Its operands, with their links.
        places: Where the report prints it: `id` and `label` of tables and headings.
    """

    anchor: str = ""
    linked: list[LinkedOperand] = field(default_factory=list)
    places: list[dict[str, str]] = field(default_factory=list)

    @cached_property
    def computed(self) -> list[LinkedOperand]:
        """The operands that have an entry of their own, each once."""
        return list({item.id: item for item in self.linked if item.anchor}.values())

    @cached_property
    def sources(self) -> list[str]:
        """Where the other operands were read; columns of one row are named together."""
        rows: dict[str, list[str]] = {}
        for operand in self.linked:
            place = Place.parse(operand.source)
            if place and place.column:
                key = str(replace(place, column="%s", letter=""))
                rows.setdefault(key, []).append(place.column)
            elif operand.source:
                rows.setdefault(operand.source.replace("%", "%%") + "%.0s", [""])
        return [text % ", ".join(dict.fromkeys(columns)) for text, columns in rows.items()]


@dataclass
class Group:
    """Figures of one besaran, formula and rule."""

    besaran: str
    formula: str
    rule: str
    entries: list[PageEntry]


class Explanations:
    """Every computed figure that a document prints, and those they were computed from."""

    def __init__(self, document: Document) -> None:
        computed = {id: figure for id, figure in document.shown.items() if figure.get("rumus")}
        self.folder = _common_folder(computed.values())
        self._shown = document.shown
        printed = list(_printed(document))
        wanted = _closure((id for id, _ in printed), computed)
        self._anchors = {id: f"hitung-{_ANCHOR.sub('-', id)}" for id in wanted}
        self.entries = {id: self._entry(computed[id]) for id in wanted}
        for id, place in printed:
            places = self.entries[id].places if id in self.entries else []
            if place and place["label"] not in {known["label"] for known in places}:
                places.append(place)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def get(self, id: str) -> PageEntry | None:
        """The explanation of a figure, if it was computed."""
        return self.entries.get(id)

    def origin(self, id: str) -> str:
        """Where a figure was read; empty for a computed one."""
        return self._near(self._shown.get(id, {}).get("sumber") or "")

    def of_block(self, block: Node) -> list[Group]:
        """What a table or chart prints, each figure once, in the order of the page."""
        ids = dict.fromkeys(figure_ids(block))
        return _grouped(self.entries[id] for id in ids if id in self.entries)

    def by_besaran(self) -> dict[str, list[Group]]:
        """Everything, for the list at the end."""
        chapters: dict[str, list[Group]] = {}
        for group in _grouped(self.entries.values()):
            chapters.setdefault(group.besaran, []).append(group)
        return chapters

    def _entry(self, figure: Mapping[str, Any]) -> PageEntry:
        told = entry_of(figure)
        linked = [
            LinkedOperand(
                **_fields(replace(operand, source=self._near(operand.source))),
                anchor=self._anchors.get(operand.id, ""),
            )
            for operand in told.operands
        ]
        return PageEntry(**_fields(told), anchor=self._anchors[told.id], linked=linked)

    def _near(self, source: str) -> str:
        """A source without the folder that nearly all of them share."""
        return source.removeprefix(self.folder)


def _printed(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    """Ids in the order they are printed, with the table, chart or heading they are in."""
    heading: dict[str, str] = {}
    for node in [*document.front, *document.main]:
        if node["kind"] == "heading" and "text" in node:
            heading = {"id": node["id"], "label": f"{node['kicker']} {node['text']}".strip()}
        if node["kind"] in ("table", "chart"):
            place = {"id": node["id"], "label": node["label"] or heading.get("label", "tabel")}
            yield from ((id, place) for id in figure_ids(node))
        else:
            yield from ((id, heading) for id in _figures_in(node))


def _figures_in(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _figures_in(item)
    elif isinstance(node, dict):
        if node.get("kind") == "figure":
            yield node["id"]
        for key in _CHILDREN:
            yield from _figures_in(node.get(key))


def _closure(ids: Iterable[str], figures: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Those of the ids that were computed, with the computed ones they were computed from."""
    found: dict[str, None] = {}
    waiting = list(dict.fromkeys(ids))[::-1]
    while waiting:
        id = waiting.pop()
        if id in figures and id not in found:
            found[id] = None
            waiting += [operand["id"] for operand in reversed(figures[id]["operan"])]
    return list(found)


def _grouped(entries: Iterable[PageEntry]) -> list[Group]:
    groups: dict[tuple[str, str, str], Group] = {}
    for entry in entries:
        key = (entry.besaran, entry.formula, entry.rule)
        groups.setdefault(key, Group(*key, [])).entries.append(entry)
    return list(groups.values())


def _common_folder(figures: Iterable[Mapping[str, Any]]) -> str:
    """The folder most sources are in, with its slash."""
    folders = Counter(
        given["sumber"].split(" ")[0].rpartition("/")[0]
        for figure in figures
        for given in figure["operan"]
        if given["sumber"] != given["id"]
    )
    folder = folders.most_common(1)[0][0] if folders else ""
    return f"{folder}/" if folder else ""


def _fields(told: Entry | Operand) -> dict[str, Any]:
    return {item.name: getattr(told, item.name) for item in fields(told)}
