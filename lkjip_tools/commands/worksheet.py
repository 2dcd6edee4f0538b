"""`lkjip worksheet`: a finished report as a workbook that computes every figure again."""

from __future__ import annotations

from pathlib import Path

import click

from lkjip_tools.commands.built import read_built, report_folder
from lkjip_tools.commands.call import told
from lkjip_tools.commands.options import FILE, which_report

NAME = "kertas-kerja.xlsx"


@click.command()
@click.option(
    "-o",
    "--output",
    type=FILE,
    help=f"Where it goes; {NAME} beside the report when not given.",
)
@which_report
def worksheet(output: Path | None, instansi: str, tahun: int, root: Path | None) -> None:
    """Write the report's data and figures as a workbook with live formulas.

    Every figure is computed again by the spreadsheet and compared with the report.
    """
    with told():
        from lkjip_tools.root import find_root
        from lkjip_tools.worksheet import write_worksheet

        root = find_root(root)
        ledger = read_built(root, instansi, tahun)
        target = output or report_folder(root, instansi, tahun) / NAME
        click.echo(write_worksheet(ledger, instansi, tahun, root, target))
