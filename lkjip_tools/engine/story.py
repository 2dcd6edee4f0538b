"""What a forked chapter told of itself, and the notebook that is left if it died."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from lkjip_tools.engine.child import DONE, FAILED, FINISHED, STARTED

_BEFORE = "(bab belum mulai)"


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
        import nbformat  # late: it takes a second to import, and few chapters die

        if self.notebook is None:
            return
        self.notebook["metadata"]["papermill"]["exception"] = True
        if self.place is not None:
            stop(self.notebook.cells[self.place], reason)
        nbformat.write(self.notebook, target)


def stop(cell: Any, reason: str) -> None:
    """Say in a cell why it did not finish, as papermill marks a failed one."""
    from nbformat.v4 import new_output

    cell["metadata"].setdefault("papermill", {}).update(exception=True, status="failed")
    error = new_output("error", ename="LostError", evalue=reason, traceback=[reason])
    cell["outputs"] = [*cell.get("outputs", []), error]
