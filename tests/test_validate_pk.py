"""Perjanjian Kinerja, officials, and the other appendices."""

import pandas as pd
import pytest
from tables import params, table

from lkjip_tools.nip import nip_fault
from lkjip_tools.validate import (
    check_antarlembar_pk,
    check_jumlah_pk,
    check_lembar_pk,
    check_nip,
    check_pejabat,
    check_prestasi,
    check_rencana_aksi,
    check_tahun_pk,
    check_target_rencana_aksi,
    persons,
)
from lkjip_tools.validate.pejabat import Person

SHEET = {
    "pk": "PK-1",
    "tahun": 2023,
    "pihak_pertama_nama": "ANI, S.Sos",
    "pihak_pertama_jabatan": "Kepala",
    "pihak_pertama_nip": "19710607 199703 1 007",
    "pihak_pertama_pangkat": "Pembina / IVa",
    "pihak_kedua_nama": "BUDI",
    "pihak_kedua_jabatan": "Bupati",
}
GOAL = {"pk": "PK-1", "tahun": 2023, "no": "1.", "sasaran": "S", "indikator": "I", "target": "5"}
MONEY = {"pk": "PK-1", "tingkat": "program", "jenis": "rincian"}


def test_a_pk_of_another_year_is_one_finding_for_all_its_sheets():
    sheets = table("pk", SHEET | {"tahun": 2024}, SHEET | {"tahun": 2024, "pk": "PK-2"})
    (found,) = check_tahun_pk(sheets, table("pk_sasaran"), table("pk_tanda_tangan"), 2023)

    assert (found.kode, found.nilai_tercatat, found.nilai_hitung) == ("pk_tahun", "2024", "2023")


def test_a_sheet_dated_otherwise_than_its_pk_is_found_in_every_part():
    signed = {"pk": "PK-1", "lembar": "lampiran", "pihak": "kedua", "jabatan": "x", "nama": "x"}
    signature = table("pk_tanda_tangan", signed | {"tanggal": "Januari 2022"})
    goals = table("pk_sasaran", GOAL | {"tahun": 2021})
    (found,) = check_tahun_pk(table("pk", SHEET), goals, signature, 2023)

    assert (found.kode, found.nilai_tercatat) == ("pk_tanggal", "2021; Januari 2022")
    dated = table("pk", SHEET | {"tanggal": "Januari 2023"})
    assert not list(
        check_tahun_pk(dated, table("pk_sasaran", GOAL), table("pk_tanda_tangan"), 2023)
    )


def test_the_total_of_a_sheet_is_the_sum_of_its_rows():
    rows = [
        MONEY | {"no": "1.", "uraian": "A", "anggaran_rp": 60},
        MONEY | {"no": "2.", "uraian": "B", "anggaran_rp": 40},
    ]
    total = MONEY | {"jenis": "total", "anggaran_rp": 100}
    assert list(check_jumlah_pk(table("pk_anggaran", *rows, total))) == []

    (found,) = check_jumlah_pk(table("pk_anggaran", *rows, total | {"anggaran_rp": 120}))
    assert (found.nilai_tercatat, found.nilai_hitung) == ("120", "100")
    assert "Selisih 20." in found.pesan


PROGRAM = table(
    "program",
    {"kode": "8.01.02", "tingkat": "program", "uraian": "Program Penguatan Ideologi Pancasila"},
    {"kode": "8.01.02.2.01", "tingkat": "kegiatan", "uraian": "Perumusan Kebijakan Ideologi"},
)


def sheets(program_rp: int, kegiatan_rp: int) -> pd.DataFrame:
    return table(
        "pk_anggaran",
        MONEY | {"uraian": "Penguatan Idiologi Pancasila.", "anggaran_rp": program_rp},
        MONEY
        | {
            "pk": "PK-2",
            "tingkat": "kegiatan",
            "uraian": "Prumusan kebijakan Ideologi",
            "anggaran_rp": kegiatan_rp,
        },
    )


