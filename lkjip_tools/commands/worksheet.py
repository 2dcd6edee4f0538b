"""`lkjip worksheet`: a finished report as a workbook that computes every figure again."""

from __future__ import annotations

from pathlib import Path

import click

from lkjip_tools.commands.call import told
from lkjip_tools.commands.options import build_command, report_folder, which_report

FILE = "kertas-kerja.xlsx"


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Where it goes; {FILE} beside the report when not given.",
)
@which_report
def worksheet(output: Path | None, instansi: str, tahun: int, root: Path | None) -> None:
    """Write the report's data and figures as a workbook with live formulas.

    Every figure is computed again by the spreadsheet and compared with the report.
    """
    with told():
        from lkjip_tools.explain import Ledger
        from lkjip_tools.root import find_root
        from lkjip_tools.worksheet import write_worksheet

        root = find_root(root)
        folder = report_folder(root, instansi, tahun)
        ledger = Ledger.read(folder, build_command(instansi, tahun))
        target = output or folder / FILE
        click.echo(write_worksheet(ledger, instansi, tahun, root, target))
