"""What a plan says beside what is printed elsewhere: grades, last year's targets, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lkjip_tools.audit.capaian import CAPAIAN_TIE, HUNDRED, capaian_candidates
from lkjip_tools.audit.check import (
    MATERIAL,
    MINOR,
    SEDANG,
    SESUAI,
    TIDAK_SESUAI,
    Check,
    Operand,
    accuse,
    shown,
    verdict,
)
from lkjip_tools.audit.facts import Fact, agree, table_facts
from lkjip_tools.audit.groups import groups_of
from lkjip_tools.audit.model import Paragraph
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import introduced
from lkjip_tools.audit.words import mentions, plain
from lkjip_tools.dates import year_end
from lkjip_tools.regulation import Bracket, load_scale

_ORDINAL = re.compile(
    r"\b(?P<kind>misi|tujuan|sasaran|prioritas)\s+ke\s*[-–]?\s*"
    r"(?P<numbers>\d{1,2}(?:\s*(?:,|dan|&)\s*(?:ke\s*[-–]?\s*)?\d{1,2})*)",
    re.IGNORECASE,
)


def angka_predikat(report: Report) -> Iterator[Check]:
    """A target that one document gives as a grade and another as a number: the number is inside.

    Only for the evaluation of SAKIP, whose grades have limits by rule. Both ends count as inside:
    reports write a grade by either.
    """
    for group in groups_of(report):
        grades = akip_grades(group)
        known = grade_limits(report, grades)
        numbers = [f for f in group if f.printed and 0 < f.printed.value <= HUNDRED]
        inside = [fact for fact in numbers if graded_so(fact, known)]
        for fact in numbers if known else ():
            others = [f for f in (*grades, *inside) if f is not fact]
            right = any(f is fact for f in inside)
            yield _graded(fact, known[0], others, SESUAI if right else TIDAK_SESUAI)


def akip_grades(group: Sequence[Fact]) -> list[Fact]:
    """The facts of a group that state a grade without a number, where it is the SAKIP's."""
    about = any(mentions("akip", fact.nama) for fact in group)
    return [fact for fact in group if fact.grade and not fact.printed] if about else []


def grade_limits(report: Report, grades: Sequence[Fact]) -> list[Bracket]:
    """The classes of the grades some facts state, in the year of the report."""
    scale = load_scale("predikat_akip", year_end(report.tahun or date.max.year))
    limits = {b.label: b for b in scale.brackets}
    return [limits[g.grade] for g in grades if g.grade in limits]


def graded_so(fact: Fact, known: Sequence[Bracket]) -> bool:
    """Whether a fact's number lies in one of the classes, either end counted as inside."""
    return any(
        (b.low is None or b.low.at <= r.value) and (b.high is None or r.value <= b.high.at)
        for b in known
        for r in (fact.printed.readings if fact.printed else ())
    )


def _graded(fact: Fact, limits: Bracket, others: list[Fact], putusan: str) -> Check:
    return Check(
        "angka_predikat",
        "beda_fakta",
        (fact.printed or fact.cell).place,
        fact.row.text,
        fact.cell.text,
        putusan,
        hitung=f"{limits.label} ({limits.interval})",
        rumus=f"{fact.ukuran} {fact.tahun} {fact.nama}",
        operan=tuple(f"{g.cell.text} (baris {g.cell.place.line}: {g.nama})" for g in others[:4]),
        tingkat=MATERIAL,
        keyakinan=SEDANG,
        printed=fact.printed,
        setara=tuple(g.printed for g in others if g.printed),
    )


def capaian_lalu(report: Report) -> Iterator[Check]:
    """Capaian of an earlier year: from its realisasi and from the target the plan had for it.

    The plan's row is taken to be the indicator's where both print the same target for the year of
    the report.
    """
    plans = dict(_plans(report))
    for fact in table_facts(report):
        earlier = fact.ukuran == "capaian" and 0 < fact.tahun < report.tahun
        if not earlier or not fact.printed or _has_target(fact):
            continue
        done = _beside(fact, "realisasi", fact.tahun)
        plan = plans.get(plain(fact.nama))
        target = _beside(plan, "target", fact.tahun) if plan else None
        if plan and done and target and target.value:
            yield _judged(fact, fact.printed, done, target, plan)


def _plans(report: Report) -> Iterator[tuple[str, Fact]]:
    """For a name, the fact of a plan of several years that has the same target this year."""
    for group in groups_of(report):
        current = [f for f in group if f.ukuran == "target" and f.tahun == report.tahun]
        several = [f for f in current if len({c.tahun for c in f.table.column("target")}) > 1]
        for plan in several:
            for fact in current:
                if fact.printed and plan.printed and agree(fact, plan):
                    yield plain(fact.nama), plan


def _has_target(fact: Fact) -> bool:
    return any(c.tahun in (0, fact.tahun) for c in fact.table.column("target"))


def _beside(fact: Fact, ukuran: str, tahun: int) -> Printed | None:
    """The number in the fact's row that measures this of that year."""
    for column in fact.table.column(ukuran):
        if column.tahun == tahun:
            return fact.row.number(column.index)
    return None


def _judged(fact: Fact, printed: Printed, done: Printed, target: Printed, plan: Fact) -> Check:
    operands = {"target": target, "realisasi": done}
    putusan, best = verdict(printed, capaian_candidates(operands))
    return Check(
        "capaian_lalu",
        "capaian",
        printed.place,
        fact.row.text,
        printed.text,
        putusan,
        hitung=shown(best.value, printed) if best else "",
        rumus=best.rumus if best else "",
        operan=(
            str(Operand(f"target {fact.tahun} {plan.nama}", target)),
            str(Operand(f"realisasi {fact.tahun}", done)),
        ),
        keyakinan=SEDANG,
        printed=printed,
        nilai=best.value if best else None,
        numbers=(target, done),
        tie=CAPAIAN_TIE,
    )


def nomor_misi(report: Report) -> Iterator[Check]:
    """`misi ke-4, yaitu:` and the table right below: the same mission."""
    blocks = report.document.blocks
    for n, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not block.text.rstrip().endswith(":"):
            continue
        table = introduced(blocks, n)
        said = list(_ORDINAL.finditer(block.text)) if table else []
        if not said or table is None:
            continue
        below: dict[str, set[int]] = {}
        for row in [*table.head, *table.rows]:
            for cell in row.cells:
                for found in _ORDINAL.finditer(cell.text):
                    below.setdefault(found["kind"].lower(), set()).update(_numbers(found))
        for found in said:
            other = below.get(found["kind"].lower(), set())
            if other and other.isdisjoint(_numbers(found)):
                yield accuse(
                    "nomor_misi",
                    "beda_fakta",
                    block.at(found.start()),
                    block.text[max(0, found.start() - 60) : found.end() + 60],
                    found[0],
                    f"{found['kind'].lower()} ke-{', '.join(map(str, sorted(other)))}",
                    f"tabel di bawahnya (baris {table.place.line})",
                    (MINOR, SEDANG),
                )


def _numbers(found: re.Match[str]) -> set[int]:
    return {int(n) for n in re.findall(r"\d+", found["numbers"])}


RULES = (angka_predikat, capaian_lalu, nomor_misi)
