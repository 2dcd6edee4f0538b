"""A draft: each finding beside what it is about, all of them at the end, and a watermark."""

import io
import re
import zipfile
from collections import Counter

import docx
import pdfplumber
import pytest
from draft_sample import DATA, NARASI, cell, draft_notebook, figure, heading, iku, narrative, told
from lxml import html as lxml_html
from nbformat.v4 import new_notebook
from report_sample import merged_notebook
from standards import PROFILES, failures
from tables import TAHUN

from lkjip_tools.margin import mark_findings, naskah_spans
from lkjip_tools.report.render import render
from lkjip_tools.shown import MIME_BLOCK

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def marked(notebook, findings, figures=(), spans=None):
    """Where findings were marked: row and column of cells, text of lines; and what they say."""
    places = mark_findings(notebook, figures, findings, spans or {})
    found = []
    for each in notebook.cells:
        for output in each.get("outputs", []):
            block = output.data[MIME_BLOCK]
            for y, row in enumerate(block.get("body", [])):
                for x, printed in enumerate(row["cells"]):
                    found += [(number, y, x) for number in printed.get("temuan", [])]
            for line in block.get("markdown", "").split("\n"):
                found += [
                    (int(number), line.partition(" [T")[0])
                    for number in re.findall(r"\(temuan:(\d+)\)", line)
                ]
    return found, places


# ---- What a finding is about --------------------------------------------------------------------


def test_the_row_that_a_table_row_was_read_from():
    table = iku(
        (f"{DATA}/pk.csv baris 2 (naskah L9)", None, ""), (f"{DATA}/pk.csv baris 3", None, "")
    )

    assert marked(new_notebook(cells=[cell(table)]), told(f"{DATA}/pk.csv baris 3")) == (
        [(1, 1, 0)],
        {1: ["Tabel 3.1"]},
    )


def test_the_cell_whose_figure_was_read_there():
    table = iku(("", "target/IKU-1/2023", f"{DATA}/kinerja.csv baris 58 kolom target"))

    found, _ = marked(new_notebook(cells=[cell(table)]), told(f"{DATA}/kinerja.csv baris 58"))

    assert found == [(1, 0, 1)]


def test_a_figure_that_was_read_there_comes_before_the_change_computed_from_it():
    place = f"{DATA}/kinerja.csv baris 71 kolom realisasi"
    figures = [
        figure("perubahan_realisasi/IKU-1/2023", place),
        figure("realisasi/IKU-1/2022", read=place),
    ]
    table = iku(*(("", each["id"], "") for each in figures))

    found, _ = marked(new_notebook(cells=[cell(table)]), told(place), figures)

    assert found == [(1, 1, 1)]


def test_the_cell_of_the_column_that_the_finding_names():
    row = f"{DATA}/kinerja.csv baris 58"
    table = iku(("", "target/IKU-1/2023", ""), ("", "realisasi/IKU-1/2023", ""))
    figures = [
        figure(f"{column}/IKU-1/2023", read=f"{row} kolom {column}")
        for column in ("target", "realisasi")
    ]
    notebook = new_notebook(cells=[cell(table)])

    assert marked(notebook, told(f"{row} kolom realisasi"), figures)[0] == [(1, 1, 1)]


def test_the_cell_whose_figure_was_computed_from_there():
    table = iku(("", "capaian_persen/IKU-1/2023", ""))
    figures = [figure("capaian_persen/IKU-1/2023", f"{DATA}/kinerja.csv baris 58 kolom target")]

    found, _ = marked(
        new_notebook(cells=[cell(table)]), told(f"{DATA}/kinerja.csv baris 58"), figures
    )

    assert found == [(1, 0, 1)]


def test_a_number_as_it_was_read_comes_before_one_computed_from_it():
    computed = iku(("", "capaian_persen/IKU-1/2023", ""))
    read = iku(("", "target/IKU-1/2023", f"{DATA}/kinerja.csv baris 58 kolom target"))
    figures = [figure("capaian_persen/IKU-1/2023", f"{DATA}/kinerja.csv baris 58 kolom target")]
    notebook = new_notebook(cells=[cell(computed | {"label": "Tabel 1"}), cell(read)])

    _, places = marked(notebook, told(f"{DATA}/kinerja.csv baris 58"), figures)

    assert places == {1: ["Tabel 3.1"]}


