"""`lkjip sql`: one question, whole answers, and no way out of the database."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from tables import INSTANSI, ROOT, TAHUN

from lkjip_tools.cli import main
from lkjip_tools.explore.source import compute_rows
from lkjip_tools.store.write import write_parquet

QUERY = "SELECT kode, celah, capaian_persen, target_bawah FROM v_celah WHERE kode = 'IKU-1'"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("proyek")
    for name in ("params", "data"):
        (root / name).mkdir()
    folder = root / "outputs" / INSTANSI / str(TAHUN)
    folder.mkdir(parents=True)
    write_parquet(compute_rows(INSTANSI, TAHUN, ROOT), folder)
    return root


def run(project, *arguments):
    return CliRunner().invoke(main, ["sql", *arguments, "--root", str(project)])


def test_a_table_is_for_people(project):
    done = run(project, QUERY)

    assert done.exit_code == 0
    assert "−7,78" in done.stdout
    assert "89,34" in done.stdout


def test_csv_and_json_hold_every_digit_and_blanks(project):
    read = list(csv.DictReader(io.StringIO(run(project, QUERY, "--format", "csv").stdout)))
    told = json.loads(run(project, QUERY, "--format", "json").stdout)

    assert read[0] == {"kode": "IKU-1", "celah": "-7.78",
                       "capaian_persen": "89.342465753424657534", "target_bawah": ""}  # fmt: skip
    assert told == [read[0] | {"target_bawah": None}]


def test_an_answer_is_saved_whole(project, tmp_path):
    done = run(project, QUERY, "--simpan", str(tmp_path / "celah.csv"))

    assert done.exit_code == 0
    assert (tmp_path / "celah.csv").read_text("utf-8").startswith("kode,celah,")


def test_without_a_question_the_views_are_listed(project):
    assert "v_celah" in run(project).stdout


def test_figures_can_be_asked_for(project):
    done = run(project, "SELECT nilai FROM v_angka WHERE id = 'realisasi/IKU-1/2023'")

    assert "65.22" in done.stdout


@pytest.mark.parametrize(
    "query",
    [
        "DROP VIEW v_celah",
        "INSERT INTO indikator SELECT * FROM indikator",
        "CREATE TABLE x (a INTEGER)",
        "SELECT 1; SELECT 2",
        "COPY (SELECT 1) TO '{file}'",
        "EXPORT DATABASE '{file}'",
        "ATTACH '{file}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '1GB'",
        "PRAGMA database_list",
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM '{secret}'",
        "SELECT * FROM glob('/*')",
        "",
        "SELCT 1",
        "SELECT salah FROM v_celah",
    ],
)
def test_anything_else_is_refused_in_a_message(project, tmp_path, query):
    secret, file = tmp_path / "rahasia.csv", tmp_path / "keluar"
    secret.write_text("a\nrahasia\n", "utf-8")
    done = run(project, query.format(secret=secret, file=file) or ";")

    assert done.exit_code == 2
    assert "lkjip: " in done.output
    assert "Traceback" not in done.output
    assert "rahasia\n" not in done.stdout
    assert not file.exists()
