"""The PDF report: paged as a government report is, and true to its blocks."""

import re
import subprocess

import pdfplumber
import pytest
from lxml import html as lxml_html
from nbformat.v4 import new_notebook
from report_sample import merged_notebook, shown, table_with

from lkjip_tools.block import Cell, Column, Table, chart
from lkjip_tools.errors import AssembleError
from lkjip_tools.report import LkjipHTMLExporter, LkjipPDFExporter
from lkjip_tools.report.fit import fit_table, fit_tables
from lkjip_tools.report.pdf import Source, compile_pdf

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def export(nb):
    return LkjipPDFExporter().from_notebook_node(nb)[0]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    file = tmp_path_factory.mktemp("pdf") / "laporan.pdf"
    file.write_bytes(export(merged_notebook()))
    return file


@pytest.fixture(scope="module")
def pages(pdf):
    return run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def footer(page):
    return page.strip().splitlines()[-1].strip()


def page_with(pages, text):
    return next(number for number, page in enumerate(pages) if text in page)


def widths(block, available=500):
    return fit_table(block, available)["layout"]["widths"]


def test_the_same_notebook_gives_the_same_bytes(pdf):
    assert export(merged_notebook()) == pdf.read_bytes()


@pytest.mark.poppler
def test_every_number_of_a_table_stands_in_html_and_pdf_alike(pages):
    page = lxml_html.document_fromstring(
        LkjipHTMLExporter().from_notebook_node(merged_notebook())[0]
    )
    cells = page.xpath("//table//td[contains(@class,'right') or contains(@class,'decimal')]")
    in_html = {number for cell in cells for number in NUMBER.findall(cell.text_content())}
    in_pdf = set(NUMBER.findall(" ".join(pages)))

    assert len(in_html) > 600
    assert in_html - in_pdf == set()


@pytest.mark.poppler
def test_front_matter_counts_in_roman_and_chapters_in_arabic(pages):
    first_chapter = page_with(pages, "PENDAHULUAN\n\n")

    assert [footer(page) for page in pages[1:first_chapter]] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert [footer(page) for page in pages[first_chapter:]] == [
        str(number) for number in range(1, len(pages) - first_chapter + 1)
    ]


@pytest.mark.poppler
def test_the_table_of_contents_names_the_pages_things_are_on(pages):
    contents = pages[page_with(pages, "Daftar Isi")]
    tables = pages[page_with(pages, "Daftar Tabel\n\n")]
    penutup = page_with(pages, "PENUTUP\n\n")
    evaluasi = page_with(pages, "Tabel 4 Evaluasi")

    assert re.search(r"IKHTISAR EKSEKUTIF[ .]+ii\n", contents)
    assert re.search(rf"BAB IV PENUTUP[ .]+{footer(pages[penutup])}\n", contents)
    assert re.search(rf"Tabel 4 +Evaluasi[^.]+[ .]+{footer(pages[evaluasi])}\n", tables)
    assert "Gambar 2" in pages[page_with(pages, "Daftar Gambar\n\n")]


@pytest.mark.poppler
def test_the_header_of_a_long_table_stands_on_each_of_its_pages(pages):
    inventory = [page for page in pages if "nomor inventaris" in page]
    annex = [page for page in pages if "8.01.0" in page]

    assert len(inventory) > 2
    assert all("Nama Barang" in page for page in inventory)
    assert len(annex) > 3
    assert all("Target Renja 2023" in page for page in annex)


@pytest.mark.poppler
def test_the_annex_lies_on_its_side_with_its_heading(pdf, pages):
    sizes = run("pdfinfo", "-f", "1", "-l", str(len(pages)), pdf)
    landscape = [number for number, page in enumerate(pages) if "8.01.0" in page]

    for number in range(len(pages)):
        width, height = re.search(rf"Page +{number + 1} size: +(\S+) x (\S+)", sizes).groups()
        assert (float(width) > float(height)) == (number in landscape)
    assert "LAMPIRAN III" in pages[landscape[0]]


