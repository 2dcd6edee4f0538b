"""Is a printed figure the computed one? It is, when the computed one rounds to it.

How far a printed figure was rounded is read off its own decimals: `89,34` stands for everything
that rounds half up to it, `100` for everything from 99,5. A figure that was cut off instead of
rounded is told apart from a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Literal

from lkjip_tools.figure import Figure, FigureList, figure_id
from lkjip_tools.finding import Finding
from lkjip_tools.number import format_number, round_half_up
from lkjip_tools.place import cell_source
from lkjip_tools.records import Row
from lkjip_tools.validate.kinds import finding
from lkjip_tools.value import EMPTY, Value

SAME_NAME = 0.88  # how alike two names must be to stand for one thing
SPELT_OUT = 6  # things that a message spells out; the places of a finding name all of them
Agreement = Literal["sama", "pemotongan", "beda"]


def decimals(value: Decimal) -> int:
    """Return how many decimals a number was written with."""
    return max(0, -int(value.as_tuple().exponent))


def compare(tercatat: Decimal, hitung: Decimal) -> Agreement:
    """Say whether a printed figure agrees with a computed one.

    Args:
        tercatat: As printed; its decimals say how it was rounded.
        hitung: As computed, exact.

    Returns:
        `sama` when equal or when `hitung` rounds half up to `tercatat`; `pemotongan` when it was
        only cut off; else `beda`.
    """
    places = decimals(tercatat)
    if tercatat == hitung or round_half_up(hitung, places) == tercatat:
        return "sama"
    cut = abs(hitung) - abs(tercatat)
    same_sign = tercatat * hitung > 0
    return "pemotongan" if same_sign and 0 <= cut < Decimal(1).scaleb(-places) else "beda"


def printed(value: Decimal | None) -> str:
    """Write a number with exactly the decimals it was printed with; a blank one as blank."""
    return EMPTY if value is None else format_number(value, decimals(value))


def computed(value: Decimal, like: Decimal) -> str:
    """Write a computed number with two decimals as needed, or as many as `like` has."""
    return format_number(value, decimals(like) if decimals(like) > 2 else None)


def check_recorded(
    kode: str,
    tercatat: Any,
    hitung: Any,
    *,
    lokasi: str,
    hal: str,
    rumus: str,
    anjuran: str,
    pembanding: str = "perhitungan menghasilkan",
) -> list[Finding]:
    """Compare a printed figure with a computed one.

    Args:
        kode: Kind of the finding when they differ; cut off digits are always `pemotongan`.
        tercatat: As printed; a blank yields nothing, blanks are `kelengkapan`'s.
        hitung: As computed; nothing can be said when it is empty.
        lokasi: Where it is printed.
        hal: What it is, as the subject of a sentence.
        rumus: The relation that should hold.
        anjuran: What to do, as a sentence.
        pembanding: What gives `hitung`, with its verb.
    """
    if not (isinstance(tercatat, Decimal) and isinstance(hitung, Decimal)):
        return []
    verdict = compare(tercatat, hitung)
    if verdict == "sama":
        return []
    old, new = printed(tercatat), computed(hitung, tercatat)
    if verdict == "pemotongan":
        pesan = (
            f"{hal} tercatat {old}, yaitu hasil {new} yang dipotong tanpa dibulatkan. "
            f"Bulatkan setengah ke atas."
        )
        return [finding("pemotongan", lokasi, pesan, old, new, rumus)]
    pesan = f"{hal} tercatat {old}, sedangkan {pembanding} {new}. {anjuran}"
    return [finding(kode, lokasi, pesan, old, new, rumus)]


def find_figure(figures: FigureList, besaran: str, kode: str, tahun: object) -> Figure | None:
    """Return the figure of this quantity, code and year, if there is one."""
    id = figure_id(besaran, kode, tahun)
    if id in figures:
        return figures[id]
    return None


def find_value(figures: FigureList, besaran: str, kode: str, tahun: object) -> Value:
    """Return the value of the figure of this quantity, code and year; `None` without one."""
    figure = find_figure(figures, besaran, kode, tahun)
    return figure.value if figure else None


def normal(text: str | None) -> str:
    """Return a name without case, spaces and punctuation, for comparing names."""
    return re.sub(r"[\W_]+", "", (text or "").casefold())


def most_alike(name: str, rows: Iterable[Row]) -> Row | None:
    """Return the row whose `uraian` is most like a name; `None` where none is nearly the same.

    Sheets misspell the names of programmes; the word Program before a name is left out of account.
    """
    best, likeness = None, SAME_NAME
    for row in rows:
        mine, its = (normal(text).removeprefix("program") for text in (name, row["uraian"]))
        ratio = SequenceMatcher(None, mine, its, autojunk=False).ratio()
        if ratio >= likeness:
            best, likeness = row, ratio
    return best


def at(rows: Iterable[Row], *columns: str) -> str:
    """Return the places of some rows, or of their cells in these columns, each once, in order."""
    places = [_place(row, column) for row in rows for column in columns or ("",)]
    return "; ".join(dict.fromkeys(places))


def span(rows: list[Row], column: str = "") -> str:
    """Return the places of a whole table, or of a column of it: from the first row to the last."""
    first, last = _place(rows[0], column), _place(rows[-1], column)
    return first if first == last else f"{first} sampai dengan {last}"


def _place(row: Row, column: str) -> str:
    return cell_source(row, column) if column else str(row["source"])


def some(texts: list[str]) -> str:
    """Return the first of many texts as one, and how many there are more.

    >>> some(["a", "b"])
    'a; b'
    """
    more = f"; dan {len(texts) - SPELT_OUT} lagi" if len(texts) > SPELT_OUT else ""
    return "; ".join(texts[:SPELT_OUT]) + more


def total(rows: Iterable[Row], column: str) -> Decimal | None:
    """Return the sum of a column; `None` when no row has a value."""
    values = [row[column] for row in rows if row[column] is not None]
    return sum(values, Decimal(0)) if values else None
