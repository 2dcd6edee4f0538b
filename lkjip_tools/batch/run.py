"""Many reports at once: each alone, the next one whatever became of the last."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event, current_thread, main_thread

from lkjip_tools.batch.agency import STOPPED, Result
from lkjip_tools.batch.plan import Task
from lkjip_tools.engine.watch import Recall

Make = Callable[[Task, Recall], Result]
Started = Callable[[Task], None]
Finished = Callable[[Result], None]


def run_batch(
    tasks: Sequence[Task],
    make: Make,
    workers: int,
    started: Started = lambda _: None,
    finished: Finished = lambda _: None,
) -> list[Result]:
    """Make the reports of a plan.

    An interrupt ends what runs, and the rest is told as stopped.

    Args:
        tasks: What to do, in order.
        make: Makes one; no error of its own leaves it.
        workers: How many reports at once.
        started: Called in the calling thread when a report is begun.
        finished: Called in the calling thread when it ended.

    Returns:
        One result per task, in the order of the tasks.
    """
    recall, results = Recall(), dict[Task, Result]()
    waiting, running = list(tasks)[::-1], dict[Future[Result], Task]()
    with ThreadPoolExecutor(workers) as pool, interruptible(recall.now) as stopped:
        while running or (waiting and not stopped.is_set()):
            while waiting and len(running) < workers and not stopped.is_set():
                task = waiting.pop()
                started(task)
                running[pool.submit(make, task, recall)] = task
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running.pop(future)
                results[task] = future.result()
                finished(results[task])
    return [results.get(task) or stopped_result(task) for task in tasks]


@contextmanager
def interruptible(act: Callable[[], object]) -> Iterator[Event]:
    """Let an interrupt do something and be known; it raises nothing: it can be lost nowhere."""
    stopped = Event()
    if current_thread() is not main_thread():  # only there are signals heard
        yield stopped
        return
    usual = signal.getsignal(signal.SIGINT)

    def heard(*_: object) -> None:
        signal.signal(signal.SIGINT, usual)  # a second one ends everything
        stopped.set()
        act()

    signal.signal(signal.SIGINT, heard)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, usual)


def stopped_result(task: Task) -> Result:
    """What is told of a report that was left for another time."""
    message = "belum dikerjakan; perintah yang sama melanjutkannya"
    return Result(task.instansi, task.tahun, STOPPED, task.verdict.reasons, message=message)
