"""Sums: totals and levels of a table, and lists under a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lkjip_tools.audit.check import (
    SEDANG,
    TIDAK_SESUAI,
    TINGGI,
    Candidate,
    Check,
    by_sum,
    exact,
    shown,
    summed,
    verdict,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.model import Block, Column, Paragraph, Row, Table
from lkjip_tools.audit.printed import Printed, numbers_in
from lkjip_tools.audit.relations.structure import (
    Node,
    Tree,
    additive,
    arrange,
    is_blank_total,
    value,
)
from lkjip_tools.audit.report import Report

_FEW = 3


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


def _total(table: Table, row: Row, column: Column, tree: Tree, rows: list[Row]) -> Iterator[Check]:
    cell = row.cell(column.index)
    parts = [p for node in tree.roots if (p := node.row.number(column.index))]
    if cell is None or cell.number is None or len(parts) < 1:
        return
    everything = [p for other in rows if (p := other.number(column.index))]
    leaves = [p for node in _leaves(tree.roots) if (p := node.row.number(column.index))]
    ways = (parts, leaves, everything)
    known = [summed(f"jumlah {len(given)} baris", given) for given in ways]
    putusan, best = verdict(cell.number, known)
    if best in known:
        parts = ways[known.index(best)]
    if best is None or (putusan == TIDAK_SESUAI and len(leaves) < 2):
        return
    yield _check(
        "jumlah_kolom",
        "jumlah",
        row,
        cell.number,
        putusan,
        best,
        parts,
        table,
        TINGGI if len(parts) >= _FEW or tree.bukti != "datar" else SEDANG,
    )


def _leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node


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
    printed = node.row.number(column.index)
    parts = [p for child in node.children if (p := child.row.number(column.index))]
    if printed is None or not parts or any(value(c.row, column) is None for c in node.children):
        return
    putusan, best = verdict(printed, [summed(f"jumlah {len(parts)} baris di bawahnya", parts)])
    if best:
        yield _check("jenjang", "jenjang", node.row, printed, putusan, best, parts, table, TINGGI)


def _check(
    relasi: str,
    jenis: str,
    row: Row,
    printed: Printed,
    putusan: str,
    best: Candidate,
    parts: Sequence[Printed],
    table: Table,
    keyakinan: str,
) -> Check:
    return Check(
        relasi,
        jenis,
        printed.place,
        row.text,
        printed.text,
        putusan,
        hitung=shown(best.value, printed),
        rumus=best.rumus,
        printed=printed,
        nilai=best.value,
        operan=tuple(f"{p.text} (baris {p.place.line})" for p in parts),
        keyakinan=keyakinan,
        numbers=tuple(parts),
        tie=by_sum(len(parts)),
    )


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
        putusan, best = verdict(
            printed, [exact("jumlah daftar", sum((p.value for p in parts), Decimal(0)))]
        )
        if best:
            yield Check(
                "jumlah_daftar",
                "jumlah_kalimat",
                place,
                found[0],
                printed.text,
                putusan,
                hitung=shown(best.value),
                rumus=f"jumlah {len(parts)} butir",
                printed=printed,
                operan=tuple(p.text for p in parts),
                nilai=best.value,
                numbers=tuple(parts),
                tie=by_sum(len(parts)),
            )


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
        elif isinstance(block, Paragraph) and len(block.text) < 4:
            continue
        else:
            return


RULES = (
    jumlah_kolom,
    jenjang,
    jumlah_daftar,
)
