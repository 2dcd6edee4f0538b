"""Workbooks as people make them: what is read, what is faulted, and with which cell."""

import datetime as dt
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.comments import Comment
from tables import INSTANSI, TAHUN, empty_project

from lkjip_tools.errors import TableError, TableNotFoundError
from lkjip_tools.margin import _places
from lkjip_tools.place import Place, column_name
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.column import columns_of, sheet_title
from lkjip_tools.schema.contoh import example
from lkjip_tools.source import RawCells, guard
from lkjip_tools.source.workbook import all_notes, read_book

SHOWN = f"data/{INSTANSI}/{TAHUN}.xlsx"
KINERJA = ["Dokumen", "Indikator", "Tahun", "Target", "Realisasi", "Target predikat"]
ROW = ["pk", "IKU-1", 2023, 85, 80.5]


class Book:
    """A workbook of the project, made by hand."""

    def __init__(self, folder):
        self.project = empty_project(folder)
        self.path = self.project.root / SHOWN
        self.path.parent.mkdir(parents=True)
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)

    def sheet(self, title, *rows):
        sheet = self.book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        return sheet

    def save(self):
        self.book.save(self.path)

    def read(self, table):
        self.save()
        return self.project.read(table)

    def fault(self, table="kinerja"):
        """The one fault of a table."""
        with pytest.raises(TableError) as caught:
            self.read(table)
        (fault,) = caught.value.faults
        return fault


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def typed(book, column, value, number_format=None, table="Kinerja", row=None):
    """One row, with one cell as it should be tried."""
    sheet = book.sheet(table, KINERJA, row or ROW)
    cell = sheet.cell(2, KINERJA.index(column) + 1)
    cell.value = value
    if number_format:
        cell.number_format = number_format
    return sheet


# --- what is read ---------------------------------------------------------------------------


def test_every_heading_leads_back_to_its_column_and_every_sheet_to_its_table():
    for table, model in TABLES.items():
        assert column_name(sheet_title(table)) == table
        assert len(sheet_title(table)) <= 31
        for name, column in columns_of(model).items():
            assert column_name(f"{column.heading} *") == name


@pytest.mark.parametrize("table", TABLES)
def test_every_example_row_is_a_row_of_its_table(table):
    TABLES[table].model_validate(example(table))


def test_a_plain_sheet_with_headings_in_its_first_row_is_a_table(book):
    book.sheet("Kinerja", KINERJA, ROW)

    (row,) = book.read("kinerja").to_dict("records")

    assert (row["target"], row["realisasi"], row["tahun"]) == (85, Decimal("80.5"), 2023)
    assert row["realisasi_source"] == f"{SHOWN} lembar Kinerja sel E2 kolom realisasi"
    assert row["source"] == f"{SHOWN} lembar Kinerja baris 2"


def test_help_above_the_headings_and_blank_rows_are_passed_over(book):
    book.sheet(
        "kinerja", ["Tabel kinerja"], [], ["keterangan", "kode indikator"], KINERJA, [], ROW, [], []
    )

    assert book.read("kinerja")["source"].tolist() == [f"{SHOWN} lembar kinerja baris 6"]


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        (85.1, None, "85.1"),
        (0.1 + 0.2, None, "0.3"),
        (85.3, "0", "85.3"),
        (0.85, "0%", "85"),
        (0.9025, "0.00%", "90.25"),
        (1234567.5, "#,##0", "1234567.5"),
        (85.5, '0.0" %"', "85.5"),
        ("85,5", None, "85.5"),
        ("\u00a085,5 ", None, "85.5"),
        ("−5", None, "-5"),
        ("-", None, "0"),
    ],
)
def test_a_number_is_what_a_person_reads_in_the_cell(book, value, number_format, read):
    typed(book, "Target", value, number_format)

    assert book.read("kinerja")["target"].tolist() == [Decimal(read)]


def test_a_date_is_a_date_and_a_printed_one_is_words(book):
    book.sheet(
        "Tanggapan",
        ["Kode", "Lokasi", "Tanggapan", "Penanggung jawab", "Tanggal"],
        ["a", "b", "c", "d", dt.datetime(2024, 2, 5)],  # noqa: DTZ001 - as a workbook has it
    )
    book.sheet(
        "Tanda tangan",
        ["Formulir", "Letak", "Tanggal"],
        ["sk_tim", "kanan", dt.date(2024, 2, 5)],
    )

    assert book.read("tanggapan")["tanggal"].tolist() == [dt.date(2024, 2, 5)]
    assert book.read("tanda_tangan")["tanggal"].tolist() == ["5 Februari 2024"]


def test_the_cell_that_a_place_names_is_read_again(book):
    typed(book, "Target", 0.85, "0%")
    place = Place.parse(book.read("kinerja")["target_source"].iloc[0])

    assert RawCells(book.project.root).text(place) == "85"
    assert place.address == "Kinerja!D2"


