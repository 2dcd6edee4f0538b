"""Brackets: the intervals of a scale, with exactly one bracket for every value.

A rule file writes the brackets from the highest to the lowest, each with the ends that the
regulation prints:

    at_least: 91    91 belongs to it        above: 90    90 does not
    up_to: 90       90 belongs to it        below: 91    91 does not

An end that is left out is taken from the neighbour. Where both neighbours state theirs, the two
must meet: `above: 90` meets `up_to: 90`, `at_least: 91` meets `below: 91`, and nothing else does.
The highest bracket has no upper end. The lowest has no lower end, or begins at zero or below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from lkjip_tools.number import format_number
from lkjip_tools.regulation.strict import Number, Strict, Text, fault


class Cut(NamedTuple):
    """A point between values: just before `at`, or just after it. Cuts compare in order."""

    at: Decimal
    after: bool


_ZERO = Cut(Decimal(0), False)


class BracketEntry(Strict):
    """One bracket as a rule file writes it."""

    at_least: Number | None = None
    above: Number | None = None
    up_to: Number | None = None
    below: Number | None = None
    label: Text
    sebutan: str = ""
    kode: str = ""
    tercetak: str = ""

    @property
    def low(self) -> Cut | None:
        """The stated lower end."""
        return _cut(before=self.at_least, after=self.above)

    @property
    def high(self) -> Cut | None:
        """The stated upper end."""
        return _cut(before=self.below, after=self.up_to)


@dataclass(frozen=True)
class Bracket:
    """One class of a scale.

    Attributes:
        label: `Sangat Tinggi`, `AA`.
        low: Where it begins; `None` when it has no lower end.
        high: Where it stops; `None` when it has no upper end.
        sebutan: The words for a letter: `Sangat Memuaskan` for `AA`.
        kode: Short form: `ST`.
        tercetak: The interval as the regulation prints it.
    """

    label: str
    low: Cut | None
    high: Cut | None
    sebutan: str = ""
    kode: str = ""
    tercetak: str = ""

    def __contains__(self, value: Decimal) -> bool:
        point = Cut(value, False)
        return (self.low is None or self.low <= point) and (self.high is None or point < self.high)

    @property
    def interval(self) -> str:
        """The interval as read: `> 90`, `> 75 s.d. ≤ 90`, `≤ 50`."""
        low = "" if self.low is None else f"{'>' if self.low.after else '≥'} {_text(self.low)}"
        high = "" if self.high is None else f"{'≤' if self.high.after else '<'} {_text(self.high)}"
        return " s.d. ".join(end for end in (low, high) if end)

    def __str__(self) -> str:
        return self.label


def find_bracket(brackets: Iterable[Bracket], value: Decimal) -> Bracket | None:
    """Return the bracket that holds a value, compared exactly; `None` below the lowest one.

    Raises:
        TypeError: The value is no finite `Decimal`; binary fractions are not exact.
    """
    if not _is_exact(value):
        raise TypeError(f"a scale classifies finite Decimals, not {value!r}")
    return next((bracket for bracket in brackets if value in bracket), None)


def join_brackets(entries: Sequence[BracketEntry]) -> tuple[Bracket, ...]:
    """Fill in the ends that were left out and check that the brackets cover every value once.

    Raises:
        PydanticCustomError: A hole, an overlap, bounds out of order, or a label that repeats.
    """
    if len(entries) < 2:
        raise fault("skala memerlukan sedikitnya dua golongan; tambahkan golongan", ("brackets",))
    _check_entries(entries)
    cuts = [_meet(n, *pair) for n, pair in enumerate(pairwise(entries))]
    lows, highs = [*cuts, entries[-1].low], [entries[0].high, *cuts]
    for n, (low, high) in enumerate(zip(lows, highs, strict=True)):
        if low is not None and high is not None and low >= high:
            raise _out_of_order(entries, n)
    return tuple(
        Bracket(entry.label, low, high, entry.sebutan, entry.kode, entry.tercetak)
        for entry, low, high in zip(entries, lows, highs, strict=True)
    )


def _check_entries(entries: Sequence[BracketEntry]) -> None:
    seen: set[str] = set()
    for n, entry in enumerate(entries):
        if entry.label in seen:
            raise fault(
                f"label '{entry.label}' dipakai dua golongan; beri setiap golongan label sendiri",
                ("brackets", n, "label"),
            )
        seen.add(entry.label)
        _check_ends(n, entry)
    top, bottom = entries[0], entries[-1]
    if top.high is not None:
        raise fault(
            f"golongan tertinggi '{top.label}' berhenti pada {_text(top.high)}, sehingga nilai di "
            f"atasnya tidak bergolongan; hapus batas atasnya dan catat di 'tercetak' bila perlu",
            ("brackets", 0),
        )
    if bottom.low is not None and bottom.low > _ZERO:
        raise fault(
            f"golongan terendah '{bottom.label}' baru mulai dari {_text(bottom.low)}, sehingga nol "
            f"tidak bergolongan; mulai dari 'at_least: 0' atau hapus batas bawahnya",
            ("brackets", len(entries) - 1),
        )


def _check_ends(n: int, entry: BracketEntry) -> None:
    for first, second in (("at_least", "above"), ("up_to", "below")):
        if getattr(entry, first) is not None and getattr(entry, second) is not None:
            raise fault(
                f"golongan '{entry.label}' menyebut '{first}' dan '{second}' sekaligus; "
                f"pilih salah satu",
                ("brackets", n),
            )
    if entry.low is not None and entry.high is not None and entry.low >= entry.high:
        raise fault(
            f"golongan '{entry.label}' kosong: batas bawahnya {_text(entry.low)}, "
            f"batas atasnya {_text(entry.high)}; perbaiki salah satunya",
            ("brackets", n),
        )


def _meet(n: int, upper: BracketEntry, lower: BracketEntry) -> Cut:
    """Return the cut between two neighbours."""
    names = f"'{lower.label}' dan '{upper.label}'"
    here = ("brackets", n + 1)
    if upper.low is not None and lower.low is not None and lower.low >= upper.low:
        raise _out_of_order([upper, lower], 0, here)
    if upper.low is None and lower.high is None:
        raise fault(
            f"batas antara {names} tidak disebut; tulis 'at_least' atau 'above' pada "
            f"'{upper.label}', atau 'up_to' atau 'below' pada '{lower.label}'",
            here,
        )
    if upper.low is None or lower.high is None:
        return upper.low or lower.high or _ZERO
    if lower.high != upper.low:
        state = "ada celah" if lower.high < upper.low else "tumpang tindih"
        raise fault(
            f"{state} antara {names}: '{lower.label}' berakhir pada {_end(lower.high, '≤', '<')}, "
            f"'{upper.label}' mulai pada {_end(upper.low, '>', '≥')}; kedua batas itu harus "
            f"bertemu, dan cara membacanya dicatat di 'reading'",
            here,
        )
    return upper.low


def _out_of_order(
    entries: Sequence[BracketEntry], n: int, here: Sequence[str | int] = ()
) -> Exception:
    upper, lower = entries[min(n, len(entries) - 2)], entries[min(n, len(entries) - 2) + 1]
    return fault(
        f"batas '{upper.label}' dan '{lower.label}' tidak berurut; "
        f"tulis golongan dari yang tertinggi ke yang terendah, tanpa batas yang berulang",
        tuple(here) or ("brackets", n),
    )


def _is_exact(value: object) -> bool:
    return isinstance(value, Decimal) and value.is_finite()


def _cut(*, before: Decimal | None, after: Decimal | None) -> Cut | None:
    if before is not None:
        return Cut(before, False)
    return None if after is None else Cut(after, True)


def _end(cut: Cut, sign_after: str, sign_before: str) -> str:
    return f"{sign_after if cut.after else sign_before} {_text(cut)}"


def _text(cut: Cut) -> str:
    return format_number(cut.at, max(0, -int(cut.at.normalize().as_tuple().exponent)))
