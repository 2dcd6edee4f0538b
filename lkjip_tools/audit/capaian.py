"""Capaian: what it can be, by every known formula and under every known cap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from lkjip_tools.audit.check import Candidate, Tie, candidates, exact
from lkjip_tools.audit.printed import Printed
from lkjip_tools.regulation import Cap, FormulaChoice, load_rule

HUNDRED = Decimal(100)


def changes_conclusion(printed: Decimal, right: Decimal) -> bool:
    """Say whether of two capaian, or means of them, one reaches the target and one does not."""
    return (printed >= HUNDRED) != (right >= HUNDRED)


@cache
def capaian_formulas() -> tuple[FormulaChoice, ...]:
    """Every known formula of capaian, the positive one first."""
    choices = load_rule("rumus_capaian", date.max).choices()
    return tuple(
        choice
        for choice in choices.values()
        if isinstance(choice, FormulaChoice) and choice.polaritas != "rentang"
    )


@cache
def caps() -> tuple[Cap, ...]:
    """Every known cap on capaian."""
    choices = load_rule("batas_capaian", date.max).choices()
    return tuple(c for c in choices.values() if isinstance(c, Cap) and c.di_atas is not None)


def capaian_candidates(operands: dict[str, Printed]) -> list[Candidate]:
    """What capaian can be by every formula, and by the first one under every cap."""
    known: list[Candidate] = []
    for choice in capaian_formulas():
        made = candidates(f"{choice.label}: {choice.ekspresi}", choice.ekspresi, operands)
        if choice.lantai is not None:
            made = [c for c in made if c.value < choice.lantai]
            made = [exact(c.rumus, choice.lantai) for c in made]
        known += made
    capped = [
        exact(f"{cap.label}: {candidate.rumus}", cap.apply(candidate.value))
        for candidate in known[:1]
        for cap in caps()
        if cap.apply(candidate.value) != candidate.value
    ]
    return known + capped


CAPAIAN_TIE = Tie(
    ("target", "realisasi"),
    lambda given: capaian_candidates(dict(zip(("target", "realisasi"), given, strict=True))),
)
