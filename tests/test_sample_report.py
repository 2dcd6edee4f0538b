"""The finished report of the sample agency: complete, traceable, the same in every format.

The HTML is read by its elements, the PDF by poppler: neither is asked what it meant to print.
"""

import csv
import hashlib
import json
import re
import subprocess
from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import takewhile

import nbformat
import pytest
from lxml import html as lxml_html
from project import run
from tables import INSTANSI, ROOT, TAHUN

from lkjip_tools import __version__
from lkjip_tools.assemble import merge_chapters
from lkjip_tools.besaran import BESARAN
from lkjip_tools.execute import find_chapters
from lkjip_tools.number import format_number
from lkjip_tools.params import read_params
from lkjip_tools.report.cut import cut_table
from lkjip_tools.report.document import read_document
from lkjip_tools.response import COLUMNS

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BLOCK = {
    *("section", "div", "p", "li", "ol", "ul", "table", "caption", "tr", "td", "th", "br"),
    *("h1", "h2", "h3", "h4", "figcaption", "figure", "dl", "dt", "dd", "thead", "tbody", "tfoot"),
}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[^\W\d_]+")
KICKER = re.compile(r"^(B A B|L A M P I R A N) ([IVX ]+)$")
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
FIGURE_KEYS = [
    *("id", "label", "nilai", "satuan", "rumus", "operan", "sumber", "aturan", "catatan", "bab"),
]
OPERAND_KEYS = ["nama", "id", "label", "nilai", "satuan", "sumber"]
PLACE = re.compile(rf"data/{INSTANSI}/{TAHUN}/(\w+)\.csv baris (\d+) kolom (\w+)")


# ---- What is compared ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def document(sample_run):
    """The neutral document that both exporters were given."""
    root = sample_run.root
    executed = [
        (chapter, nbformat.read(sample_run.output / "notebooks" / chapter.path.name, 4))
        for chapter in find_chapters(root)
    ]
    return read_document(merge_chapters(executed, read_params(INSTANSI, root), TAHUN))


