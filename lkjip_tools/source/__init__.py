"""Sources: where a table comes from, as text with its places; `load` says what it means.

A source is a function that is given a table's name, agency, year and root, and returns a
`RawTable`, or `None` where it has no such table. `SOURCES` lists them; to add one is to add a line.
"""

from lkjip_tools.source.cells import RawCells
from lkjip_tools.source.find import SOURCES, read_raw
from lkjip_tools.source.table import RawTable

__all__ = ["SOURCES", "RawCells", "RawTable", "read_raw"]
