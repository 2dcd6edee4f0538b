"""Codes against national and regional lists, and a year against the one before it."""

import shutil

import pandas as pd
import pytest
from corruption import as_workbook
from good_agency import CODE, TAHUN, write_good, write_table
from tables import ROOT, cases, params, sample_project, table

from lkjip_tools.check import check_inputs
from lkjip_tools.errors import Fault, ParamsError, TableError
from lkjip_tools.inspection import inspect
from lkjip_tools.load import read_pembanding
from lkjip_tools.load.pembanding import read_nomenklatur
from lkjip_tools.manifest import input_digests
from lkjip_tools.params import read_params
from lkjip_tools.pembanding import last_year_paths
from lkjip_tools.place import Place
from lkjip_tools.validate import (
    Nomenklatur,
    check_akun,
    check_formulir_lalu,
    check_kinerja_lalu,
    check_lalu_terbaca,
    check_nama_nomenklatur,
    check_nomenklatur,
    check_riwayat_lalu,
    check_riwayat_wajar,
    check_urusan,
)
from lkjip_tools.validate.kode_nasional import BERKODE

GIVEN = ("belanja", "riwayat", "indikator", "kinerja", *BERKODE)


def every(case):
    """The tables of a case, the others empty."""
    return {name: table(name, *case.get(name, ())) for name in GIVEN}


def found_in(case):
    """What all the checks find in a case."""
    tables, tahun = every(case), case.get("tahun", 2023)
    lalu = {name: table(name, *rows) for name, rows in case.get("lalu", {}).items()}
    yield from check_akun(tables["belanja"], tahun)
    yield from check_riwayat_wajar(tables["riwayat"])
    yield from check_riwayat_lalu(tables["riwayat"], lalu, tahun)
    yield from check_kinerja_lalu(tables, lalu, params(), tahun)
    yield from check_formulir_lalu(tables["evaluasi_renja"], lalu, params(), tahun)
    for name in BERKODE:
        yield from check_urusan(tables, name, tahun)
    if "nomenklatur" in case:
        known = Nomenklatur(pd.DataFrame(case["nomenklatur"]))
        for name in BERKODE:
            yield from check_nomenklatur(tables, name, known)
        for name in ("program", "evaluasi_renja"):
            yield from check_nama_nomenklatur(tables, name, known)


@pytest.mark.parametrize("case", cases("pembanding"), ids=lambda case: case["name"])
def test_worked_case(case):
    found = [
        {
            "kode": it.kode,
            "sel": it.lokasi,
            "tercatat": it.nilai_tercatat,
            "dugaan": it.nilai_hitung,
        }
        for it in found_in(case)
    ]

    assert found == list(case["temuan"])


def test_a_difference_names_the_file_the_cell_and_the_value_of_last_year():
    now, then = ({"tahun": 2021, "keuangan_persen": value} for value in (91, 90))
    lalu = {"riwayat": table("riwayat", then)}
    lalu["riwayat"]["keuangan_persen_source"] = "data/dinas/2022.xlsx lembar Riwayat sel C7"

    (found,) = check_riwayat_lalu(table("riwayat", now), lalu, 2023)

    assert "tahun 2021 tertulis 91, padahal 90 pada data/dinas/2022.xlsx lembar Riwayat sel C7" in (
        found.pesan
    )
    assert found.tingkat == "minor"


def test_a_revised_plan_is_one_finding_however_many_cells_it_changed():
    rows = [
        {"dokumen": "renstra", "indikator": f"IKU-{n}", "tahun": 2025, "target": n}
        for n in range(1, 21)
    ]
    names = table(
        "indikator", *({"kode": f"IKU-{n}", "indikator": f"Nilai {n}"} for n in range(1, 21))
    )
    lalu = {
        "indikator": names,
        "kinerja": table("kinerja", *(row | {"target": row["target"] + 1} for row in rows)),
    }

    (found,) = check_kinerja_lalu(
        {"indikator": names, "kinerja": table("kinerja", *rows)}, lalu, params(), 2023
    )

    assert found.lokasi.count("kolom target") == 20
    assert found.pesan.count("padahal") == 6
    assert "dan 14 lagi" in found.pesan


def test_what_cannot_be_read_of_last_year_is_told_once_for_each_file():
    place = Place("data/dinas/2022/kinerja.csv", 3)
    found = check_lalu_terbaca([Fault(place, "salah"), Fault(place, "salah lagi")], 2023)

    (told,) = found
    assert (told.kode, told.tingkat) == ("tahun_lalu_tidak_terbaca", "catatan")
    assert told.lokasi == "data/dinas/2022/kinerja.csv"
    assert "kinerja.csv baris 3: salah (dan 1 lagi)" in told.pesan


# --- as it is read --------------------------------------------------------------------------


@pytest.fixture
def agency(tmp_path):
    """A good agency with a nomenclature list and last year's data: its root and its tables."""
    root = tmp_path / "proyek"
    (root / "notebooks").mkdir(parents=True)
    return root, write_good(root, 20)


def kinds(root):
    return {problem.kode for problem in inspect(CODE, TAHUN, root).problems}


def read(root):
    return read_pembanding(read_params(CODE, root), CODE, TAHUN, root)