@pytest.fixture(scope="module")
def page(sample_report):
    return lxml_html.document_fromstring((sample_report / "laporan.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def main(sample_report):
    """The report within the HTML, without lists of tables and folded explanations."""
    page = lxml_html.document_fromstring((sample_report / "laporan.html").read_text("utf-8"))
    element = page.get_element_by_id("laporan")
    for aside in element.xpath(".//nav|.//details|.//*[local-name()='style']"):
        aside.drop_tree()
    return element


@pytest.fixture(scope="module")
def pages(sample_report):
    """The PDF's pages as `(running head, body, page number)`, in the order they were set."""
    return [split_page(text) for text in raw_pages(sample_report / "laporan.pdf")]


@pytest.fixture(scope="module")
def body(pages):
    """The text of the PDF that the HTML has too: without cover, contents and lists."""
    numbers = [number for _, _, number in pages]
    front = numbers.index("1")
    lists = next(at for at, (_, text, _) in enumerate(pages) if text.startswith("Daftar Isi\n"))
    text = "\n".join(text for _, text, _ in [*pages[1:lists], *pages[front:]])
    return re.sub("\u00ad+\n?", "", text)  # words that were broken where a line ends


@pytest.fixture(scope="module")
def figures(sample_report):
    text = (sample_report / "angka.jsonl").read_text("utf-8")
    return {figure["id"]: figure for figure in map(json.loads, text.splitlines())}


@pytest.fixture(scope="module")
def findings(sample_report):
    with (sample_report / "temuan.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def poppler(*command):
    done = subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


@cache
def raw_pages(pdf):
    return poppler("pdftotext", "-raw", pdf, "-").split("\f")[:-1]


def split_page(text):
    *lines, number = text.rstrip("\n").split("\n")
    lines = [KICKER.sub(closed_up, line) for line in lines]
    has_head = bool(lines) and lines[0].startswith(f"LKjIP Tahun {TAHUN} Badan")
    return (lines[0] if has_head else ""), "\n".join(lines[has_head:]), number


def closed_up(kicker):
    """Letters that are set apart, as poppler's `-raw` reads them."""
    return " ".join(part.replace(" ", "") for part in kicker.groups())


def text_of(element):
    """What a reader sees of an element, block by block."""
    parts = []

    def walk(node):
        is_block = node.tag in BLOCK
        parts.append("\n" * is_block + (node.text or ""))
        for child in node:
            if isinstance(child.tag, str):
                walk(child)
            parts.append(child.tail or "")
        parts.append("\n" * is_block)

    walk(element)
    return "".join(parts)


def squeezed(text):
    """Without spaces and break opportunities: a line may end anywhere."""
    return re.sub(r"[\s\u00ad\u200b]", "", text)


def plain(text):
    return " ".join(text.split())


def labels(main):
    """The numbers that the PDF sets before the items of ordered lists, and a browser draws."""
    counted = Counter()
    for items in main.iter("ol"):
        if sum(1 for _ in items.iterancestors("ol")) % 2 == 0:  # the others count in letters
            start = int(items.get("start", 1))
            counted += Counter(str(start + at) for at, _ in enumerate(items.findall("li")))
    return counted


# ---- Files --------------------------------------------------------------------------------------


def test_the_report_has_all_its_files(sample_report):
    chapters = {f"notebooks/{chapter.path.name}" for chapter in find_chapters(ROOT)}
    files = {
        path.relative_to(sample_report).as_posix()
        for path in sample_report.rglob("*")
        if path.is_file()
    }

    reports = {"laporan.html", "laporan.pdf", "laporan.docx"}
    assert reports | {"angka.jsonl", "temuan.csv", "manifest.json"} | chapters <= files
    assert {name for name in files if name.startswith("notebooks/")} == chapters
    assert not [name for name in files if "/." in f"/{name}"]


def test_the_chapters_are_kept_as_executed(sample_report):
    for path in (sample_report / "notebooks").glob("*.ipynb"):
        notebook = nbformat.read(path, 4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]

        assert notebook.metadata.papermill.exception is None
        assert all(cell.execution_count for cell in code)
        assert any(cell.outputs for cell in code)


def test_nothing_is_left_open_in_the_report(document, body):
    holes = [node["text"] for node in [*document.front, *document.main] if node["kind"] == "gap"]
    known = ("Tidak dilampirkan:", "Tanda ", "Perjanjian kinerja yang", "Rencana aksi yang")

    assert [text for text in holes if not text.startswith(known)] == []  # see test_naskah.py
    assert (
        re.findall(r"\{\{|\}\}|rujukan tidak dikenal|format tidak dikenal|\bNaN\b|None", body) == []
    )


# ---- angka.jsonl --------------------------------------------------------------------------------


def test_every_figure_has_the_same_keys(figures):
    assert {tuple(figure) for figure in figures.values()} == {tuple(FIGURE_KEYS)}
    assert {tuple(operand) for figure in figures.values() for operand in figure["operan"]} == {
        tuple(OPERAND_KEYS)
    }


def test_every_figure_stands_once_under_an_id_of_a_documented_quantity(figures, sample_report):
    lines = (sample_report / "angka.jsonl").read_text("utf-8").splitlines()

    assert len(lines) == len(figures) > 1500
    for id, figure in figures.items():
        besaran, code, year = id.split("/")
        assert besaran in BESARAN
        assert code
        assert re.fullmatch(r"\d{4}(-\d{4}|-TW[1-4])?", year)
        if figure["rumus"]:
            assert figure["rumus"].startswith(f"{besaran} = ")
            assert figure["sumber"] == ""
        else:
            assert figure["sumber"] or figure["catatan"], id
            assert figure["operan"] == []


def test_a_value_is_exact_decimal_text(figures):
    for figure in figures.values():
        besaran = figure["id"].split("/")[0]
        if BESARAN[besaran].unit in ("predikat", "teks") or besaran == "kondisi_awal":
            continue  # words, or a grade
        value = figure["nilai"]
        assert value is None or re.fullmatch(r"-?\d+(\.\d+)?", value), figure["id"]
    assert any(len(figure["nilai"] or "") > 25 for figure in figures.values())


def test_a_figure_that_could_not_be_computed_says_why(figures):
    silent = [id for id, it in figures.items() if it["nilai"] is None and not it["catatan"]]

    assert silent == []


def test_every_operand_has_a_value_and_a_source_that_exists(figures):
    known_rule = re.compile(r"aturan \w+(/\w+)?")
    lost = []
    for id, figure in figures.items():
        for operand in figure["operan"]:
            source, place = operand["sumber"], PLACE.match(operand["sumber"])
            if place:
                name, line, column = place.groups()
                rows = read_csv(name)
                found = column in rows[0] and 2 <= int(line) <= len(rows) + 1
            else:
                found = source in figures or known_rule.fullmatch(source)
            if not found:
                lost.append((id, operand["nama"], source))
    assert lost == []


def test_an_operand_without_a_value_leaves_its_figure_without_one_or_noted(figures):
    for figure in figures.values():
        if any(operand["nilai"] is None for operand in figure["operan"]):
            assert figure["nilai"] is None or figure["catatan"], figure["id"]


def test_an_operand_that_was_computed_has_the_value_of_its_own_line(figures):
    for figure in figures.values():
        for operand in figure["operan"]:
            if operand["sumber"] in figures:
                assert operand["nilai"] == figures[operand["sumber"]]["nilai"], figure["id"]


def test_an_operand_that_was_read_is_what_the_file_says(figures):
    """Every number is looked up again, with nothing of the loader between."""
    read = {
        (operand["sumber"], operand["nilai"])
        for figure in figures.values()
        for operand in figure["operan"]
        if PLACE.match(operand["sumber"])
        and operand["satuan"] != "teks"
        and re.fullmatch(r"[\d.]+", operand["nilai"] or "")
    }
    wrong = [
        (source, value)
        for source, value in read
        if is_number(cell_of(source)) and number_of(cell_of(source)) != Decimal(value)
    ]

    assert len(read) > 500
    assert wrong == []


def cell_of(source):
    name, line, column = PLACE.match(source).groups()
    return read_csv(name)[int(line) - 2][column].strip()


def is_number(text):
    """A predicate such as B counts as a number by a rule of its own."""
    return bool(NUMBER.fullmatch(text))


def number_of(text):
    return Decimal(text.replace(".", "").replace(",", "."))


@cache
def read_csv(name):
    """A table as text; row 0 stands on line 2. The sample has no cell of several lines."""
    path = ROOT / "data" / INSTANSI / str(TAHUN) / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HEADLINES = {
    "pagu_rp/instansi/2023": "32654909391",
    "realisasi_rp/instansi/2023": "31458315432",
    "sisa_rp/instansi/2023": "1196593959",
    "serapan_persen/instansi/2023": "96.33563840379299125031830348",
    "capaian_persen/IKU-1/2023": "89.34246575342465753424657534",
    "capaian_persen/IKU-3/2023": "125.00",
    "capaian_rata_rata_persen/instansi/2023": "106.5570776255707762557077626",
    "capaian_rata_rata_dibatasi_persen/instansi/2023": "98.22374429223744292237442922",
    "capaian_rata_rata_persen/riwayat/2019-2023": "91.186",
    "predikat_capaian/instansi/2023": "Sangat Tinggi",
    "sisa_rp/8.01.01/2023": "514554900",
    "evaluasi_rata_rata_tahunan_k_persen/instansi/2023": "87.50",
    "jumlah_iku_tercapai/instansi/2023": "5",
}


@pytest.mark.parametrize(("id", "value"), HEADLINES.items())
def test_a_headline_figure_has_the_value_that_was_checked_by_hand(figures, id, value):
    assert figures[id]["nilai"] == value


def test_money_left_on_a_missed_target_is_no_efficiency(figures):
    figure = figures["efisiensi_persen/8.01.01/2023"]

    assert figure["nilai"] is None
    assert "sisa anggaran bukan efisiensi" in figure["catatan"]


def test_every_figure_of_the_html_has_the_value_of_its_line(page, figures):
    shown = [
        data for data in page.xpath("//data[@data-angka]") if data.get("data-angka") in figures
    ]
    ids = {data.get("data-angka") for data in shown}

    assert len(ids) > 200
    assert [
        data.get("data-angka")
        for data in shown
        if data.get("value") != figures[data.get("data-angka")]["nilai"]
    ] == []


def test_every_printed_figure_is_its_value_rounded(page, figures):
    """Whatever is printed lies within half of its last digit from the unrounded value.

    In a sentence a word stands for the minus: `turun 4,78`, `7,78 di bawah target`.
    """
    wrong = []
    for data in page.xpath("//data[@data-angka][@value]"):
        text, value = data.text_content(), data.get("value")
        number = re.search(r"[-−]?\d[\d.]*(?:,\d+)?", text)
        if not re.fullmatch(r"-?\d+(\.\d+)?", value) or not number:
            continue
        minus = "-" * bool(re.search(r"\bturun\b|\bdi bawah\b", text))
        printed = minus + number[0].replace("−", "-")
        places = len(printed.partition(",")[2])
        if printed != format_number(Decimal(value), places).replace("−", "-"):
            wrong.append((data.get("data-angka"), text, value))
    assert wrong == []


# ---- temuan.csv ---------------------------------------------------------------------------------

CONTRADICTIONS = [
    ("98,18", "106,56"),  # average of the achievements, Tabel 7
    ("96,34", "106,56"),  # the same in the executive summary
    ("89,34", "93,17"),  # IKU-1 on the target of another table
    ("189,34", "94,67"),  # average of Tabel 8
    ("32.654.919.391", "32.654.909.391"),  # sum of belanja
    ("326.031.593", "326.041.593"),  # what is left of a program
    ("95,93", "91,19"),  # average over five years
    ("38,91", "0,91"),  # growth since last year
    ("45.267.771.529", "45.231.971.529"),  # a perjanjian kinerja and its lines
]


def test_findings_are_a_table_of_these_columns(findings):
    assert {tuple(row) for row in findings} == {COLUMNS}
    assert {row["tingkat"] for row in findings} <= {"material", "minor", "catatan"}
    assert all(row["kode"] and row["lokasi"] and row["pesan"] for row in findings)


def test_no_finding_stands_twice(findings):
    assert max(Counter(tuple(row.values()) for row in findings).values()) == 1


@pytest.mark.parametrize(("recorded", "computed"), CONTRADICTIONS)
def test_a_known_contradiction_is_found_with_both_values(findings, recorded, computed):
    found = [
        row
        for row in findings
        if (row["nilai_tercatat"], row["nilai_hitung"]) == (recorded, computed)
    ]

    assert found
    for row in found:
        assert row["tingkat"] == "material"
        assert row["rumus"]
        assert re.search(r"data/.+\.csv baris \d+.* \(naskah L\d+", row["lokasi"])


def test_targets_that_differ_between_documents_are_named_with_every_value(findings):
    (found,) = [
        row
        for row in findings
        if row["kode"] == "target_berbeda" and row["nilai_tercatat"].startswith("100 (tabel-7)")
    ]

    assert found["nilai_tercatat"] == "100 (tabel-7); 80 (tabel-8-13-target); 100 (renstra)"
    assert "IKU-2" in found["pesan"]


def test_both_totals_of_the_budget_are_named(findings):
    totals = [row for row in findings if row["kode"] == "total_anggaran_berbeda"]

    assert len(totals) == 1
    assert "32.654.909.391 (pk-2023)" in totals[0]["nilai_tercatat"]
    assert "32.351.024.068 (lampiran-iii)" in totals[0]["nilai_tercatat"]


# ---- manifest.json ------------------------------------------------------------------------------


def test_the_manifest_says_what_went_in_and_what_came_out(sample_run, findings):
    said = json.loads((sample_run.output / "manifest.json").read_text("utf-8"))
    counts = Counter(row["tingkat"] for row in findings)

    assert said["versi"] == __version__
    assert said["temuan"] == {name: counts[name] for name in ("material", "minor", "catatan")}
    assert said["kebijakan"]["skala_predikat"] in said["aturan"]
    assert {"laporan.html", "laporan.pdf", "laporan.docx", "angka.jsonl", "temuan.csv"} <= set(
        said["keluaran"]
    )
    for section, root in [
        ("data", sample_run.root), ("params", sample_run.root),
        ("notebook", sample_run.root), ("keluaran", sample_run.output),
    ]:  # fmt: skip
        assert said[section]
        for name, digest in said[section].items():
            assert sha256(root / name) == digest


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


# ---- HTML and PDF -------------------------------------------------------------------------------


def test_the_report_has_all_chapters_annexes_and_tables(document):
    chapters = [entry["kicker"] for entry in document.toc if entry["level"] == 1]

    assert [kicker for kicker in chapters if kicker.startswith("Bab")] == [
        f"Bab {number}" for number in ("I", "II", "III", "IV")
    ]
    assert [kicker for kicker in chapters if kicker.startswith("Lampiran")] == [
        f"Lampiran {number}" for number in ("I", "II", "III", "IV", "V")
    ]
    assert [entry["label"] for entry in document.annexes] == [
        f"Lampiran {number}" for number in ("I", "II", "III", "IV", "V")
    ]
    assert len(document.charts) >= 3


def test_tables_and_charts_are_numbered_by_chapter_without_a_gap(document):
    for word, entries in (("Tabel", document.tables), ("Gambar", document.charts)):
        numbers = {}
        for entry in entries:
            label = re.fullmatch(rf"{word} (L?\d+)\.(\d+)[a-z]?", entry["label"])
            numbers.setdefault(label[1], []).append(int(label[2]))
        for chapter in numbers.values():
            assert list(dict.fromkeys(chapter)) == list(range(1, max(chapter) + 1))
        assert "3" in numbers


def test_references_of_the_narrative_print_the_number_of_their_table(document, main):
    labels = {entry["id"]: entry["label"] for entry in document.tables + document.charts}
    labels |= {entry["id"]: entry["label"] for entry in document.annexes}
    links = main.xpath(".//a[@class='rujukan']")

    assert len(links) > 10
    for link in links:
        assert link.text_content() == labels[link.get("href").removeprefix("#")]


def headings_of(document):
    return [(entry["level"], plain(f"{entry['kicker']} {entry['text']}")) for entry in document.toc]


def captions_of(document):
    return {
        plain(f"{entry['label']} {entry['title']}") for entry in document.tables + document.charts
    }


def test_the_html_has_every_heading_in_order(document, main):
    found = [
        (int(heading.tag[1]), plain(heading.text_content()))
        for heading in main.iter("h1", "h2", "h3")
    ]

    assert found == headings_of(document)


@pytest.mark.poppler
def test_the_pdf_has_every_heading_in_order_and_on_the_page_it_says(document, sample_report, pages):
    outline = lxml_html.fromstring(
        poppler("pdftohtml", "-xml", "-i", "-stdout", sample_report / "laporan.pdf").encode()
    ).xpath("//outline//item")
    own = [item for item in outline if not item.text_content().startswith("Daftar ")]

    found = [
        (sum(1 for _ in item.iterancestors("outline")), plain(item.text_content())) for item in own
    ]
    assert found == headings_of(document)
    for item in own:
        text = pages[int(item.get("page")) - 1][1]
        assert squeezed(item.text_content()).casefold() in squeezed(text).casefold()


def test_the_html_has_every_caption(document, main):
    found = {
        plain("".join(caption.xpath(".//text()[not(ancestor::small)]")))
        for caption in main.iter("caption", "figcaption")
    }

    assert captions_of(document) - found == set()


@pytest.mark.poppler
def test_the_pdf_has_every_caption(document, body):
    text = squeezed(body)

    assert [caption for caption in captions_of(document) if squeezed(caption) not in text] == []


@pytest.mark.poppler
def test_the_lists_of_the_pdf_name_every_table_and_chart(document, pages):
    lists = squeezed(
        "\n".join(text for _, text, number in takewhile(lambda page: page[2] != "1", pages))
    )

    assert [it for it in captions_of(document) if squeezed(it) not in lists] == []


@pytest.mark.poppler
@pytest.mark.parametrize("token", [NUMBER, WORD], ids=["number", "word"])
def test_everything_in_the_html_is_in_the_pdf_as_often(main, body, token):
    in_html = Counter(token.findall(text_of(main).casefold()))
    in_pdf = Counter(token.findall(body.casefold()))

    assert sum(in_html.values()) > 3000
    assert in_html - in_pdf == Counter()


@pytest.fixture(scope="module")
def said_twice(document):
    """What both parts of a cut table say: its title, its first columns, its groups."""
    said = []
    for node in document.main:
        if node["kind"] == "table" and node.get("cut"):
            said += [f"{node['title']} (1/2) (2/2)"]
            for row in node["body"]:
                first = row["cells"] if row["role"] == "group" else row["cells"][: node["cut"][0]]
                said += [cell["text"] for cell in first]
    return " ".join(said)


@pytest.mark.poppler
def test_a_number_that_only_the_pdf_repeats_heads_a_table_or_counts_a_list(main, body, said_twice):
    """A table's head stands again on each of its pages; a browser counts lists by itself."""
    surplus = Counter(NUMBER.findall(body)) - Counter(NUMBER.findall(text_of(main)))
    surplus -= Counter(NUMBER.findall(said_twice))
    heads = {number for head in main.iter("thead") for number in NUMBER.findall(text_of(head))}

    assert set(surplus - labels(main)) <= heads
    assert not [number for number in surplus if "," in number or "." in number]


@pytest.mark.poppler
def test_a_word_that_only_the_pdf_repeats_heads_a_table_or_counts_a_list(main, body, said_twice):
    surplus = Counter(WORD.findall(body.casefold())) - Counter(
        WORD.findall(text_of(main).casefold())
    )
    surplus -= Counter(WORD.findall(said_twice.casefold()))
    heads = {word for head in main.iter("thead") for word in WORD.findall(text_of(head).casefold())}

    assert {word for word in surplus if len(word) > 1} <= heads


def table_cells(block):
    return [*(cell for row in block["head"] for cell in row),
            *(cell for row in block["body"] for cell in row["cells"])]  # fmt: skip


def test_every_table_of_the_html_has_exactly_its_cells(document, main):
    tables = [node for node in [*document.front, *document.main] if node["kind"] == "table"]

    assert len(tables) > 80
    for block in tables:
        element = main.get_element_by_id(block["id"])
        found = Counter(squeezed(cell.text_content()) for cell in element.xpath(".//th|.//td"))
        assert found == Counter(squeezed(cell["text"]) for cell in table_cells(block)), block["id"]


@pytest.mark.poppler
def test_every_cell_of_every_table_stands_in_the_pdf_unbroken(document, body):
    text = squeezed(body)
    tables = [node for node in [*document.front, *document.main] if node["kind"] == "table"]
    numbers = {
        cell["text"]
        for block in tables
        for cell in table_cells(block)
        if NUMBER.fullmatch(cell["text"])
    }

    assert len(numbers) > 500
    assert {number for number in numbers if squeezed(number) not in text} == set()


# ---- The HTML in a browser ----------------------------------------------------------------------


def test_the_html_is_one_file_that_loads_nothing(page, sample_report):
    text = (sample_report / "laporan.html").read_text("utf-8")

    assert page.xpath("//iframe|//object|//embed|//form|//base|//script[@src]") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert [it for it in page.xpath("//@src|//link/@href") if not it.startswith("data:")] == []
    assert re.findall(r"@import|url\((?!data:|#)", text) == []
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|sendBeacon", text)


@pytest.fixture(scope="module")
def browser(chromium_path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
@pytest.mark.parametrize("width", [1440, 390])
def test_a_browser_without_network_shows_all_of_it(browser, sample_report, width, script):
    file = (sample_report / "laporan.html").as_uri()
    context = browser.new_context(
        viewport={"width": width, "height": 900}, offline=True, java_script_enabled=script
    )
    tab, requests, errors = context.new_page(), [], []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda message: errors.append(message.text))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(file)

    assert [url for url in requests if not url.startswith("data:")] == [file]
    assert errors == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert tab.evaluate("[...document.fonts].filter(face => face.status == 'error').length") == 0
    assert tab.locator("main h1").count() >= 11
    assert "106,56" in tab.inner_text("main")
    context.close()


# ---- The PDF on paper ---------------------------------------------------------------------------


@pytest.mark.poppler
def test_every_font_of_the_pdf_is_embedded(sample_report):
    _, _, *fonts = poppler("pdffonts", sample_report / "laporan.pdf").splitlines()
    embedded = [re.search(r" (yes|no) +(?:yes|no) +(?:yes|no) +\d+ +\d+ *$", it) for it in fonts]

    assert fonts
    assert [it[1] for it in embedded] == ["yes"] * len(fonts)


@pytest.mark.poppler
def test_pages_are_numbered_roman_then_arabic_on_paper_and_on_screen(sample_report, pages):
    numbers = [number for _, _, number in pages[1:]]  # the cover has none
    front = numbers.index("1")

    assert front > 4
    assert numbers[:front] == ROMAN[:front]
    assert numbers[front:] == [str(at + 1) for at in range(len(numbers) - front)]
    assert page_labels((sample_report / "laporan.pdf").read_bytes())[1:] == numbers


def page_labels(pdf):
    """What a viewer shows as the number of each page."""
    objects = {
        int(number): text
        for number, text in re.findall(rb"(?m)^(\d+) 0 obj\r?\n(<<.*?>>)\r?\nendobj", pdf)
    }
    (tree,) = re.findall(rb"/PageLabels (\d+) 0 R", pdf)
    shown = []
    for _, label in re.findall(rb"(\d+) (\d+) 0 R", objects[int(tree)]):
        style = re.search(rb"/S/([rD])/St (\d+)", objects[int(label)])
        number = int(style[2]) if style else 0
        shown.append("" if not style else ROMAN[number - 1] if style[1] == b"r" else str(number))
    return shown


@pytest.mark.poppler
def test_the_head_of_the_annex_stands_on_each_of_its_pages(document, pages):
    (annex,) = [
        node for node in document.main if node["kind"] == "table" and node["size"] == "tiny"
    ]
    heads = [
        Counter(WORD.findall(" ".join(cell["text"] for row in part["head"] for cell in row)))
        for part in cut_table(annex)
    ]
    codes = [
        at
        for at, (_, text, _) in enumerate(pages)
        if re.search(r"^8\.01\.0\d\.2\.01\.\d\d ", text, re.M)
    ]
    of_annex = [at for at in codes if "K Rp K Rp" in plain(pages[at][1])]

    assert len(of_annex) > 3
    assert of_annex == list(range(of_annex[0], of_annex[-1] + 1))
    for at in of_annex:
        words = Counter(WORD.findall(pages[at][1]))
        assert any(head - words == Counter() for head in heads)


@pytest.mark.poppler
def test_wide_tables_lie_on_their_side_and_nothing_else_does(document, sample_report, pages):
    info = poppler("pdfinfo", "-f", 1, "-l", len(pages), sample_report / "laporan.pdf")
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", info)
    wide = [float(width) > float(height) for width, height in sizes]
    landscape = [node for node in document.main if node.get("orientation") == "landscape"]

    assert len(sizes) == len(pages)
    assert {tuple(sorted(size, key=float)) for size in sizes} == {("595.276", "841.89")}
    assert len(landscape) <= sum(wide) < len(pages) / 3


@pytest.mark.poppler
def test_no_page_is_empty(pages):
    assert [number for _, text, number in pages[1:] if len(text.split()) < 5] == []


# ---- The exporters by their entry points --------------------------------------------------------


@pytest.mark.parametrize(
    ("exporter", "suffix", "start"),
    [("lkjip-html", ".html", b"<!DOCTYPE html>"), ("lkjip-pdf", ".pdf", b"%PDF-")],
)
def test_nbconvert_knows_the_exporter_and_sets_one_chapter(
    sample_report, tmp_path, exporter, suffix, start
):
    chapter = sample_report / "notebooks" / "03b_realisasi_anggaran.ipynb"
    done = run("jupyter", "nbconvert", "--to", exporter, "--output-dir", tmp_path, chapter)

    assert done.returncode == 0, done.stderr
    content = (tmp_path / f"03b_realisasi_anggaran{suffix}").read_bytes()
    assert content.startswith(start)
    assert len(content) > 20_000
