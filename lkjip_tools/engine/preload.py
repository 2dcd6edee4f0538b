"""What a warm parent has imported before its first fork. Importing this module does it: only the
warm parent does, for the kernel changes the environment of its process.

Nothing of an agency is read here: a child must see the data as they are when it runs. What is as
fixed as the package's modules is: rules, templates, patterns, typefaces; a module that needs time
for them when it is first used has a `prepare()`. The kernel is made here too, and every child gets
it unused. No thread is started, for only the thread that forks lives on in the child.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import os
import pkgutil
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import lkjip_tools

# what a chapter never imports: it stands before or behind the notebooks
_LEFT_OUT = {"audit", "batch", "cli", "commands", "explore", "importer", "inspection"}
_LEFT_OUT |= {"run", "template", "templates", "workbench"}


def _import_everything() -> None:
    _import_kernel()
    # pandas asks at import whether it is in a notebook, and shortens its tables if it is not
    builtins.get_ipython = lambda: SimpleNamespace(kernel=True)  # type: ignore[attr-defined]
    try:
        import pandas  # noqa: F401
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]
    for name in ("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg"):
        importlib.import_module(name)
    for name in ("papermill", "nbformat.v4", "lkjip_tools.engine.client", "dateutil.parser"):
        importlib.import_module(name)
    for found in pkgutil.walk_packages(lkjip_tools.__path__, f"{lkjip_tools.__name__}."):
        if found.name.split(".")[1] not in _LEFT_OUT:
            module = importlib.import_module(found.name)
            getattr(module, "prepare", _nothing)()


def _import_kernel() -> None:
    """Import ipykernel without its debugger: nobody attaches to a forked chapter."""
    if "debugpy" not in sys.modules:
        sys.modules["debugpy"] = None  # type: ignore[assignment]
        try:
            import ipykernel.debugger  # noqa: F401
        finally:
            del sys.modules["debugpy"]


def _nothing() -> None:
    """What a module without `prepare` needs."""


def _compile_schema() -> None:
    from nbformat import current_nbformat, current_nbformat_minor
    from nbformat.validator import get_validator

    get_validator(current_nbformat, current_nbformat_minor)


def _make_kernel() -> None:
    from lkjip_tools.engine.kernel import cell_client

    cell_client()


def thread_count() -> int | None:
    """Threads of this process as the system counts them; `None` where it does not say."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else None


signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started us hears it and decides
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
gc.disable()  # looking for the little garbage of imports takes a third of their time
_import_everything()
_compile_schema()
_make_kernel()
gc.enable()
gc.freeze()  # else the first collection of every child looks through all of it, and copies it
PRELOADED_BY = os.getpid()
THREADS = thread_count()
