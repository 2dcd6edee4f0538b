"""Sentences about change, and numbers in letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from num2words import num2words

from lkjip_tools.audit.check import (
    MENGUBAH,
    MINOR,
    TIDAK_SESUAI,
    TINGGI,
    Candidate,
    Check,
    Tie,
    candidates,
    shown,
    verdict,
)
from lkjip_tools.audit.columns import YEAR
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.relations.means import listed
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import Sentence, sentences

_CHANGE = re.compile(
    r"(?P<word>naik|meningkat|kenaikan|peningkatan|turun|menurun|penurunan)\s+"
    r"(?:sebesar|sebanyak|sekitar)?\s*(?=\d)",
    re.IGNORECASE,
)


_DOWN = ("turun", "menurun", "penurunan")


def perubahan(report: Report) -> Iterator[Check]:
    """`naik sebesar X % dari tahun Y`: points or percent between two years of the table above."""
    for sentence in sentences(report):
        for found in _CHANGE.finditer(sentence.text):
            number = next(
                (n for n in sentence.numbers() if n.place.column == found.end() + 1), None
            )
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
            if column.ukuran in (
                "capaian",
                "realisasi",
                "serapan",
                "target",
                "persen",
                "pagu",
                "realisasi_rp",
            ):
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
    report: Report,
    sentence: Sentence,
    word: str,
    number: Printed,
    years: list[int],
    series: list[dict[int, Printed]],
) -> Iterator[Check]:
    pairs: list[tuple[Candidate, tuple[Printed, Printed]]] = []
    sign = -1 if word in _DOWN else 1
    for values in series:
        new = max(values) if report.tahun not in values else report.tahun
        old = next((y for y in years if y in values and y != new), new - 1)
        if old not in values:
            continue
        given = values[new], values[old]
        pairs += [(candidate, given) for candidate in _changes(given, sign)]
    putusan, best = verdict(number, [candidate for candidate, _ in pairs])
    if best is None:
        return
    used = next(given for candidate, given in pairs if candidate is best)
    if putusan == TIDAK_SESUAI and best.value < 0:
        putusan = MENGUBAH
    printed = sentence.printed(number)
    yield Check(
        "perubahan",
        "perubahan",
        printed.place,
        sentence.quote(number),
        number.text,
        putusan,
        hitung=shown(best.value, number),
        rumus=best.rumus,
        printed=printed,
        nilai=best.value,
        operan=listed(used),
        numbers=used,
        tie=Tie(("tahun ini", "tahun pembanding"), lambda given: _changes(given, sign)),
    )


def _changes(given: Sequence[Printed], sign: int) -> list[Candidate]:
    new, old = given
    operands = {"baru": new, "lama": old}
    points = f"{new.text} − {old.text}" if sign > 0 else f"{old.text} − {new.text}"
    return [
        *candidates(f"{points} (poin)", f"{sign} * (baru - lama)", operands),
        *candidates(
            f"({points}) / {old.text} × 100", f"{sign} * (baru - lama) / lama * 100", operands
        ),
    ]


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
            yield Check(
                "terbilang",
                "terbilang",
                sentence.at(found.start(1)),
                found[0],
                found[0],
                "sesuai" if same else TIDAK_SESUAI,
                hitung=f"{found[1]} ({words})",
                rumus="angka = huruf",
                tingkat=MINOR,
                keyakinan=TINGGI,
            )


RULES = (
    perubahan,
    terbilang,
)
