"""Tables that are kept in a database: exact, only read, and silent about passwords."""

import sqlite3
from datetime import datetime
from decimal import Decimal

import pytest
from click.testing import CliRunner
from tables import INSTANSI, TAHUN, sample_project

from lkjip_tools.calculate.anggaran import figures_belanja
from lkjip_tools.cli import main
from lkjip_tools.errors import ParamsError, TableError
from lkjip_tools.explain import explain
from lkjip_tools.source.sql import _text

CREATE = """
create table belanja_uji (
    instansi text, tahun integer, kode text, uraian text,
    pagu_rp numeric(20,2), realisasi_rp numeric(20,0), capaian_tercatat numeric(9,4))
"""
INSERT = "insert into belanja_uji values ('{0}', {1}, '{2}', '{3}', {4}, {5}, {6})"
ROWS = [
    (INSTANSI, TAHUN, "5.1.02", "Belanja Barang", "123456789012345678.00", 20, "33.3333"),
    (INSTANSI, TAHUN, "5.1.01", "Belanja Pegawai", "10.00", "null", "null"),
    (INSTANSI, 2022, "5.1.01", "Tahun lalu", "1.00", 1, "1"),
]
QUERY = (
    "select kode, uraian, pagu_rp, realisasi_rp, capaian_tercatat from belanja_uji "
    "where instansi = :instansi and tahun = :tahun order by kode"
)


@pytest.fixture
def project(tmp_path):
    made = sample_project(tmp_path / "proyek")
    made.path("belanja").unlink()
    return made


def declare(project, **origin):
    """Say in params that table `belanja` is in a database."""
    keys = {"url_dari": "LKJIP_UJI"} | origin
    lines = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    with project.params_path.open("a", encoding="utf-8") as file:
        file.write(f"sumber_tabel:\n  belanja:\n{lines}")


