"""Numbering: tables, rows, letters, and the table of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lkjip_tools.audit.check import (
    SEDANG,
    TINGGI,
    TIPOGRAFI,
    Check,
    accuse,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.model import Table
from lkjip_tools.audit.report import Report

_CAPTION = re.compile(
    r"^\W*(tabel|table|gambar|grafik)\s+(\d{1,3})(?P<part>\s?[a-z])?\b(?!\s*\.\d)", re.IGNORECASE
)


def nomor_tabel(report: Report) -> Iterator[Check]:
    """Tables and figures are numbered one after the other."""
    last: dict[str, int] = defaultdict(int)
    for heading in report.document.headings:
        found = _CAPTION.match(heading.text)
        if not found:
            continue
        kind = "tabel" if found[1].lower() == "table" else found[1].lower()
        number = int(found[2])
        if number == 1:
            last[kind] = 1  # lists of tables stand before the tables, annexes begin anew
            continue
        if last[kind] and number not in (last[kind], last[kind] + 1):
            yield accuse(
                "nomor_tabel",
                "nomor_tabel",
                heading.place,
                heading.text,
                f"{found[1]} {number}",
                f"{found[1]} {last[kind] + 1}",
                f"sesudah nomor {last[kind]}",
                (TIPOGRAFI, TINGGI),
            )
            number = last[kind] + 1
        elif number == last[kind] and not found["part"]:
            yield accuse(
                "nomor_tabel",
                "nomor_tabel",
                heading.place,
                heading.text,
                f"{found[1]} {number}",
                f"{found[1]} {number + 1}",
                "nomor dipakai dua kali",
                (TIPOGRAFI, TINGGI),
            )
        last[kind] = number


def nomor_baris(report: Report) -> Iterator[Check]:
    """Item numbers of a table and column numbers of its head run on."""
    for table in report.tables:
        yield from _items(table)
        numbers = [int(c.nomor) for c in table.columns if c.nomor]
        own = list(dict.fromkeys(numbers))
        if (
            len(own) > 2
            and own[0] == 1
            and own != list(range(1, len(own) + 1))
            and not any(c.rumus for c in table.columns)
        ):
            row = table.head[-1]
            yield accuse(
                "nomor_baris",
                "nomor_daftar",
                row.place,
                row.text,
                ", ".join(map(str, own)),
                ", ".join(map(str, range(1, len(own) + 1))),
                "nomor kolom berurut",
                (TIPOGRAFI, TINGGI),
            )


def _items(table: Table) -> Iterator[Check]:
    if not table.rows or table.column("kode"):
        return
    index = table.column("nomor")[0].index if table.column("nomor") else -1
    before = printed = 0
    for row in table.rows if index >= 0 else ():
        cell = row.cell(index)
        found = re.fullmatch(r"(\d{1,3})[.)]?", cell.text) if cell else None
        if not found or not cell or special(row):
            if cell and cell.text:
                before = 0
            continue
        number = int(found[1])
        if before and number not in (before + 1, 1):
            yield accuse(
                "nomor_baris",
                "nomor_daftar",
                cell.place,
                row.text,
                found[1],
                str(before + 1),
                _after("nomor", str(printed), str(before)),
                (TIPOGRAFI, TINGGI),
            )
            before, printed = before + 1, number
        else:
            before = printed = number


def _after(kind: str, printed: str, right: str) -> str:
    """What an item follows: as printed, and what that should be."""
    wrong = f", seharusnya {right}" if printed != right else ""
    return f"sesudah {kind} {printed}{wrong}"


def nomor_huruf(report: Report) -> Iterator[Check]:
    """Lettered items under one head do not begin again in the middle."""
    before, printed = "", ""
    for block in report.document.blocks:
        marker = getattr(block, "marker", "")
        letter = marker[0].lower() if re.fullmatch(r"[a-z][.)]", marker or "") else ""
        if letter:
            follows = chr(ord(before) + 1) if before else ""
            if before and letter not in (follows, "a") and letter <= before:
                yield accuse(
                    "nomor_huruf",
                    "nomor_daftar",
                    block.place,
                    getattr(block, "text", ""),
                    marker,
                    f"{follows}.",
                    _after("huruf", printed, before),
                    (TIPOGRAFI, SEDANG),
                )
                before, printed = follows, letter
            else:
                before = printed = letter
        elif not isinstance(block, Table):
            before = before if len(getattr(block, "text", "")) < 4 else ""


def daftar_isi(report: Report) -> Iterator[Check]:
    """A part's letter and title in the table of contents are those of the text."""
    entries, parts = [], {}
    for table in report.tables:
        if "DAFTAR ISI" in table.caption.upper() or any(
            "DAFTAR ISI" in r.text.upper() for r in table.rows[:6]
        ):
            entries += [(r.cells[0].text.strip(" ."), r.place) for r in table.rows if r.cells]
    chapter = ""
    for heading in report.document.headings:
        if found := re.match(r"BAB\s+([IVX]+)", heading.text):
            chapter = found[1]
        elif found := re.match(r"([A-Z])\.\s+(\S.*)", heading.text):
            parts[chapter, found[1]] = found[2]
    chapter = ""
    for text, place in entries:
        if found := re.match(r"BAB\s+([IVX]+)", text):
            chapter = found[1]
        elif (found := re.match(r"([A-Z])\.\s+(\S.*)", text)) and (chapter, found[1]) in parts:
            other = parts[chapter, found[1]]
            if not report.names.likeness(found[2], other):
                yield accuse(
                    "daftar_isi",
                    "nomor_daftar",
                    place,
                    text,
                    found[2],
                    other,
                    f"judul bagian {found[1]} bab {chapter}",
                    (TIPOGRAFI, SEDANG),
                )


RULES = (
    nomor_tabel,
    nomor_baris,
    nomor_huruf,
    daftar_isi,
)