def test_contradicting_rows_are_each_shown_where_they_are_printed():
    first = iku((f"{DATA}/kinerja.csv baris 58", None, ""))
    second = iku((f"{DATA}/kinerja.csv baris 11", None, "")) | {"label": "Tabel 2.3"}
    notebook = new_notebook(cells=[cell(second), cell(first)])
    about = f"{DATA}/kinerja.csv baris 58 (naskah L445); {DATA}/kinerja.csv baris 11 (naskah L322)"

    _, places = marked(notebook, told(about))

    assert places == {1: ["Tabel 3.1", "Tabel 2.3"]}


def test_a_range_is_every_row_of_it_and_shown_once_in_a_table():
    table = iku(*((f"{DATA}/riwayat.csv baris {row}", None, "") for row in (7, 4, 5)))
    about = f"{DATA}/riwayat.csv baris 2 sampai dengan {DATA}/riwayat.csv baris 5"

    found, _ = marked(new_notebook(cells=[cell(table)]), told(about))

    assert found == [(1, 1, 0)]


def test_the_line_of_a_narrative():
    notebook = new_notebook(cells=[heading("## A. Capaian"), cell(narrative("Satu.", "", "Tiga."))])

    found, places = marked(notebook, told(f"{NARASI} baris 5"))

    assert found == [(1, "Tiga.")]
    assert places == {1: ["A. Capaian"]}


def test_a_heading_of_a_narrative_stays_clean_and_names_the_place():
    text = narrative("Satu.", "", "### Sasaran 1", "", "Uraian.", "", "### Sasaran 2")

    found, places = marked(new_notebook(cells=[cell(text)]), told(f"{NARASI} baris 5"))

    assert found == [(1, "Uraian.")]
    assert places == {1: ["Sasaran 1"]}


def test_the_narrative_taken_from_a_line_of_the_document_at_the_paragraph_with_the_figure():
    text = narrative("Pembuka.", "", "Serapan [96,34%](angka:serapan_persen/instansi/2023).")
    about = told(f"{DATA}/klaim.csv baris 7 (naskah L49)", "serapan_persen/instansi/2023")

    found, _ = marked(new_notebook(cells=[cell(text)]), about, spans={NARASI: [(36, 51)]})

    assert found == [(1, "Serapan [96,34%](angka:serapan_persen/instansi/2023).")]


def test_the_figure_where_neither_row_nor_line_is_printed():
    table = iku(("", "capaian_persen/IKU-1/2023", ""))
    text = narrative("Capaian [89,34](angka:capaian_persen/IKU-1/2023).")
    about = told(f"{DATA}/klaim.csv baris 25 (naskah L900)", "capaian_persen/IKU-1/2023")

    found, _ = marked(new_notebook(cells=[cell(text), cell(table)]), about)

    assert found == [(1, 0, 1)]


def test_the_row_next_to_it_as_a_last_resort():
    table = iku((f"{DATA}/kinerja.csv baris 71", None, ""))

    assert marked(new_notebook(cells=[cell(table)]), told(f"{DATA}/kinerja.csv baris 72"))[0]
    assert not marked(new_notebook(cells=[cell(table)]), told(f"{DATA}/kinerja.csv baris 74"))[0]


@pytest.mark.parametrize(
    "lokasi", ["regulations/efisiensi.yml", "params: kepala", f"{DATA}/aset.csv baris 3", ""]
)
def test_what_is_printed_nowhere_is_marked_nowhere(lokasi):
    table = iku((f"{DATA}/pk.csv baris 3", None, ""))

    assert marked(new_notebook(cells=[cell(table, narrative("Satu."))]), told(lokasi)) == ([], {})


