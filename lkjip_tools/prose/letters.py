"""Letters that the report's typefaces have: an archivable PDF refuses any other."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

_COMMON = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) | set("\n\t–—‘’“”…•−")
_FACES = ("LKjIPSerif-Regular.otf", "LKjIPSimbol-Regular.ttf")
MISSING = "□"


def legible(text: str) -> tuple[str, set[str]]:
    """Return the text in letters that can be printed, and those that had to be replaced.

    A letter without a glyph becomes its plain form if there is one (a wide or Arabic digit, a
    ligature, an odd space), nothing if it is invisible, such as a mark that turns the direction of
    writing, and else `□`.
    """
    if set(text) <= _COMMON:
        return text, set()
    text = unicodedata.normalize("NFC", text)
    instead = {ord(letter): _instead(letter) for letter in set(text) - _COMMON - _glyphs()}
    missing = {chr(code) for code, other in instead.items() if other == MISSING}
    return text.translate(instead), missing


def _instead(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if letter.isspace():
        return " "
    if unicodedata.category(letter) == "Cf":
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain != letter and set(plain) <= _COMMON | _glyphs() else MISSING


@cache
def _glyphs() -> frozenset[str]:
    from fontTools.ttLib import TTFont

    folder = files("lkjip_tools") / "report" / "fonts"
    found: set[int] = set()
    for face in _FACES:
        with (folder / face).open("rb") as file:
            found |= set(TTFont(file, lazy=True).getBestCmap())
    return frozenset(map(chr, found))
