"""Sentences about money: percentages of amounts, remainders, changes, numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from num2words import num2words

from lkjip_tools.audit.check import (
    MENGUBAH, MINOR, RENDAH, SEDANG, TIDAK_SESUAI, TINGGI, Candidate, Check, candidates, exact,
    shown, verdict,
)
from lkjip_tools.audit.columns import YEAR, special
from lkjip_tools.audit.interval import Interval
from lkjip_tools.audit.model import Table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.relations.ratio import HUNDRED
from lkjip_tools.audit.relations.structure import arrange, outermost
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import LARGE, Sentence, Whole, sentences, wholes

_LINK = re.compile(r"^[\s,\-–]*(?:atau(?: sebesar| sekitar| setara)?|\(|setara(?: dengan)?|yaitu|yakni)\s*\(?$")
_SAVED = re.compile(r"efisien|sisa|hemat|tidak terserap", re.IGNORECASE)
_TOTAL = re.compile(r"(?:total|seluruh|jumlah)\s+(?:pagu|anggaran|belanja|dana)|anggaran\s+total", re.IGNORECASE)
_PLAN = re.compile(r"(?:anggaran|pagu|alokasi|dialokasikan|dana)\b[^.]*$", re.IGNORECASE)
_DONE = re.compile(r"realisasi|terserap|terealisasi|diserap|penyerapan", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?P<word>naik|meningkat|kenaikan|peningkatan|turun|menurun|penurunan)\s+"
    r"(?:sebesar|sebanyak|sekitar)?\s*(?=\d)",
    re.IGNORECASE,
)
_DOWN = ("turun", "menurun", "penurunan")


def persen_rupiah(report: Report) -> Iterator[Check]:
    """`Rp X atau Y %`, `Rp X (Y %)`: Y is X over an amount the sentence or its table names."""
    for sentence in sentences(report):
        numbers = sentence.numbers()
        for amount, percent in zip(numbers, numbers[1:], strict=False):
            between = sentence.text[amount.place.column - 1 + len(amount.text) : percent.place.column - 1]
            if _is_money(amount) and percent.unit == "persen" and _LINK.match(between.lower()):
                yield from _percent(report, sentence, amount.as_whole(), percent, numbers)


def _is_money(number: Printed) -> bool:
    return number.unit == "rupiah" or number.as_whole().value >= LARGE


def _percent(
    report: Report, sentence: Sentence, amount: Printed, percent: Printed, numbers: list[Printed]
) -> Iterator[Check]:
    own = [n.as_whole() for n in numbers if _is_money(n) and n.place < amount.place]
    given = [Whole("anggaran dalam kalimat", n) for n in own if n.value >= amount.value]
    outside = wholes(report, sentence)
    of_total = _TOTAL.search(sentence.text[percent.place.column - 1 :])
    if of_total:
        outside.sort(key=lambda w: w.nama != "total anggaran")
    elif given:
        outside = []  # a sentence that names its own whole means that one
    known = [
        candidate
        for whole in (*given, *outside)
        for candidate in candidates(f"{amount.text} / {whole.printed.text} × 100", "bagian / jumlah * 100",
                                    {"bagian": amount, "jumlah": whole.printed})
        if whole.printed.value >= amount.value
    ]
    if not known:
        return
    putusan, best = verdict(percent, known)
    if best is None:
        return
    printed = sentence.printed(percent)
    yield Check(
        "persen_rupiah", "persen_kalimat", printed.place, _quote(sentence, percent), percent.text,
        putusan, hitung=shown(best.value, percent), rumus=best.rumus, printed=printed, nilai=best.value,
        operan=(amount.text, *(f"{w.nama}: {w.printed.text}" for w in (*given, *outside)[:3])),
        keyakinan=TINGGI if given or len(outside) > 1 else SEDANG, numbers=(amount,),
    )


def _quote(sentence: Sentence, number: Printed) -> str:
    start = max(0, number.place.column - 1 - 90)
    return sentence.text[start : number.place.column + 50].strip()


def sisa_anggaran(report: Report) -> Iterator[Check]:
    """`efisiensi` or `sisa anggaran sebesar Rp X`: pagu minus realisasi of the table above."""
    for sentence in sentences(report):
        found = _SAVED.search(sentence.text)
        if not found or not sentence.above:
            continue
        amount = next((n for n in sentence.numbers() if n.place.column > found.start() and _is_money(n)), None)
        table = next((t for t in reversed(sentence.above[-2:]) if t.column("pagu") and t.column("realisasi_rp")), None)
        if amount is None or table is None:
            continue
        known = list(_remainders(table))
        putusan, best = verdict(amount.as_whole(), known)
        if best is None or (putusan == TIDAK_SESUAI and len(table.rows) > 30):  # noqa: PLR2004
            continue
        printed = sentence.printed(amount)
        yield Check("sisa_anggaran", "sisa", printed.place, _quote(sentence, amount), amount.text,
                    putusan, hitung=shown(best.value), rumus=best.rumus, printed=printed, nilai=best.value,
                    keyakinan=SEDANG)


def _remainders(table: Table) -> Iterator[Candidate]:
    plan, done = table.column("pagu")[0], table.column("realisasi_rp")[0]
    for row in sorted(table.rows, key=lambda r: special(r) != "jumlah"):
        a, b = row.cell(plan.index), row.cell(done.index)
        if a and b and a.number and b.number:
            yield exact(f"{a.number.text} − {b.number.text}", a.number.value - b.number.value)


def perubahan(report: Report) -> Iterator[Check]:
    """`naik sebesar X % dari tahun Y`: points or percent between two years of the table above."""
    for sentence in sentences(report):
        for found in _CHANGE.finditer(sentence.text):
            number = next((n for n in sentence.numbers() if n.place.column == found.end() + 1), None)
            series = _series(report, sentence)
            if number is None or not series:
                continue
            years = [int(y) for y in YEAR.findall(sentence.text[found.end() :])]
            yield from _change(report, sentence, found["word"].lower(), number, years, series)


def _series(report: Report, sentence: Sentence) -> list[dict[int, Printed]]:
    """Values by year, one mapping per column, of the nearest table that lists years."""
    for table in reversed(sentence.above[-3:]):
        years = table.column("tahun")
        if not years:
            continue
        out = []
        for column in table.columns:
            if column.ukuran in ("capaian", "realisasi", "serapan", "target", "persen", "pagu", "realisasi_rp"):
                values = {}
                for row in table.rows:
                    year, value = row.cell(years[0].index), row.cell(column.index)
                    if year and value and value.number and YEAR.fullmatch(year.text):
                        values[int(year.text)] = value.number
                if len(values) > 1:
                    out.append(values)
        return out
    return []


def _change(
    report: Report, sentence: Sentence, word: str, number: Printed, years: list[int],
    series: list[dict[int, Printed]],
) -> Iterator[Check]:
    known, used = [], []
    for values in series:
        new = max(values) if report.tahun not in values else report.tahun
        old = next((y for y in years if y in values and y != new), new - 1)
        if old not in values:
            continue
        used += [values[old], values[new]]
        sign = -1 if word in _DOWN else 1
        operands = {"baru": values[new], "lama": values[old]}
        known += candidates(f"{values[new].text} − {values[old].text} (poin)", f"{sign} * (baru - lama)", operands)
        known += candidates(
            f"({values[new].text} − {values[old].text}) / {values[old].text} × 100",
            f"{sign} * (baru - lama) / lama * 100", operands,
        )
    if not known:
        return
    putusan, best = verdict(number, known)
    if best is None:
        return
    if putusan == TIDAK_SESUAI and best.value < 0:
        putusan = MENGUBAH
    printed = sentence.printed(number)
    yield Check("perubahan", "perubahan", printed.place, _quote(sentence, number), number.text, putusan,
                hitung=shown(best.value, number), rumus=best.rumus, printed=printed, nilai=best.value,
                operan=tuple(dict.fromkeys(f"{p.text} (baris {p.place.line})" for p in used)))


_SPELT = re.compile(r"(?<![\d.,])(\d{1,6})\s*\(\s*([A-Za-z ]{3,60}?)\s*\)")
_DIGIT_WORDS = re.compile(
    r"(?:nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|"
    r"ratus|seratus|ribu|seribu|juta|\s)+",
    re.IGNORECASE,
)


def terbilang(report: Report) -> Iterator[Check]:
    """`13 (Tiga Belas)`: figure and letters say the same."""
    for sentence in sentences(report):
        for found in _SPELT.finditer(sentence.text):
            if not _DIGIT_WORDS.fullmatch(found[2]):
                continue
            words = num2words(int(found[1]), lang="id")
            same = words.replace(" ", "") == found[2].lower().replace(" ", "")
            yield Check("terbilang", "terbilang", sentence.at(found.start(1)), found[0], found[0],
                        "sesuai" if same else TIDAK_SESUAI, hitung=f"{found[1]} ({words})",
                        rumus="angka = huruf", tingkat=MINOR, keyakinan=TINGGI)


_ABSORBED = re.compile(
    r"(?:penyerapan|serapan|realisasi)\s+(?:kinerja\s+)?(?:anggaran|keuangan|belanja)\b[^.;:%]{0,60}?\bsebesar\s*(?=\d)",
    re.IGNORECASE,
)
_SECTION = 60


def serapan_kalimat(report: Report) -> Iterator[Check]:
    """`penyerapan anggaran sebesar Y %`: the one of a total, or of the table right above."""
    known = _absorptions(report, report.tables, whole=True)
    for sentence in sentences(report):
        for found in _ABSORBED.finditer(sentence.text):
            number = next((n for n in sentence.numbers() if n.place.column == found.end() + 1), None)
            if number is None or number.unit != "persen":
                continue
            line = sentence.paragraph.place.line
            near = [t for t in sentence.above[-2:] if line - t.place.line < _SECTION + len(t.rows)]
            given = [*_absorptions(report, near, whole=False), *known]
            putusan, best = verdict(number, given)
            if best:
                printed = sentence.printed(number)
                yield Check("serapan_kalimat", "persen_kalimat", printed.place, _quote(sentence, number),
                            number.text, putusan, hitung=shown(best.value, number), rumus=best.rumus,
                            printed=printed, nilai=best.value, keyakinan=SEDANG)


def _absorptions(report: Report, tables: list[Table], *, whole: bool) -> list[Candidate]:
    """Realisasi over pagu of totals, and of the outermost rows of the tables at hand."""
    found = []
    for table in tables:
        plan, done = table.column("pagu"), table.column("realisasi_rp")
        if len(plan) != 1 or len(done) != 1 or report.year_of(table) != report.tahun:
            continue
        rows = [row for row in table.rows if special(row) == "jumlah"] or outermost(table)
        rows = rows if whole else [*rows, *(node.row for node in arrange(table).roots[:1])]
        for row in rows:
            a, b = row.cell(done[0].index), row.cell(plan[0].index)
            if a and b and a.number and b.number and b.number.value:
                rumus = f"{a.number.text} / {b.number.text} × 100"
                found.append((b.number.value, exact(rumus, a.number.value / b.number.value * HUNDRED)))
    found.sort(key=lambda pair: -pair[0])
    return [candidate for _, candidate in found]


RULES = (persen_rupiah, serapan_kalimat, sisa_anggaran, perubahan, terbilang)
__all__ = ["HUNDRED", "RENDAH", "RULES", "Decimal", "Interval"]
