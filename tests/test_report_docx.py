"""The Word report: real headings, tables, fields and sections, true to its blocks."""

import re
import runpy
import subprocess
from io import BytesIO
from itertools import chain
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from nbformat.v4 import new_notebook
from office import office_pdf
from report_sample import KEPALA, merged_notebook, shown, table_with, written

import lkjip_tools.report
from lkjip_tools.block import Cell, Column, Table, chart, gap, pagebreak, signature, subtitle
from lkjip_tools.errors import AssembleError
from lkjip_tools.heading import slug
from lkjip_tools.report import LkjipPDFExporter
from lkjip_tools.report.document import read_document
from lkjip_tools.report.docx import LkjipDOCXExporter
from lkjip_tools.report.docx_pandoc import run_pandoc

TEMPLATES = Path(lkjip_tools.report.__file__).parent / "templates"
LISTS = ["Daftar Isi", "Daftar Tabel", "Daftar Gambar", "Daftar Lampiran"]
NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
# Word repairs or refuses a file whose elements come in another order.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs suppressAutoHyphens "
    "spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps noProof color spacing sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "type pgSz pgMar pgNumType titlePg",
}


def export(nb):
    return LkjipDOCXExporter().from_notebook_node(nb)[0]


def opened(*cells, **meta):
    return docx.Document(BytesIO(export(new_notebook(cells=list(cells), metadata=meta))))


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("docx") / "laporan.docx"
    path.write_bytes(export(merged_notebook()))
    return path


@pytest.fixture(scope="module")
def word(file):
    return docx.Document(str(file))


@pytest.fixture(scope="module")
def nodes():
    document = read_document(merged_notebook())
    return [*document.front, *document.main]


@pytest.fixture(scope="module")
def pdf(file):
    """The document as LibreOffice sets it."""
    return office_pdf(file)


@pytest.fixture(scope="module")
def pages(pdf):
    return run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]


def run(*command):
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return done.stdout


def plain(text):
    """Text without the places where it may be broken."""
    return text.replace("\u200b", "").replace("\u00ad", "")


def text_of(element):
    parts = {qn("w:t"): lambda t: t.text or "", qn("w:br"): lambda _: "\n"}
    return plain("".join(parts[child.tag](child) for child in element.iter(*parts)))


def own_tables(word):
    """The tables that hold data, not those that place a signature or pairs."""
    return [table for table in word.tables if table.style.name.startswith("Tabel LKjIP")]


def rows_of(table):
    return [
        [text_of(cell) for cell in row.findall(qn("w:tc")) if not is_covered(cell)]
        for row in table._tbl.findall(qn("w:tr"))
    ]


def is_covered(cell):
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) == "continue"


def fields(word):
    body = word.element.body
    simple = [each.get(qn("w:instr")) for each in body.iter(qn("w:fldSimple"))]
    return [
        code.strip() for code in [*simple, *(each.text for each in body.iter(qn("w:instrText")))]
    ]


def footer(page):
    return page.strip().splitlines()[-1].strip()


def test_the_same_notebook_gives_the_same_bytes(file):
    assert export(merged_notebook()) == file.read_bytes()


def test_the_reference_document_is_what_its_script_makes():
    build = runpy.run_path(str(TEMPLATES / "build_referensi.py"))["build"]

    assert build() == (TEMPLATES / "referensi.docx").read_bytes()


def test_every_cell_of_every_table_is_kept(word, nodes):
    blocks = [node for node in nodes if node["kind"] == "table"]
    expected = [
        [[cell["text"] for cell in row] for row in [*block["head"], *cells]]
        for block in blocks
        for cells in [[row["cells"] for row in block["body"]]]
    ]

    assert [rows_of(table) for table in own_tables(word)] == expected
    assert sum(len(row) for table in expected for row in table) > 2000


def test_numbers_of_the_prose_are_kept(word, nodes):
    body = text_of(word.element.body)

    assert "sebesar 96,34%, dengan penyerapan anggaran 97,24% dari" in body


