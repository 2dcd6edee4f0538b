"""`lkjip batch`: the reports of many agencies in one run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import click

from lkjip_tools.commands.call import tell_engine, told
from lkjip_tools.commands.report import split

if TYPE_CHECKING:
    from lkjip_tools.batch.agency import Result
    from lkjip_tools.batch.work import Work
    from lkjip_tools.wanted import Wanted

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_WIDTH = 140  # of what goes into a file


@click.command()
@click.argument("instansi", nargs=-1)
@click.option("--tahun", type=int, help="Year of the reports.")
@click.option("--instansi", "named", multiple=True, help="An agency; more may follow: a b c.")
@click.option("--semua", is_flag=True, help="All agencies that have a file in params/.")
@click.option("--matriks", type=FILE, help="A YAML list of {instansi: …, tahun: …} instead.")
@click.option("--bab", multiple=True, metavar="BAB[,…]", help="Only these chapters, as for report.")
@click.option(
    "--format", "formats", multiple=True, help="Only these: html,pdf,docx. All when not given."
)
@click.option("--kertas", help="Paper: a4 or f4. As each agency declares by default.")
@click.option("--ulang", is_flag=True, help="Do everything again, changed or not.")
@click.option("--rencana", is_flag=True, help="Only say what would be done, and why.")
@click.option("--engine", help="lkjip (fork, Linux) or nbclient (standard kernels).")
@click.option("--paralel", type=click.IntRange(1), help="Reports at once; all cores otherwise.")
@click.option("--batas-waktu", type=click.IntRange(1), help="Seconds a chapter may take.")
@click.option("--scheduler", help="Address of a dask scheduler, whose workers make the reports.")
@click.option("--root", help="The project: a folder, found when not given, or s3://bucket/…")
def batch(
    instansi: tuple[str, ...],
    tahun: int | None,
    named: tuple[str, ...],
    semua: bool,
    matriks: Path | None,
    bab: tuple[str, ...],
    formats: tuple[str, ...],
    kertas: str | None,
    ulang: bool,
    rencana: bool,
    engine: str | None,
    paralel: int | None,
    batas_waktu: int | None,
    scheduler: str | None,
    root: str | None,
) -> None:
    """Regenerate the reports of many agencies; only what changed is done again.

    Each goes to outputs/<instansi>/<tahun>/, all at once or not at all, and one that fails does not
    keep the others from their turn. Interrupted or killed, the same command finishes the rest.

    Exit code 0: every report is there; 1: some are not; 2: a wrong call.
    """
    from lkjip_tools.batch.crew import hire
    from lkjip_tools.batch.show import Watch, print_plan
    from lkjip_tools.wanted import Wanted

    with told():
        wanted = Wanted(bab=split(bab), formats=split(formats), kertas=kertas)
        work = _work(root, wanted, engine, batas_waktu)
        pairs = _pairs(work.settings.root, [*named, *instansi], semua, tahun, matriks)
        output = _console()
        with hire(work, scheduler, paralel) as crew:
            tasks = crew.plan(pairs, ulang)
            print_plan(tasks, output)
            if rencana:
                return
            with Watch(_console(stderr=True), len(tasks)).open() as watch:
                results = crew.run(tasks, watch)
        _tell(results, output, work)
    sys.exit(0 if all(result.is_good for result in results) else 1)


def _work(root: str | None, wanted: Wanted, engine: str | None, timeout: int | None) -> Work:
    from lkjip_tools.batch.remote import is_address
    from lkjip_tools.batch.settings import Settings
    from lkjip_tools.batch.work import Work, open_mirror
    from lkjip_tools.errors import InputError
    from lkjip_tools.root import find_root

    run, address = uuid4().hex, root if root and is_address(root) else None
    if address:
        folder = open_mirror(address, run)
    elif root and not Path(root).is_dir():
        raise InputError(f"--root {root}: tidak ada folder seperti itu")
    else:
        folder = find_root(Path(root) if root else None)
    return Work(Settings(folder, wanted, tell_engine(engine), _check, timeout), address, run)


def _pairs(
    root: Path, names: Sequence[str], every: bool, tahun: int | None, matrix: Path | None
) -> list[tuple[str, int]]:
    from lkjip_tools.batch.plan import choose, read_matrix
    from lkjip_tools.errors import InputError

    if matrix:
        return read_matrix(matrix, root)
    if tahun is None:
        raise InputError("sebutkan --tahun, atau daftar laporan dengan --matriks")
    return choose(root, names, every, tahun)


def _console(*, stderr: bool = False) -> Any:
    from rich.console import Console

    console = Console(stderr=stderr, soft_wrap=True)
    if not stderr and not console.is_terminal:
        console.width = _WIDTH
    return console


def _tell(results: Sequence[Result], output: Any, work: Work) -> None:
    from lkjip_tools.batch.show import print_results
    from lkjip_tools.batch.summary import counts_text, write_summary
    from lkjip_tools.batch.work import publish
    from lkjip_tools.root import relative

    print_results(results, output)
    for result in results:
        if result.message:
            output.print(f"\n{result.instansi} {result.tahun}: {result.status}", markup=False)
            output.print(result.message, markup=False)
    output.print(f"\n{counts_text(results)}")
    root = work.settings.root
    for path in write_summary(results, root / "outputs"):
        name = relative(path, root)
        if work.address:
            publish(work.address, name)
        output.print(f"  {work.address}/{name}" if work.address else f"  {path}", markup=False)


def _check(instansi: str, tahun: int, root: Path) -> None:
    """Only a report that failed asks for it: a run with nothing to do imports no table."""
    from lkjip_tools.check import check_inputs

    check_inputs(instansi, tahun, root)
