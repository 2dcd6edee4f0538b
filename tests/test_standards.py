"""The PDF keeps PDF/UA-1 and PDF/A-3a: said by a validator, and looked up tag by tag."""

import re
from base64 import b64encode
from collections import Counter
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from explained_sample import explained_cells
from page import validate_pdf_bytes
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject
from report_sample import merged_notebook, written
from standards import PROFILES, failures, lengths_are_right

from lkjip_tools.report import LkjipPDFExporter

TITLE = "Laporan Kinerja Instansi Pemerintah (LKjIP) Tahun 2023"


@pytest.fixture(scope="module")
def pdf():
    nb = merged_notebook()
    nb.cells += explained_cells()
    return LkjipPDFExporter().from_notebook_node(nb)[0]


@pytest.fixture(scope="module")
def reader(pdf):
    return PdfReader(BytesIO(pdf))


@pytest.fixture(scope="module")
def elements(reader):
    """The structure elements in reading order, as `(ancestors, element)`."""
    return list(walk(reader.root_object["/StructTreeRoot"]))


def walk(node, above=()):
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for item in node:
            yield from walk(item, above)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield above, node
            above = (*above, node["/S"])
        if "/K" in node:
            yield from walk(node["/K"], above)


def broken(pdf, damage):
    writer = PdfWriter(clone_from=BytesIO(pdf))
    damage(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


# ---- The validator ------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
def test_the_pdf_keeps_the_standard(pdf, profile):
    assert failures(pdf, profile) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_it_does_so_on_other_paper_with_a_logo_and_references(profile):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 9"><path d="M0 0h8v9z"/></svg>'
    logo = {"alt": "Lambang", "mime": "image/svg+xml", "width": 8, "height": 9}
    nb = merged_notebook(kertas="f4", logo=logo | {"data": b64encode(svg).decode()})
    nb.cells.append(written("Lihat [Tabel 2](#tabel-iku) dan [Lampiran III](#lampiran-iii)."))

    assert failures(LkjipPDFExporter().from_notebook_node(nb)[0], profile) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_finished_report_keeps_the_standard(sample_report, profile):
    assert failures((sample_report / "laporan.pdf").read_bytes(), profile) == []


def test_a_stream_of_another_length_is_seen(pdf):
    assert lengths_are_right(pdf)
    assert not lengths_are_right(re.sub(rb"/Length (\d+)", rb"/Length 1\1", pdf, count=1))


def without_language(writer):
    del writer.root_object["/Lang"]


def without_tags(writer):
    del writer.root_object["/StructTreeRoot"]


def without_metadata(writer):
    del writer.root_object["/Metadata"]


def without_alternatives(writer):
    for _, element in walk(writer.root_object["/StructTreeRoot"]):
        if element["/S"] == "/Figure":
            del element["/Alt"]


def without_fonts(writer):
    for item in writer._objects:
        if isinstance(item, DictionaryObject):
            for key in ("/FontFile2", "/FontFile3"):
                item.pop(NameObject(key), None)


@cache
def rewritten_failures(pdf, profile):
    """What writing the file anew breaks by itself."""
    report = validate_pdf_bytes(broken(pdf, lambda writer: None), profile=profile)
    return {failure.rule_id for failure in report.failures}


@pytest.mark.parametrize(
    ("damage", "profile"),
    [
        (without_language, "ua1"),
        (without_tags, "ua1"),
        (without_tags, "3a"),
        (without_metadata, "ua1"),
        (without_metadata, "3a"),
        (without_alternatives, "ua1"),
        (without_fonts, "ua1"),
        (without_fonts, "3a"),
    ],
)
def test_the_validator_would_see_the_damage(pdf, damage, profile):
    """Its verdict means something: each damage is a failure of its own."""
    damaged = validate_pdf_bytes(broken(pdf, damage), profile=profile)

    assert not damaged.is_compliant
    assert {failure.rule_id for failure in damaged.failures} - rewritten_failures(pdf, profile)


# ---- Tag by tag ---------------------------------------------------------------------------------


def test_the_file_names_its_language_title_and_standards(reader):
    root, metadata = reader.root_object, reader.xmp_metadata

    assert root["/Lang"] == "id-ID"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert metadata.dc_title == {"x-default": TITLE}
    xmp = metadata.stream.get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp


def test_every_font_is_embedded(reader):
    descriptors = [
        font.get_object().get("/FontDescriptor")
        for page in reader.pages
        for outer in page["/Resources"].get("/Font", {}).values()
        for font in outer.get_object().get("/DescendantFonts", [outer])
    ]

    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(found or {}) for found in descriptors)


def test_every_chart_is_described(elements):
    alternatives = [element.get("/Alt") for _, element in elements if element["/S"] == "/Figure"]

    assert alternatives == [
        "Diagram batang capaian per sasaran",
        "Diagram batang serapan per program",
    ]


def test_every_header_of_a_table_says_what_it_heads(elements):
    scopes = Counter(
        part.get("/Scope")
        for _, element in elements
        if element["/S"] == "/TH"
        for part in [item.get_object() for item in element["/A"]]
        if part["/O"] == "/Table"
    )

    assert scopes["/Column"] > 40
    assert set(scopes) <= {"/Column", "/Row", "/Both"}


def test_a_table_is_a_caption_and_rows_of_cells(elements):
    inside = {"/TR": {"/Table", "/THead", "/TBody", "/TFoot"}, "/TH": {"/TR"}, "/TD": {"/TR"}}
    tables = sum(1 for _, element in elements if element["/S"] == "/Table")
    captions = sum(1 for _, element in elements if element["/S"] == "/Caption")

    assert tables == 5
    assert captions >= tables
    for above, element in elements:
        assert above[-1:] == () or above[-1] in inside.get(element["/S"], {above[-1]})


def test_headings_go_down_one_level_at_a_time(elements):
    levels = [
        int(element["/S"][2:])
        for _, element in elements
        if element["/S"][:2] == "/H" and element["/S"][2:].isdigit()
    ]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_bookmarks_name_every_chapter(reader):
    titles = [item.title for item in reader.outline if not isinstance(item, list)]

    assert titles[0] == "KATA PENGANTAR"
    assert [title for title in titles if title.startswith("Daftar")] == [
        "Daftar Isi", "Daftar Tabel", "Daftar Gambar", "Daftar Lampiran",
    ]  # fmt: skip
    assert [title for title in titles if title.startswith("BAB ")] == [
        "BAB I PENDAHULUAN", "BAB II PERENCANAAN KINERJA", "BAB III AKUNTABILITAS KINERJA",
        "BAB IV PENUTUP", "BAB V HASIL HITUNGAN",
    ]  # fmt: skip


def test_a_viewer_numbers_pages_as_the_paper_does(reader):
    labels = reader.page_labels
    start = labels.index("1")

    assert labels[0] == ""  # the cover
    assert labels[1:start] == ["i", "ii", "iii", "iv", "v", "vi"][: start - 1]
    assert labels[start:] == [str(number) for number in range(1, len(labels) - start + 1)]
