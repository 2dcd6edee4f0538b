"""Drawings for Plotly, as plain data. Exact values become floats here and nowhere else.

What a colour says is said by a pattern, a dash or the form of a marker too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import pandas as pd

from lkjip_tools.number import format_number
from lkjip_tools.plot.style import FIRST, HAIR, INK, MISSED, MISSED_EDGE, SECOND, SOFT
from lkjip_tools.records import Row, records
from lkjip_tools.value import UNCOMPUTED, Value
from lkjip_tools.workbench.data import Selection
from lkjip_tools.workbench.frames import JUMLAH, KINERJA, PENUH, REALISASI, RENSTRA, TARGET
from lkjip_tools.workbench.rows import measure

CHART = dict[str, Any]
_FONT = {"family": "LKjIP Sans, Liberation Sans, Arial, sans-serif", "size": 13, "color": INK}
_ROW, _MOST, _LETTERS, _PLACES = 30, 40, 46, 2
_AXIS = {"gridcolor": HAIR, "zerolinecolor": HAIR, "linecolor": SOFT, "automargin": True}
_COLUMNS = 3
_ROOM = 1.25  # beyond the longest bar, for the text at its end


def bars(frame: pd.DataFrame, chosen: Selection) -> CHART:
    """Draw one bar a row, the widest gap on top."""
    _, kind = measure(chosen)
    rows, whose = records(frame.head(_MOST))[::-1], _whose(frame)
    missed = [row["nilai"] is not None and row["nilai"] < kind.penuh for row in rows]
    texts = [" · ".join(t for t in (_printed(row["nilai"]), row["predikat"]) if t) for row in rows]
    bar: CHART = {
        "type": "bar",
        "orientation": "h",
        "x": [_float(row["nilai"]) or 0 for row in rows],
        "y": [_name(row, whose) for row in rows],
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": _ids(rows),
        "hovertemplate": "%{y}<br>%{text}<extra></extra>",
        "marker": {
            "color": [MISSED if short else FIRST for short in missed],
            "line": {"color": [MISSED_EDGE if short else FIRST for short in missed], "width": 1},
            "pattern": {
                "shape": ["/" if short else "" for short in missed],
                "fgcolor": MISSED_EDGE,
            },
        },
    }
    shapes = [_line(x=kind.penuh)] if rows else []
    layout = _layout(120 + _ROW * len(rows), shapes=shapes, showlegend=False)
    layout["xaxis"]["title"] = {"text": f"{kind.label} ({'persen' if kind.penuh else 'poin'})"}
    ends = [0, kind.penuh, *bar["x"]]
    layout["xaxis"]["range"] = [min(ends) * _ROOM, max(ends) * _ROOM]
    layout["yaxis"] |= {"type": "category", "gridcolor": "rgba(0,0,0,0)"}
    return _chart([bar] if rows else [], layout)


def paths(frame: pd.DataFrame, chosen: Selection) -> CHART:
    """Draw a small chart per indicator, each on the scale of its own unit."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in records(frame):
        found.setdefault((row["instansi"], row["kode"]), []).append(row)
    groups = [sorted(group, key=lambda row: row["tahun"]) for group in found.values()][:_MOST]
    traces: list[CHART] = []
    whose = [key for key in _whose(frame) if key != "tahun"]  # here the years are the axis
    lines = -(-len(groups) // _COLUMNS)
    layout = _layout(110 + 210 * lines, margin={"l": 50, "r": 20, "t": 80, "b": 40})
    layout["legend"] = {"orientation": "h", "y": 1, "yanchor": "top", "yref": "container"}
    layout |= {"grid": {"rows": lines, "columns": _COLUMNS, "pattern": "independent",
                        "xgap": 0.18, "ygap": 0.42}, "annotations": []}  # fmt: skip
    for place, group in enumerate(groups, start=1):
        axis = "" if place == 1 else str(place)
        for series, look in _SERIES.items():
            rows = [row for row in group if row["deret"] == series]
            traces.append(
                {"type": "scatter", "name": series, "legendgroup": series,
                 "showlegend": place == 1, "xaxis": f"x{axis}", "yaxis": f"y{axis}",
                 "x": [row["tahun"] for row in rows], "y": [_float(row["nilai"]) for row in rows],
                 "customdata": _ids(rows), "text": [_printed(row["nilai"]) for row in rows],
                 "hovertemplate": f"{series} %{{x}}: %{{text}}<extra></extra>"} | look
            )  # fmt: skip
        layout[f"xaxis{axis}"] = _AXIS | {"dtick": 1, "tickformat": "d"}
        layout[f"yaxis{axis}"] = _AXIS | {"title": {"text": group[0]["satuan"]}}
        title = _short(_name(group[0], whose), 38)
        layout["annotations"].append(
            {"text": title, "showarrow": False, "x": 0, "y": 1.02, "xanchor": "left",
             "yanchor": "bottom", "xref": f"x{axis} domain", "yref": f"y{axis} domain",
             "font": {"size": 12}}
        )  # fmt: skip
    return _chart(traces, layout)


_SERIES: dict[str, CHART] = {
    RENSTRA: {"mode": "lines+markers", "line": {"color": SOFT, "dash": "dot"},
              "marker": {"symbol": "line-ns-open", "size": 7, "color": SOFT}},
    TARGET: {"mode": "markers", "marker": {"symbol": "diamond-open", "size": 12,
             "color": SECOND, "line": {"width": 2}}},
    REALISASI: {"mode": "lines+markers", "line": {"color": FIRST},
                "marker": {"size": 9, "color": FIRST}},
}  # fmt: skip


def quadrants(frame: pd.DataFrame, chosen: Selection) -> CHART:
    """Draw capaian against serapan, and the four quarters between 100 percent and the median."""
    rows = [row for row in records(frame) if None not in (row["capaian_persen"],
                                                          row["serapan_persen"])]  # fmt: skip
    whose = _whose(frame)
    x, y = ([_float(row[name]) for row in rows] for name in ("serapan_persen", "capaian_persen"))
    texts = [f"{_name(row, whose, 80)}<br>capaian {_printed(row['capaian_persen'])}, "
             f"serapan {_printed(row['serapan_persen'])}" for row in rows]  # fmt: skip
    missed = [row["capaian_persen"] < 100 for row in rows]
    points = {
        "type": "scatter", "mode": "markers+text", "x": x, "y": y, "customdata": _ids(rows),
        "text": [row["kode"] for row in rows], "textposition": _sides(x), "hovertext": texts,
        "hovertemplate": "%{hovertext}<extra></extra>", "cliponaxis": False,
        "marker": {"size": 13, "color": [SECOND if short else FIRST for short in missed],
                   "symbol": ["x" if short else "circle" for short in missed]},
    }  # fmt: skip
    shapes = [_line(y=100), _line(x=median(x))] if rows else []
    layout = _layout(460, shapes=shapes, showlegend=False)
    layout["xaxis"]["title"] = {"text": "Serapan (persen)"}
    layout["yaxis"]["title"] = {"text": "Capaian (persen)"}
    layout["annotations"] = [_corner("hasil tanpa belanja", 0, 1),
                             _corner("belanja tanpa hasil", 1, 0)]  # fmt: skip
    return _chart([points] if rows else [], layout)


def _sides(x: Sequence[float]) -> list[str]:
    """Put the texts of neighbours above and below by turns, so that they do not meet."""
    order = sorted(range(len(x)), key=lambda place: x[place])
    turn = {place: number % 2 for number, place in enumerate(order)}
    return ["bottom center" if turn[place] else "top center" for place in range(len(x))]


def waterfall(frame: pd.DataFrame, chosen: Selection) -> CHART:
    """Draw what adds up to the mean, agency by agency."""
    rows, whose = records(frame.head(_MOST)), _whose(frame)
    end = [row["kode"] == JUMLAH for row in rows]
    fall = {
        "type": "waterfall",
        "base": float(PENUH),
        "x": [_name(row, whose, 24, short=True) for row in rows],
        "y": [_float(row["sumbangan_poin"]) or 0 for row in rows],
        "measure": ["total" if last else "relative" for last in end],
        "text": [
            _printed(row["nilai"] if last else row["sumbangan_poin"])
            for row, last in zip(rows, end, strict=True)
        ],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": _ids(rows),
        "hovertext": [f"{row['uraian']}: {_printed(row['nilai'])}" for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "increasing": {"marker": {"color": FIRST}},
        "decreasing": {"marker": {"color": SECOND}},
        "totals": {"marker": {"color": SOFT}},
        "connector": {"line": {"color": SOFT, "width": 1}},
    }
    layout = _layout(420, shapes=[_line(y=100)], showlegend=False)
    layout["yaxis"]["title"] = {"text": "Rata-rata capaian (persen)"}
    layout["xaxis"] |= {"type": "category"}
    return _chart([fall] if rows else [], layout)


def lines(frame: pd.DataFrame, chosen: Selection) -> CHART:
    """Draw performance and spending through the year; a chosen quarter is ringed."""
    traces = []
    for (agency, tahun, series), group in frame.groupby(["instansi", "tahun", "deret"], sort=False):
        rows = records(group)
        work = series == KINERJA
        traces.append(
            {"type": "scatter", "mode": "lines+markers", "name": f"{series} {agency} {tahun}",
             "x": [row["triwulan"] for row in rows], "y": [_float(row["nilai"]) for row in rows],
             "text": [_printed(row["nilai"]) for row in rows], "customdata": _ids(rows),
             "hovertemplate": f"{series} {tahun} %{{x}}: %{{text}}<extra></extra>",
             "line": {"color": FIRST if work else SECOND, "dash": "solid" if work else "dash"},
             "marker": {"symbol": "circle" if work else "square",
                        "size": [14 if row["triwulan"] == chosen.triwulan else 9 for row in rows]}}
        )  # fmt: skip
    layout = _layout(380, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"})
    layout["yaxis"] |= {"title": {"text": "Persen setahun"}, "rangemode": "tozero"}
    return _chart(traces, layout)


def _chart(traces: list[CHART], layout: CHART) -> CHART:
    if not traces:
        note = {"text": "Tidak ada data untuk pilihan ini.", "showarrow": False,
                "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}  # fmt: skip
        layout = _layout(120, annotations=[note], xaxis={"visible": False},
                         yaxis={"visible": False})  # fmt: skip
    return {"data": traces, "layout": layout}


def _layout(height: int, **more: Any) -> CHART:
    return {
        "height": height,
        "font": _FONT,
        "separators": ",.",
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "hovermode": "closest",
        "clickmode": "event",
        "margin": {"l": 60, "r": 30, "t": 30, "b": 50},
        "xaxis": dict(_AXIS),
        "yaxis": dict(_AXIS),
        **more,
    }


def _line(x: float | None = None, y: float | None = None) -> CHART:
    across = {"x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "yref": "y"}
    upright = {"y0": 0, "y1": 1, "yref": "paper", "x0": x, "x1": x, "xref": "x"}
    chosen = across if x is None else upright
    return {"type": "line", "line": {"color": SOFT, "width": 1, "dash": "dash"}} | chosen


def _corner(text: str, x: int, y: int) -> CHART:
    return {"text": text, "showarrow": False, "xref": "paper", "yref": "paper", "x": x, "y": y,
            "xanchor": "right" if x else "left", "yanchor": "top" if y else "bottom",
            "font": {"color": SOFT, "size": 12}}  # fmt: skip


def _whose(frame: pd.DataFrame) -> list[str]:
    """Return what tells rows apart besides their code: the agency, the year, both or neither."""
    return [key for key in ("instansi", "tahun") if frame[key].nunique() > 1]


def _name(row: Row, whose: Sequence[str], length: int = _LETTERS, *, short: bool = False) -> str:
    """Name a row, with its agency and year where several are shown."""
    told = " ".join(str(row[key]) for key in whose)
    what = row["kode"] if short else f"{row['kode']} {row['uraian']}"
    return _short(f"{what} ({told})" if told else what, length)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _ids(rows: Sequence[Mapping[str, Any]]) -> list[list[object]]:
    """What a click needs: the figure and whose it is."""
    return [[row["id"], row["instansi"], row.get("laporan", row["tahun"])] for row in rows]


def _float(value: Value) -> Any:
    return None if value is None or isinstance(value, str) else float(value)


def _printed(value: Value) -> str:
    if value is None or isinstance(value, str):
        return value or UNCOMPUTED
    return format_number(value, _PLACES)
