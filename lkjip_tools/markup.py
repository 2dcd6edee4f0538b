"""Templates of ours: what every one of them is made with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape


class Templates(jinja2.Environment):
    """Looks a name up in a dict as its key first: nodes and cells are dicts, tens of thousands.

    Jinja asks for an attribute first, and each time it catches the error that there is none.
    Compiled templates are kept, which takes as long as a tenth of what is printed from them.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, bytecode_cache=_kept(options))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` as a template writes it."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _kept(options: Mapping[str, Any]) -> jinja2.BytecodeCache | None:
    """Where compiled templates are kept: with the package's compiled modules, if anywhere."""
    folder = Path(__file__).parent / "__pycache__"
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    told = {name: value for name, value in options.items() if name != "loader"}
    made_for = sha256(repr(sorted(told.items())).encode()).hexdigest()[:12]
    return jinja2.FileSystemBytecodeCache(str(folder), f"templat-{made_for}-%s.jinja")


def lines(text: str | None) -> Markup:
    """Text in HTML, its lines apart."""
    return Markup(str(escape(text or "")).replace("\n", "<br>"))
