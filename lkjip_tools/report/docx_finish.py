"""What pandoc leaves open in a Word file: page numbers, fields, properties, fixed bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from lkjip_tools.report.document import Document
from lkjip_tools.report.docx_draft import add_draft

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can say
_COMPAT = (
    '<w:compat {ns}><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
_PAGE = (
    '<w:fldSimple {ns} w:instr=" PAGE "><w:r><w:rPr><w:noProof/></w:rPr><w:t>1</w:t></w:r>'
    "</w:fldSimple>"
)
_INDONESIAN = {"themeFontLang": "id-ID", "decimalSymbol": ",", "listSeparator": ";"}
_AFTER_UPDATE = ["hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "rsids", "themeFontLang"]


def finish(content: bytes, document: Document, has_cover: bool) -> bytes:
    """Complete what `run_pandoc` made of a document.

    Args:
        content: The file, each section of it ended by a paragraph with its `sectPr`.
        document: What it is made of.
        has_cover: Whether the first section is a cover, which has no page number.
    """
    word = docx.Document(BytesIO(content))
    _end_last_section(word)
    _number_pages(word, int(has_cover), _running_head(document.meta))
    if document.meta.get("draf"):
        add_draft(word, document)
    _settle(word)
    properties = word.core_properties
    properties.title = document.title
    properties.author = properties.last_modified_by = document.meta["instansi"]
    properties.keywords = "LKjIP, SAKIP"
    properties.language = "id-ID"
    return fixed_bytes(word, document.date)


def fixed_bytes(word: WordDocument, date: tuple[int, int, int]) -> bytes:
    """The file, the same bytes on every run: its dates are the one given."""
    properties = word.core_properties
    properties.created = properties.modified = datetime(*date, tzinfo=UTC)
    properties.revision = 1
    written, fixed = BytesIO(), BytesIO()
    word.save(written)
    with ZipFile(written) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = ZipInfo(entry.filename, _EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            target.writestr(info, source.read(entry))
    return fixed.getvalue()


def _end_last_section(word: WordDocument) -> None:
    """The last section is described at the end of the body, not in a paragraph."""
    body = word.element.body
    markers = body.findall(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:sectPr')}")
    if markers:
        body.remove(body.sectPr)
        body.remove(markers[-1].getparent().getparent())
        body.append(markers[-1])


def _number_pages(word: WordDocument, first: int, running_head: str) -> None:
    if first >= len(word.sections):
        return
    section = word.sections[first]  # those after it repeat what it has
    section.footer.is_linked_to_previous = False
    section.footer.paragraphs[0].style = "footer"
    section.footer.paragraphs[0]._p.append(_xml(_PAGE))
    if running_head:
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].style = "header"
        section.header.paragraphs[0].add_run(running_head)


def _running_head(meta: dict[str, Any]) -> str:
    return " · ".join(part for part in (meta["judul_singkat"], meta["instansi"]) if part)


def _settle(word: WordDocument) -> None:
    settings = word.settings.element
    _insert(settings, _xml('<w:updateFields {ns} w:val="true"/>'), _AFTER_UPDATE)
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    _insert(settings, _xml(_COMPAT), _AFTER_UPDATE[_AFTER_UPDATE.index("rsids") :])
    for name, value in _INDONESIAN.items():
        settings.find(qn(f"w:{name}")).set(qn("w:val"), value)


def _insert(settings: Any, element: Any, followers: list[str]) -> None:
    """The schema fixes the order of settings."""
    names = {qn(f"w:{name}") for name in followers}
    place = next((at for at, child in enumerate(settings) if child.tag in names), len(settings))
    settings.insert(place, element)


def _xml(text: str) -> Any:
    return parse_xml(text.format(ns=nsdecls("w")))
