"""CSV tables to a workbook and back: nothing is lost, nothing is overwritten."""

import csv
import shutil

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newcomer import lkjip
from pandas.testing import assert_frame_equal
from tables import INSTANSI, TAHUN, empty_project, sample_project

from lkjip_tools.calculate.everything import figures_all
from lkjip_tools.errors import OutputError
from lkjip_tools.load import read_table
from lkjip_tools.params import read_params
from lkjip_tools.schema import TABLES, number_columns
from lkjip_tools.schema.column import columns_of
from lkjip_tools.template.convert import to_csv, to_workbook

FOLDER = f"data/{INSTANSI}/{TAHUN}"
TO_XLSX = ("convert", "--ke", "xlsx", "--instansi", INSTANSI, "--tahun", TAHUN)
TRIED = ("kinerja", "anggaran", "evaluasi_renja", "tanggapan", "sop_langkah", "aset")
_LETTERS = st.characters(  # those that a report can print
    codec="latin-1", exclude_categories=("C", "Z"), include_characters=" \n\u00a0=+-@'\",;"
)
_NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, places=4)
_TEXTS = {
    "teks": st.text(_LETTERS, min_size=1, max_size=40),
    "bilangan": st.one_of(
        st.just("-"),
        _NUMBERS.map(lambda it: f"{it:f}".replace(".", ",")),
        st.integers(0, 10**6).map(lambda it: f"{it},50"),
        st.integers(10**15, 10**18 - 1).map(str),
    ),
    "bilangan bulat": st.integers(1 - 10**18, 10**18 - 1).map(str),
    "rupiah": st.integers(0, 10**13).map(lambda it: f"{it:,}".replace(",", ".")),
    "tahun": st.integers(1945, 2200).map(str),
    "tanggal": st.dates().filter(lambda it: it.year > 1900).map(str),
    "kode": st.sampled_from(["8", "8.01", "X.XX.01", "8.01.01.2.10", "8.01.10.2.01.0010"]),
    "kode akun": st.sampled_from(["5", "5.1", "5.1.02.10"]),
    "daftar nomor": st.sampled_from(["1", "1; 3"]),
}


def values(project):
    """Every table without its places."""
    found = {}
    for name in TABLES:
        table = project.read(name)
        places = [column for column in table.columns if column.endswith("_source")]
        found[name] = table.drop(columns=[*places, "source"])
    return found


def assert_same(one, other):
    for name, table in one.items():
        assert_frame_equal(table, other[name], obj=name)


@st.composite
def rows(draw, name):
    """Rows of a table, as its CSV file could have them."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        row = {}
        for column in columns_of(TABLES[name]).values():
            text = st.sampled_from(column.choices) if column.choices else _TEXTS[column.kind]
            if column.kind == "teks":
                text = text.filter(lambda it: it.strip())
            row[column.name] = draw(text if column.required else st.one_of(st.just(""), text))
        made.append(row)
    return made


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_tables_come_back_as_they_were(tmp_path_factory, data):
    project = empty_project(tmp_path_factory.mktemp("bolak-balik") / "proyek")
    for name, model in TABLES.items():
        given_rows = data.draw(rows(name)) if name in TRIED else []
        project.write(name, *(given_rows or [dict.fromkeys(model.model_fields, "")]))
    before = values(project)

    to_workbook(INSTANSI, TAHUN, project.root)
    assert_same(before, values(project))
    shutil.rmtree(project.root / FOLDER / "asal")
    to_csv(INSTANSI, TAHUN, project.root)
    assert_same(before, values(project))


@pytest.fixture
def project(tmp_path):
    return sample_project(tmp_path / "proyek")


def test_the_sample_agency_has_the_same_figures_from_a_workbook(project):
    def figures():
        tables = {name: project.read(name) for name in TABLES}
        ledger = figures_all(tables, read_params(INSTANSI, project.root), TAHUN, project.root)
        return {figure.id: (figure.value, figure.note) for figure in ledger}

    before, tables = figures(), values(project)
    to_workbook(INSTANSI, TAHUN, project.root)

    assert not (project.root / FOLDER / "kinerja.csv").exists()
    assert (project.root / FOLDER / "asal" / "kinerja.csv").is_file()
    assert figures() == before
    after = values(project)
    assert_same(tables, after)
    for name in TABLES:  # decimals as they were written, not only their value
        for column in number_columns(name):
            assert [*map(str, tables[name][column])] == [*map(str, after[name][column])]


def test_the_same_data_give_the_same_bytes(project):
    paths = [project.root / f"{n}.xlsx" for n in (1, 2)]
    for path in paths:
        to_workbook(INSTANSI, TAHUN, project.root, path)

    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert (project.root / FOLDER / "kinerja.csv").is_file()


def test_nothing_is_overwritten(project):
    place = project.root / "lain.xlsx"
    place.write_bytes(b"milik orang")

    done = lkjip(project.root, *TO_XLSX, "-o", place)
    assert done.returncode == 1
    assert "tidak ditimpa" in done.stderr
    assert place.read_bytes() == b"milik orang"
    (project.root / FOLDER / "asal").mkdir()
    (project.root / FOLDER / "asal" / "misi.csv").write_text("lama", "utf-8")
    with pytest.raises(OutputError, match=r"asal/misi\.csv"):
        to_workbook(INSTANSI, TAHUN, project.root)
    assert (project.root / FOLDER / "kinerja.csv").is_file()
    assert not list((project.root / FOLDER).parent.glob(".*"))


def test_data_with_a_fault_are_not_converted(project):
    project.edit(project.path("riwayat"), '2021,"80,16"', "2021,80.160")

    done = lkjip(project.root, *TO_XLSX)

    assert done.returncode == 2
    assert "riwayat.csv baris 4 kolom kinerja_persen" in done.stderr
    assert not (project.root / f"{FOLDER}.xlsx").exists()


def test_a_text_that_would_be_a_formula_stays_a_text(tmp_path):
    project = sample_project(tmp_path / "proyek")
    text = '=HYPERLINK("http://x","klik")'
    project.write("misi", {"misi": text, "tujuan": "-1+1"})

    to_workbook(INSTANSI, TAHUN, project.root)
    sheet = openpyxl.load_workbook(project.root / f"{FOLDER}.xlsx")["Misi"]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells[text] == "s"
    to_csv(INSTANSI, TAHUN, project.root)

    with project.path("misi").open(encoding="utf-8", newline="") as file:
        _, (first, second, *_) = csv.reader(file)
    assert (first, second) == (f" {text}", " -1+1")
    assert read_table("misi", INSTANSI, TAHUN, project.root)["misi"].tolist() == [text]


def test_numbers_are_numbers_in_the_workbook(project):
    to_workbook(INSTANSI, TAHUN, project.root)

    sheet = openpyxl.load_workbook(project.root / f"{FOLDER}.xlsx")["Anggaran"]
    amounts = [row[4].value for row in sheet.iter_rows(min_row=5, max_row=8)]
    assert amounts == [int(amount) for amount in project.read("anggaran")["pagu_rp"][:4]]


def test_answers_are_said_to_need_their_places_again(project):
    place = f"{FOLDER}/kinerja.csv baris 2"
    row = {"kode": "a", "lokasi": place, "tanggapan": "b", "penanggung_jawab": "c"}
    project.write("tanggapan", row | {"tanggal": "2024-02-05"})

    done = lkjip(project.root, *TO_XLSX)

    assert done.returncode == 0, done.stderr
    assert "salin lagi kolom lokasi" in done.stdout
