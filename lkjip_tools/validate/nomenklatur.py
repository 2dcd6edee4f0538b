"""Codes against the nomenclature list that the agency's region supplies.

The list is the one its decree publishes and its planning application exports; params name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

import pandas as pd

from lkjip_tools.errors import closest
from lkjip_tools.finding import FindingList
from lkjip_tools.records import Row, records
from lkjip_tools.schema.cell import tingkat_of
from lkjip_tools.validate.compare import at, normal, some
from lkjip_tools.validate.kinds import finding
from lkjip_tools.validate.kode_nasional import BERKODE, BIDANG, coded_rows

ANY_FIELD = ("X", "XX")  # what the list writes for rows that every field of government has


class Nomenklatur:
    """A list to look codes up in; `01` and `0001` are one sub kegiatan."""

    def __init__(self, table: pd.DataFrame) -> None:
        rows = records(table)
        self._rows = {plain_code(row["kode"]): row for row in rows}
        self._named: dict[str, list[str]] = {}
        for row in rows:
            self._named.setdefault(_name(row["uraian"]), []).append(row["kode"])

    def name(self, code: str) -> str | None:
        """Return what the list calls a code; `None` if it does not have it."""
        for spelt in (code, _of_any_field(code)):
            if row := self._rows.get(plain_code(spelt)):
                return str(row["uraian"])
        return None

    def likely(self, code: str, name: str | None) -> str:
        """Return the code that was probably meant: of the same name, else spelt nearly alike."""
        level = code.count(".")
        named = self._named.get(_name(name), []) if name else []
        same = [spelt for each in named if (spelt := _in_field(each, code)).count(".") == level]
        if same:
            return _as_wide(max(same, key=lambda each: _shared(each, code)), code)
        parent = code.rpartition(".")[0]
        siblings = [
            spelt
            for row in self._rows.values()
            if (spelt := _in_field(row["kode"], code)).rpartition(".")[0] == parent
        ]
        return closest(code, [_as_wide(each, code) for each in siblings])


def check_nomenklatur(
    tables: Mapping[str, pd.DataFrame], name: str, known: Nomenklatur
) -> FindingList:
    """Find programme, kegiatan and sub kegiatan codes of one table that the list does not have.

    Args:
        tables: Tables by name.
        name: One of `kode_nasional.BERKODE`.
        known: The list.
    """
    column, strange = BERKODE[name], dict[str, list[Row]]()
    for row in _below_fields(tables[name], column):
        if known.name(row[column]) is None:
            strange.setdefault(row[column], []).append(row)
    found = []
    for code, same in strange.items():
        uraian = same[0].get("uraian") or ""
        likely = known.likely(code, uraian)
        pesan = f"Kode {code} {uraian}".rstrip() + " tidak ada pada daftar nomenklatur."
        if likely:
            pesan += f" Mungkin maksudnya {likely} {known.name(likely)}."
        pesan += " Perbaiki kodenya, atau lengkapi daftarnya."
        where = at(same, column)
        found.append(finding("kode_di_luar_nomenklatur", where, pesan, code, likely))
    return FindingList(found)


def check_nama_nomenklatur(
    tables: Mapping[str, pd.DataFrame], name: str, known: Nomenklatur
) -> FindingList:
    """Find names of one table that are not those of the list; one finding tells them all.

    What table `program` has is looked at there only: `check_nama_program` compares the others
    with it.
    """
    own = set[str]() if name == "program" else {row["kode"] for row in records(tables["program"])}
    different = [
        (row, listed)
        for row in _below_fields(tables[name], "kode")
        if row["kode"] not in own and row["uraian"]
        if (listed := known.name(row["kode"])) and _name(listed) != _name(row["uraian"])
    ]
    if not different:
        return FindingList()
    shown = some([f"{row['kode']} {listed}" for row, listed in different])
    pesan = (
        f"{len(different)} nama pada tabel {name} bukan nama menurut daftar nomenklatur, yang "
        f"menulis: {shown}. Salin namanya dari daftar itu, atau perbaiki kodenya."
    )
    where = at((row for row, _ in different), "uraian")
    written = "; ".join(f"{row['kode']}: {row['uraian']}" for row, _ in different)
    listed = "; ".join(f"{row['kode']}: {listed}" for row, listed in different)
    return FindingList([finding("nama_nomenklatur", where, pesan, written, listed)])


def plain_code(code: str) -> str:
    """Return a code with the same width in the nomenclature of every year.

    >>> plain_code("8.01.01.2.01.0001") == plain_code("8.01.01.2.01.01")
    True
    """
    if tingkat_of(code) != "sub_kegiatan":
        return code
    parent, _, own = code.rpartition(".")
    return f"{parent}.{int(own)}"


def _below_fields(table: pd.DataFrame, column: str) -> Iterator[Row]:
    """Yield the rows from programmes down: urusan and bidang urusan are law-data."""
    return (row for row in coded_rows(table, column) if row[column].count(".") >= BIDANG)


def _of_any_field(code: str) -> str:
    return ".".join([*ANY_FIELD, *code.split(".")[BIDANG:]])


def _in_field(listed: str, code: str) -> str:
    """Return a code of the list as the field of another code writes it."""
    parts = listed.split(".")
    own = code.split(".")[:BIDANG] if tuple(parts[:BIDANG]) == ANY_FIELD else parts[:BIDANG]
    return ".".join([*own, *parts[BIDANG:]])


def _as_wide(listed: str, code: str) -> str:
    """Return a code with a last part as wide as that of another."""
    parts = listed.split(".")
    if tingkat_of(listed) == "sub_kegiatan":
        parts[-1] = parts[-1].lstrip("0").zfill(len(code.rpartition(".")[2]))
    return ".".join(parts)


def _shared(one: str, other: str) -> int:
    """Return how many parts two codes have in common from the left."""
    pairs = zip(one.split("."), other.split("."), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _name(text: str | None) -> str:
    return normal(text).removeprefix("program")
