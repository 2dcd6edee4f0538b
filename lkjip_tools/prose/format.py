"""How a figure is printed in running text: the formats of a reference, and which fits which figure.

`docs/architecture.md` lists the formats; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal
from urllib.parse import quote

from num2words import num2words

from lkjip_tools.figure import NOT_COMPUTED, Figure, printed, prints_zero
from lkjip_tools.link import FIGURE_SCHEME
from lkjip_tools.number import MINUS, format_number, format_rupiah, is_percent_unit, round_half_up
from lkjip_tools.prose.escape import escape

_DIFFERENCES = ("perubahan_realisasi", "celah", "celah_akhir")  # of two percentages: points
_UNITLESS = ("", "angka", "buah", "indeks", "nilai", "poin", "predikat", "skor")


@dataclass(frozen=True)
class Format:
    """A format of a reference.

    Attributes:
        of: Which figures it may print.
        write: Figure, its value and the style of rupiah to text.
    """

    of: Literal["bilangan", "perubahan", "persen", "poin", "rupiah", "predikat"]
    write: Callable[[Figure, Decimal, str], str]


def fits(figure: Figure, name: str) -> bool:
    """Say whether a format may print a figure: no rupiah as percent, no percent as points."""
    unit = figure.unit.lower()
    match FORMATS[name].of:
        case "persen":
            return is_percent_unit(unit) and not is_points(figure)
        case "poin":
            return is_points(figure)
        case "perubahan":
            return figure.besaran.startswith("perubahan_")
        case "bilangan":
            return unit != "predikat"
        case named:
            return unit == named


def write(figure: Figure, name: str, style: str) -> str:
    """Return a figure in a format that fits it; `n/a` where it could not be computed."""
    value = figure.value
    if isinstance(value, Decimal):
        return FORMATS[name].write(figure, value, style)
    return printed(figure)


def is_points(figure: Figure) -> bool:
    """Say whether a figure is a difference of two percentages."""
    difference = is_percent_unit(figure.unit) and figure.besaran in _DIFFERENCES
    return figure.unit == "poin" or difference


def measure(figure: Figure, style: str) -> str:
    """Return a figure with its unit: `80%`, `4,78 poin`, `Rp5.000`, `12 kasus`, `65,22`."""
    value, unit = figure.value, figure.unit.lower()
    if not isinstance(value, Decimal):
        return printed(figure)
    if is_points(figure):
        return f"{printed(figure)} poin"
    if is_percent_unit(unit):
        return f"{printed(replace(figure, unit='persen'))}%"
    if unit == "rupiah":
        return format_rupiah(value, style)
    return printed(figure) if unit in _UNITLESS else f"{printed(figure)} {figure.unit}"


def size(figure: Figure, style: str) -> str:
    """Return a figure with its unit and without its sign."""
    value = figure.value
    if isinstance(value, Decimal):
        return measure(replace(figure, value=abs(value)), style)
    return NOT_COMPUTED


def direction(figure: Figure) -> str:
    """Return which way a difference goes: `naik`, `turun`, `tetap`.

    What is not zero but prints as zero is `relatif tetap`, so that no text says `naik 0,00`.
    """
    if not isinstance(figure.value, Decimal):
        return NOT_COMPUTED
    if prints_zero(figure):
        return "relatif tetap" if figure.value else "tetap"
    return "naik" if figure.value > 0 else "turun"


def change(figure: Figure, style: str) -> str:
    """Return a difference in words: `naik 2,35 poin`, `turun Rp5.000`, `relatif tetap`."""
    word = direction(figure)
    return f"{word} {size(figure, style)}" if word in ("naik", "turun") else word


def in_words(value: Decimal) -> str:
    """Return a number in letters, to two decimals: `enam puluh lima koma dua dua`."""
    rounded = round_half_up(abs(value), 2)
    whole = rounded == rounded.to_integral_value()
    words = str(num2words(int(rounded) if whole else rounded.normalize(), lang="id"))
    return f"minus {words}" if value < 0 and rounded else words


def link(figure: Figure, text: str) -> str:
    """Return text that stands for a figure, tied to its id."""
    return f"[{escape(text)}]({FIGURE_SCHEME}{quote(figure.id, safe='/.-_~:+')})"


def _scaled(value: Decimal, style: str, name: str, unit: int) -> str:
    amount = format_number(abs(value) / unit, 2)
    return f"{MINUS if value < 0 else ''}{'Rp. ' if style == 'kebiasaan' else 'Rp'}{amount} {name}"


FORMATS: dict[str, Format] = {
    "persen": Format("persen", lambda figure, value, style: measure(figure, style)),
    "persen0": Format("persen", lambda figure, value, style: f"{format_number(value, 0)}%"),
    "poin": Format("poin", lambda figure, value, style: measure(figure, style)),
    "rupiah": Format("rupiah", lambda figure, value, style: format_rupiah(value, style)),
    "juta": Format("rupiah", lambda figure, value, style: _scaled(value, style, "juta", 10**6)),
    "miliar": Format("rupiah", lambda figure, value, style: _scaled(value, style, "miliar", 10**9)),
    "rupiah_terbilang": Format(
        "rupiah",
        lambda figure, value, style: f"{format_rupiah(value, style)} ({in_words(value)} rupiah)",
    ),
    "angka": Format("bilangan", lambda figure, value, style: format_number(value)),
    "bulat": Format("bilangan", lambda figure, value, style: format_number(value, 0)),
    "terbilang": Format("bilangan", lambda figure, value, style: in_words(value)),
    "bulat_terbilang": Format(
        "bilangan",
        lambda figure, value, style: (
            f"{format_number(value, 0)} ({in_words(round_half_up(value, 0))})"
        ),
    ),
    "teks": Format("predikat", lambda figure, value, style: printed(figure)),
    "arah": Format("perubahan", lambda figure, value, style: direction(figure)),
    "besar": Format("perubahan", lambda figure, value, style: size(figure, style)),
    "perubahan": Format("perubahan", lambda figure, value, style: change(figure, style)),
}
