"""A problem: what cannot be read, or can and is wrong, with the cells it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkjip_tools import finding as kinds
from lkjip_tools.errors import Fault
from lkjip_tools.place import Place

Tingkat = Literal["kesalahan"] | kinds.Tingkat
WEIGHTS: tuple[Tingkat, ...] = ("kesalahan", *kinds.WEIGHTS)
UNREADABLE, HIDDEN = "tidak_terbaca", "tersembunyi"
_APART = re.compile(r";\s*")
_TO = " sampai dengan "
_FILE = re.compile(r"(?P<file>\S+\.\w+)(?:, baris (?P<row>\d+).*| baris (?P<line>\d+))?")
_SHEET = re.compile(r"(?P<file>\S+\.xlsx) lembar (?P<sheet>.+)")


@dataclass(frozen=True)
class Problem:
    """One thing to mend.

    Attributes:
        tingkat: `kesalahan`: it cannot be read; else the weight of the finding.
        kode: Kind of the finding; `tidak_terbaca` for what cannot be read.
        places: The cells it is about, the first one first; rows or whole files where no cell is.
        lokasi: The same as the report prints it: an answer in `tanggapan.csv` repeats it.
        pesan: What is wrong, what was expected, what to do, in Indonesian.
        ditemukan: What stands there.
        diharapkan: What follows from other data, or was probably meant; empty if nothing does.
        rumus: The relation that does not hold.
        angka: Id of the figure it is about, where it is about one.
        tanggapan: The agency's answer, if it has given one.
    """

    tingkat: Tingkat
    kode: str
    places: tuple[Place, ...]
    lokasi: str
    pesan: str
    ditemukan: str = ""
    diharapkan: str = ""
    rumus: str = ""
    angka: str = ""
    tanggapan: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of a final report."""
        return self.tingkat == "kesalahan" or (self.tingkat == "material" and not self.tanggapan)

    def located(self, locate: Callable[[Place], Place]) -> Problem:
        """Return the problem with its places completed."""
        return replace(self, places=tuple(map(locate, self.places)))

    def to_json(self) -> dict[str, Any]:
        """Return the problem as `lkjip check --json` writes it."""
        plain = ("tingkat", "kode", "pesan", "ditemukan", "diharapkan", "rumus", "angka")
        return {name: getattr(self, name) for name in plain} | {
            "tanggapan": self.tanggapan,
            "tempat": [place_json(place) for place in self.places],
            "lokasi": self.lokasi,
        }


def place_json(place: Place) -> dict[str, Any]:
    """Return a place as JSON: where it is in its file, and as a spreadsheet names it."""
    return {
        "berkas": place.file,
        "lembar": place.sheet,
        "sel": place.address,
        "baris": place.row or None,
        "kolom": place.column,
        "naskah": place.lines,
    }


def of_fault(fault: Fault) -> Problem:
    """Return what cannot be read as a problem."""
    return Problem(
        "kesalahan",
        UNREADABLE,
        (fault.place,),
        str(fault.place),
        fault.message,
        fault.found,
        fault.suggestion,
    )


def of_note(note: Fault) -> Problem:
    """Return what a person may have overlooked, such as a hidden row, as a problem."""
    return replace(of_fault(note), tingkat="catatan", kode=HIDDEN)


def of_finding(finding: Mapping[str, str]) -> Problem:
    """Return a finding, as `response.answer` gives it, as a problem."""
    weight = next(name for name in WEIGHTS if name == finding["tingkat"])
    return Problem(
        weight,
        finding["kode"],
        tuple(dict.fromkeys(places(finding["lokasi"]))),
        finding["lokasi"],
        finding["pesan"],
        finding["nilai_tercatat"],
        finding["nilai_hitung"],
        finding["rumus"],
        finding["angka"],
        finding["tanggapan"],
    )


def places(lokasi: str) -> Iterator[Place]:
    """Yield the places that a finding names; a range of rows row by row."""
    for part in _APART.split(lokasi):
        start, _, end = part.partition(_TO)
        first, last = _place(start), _place(end)
        if first and last and first.file == last.file and first.row < last.row:
            yield from (replace(first, row=row, lines="") for row in range(first.row, last.row + 1))
        elif first:
            yield first


def _place(text: str) -> Place | None:
    if not text:
        return None
    if place := Place.parse(text):
        return place
    if sheet := _SHEET.fullmatch(text):
        return Place(sheet["file"], sheet=sheet["sheet"])
    found = _FILE.fullmatch(text)
    return Place(found["file"], int(found["row"] or found["line"] or 0)) if found else Place(text)
