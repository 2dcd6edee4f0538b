"""What a typographer looks for on every page, in PDF, Word and printed HTML alike.

One report made to be awkward, on F4: headings, tables and signatures fall where pages end.
"""

import re
import subprocess
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from lxml import html as lxml_html
from nbformat.v4 import new_notebook
from office import office_pdf
from report_sample import META, shown, written

from lkjip_tools.block import (
    Cell,
    Column,
    Table,
    gap,
    pagebreak,
    pairs,
    prose,
    signature,
    signer,
    subtitle,
)
from lkjip_tools.report import LkjipDOCXExporter, LkjipHTMLExporter, LkjipPDFExporter
from lkjip_tools.report.document import read_document
from lkjip_tools.report.pages import page_data

pytestmark = pytest.mark.poppler
MM = 72 / 25.4
TEXT = (
    "penyelenggaraan pemerintahan yang akuntabel memerlukan pertanggungjawaban atas pelaksanaan "
    "kebijakan, program, dan kegiatan yang telah ditetapkan pada awal tahun anggaran"
)
WORDS = TEXT.split()
HEADING = re.compile(r"^(Judul|Subjudul) \d+|^(BAB|LAMPIRAN) [IV]+$")
KINDS = [
    "pdf",
    pytest.param("docx", marks=pytest.mark.libreoffice),
    pytest.param("html", marks=pytest.mark.browser),
]


