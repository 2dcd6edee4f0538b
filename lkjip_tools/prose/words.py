"""Words and figures for sentences that only restate figures.

A sentence is Markdown: every number of a calculation in it is tied to its figure. Sentences never
begin with a number, and the word for a direction always agrees with the difference printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.block import Block, prose
from lkjip_tools.figure import Figure, FigureList, printed, prints_zero
from lkjip_tools.params import Params
from lkjip_tools.prose.escape import escape
from lkjip_tools.prose.format import change, direction, in_words, link, measure, size
from lkjip_tools.records import Row

_MISSING, _ZERO = "belum ada: ", "pembagi nol"  # how `formula.py` notes an empty figure


@dataclass(frozen=True)
class Teller:
    """What sentences are told from.

    Attributes:
        angka: The chapter's figures.
        params: The agency; how it writes rupiah, and the years of its Renstra.
        tahun: Year of the report.
    """

    angka: FigureList
    params: Params
    tahun: int

    def at(self, besaran: str, kode: str, tahun: object = None) -> Figure:
        """Return a figure, of the year of the report unless another is given."""
        return self.angka.at(besaran, kode, self.tahun if tahun is None else tahun)

    def say(self, figure: Figure) -> str:
        """Return a figure with its unit: `65,22`, `80%`, `Rp5.000`."""
        return link(figure, measure(figure, self._style))

    def size(self, figure: Figure, after: str = "") -> str:
        """Return a figure without its sign, and the words that say it: `7,78 di bawah target`."""
        return link(figure, f"{size(figure, self._style)} {after}".strip())

    def change(self, figure: Figure) -> str:
        """Return a difference: `naik 2,35 poin`, `tetap`."""
        return link(figure, change(figure, self._style))

    def gap(self, figure: Figure, to: str) -> str:
        """Return a gap: `7,78 di bawah target`, `sama dengan target`."""
        value = figure.value
        side = "di atas" if isinstance(value, Decimal) and value > 0 else "di bawah"
        if not value:
            return link(figure, f"sama dengan {to}")
        if prints_zero(figure):
            return link(figure, f"sedikit {side} {to}")
        return self.size(figure, f"{side} {to}")

    def percent(self, figure: Figure) -> str:
        """Return a capaian; one that only rounds to a hundred says so."""
        rounded = printed(figure) == "100,00" and figure.value != 100
        return f"{self.say(figure)} (dibulatkan)" if rounded else self.say(figure)

    def predikat(self, figure: Figure) -> str:
        """Return `dengan predikat Tinggi`, or nothing where there is none."""
        if figure.value is None:
            return ""
        exact = " (menurut nilai yang tidak dibulatkan)" if figure.note else ""
        return f" dengan predikat {link(figure, printed(figure))}{exact}"

    @property
    def _style(self) -> str:
        return self.params.kebijakan.gaya_rupiah


def counted(figure: Figure) -> str:
    """Return a count in letters if one or two words do, as running text has it."""
    words = in_words(figure.value) if isinstance(figure.value, Decimal) else ""
    return link(figure, words if 0 < len(words.split()) <= 2 else printed(figure))


def listing(items: Sequence[str]) -> str:
    """Join as Indonesian does: `A`, `A dan B`, `A, B, dan C`."""
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"


def quoted(name: object) -> str:
    """Return a name from the data in quotation marks."""
    return f"“{escape(str(name).strip())}”"


def named(row: Row) -> str:
    """Return an indicator's name; one of negative polarity says which way is better."""
    less = " (makin rendah makin baik)" if row["polaritas"] == "negatif" else ""
    return f"{quoted(row['indikator'])}{less}"


def reason(figure: Figure, divisor: str = "pembaginya") -> str:
    """Return why a figure is empty, to stand after *karena*; `divisor` names what may be zero."""
    note = figure.note.partition("; ")[0]
    if note.startswith(_MISSING):
        missing = [_lower(operand.label) for _, operand in figure.operands if operand.value is None]
        return f"{listing([escape(label) for label in missing])} belum ada"
    if note == _ZERO:
        return f"{divisor} nol"
    return escape(note or "datanya belum ada")


def remark(figure: Figure) -> str:
    """Return a figure's note in parentheses, or nothing."""
    return f" ({escape(figure.note)})" if figure.note else ""


def joined(first: Figure, second: Figure) -> str:
    """Return `dan` between two changes that go the same way, else `sedangkan`."""
    ways = [direction(figure).removeprefix("relatif ") for figure in (first, second)]
    return " dan" if ways[0] == ways[1] else ", sedangkan"


def told(*paragraphs: str) -> Block:
    """Return a prose block of the paragraphs that say something."""
    return prose("\n\n".join(text for text in paragraphs if text))


def told_each(sentences: Iterable[str], before: str = "") -> Block:
    """Return one sentence as a paragraph, several as a list."""
    found = list(sentences)
    if len(found) < 2:
        return told(before, *found)
    return told(before, "\n".join(f"- {sentence}" for sentence in found))


def _lower(label: str) -> str:
    """Return a label as it stands within a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"
