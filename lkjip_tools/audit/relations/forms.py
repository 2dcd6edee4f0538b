"""Form: numbering, empty places, NIP, numbers written wrong, values that cannot be."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lkjip_tools.audit.check import (
    MATERIAL, MINOR, RENDAH, SEDANG, SESUAI, TIDAK_SESUAI, TINGGI, TIPOGRAFI, Check,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.lines import clean
from lkjip_tools.audit.model import Column, Table
from lkjip_tools.audit.printed import Place
from lkjip_tools.audit.relations.ratio import HUNDRED
from lkjip_tools.audit.report import Report

_CAPTION = re.compile(r"^\W*(tabel|table|gambar|grafik)\s+(\d{1,3})(?P<part>\s?[a-z])?\b(?!\s*\.\d)", re.IGNORECASE)
_EMPTY = re.compile(
    r"(?:sebesar|sebanyak|mencapai|adalah|:)\s*(?:Rp\.?\s*)?(?P<hole>[.…]{1,}\s?%|[.…_]{4,}|,-|%)|(?P<xx>\b[xX]{2,}\b\s*%?)"
)
_NIP = re.compile(r"\bNIP\b[.:\s]*(?P<nip>[\d\s.-]{0,30})")
_MONTHS_OF = 12


def _check(relasi: str, jenis: str, place: Place, quote: str, printed: str, right: str,
           rumus: str, tingkat: str, keyakinan: str, *sebab: str, putusan: str = TIDAK_SESUAI) -> Check:
    return Check(relasi, jenis, place, quote[:220], printed, putusan, hitung=right, rumus=rumus,
                 tingkat=tingkat, keyakinan=keyakinan, sebab=list(sebab))


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
            yield _check("nomor_tabel", "nomor_tabel", heading.place, heading.text, f"{found[1]} {number}",
                         f"{found[1]} {last[kind] + 1}", f"sesudah nomor {last[kind]}", TIPOGRAFI, TINGGI)
            number = last[kind] + 1
        elif number == last[kind] and not found["part"]:
            yield _check("nomor_tabel", "nomor_tabel", heading.place, heading.text, f"{found[1]} {number}",
                         f"{found[1]} {number + 1}", "nomor dipakai dua kali", TIPOGRAFI, TINGGI)
        last[kind] = number


def nomor_baris(report: Report) -> Iterator[Check]:
    """Item numbers of a table and column numbers of its head run on."""
    for table in report.tables:
        yield from _items(table)
        numbers = [int(c.nomor) for c in table.columns if c.nomor]
        own = list(dict.fromkeys(numbers))
        if len(own) > 2 and own[0] == 1 and own != list(range(1, len(own) + 1)) and not any(c.rumus for c in table.columns):  # noqa: PLR2004
            row = table.head[-1]
            yield _check("nomor_baris", "nomor_daftar", row.place, row.text, ", ".join(map(str, own)),
                         ", ".join(map(str, range(1, len(own) + 1))), "nomor kolom berurut", TIPOGRAFI, TINGGI)


def _items(table: Table) -> Iterator[Check]:
    if not table.rows or table.column("kode"):
        return
    index = table.column("nomor")[0].index if table.column("nomor") else -1
    before = 0
    for row in table.rows if index >= 0 else ():
        cell = row.cell(index)
        found = re.fullmatch(r"(\d{1,3})[.)]?", cell.text) if cell else None
        if not found or not cell or special(row):
            if cell and cell.text:
                before = 0
            continue
        number = int(found[1])
        if before and number not in (before + 1, 1):
            yield _check("nomor_baris", "nomor_daftar", cell.place, row.text, found[1], str(before + 1),
                         f"sesudah nomor {before}", TIPOGRAFI, TINGGI)
            number = before + 1
        before = number


def nomor_huruf(report: Report) -> Iterator[Check]:
    """Lettered items under one head do not begin again in the middle."""
    before = ""
    for block in report.document.blocks:
        marker = getattr(block, "marker", "")
        letter = marker[0].lower() if re.fullmatch(r"[a-z][.)]", marker or "") else ""
        if letter:
            if before and letter not in (chr(ord(before) + 1), "a") and letter <= before:
                yield _check("nomor_huruf", "nomor_daftar", block.place, getattr(block, "text", ""), marker,
                             f"{chr(ord(before) + 1)}.", f"sesudah huruf {before}", TIPOGRAFI, SEDANG)
                letter = chr(ord(before) + 1)
            before = letter
        elif not isinstance(block, Table):
            before = before if len(getattr(block, "text", "")) < 4 else ""  # noqa: PLR2004


def daftar_isi(report: Report) -> Iterator[Check]:
    """A part's letter and title in the table of contents are those of the text."""
    entries, parts = [], {}
    for table in report.tables:
        if "DAFTAR ISI" in table.caption.upper() or any("DAFTAR ISI" in r.text.upper() for r in table.rows[:6]):
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
                yield _check("daftar_isi", "nomor_daftar", place, text, found[2], other,
                             f"judul bagian {found[1]} bab {chapter}", TIPOGRAFI, SEDANG)


