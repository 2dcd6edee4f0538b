"""The `lkjip` command: a light wrapper. Heavy imports happen when a command needs them."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lkjip_tools import __version__
from lkjip_tools.commands.audit import audit
from lkjip_tools.commands.batch import batch
from lkjip_tools.commands.coverage import coverage
from lkjip_tools.commands.explain import explain
from lkjip_tools.commands.options import SAMPLE_INSTANSI, SAMPLE_TAHUN
from lkjip_tools.commands.sensitivity import sensitivity
from lkjip_tools.commands.verify import verify
from lkjip_tools.commands.worksheet import worksheet
from lkjip_tools.errors import LkjipError

if TYPE_CHECKING:
    from lkjip_tools.run import Progress, Report


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lkjip")
def main() -> None:
    """Regenerate Indonesian government performance reports (LKjIP) from data."""


main.add_command(batch)
main.add_command(verify)
main.add_command(sensitivity)
main.add_command(coverage)


@main.command()
@click.option(
    "--instansi", default=SAMPLE_INSTANSI, show_default=True, help="Agency: a file in params/."
)
@click.option(
    "--tahun", default=SAMPLE_TAHUN, show_default=True, type=int, help="Year of the report."
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder; found from the working directory when not given.",
)
def report(instansi: str, tahun: int, root: Path | None) -> None:
    """Build one agency's report: HTML, PDF, Word, figures, findings, manifest.

    Everything goes to outputs/<instansi>/<tahun>/, all at once or not at all.
    """
    try:
        _report(instansi, tahun, root)
    except LkjipError as fault:
        for line in str(fault).splitlines():
            click.echo(f"lkjip: {line}", err=True)
        sys.exit(fault.exit_code)


main.add_command(audit)
main.add_command(explain)
main.add_command(worksheet)


def _report(instansi: str, tahun: int, root: Path | None) -> None:
    from lkjip_tools.check import check_inputs
    from lkjip_tools.root import find_root
    from lkjip_tools.run import make_report

    started = time.monotonic()
    root = find_root(root)
    check_inputs(instansi, tahun, root)
    with _Bar() as progress:
        finished = make_report(instansi, tahun, root, progress)
    _summary(finished, time.monotonic() - started)


class _Bar:
    """A progress bar on a terminal, plain lines elsewhere."""

    def __enter__(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"))
        self.bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
        self.shown = console.is_terminal
        if self.shown:
            self.task = self.bar.add_task("")
            self.bar.start()
        return self.step

    def step(self, name: str, place: int, steps: int) -> None:
        """Show one step."""
        if self.shown:
            self.bar.update(self.task, description=name, completed=place, total=steps)
        else:
            click.echo(f"[{place + 1}/{steps}] {name}", err=True)

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.bar.stop()


def _summary(finished: Report, seconds: float) -> None:
    counts = finished.findings
    click.echo(
        f"Laporan selesai dalam {seconds:.0f} detik: {len(finished.figures)} angka; temuan: "
        f"{counts['material']} material, {counts['minor']} minor, {counts['catatan']} catatan."
    )
    for name in ("laporan.html", "laporan.pdf", "laporan.docx", "temuan.csv"):
        click.echo(f"  {finished.folder / name}")
