"""Totals that an export prints, against the rows that it sums."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lkjip_tools.finding import Finding
from lkjip_tools.importer.build import Built, leaf_rows
from lkjip_tools.importer.kinds import finding
from lkjip_tools.importer.mapping import Jumlah, Peta
from lkjip_tools.importer.rows import Line, Lines
from lkjip_tools.importer.values import ValueFaultError, below, number_text
from lkjip_tools.number import format_number, to_decimal
from lkjip_tools.schema import whole_columns
from lkjip_tools.schema.cell import tingkat_of


def check_totals(
    peta: Peta, lines: Lines, built: dict[str, list[Built]], berkas: str
) -> Iterator[Finding]:
    """Compare every total row, and every parent, with the sum of its rows."""
    for total, line, before in lines.totals:
        rows = _summed(total, line, lines.data[:before], built[total.tabel], peta)
        for column in total.kolom:
            yield from _compare(total, column, line, rows, peta, berkas)
    for name, table in peta.tabel.items():
        if table.bila and not table.tegak:
            yield from _parents(name, built[name], berkas)


def _summed(
    total: Jumlah, line: Line, before: list[Line], rows: list[Built], peta: Peta
) -> list[Built]:
    """Return the rows that a total sums: those without rows below them."""
    above = {id(each) for each in before}
    table = peta.tabel[total.tabel]
    column = "kode" if "kode" in table.kolom else table.kunci[-1]
    rows = [row for row in rows if any(id(each) in above for each in row.lines)]
    if total.dari == "halaman":
        rows = [row for row in rows if any(each.page == line.page for each in row.lines)]
    elif total.dari != "semua":
        kode = table.bila.kolom if table.bila else ""
        codes = [each.cells[kode].text for each in before if kode in each.cells]
        last = next((code for code in reversed(codes) if tingkat_of(code) == total.dari), None)
        rows = [row for row in rows if last and below(row.cells[column], last)]
    return leaf_rows(rows, column)


def _compare(
    total: Jumlah, column: str, line: Line, rows: list[Built], peta: Peta, berkas: str
) -> Iterator[Finding]:
    isi = peta.tabel[total.tabel].kolom.get(column)
    source = isi.dari if isi else None
    if source is None or source not in line.cells or not rows:
        return
    where = f"{berkas} lembar {line.sheet} sel {line.names[source]}"
    try:
        text = number_text(line.cells[source], peta.kepala.kolom[source], whole=True)
    except ValueFaultError as fault:
        yield finding("impor_jumlah", where, f"jumlah tidak terbaca: {fault}")
        return
    if not text:
        return
    printed = to_decimal(text, whole=True)
    summed = sum((row.amount(column) or Decimal(0) for row in rows), Decimal(0))
    if printed != summed:
        yield finding(
            "impor_jumlah",
            where,
            f"“{line.text()[:60]}”: jumlah {len(rows)} barisnya {format_number(summed)}, selisih "
            f"{format_number(printed - summed)}; periksa baris yang terlewat atau salah ketik",
            format_number(printed),
            format_number(summed),
        )


def _parents(name: str, rows: list[Built], berkas: str) -> Iterator[Finding]:
    by_code = {row.cells.get("kode", ""): row for row in rows}
    for kode, row in by_code.items():
        children = [
            other
            for code, other in by_code.items()
            if below(code, kode)
            and not any(below(code, mid) and below(mid, kode) for mid in by_code)
        ]
        for column in whole_columns(name) if children else ():
            own = row.amount(column)
            summed = sum((child.amount(column) or Decimal(0) for child in children), Decimal(0))
            if own is None or own == summed:
                continue
            taken = row.taken[column][0]
            yield finding(
                "impor_induk",
                f"{berkas} lembar {taken[0]} sel {taken[1]}",
                f"{name} {kode} kolom {column}: jumlah {len(children)} rinciannya "
                f"{format_number(summed)}, selisih {format_number(own - summed)}",
                format_number(own),
                format_number(summed),
            )
