"""Text as Markdown that says just that text."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_\[\]<>#~!$|]|&(?=[#\w])")
_OPENING = re.compile(r"^[ \t]*(?:(?P<sign>[-+=])|(?P<number>\d{1,9})(?=[.)]))", re.MULTILINE)


def escape(text: str) -> str:
    """Return text on one line in which nothing is markup, unless it opens a paragraph."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.splitlines()))


def escape_start(markdown: str) -> str:
    """Keep the lines of a paragraph from opening a list or underlining a heading."""
    return _OPENING.sub(
        lambda found: f"\\{found['sign']}" if found["sign"] else f"{found['number']}\\", markdown
    )
