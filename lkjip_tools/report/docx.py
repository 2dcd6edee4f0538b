"""A merged notebook as a Word document that an agency can go on writing in."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from lkjip_tools.errors import AssembleError
from lkjip_tools.report.document import Document, read_document
from lkjip_tools.report.docx_draft import number_comments
from lkjip_tools.report.docx_finish import finish
from lkjip_tools.report.docx_pandoc import run_pandoc
from lkjip_tools.report.docx_write import ANNEXES, Writer, picture_name
from lkjip_tools.report.markdown import Node
from lkjip_tools.report.pages import page_data
from lkjip_tools.report.typefaces import typst_fonts

_PIXELS_PER_INCH = 220
_PICTURES = ("chart", "scan")
_LOGO_MM = 50  # wider than it is ever set
# What Word makes each list of. The annexes are chapters too: those within a bookmark.
_FIELDS = {
    "headings": r'TOC \o "1-3" \h \z \u',
    "tables": r'TOC \h \z \c "Tabel"',
    "charts": r'TOC \h \z \c "Gambar"',
    "annexes": rf'TOC \o "1-1" \h \z \b {ANNEXES}',
}
_CHART = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), width: float(sys.inputs.width) * 1mm)"""


class LkjipDOCXExporter(Exporter):
    """Sets a merged notebook as a Word file, the same bytes for the same notebook."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    export_from_notebook = "LKjIP Word"

    @default("file_extension")
    def _default_file_extension(self) -> str:
        return ".docx"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Convert a notebook to the bytes of a Word file.

        Raises:
            AssembleError: The notebook holds something that cannot be set.
        """
        nb_copy, resources = super().from_notebook_node(nb, resources, **kw)
        return render_docx(read_document(nb_copy)), resources


def render_docx(document: Document) -> bytes:
    """Set a document.

    Raises:
        AssembleError: A chart has no alternative text, or pandoc refuses something.
    """
    data = page_data(document)
    blocks = list(docx_parts(document, data))
    return docx_finished(run_pandoc(blocks, draw_pictures(data)), document)


def docx_parts(document: Document, data: dict[str, Any]) -> Iterator[Node]:
    """Yield the document as pandoc's blocks; `data` is its `page_data`."""
    if document.meta.get("draf"):
        number_comments(document)
    sheets = [*_front_sheets(document, data), *_sheets(data["main"], "decimal")]
    writer = Writer(document, [node for sheet in sheets for node in sheet["nodes"]])
    for sheet in sheets[:-1]:
        yield from writer.sheet(sheet, data["paper"])
    *blocks, page = writer.sheet(sheets[-1], data["paper"])
    yield from [*blocks, *writer.end(), page]


def draw_pictures(data: dict[str, Any]) -> dict[str, bytes]:
    """Draw the charts and take the scans of `page_data`, under the names of `docx_parts`.

    Raises:
        AssembleError: One has no alternative text, or cannot be drawn.
    """
    nodes = (node for run in [*data["front"], *data["main"]] for node in run["blocks"])
    return {picture_name(node): _picture(node) for node in nodes if node["kind"] in _PICTURES}


def docx_finished(packed: bytes, document: Document) -> bytes:
    """Complete what pandoc made of the parts."""
    logo = _logo(document.meta["logo"]) if document.meta["logo"] else None
    return finish(packed, document, bool(document.meta["judul"]), logo)


def _front_sheets(document: Document, data: dict[str, Any]) -> list[Node]:
    if not document.meta["judul"]:
        return _sheets(data["front"], "lowerRoman")
    cover = {"orientation": "portrait", "blocks": [{"kind": "cover", "meta": document.meta}]}
    lists = {"orientation": "portrait", "blocks": list(_contents(data))}
    return [*_sheets([cover], ""), *_sheets([*data["front"], lists], "lowerRoman")]


def _sheets(runs: list[Node], numbering: str) -> list[Node]:
    """Join runs of pages that lie the same way: a section of the file each."""
    sheets: list[Node] = []
    for run in runs:
        if not sheets or sheets[-1]["orientation"] != run["orientation"]:
            restart = not sheets
            sheets.append({"orientation": run["orientation"], "nodes": [], "restart": restart})
        sheets[-1]["nodes"] += _without_idle_breaks(run["blocks"])
    return [sheet | {"numbering": numbering} for sheet in sheets]


def _contents(data: dict[str, Any]) -> Iterator[Node]:
    for each in data["lists"]:
        title = each["title"]
        words = [{"kind": "text", "text": title}]
        yield {"kind": "heading", "level": 1, "id": title.lower().replace(" ", "-"),
               "kicker": "", "text": title, "children": words}  # fmt: skip
        yield {"kind": "listing", "of": each["of"], "code": _FIELDS[each["of"]]}


def _without_idle_breaks(nodes: list[Node]) -> list[Node]:
    """A page break that begins or ends a chapter would leave an empty page."""
    kept: list[Node] = []
    for node in nodes:
        if node["kind"] != "pagebreak" or (kept and kept[-1]["kind"] != "pagebreak"):
            kept.append(node)
    if kept and kept[-1]["kind"] == "pagebreak":
        kept.pop()
    return kept


def _picture(chart: Node) -> bytes:
    """A scan as it is; a chart as PNG: LibreOffice shows an SVG of pandoc's as an empty frame."""
    if not chart["alt"]:
        what = "pindaian" if chart["kind"] == "scan" else "grafik"
        raise AssembleError(f"{what} {chart['key']} tidak memiliki teks alternatif (alt)")
    if chart["kind"] == "scan":
        return b64decode(chart["data"])
    try:
        return _drawn(chart["svg"], chart["width_mm"])
    except typst.TypstError as error:
        raise AssembleError(f"grafik {chart['key']} tidak dapat digambar: {error}") from error


def _logo(logo: dict[str, Any]) -> bytes:
    content = b64decode(logo["data"])
    if logo["mime"] == "image/png":
        return content
    try:
        return _drawn(content.decode(), _LOGO_MM)
    except (typst.TypstError, UnicodeDecodeError) as error:
        raise AssembleError(f"logo tidak dapat digambar: {error}") from error


def _drawn(svg: str, width_mm: float) -> bytes:
    """An SVG as PNG."""
    inputs = {"svg": svg, "width": str(width_mm)}
    return typst.compile(
        _CHART, format="png", ppi=_PIXELS_PER_INCH, font_paths=typst_fonts(), sys_inputs=inputs
    )
