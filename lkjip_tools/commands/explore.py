"""`lkjip explore`: the gap explorer, in JupyterLab, as a page, or as a file."""

from __future__ import annotations

from pathlib import Path

import click

from lkjip_tools.commands.call import told, written
from lkjip_tools.commands.options import FILE, which_report


@click.command(context_settings={"ignore_unknown_options": True})
@which_report
@click.option("--web", is_flag=True, help="Serve a read-only page, for people without Jupyter.")
@click.option("--simpan", type=FILE, metavar="FILE.html", help="Write a page that needs no server.")
@click.argument("jupyter", nargs=-1, type=click.UNPROCESSED)
def explore(
    instansi: str,
    tahun: int,
    root: Path | None,
    web: bool,
    simpan: Path | None,
    jupyter: tuple[str, ...],
) -> None:
    """Explore the performance gaps of an agency: table, charts, explanations.

    Opens a copy of 80_eksplorasi.ipynb, in outputs/jelajah/, in JupyterLab. Other options go to
    JupyterLab, or to Voilà: --no-browser, --port=8900.
    """
    if web and simpan:
        raise click.UsageError("--web serves a page and --simpan writes one: choose one")
    if simpan and jupyter:
        raise click.UsageError(f"no such option: {jupyter[0]}")
    with told():
        code = _explore(instansi, tahun, root, web, simpan, jupyter)
    raise SystemExit(code)


def _explore(
    instansi: str,
    tahun: int,
    root: Path | None,
    web: bool,
    simpan: Path | None,
    jupyter: tuple[str, ...],
) -> int:
    from lkjip_tools.check import check_inputs
    from lkjip_tools.root import find_root

    root = find_root(root)
    check_inputs(instansi, tahun, root)
    if simpan:
        from lkjip_tools.workbench.data import Workbench
        from lkjip_tools.workbench.page import page

        written(simpan, page(Workbench(root), instansi, tahun))
        return 0
    from lkjip_tools.workbench.serve import notebook_for, start_lab, start_web

    notebook = notebook_for(root, instansi, tahun)
    click.echo(f"  {notebook}")
    return (start_web if web else start_lab)(root, notebook, jupyter)
