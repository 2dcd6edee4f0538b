"""The analyst's calls: where their numbers come from, and what they say to a wrong word."""

import os
import shutil
import subprocess
import sys
from decimal import Decimal

import matplotlib.pyplot as plt
import pytest
from openpyxl import load_workbook
from project import copy_project
from tables import INSTANSI, ROOT, TAHUN
from test_store import put

import lkjip_tools
from lkjip_tools.calculate.capaian import FORMULAS, celah
from lkjip_tools.errors import InputError, InstansiNotFoundError, QueryError
from lkjip_tools.explore.source import compute_rows, plain
from lkjip_tools.params import read_params
from lkjip_tools.root import workbook_path
from lkjip_tools.store.tables import TABLES
from lkjip_tools.template.convert import to_workbook
from lkjip_tools.workbench.data import Workbench


@pytest.fixture
def project(tmp_path):
    """The project without a report."""
    return copy_project(tmp_path / "proyek")


def measured(found, kode="IKU-1"):
    row = found[found["kode"] == kode].iloc[0]
    return row["target"], row["realisasi"], row["celah"]


# ---- where the numbers come from ----------------------------------------------------------------


def test_a_report_and_its_data_give_the_same_frames(sample_run, project):
    there, here = sample_run.root, project.root

    for call in (
        lambda root: lkjip_tools.gaps(INSTANSI, TAHUN, root=root),
        lambda root: lkjip_tools.trend(INSTANSI, root=root),
        lambda root: lkjip_tools.compare(root=root),
        lambda root: lkjip_tools.close_gap(INSTANSI, root=root),
    ):
        assert call(there).equals(call(here))


def test_gap_and_capaian_are_those_of_the_calculations():
    for row in lkjip_tools.gaps(INSTANSI, TAHUN, root=ROOT).to_dict("records"):
        operands = {"realisasi": row["realisasi"], "target": row["target"]}
        assert row["celah"] == celah(**operands)
        capaian = FORMULAS["capaian_positif"](**operands)
        assert abs(row["capaian_persen"] - capaian) < Decimal("1e-18")


def test_every_number_is_exact():
    found = lkjip_tools.gaps(INSTANSI, TAHUN, root=ROOT)
    kinds = {type(value) for name in found for value in found[name]}

    assert kinds == {str, int, Decimal, type(None)}


def test_data_that_changed_after_the_report_are_computed_anew(sample_run, tmp_path):
    shutil.copytree(sample_run.root, tmp_path / "proyek", copy_function=shutil.copy2)
    root = tmp_path / "proyek"
    assert measured(lkjip_tools.gaps(INSTANSI, TAHUN, root=root))[1] == Decimal("65.22")

    table = root / "data" / INSTANSI / str(TAHUN) / "kinerja.csv"
    table.write_text(table.read_text("utf-8").replace('"65,22"', '"66,22"'), "utf-8")
    later = table.stat().st_mtime_ns + 10**9
    os.utime(table, ns=(later, later))
    assert measured(lkjip_tools.gaps(INSTANSI, TAHUN, root=root))[1] == Decimal("66.22")


def test_a_year_that_is_only_a_workbook_is_known_and_computed_anew_when_it_changes(project):
    to_workbook(INSTANSI, TAHUN, project.root)
    for path in project.path("kinerja").parent.glob("*.csv"):
        path.unlink()
    workbook = workbook_path(project.root, INSTANSI, TAHUN)
    assert measured(lkjip_tools.gaps(INSTANSI, TAHUN, root=project.root))[1] == Decimal("65.22")

    book = load_workbook(workbook)
    sheet = book["Kinerja"]
    changed = [cell for row in sheet.iter_rows() for cell in row if cell.value == 65.22]
    for cell in changed:
        cell.value = 66.22
    book.save(workbook)
    later = workbook.stat().st_mtime_ns + 10**9
    os.utime(workbook, ns=(later, later))

    assert changed
    assert measured(lkjip_tools.gaps(INSTANSI, TAHUN, root=project.root))[1] == Decimal("66.22")
    assert TAHUN in Workbench(project.root).tahun(INSTANSI)


def test_params_that_changed_are_read_again_by_a_process_that_goes_on(project):
    kept = read_params(INSTANSI, project.root)
    text = project.params_path.read_text("utf-8")

    project.params_path.write_text(text.replace(f"nama: {kept.nama}", "nama: Badan Lain"), "utf-8")

    assert read_params(INSTANSI, project.root).nama == "Badan Lain"


