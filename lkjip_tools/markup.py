"""Templates of ours: what every one of them is made with."""

from __future__ import annotations

from typing import Any

import jinja2
from markupsafe import Markup, escape


class Templates(jinja2.Environment):
    """Looks a name up in a dict as its key first: nodes and cells are dicts, tens of thousands.

    Jinja asks for an attribute first, and each time it catches the error that there is none.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` as a template writes it."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def lines(text: str | None) -> Markup:
    """Text in HTML, its lines apart."""
    return Markup(str(escape(text or "")).replace("\n", "<br>"))
