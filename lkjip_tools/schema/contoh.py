"""An example row of each table, for the template's reader: `contoh.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lkjip_tools.errors import InputError
from lkjip_tools.yaml_file import read_source

_FILE = Path(__file__).with_suffix(".yml")


def example(table: str) -> dict[str, str]:
    """Return a table's example row: text by column, as a CSV file would have it."""
    return _all()[table]


@cache
def _all() -> dict[str, dict[str, str]]:
    source = read_source(_FILE, InputError, _FILE.name)
    return {
        table: {name: str(text) for name, text in row.items()} for table, row in source.data.items()
    }
