"""Two figures that contradict each other: which of them the rest of the report supports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from lkjip_tools.audit.check import Check
from lkjip_tools.audit.diagnose.web import Web, closes
from lkjip_tools.audit.printed import Place, Printed
from lkjip_tools.audit.relations.same import UNDECIDED

_FEW = 4  # accused operands of one relation that are tried either way


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
    mine, theirs = (
        sum(_closes(web, relation, value, rivals) for relation in found.values())
        for value in (here, there)
    )
    if mine == theirs:
        return
    better, worse = (here, there) if mine > theirs else (there, here)
    if UNDECIDED in check.sebab:
        check.sebab.remove(UNDECIDED)
    check.sebab.append(
        f"laporan mendukung {better.text}: {max(mine, theirs)} dari {len(found)} hubungan lain "
        f"tertutup, dengan {worse.text} {min(mine, theirs)}"
    )


def _closes(web: Web, relation: Check, value: Printed, places: Sequence[Printed]) -> bool:
    """Whether a relation closes with one figure in all places.

    What else in it is accused as the same fact may be either: a row whose target and realisasi
    were both copied wrong closes in itself, and says nothing of either.
    """
    changed = {p.place: replace(value, place=p.place) for p in places}
    others = [p for p in web.figures(relation) if p.place not in changed and p.place in web.accused]
    choices = [[p, *(r for r in web.rivals.get(p.place, ())[:1])] for p in others[:_FEW]]
    return any(
        closes(relation, changed | {p.place: replace(r, place=p.place) for p, r in given})
        for given in (list(zip(others, chosen, strict=False)) for chosen in product(*choices))
    )
