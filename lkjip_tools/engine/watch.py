"""Watching one forked process: what it says, how it ends, and that nothing is left of it."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from lkjip_tools.engine.child import DONE, FAILED
from lkjip_tools.engine.warm import fork
from lkjip_tools.errors import ExecutionError

if TYPE_CHECKING:  # Windows has no such class
    from multiprocessing.context import ForkServerProcess

KILLED, LATE = "proses berhenti tanpa pesan (kode {})", "melewati batas waktu {} detik"
RECALLED = "dihentikan bersama seluruh proses"
Task = tuple[Callable[..., None], Any]  # a function and its argument; it is given a pipe as well


class Recall:
    """Ends every process that watches it, at once, wherever it is."""

    def __init__(self) -> None:
        self.heard, self._held = Pipe(duplex=False)

    def now(self) -> None:
        """End them."""
        self._held.close()


class RecalledError(ExecutionError):
    """The chapter was ended because the whole run was."""


class LostError(ExecutionError):
    """The process of a chapter ended without saying why; a second try may succeed."""


@dataclass(frozen=True)
class End:
    """How a process ended: `reason` is empty if it said its last word."""

    reason: str
    error: type[ExecutionError] = ExecutionError


def watch(
    task: Task, timeout: float | None, hear: Callable[[bytes], object], recall: Recall | None
) -> End:
    """Fork for a task, pass on every message, and see that nothing is left of the process."""
    receiver, sender = Pipe(duplex=False)
    process = fork(*task, sender)
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
