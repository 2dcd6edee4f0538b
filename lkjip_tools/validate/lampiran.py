"""Appendices: the action plan and the awards."""

from __future__ import annotations

import re

import pandas as pd

from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import Row, records
from lkjip_tools.validate.compare import at
from lkjip_tools.validate.kinds import finding

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
QUARTERS = ("tw1", "tw2", "tw3", "tw4")


def check_rencana_aksi(rencana_aksi: pd.DataFrame) -> FindingList:
    """Find rows of the action plan without a target, and steps without a quarter.

    Targets that differ from the PK's are `target_berbeda`: the action plan is a document of
    table `kinerja`.
    """
    every, found = records(rencana_aksi), list[Finding]()
    blank = [row for row in every if not row["target"]]
    for row in blank:
        name = row["indikator"] or row["uraian"]
        pesan = f"Rencana aksi {row['tingkat']} “{name}” tanpa target. Isi targetnya."
        found.append(finding("rencana_aksi_target", row["source"], pesan))
    idle = [row for row in every if row["tingkat"] != "sasaran" and not _ticked(row)]
    if idle:
        names = "; ".join(row["uraian"] for row in idle)
        pesan = (
            f"{len(idle)} baris rencana aksi tidak bertanda triwulan: {names}. Tandai triwulan "
            f"pelaksanaannya."
        )
        found.append(finding("rencana_aksi_jadwal", at(idle), pesan))
    return FindingList(found)


def check_prestasi(prestasi: pd.DataFrame, piagam: pd.DataFrame, tahun: int) -> FindingList:
    """Find awards of a year after the report's."""
    found = []
    for name, table, column in (("prestasi", prestasi, "uraian"), ("piagam", piagam, "tanggal")):
        late = [row for row in records(table) if max(_years(row[column]), default=tahun) > tahun]
        if late:
            years = "; ".join(row[column] for row in late)
            pesan = (
                f"{len(late)} {name} berasal dari tahun sesudah {tahun}: {years}. "
                f"Pindahkan ke laporan tahunnya, atau perbaiki tahunnya."
            )
            found.append(finding("prestasi_tahun", at(late), pesan, years, str(tahun)))
    return FindingList(found)


def _ticked(row: Row) -> bool:
    return any(row[quarter] for quarter in QUARTERS)


def _years(text: str | None) -> list[int]:
    return [int(year) for year in YEAR.findall(text or "")]