@pytest.mark.poppler
def test_codes_and_money_of_the_annex_are_not_broken(pages):
    annex = "\n".join(pages)

    for number in range(1, 61):
        assert f"8.01.{number % 6 + 1:02}.2.01.{number:02}" in annex
        assert f"{number * 7 % 32 + 1}.351.{number:03}.098" in annex


@pytest.mark.poppler
def test_the_document_is_tagged_titled_and_dated_by_its_signature(pdf):
    info = run("pdfinfo", "-isodates", pdf)

    assert re.search(r"Title: +Laporan Kinerja Instansi Pemerintah \(LKjIP\) Tahun 2023", info)
    assert re.search(r"Author: +Badan Kesatuan Bangsa dan Politik", info)
    assert re.search(r"CreationDate: +2024-02-05", info)
    assert re.search(r"Tagged: +yes", info)
    assert b"pdfuaid" in pdf.read_bytes()


@pytest.mark.poppler
def test_only_the_fonts_of_the_report_are_used(pdf):
    names = {line.split()[0] for line in run("pdffonts", pdf).splitlines()[2:]}

    assert {re.sub(r"^.*\+", "", name).split("-")[0] for name in names} == {
        "LKjIPSerif",
        "LKjIPSans",
        "LKjIPSimbol",
    }


@pytest.mark.poppler
@pytest.mark.parametrize(
    ("kertas", "size"), [("a4", "595.276 x 841.89"), ("f4", "609.449 x 935.4")]
)
def test_the_paper_is_the_one_asked_for(tmp_path, kertas, size):
    file = tmp_path / "laporan.pdf"
    file.write_bytes(export(merged_notebook(kertas=kertas)))

    assert size in run("pdfinfo", file)


def test_an_unknown_paper_is_refused():
    with pytest.raises(AssembleError, match="kertas 'letter' tidak dikenal; yang dikenal: a4, f4"):
        export(merged_notebook(kertas="letter"))


def test_a_chart_without_alternative_text_is_refused():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'

    with pytest.raises(AssembleError, match="missing alt"):
        export(new_notebook(cells=[shown(chart("k", "T", svg, ""))]))


def test_a_template_error_is_named():
    with pytest.raises(AssembleError, match="PDF tidak dapat disusun"):
        compile_pdf(Source("{}", {}))


def test_a_chapter_alone_is_set_without_cover():
    assert export(new_notebook(cells=[shown(table_with("1,5"))])).startswith(b"%PDF")


def test_columns_share_the_line_by_weight():
    table = Table("t", "T", [Column("a", width=1), Column("b", width=3)]).row("x", "y")

    assert widths(table.block()) == [125, 375]


def test_a_narrow_column_is_widened_to_its_longest_number():
    table = Table("t", "T", [Column("a", width=1), Column("b", width=99)])

    first, second = widths(table.row("32.351.024.068", "y").block())

    assert first > 60
    assert first + second == pytest.approx(500)


def test_a_code_is_broken_after_a_dot_only_where_it_has_no_room():
    columns = [Column("Kode", width=1), Column("Nama", width=1)]
    block = Table("t", "T", columns).row("8.01.01.2.01.01", "a").block()

    roomy, tight = (fit_table(block, available) for available in (400, 60))

    assert roomy["sections"]["body"][0]["cells"][0]["text"] == "8.01.01.2.01.01"
    assert "8.\u200b01.\u200b01" in tight["sections"]["body"][0]["cells"][0]["text"]


def wide(cut=(1, 4)):
    columns = [Column("Kode"), Column("Uraian"), *(Column(each, "decimal") for each in "abcde")]
    table = Table("t", "T", columns, size="tiny", cut=cut, source="data", notes=["catatan"])
    table.group("Sasaran 1")
    table.row("8.01", "uraian", *(Cell(f"{at}.351.024.068", id=f"x/{at}") for at in range(1, 6)))
    table.row(Cell("Faktor pendorong: tidak ada", colspan=7))
    table.total(Cell("Jumlah", colspan=2), "1", "2", "3", "4", "5")
    return table.total(Cell("Rata-rata", colspan=5), "6", "7").block() | {"id": "t", "leads": True}


