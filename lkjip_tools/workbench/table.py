"""The rows as a table: numbers printed the Indonesian way, a bar, sortable by the exact value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from markupsafe import escape

from lkjip_tools.number import format_number
from lkjip_tools.records import Row, records
from lkjip_tools.value import UNCOMPUTED, Value
from lkjip_tools.workbench.data import Selection
from lkjip_tools.workbench.rows import measure

_WIDEST, _FULL = 130, Decimal(130)  # pixels of the longest bar, and the percentage it stands for
_NUMBERS = ["Target", "Realisasi", "Nilai", "Celah"]
_COLUMNS = ["target", "realisasi", "nilai", "celah"]  # the exact values of these
_HIDDEN = [f"urut {name.lower()}" for name in _NUMBERS]


def shown(frame: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Return the rows as a reader sees them, and behind them their places to sort by.

    Args:
        frame: As `rows.gaps` returns it.
        chosen: What it is of.
    """
    _, kind = measure(chosen)
    rows = [_row(row, kind.penuh) for row in records(frame)]
    names = ["Instansi", "Tahun", "Kode", "Uraian", "Satuan", *_NUMBERS, "Batang", "Predikat"]
    found = pd.DataFrame(rows, columns=names, dtype=object)
    for hidden, column in zip(_HIDDEN, _COLUMNS, strict=True):
        found[hidden] = _ranks(frame[column].tolist())
    return found.rename(columns={"Nilai": kind.judul})


def options(frame: pd.DataFrame) -> dict[str, Any]:
    """Return how DataTables is to set such a table; everything in it is data, no script.

    Args:
        frame: As `shown` returns it.
    """
    place = {name: number for number, name in enumerate(frame.columns)}
    place["Nilai"] = place["Celah"] - 1  # its heading is the measure
    same = [place[name] for name in ("Instansi", "Tahun") if frame[name].nunique() <= 1]
    hidden = [*same, *(place[name] for name in _HIDDEN)]
    definitions: list[dict[str, Any]] = [{"targets": hidden, "visible": False}]
    definitions += [
        {"targets": [place[name]], "className": "angka", "orderData": [place[order]]}
        for name, order in zip(_NUMBERS, _HIDDEN, strict=True)
    ]
    definitions.append({"targets": [place["Batang"]], "orderData": [place["urut nilai"]]})
    return {
        "showIndex": False,
        "allow_html": True,
        "order": [],
        "columnDefs": definitions,
        "pageLength": 10,
        "lengthMenu": [10, 25, 100],
        "language": _LANGUAGE,
        "classes": "display compact",
        "style": "width:100%",
        "maxBytes": 0,
        "column_filters": False,
        "text_in_header_can_be_selected": False,  # a click on it sorts
    }


_LANGUAGE = {
    "search": "Cari:",
    "lengthMenu": "_MENU_ baris tiap halaman",
    "info": "_START_ sampai _END_ dari _TOTAL_ baris",
    "infoEmpty": "tidak ada baris",
    "infoFiltered": "(dari _MAX_)",
    "zeroRecords": "Tidak ada baris yang cocok.",
    "emptyTable": "Tidak ada data untuk pilihan ini.",
    "select": {"rows": {"_": "%d baris dipilih", "0": "", "1": "1 baris dipilih"}},
}


def _row(row: Row, full: int) -> tuple[object, ...]:
    numbers = [row[name] for name in _COLUMNS]
    places = [None, None, 2, None]
    texts = [_printed(value, n) for value, n in zip(numbers, places, strict=True)]
    words = [escape(row[name] or "") for name in ("kode", "uraian", "satuan")]
    end = [_bar(row["nilai"], full), escape(row["predikat"] or "")]
    return (escape(row["instansi"]), row["tahun"], *words, *texts, *end)


def _ranks(values: Sequence[Value]) -> list[int]:
    """Return the place of each value among all, by the exact value; what is no number is first."""
    known = sorted({value for value in values if isinstance(value, Decimal)})
    place = {value: number for number, value in enumerate(known)}
    return [place[value] if isinstance(value, Decimal) else -1 for value in values]


def _printed(value: Value, places: int | None) -> str:
    if value is None:
        return UNCOMPUTED
    return str(escape(value)) if isinstance(value, str) else format_number(value, places)


def _bar(value: Value, full: int) -> str:
    if not isinstance(value, Decimal):
        return ""
    width = int(min(abs(value), _FULL) / _FULL * _WIDEST)
    short = " short" if value < full else ""
    return f'<span class="lkjip-bar{short}" style="width:{width}px"></span>'
