"""The workbook of a finished report."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.workbook import Workbook

from lkjip_tools.errors import OutputError
from lkjip_tools.explain import Ledger
from lkjip_tools.params import read_params
from lkjip_tools.worksheet import figures, summary
from lkjip_tools.worksheet.data import DataSheets
from lkjip_tools.worksheet.rules import RuleSheets
from lkjip_tools.worksheet.styles import Styles

_PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def write_worksheet(ledger: Ledger, instansi: str, tahun: int, root: Path, target: Path) -> Path:
    """Write `kertas-kerja.xlsx`, whole or not at all; the same report gives the same bytes.

    Args:
        ledger: The report's figures.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.
        target: Where it goes.

    Raises:
        FormulaError: A formula has no spreadsheet form.
        OutputError: The file cannot be written.
    """
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        workbook = Workbook(str(unfinished), _PLAIN)
        _fill(workbook, ledger, instansi, tahun, root)
        workbook.close()
        unfinished.replace(target)
    except (OSError, FileCreateError) as fault:
        raise OutputError(f"{target}: kertas kerja tidak dapat ditulis ({fault})") from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return target


def _fill(workbook: Workbook, ledger: Ledger, instansi: str, tahun: int, root: Path) -> None:
    params = read_params(instansi, root)
    workbook.set_properties(
        {
            "title": f"Kertas kerja LKjIP {tahun} {params.nama}",
            "author": params.nama,
            # no clock: the last day of the year the report is about
            "created": datetime(tahun, 12, 31),  # noqa: DTZ001 - the format has no zone
        }
    )
    styles = Styles(workbook)
    workbook.add_worksheet(summary.SHEET)
    workbook.add_worksheet(figures.SHEET)
    rules = RuleSheets(workbook, styles, ledger, tahun, root)
    data = DataSheets(workbook, styles, instansi, tahun, root)
    sheet = figures.FigureSheet(workbook, styles, ledger, data, rules)
    summary.write_summary(workbook, styles, params, tahun, ledger, sheet.columns)
