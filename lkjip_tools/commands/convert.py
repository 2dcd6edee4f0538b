"""`lkjip convert`: the tables of a year from CSV to a workbook and back."""

from __future__ import annotations

from pathlib import Path

import click

from lkjip_tools.commands.call import told
from lkjip_tools.commands.options import which_data


@click.command()
@click.option(
    "--ke", type=click.Choice(["xlsx", "csv"]), required=True, help="What the tables become."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write there instead, a workbook or a folder, and leave the data as they are.",
)
@which_data
def convert(ke: str, output: Path | None, instansi: str, tahun: int, root: Path | None) -> None:
    """Turn the CSV tables of a year into the workbook, or the workbook into CSV tables.

    Nothing is lost and nothing overwritten: what was converted is kept in the folder asal/, where
    no report reads it. Data with a fault are not converted; every fault is told.
    """
    with told():
        _convert(ke, output, instansi, tahun, root)


def _convert(ke: str, output: Path | None, instansi: str, tahun: int, root: Path | None) -> None:
    from lkjip_tools.check import check_inputs
    from lkjip_tools.load import read_table
    from lkjip_tools.root import find_root
    from lkjip_tools.template.convert import to_csv, to_workbook

    root = find_root(root)
    check_inputs(instansi, tahun, root)
    answered = not read_table("tanggapan", instansi, tahun, root).empty
    if ke == "xlsx":
        made = [to_workbook(instansi, tahun, root, output)]
    else:
        made = to_csv(instansi, tahun, root, output)
    for path in made:
        click.echo(f"  {path.relative_to(root) if path.is_relative_to(root) else path}")
    if output is None and answered:
        click.echo(
            "Tempat sel berubah: salin lagi kolom lokasi tabel tanggapan dari temuan.csv "
            "laporan berikutnya."
        )