@pytest.fixture
def database(postgres, monkeypatch):
    """A table in a real PostgreSQL."""
    from sqlalchemy import create_engine, text

    engine = create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(text("drop table if exists belanja_uji"))
        connection.execute(text(CREATE))
        for row in ROWS:
            connection.execute(text(INSERT.format(*row)))
    monkeypatch.setenv("LKJIP_UJI", postgres)
    yield engine
    engine.dispose()


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A database in a file, for what needs no server."""
    path = tmp_path / "uji.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table b (kode text, uraian text, pagu_rp integer)")
        connection.execute("insert into b values ('5.1.01', 'Belanja', 7)")
    connection.close()
    monkeypatch.setenv("LKJIP_UJI", f"sqlite:///{path}")
    return path


def test_a_time_of_day_is_refused_as_in_a_workbook_and_midnight_is_a_date():
    fault = _text(datetime.fromisoformat("2023-02-03 14:05"))[1]

    assert fault.startswith("2023-02-03 14:05:00 memuat jam")
    assert _text(datetime.fromisoformat("2023-02-03")) == ("2023-02-03", "")


@pytest.mark.postgres
def test_a_table_of_a_real_server_is_exact_to_the_last_digit(project, database):
    declare(project, kueri=QUERY)

    table = project.read("belanja")

    assert list(table["kode"]) == ["5.1.01", "5.1.02"]
    assert list(table["pagu_rp"]) == [10, Decimal(123456789012345678)]
    assert list(table["realisasi_rp"]) == [None, 20]
    assert list(table["capaian_tercatat"]) == [None, Decimal("33.3333")]
    assert table["pagu_rp_source"][1] == (
        f"basisdata/{INSTANSI}/{TAHUN}/belanja.sql baris 3 kolom pagu_rp"
    )


@pytest.mark.postgres
def test_a_figure_of_a_database_is_explained_down_to_its_cell(project, database):
    declare(project, kueri=QUERY)
    figures = figures_belanja(project.read("belanja"), TAHUN)

    def told():
        return str(explain(figures, f"pagu_rp/belanja-5.1.02/{TAHUN}", TAHUN, root=project.root))

    assert "isi sel: “123456789012345678”" in told()
    from sqlalchemy import text

    with database.begin() as connection:
        connection.execute(text("update belanja_uji set pagu_rp = 5 where kode = '5.1.02'"))
    assert "sel berubah sejak laporan dibuat" in told()


@pytest.mark.postgres
def test_a_table_is_read_in_the_order_that_is_declared(project, database):
    from sqlalchemy import text

    with database.begin() as connection:
        connection.execute(text("delete from belanja_uji where tahun <> 2023"))
        connection.execute(text("alter table belanja_uji drop instansi, drop tahun"))
    declare(project, tabel="public.belanja_uji", urut="[kode]")

    assert list(project.read("belanja")["kode"]) == ["5.1.01", "5.1.02"]


@pytest.mark.postgres
def test_a_query_that_writes_is_stopped_by_the_server_too(project, database):
    from sqlalchemy import text

    gone = QUERY.replace("order by kode", "")
    sneaky = f"with x as (delete from belanja_uji returning *) select * from ({gone}) y order by 1"
    declare(project, kueri=sneaky)

    with pytest.raises(TableError, match="read-only transaction"):
        project.read("belanja")
    with database.connect() as connection:
        assert connection.scalar(text("select count(*) from belanja_uji")) == len(ROWS)


@pytest.mark.postgres
def test_binary_fractions_are_refused_at_their_cell(project, database):
    declare(project, kueri=QUERY.replace("pagu_rp,", "pagu_rp::float8 as pagu_rp,"))

    with pytest.raises(TableError, match=r"belanja\.sql baris 2 kolom pagu_rp: pecahan biner"):
        project.read("belanja")


@pytest.mark.postgres
def test_a_wrong_password_is_in_no_message(project, postgres, monkeypatch):
    where = postgres.partition("@")[2].replace("/postgres", "/tidak_ada")
    monkeypatch.setenv("LKJIP_UJI", f"postgresql+psycopg://lkjip:rahasia123@{where}")
    declare(project, kueri=QUERY)

    result = CliRunner().invoke(main, ["report", "--root", str(project.root)])

    assert result.exit_code == 2
    assert "basis data tidak dapat dibaca (OperationalError" in result.output
    assert "rahasia123" not in result.output


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "variabel lingkungan LKJIP_UJI kosong"),
        ("bukan alamat rahasia123", "alamat pada LKJIP_UJI tidak dapat dipakai"),
        ("oracle+cx://a:rahasia123@b/c", "alamat pada LKJIP_UJI tidak dapat dipakai"),
        ("postgresql+psycopg://a:rahasia123@127.0.0.1:1/b", "basis data tidak dapat dibaca"),
    ],
)
def test_an_address_that_does_not_work_is_told_without_itself(
    project, monkeypatch, address, message
):
    monkeypatch.setenv("LKJIP_UJI", address)
    declare(project, kueri=QUERY)

    with pytest.raises(TableError, match=message) as caught:
        project.read("belanja")
    assert "rahasia123" not in str(caught.value)


@pytest.mark.parametrize(
    ("origin", "message"),
    [
        ({"tabel": "b"}, "tulis tabel dan urut, atau kueri"),
        ({"tabel": "b", "urut": "[kode]", "kueri": "select"}, "tulis tabel dan urut, atau kueri"),
        ({"url_dari": "sqlite:///x", "kueri": QUERY}, "bukan nama variabel lingkungan"),
        ({"kuery": QUERY}, "kunci tidak dikenal; mungkin maksudnya 'kueri'"),
    ],
)
def test_a_declaration_is_complete_and_holds_no_address(project, origin, message):
    declare(project, **origin)

    with pytest.raises(ParamsError, match=message):
        project.read_params()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("select * from b", "memuat ORDER BY"),
        ("drop table b; -- order by", "harus dimulai SELECT atau WITH"),
        ("select * from b order by 1; drop table b", "basis data tidak dapat dibaca"),
        ("select * from tidak_ada order by 1", "no such table"),
    ],
)
def test_only_a_query_that_reads_in_order_is_run(project, small, query, message):
    declare(project, kueri=f'"{query}"')

    with pytest.raises(TableError, match=message):
        project.read("belanja")
    with sqlite3.connect(small) as connection:
        assert connection.execute("select count(*) from b").fetchone() == (1,)
    connection.close()


def test_a_table_in_two_places_is_refused(project, small):
    declare(project, tabel="b", urut="[kode]")
    project.write("belanja", {"kode": "5.1.01", "uraian": "Belanja"})

    with pytest.raises(TableError, match="terisi dua kali"):
        project.read("belanja")


def test_other_tables_stay_where_they_are(project, small):
    declare(project, tabel="b", urut="[kode]")

    assert list(project.read("belanja")["pagu_rp"]) == [7]
    assert len(project.read("program")) > 10
