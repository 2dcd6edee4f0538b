"""Agency x year x chapter to executed notebooks, by papermill.

The runner knows chapters as files. What a chapter computes is between its cells.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjip_tools.errors import ExecutionError, InputError, nearest

if TYPE_CHECKING:
    from lkjip_tools.engine.watch import Recall

#: `permintaan` is an annex that is printed when it is asked for, `kerja` is for people to work in.
BAGIAN = ("depan", "isi", "lampiran", "pemeriksaan", "permintaan", "kerja")
PRINTED = ("depan", "isi", "lampiran")
FORK, STANDARD = ENGINES = ("lkjip", "nbclient")
KERNEL, KERNEL_START = "python3", "(kernel belum berjalan)"
# a kernel tells of its transport on every start; its real errors come as cell outputs
QUIET = ["--log-level=CRITICAL"]
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Chapter:
    """One notebook of the report.

    Attributes:
        path: The notebook.
        bagian: `depan`, `isi`, `lampiran` are printed; `pemeriksaan` only yields findings. An
            annex that was asked for is a `lampiran`.
    """

    path: Path
    bagian: str

    @property
    def name(self) -> str:
        """The file's name without suffix."""
        return self.path.stem


@dataclass(frozen=True)
class Executed:
    """A chapter that ran to its end.

    Attributes:
        notebook: As executed.
        read: The files below the root that it read; `None` where nobody could tell.
    """

    notebook: Any
    read: tuple[str, ...] | None


def find_chapters(root: Path, permintaan: Collection[str] = ()) -> list[Chapter]:
    """Return the chapters of `notebooks/` in printing order: those that name their `bagian`.

    Args:
        root: The project's folder.
        permintaan: Annexes that are asked for: `perhitungan` is `99_perhitungan.ipynb`.

    Raises:
        InputError: There is none, one is no notebook, one names an unknown `bagian`, or an annex
            that is asked for is not there.
    """
    chapters, offered = list[Chapter](), list[str]()
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        bagian = _bagian(path)
        if bagian is None:
            continue
        if bagian not in BAGIAN:
            raise InputError(
                f"notebooks/{path.name}: metadata lkjip.bagian '{bagian}' tidak dikenal; "
                f"pilih salah satu: {', '.join(BAGIAN)}"
            )
        name = path.stem.partition("_")[2]
        offered += [name] if bagian == "permintaan" else []
        if bagian == "permintaan" and name in permintaan:
            chapters.append(Chapter(path, "lampiran"))
        elif bagian not in ("permintaan", "kerja"):
            chapters.append(Chapter(path, bagian))
    for name in permintaan:
        if name not in offered:
            raise InputError(
                f"lampiran '{name}' tidak dikenal{nearest(name, offered)}; "
                f"yang dapat diminta: {', '.join(offered) or '(tidak ada)'}"
            )
    if not chapters:
        raise InputError(f"tidak ada bab di {(root / 'notebooks').name}/; seharusnya berkas .ipynb")
    return chapters


def _bagian(path: Path) -> str | None:
    try:
        about = json.loads(path.read_text("utf-8"))["metadata"].get("lkjip", {})
        return None if about.get("bagian") is None else str(about["bagian"])
    except (ValueError, LookupError, TypeError, AttributeError):
        raise InputError(
            f"notebooks/{path.name}: bukan notebook; simpan ulang dari JupyterLab sebagai .ipynb"
        ) from None


def pick_engine(wanted: str | None = None) -> str:
    """Return the engine to use: the wanted one, else the fastest that this platform has.

    Raises:
        InputError: There is no such engine, or it cannot run here.
    """
    from lkjip_tools.engine.warm import can_fork

    if wanted is None:
        return FORK if can_fork() else STANDARD
    if wanted not in ENGINES:
        raise InputError(f"mesin '{wanted}' tidak dikenal; pilih salah satu: {', '.join(ENGINES)}")
    if wanted == FORK and not can_fork():
        raise InputError(f"mesin '{FORK}' memerlukan Linux; di sini pakailah '{STANDARD}'")
    return wanted


def begin(engine: str | None = None) -> None:
    """Start what an engine forks from, if it does: that takes as long as a chapter.

    The caller goes on, and what it does until the first chapter takes no time of its own.
    """
    from lkjip_tools.engine import warm

    if pick_engine(engine) == FORK:
        warm.begin()


