"""Values of figures as text: exact for programs, readable for people."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from lkjip_tools.errors import NumberFormatError
from lkjip_tools.number import format_number, to_decimal

Value = Decimal | str | None

EMPTY, UNCOMPUTED = "(kosong)", "tidak dihitung"


def value_text(value: Value) -> str | None:
    """Return a value as text, unrounded; `None` stays `None`."""
    return format(value, "f") if isinstance(value, Decimal) else value


def parse_value(text: str | None) -> Value:
    """Read a value that `value_text` wrote; what is no number is a word, such as a predicate."""
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return text


def cell_number(text: str) -> Decimal | None:
    """Read the number of a cell that the loader has taken; `None` for words and for nothing.

    What a column forbids, such as `1.234` among percentages, was refused before.
    """
    for whole in (False, True):
        try:
            return to_decimal(text, whole=whole)
        except NumberFormatError:
            continue
    return None


def exact_text(value: Value, unit: str = "") -> str:
    """Print a value for an explanation: up to six decimals, `…` where there are more."""
    if not isinstance(value, Decimal):
        return EMPTY if value is None else value
    places = decimals(value)
    shown = format_number(value, min(places, 6)) + ("…" if places > 6 else "")
    return f"{shown} {unit}".strip()


def full_text(value: Value) -> str:
    """Print a value with all its digits."""
    if not isinstance(value, Decimal):
        return EMPTY if value is None else value
    return format_number(value, decimals(value))


def decimals(value: Decimal) -> int:
    """Count the decimals a number needs."""
    return max(0, -int(value.normalize().as_tuple().exponent)) if value else 0
