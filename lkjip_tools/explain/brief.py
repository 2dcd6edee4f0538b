"""A figure in a few lines, as one would write it down by hand."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_tools.explain.entry import Entry
from lkjip_tools.explain.ledger import Ledger


def brief(ledger: Ledger, id: str, depth: int = 1) -> str:
    """Say formula, numbers and result, then `depth` levels of operands."""
    return "\n".join(_lines(ledger, ledger[id], depth, ""))


def _lines(ledger: Ledger, entry: Entry, depth: int, indent: str) -> Iterator[str]:
    note = f" ({entry.note})" if entry.note else ""
    if not entry.rumus:
        yield f"{indent}{entry.label} = {entry.result}{note}  [{entry.source or 'tanpa sumber'}]"
        return
    yield f"{indent}{entry.label} = {entry.formula}"
    if entry.numbers:
        yield f"{indent}  = {entry.numbers}"
    yield f"{indent}  = {entry.result}{note}" + (f"  [{entry.rule}]" if entry.rule else "")
    for operand in entry.operands if depth > 0 else ():
        yield from _lines(ledger, ledger.operand(operand), depth - 1, indent + "  ")
