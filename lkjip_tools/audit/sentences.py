"""Sentences with numbers, and what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lkjip_tools.audit.columns import special
from lkjip_tools.audit.model import Block, Heading, Paragraph, Row, Table
from lkjip_tools.audit.printed import Place, Printed, numbers_in
from lkjip_tools.audit.relations.structure import additive, arrange
from lkjip_tools.audit.report import Report
from lkjip_tools.dates import MONTHS

_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z(“\"])|\s*(?<=;)\s+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Rp|No|Kab|Kec|Km|Jl|Jln|Sdr|dr|Drs|Hj|Ir|St|Prov|Sub|dll|dsb)|\b[A-Z])\.$"
)
LARGE = Decimal(1_000_000)
BEFORE, BEHIND = 90, 50
MONTH = "|".join(MONTHS)
_CELL = 20


@dataclass
class Sentence:
    """One sentence and where it stands."""

    text: str
    start: int
    paragraph: Paragraph
    above: list[Table] = field(default_factory=list)
    heading: str = ""
    position: int = 0

    def at(self, offset: int) -> Place:
        """Where a character of it is printed."""
        return self.paragraph.at(self.start + offset)

    def printed(self, found: Printed) -> Printed:
        """A number of it, at its place in the report; `found` counts columns from 1."""
        place = self.at(found.place.column - 1)
        return Printed(found.text, found.readings, found.unit, place, found.flaw)

    def quote(self, number: Printed) -> str:
        """The words around one of its numbers."""
        start = max(0, number.place.column - 1 - BEFORE)
        return self.text[start : number.place.column + BEHIND].strip()

    def numbers(self) -> list[Printed]:
        """Its numbers; the column of each is its offset in the sentence plus one."""
        return list(numbers_in(self.text, Place(0, 1, 1)))


def sentences(report: Report) -> list[Sentence]:
    """Return every sentence, with the tables above it; split once for a report."""
    if "sentences" not in report.known:
        report.known["sentences"] = list(_sentences(report))
    found: list[Sentence] = report.known["sentences"]
    return found


def _sentences(report: Report) -> Iterator[Sentence]:
    above: list[Table] = []
    heading = ""
    for position, block in enumerate(report.document.blocks):
        if isinstance(block, Table):
            above = [*above[-5:], block]
        elif isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Paragraph):
            for start, text in split(block.text):
                yield Sentence(text, start, block, list(above), heading, position)


def split(text: str) -> Iterator[tuple[int, str]]:
    """Split a paragraph into sentences, with their offsets."""
    start = 0
    for found in _END.finditer(text):
        if _ABBREVIATION.search(text[start : found.start()]):
            continue
        yield start, text[start : found.start()]
        start = found.end()
    if text[start:].strip():
        yield start, text[start:]


@dataclass(frozen=True)
class Whole:
    """An amount that can be a denominator: what it is, and as printed."""

    nama: str
    printed: Printed


def wholes(report: Report, sentence: Sentence) -> list[Whole]:
    """Denominators at hand: the pagu of the table above, and the totals of the report."""
    found = []
    for table in reversed(sentence.above[-2:]):
        for row in _tops(table):
            for column in table.column("pagu"):
                if (cell := row.cell(column.index)) and cell.number:
                    found.append(Whole(f"anggaran {report.row_label(table, row)}", cell.number))
        if found:
            break
    return found + totals(report)


def totals(report: Report) -> list[Whole]:
    """The printed totals of pagu of the report's year; found once for a report."""
    if "totals" not in report.known:
        report.known["totals"] = _totals(report)
    found: list[Whole] = report.known["totals"]
    return found


def _totals(report: Report) -> list[Whole]:
    found = []
    for table in report.tables:
        if report.year_of(table) != report.tahun:
            continue
        for row in _tops(table) if len(table.rows) > 3 else ():
            for column in table.column("pagu"):
                cell = row.cell(column.index)
                if cell and cell.number and (special(row) or _spans(table, row)):
                    found.append(Whole("total anggaran", cell.number))
    found.sort(key=lambda whole: -whole.printed.value)
    return found[:4]


def _spans(table: Table, row: Row) -> bool:
    """Whether a row is the only outermost one."""
    return len(arrange(table).roots) == 1 and arrange(table).roots[0].row is row


def _tops(table: Table) -> list[Row]:
    if not additive(table):
        return []
    rows = [row for row in table.rows if special(row) == "jumlah"]
    return [node.row for node in arrange(table).roots[:1]] + rows


def introduced(blocks: list[Block], position: int) -> Table | None:
    """The table right below a block."""
    for block in blocks[position + 1 : position + 3]:
        if isinstance(block, Table):
            return block
    return None


def texts(report: Report) -> Iterator[tuple[str, Block, int]]:
    """Every piece of text: its words, its block, its line."""
    for block in report.document.blocks:
        if isinstance(block, Table):
            for row in [*block.head, *block.rows]:
                for cell in row.cells:
                    if len(cell.text) > 20:
                        yield cell.text, block, cell.place.line
        else:
            yield block.text, block, block.place.line


def place_in(block: Block, offset: int, line: int) -> Place:
    """Where a character of a block stands."""
    if isinstance(block, Paragraph):
        return block.at(offset)
    return Place(block.place.page, line, 1)