class Word(NamedTuple):
    """A word and its edges, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Page:
    """A page as it is printed.

    Attributes:
        width: Of the paper, in points.
        height: Of the paper.
        words: Its words.
        lines: Its text, line by line, without running head and page number.
    """

    width: float
    height: float
    words: list
    lines: list


def sentence(length):
    return " ".join(WORDS[at % len(WORDS)] for at in range(length)).capitalize() + "."


def table(key, rows, orientation="portrait", columns=4):
    made = Table(
        key,
        f"Tabel uji {key}",
        [Column("No", "center", 0.6)]
        + [Column(f"Kolom {key} {at}", "left", 2) for at in range(1, columns - 1)]
        + [Column("Jumlah (Rp)", "decimal", 2)],
        orientation=orientation,
        source=f"sumber {key}",
    )
    for row in range(rows):
        texts = [sentence(3 + (row * at) % 6) for at in range(1, columns - 1)]
        made.row(f"{row + 1}", *texts, f"{row * 37 % 32 + 1}.351.{row:03}.098,5")
    made.total(Cell("Jumlah akhir", colspan=columns - 1), f"{rows}.000")
    return made.block() | {"label": f"Tabel 1.{key}", "caption_text": f"Tabel 1.{key}"}


def signing(at):
    who = signer([f"KEPALA BADAN KESATUAN BANGSA DAN POLITIK {at}"], "NONDING, S.Sos., MM.",
                 place_date="Tana Paser, 5 Februari 2024", nip="197106071997031007")  # fmt: skip
    return signature(who, who)


def awkward():
    cells = [written("# BAB I PENDAHULUAN\n\nPembuka.")]
    for at in range(1, 34):
        cells.append(written(f"{'##' if at % 3 else '###'} Judul {at}"))
        cells += [written(sentence(11 + at * 7 % 60)) for _ in range(at % 4)]
        if at % 4 == 0:
            cells.append(shown(table(f"{at}", 2 + at % 11)))
        if at % 9 == 0:
            cells.append(shown(subtitle(f"Subjudul {at}"), pairs([("Nama", "NONDING")] * 3)))
            cells.append(shown(table(f"9{at}", 12), signing(at), pagebreak()))
        if at % 7 == 0:
            cells.append(shown(prose(sentence(60)), signing(at)))
    cells.append(shown(table("777", 90)))
    cells.append(written("# LAMPIRAN I RENCANA", bagian="lampiran"))
    cells.append(shown(subtitle("Subjudul 999"), table("888", 70, "landscape", 14)))
    return new_notebook(cells=cells, metadata={"lkjip": META | {"kertas": "f4"}})


@pytest.fixture(scope="module")
def printed(tmp_path_factory, request):
    """Pages of each format, printed once."""
    folder, made = tmp_path_factory.mktemp("halaman"), {}

    def pages(kind):
        if kind not in made:
            made[kind] = list(read_pages(print_as(kind, folder, request)))
        return made[kind]

    return pages


@pytest.fixture(scope="module")
def chapters(printed):
    """The same without cover and lists."""

    def pages(kind):
        every = printed(kind)
        first = next(at for at, page in enumerate(every) if "Pembuka." in page.lines)
        return every[first:]

    return pages


def print_as(kind, folder, request, notebook=None):
    exporter = {"pdf": LkjipPDFExporter, "docx": LkjipDOCXExporter, "html": LkjipHTMLExporter}[kind]
    content = exporter().from_notebook_node(notebook or awkward())[0]
    file = folder / f"{kind}.{kind}"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    if kind == "docx":
        return office_pdf(file)
    if kind == "html":
        return chromium_pdf(file, request.getfixturevalue("chromium_path"))
    return file


def chromium_pdf(file, chromium_path):
    from playwright.sync_api import sync_playwright

    target = file.with_suffix(".pdf")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(file.as_uri())
        tab.pdf(path=target, prefer_css_page_size=True)
        browser.close()
    return target


def read_pages(file):
    done = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, encoding="utf-8"
    )
    for page in lxml_html.fromstring(done.stdout.encode()).iter("page"):
        words = [
            Word(
                word.text or "",
                *(float(word.get(side)) for side in ("xmin", "ymin", "xmax", "ymax")),
            )
            for word in page.iter("word")
        ]
        lines = list(read_lines(words))
        has_head = bool(lines) and lines[0].startswith("LKjIP Tahun 2023")
        has_foot = bool(lines) and re.fullmatch(r"[ivx]+|\d+", lines[-1])
        body = lines[has_head : len(lines) - bool(has_foot)]
        yield Page(float(page.get("width")), float(page.get("height")), words, body)


def read_lines(words):
    """Words that stand on one line of the page, across columns."""
    line, at = [], 0
    for word in sorted(words, key=lambda word: word.bottom):
        if line and word.bottom - at > 3:
            yield " ".join(word.text for word in sorted(line, key=lambda word: word.left))
            line = []
        line.append(word)
        at = word.bottom
    if line:
        yield " ".join(word.text for word in sorted(line, key=lambda word: word.left))


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_the_papers_size_upright_or_on_its_side(printed, kind):
    sizes = {(page.width, page.height) for page in printed(kind)}

    for size in sizes:
        assert sorted(size) == pytest.approx([215 * MM, 330 * MM], abs=1)
    assert {width > height for width, height in sizes} == {True, False}


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_stands_outside_the_margins(printed, kind):
    for page in printed(kind)[1:]:  # the cover bleeds
        assert min(word.left for word in page.words) >= 13.5 * MM
        assert max(word.right for word in page.words) <= page.width - 13.5 * MM
        assert min(word.top for word in page.words) >= 9 * MM
        assert max(word.bottom for word in page.words) <= page.height - 8 * MM


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_is_the_last_line_of_a_page(chapters, kind):
    pages = chapters(kind)
    headings = [line for page in pages for line in page.lines if HEADING.match(line)]

    assert len(headings) > 30
    assert [page.lines[-1] for page in pages if HEADING.match(page.lines[-1])] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_caption_is_parted_from_its_table(chapters, kind):
    last = [page.lines[-1] for page in chapters(kind)]

    assert [line for line in last if re.match(r"Tabel 1\.\d+ +Tabel uji", line)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_begins_with_a_signature(chapters, kind):
    first = [page.lines[0] for page in chapters(kind)]

    assert [line for line in first if line.startswith(("Tana Paser, 5", "KEPALA BADAN"))] == []


def gapped():
    """Gaps after every kind of block, wherever on the page these end."""
    cells = [written("# BAB I PENDAHULUAN\n\nPembuka.")]
    for at in range(1, 70):
        cells += [written(sentence(8)) for _ in range(at * 5 % 19)]
        before = [
            [prose(sentence(90))],
            [table(f"{at}", 4)],
            [table(f"{at}", 30 + at % 9)],
            [table(f"{at}", 30 + at % 7), signing(at)],
            [gap("Satu.")],
            [prose("- " + "\n- ".join(["satu", "dua", "tiga"]))],
        ][at % 6]
        cells.append(shown(*before, gap(f"Bagian {at} belum diisi.")))
    return new_notebook(cells=cells, metadata={"lkjip": META | {"kertas": "f4"}})


@pytest.mark.parametrize("kind", KINDS[:2])
def test_no_page_begins_with_a_gap_or_with_the_signature_before_it(tmp_path, request, kind):
    pages = list(read_pages(print_as(kind, tmp_path, request, gapped())))
    first = [page.lines[0] for page in pages]
    lonely = ("Belum lengkap.", "Tana Paser, 5", "KEPALA BADAN")

    assert len(pages) > 20
    assert [line for line in first if line.startswith(lonely)] == []


def test_gaps_neither_turn_a_page_nor_open_one():
    turned = gap("Rencana aksi.") | {"orientation": "landscape"}
    wide = table("1", 3, "landscape")
    cells = [
        written("# BAB I A\n\nPembuka."),
        shown(turned, pagebreak(), gap("SK."), pagebreak(), subtitle("Lain"), gap("Isi.")),
        written("# BAB II B"),
        shown(wide, gap("Tanda tangan."), turned),
    ]
    runs = page_data(read_document(new_notebook(cells=cells)))["main"]

    assert [run["orientation"] for run in runs] == ["portrait", "landscape"]
    assert [block["kind"] for block in runs[0]["blocks"]] == [
        "heading", "paragraph", "gap", "gap", "pagebreak", "subtitle", "gap",
    ]  # fmt: skip
    assert [block["kind"] for block in runs[1]["blocks"]] == ["heading", "table", "gap", "gap"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("key", "rows"), [("777", 90), ("888", 70)])
def test_a_long_table_names_its_columns_on_each_of_its_pages(chapters, kind, key, rows):
    pages = [page for page in chapters(kind) if any(f"Kolom {key}" in line for line in page.lines)]
    numbers = {
        int(line.split()[0])
        for page in pages
        for line in page.lines
        if re.match(r"\d{1,2} [A-Z]", line)
    }

    assert len(pages) > 2
    assert set(range(1, rows + 1)) <= numbers
    assert all("Jumlah (Rp)" in " ".join(page.lines) for page in pages)


@pytest.mark.parametrize("kind", KINDS[:2])
def test_the_total_of_a_long_table_is_not_alone_on_a_page(chapters, kind):
    for page in chapters(kind):
        for at, line in enumerate(page.lines):
            if line.startswith("Jumlah akhir"):
                assert re.search(r"\.351\.\d{3}\.098,5", " ".join(page.lines[:at]))


@pytest.mark.parametrize("kind", KINDS)
def test_the_wide_table_lies_on_its_side_with_its_heading(chapters, kind):
    for page in chapters(kind):
        text = " ".join(page.lines)
        if "Kolom 888" in text or "RENCANA" in text:
            assert page.width > page.height
