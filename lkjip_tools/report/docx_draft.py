"""What a draft adds to a Word file: findings as comments, and a watermark on every page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lkjip_tools.report.document import Document
from lkjip_tools.report.draft import marks_of

_AUTHOR, _INITIALS = "lkjip", "T"
_WATERMARK = (
    '<w:r {ns} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{number}" '
    'type="#_x0000_t136" alt="DRAF" style="position:absolute;width:430pt;height:172pt;'
    "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#e6e9ee" stroked="f">'
    '<v:textpath style="font-family:Arial;font-size:1pt" string="DRAF"/></v:shape>'
    "</w:pict></w:r>"
)


def number_comments(document: Document) -> list[dict[str, Any]]:
    """Give every mark the number of its comment; return the notes in the same order."""
    notes: list[dict[str, Any]] = []
    for node in [*document.front, *document.main]:
        by_number = {note["nomor"]: note for note in node.get("margin", [])}
        for mark in marks_of(node):
            mark["comment"] = len(notes)
            notes.append(by_number[mark["nomor"]])
    return notes


def add_draft(word: WordDocument, document: Document) -> None:
    """Write the comments that the text refers to, and the watermark into every header."""
    for note in number_comments(document):
        lines = [
            f"T{note['nomor']} ({note['tingkat']}) {note['jenis']}",
            note["pesan"],
            note["lokasi"],
        ]
        if note["tanggapan"]:
            lines.append(f"Ditanggapi: {note['tanggapan']}")
        comment = word.comments.add_comment("\n".join(lines), _AUTHOR, _INITIALS)
        comment._comment_elm.date = datetime(*document.date, tzinfo=UTC)
    for number, section in enumerate(word.sections):
        if number == 0 or not section.header.is_linked_to_previous:
            if section.header.is_linked_to_previous:  # the cover, which has no running head
                section.header.is_linked_to_previous = False
                section.header.paragraphs[0].style = "Normal"
            watermark = _WATERMARK.format(ns=nsdecls("w"), number=2049 + number)
            section.header.paragraphs[0]._p.append(parse_xml(watermark))
