"""Figures that are possible, but would make an evaluator ask."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.number import format_number, is_percent_unit
from lkjip_tools.params import Params
from lkjip_tools.records import Row, grouped, records
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


def check_rentang(
    indikator: pd.DataFrame, kinerja: pd.DataFrame, params: Params, tahun: int
) -> FindingList:
    """Find ranges whose lower bound is missing, in the year's base document, or above the upper.

    Args:
        indikator: Table `indikator`; `polaritas` says which targets are ranges.
        kinerja: Table `kinerja`.
        params: `dasar.target` says which documents the capaian needs.
        tahun: Year of the report.
    """
    found: list[Finding] = []
    for row in records(indikator):
        if row["polaritas"] != "rentang" or row["jenis"] == "tujuan":
            continue
        for said in (it for it in records(kinerja) if it["indikator"] == row["kode"]):
            low, high = said["target_bawah"], said["target"]
            needed = said["tahun"] == tahun and said["dokumen"] in params.dasar.target
            if low is not None and high is not None and low > high:
                pesan = (
                    f"Batas bawah target {row['kode']} tahun {said['tahun']} ({printed(low)}) di "
                    f"atas batas atasnya ({printed(high)}). Tukar keduanya."
                )
                where = at([said], "target_bawah", "target")
                listed, right = (
                    f"{printed(a)}–{printed(b)}" for a, b in ((low, high), (high, low))
                )
                found.append(finding("rentang_salah", where, pesan, listed, right))
            elif low is None and high is not None and needed:
                pesan = (
                    f"{row['kode']} berpolaritas rentang, tetapi target {tahun} pada "
                    f"{said['dokumen']} tidak punya batas bawah: capaiannya tidak dihitung. Isi "
                    f"target_bawah, atau perbaiki polaritasnya."
                )
                where = f"{at([said], 'target_bawah')}; {at([row], 'polaritas')}"
                found.append(finding("rentang_salah", where, pesan, printed(high)))
    return FindingList(found)


def check_target_nol(indikator: pd.DataFrame, kinerja: pd.DataFrame) -> FindingList:
    """Find targets of zero where more is better: nothing can be measured against them."""
    positive = {row["kode"] for row in records(indikator) if row["polaritas"] == "positif"}
    return FindingList(
        finding(
            "target_nol",
            at([row], "target"),
            f"Target {row['indikator']} tahun {row['tahun']} pada {row['dokumen']} nol, padahal "
            f"makin tinggi makin baik: capaiannya tidak dapat dihitung. Isi targetnya.",
            printed(row["target"]),
            rumus="target > 0",
        )
        for row in records(kinerja)
        if row["indikator"] in positive and row["target"] == 0
    )


def check_target_persen(indikator: pd.DataFrame, kinerja: pd.DataFrame) -> FindingList:
    """Find targets of indicators in percent that are above 100."""
    percent = {row["kode"] for row in records(indikator) if is_percent_unit(row["satuan"])}
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
    said = grouped(kinerja, "indikator", "tahun")
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
                for other in said.get((row["kode"], year), ())
                if other["target"] is not None and other["target"] < before.value
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
