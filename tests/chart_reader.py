"""Reads a chart's SVG as a program would: which mark is which figure, and where it stands."""

import re
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from lkjip_tools.plot.style import text_width

POINT = 25.4 / 72  # millimetres
_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WIDE = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class Mark:
    """What shows a figure: its id, exact value (empty if it has none), text, ends, hatching."""

    id: str
    value: str
    text: str
    left: float
    right: float
    hatched: bool


@dataclass(frozen=True)
class Words:
    """One line of text: its size in points, and its box in millimetres."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Words") -> bool:
        """Whether the two overlap by more than a hair."""
        apart = 0.15
        return (
            self.left + apart < other.right
            and other.left + apart < self.right
            and self.top + apart < other.bottom
            and other.top + apart < self.bottom
        )


class Chart:
    """A chart block, opened."""

    def __init__(self, block):
        self.block = block
        self.svg = etree.fromstring(block["svg"].encode())

    @property
    def size(self):
        """Width and height in millimetres."""
        return tuple(float(self.svg.get(name)[:-2]) * POINT for name in ("width", "height"))

    @property
    def words(self):
        """Every line of text."""
        return [_words(item) for item in self.svg.iter(f"{_SVG}text")]

    @property
    def texts(self):
        """The same as plain text."""
        return [item.text for item in self.words]

    def marks(self, id=None):
        """What shows figures, or one figure."""
        found = [_mark(group) for group in self.svg.iter(f"{_SVG}g") if group.get("data-angka")]
        return [mark for mark in found if id is None or mark.id == id]

    def drawn(self, id):
        """The one mark of a figure that is no text, or none."""
        found = [mark for mark in self.marks(id) if not mark.text]
        assert len(found) <= 1, f"{id} is drawn {len(found)} times"
        return found[0] if found else None

    def written(self, id):
        """What is written for a figure."""
        return [mark.text for mark in self.marks(id) if mark.text]

    def strokes(self, colour):
        """How many points each unbroken line of a colour has."""
        style = f"fill: none; stroke: {colour}; stroke-width: 1.8"
        paths = [path for path in self.svg.iter(f"{_SVG}path") if style in path.get("style", "")]
        return [len(re.findall("[ML]", path.get("d"))) for path in paths]


def _mark(group):
    xs = [x for path in group.iter(f"{_SVG}path") for x in _xs(path.get("d"), path)]
    xs += [float(use.get("x")) for use in group.iter(f"{_SVG}use")]
    style = " ".join(item.get("style") or "" for item in group.iter(f"{_SVG}path", f"{_SVG}use"))
    return Mark(
        group.get("data-angka"),
        group.get("data-nilai"),
        "".join(group.itertext()).strip(),
        min(xs, default=0) * POINT,
        max(xs, default=0) * POINT,
        "fill: url(#" in style,
    )


def _xs(path, item):
    if item.getparent().tag == f"{_SVG}defs":  # the form of a marker
        return []
    return [float(x) for x in _NUMBER.findall(path)[::2]]


def _words(item):
    style = item.get("style")
    size = float(re.search(r"font-size: ([\d.]+)px", style)[1])
    anchor = _WIDE[re.search(r"text-anchor: (\w+)", style)[1]]
    bold = "font-weight: 700" in style
    wide = text_width(item.text, size, bold=bold)
    x, y = float(item.get("x")) * POINT, float(item.get("y")) * POINT
    left = x - anchor * wide
    return Words(item.text, size, left, y - size * POINT * 0.72, left + wide, y)


def number(text):
    """A printed number as `Decimal`; anything else is `None`."""
    plain = text.removesuffix("%").replace("−", "-").replace(".", "").replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None
