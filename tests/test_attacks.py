"""Attacks tried, through the doors that a stranger has; `docs/attacks.md` lists them all."""

import csv
import io
import re
import zipfile
import zlib

import hostile
import openpyxl
import pytest
from click.testing import CliRunner
from exports import csv_text, lra_rows, write_xlsx
from hostile import WORKBOOKS, formula_cells, harmless_parts, names, repacked, workbook
from lxml import html
from project import build_once, run
from tables import INSTANSI, ROOT, TAHUN
from test_report_html import CHROMIUM

from lkjip_tools.cli import main
from lkjip_tools.errors import InputError
from lkjip_tools.load import read_table
from lkjip_tools.source import RawCells
from lkjip_tools.yaml_file import LONGEST, read_source

DOCS = (ROOT / "docs" / "attacks.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| `(test_\w+)`(?: \(`(\w+\.py)`\))? \|$", DOCS, re.M)
PASSWD = "root:x:0"


# ---- The list -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("attack", "stopped", "test", "file"), ROWS, ids=[row[2] for row in ROWS])
def test_every_row_of_the_list_names_a_test_that_exists(attack, stopped, test, file):
    source = (ROOT / "tests" / (file or "test_attacks.py")).read_text("utf-8")

    assert re.search(rf"^def {test}\(", source, re.M), attack
    assert stopped


def test_every_test_of_this_file_is_in_the_list():
    source = (ROOT / "tests" / "test_attacks.py").read_text("utf-8")
    here = set(re.findall(r"^def (test_\w+)\(", source, re.M))
    here -= {name for name in here if "of_the_list" in name or "in_the_list" in name}

    assert here == {test for _, _, test, file in ROWS if not file}


# ---- An agency whose every name is an attack ----------------------------------------------------


@pytest.fixture(scope="session")
def attacked(shared_folder):
    """The finished report of a hostile agency, and who was called while it was made."""
    hits = shared_folder / "panggilan.txt"
    project = build_once(
        shared_folder, "serangan", prepare=lambda made: hostile.make_hostile(made, hits)
    )
    return project, hits


@pytest.fixture(scope="session")
def page(attacked):
    return html.fromstring((attacked[0].output / "laporan.html").read_text("utf-8"))


@pytest.fixture(scope="session")
def word(attacked):
    with zipfile.ZipFile(attacked[0].output / "laporan.docx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_is_fetched_while_a_report_is_made(attacked):
    assert attacked[1].read_text() == ""


def test_names_and_narrative_become_no_markup(page):
    elements = [element for element in page.iter() if isinstance(element.tag, str)]

    assert len([element for element in elements if element.tag == "script"]) == 1
    assert {element.tag for element in elements} & {"iframe", "object", "embed", "form"} == set()
    assert [name for element in elements for name in element.attrib if name.startswith("on")] == []
    assert "<script>fetch('http" in page.text_content()


def test_a_link_of_a_narrative_leads_to_the_web_or_nowhere(page):
    targets = {link for element in page.iter("a") if (link := element.get("href", ""))}

    assert {target.partition(":")[0] for target in targets if target[0] != "#"} <= {"http", "https"}


@pytest.mark.browser
def test_a_browser_runs_and_asks_for_nothing(attacked, chromium_path):
    from playwright.sync_api import sync_playwright

    asked, shown = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM)
        tab = browser.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("dialog", lambda dialog: shown.append(dialog.message))
        tab.goto((attacked[0].output / "laporan.html").as_uri())
        tab.wait_for_load_state("networkidle")
        browser.close()

    assert shown == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_no_format_reads_a_file_that_a_text_names(attacked):
    from pypdf import PdfReader

    output = attacked[0].output
    texts = [
        path.read_text("utf-8")
        for path in output.glob("*.*")
        if path.suffix in (".html", ".csv", ".jsonl")
    ]
    texts.append("".join(it.extract_text() for it in PdfReader(output / "laporan.pdf").pages))
    with zipfile.ZipFile(output / "laporan.docx") as archive:
        texts.append(archive.read("word/document.xml").decode())

    assert all(PASSWD not in text for text in texts)
    assert all("{{ 7*7 }}" in text or "7*7" in text for text in texts)
    assert all("#read(" in text for text in texts if "<w:document" not in text[:200])