def test_another_policy_changes_the_capaian_and_no_target(project):
    table = project.root / "data" / INSTANSI / str(TAHUN) / "indikator.csv"
    table.write_text(
        table.read_text("utf-8").replace("SAKIP dari APIP,nilai,positif",
                                         "SAKIP dari APIP,nilai,negatif"), "utf-8"
    )  # fmt: skip
    plainly = lkjip_tools.gaps(INSTANSI, TAHUN, root=project.root)
    other = lkjip_tools.gaps(INSTANSI, TAHUN, kebijakan={"rumus_negatif": "rasio"},
                             root=project.root)  # fmt: skip

    assert measured(plainly) == measured(other)
    first, second = (it[it["kode"] == "IKU-1"].iloc[0]["capaian_persen"] for it in (plainly, other))
    assert abs(first - FORMULAS["capaian_cermin"](target=Decimal(73), realisasi=Decimal("65.22"))
               ) < Decimal("1e-18")  # fmt: skip
    assert abs(second - FORMULAS["capaian_rasio"](target=Decimal(73), realisasi=Decimal("65.22"))
               ) < Decimal("1e-18")  # fmt: skip


def test_an_agency_that_cannot_be_read_stops_only_who_asks_for_it(project):
    shutil.copy(project.root / "params" / f"{INSTANSI}.yml", project.root / "params" / "rusak.yml")
    shutil.copytree(project.root / "data" / INSTANSI, project.root / "data" / "rusak")
    table = project.root / "data" / "rusak" / str(TAHUN) / "kinerja.csv"
    table.write_text(table.read_text("utf-8").replace('"65,22"', "enam"), "utf-8")

    with pytest.warns(UserWarning, match="rusak 2023 dilewati"):
        found = lkjip_tools.gaps(root=project.root)
    assert set(found["instansi"]) == {INSTANSI}
    assert len(lkjip_tools.gaps(root=project.root)) == len(found)  # told once
    with pytest.raises(InputError, match="enam"):
        lkjip_tools.gaps("rusak", root=project.root)


# ---- choosing -----------------------------------------------------------------------------------


def test_a_choice_keeps_what_was_asked_for():
    whole = lkjip_tools.gaps(INSTANSI, TAHUN, root=ROOT)

    assert len(lkjip_tools.gaps(INSTANSI, TAHUN, keadaan="meleset", root=ROOT)) == 1
    assert set(lkjip_tools.gaps(INSTANSI, jenis="pendukung", root=ROOT)["kode"]) == {"IK-1.2"}
    assert list(lkjip_tools.gaps(sasaran=["S-1", "S-2"], root=ROOT)["kode"].sort_values()) == [
        "IK-1.2", "IKU-1", "IKU-2",
    ]  # fmt: skip
    assert lkjip_tools.gaps(teratas=2, root=ROOT).equals(whole.head(2))
    assert lkjip_tools.gaps(sasaran=[], root=ROOT).empty


