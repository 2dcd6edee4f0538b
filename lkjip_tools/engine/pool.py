"""Watching one forked chapter: what it said, how it ended, and what is left if it died."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_output

from lkjip_tools.engine.child import DONE, FAILED, FINISHED, STARTED, Job, run
from lkjip_tools.engine.warm import fork
from lkjip_tools.errors import ExecutionError

KILLED, LATE = "proses bab berhenti tanpa pesan (kode {})", "bab melewati batas waktu {} detik"
RECALLED = "dihentikan bersama seluruh proses"
_BEFORE = "(bab belum mulai)"


@dataclass(frozen=True)
class Done:
    """A chapter that ran to its end.

    Attributes:
        read: Every file below the job's root that its cells opened.
        seconds: Wall time.
    """

    read: tuple[str, ...]
    seconds: float


class Recall:
    """Ends every chapter that watches it, at once, wherever it is."""

    def __init__(self) -> None:
        self.heard, self._held = Pipe(duplex=False)

    def now(self) -> None:
        """End them."""
        self._held.close()


class RecalledError(ExecutionError):
    """The chapter was ended because the whole run was."""


class LostError(ExecutionError):
    """The process of a chapter ended without saying why; a second try may succeed."""


def execute(job: Job, timeout: float | None = None, recall: Recall | None = None) -> Done:
    """Execute a notebook in a process forked for it.

    Args:
        job: What to execute.
        timeout: Seconds after which the process and all it started are ended.
        recall: Ends it before its time.

    Returns:
        What it read. The executed notebook is at `job.target`.

    Raises:
        ExecutionError: A cell failed, or the time ran out; the notebook is stored as far as it got.
        LostError: The process died; the notebook is stored with the cell that was running.
        RecalledError: It was recalled.
    """
    began, heard = time.monotonic(), list[bytes]()
    end = watch(job, timeout, heard.append, recall)
    story = Story()
    for raw in heard if end.reason else heard[-1:]:
        story.hear(raw)
    if story.done is not None:
        return Done(tuple(story.done), time.monotonic() - began)
    if story.failed is not None:
        raise ExecutionError(job.source.stem, *story.failed)
    story.store(job.target, end.reason)
    raise end.error(job.source.stem, story.running, end.reason)


@dataclass(frozen=True)
class End:
    """How a process ended: `reason` is empty if it said its last word."""

    reason: str
    error: type[ExecutionError] = ExecutionError


def watch(
    job: Job, timeout: float | None, hear: Callable[[bytes], object], recall: Recall | None = None
) -> End:
    """Fork, pass on every message, and see that nothing is left of the process."""
    receiver, sender = Pipe(duplex=False)
    process = fork(run, job, sender)
    sender.close()
    until = None if timeout is None else time.monotonic() + timeout
    recalls, last = [recall.heard] if recall else [], b""
    try:
        while True:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return End(LATE.format(f"{timeout:g}"))
            ready = wait([receiver, process.sentinel, *recalls], left)
            if recall and recall.heard in ready:
                return End(RECALLED, RecalledError)
            if receiver in ready:
                try:
                    last = receiver.recv_bytes()
                except EOFError:
                    break
                hear(last)
            elif ready:
                break
    finally:
        _end(process)
        receiver.close()
    if last and pickle.loads(last)[0] in (DONE, FAILED):
        return End("")
    return End(KILLED.format(process.exitcode), LostError)


def _end(process: ForkServerProcess) -> None:
    """End the process if it still runs, and what its cells started in any case."""
    assert process.pid
    for kill, number in ((os.killpg, process.pid), (os.kill, process.pid)):
        try:
            if kill is os.killpg or process.is_alive():
                kill(number, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    process.join()


class Story:
    """What the messages of a chapter say.

    Attributes:
        notebook: The notebook with the cells that are finished.
        place: The cell that was started last.
        done: What was read, once it is finished.
        failed: Source of the failed cell and the reason, once one failed.
    """

    def __init__(self) -> None:
        self.notebook: Any = None
        self.place: int | None = None
        self.done: list[str] | None = None
        self.failed: tuple[str, str] | None = None

    def hear(self, raw: bytes) -> None:
        """Take in the next message."""
        kind, first, second = pickle.loads(raw)
        if kind == STARTED and first is None:
            self.notebook = second
        elif kind == STARTED:
            self.place = first
        elif kind == FINISHED:
            self.notebook.cells[first] = second
        elif kind == DONE:
            self.done = second
        elif kind == FAILED:
            self.failed = (first, second)

    @property
    def running(self) -> str:
        """Source of the cell that was running."""
        if self.notebook is None or self.place is None:
            return _BEFORE
        return str(self.notebook.cells[self.place].source)

    def store(self, target: Path, reason: str) -> None:
        """Write the notebook as far as it came, with the reason where it stopped."""
        if self.notebook is None:
            return
        self.notebook["metadata"]["papermill"]["exception"] = True
        if self.place is not None:
            stop(self.notebook.cells[self.place], reason)
        nbformat.write(self.notebook, target)


def stop(cell: Any, reason: str) -> None:
    """Say in a cell why it did not finish, as papermill marks a failed one."""
    cell["metadata"].setdefault("papermill", {}).update(exception=True, status="failed")
    error = new_output("error", ename="LostError", evalue=reason, traceback=[reason])
    cell["outputs"] = [*cell.get("outputs", []), error]