def test_a_name_is_no_field_of_the_word_file(word):
    instructions = re.findall(rb"<w:instrText[^>]*>([^<]*)<", word["word/document.xml"])
    simple = re.findall(rb'<w:fldSimple w:instr="([^"]*)"', word["word/document.xml"])

    known = (b"SEQ", b"REF", b"TOC", b"PAGE", b"NUMPAGES", b"HYPERLINK \\l", b"STYLEREF")
    assert instructions
    assert [it for it in (*instructions, *simple) if not it.strip().startswith(known)] == []
    assert b"DDEAUTO c:" in word["word/document.xml"]


def test_the_word_file_loads_nothing_from_elsewhere(word):
    outside = re.findall(
        rb'Type="([^"]+)" Target="([^"]+)" TargetMode="External"',
        b"".join(content for name, content in word.items() if name.endswith(".rels")),
    )

    assert {kind.rpartition(b"/")[2] for kind, _ in outside} <= {b"hyperlink"}
    assert {target.partition(b":")[0] for _, target in outside} <= {b"http", b"https"}


def test_the_pdf_has_no_action_but_links(attacked):
    from pypdf import PdfReader

    reader = PdfReader(attacked[0].output / "laporan.pdf")
    root = reader.trailer["/Root"]
    notes = [it.get_object() for sheet in reader.pages for it in sheet.get("/Annots") or []]

    assert {"/OpenAction", "/AA", "/AcroForm"} & set(root) == set()
    assert "/JavaScript" not in root.get("/Names", {})
    assert {note["/A"]["/S"] for note in notes if "/A" in note} <= {"/URI", "/GoTo"}


def test_no_cell_of_the_findings_is_a_formula(attacked):
    with (attacked[0].output / "temuan.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    assert formula_cells(rows) == []
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)


def test_no_name_is_a_formula_of_the_worksheet(attacked, tmp_path):
    target = tmp_path / "kertas.xlsx"
    made = run("lkjip", "worksheet", "-o", target, cwd=attacked[0].root)
    assert made.returncode == 0, made.stderr

    book = openpyxl.load_workbook(target)
    cells = [cell for sheet in ("program", "indikator") for row in book[sheet].rows for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)
    formulas = [c.value for sheet in book for row in sheet.rows for c in row if c.data_type == "f"]
    assert [it for it in formulas if "cmd|" in str(it) or "HYPERLINK" in str(it)] == []


# ---- Tables -------------------------------------------------------------------------------------


def refused(project, *options, code=2):
    """Ask for a report that is refused: the messages, and nothing written."""
    result = CliRunner().invoke(main, ["report", "--root", str(project.root), *options])

    assert result.exit_code == code, result.output
    assert not result.exception or isinstance(result.exception, SystemExit)
    assert not (project.root / "outputs").exists()
    return result.output


def spoil(project, table, column, text):
    """Put a text into the first row of a table."""
    with project.path(table).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = text
    project.write(table, *rows)


