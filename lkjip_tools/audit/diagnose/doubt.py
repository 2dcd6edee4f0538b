"""Findings that rest on a figure another finding accuses: turned round, or told so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from lkjip_tools.audit.check import Check, shown, verdict
from lkjip_tools.audit.diagnose.web import closes
from lkjip_tools.audit.printed import Place, Printed, Reading
from lkjip_tools.number import round_half_up

_FEW = 4

Accusers = dict[Place, list[Check]]


def turn_round(failed: Sequence[Check]) -> None:
    """Where two figures contradict each other, accuse the one that does not follow from its row.

    A table prints 74,67 where target and realisasi give 76,47, and a sentence says 76,47: it is the
    table that is wrong. Its finding then expects what the sentence says, by the formula that gives
    it.
    """
    accusers = _accusers(failed)
    for check in failed:
        if check.printed is None or check.tie is None or not check.tie.equal:
            continue
        (base,) = check.numbers[:1]
        for accuser in accusers[base.place]:
            if _computed(accuser) and closes(accuser, {base.place: check.printed}):
                _expect(accuser, check.printed)
                _turn(check, base, accuser)
                break


def _turn(check: Check, base: Printed, accuser: Check) -> None:
    said = check.printed
    if said is None:
        return
    check.hitung, check.nilai = said.text, said.value
    check.operan = (f"{said.text} (baris {said.place.line})",)
    check.printed, check.tercetak = base, base.text
    check.place, check.kutipan = accuser.place, accuser.kutipan
    check.numbers, check.setara = (said,), ()
    check.sebab = []


def _expect(accuser: Check, said: Printed) -> None:
    """Let a finding expect the result that a figure elsewhere prints, of those that may be."""
    known = accuser.tie.follows(accuser.numbers) if accuser.tie else []
    _, best = verdict(said, known)
    if best and best.value != accuser.nilai:
        accuser.nilai, accuser.rumus = best.value, best.rumus
        accuser.hitung = shown(best.value, accuser.printed)


def tell_doubts(failed: Sequence[Check]) -> None:
    """Say of every finding which of its operands are accused themselves, and what then follows."""
    accusers = _accusers(failed)
    for check in failed:
        given = dict.fromkeys((*check.numbers, *check.setara))
        doubted = {
            p: accusers[p.place][0]
            for p in given
            if p.place in accusers and accusers[p.place][0].place != check.place
        }
        if doubted:
            check.sebab.insert(0, _told(check, doubted))


def _told(check: Check, doubted: dict[Printed, Check]) -> str:
    few = list(doubted.items())[:_FEW]
    more = f", dan {len(doubted) - _FEW} lainnya" if len(doubted) > _FEW else ""
    listed = ", ".join(
        f"{p.text} (baris {p.place.line}{f', seharusnya {by.hitung}' if by.hitung else ''})"
        for p, by in few
    )
    what = "dasar hitungannya" if _computed(check) else "pembandingnya"
    return f"{what} sendiri dipersoalkan: {listed}{more}{_then(check, doubted)}"


def _then(check: Check, doubted: dict[Printed, Check]) -> str:
    """What follows when the accused operands are what they should be."""
    mended = {p: _mended(p, by.nilai) for p, by in doubted.items() if by.nilai is not None}
    if check.printed is None or not _computed(check) or not mended or check.tie is None:
        return ""
    given = [mended.get(p, p) for p in check.numbers]
    changed = {p.place: p for p in given}
    if closes(check, changed):
        return f"; dengan nilai itu {check.tercetak} tertutup"
    known = check.tie.follows(given)
    return f"; dengan nilai itu hasilnya {shown(known[0].value, check.printed)}" if known else ""


def _mended(printed: Printed, value: Decimal) -> Printed:
    decimals = printed.decimals if value == value.to_integral_value() else max(printed.decimals, 2)
    return replace(printed, readings=(Reading(round_half_up(value, decimals), decimals),))


def _computed(check: Check) -> bool:
    return check.tie is not None and not check.tie.equal


def _accusers(failed: Sequence[Check]) -> Accusers:
    found: Accusers = defaultdict(list)
    for check in failed:
        if check.printed:
            found[check.printed.place].append(check)
    return found
