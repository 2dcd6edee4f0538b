"""Comparisons: points are not percent, and progress is measured against the end of the Renstra."""

from decimal import Decimal

import pytest
import strategies
from hypothesis import given
from tables import TAHUN, params, scale, table

from lkjip_tools.calculate.capaian import figures_capaian
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.calculate.perbandingan import (
    figures_perbandingan,
    figures_predikat_akip,
    pertumbuhan,
    perubahan,
)

KODE = "IKU-1"
NOW = {"tahun": TAHUN, "target": 73, "realisasi": "65.22"}
BEFORE = {"tahun": TAHUN - 1, "realisasi": 70, "capaian_tercatat": "59.97"}
END = {"tahun": 2026, "target_predikat": "A"}


def figures(*rows, polaritas="positif", jenis="iku", **kebijakan):
    own = params(**kebijakan)
    indikator = table(
        "indikator",
        {
            "kode": KODE,
            "jenis": jenis,
            "indikator": "Nilai SAKIP",
            "satuan": "nilai",
            "polaritas": polaritas,
        },
    )
    kinerja = table("kinerja", *({"dokumen": "uji", "indikator": KODE} | row for row in rows))
    dasar = pick_kinerja(indikator, kinerja, own, scale("predikat_akip"), TAHUN)
    capaian = figures_capaian(indikator, dasar, own.kebijakan, scale(), TAHUN)
    return figures_perbandingan(indikator, dasar, capaian, own, TAHUN)


def at(found, besaran):
    return found.at(besaran, KODE, TAHUN)


def test_a_change_is_in_the_indicators_unit_a_growth_in_percent_a_change_of_percent_in_points():
    found = figures(NOW, BEFORE, END)

    assert [
        (besaran, at(found, besaran).unit)
        for besaran in (
            "perubahan_realisasi",
            "perubahan_realisasi_persen",
            "perubahan_capaian_poin",
            "kemajuan_renstra_persen",
        )
    ] == [
        ("perubahan_realisasi", "nilai"),
        ("perubahan_realisasi_persen", "persen"),
        ("perubahan_capaian_poin", "poin"),
        ("kemajuan_renstra_persen", "persen"),
    ]
    assert at(found, "perubahan_realisasi").value == Decimal("-4.78")
    assert at(found, "perubahan_realisasi_persen").value == Decimal("-4.78") / 70 * 100
    assert at(found, "perubahan_capaian_poin").value == (
        Decimal("65.22") / 73 * 100 - Decimal("59.97")
    )


def test_the_gap_to_the_end_target_is_in_the_indicators_unit():
    left = at(figures(NOW, BEFORE, END), "celah_akhir")

    assert (left.value, left.unit) == (Decimal("65.22") - 80, "nilai")
    assert at(figures(NOW, BEFORE), "celah_akhir").value is None


def test_points_and_percent_of_the_same_two_numbers_differ():
    """From 80 to 100 percent: twenty points, a growth of twenty-five percent."""
    assert perubahan(tahun_ini=Decimal(100), tahun_lalu=Decimal(80)) == 20
    assert pertumbuhan(tahun_ini=Decimal(100), tahun_lalu=Decimal(80)) == 25


def test_an_end_target_a_is_eighty_by_its_lower_bound_and_progress_81_525():
    progress = at(figures(NOW, BEFORE, END), "kemajuan_renstra_persen")

    assert progress.value == Decimal("81.525")
    assert progress.expression == "realisasi / target_akhir * 100"
    assert progress.numbers == "65,22 / 80 × 100"
    end = dict(progress.operands)["target_akhir"]
    assert (end.id, end.value) == (f"target_akhir/{KODE}/2026", 80)
    assert end.note == "dokumen uji; predikat A dibaca batas bawah"
    assert end.rule == "predikat_ke_nilai/batas_bawah; predikat_akip"


def test_another_reading_of_the_grade_moves_the_progress():
    progress = at(figures(NOW, BEFORE, END, predikat_ke_nilai="tengah"), "kemajuan_renstra_persen")

    assert progress.value == Decimal("65.22") / 85 * 100


