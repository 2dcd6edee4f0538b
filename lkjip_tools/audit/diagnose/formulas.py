"""Other formulas over the same numbers: inverse, difference, sum, mean, a part of the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from statistics import median

from lkjip_tools.audit.capaian import HUNDRED, capaian_formulas, caps
from lkjip_tools.audit.check import Check
from lkjip_tools.audit.diagnose.search import Hypothesis
from lkjip_tools.audit.interval import evaluate
from lkjip_tools.audit.printed import Printed

_TWO = 2
_PAIRS = (
    ("{x} / {y} × 100", "x / y * 100"),
    ("{x} / {y}", "x / y"),
    ("{x} − {y}", "x - y"),
    ("({x} − {y}) / {y} × 100", "(x - y) / y * 100"),
    ("{x} × {y} / 100", "x * y / 100"),
)
_SHIFTS = (Decimal(10), HUNDRED, Decimal(1000), Decimal("0.1"), Decimal("0.01"), Decimal("0.001"))
_SUMS = ("jumlah", "jenjang", "triwulan", "jumlah_kalimat")


def other_formulas(check: Check) -> Iterator[Hypothesis]:
    """What else could have been computed from the operands of a relation, or of its result."""
    numbers = check.numbers
    if check.nilai is not None:
        for shift in _SHIFTS:
            yield Hypothesis("nilai yang benar, tanda desimalnya bergeser", check.nilai * shift)
        yield Hypothesis("kebalikan tandanya", -check.nilai)
    if check.tie and check.tie.equal:
        return
    if check.jenis in _SUMS or check.jenis == "rata_rata":
        yield from _of_rows(check, [p.value for p in numbers])
    elif len(numbers) == _TWO:
        yield from _of_pair(numbers)


def _of_pair(numbers: Sequence[Printed]) -> Iterator[Hypothesis]:
    for x, y in permutations(numbers):
        values = {"x": x.value, "y": y.value}
        for words, expression in _PAIRS:
            value = evaluate(expression, values)
            if value is not None:
                yield Hypothesis(words.format(x=x.text, y=y.text), value)
        yield from _capaian(x, y)
    one, other = numbers
    both = one.value + other.value
    yield Hypothesis(f"{one.text} + {other.text}", both)
    yield Hypothesis(f"rata-rata {one.text} dan {other.text}", both / _TWO)
    for number in numbers:
        yield Hypothesis(f"{number.text} itu sendiri (baris {number.place.line})", number.value)


def _capaian(realisasi: Printed, target: Printed) -> Iterator[Hypothesis]:
    """Capaian by every formula and under every cap of the rule files."""
    given = {"realisasi": realisasi.value, "target": target.value}
    for choice in capaian_formulas():
        value = evaluate(choice.ekspresi, given)
        if value is None:
            continue
        words = f"{choice.label.lower()}: {realisasi.text} terhadap {target.text}"
        yield Hypothesis(words, value)
        for cap in caps():
            yield Hypothesis(f"{words}, {cap.label.lower()}", cap.apply(value))


def _of_rows(check: Check, values: list[Decimal]) -> Iterator[Hypothesis]:
    """Sums and means of all rows and of a run of them; a sum short of a row, or one too many."""
    count = len(values)
    if not count:
        return
    whole = sum(values, Decimal(0))
    mean = check.jenis == "rata_rata"
    if mean:
        yield Hypothesis("jumlahnya, bukan rata-ratanya", whole)
        yield Hypothesis("median (nilai tengah), bukan rata-ratanya", Decimal(median(values)))
    else:
        yield Hypothesis("rata-ratanya, bukan jumlahnya", whole / count)
        yield Hypothesis("dua kali jumlahnya", whole * _TWO)
    yield Hypothesis("nilai terbesar", max(values))
    yield Hypothesis("nilai terkecil", min(values))
    kind = "rata-rata" if mean else "jumlah"
    for words, total, rows in _parts(values, whole):
        yield Hypothesis(f"{kind} {words}", total / rows if mean else total)


def _parts(values: list[Decimal], whole: Decimal) -> Iterator[tuple[str, Decimal, int]]:
    """Sums of a part of the rows: what it is, the sum, how many rows."""
    count, running = len(values), Decimal(0)
    for n, value in enumerate(values[:-1], start=1):
        running += value
        yield f"{n} baris pertama saja", running, n
        yield f"{count - n} baris terakhir saja", whole - running, count - n
    for n, value in enumerate(values, start=1):
        if count > _TWO:
            yield f"tanpa baris ke-{n}", whole - value, count - 1
        yield f"dengan baris ke-{n} dua kali", whole + value, count + 1
    if count > 1:
        yield f"dibagi {count - 1}, bukan {count}", whole, count - 1
        yield f"dibagi {count + 1}, bukan {count}", whole, count + 1