@pytest.mark.parametrize(
    ("table", "column", "text", "message"),
    [
        ("program", "uraian", "Program\u202etxt.exe", r"huruf tak terlihat \(U\+202E\)"),
        ("program", "uraian", "Pro\x00gram", r"huruf tak terlihat \(U\+0000\)"),
        ("program", "uraian", "\x1b[31mmerah", r"huruf tak terlihat \(U\+001B\)"),
        ("program", "uraian", "8.01\u200b", r"huruf tak terlihat \(U\+200B\)"),
        ("program", "uraian", "日本 😀", r"tidak dapat dicetak .*U\+65E5"),
        ("program", "uraian", "kata " * 4000, "20000 huruf, paling banyak 10000"),
        ("program", "uraian", "x" * 200_000, "field larger than field limit"),
        ("anggaran", "pagu_rp", "١٢٣", "U\\+0661"),
        ("anggaran", "pagu_rp", "６.426", "U\\+FF16"),
        ("anggaran", "pagu_rp", "‐5", "'‐5' bukan bilangan"),
        ("anggaran", "pagu_rp", "9" * 5000, "terlalu panjang: paling banyak 18 angka"),
        ("kinerja", "realisasi", "0," + "1" * 400, "10 di belakangnya"),
        ("kinerja", "realisasi", "1e999", "'1e999' bukan bilangan"),
        ("kinerja", "realisasi", "NaN", "'NaN' bukan bilangan"),
        ("kinerja", "realisasi", "=1+1", "'=1\\+1' bukan bilangan"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_what_it_seems_is_named(sample_project, table, column, text, message):
    spoil(sample_project, table, column, text)

    output = refused(sample_project)

    assert re.search(message, output), output
    assert re.search(rf"{table}\.csv baris \d", output)


@pytest.mark.parametrize(
    "text", ["\u00a06.426.345.746\u00a0", "6.426.345.746 ", "\u202f6.426.345.746"]
)
def test_spaces_that_do_not_break_are_spaces(sample_project, text):
    spoil(sample_project, "anggaran", "pagu_rp", text)

    assert read_table("anggaran", INSTANSI, TAHUN, sample_project.root)["pagu_rp"][0] == 6426345746


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("utf-8-sig", ""),
        ("cp1252", "bukan UTF-8 (byte 0x96); simpan ulang sebagai CSV UTF-8"),
        ("utf-16", "bukan UTF-8 (byte 0xff); simpan ulang sebagai CSV UTF-8"),
    ],
)
def test_an_encoding_is_read_or_named(sample_project, encoding, message):
    text = sample_project.path("dokumen").read_text("utf-8")
    sample_project.write_bytes("dokumen", text.encode(encoding, "replace"))

    if message:
        assert message in refused(sample_project)
    else:
        assert len(read_table("dokumen", INSTANSI, TAHUN, sample_project.root)) > 3


def test_largest_and_smallest_numbers_give_a_result_or_a_reason(sample_project):
    from lkjip_tools.number import format_number, to_decimal

    quotient = to_decimal("9" * 18) / to_decimal("0,0000000001") * 100
    assert format_number(quotient, 2).endswith(",00")
    assert len(format_number(quotient, 2)) > 35


def test_two_headings_of_one_name_are_refused(sample_project):
    text = sample_project.path("program").read_text("utf-8")
    sample_project.write_text("program", text.replace("kode,tingkat", "kode,kode", 1))

    assert "kolom 'kode' tertulis 2 kali" in refused(sample_project)


@pytest.mark.parametrize("table", ["program", "indikator"])
def test_a_table_that_is_a_link_out_of_the_data_is_not_read(sample_project, table):
    sample_project.path(table).unlink()
    sample_project.path(table).symlink_to("/etc/passwd")

    output = refused(sample_project)

    assert "tautan ke luar folder data; ganti dengan berkas biasa" in output
    assert PASSWD not in output


def test_a_workbook_that_is_a_link_out_of_the_data_is_not_read(sample_project, tmp_path):
    rows: list[list[object]] = [["Kode", "Nama", "Tahun"], ["a", "b", 2023]]
    outside = workbook(tmp_path / "luar.xlsx", rows, "Dokumen")
    sample_project.path("program").parent.with_suffix(".xlsx").symlink_to(outside)

    assert "2023.xlsx: tautan ke luar folder data" in refused(sample_project)


@pytest.mark.parametrize("kode", ["../../../../etc/passwd", "/etc/passwd", "..\\..\\x", "a\u2215b"])
def test_a_code_is_no_path(sample_project, kode):
    from lkjip_tools.load import read_narasi

    found = read_narasi(f"03-a-sasaran-{kode}-analisis", INSTANSI, TAHUN, sample_project.root)

    assert found.text is None


# ---- Workbooks ----------------------------------------------------------------------------------

DOKUMEN: list[list[object]] = [["Kode", "Nama", "Tahun"], ["pk", "Perjanjian Kinerja", 2023]]


def in_workbook(project):
    """Keep table `dokumen` in the agency's workbook instead."""
    project.path("dokumen").unlink()
    return workbook(project.path("dokumen").parent.with_suffix(".xlsx"), DOKUMEN, "Dokumen")


@pytest.mark.parametrize(("change", "message"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_that_would_fill_the_memory_is_not_opened(sample_project, change, message):
    repacked(in_workbook(sample_project), change)

    output = refused(sample_project)

    assert "2023.xlsx: " in output
    assert message in output


def test_macros_and_links_of_a_workbook_are_left_alone(sample_project):
    repacked(in_workbook(sample_project), harmless_parts)

    assert list(read_table("dokumen", INSTANSI, TAHUN, sample_project.root)["kode"]) == ["pk"]


def test_a_number_that_became_a_date_is_named(sample_project):
    import datetime

    path = in_workbook(sample_project)
    book = openpyxl.load_workbook(path)
    book["Dokumen"]["C2"] = datetime.date(2023, 1, 5)
    book.save(path)

    assert "sel C2 kolom tahun: oleh lembar kerja dijadikan tanggal" in refused(sample_project)


def test_merged_cells_among_the_data_are_named(sample_project):
    path = in_workbook(sample_project)
    book = openpyxl.load_workbook(path)
    book["Dokumen"].merge_cells("A2:A3")
    book.save(path)

    assert "sel A2:A3 digabung; pisahkan" in refused(sample_project)


def test_a_formula_that_calls_out_is_never_computed(sample_project):
    path = in_workbook(sample_project)
    book = openpyxl.load_workbook(path)
    book["Dokumen"]["B2"] = '=WEBSERVICE("http://127.0.0.1:9/x")'
    book.save(path)

    assert "rumus yang belum pernah dihitung" in refused(sample_project)


# ---- Params -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &a [x]\nb: [*a, *a]\n", "jangkar (&, *) tidak dipakai"),
        ("lampiran_tambahan: !!python/object/apply:os.system [id]\n", "tanda 'python/object"),
        ("nama2: !!python/name:os.system ''\n", "tanda 'python/name"),
        ("x: " + "[" * 50_000 + "]" * 50_000 + "\n", "bersarang terlalu dalam"),
        ("x: " + "9" * 100_000 + "\n", "9999' bukan bilangan"),
        ("nama: dua\n", "kunci 'nama' sudah ada"),
        ("x: " + "y" * LONGEST + "\n", f"lebih dari {LONGEST} huruf"),
        ("x: a\u202eb\n", "huruf yang tidak terlihat (U+202E)"),
        ("logo: {berkas: ../../../etc/passwd, keterangan: x}\n", "berada di luar params/"),
    ],
)  # fmt: skip
def test_yaml_is_plain_or_refused(sample_project, text, message):
    with sample_project.params_path.open("a", encoding="utf-8") as file:
        file.write(text)

    output = refused(sample_project)

    assert message in output or ("kunci tidak dikenal" in output and "U+202E" in message), output[
        :500
    ]


@pytest.mark.parametrize("value", ["../../../../etc/passwd", "/etc/passwd", "..\\x"])
def test_a_rule_s_name_is_no_path(sample_project, value):
    sample_project.edit(sample_project.params_path, "skala_permendagri_86_2017", value)

    assert "tidak dikenal; pilih salah satu" in refused(sample_project)


def test_a_mapping_is_plain_too(tmp_path):
    file = tmp_path / "peta.yml"
    file.write_text("a: &a {b: 1}\nc: *a\n", "utf-8")

    with pytest.raises(InputError, match="jangkar"):
        read_source(file, InputError)


# ---- Import -------------------------------------------------------------------------------------


def imported(project, file, *options):
    """Import an export, and say what was told."""
    arguments = ["import", str(file), "--peta", "sipd-lra", "--instansi", INSTANSI, "--tahun"]
    arguments += ["2024", "--root", str(project.root), "--terapkan", *options]
    result = CliRunner().invoke(main, arguments)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def mapped(sample_project):
    """A project with mappings."""
    folder = sample_project.root / "params" / "impor"
    folder.mkdir(exist_ok=True)
    for path in (ROOT / "params" / "impor").glob("*.yml"):
        (folder / path.name).write_bytes(path.read_bytes())
    return sample_project


@pytest.mark.parametrize(("change", "message"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_an_export_that_would_fill_the_memory_is_not_opened(mapped, tmp_path, change, message):
    file = repacked(write_xlsx(tmp_path / "lra.xlsx", lra_rows()), change)

    result = imported(mapped, file)

    assert result.exit_code == 2
    assert re.search(rf"{message}|DOCTYPE", result.output)
    assert not (mapped.root / "data" / INSTANSI / "2024").exists()


ODS = {
    "a cell that repeats itself": b'<table:table-row table:number-rows-repeated="1000000">'
    b'<table:table-cell office:value-type="float" office:value="1" '
    b'table:number-columns-repeated="16000"/></table:table-row>',
    "a cell at the end of the sheet": b'<table:table-row table:number-rows-repeated="1048575">'
    b"<table:table-cell/></table:table-row><table:table-row><table:table-cell "
    b'office:value-type="float" office:value="1"/></table:table-row>',
}


@pytest.mark.parametrize("rows", ODS.values(), ids=ODS)
def test_an_ods_that_repeats_itself_is_not_opened(mapped, tmp_path, rows):
    head = (
        b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body>'
        b'<office:spreadsheet><table:table table:name="LRA">'
    )
    tail = b"</table:table></office:spreadsheet></office:body></office:document-content>"
    file = tmp_path / "lra.ods"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", head + rows + tail)

    result = imported(mapped, file)

    assert result.exit_code == 2
    assert "lembarnya lebih dari 100000 baris atau 1000000 sel" in result.output


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xls", b"<html><table><tr><td>=1+1</td></tr></table></html>", "isinya bukan .xls"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "isinya bukan .xlsx"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\xff" * 600, "rusak"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "rusak"),
        ("a.ods", b"PK\x03\x04" + b"x" * 100, "rusak"),
        ("a.csv", b"a,b\x00c\n", "bukan teks"),
        ("a.csv", b'a,"b\n' + b"x" * 200_000, "CSV tidak dapat dibaca"),
        ("a.csv", b"\xff\xfea", "UTF-16 rusak"),
        ("a.csv", b"", "berkas kosong"),
        ("a.exe", b"MZ", "jenis berkas tidak dikenal"),
    ],
)
def test_an_export_that_is_no_table_says_why(mapped, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)

    result = imported(mapped, tmp_path / name)

    assert result.exit_code == 2
    assert message in result.output


