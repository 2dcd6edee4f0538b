"""`trend`: an indicator through the years."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lkjip_tools.errors import InputError, nearest
from lkjip_tools.explore.source import Text, condition, frame, read_store, several

_TREND = """
WITH tren AS (
    SELECT *, CASE WHEN tahun_laporan >= tahun_nilai THEN 0 ELSE 1 END AS belum,
           ABS(tahun_laporan - tahun_nilai) AS jarak
    FROM v_tren WHERE {where}
)
SELECT instansi, kode, tahun_nilai AS tahun,
       {columns},
       COUNT(DISTINCT realisasi) AS ragam_realisasi
FROM tren GROUP BY instansi, kode, tahun_nilai ORDER BY instansi, kode, tahun_nilai
"""
_MEASURES = ("target_renstra", "target", "realisasi", "capaian_persen", "target_akhir")
# what a year's own report says comes first, then the next one; of years to come, the latest
_FIRST = "FIRST({name} ORDER BY belum, jarak) FILTER (WHERE {name} IS NOT NULL) AS {name}"


def trend(
    instansi: Text = None, indikator: Text = None, *, root: Path | None = None
) -> pd.DataFrame:
    """Return target, realisasi and the Renstra's path of indicators, year by year.

    Args:
        instansi: Code of an agency, or several; all when not given.
        indikator: Code of an indicator, or several; all when not given.
        root: The project's folder; found when not given.

    Returns:
        One row per indicator and year: `target_renstra`, `target`, `realisasi`, `capaian_persen`,
        `target_akhir` (in the Renstra's last year). What a year's own report says comes first,
        then what the next one repeats of it, and of years to come what the latest says; where
        reports disagree on the realisasi,
        `ragam_realisasi` is more than 1.

    Raises:
        InputError: An agency or indicator is not known.

    >>> import lkjip_tools
    >>> tren = lkjip_tools.trend("kesbangpol-paser", "IKU-1")
    >>> tren[["tahun", "target_renstra", "target", "realisasi"]]
      tahun target_renstra target realisasi
    0  2022             60   None        70
    1  2023             60     73     65.22
    2  2024             70   None      None
    3  2025             80   None      None
    4  2026             80   None      None
    """
    store = read_store(instansi, None, root)
    where, values = condition(instansi=instansi, kode=indikator)
    columns = ",\n       ".join(_FIRST.format(name=name) for name in _MEASURES)
    found = frame(store, _TREND.format(where=where, columns=columns), values)
    if found.empty and indikator is not None:
        condition_, given = condition(instansi=instansi)
        sql = f"SELECT DISTINCT kode FROM indikator WHERE {condition_} ORDER BY kode"
        known = [str(row[0]) for row in store.query(sql, given)[1]]
        name = str(several(indikator)[0])
        raise InputError(
            f"indikator '{name}' tidak dikenal{nearest(name, known)}; "
            f"yang ada: {', '.join(known[:20])}"
        )
    return found
