"""`lkjip check`: what is wrong with an agency's data, by file, sheet and cell."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lkjip_tools.commands.call import told, written
from lkjip_tools.commands.options import FILE, which_report

if TYPE_CHECKING:
    from lkjip_tools.inspection import Inspection

FAULTS, MATERIAL = 2, 3  # as `lkjip report` and `lkjip report --final` leave


@click.command()
@which_report
@click.option("--strict", is_flag=True, help="Fail on open material findings too.")
@click.option(
    "--json", "json_file", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path),
    help="Write everything here as JSON; - for standard output, instead of the list.",
)  # fmt: skip
@click.option(
    "--salinan", "copy", type=FILE,
    help="Write a copy of the workbook here, with a comment at every cell that is wrong.",
)  # fmt: skip
def check(
    instansi: str,
    tahun: int,
    root: Path | None,
    strict: bool,
    json_file: Path | None,
    copy: Path | None,
) -> None:
    """List what is wrong with the data: what cannot be read, and what contradicts itself.

    Nothing in data/ or params/ is changed.

    \b
    Exit codes: 0 everything can be read
                1 a file that was asked for cannot be written
                2 a wrong call, or something cannot be read
                3 --strict, and material findings are open
    """
    from lkjip_tools.inspection import inspect
    from lkjip_tools.root import find_root

    with told():
        root = find_root(root)
        if copy:
            from lkjip_tools.inspection.annotate import check_target

            check_target(copy, instansi, tahun, root)
        found = inspect(instansi, tahun, root)
        _tell(found, instansi, tahun, json_file)
        if copy:
            from lkjip_tools.inspection.annotate import annotated_copy

            written(copy, annotated_copy(found.problems, instansi, tahun, root))
    if found.count("kesalahan"):
        sys.exit(FAULTS)
    if strict and any(problem.is_open for problem in found.problems):
        sys.exit(MATERIAL)


def _tell(found: Inspection, instansi: str, tahun: int, json_file: Path | None) -> None:
    from rich.console import Console

    from lkjip_tools.inspection.show import print_inspection

    text = json.dumps(found.to_json(instansi, tahun), ensure_ascii=False, indent=1)
    if json_file == Path("-"):
        click.echo(text)
        return
    print_inspection(found, Console(highlight=False, markup=False, emoji=False))
    if json_file:
        written(json_file, f"{text}\n")
