"""Tables as agencies hand them in: what is read, and how every fault is named with its remedy."""

from decimal import Decimal

import pytest
import strategies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables import INSTANSI, TAHUN, empty_project, sample_project

from lkjip_tools.errors import TableError, TableNotFoundError
from lkjip_tools.load import read_narasi, read_table
from lkjip_tools.number import format_number
from lkjip_tools.schema import OPTIONAL, TABLES, number_columns

PLACE = f"data/{INSTANSI}/{TAHUN}"
ANGGARAN = {"dokumen": "pk-2023", "kode": "8.01.01", "uraian": "Program"}
INDIKATOR = {
    "kode": "IKU-1",
    "jenis": "iku",
    "induk": "S-1",
    "indikator": "Nilai",
    "satuan": "nilai",
    "polaritas": "positif",
    "agregasi": "akhir",
}


@pytest.fixture
def project(tmp_path):
    return empty_project(tmp_path)


def refused(project, name):
    """The faults of a table that cannot be read."""
    with pytest.raises(TableError) as caught:
        project.read(name)
    assert str(caught.value) == "\n".join(map(str, caught.value.faults))
    return [str(fault) for fault in caught.value.faults]


def refused_cell(project, name, row, **cell):
    """The one fault of a table with one wrong cell."""
    project.write(name, row | cell)
    (fault,) = refused(project, name)
    return fault


# --- what is read ---------------------------------------------------------------------------


def test_numbers_are_exact_and_know_their_file_line_and_column(project):
    project.write(
        "anggaran",
        ANGGARAN | {"pagu_rp": "6.426.345.746", "serapan_tercatat": "91,99", "sumber": "L396"},
        ANGGARAN | {"kode": "8.01.02", "pagu_rp": "1.980.439.500", "serapan_tercatat": ""},
    )

    read = project.read("anggaran")

    assert read["pagu_rp"].tolist() == [Decimal(6426345746), Decimal(1980439500)]
    assert read["serapan_tercatat"].tolist() == [Decimal("91.99"), None]
    assert read["pagu_rp_source"].tolist() == [
        f"{PLACE}/anggaran.csv baris 2 kolom pagu_rp (naskah L396)",
        f"{PLACE}/anggaran.csv baris 3 kolom pagu_rp",
    ]
    assert read["source"].tolist() == [
        f"{PLACE}/anggaran.csv baris 2 (naskah L396)",
        f"{PLACE}/anggaran.csv baris 3",
    ]


def test_a_blank_cell_stays_empty_zero_stays_zero_and_a_dash_is_nihil(project):
    project.write(
        "anggaran",
        *(ANGGARAN | {"pagu_rp": text} for text in ("", "0", "-", "  ")),
    )

    amounts = project.read("anggaran")["pagu_rp"].tolist()

    assert amounts == [None, 0, 0, None]
    assert all(value is None or isinstance(value, Decimal) for value in amounts)


def test_an_optional_column_may_be_left_out_altogether(project):
    project.write("anggaran", ANGGARAN)

    read = project.read("anggaran")

    assert read["realisasi_rp"].tolist() == [None]
    assert list(read.columns) == [
        *TABLES["anggaran"].model_fields,
        *(f"{column}_source" for column in number_columns("anggaran")),
        "source",
    ]


def test_a_table_with_only_a_header_has_no_rows_and_all_columns(project):
    project.write_text("riwayat", "tahun,kinerja_persen,keuangan_persen\n")

    read = project.read("riwayat")

    assert read.empty
    assert "kinerja_persen_source" in read.columns


def test_blank_lines_are_skipped_and_lines_still_counted(project):
    project.write_text("riwayat", 'tahun,kinerja_persen\n\n2022,"95,43"\n,\n2023,"96,34"\n')

    assert project.read("riwayat")["kinerja_persen_source"].tolist() == [
        f"{PLACE}/riwayat.csv baris 3 kolom kinerja_persen",
        f"{PLACE}/riwayat.csv baris 5 kolom kinerja_persen",
    ]


