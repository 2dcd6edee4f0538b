"""The warm parent: one process that has imported everything, from which chapters are forked.

It is the standard library's forkserver. Everything it is started with decides what its children
are like, so it is started here and nowhere else.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # Windows has no such classes
    from multiprocessing.context import ForkServerContext, ForkServerProcess

PRELOAD = "lkjip_tools.engine.preload"
# Children cannot change these for themselves: they are read when a library is first imported.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",  # a library with threads cannot be forked
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as in every kernel
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
_lock = threading.Lock()


def can_fork() -> bool:
    """Say whether this platform can: macOS forks, but its libraries do not survive it."""
    return (
        sys.platform.startswith("linux") and "forkserver" in multiprocessing.get_all_start_methods()
    )


def begin() -> None:
    """Start the warm parent if it is not there; it gets ready while the caller goes on."""
    from multiprocessing import forkserver

    _context()
    with _lock, _environment(), _without_main(), _interrupts_later():
        forkserver.ensure_running()


def fork(target: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    """Start a function in a fork of the warm parent, which is started if it is not there."""
    context = _context()
    with _lock, _environment(), _without_main(), _interrupts_later():
        process = context.Process(target=target, args=arguments, daemon=False)
        process.start()
    return process


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOAD])
    return context


@contextmanager
def _environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep a child from importing the caller's main module again, as multiprocessing would."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Hold interrupts back: what is started meanwhile hears none until it can ignore them.

    A terminal sends them to the warm parent too, and it would end with a traceback. The one that
    is meant for the caller arrives when the block ends.
    """
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it lets them through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
