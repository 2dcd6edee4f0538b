"""`lkjip batch`: the reports of many agencies in one run."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lkjip_tools.commands.call import told
from lkjip_tools.commands.report import split

if TYPE_CHECKING:
    from lkjip_tools.batch.agency import Settings
    from lkjip_tools.batch.plan import Task
    from lkjip_tools.cache import Present

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_WIDTH = 140  # of what goes into a file


@click.command()
@click.argument("instansi", nargs=-1)
@click.option("--tahun", type=int, help="Year of the reports.")
@click.option("--instansi", "named", multiple=True, help="An agency; more may follow: a b c.")
@click.option("--semua", is_flag=True, help="All agencies that have a file in params/.")
@click.option("--matriks", type=FILE, help="A YAML list of {instansi: …, tahun: …} instead.")
@click.option(
    "--format", "formats", multiple=True, help="Only these: html,pdf,docx. All when not given."
)
@click.option("--kertas", help="Paper: a4 or f4. As each agency declares by default.")
@click.option("--ulang", is_flag=True, help="Do everything again, changed or not.")
@click.option("--rencana", is_flag=True, help="Only say what would be done, and why.")
@click.option("--engine", help="lkjip (fork, Linux) or nbclient (standard kernels).")
@click.option("--paralel", type=click.IntRange(1), help="Reports at once; all cores otherwise.")
@click.option("--batas-waktu", type=click.IntRange(1), help="Seconds a chapter may take.")
@click.option("--root", type=FOLDER, help="The project's folder; found when not given.")
def batch(
    instansi: tuple[str, ...],
    tahun: int | None,
    named: tuple[str, ...],
    semua: bool,
    matriks: Path | None,
    formats: tuple[str, ...],
    kertas: str | None,
    ulang: bool,
    rencana: bool,
    engine: str | None,
    paralel: int | None,
    batas_waktu: int | None,
    root: Path | None,
) -> None:
    """Regenerate the reports of many agencies; only what changed is done again.

    Each goes to outputs/<instansi>/<tahun>/, all at once or not at all, and one that fails does not
    keep the others from their turn. Interrupted or killed, the same command finishes the rest.

    Exit code 0: every report is there; 1: some are not; 2: a wrong call.
    """
    from lkjip_tools.batch.agency import Settings
    from lkjip_tools.batch.plan import choose, make_plan, read_matrix
    from lkjip_tools.cache import Present
    from lkjip_tools.errors import InputError
    from lkjip_tools.execute import find_chapters, pick_engine
    from lkjip_tools.root import find_root
    from lkjip_tools.run import Wanted

    with told():
        root = find_root(root)
        wanted = Wanted(formats=split(formats), kertas=kertas)
        settings = Settings(root, wanted, pick_engine(engine), _check, batas_waktu)
        if matriks:
            pairs = read_matrix(matriks, root)
        elif tahun is None:
            raise InputError("sebutkan --tahun, atau daftar laporan dengan --matriks")
        else:
            pairs = choose(root, [*named, *instansi], semua, tahun)
        present = Present(root, [chapter.path for chapter in find_chapters(root)])
        tasks = make_plan(present, pairs, settings.options, force=ulang)
        good = _run(tasks, present, settings, paralel, rencana)
    sys.exit(0 if good else 1)


def _run(
    tasks: list[Task], present: Present, settings: Settings, workers: int | None, only_plan: bool
) -> bool:
    from rich.console import Console

    from lkjip_tools.batch.run import run_batch
    from lkjip_tools.batch.show import Watch, plan_table, result_table
    from lkjip_tools.batch.summary import counts_text, write_summary
    from lkjip_tools.execute import STANDARD

    output, watched = (Console(stderr=error, soft_wrap=True) for error in (False, True))
    if not output.is_terminal:
        output.width = _WIDTH
    output.print(plan_table(tasks))
    if only_plan:
        return True
    # a standard kernel changes the working folder of the whole process
    at_once = 1 if settings.engine == STANDARD else workers or os.cpu_count() or 1
    with Watch(watched, len(tasks)).open() as watch:
        results = run_batch(tasks, present, settings, at_once, watch.started, watch.finished)
    output.print(result_table(results))
    for result in results:
        if result.message:
            output.print(f"\n{result.instansi} {result.tahun}: {result.status}", markup=False)
            output.print(result.message, markup=False)
    output.print(f"\n{counts_text(results)}")
    for path in write_summary(results, settings.root / "outputs"):
        output.print(f"  {path}", markup=False)
    return all(result.is_good for result in results)


def _check(instansi: str, tahun: int, root: Path) -> None:
    """Only a report that failed asks for it: a run with nothing to do imports no table."""
    from lkjip_tools.check import check_inputs

    check_inputs(instansi, tahun, root)
