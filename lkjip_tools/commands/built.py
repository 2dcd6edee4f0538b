"""A finished report that a command reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lkjip_tools.explain import Ledger


def report_folder(root: Path, instansi: str, tahun: int) -> Path:
    """Return where a report is."""
    return root / "outputs" / instansi / str(tahun)


def read_built(root: Path, instansi: str, tahun: int) -> Ledger:
    """Read a finished report's figures.

    Raises:
        ReportNotFoundError: It was not built; the message says which line builds it.
        ReportDamagedError: A line of them cannot be read.
    """
    from lkjip_tools.explain import Ledger

    command = f"lkjip report --instansi {instansi} --tahun {tahun}"
    return Ledger.read(report_folder(root, instansi, tahun), command)
