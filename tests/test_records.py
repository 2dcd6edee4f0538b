"""Rows of a table, and what it knows of itself besides them."""

from decimal import Decimal

import pandas as pd

from lkjip_tools.records import describe, grouped, percent_cells, place_of, records

TABLE = pd.DataFrame(
    {
        "kode": ["a", "b", "a"],
        "tahun": [2023, 2023, 2022],
        "nilai": [Decimal("1.10"), None, Decimal(2)],
    },
    dtype=object,
)


def test_rows_keep_blanks_and_exact_numbers():
    assert records(TABLE)[:2] == [
        {"kode": "a", "tahun": 2023, "nilai": Decimal("1.10")},
        {"kode": "b", "tahun": 2023, "nilai": None},
    ]
    assert [str(row["nilai"]) for row in records(TABLE)] == ["1.10", "None", "2"]


def test_a_table_without_rows_has_none():
    assert records(TABLE[:0]) == []
    assert grouped(TABLE[:0], "kode") == {}


def test_rows_are_grouped_in_the_order_of_the_table():
    by_code = grouped(TABLE, "kode")

    assert [*by_code] == [("a",), ("b",)]
    assert [row["tahun"] for row in by_code["a",]] == [2023, 2022]
    assert grouped(TABLE, "kode", "tahun")["a", 2022] == [records(TABLE)[2]]


def test_a_part_of_a_table_knows_where_the_whole_was_read():
    read = describe(TABLE.copy(), "data/dinas/2023/x.csv", ["data/dinas/2023/x.csv baris 2"])
    part = read[read["kode"] == "a"].sort_values("tahun")

    assert place_of(part, "x") == "data/dinas/2023/x.csv"
    assert percent_cells(part) == {"data/dinas/2023/x.csv baris 2"}
    assert (place_of(TABLE, "x"), percent_cells(TABLE)) == ("x.csv", frozenset())
