"""Headings: the anchor of one, and the chapter or annex it opens."""

from __future__ import annotations

import re
from typing import NamedTuple

_CHAPTER = re.compile(
    r"(?P<word>bab|lampiran)\s+(?P<number>[ivxlcdm]+|\d+)\b[\s:.–—-]*(?=\S)", re.IGNORECASE
)
_ANNEX = "L"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Opening(NamedTuple):
    """What a heading of the first level says it opens.

    Attributes:
        kicker: Its label as written: `BAB III`, `Lampiran I`.
        label: The same as running text names it: `Bab III`.
        code: What numbers of its tables begin with: `3` in Bab III, `L1` in Lampiran I.
        title: The heading without the label.
    """

    kicker: str
    label: str
    code: str
    title: str

    @property
    def is_annex(self) -> bool:
        """Whether it is a `Lampiran`, no `Bab`."""
        return self.code.startswith(_ANNEX)


def opening_of(text: str) -> Opening | None:
    """Read `Bab III Akuntabilitas Kinerja`; `None` if a heading opens neither chapter nor annex.

    >>> opening_of("LAMPIRAN IV: Prestasi")
    Opening(kicker='LAMPIRAN IV', label='Lampiran IV', code='L4', title='Prestasi')
    """
    found = _CHAPTER.match(text)
    if not found:
        return None
    word, number = found["word"].title(), found["number"].upper()
    count = int(number) if number.isdigit() else _from_roman(number)
    return Opening(
        kicker=text[: found.end("number")],
        label=f"{word} {number}",
        code=f"{_ANNEX if word == 'Lampiran' else ''}{count}",
        title=text[found.end() :],
    )


def slug(text: str) -> str:
    """The anchor of a heading or a key, before it is made unique.

    >>> slug("B. Realisasi Anggaran")
    'b-realisasi-anggaran'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "bagian"


def _from_roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )
