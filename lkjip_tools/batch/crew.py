"""Who makes the reports of a batch: threads of this process, or the workers of a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from lkjip_tools.batch.agency import Result
from lkjip_tools.batch.plan import Task
from lkjip_tools.batch.run import run_batch
from lkjip_tools.batch.show import Watch
from lkjip_tools.batch.work import Work
from lkjip_tools.execute import STANDARD

if TYPE_CHECKING:
    from lkjip_tools.batch.cluster import Cluster

_FETCHED_AT_ONCE = 8  # mostly waiting for the store


class Crew(Protocol):
    """Plans and makes reports."""

    def plan(self, pairs: Sequence[tuple[str, int]], force: bool) -> list[Task]: ...
    def run(self, tasks: Sequence[Task], watch: Watch) -> list[Result]: ...


@contextmanager
def hire(work: Work, scheduler: str | None, workers: int | None) -> Iterator[Crew]:
    """Give those who do the work, as long as the block lasts.

    Args:
        work: What they do.
        scheduler: Address of dask's scheduler; the processors of this machine when not given.
        workers: Reports at once on this machine.

    Raises:
        ClusterError: The workers of the scheduler cannot be used.
    """
    if scheduler is None:
        yield _Here(work, workers)
        return
    from lkjip_tools.batch.cluster import Cluster

    cluster = Cluster(scheduler)
    try:
        yield _There(work, cluster)
    finally:
        cluster.close()


class _Here:
    def __init__(self, work: Work, workers: int | None) -> None:
        # a standard kernel changes the working folder of the whole process
        only_one = work.settings.engine == STANDARD
        self._work, self._at_once = work, 1 if only_one else workers or os.cpu_count() or 1

    def plan(self, pairs: Sequence[tuple[str, int]], force: bool) -> list[Task]:
        at_once = _FETCHED_AT_ONCE if self._work.address else 1
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(lambda pair: self._work.plan(pair[0], pair[1], force), pairs))

    def run(self, tasks: Sequence[Task], watch: Watch) -> list[Result]:
        make = self._work.make
        return run_batch(tasks, make, self._at_once, watch.started, watch.finished)


class _There:
    def __init__(self, work: Work, cluster: Cluster) -> None:
        self._work, self._cluster = work, cluster

    def plan(self, pairs: Sequence[tuple[str, int]], force: bool) -> list[Task]:
        if self._work.address:
            return self._cluster.plan(self._work, pairs, force)
        return [self._work.plan(*pair, force=force) for pair in pairs]

    def run(self, tasks: Sequence[Task], watch: Watch) -> list[Result]:
        return self._cluster.run(tasks, self._work, watch.finished)
