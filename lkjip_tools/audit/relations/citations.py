"""Dates and regulations as they are cited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from lkjip_tools.audit.check import (
    MINOR,
    RENDAH,
    SEDANG,
    TINGGI,
    TIPOGRAFI,
    Check,
    accuse,
)
from lkjip_tools.audit.model import Heading, Paragraph, Table
from lkjip_tools.audit.printed import Place
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import MONTH, place_in, texts
from lkjip_tools.audit.words import words
from lkjip_tools.dates import MONTHS

_DATE = re.compile(rf"\b(?P<d>\d{{1,2}})\s+(?P<m>{MONTH})\s+(?P<y>\d{{4}})\b", re.IGNORECASE)


_LAW = re.compile(
    r"(?P<kind>Undang-Undang|Peraturan Pemerintah|Peraturan Presiden|"
    r"Peraturan Menteri [\w ]{3,80}?|"
    r"Peraturan Daerah(?: (?:Kabupaten|Kota|Provinsi) \w+)?|Peraturan Bupati(?: \w+)?|"
    r"Peraturan Gubernur(?: \w+)?|"
    r"Peraturan Wali ?Kota(?: \w+)?|Instruksi Presiden)\s+"
    r"(?:Republik Indonesia\s+)?(?:Nomor|Nomer|No\.?)\s*"
    r"(?P<n>\d{1,3})\s+Tahun\s+(?P<y>\d{4})[\s,]*(?:tentang)?\s*(?P<title>[A-Z][^;.(\n]{8,160})",
    re.IGNORECASE,
)


_TITLE_ALIKE = 0.8


def tanggal_mustahil(report: Report) -> Iterator[Check]:
    """A date that is on no calendar."""
    months = {name.casefold(): n for n, name in enumerate(MONTHS, start=1)}
    for text, block, line in texts(report):
        for found in _DATE.finditer(text):
            try:
                date(int(found["y"]), months[found["m"].casefold()], int(found["d"]))
            except ValueError:
                yield accuse(
                    "tanggal_mustahil",
                    "tanggal_mustahil",
                    place_in(block, found.start(), line),
                    found[0],
                    found[0],
                    "",
                    "tanggal pada kalender",
                    (TIPOGRAFI, TINGGI),
                )


def tanggal_mendahului(report: Report) -> Iterator[Check]:
    """A decree that cites a rule dated after itself."""
    months = {name.casefold(): n for n, name in enumerate(MONTHS, start=1)}
    cited: list[tuple[date, Place, str]] = []
    for block in report.document.blocks:
        if isinstance(block, Heading) and re.search(r"\b(?:KEPUTUSAN|PERATURAN)\b", block.text):
            cited = []
        if not isinstance(block, Paragraph):
            continue
        for found in _DATE.finditer(block.text):
            try:
                day = date(int(found["y"]), months[found["m"].casefold()], int(found["d"]))
            except ValueError:
                continue
            before = block.text[: found.start()]
            if re.search(r"(?:pada tanggal|ditetapkan)\W*$", before, re.IGNORECASE):
                for other, place, quote in cited:
                    if other > day:
                        yield accuse(
                            "tanggal_mendahului",
                            "tanggal_mendahului",
                            place,
                            quote,
                            str(quote)[-80:],
                            "",
                            f"tidak sesudah {found[0]}",
                            (MINOR, TINGGI),
                        )
                cited = []
            elif re.search(r"tanggal\s*$", before, re.IGNORECASE):
                cited.append(
                    (
                        day,
                        block.at(found.start()),
                        block.text[max(0, found.start() - 90) : found.end()],
                    )
                )


def peraturan_beda(report: Report) -> Iterator[Check]:
    """One regulation, by its title, with two years or of two kinds."""
    known: list[tuple[str, int, int, str, Place, str]] = []
    for text, block, line in texts(report):
        if isinstance(block, Table):
            continue
        for found in _LAW.finditer(text):
            place = place_in(block, found.start(), line)
            known.append(
                (
                    _kind(found["kind"]),
                    int(found["n"]),
                    int(found["y"]),
                    found["title"],
                    place,
                    found[0],
                )
            )
    counts = Counter((kind, n, year) for kind, n, year, *_ in known)
    done = set()
    for kind, n, year, title, place, quote in known:
        for kind2, n2, year2, title2, place2, quote2 in known:
            if (
                (kind, n, year) == (kind2, n2, year2)
                or n != n2
                or (kind != kind2 and year != year2)
            ):
                continue
            if not _alike(title, title2) or (kind, n, year) in done:
                continue
            mine, other = counts[kind, n, year], counts[kind2, n2, year2]
            if mine > other or (mine == other and place < place2):
                continue
            done.add((kind, n, year))
            yield accuse(
                "peraturan_beda",
                "peraturan_beda",
                place,
                quote,
                f"{kind} {n}/{year}",
                f"{kind2} {n2}/{year2}",
                f"peraturan berjudul sama (baris {place2.line})",
                (MINOR, SEDANG if mine < other else RENDAH),
                f"di sana: {shorten(quote2, 90, placeholder=' …')}",
            )


def _kind(text: str) -> str:
    return " ".join(text.title().split()[:2])


def _alike(one: str, other: str) -> bool:
    a, b = set(words(one)), set(words(other))
    return len(a & b) >= max(3, _TITLE_ALIKE * min(len(a), len(b)))


RULES = (
    tanggal_mustahil,
    tanggal_mendahului,
    peraturan_beda,
)
