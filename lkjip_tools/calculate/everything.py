"""Every calculation of the report, over one set of tables: what the chapters compute together.

The chapters compute what they print, step by step. This is the same at once, for whoever needs the
whole: to trace any figure, to list them all, to see what follows when a cell changes.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from lkjip_tools.calculate.triwulan import figures_kinerja_triwulan, figures_triwulan
from lkjip_tools.formula import FigureList
from lkjip_tools.params import Params
from lkjip_tools.policy import akip_scale, declared_scale

Tables = Mapping[str, pd.DataFrame]


def figures_all(tables: Tables, params: Params, tahun: int, root: Path | None = None) -> FigureList:
    """Compute everything.

    Args:
        tables: The agency's tables by name, as `read_table` returns them.
        params: The agency: base documents and policies.
        tahun: Year of the report.
        root: The project's folder, for an agency's own rules; found when not given.

    Returns:
        The figures of all chapters.
    """
    skala, akip = declared_scale(params, tahun, root), akip_scale(tahun)
    indikator, sasaran, program = (tables[name] for name in ("indikator", "sasaran", "program"))
    evaluasi, kebijakan = tables["evaluasi_renja"], params.kebijakan
    dasar = pick_kinerja(indikator, tables["kinerja"], params, akip, tahun)
    capaian = figures_capaian(indikator, dasar, kebijakan, skala, tahun)
    rata_rata = figures_rata_rata(indikator, sasaran, capaian, kebijakan, skala, tahun)
    anggaran = figures_anggaran(program, tables["anggaran"], evaluasi, params, tahun)
    parts = (
        dasar,
        capaian,
        rata_rata,
        anggaran,
        figures_perbandingan(indikator, dasar, capaian, params, tahun),
        figures_predikat_akip(indikator, dasar, akip, tahun),
        figures_efisiensi(program, anggaran, rata_rata, kebijakan, tahun),
        figures_triwulan(evaluasi, anggaran, tahun),
        figures_kinerja_triwulan(evaluasi, kebijakan, tahun),
        figures_belanja(tables["belanja"], tahun),
        figures_evaluasi(evaluasi, kebijakan, skala, tahun),
        figures_pegawai(tables["pegawai"], tahun),
        figures_pegawai_sasaran(tables["pegawai_sasaran"], tahun),
        figures_riwayat(tables["riwayat"], tahun),
        figures_program(program, tahun),
    )
    return FigureList(figure for part in parts for figure in part)
