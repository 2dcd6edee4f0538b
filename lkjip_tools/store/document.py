"""`docs/views.md`, from the tables and views as they are made."""

from __future__ import annotations

from collections.abc import Iterable

from lkjip_tools.store.tables import TABLES
from lkjip_tools.store.views import VIEWS

_HEAD = """# Tables and views

<!-- Ditulis dari lkjip_tools/store/ oleh `pytest --refresh`; jangan disunting di sini. -->

What the finished reports of all agencies and years say, for `lkjip sql`, from Python
([exploring](exploring.md)), and in a province's PostgreSQL by `lkjip push`. The same text makes the
views in both.

Each report keeps its own rows as Parquet files beside it (`outputs/<instansi>/<tahun>/*.parquet`);
the database lives in memory and reads them when it is asked: no lock, nothing to rebuild. Drafts
and parts are not in it.

- Numbers are `DECIMAL(38,18)`: what was read is exact, what was divided is rounded half up at the
  18th decimal. `v_angka.nilai` has every digit, as text. **`AVG` and `/` of DuckDB turn decimals
  into binary fractions**: fine to look at, not to judge by.
- Nothing here is computed anew: each number is a figure of its report, which `lkjip explain`
  traces.
- Means over agencies are not given: `v_beda_cara` says which indicators of one name are measured in
  several ways.
- `lkjip sql` answers one `SELECT`, and can reach no file, network, extension or setting.
- `lkjip push postgresql://pengguna@host/basisdata` sends only reports whose files changed, in one
  transaction; those of other offices on the same server stay.

```
lkjip sql                                     # the list of views
lkjip sql "SELECT instansi, kode, celah FROM v_celah WHERE keadaan = 'meleset'"
lkjip sql --format csv --simpan serapan.csv "SELECT * FROM v_serapan WHERE tingkat = 'program'"
```
"""


def views_document() -> str:
    """Return `docs/views.md`."""
    return "\n".join([_HEAD, "## Tampilan\n", *_views(), "## Tabel\n", *_tables()])


def _tables() -> Iterable[str]:
    for table in TABLES.values():
        rows = ((f"`{it.name}`", it.kind, it.meaning) for it in table.columns)
        yield f"### {table.name}\n\n{table.meaning} Berkas `{table.file}`.\n"
        yield _grid(("Kolom", "Jenis", "Arti"), rows)


def _views() -> Iterable[str]:
    import duckdb

    known = {it.name: it.meaning for table in reversed(TABLES.values()) for it in table.columns}
    with duckdb.connect() as connection:
        for table in TABLES.values():
            columns = ", ".join(f"{it.name} {it.kind}" for it in table.columns)
            connection.execute(f"CREATE TABLE {table.name} ({columns})")
        for view in VIEWS.values():
            connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
            described = connection.execute(f"DESCRIBE {view.name}").fetchall()
            own = known | dict(view.new)
            yield f"### {view.name}\n\n{view.meaning}\n"
            yield _grid(
                ("Kolom", "Jenis", "Arti"), ((f"`{n}`", k, own[n]) for n, k, *_ in described)
            )


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
