"""`lkjip sql` and `lkjip push`: what the reports of all agencies say, as tables."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from lkjip_tools.commands.call import told, written
from lkjip_tools.commands.options import FILE, root_option

FORMATS = ("tabel", "csv", "json")
_SHOWN = 200  # rows on a screen
_BETWEEN = 2  # blanks between columns


@click.command()
@click.argument("query", required=False)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="tabel", show_default=True,
    help="Table for people; CSV or JSON for programs: every digit, every row.",
)  # fmt: skip
@click.option("--simpan", "target", type=FILE, help="Write the answer to this file.")
@root_option
def sql(query: str | None, form: str, target: Path | None, root: Path | None) -> None:
    """Ask the finished reports of all agencies and years one SQL question.

    Without a question, list the views. It can read the tables and nothing else: no file, no
    network. The dialect is DuckDB's.

    \b
      lkjip sql "SELECT instansi, kode, celah FROM v_celah WHERE keadaan = 'meleset'"
    """
    with told():
        names, rows = _ask(query, root) if query else _views()
        if target or form != "tabel":
            text = _json(names, rows) if form == "json" else _csv(names, rows)
            written(target, text) if target else click.echo(text, nl=False)
        else:
            _print(names, rows)


@click.command()
@click.argument("url")
@click.option("--skema", default="lkjip", show_default=True, help="Schema of tables and views.")
@click.option(
    "--bangun-ulang", is_flag=True, help="Drop what another version of lkjip has made there."
)
@root_option
def push(url: str, skema: str, bangun_ulang: bool, root: Path | None) -> None:
    """Load the finished reports into a PostgreSQL server: the tables and views of `lkjip sql`.

    Only reports that changed are sent, in one transaction. URL is
    postgresql://user@host/database; a password is best kept in ~/.pgpass.
    """
    from lkjip_tools.root import find_root
    from lkjip_tools.store.postgres import push as load

    with told():
        done = load(find_root(root) / "outputs", url, schema=skema, rebuild=bangun_ulang)
        for instansi, tahun in done.sent:
            click.echo(f"  {instansi} {tahun}")
        click.echo(f"{len(done.sent)} laporan dikirim, {done.unchanged} tidak berubah.")


def _ask(query: str, root: Path | None) -> tuple[list[str], list[tuple[Any, ...]]]:
    from lkjip_tools.root import find_root
    from lkjip_tools.store.database import Store
    from lkjip_tools.store.guard import ask, lock, tables_of

    store = Store(find_root(root) / "outputs", tables_of(query))
    store.refresh()
    if not store.seen:
        click.echo("lkjip: belum ada laporan; buat dahulu: lkjip report", err=True)
    lock(store)
    return ask(store, query)


def _views() -> tuple[list[str], list[tuple[Any, ...]]]:
    from lkjip_tools.store.views import VIEWS

    return ["tampilan", "isi"], [(view.name, view.meaning) for view in VIEWS.values()]


def _print(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from lkjip_tools.commands.text_table import WIDTH
    from lkjip_tools.store.shown import shown

    numeric = [
        any(isinstance(row[place], Decimal | int) for row in rows) for place in range(len(names))
    ]
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    if sum(len(name) + _BETWEEN for name in names) > console.width:  # its headings would be cut
        _print_one_by_one(names, rows[:_SHOWN])
        return
    grid = Table(box=box.SIMPLE_HEAD)
    for name, right in zip(names, numeric, strict=True):
        grid.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in rows[:_SHOWN]:
        cells = (shown(name, value) for name, value in zip(names, row, strict=True))
        grid.add_row(*(Text(str(cell)) for cell in cells))
    console.print(grid)
    if len(rows) > _SHOWN:
        click.echo(f"{_SHOWN} dari {len(rows)} baris; semuanya: --format csv")


def _print_one_by_one(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Print each row as lines of name and value."""
    from lkjip_tools.store.shown import shown

    width = max(map(len, names))
    for row in rows:
        for name, value in zip(names, row, strict=True):
            click.echo(f"{name:{width}}  {shown(name, value)}".rstrip())
        click.echo()


def _whole(value: object) -> Any:
    """Return a value with all its digits, and none of the zeros it was padded with."""
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _csv(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_whole(value) for value in row] for row in rows)
    return target.getvalue()


def _json(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
    """Return a list of objects; exact numbers are texts, as in `angka.jsonl`."""
    told = [dict(zip(names, map(_whole, row), strict=True)) for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n"
