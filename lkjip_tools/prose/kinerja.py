"""Sentences of Bab III.A for one sasaran: items 1 to 4 of PermenPANRB 53/2014.

Causes and solutions (item 5) are the agency's own words, and never written here.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.block import Block
from lkjip_tools.figure import Figure, FigureList, printed, prints_zero
from lkjip_tools.number import is_percent_unit
from lkjip_tools.params import Params
from lkjip_tools.prose.escape import escape
from lkjip_tools.prose.format import direction, link, measure
from lkjip_tools.prose.words import (
    Teller,
    joined,
    listing,
    named,
    quoted,
    reason,
    remark,
    told,
    told_each,
)
from lkjip_tools.records import Row, records


def tell_capaian(
    indikator: pd.DataFrame, angka: FigureList, sasaran: Row, params: Params, tahun: int
) -> Block:
    """Item 1: target, realisasi, their gap, capaian and predicate of every indicator."""
    tell = Teller(angka, params, tahun)
    rows = _of(indikator, sasaran)
    if not rows:
        return told(
            "Sasaran ini belum mempunyai indikator, sehingga capaiannya tidak dapat diukur."
        )
    mean = tell.at("capaian_rata_rata_persen", sasaran["kode"])
    before = ""
    if len(rows) > 1 and mean.value is not None:
        before = (
            f"Rata-rata capaian indikator sasaran ini pada tahun {tahun} sebesar "
            f"{tell.percent(mean)}{remark(mean)}."
        )
    return told_each((_capaian(tell, row) for row in rows), before)


def tell_banding(
    indikator: pd.DataFrame, angka: FigureList, sasaran: Row, params: Params, tahun: int
) -> Block:
    """Item 2: realisasi and capaian of every indicator against last year."""
    tell = Teller(angka, params, tahun)
    return told_each(_banding(tell, row) for row in _of(indikator, sasaran))


def tell_kemajuan(
    indikator: pd.DataFrame, angka: FigureList, sasaran: Row, params: Params, tahun: int
) -> Block:
    """Item 3: realisasi of every indicator against the Renstra's end target, and what is left."""
    tell = Teller(angka, params, tahun)
    return told_each(_kemajuan(tell, row) for row in _of(indikator, sasaran))


def tell_standar(
    indikator: pd.DataFrame, angka: FigureList, sasaran: Row, params: Params, tahun: int
) -> Block:
    """Item 4: realisasi of every indicator beside the national standard, or why there is none."""
    tell = Teller(angka, params, tahun)
    rows = _of(indikator, sasaran)
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if not row["standar_nasional"]:
            reasons.setdefault(row["alasan_tanpa_standar"] or "", []).append(
                quoted(row["indikator"])
            )
    compared = (_standar(tell, row) for row in rows if row["standar_nasional"])
    return told_each([*compared, *(_no_standar(why, names) for why, names in reasons.items())])


def _capaian(tell: Teller, row: Row) -> str:
    kode, subject = row["kode"], f"Indikator {named(row)} tahun {tell.tahun}"
    target, realisasi = tell.at("target", kode), tell.at("realisasi", kode)
    capaian = tell.at("capaian_persen", kode)
    known = [
        f"{verb} sebesar {said}"
        for verb, figure, said in (
            ("ditargetkan", target, _target(tell, row, target)),
            ("terealisasi", realisasi, tell.say(realisasi)),
        )
        if figure.value is not None
    ]
    if capaian.value is None:
        why = f"tidak dapat dihitung karena {reason(capaian)}"
        if known:
            return f"{subject} {listing(known)}, tetapi capaiannya {why}."
        return f"Capaian indikator {named(row)} tahun {tell.tahun} {why}."
    note = "" if row["polaritas"] == "rentang" else remark(capaian)
    return (
        f"{subject} {listing(known)}, yakni {_relation(tell, row)}, sehingga capaiannya sebesar "
        f"{tell.percent(capaian)}{note}{tell.predikat(tell.at('predikat_capaian', kode))}."
    )


def _target(tell: Teller, row: Row, target: Figure) -> str:
    if row["polaritas"] != "rentang" or target.value is None:
        return tell.say(target)
    return _range(tell, tell.at("target_bawah", row["kode"]), target)


def _range(tell: Teller, low: Figure, high: Figure) -> str:
    return f"{link(low, printed(low))} sampai dengan {tell.say(high)}"


def _relation(tell: Teller, row: Row) -> str:
    kode = row["kode"]
    if row["polaritas"] != "rentang":
        return tell.gap(tell.at("celah", kode), "target")
    names = ("target_bawah", "realisasi", "target")
    low, value, high = (Decimal(tell.at(name, kode).value or 0) for name in names)
    if low <= value <= high:
        return "di dalam rentang target"
    return f"di {'bawah' if value < low else 'atas'} rentang target"


