"""A newcomer's first hour: `new`, type the numbers, save in an office, report in three formats."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from newcomer import (
    INSTANSI,
    TAHUN,
    TYPED,
    empty_root,
    heads,
    lkjip,
    new_arguments,
    office_saves,
    type_in,
)

from lkjip_tools.check import check_inputs
from lkjip_tools.cli import main
from lkjip_tools.load import read_table
from lkjip_tools.place import Place

pytestmark = pytest.mark.libreoffice
WORKBOOK = f"data/{INSTANSI}/{TAHUN}.xlsx"
WHICH = ("--instansi", INSTANSI, "--tahun", TAHUN)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The project after the newcomer's hour."""
    folder = tmp_path_factory.mktemp("pendatang")
    project = empty_root(folder / "proyek")
    done = lkjip(project, *new_arguments())
    assert done.returncode == 0, done.stderr
    type_in(project / WORKBOOK, TYPED)
    shutil.copy(office_saves(project / WORKBOOK, folder), project / WORKBOOK)
    if "check" in main.commands:
        done = lkjip(project, "check", *WHICH)
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 1), done.stdout + done.stderr
    check_inputs(INSTANSI, TAHUN, project)
    done = lkjip(project, "report", *WHICH)
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def figures(root):
    lines = (root / "outputs" / INSTANSI / str(TAHUN) / "angka.jsonl").read_text("utf-8")
    return {item["id"]: item for item in map(json.loads, lines.splitlines())}


def test_the_three_formats_come_out(root):
    folder = root / "outputs" / INSTANSI / str(TAHUN)

    sizes = {name: (folder / f"laporan.{name}").stat().st_size for name in ("html", "pdf", "docx")}
    assert min(sizes.values()) > 20_000
    assert "Angka kematian ibu" in (folder / "laporan.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("capaian_persen/IKU-1/2024", Decimal("90.25") / 85 * 100),  # typed as a percentage
        ("capaian_persen/IKU-2/2024", Decimal(102 - (85 - 102)) / 102 * 100),
        ("capaian_persen/IKU-3/2024", Decimal("112.5")),
        ("capaian_persen/IKU-4/2024", Decimal("67.4") / 70 * 100),  # BB begins at 70
        ("pagu_rp/instansi/2024", Decimal(18_000_000_000)),
        ("realisasi_rp/instansi/2024", Decimal(17_029_050_850)),
        ("realisasi_rp/belanja-5.1/2024", Decimal(16_950_000_000)),
    ],
)
def test_every_kind_of_indicator_is_computed_from_what_was_typed(figures, id, value):
    assert Decimal(figures[id]["nilai"]).quantize(Decimal("1e-9")) == value.quantize(
        Decimal("1e-9")
    )


def test_while_typing_the_workbook_shows_what_the_report_computes(root, figures):
    """The office has computed the locked cells; a grade is left to the report."""
    sheet = openpyxl.load_workbook(root / WORKBOOK, data_only=True)["Kinerja"]
    head, columns = heads(sheet)
    shown = {
        sheet.cell(row, columns["indikator"]).value: sheet.cell(
            row, columns["tampilan_capaian_persen"]
        ).value
        for row in range(head + 2, head + 6)
    }

    assert shown.pop("IKU-4") in (None, "")
    assert {code: pytest.approx(value) for code, value in shown.items()} == {
        code: float(figures[f"capaian_persen/{code}/{TAHUN}"]["nilai"]) for code in shown
    }


def test_a_figure_leads_to_the_cell_it_was_typed_in(root):
    source = read_table("kinerja", INSTANSI, TAHUN, root)["realisasi_source"].iloc[0]
    place = Place.parse(source)
    cell = openpyxl.load_workbook(root / WORKBOOK)[place.sheet][f"{place.letter}{place.row}"]

    assert source.startswith(f"{WORKBOOK} lembar Kinerja sel ")
    assert cell.value == 0.9025
    told = lkjip(root, "explain", f"capaian_persen/IKU-1/{TAHUN}", *WHICH)
    assert told.returncode == 0, told.stderr
    assert source in told.stdout
    assert "isi sel: “90,25”" in told.stdout
    assert "berubah" not in told.stdout


def test_the_worksheet_of_the_report_holds_the_typed_cells(root):
    done = lkjip(root, "worksheet", *WHICH, "-o", root / "kertas.xlsx")

    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(root / "kertas.xlsx")
    place = Place.parse(read_table("kinerja", INSTANSI, TAHUN, root)["target_source"].iloc[0])
    values = [cell.value for cell in book["kinerja"][place.row]]
    assert 85 in values


def test_the_workbook_is_an_input_of_the_report(root):
    manifest = Path(root / "outputs" / INSTANSI / str(TAHUN) / "manifest.json").read_text("utf-8")

    tables = [name for name in json.loads(manifest)["data"] if "/narasi/" not in name]
    assert tables == [WORKBOOK]
