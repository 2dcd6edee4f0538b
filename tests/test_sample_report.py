"""The finished report of the sample agency: HTML and PDF hold the same, and the files say why."""

import csv
import json
import re
import subprocess
from pathlib import Path

import nbformat
import pytest
from lxml import html as lxml_html

from lkjip_tools.assemble import merge_chapters
from lkjip_tools.besaran import BESARAN
from lkjip_tools.block import MIME_BLOCK
from lkjip_tools.execute import find_chapters
from lkjip_tools.params import read_params
from lkjip_tools.report.document import read_document

KEYS = ["id", "label", "nilai", "satuan", "rumus", "operan", "aturan", "catatan", "bab"]
COLUMNS = ["kode", "tingkat", "lokasi", "pesan", "nilai_tercatat", "nilai_hitung", "rumus"]
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
HEADLINE = {
    "capaian_rata_rata_persen/instansi/2023": "106.56",
    "capaian_rata_rata_dibatasi_persen/instansi/2023": "98.22",
    "serapan_persen/instansi/2023": "96.34",
    "pagu_rp/instansi/2023": "32654909391",
    "sisa_rp/8.01.01/2023": "514554900",
    "porsi_realisasi_persen/8.01.01/2023": "18.10",
    "capaian_rata_rata_persen/riwayat/2019-2023": "91.19",
    "evaluasi_rata_rata_tahunan_k_persen/instansi/2023": "87.50",
    "evaluasi_rata_rata_tahunan_rp_persen/instansi/2023": "97.24",
}
# what the issue asks to be named: both values
CONTRADICTIONS = [
    ("98,18", "106,56"),
    ("189,34", "94,67"),
    ("38,91", "0,91"),
    ("95,93", "91,19"),
    ("32.654.919.391", "32.654.909.391"),
    ("45.267.771.529", "45.231.971.529"),
]


@pytest.fixture(scope="module")
def page(sample_report):
    return (sample_report / "laporan.html").read_text("utf-8")


@pytest.fixture(scope="module")
def tree(page):
    return lxml_html.document_fromstring(page)


