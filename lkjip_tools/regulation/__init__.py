"""Rules as data: what the law says, since when, where it was read, and how we read it.

The files are in `lkjip_tools/regulations/`; an agency's own are in `params/aturan/`.
`load_rule` and `load_scale` give the version in effect on a date.
"""

from lkjip_tools.regulation.bracket import Bracket, Cut
from lkjip_tools.regulation.choice import (
    BottomRow,
    Cap,
    Case,
    Choice,
    Deadline,
    FormulaChoice,
    Layout,
    OrdinalMap,
    RequiredItem,
    Source,
    WeightChoice,
)
from lkjip_tools.regulation.criterion import Criterion
from lkjip_tools.regulation.load import (
    load_checklist,
    load_codes,
    load_rule,
    load_scale,
    rule_names,
    scales_in_effect,
)
from lkjip_tools.regulation.measure import Measure
from lkjip_tools.regulation.rule import NOT_VERIFIED, Checklist, CodeList, Rule, Scale

__all__ = [
    "NOT_VERIFIED",
    "BottomRow",
    "Bracket",
    "Cap",
    "Case",
    "Checklist",
    "Choice",
    "CodeList",
    "Criterion",
    "Cut",
    "Deadline",
    "FormulaChoice",
    "Layout",
    "Measure",
    "OrdinalMap",
    "RequiredItem",
    "Rule",
    "Scale",
    "Source",
    "WeightChoice",
    "load_checklist",
    "load_codes",
    "load_rule",
    "load_scale",
    "rule_names",
    "scales_in_effect",
]