def _banding(tell: Teller, row: Row) -> str:
    kode, last = row["kode"], tell.tahun - 1
    real, points = tell.at("perubahan_realisasi", kode), tell.at("perubahan_capaian_poin", kode)
    opening = f"Dibandingkan dengan tahun {last}, "
    if real.value is not None and points.value is not None:
        return (
            f"{opening}realisasi indikator {named(row)} {_realisasi(tell, row, real)}"
            f"{joined(real, points)} capaiannya {_capaian_change(tell, kode, points)}."
        )
    if real.value is not None:
        return (
            f"{opening}realisasi indikator {named(row)} {_realisasi(tell, row, real)}; capaiannya "
            f"tidak dapat dibandingkan karena {_lacking(tell, kode, 'capaian')}."
        )
    capaian = "" if points.value is None else f"; capaiannya {_capaian_change(tell, kode, points)}"
    return (
        f"Realisasi indikator {named(row)} tahun {tell.tahun} tidak dapat dibandingkan dengan "
        f"tahun {last} karena {_lacking(tell, kode, 'realisasi')}{capaian}."
    )


def _realisasi(tell: Teller, row: Row, figure: Figure) -> str:
    """Return how realisasi changed; a growth in percent only where the unit is not percent."""
    kode = row["kode"]
    growth = tell.at("perubahan_realisasi_persen", kode)
    moved = direction(figure) in ("naik", "turun")
    in_percent = moved and growth.value is not None and not is_percent_unit(figure.unit)
    share = f" ({tell.say(growth)})" if in_percent else ""
    ends = tell.at("realisasi", kode, tell.tahun - 1), tell.at("realisasi", kode)
    return f"{tell.change(figure)}{share}{_from_to(tell, figure, *ends)}"


def _capaian_change(tell: Teller, kode: str, figure: Figure) -> str:
    ends = tell.at("capaian_lalu_persen", kode, tell.tahun - 1), tell.at("capaian_persen", kode)
    return f"{tell.change(figure)}{_from_to(tell, figure, *ends)}"


def _from_to(tell: Teller, figure: Figure, before: Figure, now: Figure) -> str:
    """Return both ends of a change; one of them where they are, or print, the same."""
    if prints_zero(figure):
        return f" pada {tell.say(now)}"
    if measure(before, "") == measure(now, ""):
        return f" menjadi {tell.say(now)}"
    return f" dari {tell.say(before)} menjadi {tell.say(now)}"


def _lacking(tell: Teller, kode: str, what: str) -> str:
    """Say which end of a comparison is missing."""
    last = "capaian_lalu_persen" if what == "capaian" else "realisasi"
    now = "capaian_persen" if what == "capaian" else "realisasi"
    missing = [
        f"{what} tahun {year}"
        for year, besaran in ((tell.tahun - 1, last), (tell.tahun, now))
        if tell.at(besaran, kode, year).value is None
    ]
    return f"{listing(missing)} tidak tersedia"


def _kemajuan(tell: Teller, row: Row) -> str:
    kode, end = row["kode"], tell.params.renstra.akhir
    of = f"Renstra tahun {end}"
    goal, target = f"target akhir {of}", tell.at("target_akhir", kode, end)
    realisasi, progress = tell.at("realisasi", kode), tell.at("kemajuan_renstra_persen", kode)
    value = progress.value
    if not isinstance(value, Decimal):
        lacking = [
            name
            for name, figure in ((f"realisasi tahun {tell.tahun}", realisasi), (goal, target))
            if figure.value is None
        ]
        why = f"{listing(lacking)} tidak tersedia" if lacking else reason(progress)
        return f"Kemajuan indikator {named(row)} menuju {goal} tidak dapat dihitung karena {why}."
    note = "" if row["polaritas"] == "rentang" else remark(progress)
    grade = f" ({escape(target.note.partition('; ')[2])})" if target.rule else ""
    if row["polaritas"] == "rentang":
        against, aim = f"dibandingkan dengan {goal}", _akhir(tell, kode, target)
    else:
        gap = tell.at("celah_akhir", kode)
        stand = f"{'telah' if value >= 100 else 'masih'}{' berada' if gap.value else ''}"
        against = f"{stand} {tell.gap(gap, 'target akhir')} {of}"
        aim = tell.say(target)
    return (
        f"Realisasi indikator {named(row)} tahun {tell.tahun} sebesar {tell.say(realisasi)} "
        f"{against} sebesar {aim}{grade}, dengan tingkat kemajuan {tell.percent(progress)}{note}."
    )


def _akhir(tell: Teller, kode: str, high: Figure) -> str:
    low = tell.at("target_akhir_bawah", kode, tell.params.renstra.akhir)
    return tell.say(high) if low.value is None else _range(tell, low, high)


def _standar(tell: Teller, row: Row) -> str:
    realisasi = tell.at("realisasi", row["kode"])
    now = (
        f"realisasi tahun {tell.tahun} sebesar {tell.say(realisasi)}"
        if realisasi.value is not None
        else f"realisasi tahun {tell.tahun} belum ada"
    )
    return (
        f"Standar nasional yang dirujuk untuk indikator {named(row)} ialah "
        f"{quoted(row['standar_nasional'])}; {now}."
    )


def _no_standar(why: str, names: list[str]) -> str:
    subject = f"Realisasi indikator {listing(names)} tidak dibandingkan dengan standar nasional"
    if not why:
        return f"{subject}; alasannya belum dinyatakan."
    return f"{subject} dengan alasan {quoted(why.strip().rstrip('.'))}."


def _of(indikator: pd.DataFrame, sasaran: Row) -> list[Row]:
    return records(indikator[indikator["induk"] == sasaran["kode"]])
