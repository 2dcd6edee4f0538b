"""A merged notebook as a PDF that can be printed, read aloud and archived."""

from __future__ import annotations

import json
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from lkjip_tools.errors import AssembleError
from lkjip_tools.report.document import read_document
from lkjip_tools.report.pages import page_data
from lkjip_tools.report.typefaces import typst_fonts

STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
_TEMPLATES = ("report.typ", "draf.typ")


class LkjipPDFExporter(Exporter):
    """Sets a merged notebook with typst, without a byte that depends on clock or machine."""

    output_mimetype = "application/pdf"
    export_from_notebook = "LKjIP PDF"

    @default("file_extension")
    def _default_file_extension(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Convert a notebook to the bytes of a PDF.

        Raises:
            AssembleError: The notebook holds something that cannot be set.
        """
        nb_copy, resources = super().from_notebook_node(nb, resources, **kw)
        return compile_pdf(pdf_source(page_data(read_document(nb_copy)))), resources


def pdf_source(data: dict[str, Any]) -> str:
    """Return the pages as the template reads them."""
    return json.dumps(data, ensure_ascii=False)


def write_source(source: str, folder: Path) -> None:
    """Put into a folder all that typst reads."""
    templates = files("lkjip_tools.report") / "templates"
    (folder / "report.json").write_text(source, "utf-8")
    for name in _TEMPLATES:
        (folder / name).write_text((templates / name).read_text("utf-8"), "utf-8")


def compile_pdf(source: str) -> bytes:
    """Set what `pdf_source` returned with the template.

    Raises:
        AssembleError: Typst refuses them, for instance a chart without alternative text.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_source(source, root)
        try:
            return typst.compile(
                root / "report.typ",
                root=root,
                font_paths=typst_fonts(),
                pdf_standards=list(STANDARDS),
            )
        except typst.TypstError as error:
            raise AssembleError(f"PDF tidak dapat disusun: {error}") from error
