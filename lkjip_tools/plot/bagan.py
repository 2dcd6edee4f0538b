"""The organisation as a chart: the head on top, branches left and right of a trunk.

Below each branch its offices hang one under the other, so that the chart is narrow enough to be
read on a phone, and grows downwards. What would not fit on a page goes on in a chart of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch
from matplotlib.textpath import TextPath

from lkjip_tools.block import Block, chart, gap
from lkjip_tools.records import records

DARK, LIGHT, LINE = "#1b3a57", "#dfe6ec", "#5a6470"
# millimetres
_WIDTH, _COLUMN, _HEAD = 120.0, 56.0, 76.0
_INDENT, _NARROWEST = 5.0, 34.0
_PADDING, _BETWEEN, _BRANCH = 1.7, 2.6, 5.0
_LIMIT = 190.0  # of the branches, so that the chart and its caption share a page
_MM = 1 / 25.4
_SIZE, _SMALL = 8.5, 7.5  # points
_LINE = 1.28 * _SIZE / 72 / _MM
_FONTS = Path(str(files("lkjip_tools") / "report" / "fonts"))
_DASHES = {"struktural": "-", "fungsional": (0, (4, 2)), "kelompok": (0, (1, 1.5))}
_NAMES = {
    "struktural": "jabatan struktural",
    "fungsional": "jabatan fungsional",
    "kelompok": "kelompok jabatan",
}


@dataclass(eq=False)
class _Office:
    title: str
    kind: str
    note: str = ""  # the official's name, or where the chart goes on
    below: list[_Office] = field(default_factory=list)


@dataclass(frozen=True)
class _Box:
    office: _Office
    left: float
    top: float
    width: float
    depth: int

    @property
    def lines(self) -> list[str]:
        return _wrapped(self.office.title, self.width - 2 * _PADDING, self.depth < 2)

    @property
    def notes(self) -> list[str]:
        return _wrapped(self.office.note, self.width - 2 * _PADDING, False)

    @property
    def height(self) -> float:
        return 2 * _PADDING + _LINE * (len(self.lines) + len(self.notes))

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def plot_bagan(organisasi: pd.DataFrame, dokumen: pd.DataFrame, nama: str) -> list[Block]:
    """Draw who is under whom.

    Args:
        organisasi: Table `organisasi`.
        dokumen: Table `dokumen`, for the names of the sources.
        nama: The agency.

    Returns:
        One chart; several where one would be taller than a page. Offices whose superiors lead to
        no head are named in a gap instead, and so is a table without rows.
    """
    heads, lost = _trees(organisasi)
    if not heads:
        return [gap(f"Belum diisi: bagan susunan organisasi {nama}")]
    names = dict(zip(dokumen["kode"], dokumen["nama"], strict=True))
    cited = dict.fromkeys(names.get(kode, kode) for kode in organisasi["dokumen"] if kode)
    source = f"Sumber: {'; '.join(cited)}." if cited else ""
    blocks: list[Block] = []
    waiting = [(head, f"Bagan Susunan Organisasi {nama}") for head in heads]
    while waiting:
        head, title = waiting.pop(0)
        tall = [branch for branch in head.below if _height(branch) > _LIMIT]
        waiting += [(branch, f"Bagan Susunan di Bawah {branch.title}") for branch in tall]
        branches = [
            _Office(it.title, it.kind, "lihat bagan tersendiri") if it in tall else it
            for it in head.below
        ]
        for number, group in enumerate(_groups(branches)):
            key = f"bagan-organisasi-{len(blocks) + 1}" if blocks else "bagan-organisasi"
            shown = title if number == 0 else f"{title} (lanjutan)"
            blocks.append(
                _chart(key, shown, _Office(head.title, head.kind, head.note, group), source)
            )
    if lost:
        blocks.append(gap(f"Jabatan tanpa jalur ke pimpinan: {'; '.join(lost)}."))
    return blocks


def _trees(organisasi: pd.DataFrame) -> tuple[list[_Office], list[str]]:
    """Return the heads with all below them, and the titles of offices that no head leads to."""
    rows = {row["kode"]: row for row in reversed(records(organisasi))}
    offices = {
        kode: _Office(row["jabatan"], row["jenis"], row["nama"] or "")
        for kode, row in reversed(rows.items())
    }
    heads: list[_Office] = []
    for kode, office in offices.items():
        above = offices.get(rows[kode]["induk"])
        (above.below if above else heads).append(office)
    reached = {id(office) for head in heads for office in _all(head)}
    return heads, [office.title for office in offices.values() if id(office) not in reached]


def _all(office: _Office) -> Iterator[_Office]:
    yield office
    for child in office.below:
        yield from _all(child)


def _groups(branches: list[_Office]) -> list[list[_Office]]:
    """Share branches out over charts of two columns each."""
    groups: list[list[_Office]] = [[]]
    columns = [0.0, 0.0]
    for branch in branches:
        if groups[-1] and min(columns) + _height(branch) > _LIMIT:
            groups.append([])
            columns = [0.0, 0.0]
        columns[columns.index(min(columns))] += _height(branch) + _BRANCH
        groups[-1].append(branch)
    return groups


def _height(branch: _Office) -> float:
    boxes = _hang(branch, 0, 0)
    return boxes[-1].bottom


def _hang(office: _Office, left: float, top: float, depth: int = 1) -> list[_Box]:
    """Return the boxes of an office and of all below it, one under the other."""
    shift = min(_INDENT * (depth - 1), _COLUMN - _NARROWEST)
    boxes = [_Box(office, left + shift, top, _COLUMN - shift, depth)]
    for child in office.below:
        boxes += _hang(child, left, boxes[-1].bottom + _BETWEEN, depth + 1)
    return boxes


def _chart(key: str, title: str, head: _Office, source: str) -> Block:
    top = _Box(head, (_WIDTH - _HEAD) / 2, 0.5, _HEAD, 0)
    places = [0.0, _WIDTH - _COLUMN] if len(head.below) > 1 else [(_WIDTH - _COLUMN) / 2]
    ends = [top.bottom + _BRANCH] * len(places)
    branches: list[list[_Box]] = []
    for office in head.below:
        at = ends.index(min(ends))
        branches.append(_hang(office, places[at], ends[at]))
        ends[at] = branches[-1][-1].bottom + _BRANCH
    boxes = [top, *(box for branch in branches for box in branch)]
    kinds = [kind for kind in _NAMES if any(box.office.kind == kind for box in boxes[1:])]
    height = max(box.bottom for box in boxes) + (_BRANCH + _LINE if len(kinds) > 1 else 0.5)
    drawing = Drawing(figsize=(_WIDTH * _MM, height * _MM))
    axes = drawing.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, _WIDTH)
    axes.set_ylim(height, 0)
    if branches:
        _line(axes, [(_WIDTH / 2, top.bottom), (_WIDTH / 2, max(it[0].middle for it in branches))])
    for branch in branches:
        edge = branch[0].left + (_COLUMN if branch[0].left < _WIDTH / 2 else 0)
        _line(axes, [(_WIDTH / 2, branch[0].middle), (edge, branch[0].middle)])
        _elbows(axes, branch)
    for box in boxes:
        _draw(axes, box)
    if len(kinds) > 1:
        _legend(axes, kinds, height - _LINE / 2 - 0.5)
    return chart(key, title, _svg(drawing, key), _spoken(head), width_mm=_WIDTH, source=source)


def _elbows(axes: Axes, boxes: Sequence[_Box]) -> None:
    """Draw a line from every box to the one that it hangs under."""
    above: list[_Box] = []
    for box in boxes:
        above = above[: box.depth - 1]
        if above:
            x = above[-1].left + _INDENT / 2
            _line(axes, [(x, above[-1].bottom), (x, box.middle), (box.left, box.middle)])
        above.append(box)


def _line(axes: Axes, points: Sequence[tuple[float, float]]) -> None:
    axes.plot(*zip(*points, strict=True), color=LINE, linewidth=0.9, zorder=1)


def _draw(axes: Axes, box: _Box) -> None:
    _frame(axes, box.left, box.top, box.width, box.height, box.office.kind, box.depth)
    ink, middle = ("white" if box.depth == 0 else "black"), box.left + box.width / 2
    lines = [(text, _SIZE, box.depth < 2) for text in box.lines]
    lines += [(text, _SMALL, False) for text in box.notes]
    for place, (text, size, strong) in enumerate(lines):
        y = box.top + _PADDING + _LINE * (place + 0.5)
        axes.text(
            middle, y, text, color=ink, ha="center", va="center_baseline",
            fontproperties=_font(size, strong),
        )  # fmt: skip


def _frame(
    axes: Axes, left: float, top: float, width: float, height: float, kind: str, depth: int
) -> None:
    fill = {0: DARK, 1: LIGHT}.get(depth, "white") if kind == "struktural" else "white"
    axes.add_patch(
        FancyBboxPatch(
            (left + 0.3, top),
            width - 0.6,
            height,
            boxstyle="round,pad=0,rounding_size=0.8",
            facecolor=DARK if depth == 0 else fill,
            edgecolor=DARK,
            linewidth=0.9,
            zorder=2,
            linestyle=_DASHES[kind],
        )
    )


def _legend(axes: Axes, kinds: Sequence[str], y: float) -> None:
    left = 0.0
    for kind in kinds:
        text = _NAMES[kind]
        _frame(axes, left, y - 1.5, 7, 3, kind, 2)
        axes.text(left + 8.5, y, text, va="center_baseline", fontproperties=_font(_SMALL, False))
        left += 8.5 + _measure(text, False) * _SMALL / _SIZE + 5


def _spoken(head: _Office) -> str:
    """Say who is above whom, level by level."""
    sentences, level = [], [head]
    while level:
        for office in level:
            if office.below:
                names = "; ".join(child.title for child in office.below)
                sentences.append(f"{office.title} membawahi: {names}.")
        level = [child for office in level for child in office.below]
    count = sum(1 for _ in _all(head))
    return " ".join([f"Bagan organisasi dengan {count} kotak jabatan.", *sentences])


def _wrapped(text: str, width: float, strong: bool) -> list[str]:
    """Break a text into lines that are no wider than `width` millimetres."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _measure(joined, strong) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


@cache
def _measure(text: str, strong: bool) -> float:
    return float(TextPath((0, 0), text, prop=_font(_SIZE, strong)).get_extents().width) / 72 / _MM


@cache
def _font(size: float, strong: bool) -> FontProperties:
    face = "Bold" if strong else "Regular"
    return FontProperties(fname=_FONTS / f"LKjIPSans-{face}.ttf", size=size)


def _svg(drawing: Drawing, key: str) -> str:
    target = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": key, "svg.fonttype": "path"}):
        drawing.savefig(target, format="svg", transparent=True, metadata={"Date": None})
    text = target.getvalue()
    return text[text.index("<svg") :]