@pytest.fixture(scope="module")
def figures(sample_report):
    text = (sample_report / "angka.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def findings(sample_report):
    with (sample_report / "temuan.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def merged(sample_run):
    chapters = [
        (chapter, nbformat.read(sample_run.output / "notebooks" / f"{chapter.name}.ipynb", 4))
        for chapter in find_chapters(sample_run.root)
    ]
    return merge_chapters(chapters, read_params("kesbangpol-paser", sample_run.root), 2023)


@pytest.fixture(scope="module")
def blocks(merged):
    return [
        output.data[MIME_BLOCK]
        for cell in merged.cells
        for output in cell.get("outputs", [])
        if MIME_BLOCK in output.get("data", {}) and "laporan" in cell.metadata.tags
    ]


def pdf_text(report: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(report / "laporan.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def packed(text: str) -> str:
    """Return a text without white space and hyphens of line ends, to compare across layouts."""
    return re.sub(r"[\s\u00ad\u200b\u2060-]+", "", text)


def test_every_file_of_a_report_is_there(sample_report):
    names = {path.name for path in sample_report.iterdir()}

    assert names == {
        *("laporan.html", "laporan.pdf", "notebooks"),
        *("angka.jsonl", "temuan.csv", "manifest.json"),
    }


def test_every_figure_says_how_it_was_reached(figures):
    ids = {figure["id"] for figure in figures}

    assert len(ids) == len(figures) > 600
    for figure in figures:
        assert list(figure) == KEYS, figure["id"]
        besaran, kode, tahun = figure["id"].split("/")
        assert besaran in BESARAN
        assert kode
        assert re.match(r"20\d\d", tahun)
        assert figure["rumus"].startswith(f"{besaran} = ")
        assert figure["nilai"] is not None or figure["catatan"]
        for operand in figure["operan"]:
            place = operand["sumber"]
            assert place in ids or "baris" in place or "aturan" in place or "/" in place, figure[
                "id"
            ]


@pytest.mark.parametrize(("id", "printed"), HEADLINE.items(), ids=list(HEADLINE))
def test_the_headline_figures_follow_from_the_declared_base(id, printed, figures):
    value = next(figure["nilai"] for figure in figures if figure["id"] == id)
    places = len(printed.partition(".")[2])

    assert f"{round(float(value) + 1e-9, places):.{places}f}" == printed


def test_money_left_on_a_missed_target_is_no_efficiency(figures):
    figure = next(item for item in figures if item["id"] == "efisiensi_persen/8.01.01/2023")

    assert figure["nilai"] is None
    assert "sisa anggaran bukan efisiensi" in figure["catatan"]


@pytest.mark.parametrize(("recorded", "computed"), CONTRADICTIONS)
def test_a_contradiction_is_named_with_both_values_and_its_place(recorded, computed, findings):
    found = [
        item
        for item in findings
        if recorded in item["nilai_tercatat"] and computed in item["nilai_hitung"]
    ]

    assert found, (recorded, computed)
    assert all("baris" in item["lokasi"] for item in found)


def test_targets_that_differ_between_documents_are_named_with_every_value(findings):
    texts = [
        item["nilai_tercatat"] + item["pesan"] for item in findings if "target" in item["kode"]
    ]

    assert any("100" in text and "80" in text and "IKU-2" in text for text in texts)


def test_both_totals_of_the_budget_are_named(findings):
    assert [
        item
        for item in findings
        if all(total in " ".join(item.values()) for total in ("32.654.909.391", "32.351.024.068"))
    ]


def test_the_findings_have_the_columns_of_the_issue(findings):
    assert list(findings[0]) == COLUMNS
    assert all(item["kode"] and item["lokasi"] and item["pesan"] for item in findings)


def test_the_manifest_names_inputs_policies_and_counts(sample_report, findings):
    manifest = json.loads((sample_report / "manifest.json").read_text("utf-8"))

    assert sum(manifest["temuan"].values()) == len(findings)
    assert manifest["kebijakan"]["efisiensi"] == "sisa"
    assert "data/kesbangpol-paser/2023/kinerja.csv" in manifest["data"]
    assert "notebooks/03a_capaian_kinerja.ipynb" in manifest["notebook"]
    assert manifest["aturan"]["rumus_capaian"]["verifikasi"] == "belum diverifikasi"
    assert set(manifest["keluaran"]) == {
        *("laporan.html", "laporan.pdf", "angka.jsonl", "temuan.csv")
    }


def test_the_page_is_one_file_that_needs_nothing(page):
    outside = re.findall(r'(?:src|href)="(?!#|data:|https?://pasirkab)([^"]*)"', page)

    assert [target for target in outside if not target.startswith("mailto:")] == []
    assert "<script src" not in page
    assert 'lang="id"' in page


@pytest.mark.poppler
def test_html_and_pdf_hold_every_heading_and_caption(merged, tree, sample_report):
    document = read_document(merged)
    screen, paper = packed(tree.text_content()), packed(pdf_text(sample_report))
    titles = [node["title"] for node in document.tables + document.charts]
    captions = [node["label"] + node["title"] for node in document.tables + document.charts]
    assert len(titles) > 20

    for caption in captions:
        assert packed(caption) in screen
        assert packed(caption) in paper
    for heading in document.toc:
        assert packed(heading["text"]) in screen
        assert packed(heading["text"]) in paper
    for number in range(1, 15):
        assert any(re.match(rf"Tabel {number}[abc]?\D", caption) for caption in captions), number


@pytest.mark.poppler
def test_html_and_pdf_hold_every_number_of_every_table(blocks, tree, sample_report):
    screen, paper = packed(tree.text_content()), packed(pdf_text(sample_report))
    texts = {
        packed(cell["text"])
        for block in blocks
        if block["kind"] == "table"
        for row in block["body"]
        for cell in row["cells"]
        if re.fullmatch(r"[−+]?[\d.,]*\d", cell["text"])
    }
    assert len(texts) > 500

    assert [text for text in texts if text not in screen] == []
    assert [text for text in texts if text not in paper] == []


@pytest.mark.poppler
def test_the_pdf_holds_no_number_that_the_html_lacks(tree, sample_report):
    screen = set(NUMBER.findall(tree.text_content()))
    paper = set(NUMBER.findall(pdf_text(sample_report)))
    pages = {str(number) for number in range(1, 200)}
    joined = packed(tree.text_content())

    assert [number for number in paper - screen - pages if number not in joined] == []


@pytest.mark.poppler
def test_the_pdf_has_roman_then_arabic_pages_bookmarks_and_embedded_fonts(sample_report):
    path = str(sample_report / "laporan.pdf")
    info = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
    text = pdf_text(sample_report, "-f", "2", "-l", "3")

    assert "Laporan Kinerja Instansi Pemerintah (LKjIP) Tahun 2023" in info
    assert re.search(r"Tagged:\s+yes", info)
    assert all(re.search(r"\byes\b", line) for line in fonts.splitlines()[2:])
    assert [page.split()[-1] for page in text.split("\f") if page.strip()] == ["i", "ii"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_asks_for_nothing_and_never_scrolls_sideways(width, chromium_path, sample_report):
    from playwright.sync_api import sync_playwright

    asked, said = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"]
        )
        view = browser.new_page(viewport={"width": width, "height": 900})
        view.on("request", lambda request: asked.append(request.url))
        view.on("console", lambda message: said.append(message.text))
        url = (sample_report / "laporan.html").as_uri()
        view.goto(url)
        wide = view.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        headings = view.locator("h1").all_inner_texts()
        browser.close()

    assert [found for found in asked if found != url and not found.startswith("data:")] == []
    assert said == []
    assert wide <= 0
    assert any("Akuntabilitas Kinerja" in heading for heading in headings)
