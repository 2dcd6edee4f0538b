"""Means: which average of the rows gives the printed one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.audit.capaian import HUNDRED, caps, changes_conclusion
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


@dataclass(frozen=True)
class _Way:
    """One way to come to a mean: what it gives, from which numbers, and how to tell them."""

    candidate: Candidate
    numbers: tuple[Printed, ...]
    operan: tuple[str, ...]
    tie: Tie | None


def _mean(
    table: Table, row: Row, printed: Printed, column: Column, rows: list[Row]
) -> Iterator[Check]:
    parts = [cell.number for other in rows if (cell := _cell(other, column)) and cell.number]
    ways = [
        *(list(_of_levels(table, column)) or _of_rows(parts, column)),
        *_ratio_of_sums(table, column),
    ]
    putusan, best = verdict(printed, [way.candidate for way in ways])
    if best is None:
        return
    if putusan == TIDAK_SESUAI and changes_conclusion(printed.value, best.value):
        putusan = MENGUBAH
    way = next(way for way in ways if way.candidate is best)
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
        operan=way.operan,
        keyakinan=TINGGI if simple else SEDANG if parts else RENDAH,
        numbers=way.numbers,
        tie=way.tie,
    )


def _cell(row: Row, column: Column):  # type: ignore[no-untyped-def]
    return row.cell(column.index)


def means(parts: Sequence[Printed]) -> list[Candidate]:
    """The mean of printed numbers, then the same under every known cap."""
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


def mean_tie(count: int, nama: str) -> Tie:
    """A tie that takes the mean of so many operands."""
    return Tie((nama,) * count, means, weight=count)


def listed(parts: Sequence[Printed]) -> tuple[str, ...]:
    """Operands as a finding tells them."""
    return tuple(f"{p.text} (baris {p.place.line})" for p in parts)


def _of_rows(parts: Sequence[Printed], column: Column) -> list[_Way]:
    tie = mean_tie(len(parts), column.ukuran)
    return [_Way(candidate, tuple(parts), listed(parts), tie) for candidate in means(parts)]


def _of_levels(table: Table, column: Column) -> Iterator[_Way]:
    """Means over the rows of one level, outermost first, of a form with codes.

    An absolute column is held as its percentage of the target beside it.
    """
    base = {"realisasi": "target", "realisasi_rp": "pagu"}.get(column.ukuran)
    bases = table.column(base)[:1] if base else []
    for rows in _levels(table):
        given = [(row.number(column.index), row.number(c.index)) for row in rows for c in bases]
        pairs = [(part, whole) for part, whole in given if part and whole and whole.value]
        parts = [p for row in rows if (p := row.number(column.index))]
        if len(pairs) > 1:
            yield _of_pairs(pairs, column.ukuran, base or "")
        elif not base and len(parts) > 1:
            words = f"rata-rata {len(parts)} baris sejenjang"
            mean = exact(words, means(parts)[0].value)
            yield _Way(mean, tuple(parts), listed(parts), mean_tie(len(parts), column.ukuran))


def _of_pairs(pairs: Sequence[tuple[Printed, Printed]], part: str, whole: str) -> _Way:
    numbers = tuple(number for pair in pairs for number in pair)
    operan = tuple(
        f"{shown(a.value / b.value * HUNDRED, a)} (baris {a.place.line}: {a.text} / {b.text} × 100)"
        for a, b in pairs
    )
    (mean,) = _mean_of_pairs(numbers)
    return _Way(mean, numbers, operan, Tie((part, whole) * len(pairs), _mean_of_pairs))


def _mean_of_pairs(given: Sequence[Printed]) -> list[Candidate]:
    """The mean of the percentages of numbers that follow each other, part and whole."""
    pairs = list(zip(given[::2], given[1::2], strict=True))
    if not all(whole.value for _, whole in pairs):
        return []
    values = [part.value / whole.value * HUNDRED for part, whole in pairs]
    words = f"rata-rata {len(pairs)} baris sejenjang"
    return [exact(words, sum(values, Decimal(0)) / len(pairs))]


def _levels(table: Table) -> Iterator[list[Row]]:
    if not table.column("kode"):
        return
    level, depth = arrange(table).roots, 0
    while level and depth < _DEEPEST:
        yield [node.row for node in level]
        level, depth = [child for node in level for child in node.children], depth + 1


def _ratio_of_sums(table: Table, column: Column) -> list[_Way]:
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
    if not sums[1]:
        return []
    operan = tuple(f"jumlah {k} = {shown(v)}" for k, v in zip((over, under), sums, strict=True))
    return [_Way(exact("rasio jumlah × 100", sums[0] / sums[1] * HUNDRED), (), operan, None)]


RULES = (rata_rata_kolom,)
