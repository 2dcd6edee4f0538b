"""How a batch runs: what every report of it consists of, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lkjip_tools.execute import find_chapters
from lkjip_tools.part import Part, choose_part
from lkjip_tools.wanted import Wanted, folder_name


@dataclass(frozen=True)
class Settings:
    """How a batch runs.

    Attributes:
        root: The project's folder.
        wanted: What each report consists of.
        engine: `lkjip` or `nbclient`.
        check: Reads all inputs of an agency and year below a root; raises what is wrong with them.
        timeout: Seconds a chapter may take.
    """

    root: Path
    wanted: Wanted
    engine: str
    check: Callable[[str, int, Path], None]
    timeout: float | None = None

    @property
    def options(self) -> dict[str, Any]:
        """What makes another report of the same data."""
        bab = {"bab": sorted(self.wanted.bab)} if self.wanted.bab else {}
        return {"format": self.wanted.kinds, "kertas": self.wanted.kertas} | bab

    @cached_property
    def part(self) -> Part:
        """Which chapters that is."""
        return choose_part(find_chapters(self.root), self.wanted.bab, checked=False)

    def folder(self, instansi: str, tahun: int) -> Path:
        """Where a report of the batch goes."""
        name = folder_name(tahun, self.part, self.wanted.status)
        return self.root / "outputs" / instansi / name
