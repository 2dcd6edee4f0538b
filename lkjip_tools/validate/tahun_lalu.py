"""What this year's data say of other years, against what the agency's data of last year say.

A plan may be revised and a figure corrected, so a difference is `minor`: to be mended, or answered
in `tanggapan.csv`. Places of last year stand in the message; a finding's own place is this year's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from lkjip_tools.errors import Fault
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.params import Params
from lkjip_tools.place import cell_source
from lkjip_tools.records import Row, records
from lkjip_tools.validate.compare import SAME_NAME, compare, decimals, normal, printed, some
from lkjip_tools.validate.kinds import finding
from lkjip_tools.validate.nomenklatur import plain_code

TARGET = ("target", "target_bawah", "target_predikat")
REALISASI = ("realisasi", "realisasi_predikat")
RIWAYAT = ("kinerja_persen", "keuangan_persen")
#: Columns of form E.81, and the column of last year's form that must have said the same.
FORMULIR = {
    "realisasi sampai dengan tahun lalu": {
        "realisasi_lalu_k": "kumulatif_tercatat_k",
        "realisasi_lalu_rp": "kumulatif_tercatat_rp",
    },
    "target akhir Renstra": {
        "target_renstra_k": "target_renstra_k",
        "target_renstra_rp": "target_renstra_rp",
    },
}
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Beda:
    """One cell of this year's, and the cell of last year's that says otherwise."""

    hal: str
    row: Row
    column: str
    before: Row
    column_before: str

    @property
    def now(self) -> str:
        """What stands in this year's cell."""
        return _shown(self.row[self.column])

    @property
    def then(self) -> str:
        """What stands in last year's cell."""
        return _shown(self.before[self.column_before])

    @property
    def place_then(self) -> str:
        """Where last year's cell is."""
        return cell_source(self.before, self.column_before)


def check_kinerja_lalu(tables: Tables, lalu: Tables, params: Params, tahun: int) -> FindingList:
    """Compare targets and realisasi of the same document, indicator and year.

    A realisasi of a year that is over is also compared with what last year's other documents say
    of it. Codes count only where both years call the indicator the same; documents of another
    Renstra do not count.

    Args:
        tables: This year's tables.
        lalu: Last year's.
        params: The agency: its Renstra, and which documents are the Renstra.
        tahun: Year of the report.
    """
    if not {"indikator", "kinerja"} <= set(lalu):
        return FindingList()
    same = _same_indicators(tables["indikator"], lalu["indikator"])
    other_plan = _other_plan(params, tahun)
    then = [
        row
        for row in records(lalu["kinerja"])
        if row["indikator"] in same and row["dokumen"] not in other_plan
    ]
    own = {(row["dokumen"], row["indikator"], row["tahun"]): row for row in then}
    every: dict[tuple[str, int], list[Row]] = {}
    for row in then:
        every.setdefault((row["indikator"], row["tahun"]), []).append(row)
    found: dict[tuple[str, str], list[Beda]] = {}
    for row in records(tables["kinerja"]):
        before = own.get((row["dokumen"], row["indikator"], row["tahun"]))
        over = row["tahun"] < tahun
        of_year = every.get((row["indikator"], row["tahun"]), []) if over else []
        hal = f"{row['indikator']} tahun {row['tahun']}"
        found.setdefault(("Target", row["dokumen"]), []).extend(
            _differing(hal, row, [before] if before else [], TARGET)
        )
        found.setdefault(("Realisasi", row["dokumen"]), []).extend(
            _differing(hal, row, [before] if before else of_year, REALISASI)
        )
    return FindingList(
        each
        for (what, dokumen), cells in found.items()
        for each in _told(f"{what} pada {dokumen}", cells, tahun)
    )


def check_riwayat_lalu(riwayat: pd.DataFrame, lalu: Tables, tahun: int) -> FindingList:
    """Compare the history of years that are over."""
    if "riwayat" not in lalu:
        return FindingList()
    then = {row["tahun"]: row for row in records(lalu["riwayat"])}
    cells = [
        cell
        for row in records(riwayat)
        if row["tahun"] < tahun and row["tahun"] in then
        for cell in _differing(f"tahun {row['tahun']}", row, [then[row["tahun"]]], RIWAYAT)
    ]
    return FindingList(_told("Riwayat", cells, tahun))


