"""Figures: numbers that can tell how they were reached.

A `Figure` has a source (it was read) or a formula and operands (it was computed), never both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.errors import FigureError, nearest
from lkjip_tools.explain.brief import brief
from lkjip_tools.explain.ledger import Ledger
from lkjip_tools.explain.rules import RULE_SOURCE
from lkjip_tools.expression import with_numbers
from lkjip_tools.figure_lines import MIME_FIGURES, join_figures
from lkjip_tools.number import format_number
from lkjip_tools.place import cell_source
from lkjip_tools.records import Row
from lkjip_tools.shown import one_line
from lkjip_tools.value import Value, exact_text, value_text

NOT_COMPUTED = "n/a"
_MEASURES, _WHOLE = ("persen", "poin"), ("rupiah", "orang", "buah")


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

    @property
    def numbers(self) -> str:
        """The formula with the numbers put in."""
        return with_numbers(self.expression, ((n, figure.value) for n, figure in self.operands))

    def explain(self, depth: int = 1) -> str:
        """Say formula, numbers and result, then `depth` levels of operands, as by hand."""
        return brief(Ledger(FigureList([self]).to_json()), self.id, depth)

    def family(self) -> Iterator[Figure]:
        """Yield the figure, what it was computed from, and what that was computed from."""
        yield self
        for _, operand in self.operands:
            yield from operand.family()

    def to_json(self) -> dict[str, Any]:
        """Return the figure as `angka.jsonl` has it, still without `bab`."""
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
            "sumber": self.source,
            "aturan": self.rule,
            "catatan": self.note,
        }

    @cached_property
    def line(self) -> str:
        """The figure as a line; asked for wherever it is shown, and again by the ledger."""
        return one_line(self.to_json())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": self.explain(depth=3), MIME_FIGURES: self.line}


def printed(figure: Figure) -> str:
    """Return a figure's value as tables and sentences print it.

    What a report measures in percent or points (capaian, serapan, history) has two decimals, read
    or computed, so that no column mixes them; computed amounts and counts have none. Figures in an
    indicator's own unit (target, realisasi, the gap between them), also where that is percent, have
    the decimals they need, up to two. How a number was typed makes no difference.
    """
    if figure.value is None:
        return NOT_COMPUTED
    if not isinstance(figure.value, Decimal):
        return figure.value
    if BESARAN[figure.besaran].unit in _MEASURES:
        return format_number(figure.value, 2)
    whole = figure.expression and figure.unit in _WHOLE
    return format_number(figure.value, 0 if whole else None)


def prints_zero(figure: Figure) -> bool:
    """Say whether a number prints as zero, though it need not be zero."""
    return isinstance(figure.value, Decimal) and not set("123456789") & set(printed(figure))


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
        source=cell_source(row, column),
        note="" if value is not None else "sel kosong",
    )


def rule_figure(
    besaran: str, kode: str, tahun: object, label: str, value: Value, rule: str, unit: str = ""
) -> Figure:
    """Return what a rule fixes, as a figure whose source is that rule."""
    return Figure(
        id=figure_id(besaran, kode, tahun),
        label=label,
        value=value,
        unit=unit or BESARAN[besaran].unit,
        source=f"{RULE_SOURCE}{rule}",
        note="" if value is not None else "aturan tidak memberi nilai",
    )


class FigureList:
    """A ledger of figures by id, which hands itself to the assembler when a cell shows it.

    Raises:
        FigureError: Two different figures claim one id.
    """

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._figures: dict[str, Figure] = {}
        for figure in figures:
            known = self._figures.setdefault(figure.id, figure)
            if known is not figure and known != figure:
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

    def to_json(self) -> list[dict[str, Any]]:
        """Return the figures, and all they were computed from, as `angka.jsonl` has them."""
        return [figure.to_json() for figure in self._family()]

    def _family(self) -> FigureList:
        return FigureList(member for figure in self for member in figure.family())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        computed = [figure for figure in self if figure.expression]
        text = "\n".join(f"{item.id} = {exact_text(item.value, item.unit)}" for item in computed)
        return {"text/plain": text, MIME_FIGURES: join_figures(it.line for it in self._family())}
