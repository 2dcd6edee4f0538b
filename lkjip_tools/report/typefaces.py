"""The typefaces of the report, for typst."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import typst


@cache
def typst_fonts() -> typst.Fonts:
    """Ours alone: what a machine has installed must not change a report."""
    folder = Path(str(files("lkjip_tools.report"))) / "fonts"
    return typst.Fonts(
        font_paths=[folder], include_system_fonts=False, include_embedded_fonts=False
    )
