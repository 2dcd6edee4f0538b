"""Sentences about performance: what they say of an indicator, of classes, of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from lkjip_tools.audit.check import (
    MENGUBAH, RENDAH, SEDANG, SESUAI, TIDAK_SESUAI, TINGGI, Check, exact, shown, verdict,
)
from lkjip_tools.audit.columns import YEAR, special
from lkjip_tools.audit.facts import Fact, table_facts
from lkjip_tools.audit.model import Table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.relations.ratio import HUNDRED
from lkjip_tools.audit.relations.structure import arrange
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import Sentence, introduced, sentences
from lkjip_tools.audit.words import words

_SAID = {
    "capaian": re.compile(r"(?:nilai |tingkat |realisasi )?capaian\w*(?: kinerja\w*)?", re.IGNORECASE),
    "realisasi": re.compile(r"(?:ter)?r?realisasi(?:nya|kan)?", re.IGNORECASE),
    "target": re.compile(r"target(?:nya)?", re.IGNORECASE),
}
_FILL = re.compile(
    r"^(?:\W|adalah|sebesar|yaitu|yakni|mencapai|dicapai|yang|nya|pada|di|tahun|untuk|dengan|hanya|telah|"
    r"sebanyak|(?:19|20)\d\d|[A-D]{1,2}(?=\W*\())*$",
    re.IGNORECASE,
)
_SECTION = 40
_CLOSE, _NAMED = 3, 0.6


def kalimat_indikator(report: Report) -> Iterator[Check]:
    """`target 80 %, terealisasi 100 %, capaian 125 %`: as in the indicator's table above."""
    facts = [f for f in table_facts(report) if f.ukuran in _SAID and f.printed]
    for sentence in sentences(report):
        near = [f for f in facts if any(f.table is t for t in sentence.above)]
        if not near or not any(ch.isdigit() for ch in sentence.text):
            continue
        for ukuran, number in _said(sentence):
            yield from _said_of(report, sentence, ukuran, number, near)


def _said(sentence: Sentence) -> Iterator[tuple[str, Printed]]:
    """Measures a sentence gives a value for: the word right before a number."""
    for number in sentence.numbers():
        before = sentence.text[: number.place.column - 1]
        if YEAR.fullmatch(number.text) or number.unit not in ("persen", "") or number.value < 1:
            continue
        best: tuple[int, str] | None = None
        for ukuran, pattern in _SAID.items():
            for found in pattern.finditer(before):
                longer = best is None or found.end() > best[0]
                if longer and _FILL.match(before[found.end() :]) and len(before) - found.end() < _SECTION:
                    best = (found.end(), ukuran)
        if best:
            yield best[1], number


def _said_of(
    report: Report, sentence: Sentence, ukuran: str, number: Printed, near: list[Fact]
) -> Iterator[Check]:
    tahun = _year(sentence, number) or report.tahun
    same = [f for f in near if f.ukuran == ukuran and f.tahun == tahun and f.printed]
    last = max((f.table.number for f in same), default=0)
    close = [f for f in same if f.table.number > last - _CLOSE]
    named = ""
    for some in (close, same):  # the tables right above come before those further up
        names = {f.nama for f in some if _share(f.nama, sentence.text) >= _NAMED}
        if names:
            named = max(sorted(names), key=lambda n: _share(n, sentence.text))
            same = [f for f in some if f.nama == named]
            break
    if not named and len({f.nama for f in close}) != 1:
        return
    same = same if named else close
    if not same:
        return
    given = [f.printed for f in same if f.printed]
    putusan, found = verdict(number, [exact(f"tabel baris {p.place.line}", r.value) for p in given for r in p.readings])
    if found is None:
        return
    if putusan == TIDAK_SESUAI and (number.value >= HUNDRED) != (found.value >= HUNDRED):
        putusan = MENGUBAH
    printed = sentence.printed(number)
    yield Check(
        "kalimat_indikator", "kalimat_tabel", printed.place, _around(sentence, number), number.text,
        putusan, hitung=shown(found.value, number), rumus=f"{ukuran} {tahun} {same[0].nama}",
        operan=tuple(f"{p.text} (baris {p.place.line})" for p in given), printed=printed,
        keyakinan=TINGGI if named else SEDANG, nilai=found.value,
    )