def test_marks_touch_neither_the_chapter_nor_its_text():
    block = iku((f"{DATA}/pk.csv baris 3", None, ""))
    kept = iku((f"{DATA}/pk.csv baris 3", None, ""))
    notebook = new_notebook(cells=[cell(block)])
    inner = notebook.cells[0].outputs[0].data[MIME_BLOCK]["body"]

    mark_findings(notebook, [], told(f"{DATA}/pk.csv baris 3"), {})

    assert inner == kept["body"]


def test_narratives_say_which_lines_they_were_taken_from(tmp_path):
    folder = tmp_path / "data" / "dinas" / "2023"
    (folder / "narasi").mkdir(parents=True)
    (folder / "narasi" / "a.md").write_text("<!-- sumber: L12-L18; L30 -->\n\nTeks L99.", "utf-8")
    (folder / "narasi" / "b.md").write_text("Teks L5.", "utf-8")

    assert naskah_spans(tmp_path, folder) == {"data/dinas/2023/narasi/a.md": [(12, 18), (30, 30)]}


# ---- How a draft looks --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook():
    return draft_notebook()


@pytest.fixture(scope="module")
def files(notebook):
    return render(notebook, ["html", "pdf", "docx"])


def test_the_same_draft_gives_the_same_bytes(notebook, files):
    assert render(notebook, ["html", "pdf", "docx"]) == files


def test_html_leads_from_each_mark_to_its_note(files):
    page = lxml_html.document_fromstring(files["html"].decode())
    notes = {note.get("id"): note for note in page.xpath("//aside[contains(@class, 'temuan')]")}
    marks = page.xpath("//a[contains(@class, 'tanda-temuan')]")

    assert [mark.text for mark in marks] == ["T1", "T2", "T3"]
    assert [mark.get("href")[1:] for mark in marks] == list(notes)
    assert "Satu <b>tebal</b> & berbahaya." in notes["temuan-1-1"].text_content()
    assert "Ditanggapi: Sudah benar." in notes["temuan-2-1"].text_content()


def test_html_says_what_it_is_before_anything_else(files):
    page = lxml_html.document_fromstring(files["html"].decode())
    band = page.xpath("//aside[@class='pita-draf']")[0]

    assert "2 material, 0 minor, 1 catatan" in band.text_content()
    assert page.xpath(f"//*[@id='{band.xpath('.//a')[0].get('href')[1:]}']")
    assert page.findtext(".//title").startswith("Draf Laporan Kinerja")


def test_all_findings_stand_at_the_end_with_their_places(files):
    page = lxml_html.document_fromstring(files["html"].decode())
    rows = page.xpath("//h1[.='Daftar Temuan']/following::table//tbody/tr")
    texts = [[" ".join(it.text_content().split()) for it in row] for row in rows]

    assert [row[0] for row in texts] == ["T1", "T4", "T2", "T3"]
    assert [row[3] for row in texts] == ["Tabel 3.1", "–", "Tabel 3.1", "Bab V Tambahan"]
    assert [row[4] for row in texts] == ["–", "–", "Sudah benar.", "–"]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_pdf_of_a_draft_keeps_the_standards(files, profile):
    assert failures(files["pdf"], profile) == []


def test_every_page_of_the_pdf_is_marked_and_notes_stand_beside_their_marks(files):
    with pdfplumber.open(io.BytesIO(files["pdf"])) as pdf:
        big = [[c["text"] for c in page.chars if c["size"] > 100] for page in pdf.pages]
        assert all(Counter("DRAF") <= Counter(letters) for letters in big)
        page = next(page for page in pdf.pages if "TAMBAHAN" in page.extract_text().upper()
                    and "Dua." in page.extract_text())  # fmt: skip
        words = page.extract_words()
    edge = page.width - 62 / 25.4 * 72
    notes = [word for word in words if word["x0"] > edge]
    tags = {word["text"]: word for word in words if re.fullmatch(r"T\d", word["text"])}
    beside = {word["text"]: word["top"] for word in notes if re.fullmatch(r"T\d", word["text"])}

    assert set(beside) == {"T1", "T2", "T3"}
    assert set(tags) >= {"T1", "T3"}
    assert sorted(beside.values()) == [beside["T1"], beside["T2"], beside["T3"]]
    assert "Tiga." in [word["text"] for word in notes]


