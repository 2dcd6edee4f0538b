"""Spending through the year: how much of the agency's budget was spent by each quarter's end."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.calculate.formulir import form_cell
from lkjip_tools.formula import Figure, FigureList, formula
from lkjip_tools.records import records

QUARTERS = ("TW-I", "TW-II", "TW-III", "TW-IV")


@formula("serapan_sd_triwulan_persen", rule="agregasi_triwulan/jumlah")
def serapan_sd_triwulan(realisasi: list[Decimal], pagu: Decimal) -> Decimal:
    """What was spent by the end of a quarter, in percent of the year's budget."""
    return sum(realisasi, Decimal(0)) / pagu * 100


def figures_triwulan(evaluasi: pd.DataFrame, anggaran: FigureList, tahun: int) -> FigureList:
    """Compute cumulative spending by quarter.

    Args:
        evaluasi: Table `evaluasi_renja`: what each programme spent in each quarter.
        anggaran: As `figures_anggaran` returns it: the agency's pagu.
        tahun: Year of the report.

    Returns:
        `serapan_sd_triwulan_persen` under `TW-I` to `TW-IV`; a blank quarter is left out.
    """
    tops = records(evaluasi[evaluasi["tingkat"] == "program"])
    pagu = anggaran.at("pagu_rp", "instansi", tahun)
    spent: list[Figure] = []
    found = []
    for place, quarter in enumerate(QUARTERS, start=1):
        cells = [form_cell(row, f"tw{place}", "rp", tahun) for row in tops]
        spent += [cell for cell in cells if cell.value is not None]
        found.append(
            serapan_sd_triwulan.figure(quarter, tahun, quarter, realisasi=list(spent), pagu=pagu)
        )
    return FigureList(found)