def test_macros_and_links_of_an_export_are_told_and_left_alone(mapped, tmp_path):
    file = repacked(write_xlsx(tmp_path / "lra.xlsm", lra_rows()), harmless_parts)

    result = imported(mapped, file)

    assert result.exit_code == 0
    assert "makronya tidak dijalankan" in result.output
    assert "rujukan itu tidak diikuti" in result.output


@pytest.mark.parametrize("name", [name for name in names("http://a.id") if name[0] in "=+@-"])
def test_a_name_of_an_export_is_no_formula(mapped, tmp_path, name):
    file = tmp_path / "lra.csv"
    page = lra_rows()
    page[6][6] = name
    file.write_text(csv_text(page), "utf-8")

    result = imported(mapped, file)

    assert result.exit_code == 2
    assert "akan dijalankan lembar kerja sebagai rumus" in result.output


@pytest.mark.parametrize("peta", ["../../params/kesbangpol-paser", "/etc/passwd", "sipd-lra.yml"])
def test_a_mapping_s_name_is_no_path(mapped, tmp_path, peta):
    file = write_xlsx(tmp_path / "lra.xlsx", lra_rows())

    result = imported(mapped, file, "--peta", peta)

    assert result.exit_code == 2
    assert f"peta '{peta}' tidak dikenal" in result.output