def test_headings_are_real_headings_of_their_level(word, nodes):
    expected = [
        (node["level"], " ".join([node["kicker"], node["children"][0]["text"]]).strip())
        for node in nodes
        if node["kind"] == "heading"
    ]
    found = [
        (int(paragraph.style.name.split()[-1]), " ".join(paragraph.text.split()))
        for paragraph in word.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]

    assert [heading for heading in found if heading[1] not in LISTS] == expected
    assert [text for _, text in found if text in LISTS] == LISTS


def test_the_rows_of_a_header_repeat_and_no_others(word, nodes):
    heads = [len(node["head"]) for node in nodes if node["kind"] == "table"]

    for table, head in zip(own_tables(word), heads, strict=True):
        repeated = [bool(row.findall(f".//{qn('w:tblHeader')}")) for row in table._tbl.tr_lst]
        assert repeated == [True] * head + [False] * (len(repeated) - head)


def test_rows_are_not_split_over_pages_unless_one_is_long():
    table = Table("t", "T", [Column("No"), Column("Uraian")])
    word = opened(shown(table.row("1", "kata " * 800).row("2", "kata").block()))

    split = [row.find(f".//{qn('w:cantSplit')}") is None for row in word.tables[0]._tbl.tr_lst]
    assert split == [False, True, False]


def test_spans_survive(word):
    table = own_tables(word)[1]

    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc  # No, over both rows of the header
    assert table.cell(0, 3)._tc is table.cell(0, 4)._tc  # Tahun 2023, over Target and Realisasi
    assert table.cell(3, 0)._tc is table.cell(4, 0)._tc  # 1, over two indicators
    assert table.cell(2, 0)._tc is table.cell(2, 5)._tc  # a group, over all columns


def test_numbers_line_up_at_the_comma(word):
    rows = own_tables(word)[1].rows
    cells = [rows[number].cells[4].paragraphs[0] for number in (3, 4, 6, 7)]

    assert [cell.text for cell in cells] == ["65,22", "24,5", "80,125", "-"]
    assert all(cell.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT for cell in cells)
    digit, comma = 9 * 0.556, 9 * 0.278
    wanted = [digit, 2 * digit, 0, 3 * digit + comma]
    given = [cell.paragraph_format.right_indent for cell in cells]
    assert [indent.pt if indent else 0 for indent in given] == pytest.approx(wanted, abs=0.05)


def test_totals_and_groups_are_set_apart():
    table = Table("t", "T", [Column("a"), Column("b")]).group("G").row("c", "d").total("e", "f")
    _, group, row, total = opened(shown(table.block())).tables[0].rows

    bold = [line.cells[0].paragraphs[0].runs[0].bold for line in (group, row, total)]
    assert bold == [True, None, True]
    assert group.cells[0]._tc.find(f".//{qn('w:shd')}") is not None
    assert total.cells[0]._tc.find(f".//{qn('w:tcBorders')}") is not None


def test_columns_fill_the_line_and_are_fixed(word):
    lines = {WD_ORIENT.PORTRAIT: 158, WD_ORIENT.LANDSCAPE: 269}
    widths = [
        sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) / 56.6929
        for table in own_tables(word)
    ]

    assert widths == pytest.approx([lines[WD_ORIENT.PORTRAIT]] * 3 + [lines[1]], abs=0.1)
    assert all(table.autofit is False for table in word.tables)


def test_the_annex_has_landscape_pages_of_its_own(word):
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,  # cover
        WD_ORIENT.PORTRAIT,  # front matter
        WD_ORIENT.PORTRAIT,  # chapters
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,  # the annex after it
    ]
    assert word.sections[3].page_width.mm == pytest.approx(297, abs=0.1)


