"""Sums: totals, levels, quarters, the formulas printed over columns, lists under a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lkjip_tools.audit.check import (
    SEDANG, TIDAK_SESUAI, TINGGI, Candidate, Check, Operand, candidates, exact, shown, summed,
    verdict,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.model import Block, Column, Paragraph, Row, Table
from lkjip_tools.audit.printed import Printed, numbers_in
from lkjip_tools.audit.relations.structure import Node, Tree, additive, arrange, is_blank_total, value
from lkjip_tools.audit.report import Report

_FEW = 3
_NAMED = re.compile(r"\d{1,2}")


def jumlah_kolom(report: Report) -> Iterator[Check]:
    """A printed total is the sum of the rows above it."""
    for table in report.tables:
        tree: Tree | None = None
        rows: list[Row] = []
        for row in table.rows:
            if special(row) == "rata_rata":
                continue
            if special(row) != "jumlah" and not is_blank_total(table, row):
                rows.append(row)
                continue
            tree = tree or arrange(table)
            for column in additive(table):
                yield from _total(table, row, column, tree, rows)


def _total(
    table: Table, row: Row, column: Column, tree: Tree, rows: list[Row]
) -> Iterator[Check]:
    cell = row.cell(column.index)
    parts = [p for node in tree.roots if (p := _number(node.row, column))]
    if cell is None or cell.number is None or len(parts) < 1:
        return
    everything = [p for other in rows if (p := _number(other, column))]
    leaves = [p for node in _leaves(tree.roots) if (p := _number(node.row, column))]
    known = [
        summed(f"jumlah {len(given)} baris", given)
        for given in (parts, leaves, everything)
    ]
    putusan, best = verdict(cell.number, known)
    if best is None or (putusan == TIDAK_SESUAI and len(leaves) < 2):
        return
    yield _check("jumlah_kolom", "jumlah", row, cell.number, putusan, best, parts, table,
                 TINGGI if len(parts) >= _FEW or tree.bukti != "datar" else SEDANG)


def _leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node


def _number(row: Row, column: Column) -> Printed | None:
    cell = row.cell(column.index)
    return cell.number if cell else None


def jenjang(report: Report) -> Iterator[Check]:
    """A row is the sum of the rows below it: programme, kegiatan, sub kegiatan; account trees."""
    for table in report.tables:
        tree = arrange(table)
        checks = [
            check
            for node in tree.parents()
            for column in additive(table)
            for check in _level(table, node, column)
        ]
        # an arrangement is believed when some of its sums close
        if any(not check.salah and len(check.numbers) > 1 for check in checks) or (
            tree.bukti == "kode" and any(not check.salah for check in checks)
        ):
            yield from checks


def _level(table: Table, node: Node, column: Column) -> Iterator[Check]:
    printed = _number(node.row, column)
    parts = [p for child in node.children if (p := _number(child.row, column))]
    if printed is None or not parts or any(value(c.row, column) is None for c in node.children):
        return
    putusan, best = verdict(printed, [summed(f"jumlah {len(parts)} baris di bawahnya", parts)])
    if best:
        yield _check("jenjang", "jenjang", node.row, printed, putusan, best, parts, table, TINGGI)


def _check(
    relasi: str, jenis: str, row: Row, printed: Printed, putusan: str, best: Candidate,
    parts: Sequence[Printed], table: Table, keyakinan: str,
) -> Check:
    return Check(
        relasi, jenis, printed.place, row.text, printed.text, putusan,
        hitung=shown(best.value, printed), rumus=best.rumus, printed=printed, nilai=best.value,
        operan=tuple(f"{p.text} (baris {p.place.line})" for p in parts),
        keyakinan=keyakinan, numbers=tuple(parts),
    )


def jumlah_triwulan(report: Report) -> Iterator[Check]:
    """Four quarters make the year: as a sum, or as the last or the mean of them."""
    for table in report.tables:
        for ukuran, year in (("triwulan_rp", "realisasi_rp"), ("triwulan", "realisasi")):
            quarters, totals = table.column(ukuran), table.column(year)
            if len(quarters) != 4 or not totals:  # noqa: PLR2004
                continue
            total = next((c for c in totals if c.index > quarters[-1].index), None)
            for row in table.rows if total else ():
                yield from _quarters(row, quarters, total, ukuran == "triwulan")


def _quarters(
    row: Row, quarters: list[Column], total: Column | None, performance: bool
) -> Iterator[Check]:
    printed = _number(row, total) if total else None
    parts = [p for column in quarters if (p := _number(row, column))]
    if printed is None or len(parts) != len(quarters):
        return
    known = [summed("I + II + III + IV", parts)]
    if performance:
        known.append(exact("triwulan terakhir", parts[-1].value))
        known.append(exact("rata-rata triwulan", known[0].value / len(parts)))
    putusan, best = verdict(printed, known)
    if best:
        yield Check(
            "jumlah_triwulan", "triwulan", printed.place, row.text, printed.text, putusan,
            hitung=shown(best.value, printed), rumus=best.rumus, printed=printed, nilai=best.value,
            operan=tuple(p.text for p in parts), numbers=tuple(parts),
        )


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
    named = {n for n in _NAMED.findall(text.replace("100", "")) if n}
    operands = {
        n: next((c for c in table.columns if c.nomor == n and c.ukuran.endswith("_rp") == sub), None)
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
    printed = _number(row, column)
    given = {f"k{n}": _number(row, c) for n, c in operands.items() if c}
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
            yield Check("rumus_kolom", "nol_dibagi", printed.place, row.text, printed.text,
                        TIDAK_SESUAI, rumus=column.rumus, operan=operan, printed=printed,
                        hitung="tidak dapat dihitung")
        return
    putusan, best = verdict(printed, known)
    if best:
        yield Check("rumus_kolom", "rumus_kolom", printed.place, row.text, printed.text, putusan,
                    hitung=shown(best.value, printed), rumus=column.rumus, operan=operan,
                    printed=printed, nilai=best.value, numbers=tuple(numbers.values()))


_COUNTED = re.compile(
    r"sebanyak\s+(?P<n>\d{1,4})\s*(?:\([^)]{2,30}\))?\s*(?P<unit>orang|pegawai|personil)",
    re.IGNORECASE,
)
_ITEM = re.compile(r":?\s*(\d{1,4})\s*(?:orang|pegawai|org)\b", re.IGNORECASE)


def jumlah_daftar(report: Report) -> Iterator[Check]:
    """`sebanyak 13 orang sebagai berikut`: the list below adds up to it."""
    blocks = report.document.blocks
    for n, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        found = _COUNTED.search(block.text)
        if not found or not block.text.rstrip().endswith(":"):
            continue
        parts = list(_listed(blocks[n + 1 : n + 40]))
        if len(parts) < _FEW:
            continue
        place = block.at(found.start("n"))
        printed = next(numbers_in(found["n"], place))
        putusan, best = verdict(printed, [exact("jumlah daftar", sum((p.value for p in parts), Decimal(0)))])
        if best:
            yield Check("jumlah_daftar", "jumlah_kalimat", place, found[0], printed.text, putusan,
                        hitung=shown(best.value), rumus=f"jumlah {len(parts)} butir", printed=printed,
                        operan=tuple(p.text for p in parts), nilai=best.value, numbers=tuple(parts))


def _listed(blocks: Sequence[Block]) -> Iterator[Printed]:
    """Numbers of the items that follow, in a list, a table, or both."""
    for block in blocks:
        if isinstance(block, Paragraph) and (found := _ITEM.search(block.text)) and block.marker:
            yield from numbers_in(found[1], block.at(found.start(1)))
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if cell.number and _ITEM.fullmatch(cell.text):
                        yield cell.number
        elif isinstance(block, Paragraph) and len(block.text) < 4:  # noqa: PLR2004
            continue
        else:
            return


RULES = (jumlah_kolom, jenjang, jumlah_triwulan, rumus_kolom, jumlah_daftar)
__all__ = ["RULES", "Operand"]
