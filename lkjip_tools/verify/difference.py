"""What a verification can find: a file that changed, a cell that gives something else."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

Bagian = Literal["keluaran", "masukan", "paket"]
Json = dict[str, Any]
Keadaan = Literal["berubah", "hilang", "baru", "bukan hasil bab yang tersimpan"]
SHOWN = 160  # letters of a value that a message shows, around the first one that differs
_BEFORE = 60


@dataclass(frozen=True)
class FileDifference:
    """A file that is not what the manifest says.

    Attributes:
        bagian: `keluaran` (of the report), `masukan` (data, params, rules, notebooks), `paket`:
            the code of lkjip.
        berkas: The file, from the project's folder, or from the report's for `keluaran`.
        keadaan: What happened to it.
    """

    bagian: Bagian
    berkas: str
    keadaan: Keadaan


@dataclass(frozen=True)
class Detail:
    """One thing that two outputs, or two cells, do not agree on.

    Attributes:
        jenis: `tabel`, `urutan`, `angka`, `temuan`, `bagan`, `gambar`, `tampilan`, `teks`,
            `keluaran`, `isi sel`, `gagal`.
        tempat: Where in the output: `tabel 'iku', baris 2, kolom 4`.
        tersimpan: As stored; cut around the first letter that differs.
        dihitung: As it comes out now.
    """

    jenis: str
    tempat: str
    tersimpan: str
    dihitung: str


@dataclass(frozen=True)
class CellDifference(Detail):
    """A `Detail` with the cell it was found in.

    Attributes:
        bab: Name of the chapter.
        sel: Number of the cell in the stored notebook, from 1.
        id: The cell's id.
        isi: The cell's source.
        sebab: What may have caused it; see `stored.py`.
    """

    bab: str
    sel: int
    id: str
    isi: str
    sebab: str = ""


def around(stored: str, now: str) -> tuple[str, str]:
    """Cut two texts to what a person needs to see their first difference.

    >>> around("a" * 100 + "1", "a" * 100 + "2")[0].endswith("a1")
    True
    """
    limit = min(len(stored), len(now))
    first = next((at for at in range(limit) if stored[at] != now[at]), limit)
    return _cut(stored, first), _cut(now, first)


def near(stored: Any, now: Any, tolerance: Decimal) -> bool:
    """Say whether two values agree: exactly, or as numbers no further apart than `tolerance`."""
    if stored == now:
        return True
    if tolerance == 0 or stored is None or now is None:
        return False
    try:
        return abs(Decimal(stored) - Decimal(now)) <= tolerance
    except InvalidOperation:
        return False


def _cut(text: str, first: int) -> str:
    start = max(0, first - _BEFORE) if len(text) > SHOWN else 0
    end = start + SHOWN
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
