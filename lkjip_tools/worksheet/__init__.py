"""The working paper: a report's data, figures and rules as a workbook that computes them again.

`names.py` names cells, `formulas.py` turns a figure's formula into one of the spreadsheet,
`rules.py`, `data.py`, `figures.py`, `summary.py` write the sheets, `workbook.py` binds them.
"""

from lkjip_tools.worksheet.workbook import write_worksheet

__all__ = ["write_worksheet"]
