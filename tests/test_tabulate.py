"""Cells of the printed tables, and what stands below them."""

from decimal import Decimal

import pytest
from chart_sample import agency
from tables import TAHUN, params

from lkjip_tools.figure import Figure, figure_id, printed
from lkjip_tools.tabulate.cells import signed
from lkjip_tools.tabulate.kinerja import table_pengukuran


@pytest.mark.parametrize(
    ("realisasi", "text"),
    [
        ("105", "+5"),
        ("95", "−5"),
        ("100.005", "+0,01"),
        ("100.004", "0"),
        ("99.996", "0"),
        ("100", "0"),
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


@pytest.mark.parametrize("typed", ["62.5", "62.50", "62.500"])
def test_a_measure_that_was_read_has_the_decimals_of_one_that_was_computed(typed):
    """As text 62,50 or as a float of a workbook, it is one number and prints as one."""
    last = Figure(
        figure_id("capaian_lalu_persen", "IKU-1", 2022), "", Decimal(typed), "persen", "x"
    )
    year = Figure(figure_id("kinerja_persen", "riwayat", 2019), "", Decimal(98), "persen", "x")

    assert [printed(last), printed(year)] == ["62,50", "98,00"]


def test_an_indicators_own_figures_print_no_decimals_that_they_do_not_need():
    found = [
        Figure(figure_id("realisasi", "IKU-1", TAHUN), "", Decimal(value), "persen", "x")
        for value in ("80", "80.00", "65.22", "65.225")
    ]

    assert [printed(figure) for figure in found] == ["80", "80", "65,22", "65,23"]
