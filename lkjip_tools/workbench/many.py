"""Many agencies at once: the same frames, asked of the tables of all reports.

Few agency-years are computed, exactly and under any policy; many are read from the store, which
holds 18 decimals and what the agencies declare. Only the widest gaps are taken: nobody reads a
hundred thousand rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from lkjip_tools.calculate.pilihan import DINYATAKAN
from lkjip_tools.errors import InputError
from lkjip_tools.explore.source import condition, frame
from lkjip_tools.workbench import frames, rows
from lkjip_tools.workbench.data import FEW, Selection, Workbench
from lkjip_tools.workbench.rows import COLUMNS, SERAPAN

MOST_ROWS, MOST_POINTS, MOST_PATHS = 200, 400, 9
_VIEWS = {
    "capaian_persen": ("v_celah", "indikator", "target", "realisasi", "celah", "predikat"),
    "kemajuan_renstra_persen": (
        "v_celah", "indikator", "target_akhir", "realisasi", "celah_akhir", "NULL",
    ),
    SERAPAN: ("v_serapan", "uraian", "pagu_rp", "realisasi_rp", "sisa_rp", "NULL"),
}  # fmt: skip


def gaps(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """Return the chosen rows, the widest gap first; of many agencies the `MOST_ROWS` widest.

    Returns:
        As `rows.gaps`.

    Raises:
        InputError: The measure or the policy is only for few agencies, or data cannot be read.
    """
    return _gaps(bench, chosen)


@lru_cache(1)  # table, charts and slider ask for the same
def _gaps(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    if not bench.is_many(chosen):
        return rows.gaps(bench, chosen)
    view, name, goal, reached, gap, grade = _view(chosen)
    unit, note, level = (
        ("'rupiah'", "NULL", "tingkat = 'program'")
        if view == "v_serapan"
        else ("satuan", "catatan", "TRUE")
    )
    columns = [f"'{chosen.ukuran}/' || kode || '/' || tahun", "instansi", "tahun", "kode", name]
    columns += [unit, goal, reached, chosen.ukuran, gap, grade, note]
    named = ", ".join(f"{text} AS {name}" for text, name in zip(columns, COLUMNS, strict=True))
    where, values = _where(bench, chosen)
    order = f"ORDER BY {chosen.ukuran} NULLS LAST, instansi, tahun, kode LIMIT {MOST_ROWS}"
    sql = f"SELECT {named} FROM {view} WHERE {where} AND {level} {order}"
    return frame(bench.store(chosen), sql, values)


def count(bench: Workbench, chosen: Selection) -> int:
    """Return how many rows there are, shown or not."""
    if not bench.is_many(chosen):
        return len(rows.gaps(bench, chosen))
    view, *_ = _view(chosen)
    where, values = _where(bench, chosen)
    level = " AND tingkat = 'program'" if view == "v_serapan" else ""
    sql = f"SELECT COUNT(*) FROM {view} WHERE {where}{level}"
    return int(bench.store(chosen).query(sql, values)[1][0][0])


def means(bench: Workbench, chosen: Selection, most: int) -> tuple[pd.DataFrame, int]:
    """Return each agency's mean capaian and its predicate, and how many there are.

    Args:
        bench: Where the figures come from.
        chosen: What is looked at.
        most: Only so many; of many agencies the lowest.
    """
    names = ["instansi", "tahun", "capaian_rata_rata_persen", "predikat"]
    if bench.is_many(chosen):
        where, values = _where(bench, chosen.but(sasaran=""))
        sql = (
            f"SELECT {', '.join(names)}, COUNT(*) OVER () AS semua FROM v_instansi WHERE {where} "
            f"ORDER BY 3 NULLS LAST, 1, 2 LIMIT {most}"
        )
        lowest = frame(bench.store(chosen), sql, values)
        return lowest[names], 0 if lowest.empty else int(lowest["semua"].iloc[0])
    found: list[tuple[Any, ...]] = [
        (
            year.instansi,
            year.tahun,
            year.value(names[2], "instansi"),
            year.value("predikat_capaian", "instansi"),
        )
        for year in bench.years(chosen)
    ]
    return pd.DataFrame(found[:most], columns=names, dtype=object), len(found)


def sasaran_names(bench: Workbench, chosen: Selection) -> dict[str, str]:
    """Return the sasaran of the chosen agencies by code; the first name of a code counts."""
    if not bench.is_many(chosen):
        return rows.sasaran_names(bench, chosen)
    where, values = _where(bench, chosen.but(sasaran=""))
    sql = f"SELECT kode, MIN(sasaran) FROM sasaran WHERE {where} GROUP BY kode ORDER BY kode"
    return dict(bench.store(chosen).query(sql, values)[1])


def frame_jalur(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """As `frames.frame_jalur`; of many agencies for the widest gaps only."""
    if not bench.is_many(chosen):
        return frames.frame_jalur(bench, chosen)
    widest = gaps(bench, chosen.but(ukuran="capaian_persen")).head(MOST_PATHS)
    keys = set(zip(widest["instansi"], widest["kode"], strict=True))
    wanted = {name: list(dict.fromkeys(widest[name])) for name in ("instansi", "kode")}
    names, given = condition(**wanted)
    where, values = condition(**wanted, besaran=list(_SERIES))
    sql = (
        "SELECT besaran || '/' || kode || '/' || tahun_nilai AS id, instansi, tahun AS laporan, "
        "kode, indikator AS uraian, satuan, besaran AS deret, tahun_nilai AS tahun, nilai FROM "
        f"(SELECT * FROM deret WHERE {where}) JOIN "
        f"(SELECT instansi, tahun, kode, indikator, satuan FROM indikator WHERE {names}) "
        "USING (instansi, tahun, kode) ORDER BY instansi, kode, laporan, deret, tahun_nilai"
    )
    found = frame(bench.store(chosen), sql, [*values, *given])
    both = zip(found["instansi"], found["kode"], strict=True)
    found = found[[key in keys for key in both]]  # of the pairs, not of all that cross
    found = found.assign(deret=found["deret"].map(_SERIES))
    return found.drop_duplicates(["instansi", "kode", "deret", "tahun"], keep="last")


def frame_kuadran(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """As `frames.frame_kuadran`; of many agencies the programmes whose sasaran reached least."""
    if not bench.is_many(chosen):
        return frames.frame_kuadran(bench, chosen)
    where, values = _where(bench, chosen)
    sql = (
        "SELECT 'capaian_rata_rata_persen/' || sasaran || '/' || tahun AS id, "
        "'serapan_persen/' || kode || '/' || tahun AS id_serapan, instansi, tahun, kode, uraian, "
        "capaian_rata_rata_persen AS capaian_persen, serapan_persen FROM v_kuadran "
        f"WHERE {where} AND capaian_rata_rata_persen IS NOT NULL AND serapan_persen IS NOT NULL "
        f"ORDER BY capaian_rata_rata_persen, instansi, tahun, kode LIMIT {MOST_POINTS}"
    )
    return frame(bench.store(chosen), sql, values)


def frame_susunan(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """As `frames.frame_susunan`; empty for many agencies."""
    return frames.frame_susunan(bench, _few(bench, chosen))


def frame_triwulan(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """As `frames.frame_triwulan`; empty for many agencies."""
    return frames.frame_triwulan(bench, _few(bench, chosen))


def _few(bench: Workbench, chosen: Selection) -> Selection:
    return chosen.but(instansi=()) if bench.is_many(chosen) else chosen


def _view(chosen: Selection) -> Sequence[str]:
    """Return where a measure stands for many agencies."""
    if chosen.triwulan or chosen.ukuran not in _VIEWS or chosen.kebijakan != DINYATAKAN:
        raise InputError(
            f"triwulan, perubahan capaian, dan kebijakan lain dihitung untuk paling banyak {FEW} "
            f"instansi-tahun; pilih lebih sedikit, atau ukuran lain"
        )
    return _VIEWS[chosen.ukuran]


def _where(bench: Workbench, chosen: Selection) -> tuple[str, list[Any]]:
    """Return the condition of a selection; what is chosen whole needs none."""
    agencies = None if set(chosen.instansi) >= set(bench.instansi()) else list(chosen.instansi)
    return condition(instansi=agencies, tahun=list(chosen.tahun), sasaran=chosen.sasaran or None)


_SERIES = {"target_renstra": frames.RENSTRA, "target": frames.TARGET, "realisasi": frames.REALISASI}
