"""Slips of the keys: one digit, or two swapped ones, that make every relation of a figure close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.audit.check import SALAH, Check, verdict
from lkjip_tools.audit.diagnose.search import MOST_CHANCE, UNITS, expected, odds
from lkjip_tools.audit.diagnose.web import Web, closes, digits_of, with_digits
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.relations.same import UNDECIDED
from lkjip_tools.number import format_number

_LONGEST, _MOST = 18, 3


@dataclass(frozen=True)
class Slip:
    """One figure that may be mistyped: what it should be, and how many relations then close."""

    printed: Printed
    right: Printed
    what: str
    closed: int
    of: int


def slips(web: Web, check: Check) -> Iterator[str]:
    """Which slips explain a relation that failed, the printed figure first, then its operands.

    A figure is named only when its correction closes every relation that it takes part in; the
    printed one also when what stays open was open before.
    """
    if check.printed is None or check.tie is None:
        return
    own, _ = _closing(web, check, check.printed)
    if check.nilai is not None:
        own.sort(key=lambda slip: abs(slip.right.value - (check.nilai or 0)))
    tried = len(list(_variants(check.printed)))
    chance = tried * UNITS / Decimal(10 ** _significant(check.printed))
    if own and chance <= MOST_CHANCE:
        yield from _told(check, own[:1], odds(len(own), tried, chance))
    if check.tie.equal and UNDECIDED not in check.sebab:
        return  # the other figure is the better supported one
    found, values, tried = [], set[Decimal](), 0
    for operand in dict.fromkeys(check.numbers):
        fits, given = _closing(web, check, operand)
        found += fits
        values |= given
        tried += len(list(_variants(operand)))
    chance = _chance(check, values, tried)
    found.sort(key=lambda slip: -slip.closed)
    if found and chance <= MOST_CHANCE:
        yield from _told(check, found[:_MOST], odds(len(found), tried, chance))


def _closing(web: Web, check: Check, printed: Printed) -> tuple[list[Slip], set[Decimal]]:
    """Slips of one figure that close all it takes part in, and what the relation gave for each."""
    found: list[Slip] = []
    values: set[Decimal] = set()
    if check.printed is None or check.tie is None:
        return found, values
    own = printed.place == check.printed.place
    known = check.tie.follows(check.numbers)
    for digits, what in _variants(printed):
        right = with_digits(printed, digits)
        if not _in_reach(check, printed, right):
            continue
        if not own:
            known = check.tie.follows([right if p == printed else p for p in check.numbers])
            values |= {candidate.value for candidate in known[:1]}
        if verdict(right if own else check.printed, known)[0] not in SALAH and known:
            found += _slip(web, printed, right, what)
    whole = [slip for slip in found if slip.closed == slip.of]
    return whole or (found if printed == check.printed else []), values


def _slip(web: Web, printed: Printed, right: Printed, what: str) -> Iterator[Slip]:
    """The slip, unless its correction breaks a relation that held."""
    relations = web.by_place[printed.place]
    closing = [other for other in relations if closes(other, {printed.place: right})]
    if all(other.salah or other in closing for other in relations):
        yield Slip(printed, right, what, len(closing), len(relations))


def _in_reach(check: Check, printed: Printed, right: Printed) -> bool:
    """Whether a changed operand moves a sum or a mean by about what is missing."""
    if check.printed is None or check.tie is None or printed.place == check.printed.place:
        return True
    if not check.tie.weight or check.nilai is None:
        return True
    missing = (check.printed.value - check.nilai) * check.tie.weight
    unit = Decimal(1).scaleb(-check.printed.decimals) * check.tie.weight
    return abs(right.value - printed.value - missing) <= unit * 2


def _chance(check: Check, values: set[Decimal], tried: int) -> Decimal:
    if check.printed is None or check.tie is None:
        return Decimal(1)
    if check.tie.weight or check.tie.equal:
        return tried * UNITS / Decimal(10 ** _significant(check.printed))
    return expected(check.printed.readings[0], values)


def _significant(printed: Printed) -> int:
    return len(digits_of(printed).lstrip("0"))


def _variants(printed: Printed) -> Iterator[tuple[str, str]]:
    """The digits of a figure with one changed, or two neighbours swapped, and what was done."""
    digits = digits_of(printed)
    if len(digits) > _LONGEST:
        return
    for n, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit and not (n == 0 and other == "0" and len(digits) > 1):
                new = digits[:n] + other + digits[n + 1 :]
                yield new, f"angka ke-{n + 1}: {digit} seharusnya {other}"
        pair = digits[n : n + 2]
        if len(pair) > 1 and pair[0] != pair[1] and not (n == 0 and pair[1] == "0"):
            new = digits[:n] + pair[::-1] + digits[n + 2 :]
            yield new, f"angka ke-{n + 1} dan ke-{n + 2} tertukar"


def _told(check: Check, found: list[Slip], how_likely: str) -> Iterator[str]:
    for slip in found:
        right = format_number(slip.right.value, slip.right.decimals)
        where = ""
        if check.printed and slip.printed.place != check.printed.place:
            where = f" baris {slip.printed.place.line}"
        closed = f"{slip.closed} dari {slip.of} hubungannya tertutup"
        yield (
            f"salah ketik{where}: {slip.printed.text} seharusnya {right} ({slip.what}); "
            f"{closed} ({how_likely})"
        )
