"""Verify: is a stored report what its notebooks give, from the data it names?

`stored.py` runs the stored chapters again and compares; `against.py` compares two reports.
"""

from lkjip_tools.verify.against import Comparison, Moved, Root, compare_reports
from lkjip_tools.verify.difference import CellDifference, FileDifference
from lkjip_tools.verify.stored import Verification, verify_report

__all__ = [
    "CellDifference",
    "Comparison",
    "FileDifference",
    "Moved",
    "Root",
    "Verification",
    "compare_reports",
    "verify_report",
]
