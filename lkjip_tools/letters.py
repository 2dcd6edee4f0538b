"""Letters that the report's typefaces have: an archivable PDF refuses any other."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

_COMMON = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) | set("\n\t–—‘’“”…•−")
_FACES = ("LKjIPSerif-Regular.otf", "LKjIPSimbol-Regular.ttf")
MISSING = "□"
LONGEST = 10_000  # letters of a cell; a page of text has three thousand
#: They turn the direction of writing, so that what is read is not what stands there; and the mark
#: of a byte order, which no archivable PDF takes.
TURNING = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]))


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


def prepare() -> None:
    """Read the typefaces beforehand."""
    _glyphs()


@cache
def _glyphs() -> frozenset[str]:
    from fontTools.ttLib import TTFont

    folder = files("lkjip_tools") / "report" / "fonts"
    found: set[int] = set()
    for face in _FACES:
        with (folder / face).open("rb") as file:
            found |= set(TTFont(file, lazy=True).getBestCmap())
    return frozenset(map(chr, found))


def unprintable(text: str) -> str:
    """Say why a text cannot be printed as it stands, in Indonesian; nothing if it can."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return ""
    if len(text) > LONGEST:
        return f"{len(text)} huruf, paling banyak {LONGEST}; tulis uraian panjang pada narasi"
    unseen = sorted({letter for letter in text.replace("\r\n", "\n") if not _allowed(letter)})
    if unseen:
        return (
            f"memuat huruf yang tidak terlihat ({', '.join(map(_name, unseen[:3]))}); "
            f"hapus, atau ketik ulang isinya"
        )
    letters = set(unicodedata.normalize("NFC", text)) - _COMMON
    rare = letters - _glyphs() if letters else letters
    missing = sorted(letter for letter in rare if not _takes_no_glyph(letter))
    if missing:
        shown = ", ".join(f"{letter} {_name(letter)}" for letter in missing[:3])
        return f"memuat huruf yang tidak dapat dicetak ({shown}); tulis dengan huruf Latin biasa"
    return ""


def printable(text: str) -> str:
    """Return the text as it could be printed; nothing if that would lose a letter."""
    plain = "".join(letter for letter in legible(text)[0] if _allowed(letter))
    return "" if MISSING in plain or len(text) > LONGEST else plain


def _takes_no_glyph(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Cf"


def _allowed(letter: str) -> bool:
    return letter in "\n\t" or (unicodedata.category(letter) != "Cc" and letter not in TURNING)


def _name(letter: str) -> str:
    return f"U+{ord(letter):04X}"
