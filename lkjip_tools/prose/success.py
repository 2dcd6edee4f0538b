"""Words of success in the sentence of a capaian below a hundred.

Few false alarms matter more than a full catch: passed over are denials, hopes and conditions, what
only says how much was reached, what stands behind a contrast, and sentences that also name a
capaian of a hundred or more, for the words may be about that one.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from lkjip_tools.figure import Figure
from lkjip_tools.number import round_half_up

CAPAIAN, REACHED = "capaian_persen", 100
REACH = 400  # letters around the words that are read: no sentence of sense has more

_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_CLAUSE_END = re.compile(r"[,;:()–—]|\b(?:sehingga|karena|sebab)\b", re.IGNORECASE)
_SUCCESS = re.compile(
    r"""
      \btercapai\b(?!\s+(?:sebesar|sebanyak|sebagian|hanya|baru|adalah|ialah|yaitu|yakni)\b|\s*\ufffc)
    | \b(?:berhasil\s+)?(?:mencapai|memenuhi|melampaui|melebihi)\s+target\b
      (?!\s+(?:akhir|antara|jangka|triwulan|renstra|rpjmd|rkpd|provinsi|nasional)\b)
    | \bberhasil\s+(?:dicapai|dipenuhi|dilampaui)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"""\b(?:
      belum | tidak | tak | bukan | tanpa | kurang | gagal | hampir | nyaris | hanya | sebagian
    | akan | agar | supaya | diharapkan | harapan | upaya | berupaya
    | harus | perlu | seharusnya | jika | bila | apabila | kalau | seandainya | apakah | sejauh
    )\b
    | \b(?:untuk|guna|demi)\s+(?:\w+\s+)?$  # further off they introduce no purpose of the words
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONTRAST = re.compile(
    r";|\b(?:sedangkan|sementara|tetapi|namun|padahal|meski(?:pun)?|walau(?:pun)?|kecuali|selain)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\ufffc\s+(?:(?:yang|telah|sudah|dapat)\s+)*$", re.IGNORECASE)


class Success(NamedTuple):
    """Words of success: where they begin, how they read, and the capaian that denies them."""

    start: int
    text: str
    capaian: Figure


def find_success(text: str, figures: Sequence[tuple[int, Figure]]) -> Iterator[Success]:
    """Yield words that say a target was reached beside a capaian below a hundred.

    Args:
        text: What a reader sees, without markup; U+FFFC stands for a figure.
        figures: Each figure of the text with its place, in the order of their places.
    """
    start = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        first, last = (bisect(figures, place - 1, key=_place) for place in (start, end))
        shown = [(at, figure) for at, figure in figures[first:last] if _is_known(figure)]
        if shown and not any(_reached(figure) for _, figure in shown):
            said = _SUCCESS.finditer(text, start, end)
            found = (_claimed(text, start, words, shown) for words in said)
            yield from (claim for claim in found if claim)
        start = end


def _place(item: tuple[int, Figure]) -> int:
    return item[0]


def _is_known(figure: Figure) -> bool:
    return figure.besaran == CAPAIAN and isinstance(figure.value, Decimal)


def _reached(figure: Figure) -> bool:
    """Say whether a capaian is a hundred or more, or at least prints so."""
    return isinstance(figure.value, Decimal) and round_half_up(figure.value, 2) >= REACHED


def _claimed(
    text: str, start: int, words: re.Match[str], shown: Sequence[tuple[int, Figure]]
) -> Success | None:
    """Return the words with the figure next to them, if they claim what it denies."""
    after = bisect(shown, words.start(), key=_place)
    near = shown[max(after - 1, 0) : after + 1]
    at, capaian = min(near, key=lambda item: abs(item[0] - words.start()))
    before = text[max(start, words.start() - REACH) : words.start()]
    between = text[min(words.end(), at) : max(words.start(), at)]
    if (
        len(between) > REACH
        or _NOT_SAID.search(_CLAUSE_END.split(before)[-1])
        or _AMOUNT.search(before)
        or _CONTRAST.search(between)
    ):
        return None
    return Success(words.start(), words[0], capaian)
