"""Whether two folders of executed notebooks say the same, but for times, processes and places."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_PASSING = re.compile(r"ipykernel_\d+|0x[0-9a-f]{6,}")


def differing(left: Path, right: Path) -> list[str]:
    """Names of the notebooks that differ, or that one side lacks."""
    names = sorted({path.relative_to(side) for side in (left, right) for path in _all(side)})
    return [str(name) for name in names if _settled(left / name) != _settled(right / name)]


def _all(folder: Path) -> list[Path]:
    return list(folder.rglob("*.ipynb"))


def _settled(path: Path) -> Any:
    if not path.exists():
        return None
    notebook = json.loads(_PASSING.sub("*", path.read_text("utf-8")))
    notebook["metadata"].pop("papermill", None)
    for cell in notebook["cells"]:
        for key in ("papermill", "execution"):  # when it ran
            cell["metadata"].pop(key, None)
        if "injected-parameters" in cell["metadata"].get("tags", []):
            cell["id"] = ""
    return notebook
