"""`lkjip check`: what it lists, where, how it leaves, and the copy with comments."""

import json
import re

import pytest
from corruption import as_workbook
from good_agency import CODE, TAHUN, write_good, write_table
from openpyxl import load_workbook
from project import digests, run

from lkjip_tools.inspection import inspect
from lkjip_tools.inspection.problem import places
from lkjip_tools.root import workbook_path
from lkjip_tools.schema import number_columns
from lkjip_tools.template.workbook import FIRST

SHEET = "Indikator"


@pytest.fixture
def agency(tmp_path):
    """A good agency in CSV files: its root and its tables."""
    root = tmp_path / "proyek"
    (root / "notebooks").mkdir(parents=True)
    return root, write_good(root, 20)


@pytest.fixture
def in_workbook(agency):
    """The same in a workbook."""
    root, tables = agency
    as_workbook(root, tables)
    return root


def check(root, *options):
    """Run the command on the agency."""
    return run("lkjip", "check", "--instansi", CODE, "--tahun", TAHUN, "--root", root, *options)


def edit(root, name, old, new, count=1):
    """Replace the first of a text in a table."""
    path = root / "data" / CODE / str(TAHUN) / f"{name}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), "utf-8")


def type_in(root, cells):
    """Type into the workbook: values by sheet and address."""
    path = workbook_path(root, CODE, TAHUN)
    book = load_workbook(path)
    for sheet, address, value in cells:
        book[sheet][address] = value
    book.save(path)


def test_good_data_have_nothing_to_mend_and_leave_with_zero(agency):
    root, _ = agency
    before = digests(root)

    done = check(root, "--strict")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 kesalahan, 0 material" in done.stdout.splitlines()[-1]
    assert digests(root) == before


def test_faults_of_all_files_come_together_with_findings_of_what_can_be_read(agency):
    root, _ = agency
    edit(root, "indikator", ",positif,", ",possitif,")
    edit(root, "belanja", "5.1.02", "5.1.o2")
    edit(root, "riwayat", "2020,", "2010,")
    (root / "data" / CODE / str(TAHUN) / "tim.csv").unlink()

    done = check(root)

    assert done.returncode == 2
    assert "kolom polaritas  kesalahan" in done.stdout
    assert "'possitif' tidak dikenal; mungkin maksudnya 'positif'?" in done.stdout
    assert "possitif → positif" in done.stdout
    assert "'5.1.o2' bukan kode yang benar" in done.stdout
    assert "tabel 'tim' tidak ada" in done.stdout
    assert "minor riwayat_terputus" in done.stdout
    assert "rujukan_hilang" not in done.stdout
    assert "yang menyangkut belanja, indikator, tim." in done.stdout
    assert done.stderr == ""


def test_the_list_as_json_names_file_row_column_and_what_was_meant(agency, tmp_path):
    root, _ = agency
    edit(root, "indikator", ",positif,", ",possitif,")
    target = tmp_path / "masalah.json"

    done, told = check(root, "--json", "-"), check(root, "--json", target)

    found = json.loads(done.stdout)
    assert json.loads(target.read_text("utf-8")) == found
    assert told.stdout.endswith(f"  {target}\n")
    assert (found["instansi"], found["tahun"]) == (CODE, TAHUN)
    assert found["jumlah"]["kesalahan"] == 1
    assert found["tidak_terbaca"] == ["indikator"]
    (first, *_) = found["masalah"]
    assert (first["tingkat"], first["kode"]) == ("kesalahan", "tidak_terbaca")
    assert (first["ditemukan"], first["diharapkan"]) == ("possitif", "positif")
    (place,) = first["tempat"]
    assert place["berkas"] == f"data/{CODE}/{TAHUN}/indikator.csv"
    assert (place["kolom"], place["lembar"], place["sel"]) == ("polaritas", "", "")
    assert place["baris"] > 1


def test_a_material_finding_fails_only_strictly_until_it_is_answered(agency):
    root, _ = agency
    path = root / "data" / CODE / str(TAHUN) / "riwayat.csv"
    lines = path.read_text("utf-8").splitlines()
    lines[-1] = re.sub(r"^(\d+),[^,\"]+|^(\d+),\"[^\"]+\"", rf"{TAHUN},50", lines[-1])
    path.write_text("\n".join(lines) + "\n", "utf-8")

    assert check(root).returncode == 0
    assert check(root, "--strict").returncode == 3
    (found,) = [it for it in inspect(CODE, TAHUN, root).problems if it.is_open]
    answer = f'{found.kode},"{found.lokasi}",Sedang diperbaiki.,Sekretaris,2024-02-05'
    table = path.with_name("tanggapan.csv")
    table.write_text(f"kode,lokasi,tanggapan,penanggung_jawab,tanggal\n{answer}\n", "utf-8")
    done = check(root, "--strict")
    assert done.returncode == 0
    assert "tanggapan: Sedang diperbaiki." in done.stdout


