"""Predicates: the class of a value, by the scale the report itself prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.audit.check import MENGUBAH, SESUAI, TINGGI, Check, Operand, shown
from lkjip_tools.audit.model import Row, Table
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.words import plain

_BETWEEN = re.compile(
    r"(?P<low>\d{1,3}(?:[.,]\d+)?)\s*%?\s*(?:-|–|≤|<=?|s/d|s\.d\.?|sampai(?: dengan)?|hingga)\s*"
    r"(?P<high>\d{1,3}(?:[.,]\d+)?)\s*%?"
)
_BOUND = re.compile(
    r"(?P<sign>≥|>=?|≤|<=?|lebih dari|kurang dari)\s*(?P<value>\d{1,3}(?:[.,]\d+)?)\s*%?"
)
_NO_LIMIT = Decimal(10**6)
_FEWEST = 3


@dataclass(frozen=True)
class Class:
    """One class of a printed scale; both ends count as inside, gaps belong to nobody."""

    label: str
    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """Say whether a value is inside."""
        return self.low <= value <= self.high


def predikat_baris(report: Report) -> Iterator[Check]:
    """The predicate of a row is that of its capaian, by the scale the report prints."""
    scales = [scale for table in report.tables if len(scale := printed_scale(table)) >= _FEWEST]
    if not scales:
        return
    for table in report.tables:
        values, labels = table.column("capaian"), table.column("predikat")
        if len(values) == 1 and len(labels) == 1 and len(printed_scale(table)) < _FEWEST:
            for row in table.rows:
                yield from _row(row, values[0].index, labels[0].index, scales)


def _row(row: Row, value: int, label: int, scales: list[list[Class]]) -> Iterator[Check]:
    number, cell = row.number(value), row.cell(label)
    if number is None or cell is None or not cell.text:
        return
    said = plain(cell.text)
    scale = next((s for s in scales if any(c.label == said for c in s)), None)
    if scale is None:
        return
    top = max(c.high for c in scale)
    inside = [c for c in scale if c.holds(min(number.value, top))]
    right = not inside or any(c.label == said for c in inside)
    yield Check(
        "predikat_baris",
        "predikat",
        cell.place,
        row.text,
        cell.text,
        SESUAI if right else MENGUBAH,
        hitung="" if right else inside[0].label.title(),
        rumus="" if right else f"{shown(inside[0].low)} sampai {shown(inside[0].high)}",
        operan=(str(Operand("capaian", number)),),
        keyakinan=TINGGI,
        numbers=(number,),
    )


def printed_scale(table: Table) -> list[Class]:
    """The classes a table lists: an interval and a label in each row."""
    found = []
    for row in table.rows:
        texts = [cell.text for cell in row.cells if cell.text]
        limits = next((ends for text in texts if (ends := _limits(text))), None)
        label = next((text for text in reversed(texts) if len(text) > 1 and _is_label(text)), "")
        if limits and label:
            found.append(Class(plain(label), *limits))
    return found


def _is_label(text: str) -> bool:
    return not any(ch.isdigit() for ch in text) and any(ch.isalpha() for ch in text)


def _limits(text: str) -> tuple[Decimal, Decimal] | None:
    plainer = text.strip()
    if found := _BETWEEN.fullmatch(plainer):
        low, high = (_decimal(found[name]) for name in ("low", "high"))
        return (low, high) if low < high else None
    if found := _BOUND.fullmatch(plainer):
        value = _decimal(found["value"])
        upper = found["sign"] in ("≥", ">", ">=", "lebih dari")
        return (value, _NO_LIMIT) if upper else (Decimal(0), value)
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


RULES = (predikat_baris,)
