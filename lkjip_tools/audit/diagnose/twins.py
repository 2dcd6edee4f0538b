"""Findings that are one error printed several times, or carried from a row into its totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal

from lkjip_tools.audit.check import Check, shown
from lkjip_tools.audit.printed import Place

_SHORTEST, _LONG, _FEW = 4, 7, 4


def tell_twins(failed: Sequence[Check]) -> None:
    """Say of a finding where the same error stands again, or the same difference."""
    again: dict[Hashable, list[Check]] = defaultdict(list)
    for check in failed:
        for key in _keys(check):
            again[key].append(check)
    for check in failed:
        told = {check.place}
        for key in _keys(check):
            others = [c.place for c in again[key] if c.place not in told]
            told.update(others)
            if others:
                check.sebab.append(_told(key, check.place, sorted(set(others))))


def _keys(check: Check) -> Iterator[Hashable]:
    """The same figure for the same right one; else the same long difference."""
    if check.printed is None or check.nilai is None or not check.numbers:
        return
    value = check.printed.value
    if _significant(value) >= _SHORTEST:
        yield value, check.nilai
    elif check.tie and check.tie.equal:
        yield value, check.nilai, check.numbers[0].place
    missing = abs(value - check.nilai)
    if _significant(missing) >= _LONG and missing == missing.to_integral_value():
        yield missing


def _told(key: Hashable, own: Place, others: Sequence[Place]) -> str:
    lines = dict.fromkeys(place.line for place in others[:_FEW])
    where = ", ".join("itu di kolom lain" if n == own.line else str(n) for n in lines)
    more = f" dan {len(others) - _FEW} tempat lain" if len(others) > _FEW else ""
    if isinstance(key, Decimal):
        return f"selisih yang sama, {shown(key)}, juga pada baris {where}{more}"
    return f"kekeliruan yang sama juga pada baris {where}{more}"


def _significant(value: Decimal) -> int:
    return len(str(abs(value)).replace(".", "").strip("0"))
