"""Read a report that is a PDF, with pdfplumber; one page in memory at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lkjip_tools.audit.assembly import Builder
from lkjip_tools.audit.model import Document
from lkjip_tools.audit.pdf_tables import tables_of
from lkjip_tools.errors import AuditInputError
from lkjip_tools.pdf_size import MOST_DRAWN, drawn_bytes

MOST_PAGES, STRETCH = 3_000, 20
MOST_CHARACTERS = 100_000
_LOCKED = "PDFPasswordIncorrect"  # of pdfminer, which pdfplumber reads with
_FOLIO = re.compile(r"\W*(?:hal(?:aman)?\.?\s*)?[ivxlc\d]{1,4}\W*", re.IGNORECASE)
_WIDE = 2.2
_PARAGRAPH = 0.75
_COLUMN = "    "
_FEW = 3

Item = tuple[float, str, Any]


def read_pdf(path: Path) -> Document:
    """Read lines and ruled tables of each page, in order.

    Raises:
        AuditInputError: Damaged, encrypted, only pictures, or too long.
    """
    import pdfplumber

    builder = Builder(path.name)
    pages: list[list[Item]] = []
    try:
        while len(pages) < MOST_PAGES:
            # opened anew for every stretch: what the parser keeps of the pages before is let go
            stretch = list(range(len(pages) + 1, len(pages) + STRETCH + 1))
            with pdfplumber.open(path, pages=stretch) as pdf:
                found = [_close(page) for page in pdf.pages]
            pages += found
            if len(found) < STRETCH:
                break
        else:
            raise AuditInputError(f"lebih dari {MOST_PAGES} halaman; pecah berkasnya")
    except AuditInputError as fault:
        raise AuditInputError(f"{path.name}: {fault}") from None
    except Exception as fault:  # a damaged file fails in the parser in any way it likes
        cause = fault.args[0] if fault.args and isinstance(fault.args[0], Exception) else fault
        if type(cause).__name__ == _LOCKED:
            raise AuditInputError(
                f"{path.name}: terkunci sandi; simpan salinannya tanpa sandi"
            ) from None
        raise AuditInputError(
            f"{path.name}: PDF rusak atau bukan PDF ({type(cause).__name__}); unduh ulang"
        ) from None
    if not any(pages):
        raise AuditInputError(
            f"{path.name}: tidak ada teks di dalamnya, mungkin hasil pindaian; pakai berkas aslinya"
        )
    running = _running(pages)
    for number, items in enumerate(pages, start=1):
        _page(builder, number, items, running)
    return builder.document()


def _close(page: Any) -> list[Item]:
    items = _items(page)
    page.close()
    return items


def _items(page: Any) -> list[Item]:
    """Lines and tables of a page, from the top down."""
    if drawn_bytes(page.page_obj, MOST_DRAWN) > MOST_DRAWN:
        raise AuditInputError(
            f"halaman {page.page_number}: lebih dari {MOST_DRAWN // 1024**2} MB gambar dan tulisan "
            f"setelah dibuka; cetak ulang halaman itu, atau lewati"
        )
    if len(page.chars) > MOST_CHARACTERS:
        raise AuditInputError(
            f"halaman {page.page_number}: terlalu banyak tulisan untuk satu halaman"
        )
    words = page.extract_words()
    tables = tables_of(page, words)
    items: list[Item] = [(box[1], "table", rows) for box, rows in tables]
    words = [w for w in words if not any(_inside(w, box) for box, _ in tables)]
    items += [(top, "line", text) for top, text in _lines(words)]
    items.sort(key=lambda item: item[0])
    return items


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(words: Sequence[dict[str, Any]]) -> list[tuple[float, str]]:
    """Words to lines; wide gaps become columns, and an empty line stands between paragraphs."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (round(w["top"]), w["x0"])):
        if rows and abs(rows[-1][0]["top"] - word["top"]) < (word["bottom"] - word["top"]) / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    out: list[tuple[float, str]] = []
    bottom = None
    for row in rows:
        row.sort(key=lambda w: w["x0"])
        height = row[0]["bottom"] - row[0]["top"]
        if bottom is not None and row[0]["top"] - bottom > height * _PARAGRAPH:
            out.append((row[0]["top"] - 0.01, ""))
        out.append((row[0]["top"], _joined(row, height)))
        bottom = row[0]["bottom"]
    return out


def _joined(row: Sequence[dict[str, Any]], height: float) -> str:
    text, right = "", None
    for word in row:
        if right is not None:
            text += _COLUMN if word["x0"] - right > height * _WIDE else " "
        text += word["text"]
        right = word["x1"]
    return text


def _running(pages: Sequence[Sequence[Item]]) -> set[str]:
    """Headers and footers: the same first or last line, figures aside, on many pages."""
    counts: Counter[str] = Counter()
    for items in pages:
        lines = [_shape(item[2]) for item in items if item[1] == "line" and item[2]]
        counts.update({line for line in (*lines[:2], *lines[-2:]) if line})
    return {line for line, n in counts.items() if n > max(_FEW, len(pages) // 3)}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip()


def _page(builder: Builder, number: int, items: Sequence[Item], running: set[str]) -> None:
    last = len(items) - 1
    for n, (_, kind, content) in enumerate(items):
        edge = n < _FEW or n > last - _FEW
        if kind == "table":
            builder.table(number, content)
        elif not (edge and (_FOLIO.fullmatch(content) or _shape(content) in running)):
            builder.line(number, content)
    builder.line(number, "")
