"""What the explorer shows is what the report says, however it is asked."""

import json
from decimal import Decimal

import nbformat
import pandas as pd
import pytest
from project import copy_project, run
from tables import INSTANSI, TAHUN

from lkjip_tools.errors import InputError
from lkjip_tools.explore.names import InstansiNames
from lkjip_tools.explore.source import plain
from lkjip_tools.store.rows import fixed
from lkjip_tools.workbench import VIEWS, Selection, Workbench, data, many, view
from lkjip_tools.workbench.rows import MEASURES
from lkjip_tools.workbench.serve import notebook_for
from lkjip_tools.workbench.views import view_of

ALL = Selection((INSTANSI,), (TAHUN,))
SELECTIONS = [
    *(ALL.but(ukuran=besaran) for besaran in MEASURES),
    ALL.but(triwulan="TW-III"),
    ALL.but(sasaran="S-1"),
    ALL.but(kebijakan="batas_100-indikator"),
]


@pytest.fixture(scope="module")
def bench(sample_run):
    return Workbench(sample_run.root)


@pytest.fixture(scope="module")
def ledger(sample_report):
    """Every figure of the finished report."""
    lines = (sample_report / "angka.jsonl").read_text("utf-8").splitlines()
    return {line["id"]: line["nilai"] for line in map(json.loads, lines)}


@pytest.mark.parametrize("key", VIEWS)
def test_a_charts_values_are_the_reports_figures(bench, ledger, key):
    frame = view_of(key, bench, ALL).frame
    names = {"kuadran": "capaian_persen"}
    shown = dict(zip(frame["id"], frame[names.get(key, "nilai")], strict=True))

    assert shown
    assert {id: None if value is None else format(value, "f") for id, value in shown.items()} == {
        id: ledger[id] for id in shown
    }


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
@pytest.mark.parametrize("key", VIEWS)
def test_a_cell_gives_a_view_again(bench, key, chosen, sample_run, monkeypatch):
    found = view_of(key, bench, chosen)
    monkeypatch.chdir(sample_run.root)
    *lines, last = found.cell.strip().splitlines()
    known = {}
    exec("\n".join(lines), known)
    again = eval(last, known)

    pd.testing.assert_frame_equal(again.frame, found.frame)
    assert again.chart == found.chart


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_every_mark_of_every_chart_can_be_explained(bench, chosen):
    for key in VIEWS:
        for trace in view_of(key, bench, chosen).chart["data"]:
            for id, instansi, tahun in trace["customdata"]:
                assert str(bench.explain(chosen, instansi, tahun, id))


@pytest.mark.parametrize(
    "chosen",
    [ALL, ALL.but(sasaran="S-1"), ALL.but(kebijakan="per_sasaran"),
     ALL.but(kebijakan="batas_100-rata_rata")],
    ids=str,
)  # fmt: skip
def test_the_waterfall_ends_at_the_mean(bench, chosen):
    """A cap on the mean itself is not in the steps: they end where it was before the cap."""
    frame = view_of("susunan", bench, chosen).frame
    steps = frame["sumbangan_poin"].dropna()
    whose = chosen.sasaran or "instansi"
    mean = bench.year(INSTANSI, TAHUN).value("capaian_rata_rata_persen", whose)
    if chosen.kebijakan == "per_sasaran":
        mean = bench.year(INSTANSI, TAHUN, "per_sasaran").value("capaian_rata_rata_persen", whose)

    assert len(steps) == len(frame) - 1
    assert abs(100 + sum(steps) - mean) < Decimal("1e-20")


def test_rows_come_with_the_widest_gap_first_and_what_is_unknown_last(bench):
    for chosen in SELECTIONS:
        values = list(view_of("celah", bench, chosen).frame["nilai"])
        known = [value for value in values if value is not None]
        assert known == sorted(known)
        assert values[: len(known)] == known


@pytest.mark.parametrize("besaran", sorted(set(MEASURES) - {"perubahan_capaian_poin"}))
def test_many_agencies_are_answered_from_the_store_with_the_same_rows(bench, besaran, monkeypatch):
    chosen = ALL.but(ukuran=besaran)
    few = view_of("celah", bench, chosen).frame
    monkeypatch.setattr(data, "FEW", 0)
    stored = view_of("celah", Workbench(bench.root), chosen).frame
    kinds = ["id", "kode", "uraian", "target", "realisasi", "nilai", "celah", "predikat"]
    exact = few[kinds].map(
        lambda value: plain(fixed(value)) if isinstance(value, Decimal) else value
    )
    order = ["nilai", "kode"]

    assert stored[kinds].sort_values(order).to_dict("records") == (
        exact.sort_values(order).to_dict("records")
    )