def test_the_name_of_an_export_leads_nowhere(mapped, tmp_path):
    file = write_xlsx(tmp_path / "=..;$(id) \u202ea.xlsx", lra_rows())

    assert imported(mapped, file).exit_code == 0
    kept = mapped.root / "data" / INSTANSI / "2024" / "impor"
    assert {re.fullmatch(r"[\w.-]+", path.name) is not None for path in kept.iterdir()} == {True}


def test_a_row_cannot_name_an_export_outside_its_folder(mapped):
    from lkjip_tools.place import Place

    lines = "impor/../../../../params/kesbangpol-paser.yml!LRA!1"
    place = Place(f"data/{INSTANSI}/{TAHUN}/program.csv", 2, "kode", lines)

    told = RawCells(mapped.root).document_lines(place)

    assert told == ["impor/../../../../params/kesbangpol-paser.yml: catatan impornya tidak ada; "
                    "impor ulang berkas itu"]  # fmt: skip


def test_an_attached_pdf_that_unfolds_without_end_is_refused(sample_project):
    folder = sample_project.path("aset").parent / "lampiran"
    folder.mkdir(exist_ok=True)
    hostile.pdf_of_forms(folder / "surat.pdf")
    spoil(sample_project, "lampiran_berkas", "berkas", "surat.pdf")

    output = refused(sample_project)

    assert "lampiran/surat.pdf: gambar satu halaman PDF lebih dari 10 MB" in output


