"""Read a report, whatever its format; nothing in it is run or fetched."""

from __future__ import annotations

from pathlib import Path

from lkjip_tools.archive import read_head
from lkjip_tools.audit.model import Document
from lkjip_tools.audit.read_text import read_text
from lkjip_tools.errors import AuditInputError

LARGEST = 200 * 1024 * 1024
LARGEST_TEXT = 40 * 1024 * 1024
_TEXT = (".txt", ".md", ".markdown", ".text")


def read_document(path: Path) -> Document:
    """Read one report: text, Markdown, PDF or DOCX.

    Raises:
        AuditInputError: It cannot be read; the message says why and what to do.
    """
    head = read_head(path, LARGEST, AuditInputError, "pecah berkasnya")
    suffix = path.suffix.lower()
    if head.startswith(b"%PDF-") or suffix == ".pdf":
        from lkjip_tools.audit.read_pdf import read_pdf

        return read_pdf(path)
    if suffix == ".docx" or head.startswith(b"PK\x03\x04"):
        from lkjip_tools.audit.read_docx import read_docx

        return read_docx(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise AuditInputError(
            f"{path.name}: format Word lama atau terkunci sandi; simpan sebagai .docx atau .pdf"
        )
    if suffix not in _TEXT:
        raise AuditInputError(
            f"{path.name}: format tidak dikenal; yang dapat dibaca: .txt, .md, .pdf, .docx"
        )
    return _read_text(path)


def _read_text(path: Path) -> Document:
    size = path.stat().st_size
    if size > LARGEST_TEXT:
        raise AuditInputError(
            f"{path.name}: teks {size // 2**20} MB, paling besar {LARGEST_TEXT // 2**20} MB"
        )
    data = path.read_bytes()
    if b"\x00" in data[:4096]:
        raise AuditInputError(f"{path.name}: bukan teks; simpan sebagai teks UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    document = read_text(path.name, text)
    if not document.blocks:
        raise AuditInputError(f"{path.name}: tidak ada isinya yang dapat dibaca")
    return document
