"""`lkjip import`: an export of another application into the tables, shown before it is written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lkjip_tools.commands.call import told
from lkjip_tools.commands.options import which_data

if TYPE_CHECKING:
    from lkjip_tools.importer import Plan
    from lkjip_tools.importer.table_plan import TablePlan

_WIDTH = 60
_SHOWN = 12  # of rows that were skipped, and of differences


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--peta", required=True, help="Mapping: a file in params/impor/.")
@which_data
@click.option("--terapkan", is_flag=True, help="Write it; without this the plan is only shown.")
@click.option("--timpa", is_flag=True, help="Overwrite rows that were edited since.")
def import_file(
    file: Path, peta: str, instansi: str, tahun: int, terapkan: bool, timpa: bool, root: Path | None
) -> None:
    """Bring an export (.xlsx, .xls, .ods, .csv) into the tables through a mapping file.

    Shows what it understood: rows per table, what it skipped and why, totals that do not add up.
    """
    with told():
        from lkjip_tools.importer import apply_plan, make_plan
        from lkjip_tools.params import read_params
        from lkjip_tools.root import find_root

        root = find_root(root)
        read_params(instansi, root)
        plan = make_plan(file, peta, instansi, tahun, root)
        _show(plan)
        if not terapkan:
            click.echo("Belum ada yang ditulis. Untuk menulisnya, ulangi dengan --terapkan.")
            return
        for path in apply_plan(plan, overwrite=timpa):
            click.echo(f"  {path}")


def _show(plan: Plan) -> None:
    from lkjip_tools.importer.grid import plain

    record = plan.record
    click.echo(f"{plain(plan.original.name)}: {plan.label} (peta {record.peta}, {plan.verified})")
    click.echo(f"sha256 {record.sha256[:16]}…")
    for note in plan.lines.notes:
        click.echo(f"  catatan: {note}")
    for header in plan.lines.headers[:3]:
        click.echo(f"  kepala tabel: {header}")
    click.echo("Tabel")
    for table in plan.tables:
        same = len(table.fresh) - table.new - table.changed
        counts = f"{table.new} baru, {table.changed} berubah, {same} sama"
        click.echo(f"  {table.name:<16}{len(table.fresh):>5} baris: {counts}")
    reasons = Counter(skipped.reason for skipped in plan.skipped)
    click.echo(f"Dilewati {len(plan.skipped)} baris")
    for reason, count in reasons.items():
        click.echo(f"  {count:>5} {reason}")
    for skipped in [it for it in plan.skipped if it.text and "berulang" not in it.reason][:_SHOWN]:
        click.echo(f"        {skipped.place}: {skipped.text}")
    _findings(plan)
    for table in plan.tables:
        if table.changes:
            _differences(table)


def _findings(plan: Plan) -> None:
    totals = len(plan.lines.totals)
    click.echo(f"{totals} baris jumlah diperiksa; temuan: {len(plan.findings)}")
    for found in plan.findings:
        click.echo(f"  [{found.tingkat}] {found.lokasi}: {found.pesan}")


def _differences(table: TablePlan) -> None:
    held = "disunting atau diketik sejak impor terakhir" if table.edited else "dari impor terdahulu"
    click.echo(f"Yang berubah pada {table.name} ({held})")
    for change in table.changes[:_SHOWN]:
        if change.column:
            before, after = (_short(it) or "(kosong)" for it in (change.before, change.after))
            click.echo(f"  {change.key} {change.column}: {before} → {after}")
        else:
            click.echo(f"  {change.key}: baris dihapus ({change.before[:60]})")
    if len(table.changes) > _SHOWN:
        click.echo(f"  … dan {len(table.changes) - _SHOWN} lagi")


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
