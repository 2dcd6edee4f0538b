"""Dates in Indonesian: `5 Februari 2024`, the day without a leading zero."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)
FIRST_YEAR, LAST_YEAR = 1945, 2200  # that data may speak of
_PADDED = re.compile(rf"\b0([1-9])(?=\s+(?:{'|'.join(MONTHS)})\b)", re.IGNORECASE)


def date_text(day: date) -> str:
    """Print a date.

    >>> date_text(date(2024, 2, 5))
    '5 Februari 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def year_end(tahun: int) -> date:
    """Return the day whose rules count for a year's report: the year's last.

    >>> year_end(2023)
    datetime.date(2023, 12, 31)
    """
    return date(tahun, 12, 31)


def style_dates(text: str) -> str:
    """Take the leading zero off the days of a text, wherever they were typed.

    >>> style_dates("Samarinda, 09 Januari 2024")
    'Samarinda, 9 Januari 2024'
    """
    return _PADDED.sub(r"\1", text) if "0" in text else text
