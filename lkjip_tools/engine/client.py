"""Papermill's client on a kernel in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from papermill.clientwrap import PapermillNotebookClient

from lkjip_tools.engine.kernel import cell_client


class CellNotebookClient(PapermillNotebookClient):
    """Executes a notebook here and now; one notebook a process, since cells change it."""

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        """There is no kernel to start or to stop."""
        self.kc = cell_client()
        with self.kc.streams():
            yield
