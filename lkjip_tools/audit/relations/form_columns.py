"""Columns of an evaluation form: quarters, and the formulas printed over columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lkjip_tools.audit.check import (
    TIDAK_SESUAI,
    Candidate,
    Check,
    Tie,
    by_formula,
    candidates,
    exact,
    shown,
    summed,
    verdict,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.model import Column, Row, Table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.report import Report

_NAMED = re.compile(r"\d{1,2}")


def jumlah_triwulan(report: Report) -> Iterator[Check]:
    """Four quarters make the year: as a sum, or as the last or the mean of them."""
    for table in report.tables:
        for ukuran, year in (("triwulan_rp", "realisasi_rp"), ("triwulan", "realisasi")):
            quarters, totals = table.column(ukuran), table.column(year)
            if len(quarters) != 4 or not totals:
                continue
            total = next((c for c in totals if c.index > quarters[-1].index), None)
            for row in table.rows if total else ():
                yield from _quarters(row, quarters, total, ukuran == "triwulan")


def _quarters(
    row: Row, quarters: list[Column], total: Column | None, performance: bool
) -> Iterator[Check]:
    printed = row.number(total.index) if total else None
    parts = [p for column in quarters if (p := row.number(column.index))]
    if printed is None or len(parts) != len(quarters):
        return
    known = _of_quarters(parts, performance)
    putusan, best = verdict(printed, known)
    if best:
        yield Check(
            "jumlah_triwulan",
            "triwulan",
            printed.place,
            row.text,
            printed.text,
            putusan,
            hitung=shown(best.value, printed),
            rumus=best.rumus,
            printed=printed,
            nilai=best.value,
            operan=tuple(p.text for p in parts),
            numbers=tuple(parts),
            tie=Tie(
                tuple(f"triwulan {n}" for n in range(1, len(parts) + 1)),
                lambda given: _of_quarters(given, performance),
                weight=0 if performance else 1,
            ),
        )


def _of_quarters(parts: Sequence[Printed], performance: bool) -> list[Candidate]:
    known = [summed("I + II + III + IV", parts)]
    if performance:
        known.append(exact("triwulan terakhir", parts[-1].value))
        known.append(exact("rata-rata triwulan", known[0].value / len(parts)))
    return known


def rumus_kolom(report: Report) -> Iterator[Check]:
    """A heading that prints a formula, `14 = 7 + 13`, holds on every row."""
    for table in report.tables:
        for column in table.columns:
            if column.rumus:
                yield from _formula(table, column)


def _formula(table: Table, column: Column) -> Iterator[Check]:
    sub = column.ukuran.endswith("_rp")
    text = column.rumus.split("=", 1)[1].replace("x", "*").replace("×", "*").replace(":", "/")
    text = re.sub(r"100\s*%", "100", text).replace("%", "").strip(" *")
    named = dict.fromkeys(_NAMED.findall(text.replace("100", "")))
    operands = {
        n: next(
            (c for c in table.columns if c.nomor == n and c.ukuran.endswith("_rp") == sub), None
        )
        for n in named
    }
    if not operands or not all(operands.values()):
        return
    expression = re.sub(r"(?<!\d)(\d{1,2})(?!\d)", r"k\1", text)
    for row in table.rows:
        yield from _formula_row(table, row, column, expression, operands)


def _formula_row(
    table: Table, row: Row, column: Column, expression: str, operands: dict[str, Column | None]
) -> Iterator[Check]:
    printed = row.number(column.index)
    given = {f"k{n}": row.number(c.index) for n, c in operands.items() if c}
    if printed is None or special(row) or not all(given.values()):
        return
    numbers = {name: number for name, number in given.items() if number}
    operan = tuple(f"kolom {name[1:]} = {n.text}" for name, n in numbers.items())
    try:
        known = candidates(column.rumus, expression, numbers)
    except SyntaxError:
        return
    if not known:
        if printed.value != 0:
            yield Check(
                "rumus_kolom",
                "nol_dibagi",
                printed.place,
                row.text,
                printed.text,
                TIDAK_SESUAI,
                rumus=column.rumus,
                operan=operan,
                printed=printed,
                hitung="tidak dapat dihitung",
                numbers=tuple(numbers.values()),
            )
        return
    putusan, best = verdict(printed, known)
    if best:
        yield Check(
            "rumus_kolom",
            "rumus_kolom",
            printed.place,
            row.text,
            printed.text,
            putusan,
            hitung=shown(best.value, printed),
            rumus=column.rumus,
            operan=operan,
            printed=printed,
            nilai=best.value,
            numbers=tuple(numbers.values()),
            tie=replace(
                by_formula(tuple(numbers), expression),
                nama=tuple(f"kolom {name[1:]}" for name in numbers),
            ),
        )


RULES = (
    jumlah_triwulan,
    rumus_kolom,
)