def test_an_unknown_agency_or_year_is_a_wrong_call(agency):
    root, _ = agency
    done = run("lkjip", "check", "--instansi", CODE, "--tahun", 1999, "--root", root)

    assert (done.returncode, done.stdout) == (2, "")
    assert "tidak ada data" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_params_are_told_by_line_and_the_tables_are_read_all_the_same(agency):
    root, _ = agency
    path = root / "params" / f"{CODE}.yml"
    path.write_text(path.read_text("utf-8").replace("kertas: a4", "kertas: a5"), "utf-8")
    edit(root, "belanja", "5.1.02", "5.1.o2")

    table, wrong = json.loads(check(root, "--json", "-").stdout)["masalah"]

    assert table["tempat"][0]["berkas"].endswith("belanja.csv")
    (place,) = wrong["tempat"]
    assert (place["berkas"], place["baris"]) == (f"params/{CODE}.yml", 2)
    assert "'a5' tidak dikenal" in wrong["pesan"]


def test_a_reference_of_the_narrative_that_leads_nowhere_is_found_at_its_line(agency):
    root, _ = agency
    path = root / "data" / CODE / str(TAHUN) / "narasi" / "04-penutup.md"
    path.write_text("Satu.\n\nDua {{ serapan_persen/instansi/1999 | persen }}.\n", "utf-8")

    (found,) = [it for it in inspect(CODE, TAHUN, root).problems if it.kode == "narasi_rujukan"]

    assert (found.places[0].file, found.places[0].row) == (path.relative_to(root).as_posix(), 3)
    edit(root, "belanja", "5.1.02", "5.1.o2")
    again = inspect(CODE, TAHUN, root).problems
    assert [it for it in again if it.kode == "narasi_rujukan"] == []


def unread(root):
    """What nothing reads, as its file and what is said of it."""
    found = [it for it in inspect(CODE, TAHUN, root).problems if it.kode == "tidak_dibaca"]
    return {it.places[0].file.rpartition("/")[2]: it.pesan for it in found}


def test_a_misspelt_file_of_a_table_that_is_empty_is_a_fault(agency):
    root, _ = agency
    folder = root / "data" / CODE / str(TAHUN)
    rows = (folder / "tujuan.csv").read_text("utf-8")
    (folder / "tujan.csv").write_text(rows, "utf-8")
    (folder / "tujuan.csv").write_text(rows.splitlines()[0] + "\n", "utf-8")

    done = check(root)

    assert done.returncode == 2
    assert "tujan.csv" in done.stdout
    assert "tidak dibaca; mungkin maksudnya 'tujuan.csv'? Ganti namanya" in done.stdout


def test_a_file_that_nothing_reads_is_told_and_stops_nothing(agency):
    root, _ = agency
    folder = root / "data" / CODE / str(TAHUN)
    assert unread(root) == {}
    (folder / "tanggapan.csv").write_text("kode,lokasi,tanggapan,penanggung_jawab,tanggal\n")
    (folder / ".~lock.tujuan.csv").write_text("x")
    (folder / "lampiran").mkdir()
    (folder / "lampiran" / "rincian.csv").write_text("x")
    (folder / "naskah.txt").write_text("x")
    (folder / "tujan.csv").write_bytes((folder / "tujuan.csv").read_bytes())
    (folder / "xyz.csv").write_text("x")

    found = unread(root)

    assert set(found) == {"tujan.csv", "xyz.csv"}
    assert "; mungkin maksudnya 'tujuan'?" in found["tujan.csv"]
    assert "bukan nama tabel" in found["xyz.csv"]
    assert check(root).returncode == 0


def test_a_section_under_a_misspelt_name_is_told_and_those_of_the_chapters_are_not(agency):
    root, tables = agency
    folder = root / "data" / CODE / str(TAHUN) / "narasi"
    aim, program = tables["sasaran"][0]["kode"].removeprefix("S-"), tables["program"][0]["kode"]
    for name in ("04-penutup", f"03-a-sasaran-{aim}-sdm", f"03-c-program-{program}"):
        (folder / f"{name}.md").write_text("Satu kalimat.\n", "utf-8")
    (folder / "04-penutpu.md").write_text("Satu kalimat.\n", "utf-8")
    (folder / "03-a-sasaran-99-sdm.md").write_text("<!-- belum ditulis -->\n", "utf-8")

    found = unread(root)

    assert set(found) == {"04-penutpu.md"}
    assert "tidak dibaca; mungkin maksudnya '04-penutup'? Ganti namanya" in found["04-penutpu.md"]


