"""Findings in the order they are told: each once, the weightiest first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lkjip_tools.finding import WEIGHTS, Finding, FindingList

NASKAH = re.compile(r"\(naskah ([^)]+)\)")
CLAIMS = ("klaim_angka",)


def in_order(found: Iterable[Finding]) -> FindingList:
    """Return findings by tingkat, kode and place.

    A claim that only repeats a finding about the same line of the document is left out.
    """
    return FindingList(sorted(_without_repeats(list(found)), key=_rank))


def _without_repeats(found: list[Finding]) -> list[Finding]:
    """Return each finding once, without claims that another finding tells of the same line."""
    told = [(item.lokasi, item.nilai_tercatat) for item in found if item.kode not in CLAIMS]
    return [
        item
        for item in dict.fromkeys(found)
        if item.kode not in CLAIMS
        or not any(
            f"(naskah {line})" in lokasi and item.nilai_tercatat in re.split(r"[ ;]+", tercatat)
            for line in NASKAH.findall(item.lokasi)
            for lokasi, tercatat in told
        )
    ]


def _rank(item: Finding) -> tuple[int, str, list[int | str], str]:
    """Order by weight, kind and place, with line 9 before line 10."""
    parts = re.split(r"(\d+)", item.lokasi)
    place = [int(part) if part.isdigit() else part for part in parts]
    return WEIGHTS.index(item.tingkat), item.kode, place, item.pesan
