"""Load: files to tables whose every number knows its place."""

from lkjip_tools.load.narasi import Narasi, read_narasi
from lkjip_tools.load.pembanding import read_pembanding
from lkjip_tools.load.tables import read_table, typed_table

__all__ = ["Narasi", "read_narasi", "read_pembanding", "read_table", "typed_table"]
