"""Import: what is understood of an export, what is written, and what is never overwritten."""

import csv
import re
from decimal import Decimal

import openpyxl
import pytest
from click.testing import CliRunner
from exports import (
    LRA,
    TOTAL,
    csv_text,
    e81_rows,
    lra_rows,
    write_e81,
    write_esakip,
    write_xlsx,
)
from office import convert
from tables import INSTANSI, ROOT, Project, empty_project

from lkjip_tools.calculate.anggaran import figures_belanja
from lkjip_tools.cli import main
from lkjip_tools.explain import explain
from lkjip_tools.importer.kinds import KINDS
from lkjip_tools.importer.mapping import Peta, mapping_names, read_mapping
from lkjip_tools.records import records
from lkjip_tools.source.original import read_records
from lkjip_tools.template.agency import DOCUMENTS

TAHUN = 2024


@pytest.fixture
def project(tmp_path):
    """A project that has mappings, and no data yet."""
    made = empty_project(tmp_path / "proyek")
    made.tahun = TAHUN
    (made.root / "params" / "impor").mkdir()
    for path in (ROOT / "params" / "impor").glob("*.yml"):
        (made.root / "params" / "impor" / path.name).write_bytes(path.read_bytes())
    return made


@pytest.fixture
def lra(project):
    """A printed budget realisation."""
    return write_xlsx(project.root / "LRA 2024 (akhir).xlsx", lra_rows())


def run(project: Project, file, *options, peta="sipd-lra"):
    """Run `lkjip import` as a person would."""
    arguments = ["import", str(file), "--peta", peta, "--instansi", INSTANSI]
    arguments += ["--tahun", str(TAHUN), "--root", str(project.root), *options]
    return CliRunner().invoke(main, arguments)


def written(project: Project, file, *options, peta="sipd-lra"):
    """Import for good."""
    result = run(project, file, "--terapkan", *options, peta=peta)
    assert result.exit_code == 0, result.output
    return result.output


def rows(project: Project, name):
    """A table as it was written."""
    with project.path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(project: Project):
    """Every file of the agency's data, with its bytes."""
    folder = project.root / "data"
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_printed_budget_realisation_becomes_three_tables(project, lra):
    written(project, lra)

    program, belanja = project.read("program"), project.read("belanja")
    anggaran = project.read("anggaran")
    expected = {kode: (Decimal(p), Decimal(r)) for kode, _, p, r in LRA if kode.startswith("8")}
    got = {row["kode"]: (row["pagu_rp"], row["realisasi_rp"]) for row in records(anggaran)}
    assert got == expected
    assert set(program["tingkat"]) == {"program", "kegiatan"}
    whole = belanja[belanja["kode"] == "5"].iloc[0]
    assert (whole["pagu_rp"], whole["realisasi_rp"]) == TOTAL
    assert list(belanja["kode"]) == ["5", "5.1", "5.1.01", "5.1.02"]
    assert list(belanja["capaian_tercatat"]) == [None, None, 95, None]  # sums have no percentage


def test_nothing_is_written_before_it_is_asked_for(project, lra):
    result = run(project, lra)

    assert result.exit_code == 0
    assert "anggaran            8 baris: 8 baru" in result.output
    assert "2 kepala tabel berulang" in result.output
    assert "Halaman 1 dari 3" in result.output
    assert "belum diverifikasi" in result.output
    assert files(project) == {}


def test_a_name_that_goes_on_in_the_next_row_is_one_name(project, lra):
    output = written(project, lra)

    names = {row["kode"]: row["uraian"] for row in rows(project, "anggaran")}
    assert names["8.01.01.2.02.0001"] == "Penyediaan Gaji dan Tunjangan ASN yang melekat pada gaji"
    assert "melanjutkan baris di atasnya" in output


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (";", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")],
)
def test_csv_of_any_usual_kind_gives_the_same_tables(project, lra, delimiter, encoding):
    written(project, lra)
    from_excel = [
        {k: v for k, v in row.items() if k != "sumber"} for row in rows(project, "anggaran")
    ]
    text = csv_text(lra_rows(), delimiter)
    file = project.root / "lra.csv"
    file.write_bytes(text.encode(encoding))
    written(project, file)

    kept = [{k: v for k, v in row.items() if k != "sumber"} for row in rows(project, "anggaran")]
    assert kept == from_excel


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_what_libreoffice_saves_gives_the_same_tables(project, lra, kind):
    written(project, lra)
    from_excel = [
        {k: v for k, v in row.items() if k != "sumber"} for row in rows(project, "belanja")
    ]
    output = written(project, convert(lra, kind, project.root / "lain"))

    kept = [{k: v for k, v in row.items() if k != "sumber"} for row in rows(project, "belanja")]
    assert kept == from_excel
    assert f"sel galat (#REF!, #DIV/0!) dalam .{kind} terbaca kosong" in output


