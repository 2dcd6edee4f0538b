"""What cells show to programs: blocks, figures, findings, each under a MIME type of its own.

A block travels as a text, like figures (`figure_lines.py`): one string passes through a notebook
untouched, where nested JSON is walked, copied and indented by every program on the way. Whoever
joins chapters opens the blocks, to write captions into them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MIME_BLOCK_TEXT = "text/vnd.lkjip.block+json"
MIME_BLOCK = "application/vnd.lkjip.block+json"  # opened: one, or a list
MIME_FINDINGS = "application/vnd.lkjip.findings+json"

_encode = json.JSONEncoder(ensure_ascii=False).encode


def one_line(shown: Mapping[str, Any]) -> str:
    """Return a block or a figure as a cell shows it, on one line."""
    return _encode(shown)


def opened(data: Mapping[str, Any]) -> Any:
    """Return what an output has as its block, opened: one, or a list; `None` if it has none.

    Raises:
        ValueError: What stands there is no JSON.
    """
    return json.loads(data[MIME_BLOCK_TEXT]) if MIME_BLOCK_TEXT in data else data.get(MIME_BLOCK)


def blocks_in(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the blocks of an output in order; see `opened`."""
    found = opened(data) or []
    return found if isinstance(found, list) else [found]


def shown_forms(notebooks: Iterable[Any], mime: str) -> Iterator[Any]:
    """Yield what the cells of executed notebooks show in one form, in order."""
    for data in shown_bundles(notebooks):
        if mime in data:
            yield data[mime]


def shown_bundles(notebooks: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every form of each thing that the cells of executed notebooks show, in order."""
    for notebook in notebooks:
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                yield output.get("data", {})
