"""What a forked child does: one notebook, papermill's way, and every finished cell reported.

The supervisor must be able to tell how far a chapter came even if a cell ends the process without
a word, so each cell is sent when it is finished, not when the notebook is.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from lkjip_tools.errors import LkjipError

ENGINE = "lkjip"
STARTED, FINISHED, FAILED, DONE = "mulai", "selesai", "gagal", "tamat"
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Job:
    """One notebook to execute.

    Attributes:
        source: The notebook.
        target: Where the executed notebook goes.
        parameters: As papermill takes them.
        memory: Bytes of address space it may take; `None` for as many as there are.
        folder: Where it runs; the notebook's own folder when not given.
        root: Files read below this folder are reported.
    """

    source: Path
    target: Path
    parameters: dict[str, Any] = field(default_factory=dict)
    memory: int | None = None
    folder: Path | None = None
    root: Path | None = None


@dataclass(frozen=True)
class Call:
    """A function of a module, and what it is given."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class _Reporter:
    """Sends how far a notebook came."""

    sender: Connection | None = None

    def send(self, *message: Any) -> None:
        if self.sender is not None:
            self.sender.send(message)

    def notebook_started(self, notebook: Any) -> None:
        self.send(STARTED, None, notebook)

    def cell_started(self, cell: Any, cell_index: int) -> None:
        self.send(STARTED, cell_index, None)

    def cell_executed(self, cell: Any, cell_index: int, **_: Any) -> None:
        self.send(FINISHED, cell_index, cell)


reporter = _Reporter()


def in_child() -> bool:
    """Say whether this process was forked for one notebook."""
    return reporter.sender is not None


def run(job: Job, sender: Connection) -> None:
    """Execute a job in this process, which is ours alone."""
    _settle(job.memory)
    reporter.sender = sender
    read = _Reading(job.root)
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError

    try:
        execute_notebook(
            job.source,
            job.target,
            parameters=job.parameters,
            engine_name=ENGINE,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            cwd=job.folder or job.source.parent,
        )
    except PapermillExecutionError as fault:
        sender.send((FAILED, fault.source, f"{fault.ename}: {fault.evalue}"))
    except OSError as fault:
        sender.send((FAILED, "(menyimpan bab)", f"berkas tidak dapat ditulis: {fault}"))
    else:
        sender.send((DONE, None, read.paths()))
    sender.close()


def call(task: Call, sender: Connection) -> None:
    """Call a function in this process, which is ours alone, and send what it returns."""
    _settle()
    answer: tuple[str, str | None, Any]
    try:
        answer = (DONE, None, task.function(*task.arguments))
    except (LkjipError, OSError) as fault:  # a full disk is no bug to be traced
        answer = (FAILED, type(fault).__name__, str(fault))
    sender.send(answer)
    sender.close()


def _settle(memory: int | None = None) -> None:
    """Make a fork as good as a fresh process."""
    os.setsid()  # a time-out ends what the cells started, too
    _die_with_the_supervisor()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor hears it and decides
    import multiprocessing

    import numpy

    from lkjip_tools.engine import preload

    if os.getpid() == preload.PRELOADED_BY:
        raise RuntimeError("the warm parent had not imported the package before it forked")
    numpy.random.seed()
    multiprocessing.set_start_method(None, force=True)
    if memory is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _die_with_the_supervisor() -> None:
    """The warm parent ends when nobody holds its life line; we must not, and we follow it."""
    from multiprocessing import forkserver

    line = forkserver._forkserver._forkserver_alive_fd  # type: ignore[attr-defined]
    if line is not None:
        os.close(line)
        forkserver._forkserver._forkserver_alive_fd = None  # type: ignore[attr-defined]
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class _Reading:
    """Every file below a folder that was opened for reading, heard of from the interpreter."""

    def __init__(self, root: Path | None) -> None:
        self._root = None if root is None else f"{root}{os.sep}"
        self._opened: set[str] = set()
        if self._root:
            sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | os.PathLike):
            path = os.path.abspath(arguments[0])  # noqa: PTH100 - resolving would open files
            if path.startswith(self._root or ""):
                self._opened.add(path)

    def paths(self) -> list[str]:
        """The files, from the folder."""
        return sorted(os.path.relpath(path, self._root) for path in self._opened if self._root)
