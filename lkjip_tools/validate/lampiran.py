"""Appendices: the action plan and the awards."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pandas as pd

from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import Row, records
from lkjip_tools.triwulan import TANDA
from lkjip_tools.validate.compare import at, most_alike
from lkjip_tools.validate.kinds import finding

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
SAME_ACT = 0.85


def check_rencana_aksi(rencana_aksi: pd.DataFrame) -> FindingList:
    """Find rows of the action plan without a target, and steps without a quarter.

    Targets of sasaran that differ from the PK's are `target_berbeda`: the action plan is a
    document of table `kinerja`.
    """
    every, found = records(rencana_aksi), list[Finding]()
    blank = [row for row in every if not row["target"]]
    for row in blank:
        name = row["indikator"] or row["uraian"]
        pesan = f"Rencana aksi {row['tingkat']} “{name}” tanpa target. Isi targetnya."
        found.append(finding("rencana_aksi_target", at([row], "target"), pesan))
    idle = [row for row in every if row["tingkat"] != "sasaran" and not _ticked(row)]
    if idle:
        names = "; ".join(row["uraian"] for row in idle)
        pesan = (
            f"{len(idle)} baris rencana aksi tidak bertanda triwulan: {names}. Tandai triwulan "
            f"pelaksanaannya."
        )
        found.append(finding("rencana_aksi_jadwal", at(idle, "tw1"), pesan))
    return FindingList(found)


def check_target_rencana_aksi(
    rencana_aksi: pd.DataFrame, pk_sasaran: pd.DataFrame, pk_anggaran: pd.DataFrame
) -> FindingList:
    """Compare targets of sub kegiatan in the action plan with those of the PK sheets.

    A PK sheet names a sub kegiatan in its budget and gives the target under the same number; the
    names are matched by likeness. Sheets of an earlier year than the others are left out.
    """
    goals = _goals(pk_sasaran)
    sheets = [row for row in records(pk_anggaran) if row["tingkat"] == "sub_kegiatan" and row["no"]]
    found = []
    for row in (row for row in records(rencana_aksi) if row["tingkat"] == "sub_kegiatan"):
        same = most_alike(row["uraian"], [it for it in sheets if _same_act(it, row)])
        goal = goals.get((same["pk"], _digits(same["no"]))) if same else None
        if goal is None or _digits(row["target"]) == _digits(goal["target"]):
            continue
        pesan = (
            f"Target “{row['uraian']}” pada rencana aksi {row['target']}, pada {goal['pk']} "
            f"{goal['target']}. Samakan targetnya."
        )
        listed = f"{row['target']} (rencana aksi); {goal['target']} ({goal['pk']})"
        found.append(finding("rencana_aksi_target", at([row, goal], "target"), pesan, listed))
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
            found.append(finding("prestasi_tahun", at(late, column), pesan, years, str(tahun)))
    return FindingList(found)


def _goals(pk_sasaran: pd.DataFrame) -> dict[tuple[str, str], Row]:
    """Return the latest year's targets by sheet and number; a number that repeats tells nothing."""
    every = records(pk_sasaran)
    latest = max((row["tahun"] for row in every), default=None)
    keys = [(row["pk"], _digits(row["no"])) for row in every]
    return {
        key: row
        for key, row in zip(keys, every, strict=True)
        if row["tahun"] == latest and keys.count(key) == 1
    }


def _same_act(one: Row, other: Row) -> bool:
    """Say whether two names begin alike: *Pelaksanaan Koordinasi* is no *Pelaksanaan Monitoring*.

    What follows, `di Bidang …`, is long and the same for all.
    """
    mine, its = (re.findall(r"\w+", str(row["uraian"]).casefold())[:2] for row in (one, other))
    return SequenceMatcher(None, " ".join(mine), " ".join(its), autojunk=False).ratio() > SAME_ACT


def _digits(text: str | None) -> str:
    """Return the first whole number of a text."""
    number = re.search(r"\d+", text or "")
    return number[0] if number else ""


def _ticked(row: Row) -> bool:
    return any(row[tanda] for tanda in TANDA)


def _years(text: str | None) -> list[int]:
    return [int(year) for year in YEAR.findall(text or "")]
