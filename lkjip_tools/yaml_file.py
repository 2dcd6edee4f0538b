"""YAML with positions: every fault names its file, line and column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarfloat import ScalarFloat

from lkjip_tools.errors import InputError


def read_yaml(path: Path, shown: str, error: type[InputError]) -> Any:
    """Read a YAML 1.2 file, keeping positions; a duplicate key is an error.

    Args:
        path: The file.
        shown: Its name in messages.
        error: Raised, with line and column, when the file is not YAML.
    """
    try:
        return YAML(typ="rt").load(path.read_text("utf-8"))
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        where = f" baris {mark.line + 1} kolom {mark.column + 1}" if mark else ""
        raise error(f"{shown}{where}: bukan YAML yang benar: {fault.problem}") from None
    except (YAMLError, UnicodeDecodeError) as fault:
        raise error(f"{shown}: bukan YAML yang benar: {fault}") from None


def line_of(data: Any, location: Sequence[str | int]) -> int:
    """Return the line of the key at `location`, or of the nearest mapping above it."""
    line = 1
    for key in location:
        try:
            line = data.lc.key(key)[0] + 1 if isinstance(key, str) else data.lc.item(key)[0] + 1
            data = data[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def plain(data: Any) -> Any:
    """Return plain dicts and lists; a number with decimals becomes an exact `Decimal`."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    if isinstance(data, ScalarFloat | float):
        return Decimal(str(data))
    return data