def test_the_example_is_not_read_and_display_columns_are_not_either(book):
    given = example("kinerja")
    names = ["dokumen", "indikator", "tahun"]
    sheet = book.sheet(
        "Kinerja",
        ["#", "Dokumen *", "Indikator", "Tahun", "Tampilan: capaian (%)"],
        ["Contoh", *(given[name] for name in names), "=1/0"],
        [None, "pk", "IKU-1", 2023, "=1/0"],
    )
    sheet["A3"].comment = Comment("lihat lagi", "saya")

    assert book.read("kinerja")["indikator"].tolist() == ["IKU-1"]


def test_hidden_rows_and_columns_are_read_and_noted(book):
    sheet = book.sheet("Kinerja", KINERJA, ROW, ["pk", "IKU-2", 2023, 1, 1])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True

    assert len(book.read("kinerja")) == 2
    notes = [str(note) for note in all_notes(read_book(book.path, SHOWN))]
    assert [note.partition(":")[0] for note in notes] == [
        f"{SHOWN} lembar Kinerja baris 3",
        f"{SHOWN} lembar Kinerja sel D1 kolom target",
    ]


def test_a_csv_and_an_empty_sheet_are_one_table(book):
    book.sheet("Misi", ["Misi", "Tujuan"])
    book.project.write("misi", {"misi": "a", "tujuan": "b"})

    assert book.read("misi")["source"].tolist() == [f"data/{INSTANSI}/{TAHUN}/misi.csv baris 2"]


def test_some_tables_may_be_sheets_and_others_csv(book):
    book.sheet("Misi", ["Misi", "Tujuan"], ["a", "b"])
    book.project.write("tujuan", {"kode": "T-1", "tujuan": "c"})

    assert book.read("misi")["source"].tolist() == [f"{SHOWN} lembar Misi baris 2"]
    assert book.project.read("tujuan")["source"].tolist() == [
        f"data/{INSTANSI}/{TAHUN}/tujuan.csv baris 2"
    ]


# --- what is faulted ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "number_format", "address", "words"),
    [
        ("Target", "#DIV/0!", None, "D2", "rumusnya gagal"),
        ("Target", "=A1+1", None, "D2", "belum pernah dihitung"),
        ("Target", dt.date(2024, 5, 8), None, "D2", "dijadikan tanggal 2024-05-08"),
        ("Target", dt.time(8, 30), None, "D2", "waktu 08:30:00"),
        ("Target", True, None, "D2", "nilai logika"),
        ("Target", "٨٥", None, "D2", "tulis dengan huruf Latin"),
        ("Target", "85.125", None, "D2", "bermakna ganda"),
        ("Tahun", 0.85, "0%", "C2", "berformat persen"),
        ("Tahun", 2023.5, None, "C2", "bukan tahun"),
        ("Indikator", dt.date(2024, 2, 1), None, "B2", "dijadikan tanggal"),
        ("Indikator", "IKU\u200b-1", None, "B2", "U+200B"),
    ],
)
def test_a_cell_that_could_be_misread_is_named(book, column, value, number_format, address, words):
    sheet = typed(book, column, value, number_format)
    if value == "#DIV/0!":
        sheet["D2"].data_type = "e"

    fault = book.fault()

    assert fault.place.address == f"Kinerja!{address}"
    assert fault.place.column == column_name(column)
    assert words in fault.message


def test_every_fault_of_a_row_is_told_at_once(book):
    typed(book, "Target", "=1/0", row=["pk", "IKU-1", "dua ribu", 85, "delapan"])

    book.save()
    with pytest.raises(TableError) as caught:
        book.project.read("kinerja")

    assert [fault.place.address for fault in caught.value.faults] == [
        "Kinerja!D2",
        "Kinerja!C2",
        "Kinerja!E2",
    ]


@pytest.mark.parametrize(
    ("cell", "uncomputed"),
    [
        ('<c r="A1"><f>B1</f></c>', True),
        ('<c r="A1" s="3"><f>B1</f><v/></c>', True),
        ('<c r="A1"><f>B1</f><v></v></c>', True),
        ('<x:c r="A1"><x:f t="shared" si="0"/><x:v></x:v></x:c>', True),
        ('<c r="A1" s="3" t="str"><f>B1</f><v></v></c>', False),  # an empty text is a result
        ('<c r="A1"><f>B1</f><v>2</v></c>', False),
        ('<c r="A1"><v></v></c>', False),
    ],
)
def test_a_formula_without_a_result_is_seen_before_the_workbook_is_opened(
    tmp_path, cell, uncomputed
):
    path = tmp_path / "buku.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/worksheets/sheet1.xml", f"<sheetData><row>{cell}</row></sheetData>")

    assert guard.check_workbook(path) is uncomputed


def test_a_code_that_became_a_number_is_no_code(book):
    book.sheet("Program", ["Kode", "Tingkat", "Uraian"], [8.1, "program", "Program"])

    fault = book.fault("program")

    assert (fault.place.address, fault.found) == ("Program!A2", "8.1")
    assert "ubah format sel menjadi Teks" in fault.message