def test_a_figure_that_two_rows_claim_is_a_fault_at_both_rows(agency):
    root, _ = agency
    path = root / "data" / CODE / str(TAHUN) / "evaluasi_renja.csv"
    lines = path.read_text("utf-8").splitlines()
    wrong = re.sub(r'"9[\d.,]*"|\b\d{2}\.\d{3}\.\d{3}\b', "11.000.000", lines[5], count=1)
    path.write_text("\n".join([*lines, wrong]) + "\n", "utf-8")

    faults = [it for it in inspect(CODE, TAHUN, root).problems if it.tingkat == "kesalahan"]

    assert [it.kode for it in faults] == ["baris_kembar"]
    assert {place.row for place in faults[0].places} == {6, len(lines) + 1}


def test_a_cell_of_a_workbook_is_named_as_the_spreadsheet_names_it(in_workbook):
    type_in(in_workbook, [(SHEET, "G5", "possitif"), ("Kinerja", "F12", "8o,5")])

    done = check(in_workbook)

    assert done.returncode == 2
    assert f"{SHEET}!G5  kesalahan" in done.stdout
    assert "Kinerja!F12  kesalahan" in done.stdout


def test_a_text_cell_of_a_workbook_has_its_letter_in_a_finding(in_workbook):
    type_in(in_workbook, [(SHEET, "D5", "S-99")])

    (found,) = [it for it in inspect(CODE, TAHUN, in_workbook).problems if it.ditemukan == "S-99"]

    assert found.kode == "rujukan_hilang"
    assert [place.address for place in found.places] == [f"{SHEET}!D5"]


def test_hidden_rows_that_were_read_are_told(in_workbook):
    path = workbook_path(in_workbook, CODE, TAHUN)
    book = load_workbook(path)
    book[SHEET].row_dimensions[5].hidden = True
    book.save(path)

    found = [it for it in inspect(CODE, TAHUN, in_workbook).problems if it.kode == "tersembunyi"]

    assert [it.places[0].address for it in found] == [f"{SHEET}!5:5"]


def test_the_copy_has_comments_keeps_what_the_workbook_has_and_leaves_the_original(
    in_workbook, tmp_path
):
    type_in(in_workbook, [(SHEET, "G5", "possitif"), ("Riwayat", "C5", "=1+1")])
    original = workbook_path(in_workbook, CODE, TAHUN)
    before, target = original.read_bytes(), tmp_path / "salinan.xlsx"

    done = check(in_workbook, "--salinan", target)

    assert done.returncode == 2
    assert original.read_bytes() == before
    book, own = load_workbook(target), load_workbook(original)
    cell = book[SHEET]["G5"]
    assert cell.value == "possitif"
    assert "mungkin maksudnya 'positif'?" in cell.comment.text
    assert cell.fill.fgColor.rgb.endswith("FF9999")
    assert book["Riwayat"]["C5"].value == "=1+1"
    assert book.sheetnames == ["Pemeriksaan", *own.sheetnames]
    for sheet in own:
        kept = [it.sqref for it in book[sheet.title].data_validations.dataValidation]
        assert kept == [it.sqref for it in sheet.data_validations.dataValidation]
        assert book[sheet.title].protection.sheet == sheet.protection.sheet
    first = book["Pemeriksaan"]["C2"]
    assert (first.value, first.hyperlink.location) == (f"{SHEET}!G5", f"'{SHEET}'!G5")


