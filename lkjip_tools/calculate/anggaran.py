"""Anggaran: what was set aside, what was spent, what is left, at every level.

Whole rupiah from the file to the print. Source of serapan: realisasi / pagu, `domain` of E.81
column 13; unspent money is *sisa*, and only a reached target makes it efficiency (`efisiensi.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.calculate.formulir import form_quarters
from lkjip_tools.formula import Figure, FigureList, figure_id, formula, read_figure
from lkjip_tools.params import FORMULIR, Params
from lkjip_tools.records import Grouped, Row, grouped


@formula("serapan_persen")
def serapan(realisasi: Decimal, pagu: Decimal) -> Decimal:
    """Share of the budget that was spent."""
    return realisasi / pagu * 100


@formula("sisa_rp")
def sisa(pagu: Decimal, realisasi: Decimal) -> Decimal:
    """What was not spent."""
    return pagu - realisasi


@formula("sisa_persen")
def porsi(bagian: Decimal, keseluruhan: Decimal) -> Decimal:
    """A part of a whole, in percent."""
    return bagian / keseluruhan * 100


@formula("pagu_rp")
def jumlah(nilai: list[Decimal]) -> Decimal:
    """A sum."""
    return sum(nilai, Decimal(0))


@formula("realisasi_rp", rule="agregasi_triwulan/jumlah")
def jumlah_triwulan(triwulan: list[Decimal]) -> Decimal:
    """The four quarters together."""
    return sum(triwulan, Decimal(0))


def figures_anggaran(
    program: pd.DataFrame,
    anggaran: pd.DataFrame,
    evaluasi: pd.DataFrame,
    params: Params,
    tahun: int,
) -> FigureList:
    """Compute pagu, realisasi, serapan and sisa of the agency, its programmes and kegiatan.

    Args:
        program: Table `program`: codes, levels, names.
        anggaran: Table `anggaran`: amounts per document.
        evaluasi: Table `evaluasi_renja`, the document `lampiran-iii`.
        params: The agency; `dasar.pagu` and `dasar.realisasi_anggaran` are used.
        tahun: Year of the report.

    Returns:
        `pagu_rp`, `realisasi_rp`, `serapan_persen`, `sisa_rp`, `sisa_persen` for every code and
        `instansi`; `porsi_pagu_persen`, `porsi_realisasi_persen`, `porsi_sisa_persen` for
        programmes: parts of the agency's whole pagu.
    """
    said = grouped(anggaran[anggaran["dokumen"] != FORMULIR], "dokumen", "kode")
    said |= {(FORMULIR, *kode): rows for kode, rows in grouped(evaluasi, "kode").items()}
    amounts = {
        kode: _amounts(kode, uraian, said, params, tahun)
        for kode, uraian in zip(program["kode"], program["uraian"], strict=True)
    }
    top = program.loc[program["tingkat"] == "program", "kode"]
    whole = [jumlah.figure("instansi", tahun, "instansi", nilai=[amounts[kode][0] for kode in top])]
    whole.append(
        jumlah.figure(
            "instansi",
            tahun,
            "instansi",
            besaran="realisasi_rp",
            nilai=[amounts[kode][1] for kode in top],
        )
    )
    found = [*whole, *derive("instansi", "instansi", whole[0], whole[1], tahun)]
    names, tops = dict(zip(program["kode"], program["uraian"], strict=True)), set(top)
    for kode, (pagu, realisasi) in amounts.items():
        derived = list(derive(kode, names[kode], pagu, realisasi, tahun))
        found += [pagu, realisasi, *derived]
        if kode in tops:
            found += _portions(kode, names[kode], pagu, realisasi, derived[1], whole[0], tahun)
    return FigureList(found)


def figures_belanja(belanja: pd.DataFrame, tahun: int) -> FigureList:
    """Compute pagu, realisasi, serapan and sisa of every account; a parent is its children's sum.

    Ids carry `belanja-` before the account code.
    """
    known: dict[str, tuple[Figure, Figure]] = {}
    found: list[Figure] = []
    first = {kode: rows[0] for (kode,), rows in grouped(belanja, "kode").items()}
    for kode in sorted(belanja["kode"], key=lambda code: (-code.count("."), code)):
        row = first[kode]
        children = [known[child] for child in known if child.rpartition(".")[0] == kode]
        pair = [
            _account(row, column, [child[place] for child in children], tahun)
            for place, column in enumerate(("pagu_rp", "realisasi_rp"))
        ]
        pagu, realisasi = known[kode] = (pair[0], pair[1])
        found += [*pair, *derive(f"belanja-{kode}", row["uraian"], pagu, realisasi, tahun)]
    return FigureList(found)


def derive(kode: str, nama: str, pagu: Figure, realisasi: Figure, tahun: int) -> Iterator[Figure]:
    """Yield serapan, sisa, and sisa in percent of the own pagu."""
    yield serapan.figure(kode, tahun, nama, realisasi=realisasi, pagu=pagu)
    left = sisa.figure(kode, tahun, nama, pagu=pagu, realisasi=realisasi)
    yield left
    yield porsi.figure(kode, tahun, nama, bagian=left, keseluruhan=pagu)


def _portions(
    kode: str, nama: str, pagu: Figure, realisasi: Figure, left: Figure, whole: Figure, tahun: int
) -> Iterator[Figure]:
    parts = {
        "porsi_pagu_persen": pagu,
        "porsi_realisasi_persen": realisasi,
        "porsi_sisa_persen": left,
    }
    for besaran, part in parts.items():
        yield porsi.figure(kode, tahun, nama, besaran=besaran, bagian=part, keseluruhan=whole)


def _account(row: Row, column: str, children: list[Figure], tahun: int) -> Figure:
    kode, nama = f"belanja-{row['kode']}", row["uraian"]
    if not children:
        return read_figure(column, kode, tahun, row, column, nama)
    counted = [child for child in children if child.value is not None]
    blank = len(children) - len(counted)
    note = f"{blank} dari {len(children)} rincian kosong dan tidak ikut" if blank else ""
    return jumlah.figure(kode, tahun, nama, besaran=column, note=note, nilai=counted)


def _amounts(
    kode: str,
    nama: str,
    said: Grouped,
    params: Params,
    tahun: int,
) -> tuple[Figure, Figure]:
    pagu = _amount("pagu_rp", kode, nama, params.dasar.pagu, said, tahun)
    spent = params.dasar.realisasi_anggaran
    return pagu, _amount("realisasi_rp", kode, nama, spent, said, tahun)


def _amount(
    column: str,
    kode: str,
    nama: str,
    documents: tuple[str, ...],
    said: Grouped,
    tahun: int,
) -> Figure:
    blank: Figure | None = None
    for document in documents:
        rows = said.get((document, kode))
        if not rows:
            continue
        row = rows[0]
        if document == FORMULIR and column == "realisasi_rp":
            filled = [it for it in form_quarters(row, "rp", tahun) if it.value is not None]
            figure = jumlah_triwulan.figure(kode, tahun, nama, triwulan=filled)
        else:
            figure = read_figure(column, kode, tahun, row, column, nama)
        if figure.value is not None:
            return figure
        blank = blank or figure
    if blank:
        return blank
    return Figure(
        id=figure_id(column, kode, tahun),
        label=f"{BESARAN[column].label} {nama}",
        value=None,
        unit=BESARAN[column].unit,
        note=f"tidak ada pada dokumen {', '.join(documents)}",
    )
