"""How the sheets look, and how a text gets into one: never as a formula, a link, or a number."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lkjip_tools.disarm import disarmed
from lkjip_tools.value import decimals

_LONGEST_TEXT = 32767  # that a cell can hold
_CUT = " … (dipotong; lengkapnya pada berkas data)"
_INDONESIAN = (
    "[$-421]"  # LibreOffice shows 1.234,56 by it; Excel follows the computer's own setting
)
_MOST_DECIMALS = 6
FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}


class Styles:
    """The cell formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.get = cache(self._make)

    def _make(self, *names: str) -> Format:
        looks: dict[str, Any] = dict(FONT)
        for name in names:
            looks |= _LOOKS[name]
        return self._workbook.add_format(looks)

    def number(self, value: Decimal, *names: str, dash: bool = False) -> Format:
        """Return a format with the decimals a number needs, six at most, and a mark for more."""
        places = min(decimals(value), _MOST_DECIMALS)
        pattern = f"{_INDONESIAN}#,##0" + (f".{'0' * places}" if places else "")
        return self._numbers(f'{pattern};-{pattern};"-"' if dash else pattern, names)

    @cache  # noqa: B019 - lives as long as its workbook
    def _numbers(self, pattern: str, names: tuple[str, ...]) -> Format:
        looks: dict[str, Any] = dict(FONT)
        for name in names:
            looks |= _LOOKS[name]
        return self._workbook.add_format(looks | {"num_format": pattern})


_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "wrap": {"text_wrap": True},
    "title": {"bold": True, "font_size": 14},
    "section": {"bold": True, "font_size": 11, "bottom": 1},
    "head": {
        "bold": True,
        "bg_color": "#1F3A5F",
        "font_color": "#FFFFFF",
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
    },
    "formula": {"bg_color": "#EAF2E3"},
    "quiet": {"font_color": "#555555"},
    "centre": {"align": "center"},
    "right": {"align": "right"},
    "year": {"num_format": "0"},
    "tolerance": {"num_format": "0E+00", "align": "left"},
    "count": {"num_format": f"{_INDONESIAN}#,##0", "align": "left"},
    "bad": {"bg_color": "#FBD5D5", "font_color": "#8B0000", "bold": True},
}


def safe_text(text: str) -> str:
    """Return a text that stays a text, in this workbook and in a CSV that is saved from it.

    A leading apostrophe takes the force of what would begin a formula; a lone sign, such as the
    dash for nothing, has none.
    """
    if len(text) > _LONGEST_TEXT - 1:
        text = text[: _LONGEST_TEXT - 1 - len(_CUT)] + _CUT
    return disarmed(text)


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text; an empty one leaves the cell blank."""
    if text:
        sheet.write_string(row, column, safe_text(text), look)
    else:
        sheet.write_blank(row, column, None, look)


def write_row(sheet: Worksheet, row: int, texts: list[str], look: Format) -> None:
    """Write texts side by side, from the first column."""
    for column, text in enumerate(texts):
        write_text(sheet, row, column, text, look)


def set_up(sheet: Worksheet, widths: list[float], head_row: int, title: str) -> None:
    """Set widths, freeze the header, and let the sheet be printed on A4, as wide as the page."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(head_row + 1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&R&A, halaman &P dari &N")
