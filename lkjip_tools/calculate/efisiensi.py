"""Efisiensi: money left over counts only where the target was reached.

PermenPANRB 53/2014 asks for an analysis and gives no formula; the agency declares one of
`regulations/efisiensi.yml`. Below the capaian that the option asks for, the money is *sisa
anggaran*, and the figure is empty and says so.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd

from lkjip_tools.dates import year_end
from lkjip_tools.formula import (
    Figure,
    FigureList,
    Formula,
    exact_text,
    figure_id,
    formula,
    noted,
)
from lkjip_tools.number import format_number
from lkjip_tools.params import Kebijakan
from lkjip_tools.records import Row, records
from lkjip_tools.regulation import Measure, load_rule


@formula("efisiensi_persen", rule="efisiensi/sisa")
def efisiensi_sisa(pagu_rp: Decimal, realisasi_rp: Decimal) -> Decimal:
    """Share of the budget that was not needed."""
    return (pagu_rp - realisasi_rp) / pagu_rp * 100


@formula("efisiensi_persen", rule="efisiensi/selisih")
def efisiensi_selisih(capaian_persen: Decimal, serapan_persen: Decimal) -> Decimal:
    """Capaian minus serapan, in points."""
    return capaian_persen - serapan_persen


@formula("efisiensi_persen", rule="efisiensi/rasio")
def efisiensi_rasio(capaian_persen: Decimal, serapan_persen: Decimal) -> Decimal:
    """Capaian over serapan."""
    return capaian_persen / serapan_persen


@formula("efisiensi_persen", rule="efisiensi/pmk_e")
def efisiensi_pmk(pagu_rp: Decimal, capaian_persen: Decimal, realisasi_rp: Decimal) -> Decimal:
    """What the result should have cost, against what it cost (PMK, for one output)."""
    return (pagu_rp * capaian_persen / 100 - realisasi_rp) / (pagu_rp * capaian_persen / 100) * 100


@formula("efisiensi_persen", rule="efisiensi/pmk_ne")
def efisiensi_pmk_ne(efisiensi: Decimal) -> Decimal:
    """The PMK's efficiency value, on a scale of 0 to 100."""
    return 50 + efisiensi / 20 * 50


_CONDITION = "syarat_capaian"
_OPERANDS = {
    "sisa": (efisiensi_sisa, ("pagu_rp", "realisasi_rp")),
    "selisih": (efisiensi_selisih, ("capaian_persen", "serapan_persen")),
    "banding": (efisiensi_selisih, ("capaian_persen", "serapan_persen")),
    "rasio": (efisiensi_rasio, ("capaian_persen", "serapan_persen")),
    "pmk_e": (efisiensi_pmk, ("pagu_rp", "capaian_persen", "realisasi_rp")),
    "pmk_ne": (efisiensi_pmk, ("pagu_rp", "capaian_persen", "realisasi_rp")),
}


def figures_efisiensi(
    program: pd.DataFrame,
    anggaran: FigureList,
    rata_rata: FigureList,
    kebijakan: Kebijakan,
    tahun: int,
) -> FigureList:
    """Compute every programme's efficiency by the declared measure.

    Args:
        program: Table `program`; `sasaran` says whose capaian counts.
        anggaran: As `figures_anggaran` returns it.
        rata_rata: As `figures_rata_rata` returns it: capaian per sasaran.
        kebijakan: `efisiensi` names the measure.
        tahun: Year of the report.

    Returns:
        `efisiensi_persen` per programme; empty with the reason where the target was missed.
    """
    measure = load_rule("efisiensi", year_end(tahun)).choice(kebijakan.efisiensi)
    assert isinstance(measure, Measure)
    found = []
    for row in records(program[program["tingkat"] == "program"]):
        capaian = _capaian(row, rata_rata, tahun)
        given = {"capaian_persen": capaian} | {
            name: anggaran.at(name, row["kode"], tahun)
            for name in ("pagu_rp", "realisasi_rp", "serapan_persen")
        }
        found.append(_measure(row, kebijakan.efisiensi, measure, given, capaian, tahun))
    return FigureList(found)


def _capaian(row: Row, rata_rata: FigureList, tahun: int) -> Figure:
    """Return the capaian of a programme's sasaran; empty where it names none that is known."""
    id = figure_id("capaian_rata_rata_persen", row["sasaran"] or "tidak-ada", tahun)
    if id in rata_rata:
        return rata_rata[id]
    note = f"program {row['kode']} tidak menunjuk sasaran yang dikenal"
    return Figure(
        id, f"Capaian rata-rata sasaran {row['sasaran'] or ''}".strip(), None, "persen", note=note
    )


def _measure(
    row: Row,
    option: str,
    measure: Measure,
    given: dict[str, Figure],
    capaian: Figure,
    tahun: int,
) -> Figure:
    function, names = _OPERANDS[option]
    operands = {name: given[name] for name in names}
    kode, nama = row["kode"], row["uraian"]
    if option == "pmk_ne":
        e = _clamped(function, measure, (f"{kode}-E", tahun, nama, operands))
        return efisiensi_pmk_ne.figure(kode, tahun, nama, efisiensi=e)
    least, rule = measure.capaian_minimal, f"efisiensi/{option}"
    if least is not None:
        function, operands = function.only_if(_CONDITION, least), operands | {_CONDITION: capaian}
    figure = function.figure_of(kode, tahun, nama, operands, rule=rule, unit=measure.unit)
    if least is None:
        return figure
    if isinstance(capaian.value, Decimal) and capaian.value >= least:
        return figure
    missed = (
        "tidak dihitung" if capaian.value is None else f"di bawah {format_number(least)} persen"
    )
    reason = f"capaian sasaran {row['sasaran']} {missed}: sisa anggaran bukan efisiensi"
    return replace(figure, value=None, note=reason)


def _clamped(
    function: Formula, measure: Measure, given: tuple[str, int, str, dict[str, Figure]]
) -> Figure:
    """The rule clamps E before it becomes NE; the note keeps what it was."""
    original = function.figure_of(*given, rule="efisiensi/pmk_e")
    if not measure.jepit:
        return original
    clamped = function.within(measure.jepit.bawah, measure.jepit.atas)
    figure = clamped.figure_of(*given, rule="efisiensi/pmk_e")
    if figure.value == original.value:
        return figure
    return noted(
        figure, f"nilai asli {exact_text(original.value, 'persen')}, dijepit menurut aturan"
    )