def test_an_agency_without_a_list_or_a_year_before_is_compared_with_nothing():
    found = read_pembanding(read_params("kesbangpol-paser", ROOT), "kesbangpol-paser", 2023, ROOT)

    assert (found.nomenklatur, found.tahun_lalu, found.faults) == (None, {}, ())


@pytest.mark.parametrize("medium", ["csv", "xlsx"])
def test_last_year_is_read_from_csv_and_from_a_workbook(agency, medium):
    root, tables = agency
    if medium == "xlsx":
        as_workbook(root, tables)

    found = read(root)

    assert len(found.tahun_lalu["kinerja"]) > 10
    assert found.nomenklatur is not None
    assert not found.faults


def test_a_fault_in_last_year_is_a_note_and_stops_nothing(agency):
    root, _ = agency
    path = root / "data" / CODE / str(TAHUN - 1) / "kinerja.csv"
    path.write_text(path.read_text("utf-8").replace("73,71", "7E,71"), "utf-8")

    inspected = inspect(CODE, TAHUN, root)

    (told,) = [it for it in inspected.problems if it.kode == "tahun_lalu_tidak_terbaca"]
    assert told.places[0].file == f"data/{CODE}/{TAHUN - 1}/kinerja.csv"
    assert not inspected.count("kesalahan")
    check_inputs(CODE, TAHUN, root)


def test_a_list_that_params_name_and_that_is_not_there_is_a_fault(agency):
    root, _ = agency
    (root / "params" / "nomenklatur" / "daerah.csv").unlink()

    with pytest.raises(TableError, match=r"params/nomenklatur/daerah\.csv: daftar nomenklatur"):
        check_inputs(CODE, TAHUN, root)
    faults = [it for it in inspect(CODE, TAHUN, root).problems if it.tingkat == "kesalahan"]
    assert [it.places[0].file for it in faults] == ["params/nomenklatur/daerah.csv"]


def test_a_wrong_cell_of_a_list_is_named(agency):
    root, _ = agency
    path = root / "params" / "nomenklatur" / "daerah.csv"
    path.write_text("kode,uraian\n8.1.1,Program\n8.01,\n", "utf-8")

    with pytest.raises(TableError) as caught:
        read(root)

    assert [str(fault.place) for fault in caught.value.faults] == [
        "params/nomenklatur/daerah.csv baris 2 kolom kode",
        "params/nomenklatur/daerah.csv baris 3 kolom uraian",
    ]


@pytest.mark.parametrize("name", ["../rahasia", "a/b", "daerah.csv", "''"])
def test_a_list_is_named_by_its_file_alone(tmp_path, name):
    project = sample_project(tmp_path)
    project.params_path.write_text(
        project.params_path.read_text("utf-8") + f"nomenklatur: {name}\n", "utf-8"
    )

    with pytest.raises(ParamsError, match=r"nomenklatur: .* tanpa folder dan akhiran"):
        project.read_params()


def test_a_list_that_is_a_link_out_of_its_folder_is_refused(agency, tmp_path):
    root, _ = agency
    path = root / "params" / "nomenklatur" / "daerah.csv"
    shutil.move(path, tmp_path / "luar.csv")
    path.symlink_to(tmp_path / "luar.csv")

    with pytest.raises(TableError, match="tautan ke luar foldernya"):
        read(root)


def test_a_list_as_long_as_the_national_one_is_read_and_searched(tmp_path):
    codes = [
        f"1.{b:02}.{p:02}.2.{k:02}.{s:04}"
        for b in range(1, 7) for p in range(2, 12) for k in range(1, 18) for s in range(1, 11)
    ]  # fmt: skip
    path = tmp_path / "params" / "nomenklatur" / "panjang.csv"
    path.parent.mkdir(parents=True)
    lines = "".join(f"{code},Sub kegiatan {code}\n" for code in codes)
    path.write_text(f"kode,uraian\n{lines}", "utf-8")

    known = Nomenklatur(read_nomenklatur("panjang", tmp_path))

    assert known.name("1.06.11.2.17.10") == "Sub kegiatan 1.06.11.2.17.0010"
    assert known.likely("1.06.11.2.17.0099", None).startswith("1.06.11.2.17.")


def test_a_manifest_names_what_a_year_was_compared_with(agency):
    root, _ = agency

    named = input_digests(root, CODE, TAHUN)

    assert "params/nomenklatur/daerah.csv" in named["params"]
    there = [path for path in last_year_paths(root, CODE, TAHUN) if path.is_file()]
    assert {path.relative_to(root).as_posix() for path in there} <= set(named["data"])


def test_last_year_alone_is_what_finds_a_changed_past(agency):
    root, tables = agency
    changed = [row | {"keuangan_persen": "66,06"} for row in tables["riwayat"][:1]]
    path = root / "data" / CODE / str(TAHUN) / "riwayat.csv"
    write_table(path, "riwayat", changed + tables["riwayat"][1:])

    assert "tahun_lalu_berbeda" in kinds(root)
    shutil.rmtree(root / "data" / CODE / str(TAHUN - 1))
    assert "tahun_lalu_berbeda" not in kinds(root)
