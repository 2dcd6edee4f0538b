"""A merged notebook as a Word document that an agency can go on writing in."""

from __future__ import annotations

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
from lkjip_tools.report.docx_write import Writer
from lkjip_tools.report.markdown import Node
from lkjip_tools.report.pages import page_data
from lkjip_tools.report.typefaces import typst_fonts

_PIXELS_PER_INCH = 220
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
    return docx_finished(run_pandoc(docx_parts(document, data), draw_charts(data)), document)


def docx_parts(document: Document, data: dict[str, Any]) -> list[Node]:
    """Return the document as pandoc's blocks; `data` is its `page_data`."""
    number_comments(document)
    sheets = [*_front_sheets(document, data), *_sheets(data["main"], "decimal")]
    writer = Writer(document, [node for sheet in sheets for node in sheet["nodes"]])
    return [block for sheet in sheets for block in writer.sheet(sheet, data["paper"])]


def draw_charts(data: dict[str, Any]) -> dict[str, bytes]:
    """Draw the charts of `page_data` as PNG, under the names that `docx_parts` gives them.

    Raises:
        AssembleError: A chart has no alternative text, or cannot be drawn.
    """
    nodes = (node for run in [*data["front"], *data["main"]] for node in run["blocks"])
    return {f"{node['id']}.png": _picture(node) for node in nodes if node["kind"] == "chart"}


def docx_finished(packed: bytes, document: Document) -> bytes:
    """Complete what pandoc made of the parts."""
    return finish(packed, document, bool(document.meta["judul"]))


def _front_sheets(document: Document, data: dict[str, Any]) -> list[Node]:
    if not document.meta["judul"]:
        return _sheets(data["front"], "lowerRoman")
    cover = {"orientation": "portrait", "blocks": [{"kind": "cover", "meta": document.meta}]}
    lists = {"orientation": "portrait", "blocks": list(_contents(document))}
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


def _contents(document: Document) -> Iterator[Node]:
    wanted = [
        ("DAFTAR ISI", r'TOC \o "1-3" \h \z \u', True),
        ("DAFTAR TABEL", r'TOC \h \z \c "Tabel"', bool(document.tables)),
        ("DAFTAR GAMBAR", r'TOC \h \z \c "Gambar"', bool(document.charts)),
    ]
    for title, code, present in wanted:
        if present:
            words = [{"kind": "text", "text": title}]
            yield {"kind": "heading", "level": 1, "id": title.lower().replace(" ", "-"),
                   "kicker": "", "text": title, "children": words}  # fmt: skip
            yield {"kind": "listing", "of": title, "code": code}


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
    """A chart as PNG, since LibreOffice shows an SVG of pandoc's as an empty frame."""
    if not chart["alt"]:
        raise AssembleError(f"grafik {chart['key']} tidak memiliki teks alternatif (alt)")
    inputs = {"svg": chart["svg"], "width": str(chart["width_mm"])}
    try:
        return typst.compile(
            _CHART, format="png", ppi=_PIXELS_PER_INCH, font_paths=typst_fonts(), sys_inputs=inputs
        )
    except typst.TypstError as error:
        raise AssembleError(f"grafik {chart['key']} tidak dapat digambar: {error}") from error
