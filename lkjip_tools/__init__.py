"""lkjip: tables, calculations and reports for the Indonesian LKjIP; every number has its origin.

For the analyst: `gaps`, `trend`, `compare`, and `instansi` to complete names; see
`lkjip_tools.explore`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Looked up when they are asked for: pandas alone takes a second, and most commands need none.
_EXPLORE = ("close_gap", "close_quarters", "compare", "digits", "forecast", "gaps", "instansi",
            "plot_distribution", "plot_gaps", "plot_quadrants", "plot_trend", "printed", "signals",
            "sql", "trend")  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _EXPLORE:
        return getattr(import_module("lkjip_tools.explore"), name)
    raise AttributeError(f"module 'lkjip_tools' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*globals(), *_EXPLORE]
