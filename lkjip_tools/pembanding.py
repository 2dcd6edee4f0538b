"""What an agency's year is held against besides itself: last year's data, and a nomenclature list.

Both are optional, and nothing is computed from them: where they are not given, nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lkjip_tools.errors import Fault
from lkjip_tools.root import table_path, workbook_path

if TYPE_CHECKING:  # a batch with nothing to do asks for the paths and reads no table
    import pandas as pd

#: Last year's tables that say something about other years too, or that this year's form goes on
#: from; `indikator` tells whether a code still stands for the same indicator.
TABEL_LALU = ("indikator", "kinerja", "riwayat", "evaluasi_renja")


@dataclass(frozen=True)
class Pembanding:
    """What there is to compare with.

    Attributes:
        nomenklatur: The list that params name, as `schema.NomenklaturRow` has it; `None`: none.
        tahun_lalu: Last year's tables by name, those of `TABEL_LALU` that the agency has.
        faults: What of them cannot be read; this year's report does not wait for last year's.
    """

    nomenklatur: pd.DataFrame | None = None
    tahun_lalu: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def nomenklatur_path(root: Path, name: str) -> Path:
    """Return where a nomenclature list is kept; agencies of one region share it."""
    return nomenklatur_folder(root) / f"{name}.csv"


def nomenklatur_folder(root: Path) -> Path:
    """Return the folder of the nomenclature lists."""
    return root / "params" / "nomenklatur"


def last_year_paths(root: Path, instansi: str, tahun: int) -> list[Path]:
    """Return where last year's tables may be, whether they are there or not."""
    tables = [table_path(name, instansi, tahun - 1, root) for name in TABEL_LALU]
    return [*tables, workbook_path(root, instansi, tahun - 1)]
