"""Putting a finished report in its place, whole or not at all.

A report is made in a hidden folder beside its place and exchanged with the previous one in one
step. A run that dies before that leaves the previous report as it was; its hidden folder is
removed by the next run.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lkjip_tools.errors import OutputError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_HOST = socket.gethostname().replace(".", "-")
_TRIES = 100  # to make a folder that others keep removing
_FORGOTTEN = 24 * 60 * 60  # seconds after which another machine's leftover is taken for one


@contextmanager
def staged(place: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of `place` when the block ends without error.

    The folder that `place` is in is made; it is removed again if nothing comes to be in it.

    Raises:
        OutputError: The folder cannot be made or put in place.
    """
    parent = place.parent
    staging = parent / f".{place.name}.{os.getpid()}@{_HOST}"
    is_new = not parent.exists()
    try:
        _recover(place)
        _make(staging)
    except OSError as fault:
        raise OutputError(f"{place}: folder keluaran tidak dapat dibuat ({fault})") from None
    try:
        yield staging
        try:
            _exchange(staging, place)
        except OSError as fault:
            raise OutputError(f"{place}: laporan tidak dapat diletakkan ({fault})") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # something is in it
                parent.rmdir()


def _make(folder: Path) -> None:
    """Make a folder and the one it is in, which another run may just be removing."""
    for is_last in (*[False] * _TRIES, True):
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            folder.mkdir()
        except FileNotFoundError:
            if is_last:
                raise
        else:
            return


def _recover(place: Path) -> None:
    """Bring back a report whose exchange was cut short, and remove what dead runs left."""
    old = _aside(place)
    if old.exists() and not place.exists():
        old.rename(place)
    for leftover in place.parent.glob(f".{place.name}.*"):
        if _is_left(leftover):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_left(staging: Path) -> bool:
    """Say whether nobody works in a hidden folder any more."""
    owner = staging.name.rpartition(".")[2]
    if owner == "lama":
        return True
    process, _, host = owner.partition("@")
    if host not in ("", _HOST):  # its processes cannot be asked from here
        return time.time() - staging.stat().st_mtime > _FORGOTTEN
    # a container gives every run the same process number
    return process == str(os.getpid()) or not _alive(process)


def _exchange(new: Path, place: Path) -> None:
    if not place.exists():
        new.rename(place)
    elif not _exchange_at_once(new, place):
        old = _aside(place)
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            old.rename(place)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _exchange_at_once(new: Path, place: Path) -> bool:
    """Swap two folders in one system call, where there is one."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    paths = (os.fsencode(new), os.fsencode(place))
    return bool(rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)


def _aside(place: Path) -> Path:
    return place.parent / f".{place.name}.lama"


def _alive(owner: str) -> bool:
    """Say whether a process number is in use; unknown counts as in use."""
    if not owner.isdigit() or os.name == "nt":
        return True
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
