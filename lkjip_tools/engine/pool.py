"""Chapters and functions in processes of their own, from wherever they are called."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lkjip_tools.engine.child import FAILED, Call, Job, call, run
from lkjip_tools.engine.story import Story
from lkjip_tools.engine.watch import Recall, RecalledError, watch
from lkjip_tools.errors import ExecutionError, LkjipError


@dataclass(frozen=True)
class Done:
    """A chapter that ran to its end.

    Attributes:
        read: Every file below the job's root that its cells opened.
        seconds: Wall time.
    """

    read: tuple[str, ...]
    seconds: float


class CallError(LkjipError):
    """A function that was called in a process of its own failed.

    Attributes:
        kind: Name of the exception it raised; empty if its process ended without a word.
    """

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


def execute(job: Job, timeout: float | None = None, recall: Recall | None = None) -> Done:
    """Execute a notebook in a process forked for it.

    Args:
        job: What to execute.
        timeout: Seconds after which the process and all it started are ended.
        recall: Ends it before its time.

    Returns:
        What it read. The executed notebook is at `job.target`.

    Raises:
        ExecutionError: A cell failed, or the time ran out; the notebook is stored as far as it got.
        LostError: The process died; the notebook is stored with the cell that was running.
        RecalledError: It was recalled.
    """
    began, heard = time.monotonic(), list[bytes]()
    end = watch((run, job), timeout, heard.append, recall)
    story = Story()
    for raw in heard if end.reason else heard[-1:]:
        story.hear(raw)
    if story.done is not None:
        return Done(tuple(story.done), time.monotonic() - began)
    if story.failed is not None:
        raise ExecutionError(job.source.stem, *story.failed)
    story.store(job.target, end.reason)
    raise end.error(job.source.stem, story.running, end.reason)


def call_apart(
    function: Callable[..., Any],
    *arguments: Any,
    timeout: float | None = None,
    recall: Recall | None = None,
) -> Any:
    """Call a module's function in a process forked for it, and return what it returns.

    Raises:
        CallError: It raised an error of ours, died, or ran out of time.
        RecalledError: It was recalled.
    """
    heard: list[bytes] = []
    end = watch((call, Call(function, arguments)), timeout, heard.append, recall)
    if end.error is RecalledError:
        raise RecalledError(function.__name__, "", end.reason)
    if end.reason:
        raise CallError("", f"{function.__name__}: {end.reason}")
    kind, fault, answer = pickle.loads(heard[-1])
    if kind == FAILED:
        raise CallError(fault, answer)
    return answer
