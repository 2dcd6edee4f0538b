"""Charts: what they say in words, and that they are the same twice."""

import re

from lkjip_tools.block import Block
from lkjip_tools.calculate.anggaran import figures_anggaran
from lkjip_tools.calculate.capaian import figures_capaian
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.calculate.profil import figures_riwayat
from lkjip_tools.calculate.rata_rata import figures_rata_rata
from lkjip_tools.calculate.triwulan import QUARTERS, figures_triwulan
from lkjip_tools.load import read_table
from lkjip_tools.params import read_params
from lkjip_tools.plot import plot_capaian, plot_riwayat, plot_serapan, plot_triwulan
from lkjip_tools.policy import akip_scale, declared_scale

INSTANSI, TAHUN = "kesbangpol-paser", 2023


def charts() -> list[Block]:
    """Every kind of chart of the sample."""
    params, skala = read_params(INSTANSI), declared_scale(read_params(INSTANSI), TAHUN)
    names = ("indikator", "sasaran", "kinerja", "program", "anggaran", "evaluasi_renja", "riwayat")
    table = {name: read_table(name, INSTANSI, TAHUN) for name in names}
    dasar = pick_kinerja(table["indikator"], table["kinerja"], params, akip_scale(TAHUN), TAHUN)
    capaian = figures_capaian(table["indikator"], dasar, params.kebijakan, skala, TAHUN)
    rata_rata = figures_rata_rata(
        table["indikator"], table["sasaran"], capaian, params.kebijakan, skala, TAHUN
    )
    evaluasi = table["evaluasi_renja"]
    anggaran = figures_anggaran(table["program"], table["anggaran"], evaluasi, params, TAHUN)
    angka = capaian + rata_rata + anggaran + figures_riwayat(table["riwayat"], TAHUN)
    angka = angka + figures_triwulan(evaluasi, anggaran, TAHUN)
    return [
        plot_capaian(table["indikator"], angka, TAHUN),
        plot_serapan(table["program"], angka, TAHUN),
        plot_riwayat(table["riwayat"], angka),
        plot_triwulan(angka, QUARTERS, TAHUN),
    ]


def test_every_chart_says_its_message_and_its_values_in_words():
    capaian, serapan, riwayat, triwulan = (block["alt"] for block in charts())

    assert "5 mencapai 100 persen atau lebih; rata-rata 106,56 persen" in capaian
    assert "Nilai Evaluasi SAKIP dari APIP 89,34 persen" in capaian
    assert "seluruhnya 96,34 persen" in serapan
    assert "2021 80,16 persen" in riwayat
    assert "TW-IV 96,34 persen" in triwulan


def test_a_chart_is_the_same_twice_and_asks_nothing_of_the_network():
    first, second = charts(), charts()

    assert [block["svg"] for block in first] == [block["svg"] for block in second]
    for block in first:
        assert re.findall(r'(?:href|src)="(?!#)[^"]*"', block["svg"]) == []
