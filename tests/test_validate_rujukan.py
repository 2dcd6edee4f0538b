"""Codes that point to something, and things that hang together."""

import pytest
from tables import INSTANSI, ROOT, params, table

from lkjip_tools.params import read_params
from lkjip_tools.schema import TABLES
from lkjip_tools.validate import check_nama_sasaran, check_rujukan, check_susunan

ROWS = {
    "dokumen": {"kode": "uji", "nama": "Dokumen Uji"},
    "tujuan": {"kode": "T-1", "tujuan": "Tujuan"},
    "sasaran": {"kode": "S-1", "tujuan": "T-1", "sasaran": "Sasaran Satu"},
    "indikator": {
        "kode": "IKU-1",
        "jenis": "iku",
        "induk": "S-1",
        "indikator": "I",
        "satuan": "persen",
        "polaritas": "positif",
        "agregasi": "akhir",
    },
    "kinerja": {"dokumen": "uji", "indikator": "IKU-1", "tahun": 2023},
    "program": {"kode": "8.01.01", "tingkat": "program", "uraian": "P", "sasaran": "S-1"},
    "anggaran": {"dokumen": "uji", "kode": "8.01.01", "uraian": "P"},
    "kebijakan": {
        "sasaran": "S-1",
        "sasaran_tercatat": "SASARAN SATU",
        "arah_kebijakan": "A",
        "program": "P",
    },
    "evaluasi_catatan": {"program": "8.01.01", "jenis": "faktor_pendorong"},
}


def tables(**changes: dict[str, object]) -> dict:
    """Tables in which every code points to something, changed."""
    every = {name: table(name) for name in TABLES}
    every |= {name: table(name, row | changes.get(name, {})) for name, row in ROWS.items()}
    return every


def test_codes_that_point_to_something_are_no_finding():
    assert list(check_rujukan(tables(), params())) == []
    assert list(check_rujukan(tables(anggaran={"kode": "total"}), params())) == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("sasaran", "tujuan"),
        ("indikator", "induk"),
        ("program", "sasaran"),
        ("kinerja", "indikator"),
        ("kinerja", "dokumen"),
        ("anggaran", "dokumen"),
        ("anggaran", "kode"),
        ("kebijakan", "sasaran"),
        ("evaluasi_catatan", "program"),
    ],
)
def test_a_code_that_points_nowhere_is_named_with_its_place(name, column):
    wrong = "8.09.09" if ROWS[name][column].startswith("8") else "X-9"
    (found,) = check_rujukan(tables(**{name: {column: wrong}}), params())

    assert (found.kode, found.nilai_tercatat) == ("rujukan_hilang", wrong)
    assert found.lokasi == f"{name}.csv baris 2 kolom {column}"


def test_a_document_declared_as_base_must_be_known():
    own = read_params(INSTANSI, ROOT)
    found = check_rujukan(tables(), own)

    assert {item.lokasi for item in found} >= {"params: dasar.target", "params: dasar.pagu"}


def test_the_parent_of_a_kegiatan_is_two_parts_shorter():
    def form(*codes: str) -> dict:
        levels = {1: "urusan", 2: "bidang_urusan", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
        rows = [{"kode": code, "tingkat": levels[len(code.split("."))]} for code in codes]
        return tables() | {"evaluasi_renja": table("evaluasi_renja", *rows)}

    whole = ("8", "8.01", "8.01.01", "8.01.01.2.01", "8.01.01.2.01.07")
    assert list(check_rujukan(form(*whole), params())) == []
    (found,) = check_rujukan(form(*whole[:2], *whole[3:]), params())
    assert "Induk 8.01.01 dari 8.01.01.2.01" in found.pesan


def test_a_sasaran_needs_an_indicator_and_a_programme_a_sasaran():
    t = tables()
    assert list(check_susunan(t["sasaran"], t["indikator"], t["program"])) == []

    bare = tables(indikator={"induk": "S-9"}, program={"sasaran": None})
    found = check_susunan(bare["sasaran"], bare["indikator"], bare["program"])
    assert [item.kode for item in found] == ["sasaran_tanpa_indikator", "program_tanpa_sasaran"]


def test_a_sasaran_keeps_its_name():
    t = tables()
    form = table(
        "evaluasi_renja",
        {"kode": "8.01.01", "tingkat": "program", "sasaran_tercatat": "sasaran satu"},
    )
    assert list(check_nama_sasaran(t["sasaran"], t["kebijakan"], form)) == []

    typo = tables(kebijakan={"sasaran_tercatat": "Sasaran Stu"})["kebijakan"]
    strange = table(
        "evaluasi_renja",
        {"kode": "8.01.01", "tingkat": "program", "sasaran_tercatat": "Lain"},
        {"kode": "8.01.02", "tingkat": "program", "sasaran_tercatat": "Lain"},
    )
    found = check_nama_sasaran(t["sasaran"], typo, strange)
    assert [item.nilai_tercatat for item in found] == ["Sasaran Stu", "Lain"]
