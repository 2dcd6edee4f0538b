"""The HTML report: self-contained, semantic, and true to its blocks."""

import ast
import base64
import hashlib
import re
from collections import Counter
from decimal import Decimal
from statistics import median

import pytest
from explained_sample import explained_notebook
from lxml import html as lxml_html
from nbformat.v4 import new_code_cell, new_notebook, new_output
from report_sample import merged_notebook, shown, table_with, written

from lkjip_tools.block import chart, prose
from lkjip_tools.errors import AssembleError
from lkjip_tools.report import LkjipHTMLExporter
from lkjip_tools.shown import MIME_BLOCK

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def export(nb):
    return LkjipHTMLExporter().from_notebook_node(nb)[0]


@pytest.fixture(scope="module")
def page():
    return export(merged_notebook())


@pytest.fixture(scope="module")
def tree(page):
    return lxml_html.document_fromstring(page)


@pytest.fixture(scope="module")
def browser(chromium_path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM)
        yield browser
        browser.close()


def test_the_same_notebook_gives_the_same_bytes(page):
    assert export(merged_notebook()) == page


def test_every_cell_of_a_table_stands_in_the_html(tree):
    for cell in merged_notebook().cells:
        for output in cell.get("outputs", []):
            block = output.data.get(MIME_BLOCK, {})
            if block.get("kind") == "table":
                rows = [*block["head"], *(row["cells"] for row in block["body"])]
                texts = Counter(cell["text"].replace("\n", "") for row in rows for cell in row)
                cells = tree.get_element_by_id(block["key"]).xpath(".//th|.//td")
                assert Counter(cell.text_content() for cell in cells) == texts


def test_a_computed_figure_carries_its_id_and_unrounded_value(tree):
    figures = {data.get("data-angka"): data for data in tree.xpath("//data")}

    assert figures["capaian_persen/IKU-1/2023"].get("value") == "89.342465753424"
    assert figures["capaian_persen/IKU-1/2023"].text == "89,34"
    assert figures["serapan_persen/instansi/2023"].get("value") == "97.2405425"


def test_a_figure_of_unknown_value_still_carries_its_id(tree):
    (span,) = tree.xpath("//span[@data-angka='capaian_rata_persen/instansi/2023']")

    assert span.text == "96,34%"


def test_ids_are_unique_and_every_link_inside_arrives(tree):
    ids = Counter(tree.xpath("//@id"))
    targets = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}

    assert [name for name, times in ids.items() if times > 1] == []
    assert targets <= set(ids)


def test_charts_do_not_share_gradients_or_clips(page):
    assert 'fill="url(#gambar-capaian-g)"' in page
    assert 'fill="url(#gambar-serapan-g)"' in page
    assert 'xlink:href="#gambar-serapan-b"' in page
    assert "#gambar-serapan-svg *{" in page


def test_a_chart_is_read_out_by_its_alternative_text(tree):
    (svg,) = tree.xpath("//figure[@id='gambar-capaian']//*[local-name()='svg']")

    assert (svg.get("role"), svg.get("aria-label")) == ("img", "Diagram batang capaian per sasaran")


def test_a_chart_that_would_load_something_is_refused():
    svg = '<svg><image href="https://example.org/x.png"/></svg>'

    with pytest.raises(AssembleError, match="grafik k merujuk berkas di luar laporan"):
        export(new_notebook(cells=[shown(chart("k", "T", svg, "alt"))]))


def test_the_page_is_indonesian_and_asks_for_nothing(page, tree):
    assert tree.get("lang") == "id"
    assert not tree.xpath("//link[not(starts-with(@href, 'data:'))]|//*[@src]|//iframe|//form")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not re.search(r"@import|url\((?!data:|#)", page)


def test_a_browser_is_told_to_run_its_one_script_and_to_load_nothing(tree):
    (script,) = tree.xpath("//script")
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()

    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}'; ")
    assert "http" not in policy


