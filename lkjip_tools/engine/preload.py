"""What a warm parent has imported before its first fork. Importing this module does it.

Nothing of an agency is read here: a child must see the data as they are when it runs; the rules of
the package, which are as fixed as its modules, are. No thread is started either, for only the
thread that forks lives on in the child.
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
_LEFT_OUT = {"audit", "batch", "cli", "commands", "explore", "importer", "inspection", "report"}
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
    for module in pkgutil.walk_packages(lkjip_tools.__path__, f"{lkjip_tools.__name__}."):
        if module.name.split(".")[1] not in _LEFT_OUT:
            importlib.import_module(module.name)


def _read_what_never_changes() -> None:
    from nbformat.validator import get_validator

    from lkjip_tools.block_html import html_templates
    from lkjip_tools.regulation.load import read_all

    read_all()
    templates = html_templates()
    for name in templates.list_templates():
        templates.get_template(name)
    for minor in range(6):
        get_validator(4, minor)  # compiles the schema


def thread_count() -> int | None:
    """Threads of this process as the system counts them; `None` where it does not say."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else None


_import_everything()
_read_what_never_changes()
gc.collect()
gc.freeze()  # else the first collection of every child looks through all of it, and copies it
PRELOADED_BY = os.getpid()
THREADS = thread_count()
