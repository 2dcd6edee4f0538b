"""Options that several commands have in common: which report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

SAMPLE_INSTANSI, SAMPLE_TAHUN = "kesbangpol-paser", 2023
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)

instansi_option = click.option(
    "--instansi", default=SAMPLE_INSTANSI, show_default=True, help="Agency: a file in params/."
)
tahun_option = click.option(
    "--tahun", default=SAMPLE_TAHUN, show_default=True, type=int, help="Year of the report."
)
root_option = click.option(
    "--root",
    type=FOLDER,
    help="The project's folder; found from the working directory when not given.",
)


def which_report(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--instansi`, `--tahun` and `--root`."""
    return instansi_option(tahun_option(root_option(command)))
