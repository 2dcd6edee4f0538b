"""Sentences about an indicator, and about all of them together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lkjip_tools.audit.capaian import changes_conclusion
from lkjip_tools.audit.check import (
    EQUAL,
    MENGUBAH,
    SEDANG,
    TIDAK_SESUAI,
    TINGGI,
    Candidate,
    Check,
    Tie,
    exact,
    shown,
    verdict,
)
from lkjip_tools.audit.columns import YEAR, special
from lkjip_tools.audit.facts import Fact, capaian_numbers, indicator_table, table_facts
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.relations.means import listed, mean_tie, means
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import Sentence, sentences
from lkjip_tools.audit.words import words

_SAID = {
    "capaian": re.compile(
        r"(?:nilai |tingkat |realisasi )?capaian\w*(?: kinerja\w*)?", re.IGNORECASE
    ),
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
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in table_facts(report):
        if fact.ukuran in _SAID and fact.printed:
            facts[fact.table.number].append(fact)
    for sentence in sentences(report):
        if not any(ch.isdigit() for ch in sentence.text):
            continue
        near = [fact for table in sentence.above for fact in facts[table.number]]
        if not near:
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
                if (
                    longer
                    and _FILL.match(before[found.end() :])
                    and len(before) - found.end() < _SECTION
                ):
                    best = (found.end(), ukuran)
        if best:
            yield best[1], number


def _said_of(
    report: Report, sentence: Sentence, ukuran: str, number: Printed, near: list[Fact]
) -> Iterator[Check]:
    tahun = _year(sentence, number) or report.tahun
    same = [f for f in near if f.ukuran == ukuran and f.tahun == tahun and f.printed]
    last = sentence.above[-1].number
    close = [f for f in same if f.table.number > last - _CLOSE]
    # the tables right above come first: by name, or as the only indicator they have
    named, same = _about(close, sentence.text), close
    if not named and not _one_thing(close, report):
        same = [f for f in near if f.ukuran == ukuran and f.tahun == tahun and f.printed]
        named = _about(same, sentence.text)
        if not named:
            return
    if named:
        same = [f for f in same if f.nama == named]
    if not same:
        return
    given = [f.printed for f in same if f.printed]
    putusan, found = verdict(
        number, [exact(f"tabel baris {p.place.line}", r.value) for p in given for r in p.readings]
    )
    if found is None:
        return
    if putusan == TIDAK_SESUAI and changes_conclusion(number.value, found.value):
        putusan = MENGUBAH
    printed = sentence.printed(number)
    right = [p for p in given if found.value in (r.value for r in p.readings)]
    yield Check(
        "kalimat_indikator",
        "kalimat_tabel",
        printed.place,
        sentence.quote(number),
        number.text,
        putusan,
        hitung=shown(found.value, number),
        rumus=f"{ukuran} {tahun} {same[0].nama}",
        operan=listed(right),
        printed=printed,
        keyakinan=TINGGI if named else SEDANG,
        nilai=found.value,
        numbers=tuple(right[:1]),
        setara=tuple(right[1:]),
        tie=EQUAL,
    )


def _about(facts: list[Fact], text: str) -> str:
    """The indicator a text names, of those at hand."""
    names = {f.nama for f in facts if _share(f.nama, text) >= _NAMED}
    return max(sorted(names), key=lambda name: _share(name, text), default="")


def _one_thing(facts: list[Fact], report: Report) -> bool:
    """Whether all facts are about the same indicator, misspellings forgiven."""
    return bool(facts) and all(report.names.same(facts[0].nama, f.nama) for f in facts)


def _share(name: str, text: str) -> float:
    known = words(name)
    inside = set(words(text))
    return sum(w in inside for w in known) / max(len(known), 1)


def _year(sentence: Sentence, number: Printed) -> int:
    """The last year named before a number."""
    years = YEAR.findall(sentence.text[: number.place.column - 1])
    return int(years[-1]) if years else 0


_WHOLE = re.compile(
    r"(?:realisasi|capaian|pencapaian)\s+(?:kinerja\s+)?(?:indikator\s+)?(?:kinerja\s+)?(?:utama\s+)?"
    r"(?:sasaran|IKU|indikator|organisasi|kinerja)(?:\s+strategis)?",
    re.IGNORECASE,
)


_IS = re.compile(r"sebesar\s*(?=\d)|rata-rata\s*(?:adalah|mencapai)?\s*(?=\d)", re.IGNORECASE)


_OTHER = re.compile(r"anggaran|keuangan|belanja|serap|naik|turun|meningkat|menurun", re.IGNORECASE)


def simpulan(report: Report) -> Iterator[Check]:
    """The overall capaian in preface and conclusion is the one of the indicator table."""
    basis = _overall(report)
    if not basis:
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
        putusan, best = verdict(number, [candidate for candidate, *_ in basis])
        if best:
            _, operands, tie = next(known for known in basis if known[0] is best)
            printed = sentence.printed(number)
            yield Check(
                "simpulan",
                "simpulan",
                printed.place,
                sentence.quote(number),
                number.text,
                putusan,
                hitung=shown(best.value, number),
                rumus=best.rumus,
                operan=listed(operands),
                printed=printed,
                keyakinan=SEDANG,
                nilai=best.value,
                numbers=operands,
                tie=tie,
            )


def _has_own_table(report: Report, sentence: Sentence) -> bool:
    """Inside the analysis of one sasaran, `capaian kinerja` is that sasaran's."""
    table = sentence.above[-1] if sentence.above else None
    return bool(
        table
        and (table.column("capaian") or table.column("realisasi"))
        and len(table.rows) < 4
        and sentence.paragraph.place.line - table.place.line < _SECTION * 2
        and not table.column("tahun")
    )


Basis = tuple[Candidate, tuple[Printed, ...], Tie]


def _overall(report: Report) -> list[Basis]:
    """What the overall capaian can be: the printed mean, then those of the rows.

    A printed mean that is none of its rows' comes last: a sentence may repeat it, but should not.
    """
    table = indicator_table(report)
    rows = [row for row in table.rows if special(row) == "rata_rata"] if table else []
    printed = [cell.number for row in rows for cell in row.cells if cell.number]
    parts = tuple(capaian_numbers(table)) if table and printed else ()
    known = means(parts)
    tie = mean_tie(len(parts), "capaian")
    computed: list[Basis] = [(candidate, parts, tie) for candidate in known]
    right, wrong = list[Basis](), list[Basis]()
    for mean in printed:
        failed = bool(known) and verdict(mean, known)[0] == TIDAK_SESUAI
        words = f"rata-rata capaian tercetak pada baris {mean.place.line}"
        (wrong if failed else right).append((exact(words, mean.value), (mean,), EQUAL))
    return [*right, *computed, *wrong]


RULES = (
    kalimat_indikator,
    simpulan,
)