def _share(name: str, text: str) -> float:
    known = words(name)
    inside = set(words(text))
    return sum(w in inside for w in known) / max(len(known), 1)


def _year(sentence: Sentence, number: Printed) -> int:
    """The last year named before a number."""
    years = YEAR.findall(sentence.text[: number.place.column - 1])
    return int(years[-1]) if years else 0


def _around(sentence: Sentence, number: Printed) -> str:
    start = max(0, number.place.column - 1 - 90)
    return sentence.text[start : number.place.column + 40].strip()


_WHOLE = re.compile(
    r"(?:realisasi|capaian|pencapaian)\s+(?:kinerja\s+)?(?:indikator\s+)?(?:kinerja\s+)?(?:utama\s+)?"
    r"(?:sasaran|IKU|indikator|organisasi|kinerja)(?:\s+strategis)?",
    re.IGNORECASE,
)
_IS = re.compile(r"sebesar\s*(?=\d)|rata-rata\s*(?:adalah|mencapai)?\s*(?=\d)", re.IGNORECASE)
_OTHER = re.compile(r"anggaran|keuangan|belanja|serap|naik|turun|meningkat|menurun", re.IGNORECASE)


def simpulan(report: Report) -> Iterator[Check]:
    """The overall capaian in preface and conclusion is the one of the indicator table."""
    means = _printed_means(report)
    if not means:
        return
    for sentence in sentences(report):
        found = _WHOLE.search(sentence.text)
        value = _IS.search(sentence.text, found.end()) if found else None
        if not found or not value or _OTHER.search(sentence.text[found.end() : value.end()]):
            continue
        if _has_own_table(report, sentence):
            continue
        number = next((n for n in sentence.numbers() if n.place.column - 1 == value.end()), None)
        if number is None or number.unit != "persen":
            continue
        known = [exact(f"rata-rata tercetak (baris {p.place.line})", p.value) for p in means]
        known += [exact(c, v) for c, v in _computed_means(report)]
        putusan, best = verdict(number, known)
        if best:
            printed = sentence.printed(number)
            yield Check("simpulan", "simpulan", printed.place, _around(sentence, number), number.text,
                        putusan, hitung=shown(best.value, number), rumus="rata-rata capaian indikator",
                        operan=tuple(f"{p.text} (baris {p.place.line})" for p in means), printed=printed,
                        keyakinan=SEDANG, nilai=best.value)


def _has_own_table(report: Report, sentence: Sentence) -> bool:
    """Inside the analysis of one sasaran, `capaian kinerja` is that sasaran's."""
    table = sentence.above[-1] if sentence.above else None
    return bool(table and (table.column("capaian") or table.column("realisasi")) and len(table.rows) < 4  # noqa: PLR2004
                and sentence.paragraph.place.line - table.place.line < _SECTION * 2
                and not table.column("tahun"))


def _indicator_table(report: Report) -> Table | None:
    """The table that measures the most indicators of the report's year."""
    tables = [
        t for t in report.tables
        if t.column("capaian") and t.column("target") and t.column("realisasi") and not t.column("kode")
        and report.year_of(t) == report.tahun
    ]
    return max(tables, key=lambda t: len(t.rows), default=None)


def _printed_means(report: Report) -> list[Printed]:
    table = _indicator_table(report)
    rows = [row for row in table.rows if special(row) == "rata_rata"] if table else []
    return [cell.number for row in rows for cell in row.cells if cell.number]


def _computed_means(report: Report) -> Iterator[tuple[str, Decimal]]:
    table = _indicator_table(report)
    values = _capaian_values(table) if table else []
    if values:
        yield f"rata-rata {len(values)} indikator", sum(values, Decimal(0)) / len(values)
        capped = [min(v, HUNDRED) for v in values]
        yield "rata-rata, paling tinggi 100", sum(capped, Decimal(0)) / len(values)


def _capaian_values(table: Table) -> list[Decimal]:
    """Capaian of each indicator row; in a row that lost a cell, the last number."""
    column = table.column("capaian")[0]
    values = []
    for row in table.rows:
        cell = row.cell(column.index)
        if not special(row) and cell and cell.number:
            values.append(cell.number.value)
    return values


