"""Who does a step of a procedure: what its table and its checks both need to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]


def performers(sop: Iterable[Row], kode: str) -> dict[str, str]:
    """Return the performers of one procedure, as its head lists them, by their numbers."""
    rows = [row for row in sop if row["sop"] == kode and row["bagian"] == "pelaksana"]
    return {row["no"] or str(place): row["isi"] or "" for place, row in enumerate(rows, start=1)}


def numbers(row: Row) -> list[str]:
    """Return the numbers of those who do a step."""
    return row["pelaksana"].split("; ") if row["pelaksana"] else []


def without_mark(steps: Iterable[Row], who: Mapping[str, str]) -> list[Row]:
    """Return the steps that show no mark: no shape, or nobody that the head knows."""
    return [row for row in steps if not row["bentuk"] or not any(it in who for it in numbers(row))]
