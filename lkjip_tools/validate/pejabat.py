"""Officials: NIP that can be one, and one name and rank for one person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import pandas as pd

from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.nip import nip_fault
from lkjip_tools.params import Pejabat
from lkjip_tools.records import Row, records
from lkjip_tools.validate.compare import at, normal
from lkjip_tools.validate.kinds import finding

ALIKE = 0.7  # how alike the names of one person are at least


@dataclass(frozen=True)
class Person:
    """One official as one place names him; `cells` says where each of the three stands."""

    nama: str
    pangkat: str | None
    nip: str | None
    source: str
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def digits(self) -> str:
        """The digits of the NIP."""
        return re.sub(r"\D", "", self.nip or "")


def persons(
    pk: pd.DataFrame, signed: pd.DataFrame, sop: pd.DataFrame, kepala: Pejabat
) -> list[Person]:
    """Return every mention of an official; the head as `params` names him comes first.

    `signed` are signatures of any form: `nama`, `pangkat`, `nip`, `source`.
    """
    found = [Person(kepala.nama, kepala.pangkat, kepala.nip, "params: kepala")]
    for row in records(pk):
        for side in ("pertama", "kedua"):
            found.append(_person(row, f"pihak_{side}_"))
    found += [_person(row) for row in records(signed) if row["nama"]]
    numbers = {row["sop"]: row for row in records(sop) if row["bagian"] == "nip"}
    found += [
        Person(row["isi"], None, numbers[row["sop"]]["isi"], numbers[row["sop"]]["source"])
        for row in records(sop)
        if row["bagian"] == "nama_penanda_tangan" and row["isi"] and row["sop"] in numbers
    ]
    return found


def check_nip(mentions: Iterable[Person]) -> FindingList:
    """Find NIP that cannot be one: eighteen digits, birth date, month of appointment, sex."""
    wrong: dict[str, list[Person]] = {}
    for person in mentions:
        if person.nip and nip_fault(person.nip):
            wrong.setdefault(person.nip, []).append(person)
    return FindingList(
        finding(
            "nip_salah",
            _places(people, "nip"),
            f"NIP {nip} ({people[0].nama}) {nip_fault(nip)}. Tulis NIP yang benar.",
            nip,
            rumus="TTTTBBHH TTTTBB J UUU",
        )
        for nip, people in wrong.items()
    )


def check_pejabat(mentions: Iterable[Person]) -> FindingList:
    """Find one person with several names or ranks.

    Mentions are of one person when the NIP is the same, or has the same birth date and the names
    are alike: a misprinted NIP is still his.
    """
    people: list[list[Person]] = []
    for person in mentions:
        if len(person.digits) >= 8:
            known = next((group for group in people if _is_same(group[0], person)), None)
            if known is None:
                people.append([person])
            else:
                known.append(person)
    found: list[Finding] = []
    for same in people:
        found += _variants("nama_pejabat", f"Nama {same[0].nama}", same, "nama")
        found += _variants("pangkat_pejabat", f"Pangkat {same[0].nama}", same, "pangkat")
    return FindingList(found)


def _person(row: Row, before: str = "") -> Person:
    columns = {part: f"{before}{part}" for part in ("nama", "pangkat", "nip")}
    name, rank, nip = (row[column] for column in columns.values())
    cells = {part: at([row], column) for part, column in columns.items()}
    return Person(name, rank, nip, row["source"], cells)


def _is_same(one: Person, other: Person) -> bool:
    if one.digits == other.digits:
        return True
    names = SequenceMatcher(None, normal(one.nama), normal(other.nama), autojunk=False)
    return one.digits[:8] == other.digits[:8] and names.ratio() > ALIKE


def _variants(kind: str, what: str, same: list[Person], part: str) -> list[Finding]:
    spelled: dict[str, list[Person]] = {}
    for person in same:
        text = getattr(person, part)
        if text:
            spelled.setdefault(normal(text), []).append(person)
    if len(spelled) < 2:
        return []
    usual, *others = sorted(spelled.values(), key=len, reverse=True)
    rare = [person for group in others for person in group]
    listed = "; ".join(
        f"{getattr(group[0], part)} ({len(group)} kali)" for group in (usual, *others)
    )
    pesan = f"{what} ditulis berbeda-beda: {listed}. Pakai satu penulisan."
    return [finding(kind, _places([usual[0], *rare], part), pesan, listed)]


def _places(people: Iterable[Person], part: str) -> str:
    return "; ".join(dict.fromkeys(person.cells.get(part, person.source) for person in people))