def test_a_cell_of_several_lines_is_one_cell(project):
    project.write_text("misi", 'misi,tujuan\n"Satu\nDua",T\n"Tiga\u2028Empat",U\n')

    read = project.read("misi")

    assert read["misi"].tolist() == ["Satu\nDua", "Tiga\u2028Empat"]
    assert read["source"].tolist() == [f"{PLACE}/misi.csv baris 3", f"{PLACE}/misi.csv baris 4"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_saved_by_excel_is_read_too(project, mark, ending):
    project.write_bytes("misi", mark + ending.join(["misi,tujuan", "Satu,Dua", ""]).encode())

    assert project.read("misi")[["misi", "tujuan"]].to_numpy().tolist() == [["Satu", "Dua"]]


def test_spaces_around_a_text_are_not_part_of_it(project):
    project.write("misi", {"misi": " Satu ", "tujuan": "Dua"})

    assert project.read("misi")["misi"].tolist() == ["Satu"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(st.none() | strategies.rupiah, min_size=1, max_size=5))
def test_what_is_written_in_indonesian_is_read_back(project, amounts):
    project.write(
        "anggaran",
        *(
            ANGGARAN | {"pagu_rp": "" if amount is None else format_number(amount, 0)}
            for amount in amounts
        ),
    )

    assert project.read("anggaran")["pagu_rp"].tolist() == amounts


@pytest.mark.parametrize("name", [name for name in TABLES if name not in OPTIONAL])
def test_every_table_of_the_sample_is_read(name):
    read = read_table(name, INSTANSI, TAHUN)

    assert len(read) > 0
    for column in number_columns(name):
        values = [value for value in read[column] if value is not None]
        assert all(isinstance(value, Decimal) for value in values)


# --- how a cell is refused ------------------------------------------------------------------


def test_a_letter_in_a_money_column(project):
    assert refused_cell(project, "anggaran", ANGGARAN, pagu_rp="6.426.345.7A6") == (
        f"{PLACE}/anggaran.csv baris 2 kolom pagu_rp: '6.426.345.7A6' bukan bilangan berformat "
        "Indonesia; tulis seperti 1.234.567,89; nihil ditulis -"
    )


def test_a_number_with_two_meanings(project):
    assert refused_cell(project, "anggaran", ANGGARAN, serapan_tercatat="96.345") == (
        f"{PLACE}/anggaran.csv baris 2 kolom serapan_tercatat: '96.345' bermakna ganda: "
        "tulis 96345 bila ribuan, 96,345 bila desimal"
    )


def test_cents_in_a_money_column(project):
    assert refused_cell(project, "anggaran", ANGGARAN, pagu_rp="1.500,50") == (
        f"{PLACE}/anggaran.csv baris 2 kolom pagu_rp: '1.500,50' harus bilangan bulat: "
        "rupiah utuh atau cacahan"
    )


def test_a_polaritas_that_does_not_exist(project):
    assert refused_cell(project, "indikator", INDIKATOR, polaritas="positip") == (
        f"{PLACE}/indikator.csv baris 2 kolom polaritas: 'positip' tidak dikenal; "
        "mungkin maksudnya 'positif'?; seharusnya salah satu: positif, negatif, rentang"
    )


@pytest.mark.parametrize("typed", ["Positif", " positif ", "POSITIF\u00a0"])
def test_a_closed_value_is_known_by_its_word_whatever_its_capitals_and_blanks(project, typed):
    project.write("indikator", INDIKATOR | {"polaritas": typed})

    assert list(project.read("indikator")["polaritas"]) == ["positif"]


def test_a_closed_value_that_no_capitals_explain_is_still_refused_with_the_nearest(project):
    assert "mungkin maksudnya 'iku'?" in refused_cell(project, "indikator", INDIKATOR, jenis="IKU1")


def test_a_required_cell_that_is_blank_says_what_belongs_there(project):
    assert refused_cell(project, "anggaran", ANGGARAN, kode=" ") == (
        f"{PLACE}/anggaran.csv baris 2 kolom kode: kosong, wajib diisi "
        "(kode program/kegiatan, atau `total`)"
    )


@pytest.mark.parametrize("year", ["2.023", "dua ribu", "1900", "20233"])
def test_a_year_that_is_none(project, year):
    assert refused_cell(project, "riwayat", {"tahun": "2023"}, tahun=year) == (
        f"{PLACE}/riwayat.csv baris 2 kolom tahun: '{year}' bukan tahun; "
        "tulis empat angka, misalnya 2023"
    )


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("program", {"kode": "8.1.1", "tingkat": "program", "uraian": "P"}),
        ("belanja", {"kode": "4.1", "uraian": "B"}),
        ("belanja", {"kode": "5.1.2", "uraian": "B"}),
    ],
)
def test_a_code_of_the_wrong_shape(project, name, row):
    assert refused_cell(project, name, row) == (
        f"{PLACE}/{name}.csv baris 2 kolom kode: '{row['kode']}' bukan kode yang benar, "
        "misalnya 8.01.01 atau 5.1.02"
    )


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("program", ["8", "8.01", "8.01.01", "8.01.01.2.01", "8.01.01.2.01.01", "X.XX.01"]),
        ("program", ["8.01.01.2.01.0001"]),
        ("belanja", ["5", "5.1", "5.1.02", "5.1.02.01", "5.1.02.01.01", "5.1.02.01.01.0052"]),
        ("belanja", ["5.1.02.01.01.052", "5.1.01.01.001", "5.1.01.01.001.00001"]),
    ],
)
def test_codes_of_every_nomenclature_are_read(project, name, codes):
    """Sub-kegiatan have four digits from 1317/2023; accounts 1.1.2.2.3.5 from 861/2026."""
    more = {"tingkat": "program"} if name == "program" else {}
    project.write(name, *({"kode": kode, "uraian": "U"} | more for kode in codes))

    assert project.read(name)["kode"].tolist() == codes


