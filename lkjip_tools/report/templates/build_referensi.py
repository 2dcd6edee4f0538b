"""Make `referensi.docx`, the looks of the Word report: `python build_referensi.py`.

It is pandoc's own reference document with our styles in place of its. Whoever wants another look
changes the styles here, or opens `referensi.docx` in Word and changes them there.
"""

from __future__ import annotations

import subprocess
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from lkjip_tools.report.docx_finish import fixed_bytes
from lkjip_tools.report.docx_pandoc import pandoc_path
from lkjip_tools.report.pages import widest_line

TARGET = Path(__file__).parent / "referensi.docx"

INK, SOFT, ACCENT, GOLD = "1D2530", "5A6572", "1B3A57", "8C6519"
HAIR, TINT, WARM = "CCD3DA", "EEF2F6", "FDF5E3"

# Official correspondence asks for Bookman Old Style or Arial. Where they are not installed, the
# free fonts of the same widths stand in: named here for Word, known to fontconfig for LibreOffice.
SERIF, SANS = "Bookman Old Style", "Arial"
STAND_INS = {SERIF: ("TeX Gyre Bonum", "roman"), SANS: ("Liberation Sans", "swiss")}

MARGIN_MM, TWIPS_PER_MM = 10, 1440 / 25.4

# Half points: every size `fit.py` chooses, rounded down to what Word can express.
TABLE_SIZES = (13, 14, 15, 16, 17, 18)


class Style(NamedTuple):
    """A paragraph or character style.

    Attributes:
        id: What paragraphs refer to it by.
        name: What Word shows; of a built-in style, its English name.
        based: Id of the style it continues.
        paragraph: Contents of `w:pPr`, in the order of the schema; None for a character style.
        run: Contents of `w:rPr`.
    """

    id: str
    name: str
    based: str
    paragraph: str | None
    run: str = ""


def spacing(before: float = 0, after: float = 0, line: float = 1) -> str:
    """Space around a paragraph in points, and line spacing."""
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" '
        f'w:line="{line * 240:.0f}" w:lineRule="auto"/>'
    )


