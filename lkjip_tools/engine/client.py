"""Papermill's client on a kernel in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbclient.client import timestamp
from nbclient.exceptions import CellExecutionComplete
from nbclient.util import run_sync
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

    async def async_execute_cell(
        self,
        cell: Any,
        cell_index: int,
        execution_count: int | None = None,
        store_history: bool = True,
    ) -> Any:
        """Execute a cell as nbclient does, but for waiting: no answer can be late, none be lost.

        Raises:
            CellExecutionError: The cell failed, and must not.
        """
        self.on_cell_start(cell=cell, cell_index=cell_index)
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.metadata["execution"] = {}
        cell.outputs, self.clear_before_next_output = [], False
        forgiven = self.allow_errors or "raises-exception" in tags
        stops = self.force_raise_errors or not forgiven
        reply = await self.kc.execute(cell.source, store_history=store_history, stop_on_error=stops)
        self.code_cells_executed += 1
        for message in self.kc.said():
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                break
        cell.metadata["execution"]["shell.execute_reply"] = timestamp(reply)
        self.on_cell_executed(cell=cell, cell_index=cell_index, execute_reply=reply)
        await self._check_raise_for_error(cell, cell_index, reply)
        return cell

    execute_cell = run_sync(async_execute_cell)