# --- how a file is refused ------------------------------------------------------------------


def test_an_unknown_column_names_the_nearest_one(project):
    project.write("anggaran", ANGGARAN | {"pagu": "1"})

    (fault,) = refused(project, "anggaran")

    assert fault == (
        f"{PLACE}/anggaran.csv baris 1: kolom 'pagu' tidak dikenal; mungkin maksudnya 'pagu_rp'?; "
        "kolom yang dikenal: sumber, dokumen, kode, uraian, pagu_rp, realisasi_rp, serapan_tercatat"
    )


def test_a_missing_column_is_named(project):
    project.write("anggaran", {"dokumen": "pk", "uraian": "P"})

    assert refused(project, "anggaran") == [
        f"{PLACE}/anggaran.csv baris 1: kolom wajib 'kode' tidak ada; tambahkan kolom itu"
    ]


def test_a_column_that_stands_twice_is_refused(project):
    project.write_text("misi", "misi,tujuan,misi\nSatu,Dua,Tiga\n")

    assert refused(project, "misi") == [
        f"{PLACE}/misi.csv baris 1: kolom 'misi' tertulis 2 kali; hapus selebihnya"
    ]


def test_an_empty_file_lacks_every_required_column(project):
    project.write_text("misi", "")

    assert [fault.split("'")[1] for fault in refused(project, "misi")] == ["misi", "tujuan"]


def test_semicolons_as_excel_writes_them_are_named(project):
    project.write_text("misi", "misi;tujuan\nSatu;Dua\n")

    assert refused(project, "misi") == [
        f"{PLACE}/misi.csv baris 1: kolom dipisah titik koma; simpan ulang dengan pemisah koma"
    ]


def test_a_row_with_too_many_cells_says_what_most_likely_happened(project):
    project.write_text("riwayat", "tahun,kinerja_persen\n2023,96,34\n")

    assert refused(project, "riwayat") == [
        f"{PLACE}/riwayat.csv baris 2: 3 sel, seharusnya 2; apit angka berkoma dengan tanda kutip"
    ]


def test_a_row_with_too_few_cells_is_refused(project):
    project.write_text("riwayat", "tahun,kinerja_persen\n2023\n")

    assert refused(project, "riwayat")[0].startswith(f"{PLACE}/riwayat.csv baris 2: 1 sel")


def test_a_file_that_is_not_utf_8_names_the_line(project):
    project.write_bytes("misi", "misi,tujuan\nSatu,Dua\nTiga – empat,Lima\n".encode("cp1252"))

    assert refused(project, "misi") == [
        f"{PLACE}/misi.csv baris 3: bukan UTF-8 (byte 0x96); simpan ulang sebagai CSV UTF-8"
    ]


def test_an_unclosed_quote_is_refused_with_its_line(project):
    project.write_text("misi", 'misi,tujuan\n"Satu"x,Dua\n')

    (fault,) = refused(project, "misi")

    assert fault.startswith(f"{PLACE}/misi.csv baris 2: CSV tidak dapat dibaca")
    assert fault.endswith("periksa tanda kutip pada baris itu")


def test_a_table_that_is_missing_says_where_it_should_be(project):
    with pytest.raises(TableNotFoundError) as caught:
        project.read("anggaran")

    assert str(caught.value) == (
        f"tabel 'anggaran' tidak ada: {PLACE}/anggaran.csv tidak ditemukan; "
        "buat berkas itu dengan kolom menurut docs/data-dictionary.md"
    )
    assert (caught.value.table, caught.value.path) == ("anggaran", f"{PLACE}/anggaran.csv")


