"""What all charts look like: colours, typefaces, sizes, and how long a text is in them.

Every difference that a colour shows is shown by something else too: hatching, the form of a
marker, a dash. Two colours that stand for different things in one chart differ in lightness, so
that they differ on a black-and-white copy and to a reader who sees no red or no green;
`tests/test_plot_look.py` measures both.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

WIDTH = 158.0  # millimetres: the text of an A4 page
TALLEST = 205.0  # millimetres: what leaves room for the caption on one page

INK, SOFT, HAIR, PAPER = "#1d2530", "#566170", "#d3d9df", "#ffffff"
FIRST = "#1b3a57"  # the colour of the report: what was reached, or the first of two series
SECOND = "#b07d1e"  # the second of two series
MISSED, MISSED_EDGE = "#f3d9a4", "#8a5a0b"  # what was not reached; always hatched
BAND = "#dfe6ec"  # behind the data: ranges
LINK = "#aab6c2"  # between two points that belong together

BODY, SMALL = 8.0, 7.5  # points
HATCH = "/////"

_POINT = 25.4 / 72  # millimetres
_FAMILY = "LKjIP Sans"
_FALLBACK = f"'{_FAMILY}', Arial, Helvetica, sans-serif"
_FONTS = Path(str(files("lkjip_tools") / "report" / "fonts"))
_ROUNDING = 1e-6
_BREAK = re.compile(r"(?<=[-/,;])(?=\S)")


@cache
def typeface(size: float, *, bold: bool = False) -> FontProperties:
    """The typeface of the report at a size in points."""
    weight = "bold" if bold else "normal"
    return FontProperties(family=_FAMILY, weight=weight, size=size, fname=_file(bold))


def named_family(svg: str) -> str:
    """Name what may stand in for the typeface where a page does not bring it along."""
    return svg.replace(f"'{_FAMILY}'", _FALLBACK)


def text_width(text: str, size: float = BODY, *, bold: bool = False) -> float:
    """Millimetres that a text takes on one line."""
    return sum(_advance(character, bold) for character in text) * size * _POINT


def line_height(size: float) -> float:
    """Millimetres from one line to the next."""
    return size * _POINT * 1.22


def cap_height(size: float) -> float:
    """Millimetres that a capital or a digit is high."""
    return size * _POINT * 0.716


def wrap(text: str, width: float, size: float = BODY, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `width` millimetres; a word only if it must be."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _fits(joined, width, size, bold):
            lines[-1] = joined
        else:
            lines += _pieces(word, width, size, bold)
    return lines


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Split a word that is longer than a line, after a hyphen, slash or comma where it has one."""
    pieces = [""]
    for part in _BREAK.split(word):
        if pieces[-1] and not _fits(pieces[-1] + part, width, size, bold):
            pieces.append("")
        for character in part:
            if pieces[-1] and not _fits(pieces[-1] + character, width, size, bold):
                pieces.append("")
            pieces[-1] += character
    return pieces


def _fits(text: str, width: float, size: float, bold: bool) -> bool:
    return text_width(text, size, bold=bold) <= width + _ROUNDING


@cache
def _advance(character: str, bold: bool) -> float:
    """How far a character moves the pen, in parts of the type size."""
    font = get_font(_file(bold))
    if not font.get_char_index(ord(character)):
        return 1  # set in whatever the reader has
    font.set_size(1000, 72)
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / 1000


def _file(bold: bool) -> str:
    return str(_FONTS / f"LKjIPSans-{'Bold' if bold else 'Regular'}.ttf")
