"""Blocks: what the builder makes, and what JupyterLab is given beside it."""

from decimal import Decimal

import pytest

from lkjip_tools.block import (
    Cell,
    Column,
    Table,
    chart,
    gap,
    letterhead,
    pagebreak,
    pairs,
    prose,
    show,
    signature,
    signer,
    statement,
    subtitle,
)
from lkjip_tools.block_html import place_cells, table_sections
from lkjip_tools.scan import Picture, scan
from lkjip_tools.shown import blocks_in

COLUMNS = [Column("No", "center", 1), Column("Indikator", width=5), Column("Capaian", "decimal")]


def html(block):
    return block._repr_mimebundle_()["text/html"]


def test_a_table_becomes_the_block_of_the_contract():
    table = Table("tabel-iku", "Pengukuran", COLUMNS, source="Sumber: x", notes=["*) y"], part="a")
    cell = Cell("89,34", id="capaian_persen/1/2023", value=Decimal("89.3424"))

    block = table.group("Sasaran").row("1", None, cell).total(Cell("Rata", colspan=2), "9").block()

    assert block["columns"][2] == {"align": "decimal", "width": 1, "role": "angka"}
    assert [cell["text"] for cell in block["head"][0]] == ["No", "Indikator", "Capaian"]
    assert [row["role"] for row in block["body"]] == ["group", "row", "total"]
    assert block["body"][1]["cells"][1]["text"] == ""
    assert block["body"][1]["cells"][2] == {
        "text": "89,34",
        "id": "capaian_persen/1/2023",
        "value": "89.3424",
        "align": None,
        "colspan": 1,
        "rowspan": 1,
        "strong": False,
        "indent": 0,
    }


def test_a_value_is_written_without_an_exponent():
    assert Cell("0", value=Decimal("1E+3")).to_json()["value"] == "1000"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["1", "2"], r"table t: row 1 fills 2 of 3 columns"),
        (["1", "2", "3", "4"], r"table t: row 1 has more cells than the 3 columns hold"),
        ([Cell("1", rowspan=2), "2", "3"], r"table t: a rowspan reaches below the last row"),
    ],
)
def test_a_row_that_does_not_fit_the_columns_is_refused(cells, message):
    with pytest.raises(ValueError, match=message):
        Table("t", "T", COLUMNS).row(*cells).block()


def test_cells_below_a_rowspan_move_to_the_right():
    table = Table("t", "T", COLUMNS).row(Cell("1", rowspan=2), "a", "b").row("c", "d")

    assert place_cells([row["cells"] for row in table.body], 3) == [[0, 1, 2], [1, 2]]


def test_a_decimal_column_tells_which_decimals_its_numbers_lack():
    table = Table("t", "T", [Column("Nilai", "decimal")])
    for text in ("73", "24,5", "80,125", "-", "belum ada", "1.234,56"):
        table.row(text)

    cells = [row["cells"][0] for row in table_sections(table.block())["body"]]

    assert [cell["lacking"] for cell in cells] == [",125", "25", "", ",125", "", "5"]


def test_the_jupyterlab_view_names_the_figure_behind_a_number():
    table = Table("t", "T", COLUMNS).row("1", "a", Cell("9", id="x/y/2023", value="9.01"))

    assert '<data value="9.01" data-angka="x/y/2023"' in html(table)
    assert (
        '<span title="x/y">96%</span>'
        in prose("[96%](angka:x/y)")._repr_mimebundle_()["text/markdown"]
    )


def test_brackets_of_a_text_before_a_figure_are_not_taken_for_it():
    shown = prose(r"\[a\](b) [1\]2](angka:x/y)")._repr_mimebundle_()["text/markdown"]

    assert shown == r'\[a\](b) <span title="x/y">1\]2</span>'


def test_text_is_never_markup():
    assert "&lt;b&gt;" in html(Table("t", "<b>", COLUMNS).row("1", "<b>", "2\n3"))
    assert "2<br>3" in html(Table("t", "T", COLUMNS).row("1", "", "2\n3"))


@pytest.mark.parametrize(
    "block",
    [
        prose("a"),
        chart("k", "T", "<svg></svg>", "alt"),
        signature(signer(["Kepala"], "N", nip="1"), signer(["Bupati"], "F")),
        letterhead(["PEMERINTAH"], ["Jalan"]),
        statement(["PERJANJIAN"], ["Kami"], [("Nama", "N")]),
        pairs([("Nama", "N")]),
        gap("belum diisi"),
        pagebreak(),
        subtitle("S"),
        scan("k", "T", Picture(b"x", "image/png", 1, 1), "alt"),
    ],
    ids=lambda block: block["kind"],
)
def test_every_kind_travels_with_a_form_for_the_reader(block):
    bundle = block._repr_mimebundle_()

    assert blocks_in(bundle) == [dict(block)]
    assert bundle["text/plain"]
    assert {"text/html", "text/markdown", "image/svg+xml"} & set(bundle)


def test_show_displays_blocks_in_order(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)

    show(gap("a"), subtitle("b"))

    assert [block["kind"] for block in shown] == ["gap", "subtitle"]
