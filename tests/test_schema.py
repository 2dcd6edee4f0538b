"""The data dictionary: in step with the code, complete, and in the agencies' language."""

import re

import pytest
from tables import ROOT

from lkjip_tools.besaran import BESARAN
from lkjip_tools.dictionary import besaran_list, data_dictionary
from lkjip_tools.schema import TABLES, number_columns

COLUMNS = [
    pytest.param(table, column, id=f"{table}.{column}")
    for table, model in TABLES.items()
    for column in model.model_fields
]


def test_the_data_dictionary_says_what_the_code_accepts(golden):
    golden(ROOT / "docs" / "data-dictionary.md", data_dictionary())


def test_the_list_of_besaran_says_what_the_code_computes(golden):
    golden(ROOT / "docs" / "besaran.md", besaran_list())


def section(table):
    """The rows of one table of the dictionary, by column: kind, required, meaning."""
    text = data_dictionary().split(f"\n## {table}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (ya|) \| (.*) \|$", text, re.MULTILINE)
    return {column: tuple(rest) for column, *rest in rows}


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_is_documented_with_its_meaning(table, column):
    kind, required, meaning = section(table)[column]

    assert kind
    assert meaning
    assert bool(required) == TABLES[table].model_fields[column].is_required()


def test_a_column_is_described_in_words_an_agency_knows():
    assert section("kinerja")["target"] == (
        "bilangan",
        "",
        "target; batas atas untuk polaritas rentang",
    )
    assert section("anggaran")["pagu_rp"] == ("rupiah", "", "pagu")
    assert section("pegawai")["jumlah"][0] == "bilangan bulat"
    assert section("program")["kode"][:2] == ("kode", "ya")
    assert section("belanja")["kode"][0] == "kode akun"
    assert section("riwayat")["tahun"][:2] == ("tahun", "ya")
    assert section("aset")["tahun_pengadaan"][:2] == ("tahun", "")
    assert section("indikator")["polaritas"][0] == "`positif` / `negatif` / `rentang`"
    assert section("evaluasi_renja")["agregasi"][0] == (
        "`jumlah` / `akhir` / `rata_rata` / `maks` / `min`"
    )


def test_every_table_says_what_it_holds():
    assert all(model.__doc__ and model.__doc__.endswith(".") for model in TABLES.values())


@pytest.mark.parametrize("table", TABLES)
def test_money_columns_end_in_rp_and_hold_exact_numbers(table):
    numbers = number_columns(table)

    rupiah = {column for column in TABLES[table].model_fields if column.endswith("_rp")}
    assert rupiah <= set(numbers)
    assert {column for column, row in section(table).items() if row[0] == "rupiah"} <= rupiah


def test_what_was_printed_is_a_column_of_its_own():
    """A derived figure as the document prints it is only compared, never used."""
    for table, model in TABLES.items():
        for column in model.model_fields:
            if column.startswith(("capaian", "serapan", "porsi", "tingkat_t", "kumulatif")):
                assert "_tercatat" in column, f"{table}.{column}"


@pytest.mark.parametrize("name", BESARAN)
def test_a_besaran_says_its_unit_in_its_name(name):
    unit = BESARAN[name].unit

    assert name.endswith("_persen") == (unit == "persen")
    assert name.endswith("_rp") == (unit == "rupiah")
    assert name.endswith("_poin") == (unit == "poin")
    assert BESARAN[name].label
    assert BESARAN[name].meaning
