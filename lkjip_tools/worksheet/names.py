"""Names of cells: legal in a spreadsheet, each once, the same on every run.

`capaian_persen/IKU-1/2023` becomes `capaian_persen_IKU_1_2023`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 200  # a spreadsheet takes 255
_OTHER = re.compile(r"[^A-Za-z0-9]+")
#: What a spreadsheet would read as a cell: `A1`, `XFD1048576`, `R1C1`, `R`, `C`.
_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d*|[Rr]\d*([Cc]\d*)?|[Cc]\d*|\d.*")


def cell_names(ids: Iterable[str]) -> dict[str, str]:
    """Return a name for every id; two that come out alike, whatever their case, are numbered."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        plain = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode("ascii")
        stem = _OTHER.sub("_", plain).strip("_")[:_LONGEST] or "angka"
        stem = f"_{stem}" if _LIKE_CELL.fullmatch(stem) else stem
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}__{number}"
        taken.add(name.casefold())
        names[id] = name
    return names
