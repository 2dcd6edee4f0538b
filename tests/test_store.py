"""The tables of all reports: what each says, in memory, in step."""

import hashlib
import shutil
from decimal import Decimal

import duckdb
import pytest
from tables import INSTANSI, ROOT, TAHUN

from lkjip_tools.errors import InputError
from lkjip_tools.explore.source import compute_rows
from lkjip_tools.store.database import Store
from lkjip_tools.store.document import views_document
from lkjip_tools.store.rows import fixed
from lkjip_tools.store.tables import FILES, TABLES
from lkjip_tools.store.views import VIEWS
from lkjip_tools.store.write import same_rows, write_parquet
from lkjip_tools.value import parse_value


@pytest.fixture(scope="module")
def rows():
    return compute_rows(INSTANSI, TAHUN, ROOT)


def put(outputs, instansi, tahun, rows):
    """A report's tables, under another name and year."""
    folder = outputs / instansi / str(tahun)
    folder.mkdir(parents=True)
    renamed = {name: [(instansi, tahun, *row[2:]) for row in lines] for name, lines in rows.items()}
    write_parquet(renamed, folder)
    return folder


def count(store, view="v_capaian"):
    return store.query(f"SELECT COUNT(*) FROM {view}")[1][0][0]


def test_the_document_lists_every_table_and_view(golden):
    golden(ROOT / "docs" / "views.md", views_document())


def test_the_files_of_a_report_hold_what_its_data_give(sample_report, rows):
    """Read from the executed chapters, or computed at once: the same rows, but for the chapters."""
    store = Store(sample_report.parent.parent)
    store.refresh()

    for name in TABLES:
        if name != "angka":
            assert sorted(map(str, store.query(f"SELECT * FROM {name}")[1])) == sorted(
                map(str, rows[name])
            )
            assert rows[name]


def test_every_figure_of_a_report_is_in_its_table(sample_report):
    import json

    store = Store(sample_report.parent.parent)
    store.refresh()
    store.read_all_figures()
    found = {id: (nilai, bilangan) for id, nilai, bilangan in
             store.query("SELECT id, nilai, bilangan FROM v_angka")[1]}  # fmt: skip
    lines = [
        json.loads(line) for line in (sample_report / "angka.jsonl").read_text("utf-8").splitlines()
    ]

    assert len(found) == len(lines)
    for line in lines:
        value = parse_value(line["nilai"])
        assert found[line["id"]] == (line["nilai"], fixed(value))


def test_the_same_rows_give_the_same_bytes(rows, tmp_path):
    digests = []
    for name in ("satu", "dua"):
        (tmp_path / name).mkdir()
        paths = write_parquet(rows, tmp_path / name)
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in paths])

    assert digests[0] == digests[1]
    assert sorted(path.name for path in paths) == sorted(FILES)


def test_rows_are_compared_whatever_the_bytes(rows, tmp_path):
    one, other, less = (put(tmp_path, name, 2023, rows) for name in ("satu", "dua", "tiga"))
    with duckdb.connect() as connection:
        for folder, limit in ((other, 99), (less, 3)):
            table = str(folder / "indikator.parquet")
            connection.execute(
                f"COPY (FROM read_parquet('{one}/indikator.parquet') LIMIT {limit}) TO '{table}' "
                f"(FORMAT parquet, COMPRESSION gzip)"
            )

    first, second, third = (it / "indikator.parquet" for it in (one, other, less))
    assert first.read_bytes() != second.read_bytes()
    assert same_rows(first, second)
    assert not same_rows(first, third)
    third.write_bytes(b"rusak")
    assert not same_rows(first, third)


def test_numbers_come_back_as_they_went_in(rows, tmp_path):
    put(tmp_path, "x", 2023, rows)
    store = Store(tmp_path)
    store.refresh()
    sql = "SELECT target, realisasi, celah, capaian_persen FROM v_celah WHERE kode = 'IKU-1'"

    assert store.query(sql)[1] == [
        (Decimal(73), Decimal("65.22"), Decimal("-7.78"), Decimal("89.342465753424657534"))
    ]


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (Decimal("0.0000000000000000005"), Decimal("0.000000000000000001")),  # half up
        (Decimal("99999999999999999999"), Decimal("99999999999999999999")),
        (Decimal("1e20"), None),  # no room; the text of `angka` has it
        (Decimal("NaN"), None),
        ("BB", None),
        (None, None),
    ],
)
def test_a_number_is_held_with_eighteen_decimals(value, held):
    assert fixed(value) == held


