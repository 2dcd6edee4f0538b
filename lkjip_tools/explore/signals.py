"""`signals`: what deserves a second look, with the reason; never a verdict.

docs/signals.md says of each signal when it is given, what innocent causes it has, and how often it
is given by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from lkjip_tools.explore.digits import digits
from lkjip_tools.explore.gaps import gaps
from lkjip_tools.explore.source import Text, Year, condition, frame, read_store, several
from lkjip_tools.explore.statistics import fit_line
from lkjip_tools.explore.trend import trend
from lkjip_tools.number import format_number
from lkjip_tools.records import records
from lkjip_tools.value import decimals

COLUMNS = ("instansi", "tahun", "sinyal", "kode", "alasan", "nilai", "pembanding", "contoh")
#: What a signal is called and what it means, for people.
SIGNALS = {
    "target_di_bawah_realisasi_lalu": "target lebih ringan daripada yang sudah dicapai tahun lalu",
    "target_akhir_di_luar_jangkauan": "garis lurus tidak sampai ke target akhir Renstra",
    "lompatan": "realisasi jauh dari garis tahun-tahun sebelumnya",
    "kolom_disalin": "satu kolom sama persis dengan kolom lain",
    "selalu_tepat_100": "capaian tepat 100 persen setiap tahun",
    "capaian_jauh_di_atas_serapan": "hasil tanpa belanja yang sepadan",
    "serapan_jauh_di_atas_capaian": "belanja tanpa hasil yang sepadan",
    "digit_depan": "angka depan realisasi anggaran tidak menyebar seperti lazimnya",
    "digit_akhir": "desimal terakhir realisasi tidak menyebar merata",
}
FAR = Decimal(25)  # points between capaian and serapan: a convention, not a rule
COPIED, FEWEST_COPIED = Decimal("0.8"), 5  # share of the indicators, and how many there must be
FEWEST_YEARS = 3  # of exactly 100 percent
FEWEST_BEFORE = 4  # years before a jump
Row = Mapping[str, Any]
Found = dict[str, Any]


def signals(
    instansi: Text = None,
    tahun: Year = None,
    *,
    sinyal: Text = None,
    root: Path | None = None,
) -> pd.DataFrame:
    """Return statistical hints with their reasons; each has innocent causes too.

    Args:
        instansi: Code of an agency, or several; all when not given.
        tahun: Year of the report, or several; all when not given.
        sinyal: Keys of `SIGNALS`; all when not given.
        root: The project's folder; found when not given.

    Returns:
        One row per hint: `sinyal`, the `kode` it is about (`instansi` for the whole report),
        `alasan` in words, `nilai` against `pembanding`, and `contoh`: how many values it rests on.

    Raises:
        InputError: An agency or year is not known.

    >>> import lkjip_tools
    >>> petunjuk = lkjip_tools.signals("kesbangpol-paser", 2023)
    >>> print(petunjuk["alasan"][0])
    rata-rata capaian sasaran S-3 125 persen, serapan program 98,34 persen
    """
    indikator = records(gaps(instansi, tahun, root=root))
    years = records(trend(instansi, root=root))
    store = read_store(instansi, tahun, root)
    where, values = condition(instansi=instansi, tahun=tahun)
    programs = records(frame(store, f"SELECT * FROM v_kuadran WHERE {where}", values))
    before = frame(store, f"SELECT instansi, tahun, kode, realisasi_lalu FROM indikator "
                          f"WHERE {where}", values)  # fmt: skip
    last = {_key(row): row["realisasi_lalu"] for row in records(before)}
    rows = [
        *_light_targets(indikator, last),
        *_copied(indikator, last),
        *_years(indikator, years),
        *_quadrants(programs),
        *_digits(records(digits(instansi, tahun, root=root))),
    ]
    wanted = several(sinyal) or list(SIGNALS)
    rows = [row for row in rows if row["sinyal"] in wanted]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _said(value: Decimal) -> str:
    """Print a number with the decimals it has, two at most."""
    return format_number(value, min(2, decimals(value)))


def _key(row: Row) -> tuple[Any, ...]:
    return row["instansi"], row["tahun"], row["kode"]


def _hint(row: Row, sinyal: str, alasan: str, nilai: Any, pembanding: Any, contoh: int) -> Found:
    return {
        "instansi": row["instansi"], "tahun": row["tahun"], "sinyal": sinyal,
        "kode": row.get("kode", "instansi"), "alasan": alasan, "nilai": nilai,
        "pembanding": pembanding, "contoh": contoh,
    }  # fmt: skip


def _light_targets(indikator: Iterable[Row], last: Mapping[Any, Any]) -> Iterator[Found]:
    for row in indikator:
        target, before = row["target"], last.get(_key(row))
        if target is None or before is None or row["polaritas"] == "rentang":
            continue
        lighter = target < before if row["polaritas"] == "positif" else target > before
        if lighter:
            side = "di bawah" if row["polaritas"] == "positif" else "di atas"
            told = f"target {_said(target)} {side} realisasi tahun lalu, {_said(before)}"
            yield _hint(row, "target_di_bawah_realisasi_lalu", told, target, before, 2)


def _copied(indikator: Sequence[Row], last: Mapping[Any, Any]) -> Iterator[Found]:
    """Compare whole columns: one indicator may well hit its target."""
    for report, rows in _by_report(indikator):
        for name, pairs in (
            ("target", [(row["realisasi"], row["target"]) for row in rows]),
            ("realisasi tahun lalu", [(row["realisasi"], last.get(_key(row))) for row in rows]),
        ):
            full = [(one, other) for one, other in pairs if one is not None and other is not None]
            same = sum(one == other for one, other in full)
            if len(full) >= FEWEST_COPIED and same >= COPIED * len(full):
                told = f"realisasi {same} dari {len(full)} indikator sama persis dengan {name}"
                whole = report | {"kode": "instansi"}
                yield _hint(whole, "kolom_disalin", told, Decimal(same), Decimal(len(full)),
                            len(full))  # fmt: skip


def _years(indikator: Sequence[Row], years: Sequence[Row]) -> Iterator[Found]:
    series: dict[tuple[Any, Any], list[Row]] = {}
    for row in years:
        series.setdefault((row["instansi"], row["kode"]), []).append(row)
    for row in indikator:
        mine = series.get((row["instansi"], row["kode"]), [])
        known = {it["tahun"]: it["realisasi"] for it in mine
                 if it["realisasi"] is not None and it["tahun"] <= row["tahun"]}  # fmt: skip
        yield from _out_of_reach(row, known)
        yield from _jump(row, known)
        hits = [it["capaian_persen"] for it in mine
                if it["capaian_persen"] is not None and it["tahun"] <= row["tahun"]]  # fmt: skip
        if len(hits) >= FEWEST_YEARS and all(it == 100 for it in hits):
            told = f"capaian tepat 100 persen selama {len(hits)} tahun"
            yield _hint(row, "selalu_tepat_100", told, Decimal(100), Decimal(100), len(hits))


def _out_of_reach(row: Row, known: Mapping[int, Decimal]) -> Iterator[Found]:
    line, end, goal = fit_line(known), row["tahun_akhir"], row["target_akhir"]
    if line is None or goal is None or end <= row["tahun"] or row["polaritas"] == "rentang":
        return
    low, high = line.interval(end)
    if goal > high if row["polaritas"] == "positif" else goal < low:
        told = (
            f"garis lurus {len(known)} tahun sampai ke {_said(line.at(end))} pada {end} "
            f"(95 persen: {_said(low)} sampai {_said(high)}), target akhirnya "
            f"{_said(goal)}"
        )
        yield _hint(row, "target_akhir_di_luar_jangkauan", told, line.at(end), goal, len(known))


def _jump(row: Row, known: Mapping[int, Decimal]) -> Iterator[Found]:
    value = known.get(row["tahun"])
    before = {year: it for year, it in known.items() if year < row["tahun"]}
    line = fit_line(before) if len(before) >= FEWEST_BEFORE else None
    if line is None or value is None:
        return
    low, high = line.interval(row["tahun"], 99)
    if not low <= value <= high:
        told = (
            f"realisasi {_said(value)}; menurut {len(before)} tahun sebelumnya "
            f"{_said(low)} sampai {_said(high)} (99 persen)"
        )
        yield _hint(row, "lompatan", told, value, line.at(row["tahun"]), len(known))


def _quadrants(programs: Iterable[Row]) -> Iterator[Found]:
    for row in programs:
        capaian, serapan = row["capaian_rata_rata_persen"], row["serapan_persen"]
        if capaian is None or serapan is None or abs(capaian - serapan) < FAR:
            continue
        above = capaian > serapan
        name = "capaian_jauh_di_atas_serapan" if above else "serapan_jauh_di_atas_capaian"
        told = (
            f"rata-rata capaian sasaran {row['sasaran']} {_said(capaian)} persen, "
            f"serapan program {_said(serapan)} persen"
        )
        yield _hint(row, name, told, capaian, serapan, 2)


def _digits(tests: Iterable[Row]) -> Iterator[Found]:
    for row in tests:
        if row["mencolok"]:
            yield _hint(row, row["sinyal"], row["alasan"], row["kai_kuadrat"], row["batas"],
                        row["contoh"])  # fmt: skip


def _by_report(rows: Sequence[Row]) -> Iterator[tuple[dict[str, Any], list[Row]]]:
    ordered = sorted(rows, key=lambda row: (row["instansi"], row["tahun"]))
    for (instansi, tahun), group in groupby(ordered, key=lambda it: (it["instansi"], it["tahun"])):
        yield {"instansi": instansi, "tahun": tahun}, list(group)