def texts(table):
    rows = [*table["head"], *(row["cells"] for part in ("body", "foot")
                              for row in table["sections"][part])]  # fmt: skip
    return [[cell["text"] for cell in row] for row in rows]


def test_a_table_too_wide_for_the_line_is_cut_in_two_that_share_its_first_columns():
    first, second = fit_tables(wide(), 250, 690)

    money = [f"{at}.351.024.068" for at in range(1, 6)]
    assert texts(first) == [
        ["Kode", "Uraian", "a", "b"],
        ["Sasaran 1"],
        ["8.01", "uraian", *money[:2]],
        ["Jumlah", "1", "2"],
    ]
    assert texts(second) == [
        ["Kode", "c", "d", "e"],
        ["Sasaran 1"],
        ["8.01", *money[2:]],
        ["Faktor pendorong: tidak ada"],
        ["Jumlah", "3", "4", "5"],
        ["Rata-rata", "6", "7"],
    ]
    assert (first["title"], second["title"]) == ("T (1/2)", "T (2/2)")
    assert (first["notes"], first["source"], first["leads"]) == ([], "", False)
    assert (second["notes"], second["source"], second["leads"]) == (
        ["catatan"], "Sumber: data.", True,
    )  # fmt: skip


def test_a_table_that_fits_is_not_cut():
    (whole,) = fit_tables(wide(), 700, 690)

    assert whole["title"] == "T"
    assert len(whole["columns"]) == 7


def test_a_finding_is_marked_once_in_a_cut_table():
    block = wide()
    for row in block["body"]:
        for cell in row["cells"]:
            cell["marks"] = [cell["text"]]
    parts = fit_tables(block, 250, 690)

    marks = [mark for part in parts for kind in ("body", "foot") for row in part["sections"][kind]
             for cell in row["cells"] for mark in cell.get("marks", [])]  # fmt: skip
    assert sorted(marks) == sorted(cell["text"] for row in block["body"] for cell in row["cells"])


@pytest.mark.poppler
def test_no_type_of_the_finished_report_is_smaller_than_six_and_a_half_points(sample_report):
    with pdfplumber.open(sample_report / "laporan.pdf") as pdf:
        annex = [page for page in pdf.pages if "Realisasi TW I" in (page.extract_text() or "")]
        sizes = {round(letter["size"], 2) for page in annex for letter in page.chars}

    assert len(annex) > 3
    assert min(sizes) == 6.5


@pytest.mark.poppler
def test_a_row_taller_than_a_page_goes_on_on_the_next(tmp_path):
    words = " ".join(f"kata{number}." for number in range(2000))
    table = Table("t", "T", [Column("No"), Column("Uraian")]).row("1", words)
    file = tmp_path / "t.pdf"
    file.write_bytes(export(new_notebook(cells=[shown(table.block())])))

    assert set(words.split()) <= set(run("pdftotext", file, "-").split())


@pytest.mark.poppler
def test_a_group_never_stands_alone_at_the_foot_of_a_page(tmp_path):
    table = Table("t", "T", [Column("Kode"), Column("Nama")])
    for number in range(120):
        table.group(f"Sasaran {number}").row(f"kode-{number}", Cell("x\nx", indent=1))
    file = tmp_path / "t.pdf"
    file.write_bytes(export(new_notebook(cells=[shown(table.block())])))

    for page in run("pdftotext", "-layout", file, "-").split("\f")[:-1]:
        assert re.findall(r"Sasaran (\d+)", page) == re.findall(r"kode-(\d+)", page)


def test_a_long_word_is_hyphenated_between_syllables_where_it_has_no_room():
    columns = [Column(str(number)) for number in range(25)]
    block = Table("t", "T", columns, size="tiny").row("penanggungjawab", *["1"] * 24).block()

    text = fit_table(block, 150)["sections"]["body"][0]["cells"][0]["text"]

    assert text == "pe\u00adnang\u00adgung\u00adja\u00adwab"
