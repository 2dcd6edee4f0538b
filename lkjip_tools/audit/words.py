"""Words: what the headings mean, and when two names mean the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Any

from lkjip_tools.errors import InputError
from lkjip_tools.yaml_file import read_source

_FILE = Path(__file__).parent / "istilah.yml"
_WORD = re.compile(r"[a-z0-9]+")
_SPELT_OUT = re.compile(r"\b(?:\w ){3,}\w\b")
SAME, SAME_LONG = 0.62, 0.72
_LONG = 8


@cache
def istilah() -> dict[str, Any]:
    """The word lists of `istilah.yml`."""
    return dict(read_source(_FILE, InputError).data)


@cache
def _measures() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (ukuran, re.compile(rf"(?<!\w)(?:{pattern})"))
        for ukuran, patterns in istilah()["ukuran"].items()
        for pattern in patterns
    ]


def measure_of(heading: str) -> str:
    """Return what a heading measures: the earliest known phrase in it, empty when there is none."""
    text = plain(heading)
    best: tuple[int, int, str] | None = None
    for order, (ukuran, pattern) in enumerate(_measures()):
        found = pattern.search(text)
        if found and found[0].strip():
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            if best is None or (start, order) < best[:2]:
                best = (start, order, ukuran)
    return best[2] if best else ""


def mentions(kind: str, text: str) -> bool:
    """Say whether a text has one of the phrases of a list."""
    return any(re.search(pattern, plain(text)) for pattern in istilah()[kind])


def is_row_of(kind: str, label: str) -> bool:
    """Say whether a label is that of a total (`jumlah`) or a mean (`rata_rata`)."""
    text = re.sub(r"\([^)]*\)", "", plain(label)).strip(" .:-")
    return bool(re.fullmatch(istilah()[kind], text))


def plain(text: str) -> str:
    """Lower case, single blanks, and `J U M L A H` as one word."""
    lowered = re.sub(r"\s+", " ", text.casefold()).strip()
    return _SPELT_OUT.sub(lambda found: found[0].replace(" ", ""), lowered)


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a name that set it apart."""
    common = istilah()["kata_umum"]
    return tuple(
        dict.fromkeys(w for w in _WORD.findall(plain(name)) if len(w) > 1 and w not in common)
    )


class Names:
    """Weighs the words of a report's names: the rarer, the more they tell."""

    def __init__(self, names: Iterable[str]) -> None:
        self.counts = Counter(word for name in set(names) for word in words(name))
        self.known = max(len(set(self.counts)), 1)
        self._cache: dict[tuple[str, str], float] = {}

    def weight(self, word: str) -> float:
        """How much a word tells."""
        return 1 / (1 + log(1 + self.counts.get(word, 0)))

    def likeness(self, one: str, other: str) -> float:
        """How alike two names are, from 0 to 1, misspellings forgiven."""
        key = (one, other) if one < other else (other, one)
        if key not in self._cache:
            self._cache[key] = self._likeness(words(one), words(other))
        return self._cache[key]

    def _likeness(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        if not one or not other:
            return 0.0
        if set(one).isdisjoint(other) and not any(_near(a, b) for a in one for b in other):
            return 0.0
        one, other = _joined(one, other), _joined(other, one)
        rest = list(other)
        common = 0.0
        for word in one:
            twin = word if word in rest else next((b for b in rest if _near(word, b)), None)
            if twin is not None:
                rest.remove(twin)
                common += max(self.weight(word), self.weight(twin))
        small = min(self._sum(one), self._sum(other))
        large = max(self._sum(one), self._sum(other))
        return (common / small + common / large) / 2

    def _sum(self, name: tuple[str, ...]) -> float:
        return sum(self.weight(word) for word in name)

    def same(self, one: str, other: str) -> bool:
        """Say whether two names stand for one thing."""
        long = min(len(words(one)), len(words(other))) > _LONG
        return self.likeness(one, other) >= (SAME_LONG if long else SAME)


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Join two words that the other name writes as one: `penata usahaan`."""
    out: list[str] = []
    for word in one:
        if out and out[-1] + word in other:
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)


@lru_cache(maxsize=65536)
def _near(one: str, other: str) -> bool:
    """A misspelling: one letter more, less or other in a word of six or more; or a common stem."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 3:
        return False
    if one[:3] != other[:3]:
        return False
    return _distance(one, other) <= (2 if min(len(one), len(other)) > 7 else 1)


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]
