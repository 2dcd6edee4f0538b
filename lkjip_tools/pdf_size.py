"""How much drawing a page of a PDF unfolds to, counted before any of it is drawn."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

MOST_DRAWN = 10 * 1024**2  # a page of text has twenty kilobytes, a map a few megabytes
DEEPEST = 20
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def drawn_bytes(page: Any, most: int) -> int:
    """Return the bytes that are drawn, forms as often as they are called; about `most` at most.

    Args:
        page: A page of pdfminer, which pdfplumber reads with: its `page_obj`.
        most: When to stop counting: forms that call forms may unfold without end.
    """
    from pdfplumber.utils.pdfinternals import resolve

    streams = [resolve(content) for content in page.contents]
    content = b"\n".join(stream.get_data() for stream in streams if hasattr(stream, "get_data"))
    return _unfolded(content, page.resources, most, 0, {})


def _unfolded(content: bytes, resources: Any, most: int, depth: int, known: dict[int, int]) -> int:
    from pdfplumber.utils.pdfinternals import resolve

    total = len(content)
    forms = resolve((resolve(resources) or {}).get("XObject")) or {}
    for name, times in Counter(_DRAWN.findall(content)).items():
        form = resolve(forms.get(name.decode("latin-1")))
        if total > most or not hasattr(form, "get_data"):
            continue
        if str(form.get("Subtype")).strip("/'") != "Form":
            continue
        if depth == DEEPEST:
            return most + 1
        size = known.get(id(form))
        if size is None:
            own = form.get("Resources") or resources
            size = _unfolded(form.get_data(), own, most, depth + 1, known)
            known[id(form)] = size
        total += times * size
    return total
