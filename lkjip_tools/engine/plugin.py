"""The engine as papermill knows it: `papermill --engine lkjip`."""

from __future__ import annotations

from typing import Any

from papermill.engines import Engine


class LkjipEngine(Engine):
    """Executes a notebook in a process forked for it, outputs as any kernel would give them."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, log_output: bool = False, **options: Any
    ) -> None:
        """Execute the cells; see `papermill.engines.Engine`.

        Raises:
            DeadKernelError: The process died or ran out of time.
        """
        from lkjip_tools.engine.child import in_child
        from lkjip_tools.engine.warm import can_fork

        if in_child():
            _execute_here(nb_man, kernel_name, log_output)
        elif can_fork():
            _execute_in_fork(nb_man, options.get("execution_timeout"))
        else:
            from papermill.engines import NBClientEngine
            from papermill.log import logger

            logger.warning("This platform cannot fork; lkjip's engine uses a standard kernel.")
            NBClientEngine.execute_managed_notebook(
                nb_man, kernel_name, log_output=log_output, **options
            )


def _execute_here(nb_man: Any, kernel_name: str, log_output: bool) -> None:
    from lkjip_tools.engine.child import reporter
    from lkjip_tools.engine.client import CellNotebookClient

    reporter.notebook_started(nb_man.nb)
    CellNotebookClient(
        nb_man,
        kernel_name=kernel_name,
        log_output=log_output,
        on_cell_start=reporter.cell_started,
        on_cell_executed=reporter.cell_executed,
    ).execute()


def _execute_in_fork(nb_man: Any, timeout: float | None) -> None:
    """Let papermill's own notebook follow a forked one, cell by cell."""
    import tempfile
    from pathlib import Path

    import nbformat
    from nbclient.exceptions import DeadKernelError

    from lkjip_tools.engine.child import Job, run
    from lkjip_tools.engine.story import stop
    from lkjip_tools.engine.watch import watch

    follower = _Follower(nb_man)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "sumber.ipynb", Path(folder) / "hasil.ipynb"
        nbformat.write(nb_man.nb, source)
        job = Job(source, target, folder=Path.cwd())
        end = watch((run, job), timeout, follower.hear, None)
        if not end.reason:
            done = nbformat.read(target, as_version=4)
            nb_man.nb.metadata["language_info"] = done.metadata.language_info
    follower.settle()
    if end.reason:
        nb_man.nb.metadata.papermill["exception"] = True
        if follower.place is not None:
            stop(nb_man.nb.cells[follower.place], end.reason)
        raise DeadKernelError(end.reason)


class _Follower:
    """Tells papermill of each cell what its own client would tell it."""

    def __init__(self, nb_man: Any) -> None:
        from lkjip_tools.engine.story import Story

        self._nb_man, self._story = nb_man, Story()

    @property
    def place(self) -> int | None:
        return self._story.place

    def hear(self, raw: bytes) -> None:
        before = self._story.place
        self._story.hear(raw)
        if self._story.place != before:
            self._complete(before)
            self._nb_man.cell_start(self._cell(self._story.place), self._story.place)

    def settle(self) -> None:
        """Finish the last cell that was started."""
        self._complete(self._story.place)

    def _complete(self, place: int | None) -> None:
        if place is None:
            return
        theirs, ours = self._story.notebook.cells[place], self._cell(place)
        if ours.cell_type == "code":
            ours.outputs, ours.execution_count = theirs.outputs, theirs.execution_count
            if "execution" in theirs.metadata:  # when it ran
                ours.metadata["execution"] = theirs.metadata["execution"]
        if self._story.failed and place == self._story.place:
            self._nb_man.cell_exception(ours, cell_index=place)
        self._nb_man.cell_complete(ours, cell_index=place)

    def _cell(self, place: int | None) -> Any:
        assert place is not None
        return self._nb_man.nb.cells[place]
