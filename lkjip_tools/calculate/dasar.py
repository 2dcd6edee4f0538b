"""Which document's figure is the base of a calculation: the agency declares it, per calculation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.formula import Figure, FigureList, figure_id, noted, read_figure
from lkjip_tools.params import Params
from lkjip_tools.records import Grouped, Row, grouped, records
from lkjip_tools.regulation import Scale


def pick_kinerja(
    indikator: pd.DataFrame, kinerja: pd.DataFrame, params: Params, akip: Scale, tahun: int
) -> FigureList:
    """Return target and realisasi of every indicator, from the documents declared in `dasar`.

    Args:
        indikator: Table `indikator`.
        kinerja: Table `kinerja`: what each document says.
        params: The agency; `dasar` and `predikat_ke_nilai` are used.
        akip: Scale that turns a target given as a grade into a number.
        tahun: Year of the report.

    Returns:
        `target`, `realisasi` of the year, `realisasi` and `capaian_lalu_persen` of last year and
        `target_akhir` of the Renstra's last year, each with its source; empty with a note where
        no declared document has the figure.
    """
    dasar, akhir = params.dasar, params.renstra.akhir
    wanted = (
        ("target", tahun, dasar.target, "target"),
        ("target_bawah", tahun, dasar.target, "target_bawah"),
        ("realisasi", tahun, dasar.realisasi, "realisasi"),
        ("realisasi", tahun - 1, dasar.realisasi_tahun_lalu, "realisasi"),
        ("capaian_lalu_persen", tahun - 1, dasar.realisasi_tahun_lalu, "capaian_tercatat"),
        ("target_akhir", akhir, dasar.target_akhir_renstra, "target"),
        ("target_akhir_bawah", akhir, dasar.target_akhir_renstra, "target_bawah"),
    )
    said = grouped(kinerja, "indikator", "tahun", "dokumen")
    figures = [
        _first(row, said, besaran, year, documents, column, akip, params)
        for row in records(indikator)
        for besaran, year, documents, column in wanted
        if not besaran.endswith("_bawah") or row["polaritas"] == "rentang"
    ]
    return FigureList([*figures, *_renstra(indikator, said, params, akip)])


def _renstra(
    indikator: pd.DataFrame, said: Grouped, params: Params, akip: Scale
) -> Iterator[Figure]:
    for row in records(indikator):
        for year in range(params.renstra.awal, params.renstra.akhir + 1):
            documents = params.dasar.target_renstra
            yield _first(row, said, "target_renstra", year, documents, "target", akip, params)


def _first(
    row: Row,
    said: Grouped,
    besaran: str,
    year: int,
    documents: tuple[str, ...],
    column: str,
    akip: Scale,
    params: Params,
) -> Figure:
    """Return the figure of the first declared document that has one."""
    unit = "persen" if besaran == "capaian_lalu_persen" else row["satuan"]
    for document in documents:
        for found in said.get((row["kode"], year, document), ()):
            figure = read_figure(besaran, row["kode"], year, found, column, row["indikator"], unit)
            predikat = found.get(f"{column}_predikat")
            if figure.value is not None:
                return noted(figure, f"dokumen {document}")
            if predikat:
                return _from_predikat(figure, found, column, document, akip, params)
    return Figure(
        id=figure_id(besaran, row["kode"], year),
        label=f"{BESARAN[besaran].label} {row['indikator']}",
        value=None,
        unit=unit,
        note=f"tidak ada pada dokumen {', '.join(documents)}",
    )


def _from_predikat(
    figure: Figure, row: Row, column: str, document: str, akip: Scale, params: Params
) -> Figure:
    """Turn a target given as a grade into a number, by the declared reading."""
    reading = params.kebijakan.predikat_ke_nilai
    besaran, kode, year = figure.id.split("/")
    name, subject = f"{column}_predikat", figure.label.removeprefix(BESARAN[besaran].label).strip()
    predikat = read_figure("predikat_tercatat", f"{kode}-{besaran}", year, row, name, subject)
    value, note = _read_predikat(str(predikat.value), reading, column, akip)
    return replace(
        figure,
        value=value,
        source="",
        expression=f"{reading}(predikat)",
        operands=(("predikat", predikat),),
        rule=f"predikat_ke_nilai/{reading}; {akip.name}",
        note=f"dokumen {document}; {note}",
    )


def _read_predikat(
    predikat: str, reading: str, column: str, akip: Scale
) -> tuple[Decimal | None, str]:
    """Return the number that a reading gives a grade, and what is to be said of it."""
    if predikat not in {bracket.label for bracket in akip.brackets}:
        return None, f"predikat {predikat} tidak ada pada skala {akip.name}"
    low, high = akip.bounds(predikat)
    values = {"batas_bawah": low, "batas_atas": high}
    if low is not None and high is not None:
        values["tengah"] = (low + high) / 2
    value = values.get(reading)
    note = f"predikat {predikat} dibaca {reading.replace('_', ' ')}"
    return (
        value,
        note if value is not None else f"{note} tidak memberi bilangan, isi kolom {column}",
    )
