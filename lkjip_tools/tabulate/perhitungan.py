"""The annex of calculations: every computed figure with its formula, numbers, rule and sources."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.explain import Entry, Ledger
from lkjip_tools.formula import FigureList

_NAMED = 12  # operands of a long list that are named; the file of figures names them all


def tables_perhitungan(angka: FigureList) -> Iterator[Table]:
    """Yield one table per besaran, in the order in which the figures were computed.

    Args:
        angka: The figures; those that were read are told as operands.
    """
    ledger = Ledger.of(angka)
    chapters: dict[str, list[Entry]] = {}
    for figure in angka:
        if figure.expression:
            chapters.setdefault(figure.besaran, []).append(ledger[figure.id])
    for besaran, entries in chapters.items():
        yield _table(besaran, entries, angka, ledger)


def _table(besaran: str, entries: list[Entry], angka: FigureList, ledger: Ledger) -> Table:
    table = Table(
        f"perhitungan-{besaran.replace('_', '-')}",
        f"{entries[0].besaran}: rumus, angka, dan asalnya",
        [
            Column("Angka", "left", 4),
            Column("Hitungan", "left", 4),
            Column("Hasil", "decimal", 1.8),
            Column("Satuan", "left", 1),
            Column("Asal", "left", 6.5),
        ],
        numbered=False,
        orientation="landscape",
        size="tiny",
        explained=False,
    )
    heading = ""
    for entry in sorted(entries, key=_heading):
        if _heading(entry) != heading:
            heading = _heading(entry)
            table.group(heading)
        note = f"\nCatatan: {entry.note}" if entry.note else ""
        table.row(
            f"{entry.subject}\n{entry.id}{note}",
            entry.numbers,
            Cell(entry.short, figure=angka[entry.id]),
            entry.unit,
            "\n".join(_origins(entry, ledger)),
        )
    return table


def _heading(entry: Entry) -> str:
    rule = f" (aturan {entry.rule})" if entry.rule else ""
    return f"{entry.besaran} = {entry.formula}{rule}"


def _origins(entry: Entry, ledger: Ledger) -> Iterator[str]:
    """Yield where each operand comes from: the cell it was read from, or its own id."""
    for operand in entry.operands[:_NAMED]:
        told = ledger.operand(operand)
        name = operand.name.replace("_", " ")
        yield f"{name} {told.short}: {told.source or told.id}"
    if len(entry.operands) > _NAMED:
        yield f"dan {len(entry.operands) - _NAMED} lagi, lihat angka.jsonl"