def font(name: str) -> str:
    """A typeface for all scripts."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def size(points: float) -> str:
    """A type size."""
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def color(value: str) -> str:
    """A text colour."""
    return f'<w:color w:val="{value}"/>'


def edge(side: str, eighths: int, value: str, space: int = 0, kind: str = "single") -> str:
    """A border, its thickness in eighths of a point, its distance in points."""
    return (
        f'<w:{side} w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{value}"/>'
    )  # fmt: skip


def contents(right: int, left: int = 0) -> str:
    """The tab of a table of contents, and its indent.

    No right indent: LibreOffice would leave out the page numbers that stand in it.
    """
    return (
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
        f'{spacing(2, 2)}<w:ind w:left="{left}"/>'
    )


BOLD, ITALIC, KEEP = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>", "<w:keepNext/>"
LEFT, CENTER, BOTH = '<w:jc w:val="left"/>', '<w:jc w:val="center"/>', '<w:jc w:val="both"/>'
WHOLE = "<w:suppressAutoHyphens/>"  # words are not broken
LINE = 8957  # twips of a line of portrait A4 between the margins of `pages.py`


def heading(level: int, before: float, after: float, run: str, extra: str = "") -> Style:
    """A heading."""
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    jc = CENTER if level == 1 else LEFT
    paragraph = f"{KEEP}<w:keepLines/>{extra}{WHOLE}{spacing(before, after)}{jc}{outline}"
    return Style(f"Heading{level}", f"heading {level}", "Normal", paragraph, run + color(ACCENT))


# fmt: off
STYLES = [
    Style("BodyText", "Body Text", "Normal", spacing(0, 5, 1.15) + BOTH),
    Style("FirstParagraph", "First Paragraph", "BodyText", ""),
    Style("Compact", "Compact", "BodyText", spacing(0, 3, 1.12)),
    Style("KalimatPengantar", "Kalimat Pengantar", "BodyText", KEEP),
    Style("BlockText", "Block Text", "BodyText", '<w:ind w:left="340" w:right="340"/>', ITALIC),
    Style("SourceCode", "Source Code", "Normal", spacing(3, 7), font(SANS) + size(9)),
    heading(1, 0, 20, BOLD, "<w:pageBreakBefore/>"),
    heading(2, 15, 7, BOLD),
    heading(3, 12, 6, BOLD),
    *(heading(level, 10, 5, ITALIC) for level in range(4, 10)),
    Style("NomorBab", "Nomor Bab", "DefaultParagraphFont", None,
          f'{font(SANS)}<w:b w:val="0"/><w:caps/>{color(GOLD)}<w:spacing w:val="34"/>{size(10.5)}'),
    Style("Hyperlink", "Hyperlink", "DefaultParagraphFont", None, color(ACCENT)),
    Style("Caption", "caption", "Normal", WHOLE + CENTER, font(SANS) + color(ACCENT) + size(9)),
    Style("TableCaption", "Table Caption", "Caption",
          f"{KEEP}<w:keepLines/>{spacing(12, 5)}"),
    Style("ImageCaption", "Image Caption", "Caption", spacing(5, 5)),
    Style("Gambar", "Gambar", "Normal", KEEP + spacing(12, 0) + CENTER),
    Style("SumberTabel", "Sumber Tabel", "Normal", WHOLE + spacing(4, 3) + LEFT,
          font(SANS) + color(SOFT) + size(7.5)),
    Style("SumberGambar", "Sumber Gambar", "SumberTabel", CENTER),
    *(Style(f"Tabel{half}", f"Tabel {half / 2:g} pt", "Normal",
            WHOLE + spacing(*((2.6, 2.6) if half >= 14 else (1.2, 1.2))),
            font(SANS) + size(half / 2))
      for half in TABLE_SIZES),
    Style("KepalaTabel", "Kepala Tabel", "DefaultParagraphFont", None, BOLD + color(ACCENT)),
    Style("Subjudul", "Subjudul", "Normal", KEEP + spacing(12, 5), BOLD),
    Style("Kekosongan", "Kekosongan", "Normal",
          f'<w:pBdr>{edge("left", 16, GOLD, 8)}</w:pBdr><w:shd w:val="clear" w:color="auto" '
          f'w:fill="{WARM}"/>{spacing(8, 12)}<w:ind w:left="200"/>', font(SANS) + size(8.5)),
    Style("Kop1", "Kop Pemerintah", "Normal", KEEP + spacing(0, 2) + CENTER,
          f'<w:spacing w:val="8"/>{size(12)}'),
    Style("Kop2", "Kop Instansi", "Normal", KEEP + WHOLE + spacing(0, 2) + CENTER,
          BOLD + size(12.5)),
    Style("KopAlamat", "Kop Alamat", "Normal",
          f'{KEEP}<w:pBdr>{edge("bottom", 24, ACCENT, 8, "thickThinSmallGap")}</w:pBdr>'
          f"{spacing(4, 10)}{CENTER}", font(SANS) + color(SOFT) + size(8.5)),
    Style("JudulPernyataan", "Judul Pernyataan", "Normal",
          f"{KEEP}{spacing(8, 10, 1.1)}{CENTER}", f'{BOLD}<w:spacing w:val="6"/>{size(12.5)}'),
    Style("Pasangan", "Pasangan", "Normal", WHOLE + spacing(1, 1, 1.1)),
    Style("TandaTangan", "Tanda Tangan", "Normal", f"{KEEP}{WHOLE}{spacing(0, 1, 1.1)}{CENTER}"),
    Style("Garis", "Garis", "Normal",
          f'<w:pBdr>{edge("bottom", 4, HAIR)}</w:pBdr>{spacing(6, 12)}<w:ind w:right="6200"/>'),
    Style("Pemisah", "Pemisah", "Normal", '<w:spacing w:before="0" w:after="0" w:line="20" '
          'w:lineRule="exact"/>', size(1)),
    Style("KopTeks", "Kop Alamat di Samping Logo", "KopAlamat",
          f'<w:pBdr>{edge("bottom", 0, ACCENT, 0, "nil")}</w:pBdr>{spacing(4, 0)}'),
    Style("KopGaris", "Kop Garis", "Normal",
          f'{KEEP}<w:pBdr>{edge("bottom", 24, ACCENT, 0, "thickThinSmallGap")}</w:pBdr>'
          + spacing(0, 10), size(3)),
    Style("KopLogo", "Kop Logo", "Normal", KEEP + CENTER),
    Style("SampulLogo", "Sampul Logo", "Normal", spacing(0, 18) + LEFT),
    Style("SampulPemerintah", "Sampul Pemerintah", "Normal", spacing(0, 4) + LEFT,
          f'{font(SANS)}<w:caps/>{color(ACCENT)}<w:spacing w:val="26"/>{size(11)}'),
    Style("SampulInstansi", "Sampul Instansi", "Normal", spacing(0, 0) + LEFT,
          BOLD + color(ACCENT) + size(15)),
    Style("SampulTahun", "Sampul Tahun", "Normal", spacing(150, 10) + LEFT,
          color(GOLD) + size(74)),
    Style("Title", "Title", "Normal",
          f'<w:pBdr>{edge("bottom", 12, GOLD, 14)}</w:pBdr>{spacing(0, 230)}{LEFT}',
          BOLD + color(ACCENT) + size(29)),
    Style("SampulAlamat", "Sampul Alamat", "Normal", spacing(0, 3) + LEFT,
          font(SANS) + color(SOFT) + size(9)),
    Style("header", "header", "Normal",
          f'<w:pBdr>{edge("bottom", 4, HAIR, 4)}</w:pBdr><w:jc w:val="right"/>',
          font(SANS) + color(SOFT) + size(7.5)),
    Style("footer", "footer", "Normal", CENTER, font(SANS) + color(ACCENT) + size(8.5)),
    Style("TOC1", "toc 1", "Normal", KEEP + contents(LINE), BOLD + color(ACCENT)),
    Style("TOC2", "toc 2", "Normal", contents(LINE, 280)),
    Style("TOC3", "toc 3", "Normal", contents(LINE, 560), size(10)),
    Style("TableofFigures", "table of figures", "Normal", contents(LINE)),
]
# fmt: on

SIZED_HEADINGS = {"Heading1": 17, "Heading2": 12.5, "Heading3": 11}


def build() -> bytes:
    """The bytes of the reference document."""
    command = [pandoc_path(), "--print-default-data-file", "reference.docx"]
    document = Document(BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))
    styles = document.styles.element
    styles.find(qn("w:docDefaults")).getparent().replace(
        styles.find(qn("w:docDefaults")), parse_xml(_defaults())
    )
    for style in STYLES:
        _replace(styles, style.id, _style_xml(style))
    for name, xml in _table_styles().items():
        _replace(styles, name, xml)
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    # pandoc narrows pictures to the line of this page; the report's own sections replace it
    body.replace(body.sectPr, parse_xml(_section()))
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = _font_table().encode()
    return fixed_bytes(document, (2024, 1, 1))


def _section() -> str:
    width = ceil((widest_line() + 2 * MARGIN_MM) * TWIPS_PER_MM)
    edges = "".join(
        f' w:{side}="{round(MARGIN_MM * TWIPS_PER_MM)}"'
        for side in ("top", "right", "bottom", "left", "header", "footer")
    )
    return (
        f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="{width}" w:h="{width}"/>'
        f'<w:pgMar{edges} w:gutter="0"/></w:sectPr>'
    )


def _defaults() -> str:
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{font(SERIF)}{color(INK)}{size(10.5)}"
        '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{spacing()}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _style_xml(style: Style) -> str:
    kind = "character" if style.paragraph is None else "paragraph"
    run = style.run + (size(SIZED_HEADINGS[style.id]) if style.id in SIZED_HEADINGS else "")
    paragraph = "" if style.paragraph is None else f"<w:pPr>{style.paragraph}</w:pPr>"
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{style.id}"><w:name '
        f'w:val="{style.name}"/><w:basedOn w:val="{style.based}"/><w:qFormat/>{paragraph}'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _table_styles() -> dict[str, str]:
    frame = edge("top", 8, ACCENT) + edge("bottom", 8, ACCENT) + edge("insideH", 2, HAIR)
    normal = (  # pandoc's own table style is based on it and does not bring it
        f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
        'w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
    )
    borders = {"Polos": "", "LKjIP": frame, "LKjIPRapat": frame + edge("insideV", 2, HAIR)}
    return {"TableNormal": normal} | {
        f"Tabel{name}": f'<w:style {nsdecls("w")} w:type="table" w:styleId="Tabel{name}"><w:name '
        f'w:val="Tabel {name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
        for name, edges in borders.items()
    }


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="00"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (other, family) in STAND_INS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'


def _replace(styles, style_id: str, xml: str) -> None:  # type: ignore[no-untyped-def]
    for old in styles.findall(qn("w:style")):
        if old.get(qn("w:styleId")) == style_id:
            styles.remove(old)
    styles.append(parse_xml(xml))


if __name__ == "__main__":
    TARGET.write_bytes(build())