# ---- Audit: reports of strangers ----------------------------------------------------------------


def audited(file, folder):
    """Audit a stranger's report."""
    result = CliRunner().invoke(main, ["audit", str(file), "--out", str(folder)])
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result, folder / file.stem


def test_a_word_report_with_entities_is_refused(tmp_path):
    result, _ = audited(hostile.docx_entity(tmp_path / "a.docx"), tmp_path / "out")

    assert result.exit_code == 2
    assert "memuat DOCTYPE (entitas XML), yang tidak dibaca" in result.output


def test_a_word_report_that_unfolds_to_gigabytes_is_refused(tmp_path):
    file = repacked(
        hostile.report_docx(tmp_path / "a.docx"),
        lambda parts: parts.update({"word/media/x.xml": b"<a>" + b" " * 400_000_000 + b"</a>"}),
    )

    result, _ = audited(file, tmp_path / "out")

    assert result.exit_code == 2
    assert "terlalu besar" in result.output


def test_the_audit_s_page_and_tables_run_nothing(tmp_path):
    file = hostile.report_docx(tmp_path / "a.docx", "Capaian <script>alert(1)</script> \u202e90%")
    result, folder = audited(file, tmp_path / "out")

    assert result.exit_code == 0
    page = html.fromstring((folder / "laporan.html").read_text("utf-8"))
    assert [it for it in page.iter("script") if "alert(1)" in (it.text or "")] == []
    assert [name for element in page.iter() for name in element.attrib if name[:2] == "on"] == []
    assert "\u202e" not in page.text_content()
    assert "90%" in page.text_content()
    rows = csv.reader(io.StringIO((folder / "temuan.csv").read_text("utf-8")))
    assert formula_cells(rows) == []


def test_a_pdf_that_runs_is_only_read(tmp_path):
    text = b"BT /F1 12 Tf 50 700 Td (LAPORAN KINERJA 2023 Capaian 90 persen) Tj ET"
    script = b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/AA<</WC<</S/Launch/F(cmd.exe)>>>>"

    result, folder = audited(hostile.pdf(tmp_path / "a.pdf", text, script), tmp_path / "out")

    assert result.exit_code == 0
    assert "app.alert" not in (folder / "laporan.html").read_text("utf-8")


def test_a_pdf_page_that_unfolds_without_end_is_refused(tmp_path):
    drawing = zlib.compress(b"BT /F1 12 Tf 50 700 Td (x) Tj ET\n" * 1_000_000, 9)
    file = hostile.pdf(tmp_path / "a.pdf", drawing, filter=b"/Filter/FlateDecode")

    result, _ = audited(file, tmp_path / "out")

    assert result.exit_code == 2
    assert "halaman 1: lebih dari 10 MB" in result.output


@pytest.mark.parametrize("times", [10, 1])
def test_forms_of_a_pdf_that_call_one_another_are_counted(tmp_path, times):
    """Ten to the ninth in a kilobyte; one each is an honest page."""
    file = hostile.pdf_of_forms(tmp_path / "a.pdf", times=times)

    result, _ = audited(file, tmp_path / "out")

    assert result.exit_code == (2 if times > 1 else 0)
    assert ("halaman 1: lebih dari 10 MB" in result.output) == (times > 1)


def test_endless_digits_are_no_number(tmp_path):
    file = tmp_path / "a.txt"
    digits = f"Capaian {'1.' * 200_000}% dari {'9' * 300_000} persen\n"
    file.write_text(f"LAPORAN KINERJA 2023\n\n{digits}", "utf-8")

    result, _ = audited(file, tmp_path / "out")

    assert result.exit_code == 0


def test_causes_are_searched_for_so_many_findings_and_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr("lkjip_tools.audit.diagnose.MOST", 2)
    file = tmp_path / "a.txt"
    head = (
        "LAPORAN KINERJA 2023\n\n| Indikator | Target | Realisasi | Capaian |\n|---|---|---|---|\n"
    )
    rows = "".join(f"| indikator {n} | {n + 50} | {n + 60} | 3 |\n" for n in range(5))
    file.write_text(head + rows, "utf-8")

    _, folder = audited(file, tmp_path / "out")

    text = (folder / "temuan.csv").read_text("utf-8")
    assert text.count("sebab hanya dicari untuk 2 temuan pertama") == 3
