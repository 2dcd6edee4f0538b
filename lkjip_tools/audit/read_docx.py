"""Read a report that is a Word document, with python-docx."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lkjip_tools.archive import check_archive
from lkjip_tools.audit.assembly import Builder
from lkjip_tools.audit.lines import CAPTION
from lkjip_tools.audit.model import Document
from lkjip_tools.errors import AuditInputError

MOST_COLUMNS = 500


def read_docx(path: Path) -> Document:
    """Read headings, paragraphs and tables in order; pages as Word last laid them out.

    Raises:
        AuditInputError: No Word document, damaged, or larger inside than any report.
    """
    _check_size(path)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        body = docx.Document(str(path)).element.body
    except (
        OpcError,
        LxmlError,
        KeyError,
        ValueError,
        OSError,
        zipfile.BadZipFile,
        AttributeError,
    ) as fault:
        raise AuditInputError(
            f"{path.name}: bukan dokumen Word yang utuh ({type(fault).__name__}); simpan ulang"
        ) from None
    builder = Builder(path.name)
    page = 1
    for element in body.iterchildren():
        kind = _tag(element)
        if kind == "p":
            _paragraph(builder, page, element)
        elif kind == "tbl":
            builder.table(
                page, [list(_row(row)) for row in element.iterchildren() if _tag(row) == "tr"]
            )
        elif kind == "sdt":
            for inner in element.iter():
                if _tag(inner) == "p":
                    _paragraph(builder, page, inner)
        page += _breaks(element)
    document = builder.document()
    if not document.blocks:
        raise AuditInputError(f"{path.name}: tidak ada teks di dalamnya; periksa berkasnya")
    return document


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise AuditInputError(
            f"{path.name}: rusak atau bukan dokumen Word ({type(fault).__name__}); simpan ulang"
        ) from None
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        raise AuditInputError(
            f"{path.name}: bukan dokumen Word (.docx); simpan ulang dengan format itu"
        )
    check_archive(path, AuditInputError)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _paragraph(builder: Builder, page: int, element: Any) -> None:
    text = _text(element)
    style = next((_attribute(e, "val") for e in element.iter() if _tag(e) == "pStyle"), "")
    if (
        text
        and re.match(r"(?:heading|judul|title)", style, re.IGNORECASE)
        and not CAPTION.match(text)
    ):
        builder.heading(page, text)
        return
    for line in text.split("\n"):
        builder.line(page, line)
    builder.line(page, "")


def _text(element: Any) -> str:
    """The text of a paragraph; hidden field codes and deleted text left out."""
    pieces = []
    for part in element.iter():
        kind = _tag(part)
        if kind == "t":
            pieces.append(part.text or "")
        elif kind == "tab":
            pieces.append(" " if _tag(part.getparent()) == "r" else "")
        elif kind in ("br", "cr") and _attribute(part, "type") != "page":
            pieces.append("\n")
        elif kind == "noBreakHyphen":
            pieces.append("-")
    return "".join(pieces).strip()


def _row(row: Any) -> Iterator[str]:
    """Cells of a row; one that spans columns is followed by blanks, a continued one is blank."""
    columns = 0
    for cell in row.iterchildren():
        if _tag(cell) != "tc":
            continue
        span, goes_on = 1, False
        for element in cell.iter():
            if _tag(element) == "gridSpan" and _attribute(element, "val").isdigit():
                span = int(_attribute(element, "val"))
            if _tag(element) == "vMerge":
                goes_on = _attribute(element, "val") != "restart"
        columns += span
        if columns > MOST_COLUMNS:
            return
        paragraphs = [_text(p) for p in cell.iterchildren() if _tag(p) == "p"]
        yield "" if goes_on else " ".join(p.replace("\n", " ") for p in paragraphs if p)
        yield from [""] * (span - 1)


def _breaks(element: Any) -> int:
    return sum(
        _tag(e) == "lastRenderedPageBreak" or (_tag(e) == "br" and _attribute(e, "type") == "page")
        for e in element.iter()
    )
