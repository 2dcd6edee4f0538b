"""Import: exports that agencies already have, through a mapping file, to our tables."""

from lkjip_tools.importer.plan import Plan, make_plan
from lkjip_tools.importer.write import apply_plan

__all__ = ["Plan", "apply_plan", "make_plan"]
