"""How the figures that a document prints were computed, as a reader would check them by hand.

Told from what the notebooks hand over (`Figure.to_json`), so a single finished notebook is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from lkjip_tools.besaran import BESARAN
from lkjip_tools.figure import exact_text
from lkjip_tools.number import format_number
from lkjip_tools.report.document import Document, figure_ids
from lkjip_tools.report.markdown import Node

_TOKEN = re.compile(r"\b(jumlah|banyaknya)\((\w+)\)|\b[A-Za-z_]\w*|, | - | \* ")
_SIGNS = {", ": "; ", " - ": " − ", " * ": " × "}  # as in a spreadsheet: the comma is decimal
_PLACE = re.compile(r"(?P<file>\S+)( baris (?P<row>\d+) kolom (?P<column>\S+)(?P<text> \(.+\))?)?")
_ANCHOR = re.compile(r"[^\w./-]+")
_UNITLESS = {"", "predikat", "tanpa satuan"}
_CHILDREN = ("children", "items")


@dataclass(frozen=True)
class Operand:
    """One number that went into a computation: `source` if it was read, `anchor` if computed."""

    name: str
    label: str
    id: str
    value: str | None
    text: str
    unit: str
    source: str
    anchor: str


@dataclass
class Entry:
    """A computed figure, explained.

    Attributes:
        id: The figure's id.
        anchor: Where in the page it is explained.
        label: What it is.
        besaran: What kind of quantity, in words.
        rumus: The formula as `angka.jsonl` has it, for programs: `realisasi / target * 100`.
        formula: The same for people: `realisasi / target × 100`.
        rule: `<rule>/<option>`, or empty.
        numbers: The formula with the numbers put in; empty if it takes none.
        value: Exact, as in `angka.jsonl`; `None` if it could not be computed.
        text: The value with all its digits.
        short: The value with six decimals at most, and `…` where there are more.
        unit: Printed after the value; empty for none.
        note: Why it is empty, or what the reader should know.
        operands: What went into it.
        places: Where the report prints it: `id` and `label` of tables and headings.
    """

    id: str
    anchor: str
    label: str
    besaran: str
    rumus: str
    formula: str
    rule: str
    numbers: str
    value: str | None
    text: str
    short: str
    unit: str
    note: str
    operands: list[Operand]
    places: list[dict[str, str]] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """The label without the besaran, under which it is listed."""
        return self.label.removeprefix(self.besaran).strip() or self.label

    @property
    def computed(self) -> list[Operand]:
        """The operands that have an entry of their own, each once."""
        return list({item.id: item for item in self.operands if item.anchor}.values())

    @property
    def sources(self) -> list[str]:
        """Where the other operands were read; columns of one row are named together."""
        rows: dict[str, list[str]] = {}
        for operand in self.operands:
            place = _PLACE.fullmatch(operand.source)
            if place and place["row"]:
                key = f"{place['file']} baris {place['row']} kolom %s{place['text'] or ''}"
                rows.setdefault(key, []).append(place["column"])
            elif operand.source:
                rows.setdefault(operand.source.replace("%", "%%") + "%.0s", [""])
        return [text % ", ".join(dict.fromkeys(columns)) for text, columns in rows.items()]

    @property
    def hint(self) -> str:
        """The computation in a line."""
        result = f"{self.short} {self.unit}".strip()
        return " = ".join(text for text in (self.numbers, result) if text)


@dataclass
class Group:
    """Figures of one besaran, formula and rule."""

    besaran: str
    formula: str
    rule: str
    entries: list[Entry]


class Explanations:
    """Every computed figure that a document prints, and those they were computed from."""

    def __init__(self, document: Document) -> None:
        self.folder = _common_folder(document.figures.values())
        printed = list(_printed(document))
        wanted = _closure((id for id, _ in printed), document.figures)
        self._anchors = {id: f"hitung-{_ANCHOR.sub('-', id)}" for id in wanted}
        self.entries = {id: self._entry(document.figures[id]) for id in wanted}
        for id, place in printed:
            places = self.entries[id].places if id in self.entries else []
            if place and place["label"] not in {known["label"] for known in places}:
                places.append(place)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def get(self, id: str | None) -> Entry | None:
        """The explanation of a figure, if it was computed."""
        return self.entries.get(id or "")

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

    def _entry(self, figure: Mapping[str, Any]) -> Entry:
        operands = [self._operand(given) for given in figure["operan"]]
        rumus = figure["rumus"].partition(" = ")[2]
        name = figure["id"].partition("/")[0]
        return Entry(
            id=figure["id"],
            anchor=self._anchors[figure["id"]],
            label=figure["label"],
            besaran=BESARAN[name].label if name in BESARAN else name,
            rumus=rumus,
            formula=_TOKEN.sub(_readable, rumus),
            rule=figure["aturan"],
            numbers=_with_numbers(rumus, figure["operan"]),
            value=figure["nilai"],
            text="tidak dihitung" if figure["nilai"] is None else _full(figure["nilai"]),
            short="tidak dihitung" if figure["nilai"] is None else _short(figure["nilai"]),
            unit=_unit(figure),
            note=figure["catatan"],
            operands=operands,
        )

    def _operand(self, given: Mapping[str, Any]) -> Operand:
        return Operand(
            name=given["nama"],
            label=given["label"],
            id=given["id"],
            value=given["nilai"],
            text="(kosong)" if given["nilai"] is None else _full(given["nilai"]),
            unit=_unit(given),
            source="" if given["sumber"] == given["id"] else self._near(given["sumber"]),
            anchor=self._anchors.get(given["id"], ""),
        )

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


def _grouped(entries: Iterable[Entry]) -> list[Group]:
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


def _with_numbers(rumus: str, operands: list[Mapping[str, Any]]) -> str:
    """The operands' numbers in place of their names."""
    values: dict[str, list[str]] = {}
    for given in operands:
        values.setdefault(given["nama"], []).append(_short(given["nilai"]))

    def put_in(token: re.Match[str]) -> str:
        if token[2] in values:
            if token[1] == "banyaknya":
                return str(len(values[token[2]]))
            terms = " + ".join(map(_term, values[token[2]]))
            return terms if token[0] == rumus else f"({terms})"
        if token[0] in values:
            given = values[token[0]]
            return _term(given[0]) if len(given) == 1 else "; ".join(given)
        return _readable(token)

    return _TOKEN.sub(put_in, rumus) if values else ""


def _readable(token: re.Match[str]) -> str:
    return _SIGNS.get(token[0], token[0].replace("_", " "))


def _term(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def _short(value: str | None) -> str:
    return exact_text(_decimal(value))


def _full(value: str) -> str:
    number = _decimal(value)
    if not isinstance(number, Decimal):
        return value
    digits = int(number.normalize().as_tuple().exponent) if number else 0
    return format_number(number, max(0, -digits))


def _decimal(value: str | None) -> Decimal | str | None:
    try:
        return Decimal(value) if value is not None else None
    except InvalidOperation:
        return value


def _unit(figure: Mapping[str, Any]) -> str:
    return "" if figure["satuan"] in _UNITLESS or figure["nilai"] is None else figure["satuan"]
