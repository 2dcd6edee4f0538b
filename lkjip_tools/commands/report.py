"""`lkjip report`: one agency's report, or a part of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lkjip_tools.commands.call import tell_engine, told
from lkjip_tools.commands.options import which_report

if TYPE_CHECKING:
    from lkjip_tools.run import Progress, Report


@click.command()
@which_report
@click.option(
    "--bab",
    multiple=True,
    metavar="BAB[,…]",
    help="Only these chapters: 3, 3a, pengantar, lampiran, or a notebook's name.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[,…]",
    help="Only these files: html, pdf, docx. All three when not given.",
)
@click.option(
    "--kertas", metavar="KERTAS", help="Paper: a4 or f4. As the agency declares by default."
)
@click.option("--draf", is_flag=True, help="Watermark, findings in the margin and in a list.")
@click.option("--final", is_flag=True, help="Refuse while material findings are open.")
@click.option(
    "--dengan-perhitungan", is_flag=True, help="With an annex that explains every single figure."
)
@click.option("--engine", help="lkjip (forked processes, Linux) or nbclient (standard kernels).")
def report(
    instansi: str,
    tahun: int,
    root: Path | None,
    bab: tuple[str, ...],
    formats: tuple[str, ...],
    kertas: str | None,
    draf: bool,
    final: bool,
    dengan_perhitungan: bool,
    engine: str | None,
) -> None:
    """Build one agency's report: HTML, PDF, Word, figures, findings, manifest.

    Everything goes to outputs/<instansi>/<tahun>/, all at once or not at all. A draft goes to
    <tahun>-draf/ beside it and a part to <tahun>-bab-<…>/, so that neither replaces the report.

    \b
    Exit codes: 0 done
                1 a chapter failed or cannot be printed
                2 a wrong call, or an input that cannot be used
                3 --final, and material findings are open
              130 interrupted; the earlier report is as it was
    """
    if final and (draf or bab):
        raise click.UsageError("--final is for the whole report: not with --draf or --bab.")
    with told():
        _report(
            instansi, tahun, root, bab=split(bab), formats=split(formats), kertas=kertas,
            status="final" if final else "draf" if draf else "laporan", engine=engine,
            permintaan=("perhitungan",) if dengan_perhitungan else (),
        )  # fmt: skip


def split(given: tuple[str, ...]) -> tuple[str, ...]:
    """Read `--bab 1,3a --bab lampiran` as three names."""
    return tuple(name.strip() for text in given for name in text.split(","))


def _report(instansi: str, tahun: int, root: Path | None, **options: Any) -> None:
    from lkjip_tools.check import check_inputs
    from lkjip_tools.errors import ExecutionError
    from lkjip_tools.root import find_root
    from lkjip_tools.run import make_report
    from lkjip_tools.wanted import Wanted

    started = time.monotonic()
    root, wanted = find_root(root), Wanted(**options)
    check_inputs(instansi, tahun, root)
    tell_engine(wanted.engine)
    with _Bar() as progress:
        try:
            finished = make_report(instansi, tahun, root, progress, wanted)
        except ExecutionError as fault:
            which = f"--instansi {instansi} --tahun {tahun}"
            fault.add_note(f"yang salah pada data: lkjip check {which}")
            raise
        except KeyboardInterrupt as stop:
            stop.add_note("laporan terdahulu tidak berubah; perintah yang sama mengulanginya")
            raise
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
    found = (
        "temuan tidak diperiksa pada sebagian laporan."
        if counts is None
        else f"temuan: {counts['material']} material, {counts['minor']} minor, "
        f"{counts['catatan']} catatan."
    )
    click.echo(f"Laporan selesai dalam {seconds:.0f} detik: {len(finished.figures)} angka; {found}")
    for name in finished.written:
        if not name.endswith((".jsonl", ".parquet")):
            click.echo(f"  {finished.folder / name}")