def test_pages_count_in_roman_then_in_arabic_from_one(word):
    numbering = [
        [kind.attrib.get(qn(f"w:{name}")) for name in ("fmt", "start")]
        for section in word.sections
        for kind in section._sectPr.findall(qn("w:pgNumType"))
    ]

    assert numbering == [
        ["lowerRoman", "1"],
        ["decimal", "1"],
        ["decimal", None],
        ["decimal", None],
    ]
    assert not word.sections[0].footer.paragraphs[0]._p.findall(qn("w:fldSimple"))
    assert word.sections[1].footer.paragraphs[0]._p.findall(qn("w:fldSimple"))
    assert word.sections[4].footer.is_linked_to_previous


def test_contents_are_fields_that_word_brings_up_to_date(word):
    codes = fields(word)

    assert r'TOC \o "1-3" \h \z \u' in codes
    assert r'TOC \h \z \c "Tabel"' in codes
    assert r'TOC \o "1-1" \h \z \b Lampiran' in codes
    assert r'TOC \h \z \c "Gambar"' in codes
    assert word.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_page_numbers_of_the_contents_do_not_stand_in_an_indent(word):
    """LibreOffice would leave them out when it brings the contents up to date."""
    styles = [word.styles[name] for name in ("toc 1", "toc 2", "toc 3", "table of figures")]

    assert [style.paragraph_format.right_indent for style in styles] == [None] * 4


def test_contents_point_to_bookmarks_that_exist(word):
    body = word.element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    aims = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]

    assert len(names) == len(set(names))
    assert len(ids) == len(set(ids))
    assert {aim for aim in aims if aim} <= set(names)
    document = read_document(merged_notebook())
    listed = [*document.toc, *LISTS, *document.tables, *document.charts, *document.annexes]
    assert len([aim for aim in aims if aim]) == len(listed)


def test_captions_count_by_field_and_keep_the_number_of_the_report(word):
    captions = [p for p in word.paragraphs if p.style.name in ("Table Caption", "Image Caption")]
    labels = [text_of(caption._p).split("  ")[0] for caption in captions]
    codes = [code for code in fields(word) if code.startswith("SEQ")]

    assert labels == ["Tabel 1", "Tabel 2", "Tabel 3a", "Gambar 1", "Gambar 2", "Tabel 4"]
    assert [code.split()[1] for code in codes] == [label.split()[0] for label in labels]


def test_parts_of_a_table_share_a_number_and_a_gap_is_jumped():
    blocks = [table_with("1") | {"label": f"Tabel {at}"} for at in ("8a", "8b", "9", "12")]
    codes = fields(opened(shown(*blocks)))

    assert [code.split()[2:-2] for code in codes] == [[r"\r", "8"], [r"\c"], [r"\n"], [r"\r", "12"]]


def test_numbers_of_a_chapter_begin_with_it_and_its_first_one_jumps():
    blocks = [
        table_with("1") | {"label": f"Tabel {at}"}
        for at in ("2.9", "3.1", "3.2a", "3.2b", "L5.1", "L5.2")
    ]
    word = opened(shown(*blocks))
    captions = [p for p in word.paragraphs if p.style.name == "Table Caption"]

    codes = [code.split()[2:-2] for code in fields(word)]
    assert codes == [[r"\r", "9"], [r"\r", "1"], [r"\n"], [r"\c"], [r"\r", "1"], [r"\n"]]
    assert [text_of(caption._p).split("  ")[0] for caption in captions] == [
        block["label"] for block in blocks
    ]


