"""Many reports at once: each alone, the next one whatever became of the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from lkjip_tools.batch.agency import STOPPED, Result, Settings, regenerate
from lkjip_tools.batch.plan import Task
from lkjip_tools.cache import Present
from lkjip_tools.engine.watch import Recall

Started = Callable[[Task], None]
Finished = Callable[[Result], None]


def run_batch(
    tasks: Sequence[Task],
    present: Present,
    settings: Settings,
    workers: int,
    started: Started = lambda _: None,
    finished: Finished = lambda _: None,
) -> list[Result]:
    """Make the reports of a plan.

    An interrupt ends what runs, and the rest is told as stopped.

    Args:
        tasks: What to do, in order.
        present: What is there now.
        settings: How.
        workers: How many reports at once.
        started: Called in the calling thread when a report is begun.
        finished: Called in the calling thread when it ended.

    Returns:
        One result per task, in the order of the tasks.
    """
    recall, results = Recall(), dict[Task, Result]()
    waiting, running = list(tasks)[::-1], dict[Future[Result], Task]()
    with ThreadPoolExecutor(workers) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    task = waiting.pop()
                    started(task)
                    running[pool.submit(regenerate, task, present, settings, recall)] = task
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    task = running.pop(future)
                    results[task] = future.result()
                    finished(results[task])
        except KeyboardInterrupt:
            recall.now()
            for future, task in running.items():
                results[task] = future.result()
    return [results.get(task) or _stopped(task) for task in tasks]


def _stopped(task: Task) -> Result:
    message = "belum dikerjakan; perintah yang sama melanjutkannya"
    return Result(task.instansi, task.tahun, STOPPED, task.verdict.reasons, message=message)
