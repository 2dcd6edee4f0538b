"""Sentences that count or compare: classes, programmes, the plan."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from decimal import Decimal

from lkjip_tools.audit.check import (
    MENGUBAH,
    SEDANG,
    SESUAI,
    TIDAK_SESUAI,
    TINGGI,
    Check,
)
from lkjip_tools.audit.facts import capaian_numbers, indicator_table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.relations.means import listed
from lkjip_tools.audit.relations.structure import arrange
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import Sentence, introduced, sentences

_CLASS = re.compile(
    r"(?P<label>[A-Z][\w ]{2,30}?)\s*\([^()]*?(?P<sign>di\s?atas|lebih dari|>|≥|antara)?\s*"
    r"(?P<low>\d{1,3}(?:[.,]\d+)?)\s*%?\s*(?:-|–|s/d|s\.d\.?|sampai(?: dengan)?|hingga)\s*"
    r"(?P<high>\d{1,3}(?:[.,]\d+)?)\s*%[^()]*\)\s*(?:sebanyak|:|=|berjumlah)\s*(?P<n>\d{1,3})\s*(?:indikator|IKU|sasaran)",
    re.IGNORECASE,
)


def banyaknya_golongan(report: Report) -> Iterator[Check]:
    """`Memuaskan (90 %–100 %) sebanyak 6 indikator`: as many rows are in that class."""
    table = indicator_table(report)
    known = capaian_numbers(table) if table else []
    values = [p.value for p in known]
    if not values:
        return
    for sentence in sentences(report):
        for found in _CLASS.finditer(sentence.text):
            low, high = (Decimal(found[k].replace(",", ".")) for k in ("low", "high"))
            inside = sum(low < v <= high for v in values)
            closed = sum(low <= v <= high for v in values)
            n = int(found["n"])
            putusan = SESUAI if n in (inside, closed) else MENGUBAH
            yield Check(
                "banyaknya_golongan",
                "banyaknya",
                sentence.at(found.start("n")),
                found[0],
                found["n"],
                putusan,
                hitung=str(inside),
                rumus=f"banyaknya {low} < capaian ≤ {high}",
                operan=listed(known),
                numbers=tuple(known),
                keyakinan=TINGGI,
            )


_RENSTRA = re.compile(
    r"(?P<claim>melebihi|melampaui|di\s?atas|belum mencapai|di\s?bawah|sesuai dengan)\s+"
    r"(?:dari\s+)?target\s+"
    r"(?:jangka menengah|renstra|akhir renstra)",
    re.IGNORECASE,
)


def klaim_renstra(report: Report) -> Iterator[Check]:
    """`melebihi target Renstra`: every row of the comparison above does."""
    for sentence in sentences(report):
        found = _RENSTRA.search(sentence.text)
        table = sentence.above[-1] if sentence.above else None
        if (
            not found
            or table is None
            or len(table.column("target")) != 1
            or len(table.column("realisasi")) != 1
        ):
            continue
        target, realisasi = table.column("target")[0], table.column("realisasi")[0]
        if target.tahun <= realisasi.tahun:
            continue
        pairs = [
            (a.number, b.number)
            for row in table.rows
            if (a := row.cell(realisasi.index))
            and (b := row.cell(target.index))
            and a.number
            and b.number
        ]
        if pairs:
            yield _renstra(sentence, found, pairs)


def _renstra(
    sentence: Sentence, found: re.Match[str], pairs: list[tuple[Printed, Printed]]
) -> Check:
    claim = found["claim"].lower().replace("di atas", "melebihi").replace("diatas", "melebihi")
    tests = {"melebihi": operator.gt, "melampaui": operator.gt, "sesuai dengan": operator.ge}
    test = tests.get(claim, operator.lt)
    against = [(a, b) for a, b in pairs if not test(a.value, b.value)]
    return Check(
        "klaim_renstra",
        "klaim",
        sentence.at(found.start()),
        sentence.text[:200],
        found[0],
        MENGUBAH if against else SESUAI,
        hitung="; ".join(f"{a.text} terhadap {b.text}" for a, b in against),
        rumus=f"setiap realisasi {claim} target",
        keyakinan=SEDANG,
        operan=tuple(f"{a.text} (baris {a.place.line}) terhadap {b.text}" for a, b in pairs),
        numbers=tuple(number for pair in pairs for number in pair),
    )


_COUNT = re.compile(r"(\d{1,3})\s*(?:\([\w ]+\)\s*)?(program|kegiatan)\b", re.IGNORECASE)


def banyaknya_program(report: Report) -> Iterator[Check]:
    """`11 kegiatan … dalam 6 program sebagai berikut`: the table below lists as many."""
    for sentence in sentences(report):
        table = introduced(report.document.blocks, sentence.position)
        if not table or not sentence.text.rstrip().endswith(":") or not table.column("pagu"):
            continue
        tree = arrange(table)
        if tree.bukti != "nomor":
            continue
        counted = {
            "program": len(tree.roots),
            "kegiatan": sum(len(node.children) for node in tree.roots),
        }
        for found in _COUNT.finditer(sentence.text):
            right = counted[found[2].lower()]
            yield Check(
                "banyaknya_program",
                "jumlah_kalimat",
                sentence.at(found.start()),
                found[0],
                found[1],
                SESUAI if int(found[1]) == right else TIDAK_SESUAI,
                hitung=str(right),
                rumus=f"banyaknya {found[2].lower()} pada tabel",
                keyakinan=SEDANG,
            )


RULES = (
    banyaknya_golongan,
    klaim_renstra,
    banyaknya_program,
)