def test_a_reference_repeats_the_label_by_field_and_leads_to_it():
    block = table_with("1") | {"label": "Tabel 3.1", "key": "iku"}
    word = opened(
        written("# Lampiran II Rencana\n\nLihat [Tabel 3.1](#iku), [itu](#iku), "
                "[Lampiran II](#lampiran-ii), [di luar](#lain)."),
        shown(block),
    )  # fmt: skip
    marks = {
        mark.get(qn("w:name")): mark.getparent()
        for mark in word.element.body.iter(qn("w:bookmarkStart"))
    }
    (code,) = [code for code in fields(word) if code.startswith("REF")]
    aims = [link.get(qn("w:anchor")) for link in word.element.body.iter(qn("w:hyperlink"))]

    paragraph = word.paragraphs[1]
    assert text_of(paragraph._p) == "Lihat Tabel 3.1, itu, Lampiran II, di luar."
    assert code.split()[2:] == [r"\h", r"\*", "MERGEFORMAT"]
    caption = marks[code.split()[1]]
    assert caption.find(f".//{qn('w:pStyle')}").get(qn("w:val")) == "TableCaption"
    assert [text_of(marks[aim]).split()[0] for aim in aims] == ["Tabel", "Lampiran"]


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_libreoffice_shows_the_numbers_and_references_of_the_report(tmp_path):
    labels = ("2.9", "3.1", "3.2a", "3.2b", "L5.1")
    blocks = [table_with("1") | {"label": f"Tabel {at}", "key": f"t-{at}"} for at in labels]
    links = " ".join(f"[Tabel {at}](#t-{slug(at)})" for at in labels)
    file = tmp_path / "l.docx"
    file.write_bytes(export(new_notebook(cells=[shown(*blocks), written(f"Lihat {links}.")])))
    text = run("pdftotext", "-layout", office_pdf(file), "-")

    assert re.findall(r"Tabel (\S+) +Kecil", text) == list(labels)
    assert " ".join(text.split()).count(" ".join(f"Tabel {at}" for at in labels)) == 1


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_a_line_broken_by_hand_is_not_stretched_to_the_margin(tmp_path):
    file = tmp_path / "l.docx"
    file.write_bytes(export(new_notebook(cells=[written("Lampiran I\\\nNomor : 052/005\\\nTana")])))

    text = run("pdftotext", "-layout", office_pdf(file), "-")

    assert [line.strip() for line in text.split("\f")[0].splitlines()[:3]] == [
        "Lampiran I", "Nomor : 052/005", "Tana",
    ]  # fmt: skip


def test_both_parts_of_a_cut_table_say_its_label_and_the_second_does_not_count():
    columns = [Column("Kode"), *(Column(f"k{at}", "decimal") for at in range(30))]
    table = Table("t", "Lebar", columns, orientation="landscape", size="tiny", cut=(1, 16))
    block = table.row("8.01", *["32.351.024.068"] * 30).block() | {"label": "Tabel 3.1"}
    word = opened(shown(block))

    captions = [p for p in word.paragraphs if p.style.name == "Table Caption"]
    assert [text_of(caption._p) for caption in captions] == [
        "Tabel 3.1  Lebar (1/2)", "Tabel 3.1  Lebar (2/2)",
    ]  # fmt: skip
    assert len([code for code in fields(word) if code.startswith("SEQ")]) == 1


def test_charts_are_pictures_with_alternative_text(word):
    drawn = [shape._inline.docPr for shape in word.inline_shapes]

    assert [picture.get("descr") for picture in drawn] == [
        "Diagram batang capaian per sasaran",
        "Diagram batang serapan per program",
    ]
    assert [round(shape.width.mm) for shape in word.inline_shapes] == [120, 120]
    images = [part for part in word.part.package.iter_parts() if "/media/" in part.partname]
    assert {part.content_type for part in images} == {"image/png"}


@pytest.mark.parametrize(("asked", "orientation"), [(158, "portrait"), (269, "landscape")])
def test_a_chart_is_as_wide_as_the_line_of_its_page(asked, orientation):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"/>'
    block = chart("k", "T", svg, "alt", width_mm=400) | {"orientation": orientation}

    (shape,) = opened(shown(block), kertas="a4").inline_shapes

    assert shape.width.mm == pytest.approx(asked, abs=0.2)
    assert {shape._inline.get(side) for side in ("distL", "distR")} == {"0"}


def test_a_chart_without_alternative_text_is_refused():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'

    with pytest.raises(AssembleError, match="grafik k tidak memiliki teks alternatif"):
        opened(shown(chart("k", "T", svg, "")))


def test_a_chart_that_cannot_be_drawn_is_named():
    with pytest.raises(AssembleError, match="grafik k tidak dapat digambar"):
        opened(shown(chart("k", "T", "<svg", "alt")))


