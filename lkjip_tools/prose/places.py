"""Where in a narrative something stands, kept through a parser that forgets it.

Noncharacters mark every reference and the end of every line: no text may hold one, none is markup,
and the parser passes them on as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lkjip_tools.figure import Figure, printed
from lkjip_tools.finding import Tingkat
from lkjip_tools.letters import MISSING, legible
from lkjip_tools.prose.success import find_success
from lkjip_tools.prose.typed import find_typed

_REFERENCE = re.compile(r"\{\{(?P<id>[^|{}]*)(?:\|(?P<format>[^{}]*))?\}\}")
_DIGIT, _FIGURE, _LINE, _END = 0xFDD0, "\ufdda", "\ufddb", "\ufddc"
_MARK = re.compile(f"([{_FIGURE}{_LINE}])([\ufdd0-\ufdd9]+){_END}")
_UNMARKED = re.compile(r" {0,3}\[[^\]]+\]:|\s*\d+[.)]\s*$")  # would no longer be what they are
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
_TABLE = re.compile(r"\|\s*:?-{3,}")
_UNSEEN = "\ufffc"  # stands for a figure where typed numbers are looked for


@dataclass(frozen=True)
class Reference:
    """A reference as it stands in the text."""

    id: str
    format: str
    source: str


@dataclass(frozen=True)
class Resolved:
    """What stands for a reference: its Markdown, and its figure or what is wrong with it."""

    markdown: str
    figure: Figure | None = None
    fault: Fault | None = None


@dataclass
class Fault:
    """Something the agency should change, on a line of the text."""

    kode: str
    pesan: str
    tercatat: str = ""
    line: int = 0
    tingkat: Tingkat | None = None


class Places:
    """A narrative with its places marked, and the faults found while it is written anew.

    Attributes:
        marked: The text to parse: a mark for every reference and at every line's end.
    """

    def __init__(self, text: str) -> None:
        self._references: list[Reference] = []
        legibly, missing = legible(text)
        self._faults = list(_illegible(text, missing))
        self._pending: list[Fault] = []
        self._seen, self._line, self._ends = "", 1, list[tuple[int, int]]()
        self._figures: list[tuple[int, Figure]] = []
        lines = enumerate(legibly.split("\n"), start=1)
        marked = "\n".join(_with_mark(line, number) for number, line in lines)
        self.marked = _REFERENCE.sub(self._keep, marked)

    def read(self, text: str) -> Iterator[str | Reference]:
        """Yield marked text piece by piece, and the references in it."""
        at = 0
        for mark in _MARK.finditer(text):
            if mark.start() > at:
                yield text[at : mark.start()]
            if mark[1] == _FIGURE:
                yield self._references[_decoded(mark[2])]
            else:
                self._pass_end(_decoded(mark[2]))
            at = mark.end()
        if at < len(text):
            yield text[at:]

    def restored(self, text: str) -> str:
        """Return marked text as it was typed."""
        return _MARK.sub(
            lambda mark: self._references[_decoded(mark[2])].source if mark[1] == _FIGURE else "",
            text,
        )

    def see(self, text: str) -> None:
        """Take note of text that the reader will see."""
        self._seen += text

    def see_figure(self, figure: Figure | None) -> None:
        """Take note of a computed figure, if the reference has one: no digits of it were typed."""
        if figure is not None:
            self._figures.append((len(self._seen), figure))
        self._seen += _UNSEEN

    def fault(self, kode: str, pesan: str, tercatat: str = "") -> None:
        """Keep a fault until its line ends."""
        self._pending.append(Fault(kode, pesan, tercatat))

    def end_of_text(self) -> None:
        """Look through a paragraph as the reader will see it, whatever markup parted it."""
        for typed in find_typed(self._seen):
            pesan = (
                f"Angka '{typed.text}' diketik, bukan rujukan; ganti dengan {{{{ id | format }}}}."
            )
            fault = Fault("narasi_angka_diketik", pesan, typed.text, self._line_of(typed.start))
            fault.tingkat = "catatan" if typed.kind == "cacahan" else None
            self._faults.append(fault)
        for said in find_success(self._seen, self._figures):
            pesan = (
                f"“{said.text}” sekalimat dengan capaian {printed(said.capaian)}%, yang di bawah "
                f"100%. Ubah kalimatnya, atau periksa angkanya."
            )
            line = self._line_of(said.start)
            self._faults.append(Fault("narasi_keberhasilan", pesan, said.text, line))
        for braces in _BRACES.finditer(self._seen):
            pesan = f"Tanda '{braces[0]}' tidak membentuk rujukan {{{{ id | format }}}}."
            line = self._line_of(braces.start())
            self._faults.append(Fault("narasi_rujukan", pesan, braces[0], line))
        if table := _TABLE.search(self._seen):
            pesan = "Tabel Markdown tidak dicetak sebagai tabel; isi tabelnya pada data."
            line = self._line_of(table.start())
            self._faults.append(Fault("narasi_markah", pesan, line=line))
        self._seen, self._ends, self._figures = "", [], []

    def faults(self) -> list[Fault]:
        """Return all faults in the order of their lines."""
        self._pass_end(self._line)
        return sorted(self._faults, key=lambda fault: fault.line)

    def _keep(self, found: re.Match[str]) -> str:
        """Put a mark in place of a reference; ends of lines within it stay."""
        id, format = (_MARK.sub("", part or "").strip() for part in found.groups())
        self._references.append(Reference(id, format, _MARK.sub("", found[0])))
        ends = "".join(mark[0] for mark in _MARK.finditer(found[0]))
        return _mark(_FIGURE, len(self._references) - 1) + ends

    def _pass_end(self, line: int) -> None:
        self._line = line
        self._ends.append((len(self._seen), line))
        for fault in self._pending:
            fault.line = line
        self._faults += self._pending
        self._pending = []

    def _line_of(self, place: int) -> int:
        return next((line for end, line in self._ends if end > place), self._line)


def _illegible(text: str, letters: set[str]) -> Iterator[Fault]:
    for place, letter in enumerate(text):
        if letter in letters:
            code = f"U+{ord(letter):04X}"
            pesan = (
                f"Karakter {code} tidak ada pada huruf laporan; ganti, sebab tercetak {MISSING}."
            )
            yield Fault("narasi_markah", pesan, code, text.count("\n", 0, place) + 1)


def _with_mark(line: str, number: int) -> str:
    if not re.search(r"[\w|]", line) or _UNMARKED.match(line):
        return line
    words = line.rstrip(" \t#\\")  # what closes a heading or breaks a line stays last
    return words + _mark(_LINE, number) + line[len(words) :]


def _mark(kind: str, number: int) -> str:
    return kind + "".join(chr(_DIGIT + int(digit)) for digit in str(number)) + _END


def _decoded(digits: str) -> int:
    return int("".join(str(ord(digit) - _DIGIT) for digit in digits))