def test_a_row_is_named_by_its_words(tree):
    table = tree.get_element_by_id("tabel-iku")
    named = table.xpath(".//tbody/tr[@class='row']/th")

    assert {cell.get("scope") for cell in named} == {"row"}
    assert [cell.text for cell in named] == [
        "Nilai evaluasi SAKIP",
        "Komponen perencanaan",
        "Partisipasi penyelenggaraan pemilu",
        "Organisasi masyarakat yang difasilitasi",
    ]


# ---- Figures that are explained -----------------------------------------------------------------


@pytest.fixture(scope="module")
def explained():
    return lxml_html.document_fromstring(export(explained_notebook()))


def entry_text(tree, id):
    element = tree.get_element_by_id(f"hitung-{id}")
    return [" ".join(part.text_content().split()) for part in element]


def test_a_figure_is_explained_by_formula_numbers_result_and_sources(explained):
    group = explained.get_element_by_id("hitung-capaian_persen/IKU-2/2023").getparent().getparent()

    assert " ".join(group[0].text_content().split()) == (
        "Capaian = realisasi / target × 100 aturan rumus_capaian/positif"
    )
    assert entry_text(explained, "capaian_persen/IKU-2/2023") == [
        "Capaian Indikator 2 <&> capaian_persen/IKU-2/2023",
        "65,22 / 72 × 100 = 90,58333333333333333333333333 persen",
        "target Target Indikator 2 <&> = 72 nilai kinerja.csv baris 3 kolom target (naskah L442)",
        "realisasi Realisasi Indikator 2 <&> = 65,22 nilai "
        "kinerja.csv baris 3 kolom realisasi (naskah L442)",
        "Tercetak di Tabel 1",
    ]


def test_a_figure_that_could_not_be_computed_says_why(explained):
    lines = entry_text(explained, "capaian_persen/IKU-20/2023")

    assert lines[1] == "(kosong) / 90 × 100 = tidak dihitung"
    assert "Catatan: belum ada: Realisasi Indikator 20 <&>" in lines


def test_a_figure_is_computed_from_figures_that_are_explained_too(explained):
    entry = explained.get_element_by_id("hitung-capaian_rata_rata_persen/instansi/2023")
    operands = entry.xpath(".//dd[@class='operand']/a/@href")

    assert operands == [f"#hitung-capaian_persen/IKU-{at}/2023" for at in range(1, 20)]
    assert entry.xpath("string(.//dd[@class='places'])") == "Tercetak di A. Hasil, Tabel 1"


def test_the_folder_of_the_data_is_named_once(explained):
    assert explained.text_content().count("data/kesbangpol-paser/2023/") == 1


def test_below_a_table_is_how_each_of_its_figures_was_computed_once(explained):
    (fold,) = explained.get_element_by_id("tabel-hitung").xpath(".//details")
    links = fold.xpath(".//dt/a/@href")

    assert fold.xpath("string(summary/small)") == "41 angka"
    assert fold.get("open") is None
    assert len(links) == len(set(links)) == 41
    assert fold.xpath("string(.//dl[1]/div[1])").split("\n") == [
        "Indikator 1 <&>",
        "65,22 / 71 × 100 = 91,859155… persen"
        "dari kinerja.csv baris 2 kolom target, realisasi (naskah L441)",
    ]


def test_of_many_operands_the_fold_names_some_and_counts_the_others(explained):
    (fold,) = explained.get_element_by_id("tabel-hitung").xpath(".//details")
    origins = [
        " ".join(part.text_content().split()) for part in fold.xpath(".//dd[@class='source']")
    ]

    assert any(
        re.fullmatch(r"dari Capaian .*<&>; Capaian .*<&>; dan 15 hitungan lain", text)
        for text in origins
    )


def test_a_computed_number_leads_to_its_explanation(explained):
    for place in ("main//p", "main//table"):
        for link in explained.xpath(f"//{place}//a[@class='angka']"):
            (shown,) = link.xpath("./*[@data-angka]")
            assert link.get("href") == f"#hitung-{shown.get('data-angka')}"
            assert explained.get_element_by_id(link.get("href")[1:]) is not None


