"""Places: what a figure names as its source leads back to one cell."""

import pytest
from tables import INSTANSI, ROOT, TAHUN, empty_project

from lkjip_tools.load import read_table
from lkjip_tools.place import Place, cell_source
from lkjip_tools.records import records
from lkjip_tools.schema import TABLES, number_columns
from lkjip_tools.source import RawCells

FOLDER = f"data/{INSTANSI}/{TAHUN}"
KINERJA = "dokumen,indikator,tahun,target,nama_tercatat\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{FOLDER}/kinerja.csv baris 58 kolom target (naskah L445)",
        f"{FOLDER}/kinerja.csv baris 58 kolom target (naskah L445-L447)",
        f"{FOLDER}/kinerja.csv baris 58 kolom target",
        f"{FOLDER}/kinerja.csv baris 58 (naskah L445)",
        f"{FOLDER}/kinerja.csv baris 58",
    ],
)
def test_a_place_is_read_as_it_was_written(text):
    place = Place.parse(text)

    assert str(place) == text
    assert (place.table, place.row) == ("kinerja", 58)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"data/{INSTANSI}/2024.xlsx lembar Kinerja sel F12 kolom target", "Kinerja!F12"),
        (f"data/{INSTANSI}/2024.xlsx lembar Kinerja baris 12 kolom target", "Kinerja!12:12"),
        (f"data/{INSTANSI}/2024.xlsx lembar Kinerja sel AB12 kolom x (naskah L9)", "Kinerja!AB12"),
        (f"data/{INSTANSI}/2024.xlsx lembar Kinerja baris 12", "Kinerja!12:12"),
    ],
)
def test_a_place_in_a_workbook_is_read_as_it_was_written(text, address):
    place = Place.parse(text)

    assert str(place) == text
    assert (place.table, place.row, place.address) == ("kinerja", 12, address)


def test_a_sheet_with_a_space_is_quoted_as_a_spreadsheet_does():
    place = Place.parse("data/a/2024.xlsx lembar PK Tanda Tangan sel C7 kolom jabatan")

    assert (place.sheet, place.table) == ("PK Tanda Tangan", "pk_tanda_tangan")
    assert place.address == "'PK Tanda Tangan'!C7"


@pytest.mark.parametrize("text", ["", "aturan batas_capaian/batas_100", "tanpa sumber"])
def test_another_source_is_no_place(text):
    assert Place.parse(text) is None


@pytest.mark.parametrize("name", TABLES)
def test_every_number_that_is_read_stands_at_the_place_it_names(name):
    """All numbers of all tables of the sample, looked up without the loader."""
    cells = RawCells(ROOT)
    for row in records(read_table(name, INSTANSI, TAHUN, ROOT)):
        for column in number_columns(name):
            text = cells.text(Place.parse(cell_source(row, column)))
            assert (row[column] is None) == (not (text or "").strip())


def test_a_text_has_a_place_too():
    row = records(read_table("indikator", INSTANSI, TAHUN, ROOT))[0]

    place = Place.parse(cell_source(row, "indikator"))

    assert (place.column, RawCells(ROOT).text(place)) == ("indikator", row["indikator"])


def test_a_cell_below_one_of_several_lines_is_found(tmp_path):
    project = empty_project(tmp_path / "proyek")
    project.write_text("kinerja", KINERJA + 'uji,IKU-1,2023,73,"dua\nbaris"\nuji,IKU-2,2023,80,x\n')

    places = [row["target_source"] for row in records(project.read("kinerja"))]
    cells = RawCells(project.root)

    assert [cells.text(Place.parse(place)) for place in places] == ["73", "80"]
    assert " baris 4 " in places[1]


def test_what_is_gone_is_none(tmp_path):
    project = empty_project(tmp_path / "proyek")
    project.write_text("kinerja", f"{KINERJA}uji,IKU-1,2023,73,\n")
    cells = RawCells(project.root)
    file = f"{FOLDER}/kinerja.csv"

    assert cells.text(Place(file, 2, "target")) == "73"
    assert cells.text(Place(file, 2, "capaian")) is None
    assert cells.text(Place(file, 9, "target")) is None
    assert cells.text(Place(f"{FOLDER}/hilang.csv", 2, "target")) is None


def test_a_table_that_is_not_text_has_no_cells(tmp_path):
    project = empty_project(tmp_path / "proyek")
    project.write_bytes("kinerja", b"\xff\xfe\x00")

    assert RawCells(project.root).text(Place(f"{FOLDER}/kinerja.csv", 2, "target")) is None


def test_the_lines_of_the_agencys_own_document_are_quoted():
    cells = RawCells(ROOT)
    one, two, none = (
        cells.document_lines(Place(f"{FOLDER}/kinerja.csv", 58, "target", lines))
        for lines in ("L445", "L445-L446", "")
    )

    assert "65.22 89,34" in one[0]
    assert (two[0], len(two), none) == (one[0], 2, [])