def test_the_original_is_kept_with_its_digest(project, lra):
    written(project, lra)

    folder = project.path("anggaran").parent
    record = read_records(folder)[0]
    assert record.berkas == "LRA-2024-akhir.xlsx"
    assert (folder / "impor" / record.berkas).read_bytes() == lra.read_bytes()
    again = run(project, lra)
    assert record.sha256[:16] in again.output


def test_another_file_of_the_same_name_does_not_replace_the_first(project, lra):
    written(project, lra)
    changed = [(k, u, p, r - (k == "8.01.02")) for k, u, p, r in LRA]
    write_xlsx(lra, lra_rows(changed))
    written(project, lra)

    kept = sorted(path.name for path in (project.path("anggaran").parent / "impor").glob("*.xlsx"))
    assert len(kept) == 2
    assert re.fullmatch(r"LRA-2024-akhir-[0-9a-f]{8}\.xlsx", kept[0])


def test_every_imported_cell_leads_to_the_cell_of_the_export(project, lra):
    written(project, lra)
    figures = figures_belanja(project.read("belanja"), TAHUN)

    told = str(explain(figures, f"pagu_rp/belanja-5.1.01/{TAHUN}", TAHUN, root=project.root))
    assert "impor/LRA-2024-akhir.xlsx lembar LRA sel H22: 1.000.000.000,00" in told
    told = str(explain(figures, f"realisasi_rp/belanja-5.1.02/{TAHUN}", TAHUN, root=project.root))
    assert "sel I11: 450.250.500,00" in told
    assert "sel I32: 0,00" in told

    kept = project.path("belanja").parent / "impor" / "LRA-2024-akhir.xlsx"
    kept.write_bytes(b"lain")
    told = str(explain(figures, f"pagu_rp/belanja-5.1.01/{TAHUN}", TAHUN, root=project.root))
    assert "berubah sejak diimpor" in told


def test_every_place_of_the_record_holds_the_text_that_it_says(project, lra):
    written(project, lra)
    sheet = openpyxl.load_workbook(lra)["LRA"]

    checked = 0
    for table in read_records(project.path("anggaran").parent)[0].tabel.values():
        for taken in table.cells.values():
            for name, cell, text in (it for cells in taken.values() for it in cells):
                if ":" not in cell and "melekat" not in text:
                    assert (name, str(sheet[cell].value).strip()) == ("LRA", text)
                    checked += 1
    assert checked > 30


def test_importing_the_same_file_again_changes_nothing(project, lra):
    written(project, lra)
    before = files(project)

    written(project, lra)

    assert files(project) == before


def test_a_newer_export_replaces_what_nobody_has_edited(project, lra):
    written(project, lra)
    changed = [(k, u, p, r + 7 * (k == "8.01.02")) for k, u, p, r in LRA]
    output = written(project, write_xlsx(project.root / "baru.xlsx", lra_rows(changed)))

    assert "8.01.02 realisasi_rp: 0 → 7" in output
    assert {row["kode"]: row["realisasi_rp"] for row in rows(project, "anggaran")}["8.01.02"] == "7"


def test_edited_rows_are_not_overwritten_unless_that_is_said(project, lra):
    written(project, lra)
    project.edit(project.path("belanja"), "1.000.000.000,950.000.000", "1.000.000.000,900.000.000")
    before = files(project)

    result = run(project, lra, "--terapkan")

    assert result.exit_code == 2
    assert "5.1.01 realisasi_rp: 900.000.000 → 950.000.000" in result.output
    assert "tabel belanja: isinya diketik atau disunting sejak impor terakhir" in result.output
    assert files(project) == before
    written(project, lra, "--timpa")
    assert {row["kode"]: row["realisasi_rp"] for row in rows(project, "belanja")}["5.1.01"] == (
        "950.000.000"
    )


def test_what_the_export_does_not_say_is_kept(project, lra):
    written(project, lra)
    table = rows(project, "program")
    project.write("program", *[row | {"sasaran": "S-1"} for row in table])

    written(project, lra)

    assert {row["sasaran"] for row in rows(project, "program")} == {"S-1"}