def isian_kosong(report: Report) -> Iterator[Check]:
    """A place that was never filled in: `sebesar .%`, an empty NIP, a numbered row without words."""
    for paragraph in report.document.paragraphs:
        for found in _EMPTY.finditer(paragraph.text):
            hole = found["hole"] or found["xx"]
            start = found.start("hole" if found["hole"] else "xx")
            yield _check("isian_kosong", "isian_kosong", paragraph.at(start),
                         paragraph.text[max(0, start - 90) : start + 40], hole, "", "nilai tidak tercetak",
                         MATERIAL, TINGGI)
    for table in report.tables:
        for row in table.rows:
            filled = [cell.text for cell in row.cells if cell.text]
            alone = len(filled) == 1 and re.fullmatch(r"\d{1,2}\.", filled[0])
            if alone and row is table.rows[-1] and len(table.rows) > 2:  # noqa: PLR2004
                yield _check("isian_kosong", "isian_kosong", row.place, row.text, filled[0], "",
                             "baris bernomor tanpa isi", TIPOGRAFI, TINGGI)


def nip(report: Report) -> Iterator[Check]:
    """A NIP is eighteen digits: birth, appointment, sex, serial."""
    for n, (page, text) in enumerate(report.document.lines, start=1):
        plain = clean(text)
        for found in _NIP.finditer(plain):
            written = found["nip"].strip(" .-")
            fault = nip_fault(written)
            column = text.find("NIP") + 1
            if not fault:
                yield _check("nip", "nip", Place(page, n, column), found[0], written, "", "", TIPOGRAFI, TINGGI,
                             putusan=SESUAI)
                continue
            jenis = "nip" if written else "isian_kosong"
            yield _check("nip", jenis, Place(page, n, column), plain, written or found[0].strip(), "",
                         "18 angka: lahir, pengangkatan, jenis kelamin, urut", TIPOGRAFI, TINGGI, fault)


def nip_fault(written: str) -> str:
    """Say what is wrong with a NIP; empty when nothing is."""
    if not written:
        return "belum diisi"
    digits = re.sub(r"\D", "", written)
    if len(digits) != 18:  # noqa: PLR2004
        return f"{len(digits)} angka, seharusnya 18"
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return f"tanggal lahir {digits[:8]} tidak ada"
    if not 1 <= int(digits[12:14]) <= _MONTHS_OF:
        return f"bulan pengangkatan {digits[12:14]} tidak ada"
    if digits[14] not in "12":
        return f"angka jenis kelamin {digits[14]} bukan 1 atau 2"
    if "-" in written:
        return "ditulis dengan tanda hubung"
    return ""


def format_bilangan(report: Report) -> Iterator[Check]:
    """Amounts with a stray blank or a thousands mark left out."""
    for table in report.tables:
        for row in table.rows:
            for cell in row.cells:
                number = cell.number
                if number and number.flaw in ("spasi di dalam bilangan", "tanda ribuan tidak lengkap"):
                    yield _check("format_bilangan", "format_bilangan", number.place, row.text, number.text,
                                 f"{number.value:,.0f}".replace(",", "."), number.flaw, TIPOGRAFI, TINGGI)


def kolom_kembar(report: Report) -> Iterator[Check]:
    """Two measures that cannot be equal every year hold the same numbers on every row."""
    for table in report.tables:
        measured = [c for c in table.columns if c.ukuran in ("realisasi", "capaian", "serapan")]
        for i, one in enumerate(measured):
            for other in measured[i + 1 :]:
                if one.ukuran != other.ukuran and "serapan" in (one.ukuran, other.ukuran):
                    yield from _twins(table, one, other)


def _twins(table: Table, one: Column, other: Column) -> Iterator[Check]:
    pairs = [
        (a.number, b.number)
        for row in table.rows
        if not special(row) and (a := row.cell(one.index)) and (b := row.cell(other.index)) and a.number and b.number
    ]
    odd = [a for a, b in pairs if a.value == b.value and a.value % HUNDRED]
    if len(pairs) > 2 and len(odd) == len(pairs):  # noqa: PLR2004
        first = pairs[0][0]
        yield _check("kolom_kembar", "kolom_kembar", first.place, f"{one.judul} = {other.judul}", first.text, "",
                     f"{len(pairs)} baris sama seluruhnya", MATERIAL, SEDANG,
                     f"kolom {other.judul} disalin ke {one.judul}, atau sebaliknya")


def persen_renstra(report: Report) -> Iterator[Check]:
    """A percentage target above 100 for one indicator: years were added up."""
    for table in report.tables:
        for column in table.column("target_renstra"):
            over = [
                (row, cell)
                for row in table.rows
                if (cell := row.cell(column.index)) and cell.number and cell.number.value > HUNDRED * 2
                and any("(%)" in other.text for other in row.cells)
            ]
            if over:
                row, cell = over[0]
                number = cell.number
                if number:
                    yield _check("persen_renstra", "nilai_mustahil", number.place, row.text, number.text, "≤ 100",
                                 f"target persen pada {len(over)} baris melebihi 100", MINOR, SEDANG,
                                 "persentase dijumlahkan antar tahun")


RULES = (nomor_tabel, nomor_baris, nomor_huruf, daftar_isi, isian_kosong, nip, format_bilangan, kolom_kembar,
         persen_renstra)
__all__ = ["MINOR", "RENDAH", "RULES", "Counter", "Decimal"]
