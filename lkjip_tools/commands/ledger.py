"""Everything an agency's year gives, computed at once: for commands that need all of it.

The chapters compute the same, each what it prints; `notebooks/06_temuan.ipynb` computes all.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lkjip_tools.calculate.anggaran import figures_anggaran, figures_belanja
from lkjip_tools.calculate.capaian import figures_capaian
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.calculate.efisiensi import figures_efisiensi
from lkjip_tools.calculate.evaluasi import figures_evaluasi
from lkjip_tools.calculate.perbandingan import figures_perbandingan, figures_predikat_akip
from lkjip_tools.calculate.profil import (
    figures_pegawai,
    figures_pegawai_sasaran,
    figures_program,
    figures_riwayat,
)
from lkjip_tools.calculate.rata_rata import figures_rata_rata
from lkjip_tools.check import check_inputs
from lkjip_tools.finding import FindingList
from lkjip_tools.formula import FigureList
from lkjip_tools.load import read_table
from lkjip_tools.params import Params, read_params
from lkjip_tools.policy import akip_scale, declared_rules, declared_scale
from lkjip_tools.schema import TABLES
from lkjip_tools.validate import check_all


@dataclass(frozen=True)
class Ledger:
    """One agency's year: its params, tables, figures and findings."""

    params: Params
    tables: dict[str, pd.DataFrame]
    figures: FigureList
    findings: FindingList


def read_ledger(instansi: str, tahun: int, root: Path) -> Ledger:
    """Read and compute everything.

    Raises:
        InputError: Something cannot be read; the message names every place.
    """
    check_inputs(instansi, tahun, root)
    params = read_params(instansi, root)
    tables = {name: read_table(name, instansi, tahun, root) for name in TABLES}
    figures = _figures(tables, params, tahun, root)
    rules = declared_rules(params, tahun, root).values()
    findings = check_all(tables, figures, params, akip_scale(tahun), rules, tahun)
    return Ledger(params, tables, figures, findings)


def _figures(t: dict[str, pd.DataFrame], params: Params, tahun: int, root: Path) -> FigureList:
    policy, akip, scale = params.kebijakan, akip_scale(tahun), declared_scale(params, tahun, root)
    dasar = pick_kinerja(t["indikator"], t["kinerja"], params, akip, tahun)
    capaian = figures_capaian(t["indikator"], dasar, policy, scale, tahun)
    means = figures_rata_rata(t["indikator"], t["sasaran"], capaian, policy, scale, tahun)
    money = figures_anggaran(t["program"], t["anggaran"], t["evaluasi_renja"], params, tahun)
    return (
        dasar
        + capaian
        + means
        + figures_perbandingan(t["indikator"], dasar, capaian, params, tahun)
        + figures_predikat_akip(t["indikator"], dasar, akip, tahun)
        + money
        + figures_efisiensi(t["program"], money, means, policy, tahun)
        + figures_belanja(t["belanja"], tahun)
        + figures_evaluasi(t["evaluasi_renja"], policy, scale, tahun)
        + figures_pegawai(t["pegawai"], tahun)
        + figures_pegawai_sasaran(t["pegawai_sasaran"], tahun)
        + figures_riwayat(t["riwayat"], tahun)
        + figures_program(t["program"], tahun)
    )