def test_agencies_with_csv_files_get_a_copy_of_their_tables(agency, tmp_path):
    root, _ = agency
    edit(root, "indikator", ",positif,", ",possitif,")
    edit(root, "riwayat", "2020,", "2010,")
    target = tmp_path / "salinan.xlsx"

    check(root, "--salinan", target)

    book = load_workbook(target)
    marked = {
        (sheet.title, cell.value): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert "mungkin maksudnya 'positif'?" in marked["indikator", "possitif"]
    assert "melompat" in marked["riwayat", "2010"]


def test_nothing_that_looks_like_a_formula_becomes_one_in_the_copy(agency, tmp_path):
    root, _ = agency
    edit(root, "indikator", ",positif,", ',=HYPERLINK("x"),')
    target = tmp_path / "salinan.xlsx"

    check(root, "--salinan", target)

    cells = [cell for sheet in load_workbook(target) for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_a_workbook_that_is_not_opened_is_one_fault_and_has_no_copy(in_workbook, tmp_path):
    path, target = workbook_path(in_workbook, CODE, TAHUN), tmp_path / "salinan.xlsx"
    path.write_bytes(b"PK\x03\x04 rusak")

    done = check(in_workbook, "--salinan", target)

    assert done.returncode == 1
    assert done.stdout.count("simpan ulang sebagai .xlsx") == 1
    assert "tidak dapat disalin" in done.stderr
    assert not target.exists()


@pytest.mark.parametrize("name", ["kinerja", "evaluasi_renja", "belanja"])
def test_numbers_too_long_for_any_agency_are_refused_at_their_cells(agency, name):
    root, tables = agency
    column = number_columns(name)[0]
    for row, text in zip(tables[name], ("9" * 40, "0," + "0" * 40 + "1"), strict=False):
        row[column] = text
    write_table(root / "data" / CODE / str(TAHUN) / f"{name}.csv", name, tables[name])

    faults = [it for it in inspect(CODE, TAHUN, root).problems if it.tingkat == "kesalahan"]

    assert faults
    assert {it.places[0].column for it in faults} == {column}
    assert "terlalu panjang" in faults[0].pesan or "bilangan bulat" in faults[0].pesan


def test_no_copy_is_written_over_data_or_over_another_copy(in_workbook, tmp_path):
    original = workbook_path(in_workbook, CODE, TAHUN)
    before, other = digests(in_workbook), tmp_path / "salinan.xlsx"
    other.write_text("milik orang", "utf-8")

    assert "data instansi" in check(in_workbook, "--salinan", original).stderr
    assert "sudah ada" in check(in_workbook, "--salinan", other).stderr
    assert "berakhiran .xlsx" in check(in_workbook, "--salinan", tmp_path / "a.txt").stderr
    assert digests(in_workbook) == before
    assert other.read_text("utf-8") == "milik orang"


@pytest.mark.parametrize(
    ("lokasi", "found"),
    [
        ("a/b.csv baris 2 kolom k (naskah L1-L2)", [("a/b.csv", 2, "k")]),
        ("b.csv baris 2; c.csv baris 3 kolom x", [("b.csv", 2, ""), ("c.csv", 3, "x")]),
        (
            "b.csv baris 2 kolom k sampai dengan b.csv baris 4 kolom k",
            [("b.csv", 2, "k"), ("b.csv", 3, "k"), ("b.csv", 4, "k")],
        ),
        ("params: dasar.pagu", [("params: dasar.pagu", 0, "")]),
        ("narasi/x.md baris 7", [("narasi/x.md", 7, "")]),
        ("x.xlsx lembar Kinerja sel F12 kolom target", [("x.xlsx", 12, "target")]),
        ("b.csv baris 2 (naskah L934, L2564)", [("b.csv", 2, "")]),
    ],
)
def test_the_places_a_finding_names_are_read_from_its_text(lokasi, found):
    assert [(it.file, it.row, it.column) for it in places(lokasi)] == found


def test_a_percent_format_where_the_unit_is_another_is_found_at_its_cell(in_workbook):
    """The spreadsheet shows `90%` and means nine tenths: ninety was read."""
    book = load_workbook(workbook_path(in_workbook, CODE, TAHUN))
    units = {row[1].value: row[5].value for row in book["Indikator"].iter_rows(min_row=FIRST + 1)}
    sheet = book["Kinerja"]
    wanted = {}
    for row in sheet.iter_rows(min_row=FIRST + 1):
        if isinstance(row[5].value, int | float) and row[2].value in units:
            wanted.setdefault("persen" in units[row[2].value], row[5])
    for cell in wanted.values():
        cell.number_format = "0.00%"
    book.save(workbook_path(in_workbook, CODE, TAHUN))

    found = [it for it in inspect(CODE, TAHUN, in_workbook).problems if it.kode == "format_persen"]

    assert set(wanted) == {True, False}
    assert [it.places[0].address for it in found] == [f"Kinerja!{wanted[False].coordinate}"]


@pytest.mark.parametrize("medium", ["csv", "xlsx"])
def test_what_points_nowhere_names_the_file_or_the_sheet_that_lacks_it(agency, medium):
    root, tables = agency
    if medium == "xlsx":
        as_workbook(root, tables)
    place = f"data/{CODE}/{TAHUN}" + ("/sop.csv" if medium == "csv" else ".xlsx lembar SOP")

    (found,) = [
        it
        for it in inspect(CODE, TAHUN, root).problems
        if it.kode == "tabel_kosong" and it.places[0].table == "sop"
    ]

    assert found.lokasi == place
    assert str(found.places[0]) == place
