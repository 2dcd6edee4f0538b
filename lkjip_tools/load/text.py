"""Texts that no report can print, told at their cells before anything runs."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_tools.errors import Fault
from lkjip_tools.letters import printable, unprintable
from lkjip_tools.source import RawTable

_SHOWN = 80


def text_faults(table: RawTable) -> Iterator[Fault]:
    """Yield a fault for every cell whose text cannot be printed as it stands."""
    for line, cells in table.rows.items():
        for column, text in zip(table.header, cells, strict=True):
            if message := unprintable(text):
                yield Fault(table.place(line, column), message, text[:_SHOWN], printable(text))
