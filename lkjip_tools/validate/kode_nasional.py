"""Codes against the national lists that are law-data: accounts, and fields of government."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from lkjip_tools.dates import year_end
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import Row, records
from lkjip_tools.regulation import CodeList, load_codes
from lkjip_tools.schema.cell import KODE_PROGRAM
from lkjip_tools.validate.compare import at, normal
from lkjip_tools.validate.kinds import finding

_CODE = re.compile(KODE_PROGRAM)
AKUN, URUSAN = "akun_belanja", "urusan_pemerintahan"
JENIS, BIDANG = 3, 2  # how many parts of a code the lists have
#: Tables with codes of programmes, kegiatan and sub kegiatan, and their column.
BERKODE = {
    "program": "kode",
    "anggaran": "kode",
    "evaluasi_renja": "kode",
    "evaluasi_catatan": "program",
}


def check_akun(belanja: pd.DataFrame, tahun: int) -> FindingList:
    """Find accounts that are not in the national chart, or bear the name of another one.

    Only akun, kelompok and jenis are looked at; what is below them is not in the list.
    """
    chart = load_codes(AKUN, year_end(tahun))
    if chart is None:
        return FindingList()
    known, found = chart.names, list[Finding]()
    for row in records(belanja):
        head, named = head_of(row["kode"], JENIS), f"Akun {row['kode']} {row['uraian']}"
        namesake = _namesake(row, known)
        if head not in known:
            likely = f" Mungkin maksudnya {namesake}." if namesake else ""
            pesan = f"{named}: {head} tidak ada; {_listed_beside(head, known)}.{likely}"
        elif namesake and row["kode"] == head:
            pesan = f"{named}: kode itu {known[head]}, sedangkan nama itu nama akun {namesake}."
        else:
            continue
        pesan += f" Perbaiki kode atau namanya, menurut {chart.cited}."
        where = at([row], "kode")
        found.append(finding("akun_tidak_dikenal", where, pesan, row["kode"], namesake, AKUN))
    return FindingList(found)


def check_urusan(tables: Mapping[str, pd.DataFrame], name: str, tahun: int) -> FindingList:
    """Find codes of one table whose urusan or bidang urusan does not exist.

    Args:
        tables: Tables by name.
        name: One of `BERKODE`.
        tahun: Year of the report; before the national list there is nothing to find.
    """
    listed = load_codes(URUSAN, year_end(tahun))
    if listed is None:
        return FindingList()
    known, column = listed.names, BERKODE[name]
    rows = coded_rows(tables[name], column)
    usual = Counter(head for row in rows if (head := head_of(row[column], BIDANG)) in known)
    strange: dict[str, list[Row]] = {}
    for row in rows:
        head = head_of(row[column], BIDANG)
        if head not in known:
            strange.setdefault(head, []).append(row)
    return FindingList(
        _unknown_field(head, same, column, usual, listed) for head, same in strange.items()
    )


def coded_rows(table: pd.DataFrame, column: str) -> list[Row]:
    """Return the rows that have a code, not a word such as `total` in its place."""
    return [row for row in records(table) if _CODE.fullmatch(row[column])]


def head_of(code: str, parts: int) -> str:
    """Return the first parts of a code.

    >>> head_of("5.1.02.01", 3)
    '5.1.02'
    """
    return ".".join(code.split(".")[:parts])


def _unknown_field(
    head: str, same: list[Row], column: str, usual: Counter[str], listed: CodeList
) -> Finding:
    what = "Urusan" if len(head) == 1 else "Bidang urusan"
    codes = ", ".join(dict.fromkeys(row[column] for row in same))
    (likely, _), *_ = [*usual.most_common(1), ("", 0)]
    pesan = f"{what} {head} pada kode {codes} tidak ada."
    if likely:
        pesan += f" Kode lain pada tabel ini berbidang urusan {likely} {listed.names[likely]}."
    pesan += f" Perbaiki kodenya, menurut {listed.cited}."
    where = at(same, column)
    return finding("urusan_tidak_dikenal", where, pesan, head, likely, URUSAN)


def _namesake(row: Row, known: Mapping[str, str]) -> str:
    """Return the account of which a row bears the name, if that is another than its code says."""
    name = normal(row["uraian"])
    if name == normal(known.get(row["kode"])):
        return ""
    return next((code for code, label in known.items() if normal(label) == name), "")


def _listed_beside(head: str, known: Mapping[str, str]) -> str:
    """Say which codes there are where one was not found."""
    parent = head.rpartition(".")[0]
    listed = [code for code in known if code.rpartition(".")[0] == parent]
    if not listed:
        return f"induknya {parent} pun tidak ada"
    return f"yang ada {listed[0]} sampai dengan {listed[-1]}"
