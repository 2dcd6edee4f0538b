"""Inspection: every fault and finding of an agency's year, each with its cells, before a report."""

from lkjip_tools.inspection.problem import Problem
from lkjip_tools.inspection.read import Inspection, inspect

__all__ = ["Inspection", "Problem", "inspect"]
