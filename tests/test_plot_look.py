"""How charts look: legible, by day and by night, without colour and to any eye."""

import io
import itertools
import re

import chart_sample
import pytest
from chart_sample import LONG
from lxml import html
from nbformat.v4 import new_output
from report_sample import merged_notebook, shown, written
from test_plot import drawn

from lkjip_tools.plot import style
from lkjip_tools.report import LkjipHTMLExporter

CHARTS = [
    pytest.param(name, kind, id=f"{name}-{kind}")
    for name in ("sample", "extreme")
    for kind in (
        "bagan",
        "capaian",
        "kemajuan",
        "serapan",
        "capaian_serapan",
        "riwayat",
        "triwulan",
    )
]
SCREENS = {"day": (1440, "light"), "night": (1440, "dark"), "phone": (390, "light")}
each_chart = pytest.mark.parametrize(("name", "kind"), CHARTS)

# Machado, Oliveira, Fernandes 2009, severity 1: what remains of linear RGB.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
# Colours that stand for different things in one chart.
TOGETHER = [
    (style.FIRST, style.MISSED),  # reached, not reached
    (style.FIRST, style.SECOND),  # the two series
    (style.FIRST, style.BAND),  # a bar on the range of its target
    (style.MISSED_EDGE, style.PAPER),
    (style.SECOND, style.PAPER),
    (style.FIRST, style.LINK),
]


