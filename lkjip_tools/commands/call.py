"""What every command does alike: tell an error in one message, tell its steps, write a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from lkjip_tools.errors import LkjipError, OutputError

_INTERRUPTED = 130  # as a shell counts it: 128 + SIGINT


class Commands(click.Group):
    """Commands that an interrupt ends with a word and exit code 130, wherever they are."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort) as stop:  # Abort: at a question
            after_mark = "\n" if sys.stderr.isatty() else ""  # the terminal has written ^C
            message = "; ".join(["dihentikan", *getattr(stop, "__notes__", ())])
            click.echo(f"{after_mark}lkjip: {message}", err=True)
            ctx.exit(_INTERRUPTED)


@contextmanager
def told() -> Iterator[None]:
    """Turn an error of ours into its message and exit code, without a traceback."""
    try:
        yield
    except LkjipError as fault:
        for line in [*str(fault).splitlines(), *getattr(fault, "__notes__", ())]:
            click.echo(f"lkjip: {line}", err=True)
        sys.exit(fault.exit_code)


def written(target: Path, content: str | bytes) -> None:
    """Write a file that was asked for, whole or not at all, and say where it is.

    Raises:
        OutputError: It cannot be written.
    """
    unfinished = target.with_name(f".{target.name}.baru")
    try:
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
        unfinished.replace(target)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        raise OutputError(f"{target}: berkas tidak dapat ditulis ({fault})") from None
    click.echo(f"  {target}")


def tell_engine(wanted: str | None) -> str:
    """Return the engine to use; say it where the platform has only the slow one.

    Raises:
        InputError: There is no such engine, or it cannot run here.
    """
    from lkjip_tools.execute import STANDARD, pick_engine

    engine = pick_engine(wanted)
    if wanted is None and engine == STANDARD:
        click.echo(
            "lkjip: sistem ini tidak dapat mencabangkan proses; bab dijalankan kernel biasa, "
            "satu per satu",
            err=True,
        )
    return engine


def tell_step(name: str, place: int, steps: int) -> None:
    """Say which step runs, beside the result."""
    click.echo(f"[{place + 1}/{steps}] {name}", err=True)
