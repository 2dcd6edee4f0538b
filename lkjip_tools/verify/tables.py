"""Two tables of a report, compared cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from lkjip_tools.block_html import place_cells
from lkjip_tools.verify.difference import Detail, Json, around, near


def compare_tables(old: Json, new: Json, tolerance: Decimal) -> Iterator[Detail]:
    """Yield what differs: what is around the rows first, then the rows.

    Args:
        old: The stored block.
        new: The block of the new run.
        tolerance: How far apart two exact values may be; printed texts must be the same.
    """
    name = f"tabel '{old.get('key')}'"
    for key in (name for name in old | new if name != "body"):
        if old.get(key) != new.get(key):
            texts = (json.dumps(it.get(key), ensure_ascii=False) for it in (old, new))
            yield Detail("tabel", f"{name}, {key}", *around(*texts))
    before, after = old["body"], new["body"]
    if before == after:
        return
    if len(before) != len(after):
        yield Detail("tabel", f"{name}, banyaknya baris", str(len(before)), str(len(after)))
    elif before != after and sorted(map(_row, before)) == sorted(map(_row, after)):
        first = next(at for at, row in enumerate(before) if row != after[at])
        shown = (_row_text(rows[first]) for rows in (before, after))
        yield Detail("urutan", f"{name}, urutan baris, mulai baris {first + 1}", *shown)
        return
    columns = _columns(before, len(old["columns"]))
    for number, (one, other) in enumerate(zip(before, after, strict=False), 1):
        yield from _rows(f"{name}, baris {number}", one, other, columns[number - 1], tolerance)


def _rows(
    place: str, one: Json, other: Json, columns: list[int], tolerance: Decimal
) -> Iterator[Detail]:
    if one["role"] != other["role"] or len(one["cells"]) != len(other["cells"]):
        yield Detail("tabel", place, _row_text(one), _row_text(other))
        return
    for column, old, new in zip(columns, one["cells"], other["cells"], strict=True):
        for key in (name for name in old | new if old.get(name) != new.get(name)):
            if key == "value" and near(old[key], new.get(key), tolerance):
                continue
            what = "" if key == "text" else f", {'nilai tepat' if key == 'value' else key}"
            texts = (str(cell.get(key)) for cell in (old, new))
            yield Detail("tabel", f"{place}, kolom {column + 1}{what}", *around(*texts))


def _columns(rows: list[Json], width: int) -> list[list[int]]:
    try:
        return place_cells([row["cells"] for row in rows], width)
    except ValueError:  # a table that somebody cut: counted as it stands
        return [list(range(len(row["cells"]))) for row in rows]


def _row(row: Json) -> str:
    return json.dumps(row, sort_keys=True)


def _row_text(row: Json) -> str:
    return " | ".join(cell["text"] for cell in row["cells"])
