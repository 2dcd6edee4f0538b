"""Every number printed in the report's tables has an id, and the id leads to the cells it is from.

Nothing of the product tells this test which cells are numbers: it looks at what is printed, and at
the role that a column declares.
"""

import re
from decimal import Decimal

import nbformat
import pytest
from tables import TAHUN
from test_sample_figures import PRINTED

from lkjip_tools.block_html import place_cells
from lkjip_tools.explain import Ledger, explain
from lkjip_tools.number import format_number
from lkjip_tools.shown import blocks_in
from lkjip_tools.value import parse_value

#: What a reader takes for a number: digits, with a sign, a percent, or a unit of one word.
NUMBER = re.compile(r"[+−-]?\(?(Rp\.? ?)?\d([\d.,]*\d)?\)?\s?(%|[^\W\d]+)?")
WITHOUT_ID = {"nomor", "kode", "tahun"}
SILENT = {"", "–"}  # a dash stands for nothing


@pytest.fixture(scope="module")
def cells(sample_report):
    """Every cell of every table of the report: chapter, table, role of its column, and itself."""
    found = []
    for path in sorted((sample_report / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, 4).cells:
            if cell.metadata.tags == ["laporan"]:
                for output in cell.get("outputs", []):
                    for block in blocks_in(output.get("data", {})):
                        found += cells_of(path.stem, block)
    return found


def cells_of(chapter, block):
    if block.get("kind") != "table":
        return
    rows = [row["cells"] for row in block["body"]]
    roles = [column["role"] for column in block["columns"]]
    for row, starts in zip(rows, place_cells(rows, len(roles)), strict=True):
        for cell, start in zip(row, starts, strict=True):
            yield chapter, block["key"], roles[start], cell


@pytest.fixture(scope="module")
def ledger(sample_report):
    return Ledger.read(sample_report, "lkjip report")


def leaves(step):
    if not step.operands:
        yield step
    for operand in step.operands:
        yield from leaves(operand)


def test_every_number_of_every_table_has_an_id(cells):
    """What a column declares as figures has an id; what looks like one elsewhere, too."""
    without = [
        (chapter, table, cell["text"])
        for chapter, table, role, cell in cells
        if cell["text"] not in SILENT and not cell["id"]
        if (role == "angka" and re.search(r"\d", cell["text"]))
        or (role == "teks" and NUMBER.fullmatch(cell["text"]))
        if table != "metode-kasus"  # what a rule prescribes is no figure of the agency
    ]

    assert without == []


def test_ordinals_codes_and_years_are_no_figures(cells):
    with_id = [(table, cell) for _, table, role, cell in cells if role in WITHOUT_ID and cell["id"]]

    assert with_id == []


def test_every_id_is_in_the_ledger_with_the_value_that_the_cell_carries(cells, ledger):
    wrong = [
        (table, cell["id"])
        for _, table, _, cell in cells
        if cell["id"] and (cell["id"] not in ledger or ledger[cell["id"]].value != cell["value"])
    ]

    assert len([cell for *_, cell in cells if cell["id"]]) > 1500
    assert wrong == []


def test_every_cell_prints_its_value(cells):
    """Rounded to the decimals it shows, with its sign; a grade stands for its number."""
    wrong = []
    for _, table, _, cell in cells:
        value, text = parse_value(cell["value"]), cell["text"].removeprefix("+")
        if isinstance(value, Decimal) and NUMBER.fullmatch(text):
            places = len(text.partition(",")[2])
            if format_number(value, places) != text:
                wrong.append((table, cell["id"], text, value))
        elif isinstance(value, str) and text != value:
            wrong.append((table, cell["id"], text, value))
    assert wrong == []


def test_explaining_a_figure_ends_at_cells_that_hold_its_numbers(cells, ledger, sample_run):
    """The files are read again; a number may also end at the rule that fixes it."""
    ids = dict.fromkeys(cell["id"] for *_, cell in cells if cell["id"])
    lost = []
    for id in ids:
        for leaf in leaves(explain(ledger, id, TAHUN, root=sample_run.root).step):
            entry = leaf.entry
            held = leaf.cell.holds if leaf.cell else bool(leaf.rules)
            if leaf.repeated or held or (entry.value is None and entry.note):
                continue
            lost.append((id, entry.id, entry.source))

    assert len(ids) > 1200
    assert lost == []


def test_every_number_of_the_text_is_in_the_ledger_too(sample_report, ledger):
    text = "".join(
        (sample_report / "notebooks" / path.name).read_text("utf-8")
        for path in (sample_report / "notebooks").glob("*.ipynb")
    )
    referred = set(re.findall(r"\]\(angka:([^)\s]+)\)", text))

    assert len(referred) > 20
    assert {id for id in referred if id not in ledger} == set()


def test_what_only_tables_print_is_printed_by_one(cells):
    printed = {cell["id"].partition("/")[0] for *_, cell in cells if cell["id"]}

    assert PRINTED - printed == {"standar_nasional"}, "the sample has no national standard"
