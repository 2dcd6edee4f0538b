"""The charts as a widget: Plotly and a page of script of our own, both from this installation."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

_OWN = files("lkjip_tools.workbench") / "static"
_PLOTLY = files("plotly") / "package_data" / "plotly.min.js"


@cache
def plotly_script() -> str:
    """Return Plotly, which gives itself to the page as `Plotly`."""
    return _PLOTLY.read_text("utf-8")


@cache
def board_script() -> str:
    """Return `render`, which draws charts and wants Plotly before it."""
    return (_OWN / "board.js").read_text("utf-8")


@cache
def style() -> str:
    """Return the look of the explorer."""
    return (_OWN / "board.css").read_text("utf-8")


class Board(anywidget.AnyWidget):
    """The charts.

    Attributes:
        views: What `View.to_json` returns, one after another.
        answer: `view` and `html`: the explanation shown below the chart that was clicked.
        asked: What was clicked: `view`, `id`, `instansi`, `tahun`.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    views: traitlets.List[Any] = traitlets.List().tag(sync=True)
    answer: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    asked: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: object) -> None:
        code = f"{plotly_script()}\n{board_script()}\nexport default {{ render }};\n"
        super().__init__(_esm=code, _css=style(), **traits)
