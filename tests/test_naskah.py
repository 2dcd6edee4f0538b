"""`docs/naskah.md` against the finished report: nothing of the published one is missing."""

import re
from itertools import pairwise

import pytest
from lxml import html as lxml_html
from tables import INSTANSI, ROOT, TAHUN
from test_transcription import NASKAH

from lkjip_tools.policy import report_items

DATA = ROOT / "data" / INSTANSI / str(TAHUN)
TEXT = (ROOT / "docs" / "naskah.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| published")
]
PLACES = [(row[0], place) for row in ROWS for place in re.findall(r"`([#.][\w-]+)`", row[3])]
FILES = sorted({name for row in ROWS for name in re.findall(r"`([^`]+)`", row[4])})
GAP = re.compile(r"Belum lengkap\. ")


@pytest.fixture(scope="module")
def page(sample_report):
    return lxml_html.document_fromstring((sample_report / "laporan.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def main(page):
    return page.get_element_by_id("laporan")


def find(page, place):
    if place.startswith("#"):
        return page.get_element_by_id(place[1:], None)
    found = page.xpath(f"//*[contains(concat(' ', @class, ' '), ' {place[1:]} ')]")
    return found[0] if found else None


def text_of(element):
    return " ".join(element.text_content().split())


def gaps(main):
    return [text_of(aside) for aside in main.xpath(".//aside[contains(@class, 'gap')]")]


# ---- The table and the document -----------------------------------------------------------------


def test_every_line_of_the_document_is_in_a_row():
    ranges = [(int(a), int(b)) for row in ROWS for a, b in re.findall(r"L(\d+)–L(\d+)", row[1])]
    covered = {number for first, last in ranges for number in range(first, last + 1)}
    lines = NASKAH.read_text("utf-8").split("\n")

    assert [n for n, text in enumerate(lines, start=1) if text.strip() and n not in covered] == []
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


def test_every_table_picture_and_annex_that_the_document_names_has_a_row():
    lines = NASKAH.read_text("utf-8").split("\n")
    named = re.compile(r"(Table|Gambar) (\d+) |Lampiran ([IV]+)$|([A-G])\. [A-Z]{3}|BAB ([IV]+)$")
    for number, line in enumerate(lines[90:], start=91):  # after the table of contents
        if found := named.match(line.strip()):
            (row,) = [row for row in ROWS if holds(row[1], number)]
            label = next(part for part in found.groups()[1:] if part)
            assert label in re.findall(r"\w+", row[0]) or "“" in row[0] or '"' in row[0], line


def holds(lines, number):
    return any(
        int(first) <= number <= int(last) for first, last in re.findall(r"L(\d+)–L(\d+)", lines)
    )


def test_no_row_says_that_something_is_missing_from_the_report():
    assert "is missing" not in TEXT
    assert len(ROWS) > 40
    assert all(row[2] and "`" in row[3] for row in ROWS)


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_a_row_exists(name):
    assert ((ROOT if name.startswith("params/") else DATA) / name).is_file()


# ---- The table and the finished report ----------------------------------------------------------


@pytest.mark.parametrize(("row", "place"), PLACES, ids=[place for _, place in PLACES])
def test_what_a_row_names_stands_in_the_report(page, row, place):
    element = find(page, place)

    assert element is not None, row
    assert len(text_of(element)) > 3


def test_it_stands_there_in_the_order_of_the_rows(page):
    order = {element: at for at, element in enumerate(page.iter())}
    places = [order[find(page, place)] for _, place in PLACES if place.startswith("#")]

    assert places == sorted(places)


def test_every_heading_and_table_of_the_report_is_named_by_a_row_or_repeats_one(main):
    named = {place[1:] for _, place in PLACES}
    like = re.compile(r"pk-\d+-|sasaran-\d|realisasi-s-|sdm-s-|\d-")
    own = main.xpath(".//h1[@id] | .//h2[@id] | .//div[contains(@class, 'table')][@id]")

    assert [
        it.get("id") for it in own if it.get("id") not in named and not like.match(it.get("id"))
    ] == []


# ---- What is not there is said ------------------------------------------------------------------


def test_the_holes_of_the_report_are_those_of_the_document(main):
    found = [GAP.sub("", text) for text in gaps(main)]

    assert [re.match(r"[\w ]+", text)[0].strip() for text in found] == [
        "Tidak dilampirkan",
        "Perjanjian kinerja yang terlampir adalah tahun 2024",
        "Rencana aksi yang terlampir adalah tahun 2024",
        "Tanda tangan rencana aksi",
        "Tanda tangan formulir evaluasi hasil Renja",
        "Tidak dilampirkan",
        "Tanda alur semua langkah belum ada",
        "Tanda alur semua langkah belum ada",
    ]


# ---- The seven items ----------------------------------------------------------------------------


def test_every_sasaran_has_the_seven_items_in_order_and_none_is_empty(main):
    titles = [f"{number}. {item.label}" for number, item in report_items(TAHUN).items()]
    sections = [h3 for h3 in main.iter("h3") if text_of(h3).startswith("Sasaran ")]

    assert len(sections) == 6
    for section in sections:
        items, following = [], section.getnext()
        while following is not None and following.tag not in ("h1", "h2", "h3"):
            if following.tag == "h4":
                items.append([text_of(following), ""])
            elif items:
                items[-1][1] += text_of(following)
            following = following.getnext()
        assert [title for title, _ in items] == titles, text_of(section)
        assert min(len(content) for _, content in items) > 40, text_of(section)


def test_item_four_gives_a_standard_or_the_reason_why_there_is_none(main):
    for number in range(1, 7):
        table = main.get_element_by_id(f"sasaran-{number}-standar")
        cells = [text_of(row.xpath("./*")[-1]) for row in table.xpath(".//tbody/tr")]
        assert cells
        assert all(len(cell) > 20 and cell != "belum diisi" for cell in cells)


def test_item_six_tells_of_money_and_of_people(main):
    for number in range(1, 7):
        for place in (f"realisasi-s-{number}", f"sdm-s-{number}"):
            assert len(main.get_element_by_id(place).xpath(".//tbody/tr")) > 1


# ---- Agreements and signatures ------------------------------------------------------------------


def test_every_agreement_is_statement_signatures_tables_signatures(main):
    start = main.get_element_by_id("lampiran-i-perjanjian-kinerja")
    kinds = []
    for element in start.itersiblings():
        classes = (element.get("class") or "").split()
        if {"statement", "signature", "table"} & set(classes):
            kinds.append(classes[0])

    assert kinds == ["statement", "signature", "table", "table", "signature"] * 13


def test_every_form_is_signed(main):
    for chapter, count in (
        ("kata-pengantar", 1),
        ("lampiran-ii-rencana-aksi", 1),
        ("lampiran-iii-hasil-evaluasi-kinerja-triwulan", 1),
        ("lampiran-iv-prestasi-sop-dan-tim-penyusun", 3),
    ):
        section = main.get_element_by_id(chapter).getparent()
        assert len(section.xpath(".//div[@class='signature']")) == count, chapter


def test_the_budget_of_each_kegiatan_is_looked_up_in_the_annex_that_has_it(main):
    (link,) = main.xpath("//p[starts-with(., 'Rincian Anggaran per kegiatan')]//a")

    assert link.get("href") == "#lampiran-iii-hasil-evaluasi-kinerja-triwulan"
