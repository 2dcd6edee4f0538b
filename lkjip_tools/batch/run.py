"""Many reports at once: each alone, the next one whatever became of the last."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event, current_thread, main_thread

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
    with ThreadPoolExecutor(workers) as pool, _interruptible(recall) as stopped:
        while running or (waiting and not stopped.is_set()):
            while waiting and len(running) < workers and not stopped.is_set():
                task = waiting.pop()
                started(task)
                running[pool.submit(regenerate, task, present, settings, recall)] = task
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running.pop(future)
                results[task] = future.result()
                finished(results[task])
    return [results.get(task) or _stopped(task) for task in tasks]


@contextmanager
def _interruptible(recall: Recall) -> Iterator[Event]:
    """Let an interrupt recall what runs; it raises nothing, so that it can be lost nowhere."""
    stopped = Event()
    if current_thread() is not main_thread():  # only there are signals heard
        yield stopped
        return
    usual = signal.getsignal(signal.SIGINT)

    def heard(*_: object) -> None:
        signal.signal(signal.SIGINT, usual)  # a second one ends everything
        stopped.set()
        recall.now()

    signal.signal(signal.SIGINT, heard)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, usual)


def _stopped(task: Task) -> Result:
    message = "belum dikerjakan; perintah yang sama melanjutkannya"
    return Result(task.instansi, task.tahun, STOPPED, task.verdict.reasons, message=message)