def test_rows_of_other_documents_stay_as_they_are(project, lra):
    typed = {"dokumen": "pk-2024", "kode": "8.01.01", "uraian": "Program", "pagu_rp": "1.000"}
    project.write("anggaran", typed)

    written(project, lra)

    table = rows(project, "anggaran")
    assert {name: table[0][name] for name in typed} == typed
    assert len(table) == 9


def in_workbook(project, **tables):
    """Keep tables as sheets of the agency's workbook; return its path."""
    book = openpyxl.Workbook()
    for title, (header, *body) in tables.items():
        sheet = book.create_sheet(title)
        for line in (header, *body):
            sheet.append(line)
    path = project.root / "data" / INSTANSI / f"{TAHUN}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


DOKUMEN = ["kode", "nama", "tahun"]


def test_a_document_that_the_workbook_names_stays_there(project, lra):
    book = in_workbook(project, Dokumen=[DOKUMEN, ["dpa", "DPA", TAHUN]], Program=[["kode"]])
    before = book.read_bytes()

    written(project, lra)

    assert book.read_bytes() == before
    assert not project.path("dokumen").exists()
    assert {row["dokumen"] for row in rows(project, "anggaran")} == {"dpa"}


def test_a_document_that_the_workbook_lacks_is_told_as_the_row_to_type(project, lra):
    in_workbook(project, Dokumen=[DOKUMEN, ["renstra", "Renstra", TAHUN]])

    result = run(project, lra, "--terapkan")

    assert result.exit_code == 2
    assert f"{TAHUN}.xlsx lembar Dokumen: tambahkan satu baris (kode dpa, nama " in result.output


def test_a_filled_sheet_that_would_be_written_says_the_command_that_moves_it(project, lra):
    in_workbook(project, Program=[["kode", "tingkat", "uraian"], ["8.01.01", "program", "P"]])

    result = run(project, lra, "--terapkan")

    assert result.exit_code == 2
    assert f"lkjip convert --ke csv --instansi {INSTANSI} --tahun {TAHUN}" in result.output


def test_a_document_that_a_person_typed_keeps_its_name(project, lra):
    typed = {"kode": "dpa", "nama": "DPA tahun ini", "tahun": str(TAHUN)}
    project.write("dokumen", typed)

    written(project, lra)

    (row,) = rows(project, "dokumen")
    assert {name: row[name] for name in typed} == typed


@pytest.mark.parametrize("name", ["sipd-lra", "esakip-indikator"])
def test_a_mapping_imports_as_a_document_that_new_params_declare(name):
    assert read_mapping(name, ROOT).tabel["dokumen"].kolom["kode"].tetap in DOCUMENTS


def test_a_total_that_does_not_add_up_is_found_at_its_cell(project):
    page = lra_rows()
    total = next(row for row in page if row and row[0] == "JUMLAH")
    total[-2] = "1.400.250.501,00"
    result = run(project, write_xlsx(project.root / "lra.xlsx", page))

    assert "[material] lra.xlsx lembar LRA sel I33" in result.output
    assert "jumlah 3 barisnya 1.400.250.500, selisih 1" in result.output


def test_a_parent_that_does_not_add_up_is_found_at_its_cell(project):
    changed = [(k, u, p + (k == "8.01.02"), r) for k, u, p, r in LRA]
    result = run(project, write_xlsx(project.root / "lra.xlsx", lra_rows(changed)))

    assert "[material] lra.xlsx lembar LRA sel H23: anggaran 8.01.02" in result.output


def test_a_row_with_money_that_no_table_takes_is_found(project):
    page = lra_rows()
    page.insert(8, [*[None] * 6, "Pembulatan", "5.000,00", "5.000,00", None])
    result = run(project, write_xlsx(project.root / "lra.xlsx", page))

    assert "baris ini memuat angka tetapi tidak diimpor: “Pembulatan" in result.output


