"""A value of a table as people read it: as the report prints it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lkjip_tools.number import format_number
from lkjip_tools.value import decimals

BLANK = "–"


def shown(column: str, value: Any) -> Any:
    """Return a number in words of print, half up; a blank as a dash, anything else as it is.

    Percentages have two decimals, amounts none, other numbers their own, two at most.

    >>> shown("capaian_persen", Decimal(100)), shown("target", Decimal("65.220")), shown("a", None)
    ('100,00', '65,22', '–')
    """
    if value is None:
        return BLANK
    if not isinstance(value, Decimal):
        return value
    places = 2 if column.endswith("_persen") else 0 if column.endswith("_rp") else decimals(value)
    return format_number(value, min(2, places))
