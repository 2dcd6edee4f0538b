"""Cells of the printed tables."""

import pytest
from chart_sample import agency
from tables import TAHUN

from lkjip_tools.tabulate.cells import signed


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
