"""The HTML in a real browser: WCAG 2.2 AA by axe-core, and the report without its script."""

from io import BytesIO
from pathlib import Path

import axe_playwright_python
import pytest
from draft_sample import draft_notebook
from explained_sample import explained_cells
from PIL import Image, ImageColor
from report_sample import merged_notebook

from lkjip_tools.report import LkjipHTMLExporter

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = {"wide": (1440, "light"), "dark": (1440, "dark"), "phone": (390, "light")}
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# What axe leaves to human eyes: text scrolled out of its frame, single characters, spanned headers.
UNDECIDED = {"color-contrast", "th-has-data-cells"}
RUN_AXE = """async ([tags, exclude]) => {
    const found = await axe.run({exclude}, {runOnly: tags, resultTypes: ["violations"]});
    const tell = rule => rule.nodes.map(
        node => `${rule.id}: ${node.target} ${node.failureSummary}`);
    return {
        violations: found.violations.flatMap(tell),
        incomplete: found.incomplete.map(rule => rule.id),
        passes: found.passes.length,
    };
}"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A report with every kind of block, and with figures that are explained."""
    nb = merged_notebook()
    nb.cells += explained_cells()
    file = tmp_path_factory.mktemp("laporan") / "laporan.html"
    file.write_text(LkjipHTMLExporter().from_notebook_node(nb)[0], "utf-8")
    return file