def test_hidden_rows_are_read_and_told(project, lra):
    book = openpyxl.load_workbook(lra)
    book["LRA"].row_dimensions[8].hidden = True
    book.save(lra)

    assert "lembar LRA baris 8: baris tersembunyi ikut diimpor" in run(project, lra).output


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("H7", "lima ratus juta", "sel H7: 'lima ratus juta' bukan bilangan"),
        ("H7", "500.000.000,55", "sel H7: '500.000.000,55' harus bilangan bulat"),
        ("I7", "=H7*1", "sel I7: berisi rumus tanpa hasil"),
        ("J7", "90.05", "sel J7: '90.05' bukan bilangan berformat Indonesia"),
        ("G7", "=cmd|'/C calc'!A0", "sel G7: berisi rumus tanpa hasil"),
        ("G7", "@SUM(A1)", "akan dijalankan lembar kerja sebagai rumus"),
    ],
)
def test_cells_that_cannot_be_used_are_named_and_nothing_is_written(
    project, lra, cell, value, message
):
    book = openpyxl.load_workbook(lra)
    book["LRA"][cell] = value
    book.save(lra)

    result = run(project, lra, "--terapkan")

    assert result.exit_code == 2
    assert message in result.output
    assert files(project) == {}


def test_every_bad_cell_is_told_at_once(project, lra):
    book = openpyxl.load_workbook(lra)
    for cell in ("H7", "I8", "J17"):
        book["LRA"][cell] = "?"
    book.save(lra)

    output = run(project, lra).output
    assert all(f"sel {cell}" in output for cell in ("H7", "I8", "J17"))


def test_numbers_of_the_spreadsheet_are_exact(project, lra):
    book = openpyxl.load_workbook(lra)
    book["LRA"]["H7"], book["LRA"]["J7"] = 500_000_000, 0.9005
    book["LRA"]["J7"].number_format = "0.00%"
    book.save(lra)
    written(project, lra)

    row = {row["kode"]: row for row in rows(project, "anggaran")}["8.01.01.2.01"]
    assert (row["pagu_rp"], row["serapan_tercatat"]) == ("500.000.000", "90,05")


def test_a_heading_that_two_columns_have_is_refused(project, lra):
    book = openpyxl.load_workbook(lra)
    book["LRA"]["K4"] = "Realisasi"
    book.save(lra)

    output = run(project, lra).output
    assert "judul kolom 'realisasi' ada di I4, K4" in output


def test_a_sheet_without_the_headings_says_which_are_missing(project):
    page = [["Kode", "Uraian"], ["8.01.01", "Program"]]
    file = write_xlsx(project.root / "lain.xlsx", page, heads="-")

    output = run(project, file).output
    assert "judul kolom tidak ditemukan: pagu (Anggaran, Jumlah Anggaran" in output


def test_form_e81_becomes_its_rows_and_its_bottom_rows(project):
    written(project, write_e81(project.root / "e81.xlsx"), peta="e81")

    form, bottom = project.read("evaluasi_renja"), project.read("evaluasi_total")
    assert list(form["kode"]) == ["8", "8.01.02", "8.01.02.2.01"]
    program = form.iloc[1]
    assert program["satuan"] == "indeks"
    assert (program["target_k"], program["tw4_k"]) == (Decimal(75), Decimal("74.5"))
    assert program["tingkat_tercatat_rp"] == Decimal("32.22")
    assert form.iloc[2]["tw4_k"] is None
    assert form.iloc[2]["realisasi_lalu_k"] == 0
    printed = {
        (row["baris"], row["kolom"]): row["sumber"] for row in rows(project, "evaluasi_total")
    }
    assert printed["predikat", "tingkat_rp"] == "impor/e81.xlsx!E.81!Y12"
    total = bottom[(bottom["baris"] == "jumlah") & (bottom["kolom"] == "pagu_rp")].iloc[0]
    assert total["nilai_tercatat"] == 300_000_000


def test_form_e81_as_csv_has_its_headings_without_merged_cells(project):
    file = project.root / "e81.csv"
    file.write_text(csv_text(e81_rows()), "utf-8")
    written(project, file, peta="e81")

    assert list(project.read("evaluasi_renja")["pagu_rp"]) == [300_000_000] * 3


@pytest.fixture
def sasaran(project):
    """The agency's own goals, which an indicator sheet repeats in words."""
    rows = ("S-1", "Meningkatnya  ketertiban Umum"), ("S-2", "Meningkatnya akuntabilitas")
    project.write(
        "sasaran", *[{"kode": kode, "tujuan": "T-1", "sasaran": text} for kode, text in rows]
    )


@pytest.mark.usefixtures("sasaran")
def test_an_indicator_sheet_becomes_indicators_and_performance(project):
    written(project, write_esakip(project.root / "esakip.xlsx"), peta="esakip-indikator")

    indikator, kinerja = project.read("indikator"), project.read("kinerja")
    assert list(indikator["induk"]) == ["S-1", "S-1", "S-2"]
    assert list(indikator["polaritas"]) == ["positif", "negatif", "positif"]
    assert list(kinerja["indikator"]) == ["IKU-1", "IKU-2", "IKU-3"]
    assert list(kinerja["target"]) == [75, 4, None]
    assert kinerja.iloc[2]["target_predikat"] == "BB"
    assert kinerja.iloc[0]["realisasi"] == Decimal("74.5")