def test_a_complaint_of_pandoc_is_passed_on():
    with pytest.raises(AssembleError, match="berkas Word tidak dapat disusun"):
        run_pandoc([{"t": "Tidak dikenal"}], {})


def test_the_file_says_its_title_author_language_and_date(word):
    properties = word.core_properties

    assert properties.title == "Laporan Kinerja Instansi Pemerintah (LKjIP) Tahun 2023"
    assert properties.author == "Badan Kesatuan Bangsa dan Politik"
    assert properties.language == "id-ID"
    assert f"{properties.modified:%Y-%m-%d}" == "2024-02-05"
    assert word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "id-ID"


def test_words_may_be_broken_in_prose_but_not_in_tables(word):
    settings = word.settings.element
    hyphens = [child.tag for child in settings if "yphen" in child.tag]

    assert hyphens == [
        qn(f"w:{name}")
        for name in ("autoHyphenation", "consecutiveHyphenLimit", "doNotHyphenateCaps")
    ]
    order = [child.tag for child in settings]
    assert order.index(hyphens[-1]) < order.index(qn("w:characterSpacingControl"))
    whole = {
        style.name
        for style in word.styles
        if style.element.find(f"{qn('w:pPr')}/{qn('w:suppressAutoHyphens')}") is not None
    }
    assert {"Heading 1", "Caption", "Tabel 9 pt", "Tanda Tangan"} <= whole
    assert "Body Text" not in whole


def test_bullets_are_those_of_the_text_and_no_symbols(word):
    levels = list(word.part.numbering_part.element.iter(qn("w:lvl")))
    bullets = {
        level.find(qn("w:lvlText")).get(qn("w:val"))
        for level in levels
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet"
    }

    assert bullets == {"•", "–"}
    assert [
        level for level in levels if level.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None
    ] == []


def test_nested_numbered_lists_count_in_their_own_marks(word):
    numbering = word.part.numbering_part.element
    formats = {level.get(qn("w:val")) for level in numbering.iter(qn("w:lvlText"))}

    assert {"%1.", "%2.", "%3)"} <= formats


def test_what_an_agency_has_not_supplied_stands_out():
    paragraph = opened(shown(gap("belum diisi: bagan"))).paragraphs[0]

    assert paragraph.style.name == "Kekosongan"
    assert paragraph.text == "Belum lengkap. belum diisi: bagan"


def test_a_signature_is_a_table_without_lines_that_stays_together():
    (table,) = opened(shown(signature(KEPALA))).tables

    assert table.style.name == "Tabel Polos"
    assert [cell.text for cell in table.columns[0].cells] == ["", "", ""]
    assert table.cell(2, 1).text == (
        "NONDING, S.Sos., MM.\nPembina Tingkat I\nNIP. 19710607 199703 1 007"
    )
    assert all(p.style.paragraph_format.keep_with_next for p in table.cell(0, 1).paragraphs)


def test_what_an_agency_writes_is_never_taken_for_markup():
    table = Table("t", "A & B <w:p/>", [Column("{{ x }}")]).row("</w:t> & kesbangpol@paser.go.id")
    word = opened(written("# A <b & C\n\nP & Q"), shown(table.block(), gap("a < b & c")))

    assert rows_of(word.tables[0]) == [["{{ x }}"], ["</w:t> & kesbangpol@paser.go.id"]]
    assert {"A <b & C", "A & B <w:p/>"} <= {paragraph.text for paragraph in word.paragraphs}


def test_line_breaks_of_a_cell_are_line_breaks():
    table = Table("t", "T", [Column("a")]).row(Cell("x\ny"))

    assert rows_of(opened(shown(table.block())).tables[0]) == [["a"], ["x\ny"]]


def test_a_page_break_leaves_no_empty_page():
    nb = [
        shown(pagebreak()),
        written("# A"),
        shown(pagebreak(), pagebreak(), subtitle("b"), pagebreak()),
    ]
    breaks = opened(*nb).element.body.findall(f".//{qn('w:pageBreakBefore')}")

    assert len(breaks) == 1


