"""A batch on many machines, by dask: its scheduler, its workers, one task for each report.

A worker that dies takes no report with it: dask gives its tasks to another one.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from queue import Empty, Queue
from typing import Any

from lkjip_tools import __version__
from lkjip_tools.batch.agency import FAILED, Result
from lkjip_tools.batch.plan import Task
from lkjip_tools.batch.run import Finished, interruptible, stopped_result
from lkjip_tools.batch.work import Work
from lkjip_tools.errors import ClusterError
from lkjip_tools.manifest import package_digests

_PATIENCE = 10  # seconds for a scheduler to answer
_GLANCE = 0.5  # seconds between looks at an interrupt
_DAEMON = "DASK_DISTRIBUTED__WORKER__DAEMON=False"


class Cluster:
    """The workers of a scheduler."""

    def __init__(self, scheduler: str) -> None:
        """Connect, and see that every worker can make the reports that would be made here.

        Raises:
            ClusterError: Nobody answers, there is no worker, or one of them has another package.
        """
        try:
            from distributed import Client
        except ImportError:
            raise ClusterError(
                "--scheduler memerlukan paket tambahan; pasang dengan: pip install 'lkjip[klaster]'"
            ) from None
        try:
            self._client: Any = Client(  # type: ignore[no-untyped-call]
                scheduler, timeout=_PATIENCE, set_as_default=False
            )
        except (OSError, ValueError) as fault:
            raise ClusterError(
                f"penjadwal {scheduler} tidak menjawab ({fault}); jalankan: dask scheduler"
            ) from None
        try:
            _check_workers(self._client.run(_about_worker))
        except ClusterError:
            self.close()
            raise

    def close(self) -> None:
        """Leave the scheduler; what it runs is its own."""
        self._client.close(timeout=_PATIENCE)

    def plan(self, work: Work, pairs: Iterable[tuple[str, int]], force: bool) -> list[Task]:
        """Say for every report what must be done, asking the workers.

        Raises:
            RemoteError: The files of one cannot be fetched.
        """
        asked = [
            self._client.submit(
                work.plan, *pair, force=force, pure=False, key=f"{work.run}-?{pair}"
            )
            for pair in pairs
        ]
        tasks: list[Task] = self._client.gather(asked)
        return tasks

    def run(
        self,
        tasks: Sequence[Task],
        work: Work,
        finished: Finished = lambda _: None,
    ) -> list[Result]:
        """Make the reports of a plan.

        An interrupt takes back what has not begun; what runs is finished by its worker.

        Args:
            tasks: What to do, in order.
            work: How; it must be the same on every worker.
            finished: Called in the calling thread when a report ended.

        Returns:
            One result per task, in the order of the tasks.
        """
        ended: Queue[tuple[Task, Any]] = Queue()
        futures: dict[Task, Any] = {}
        results: dict[Task, Result] = {}
        for task in tasks:
            key = f"{work.run}-{task.name}"
            futures[task] = self._client.submit(work.make, task, pure=False, key=key)
            futures[task].add_done_callback(_into(ended, task))
        with interruptible(lambda: self._client.cancel(list(futures.values()))) as stopped:
            while len(results) < len(tasks):
                if (stopped.is_set() or self._client.status != "running") and ended.empty():
                    break
                try:
                    task, future = ended.get(timeout=_GLANCE)
                except Empty:
                    continue
                results[task] = _result(task, future)
                finished(results[task])
        return [results.get(task) or stopped_result(task) for task in tasks]


def _into(ended: Queue[tuple[Task, Any]], task: Task) -> Callable[[Any], None]:
    return lambda future: ended.put((task, future))


def _result(task: Task, future: Any) -> Result:
    if future.status == "finished":
        found: Result = future.result()
        return found
    if future.status == "error":
        fault = future.exception()
        message = f"pekerja berhenti saat mengerjakannya ({type(fault).__name__}: {fault})"
        return Result(task.instansi, task.tahun, FAILED, task.verdict.reasons, message=message)
    return stopped_result(task)


def _about_worker() -> tuple[str, str, bool]:
    """What a worker says of itself: version, package, and whether it may start processes."""
    digests = sorted(package_digests().items())
    return __version__, str(digests), not multiprocessing.current_process().daemon


def _check_workers(told: dict[str, tuple[str, str, bool]]) -> None:
    if not told:
        raise ClusterError("penjadwal tidak memiliki pekerja; jalankan: dask worker ALAMAT")
    version, package, _ = _about_worker()
    for name, (its_version, its_package, can_start) in told.items():
        if its_package != package:
            raise ClusterError(
                f"pekerja {name} memakai paket lkjip lain ({its_version}; di sini {version}); "
                f"pasang paket yang sama di semua mesin"
            )
        if not can_start:
            raise ClusterError(
                f"pekerja {name} tidak dapat memulai proses; jalankan dengan {_DAEMON}"
            )