def test_numbers_of_a_table_do_not_burden_the_tab_key(explained):
    assert set(explained.xpath("//table//a/@tabindex")) == {"-1"}
    assert explained.xpath("//main//p//a[@class='angka']/@tabindex") == []


def test_the_report_itself_ends_before_the_explanations(explained):
    assert explained.get_element_by_id("laporan").xpath(".//*[@class='perhitungan']") == []
    assert explained.get_element_by_id("laporan").getnext().get("class") == "perhitungan"


def test_without_computed_figures_there_is_nothing_to_explain(tree):
    assert tree.xpath("//*[@class='perhitungan' or @class='hitungan']") == []


# ---- A reader's program -------------------------------------------------------------------------


def many(values):
    return [values] if isinstance(values, Decimal) else values


class Many(list):
    """The numbers of a list operand; compared with one number, it is those that meet it."""

    def __ge__(self, other):
        return [value for value in self if value >= other]

    def __eq__(self, other):
        return [value for value in self if value == other]

    __hash__ = None


WORDS = {
    "jumlah": lambda values: sum(many(values), Decimal(0)),
    "banyaknya": lambda values: len(many(values)),
    "median": lambda values: median(many(values)),
    "terkecil": min,
    "terbesar": max,
}


def value_of(text):
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def recompute(entry):
    """The value of an entry from nothing but its own mark-up; `None` if it takes a rule's table."""
    given = {}
    for data in entry.xpath(".//data[@data-nama]"):
        given.setdefault(data.get("data-nama"), Many()).append(value_of(data.get("value")))
    rumus = entry.get("data-rumus")
    names = {node.id for node in ast.walk(ast.parse(rumus)) if isinstance(node, ast.Name)}
    if not names <= {*given, *WORDS}:
        return None
    values = {name: each[0] if len(each) == 1 else each for name, each in given.items()}
    return eval(rumus, {"__builtins__": {}}, WORDS | values)


def recomputed(tree):
    """Printed and recomputed value of every figure that a program can follow."""
    for entry in tree.xpath("//*[@data-rumus]"):
        result = entry.xpath(".//dd[@class='sum']//data[@value]")
        value = recompute(entry) if result else None
        if value is not None:
            yield Decimal(result[0].get("value")), value


def test_a_program_recomputes_the_figures_from_the_page_alone(explained):
    pairs = list(recomputed(explained))

    assert len(pairs) == 39
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_a_program_recomputes_the_finished_report_from_its_page_alone(sample_report):
    text = (sample_report / "laporan.html").read_text("utf-8")
    pairs = list(recomputed(lxml_html.document_fromstring(text)))

    assert len(pairs) > 480
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


# ---- Other contents -----------------------------------------------------------------------------


def test_groups_and_columns_have_scoped_headers(tree):
    table = tree.get_element_by_id("tabel-iku")

    assert table.xpath(".//thead//th[@colspan='2']/@scope") == ["colgroup"]
    assert len(table.xpath(".//tbody/tr[1]/th[@scope='rowgroup']")) == 2
    assert table.xpath(".//tfoot//th/@scope") == ["row"]
    assert (
        table.xpath("string(.//caption)")
        == "Tabel 2 " + "Pengukuran Indikator Kinerja Utama Tahun 2023"
    )


def test_a_chapter_alone_has_no_cover():
    chapter = new_notebook(cells=[shown(prose("Halo"))])

    assert 'class="cover"' not in export(chapter)


def test_cells_that_are_not_of_the_report_are_left_out():
    nb = new_notebook(cells=[written("# Ada"), new_code_cell(outputs=[])])
    nb.cells[1].outputs = [new_output("stream", text="rahasia")]

    assert "rahasia" not in export(nb)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (new_output("stream", text="halo"), "03a sel 1 menampilkan sesuatu yang bukan blok"),
        (new_output("execute_result", data={"text/plain": "42"}), "bukan blok laporan: '42'"),
        (new_output("error", ename="KeyError", evalue="x"), "03a sel 1 gagal: KeyError: x"),
    ],
    ids=["stream", "result", "error"],
)
def test_what_cannot_be_printed_stops_the_export(output, message):
    cell = shown(table_with("1"))
    cell.outputs = [output]

    with pytest.raises(AssembleError, match=message):
        export(new_notebook(cells=[cell]))


