"""Make the font subsets of this folder: `python build.py SOURCE_FOLDER`. See README.md."""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TEXT = "U+20-7E U+A0-FF U+131 U+152-153 U+160-161 U+17D-17E U+2010-2015 U+2018-201E U+2020-2022 "
TEXT += "U+2026 U+2030 U+2032-2033 U+2039-203A U+20AC U+2122 U+2190-2193 U+2212 U+2248 U+2260 "
TEXT += "U+2264-2265 U+25A0 U+25CF"
SYMBOLS = "U+100-17F U+2000-200B U+202F U+2070-208E U+2150-215E U+2190-2199 U+21D0-21D5 U+2211 "
SYMBOLS += "U+221A U+221E U+2248 U+2260-2265 U+25A0-25CF U+2605-2606 U+2610-2612 U+2713-2718 "
SYMBOLS += "U+2756 U+2776-2793 U+2794 U+27A2-27A4 U+391-3C9"

STYLES = ("Regular", "Italic", "Bold", "BoldItalic")
FACES = (
    [("LKjIP Serif", style, f"texgyrebonum-{style.lower()}.otf", TEXT) for style in STYLES]
    + [("LKjIP Sans", style, f"LiberationSans-{style}.ttf", TEXT) for style in STYLES]
    + [("LKjIP Simbol", "Regular", "DejaVuSans.ttf", SYMBOLS)]
)


def make_face(source: Path, family: str, style: str, ranges: str) -> None:
    """Write one face as a desktop font and as WOFF2, under its own name."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=["kern", "liga", "lnum", "tnum", "mark"])
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_codepoints(ranges))
    subsetter.subset(font)
    _rename(font, family, style)
    name = f"{family.replace(' ', '')}-{style}"
    font.save(name + source.suffix)
    font.flavor = "woff2"
    font.save(name + ".woff2")


def _codepoints(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def _rename(font: TTFont, family: str, style: str) -> None:
    spaced = style.replace("BoldItalic", "Bold Italic")
    postscript = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: spaced, 3: postscript, 4: f"{family} {spaced}", 6: postscript}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        cff.topDictIndex[0].FamilyName = family
        cff.topDictIndex[0].FullName = names[4]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for family, style, file, ranges in FACES:
        make_face(folder / file, family, style, ranges)