def test_all_faults_of_a_table_are_named_at_once(project):
    project.write_text(
        "anggaran",
        "dokumen,kode,uraian,pagu_rp,serapan_tercatat\n"
        "pk,,Program,1.000x,96.345\n"
        "pk,8.01.01,Program,1.000,96,34\n"
        "pk,8.01.02,Program,1.000,1\n"
        "pk,8.01.03,Program,seribu,1\n",
    )

    assert [fault.split(": ")[0] for fault in refused(project, "anggaran")] == [
        f"{PLACE}/anggaran.csv baris 2 kolom kode",
        f"{PLACE}/anggaran.csv baris 2 kolom pagu_rp",
        f"{PLACE}/anggaran.csv baris 2 kolom serapan_tercatat",
        f"{PLACE}/anggaran.csv baris 3",
        f"{PLACE}/anggaran.csv baris 5 kolom pagu_rp",
    ]


def test_a_corrupted_sample_is_refused_where_it_was_corrupted(tmp_path):
    project = sample_project(tmp_path)
    project.edit(project.path("anggaran"), "6.426.345.746,,,L396", "6.426.345.74S,,,L396")

    (fault,) = refused(project, "anggaran")

    assert fault.startswith(f"{PLACE}/anggaran.csv baris 2 kolom pagu_rp: '6.426.345.74S'")


# --- narrative ------------------------------------------------------------------------------


def test_a_narrative_loses_its_source_comment_and_keeps_its_line_numbers(project):
    path = project.path("x").parent / "narasi" / "kata_pengantar.md"
    path.parent.mkdir(parents=True)
    path.write_text("<!-- sumber: L12-L18\nlanjutan -->\n\nPuji syukur.\n\n", "utf-8")

    narasi = read_narasi("kata_pengantar", INSTANSI, TAHUN, project.root)

    assert (narasi.text, narasi.first_line) == ("Puji syukur.", 4)
    assert narasi.path == f"{PLACE}/narasi/kata_pengantar.md"


def test_a_narrative_that_was_not_written_is_a_gap_and_no_error(project):
    narasi = read_narasi("kata_pengantar", INSTANSI, TAHUN, project.root)

    assert (narasi.text, narasi.path) == (None, f"{PLACE}/narasi/kata_pengantar.md")


@pytest.mark.parametrize(
    "name", ["../rahasia", "a/b", "/etc/passwd", "..", ".", "", "a\\b", "a\x00b"]
)
def test_a_narrative_is_never_read_outside_its_folder_by_its_name(project, name):
    (project.root / "data" / INSTANSI / str(TAHUN) / "narasi").mkdir(parents=True)
    (project.root / "data" / INSTANSI / str(TAHUN) / "rahasia.md").write_text("rahasia", "utf-8")

    narasi = read_narasi(name, INSTANSI, TAHUN, project.root)

    assert narasi.text is None
    assert "perbaiki kodenya" in narasi.fault


@pytest.mark.parametrize("target", ["rahasia.md", "data/lain/2023/narasi/x.md"])
def test_a_narrative_that_links_out_of_the_data_folder_is_not_read(project, target):
    secret = project.root / target
    secret.parent.mkdir(parents=True, exist_ok=True)
    secret.write_text("rahasia", "utf-8")
    folder = project.path("x").parent / "narasi"
    folder.mkdir(parents=True)
    (folder / "tautan.md").symlink_to(secret)

    narasi = read_narasi("tautan", INSTANSI, TAHUN, project.root)

    assert narasi.text is None
    assert "ke luar folder data" in narasi.fault


def test_a_folder_of_narratives_that_links_elsewhere_is_not_read(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("lain")
    (elsewhere / "a.md").write_text("rahasia", "utf-8")
    project.path("x").parent.mkdir(parents=True)
    (project.path("x").parent / "narasi").symlink_to(elsewhere)

    assert read_narasi("a", INSTANSI, TAHUN, project.root).text is None


def test_data_kept_elsewhere_as_a_whole_is_read(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("lain")
    (elsewhere / "narasi").mkdir()
    (elsewhere / "narasi" / "a.md").write_text("Isi.", "utf-8")
    project.path("x").parent.parent.mkdir(parents=True)
    project.path("x").parent.symlink_to(elsewhere)

    assert read_narasi("a", INSTANSI, TAHUN, project.root).text == "Isi."


@pytest.mark.parametrize(
    ("content", "text", "fault"),
    [
        (b"\xef\xbb\xbfsatu\r\ndua\r\n", "satu\ndua", ""),
        (b"satu\n\x93dua\x94\n", None, "bukan teks UTF-8 (baris 2)"),
        ("satu".encode("utf-16"), None, "bukan teks UTF-8 (baris 1)"),
    ],
)
def test_a_narrative_is_utf_8_with_any_line_ends(project, content, text, fault):
    path = project.path("x").parent / "narasi" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)

    narasi = read_narasi("a", INSTANSI, TAHUN, project.root)

    assert narasi.text == text
    assert fault in narasi.fault
