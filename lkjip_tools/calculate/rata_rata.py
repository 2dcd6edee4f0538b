"""Means of capaian: per sasaran and for the agency, capped and uncapped, and what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from lkjip_tools.calculate.capaian import cap_of, predikat_of
from lkjip_tools.calculate.hitung import (
    banyaknya_berpredikat,
    banyaknya_tercapai,
    count,
    named_rows,
)
from lkjip_tools.formula import (
    Figure,
    FigureList,
    Operands,
    figure_id,
    formula,
    rule_figure,
)
from lkjip_tools.params import Kebijakan
from lkjip_tools.records import records
from lkjip_tools.regulation import Scale

INSTANSI = "instansi"
_SASARAN = "rata_rata_sasaran/semua_indikator"


@formula("capaian_rata_rata_persen")
def rata_rata(nilai: list[Decimal]) -> Decimal:
    """The simple mean of what could be computed."""
    return sum(nilai, Decimal(0)) / len(nilai)


def figures_rata_rata(
    indikator: pd.DataFrame,
    sasaran: pd.DataFrame,
    capaian: FigureList,
    kebijakan: Kebijakan,
    skala: Scale,
    tahun: int,
) -> FigureList:
    """Compute the means and the counts of the agency.

    Args:
        indikator: Table `indikator`.
        sasaran: Table `sasaran`.
        capaian: As `figures_capaian` returns them.
        kebijakan: `rata_rata_capaian` says over what the agency's mean is taken; the declared cap
            works on indicators or on the mean (`lingkup_batas`).
        skala: Scale of the predicate.
        tahun: Year of the report.

    Returns:
        `capaian_rata_rata_persen` per sasaran and `instansi`, and the same under the comparison
        cap; `predikat_capaian/instansi`; counts of tujuan, sasaran, IKU, and IKU per predicate.
    """
    measured = indikator[indikator["jenis"] != "tujuan"]
    declared = mean_capaian(indikator, sasaran, capaian, kebijakan, tahun)
    compared = {k: capaian.at("capaian_dibatasi_persen", k, tahun) for k in measured["kode"]}
    over, cap = kebijakan.rata_rata_capaian, kebijakan.batas_pembanding
    capped = _means(
        compared,
        measured,
        sasaran,
        over,
        tahun,
        besaran="capaian_rata_rata_dibatasi_persen",
        cap=f"; batas_capaian/{cap}",
    )
    agency = declared[-1]
    predikat = predikat_of(agency, skala, INSTANSI, tahun, INSTANSI)
    iku = list(measured["kode"][measured["jenis"] == "iku"])
    counts = _counts(indikator, sasaran, iku, capaian, skala, tahun)
    return FigureList([*declared, *capped, predikat, *counts])


def mean_capaian(
    indikator: pd.DataFrame,
    sasaran: pd.DataFrame,
    capaian: FigureList,
    kebijakan: Kebijakan,
    tahun: int,
) -> list[Figure]:
    """Compute the means under one set of policies.

    Args:
        indikator: Table `indikator`.
        sasaran: Table `sasaran`.
        capaian: `capaian_persen`, and `capaian_dibatasi_persen` under the comparison cap.
        kebijakan: As for `figures_rata_rata`.
        tahun: Year of the report.

    Returns:
        The capped figures that enter the means, the mean of every sasaran, and last the agency's.
    """
    measured = indikator[indikator["jenis"] != "tujuan"]
    values, over = _values(measured, capaian, kebijakan, tahun), kebijakan.rata_rata_capaian
    means = _means(values, measured, sasaran, over, tahun)
    if kebijakan.lingkup_batas == "rata_rata" and kebijakan.batas_capaian != "tanpa":
        means.append(_cap_mean(means.pop(), kebijakan, tahun))
    caps = [figure for figure in values.values() if figure.besaran == "capaian_dibatasi_persen"]
    return [*caps, *means]


def _means(
    values: dict[str, Figure],
    measured: pd.DataFrame,
    sasaran: pd.DataFrame,
    over: str,
    tahun: int,
    *,
    besaran: str = "capaian_rata_rata_persen",
    cap: str = "",
) -> list[Figure]:
    """Compute the mean of every sasaran and, last, the agency's by the declared policy."""
    per_sasaran = [
        mean(
            kode,
            tahun,
            nama,
            [values[k] for k in measured["kode"][measured["induk"] == kode]],
            besaran=besaran,
            rule=f"{_SASARAN}{cap}",
        )
        for kode, nama in zip(sasaran["kode"], sasaran["sasaran"], strict=True)
    ]
    whole = {
        "per_iku": [values[kode] for kode in measured["kode"][measured["jenis"] == "iku"]],
        "per_indikator": list(values.values()),
        "per_sasaran": per_sasaran,
    }[over]
    rule = f"rata_rata_capaian/{over}{cap}"
    return [*per_sasaran, mean(INSTANSI, tahun, INSTANSI, whole, besaran=besaran, rule=rule)]


