"""What every command does alike: tell an error in one message, tell its steps, write a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from lkjip_tools.errors import LkjipError, OutputError


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
