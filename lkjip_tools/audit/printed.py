"""A number as a report prints it: the string, every way to read it, and its interval.

`90.18`, `90,18`, `Rp. 1.234.567,-`, `Rp1. 355.982.300`, `65,22%`, `12 (dua belas)`: reports mix
formats. A string that could be two numbers keeps both readings until its column decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.audit.interval import Interval

NUMBER = re.compile(
    # In amounts a stray blank after a thousands mark is common: `Rp. 1. 355.982.300`.
    r"(?P<rp>\bRp\s?\.?\s?)(?P<amount>\d{1,3}(?:\.\s?\d{3})+(?:,\d+)?|\d[\d.,]*)"
    r"|(?<=\()(?P<pair>\d+, \d\d)(?=\))"
    r"|(?<![\w.,/])(?P<plain>(?:(?<![\w)\s])[-−])?\d[\d.,]*)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?P<dash>,-|-(?![\w]))?(?P<unit>\s?%|\s?persen\b)?", re.IGNORECASE)
_UNIT_WORD = re.compile(r"\s*([A-Za-z]{2,}(?:\s?/\s?[A-Za-z]{2,})?)")


@dataclass(frozen=True)
class Reading:
    """One way to read a string: its value and how many decimals were printed."""

    value: Decimal
    decimals: int


@dataclass(frozen=True, order=True)
class Place:
    """Where something is printed; lines and columns count from 1, no pages is 0."""

    page: int
    line: int
    column: int


@dataclass(frozen=True)
class Printed:
    """One printed number.

    Attributes:
        text: The string as printed, with `Rp` and `%`.
        readings: Every value it can have; more than one where it is ambiguous.
        unit: `rupiah`, `persen`, or the word printed behind it, in lower case.
        place: Where it stands.
        flaw: What is wrong with its writing, in Indonesian; empty where nothing is.
    """

    text: str
    readings: tuple[Reading, ...]
    unit: str
    place: Place
    flaw: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether it can be read in more than one way."""
        return len(self.readings) > 1

    @property
    def value(self) -> Decimal:
        """The first reading: the Indonesian one."""
        return self.readings[0].value

    @property
    def decimals(self) -> int:
        """Decimals printed, by the first reading."""
        return self.readings[0].decimals

    def as_whole(self) -> Printed:
        """The same, in a column of money or counts: a lone mark is a thousands mark."""
        return self._narrowed([r for r in self.readings if r.value == r.value.to_integral_value()])

    def as_fraction(self) -> Printed:
        """The same, in a column of percentages or scores: a lone mark is a decimal mark."""
        return self._narrowed([r for r in self.readings if r.decimals])

    def _narrowed(self, kept: list[Reading]) -> Printed:
        if not self.ambiguous or not kept:
            return self
        return Printed(self.text, tuple(kept), self.unit, self.place, self.flaw)

    @property
    def interval(self) -> Interval:
        """What the number may have been before it was rounded or truncated."""
        return Interval.printed(self.value, self.decimals)

    @property
    def operand(self) -> Interval:
        """The same as an operand: a whole number is exact, being a count, rupiah or a target."""
        return self.interval if self.decimals else Interval.point(self.value)


def numbers_in(text: str, place: Place, *, after: bool = True) -> Iterator[Printed]:
    """Yield the numbers printed in a piece of text.

    Args:
        text: The text; `place` is that of its first character.
        place: Where it stands.
        after: Read the word behind a number as its unit.
    """
    for match in NUMBER.finditer(text):
        digits = (match["amount"] or match["pair"] or match["plain"]).rstrip(".,")
        readings, flaw = read_digits(digits)
        if not readings:
            continue
        end = match.start(match.lastgroup or 0) + len(digits)
        tail = _TAIL.match(text, end)
        end = tail.end() if tail else end
        unit = _unit(bool(match["rp"]), bool(tail and tail["unit"]), text[end:] if after else "")
        found = Place(place.page, place.line, place.column + match.start())
        yield Printed(text[match.start() : end].strip(), readings, unit, found, flaw)


def _unit(rupiah: bool, percent: bool, rest: str) -> str:
    if rupiah:
        return "rupiah"
    if percent:
        return "persen"
    word = _UNIT_WORD.match(rest)
    return word[1].lower() if word else ""


def read_digits(text: str) -> tuple[tuple[Reading, ...], str]:
    """Return every reading of a string of digits and marks, and the flaw of its writing."""
    minus = text.startswith(("-", "−"))
    plain = text.lstrip("-−").replace(" ", "")
    flaw = "spasi di dalam bilangan" if " " in text.strip() else ""
    readings, other = _unsigned(plain)
    sign = -1 if minus else 1
    return tuple(Reading(sign * r.value, r.decimals) for r in readings), flaw or other


def _unsigned(text: str) -> tuple[list[Reading], str]:
    dots, commas = text.count("."), text.count(",")
    if not dots and not commas:
        return [_reading(text, "")], ""
    if dots and commas:
        return _both_marks(text)
    mark = "." if dots else ","
    return _one_mark(text, mark, dots or commas)


def _both_marks(text: str) -> tuple[list[Reading], str]:
    decimal = "," if text.rfind(",") > text.rfind(".") else "."
    grouping = "." if decimal == "," else ","
    if text.count(decimal) != 1:
        return [], ""
    whole, fraction = text.split(decimal)
    if not re.fullmatch(rf"\d{{1,3}}(?:\{grouping}\d{{3}})+", whole):
        return [], ""
    flaw = "" if decimal == "," else "format bilangan Inggris"
    return [_reading(whole.replace(grouping, ""), fraction)], flaw


def _one_mark(text: str, mark: str, count: int) -> tuple[list[Reading], str]:
    head, *groups = text.split(mark)
    threes = all(len(group) == 3 for group in groups)
    grouped = _reading(text.replace(mark, ""), "")
    foreign = "format bilangan Inggris" if mark == "," else ""
    if count > 1:
        if not threes or len(head) > 3:
            return [], ""
        return [grouped], foreign
    decimal = _reading(head, groups[0])
    if not threes or head.startswith("0"):
        return [decimal], "titik sebagai tanda desimal" if mark == "." else ""
    if len(head) > 3:
        # 122952.700: a thousands mark was left out, or it is a decimal
        return (
            ([grouped, decimal], "tanda ribuan tidak lengkap") if mark == "." else ([decimal], "")
        )
    return ([grouped, decimal], "") if mark == "." else ([decimal, grouped], "")


def _reading(whole: str, fraction: str) -> Reading:
    return Reading(Decimal(f"{whole}.{fraction}" if fraction else whole), len(fraction))
