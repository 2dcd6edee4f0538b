"""The agency's own words: one Markdown file per section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lkjip_tools.root import data_folder, find_root, relative

_COMMENT = re.compile(r"\A<!--.*?-->\s*", re.DOTALL)


@dataclass(frozen=True)
class Narasi:
    """One section's text.

    Attributes:
        path: The file, from the project's folder.
        text: Markdown, figure references unresolved; `None` when the file does not exist.
        first_line: Line of the file on which `text` begins.
    """

    path: str
    text: str | None
    first_line: int = 1

    @property
    def paragraphs(self) -> list[str]:
        """The text, paragraph by paragraph."""
        return [part.strip() for part in (self.text or "").split("\n\n") if part.strip()]


def read_narasi(name: str, instansi: str, tahun: int, root: Path | None = None) -> Narasi:
    """Read `narasi/<name>.md`; a missing file is a gap to be shown, not an error."""
    root = root or find_root()
    path = data_folder(root, instansi, tahun) / "narasi" / f"{name}.md"
    shown = relative(path, root)
    if not path.is_file():
        return Narasi(shown, None)
    text = path.read_text("utf-8")
    comment = _COMMENT.match(text)
    start = comment.end() if comment else 0
    return Narasi(shown, text[start:].rstrip(), text.count("\n", 0, start) + 1)