def test_merged_cells_among_the_data_are_named(book):
    sheet = book.sheet("Kinerja", KINERJA, ROW, ["pk", "IKU-2", 2023, 1, 1])
    sheet.merge_cells("A2:A3")

    book.save()
    with pytest.raises(TableError) as caught:
        book.project.read("kinerja")
    assert "Kinerja!A2" in [fault.place.address for fault in caught.value.faults]
    assert "sel A2:A3 digabung" in str(caught.value)


def test_a_heading_that_stands_twice_is_named(book):
    book.sheet("Misi", ["Misi", "Tujuan", "Tujuan"], ["a", "b", "c"])

    assert "tertulis 2 kali" in book.fault("misi").message


def test_a_misspelt_heading_is_named_with_the_nearest_one(book):
    book.sheet("Misi", ["Misi", "Tujuan", "Sumbr"], ["a", "b", "c"])

    fault = book.fault("misi")

    assert (fault.place.address, fault.suggestion) == ("Misi!C1", "sumber")


def test_what_stands_below_no_heading_is_named(book):
    book.sheet("Misi", ["Misi", "Tujuan"], ["a", "b", "catatan lepas"])

    assert book.fault("misi").place.address == "Misi!C2"


def test_an_example_that_was_typed_over_is_named_not_lost(book):
    book.sheet("Misi", ["#", "Misi", "Tujuan"], ["contoh", "Misi kami", "Tujuan kami"])

    fault = book.fault("misi")

    assert fault.place.address == "Misi!B2"
    assert "hapus tandanya" in fault.message


def test_a_misspelt_sheet_is_named_with_its_table(book):
    book.sheet("Indikatr", ["Kode"], ["IKU-1"])

    fault = book.fault("indikator")

    assert (fault.found, fault.suggestion) == ("Indikatr", "Indikator")


def test_two_sheets_of_one_table_are_told_apart_by_what_nobody_sees(book):
    book.sheet("Misi", ["Misi", "Tujuan"], ["a", "b"])
    book.sheet("Misi ", ["Misi", "Tujuan"], ["c", "d"])

    assert "'Misi', 'Misi ';" in book.fault("misi").message


def test_a_table_in_two_places_is_refused_with_both(book):
    book.sheet("Misi", ["Misi", "Tujuan"], ["a", "b"])
    book.project.write("misi", {"misi": "a", "tujuan": "b"})

    fault = book.fault("misi")

    assert f"data/{INSTANSI}/{TAHUN}/misi.csv" in str(fault)
    assert f"{SHOWN} lembar Misi" in str(fault)
    assert "pilih satu" in fault.message


def test_a_table_that_is_nowhere_says_so_of_both_places(book):
    book.sheet("Misi", ["Misi", "Tujuan"])
    book.save()

    with pytest.raises(TableNotFoundError, match=f"{SHOWN} tidak memuat lembarnya"):
        book.project.read("tim")


# --- files that are no workbook, or too much of one -----------------------------------------


def refused(book, table="misi"):
    with pytest.raises(TableError) as caught:
        book.project.read(table)
    (fault,) = caught.value.faults
    assert fault.place == Place(SHOWN)
    return fault.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "bukan buku kerja"),
        (b"PK\x03\x04 rusak", "bukan buku kerja"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "sandi"),
        (b"a;b;c\n", "bukan buku kerja"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(book, content, words):
    book.path.write_bytes(content)

    assert words in refused(book)


def test_a_workbook_without_its_parts_is_refused(book):
    with zipfile.ZipFile(book.path, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook")

    assert "rusak" in refused(book)


def test_a_small_file_that_unfolds_is_refused_before_it_is_opened(book, monkeypatch):
    with zipfile.ZipFile(book.path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (guard.MOST_UNPACKED + 1))
    monkeypatch.setattr("openpyxl.load_workbook", None)

    assert "terlalu besar" in refused(book)


@pytest.mark.parametrize(
    "inside",
    [
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink location="a" ref="A1:XFD1048576"/></hyperlinks>',
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    ],
)
def test_what_would_fill_the_memory_is_refused_before_it_is_opened(book, monkeypatch, inside):
    with zipfile.ZipFile(book.path, "w") as package:
        package.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{inside}</worksheet>")
    monkeypatch.setattr("openpyxl.load_workbook", None)

    assert refused(book)


def test_one_cell_at_the_far_end_of_a_sheet_costs_nothing(book):
    sheet = book.sheet("Misi", ["Misi", "Tujuan"], ["a", "b"])
    sheet["XFD1048576"] = " "

    assert len(book.read("misi")) == 1


# --- where a draft says it ------------------------------------------------------------------


def test_a_finding_about_a_sheet_names_its_rows():
    """As findings join places: one after the other, or from the first to the last."""
    sheet, other = f"{SHOWN} lembar Kinerja", f"{SHOWN} lembar PK sasaran"
    text = f"{other} sel C7 kolom target; {sheet} baris 5 sampai dengan {sheet} baris 7"

    assert [(file, row) for file, row, *_ in _places(text)] == [
        (other, 7),
        (sheet, 5),
        (sheet, 6),
        (sheet, 7),
    ]
