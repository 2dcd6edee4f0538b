"""Staff and history: sums, shares, means over the years, and counts of programmes."""

from decimal import Decimal

import pytest
from tables import TAHUN, table

from lkjip_tools.calculate.profil import (
    figures_pegawai,
    figures_pegawai_sasaran,
    figures_program,
    figures_riwayat,
)
from lkjip_tools.number import round_half_up

STAFF = {"Strata 3": 0, "Strata 2": 4, "Strata 1": 21, "Diploma 3": 1, "SLTA": 11, "SLTP": 1}
YEARS = {2019: "98.00", 2020: "86.00", 2021: "80.16", 2022: "95.43", 2023: "96.34"}


def staff(**more):
    return figures_pegawai(
        table(
            "pegawai",
            *({"no": "1", "pendidikan": k, "jumlah": v} for k, v in (STAFF | more).items()),
        ),
        TAHUN,
    )


def history(years=YEARS, tahun=TAHUN):
    return figures_riwayat(
        table(
            "riwayat",
            *({"tahun": y, "kinerja_persen": v, "keuangan_persen": v} for y, v in years.items()),
        ),
        tahun,
    )


def test_thirty_eight_staff_of_whom_10_53_percent_hold_a_masters_degree():
    found = staff()

    assert found.at("pegawai_jumlah", "instansi", TAHUN).value == 38
    share = found.at("pegawai_porsi_persen", "strata-2", TAHUN)
    assert round_half_up(share.value, 2) == Decimal("10.53")
    assert share.numbers == "4 / 38 × 100"


def test_shares_add_up_to_the_whole():
    found = staff()

    parts = [
        figure.value
        for figure in found
        if figure.besaran == "pegawai_porsi_persen" and "/instansi/" not in figure.id
    ]
    assert abs(sum(parts) - 100) < Decimal("1e-20")
    assert found.at("pegawai_porsi_persen", "instansi", TAHUN).value == 100


def test_nobody_is_a_number_and_blank_is_not():
    found = staff(**{"Sekolah Dasar": None})

    assert found.at("pegawai_jumlah", "strata-3", TAHUN).value == 0
    assert found.at("pegawai_porsi_persen", "strata-3", TAHUN).value == 0
    assert found.at("pegawai_jumlah", "sekolah-dasar", TAHUN).value is None
    assert found.at("pegawai_porsi_persen", "sekolah-dasar", TAHUN).value is None


def test_a_blank_row_is_counted_in_the_note_of_the_total():
    total = staff(**{"Sekolah Dasar": None}).at("pegawai_jumlah", "instansi", TAHUN)

    assert (total.value, total.note) == (38, "1 dari 7 kelompok kosong dan tidak ikut")
    assert staff().at("pegawai_jumlah", "instansi", TAHUN).note == ""


def test_staff_of_a_sasaran_are_the_sum_of_its_rows():
    found = figures_pegawai_sasaran(
        table(
            "pegawai_sasaran",
            {"sasaran": "S-2", "jabatan": "Analis", "jumlah": 8},
            {"sasaran": "S-1", "jabatan": "Kepala Badan", "jumlah": 1},
            {"sasaran": "S-1", "jabatan": "Pengelola", "jumlah": 12},
        ),
        TAHUN,
    )

    assert [(figure.id, figure.value) for figure in found] == [
        (f"pegawai_jabatan_jumlah/S-2-1/{TAHUN}", 8),
        (f"pegawai_sasaran_jumlah/S-2/{TAHUN}", 8),
        (f"pegawai_jabatan_jumlah/S-1-1/{TAHUN}", 1),
        (f"pegawai_jabatan_jumlah/S-1-2/{TAHUN}", 12),
        (f"pegawai_sasaran_jumlah/S-1/{TAHUN}", 13),
    ]
    first = found.at("pegawai_sasaran_jumlah", "S-1", TAHUN)
    assert [operand.label for _, operand in first.operands] == [
        "Pegawai Kepala Badan",
        "Pegawai Pengelola",
    ]


@pytest.mark.parametrize(
    ("average", "change"),
    [
        ("capaian_rata_rata_persen", "perubahan_kinerja_poin"),
        ("keuangan_rata_rata_persen", "perubahan_keuangan_poin"),
    ],
)
def test_five_years_average_91_19_and_the_last_one_gained_0_91_points(average, change):
    found = history()

    mean = found.at(average, "riwayat", "2019-2023")
    assert round_half_up(mean.value, 2) == Decimal("91.19")
    assert mean.numbers == "(98 + 86 + 80,16 + 95,43 + 96,34) / 5"
    gained = found.at(change, "riwayat", TAHUN)
    assert (gained.value, gained.unit) == (Decimal("0.91"), "poin")


def test_a_year_that_is_blank_is_left_out_and_counted():
    found = history(YEARS | {2020: None})

    mean = found.at("capaian_rata_rata_persen", "riwayat", "2019-2023")
    assert mean.value == Decimal("92.4825")
    assert mean.note == "1 dari 5 tidak dapat dihitung dan tidak ikut"


@pytest.mark.parametrize("missing", [2022, 2023])
def test_without_one_of_the_last_two_years_there_is_no_change(missing):
    found = history({year: value for year, value in YEARS.items() if year != missing})

    assert f"perubahan_kinerja_poin/riwayat/{TAHUN}" not in found


def test_a_history_without_years_has_no_figures():
    assert len(history({})) == 0


def test_programmes_and_their_kegiatan_are_counted():
    found = figures_program(
        table(
            "program",
            {"kode": "8.01.01", "tingkat": "program"},
            {"kode": "8.01.01.2.01", "tingkat": "kegiatan"},
            {"kode": "8.01.01.2.02", "tingkat": "kegiatan"},
            {"kode": "8.01.02", "tingkat": "program"},
            {"kode": "8.01.02.2.01", "tingkat": "kegiatan"},
        ),
        TAHUN,
    )

    assert [(figure.id, int(figure.value)) for figure in found] == [
        (f"jumlah_program/instansi/{TAHUN}", 2),
        (f"jumlah_kegiatan/instansi/{TAHUN}", 3),
        (f"jumlah_kegiatan/8.01.01/{TAHUN}", 2),
        (f"jumlah_kegiatan/8.01.02/{TAHUN}", 1),
    ]
