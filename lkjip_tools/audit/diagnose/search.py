"""A search for what gives a printed number, and how often chance alone would find something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lkjip_tools.audit.printed import Printed, Reading
from lkjip_tools.number import cut_off, format_number, round_half_up

MOST_CHANCE = Decimal("0.1")
_FACTS = 2  # decimals in which a chance is told
_SHOWN = Decimal("0.01")
# What prints as a number: half a unit on either side, and half a unit more for truncation.
UNITS = Decimal("1.5")
_WINDOWS = (Decimal(2), Decimal("1.25"))


@dataclass(frozen=True)
class Hypothesis:
    """One possibility: what it would be, in words, and the value it gives."""

    text: str
    value: Decimal


@dataclass
class Search:
    """Hypotheses held against one printed number."""

    printed: Printed
    values: set[Decimal] = field(default_factory=set)
    hits: dict[Decimal, str] = field(default_factory=dict)

    @property
    def tried(self) -> int:
        """How many different values were tried."""
        return len(self.values)

    def offer(self, hypotheses: Iterable[Hypothesis]) -> None:
        """Try more; what gives exactly the printed number is a hit."""
        for hypothesis in hypotheses:
            self.values.add(hypothesis.value)
            if prints_as(hypothesis.value, self.printed.readings[0]):
                self.hits.setdefault(hypothesis.value, hypothesis.text)

    def causes(self) -> Iterator[str]:
        """The hit, if chance alone would hardly have made it."""
        chance = expected(self.printed.readings[0], self.values)
        if self.hits and chance <= MOST_CHANCE:
            first = next(iter(self.hits.values()))
            yield f"sama dengan {first} ({odds(len(self.hits), self.tried, chance)})"


def prints_as(value: Decimal, reading: Reading) -> bool:
    """Whether a value is printed so, rounded half up or truncated."""
    places = reading.decimals
    return reading.value in (round_half_up(value, places), cut_off(value, places))


def expected(reading: Reading, values: Iterable[Decimal]) -> Decimal:
    """How many of some values would print as a number by chance.

    Three estimates, of which the largest counts: the values lie evenly within a factor of two of
    it, or within a factor of 1.25; and numbers of as few significant digits are equally common,
    for a round number is met more often than its neighbours.
    """
    given = abs(reading.value)
    if not given:
        return Decimal(len(set(values)))
    unit = Decimal(1).scaleb(-reading.decimals)
    near = [v for v in (abs(value) for value in values) if given / 2 <= v <= given * 2]
    chances = []
    for factor in _WINDOWS:
        inside = sum(given / factor <= v <= given * factor for v in near)
        chances.append(inside * UNITS * unit / (given * (factor - 1 / factor)))
    digits = len(str(int(given / unit)).rstrip("0"))
    chances.append(max(len(near), 1) * UNITS / 10**digits)
    return max(chances)


def odds(hits: int, tried: int, chance: Decimal) -> str:
    """Say how many were tried, and how many of them chance would match."""
    shown = "di bawah 0,01" if chance < _SHOWN else format_number(chance, _FACTS)
    return f"{hits} dari {tried} kemungkinan; karena kebetulan diharapkan {shown}"
