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
from pathlib import Path
from types import SimpleNamespace

import lkjip_tools

# what a chapter never imports: it stands before or behind the notebooks
_LEFT_OUT = {"audit", "batch", "cli", "commands", "explore", "importer", "inspection"}
_LEFT_OUT |= {"run", "store", "template", "templates", "workbench"}


def _import_everything() -> None:
    import ipykernel.debugger

    ipykernel.debugger._is_debugpy_available = False  # nobody attaches to a forked chapter
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


def _nothing() -> None:
    """What a module without `prepare` needs."""


def _compile_schema() -> None:
    from nbformat.validator import get_validator

    for minor in range(6):
        get_validator(4, minor)


def _make_kernel() -> None:
    from lkjip_tools.engine.kernel import cell_client

    cell_client()


def thread_count() -> int | None:
    """Threads of this process as the system counts them; `None` where it does not say."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else None


_import_everything()
_compile_schema()
_make_kernel()
gc.collect()
gc.freeze()  # else the first collection of every child looks through all of it, and copies it
PRELOADED_BY = os.getpid()
THREADS = thread_count()
