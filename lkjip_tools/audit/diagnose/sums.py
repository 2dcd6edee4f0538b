"""Sums that do not close: by which row they miss, and which contradiction elsewhere closes them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod

from lkjip_tools.audit.check import Check, shown
from lkjip_tools.audit.diagnose.search import MOST_CHANCE, UNITS, odds
from lkjip_tools.audit.diagnose.web import Web
from lkjip_tools.audit.printed import Printed
from lkjip_tools.number import format_number

_MOST = 512


def sum_causes(web: Web, check: Check) -> Iterator[str]:
    """What else a sum says: its difference, and what would close it."""
    if check.printed is None or check.nilai is None or check.tie is None or check.tie.weight != 1:
        return
    missing = check.printed.value - check.nilai
    yield from list(_by_rivals(web, check, missing)) or _by_amount(web, check, missing)


def difference(check: Check) -> Iterator[str]:
    """By how much a sum misses."""
    if check.printed and check.nilai is not None and check.tie and check.tie.weight == 1:
        yield f"selisih {shown(check.printed.value - check.nilai)}"


def _by_rivals(web: Web, check: Check, missing: Decimal) -> Iterator[str]:
    """Rows that are contradicted elsewhere: does the sum close with what is printed there?"""
    choices = [
        (part, list({r.value: r for r in web.rivals[part.place]}.values()))
        for part in check.numbers
        if part.place in web.rivals
    ]
    tried = prod(len(rivals) + 1 for _, rivals in choices) - 1
    if not 0 < tried < _MOST:
        return
    closing = []
    for chosen in product(*([None, *rivals] for _, rivals in choices)):
        swapped = [(p, r) for (p, _), r in zip(choices, chosen, strict=True) if r]
        if swapped and sum((r.value - p.value for p, r in swapped), Decimal(0)) == missing:
            closing.append(swapped)
    chance = tried * UNITS / 10 ** _significant(missing)
    if closing and chance <= MOST_CHANCE:
        rows = " dan ".join(
            f"{p.text} (baris {p.place.line}) menjadi {r.text} (baris {r.place.line})"
            for p, r in min(closing, key=len)
        )
        yield f"tertutup bila {rows} ({odds(len(closing), tried, chance)})"


def _by_amount(web: Web, check: Check, missing: Decimal) -> Iterator[str]:
    """A row's right amount, or what is missing, is printed elsewhere."""
    own = {part.place for part in check.numbers}
    tried = len(web.amounts) * (len(check.numbers) + 1)
    for part in check.numbers:
        other = web.amounts.get(part.value + missing)
        if other and other.place not in own and _clear(tried, other):
            chance = tried * UNITS / 10 ** _significant(other.value)
            yield (
                f"tertutup bila {part.text} (baris {part.place.line}) menjadi {other.text} "
                f"(baris {other.place.line}) ({odds(1, tried, chance)})"
            )
    other = web.amounts.get(abs(missing))
    if other and other.place not in own and _clear(tried, other):
        chance = tried * UNITS / 10 ** _significant(other.value)
        yield (
            f"selisihnya tercetak di baris {other.place.line}: {format_number(other.value)} "
            f"({odds(1, tried, chance)})"
        )


def _clear(tried: int, other: Printed) -> bool:
    return bool(tried * UNITS / 10 ** _significant(other.value) <= MOST_CHANCE)


def _significant(value: Decimal) -> int:
    return len(str(int(abs(value))).rstrip("0"))