def test_what_stands_in_the_strip_is_no_part_of_the_text(files):
    """The strip widens the page; the text breaks as it will in the report."""
    with pdfplumber.open(io.BytesIO(files["pdf"])) as pdf:
        sizes = {(round(page.width), round(page.height)) for page in pdf.pages}
    wide, high = 210 / 25.4 * 72, 297 / 25.4 * 72
    strip = 52 / 25.4 * 72

    assert (round(wide + strip), round(high)) in sizes
    assert (round(high + strip), round(wide)) in sizes


@pytest.fixture(scope="module")
def word(files):
    return docx.Document(io.BytesIO(files["docx"]))


def test_word_has_each_finding_as_a_comment_where_it_belongs(word):
    comments = {comment.comment_id: comment.text for comment in word.comments}
    body = word.element.body
    references = [int(it.get(f"{W}id")) for it in body.iter(f"{W}commentReference")]

    assert references == list(comments)
    assert [text.splitlines()[0] for text in comments.values()] == [
        "T1 (material) Target berbeda", "T2 (minor) Target berbeda", "T3 (catatan) Target berbeda",
    ]  # fmt: skip
    assert "Ditanggapi: Sudah benar." in comments[1]
    starts = [it.get(f"{W}id") for it in body.iter(f"{W}commentRangeStart")]
    assert starts == [it.get(f"{W}id") for it in body.iter(f"{W}commentRangeEnd")]


def test_comments_carry_the_day_of_the_report(files):
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
        xml = package.read("word/comments.xml").decode()

    assert set(re.findall(r'w:date="([^"]*)"', xml)) == {"2024-02-05T00:00:00Z"}


def test_every_section_of_the_word_file_has_the_watermark(word):
    headers = [
        section.header._element.xml for section in word.sections
        if not section.header.is_linked_to_previous
    ]  # fmt: skip

    assert not word.sections[0].header.is_linked_to_previous
    assert len(headers) == 2
    assert all('string="DRAF"' in xml for xml in headers)


def test_what_is_no_draft_has_nothing_of_it():
    plain = render(merged_notebook(), ["html", "docx"])

    assert b"DRAF" not in plain["html"].replace(b"DRAFT", b"")
    assert b"pita-draf" not in plain["html"]
    with zipfile.ZipFile(io.BytesIO(plain["docx"])) as package:
        assert not any(b"DRAF" in package.read(name) for name in package.namelist())


# ---- The sample ---------------------------------------------------------------------------------


@pytest.fixture
def draft(replay):
    return replay.report(status="draf", formats=["html"])


def test_the_sample_s_findings_stand_beside_what_they_are_about(draft):
    page = lxml_html.parse(draft.folder / "laporan.html").getroot()
    shown = {note.get("id").split("-")[1] for note in page.xpath("//aside[@role='note'][@id]")}
    rows = page.xpath("//h1[.='Daftar Temuan']/following::table//tbody/tr")

    assert draft.folder.name == f"{TAHUN}-draf"
    assert len(rows) == sum(draft.findings.values())
    assert len(shown) > 0.75 * len(rows)


def test_a_row_of_the_sample_is_found_in_its_table(draft):
    page = lxml_html.parse(draft.folder / "laporan.html").getroot()
    lists = {
        row[0].text_content().strip(): row
        for row in page.xpath("//h1[.='Daftar Temuan']/following::table//tbody/tr")
    }
    number = next(name for name, row in lists.items() if "8.01.01.2.02.01 tercatat 64" in
                  row.text_content())  # fmt: skip
    mark = page.xpath(f"//a[contains(@class, 'tanda-temuan')][.='{number}']")[0]

    assert "8.01.01.2.02.01" in mark.xpath("ancestor::tr")[0].text_content()


def test_a_draft_of_a_part_is_checked_and_lists_every_finding(replay):
    part = replay.report(status="draf", bab=["4"], formats=["html"])

    assert part.folder.name == f"{TAHUN}-draf-bab-4"
    assert sum(part.findings.values()) > 100
    assert "temuan.csv" in part.written
