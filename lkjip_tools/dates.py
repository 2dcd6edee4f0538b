"""Dates in Indonesian: `5 Februari 2024`, the day without a leading zero."""

from __future__ import annotations

from datetime import date

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)


def date_text(day: date) -> str:
    """Print a date.

    >>> date_text(date(2024, 2, 5))
    '5 Februari 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
