"""A batch as it is watched: a live table on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from lkjip_tools.batch.agency import BUSY, CURRENT, DONE, FAILED, STOPPED, Result
from lkjip_tools.batch.plan import Task
from lkjip_tools.number import format_number

SIGNS = {DONE: "✓", CURRENT: "=", FAILED: "✗", BUSY: "…", STOPPED: "–"}
COLOURS = {DONE: "green", CURRENT: "dim", FAILED: "bold red", BUSY: "yellow", STOPPED: "yellow"}
_LAST = 8  # finished ones that stay in sight
_PAGE = 100  # rows of a table: it is laid out as a whole, in memory


def print_plan(tasks: Sequence[Task], console: Console) -> None:
    """Print what will be done, and why; many reports in several tables."""
    for at in range(0, len(tasks), _PAGE):
        console.print(_plan_table(tasks[at : at + _PAGE]))


def print_results(results: Sequence[Result], console: Console) -> None:
    """Print what became of every report; many reports in several tables."""
    for at in range(0, len(results), _PAGE):
        console.print(_result_table(results[at : at + _PAGE]))


def _plan_table(tasks: Sequence[Task]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("Instansi", "Tahun", "Bab", "Sebab"):
        table.add_column(heading, justify="right" if heading in ("Tahun", "Bab") else "left")
    for task in tasks:
        why = "; ".join(task.verdict.reasons) or "mutakhir"
        style = "dim" if task.verdict.is_current else ""
        table.add_row(
            task.instansi, str(task.tahun), str(len(task.verdict.stale)), why, style=style
        )
    return table


def _result_table(results: Sequence[Result]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading, side in (
        ("", "left"), ("Instansi", "left"), ("Tahun", "right"), ("Status", "left"),
        ("Detik", "right"), ("Capaian", "right"), ("Predikat", "left"), ("Serapan", "right"),
        ("Temuan", "right"),
    ):  # fmt: skip
        fold = "fold" if heading == "Instansi" else "ellipsis"
        table.add_column(heading, justify=side, overflow=fold)  # type: ignore[arg-type]
    for result in results:
        found = result.summary.get("temuan", {})
        table.add_row(
            Text(SIGNS[result.status], style=COLOURS[result.status]),
            result.instansi,
            str(result.tahun),
            result.status,
            format_number(Decimal(result.seconds), 1),
            percent(result.summary.get("capaian")),
            result.summary.get("predikat") or "",
            percent(result.summary.get("serapan")),
            str(sum(found.values())) if found else "",
        )
    return table


def percent(value: str | None) -> str:
    """An exact value as printed."""
    return "" if value is None else f"{format_number(Decimal(value), 2)}%"


class Watch:
    """Shows what runs and what ended."""

    def __init__(self, console: Console, count: int) -> None:
        self._console, self._count, self._ended = console, count, list[Result]()
        self._running: dict[str, None] = {}
        self._bar = Progress(
            BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"),
            TimeRemainingColumn(), console=console,
        )  # fmt: skip
        self._job = self._bar.add_task("", total=count)
        self._live: Live | None = None

    @contextmanager
    def open(self) -> Iterator[Watch]:
        """Keep the table on the terminal while the block runs."""
        if not self._console.is_terminal:
            yield self
            return
        with Live(self._table(), console=self._console, transient=True) as self._live:
            yield self

    def started(self, task: Task) -> None:
        """A report was begun."""
        self._running[task.name] = None
        self._update()

    def finished(self, result: Result) -> None:
        """A report ended."""
        self._running.pop(f"{result.instansi} {result.tahun}", None)
        self._ended.append(result)
        self._bar.advance(self._job)
        if self._live is None:
            about = f"[{len(self._ended)}/{self._count}] {result.instansi} {result.tahun}"
            self._console.print(f"{about}: {result.status}{_first_line(result)}", markup=False)
        self._update()

    def _update(self) -> None:
        self._bar.update(self._job, description=", ".join(self._running))
        if self._live is not None:
            self._live.update(self._table())

    def _table(self) -> Any:
        return Group(_result_table(self._ended[-_LAST:]), self._bar)


def _first_line(result: Result) -> str:
    lines = result.message.splitlines()
    more = f" (dan {len(lines) - 1} baris lagi)" if len(lines) > 1 else ""
    return f": {lines[0]}{more}" if lines else ""
