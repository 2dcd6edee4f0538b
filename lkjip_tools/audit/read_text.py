"""Read a report that is plain text or Markdown."""

from __future__ import annotations

from lkjip_tools.audit.lines import blocks_of
from lkjip_tools.audit.model import Document
from lkjip_tools.audit.tame import tame

FORM_FEED = "\f"


def read_text(name: str, data: str) -> Document:
    """Read text; a form feed begins a page, and without any there are no pages."""
    paged = FORM_FEED in data
    lines = []
    number = 0
    for page, part in enumerate(data.split(FORM_FEED), start=1):
        for text in tame(part).split("\n"):
            number += 1
            lines.append((page if paged else 0, number, text.rstrip("\r")))
    return Document(name, [(page, text) for page, _, text in lines], list(blocks_of(lines)))
