"""The same fact printed twice, and amounts that differ by one digit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from lkjip_tools.audit.check import (
    EQUAL,
    MATERIAL,
    MINOR,
    RENDAH,
    SEDANG,
    SESUAI,
    TIDAK_SESUAI,
    TINGGI,
    Check,
    shown,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.facts import (
    MONEY,
    Fact,
    agree,
    comparable,
    whole_value,
)
from lkjip_tools.audit.groups import groups_of
from lkjip_tools.audit.model import Paragraph, Table
from lkjip_tools.audit.printed import Printed, numbers_in
from lkjip_tools.audit.relations.plans import akip_grades, grade_limits, graded_so
from lkjip_tools.audit.relations.structure import outermost
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.words import words

_DIGITS, _MONEY_FROM, _SIGNIFICANT = 9, Decimal(10_000_000), 6
_MANY = 12  # occurrences of one amount that are looked at
_ALIKE, _ALIKE_ROUND, _NEAR_BLOCKS = 0.3, 0.4, 200
Support = tuple[int, int, int]
UNDECIDED = "laporan tidak menunjukkan mana yang benar"
_WORDS = {
    "target": "target",
    "realisasi": "realisasi",
    "capaian": "capaian",
    "pagu": "anggaran",
    "realisasi_rp": "realisasi anggaran",
    "serapan": "serapan",
}


def beda_fakta(report: Report) -> Iterator[Check]:
    """Indicator × year × measure, and budgets of one programme: one value everywhere."""
    printed = Counter(a.digits for a in amounts(report))
    for group in groups_of(report):
        yield from _conflicts(report, [f for f in group if f.printed], printed, akip_grades(group))
        yield from _conflicts(report, [f for f in group if f.grade], printed, [])


def beda_total(report: Report) -> Iterator[Check]:
    """The total budget of a year is one amount in every table that adds up programmes."""
    by_key: dict[tuple[str, int], list[Total]] = defaultdict(list)
    for table in report.tables:
        rows = [r for r in table.rows if special(r) == "jumlah"] or outermost(table)
        for column in table.column(*MONEY):
            for row in rows[:1] if _adds_programmes(table) else ():
                if (cell := row.cell(column.index)) and cell.number:
                    year = column.tahun or report.year_of(table)
                    by_key[column.ukuran, year].append(Total(cell.number, row.text, table.nama))
    for (ukuran, year), totals in by_key.items():
        values = Counter(t.printed.value for t in totals)
        base = max(totals, key=lambda t: (values[t.printed.value], -t.printed.place.line))
        for total in totals:
            if total is base:
                continue
            putusan = SESUAI if total.printed.value == base.printed.value else TIDAK_SESUAI
            yield Check(
                "beda_total",
                "beda_fakta",
                total.printed.place,
                total.text,
                total.printed.text,
                putusan,
                hitung=base.printed.text,
                rumus=f"total {_WORDS[ukuran]} {year}",
                operan=(f"{base.printed.text} (baris {base.printed.place.line}: {base.nama})",),
                sebab=[f"selisih {shown(abs(total.printed.value - base.printed.value))}"],
                keyakinan=TINGGI if values[base.printed.value] > 1 else SEDANG,
                printed=total.printed,
                nilai=base.printed.value,
                numbers=(base.printed,),
                tie=EQUAL,
            )


@dataclass(frozen=True)
class Total:
    """A printed total of a table."""

    printed: Printed
    text: str
    nama: str


def _adds_programmes(table: Table) -> bool:
    """A table of several programmes, or of the spending accounts of the whole agency."""
    labels = [row.text.casefold() for row in table.rows]
    programmes = sum("program" in label for label in labels)
    return programmes > 1 or (len(labels) > 3 and labels[0].startswith("belanja"))


def _conflicts(
    report: Report, group: list[Fact], printed: Counter[str], grades: list[Fact]
) -> Iterator[Check]:
    """Hold each fact of a group against the one that most others support.

    That is: how often its value is printed for this, how many grades stated for it hold the value,
    and how often the amount is printed anywhere.
    """
    counts = Counter(whole_value(f) for f in group)

    def support(fact: Fact) -> Support:
        graded = sum(graded_so(fact, grade_limits(report, [g])) for g in grades)
        elsewhere = printed[str(int(fact.printed.value))] if fact.printed else 0
        return counts[whole_value(fact)] + graded, elsewhere, graded

    base = max(group, key=lambda f: (support(f), -f.cell.place.line), default=None)
    if base is None or len(group) < 2:
        return
    for fact in group:
        if fact is base or not comparable(fact, base):
            continue
        putusan = SESUAI if agree(fact, base) else TIDAK_SESUAI
        same = [base, *(f for f in group if f is not base and f is not fact and agree(f, base))]
        theirs, mine = support(base), support(fact)
        better = theirs[:2] > mine[:2]
        sebab = [_told(base, fact, theirs, mine)] if better else [UNDECIDED]
        yield _check(fact, same, putusan, sebab if putusan == TIDAK_SESUAI else [], better)


def _told(base: Fact, fact: Fact, theirs: Support, mine: Support) -> str:
    """How often either is printed: for this, or anywhere where that is even."""
    n = 0 if theirs[0] > mine[0] else 1
    times = f"{base.cell.text} tercetak {theirs[n]} kali, {fact.cell.text} {mine[n]} kali"
    return f"{times} (predikat yang memuatnya ikut dihitung)" if theirs[2] + mine[2] else times


def _check(
    fact: Fact, same: Sequence[Fact], putusan: str, sebab: list[str], supported: bool
) -> Check:
    base = same[0]
    tahun = f" {fact.tahun}" if fact.tahun else ""
    return Check(
        "beda_fakta",
        "beda_fakta",
        (fact.printed or fact.cell).place,
        fact.row.text,
        fact.cell.text,
        putusan,
        hitung=base.cell.text,
        rumus=f"{_WORDS[fact.ukuran]}{tahun} {fact.nama}",
        operan=tuple(f"{f.cell.text} (baris {f.cell.place.line}: {f.nama})" for f in same[:4]),
        sebab=sebab,
        tingkat=MATERIAL,
        keyakinan=TINGGI if supported else SEDANG,
        printed=fact.printed,
        nilai=base.printed.value if base.printed else None,
        numbers=(base.printed,) if base.printed else (),
        tie=EQUAL,
        setara=tuple(f.printed for f in same[1:] if f.printed),
    )


@dataclass(frozen=True)
class Amount:
    """A rupiah amount with the words around it."""

    printed: Printed
    context: str
    table: int
    ukuran: str = ""

    @property
    def digits(self) -> str:
        """Its whole part."""
        return str(int(self.printed.value))


def amounts(report: Report) -> list[Amount]:
    """Every large amount of a report, in tables and in sentences."""
    found: list[Amount] = []
    before = ""
    for block in report.document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                label = report.row_label(block, row, "uraian", "indikator", "sasaran")
                measures = {column.index: column.ukuran for column in block.columns}
                found += [
                    Amount(cell.number, label, block.number, measures.get(n, ""))
                    for n, cell in enumerate(row.cells)
                    if cell.number and _large(cell.number)
                ]
        elif isinstance(block, Paragraph):
            for number in numbers_in(block.text, block.place):
                whole = number.as_whole()
                if _large(whole):
                    place = block.at(number.place.column - block.place.column)
                    moved = Printed(whole.text, whole.readings, whole.unit, place, whole.flaw)
                    found.append(Amount(moved, f"{before} {block.text}"[:600], 0))
        text = getattr(block, "text", "")
        before = text if 0 < len(text) < _NEAR_BLOCKS else ""
    return found


def _large(number: Printed) -> bool:
    return number.value >= _MONEY_FROM and not number.ambiguous


def hampir_sama(report: Report) -> Iterator[Check]:
    """Two long amounts about one thing that differ by one digit, or by two swapped ones."""
    everything = amounts(report)
    counts = Counter(a.digits for a in everything)
    seen: set[tuple[str, str]] = set()
    for one, other in _near(everything):
        low, high = sorted((one, other), key=lambda a: (counts[a.digits], -a.printed.place.line))
        if (low.digits, high.digits) in seen or not _about_one_thing(report, low, high):
            continue
        seen.add((low.digits, high.digits))
        times = counts[high.digits], counts[low.digits]
        yield Check(
            "hampir_sama",
            "hampir_sama",
            low.printed.place,
            low.context[-160:],
            low.printed.text,
            TIDAK_SESUAI,
            hitung=high.printed.text,
            rumus="rupiah yang sama tercetak sama",
            operan=(f"{high.printed.text} (baris {high.printed.place.line})",),
            sebab=[f"{high.printed.text} tercetak {times[0]} kali, ini {times[1]} kali"],
            tingkat=MATERIAL if low.table else MINOR,
            keyakinan=TINGGI if times[0] > times[1] else SEDANG if times[0] > 1 else RENDAH,
            printed=low.printed,
            nilai=high.printed.value,
            numbers=(high.printed,),
            tie=EQUAL,
        )


def _near(everything: list[Amount]) -> Iterator[tuple[Amount, Amount]]:
    first: dict[str, list[Amount]] = defaultdict(list)
    for amount in everything:
        if len(amount.digits) >= _DIGITS:
            first[amount.digits].append(amount)
    masks: dict[str, list[str]] = defaultdict(list)
    for digits, places in first.items():
        for n in range(len(digits)):
            masks[f"{digits[:n]}*{digits[n + 1 :]}"].append(digits)
            swapped = digits[:n] + digits[n : n + 2][::-1] + digits[n + 2 :]
            if swapped > digits and swapped in first:
                yield from product(places[:_MANY], first[swapped][:_MANY])
    for bunch in masks.values():
        for i, one in enumerate(bunch):
            for other in bunch[i + 1 :]:
                yield from product(first[one][:_MANY], first[other][:_MANY])


def _about_one_thing(report: Report, one: Amount, other: Amount) -> bool:
    if one.table and (one.table == other.table or (other.table and one.ukuran != other.ukuran)):
        return False
    likeness = report.names.likeness(one.context, other.context)
    if min(len(a.digits.rstrip("0")) for a in (one, other)) < _SIGNIFICANT:
        # round amounts are alike by chance: only of budgets with much the same name
        return one.ukuran == other.ukuran == "pagu" and likeness >= _ALIKE_ROUND
    if likeness >= _ALIKE:
        return True
    for text, label in ((one.context, other.context), (other.context, one.context)):
        known = set(words(label))
        if len(known) > 1 and len(known & set(words(text))) >= 0.6 * len(known):
            return True
    return False


RULES = (beda_fakta, beda_total, hampir_sama)
__all__ = ["MONEY", "RULES"]
