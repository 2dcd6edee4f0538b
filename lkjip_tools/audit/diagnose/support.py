"""Two figures that contradict each other: which of them the rest of the report supports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lkjip_tools.audit.check import Check
from lkjip_tools.audit.diagnose.web import Web, closes
from lkjip_tools.audit.printed import Place, Printed
from lkjip_tools.audit.relations.same import UNDECIDED


def support(web: Web, checks: Sequence[Check]) -> None:
    """Say of every accused figure which the rest supports: it, or what is printed elsewhere."""
    told: set[Place] = set()
    for check in checks:
        contradicted = check.salah and check.tie and check.tie.equal
        if contradicted and check.printed and check.printed.place not in told:
            told.add(check.printed.place)
            _weigh(web, check, check.printed)


def _weigh(web: Web, check: Check, here: Printed) -> None:
    """Count the other relations of all places involved that close with either figure in them.

    A figure that is right makes the relations of its own place close, and those of the others.
    """
    there = check.numbers[0]
    rivals = [here, *(p for p in web.rivals[here.place] if p.value == there.value)]
    found = {id(c): c for p in rivals for c in web.by_place[p.place] if c.tie and not c.tie.equal}
    mine, theirs = (_closed(list(found.values()), value, rivals) for value in (here, there))
    if mine == theirs:
        return
    better, worse = (here, there) if mine > theirs else (there, here)
    if UNDECIDED in check.sebab:
        check.sebab.remove(UNDECIDED)
    check.sebab.append(
        f"laporan mendukung {better.text}: {max(mine, theirs)} dari {len(found)} hubungan lain "
        f"tertutup, dengan {worse.text} {min(mine, theirs)}"
    )


def _closed(relations: Sequence[Check], value: Printed, places: Sequence[Printed]) -> int:
    """How many relations close with one figure in all places."""
    changed = {p.place: replace(value, place=p.place) for p in places}
    return sum(closes(relation, changed) for relation in relations)