_CLASS = re.compile(
    r"(?P<label>[A-Z][\w ]{2,30}?)\s*\([^()]*?(?P<sign>di\s?atas|lebih dari|>|≥|antara)?\s*"
    r"(?P<low>\d{1,3}(?:[.,]\d+)?)\s*%?\s*(?:-|–|s/d|s\.d\.?|sampai(?: dengan)?|hingga)\s*"
    r"(?P<high>\d{1,3}(?:[.,]\d+)?)\s*%[^()]*\)\s*(?:sebanyak|:|=|berjumlah)\s*(?P<n>\d{1,3})\s*(?:indikator|IKU|sasaran)",
    re.IGNORECASE,
)


def banyaknya_golongan(report: Report) -> Iterator[Check]:
    """`Memuaskan (90 %–100 %) sebanyak 6 indikator`: as many rows are in that class."""
    table = _indicator_table(report)
    values = _capaian_values(table) if table else []
    if not values:
        return
    for sentence in sentences(report):
        for found in _CLASS.finditer(sentence.text):
            low, high = (Decimal(found[k].replace(",", ".")) for k in ("low", "high"))
            inside = sum(low < v <= high for v in values)
            closed = sum(low <= v <= high for v in values)
            n = int(found["n"])
            putusan = SESUAI if n in (inside, closed) else MENGUBAH
            yield Check("banyaknya_golongan", "banyaknya", sentence.at(found.start("n")), found[0],
                        found["n"], putusan, hitung=str(inside), rumus=f"banyaknya {low} < capaian ≤ {high}",
                        operan=tuple(shown(v) for v in values), keyakinan=TINGGI)


_RENSTRA = re.compile(
    r"(?P<claim>melebihi|melampaui|di\s?atas|belum mencapai|di\s?bawah|sesuai dengan)\s+(?:dari\s+)?target\s+"
    r"(?:jangka menengah|renstra|akhir renstra)",
    re.IGNORECASE,
)


def klaim_renstra(report: Report) -> Iterator[Check]:
    """`melebihi target Renstra`: every row of the comparison above does."""
    for sentence in sentences(report):
        found = _RENSTRA.search(sentence.text)
        table = sentence.above[-1] if sentence.above else None
        if not found or table is None or len(table.column("target")) != 1 or len(table.column("realisasi")) != 1:
            continue
        target, realisasi = table.column("target")[0], table.column("realisasi")[0]
        if target.tahun <= realisasi.tahun:
            continue
        pairs = [
            (a.number, b.number)
            for row in table.rows
            if (a := row.cell(realisasi.index)) and (b := row.cell(target.index)) and a.number and b.number
        ]
        if pairs:
            yield _renstra(sentence, found, pairs)


def _renstra(
    sentence: Sentence, found: re.Match[str], pairs: list[tuple[Printed, Printed]]
) -> Check:
    claim = found["claim"].lower().replace("di atas", "melebihi").replace("diatas", "melebihi")
    tests = {"melebihi": lambda a, b: a > b, "melampaui": lambda a, b: a > b,
             "sesuai dengan": lambda a, b: a >= b}
    test = tests.get(claim, lambda a, b: a < b)
    against = [(a, b) for a, b in pairs if not test(a.value, b.value)]
    return Check(
        "klaim_renstra", "klaim", sentence.at(found.start()), sentence.text[:200], found[0],
        MENGUBAH if against else SESUAI, hitung="; ".join(f"{a.text} terhadap {b.text}" for a, b in against),
        rumus=f"setiap realisasi {claim} target", keyakinan=SEDANG,
        operan=tuple(f"{a.text} (baris {a.place.line}) terhadap {b.text}" for a, b in pairs),
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
        counted = {"program": len(tree.roots), "kegiatan": sum(len(node.children) for node in tree.roots)}
        for found in _COUNT.finditer(sentence.text):
            right = counted[found[2].lower()]
            yield Check("banyaknya_program", "jumlah_kalimat", sentence.at(found.start()), found[0], found[1],
                        SESUAI if int(found[1]) == right else TIDAK_SESUAI, hitung=str(right),
                        rumus=f"banyaknya {found[2].lower()} pada tabel", keyakinan=SEDANG)


RULES = (kalimat_indikator, simpulan, banyaknya_golongan, klaim_renstra, banyaknya_program)
__all__ = ["RENDAH", "RULES"]
