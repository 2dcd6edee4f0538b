"""How a figure was reached, down to the cell it was read from: one account for every reader.

`Ledger` holds figures as `angka.jsonl` does, `Entry` tells one of them in words, `explain` follows
one down to its sources. The command, a notebook and the HTML report all print from these.
"""

from lkjip_tools.explain.entry import Entry, Operand
from lkjip_tools.explain.explanation import Explanation, explain
from lkjip_tools.explain.ledger import Ledger
from lkjip_tools.explain.rules import RuleNote, rule_notes

__all__ = ["Entry", "Explanation", "Ledger", "Operand", "RuleNote", "explain", "rule_notes"]
