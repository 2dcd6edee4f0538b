"""What follows when a cell of the data says something else.

The changed number is put into its table and everything is computed again, by the same formulas
and the same choices of formula: a target that becomes zero is settled by the rule for zeros, as it
would be in a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from lkjip_tools.block import Column, Table
from lkjip_tools.block_html import block_html
from lkjip_tools.calculate.everything import Tables, figures_all
from lkjip_tools.errors import FigureNotFoundError, InputError
from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.params import Params
from lkjip_tools.place import Place
from lkjip_tools.policy import akip_scale
from lkjip_tools.schema import number_columns
from lkjip_tools.value import Value, exact_text

Changes = Mapping[str, Value | int]


@dataclass(frozen=True)
class Moved:
    """A figure that is not what it was; one of the two is `None` if it is new, or gone."""

    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """The figure, as it is now if it still is."""
        figure = self.after or self.before
        assert figure is not None
        return figure


class WhatIf:
    """The figures before and after, and those that moved: shown in a notebook as a table."""

    def __init__(self, before: FigureList, after: FigureList) -> None:
        self.before, self.after = before, after
        self.moved = list(_moved(before, after))

    def to_frame(self) -> pd.DataFrame:
        """Return one row per figure that moved: label, before, after, difference, unit, note."""
        rows = [_row(item) for item in self.moved]
        columns = ["id", "label", "semula", "menjadi", "selisih", "satuan", "catatan"]
        return pd.DataFrame(rows, columns=columns, dtype=object).set_index("id")

    def __len__(self) -> int:
        return len(self.moved)

    def __repr__(self) -> str:
        rows = (_row(item) for item in self.moved)
        lines = (f"{row[0]}: {exact_text(row[2])} → {exact_text(row[3])}" for row in rows)
        return "\n".join(lines) or "tidak ada angka yang berubah"

    def _repr_html_(self) -> str:
        columns = [Column("Angka", "left", 6)]
        columns += [Column(name, "decimal", 2) for name in ("Semula", "Menjadi", "Selisih")]
        title = "Angka yang berubah" if self.moved else repr(self).capitalize()
        table = Table("seandainya", title, [*columns, Column("Satuan", "left", 1)])
        for item in self.moved:
            id, label, before, after, difference, unit, _ = _row(item)
            moved = "" if difference is None else exact_text(difference)
            table.row(f"{label}\n{id}", exact_text(before), exact_text(after), moved, unit)
        return block_html(table.block())


def what_if(
    changes: Changes, tables: Tables, params: Params, tahun: int, root: Path | None = None
) -> WhatIf:
    """Compute what follows when cells of the data say something else.

    Args:
        changes: New value by id of a figure that was read: `{"realisasi/IKU-1/2023":
            Decimal("70")}`; `None` empties the cell.
        tables: The agency's tables by name, as `read_table` returns them; they stay as they are.
        params: The agency: base documents and policies.
        tahun: Year of the report.
        root: The project's folder; found when not given.

    Raises:
        FigureNotFoundError: There is no such figure.
        InputError: It was computed, not read, or the new value is of another kind.
        RegulationError: A new grade is none of the scale.
    """
    before = figures_all(tables, params, tahun, root)
    changed = _changed(tables, changes, before)
    for grade in (value for value in changes.values() if isinstance(value, str)):
        akip_scale(tahun).bounds(grade)  # in data it would be a finding; asked for, it is a mistake
    after = figures_all(changed, params, tahun, root)
    return WhatIf(before, after)


def _changed(tables: Tables, changes: Changes, figures: FigureList) -> dict[str, pd.DataFrame]:
    known = {member.id: member for figure in figures for member in figure.family()}
    copies = dict(tables)
    for id, value in changes.items():
        place = _cell(id, known)
        table = copies[place.table].copy()
        rows = [_line(source) == place.row for source in table["source"]]
        column = [
            _checked(id, value, old) if here else old
            for here, old in zip(rows, table[place.column], strict=True)
        ]
        table[place.column] = pd.Series(column, index=table.index, dtype=object)
        copies[place.table] = table
    return copies


def _line(source: str) -> int:
    place = Place.parse(source)
    return place.row if place else 0


def _cell(id: str, known: Mapping[str, Figure]) -> Place:
    """Return the cell that a figure was read from."""
    if id not in known:
        raise FigureNotFoundError(id, get_close_matches(id, known))
    figure = known[id]
    place = Place.parse(figure.source)
    if place is None:
        operands = ", ".join(dict.fromkeys(operand.id for _, operand in figure.operands))
        hint = f"; ubah operannya: {operands}" if operands else ""
        raise InputError(f"{id} tidak dibaca dari sel data, sehingga tidak dapat diubah{hint}")
    if place.column not in number_columns(place.table) and figure.unit != "predikat":
        raise InputError(f"{id} adalah kode, bukan bilangan atau predikat; tidak dapat diubah")
    return place


def _checked(id: str, value: Value | int, old: Value) -> Value:
    """Return the new value if it is of the kind that stands in the cell."""
    number = Decimal(value) if isinstance(value, int) else value
    if number is None or isinstance(number, str if isinstance(old, str) else Decimal):
        return number
    wanted = "teks, misalnya 'BB'" if isinstance(old, str) else "bilangan, misalnya Decimal('70')"
    raise InputError(f"{id}: nilai baru harus {wanted}, bukan {value!r}")


def _moved(before: FigureList, after: FigureList) -> Iterator[Moved]:
    old, new = ({figure.id: figure for figure in ledger} for ledger in (before, after))
    for id in dict.fromkeys([*old, *new]):
        pair = Moved(old.get(id), new.get(id))
        if pair.before is None or pair.after is None or pair.before.value != pair.after.value:
            yield pair


def _row(item: Moved) -> tuple[str, str, Value, Value, Value, str, str]:
    before, after = (figure.value if figure else None for figure in (item.before, item.after))
    both = isinstance(before, Decimal) and isinstance(after, Decimal)
    difference = after - before if both else None  # type: ignore[operator]
    figure = item.figure
    return (figure.id, figure.label, before, after, difference, figure.unit, figure.note)
