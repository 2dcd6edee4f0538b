"""The command, as an operator types it: bad input is one clear message, and nothing is touched."""

import json

import pytest
from click.testing import CliRunner
from project import digests, run

from lkjip_tools.cli import main
from lkjip_tools.params import _read


def replace(path, old, new):
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def data(project, name):
    return project.root / "data" / project.instansi / str(project.tahun) / name


def unknown_instansi(project):
    return ["--instansi", "kesbangpol-pasir"]


def unknown_year(project):
    return ["--tahun", "2019"]


def missing_table(project):
    data(project, "riwayat.csv").unlink()
    return []


def letter_in_money(project):
    replace(data(project, "anggaran.csv"), "6.426.345.746", "6.426.345.74O")
    return []


def ambiguous_number(project):
    replace(data(project, "riwayat.csv"), '"80,16"', "80.160")
    return []


def unknown_policy_key(project):
    path = project.root / "params" / f"{project.instansi}.yml"
    replace(path, "  efisiensi: sisa", "  efisiensi: sisa\n  batas_capain: tanpa")
    return []


def unknown_policy_value(project):
    path = project.root / "params" / f"{project.instansi}.yml"
    replace(path, "rata_rata_capaian: per_iku", "rata_rata_capaian: per_ikuu")
    return []


def wrong_polaritas(project):
    replace(data(project, "indikator.csv"), "positif", "positip")
    return []


BAD = [
    (unknown_instansi, ["kesbangpol-pasir", "mungkin maksudnya 'kesbangpol-paser'"]),
    (unknown_year, ["data/kesbangpol-paser/2019", "tahun yang ada: 2023"]),
    (missing_table, ["tabel 'riwayat' tidak ada", "2023/riwayat.csv"]),
    (letter_in_money, ["2023/anggaran.csv baris 2 kolom pagu_rp", "'6.426.345.74O'"]),
    (ambiguous_number, ["2023/riwayat.csv baris 4 kolom kinerja_persen", "bermakna ganda"]),
    (unknown_policy_key, ["params/kesbangpol-paser.yml", "baris", "'batas_capaian'"]),
    (unknown_policy_value, ["rata_rata_capaian", "'per_ikuu'", "mungkin maksudnya 'per_iku'"]),
    (wrong_polaritas, ["2023/indikator.csv baris 2 kolom polaritas", "'positip'", "positif"]),
]


@pytest.mark.parametrize(("spoil", "words"), BAD, ids=[spoil.__name__ for spoil, _ in BAD])
def test_bad_input_names_the_place_and_touches_no_output(spoil, words, sample_project):
    sample_project.output.mkdir(parents=True)
    (sample_project.output / "laporan.html").write_text("laporan lama", "utf-8")
    options = spoil(sample_project)
    before = digests(sample_project.root / "outputs")
    _read.cache_clear()

    done = CliRunner().invoke(main, ["report", "--root", str(sample_project.root), *options])

    assert done.exit_code == 2, done.output
    for word in words:
        assert word in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.output
    assert digests(sample_project.root / "outputs") == before


def test_all_faults_of_all_tables_are_named_at_once(sample_project):
    letter_in_money(sample_project)
    wrong_polaritas(sample_project)

    done = CliRunner().invoke(main, ["report", "--root", str(sample_project.root)])

    assert done.exit_code == 2
    assert done.stderr.count("\n") == 2


def test_a_cell_that_fails_stops_the_report_with_chapter_cell_and_message(sample_project):
    for path in sorted(sample_project.notebooks.glob("*.ipynb"))[1:]:
        path.unlink()
    path = sample_project.notebooks / "00_pengantar.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][-1]["source"] = ['angka["tidak_ada/x/2023"]']
    path.write_text(json.dumps(notebook), "utf-8")
    sample_project.output.mkdir(parents=True)
    (sample_project.output / "laporan.html").write_text("laporan lama", "utf-8")

    done = run("lkjip", "report", "--root", sample_project.root)

    assert done.returncode == 1
    assert "bab 00_pengantar berhenti pada sel ini:" in done.stderr
    assert 'angka["tidak_ada/x/2023"]' in done.stderr
    assert "FigureError: no figure tidak_ada/x/2023" in done.stderr
    assert "Traceback" not in done.stderr
    assert (sample_project.output / "laporan.html").read_text("utf-8") == "laporan lama"


def test_outside_a_project_the_command_says_where_to_run(tmp_path):
    done = run("lkjip", "report", cwd=tmp_path)

    assert done.returncode == 2
    assert "tidak ada folder proyek" in done.stderr
