"""Typed numbers that look computed: percent, rupiah, fractions.

Few false alarms matter more than a full catch: years, dates, regulations, list numbers, NIP, codes
and counts of output pass. Not caught for that reason: whole numbers without a unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh"
_SCALES = "seratus ratus seribu ribu sejuta juta miliar milyar triliun koma setengah"
_WORDS = f"(?:{'|'.join(f'{_UNITS} {_SCALES}'.split())})"
_DIGITS = r"\d+(?:[.,]\d+)*"
_LARGE = r"(?:ribu|juta|miliar|milyar|triliun)\b"
_COUNTED = r"(?:orang|pegawai|personel|program|(?:sub\s?)?kegiatan|sasaran|tujuan|indikator|IKU)\b"

_TYPED = re.compile(
    rf"""
      (?P<rupiah>\b(?:Rp|IDR)\.?\s?{_DIGITS}(?:\s{_LARGE})?|{_DIGITS}\s?(?:{_LARGE}\s)?rupiah\b)
    | (?P<persen>{_DIGITS}\s?(?:%|‰|(?:persen|prosen)\b))
    | (?P<terbilang>\b(?:{_WORDS}\s)+(?:persen|prosen|rupiah)\b)
    | (?P<cacahan>\b\d+\s?\({_WORDS}(?:\s{_WORDS})*\)\s?{_COUNTED})
    | (?P<pecahan>(?<![\d.,/])\d+(?:\.\d{{3}})*,\d{{1,3}}(?![\d/]|[.,]\d))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_OR_ODD = re.compile(r"[!-~]+|(?P<odd>.)", re.DOTALL)
_TIMES_100 = re.compile(r"(?:\b[x]|[×*]|\b(?:di)?kali(?:kan)?)\s?$", re.IGNORECASE)
_CITED = re.compile(
    r"\b(?:pasal|ayat|huruf|angka|butir|nomor|no|poin|lampiran|tabel|gambar|bab|bagian|halaman)"
    r"\.?\s$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s?(?:(?:[cmk]?m[23²³]?|ha|kg|g|ton|l|liter|meter|kilometer|hektare?|derajat|jam|menit|detik)"
    r"\b|°)",
    re.IGNORECASE,
)


class Typed(NamedTuple):
    """A typed number: where it begins in the text, how it reads, how it was recognised."""

    start: int
    text: str
    kind: str


def find_typed(text: str) -> Iterator[Typed]:
    """Yield numbers that look computed.

    Args:
        text: What a reader sees, without markup; any digits and any kind of space.
    """
    plain, places = _plain(text)
    for match in _TYPED.finditer(plain):
        before, after, kind = plain[: match.start()], plain[match.end() :], match.lastgroup or ""
        constant = kind == "persen" and re.match(r"100\D", match[0]) and _TIMES_100.search(before)
        elsewhere = kind == "pecahan" and (_CITED.search(before) or _MEASURED.match(after))
        if not constant and not elsewhere:
            yield Typed(places[match.start()], match[0], kind)


def _plain(text: str) -> tuple[str, list[int]]:
    """Return the text in plain digits and single spaces, and where each letter came from."""
    letters: list[str] = []
    places: list[int] = []
    for found in _PLAIN_OR_ODD.finditer(text):
        plain = found[0]
        if found.lastgroup == "odd":
            if unicodedata.category(plain) == "Cf":
                continue  # zero width: unseen, so it parts no number
            plain = _plain_letter(plain)
            if plain == " " and letters and letters[-1] == " ":
                continue
        letters.append(plain)
        places += range(found.start(), found.end())
    return "".join(letters), places


def _plain_letter(letter: str) -> str:
    if letter.isspace():
        return " "
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", letter)
    return folded if len(folded) == 1 else letter