def execute_chapter(
    chapter: Chapter,
    instansi: str,
    tahun: int,
    target: Path,
    *,
    folder: Path | None = None,
    engine: str | None = None,
    timeout: float | None = None,
    root: Path | None = None,
    recall: Recall | None = None,
) -> Executed:
    """Execute one chapter and store it as executed.

    A chapter whose forked process is lost is tried once more, with a standard kernel.

    Args:
        chapter: The notebook.
        instansi: Code of the agency.
        tahun: Year of the report.
        target: Where the executed notebook goes.
        folder: Where it runs; in its own folder, as by hand, when not given.
        engine: `lkjip` forks a process from a warm parent; `nbclient` starts a standard kernel.
            The fastest that there is when not given.
        timeout: Seconds the chapter may take.
        root: Folder below which every file that the chapter reads is named.
        recall: Ends the chapter before its time.

    Raises:
        ExecutionError: A cell failed, and the notebook is stored as far as it got; or the kernel
            died or the time ran out, and its last cell is named.
    """
    read = store_chapter(
        chapter, instansi, tahun, target,
        folder=folder, engine=engine, timeout=timeout, root=root, recall=recall,
    )  # fmt: skip
    return Executed(read_notebook(target), read)


def store_chapter(
    chapter: Chapter,
    instansi: str,
    tahun: int,
    target: Path,
    *,
    folder: Path | None = None,
    engine: str | None = None,
    timeout: float | None = None,
    root: Path | None = None,
    recall: Recall | None = None,
) -> tuple[str, ...] | None:
    """Execute one chapter without loading the result; see `execute_chapter`.

    Returns:
        The files below the root that it read; `None` where nobody could tell.
    """
    from lkjip_tools.engine.child import Job
    from lkjip_tools.engine.pool import execute
    from lkjip_tools.engine.watch import LostError

    parameters = {"instansi": instansi, "tahun": tahun}
    if pick_engine(engine) == FORK:
        job = Job(chapter.path, target, parameters, folder=folder, root=root)
        try:
            return execute(job, timeout, recall).read
        except LostError:
            pass
    _execute_standard(chapter, parameters, target, folder, timeout)
    return None


def execute_chapters(
    chapters: Sequence[Chapter],
    instansi: str,
    tahun: int,
    folder: Path,
    *,
    engine: str | None = None,
    timeout: float | None = None,
    root: Path | None = None,
    workers: int | None = None,
) -> Iterator[tuple[Chapter, Executed]]:
    """Execute chapters, several at once where the engine can; see `execute_chapter`.

    Args:
        chapters: In printing order, in which they are given back.
        instansi: Code of the agency.
        tahun: Year of the report.
        folder: Where the executed notebooks go.
        engine: As for one chapter.
        timeout: As for one chapter.
        root: As for one chapter.
        workers: How many at once; as many as there are processors when not given.

    Raises:
        ExecutionError: A chapter failed; those that still run are ended.
    """
    from lkjip_tools.engine.watch import Recall

    engine, recall = pick_engine(engine), Recall()
    # papermill changes the working folder of the whole process for a standard kernel
    at_once = (workers or os.cpu_count() or 1) if engine == FORK else 1
    with ThreadPoolExecutor(at_once) as pool:
        running = [
            pool.submit(
                execute_chapter, chapter, instansi, tahun, folder / f"{chapter.name}.ipynb",
                engine=engine, timeout=timeout, root=root, recall=recall,
            )
            for chapter in chapters
        ]  # fmt: skip
        try:
            for chapter, future in zip(chapters, running, strict=True):
                yield chapter, future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            recall.now()


def _execute_standard(
    chapter: Chapter,
    parameters: dict[str, Any],
    target: Path,
    folder: Path | None,
    timeout: float | None,
) -> None:
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    running = [KERNEL_START]
    try:
        papermill.execute_notebook(
            chapter.path,
            target,
            parameters=parameters,
            cwd=folder or chapter.path.parent,
            kernel_name=KERNEL,
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            shutdown_kernel="immediate",
            extra_arguments=QUIET,
            execution_timeout=timeout,
            on_cell_execute=lambda cell, cell_index: running.append(cell.source),
        )
    except PapermillExecutionError as fault:
        reason = _ANSI.sub("", f"{fault.ename}: {fault.evalue}")
        raise ExecutionError(chapter.name, fault.source, reason) from None
    except (DeadKernelError, CellTimeoutError) as fault:
        reason = _ANSI.sub("", str(fault))
        raise ExecutionError(chapter.name, running[-1], reason) from None


def read_notebook(path: Path) -> Any:
    """Read a stored notebook."""
    import nbformat

    read: Any = nbformat.read
    return read(path, as_version=4)