def test_a_programme_equals_its_kegiatan_on_the_sheets_below_despite_misspelling():
    assert list(check_antarlembar_pk(PROGRAM, sheets(295, 295))) == []

    (found,) = check_antarlembar_pk(PROGRAM, sheets(259, 295))
    assert (found.kode, found.nilai_tercatat, found.nilai_hitung) == (
        "pk_antarlembar",
        "259",
        "295",
    )


def test_one_name_has_one_amount_on_all_sheets():
    same = MONEY | {"tingkat": "kegiatan", "uraian": "Rapat", "anggaran_rp": 5}
    table_ = table("pk_anggaran", same, same | {"pk": "PK-2", "uraian": "RAPAT.", "anggaran_rp": 6})
    (found,) = check_antarlembar_pk(PROGRAM, table_)

    assert found.nilai_tercatat == "5 (PK-1); 6 (PK-2)"


def test_a_sheet_repeats_neither_number_nor_indicator():
    money = table("pk_anggaran")
    assert list(check_lembar_pk(table("pk_sasaran", GOAL, GOAL | {"pk": "PK-2"}), money)) == []

    found = check_lembar_pk(table("pk_sasaran", GOAL, GOAL | {"target": "6"}), money)
    assert [(item.kode, item.nilai_tercatat) for item in found] == [
        ("pk_nomor", "1."),
        ("pk_indikator", "5; 6"),
    ]


def test_irregularly_written_amounts_are_one_finding():
    odd = MONEY | {"anggaran_rp": 122952700, "tercetak": "Rp. 122952.700"}
    (found,) = check_lembar_pk(table("pk_sasaran"), table("pk_anggaran", odd))

    assert (found.nilai_tercatat, found.nilai_hitung) == ("Rp. 122952.700", "122.952.700")


@pytest.mark.parametrize(
    ("nip", "fault"),
    [
        ("19710607 199703 1 007", ""),
        ("197106071997031007", ""),
        ("19681224 199002 2001", ""),
        ("19710607117031007", "17 angka"),
        ("19710607 1999703 1 007", "19 angka"),
        ("197-10607199703 1 007", "tanda selain angka"),
        ("19711307 199703 1 007", "tanggal lahir mustahil"),
        ("19710607 199713 1 007", "bulan pengangkatan mustahil 13"),
        ("19710607 199703 3 007", "jenis kelamin 3"),
    ],
)
def test_a_nip_has_eighteen_digits_that_can_be_dates(nip, fault):
    assert fault in nip_fault(nip)
    assert bool(fault) == bool(nip_fault(nip))


def test_a_wrong_nip_is_one_finding_with_all_its_places():
    people = [Person("ANI", None, "123", "a"), Person("ANI", None, "123", "b")]
    (found,) = check_nip([*people, Person("BUDI", None, None, "c")])

    assert found.lokasi == "a; b"


def test_one_person_has_one_name_and_rank():
    good, bad = "19710607 199703 1 007", "19710607117031007"
    people = [
        Person("ANI, S.Sos", "Pembina / IVa", good, "a"),
        Person("Ani S. Sos.", "Pembina/IV a", good, "b"),
        Person("ANNI, S.Sos", "Penata / IIId", bad, "c"),
    ]
    name, rank = check_pejabat(people)

    assert (name.kode, name.lokasi) == ("nama_pejabat", "a; c")
    assert name.nilai_tercatat == "ANI, S.Sos (2 kali); ANNI, S.Sos (1 kali)"
    assert rank.kode == "pangkat_pejabat"
    assert list(check_pejabat(people[:2])) == []


def test_two_people_born_on_one_day_are_not_one_person():
    born = "19710607 199703 1 00"
    people = [
        Person("ANI, S.Sos", None, f"{born}7", "a"),
        Person("BUDI, SH", None, f"{born}8", "b"),
    ]

    assert list(check_pejabat(people)) == []


