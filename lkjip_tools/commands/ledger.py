"""Everything an agency's year gives, computed at once: for commands that need all of it.

The chapters compute the same, each what it prints; `notebooks/06_temuan.ipynb` computes all.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lkjip_tools.calculate.everything import figures_all
from lkjip_tools.check import check_inputs
from lkjip_tools.finding import FindingList
from lkjip_tools.formula import FigureList
from lkjip_tools.load import read_pembanding, read_table
from lkjip_tools.load.tables import typed_table
from lkjip_tools.params import Params, read_params
from lkjip_tools.pembanding import Pembanding
from lkjip_tools.policy import akip_scale, declared_rules
from lkjip_tools.schema import TABLES
from lkjip_tools.validate import check_all


@dataclass(frozen=True)
class Ledger:
    """One agency's year: its params, tables, figures and findings."""

    params: Params
    tables: dict[str, pd.DataFrame]
    figures: FigureList
    findings: FindingList


def read_ledger(instansi: str, tahun: int, root: Path) -> Ledger:
    """Read and compute everything.

    Raises:
        InputError: Something cannot be read; the message names every place.
    """
    check_inputs(instansi, tahun, root)
    params = read_params(instansi, root)
    tables = {name: read_table(name, instansi, tahun, root) for name in TABLES}
    pembanding = read_pembanding(params, instansi, tahun, root)
    return compute_ledger(tables, params, tahun, root, pembanding)


def compute_ledger(
    tables: dict[str, pd.DataFrame],
    params: Params,
    tahun: int,
    root: Path,
    pembanding: Pembanding | None = None,
) -> Ledger:
    """Compute everything of the tables that could be read; the others are neither used nor judged.

    Args:
        tables: Tables by name.
        params: The agency.
        tahun: Year of the report.
        root: The project's folder.
        pembanding: What there is to compare with.

    Raises:
        FigureError: Two rows claim one figure.
    """
    unreadable = set(TABLES) - set(tables)
    every = {name: tables[name] if name in tables else typed_table(name, None) for name in TABLES}
    figures = figures_all(every, params, tahun, root)
    rules = declared_rules(params, tahun, root).values()
    scale = akip_scale(tahun)
    findings = check_all(
        every,
        figures,
        params,
        scale,
        rules,
        tahun,
        unreadable=unreadable,
        pembanding=pembanding,
    )
    return Ledger(params, tables, figures, findings)
