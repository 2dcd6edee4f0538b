"""Tables and charts are numbered by chapter, and references follow the numbers."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lkjip_tools.block import Column, Table, chart, prose
from lkjip_tools.captions import link_references, number_captions
from lkjip_tools.errors import AssembleError
from lkjip_tools.heading import opening_of
from lkjip_tools.shown import MIME_BLOCK, MIME_FINDINGS

NARRATIVE = "data/a/2023/narasi/03-a.md"


def table(key="t", part=None, numbered=True, title="Judul"):
    return dict(Table(key, title, [Column("a")], part=part, numbered=numbered).row("1").block())


def graph(key="g"):
    return dict(chart(key, "Bagan", "<svg/>", "alt"))


def cell(*blocks, tag="laporan"):
    outputs = [new_output("display_data", data={MIME_BLOCK: block}) for block in blocks]
    return new_code_cell(outputs=outputs, metadata={"tags": [tag], "lkjip": {"bab": "03a"}})


def text(source, tag="laporan"):
    return new_markdown_cell(source, metadata={"tags": [tag], "lkjip": {"bab": "03a"}})


def assembled(*cells):
    notebook = new_notebook(cells=list(cells))
    number_captions(notebook)
    link_references(notebook)
    return notebook


def labels(notebook):
    return [
        output.data[MIME_BLOCK].get("label")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]


def narrated(markdown, *others, line=1):
    """A narrative after others; its text and the findings about it, once assembled."""
    block = dict(prose(markdown, path=NARRATIVE, first_line=line))
    output = assembled(*others, cell(block)).cells[-1].outputs[0]
    return output.data[MIME_BLOCK]["markdown"], output.data.get(MIME_FINDINGS, [])


# ---- Numbers ------------------------------------------------------------------------------------


def test_numbers_begin_anew_in_each_chapter_tables_and_charts_apart():
    notebook = assembled(
        text("# Bab I Pendahuluan\n\n## A. Latar"),
        cell(table(), graph(), table()),
        text("# Bab III Akuntabilitas Kinerja"),
        cell(table(), table(numbered=False), graph(), graph(), table()),
    )

    assert labels(notebook) == [
        *("Tabel 1.1", "Gambar 1.1", "Tabel 1.2"),
        *("Tabel 3.1", None, "Gambar 3.1", "Gambar 3.2", "Tabel 3.2"),
    ]


def test_an_annex_has_a_letter_so_that_its_tables_are_not_those_of_a_chapter():
    notebook = assembled(
        text("# Bab V Penutup"), cell(table()),
        text("# LAMPIRAN V: Metode"), cell(table(), graph()),
    )  # fmt: skip

    assert labels(notebook) == ["Tabel 5.1", "Tabel L5.1", "Gambar L5.1"]


def test_what_stands_before_the_chapters_or_without_any_has_plain_numbers():
    front = [text("# Ikhtisar Eksekutif"), cell(table(), graph())]

    assert labels(assembled(*front)) == ["Tabel 1", "Gambar 1"]
    assert labels(assembled(*front, text("# Bab I X"), cell(table()))) == [
        "Tabel 1", "Gambar 1", "Tabel 1.1",
    ]  # fmt: skip


def test_a_chapter_that_goes_on_in_another_notebook_goes_on_counting():
    notebook = assembled(
        text("# Bab III Akuntabilitas"), cell(table()), text("## B. Anggaran"), cell(table()),
        text("# Daftar Pustaka"), cell(table()),
    )  # fmt: skip

    assert labels(notebook) == ["Tabel 3.1", "Tabel 3.2", "Tabel 3.3"]


def test_the_parts_of_one_table_share_its_number():
    parts = [table(part=part) for _ in range(2) for part in "abc"]
    notebook = assembled(text("# Bab III X"), cell(table(), *parts, table()))

    assert [label.removeprefix("Tabel 3.") for label in labels(notebook)] == [
        *("1", "2a", "2b", "2c", "3a", "3b", "3c", "4")
    ]


def test_a_heading_that_a_cell_shows_opens_a_chapter_too():
    notebook = assembled(cell(dict(prose("# Bab II Perencanaan")), table()))

    assert labels(notebook) == [None, "Tabel 2.1"]


def test_what_an_evaluator_looks_at_takes_no_number():
    notebook = assembled(text("# Bab I X"), cell(table(), tag="evaluator"), cell(table()))

    assert labels(notebook) == [None, "Tabel 1.1"]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Bab I Pendahuluan", "1"),
        ("BAB IV. PENUTUP", "4"),
        ("Bab 3 – Akuntabilitas", "3"),
        ("Lampiran XIV Lainnya", "L14"),
        ("Lampiran Rencana Aksi", None),
        ("Babak Baru", None),
        ("Bab III", None),
    ],
)
def test_a_heading_says_which_chapter_it_opens(heading, code):
    opening = opening_of(heading)

    assert (opening.code if opening else None) == code


# ---- References ---------------------------------------------------------------------------------


def test_a_reference_prints_the_number_of_what_it_refers_to_before_and_behind_it():
    before = text("Lihat [](#iku) dan [](#bagan).")
    notebook = assembled(before, text("# Bab II X"), cell(table("iku"), graph("bagan")))

    assert notebook.cells[0].source == "Lihat [Tabel 2.1](#iku) dan [Gambar 2.1](#bagan)."


def test_a_reference_follows_when_a_table_is_put_before():
    def printed(*blocks):
        return narrated("[](#iku)", text("# Bab II X"), cell(*blocks))[0]

    assert printed(table("iku")) == "[Tabel 2.1](#iku)"
    assert printed(table("baru"), table("iku")) == "[Tabel 2.2](#iku)"


def test_words_of_ones_own_stay_and_lead_to_the_same_place():
    markdown, findings = narrated("[tabel di atas](#iku)", text("# Bab II X"), cell(table("iku")))

    assert markdown == "[tabel di atas](#iku)"
    assert findings == []


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("[](#lampiran-iii)", "[Lampiran III](#lampiran-iii)"),
        ("[](#lampiran-iii-hasil-evaluasi)", "[Lampiran III](#lampiran-iii-hasil-evaluasi)"),
        ("[](#b-realisasi)", "[B. Realisasi](#b-realisasi)"),
        ("[](#tanpa-nomor)", r"[Judul \[x\]](#tanpa-nomor)"),
    ],
)
def test_an_annex_a_section_and_a_table_without_number_are_named(reference, printed):
    others = [
        text("# LAMPIRAN III Hasil Evaluasi\n\n## B. Realisasi"),
        cell(table("tanpa-nomor", numbered=False, title="Judul [x]")),
    ]

    assert narrated(reference, *others)[0] == printed


def test_a_figure_reference_and_an_address_are_left_alone():
    source = "[96,34%](angka:serapan_persen/i/2023) [JDIH](https://jdih.go.id/#a)"

    assert narrated(source) == (source, [])


def test_a_reference_of_a_narrative_that_leads_nowhere_is_seen_and_is_a_finding_with_its_line():
    markdown, findings = narrated("Satu.\n\nDua [](#ikuu).", cell(table("iku")), line=3)

    assert markdown == "Satu.\n\nDua **[rujukan tidak dikenal: #ikuu]**."
    assert [(item["kode"], item["tingkat"], item["lokasi"]) for item in findings] == [
        ("rujukan_bagian", "minor", f"{NARRATIVE} baris 5")
    ]
    assert findings[0]["pesan"].startswith(
        "Rujukan '#ikuu' tidak mengarah ke mana pun; mungkin maksudnya 'iku'?"
    )


def test_a_finding_joins_those_the_narrative_has_already():
    output = new_output("display_data", data={
        MIME_BLOCK: dict(prose("[](#x)", path=NARRATIVE)), MIME_FINDINGS: [{"kode": "N04"}],
    })  # fmt: skip
    shown = new_code_cell(outputs=[output], metadata={"tags": ["laporan"]})

    found = assembled(shown).cells[0].outputs[0].data[MIME_FINDINGS]

    assert [item["kode"] for item in found] == ["N04", "rujukan_bagian"]


@pytest.mark.parametrize(
    "cell", [text("[](#x)"), cell(dict(prose("[](#x)")))], ids=["cell", "block"]
)
def test_a_reference_of_a_chapter_that_leads_nowhere_stops_the_report(cell):
    with pytest.raises(AssembleError, match="03a: rujukan '#x' tidak mengarah ke mana pun"):
        assembled(cell)
