"""A report under audit: its document with what all relations need to know about it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lkjip_tools.audit.columns import YEAR, name_columns
from lkjip_tools.audit.model import Document, Heading, Paragraph, Row, Table
from lkjip_tools.audit.words import Names

OWN = re.compile(r"\b(?:LKj(?:IP)?|LAKIP|laporan (?:akuntabilitas )?kinerja)\b", re.IGNORECASE)
ANNEX = re.compile(r"^\W*LAMPIRAN\b", re.IGNORECASE)
_TITLE_LINES, _TITLE = 300, 12
_TITLE_YEAR = re.compile(r"^\W*TAHUN\W+(?:ANGGARAN\W+)?((?:19|20)\d\d)\W*$", re.IGNORECASE)
_INTRO = 200


@dataclass
class Report:
    """A document, and whose and of which year it is; `known` keeps what was worked out once."""

    document: Document
    known: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table in self.tables:
            name_columns(table)

    @property
    def tables(self) -> list[Table]:
        """Its tables."""
        return self.document.tables

    @cached_property
    def tahun(self) -> int:
        """The year it reports on; 0 where it does not say.

        The title page counts most, then sentences that name the report, then headings.
        """
        named: Counter[str] = Counter()
        filled = [text for _, text in self.document.lines[:_TITLE_LINES] if text.strip()]
        for text in filled[:_TITLE]:
            named.update(dict.fromkeys(_TITLE_YEAR.findall(text), _TITLE))
        for text in filled:
            if OWN.search(text):
                named.update(dict.fromkeys(set(YEAR.findall(text)), 2))
        for heading in self.document.headings:
            if heading.place.line < self.annex_line:
                named.update(set(YEAR.findall(heading.text)))
        return int(named.most_common(1)[0][0]) if named else 0

    @cached_property
    def annex_line(self) -> int:
        """The line where the annexes begin: the first annex heading after the last chapter."""
        last = 0
        for heading in self.document.headings:
            if re.match(r"BAB\s", heading.text):
                last = heading.place.line
        for block in self.document.blocks:
            text = block.text if isinstance(block, Heading | Paragraph) else ""
            if block.place.line > last and ANNEX.match(text) and len(text) < 60:
                return block.place.line
        return len(self.document.lines) + 1

    def year_of(self, table: Table) -> int:
        """The year a table is about: its caption's, its annex's, or the report's."""
        texts = [t for t in reversed(table.intro) if "NIP" not in t and len(t) < _INTRO]
        if table.place.line > self.annex_line:
            texts += list(reversed(table.context))
        for text in texts:
            years = {int(year) for year in YEAR.findall(text)}
            if len(years) == 1:
                return years.pop()
            if self.tahun in years:
                return self.tahun
        return self.tahun

    @cached_property
    def names(self) -> Names:
        """The report's names, weighed."""
        return Names(
            cell.text
            for table in self.tables
            for column in table.column("indikator", "uraian", "sasaran")
            for row in table.rows
            if (cell := row.cell(column.index)) and cell.text
        )

    def row_label(self, table: Table, row: Row, *kinds: str) -> str:
        """The name of a row: the cell of its name column."""
        column = table.label_column(*(kinds or ("indikator", "uraian", "sasaran", "tahun")))
        cell = row.cell(column.index) if column else None
        if cell and cell.text and not (cell.number and len(cell.text) < 5):
            return cell.text
        return next((c.text for c in row.cells if sum(ch.isalpha() for ch in c.text) > 4), "")
