"""`lkjip push`: the same tables and views in PostgreSQL; only what changed is sent."""

import itertools

import psycopg
import pytest
from click.testing import CliRunner
from tables import INSTANSI, ROOT, TAHUN
from test_store import put

from lkjip_tools.cli import main
from lkjip_tools.errors import InputError, ServerError
from lkjip_tools.explore.source import compute_rows
from lkjip_tools.store.database import Store
from lkjip_tools.store.postgres import push
from lkjip_tools.store.views import VIEWS

pytestmark = pytest.mark.postgres
numbers = itertools.count(1)


@pytest.fixture(scope="module")
def rows():
    return compute_rows(INSTANSI, TAHUN, ROOT)


@pytest.fixture
def schema():
    return f"uji_{next(numbers)}"


def ask(url, schema, sql):
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(f"SET search_path TO {schema}")
        return connection.execute(sql).fetchall()


def test_each_view_says_the_same_there_as_here(postgres, schema, rows, tmp_path):
    put(tmp_path, "satu", 2022, rows)
    put(tmp_path, "dua", 2023, rows)
    push(tmp_path, postgres, schema=schema)
    store = Store(tmp_path)
    store.refresh()
    store.read_all_figures()

    for name in VIEWS:
        there, here = ask(postgres, schema, f"SELECT * FROM {name}"), store.query(f"FROM {name}")[1]
        assert sorted(map(str, there)) == sorted(map(str, here)), name


def test_only_reports_that_changed_are_sent(postgres, schema, rows, tmp_path):
    put(tmp_path, "satu", 2022, rows)
    put(tmp_path, "dua", 2023, rows)
    assert len(push(tmp_path, postgres, schema=schema).sent) == 2
    again = push(tmp_path, postgres, schema=schema)
    assert (again.sent, again.unchanged) == ((), 2)

    folder = tmp_path / "dua" / "2023"
    folder.rename(tmp_path / "lama")
    put(tmp_path, "dua", 2023, rows | {"indikator": rows["indikator"][:3]})
    done = push(tmp_path, postgres, schema=schema)

    assert (done.sent, done.unchanged) == ((("dua", 2023),), 1)
    counted = "SELECT instansi, COUNT(*)::int FROM indikator GROUP BY 1 ORDER BY 1"
    assert ask(postgres, schema, counted) == [("dua", 3), ("satu", len(rows["indikator"]))]


def test_what_another_office_sent_stays(postgres, schema, rows, tmp_path):
    put(tmp_path / "sini", "satu", 2023, rows)
    put(tmp_path / "sana", "dua", 2023, rows)
    push(tmp_path / "sini", postgres, schema=schema)
    push(tmp_path / "sana", postgres, schema=schema)

    assert ask(postgres, schema, "SELECT COUNT(*)::int FROM v_instansi") == [(2,)]


def test_a_load_that_fails_leaves_what_was_there(postgres, schema, rows, tmp_path):
    put(tmp_path, "satu", 2022, rows)
    push(tmp_path, postgres, schema=schema)
    broken = put(tmp_path, "dua", 2023, rows)
    (broken / "deret.parquet").write_bytes(b"rusak")

    with pytest.raises(InputError, match=r"deret\.parquet"):
        push(tmp_path, postgres, schema=schema)
    assert ask(postgres, schema, "SELECT DISTINCT instansi FROM indikator") == [("satu",)]


def test_tables_of_another_form_are_only_dropped_when_told(postgres, schema, rows, tmp_path):
    put(tmp_path, "satu", 2022, rows)
    push(tmp_path, postgres, schema=schema)
    with psycopg.connect(postgres.replace("+psycopg", "")) as connection:
        connection.execute(f"UPDATE {schema}.bentuk SET sidik = 'lain'")

    with pytest.raises(ServerError, match="--bangun-ulang"):
        push(tmp_path, postgres, schema=schema)
    assert push(tmp_path, postgres, schema=schema, rebuild=True).sent == (("satu", 2022),)


def test_the_command_says_what_it_sent(postgres, schema, rows, tmp_path):
    for name in ("params", "data"):
        (tmp_path / name).mkdir()
    put(tmp_path / "outputs", "satu", 2022, rows)
    done = CliRunner().invoke(main, ["push", postgres, "--skema", schema, "--root", str(tmp_path)])

    assert done.exit_code == 0, done.output
    assert done.stdout == "  satu 2022\n1 laporan dikirim, 0 tidak berubah.\n"


@pytest.mark.parametrize(
    "address", ["saya:rahasia@127.0.0.1:1/x", "saya@127.0.0.1:1/x?password=rahasia"]
)
def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path, address):
    with pytest.raises(ServerError) as caught:
        push(tmp_path, f"postgresql://{address}")

    assert "127.0.0.1" in str(caught.value)
    assert "rahasia" not in str(caught.value)
