"""Form: empty places, NIP, numbers written wrong, values that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lkjip_tools.audit.capaian import HUNDRED
from lkjip_tools.audit.check import (
    MATERIAL,
    MINOR,
    SEDANG,
    SESUAI,
    TINGGI,
    TIPOGRAFI,
    Check,
    accuse,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.lines import clean
from lkjip_tools.audit.model import Column, Table
from lkjip_tools.audit.printed import Place
from lkjip_tools.audit.report import Report
from lkjip_tools.nip import nip_fault

_EMPTY = re.compile(
    r"(?:sebesar|sebanyak|mencapai|adalah|:)\s*(?:Rp\.?\s*)?(?P<hole>[.…]{1,}\s?%|[.…_]{4,}|,-|%)|(?P<xx>\b[xX]{2,}\b\s*%?)"
)


_NIP = re.compile(r"\bNIP\b[.:\s]*(?P<nip>[\d\s.-]{0,30})")


def isian_kosong(report: Report) -> Iterator[Check]:
    """A place never filled in: `sebesar .%`, an empty NIP, a numbered row without words."""
    for paragraph in report.document.paragraphs:
        for found in _EMPTY.finditer(paragraph.text):
            hole = found["hole"] or found["xx"]
            start = found.start("hole" if found["hole"] else "xx")
            yield accuse(
                "isian_kosong",
                "isian_kosong",
                paragraph.at(start),
                paragraph.text[max(0, start - 90) : start + 40],
                hole,
                "",
                "nilai tidak tercetak",
                (MATERIAL, TINGGI),
            )
    for table in report.tables:
        for row in table.rows:
            filled = [cell.text for cell in row.cells if cell.text]
            alone = len(filled) == 1 and re.fullmatch(r"\d{1,2}\.", filled[0])
            if alone and row is table.rows[-1] and len(table.rows) > 2:
                yield accuse(
                    "isian_kosong",
                    "isian_kosong",
                    row.place,
                    row.text,
                    filled[0],
                    "",
                    "baris bernomor tanpa isi",
                    (TIPOGRAFI, TINGGI),
                )


def nip(report: Report) -> Iterator[Check]:
    """A NIP is eighteen digits: birth, appointment, sex, serial."""
    for n, (page, text) in enumerate(report.document.lines, start=1):
        plain = clean(text)
        for found in _NIP.finditer(plain):
            written = found["nip"].strip(" .-")
            fault = _nip_fault(written)
            column = text.find("NIP") + 1
            if not fault:
                yield Check(
                    "nip",
                    "nip",
                    Place(page, n, column),
                    found[0],
                    written,
                    SESUAI,
                    tingkat=TIPOGRAFI,
                )
                continue
            jenis = "nip" if written else "isian_kosong"
            yield accuse(
                "nip",
                jenis,
                Place(page, n, column),
                plain,
                written or found[0].strip(),
                "",
                "18 angka: lahir, pengangkatan, jenis kelamin, urut",
                (TIPOGRAFI, TINGGI),
                fault,
            )


def _nip_fault(written: str) -> str:
    """Say what is wrong with a NIP; empty when nothing is."""
    if not written:
        return "belum diisi"
    hyphens = "ditulis dengan tanda hubung" if "-" in written else ""
    return nip_fault(re.sub(r"[^0-9]", "", written)) or hyphens


def format_bilangan(report: Report) -> Iterator[Check]:
    """Amounts with a stray blank or a thousands mark left out."""
    for table in report.tables:
        for row in table.rows:
            for cell in row.cells:
                number = cell.number
                if number and number.flaw in (
                    "spasi di dalam bilangan",
                    "tanda ribuan tidak lengkap",
                ):
                    yield accuse(
                        "format_bilangan",
                        "format_bilangan",
                        number.place,
                        row.text,
                        number.text,
                        f"{number.value:,.0f}".replace(",", "."),
                        number.flaw,
                        (TIPOGRAFI, TINGGI),
                    )


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
        if not special(row)
        and (a := row.cell(one.index))
        and (b := row.cell(other.index))
        and a.number
        and b.number
    ]
    odd = [a for a, b in pairs if a.value == b.value and a.value % HUNDRED]
    if len(pairs) > 2 and len(odd) == len(pairs):
        first = pairs[0][0]
        yield accuse(
            "kolom_kembar",
            "kolom_kembar",
            first.place,
            f"{one.judul} = {other.judul}",
            first.text,
            "",
            f"{len(pairs)} baris sama seluruhnya",
            (MATERIAL, SEDANG),
            f"kolom {other.judul} disalin ke {one.judul}, atau sebaliknya",
        )


def persen_renstra(report: Report) -> Iterator[Check]:
    """A percentage target above 100 for one indicator: years were added up."""
    for table in report.tables:
        for column in table.column("target_renstra"):
            over = [
                (row, cell)
                for row in table.rows
                if (cell := row.cell(column.index))
                and cell.number
                and cell.number.value > HUNDRED * 2
                and any("(%)" in other.text for other in row.cells)
            ]
            if over:
                row, cell = over[0]
                number = cell.number
                if number:
                    yield accuse(
                        "persen_renstra",
                        "nilai_mustahil",
                        number.place,
                        row.text,
                        number.text,
                        "≤ 100",
                        f"target persen pada {len(over)} baris melebihi 100",
                        (MINOR, SEDANG),
                        "persentase dijumlahkan antar tahun",
                    )


RULES = (
    isian_kosong,
    nip,
    format_bilangan,
    kolom_kembar,
    persen_renstra,
)
