"""Why a figure fails: a slip of the keys, another formula, another number of the report.

A chance match is easy when much is tried, so every cause found by search says how many were tried
and how many such matches chance alone would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.audit.check import Check, exact, shown, verdict
from lkjip_tools.audit.model import Table
from lkjip_tools.audit.printed import Place, Printed
from lkjip_tools.audit.relations.ratio import HUNDRED
from lkjip_tools.audit.report import Report
from lkjip_tools.number import format_number, round_half_up

_MOST_CHANCE = Decimal("0.2")
_SHORT = 3


@dataclass(frozen=True)
class Known:
    """What passed: numbers that a relation already supports."""

    supported: Counter[Place]
    suspect: Counter[Place]


def diagnose(report: Report, checks: list[Check]) -> None:
    """Add likely causes to every check that failed."""
    known = Known(Counter(), Counter())
    for check in checks:
        marks = known.suspect if check.salah else known.supported
        marks.update(p.place for p in (*check.numbers, *([check.printed] if check.printed else [])))
    for check in checks:
        if check.salah and check.printed and check.nilai is not None:
            check.sebab += _causes(report, check, known)


def _causes(report: Report, check: Check, known: Known) -> Iterator[str]:
    printed, value = check.printed, check.nilai
    if printed is None or value is None:
        return
    if slip := slip_of(
        printed.text, _digits(round_half_up(value, printed.decimals), printed.decimals), printed
    ):
        yield f"salah ketik pada angka tercetak: {slip}"
    if check.relasi in ("jumlah_kolom", "jenjang"):
        yield from _sum_causes(check, known)
    if check.relasi == "persen_rupiah":
        yield from _other_ratio(report, check)
    if check.relasi in ("capaian_baris", "serapan_baris", "kalimat_indikator"):
        yield from _elsewhere(report, check)


def _digits(value: Decimal, decimals: int) -> str:
    return f"{abs(value):.{decimals}f}".replace(".", "")


def slip_of(_text: str, right: str, printed: Printed) -> str:
    """Return which one digit, or which two swapped ones, make a number right; empty when none."""
    wrong = _digits(printed.value, printed.decimals)
    return slip(wrong, right)


def slip(wrong: str, right: str) -> str:
    """Compare two strings of digits.

    >>> slip("32654919391", "32654909391")
    'angka ke-7: 1 seharusnya 0'
    >>> slip("6426345764", "6426345746")
    'angka ke-9 dan ke-10 tertukar'
    >>> slip("123", "987")
    ''
    """
    if len(wrong) != len(right) or len(wrong) < _SHORT:
        return ""
    places = [n for n, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
    if len(places) == 1:
        n = places[0]
        return f"angka ke-{n + 1}: {wrong[n]} seharusnya {right[n]}"
    if (
        len(places) == 2
        and places[1] == places[0] + 1
        and wrong[places[0]] == right[places[1]]
        and (wrong[places[1]] == right[places[0]])
    ):
        return f"angka ke-{places[0] + 1} dan ke-{places[1] + 1} tertukar"
    return ""


def _sum_causes(check: Check, known: Known) -> Iterator[str]:
    printed, parts = check.printed, check.numbers
    if printed is None or check.nilai is None:
        return
    difference = printed.value - check.nilai
    running = Decimal(0)
    for n, part in enumerate(parts[:-1], start=1):
        running += part.value
        if running == printed.value and n > 1:
            yield f"sama dengan jumlah {n} baris pertama saja"
    if any(part.value == -difference for part in parts):
        yield f"satu baris tidak terjumlah: {format_number(-difference)}"
    fixes = []
    for part in parts:
        right = part.value + difference
        if right <= 0 or right != right.to_integral_value():
            continue
        if found := slip(_digits(part.value, 0), _digits(right, 0)):
            fixes.append((known.supported[part.place], part, right, found))
    fixes.sort(key=lambda fix: fix[0])
    for supported, part, right, found in fixes[:2]:
        doubt = f"; tetapi {part.text} cocok dengan {supported} hubungan lain" if supported else ""
        yield (
            f"atau rincian baris {part.place.line} salah ketik: {part.text} menjadi "
            f"{format_number(right)} ({found}){doubt}"
        )
    yield f"selisih {shown(difference)}"


def _other_ratio(report: Report, check: Check) -> Iterator[str]:
    """Which two amounts of the report give the printed percentage."""
    from lkjip_tools.audit.sentences import totals

    printed = check.printed
    table = _above(report, check.place.line)
    if printed is None or table is None:
        return
    parts = [
        (f"{column.judul.lower()} {report.row_label(table, row)[:60]}", cell.number)
        for row in table.rows[:3]
        for column in table.columns
        if (cell := row.cell(column.index))
        and cell.number
        and cell.number.value > HUNDRED * HUNDRED
    ]
    below = totals(report)
    tried, hits = 0, []
    for nama, part in parts:
        for whole in below:
            tried += 1
            value = part.value / whole.printed.value * HUNDRED
            if verdict(printed, [exact("", value)])[0] in ("sesuai", "pemotongan"):
                hits.append(f"{nama} / {whole.nama} ({part.text} / {whole.printed.text})")
    yield from _search_result(printed, list(dict.fromkeys(hits)), tried)


def _search_result(printed: Printed, hits: list[str], tried: int) -> Iterator[str]:
    chance = Decimal(tried) * Decimal(1).scaleb(-printed.decimals) * Decimal("1.5") / HUNDRED
    if not hits:
        yield f"tidak ada pasangan lain yang memberi {printed.text} ({tried} dicoba)"
        return
    weak = " — lemah" if chance > _MOST_CHANCE else ""
    luck = f"kebetulan diharapkan {format_number(chance)}{weak}"
    yield f"sama dengan {hits[0]}; {tried} dicoba, {luck}"


def _above(report: Report, line: int) -> Table | None:
    tables = [t for t in report.tables if t.place.line < line and t.column("pagu", "realisasi_rp")]
    return tables[-1] if tables else None


def _elsewhere(report: Report, check: Check) -> Iterator[str]:
    """A printed value with decimals that another table prints for another thing."""
    printed = check.printed
    if printed is None or not printed.decimals:
        return
    for table, row, number in _numbers(report):
        if number.value == printed.value and number.place.line != printed.place.line:
            where = f"baris {number.place.line}: {row[:80]} ({table.nama[:60]})"
            yield f"{printed.text} juga tercetak di {where}"
            return


def _numbers(report: Report) -> Iterable[tuple[Table, str, Printed]]:
    for table in report.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.number and cell.number.decimals:
                    yield table, row.text, cell.number
