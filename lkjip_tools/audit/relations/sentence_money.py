"""Sentences about money: percentages of amounts, absorption, remainders."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from lkjip_tools.audit.capaian import HUNDRED
from lkjip_tools.audit.check import (
    SEDANG,
    TIDAK_SESUAI,
    TINGGI,
    Candidate,
    Check,
    by_formula,
    candidates,
    exact,
    shown,
    verdict,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.model import Table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.relations.structure import arrange, outermost
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import LARGE, Sentence, Whole, sentences, wholes

_LINK = re.compile(
    r"^[\s,\-–]*(?:atau(?: sebesar| sekitar| setara)?|\(|setara(?: dengan)?|yaitu|yakni)\s*\(?$"
)


_SAVED = re.compile(r"efisien|sisa|hemat|tidak terserap", re.IGNORECASE)


_TOTAL = re.compile(
    r"(?:total|seluruh|jumlah)\s+(?:pagu|anggaran|belanja|dana)|anggaran\s+total", re.IGNORECASE
)


def persen_rupiah(report: Report) -> Iterator[Check]:
    """`Rp X atau Y %`, `Rp X (Y %)`: Y is X over an amount the sentence or its table names."""
    for sentence in sentences(report):
        numbers = sentence.numbers()
        for amount, percent in itertools.pairwise(numbers):
            between = sentence.text[
                amount.place.column - 1 + len(amount.text) : percent.place.column - 1
            ]
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
    pairs = [
        (candidate, whole.printed)
        for whole in (*given, *outside)
        for candidate in candidates(
            f"{amount.text} / {whole.printed.text} × 100",
            "bagian / jumlah * 100",
            {"bagian": amount, "jumlah": whole.printed},
        )
        if whole.printed.value >= amount.value
    ]
    putusan, best = verdict(percent, [candidate for candidate, _ in pairs])
    if best is None:
        return
    used = next(whole for candidate, whole in pairs if candidate is best)
    amount, base = _placed(sentence, amount), _placed(sentence, used)
    printed = sentence.printed(percent)
    yield Check(
        "persen_rupiah",
        "persen_kalimat",
        printed.place,
        sentence.quote(percent),
        percent.text,
        putusan,
        hitung=shown(best.value, percent),
        rumus=best.rumus,
        printed=printed,
        nilai=best.value,
        operan=_told(amount, base),
        keyakinan=TINGGI if given or len(outside) > 1 else SEDANG,
        numbers=(amount, base),
        tie=by_formula(("bagian", "jumlah"), "bagian / jumlah * 100"),
    )


def _told(one: Printed, other: Printed) -> tuple[str, str]:
    return f"{one.text} (baris {one.place.line})", f"{other.text} (baris {other.place.line})"


def _placed(sentence: Sentence, number: Printed) -> Printed:
    """A number of the sentence at its place in the report; one of a table is there already."""
    return number if number.place.line > 1 else sentence.printed(number)


def sisa_anggaran(report: Report) -> Iterator[Check]:
    """`efisiensi` or `sisa anggaran sebesar Rp X`: pagu minus realisasi of the table above."""
    for sentence in sentences(report):
        found = _SAVED.search(sentence.text)
        if not found or not sentence.above:
            continue
        amount = next(
            (n for n in sentence.numbers() if n.place.column > found.start() and _is_money(n)), None
        )
        table = next(
            (
                t
                for t in reversed(sentence.above[-2:])
                if t.column("pagu") and t.column("realisasi_rp")
            ),
            None,
        )
        if amount is None or table is None:
            continue
        pairs = list(_remainders(table))
        putusan, best = verdict(amount.as_whole(), [candidate for candidate, _ in pairs])
        if best is None or (putusan == TIDAK_SESUAI and len(table.rows) > 30):
            continue
        used = next(used for candidate, used in pairs if candidate is best)
        printed = sentence.printed(amount)
        yield Check(
            "sisa_anggaran",
            "sisa",
            printed.place,
            sentence.quote(amount),
            amount.text,
            putusan,
            hitung=shown(best.value),
            rumus=best.rumus,
            operan=_told(*used),
            printed=printed,
            nilai=best.value,
            keyakinan=SEDANG,
            numbers=used,
            tie=by_formula(("pagu", "realisasi"), "pagu - realisasi"),
        )


Used = tuple[Candidate, tuple[Printed, Printed]]


def _remainders(table: Table) -> Iterator[Used]:
    plan, done = table.column("pagu")[0], table.column("realisasi_rp")[0]
    for row in sorted(table.rows, key=lambda r: special(r) != "jumlah"):
        a, b = row.cell(plan.index), row.cell(done.index)
        if a and b and a.number and b.number:
            value = a.number.value - b.number.value
            yield exact(f"{a.number.text} − {b.number.text}", value), (a.number, b.number)


_ABSORBED = re.compile(
    r"(?:penyerapan|serapan|realisasi)\s+(?:kinerja\s+)?(?:anggaran|keuangan|belanja)\b[^.;:%]{0,60}?\bsebesar\s*(?=\d)",
    re.IGNORECASE,
)


_SECTION = 60


def serapan_kalimat(report: Report) -> Iterator[Check]:
    """`penyerapan anggaran sebesar Y %`: the one of a total, or of the table right above."""
    known = absorptions(report)
    for sentence in sentences(report):
        for found in _ABSORBED.finditer(sentence.text):
            number = next(
                (n for n in sentence.numbers() if n.place.column == found.end() + 1), None
            )
            if number is None or number.unit != "persen":
                continue
            line = sentence.paragraph.place.line
            near = [t for t in sentence.above[-2:] if line - t.place.line < _SECTION + len(t.rows)]
            given = [*_absorptions(report, near, whole=False), *known]
            putusan, best = verdict(number, [candidate for candidate, _ in given])
            if best:
                used = next(used for candidate, used in given if candidate is best)
                printed = sentence.printed(number)
                yield Check(
                    "serapan_kalimat",
                    "persen_kalimat",
                    printed.place,
                    sentence.quote(number),
                    number.text,
                    putusan,
                    hitung=shown(best.value, number),
                    rumus=best.rumus,
                    printed=printed,
                    nilai=best.value,
                    operan=_told(*used),
                    keyakinan=SEDANG,
                    numbers=used,
                    tie=by_formula(("realisasi", "pagu"), "realisasi / pagu * 100"),
                )


def absorptions(report: Report) -> list[Used]:
    """Realisasi over pagu of every total of the report's year, with the two amounts."""
    return _absorptions(report, report.tables, whole=True)


def _absorptions(report: Report, tables: list[Table], *, whole: bool) -> list[Used]:
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
                value = a.number.value / b.number.value * HUNDRED
                found.append((exact(rumus, value), (a.number, b.number)))
    found.sort(key=lambda pair: -pair[1][1].value)
    return found


RULES = (
    persen_rupiah,
    serapan_kalimat,
    sisa_anggaran,
)
