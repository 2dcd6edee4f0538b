"""What pandoc leaves open in a Word file: page numbers, fields, properties, fixed bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.pkgwriter import _ContentTypesItem
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from lkjip_tools.report.document import Document
from lkjip_tools.report.docx_draft import add_draft

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can say
_COMPAT = (  # without the first, a line that is broken by hand is stretched to the margin
    "<w:compat {ns}><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
_PAGE = (
    '<w:fldSimple {ns} w:instr=" PAGE "><w:r><w:rPr><w:noProof/></w:rPr><w:t>1</w:t></w:r>'
    "</w:fldSimple>"
)
_PACKED = ("png", "jpg", "jpeg")  # are compressed already
_LISTS = ("TOC1", "TOC2", "TOC3", "TableofFigures")
_LOGO_SIZES = {"SampulLogo": (40, 26), "KopLogo": (19, 20)}  # mm at most, by style
_BULLETS = ("•", "–")
_GAP = "Kekosongan"
_LIST_INDENT = 380  # twips for each level
_HYPHENATION = [
    '<w:autoHyphenation {ns} w:val="true"/>',
    '<w:consecutiveHyphenLimit {ns} w:val="2"/>',
    '<w:doNotHyphenateCaps {ns} w:val="true"/>',
]
_AFTER_HYPHENATION = ["drawingGridHorizontalSpacing", "characterSpacingControl"]
_INDONESIAN = {"themeFontLang": "id-ID", "decimalSymbol": ",", "listSeparator": ";"}
_AFTER_UPDATE = ["hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "rsids", "themeFontLang"]


def finish(content: bytes, document: Document, has_cover: bool, logo: bytes | None = None) -> bytes:
    """Complete what `run_pandoc` made of a document.

    Args:
        content: The file, each section of it ended by a paragraph with its `sectPr`.
        document: What it is made of.
        has_cover: Whether the first section is a cover, which has no page number.
        logo: A picture for the places that the template keeps for it.
    """
    word = docx.Document(BytesIO(content))
    _end_last_section(word)
    _number_pages(word, int(has_cover), _running_head(document.meta))
    _mark_lists(word)
    _reach_margin(word)
    _leave_no_margin_around_pictures(word)
    _hold_gaps(word)
    if logo:
        _place_logo(word, logo, document.meta["logo"])
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
    fixed = BytesIO()
    with ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name, content in _parts(word):
            info = ZipInfo(name.membername, _EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            if name.ext.lower() in _PACKED:
                info.compress_type = ZIP_STORED
            target.writestr(info, content)
    return fixed.getvalue()


def _parts(word: WordDocument) -> Iterator[tuple[PackURI, bytes]]:
    """What python-docx would pack, which it does with the time of day in it."""
    package = word.part.package
    for part in package.parts:
        part.before_marshal()
    types = _ContentTypesItem.from_parts(package.parts)  # type: ignore[no-untyped-call]
    yield CONTENT_TYPES_URI, types.blob
    yield PACKAGE_URI.rels_uri, package.rels.xml
    for part in package.parts:
        yield part.partname, part.blob
        if part.rels:
            yield part.partname.rels_uri, part.rels.xml


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


def _reach_margin(word: WordDocument) -> None:
    """Let the page numbers of the lists stand at the right margin of this paper."""
    section = word.sections[0]._sectPr
    margins = section.find(qn("w:pgMar"))
    line = int(section.find(qn("w:pgSz")).get(qn("w:w")))
    line -= sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    for name in _LISTS:
        style = word.styles.element.get_by_id(name)
        style.find(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}").set(qn("w:pos"), str(line))


def _place_logo(word: WordDocument, picture: bytes, logo: dict[str, Any]) -> None:
    """Put the picture into the paragraphs whose style asks for it."""
    for element in word.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, word._body)
        if paragraph.style is not None and paragraph.style.style_id in _LOGO_SIZES:
            width, height = _LOGO_SIZES[paragraph.style.style_id]
            scale = min(width / logo["width"], height / logo["height"])
            size = (Mm(logo["width"] * scale), Mm(logo["height"] * scale))
            shape = paragraph.add_run().add_picture(BytesIO(picture), *size)
            shape._inline.docPr.set("descr", logo["alt"])


def _leave_no_margin_around_pictures(word: WordDocument) -> None:
    """LibreOffice keeps 3 mm where a picture does not say, and pushes wide ones off the line."""
    for picture in word.element.body.iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):
            picture.set(side, "0")


def _hold_gaps(word: WordDocument) -> None:
    """Keep a gap on the page of the prose above it, which pandoc has set."""
    for element in word.element.body.iter(qn("w:p")):
        above = element.getprevious()
        if above is not None and above.tag == qn("w:p") and element.style == _GAP:
            Paragraph(above, word._body).paragraph_format.keep_with_next = True


def _mark_lists(word: WordDocument) -> None:
    """Bullets of the text's own typeface, and indents as in the PDF."""
    for level in word.part.numbering_part.element.iter(qn("w:lvl")):
        depth = int(level.get(qn("w:ilvl")))
        indent = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        if indent is not None:
            indent.set(qn("w:left"), str(_LIST_INDENT * (depth + 1)))
            indent.set(qn("w:hanging"), str(_LIST_INDENT))
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
            level.find(qn("w:lvlText")).set(qn("w:val"), _BULLETS[min(depth, 1)])
            for run in level.findall(qn("w:rPr")):
                level.remove(run)


def _running_head(meta: dict[str, Any]) -> str:
    return " · ".join(part for part in (meta["judul_singkat"], meta["instansi"]) if part)


def _settle(word: WordDocument) -> None:
    settings = word.settings.element
    for element in _HYPHENATION:
        _insert(settings, _xml(element), _AFTER_HYPHENATION)
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