@pytest.fixture(scope="module")
def browser(chromium_path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    contexts = []

    def open_page(file, width=1440, **wishes):
        contexts.append(browser.new_context(viewport={"width": width, "height": 844}, **wishes))
        tab = contexts[-1].new_page()
        tab.goto(file.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()


def audit(tab, exclude=()):
    tab.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
    tab.evaluate(AXE.read_text("utf-8"))
    return tab.evaluate(RUN_AXE, [TAGS, list(exclude)])


# ---- axe-core -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), SCREENS.values(), ids=SCREENS)
def test_axe_finds_no_barrier(open_page, sample, width, scheme):
    found = audit(open_page(sample, width, color_scheme=scheme))

    assert found["violations"] == []
    assert set(found["incomplete"]) <= UNDECIDED
    assert found["passes"] > 30


@pytest.mark.parametrize(("width", "scheme"), SCREENS.values(), ids=SCREENS)
def test_axe_finds_no_barrier_in_a_draft(open_page, tmp_path, width, scheme):
    file = tmp_path / "laporan.html"
    file.write_text(LkjipHTMLExporter().from_notebook_node(draft_notebook())[0], "utf-8")

    found = audit(open_page(file, width, color_scheme=scheme))

    assert found["violations"] == []
    assert set(found["incomplete"]) <= UNDECIDED


@pytest.mark.parametrize(("width", "scheme"), SCREENS.values(), ids=SCREENS)
def test_axe_finds_no_barrier_in_the_finished_report(open_page, sample_report, width, scheme):
    """Of hundreds of explanations, all alike, it reads those of the first quantities."""
    tab = open_page(sample_report / "laporan.html", width, color_scheme=scheme)

    found = audit(tab, [".perhitungan section ~ section", ".wide .hitungan"])

    assert found["violations"] == []
    assert set(found["incomplete"]) <= UNDECIDED


def test_axe_would_find_a_barrier(open_page, sample):
    tab = open_page(sample)
    tab.evaluate("document.documentElement.removeAttribute('lang')")
    tab.evaluate("document.querySelector('main p').style.color = '#ccc'")

    violations = " ".join(audit(tab)["violations"])

    assert "html-has-lang" in violations
    assert "color-contrast" in violations


# ---- With keyboard, on small screens, on paper --------------------------------------------------


@pytest.mark.parametrize("width", [320, 390, 768, 1120])
def test_the_page_never_scrolls_sideways(open_page, sample, width):
    tab = open_page(sample, width)
    tab.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")

    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_text_may_be_spaced_out(open_page, sample):
    """WCAG 1.4.12."""
    tab = open_page(sample, 390)
    tab.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    )

    assert tab.evaluate("document.documentElement.scrollWidth") == 390


def test_the_first_stop_of_the_keyboard_leads_past_the_contents(open_page, sample):
    tab = open_page(sample)
    tab.keyboard.press("Tab")
    box = tab.locator(":focus").bounding_box()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")

    assert box["x"] >= 0
    assert tab.evaluate("document.activeElement.closest('main') !== null")


def test_every_stop_of_the_keyboard_is_seen(open_page, sample):
    tab = open_page(sample)
    tab.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
    seen = tab.evaluate("document.querySelectorAll('a[href]:not([tabindex]), summary').length")
    unmarked = []
    for _ in range(seen):
        tab.keyboard.press("Tab")
        width, name = tab.evaluate(
            "[parseFloat(getComputedStyle(document.activeElement).outlineWidth),"
            " document.activeElement.outerHTML.slice(0, 80)]"
        )
        if width < 2:
            unmarked.append(name)

    assert seen > 60
    assert unmarked == []


def test_only_tables_that_scroll_are_stops_of_the_keyboard(open_page, sample):
    tab = open_page(sample)

    stops = tab.evaluate("[...document.querySelectorAll('.frame[tabindex]')].map(it =>"
                         " [it.parentElement.id, it.scrollWidth > it.clientWidth])")  # fmt: skip

    assert stops == [["lampiran-evaluasi", True]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("frame", ["#lampiran-evaluasi .frame", ".chart .picture"])
def test_an_edge_is_shaded_where_there_is_more_behind_it(open_page, sample, frame, scheme):
    tab = open_page(sample, 390, color_scheme=scheme)
    frame = tab.locator(frame).first

    color = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    ground = ImageColor.getrgb(color)

    def shaded():
        image = Image.open(BytesIO(frame.screenshot())).convert("RGB")
        tall = range(image.height)
        bare = [
            sum(image.getpixel((at, down)) == ground for down in tall) / len(tall)
            for at in (1, image.width - 2)
        ]
        return [share < 0.2 for share in bare]

    assert frame.evaluate("it => it.scrollWidth > it.clientWidth")
    assert shaded() == [False, True]
    frame.evaluate("it => it.scrollTo(it.scrollWidth, 0)")
    assert shaded() == [True, False]


def test_who_wants_no_motion_gets_none(open_page, sample):
    tab = open_page(sample, reduced_motion="reduce")

    assert tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_paper_has_the_report_alone(open_page, sample):
    """No explanations, no search; what a search has hidden is printed all the same."""
    tab = open_page(sample)
    tab.fill("#tabel-hitung input", "kerukunan")
    tab.wait_for_selector("#tabel-hitung.filtered")
    tab.emulate_media(media="print")

    for part in (".perhitungan", ".hitungan", ".search", ".toc.narrow", ".toc .extra", ".skip"):
        assert not tab.locator(part).first.is_visible(), part
    assert tab.locator("#tabel-hitung tbody tr").count() == 22
    assert tab.locator("#tabel-hitung tbody tr:visible").count() == 22


# ---- Without script -----------------------------------------------------------------------------

READ = """() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    for (const added of document.querySelectorAll(".search")) added.remove();
    return document.body.innerText;
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_reads_the_same_without_script(open_page, sample, width):
    with_script = open_page(sample, width).evaluate(READ)
    without = open_page(sample, width, java_script_enabled=False).evaluate(READ)

    assert without == with_script
    assert "65,22 / 71 × 100 = 91,859155… persen" in without


def test_a_fold_opens_without_script(open_page, sample):
    tab = open_page(sample, java_script_enabled=False)
    line = tab.get_by_text("65,22 / 72 × 100 = 90,583333… persen").first

    assert not line.is_visible()
    tab.click("#tabel-hitung summary")
    assert line.is_visible()


@pytest.mark.parametrize("place", ["main p", "#tabel-hitung td"])
def test_a_number_leads_to_its_explanation_and_back_without_script(open_page, sample, place):
    id = "capaian_rata_rata_persen/instansi/2023"
    tab = open_page(sample, java_script_enabled=False, reduced_motion="reduce")
    tab.locator(f"{place} a:has([data-angka='{id}'])").first.click()
    entry = tab.locator(f"[id='hitung-{id}']")

    assert entry.evaluate("it => it.matches(':target')")
    assert 0 <= entry.bounding_box()["y"] < 844
    entry.get_by_role("link", name="Tabel 1", exact=True).click()
    assert 0 <= tab.locator("#tabel-hitung").bounding_box()["y"] < 844


def test_nothing_of_the_search_stands_in_the_page_without_script(open_page, sample):
    tab = open_page(sample, java_script_enabled=False)

    assert tab.locator("input, button, output").count() == 0


# ---- Search -------------------------------------------------------------------------------------


def rows(tab):
    return tab.locator("#tabel-hitung :is(tbody, tfoot) tr:visible").all_inner_texts()


def search(tab, text, place="#tabel-hitung"):
    tab.fill(f"{place} input", text)
    tab.wait_for_timeout(250)
    return tab.inner_text(f"{place} output")


def test_only_long_tables_are_searched(open_page, sample):
    tab = open_page(sample)
    searched = tab.evaluate("[...document.querySelectorAll('.search')].map(it =>"
                            " it.parentElement.id || it.parentElement.className)")  # fmt: skip

    assert searched == ["tabel-sarana", "lampiran-evaluasi", "tabel-hitung", "chapters"]


def test_a_search_keeps_the_row_its_group_and_what_a_span_joins(open_page, sample):
    tab = open_page(sample)

    assert search(tab, "POLITIK") == "1 dari 20 baris"
    assert [row.split("\t")[0] for row in rows(tab)] == [
        "Sasaran pertama",
        "3",
        "Pendidikan politik",
    ]


def test_the_header_of_a_group_finds_its_rows(open_page, sample):
    tab = open_page(sample)

    assert search(tab, "sasaran kedua") == "10 dari 20 baris"
    assert len(rows(tab)) == 11


def test_every_word_must_be_found(open_page, sample):
    tab = open_page(sample)

    assert search(tab, "warga kerukunan") == "1 dari 20 baris"
    assert search(tab, "warga tiada") == "0 dari 20 baris"
    assert rows(tab) == []


def test_money_is_found_with_and_without_its_dots(open_page, sample):
    tab = open_page(sample)

    for amount in ("8.351.001.008", "8351001008"):
        assert search(tab, amount, "#lampiran-evaluasi") == "1 dari 61 baris"


def test_an_emptied_search_shows_all_again(open_page, sample):
    tab = open_page(sample)
    search(tab, "politik")

    assert search(tab, "") == ""
    assert len(rows(tab)) == 23


def test_the_count_is_announced_and_the_field_is_named(open_page, sample):
    tab = open_page(sample)

    assert tab.get_by_role("searchbox", name="Cari dalam Tabel 1").count() == 2
    assert tab.locator("#tabel-hitung").get_by_role("status").count() == 1


def test_a_link_to_what_a_search_hides_shows_it(open_page, sample):
    tab = open_page(sample, reduced_motion="reduce")
    search(tab, "rata-rata", ".perhitungan .chapters")
    entry = tab.locator("[id='hitung-celah/IKU-1/2023']")
    assert not entry.is_visible()

    tab.locator("#tabel-hitung a[href='#hitung-celah/IKU-1/2023']").first.click()

    assert entry.is_visible()
    assert 0 <= entry.bounding_box()["y"] < 844


def test_the_contents_show_where_the_reader_is(open_page, sample):
    tab = open_page(sample, reduced_motion="reduce")
    tab.evaluate("document.querySelector('#semua_perhitungan').scrollIntoView()")
    tab.wait_for_selector(".toc.broad [aria-current]")

    assert tab.inner_text(".toc.broad [aria-current]") == "Perhitungan"


def test_the_contents_of_a_phone_fold_when_used(open_page, sample):
    tab = open_page(sample, 390, reduced_motion="reduce")
    tab.click(".toc.narrow summary")
    tab.click(".toc.narrow a[href='#semua_perhitungan']")

    assert tab.locator(".toc.narrow details").get_attribute("open") is None
    assert tab.locator(".toc.narrow").bounding_box()["y"] == 0