def test_a_chapter_alone_is_set_without_cover_and_lists():
    word = opened(written("# A"), shown(table_with("1,5")))

    assert [paragraph.text for paragraph in word.paragraphs[:2]] == ["A", "Kecil"]
    assert len(word.sections) == 1


def test_the_paper_is_the_one_asked_for():
    word = opened(written("a"), lkjip={"kertas": "f4"})

    assert round(word.sections[0].page_height.mm) == 330


@pytest.mark.parametrize(("kertas", "line"), [("a4", 158), ("f4", 163)])
def test_page_numbers_of_the_lists_stand_at_the_margin(kertas, line):
    word = opened(written("a"), lkjip={"kertas": kertas})
    tabs = {
        style.style_id: [round(stop.position.mm) for stop in style.paragraph_format.tab_stops]
        for style in word.styles
        if style.style_id in ("TOC1", "TOC2", "TOC3", "TableofFigures")
    }

    assert len(tabs) == 4
    assert set(map(tuple, tabs.values())) == {(line,)}


def test_elements_come_in_the_order_of_the_schema(word):
    roots = [word.element, word.styles.element, *(s.header._element for s in word.sections[1:2])]
    for name, order in ORDER.items():
        places = {qn(f"w:{child}"): at for at, child in enumerate(order.split())}
        for element in chain.from_iterable(root.iter(qn(f"w:{name}")) for root in roots):
            found = [places[child.tag] for child in element if child.tag in places]
            assert found == sorted(found), name


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_libreoffice_shows_every_cell_that_holds_a_number(pdf, nodes):
    shown_text = re.sub(r"\s+", "", plain(run("pdftotext", "-raw", pdf, "-")))
    cells = [
        cell["text"]
        for node in nodes
        if node["kind"] == "table"
        for row in [*node["head"], *(row["cells"] for row in node["body"])]
        for cell in row
        if re.search(r"\d", cell["text"])
    ]

    assert len(cells) > 1500
    assert [text for text in cells if re.sub(r"\s+", "", text) not in shown_text] == []


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_the_document_is_about_as_long_as_the_pdf(pages, tmp_path):
    ours = tmp_path / "laporan.pdf"
    ours.write_bytes(LkjipPDFExporter().from_notebook_node(merged_notebook())[0])
    length = int(re.search(r"Pages: +(\d+)", run("pdfinfo", ours))[1])

    assert length * 0.8 < len(pages) < length * 1.3
    assert all(len(page.split()) > 8 for page in pages)


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_libreoffice_numbers_the_pages_like_the_pdf(pages):
    first_chapter = next(at for at, page in enumerate(pages) if "A. Latar Belakang\n" in page)

    assert "Kode Pos 76211" in footer(pages[0])
    assert [footer(page) for page in pages[1:first_chapter]] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert [footer(page) for page in pages[first_chapter:]] == [
        str(number) for number in range(1, len(pages) - first_chapter + 1)
    ]


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_libreoffice_repeats_headers_and_turns_the_annex(pdf, pages):
    sizes = run("pdfinfo", "-f", "1", "-l", str(len(pages)), pdf)
    annex = [number for number, page in enumerate(pages, 1) if "8.01.0" in page]

    assert len(annex) > 3
    assert all("Target Renja 2023" in pages[number - 1] for number in annex)
    assert "LAMPIRAN III" in pages[annex[0] - 1]
    for number in range(1, len(pages) + 1):
        width, height = re.search(rf"Page +{number} size: +(\S+) x (\S+)", sizes).groups()
        assert (float(width) > float(height)) == (number in annex)


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_libreoffice_breaks_no_code_and_no_amount_of_the_annex(pages):
    annex = "\n".join(pages)

    for number in range(1, 61):
        assert f"8.01.{number % 6 + 1:02}.2.01.{number:02}" in annex
        assert f"{number * 7 % 32 + 1}.351.{number:03}.098" in annex
