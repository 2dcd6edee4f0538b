"""`digits`: whether numbers end and begin as measured ones do."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from lkjip_tools.explore.source import Text, Year, condition, read_store
from lkjip_tools.explore.statistics import DigitTest, check_first_digits, check_last_digits
from lkjip_tools.number import format_number
from lkjip_tools.triwulan import RUPIAH


def digits(instansi: Text = None, tahun: Year = None, *, root: Path | None = None) -> pd.DataFrame:
    """Return the tests of digits, refusals included.

    Args:
        instansi: Code of an agency, or several; all when not given.
        tahun: Year of the report, or several; all when not given.
        root: The project's folder; found when not given.

    Returns:
        Two rows per report: first digits of quarterly spending against Benford's law, last
        decimals of realisasi against chance. `contoh` values were looked at; below `paling_sedikit`
        the test is refused, with the reason in `alasan`.
    """
    store = read_store(instansi, tahun, root)
    where, values = condition(instansi=instansi, tahun=tahun)
    spent = ", ".join(RUPIAH)
    money = (
        f"SELECT instansi, tahun, {spent} FROM triwulan "
        f"WHERE tingkat = 'sub_kegiatan' AND {where} ORDER BY 1, 2"
    )
    work = (
        f"SELECT instansi, tahun, realisasi FROM indikator WHERE realisasi IS NOT NULL AND {where} "
        f"ORDER BY 1, 2"
    )
    made = []
    for name, check, sql in (
        ("digit_depan", check_first_digits, money),
        ("digit_akhir", check_last_digits, work),
    ):
        for (agency, year), rows in groupby(store.query(sql, values)[1], key=lambda row: row[:2]):
            numbers = [value for row in rows for value in row[2:] if value is not None]
            made.append(_digit_row(agency, year, name, check(numbers)))
    columns = ["instansi", "tahun", "sinyal", "contoh", "paling_sedikit", "kai_kuadrat", "batas",
               "mencolok", "alasan"]  # fmt: skip
    return pd.DataFrame(made, columns=columns, dtype=object)


def _digit_row(instansi: str, tahun: int, name: str, found: DigitTest) -> dict[str, Any]:
    told = found.refusal
    if found.statistic is not None and found.critical is not None:
        digit, times = found.most
        told = (
            f"angka {digit} muncul {times} kali dari {found.count}; kai-kuadrat "
            f"{format_number(found.statistic, 2)}, 1 persen contoh wajar melampaui "
            f"{format_number(found.critical, 2)}"
        )
    return {
        "instansi": instansi, "tahun": tahun, "sinyal": name, "contoh": found.count,
        "paling_sedikit": found.fewest, "kai_kuadrat": found.statistic, "batas": found.critical,
        "mencolok": found.conspicuous, "alasan": told,
    }  # fmt: skip