@pytest.mark.usefixtures("sasaran")
def test_an_indicator_keeps_the_code_that_it_has(project):
    written(project, write_esakip(project.root / "esakip.xlsx"), peta="esakip-indikator")
    text = project.path("indikator").read_text("utf-8").replace("IKU-1,", "IKU-9,")
    project.write_text("indikator", text)

    output = run(project, project.root / "esakip.xlsx", peta="esakip-indikator").output

    assert "indikator           3 baris: 0 baru, 0 berubah, 3 sama" in output


def test_a_goal_that_the_agency_does_not_have_is_told(project):
    output = run(
        project, write_esakip(project.root / "esakip.xlsx"), peta="esakip-indikator"
    ).output

    assert "sel A4: 'Meningkatnya ketertiban umum' tidak ada pada kolom sasaran" in output


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lewati:", "lewat:", r"baris \d+, kolom 1, lewat: kunci tidak dikenal; mungkin maksudnya"),
        ("kunci: [dokumen, kode]", "kunci: [dokumen, kodee]", "tidak punya kolom 'kodee'"),
        ("pagu_rp: {dari: pagu}\n      realisasi_rp: {dari: realisasi}\n      serapan",
         "pagu_rp: {dari: paguu}\n      realisasi_rp: {dari: realisasi}\n      serapan",
         "kolom ekspor 'paguu' tidak ada di kepala.kolom; mungkin maksudnya 'pagu'"),
        ("kembar: jumlah", "kembar: tambah", "pilih salah satu: 'tolak', 'jumlah', 'sekali'"),
        ("Total*\", dari: semua, tabel: anggaran, kolom: [pagu_rp, realisasi_rp]",
         "Total*\", dari: semua, tabel: anggaran, kolom: [pagu_rp, realisasi]",
         "kolom 'realisasi' tabel 'anggaran' tidak diisi dari ekspor; mungkin maksudnya"),
        ("diverifikasi_pada: null", "diverifikasi: null", "diverifikasi_pada: wajib diisi"),
    ],
)  # fmt: skip
def test_a_fault_of_a_mapping_is_told_with_its_line(project, lra, old, new, message):
    project.edit(project.root / "params" / "impor" / "sipd-lra.yml", old, new)

    result = run(project, lra)

    assert result.exit_code == 2
    assert re.search(message, result.output), result.output


def test_an_unknown_mapping_names_the_nearest(project, lra):
    output = run(project, lra, peta="sipd-lar").output

    assert "mungkin maksudnya 'sipd-lra'" in output


def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(project, lra):
    written(project, lra)
    changed = [(k, u, p, r + 7) for k, u, p, r in LRA]
    write_xlsx(lra, lra_rows(changed))
    project.path("belanja").unlink()
    project.path("belanja").mkdir()
    before = files(project)

    result = run(project, lra, "--terapkan", "--timpa")

    assert result.exit_code == 1
    assert "belanja.csv: berkas tidak dapat ditulis" in result.output
    assert files(project) == before


@pytest.mark.parametrize("name", mapping_names(ROOT))
def test_a_mapping_says_where_its_layout_is_known_from(name):
    peta = read_mapping(name, ROOT)

    assert peta.asal.keterangan
    assert peta.asal.diverifikasi_pada is None, (
        "compared with a real export: say so in docs/import.md"
    )


def test_the_guide_explains_every_key():
    text = (ROOT / "docs" / "import.md").read_text("utf-8")
    models = [Peta]
    for model in models:
        for name, field in model.model_fields.items():
            assert f"`{name}`" in text, f"{model.__name__}.{name}"
            inner = re.findall(r"importer\.mapping\.(\w+)", str(field.annotation))
            models += [
                it for it in (getattr(__import__(model.__module__, fromlist=[n]), n) for n in inner)
                if it not in models
            ]  # fmt: skip
    assert len(models) == 9


def test_docs_list_exactly_the_kinds_of_an_import():
    text = (ROOT / "docs" / "findings.md").read_text("utf-8")
    listed = re.findall(r"^\| `(impor_\w+)` \| (\w+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)

    assert listed == [(kode, it.tingkat, it.label, it.arti) for kode, it in KINDS.items()]
