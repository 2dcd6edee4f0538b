"""One realisasi is changed: the tables and charts of every format show it, like the sentences."""

import subprocess

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html as lxml_html
from project import copy_project, run
from pypdf import PdfReader

OLD, NEW = '73,,,"65,22",,"89,34",L445', '73,,,"75,50",,"89,34",L445'
CAPAIAN = "capaian_persen/IKU-1/2023"
ROW = ["nilai", "73", "75,5", "103,42", "Sangat Tinggi"]
ALT = "target 73, realisasi 75,5 nilai, capaian 103,42%"

pytestmark = pytest.mark.poppler


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """Folder of the sample's report after an edit of one cell."""
    project = copy_project(tmp_path_factory.mktemp("ubah") / "proyek")
    project.edit(project.path("kinerja"), OLD, NEW)
    built = run("lkjip", "report", cwd=project.root)
    assert built.returncode == 0, built.stdout + built.stderr
    return project.output


def page_of(folder):
    return lxml_html.fromstring((folder / "laporan.html").read_text("utf-8"))


def text_of(folder):
    command = ["pdftotext", "-raw", str(folder / "laporan.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def rows_of(folder):
    for table in Document(str(folder / "laporan.docx")).tables:
        for row in table._tbl.tr_lst:
            yield ["".join(text.text for text in cell.iter(qn("w:t"))) for cell in row.tc_lst]


def alternatives(folder):
    """What a PDF says its pictures show."""
    found, waiting = [], [PdfReader(folder / "laporan.pdf").root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, dict):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
        elif isinstance(node, list):
            waiting += node
    return found


def pictures_of(folder):
    """The pictures of a Word file: what each shows in words, and its bytes."""
    word = Document(str(folder / "laporan.docx"))
    for drawing in word.element.body.iter(qn("wp:inline")):
        said = drawing.find(qn("wp:docPr")).get("descr")
        kept = next(drawing.iter(qn("a:blip"))).get(qn("r:embed"))
        yield said, word.part.related_parts[kept].blob


def holds(row, cells):
    return any(row[at : at + len(cells)] == cells for at, _ in enumerate(row))


def test_the_tables_of_the_html_follow_the_data(changed):
    cells = page_of(changed).xpath(f"//main//td//data[@data-angka='{CAPAIAN}']")

    assert len(cells) == 3
    assert {cell.text_content() for cell in cells} == {"103,42"}


def test_the_charts_of_the_html_follow_the_data(changed):
    marks = page_of(changed).xpath(f"//main//svg//*[@data-angka='{CAPAIAN}']/@data-nilai")

    assert marks
    assert all(mark.startswith("103.42") for mark in marks)


def test_the_tables_of_the_pdf_follow_the_data(changed, sample_report):
    words = " ".join(text_of(changed).split())

    assert " ".join(ROW) in words
    assert "65,22 89,34" in " ".join(text_of(sample_report).split())
    assert "65,22 89,34" not in words


def test_the_charts_of_the_pdf_follow_the_data(changed, sample_report):
    (told,) = [text for text in alternatives(changed) if ALT in text]
    bars = " ".join(text_of(changed).split())

    assert not any(ALT in text for text in alternatives(sample_report))
    assert "73 75,5 103,42%" in bars
    assert "73 65,22 89,34%" in " ".join(text_of(sample_report).split())
    assert "73 65,22 89,34%" not in bars
    assert told.startswith("Keenam IKU mencapai target")


def test_the_tables_of_the_word_file_follow_the_data(changed, sample_report):
    assert any(holds(row, ROW) for row in rows_of(changed))
    assert not any(holds(row, ROW) for row in rows_of(sample_report))
    assert not any(holds(row, ["65,22", "89,34"]) for row in rows_of(changed))


def test_the_charts_of_the_word_file_follow_the_data(changed, sample_report):
    after, before = list(pictures_of(changed)), list(pictures_of(sample_report))
    (told,) = [said for said, _ in after if ALT in said]

    differ = [new for (old, a), (new, b) in zip(before, after, strict=True) if a != b]
    assert told in differ
