"""Means: which average of the rows gives the printed one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lkjip_tools.audit.capaian import HUNDRED, caps
from lkjip_tools.audit.check import (
    MENGUBAH,
    RENDAH,
    SEDANG,
    TIDAK_SESUAI,
    TINGGI,
    Candidate,
    Check,
    Tie,
    exact,
    shown,
    verdict,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.interval import Interval, total
from lkjip_tools.audit.model import Column, Row, Table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.relations.structure import arrange
from lkjip_tools.audit.report import Report

_DEEPEST = 6
_MEASURED = ("capaian", "serapan", "persen", "realisasi", "capaian_kumulatif", "target")


def rata_rata_kolom(report: Report) -> Iterator[Check]:
    """A printed mean is some mean of the rows above it."""
    for table in report.tables:
        rows: list[Row] = []
        for row in table.rows:
            if special(row) == "rata_rata":
                for cell in row.cells:
                    column = (
                        _column(table, cell.place.column, row.cells.index(cell))
                        if cell.number
                        else None
                    )
                    if column and cell.number:
                        yield from _mean(table, row, cell.number, column, rows)
            elif not special(row):
                rows.append(row)


def _column(table: Table, _place: int, index: int) -> Column | None:
    """The measured column a mean stands in, or the nearest one left of it."""
    for column in reversed(table.columns[: index + 1]):
        if column.ukuran and column.ukuran not in ("nomor", "uraian", "indikator"):
            return column
    return None


def _mean(
    table: Table, row: Row, printed: Printed, column: Column, rows: list[Row]
) -> Iterator[Check]:
    parts = [cell.number for other in rows if (cell := _cell(other, column)) and cell.number]
    parts = [p for p in parts if p]
    levels = _of_levels(table, column)
    known = [*(levels or _means(parts)), *_ratio_of_sums(table, column)]
    if not known:
        return
    putusan, best = verdict(printed, known)
    if best is None:
        return
    if putusan == TIDAK_SESUAI and (printed.value >= HUNDRED) != (best.value >= HUNDRED):
        putusan = MENGUBAH
    simple = len(parts) > 1 and column.ukuran in _MEASURED
    yield Check(
        "rata_rata_kolom",
        "rata_rata",
        printed.place,
        row.text,
        printed.text,
        putusan,
        hitung=shown(best.value, printed),
        rumus=best.rumus,
        printed=printed,
        nilai=best.value,
        operan=tuple(f"{p.text} (baris {p.place.line})" for p in parts[:12]),
        keyakinan=TINGGI if simple else SEDANG if parts else RENDAH,
        numbers=tuple(parts),
        tie=None if levels else Tie((column.ukuran,) * len(parts), _means, weight=len(parts)),
    )


def _cell(row: Row, column: Column):  # type: ignore[no-untyped-def]
    return row.cell(column.index)


def _means(parts: Sequence[Printed]) -> list[Candidate]:
    if not parts:
        return []
    values = [p.value for p in parts]
    spread = total(p.operand for p in parts)
    n = len(values)
    mean = Candidate(
        f"rata-rata {n} nilai",
        sum(values, Decimal(0)) / n,
        Interval(spread.low / n, spread.high / n),
    )
    found = [mean]
    for cap in caps():
        capped = [cap.apply(v) for v in values]
        if capped != values:
            found.append(
                exact(f"rata-rata {n} nilai, {cap.label.lower()}", sum(capped, Decimal(0)) / n)
            )
    return found


def _of_levels(table: Table, column: Column) -> list[Candidate]:
    """Means over the rows of one level, outermost first, of a form with codes."""
    return [
        exact(f"rata-rata {len(values)} baris sejenjang", sum(values, Decimal(0)) / len(values))
        for values in _levels(table, column)
    ]


def _levels(table: Table, column: Column) -> Iterator[list[Decimal]]:
    if not table.column("kode"):
        return
    level, depth = arrange(table).roots, 0
    while level and depth < _DEEPEST:
        values = [v for node in level if (v := _percent(table, node.row, column)) is not None]
        if len(values) > 1:
            yield values
        level, depth = [child for node in level for child in node.children], depth + 1


def _percent(table: Table, row: Row, column: Column) -> Decimal | None:
    """A row's percentage: as printed, or realisasi over target where the column is absolute."""
    cell = row.cell(column.index)
    if cell is None or cell.number is None:
        return None
    base = {"realisasi": "target", "realisasi_rp": "pagu"}.get(column.ukuran)
    if base is None:
        return cell.number.value
    target = next((row.cell(c.index) for c in table.column(base)), None)
    if target is None or target.number is None or not target.number.value:
        return None
    return cell.number.value / target.number.value * HUNDRED


def _ratio_of_sums(table: Table, column: Column) -> list[Candidate]:
    pairs = {
        "serapan": ("realisasi_rp", "pagu"),
        "realisasi_rp": ("realisasi_rp", "pagu"),
        "capaian_kumulatif_rp": ("realisasi_kumulatif_rp", "target_renstra_rp"),
        "capaian_kumulatif": ("", ""),
        "capaian": ("realisasi", "target"),
    }
    over, under = pairs.get(column.ukuran, ("", ""))
    if not over or not table.column(over) or not table.column(under):
        return []
    tree = arrange(table)
    sums = [
        sum(
            (
                c.number.value
                for node in tree.roots
                if (c := node.row.cell(table.column(k)[-1].index)) and c.number
            ),
            Decimal(0),
        )
        for k in (over, under)
    ]
    return [exact("rasio jumlah", sums[0] / sums[1] * HUNDRED)] if sums[1] else []


RULES = (rata_rata_kolom,)