def test_officials_are_gathered_from_params_sheets_signatures_and_sop():
    signed = {"pk": "PK-1", "lembar": "lampiran", "pihak": "kedua", "jabatan": "x", "nama": "CICI"}
    sop = table(
        "sop",
        {"sop": "SOP-1", "bagian": "nama_penanda_tangan", "isi": "DEDI"},
        {"sop": "SOP-1", "bagian": "nip", "isi": "1"},
    )
    people = persons(table("pk", SHEET), table("pk_tanda_tangan", signed), sop, params().kepala)

    assert [person.nama for person in people[1:]] == ["ANI, S.Sos", "BUDI", "CICI", "DEDI"]
    assert people[-1].nip == "1"


STEP = {"tingkat": "sub_kegiatan", "uraian": "Pengadaan Mebel", "indikator": "Mebel", "target": "2"}


def test_a_step_of_the_action_plan_needs_a_target_and_a_quarter():
    whole = table("rencana_aksi", STEP | {"tw2": "x"}, STEP | {"tingkat": "sasaran"})
    assert list(check_rencana_aksi(whole)) == []

    found = check_rencana_aksi(table("rencana_aksi", STEP | {"target": None}))
    assert [item.kode for item in found] == ["rencana_aksi_target", "rencana_aksi_jadwal"]


def test_the_action_plan_keeps_the_targets_of_the_pk():
    money = table(
        "pk_anggaran", MONEY | {"no": "1.", "tingkat": "sub_kegiatan", "uraian": "Pengadaan mebel"}
    )
    plan = table("rencana_aksi", STEP | {"target": "5 Unit"})
    assert list(check_target_rencana_aksi(plan, table("pk_sasaran", GOAL), money)) == []

    other = table("pk_sasaran", GOAL | {"target": "6 Unit"})
    (found,) = check_target_rencana_aksi(plan, other, money)
    assert found.nilai_tercatat == "5 Unit (rencana aksi); 6 Unit (PK-1)"


def test_names_that_differ_in_the_act_are_not_matched_however_long_the_rest():
    rest = "di Bidang Pendidikan Politik, Etika Budaya Politik, dan Pemantauan Situasi Politik"
    money = table(
        "pk_anggaran",
        MONEY | {"no": "1.", "tingkat": "sub_kegiatan", "uraian": f"Pelaksanaan Koordinasi {rest}"},
    )
    plan = table("rencana_aksi", STEP | {"uraian": f"Pelaksanaan Monitoring {rest}"})

    assert list(check_target_rencana_aksi(plan, table("pk_sasaran", GOAL), money)) == []


def test_an_award_of_a_later_year_belongs_to_a_later_report():
    charter = {
        "no": "1",
        "pemberi": "G",
        "penerima": "K",
        "peringkat": "I",
        "bidang": "B",
        "rangka": "HUT ke 67",
    }
    award = {"no": "1", "uraian": "Panji Tahun 2024"}
    found = check_prestasi(
        table("prestasi", award), table("piagam", charter | {"tanggal": "09 Januari 2024"}), 2023
    )

    assert [item.nilai_tercatat for item in found] == ["Panji Tahun 2024", "09 Januari 2024"]
    on_time = table("piagam", charter | {"tanggal": "09 Januari 2023"})
    assert not list(check_prestasi(table("prestasi", award | {"uraian": "Panji"}), on_time, 2023))


def test_a_wrong_nip_is_found_at_its_cell():
    row = SHEET | {"pihak_pertama_nama": "ANI", "pihak_pertama_nip": "123"}
    signed, sop = table("pk_tanda_tangan"), table("sop")

    (found,) = check_nip(persons(table("pk", row), signed, sop, params().kepala))

    assert found.lokasi == "pk.csv baris 2 kolom pihak_pertama_nip"
