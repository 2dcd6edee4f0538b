"""Cells of the printed tables."""

import pytest
from chart_sample import agency
from tables import TAHUN, params

from lkjip_tools.tabulate.cells import signed
from lkjip_tools.tabulate.kinerja import table_pengukuran


@pytest.mark.parametrize(
    ("realisasi", "text"),
    [
        ("105", "+5,00"),
        ("95", "−5,00"),
        ("100.005", "+0,01"),
        ("100.004", "0,00"),
        ("99.996", "0,00"),
        ("100", "0,00"),
    ],
)
def test_a_difference_has_a_sign_unless_it_prints_as_zero(realisasi, text):
    angka = agency([{"target": 100, "realisasi": realisasi}]).angka

    assert signed(angka.at("celah", "IKU-1", TAHUN)).text == text


@pytest.mark.parametrize(
    ("batas", "words"),
    [
        ("batas_100", "(paling tinggi 100)"),
        ("batas_110_menjadi_120", "(di atas 110 menjadi 120)"),
        ("tanpa", "(tanpa batas)"),
    ],
)
def test_the_capped_mean_names_the_cap_that_the_agency_declared(batas, words):
    given = agency([{"target": 100, "realisasi": 150}])
    tables, own = given.tables, params(batas_pembanding=batas)
    block = table_pengukuran(
        tables["indikator"], tables["sasaran"], given.angka, own, TAHUN
    ).block()

    assert block["body"][-1]["cells"][0]["text"].endswith(words)
