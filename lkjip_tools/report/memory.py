"""How a process takes memory from the system while it sets a report.

Typst takes hundreds of megabytes bit by bit in several threads, and gives them back in between.
Taken in large pieces and kept, they cost half the system's time, a twentieth of the whole. A
process that sets a report does little after it.
"""

from __future__ import annotations

import ctypes
import sys

# glibc's malloc.h; other C libraries have no `mallopt`, and are left as they are
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
_MIB = 1 << 20
_SETTINGS = {
    _MMAP_THRESHOLD: 32 * _MIB,  # the most that it accepts
    _TRIM_THRESHOLD: 512 * _MIB,
    _TOP_PAD: 64 * _MIB,  # all that a thread's heap may hold
}


def take_in_large_pieces() -> bool:
    """Let this process take memory in large pieces from now on; say whether it does."""
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and all(mallopt(*setting) for setting in _SETTINGS.items())
