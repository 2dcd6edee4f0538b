"""Texts that a spreadsheet would run as formulas, in files that a spreadsheet may open."""

from __future__ import annotations

import re

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-][0-9.,]+(?:\s?%)?")


def disarmed(text: str) -> str:
    """Return a text that stays a text; a leading apostrophe takes the force of a formula.

    A lone sign, such as the dash for nothing, has none, and neither has a number.

    >>> disarmed("=1+1"), disarmed("-5,2"), disarmed("-")
    ("'=1+1", '-5,2', '-')
    """
    if len(text) > 1 and text[0] in FORMULA_STARTS and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
