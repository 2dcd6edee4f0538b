"""Figures that are possible, but would make an evaluator ask."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.number import format_number
from lkjip_tools.records import Row, records
from lkjip_tools.validate.compare import at, find_figure, find_value, printed, span
from lkjip_tools.validate.kinds import finding

HIGH = Decimal(200)
NEGATIVE = "nilai_nol_dan_kosong/target_negatif"
CAPAIAN = ("capaian_persen", "evaluasi_tahunan_k_persen")


def check_capaian_tinggi(figures: FigureList) -> FindingList:
    """Find capaian of indicators and of form E.81 above 200 percent."""
    found = []
    for figure in figures:
        if figure.besaran in CAPAIAN and isinstance(figure.value, Decimal) and figure.value > HIGH:
            pesan = (
                f"{figure.label} mencapai {format_number(figure.value)} persen ({figure.numbers}). "
                f"Periksa satuan dan targetnya: target yang terlalu rendah tidak mengukur."
            )
            value = format_number(figure.value)
            found.append(
                finding(
                    "capaian_tidak_wajar",
                    _sources(figure),
                    pesan,
                    hitung=value,
                    rumus=figure.expression,
                )
            )
    return FindingList(found)


def check_target_negatif(figures: FigureList) -> FindingList:
    """Find indicators whose capaian no formula gives because the target is below zero."""
    found = []
    for figure in figures:
        if figure.besaran == "capaian_persen" and figure.rule == NEGATIVE:
            target = dict(figure.operands)["target"]
            assert isinstance(target.value, Decimal)
            pesan = (
                f"{figure.label} tidak dihitung: {figure.note}. Ubah ukurannya menjadi bilangan "
                f"positif, misalnya besar penurunan, dengan polaritas yang sesuai."
            )
            value = format_number(target.value)
            found.append(
                finding("target_negatif", _sources(target), pesan, value, rumus="target > 0")
            )
    return FindingList(found)


def check_target_persen(indikator: pd.DataFrame, kinerja: pd.DataFrame) -> FindingList:
    """Find targets of indicators in percent that are above 100."""
    percent = {row["kode"] for row in records(indikator) if row["satuan"] == "persen"}
    return FindingList(
        finding(
            "target_di_atas_100",
            at([row], "target"),
            f"Target {row['indikator']} tahun {row['tahun']} pada {row['dokumen']} "
            f"{printed(row['target'])} persen. Periksa satuan atau targetnya.",
            printed(row["target"]),
            rumus="target berunit persen <= 100",
        )
        for row in records(kinerja)
        if row["indikator"] in percent and row["target"] is not None and row["target"] > 100
    )


def check_target_mundur(
    indikator: pd.DataFrame, kinerja: pd.DataFrame, figures: FigureList, tahun: int
) -> FindingList:
    """Find targets of this and next year that the year before has already surpassed."""
    found = []
    for row in records(indikator):
        for year in (tahun, tahun + 1):
            before = find_figure(figures, "realisasi", row["kode"], year - 1)
            if (
                row["polaritas"] != "positif"
                or before is None
                or not isinstance(before.value, Decimal)
            ):
                continue
            lower = [
                other
                for other in records(kinerja)
                if (other["indikator"], other["tahun"]) == (row["kode"], year)
                and other["target"] is not None
                and other["target"] < before.value
            ]
            if lower:
                found.append(_backward(row, year, lower, before))
    return FindingList(found)


def check_realisasi_sama_target(
    indikator: pd.DataFrame, figures: FigureList, tahun: int
) -> FindingList:
    """Find a report in which every indicator hit its target exactly."""
    measured = []
    for row in records(indikator):
        values = [find_value(figures, name, row["kode"], tahun) for name in ("target", "realisasi")]
        if None not in values:
            measured.append((row, values))
    if len(measured) < 2 or any(target != done for _, (target, done) in measured):
        return FindingList()
    pesan = (
        f"Realisasi tepat sama dengan target pada semua {len(measured)} indikator. "
        f"Pastikan realisasi diukur, bukan disalin dari target."
    )
    rows = [row for row, _ in measured]
    return FindingList([finding("realisasi_sama_target", span(rows), pesan)])


def _backward(row: Row, year: int, lower: list[Row], before: Figure) -> Finding:
    done = before.value
    assert isinstance(done, Decimal)
    listed = "; ".join(f"{printed(other['target'])} ({other['dokumen']})" for other in lower)
    pesan = (
        f"Target {row['kode']} ({row['indikator']}) tahun {year} {listed} lebih rendah daripada "
        f"realisasi {year - 1}, {printed(done)}. Tinjau targetnya."
    )
    return finding(
        "target_mundur",
        f"{at(lower, 'target')}; {before.source}",
        pesan,
        listed,
        printed(done),
        f"target {year} >= realisasi {year - 1}",
    )


def _sources(figure: Figure) -> str:
    """Return where the numbers of a figure were read, through its operands."""
    places = [figure.source] if figure.source else []
    for _, operand in figure.operands:
        places += _sources(operand).split("; ")
    return "; ".join(dict.fromkeys(place for place in places if place))
