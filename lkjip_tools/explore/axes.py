"""Charts of the frames that `gaps`, `trend` and `compare` return, on matplotlib axes to go on with.

For looking, not for the report: `plot` draws what is printed. What is missed is hatched as well as
coloured, and axes are named with their unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from lkjip_tools.plot.style import FIRST, HATCH, LINK, MISSED, MISSED_EDGE, SECOND, SOFT
from lkjip_tools.records import Row, records

_WORDS = 48  # letters of a name beside a bar


def plot_gaps(celah: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the capaian of each indicator as a bar, the lowest on top; 100 percent is marked.

    Args:
        celah: As `gaps` returns it.
        ax: Where to draw; new axes when not given.

    >>> import lkjip_tools
    >>> ax = lkjip_tools.plot_gaps(lkjip_tools.gaps("kesbangpol-paser", 2023))
    >>> ax.get_xlabel(), len(ax.patches)
    ('Capaian, persen', 7)
    """
    rows = [row for row in records(celah) if row["capaian_persen"] is not None]
    ax = ax or _new(height=0.35 * len(rows) + 1)
    missed = [row["keadaan"] == "meleset" for row in rows]
    bars = ax.barh(range(len(rows)), _floats(rows, "capaian_persen"), height=0.7, color=FIRST)
    for bar, low in zip(bars, missed, strict=True):
        if low:
            bar.set(facecolor=MISSED, edgecolor=MISSED_EDGE, hatch=HATCH)
    ax.set_yticks(range(len(rows)), [_name(row, celah) for row in rows])
    ax.invert_yaxis()
    ax.axvline(100, color=SOFT, linewidth=1)
    ax.set_xlabel("Capaian, persen")
    return _bare(ax)


def plot_trend(tren: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw one indicator through the years: realisasi, target, and the Renstra's path.

    Args:
        tren: As `trend` returns it for one indicator.
        ax: Where to draw; new axes when not given.

    >>> import lkjip_tools
    >>> ax = lkjip_tools.plot_trend(lkjip_tools.trend("kesbangpol-paser", "IKU-1"))
    >>> [line.get_label() for line in ax.lines]
    ['Target Renstra', 'Target', 'Realisasi']
    """
    ax = ax or _new()
    for column, label, color, marker, line in (
        ("target_renstra", "Target Renstra", LINK, "_", "--"),
        ("target", "Target", SECOND, "s", ":"),
        ("realisasi", "Realisasi", FIRST, "o", "-"),
    ):
        rows = [row for row in records(tren) if row[column] is not None]
        if rows:
            years = [row["tahun"] for row in rows]
            values = _floats(rows, column)
            ax.plot(years, values, label=label, color=color, marker=marker, linestyle=line)
    ax.set_xticks(sorted(set(tren["tahun"])))
    ax.set_xlabel("Tahun")
    if ax.lines:
        ax.legend(frameon=False)
    return _bare(ax)


def plot_quadrants(kuadran: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw each programme's serapan against the mean capaian of the sasaran it supports.

    Args:
        kuadran: Rows of view `v_kuadran`, as `sql` returns them.
        ax: Where to draw; new axes when not given.

    >>> import lkjip_tools
    >>> ax = lkjip_tools.plot_quadrants(lkjip_tools.sql("SELECT * FROM v_kuadran"))
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('Serapan, persen', 'Rata-rata capaian sasaran, persen')
    """
    ax = ax or _new()
    both = ("serapan_persen", "capaian_rata_rata_persen")
    rows = [row for row in records(kuadran) if all(row[name] is not None for name in both)]
    ax.scatter(_floats(rows, both[0]), _floats(rows, both[1]), color=FIRST, zorder=3)
    for row in rows if len(rows) <= 12 else []:
        ax.annotate(row["kode"], (float(row[both[0]]), float(row[both[1]])),
                    textcoords="offset points", xytext=(4, 4), fontsize="small")  # fmt: skip
    for line in (ax.axhline, ax.axvline):
        line(100, color=SOFT, linewidth=1)
    ax.set_xlabel("Serapan, persen")
    ax.set_ylabel("Rata-rata capaian sasaran, persen")
    return _bare(ax)


def plot_distribution(celah: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many indicators have which capaian, in steps of ten percent; exactly 100 apart.

    Args:
        celah: As `gaps` returns it.
        ax: Where to draw; new axes when not given.

    >>> import lkjip_tools
    >>> ax = lkjip_tools.plot_distribution(lkjip_tools.gaps("kesbangpol-paser", 2023))
    >>> [label.get_text() for label in ax.get_xticklabels()][-3:]
    ['= 100', '> 100', '> 150']
    """
    ax = ax or _new()
    values = [row["capaian_persen"] for row in records(celah) if row["capaian_persen"] is not None]
    names = [
        "< 50",
        *(f"{low}–{low + 10}" for low in range(50, 100, 10)),
        "= 100",
        "> 100",
        "> 150",
    ]
    counts = dict.fromkeys(names, 0)
    for value in values:
        counts[_step(value)] += 1
    bars = ax.bar(names, list(counts.values()), color=FIRST)
    ax.bar_label(bars)
    ax.tick_params(axis="x", rotation=45)
    ax.set_xlabel("Capaian, persen")
    ax.set_ylabel("Banyaknya indikator")
    return _bare(ax)


def _step(value: Any) -> str:
    if value >= 100:
        return "= 100" if value == 100 else "> 100" if value <= 150 else "> 150"
    low = int(value // 10) * 10
    return "< 50" if low < 50 else f"{low}–{low + 10}"


def _new(height: float = 4) -> Axes:
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(7, min(height, 12)), layout="constrained")[1]


def _bare(ax: Axes) -> Axes:
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _floats(rows: Sequence[Row], column: str) -> list[float]:
    """Return numbers as a chart takes them: what is drawn is no finer than a screen."""
    return [float(row[column]) for row in rows]


def _name(row: Row, celah: pd.DataFrame) -> str:
    name = str(row["indikator"])
    short = name if len(name) <= _WORDS else f"{name[: _WORDS - 1].rstrip()}…"
    who = f"{row['instansi']} " if celah["instansi"].nunique() > 1 else ""
    return f"{who}{row['kode']} {short}"
