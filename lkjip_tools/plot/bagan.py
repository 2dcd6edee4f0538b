"""The organisation as a chart: the head on top, branches left and right of a trunk.

Below each branch its offices hang one under the other, so that the chart grows downwards and keeps
the type of the other charts. What would not fit on a page goes on in a chart of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from lkjip_tools.block import Block, chart, gap
from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.legend import Key, draw_legend, legend_height
from lkjip_tools.plot.style import (
    BAND,
    BODY,
    FIRST,
    INK,
    PAPER,
    SMALL,
    SOFT,
    TALLEST,
    WIDTH,
    line_height,
    wrap,
)
from lkjip_tools.records import records

# millimetres
_COLUMN, _HEAD = 74.0, 90.0
_INDENT, _NARROWEST = 5.0, 40.0
_PADDING, _BETWEEN, _BRANCH = 1.7, 2.6, 5.0
_LIMIT = TALLEST - 30  # of the branches: above them stand the legend and the head
_EDGE = 0.3  # of the sheet, so that no frame is cut
_DASHES = {"struktural": None, "fungsional": (4.0, 2.0), "kelompok": (1.0, 1.5)}
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
    def strong(self) -> bool:
        return self.depth < 2

    @property
    def lines(self) -> list[str]:
        return wrap(self.office.title, self.width - 2 * _PADDING, bold=self.strong)

    @property
    def notes(self) -> list[str]:
        return wrap(self.office.note, self.width - 2 * _PADDING, SMALL)

    @property
    def height(self) -> float:
        text = len(self.lines) * line_height(BODY) + len(self.notes) * line_height(SMALL)
        return 2 * _PADDING + text

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
    kinds = {office.kind for office in _all(head) if office is not head}
    legend = [_key(kind) for kind in _NAMES if kind in kinds] if len(kinds) > 1 else []
    top = _Box(head, (WIDTH - _HEAD) / 2, legend_height(legend) + _EDGE, _HEAD, 0)
    branches = _branches(head, top.bottom + _BRANCH)
    canvas = Canvas(max(branch[-1].bottom for branch in [[top], *branches]) + _EDGE)
    draw_legend(canvas, legend)
    if branches:
        lowest = max(branch[0].middle for branch in branches)
        _draw_line(canvas, [(WIDTH / 2, top.bottom), (WIDTH / 2, lowest)])
    for branch in branches:
        y = branch[0].middle
        _draw_line(canvas, [(WIDTH / 2, y), (branch[0].left + _COLUMN / 2, y)])  # to below the box
        _draw_elbows(canvas, branch)
    for box in [top, *(box for branch in branches for box in branch)]:
        _draw_box(canvas, box)
    return chart(key, title, canvas.svg(key), _spoken(head), width_mm=WIDTH, source=source)


def _branches(head: _Office, top: float) -> list[list[_Box]]:
    """Place every branch in the column that ends higher; a single one in the middle."""
    places = [0.0, WIDTH - _COLUMN] if len(head.below) > 1 else [(WIDTH - _COLUMN) / 2]
    ends = [top] * len(places)
    branches = []
    for office in head.below:
        at = ends.index(min(ends))
        branches.append(_hang(office, places[at], ends[at]))
        ends[at] = branches[-1][-1].bottom + _BRANCH
    return branches


def _draw_elbows(canvas: Canvas, boxes: Sequence[_Box]) -> None:
    """Draw a line from every box to the one that it hangs under."""
    above: list[_Box] = []
    for box in boxes:
        above = above[: box.depth - 1]
        if above:
            x = above[-1].left + _INDENT / 2
            _draw_line(
                canvas, [(x, above[-1].bottom), (x, box.middle), (box.left + _EDGE, box.middle)]
            )
        above.append(box)


def _draw_line(canvas: Canvas, points: Sequence[tuple[float, float]]) -> None:
    canvas.line(points, colour=SOFT, width=0.9)


def _draw_box(canvas: Canvas, box: _Box) -> None:
    left, right = box.left + _EDGE, box.left + box.width - _EDGE
    dashes = _DASHES[box.office.kind] if box.depth else None
    canvas.box(left, box.top, right, box.bottom, fill=_fill(box), edge=FIRST, dashes=dashes)
    colour = INK if box.depth else PAPER
    lines = [(text, BODY, box.strong) for text in box.lines]
    lines += [(text, SMALL, False) for text in box.notes]
    y = box.top + _PADDING
    for text, size, strong in lines:
        middle = y + line_height(size) / 2
        canvas.text(
            (left + right) / 2, middle, text, size=size, anchor="center", colour=colour, bold=strong
        )
        y += line_height(size)


def _fill(box: _Box) -> str:
    if box.depth == 0:
        return FIRST
    return BAND if box.depth == 1 and box.office.kind == "struktural" else PAPER


def _key(kind: str) -> Key:
    def paint(canvas: Canvas, x: float, y: float) -> None:
        left, right = x + _EDGE, x + 7 - _EDGE
        canvas.box(left, y - 1.4, right, y + 1.4, fill=PAPER, edge=FIRST, dashes=_DASHES[kind])

    return Key(_NAMES[kind], paint)


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
