"""All figures of a report by id, as `angka.jsonl` holds them: to look up, and to search."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol, Self

from lkjip_tools.errors import FigureNotFoundError, ReportDamagedError, ReportNotFoundError
from lkjip_tools.explain.entry import Entry, Operand, entry_of
from lkjip_tools.expression import readable

FILE = "angka.jsonl"
_WORD = re.compile(r"\w+")
_NEAREST = 5


class Figures(Protocol):
    """A notebook's ledger: it knows its figures and everything they were computed from."""

    def to_json(self) -> list[dict[str, Any]]: ...


class Ledger:
    """Figures by id.

    Args:
        figures: Lines of `angka.jsonl`.
    """

    def __init__(self, figures: Iterable[Mapping[str, Any]]) -> None:
        self._entries = {figure["id"]: entry_of(figure) for figure in figures}

    @classmethod
    def of(cls, figures: Figures) -> Self:
        """Return the ledger of a notebook's figures."""
        return cls(figures.to_json())

    @classmethod
    def read(cls, folder: Path, command: str) -> Self:
        """Read the ledger of a finished report.

        Args:
            folder: `outputs/<instansi>/<tahun>`.
            command: What builds the report, for the message.

        Raises:
            ReportNotFoundError: The report was not built.
            ReportDamagedError: A line of it cannot be read.
        """
        path = folder / FILE
        if not path.is_file():
            raise ReportNotFoundError(path, command)
        figures, formulas = [], set[str]()
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                figure = json.loads(line)
                entry = entry_of(figure)
                if entry.rumus not in formulas:
                    readable(entry.rumus)
            except (ValueError, LookupError, TypeError, AttributeError, SyntaxError):
                raise ReportDamagedError(path, number, command) from None
            figures.append(figure)
            formulas.add(entry.rumus)
        return cls(figures)

    def __getitem__(self, id: str) -> Entry:
        if id not in self._entries:
            raise FigureNotFoundError(id, get_close_matches(id, self._entries, n=_NEAREST))
        return self._entries[id]

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def operand(self, operand: Operand) -> Entry:
        """Return the entry of an operand; one without a line of its own is told as it was read."""
        known = self._entries.get(operand.id)
        if known:
            return known
        return Entry(
            id=operand.id,
            label=operand.label,
            rumus="",
            rule="",
            value=operand.value,
            satuan=operand.satuan,
            note="",
            source=operand.source,
            operands=(),
        )

    def search(self, words: str) -> list[Entry]:
        """Return the figures that hold every word in label, id or source, the best ones first.

        Case and diacritics do not count; a word may be the beginning of a longer one.
        """
        wanted = _WORD.findall(_plain(words))
        found = [(_score(entry, wanted), entry) for entry in self]
        ranked = sorted(
            ((score, entry) for score, entry in found if score),
            key=lambda pair: (-pair[0], not pair[1].rumus, len(pair[1].label), pair[1].id),
        )
        return [entry for _, entry in ranked]


def _score(entry: Entry, wanted: list[str]) -> int:
    """Add up how well each word is met; zero when one is not, or there is none."""
    label, id = _plain(f"{entry.besaran} {entry.label}"), _plain(entry.id)
    rest = _plain(" ".join([entry.source, *(operand.source for operand in entry.operands)]))
    total = 0
    for word in wanted:
        score = max(4 * _met(word, label), 3 * _met(word, id), _met(word, rest))
        if not score:
            return 0
        total += score
    return total


def _met(word: str, text: str) -> int:
    """Say how a text holds a word: 3 as a whole word, 2 as a beginning, 1 inside, 0 not."""
    if word not in text:
        return 0
    parts = re.findall(r"[^\W_]+", text)
    return 3 if word in parts else 2 if any(part.startswith(word) for part in parts) else 1


def _plain(text: str) -> str:
    """Return a text in small letters without diacritics."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