@pytest.mark.parametrize(
    ("call", "kind", "said"),
    [
        (lambda: lkjip_tools.gaps("kesbangpol-pasir", root=ROOT), InstansiNotFoundError,
         "kesbangpol-paser"),
        (lambda: lkjip_tools.gaps(INSTANSI, 1999, root=ROOT), InputError, "2023"),
        (lambda: lkjip_tools.gaps(INSTANSI, kebijakan={"rumus_negatip": "rasio"}, root=ROOT),
         InputError, "rumus_negatif"),
        (lambda: lkjip_tools.gaps(INSTANSI, kebijakan={"skala_predikat": "skala_x"}, root=ROOT),
         InputError, "skala_x"),
        (lambda: lkjip_tools.trend(INSTANSI, "IKU-99", root=ROOT), InputError, "IKU-1"),
        (lambda: lkjip_tools.close_gap(INSTANSI, persen=0, root=ROOT), InputError, "di atas 0"),
        (lambda: lkjip_tools.close_quarters(INSTANSI, sampai=5, root=ROOT), InputError, "0 sampai"),
        (lambda: lkjip_tools.sql("DROP VIEW v_celah", root=ROOT), QueryError, "SELECT"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_named_with_the_nearest(call, kind, said):
    with pytest.raises(kind, match=said):
        call()


def test_names_complete_and_lead_on():
    names = lkjip_tools.instansi

    assert "kesbangpol_paser" in dir(names)
    assert INSTANSI in names._ipython_key_completions_()
    agency = names.kesbangpol_paser
    assert agency.tahun == [2023]
    assert {"IKU_1", "IK_1_2"} <= set(dir(agency.indikator))
    assert agency.indikator.IKU_1.trend()["kode"].unique().tolist() == ["IKU-1"]
    assert agency.indikator["IKU-1"].compare()["kode"].tolist() == ["IKU-1"]
    with pytest.raises(AttributeError, match="IKU_2"):
        agency.indikator.IKU_99  # noqa: B018


def test_the_calls_are_listed_and_cost_nothing_until_they_are_used():
    program = (
        "import sys, lkjip_tools; assert {'gaps', 'trend', 'compare'} <= set(dir(lkjip_tools));"
        "assert not {'pandas', 'duckdb'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# ---- across agencies and years ------------------------------------------------------------------


@pytest.fixture
def many(tmp_path):
    """Two agencies, one of them with two years that disagree."""
    for name in ("params", "data"):
        (tmp_path / name).mkdir()
    rows = compute_rows(INSTANSI, TAHUN, ROOT)
    place = TABLES["indikator"].names.index("satuan")
    other = [(*row[:place], "orang", *row[place + 1 :]) for row in rows["indikator"]]
    put(tmp_path / "outputs", "satu", 2023, rows)
    put(tmp_path / "outputs", "dua", 2023, rows | {"indikator": other})
    earlier = [("satu", 2022, "IKU-1", "realisasi", 2022, Decimal(61), None)]
    put(tmp_path / "outputs", "satu", 2022, {name: [] for name in TABLES} | {
        "instansi": rows["instansi"], "deret": earlier})  # fmt: skip
    return tmp_path


def test_the_report_of_a_year_speaks_for_it_and_a_contradiction_is_counted(many):
    found = lkjip_tools.trend("satu", "IKU-1", root=many)
    year = found[found["tahun"] == 2022].iloc[0]

    assert (year["realisasi"], year["ragam_realisasi"]) == (Decimal(61), 2)


def test_of_years_to_come_the_latest_report_speaks(many):
    rows = compute_rows(INSTANSI, TAHUN, ROOT)
    later = [("satu", 2024, "IKU-1", "target_renstra", 2026, Decimal(99), None)]
    put(many / "outputs", "satu", 2024, {name: [] for name in TABLES} | {
        "instansi": rows["instansi"], "deret": later})  # fmt: skip
    found = lkjip_tools.trend("satu", "IKU-1", root=many)

    assert found[found["tahun"] == 2026].iloc[0]["target_renstra"] == 99


def test_indicators_of_one_name_measured_in_two_ways_are_told_apart(many):
    found = lkjip_tools.compare("sakip", tahun=2023, root=many)

    assert list(found["instansi"]) == ["dua", "satu"]
    assert set(found["beda"]) == {"satuan"}


def test_agencies_are_ranked_each_by_its_own_policies(many):
    found = lkjip_tools.compare(tahun=2023, root=many)

    assert set(found["instansi"]) == {"satu", "dua"}
    assert {"rata_rata_capaian", "rumus_negatif", "batas_capaian"} <= set(found)


# ---- charts -------------------------------------------------------------------------------------


def test_charts_go_on_axes_that_are_given():
    _, ax = plt.subplots()
    celah = lkjip_tools.gaps(INSTANSI, TAHUN, root=ROOT)

    assert lkjip_tools.plot_gaps(celah, ax) is ax
    assert [bar.get_hatch() is not None for bar in ax.patches] == [True] + [False] * 6
    assert ax.patches[0].get_width() == pytest.approx(89.34, abs=0.01)
    plt.close("all")


def test_nothing_to_draw_is_an_empty_chart():
    empty = lkjip_tools.gaps(INSTANSI, TAHUN, sasaran="S-99", root=ROOT)
    trend = lkjip_tools.trend(INSTANSI, "IKU-1", root=ROOT).head(0)

    assert len(lkjip_tools.plot_gaps(empty).patches) == 0
    assert list(lkjip_tools.plot_trend(trend).lines) == []
    plt.close("all")


@pytest.mark.parametrize(("value", "text"), [("1E+2", "100"), ("0.50", "0.5"), ("0.000", "0")])
def test_numbers_show_no_zeros_they_were_padded_with(value, text):
    assert str(plain(Decimal(value))) == text