def check_formulir_lalu(
    evaluasi: pd.DataFrame, lalu: Tables, params: Params, tahun: int
) -> FindingList:
    """Compare form E.81 with last year's, on which it goes on, within one Renstra.

    Codes are compared without their width; a quantity only where its unit is the same.
    """
    if "evaluasi_renja" not in lalu or tahun <= params.renstra.awal:
        return FindingList()
    then = {plain_code(row["kode"]): row for row in records(lalu["evaluasi_renja"])}
    rows = [
        (row, then[key]) for row in records(evaluasi) if (key := plain_code(row["kode"])) in then
    ]
    found = list[Finding]()
    for what, columns in FORMULIR.items():
        cells = [
            Beda(row["kode"], row, column, before, column_before)
            for row, before in rows
            for column, column_before in columns.items()
            if column.endswith("_rp") or normal(row["satuan"]) == normal(before["satuan"])
            if not _agree(row[column], before[column_before])
        ]
        found += _told(f"Formulir evaluasi, {what}", cells, tahun)
    return FindingList(found)


def check_lalu_terbaca(faults: Iterable[Fault], tahun: int) -> FindingList:
    """Say of each file of last year's what could not be read: it was not compared."""
    files: dict[str, list[Fault]] = {}
    for fault in faults:
        files.setdefault(fault.place.file, []).append(fault)
    return FindingList(
        finding(
            "tahun_lalu_tidak_terbaca",
            file,
            f"Data tahun {tahun - 1} tidak dapat dibaca, sehingga tidak dibandingkan: {mine[0]}"
            f"{f' (dan {len(mine) - 1} lagi)' if len(mine) > 1 else ''}. Perbaiki berkas itu.",
        )
        for file, mine in files.items()
    )


def _told(what: str, cells: list[Beda], tahun: int) -> Iterator[Finding]:
    """Yield one finding of all the cells, so that one answer answers a revised document."""
    if not cells:
        return
    shown = some(
        [f"{it.hal} tertulis {it.now}, padahal {it.then} pada {it.place_then}" for it in cells]
    )
    pesan = (
        f"{what} berbeda dari data tahun {tahun - 1}: {shown}. Perbaiki yang salah; bila "
        f"memang diubah, sebutkan sebabnya pada tanggapan."
    )
    yield finding(
        "tahun_lalu_berbeda",
        "; ".join(dict.fromkeys(cell_source(cell.row, cell.column) for cell in cells)),
        pesan,
        "; ".join(f"{cell.hal}: {cell.now}" for cell in cells),
        "; ".join(f"{cell.hal}: {cell.then}" for cell in cells),
    )


def _differing(hal: str, row: Row, then: list[Row], columns: Iterable[str]) -> Iterator[Beda]:
    """Yield the cells of a row that none of last year's rows agrees with, if one says anything."""
    for column in columns:
        said = [before for before in then if before[column] is not None]
        if said and not any(_agree(row[column], before[column]) for before in said):
            yield Beda(hal, row, column, said[0], column)


def _agree(now: Any, then: Any) -> bool:
    """Say whether two cells agree: one is empty, or they are the same but for their rounding."""
    if now is None or then is None:
        return True
    if not (isinstance(now, Decimal) and isinstance(then, Decimal)):
        return str(now).casefold() == str(then).casefold()
    coarse, fine = sorted((now, then), key=decimals)
    return compare(coarse, fine) != "beda"


def _same_indicators(now: pd.DataFrame, then: pd.DataFrame) -> set[str]:
    """Return the codes that stand for the same indicator in both years, by its name."""
    names = {row["kode"]: row["indikator"] for row in records(then)}
    return {
        row["kode"]
        for row in records(now)
        if row["kode"] in names and _alike(row["indikator"], names[row["kode"]])
    }


def _alike(one: str, other: str) -> bool:
    ratio = SequenceMatcher(None, normal(one), normal(other), autojunk=False).ratio()
    return ratio >= SAME_NAME


def _other_plan(params: Params, tahun: int) -> set[str]:
    """Return the documents of a Renstra in which last year was not yet."""
    if tahun > params.renstra.awal:
        return set()
    return {*params.dasar.target_renstra, *params.dasar.target_akhir_renstra}


def _shown(value: Any) -> str:
    return printed(value) if isinstance(value, Decimal) else str(value)