@pytest.mark.parametrize("text", ["<b>tebal</b>", "![x](y.png)", "[x](javascript:y)"])
def test_prose_beyond_the_known_constructs_is_refused_with_its_place(text):
    with pytest.raises(AssembleError, match=r"^01 sel 1: "):
        export(new_notebook(cells=[written(text)]))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_asks_for_nothing_and_never_overflows(browser, page, tmp_path, width, scheme):
    file = tmp_path / "laporan.html"
    file.write_text(page, "utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    requests, errors = [], []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda message: errors.append(message.text))
    tab.goto(file.as_uri())

    assert [url for url in requests if not url.startswith("data:")] == [file.as_uri()]
    assert errors == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert tab.evaluate("[...document.fonts].filter(face => face.status == 'error').length") == 0
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser, page, tmp_path, scheme):
    """WCAG AA: 4.5 to 1 for each pair of colours that text is set in."""
    file = tmp_path / "laporan.html"
    file.write_text(page, "utf-8")
    tab = browser.new_page(color_scheme=scheme)
    tab.goto(file.as_uri())
    names = ["paper", "tint", "warm", "ink", "soft", "accent", "gold"]
    read = "names => names.map(n => getComputedStyle(document.body).getPropertyValue('--' + n))"
    colors = dict(zip(names, tab.evaluate(read, names), strict=True))
    tab.close()

    for ground in ("paper", "tint"):
        for text in ("ink", "soft", "accent", "gold"):
            assert contrast(colors[text], colors[ground]) >= 4.5, (text, ground)
    assert contrast(colors["ink"], colors["warm"]) >= 4.5


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color):
    digits = color.strip().removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_reference_leads_to_its_table_or_annex_and_one_that_leaves_the_part_is_plain():
    nb = new_notebook(cells=[
        written("[Tabel 3.1](#iku), [Lampiran II](#lampiran-ii), [](#iku), [di luar](#lain)."),
        shown(table_with("1") | {"key": "iku", "label": "Tabel 3.1"}),
        written("# Lampiran II Rencana", bagian="lampiran"),
    ])  # fmt: skip
    page = lxml_html.document_fromstring(LkjipHTMLExporter().from_notebook_node(nb)[0])
    links = page.xpath("//main//p/a")

    assert [(link.text_content(), link.get("href")) for link in links] == [
        ("Tabel 3.1", "#iku"), ("Lampiran II", "#lampiran-ii-rencana"), ("Tabel 3.1", "#iku"),
    ]  # fmt: skip
    assert all(page.get_element_by_id(link.get("href")[1:]) is not None for link in links)
    assert "di luar." in page.xpath("//main//p")[0].text_content()


def test_the_annexes_have_a_list_of_their_own():
    page = lxml_html.document_fromstring(
        LkjipHTMLExporter().from_notebook_node(merged_notebook())[0]
    )
    (listed,) = page.xpath("//details[summary='Daftar lampiran']")

    assert [" ".join(link.text_content().split()) for link in listed.iter("a")] == [
        "Lampiran III FORMULIR EVALUASI HASIL RENJA", "Lampiran IV DAFTAR PRESTASI",
    ]  # fmt: skip


@pytest.mark.parametrize(("kertas", "size"), [("a4", "210mm 297mm"), ("f4", "215mm 330mm")])
def test_paper_of_the_report_is_the_paper_it_is_printed_on(kertas, size):
    html = LkjipHTMLExporter().from_notebook_node(merged_notebook(kertas=kertas))[0]

    assert f"@page {{ size: {size}; }}" in html
    assert f"@page landscape {{ size: {' '.join(size.split()[::-1])}; }}" in html
