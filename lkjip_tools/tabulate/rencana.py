"""Tables of Bab II: Renstra, policy matrix, programmes, IKU, and the year's budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.number import format_number
from lkjip_tools.params import Params
from lkjip_tools.place import cell_source
from lkjip_tools.records import Grouped, Row, grouped, records
from lkjip_tools.tabulate.cells import blank, cell, data_cell
from lkjip_tools.tabulate.profil import joined


def table_renstra(
    tujuan: pd.DataFrame,
    sasaran: pd.DataFrame,
    indikator: pd.DataFrame,
    kinerja: pd.DataFrame,
    angka: FigureList,
    params: Params,
) -> Table:
    """Goals, sasaran and their targets by year, as the Renstra has them."""
    years = range(params.renstra.awal, params.renstra.akhir + 1)
    table = Table(
        "renstra",
        f"Tujuan dan Sasaran Jangka Menengah {params.nama}",
        [
            Column("Sasaran", "left", 5),
            Column("Indikator", "left", 4.5),
            Column("Kondisi awal", "center", 1.6, "angka"),
            *(Column(str(year), "center", 1.3, "angka") for year in years),
            Column("Kondisi akhir", "center", 1.6, "angka"),
        ],
        head=[
            [
                Cell("Sasaran", rowspan=2),
                Cell("Indikator", rowspan=2),
                Cell("Kondisi awal", rowspan=2),
                Cell("Target kinerja pada tahun", colspan=len(years)),
                Cell("Kondisi akhir", rowspan=2),
            ],
            [str(year) for year in years],
        ],
        source=f"Renstra {params.renstra.awal}–{params.renstra.akhir}",
        size="small",
    )
    said, printed = grouped(kinerja, "indikator"), list[Row]()
    for place, goal in enumerate(records(tujuan), start=1):
        table.group(f"Tujuan {place}: {goal['tujuan']}")
        for row in records(indikator[indikator["induk"] == goal["kode"]]):
            printed.append(row)
            table.row(Cell("Indikator tujuan"), *_renstra_cells(row, said, angka, params))
        for aim in records(sasaran[sasaran["tujuan"] == goal["kode"]]):
            mine = indikator[(indikator["induk"] == aim["kode"]) & (indikator["jenis"] == "iku")]
            for row in records(mine):
                printed.append(row)
                table.row(aim["sasaran"], *_renstra_cells(row, said, angka, params))
    table.notes = list(_units(printed))
    return table


def _units(rows: list[Row]) -> Iterator[str]:
    """Say in which unit the numbers are; those in another than most are named."""
    units = [(row["indikator"], row["satuan"]) for row in rows if row["satuan"]]
    if units:
        most, _ = Counter(unit for _, unit in units).most_common(1)[0]
        others = ", ".join(f"{name} ({unit})" for name, unit in units if unit != most)
        yield f"Dalam {most}{f', kecuali {others}' if others else ''}."


def _renstra_cells(row: Row, said: Grouped, angka: FigureList, params: Params) -> list[str | Cell]:
    kode, akhir = row["kode"], params.renstra.akhir
    start = [
        it
        for document in params.dasar.kondisi_awal
        for it in said.get((kode,), [])
        if it["dokumen"] == document and it["tahun"] < params.renstra.awal
    ]
    goals = [angka.at("target_renstra", kode, y) for y in range(params.renstra.awal, akhir + 1)]
    goals.append(angka.at("target_akhir", kode, akhir))
    return [
        row["indikator"],
        _start(start[0], row) if start else "",
        *(cell(figure, text=_as_stated(figure)) for figure in goals),
    ]


def _start(found: Row, indikator: Row) -> Cell:
    """Print the state before the Renstra as its document has it: a grade or a number."""
    column = "target" if found["target"] is not None else "target_predikat"
    return data_cell(found, column, "kondisi_awal", indikator["kode"], found["tahun"])


def _as_stated(figure: Figure) -> str | None:
    """Return a target as its document has it: the grade it was read from, or all its digits."""
    for name, operand in figure.operands:
        if name == "predikat":
            return str(operand.value)
    return format_number(figure.value) if isinstance(figure.value, Decimal) else None


def table_kebijakan(
    kebijakan: pd.DataFrame, tujuan: pd.DataFrame, sasaran: pd.DataFrame, params: Params
) -> Table:
    """Which policy and programme serves which sasaran."""
    table = Table(
        "kebijakan",
        f"Matriks Hubungan Tujuan, Sasaran, Kebijakan, dan Program {params.nama} "
        f"Tahun {params.renstra.awal}–{params.renstra.akhir}",
        [Column("Sasaran"), Column("Arah Kebijakan"), Column("Program")],
        source=f"Renstra {params.renstra.awal}–{params.renstra.akhir}",
    )
    for place, goal in enumerate(records(tujuan), start=1):
        table.group(f"Tujuan {place}: {goal['tujuan']}")
        for kode in sasaran["kode"][sasaran["tujuan"] == goal["kode"]]:
            rows = kebijakan[kebijakan["sasaran"] == kode]
            for at, row in enumerate(records(rows)):
                ends = [Cell(row["sasaran_tercatat"], rowspan=len(rows))] if at == 0 else []
                last = [Cell(row["program"], rowspan=len(rows))] if at == 0 else []
                table.row(*ends, row["arah_kebijakan"], *last, asal=row["source"])
    return table


def table_program(program: pd.DataFrame, tahun: int) -> Table:
    """Programmes and their kegiatan."""
    table = Table(
        "program",
        f"Program dan Kegiatan Tahun {tahun}",
        [
            Column("No", "center", 0.6, "nomor"),
            Column("Program", "left", 5),
            Column("Kegiatan", "left", 6),
        ],
    )
    rows = []
    for place, top in enumerate(records(program[program["tingkat"] == "program"]), start=1):
        below = program[
            (program["tingkat"] == "kegiatan") & program["kode"].str.startswith(f"{top['kode']}.")
        ]
        rows += [(str(place), top["uraian"], uraian) for uraian in (*below["uraian"],) or ("",)]
    return joined(table, pd.DataFrame(rows, columns=["no", "program", "kegiatan"], dtype=object))


def table_iku(indikator: pd.DataFrame, sasaran: pd.DataFrame, nama: str) -> Table:
    """The IKU with formula, definition, source and owner."""
    table = Table(
        "iku",
        f"Indikator Kinerja Utama {nama}",
        [
            Column("No", "center", 0.6, "nomor"),
            Column("Sasaran", "left", 3),
            Column("Indikator Kinerja Utama", "left", 2.8),
            Column("Formulasi Penghitungan dan Definisi Operasional", "left", 6),
            Column("Sumber Data", "left", 1.4),
            Column("Penanggung Jawab", "left", 2.6),
        ],
        size="small",
    )
    names = dict(zip(sasaran["kode"], sasaran["sasaran"], strict=True))
    iku = indikator[indikator["jenis"] == "iku"]
    for place, row in enumerate(records(iku), start=1):
        definition = f"\nDefinisi operasional: {row['definisi']}" if row["definisi"] else ""
        table.row(
            str(place),
            names.get(row["induk"], row["induk"]),
            row["indikator"],
            f"{blank(row['formulasi'])}{definition}",
            row["sumber_data"] or "belum diisi",
            blank(row["penanggung_jawab"]),
            asal=row["source"],
        )
    return table


def table_pagu(
    program: pd.DataFrame,
    anggaran: pd.DataFrame,
    dokumen: pd.DataFrame,
    angka: FigureList,
    tahun: int,
) -> Table:
    """The year's budget by programme and kegiatan, and the documents it was read from.

    Args:
        program: Table `program`.
        anggaran: Table `anggaran`: what each document says.
        dokumen: Table `dokumen`: what the documents are called.
        angka: `pagu_rp` of every code and `instansi`.
        tahun: Year of the report.
    """
    table = Table(
        "pk-anggaran",
        f"Anggaran Program dan Kegiatan Tahun {tahun}",
        [
            Column("No", "center", 0.8, "nomor"),
            Column("Program/Kegiatan", "left", 9),
            Column("Anggaran (Rp)", "decimal", 3),
        ],
        source="; ".join(_documents(program, anggaran, dokumen, angka, tahun)),
    )
    letter, number = 64, 0
    for row in records(program):
        amount = angka.at("pagu_rp", row["kode"], tahun)
        if row["tingkat"] == "program":
            letter, number = letter + 1, 0
            table.row(
                Cell(chr(letter), strong=True),
                Cell(row["uraian"], strong=True),
                cell(amount, strong=True),
            )
        else:
            number += 1
            table.row(str(number), Cell(row["uraian"], indent=1), cell(amount))
    return table.total("", "Total", cell(angka.at("pagu_rp", "instansi", tahun)))


def _documents(
    program: pd.DataFrame,
    anggaran: pd.DataFrame,
    dokumen: pd.DataFrame,
    angka: FigureList,
    tahun: int,
) -> Iterator[str]:
    """Yield the name of each document that an amount was read from, once."""
    said = {cell_source(row, "pagu_rp"): row["dokumen"] for row in records(anggaran)}
    names = dict(zip(dokumen["kode"], dokumen["nama"], strict=True))
    cited = (said.get(angka.at("pagu_rp", kode, tahun).source) for kode in program["kode"])
    yield from (names.get(kode, kode) for kode in dict.fromkeys(cited) if kode)
