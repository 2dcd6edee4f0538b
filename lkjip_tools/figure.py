"""Figures: numbers that can tell how they were reached.

A `Figure` has a source (it was read) or a formula and operands (it was computed), never both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.block import MIME_FIGURES
from lkjip_tools.errors import FigureError, nearest
from lkjip_tools.number import format_number
from lkjip_tools.records import Row

Value = Decimal | str | None

NOT_COMPUTED = "n/a"
_PLACES = {"persen": 2, "poin": 2, "rupiah": 0, "orang": 0, "buah": 0}


def figure_id(besaran: str, kode: object, tahun: object) -> str:
    """Return `<besaran>/<kode>/<tahun>`; the besaran must be a documented one."""
    if besaran not in BESARAN:
        raise FigureError(f"besaran '{besaran}' is not declared in besaran.py")
    return f"{besaran}/{kode}/{tahun}"


@dataclass(frozen=True)
class Figure:
    """One number of the report.

    Attributes:
        id: `<besaran>/<kode>/<tahun>`.
        label: What it is, in Indonesian.
        value: Exact; a text for a predicate; `None` when it cannot be computed: see `note`.
        unit: `persen`, `rupiah`, `poin`, or the indicator's own satuan.
        source: Where it was read: file, row, column. Empty for a computed figure.
        expression: The formula in symbols. Empty for a figure that was read.
        numbers: The same with the numbers put in.
        operands: Name in the formula and figure, in order; a list operand repeats its name.
        rule: `<rule>/<option>` of `regulations/`.
        note: Why it is empty, or what the reader should know.
    """

    id: str
    label: str
    value: Value
    unit: str
    source: str = ""
    expression: str = ""
    numbers: str = ""
    operands: tuple[tuple[str, Figure], ...] = ()
    rule: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.source and self.expression:
            raise FigureError(f"{self.id} has both a source and a formula")

    @property
    def besaran(self) -> str:
        """The first part of the id."""
        return self.id.split("/", 1)[0]

    def explain(self, depth: int = 1) -> str:
        """Say symbols, numbers and result, then `depth` levels of operands, as by hand."""
        return "\n".join(self._lines(depth, ""))

    def _lines(self, depth: int, indent: str) -> Iterator[str]:
        result = exact_text(self.value, self.unit) if self.value is not None else "tidak dihitung"
        note = f" ({self.note})" if self.note else ""
        if not self.expression:
            yield f"{indent}{self.label} = {result}{note}  [{self.source or 'tanpa sumber'}]"
            return
        yield f"{indent}{self.label} = {self.expression}"
        yield f"{indent}  = {self.numbers}"
        yield f"{indent}  = {result}{note}" + (f"  [{self.rule}]" if self.rule else "")
        for _, operand in self.operands:
            if depth > 0:
                yield from operand._lines(depth - 1, indent + "  ")

    def to_json(self) -> dict[str, Any]:
        """Return one line of `angka.jsonl`, still without `bab`."""
        return {
            "id": self.id,
            "label": self.label,
            "nilai": value_text(self.value),
            "satuan": self.unit,
            "rumus": f"{self.besaran} = {self.expression}" if self.expression else "",
            "operan": [
                {
                    "nama": name,
                    "id": operand.id,
                    "label": operand.label,
                    "nilai": value_text(operand.value),
                    "satuan": operand.unit,
                    "sumber": operand.source or operand.id,
                }
                for name, operand in self.operands
            ],
            "aturan": self.rule,
            "catatan": self.note,
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": self.explain(depth=3), MIME_FIGURES: [self.to_json()]}


def value_text(value: Value) -> str | None:
    """Return a value as text, unrounded; `None` stays `None`."""
    return format(value, "f") if isinstance(value, Decimal) else value


def exact_text(value: Value, unit: str = "") -> str:
    """Print a value for an explanation: up to six decimals, `…` where there are more."""
    if not isinstance(value, Decimal):
        return "(kosong)" if value is None else value
    places = max(0, -int(value.normalize().as_tuple().exponent)) if value else 0
    shown = format_number(value, min(places, 6)) + ("…" if places > 6 else "")
    return f"{shown} {unit}".strip()


def printed(figure: Figure) -> str:
    """Print a figure in a table or chart; one that was read keeps the decimals it has.

    Computed percent and points have two decimals, amounts none; what could not be computed is
    `n/a`.
    """
    if figure.value is None:
        return NOT_COMPUTED
    if not isinstance(figure.value, Decimal):
        return figure.value
    places = _PLACES.get(figure.unit) if figure.expression else None
    return format_number(figure.value, places)


def noted(figure: Figure, note: str) -> Figure:
    """Return the figure with one more note."""
    return replace(figure, note="; ".join(text for text in (figure.note, note) if text))


def read_figure(
    besaran: str,
    kode: object,
    tahun: object,
    row: Row,
    column: str,
    subject: str = "",
    unit: str = "",
) -> Figure:
    """Return a cell of a loaded table as a figure that knows its place."""
    value = row[column]
    return Figure(
        id=figure_id(besaran, kode, tahun),
        label=f"{BESARAN[besaran].label} {subject or kode}".strip(),
        value=value,
        unit=unit or BESARAN[besaran].unit,
        source=row[f"{column}_source"],
        note="" if value is not None else "sel kosong",
    )


class FigureList:
    """A ledger of figures by id, which hands itself to the assembler when a cell shows it.

    Raises:
        FigureError: Two different figures claim one id.
    """

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._figures: dict[str, Figure] = {}
        for figure in figures:
            if self._figures.setdefault(figure.id, figure) != figure:
                raise FigureError(f"two different figures claim the id {figure.id}")

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures.values())

    def __len__(self) -> int:
        return len(self._figures)

    def __getitem__(self, id: str) -> Figure:
        if id not in self._figures:
            raise FigureError(f"no figure {id}{nearest(id, list(self._figures))}")
        return self._figures[id]

    def at(self, besaran: str, kode: object, tahun: object) -> Figure:
        """Return the figure `<besaran>/<kode>/<tahun>`."""
        return self[figure_id(besaran, kode, tahun)]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per figure: id, label, value, unit, formula, rule, note."""
        rows = [
            (item.id, item.label, item.value, item.unit, item.expression, item.rule, item.note)
            for item in self
        ]
        columns = ["id", "label", "nilai", "satuan", "rumus", "aturan", "catatan"]
        return pd.DataFrame(rows, columns=columns, dtype=object).set_index("id")

    def __contains__(self, id: object) -> bool:
        return id in self._figures

    def __add__(self, other: FigureList) -> FigureList:
        return FigureList((*self, *other))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        computed = [figure for figure in self if figure.expression]
        text = "\n".join(f"{item.id} = {exact_text(item.value, item.unit)}" for item in computed)
        return {"text/plain": text, MIME_FIGURES: [item.to_json() for item in computed]}