def mean(
    kode: str,
    tahun: object,
    nama: str,
    figures: Sequence[Figure],
    *,
    besaran: str = "capaian_rata_rata_persen",
    rule: str = "",
) -> Figure:
    """Compute a mean over what could be computed; the note counts what was left out."""
    found, note = usable(figures)
    return rata_rata.figure(kode, tahun, nama, besaran=besaran, rule=rule, note=note, nilai=found)


def usable(figures: Sequence[Figure]) -> tuple[list[Figure], str]:
    """Return what could be computed, and a note on how much could not."""
    found = [figure for figure in figures if figure.value is not None]
    left_out = len(figures) - len(found)
    note = f"{left_out} dari {len(figures)} tidak dapat dihitung dan tidak ikut" if left_out else ""
    return found, note


def figures_jumlah(indikator: pd.DataFrame, sasaran: pd.DataFrame, tahun: int) -> FigureList:
    """Count goals, sasaran and IKU."""
    iku = records(indikator[indikator["jenis"] == "iku"])
    aims = records(sasaran)
    counted = {
        "jumlah_tujuan": named_rows("tujuan", aims, tahun, "tujuan", "tujuan"),
        "jumlah_sasaran": named_rows("sasaran", aims, tahun, "kode", "sasaran"),
        "jumlah_iku": named_rows("iku", iku, tahun, "kode", "indikator"),
    }
    return FigureList(count(name, INSTANSI, tahun, rows) for name, rows in counted.items())


def _values(
    measured: pd.DataFrame, capaian: FigureList, kebijakan: Kebijakan, tahun: int
) -> dict[str, Figure]:
    """Return every indicator's capaian as the declared cap leaves it."""
    found = {kode: capaian.at("capaian_persen", kode, tahun) for kode in measured["kode"]}
    if kebijakan.batas_capaian == "tanpa" or kebijakan.lingkup_batas == "rata_rata":
        return found
    cap = kebijakan.batas_capaian
    if cap == kebijakan.batas_pembanding:
        return {kode: capaian.at("capaian_dibatasi_persen", kode, tahun) for kode in found}
    names = zip(found.items(), measured["indikator"], strict=True)
    return {
        kode: cap_of(figure, cap, f"{kode}-{cap}", tahun, nama) for (kode, figure), nama in names
    }


def _cap_mean(agency: Figure, kebijakan: Kebijakan, tahun: int) -> Figure:
    """Cap the agency's mean; the uncapped one stays, under a code of its own, as its operand."""
    whole = figure_id(agency.besaran, f"{INSTANSI}-tanpa-batas", tahun)
    capped = cap_of(replace(agency, id=whole), kebijakan.batas_capaian, INSTANSI, tahun, INSTANSI)
    rule = f"{agency.rule}; {capped.rule}"
    return replace(capped, id=agency.id, label=agency.label, rule=rule, note=agency.note)


def _counts(
    indikator: pd.DataFrame,
    sasaran: pd.DataFrame,
    iku: list[str],
    capaian: FigureList,
    skala: Scale,
    tahun: int,
) -> list[Figure]:
    values, note = usable([capaian.at("capaian_persen", kode, tahun) for kode in iku])
    classes, _ = usable([capaian.at("predikat_capaian", kode, tahun) for kode in iku])
    reached = banyaknya_tercapai.figure(INSTANSI, tahun, note=note, capaian=values)
    found = [*figures_jumlah(indikator, sasaran, tahun), reached]
    for bracket in skala.brackets:
        label, kode = bracket.label, bracket.label.lower().replace(" ", "-")
        wanted = rule_figure("golongan", kode, tahun, "Golongan", label, skala.name)
        given: Operands = {"predikat": classes, "golongan": wanted}
        found.append(banyaknya_berpredikat.figure_of(kode, tahun, label, given, note=note))
    return found
