"""What closes a gap: the realisasi a year must end with, and what is left to do of it.

The closed forms of `capaian` and of the aggregation of quarters, solved for the realisasi. They
say what arithmetic asks for, not whether an agency can do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lkjip_tools.errors import InputError

HUNDRED = Decimal(100)
Keadaan = Literal["tercapai", "perlu", "tidak mungkin"]


@dataclass(frozen=True)
class Rentang:
    """Values that will do: from `bawah` up to `atas`, both included; `None` is no bound."""

    bawah: Decimal | None = None
    atas: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether a value will do."""
        low = self.bawah is None or value >= self.bawah
        return low and (self.atas is None or value <= self.atas)


@dataclass(frozen=True)
class Sisa:
    """What the quarters that are left must bring.

    Attributes:
        keadaan: `tercapai`: met already, if the quarters to come stay within `per_triwulan`;
            `perlu`: something must still be done; `tidak mungkin`: whatever they bring, the year
            cannot end within its range.
        per_triwulan: What each quarter that is left must be, if all are alike; for `akhir` the
            last one, for `maks` of a lower bound and `min` of an upper bound at least one of them.
    """

    keadaan: Keadaan
    per_triwulan: Rentang | None


def realisasi_dibutuhkan(
    fungsi: str, target: Decimal, target_bawah: Decimal | None = None, persen: Decimal = HUNDRED
) -> Rentang | None:
    """Return the realisasi that gives a capaian of at least `persen`.

    Args:
        fungsi: The formula of capaian, a key of `calculate.capaian.FORMULAS`.
        target: The target; of a range its upper bound.
        target_bawah: The lower bound of a range.
        persen: The capaian that is wanted; above 0. 100 of a range is the range itself.

    Returns:
        `None` where rules settle it and no formula: a target below zero, or one of zero where
        more is better.

    Raises:
        InputError: A range without its lower bound, or `persen` is not above 0.
    """
    if persen <= 0:
        raise InputError(f"capaian yang diminta harus di atas 0 persen, bukan {persen}")
    lowest = target if target_bawah is None else target_bawah
    if target < 0 or (target == 0 and fungsi in ("capaian_positif", "capaian_rentang")):
        return None
    match fungsi:
        case "capaian_positif":
            return Rentang(bawah=target * persen / 100)
        case "capaian_cermin":
            return Rentang(atas=target * (200 - persen) / 100)
        case "capaian_rasio":
            return Rentang(atas=target * 100 / persen)
        case "capaian_selisih":
            return Rentang(atas=target * (100 - persen) / 100)
        case "capaian_rentang" | "capaian_rentang_cermin" if target_bawah is None:
            raise InputError("indikator berpolaritas rentang tanpa batas bawah: isi target_bawah")
        case "capaian_rentang" | "capaian_rentang_cermin" if persen == HUNDRED:
            return Rentang(lowest, target)
        case "capaian_rentang":  # above the range counts as more, by this formula
            return Rentang(bawah=(lowest if persen < HUNDRED else target) * persen / 100)
        case "capaian_rentang_cermin":
            return Rentang(atas=(target if persen < HUNDRED else lowest) * (200 - persen) / 100)
    raise InputError(f"rumus capaian '{fungsi}' tidak dikenal")


def sisa_triwulan(agregasi: str, terisi: Sequence[Decimal], tersisa: int, tujuan: Rentang) -> Sisa:
    """Return what the quarters that are left must bring for a year to end within a range.

    Args:
        agregasi: `jumlah`, `akhir`, `rata_rata`, `maks` or `min`.
        terisi: The quarters that were reported; a blank one is none of them.
        tersisa: How many will still be reported.
        tujuan: What the year must end with, as `realisasi_dibutuhkan` returns it.

    Raises:
        InputError: The aggregation is not known, or there is no quarter at all.
    """
    if not terisi and not tersisa:
        raise InputError("tidak ada triwulan yang terisi maupun tersisa")
    if agregasi not in _LEFT:
        raise InputError(f"agregasi '{agregasi}' tidak dikenal; pilih: {', '.join(_LEFT)}")
    return _LEFT[agregasi](terisi, tersisa, tujuan)


def langkah_tahunan(
    realisasi: Decimal, target_akhir: Decimal, tahun_tersisa: int
) -> Decimal | None:
    """Return the even yearly step from a realisasi to the end target; `None` in the last year."""
    return (target_akhir - realisasi) / tahun_tersisa if tahun_tersisa > 0 else None


def _sum(done: Sequence[Decimal], left: int, goal: Rentang) -> Sisa:
    total = sum(done, Decimal(0))
    if not left:
        return _over(goal, total)
    each = Rentang(*(None if it is None else (it - total) / left for it in _bounds(goal)))
    return Sisa("tercapai" if goal.holds(total) else "perlu", each)


def _mean(done: Sequence[Decimal], left: int, goal: Rentang) -> Sisa:
    total, count = sum(done, Decimal(0)), len(done) + left
    if not left:
        return _over(goal, total / count)
    each = Rentang(*(None if it is None else (it * count - total) / left for it in _bounds(goal)))
    return Sisa("tercapai" if done and goal.holds(total / len(done)) else "perlu", each)


def _last(done: Sequence[Decimal], left: int, goal: Rentang) -> Sisa:
    if not left:
        return _over(goal, done[-1])
    return Sisa("tercapai" if done and goal.holds(done[-1]) else "perlu", goal)


def _highest(done: Sequence[Decimal], left: int, goal: Rentang) -> Sisa:
    best = max(done, default=None)
    if best is not None and goal.atas is not None and best > goal.atas:
        return Sisa("tidak mungkin", None)
    if best is not None and goal.holds(best):
        return Sisa("tercapai", Rentang(atas=goal.atas) if left else None)
    return Sisa("perlu", goal) if left else Sisa("tidak mungkin", None)


def _lowest(done: Sequence[Decimal], left: int, goal: Rentang) -> Sisa:
    worst = min(done, default=None)
    if worst is not None and goal.bawah is not None and worst < goal.bawah:
        return Sisa("tidak mungkin", None)
    if worst is not None and goal.holds(worst):
        return Sisa("tercapai", Rentang(bawah=goal.bawah) if left else None)
    return Sisa("perlu", goal) if left else Sisa("tidak mungkin", None)


def _over(goal: Rentang, value: Decimal) -> Sisa:
    return Sisa("tercapai" if goal.holds(value) else "tidak mungkin", None)


def _bounds(goal: Rentang) -> tuple[Decimal | None, Decimal | None]:
    return goal.bawah, goal.atas


_LEFT = {"jumlah": _sum, "akhir": _last, "rata_rata": _mean, "maks": _highest, "min": _lowest}