def test_new_reports_are_read_replaced_ones_again_and_gone_ones_forgotten(rows, tmp_path):
    put(tmp_path, "satu", 2022, rows)
    store = Store(tmp_path)
    store.refresh()
    assert count(store) == 7

    put(tmp_path, "satu", 2023, rows)
    store.refresh()
    store.refresh()
    assert count(store) == 14

    half = rows | {"indikator": rows["indikator"][:5]}
    shutil.rmtree(tmp_path / "satu" / "2022")
    put(tmp_path, "satu", 2022, half)
    store.refresh()
    assert count(store) == 7 + sum(row[4] != "tujuan" for row in half["indikator"])

    shutil.rmtree(tmp_path / "satu" / "2022")
    store.refresh()
    assert store.query("SELECT DISTINCT tahun FROM v_capaian")[1] == [(2023,)]


def test_drafts_parts_and_unfinished_folders_are_not_read(rows, tmp_path):
    for name in ("2023-draf", "2023-bab-3", ".2023.77"):
        put(tmp_path, "satu", 2023, rows).rename(tmp_path / "satu" / name)
    put(tmp_path, ".jejak", 2023, rows)
    store = Store(tmp_path)
    store.refresh()

    assert store.seen == {}


def test_figures_are_read_when_they_are_asked_for(rows, tmp_path):
    put(tmp_path, "satu", 2023, rows)
    store = Store(tmp_path)
    store.refresh()
    assert count(store, "angka") == 0

    store.read_all_figures()
    store.read_all_figures()
    assert count(store, "angka") == len(rows["angka"])


def test_an_indicator_measured_in_two_ways_is_told_and_not_averaged(rows, tmp_path):
    place = TABLES["indikator"].names.index("satuan")
    other = [(*row[:place], "orang", *row[place + 1 :]) for row in rows["indikator"]]
    put(tmp_path, "satu", 2023, rows)
    put(tmp_path, "dua", 2023, rows | {"indikator": other})
    put(tmp_path, "tiga", 2023, rows)
    store = Store(tmp_path)
    store.refresh()
    names, found = store.query("SELECT * FROM v_beda_cara WHERE nama_seragam LIKE '%sakip%'")
    told = dict(zip(names, found[0], strict=True))

    assert (told["banyak_instansi"], told["ragam_satuan"], told["ragam_rumus"]) == (3, 2, 1)


def test_a_report_of_an_older_lkjip_says_what_it_knows(rows, tmp_path):
    """It lacks a column, has one that is gone, and has no table of quarters."""
    put(tmp_path, "baru", 2023, rows)
    old = put(tmp_path, "lama", 2023, rows)
    (old / "triwulan.parquet").unlink()
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * EXCLUDE (celah_akhir), 1 AS lain FROM "
            f"read_parquet('{old}/indikator.parquet')) TO '{old}/indikator.parquet'"
        )
    store = Store(tmp_path)
    store.refresh()
    sql = "SELECT instansi, celah, celah_akhir FROM v_celah WHERE kode = 'IKU-1' ORDER BY 1"

    assert store.query(sql)[1] == [
        ("baru", Decimal("-7.78"), Decimal("-14.78")), ("lama", Decimal("-7.78"), None),
    ]  # fmt: skip
    assert store.query("SELECT DISTINCT instansi FROM triwulan")[1] == [("baru",)]


def test_a_damaged_file_is_named_with_what_to_do(rows, tmp_path):
    (put(tmp_path, "satu", 2023, rows) / "indikator.parquet").write_bytes(b"rusak")

    with pytest.raises(InputError, match=r"indikator\.parquet.*lkjip report"):
        Store(tmp_path).refresh()


def test_every_view_answers(rows, tmp_path):
    put(tmp_path, "satu", 2023, rows)
    store = Store(tmp_path)
    store.refresh()
    store.read_all_figures()

    empty = {name for name in VIEWS if count(store, name) == 0}
    assert empty == {"v_beda_cara"}
