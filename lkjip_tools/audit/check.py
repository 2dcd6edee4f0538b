"""A check: one printed number held against what follows from others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from lkjip_tools.audit.interval import Interval, evaluate, spread
from lkjip_tools.audit.printed import Place, Printed, Reading
from lkjip_tools.number import cut_off, format_number, round_half_up

SESUAI, PEMBULATAN, PEMOTONGAN = "sesuai", "pembulatan", "pemotongan"
TIDAK_SESUAI, MENGUBAH, TIDAK_DIPERIKSA = (
    "tidak sesuai",
    "mengubah simpulan",
    "tidak dapat diperiksa",
)
SALAH = (TIDAK_SESUAI, MENGUBAH)
MATERIAL, MINOR, TIPOGRAFI = "material", "minor", "tipografi"
TINGGI, SEDANG, RENDAH = "tinggi", "sedang", "rendah"
QUOTE = 220


@dataclass(frozen=True)
class Operand:
    """A number a check used: what it is, and as printed."""

    nama: str
    printed: Printed

    def __str__(self) -> str:
        return f"{self.nama} = {self.printed.text} (baris {self.printed.place.line})"


@dataclass(frozen=True)
class Candidate:
    """One value that would be right.

    Attributes:
        rumus: The formula, in words.
        value: What it gives on the printed operands.
        interval: What it can give on what they were before rounding.
    """

    rumus: str
    value: Decimal
    interval: Interval


@dataclass(frozen=True)
class Tie:
    """How a number follows from others, so that it can be worked out again from other ones.

    Attributes:
        nama: What each operand is; in the order of `Check.numbers`.
        follows: What follows from such operands.
        weight: How far the result times this moves when an operand does: 1 for a sum, the count for
            a mean; 0 where it does not move evenly.
        equal: The operand is the same fact, printed elsewhere.
    """

    nama: tuple[str, ...]
    follows: Callable[[Sequence[Printed]], Sequence[Candidate]]
    weight: int = 0
    equal: bool = False


@dataclass
class Check:
    """What came of one check.

    Attributes:
        relasi: The rule's name.
        jenis: Kind of finding it makes when it fails; a key of `jenis.yml`.
        place: Where the number stands.
        kutipan: The words around it.
        tercetak: As printed.
        putusan: One of the six verdicts.
        hitung: What it should be; `None` where nothing follows.
        rumus: The formula of the best candidate.
        operan: The numbers used.
        sebab: Likely causes, best first.
        tingkat: Severity.
        keyakinan: Confidence.
        printed: The number, where there is one.
        nilai: What it should be, exactly.
        numbers: The operands that are printed numbers.
        tie: How it follows from them; `None` where it cannot be worked out again.
        setara: Other places that print what it should be.
        bersama: Other checks of the same number that failed too, told by this one.
    """

    relasi: str
    jenis: str
    place: Place
    kutipan: str
    tercetak: str
    putusan: str
    hitung: str = ""
    rumus: str = ""
    operan: tuple[str, ...] = ()
    sebab: list[str] = field(default_factory=list)
    tingkat: str = MATERIAL
    keyakinan: str = TINGGI
    printed: Printed | None = None
    nilai: Decimal | None = None
    numbers: tuple[Printed, ...] = ()
    tie: Tie | None = None
    setara: tuple[Printed, ...] = ()
    bersama: list[Check] = field(default_factory=list)

    @property
    def salah(self) -> bool:
        """Whether it is a finding."""
        return self.putusan in SALAH


def candidates(
    rumus: str, expression: str, operands: dict[str, Printed], words: str = ""
) -> list[Candidate]:
    """Return what a formula gives, for every way to read its operands."""
    found = []
    for readings in product(*(printed.readings for printed in operands.values())):
        points = {name: r.value for name, r in zip(operands, readings, strict=True)}
        value = evaluate(expression, points)
        if value is None:
            continue
        bounds = {name: _operand(r) for name, r in zip(operands, readings, strict=True)}
        found.append(
            Candidate(words or rumus, value, spread(expression, bounds) or Interval.point(value))
        )
    return found


def exact(rumus: str, value: Decimal) -> Candidate:
    """A candidate that is one exact value."""
    return Candidate(rumus, value, Interval.point(value))


def summed(rumus: str, parts: Sequence[Printed]) -> Candidate:
    """The sum of printed numbers; whole numbers are exact, others may have been rounded."""
    low = sum((p.operand.low for p in parts), Decimal(0))
    high = sum((p.operand.high for p in parts), Decimal(0))
    value = sum((p.value for p in parts), Decimal(0))
    return Candidate(rumus, value, Interval(low, high))


def by_formula(nama: Sequence[str], expression: str) -> Tie:
    """A tie that is a formula over named operands."""
    return Tie(
        tuple(nama),
        lambda given: candidates(expression, expression, dict(zip(nama, given, strict=True))),
    )


def by_sum(count: int) -> Tie:
    """A tie that adds up so many operands."""
    return Tie(("rincian",) * count, lambda given: [summed("jumlah", given)], weight=1)


def _same(given: Sequence[Printed]) -> list[Candidate]:
    return [exact("sama", reading.value) for printed in given for reading in printed.readings]


EQUAL = Tie(("tercetak di tempat lain",), _same, equal=True)


def _operand(reading: Reading) -> Interval:
    if not reading.decimals:
        return Interval.point(reading.value)
    return Interval.printed(reading.value, reading.decimals)


def verdict(printed: Printed, given: Sequence[Candidate]) -> tuple[str, Candidate | None]:
    """Judge a printed number by the candidates: the first that explains it decides.

    Returns:
        The verdict, and the candidate it rests on: the first one where none explains it.
    """
    for candidate in given:
        for reading in printed.readings:
            if round_half_up(candidate.value, reading.decimals) == reading.value:
                return SESUAI, candidate
    for candidate in given:
        for reading in printed.readings:
            if cut_off(candidate.value, reading.decimals) == reading.value:
                return PEMOTONGAN, candidate
    for candidate in given:
        for reading in printed.readings:
            if Interval.printed(reading.value, reading.decimals).meets(candidate.interval):
                return PEMBULATAN, candidate
    return (TIDAK_SESUAI, given[0]) if given else (TIDAK_DIPERIKSA, None)


def shown(value: Decimal, printed: Printed | None = None) -> str:
    """Write a computed value the way its printed counterpart is written."""
    decimals = printed.decimals if printed else None
    if decimals is not None and value != value.to_integral_value():
        decimals = max(decimals, 2)
    return format_number(value, decimals)


def accuse(
    rule: str,
    jenis: str,
    place: Place,
    quote: str,
    tercetak: str,
    right: str,
    rumus: str,
    weight: tuple[str, str],
    *sebab: str,
) -> Check:
    """A finding about words, dates or numbering: nothing is computed, something is wrong.

    Args:
        rule: Name of the relation.
        jenis: Kind of finding.
        place: Where it stands.
        quote: The words around it.
        tercetak: What is printed.
        right: What should be; empty where that is not known.
        rumus: What does not hold.
        weight: Severity and confidence.
        sebab: Likely causes.
    """
    tingkat, keyakinan = weight
    return Check(
        rule,
        jenis,
        place,
        quote[:QUOTE],
        tercetak,
        TIDAK_SESUAI,
        hitung=right,
        rumus=rumus,
        sebab=list(sebab),
        tingkat=tingkat,
        keyakinan=keyakinan,
    )
