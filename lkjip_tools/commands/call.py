"""What every command does alike: tell an error in one message, tell its steps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from lkjip_tools.errors import LkjipError


@contextmanager
def told() -> Iterator[None]:
    """Turn an error of ours into its message and exit code, without a traceback."""
    try:
        yield
    except LkjipError as fault:
        for line in str(fault).splitlines():
            click.echo(f"lkjip: {line}", err=True)
        sys.exit(fault.exit_code)


def tell_step(name: str, place: int, steps: int) -> None:
    """Say which step runs, beside the result."""
    click.echo(f"[{place + 1}/{steps}] {name}", err=True)
