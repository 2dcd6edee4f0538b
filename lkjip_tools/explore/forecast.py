"""`forecast`: the straight line through the years, to the end of the Renstra."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from lkjip_tools.explore.source import Text
from lkjip_tools.explore.statistics import fit_line
from lkjip_tools.explore.trend import trend
from lkjip_tools.records import Row, records


def forecast(
    instansi: Text = None, indikator: Text = None, *, percent: int = 95, root: Path | None = None
) -> pd.DataFrame:
    """Return the straight line through the yearly realisasi, drawn on to the Renstra's end.

    Args:
        instansi: Code of an agency, or several; all when not given.
        indikator: Code of an indicator, or several.
        percent: Of the interval: 95 or 99.
        root: The project's folder; found when not given.

    Returns:
        One row per indicator with an end target: `ramalan` in `tahun_akhir` between `bawah` and
        `atas`, where a further value would lie `percent` of the time if years scatter about a
        line. With fewer than three years there is no forecast, and `alasan` says so.
    """
    made = []
    years = records(trend(instansi, indikator, root=root))
    for (agency, kode), rows in groupby(years, key=lambda row: (row["instansi"], row["kode"])):
        series = list(rows)
        ends = [row for row in series if row["target_akhir"] is not None]
        if not ends:
            continue
        made.append(_forecast(agency, kode, series, ends[-1], percent))
    columns = ["instansi", "kode", "tahun_akhir", "target_akhir", "contoh", "ramalan", "bawah",
               "atas", "alasan"]  # fmt: skip
    return pd.DataFrame(made, columns=columns, dtype=object)


def _forecast(
    instansi: str, kode: str, series: Sequence[Row], end: Row, percent: int
) -> dict[str, Any]:
    known = {row["tahun"]: row["realisasi"] for row in series if row["realisasi"] is not None}
    made = {"instansi": instansi, "kode": kode, "tahun_akhir": end["tahun"],
            "target_akhir": end["target_akhir"], "contoh": len(known),
            "ramalan": None, "bawah": None, "atas": None}  # fmt: skip
    line = fit_line(known)
    if line is None:
        return made | {"alasan": f"{len(known)} tahun diketahui, paling sedikit 3"}
    low, high = line.interval(end["tahun"], percent)
    return made | {"ramalan": line.at(end["tahun"]), "bawah": low, "atas": high, "alasan": ""}
