"""Figures as text, one JSON object a line: in `angka.jsonl`, and in what a cell shows.

A chapter shows thousands of figures. As one text they are encoded once and pass through the
notebook untouched, their keys in order; as nested JSON each of them would be walked, copied and
indented by every program on the way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

MIME_FIGURES = "text/vnd.lkjip.figures+jsonl"


def join_figures(lines: Iterable[str]) -> str:
    """Return lines as the text that `read_figures` reads."""
    return "\n".join(lines)


def read_figures(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Return the figures of such texts; a line that is repeated, once.

    Raises:
        ValueError: A line is no JSON.
    """
    lines = dict.fromkeys(line for text in texts for line in text.split("\n") if line)
    return [json.loads(line) for line in lines]
