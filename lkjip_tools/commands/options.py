"""What the commands share: which report, and how a fault is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from lkjip_tools.errors import LkjipError

SAMPLE_INSTANSI, SAMPLE_TAHUN = "kesbangpol-paser", 2023


def which_report(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--instansi`, `--tahun` and `--root`."""
    options = (
        click.option(
            "--instansi",
            default=SAMPLE_INSTANSI,
            show_default=True,
            help="Agency: a file in params/.",
        ),
        click.option(
            "--tahun", default=SAMPLE_TAHUN, show_default=True, type=int, help="Year of the report."
        ),
        click.option(
            "--root",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="The project's folder; found from the working directory when not given.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@contextmanager
def faults_told() -> Iterator[None]:
    """Tell a fault in one message and end with its exit code, without a traceback."""
    try:
        yield
    except LkjipError as fault:
        for line in str(fault).splitlines():
            click.echo(f"lkjip: {line}", err=True)
        sys.exit(fault.exit_code)


def report_folder(root: Path, instansi: str, tahun: int) -> Path:
    """Return where a report is."""
    return root / "outputs" / instansi / str(tahun)


def build_command(instansi: str, tahun: int) -> str:
    """Return the line that builds a report."""
    return f"lkjip report --instansi {instansi} --tahun {tahun}"
