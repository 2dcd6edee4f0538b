"""Where an Indonesian word may be broken at the end of a line.

The rule of the spelling guide (EYD, pemenggalan kata) as far as letters alone tell it: between a
vowel and a consonant that opens a syllable, and between two consonants. Digraphs (ng, ny, sy, kh)
and clusters such as *pr* stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

SOFT_HYPHEN = "\u00ad"
_CONSONANT, _LIQUID = "[b-df-hj-np-tv-z]", "(?<=[bcdfgkpst])[lr]"
_BREAK = re.compile(
    rf"(?<=[aiueo])(?=(?:ng|ny|sy|kh|{_CONSONANT})[aiueo])"
    rf"|(?<=[aiueo]ng)(?={_CONSONANT}[aiueo])"
    rf"|(?<=[aiueo]{_CONSONANT})(?!(?<=n)[gy]|(?<=s)y|(?<=k)h|{_LIQUID})(?={_CONSONANT}[aiueo])",
    re.IGNORECASE,
)
# Letters alone do not tell ber-anak from be-rita, mengukur (meng-ukur) from mengelola (me-ngelola),
# nor tahun-an from ma-kan: there no break is better than a wrong one.
_PREFIX = re.compile(r"(?:be|pe|te)(?=r[aiueo])|(?:me|pe)(?=ng[aiueo])|(?:ber|per|ter)(?=[aiueo])")
_SUFFIX = re.compile(rf"(?:ng|ny|sy|kh|{_CONSONANT})?(?:an|i)$")
_WORD = re.compile(r"(?<![\w./@:%-])[^\W\d_]+(?![\w/@:%])")
_LEFT, _RIGHT = 3, 3  # letters that stay together at the end and at the start of a line
_CAPITALIZED = 9  # letters; shorter ones with a capital are mostly names, which stay whole


def syllables(word: str) -> str:
    """A word with a soft hyphen at every place between two syllables."""
    return _BREAK.sub(SOFT_HYPHEN, word)


def hyphenated(text: str) -> str:
    """Running text with soft hyphens where its words may well be broken.

    Numbers, codes, addresses, abbreviations and short names stay whole, and so does a word where
    its letters do not tell how it is made up.

    >>> hyphenated("Penyelenggaraan pemerintahan oleh SAKIP").replace("\\u00ad", "|")
    'Penye|leng|ga|raan peme|rin|tahan oleh SAKIP'
    """
    return _WORD.sub(lambda found: _hyphenated_word(found[0]), text)


@lru_cache(maxsize=65_536)  # the words of a report come again and again
def _hyphenated_word(word: str) -> str:
    plain = word.islower() or (word[1:].islower() and len(word) >= _CAPITALIZED)
    if not plain:
        return word
    lower = word.lower()
    first = prefix.end() if (prefix := _PREFIX.match(lower)) else 0
    suffix = _SUFFIX.search(lower)
    last = suffix.start() if suffix else len(word)
    places = [
        found.start()
        for found in _BREAK.finditer(word)
        if max(_LEFT, first + 1) <= found.start() <= len(word) - _RIGHT and found.start() < last
    ]
    bounds = [0, *places, len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(bounds))
