"""Claims of the printed report, its history, its staff, its rules."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tables import params, table

from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.finding import Finding
from lkjip_tools.regulation import load_rule
from lkjip_tools.validate import (
    check_klaim,
    check_pegawai,
    check_pegawai_sasaran,
    check_riwayat,
    check_rules,
)

PARTS = tuple(
    (
        "nilai",
        Figure(f"capaian_persen/IKU-{n}/2023", "x", Decimal(value), "persen", source="uji"),
    )
    for n, value in enumerate(("89.34", "100"), start=1)
)
FIGURES = FigureList(
    [
        Figure("sisa_persen/8.01.01/2023", "Sisa", Decimal("8.006959"), "persen", expression="a"),
        Figure("porsi_realisasi_persen/8.01.01/2023", "Porsi", Decimal("18.1038"), "persen"),
        Figure(
            "capaian_rata_rata_persen/S-1/2023",
            "Rata-rata",
            Decimal("94.67"),
            "persen",
            expression="a",
            operands=PARTS,
        ),
        Figure("pagu_rp/8.01.01/2023", "Pagu", Decimal(764), "rupiah", source="anggaran.csv"),
        Figure("efisiensi_persen/8.01.01/2023", "x", None, "persen", note="target tidak tercapai"),
    ]
)


def number(id: str, value: object, satuan: str = "persen") -> list:
    row = {"kode": "K-1", "jenis": "angka", "lokasi": "Bab III", "kutipan": "sebesar"}
    klaim = table("klaim", row | {"id": id, "nilai_tercatat": value, "satuan": satuan})
    return list(check_klaim(klaim, FIGURES, params(), 2023))


def test_a_right_claim_is_no_finding():
    assert number("sisa_persen/8.01.01/2023", "8.01") == []
    assert number("pagu_rp/8.01.01/2023", "764.00", "rupiah") == []


def test_a_wrong_claim_says_which_figure_has_the_printed_value():
    (found,) = number("sisa_persen/8.01.01/2023", "18.10")

    assert (found.kode, found.nilai_tercatat, found.nilai_hitung) == (
        "klaim_angka",
        "18,10",
        "8,01",
    )
    assert "Angka tercetak adalah Porsi (18,1)." in found.pesan


def test_a_sum_printed_as_a_mean_is_recognised():
    (found,) = number("capaian_rata_rata_persen/S-1/2023", "189.34")

    assert "Yang tercetak adalah jumlahnya (189,34), bukan rata-rata." in found.pesan


def test_rupiah_of_a_claim_are_whole():
    (found,) = number("pagu_rp/8.01.01/2023", "746.00", "rupiah")

    assert (found.nilai_tercatat, found.nilai_hitung) == ("746", "764")
    assert "dokumen dasar mencatat 764" in found.pesan


def test_a_claim_without_figure_or_value_says_why_it_cannot_be_checked():
    missing, empty = (
        number("sisa_persen/8.01.99/2023", "5"),
        number("efisiensi_persen/8.01.01/2023", "5"),
    )

    assert [missing[0].kode, empty[0].kode] == ["klaim_tidak_terperiksa"] * 2
    assert "tidak ada hitungan sisa_persen/8.01.99/2023" in missing[0].pesan
    assert "target tidak tercapai" in empty[0].pesan


@pytest.mark.parametrize(
    ("kutipan", "kode"),
    [
        ("LKjIP Bappedalitbang", "klaim_instansi_lain"),
        ("Badan Perencanaan Pembangunan Daerah menyelenggarakan fungsi", "klaim_instansi_lain"),
        ("Badan Kesatuan Bangsa dan Politik Kabupaten Paser Tahun 2022", "klaim_tahun_lain"),
        ("sampai dengan tahun 20213", "klaim_tahun_lain"),
        ("telah melebihi Target Renstra 2026", "klaim_teks"),
        ("pada tahun 2023 melebihi target", "klaim_teks"),
        ("yaitu sebesar .%", "klaim_isian_kosong"),
        ("Badan Kesatuan Bangsa dan Politik Kabupaten Tahun 2023", "klaim_isian_kosong"),
        ("NIP. 197-10607199703 1 007", "nip_salah"),
        ("NIP. 19710607 199703 1 007", "klaim_teks"),
    ],
)
def test_a_textual_claim_is_told_by_its_nature(kutipan, kode):
    row = {"kode": "K-1", "jenis": "teks", "lokasi": "Bab I", "kutipan": kutipan}
    (found,) = check_klaim(table("klaim", row), FIGURES, params(), 2023)

    assert found.kode == kode
    assert found.nilai_tercatat == kutipan


def claimed(**cells: str) -> Finding:
    row = {"kode": "K-1", "jenis": "teks", "lokasi": "Bab III"} | cells
    (found,) = check_klaim(table("klaim", row), FIGURES, params(), 2023)
    return found


def test_the_reason_of_a_claim_is_told_in_place_of_the_general_advice():
    found = claimed(kutipan="melebihi target", alasan="Realisasi 65,22 di bawah target 80.")

    assert found.pesan == (
        "Bab III: “melebihi target”. Realisasi 65,22 di bawah target 80. Perbaiki pernyataannya."
    )


def test_the_reason_of_a_claimed_number_follows_what_was_computed():
    wrong = {"id": "sisa_persen/8.01.01/2023", "nilai_tercatat": Decimal(9)}
    found = claimed(jenis="angka", kutipan="9%", alasan="Pembaginya lain", **wrong)

    assert found.pesan.endswith(
        "perhitungan menghasilkan 8,01. Perbaiki naskahnya. Pembaginya lain."
    )


def test_a_claim_weighs_more_where_its_row_says_so_and_never_less():
    assert claimed(kutipan="melebihi target").tingkat == "catatan"
    assert claimed(kutipan="melebihi target", tingkat="material").tingkat == "material"
    assert claimed(kutipan="LKjIP Bappedalitbang", tingkat="minor").tingkat == "material"


def riwayat(*pairs: tuple[str, str]) -> list:
    rows = [
        {"tahun": 2022 + n, "kinerja_persen": left, "keuangan_persen": right}
        for n, (left, right) in enumerate(pairs)
    ]
    known = FigureList(
        [
            Figure("capaian_rata_rata_persen/instansi/2023", "x", Decimal("106.557"), "persen"),
            Figure("serapan_persen/instansi/2023", "x", Decimal("96.3356"), "persen"),
        ]
    )
    return [
        (item.kode, item.nilai_tercatat, item.nilai_hitung)
        for item in check_riwayat(table("riwayat", *rows), known, 2023)
    ]


def test_a_copied_column_and_a_wrong_last_year_are_found():
    assert riwayat(("95.43", "95.43"), ("96.34", "96.34")) == [
        ("riwayat_kembar", "2022: 95,43; 2023: 96,34", ""),
        ("riwayat_tahun_ini", "96,34", "106,56"),
    ]


def test_a_history_of_its_own_is_no_finding():
    assert riwayat(("95.43", "94.00"), ("106.56", "96.34")) == []


def test_shares_of_staff_follow_from_the_counts():
    rows = [
        {"no": "1", "pendidikan": "S1", "jumlah": 1, "porsi_tercatat": "33.33"},
        {"no": "2", "pendidikan": "SMA", "jumlah": 2, "porsi_tercatat": "66.66"},
    ]
    (found,) = check_pegawai(table("pegawai", *rows))

    assert (found.kode, found.nilai_hitung) == ("pemotongan", "66,67")
    (wrong,) = check_pegawai(
        table(
            "pegawai", rows[0] | {"porsi_tercatat": "3.33"}, rows[1] | {"porsi_tercatat": "66.67"}
        )
    )
    assert (wrong.kode, wrong.nilai_hitung) == ("pegawai_porsi", "33,33")


def test_a_person_may_serve_two_sasaran():
    staff = table("pegawai", {"no": "1", "pendidikan": "S1", "jumlah": 5})
    rows = [
        {"sasaran": "S-1", "bidang": "Sekretariat", "jabatan": "x", "jumlah": 3},
        {"sasaran": "S-2", "bidang": "Bidang", "jabatan": "x", "jumlah": 2},
    ]
    assert list(check_pegawai_sasaran(staff, table("pegawai_sasaran", *rows))) == []

    twice = table("pegawai_sasaran", *rows, rows[1] | {"sasaran": "S-3"})
    (found,) = check_pegawai_sasaran(staff, twice)
    assert (found.tingkat, found.nilai_tercatat, found.nilai_hitung) == ("catatan", "7", "5")
    assert "tiap bidang dihitung sekali jumlahnya tepat 5" in found.pesan


def test_fewer_staff_than_there_are_cannot_have_been_counted_twice():
    staff = table("pegawai", {"no": "1", "pendidikan": "S1", "jumlah": 35})
    row = {"sasaran": "S-1", "bidang": "Sekretariat", "jabatan": "x", "jumlah": 5}

    (found,) = check_pegawai_sasaran(staff, table("pegawai_sasaran", row))

    assert (found.tingkat, found.nilai_tercatat, found.nilai_hitung) == ("minor", "5", "35")
    assert "lebih dari sekali" not in found.pesan
    assert "Lengkapi pegawai tiap sasaran" in found.pesan


def test_a_rule_nobody_has_verified_is_a_note():
    rule = load_rule("rumus_capaian", date(2023, 12, 31))
    (found,) = check_rules([rule])

    assert (found.kode, found.tingkat) == ("aturan_belum_diverifikasi", "catatan")
    assert found.lokasi == "regulations/rumus_capaian.yml"


def test_a_verified_rule_is_no_finding():
    rule = load_rule("rumus_capaian", date(2023, 12, 31))
    verified = rule.content.model_copy(update={"verified_on": date(2024, 1, 2)})

    assert list(check_rules([replace(rule, content=verified)])) == []
