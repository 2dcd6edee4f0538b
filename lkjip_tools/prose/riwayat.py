"""Sentences on the years on record: highest, lowest, mean, the way they went, the last change."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pandas as pd

from lkjip_tools.block import Block
from lkjip_tools.figure import Figure, FigureList, printed
from lkjip_tools.params import Params
from lkjip_tools.prose.words import Teller, listing, told

_SERIES = (
    ("kinerja_persen", "capaian_rata_rata_persen", "perubahan_kinerja_poin", "kinerja"),
    ("keuangan_persen", "keuangan_rata_rata_persen", "perubahan_keuangan_poin", "keuangan"),
)


def tell_riwayat(riwayat: pd.DataFrame, angka: FigureList, params: Params, tahun: int) -> Block:
    """What performance and spending did over the years, one paragraph each, and since last year.

    Args:
        riwayat: Table `riwayat`.
        angka: As `figures_riwayat` returns them, among others.
        params: The agency.
        tahun: Year of the report.
    """
    tell = Teller(angka, params, tahun)
    years = sorted(int(year) for year in riwayat["tahun"])
    if not years:
        return told("Riwayat kinerja dan keuangan belum tersedia.")
    changes = (_change(tell, change, name) for _, _, change, name in _SERIES)
    known = [text for text in changes if text]
    last = f"Dibandingkan dengan tahun {tahun - 1}, {listing(known)}." if known else ""
    return told(*(_series(tell, years, *series) for series in _SERIES), last)


def _series(tell: Teller, years: list[int], column: str, mean: str, _: str, name: str) -> str:
    figures = [(year, tell.at(column, "riwayat", year)) for year in years]
    known = [(year, it, it.value) for year, it in figures if isinstance(it.value, Decimal)]
    missing = [str(year) for year, figure in figures if figure.value is None]
    lacking = f" Realisasi {name} tahun {listing(missing)} tidak tersedia." if missing else ""
    if len(known) < 2:
        one = (
            f"Realisasi {name} tahun {known[0][0]} sebesar {tell.say(known[0][1])}."
            if known
            else ""
        )
        return (one + lacking).strip()
    span = f"{years[0]}-{years[-1]}"
    values = [value for _, _, value in known]
    opening = f"Selama tahun {years[0]}–{years[-1]}, realisasi {name}"
    average = f"rata-ratanya {tell.say(tell.at(mean, 'riwayat', span))}"
    if len({printed(figure) for _, figure, _ in known}) == 1:
        steady = "tetap" if len(set(values)) == 1 else "relatif tetap"
        return f"{opening} {steady} pada {tell.say(known[-1][1])}.{lacking}"
    ends = [
        f"{word} {_at(tell, [(year, it) for year, it, value in known if value == end])}"
        for word, end in (("tertinggi", max(values)), ("terendah", min(values)))
    ]
    return f"{opening} {_trend(values)}: {listing([*ends, average])}.{lacking}"


def _at(tell: Teller, found: list[tuple[int, Figure]]) -> str:
    years = listing([str(year) for year, _ in found])
    return f"{tell.say(found[0][1])} pada tahun {years}"


def _trend(values: list[Decimal]) -> str:
    steps = [later - earlier for earlier, later in pairwise(values)]
    if all(step >= 0 for step in steps):
        return "cenderung naik"
    if all(step <= 0 for step in steps):
        return "cenderung turun"
    return "berfluktuasi"


def _change(tell: Teller, besaran: str, name: str) -> str:
    id = f"{besaran}/riwayat/{tell.tahun}"
    if id not in tell.angka or tell.angka[id].value is None:
        return ""
    return f"realisasi {name} {tell.change(tell.angka[id])}"