@pytest.mark.parametrize("key", ["jalur", "kuadran"])
def test_many_agencies_have_the_same_marks(bench, key, monkeypatch):
    few = view_of(key, bench, ALL).frame
    monkeypatch.setattr(data, "FEW", 0)
    stored = view_of(key, Workbench(bench.root), ALL).frame

    assert set(stored["id"]) == set(few["id"])
    assert list(stored.columns) == list(few.columns)


def test_what_is_computed_for_few_is_refused_for_many(bench, monkeypatch):
    monkeypatch.setattr(data, "FEW", 0)
    asked = Workbench(bench.root)

    for chosen in (ALL.but(triwulan="TW-I"), ALL.but(kebijakan="per_sasaran")):
        with pytest.raises(InputError, match="pilih lebih sedikit"):
            many.gaps(asked, chosen)


def test_an_unknown_policy_is_named_with_the_nearest_ones(bench):
    with pytest.raises(InputError, match="batas_100-indikator"):
        view("celah", [INSTANSI], [TAHUN], bench=bench, kebijakan="batas_100-indikatr")


def test_nothing_chosen_is_an_empty_view(bench):
    for key in VIEWS:
        found = view_of(key, bench, Selection((), ()))
        assert found.frame.empty
        assert found.chart["data"] == []


# ---- The notebook that is opened ----------------------------------------------------------------


def test_a_copy_of_the_notebook_gets_the_parameters_and_the_original_stays(sample_project):
    original = sample_project.notebooks / "80_eksplorasi.ipynb"
    before = original.read_bytes()
    copy = notebook_for(sample_project.root, "dinas-lain", 2021)

    assert original.read_bytes() == before
    assert (
        copy.relative_to(sample_project.root).as_posix() == "outputs/jelajah/dinas-lain-2021.ipynb"
    )
    source = nbformat.read(copy, 4).cells[0].source
    assert source == 'instansi: str = "dinas-lain"\ntahun: int = 2021'


def test_a_copy_that_somebody_wrote_in_is_kept_and_an_untouched_one_is_renewed(sample_project):
    root = sample_project.root
    copy = notebook_for(root, INSTANSI, TAHUN)
    original = sample_project.notebooks / "80_eksplorasi.ipynb"
    newer = nbformat.read(original, 4)
    newer.cells[1].source += "\n\nBaru."
    nbformat.write(newer, original)
    notebook_for(root, INSTANSI, TAHUN)
    assert nbformat.read(copy, 4).cells[1].source.endswith("Baru.")

    mine = nbformat.read(copy, 4)
    mine.cells.append(nbformat.v4.new_code_cell("catatan = 1"))
    nbformat.write(mine, copy)
    nbformat.write(nbformat.v4.new_notebook(), original)
    notebook_for(root, INSTANSI, TAHUN)
    assert nbformat.read(copy, 4).cells[-1].source == "catatan = 1"


def test_the_copies_are_in_no_agencys_place(sample_project):
    notebook_for(sample_project.root, INSTANSI, TAHUN)

    assert repr(InstansiNames(sample_project.root)) == INSTANSI
    assert Workbench(sample_project.root).instansi() == [INSTANSI]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--instansi", "kesbangpol-pasir"], "kesbangpol-paser"),
        (["--tahun", "2001"], "2001"),
        (["--web", "--simpan", "x.html"], "choose one"),
        (["--simpan", "x.html", "--tak-ada"], "no such option"),
        (["--simpan", "tak-ada/x.html"], "tidak dapat ditulis"),
    ],
)
def test_a_wrong_call_is_told_without_a_traceback(tmp_path, arguments, told):
    project = copy_project(tmp_path / "proyek")
    done = run("lkjip", "explore", *arguments, cwd=project.root)

    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project.root / "x.html").exists()


def test_a_page_without_voila_says_what_to_install(sample_project, monkeypatch):
    from lkjip_tools.workbench import serve

    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"lkjip\[web\].*--simpan"):
        serve.start_web(sample_project.root, sample_project.notebooks / "x.ipynb", [])