def linear(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def seen(colour, eye):
    given = linear(colour)
    mixed = (sum(f * v for f, v in zip(row, given, strict=True)) for row in EYES[eye])
    return [min(max(value, 0), 1) for value in mixed]


def luminance(rgb):
    return sum(f * v for f, v in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


def lightness(rgb):
    """CIE L*: what a black-and-white copy leaves."""
    y = luminance(rgb)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def contrast(one, other):
    high, low = sorted((luminance(linear(c)) for c in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_colours_of_different_meaning_differ_in_lightness_to_every_eye(one, other, eye):
    assert abs(lightness(seen(one, eye)) - lightness(seen(other, eye))) >= 25


@pytest.mark.parametrize("colour", [style.INK, style.SOFT])
def test_text_keeps_the_contrast_of_small_type(colour):
    assert contrast(colour, style.PAPER) >= 4.5


@pytest.mark.parametrize("colour", [style.FIRST, style.SECOND, style.MISSED_EDGE, style.SOFT])
def test_what_is_drawn_keeps_the_contrast_of_graphics(colour):
    assert contrast(colour, style.PAPER) >= 3


@each_chart
def test_no_chart_uses_a_colour_of_its_own(name, kind):
    palette = {value for value in vars(style).values() if re.fullmatch("#.{6}", str(value))}
    for chart in drawn(name)[kind]:
        used = set(re.findall(r"#[0-9a-f]{6}\b", chart.block["svg"]))
        assert used - palette == set()


def test_what_was_not_reached_is_hatched_and_the_series_differ_in_form_and_dash():
    bars = {mark.hatched for mark in drawn("sample")["capaian"][0].marks() if not mark.text}
    lines = drawn("sample")["triwulan"][0].block["svg"]

    assert bars == {True, False}
    assert len(set(re.findall(r'<path id="(m\w+)" d="[^"]*" style="stroke: ', lines))) >= 2
    assert "stroke-dasharray" in lines


@each_chart
def test_no_type_is_smaller_than_seven_points(name, kind):
    for chart in drawn(name)[kind]:
        width = chart.size[0]
        assert width == pytest.approx(chart.block["width_mm"])
        assert min(words.size for words in chart.words) >= 7


@each_chart
def test_no_text_runs_off_the_sheet(name, kind):
    for chart in drawn(name)[kind]:
        width, height = chart.size
        for words in chart.words:
            assert words.left > -0.1, words.text
            assert words.right < width + 0.1, words.text
            assert words.top > -0.1, words.text
            assert words.bottom < height + 0.1, words.text


@each_chart
def test_no_text_is_written_over_another(name, kind):
    for chart in drawn(name)[kind]:
        pairs = itertools.combinations(chart.words, 2)
        assert [(a.text, b.text) for a, b in pairs if a.touches(b)] == []


@each_chart
def test_every_number_is_written_the_indonesian_way(name, kind):
    for chart in drawn(name)[kind]:
        for text in chart.texts:
            for digits in re.findall(r"[\d.,]*\d%?", text):
                if not re.fullmatch(r"[a-z]?\d\.\d\d(\.\d\d)?|\d{4}", digits):  # codes, years
                    assert re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d+)?%?", digits), text


def test_a_long_name_is_wrapped_and_never_cut():
    (chart, *_) = drawn("extreme")["capaian"]

    assert LONG in " ".join(chart.texts)


# ---- In the page --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shots(chromium_path, tmp_path_factory):
    """The first chart in a real browser: by day, by night, on a telephone."""
    from playwright.sync_api import sync_playwright

    nb = merged_notebook()
    nb.cells = [
        written("# BAB III AKUNTABILITAS KINERJA"),
        shown(drawn("sample")["capaian"][0].block),
    ]
    file = tmp_path_factory.mktemp("grafik") / "laporan.html"
    file.write_text(LkjipHTMLExporter().from_notebook_node(nb)[0], "utf-8")
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (width, scheme) in SCREENS.items():
            tab = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
            tab.goto(file.as_uri())
            picture = tab.locator(".chart .picture")
            found[name] = {
                "png": picture.screenshot(),
                "page": tab.evaluate("getComputedStyle(document.body).backgroundColor"),
                "type": tab.evaluate(
                    "Math.min(...[...document.querySelectorAll('.chart text')]"
                    ".map(text => text.getBoundingClientRect().height))"
                ),
                "inside": picture.evaluate("it => it.scrollWidth > it.clientWidth"),
                "beyond": tab.evaluate("document.documentElement.scrollWidth > innerWidth"),
                "stops": picture.evaluate("it => it.tabIndex"),
            }
        browser.close()
    return found


def shades(png):
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        grey = image.convert("L")
        light = sum(grey.histogram()[150:]) / (image.width * image.height)
        return image.convert("RGB").getpixel((image.width - 1, 0)), grey.getextrema(), light


@pytest.mark.browser
def test_by_night_the_chart_has_the_ground_of_the_page_and_light_type(shots):
    corner, (darkest, lightest), light = shades(shots["night"]["png"])

    page = tuple(int(part) for part in re.findall(r"\d+", shots["night"]["page"]))
    assert max(abs(a - b) for a, b in zip(corner, page, strict=True)) <= 3
    assert darkest >= sum(page) / 3 - 6  # nothing is darker than the page: no white left over
    assert lightest > 180
    assert light > 0.04


@pytest.mark.browser
def test_by_day_the_chart_is_dark_on_light(shots):
    corner, (darkest, _), _ = shades(shots["day"]["png"])

    assert corner == (255, 255, 255)
    assert darkest < 60


@pytest.mark.browser
def test_on_a_telephone_the_chart_scrolls_within_itself_and_can_be_read(shots):
    phone, wide = shots["phone"], shots["day"]

    assert (phone["inside"], phone["beyond"], phone["stops"]) == (True, False, 0)
    assert (wide["inside"], wide["stops"]) == (False, -1)
    assert phone["type"] >= 10


def test_the_figures_that_a_chart_draws_are_explained_below_it_and_in_the_list():
    charted = chart_sample.agency([{"target": 80, "realisasi": 60}])
    (block,) = charted.charts()["capaian"]
    cell = shown(block | {"label": "Gambar 1"})
    cell.outputs.append(new_output("display_data", data=charted.angka._repr_mimebundle_()))
    nb = merged_notebook()
    nb.cells = [written("# BAB III KINERJA"), cell]
    page = html.document_fromstring(LkjipHTMLExporter().from_notebook_node(nb)[0])

    (fold,) = page.xpath("//figure/following-sibling::details")
    assert fold.xpath(".//a/@href") == [
        "#hitung-capaian_persen/IKU-1/2023",
        "#hitung-capaian_rata_rata_persen/instansi/2023",
        "#hitung-capaian_persen/IKU-1/2023",
    ]
    entry = page.get_element_by_id("hitung-capaian_persen/IKU-1/2023")
    assert "Gambar 1" in entry.text_content()
