"""Comparisons: this year with last year, and with the end of the Renstra.

Points and percent are never the same thing: a difference of two percentages is *poin*, a growth is
*persen*. Items 2 and 3 of PermenPANRB 53/2014, Bab III.A.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.calculate.capaian import capaian_of, celah, predikat_of
from lkjip_tools.formula import Figure, FigureList, figure_id, formula
from lkjip_tools.params import Params
from lkjip_tools.records import Row, records
from lkjip_tools.regulation import Scale


@formula("perubahan_realisasi")
def perubahan(tahun_ini: Decimal, tahun_lalu: Decimal) -> Decimal:
    """A difference, in the unit of what is compared."""
    return tahun_ini - tahun_lalu


@formula("perubahan_realisasi_persen")
def pertumbuhan(tahun_ini: Decimal, tahun_lalu: Decimal) -> Decimal:
    """Growth against last year, in percent."""
    return (tahun_ini - tahun_lalu) / tahun_lalu * 100


def figures_perbandingan(
    indikator: pd.DataFrame, dasar: FigureList, capaian: FigureList, params: Params, tahun: int
) -> FigureList:
    """Compute the change since last year and the progress to the Renstra's end target.

    Args:
        indikator: Table `indikator`.
        dasar: As `pick_kinerja` returns it.
        capaian: As `figures_capaian` returns it.
        params: The agency; the Renstra's years and the formulas.
        tahun: Year of the report.

    Returns:
        Per indicator `perubahan_realisasi` (own unit), `perubahan_realisasi_persen`,
        `perubahan_capaian_poin`, `kemajuan_renstra_persen` and `celah_akhir` (own unit).
    """
    found: list[Figure] = []
    for row in records(indikator):
        if row["jenis"] == "tujuan":
            continue
        kode, nama = row["kode"], row["indikator"]
        now, before = (dasar.at("realisasi", kode, year) for year in (tahun, tahun - 1))
        found += [
            perubahan.figure(
                kode, tahun, nama, unit=row["satuan"], tahun_ini=now, tahun_lalu=before
            ),
            pertumbuhan.figure(kode, tahun, nama, tahun_ini=now, tahun_lalu=before),
            perubahan.figure(
                kode,
                tahun,
                nama,
                besaran="perubahan_capaian_poin",
                tahun_ini=capaian.at("capaian_persen", kode, tahun),
                tahun_lalu=dasar.at("capaian_lalu_persen", kode, tahun - 1),
            ),
            _kemajuan(row, dasar, params, tahun),
            celah.figure(
                kode,
                tahun,
                nama,
                besaran="celah_akhir",
                unit=row["satuan"],
                realisasi=now,
                target=dasar.at("target_akhir", kode, params.renstra.akhir),
            ),
        ]
    return FigureList(found)


def figures_predikat_akip(
    indikator: pd.DataFrame, dasar: FigureList, akip: Scale, tahun: int
) -> FigureList:
    """Classify the realisasi of every indicator that is a score (`satuan` nilai) of AKIP."""
    scores = indikator[(indikator["satuan"] == "nilai") & (indikator["jenis"] != "tujuan")]
    return FigureList(
        predikat_of(dasar.at("realisasi", kode, tahun), akip, kode, tahun, nama)
        for kode, nama in zip(scores["kode"], scores["indikator"], strict=True)
        if "akip" in nama.lower()  # in SAKIP too
    )


def _kemajuan(row: Row, dasar: FigureList, params: Params, tahun: int) -> Figure:
    """Progress is capaian against the end target, by the indicator's own polaritas."""
    kode = row["kode"]
    end = dasar.at("target_akhir", kode, params.renstra.akhir)
    low = end
    if row["polaritas"] == "rentang":
        given = dasar.at("target_akhir_bawah", kode, params.renstra.akhir)
        low = end if given.value is None else given
    operands = [
        _as("target", end, tahun),
        dasar.at("realisasi", kode, tahun),
        _as("target_bawah", low, tahun),
    ]
    figure = capaian_of(row, FigureList(operands), params.kebijakan, tahun)
    return Figure(
        figure_id("kemajuan_renstra_persen", kode, tahun),
        f"Tingkat kemajuan {row['indikator']}",
        figure.value,
        "persen",
        expression=figure.expression.replace("batas_terdekat", "target").replace(
            "target", "target_akhir"
        ),
        operands=tuple(_renamed(name, operand, end, low) for name, operand in figure.operands),
        rule=figure.rule,
        note=figure.note,
    )


def _renamed(name: str, operand: Figure, end: Figure, low: Figure) -> tuple[str, Figure]:
    """Name an operand of capaian as what it is here: the end target, or its lower bound."""
    match operand.besaran, name:
        case "target", _:
            return "target_akhir", end
        case "target_bawah", "batas_terdekat":
            return "target_akhir", low
        case "target_bawah", _:
            return "target_akhir_bawah", low
        case _:
            return name, operand


def _as(besaran: str, figure: Figure, tahun: int) -> Figure:
    kode = figure.id.split("/")[1]
    return Figure(
        figure_id(besaran, kode, tahun), figure.label, figure.value, figure.unit, figure.source
    )