@pytest.mark.parametrize(
    ("polaritas", "rumus", "value"),
    [
        ("negatif", "cermin", 80),
        ("negatif", "rasio", Decimal(10) / 12 * 100),
        ("rentang", "rentang", 120),
        ("positif", "positif", 120),
    ],
)
def test_progress_follows_the_indicators_own_polaritas(polaritas, rumus, value):
    chosen = {f"rumus_{polaritas}": rumus} if polaritas != "positif" else {}
    now = {"tahun": TAHUN, "target": 11, "target_bawah": 9, "realisasi": 12}

    progress = at(
        figures(now, {"tahun": 2026, "target": 10}, polaritas=polaritas, **chosen),
        "kemajuan_renstra_persen",
    )

    assert progress.value == value
    assert progress.rule == f"rumus_capaian/{rumus}"
    known = {name: operand.value for name, operand in progress.operands}
    assert eval(progress.expression, {}, known) == value


@pytest.mark.parametrize(
    ("realisasi", "low", "value", "numbers"),
    [
        (85, 80, 100, "100"),
        (60, 80, 75, "60 / 80 × 100"),
        (99, 80, 110, "99 / 90 × 100"),
        (81, None, 90, "81 / 90 × 100"),
        (90, None, 100, "100"),
    ],
)
def test_progress_to_a_range_uses_its_nearest_bound(realisasi, low, value, numbers):
    """An end target without a lower bound is a range of one number."""
    now = {"tahun": TAHUN, "target": 80, "target_bawah": 70, "realisasi": realisasi}

    progress = at(
        figures(now, {"tahun": 2026, "target": 90, "target_bawah": low}, polaritas="rentang"),
        "kemajuan_renstra_persen",
    )

    assert (progress.value, progress.numbers) == (value, numbers)
    ids = {name: operand.id for name, operand in progress.operands}
    assert set(ids.values()) <= {
        f"realisasi/{KODE}/{TAHUN}",
        f"target_akhir/{KODE}/2026",
        f"target_akhir_bawah/{KODE}/2026",
        f"ketetapan_persen/rentang/{TAHUN}",
    }


def test_without_last_year_there_is_no_change_and_the_reason_is_named():
    found = figures(NOW, END)

    for besaran in ("perubahan_realisasi", "perubahan_realisasi_persen"):
        assert at(found, besaran).value is None
        assert at(found, besaran).note == "belum ada: Realisasi Nilai SAKIP"
    assert at(found, "perubahan_capaian_poin").note == "belum ada: Capaian tahun lalu Nilai SAKIP"


def test_growth_from_zero_is_not_computed_but_the_change_is():
    found = figures(NOW, BEFORE | {"realisasi": 0}, END)

    assert at(found, "perubahan_realisasi").value == Decimal("65.22")
    assert at(found, "perubahan_realisasi_persen").value is None
    assert at(found, "perubahan_realisasi_persen").note == "pembagi nol"


def test_without_an_end_target_there_is_no_progress():
    progress = at(figures(NOW, BEFORE), "kemajuan_renstra_persen")

    assert (progress.value, progress.note) == (None, "target belum ditetapkan")


def test_an_indicator_of_a_tujuan_is_not_compared():
    assert len(figures(NOW, BEFORE, END, jenis="tujuan")) == 0


@given(now=strategies.values, before=strategies.positive)
def test_growth_is_the_change_in_percent_of_last_year(now, before):
    change = perubahan(tahun_ini=now, tahun_lalu=before)

    assert pertumbuhan(tahun_ini=now, tahun_lalu=before) == change / before * 100


def test_only_a_score_of_akip_gets_an_akip_predicate():
    indikator = table(
        "indikator",
        {"kode": "IKU-1", "jenis": "iku", "indikator": "Nilai SAKIP", "satuan": "nilai"},
        {"kode": "IKU-2", "jenis": "iku", "indikator": "Nilai ujian", "satuan": "nilai"},
        {"kode": "IKU-4", "jenis": "iku", "indikator": "Hasil evaluasi AKIP", "satuan": "nilai"},
        {"kode": "IKU-3", "jenis": "iku", "indikator": "Skor AKIP", "satuan": "persen"},
        {"kode": "IT-1", "jenis": "tujuan", "indikator": "Nilai AKIP", "satuan": "nilai"},
    )
    kinerja = table(
        "kinerja",
        *(
            {"dokumen": "uji", "indikator": kode, "tahun": TAHUN, "realisasi": "65.22"}
            for kode in indikator["kode"]
        ),
    )
    akip = scale("predikat_akip")

    dasar = pick_kinerja(indikator, kinerja, params(), akip, TAHUN)
    found = figures_predikat_akip(indikator, dasar, akip, TAHUN)

    assert [(figure.id, figure.value) for figure in found] == [
        (f"predikat_akip/IKU-1/{TAHUN}", "B"),
        (f"predikat_akip/IKU-4/{TAHUN}", "B"),
    ]
