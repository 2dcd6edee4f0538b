"""A merged notebook as a PDF that can be printed, read aloud and archived."""

from __future__ import annotations

import json
import tempfile
from base64 import b64decode
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from lkjip_tools.errors import AssembleError
from lkjip_tools.report.document import read_document
from lkjip_tools.report.hyphenate import hyphenate
from lkjip_tools.report.pages import page_data
from lkjip_tools.report.typefaces import typst_fonts

_STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


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
        data = page_data(read_document(nb_copy))
        hyphenate(data, partial(compile_pdf, prose_alone=True))
        return compile_pdf(data), resources


def scan_files(data: dict[str, Any]) -> dict[str, bytes]:
    """Take the scans out of a document's pages: the picture of each by the name of its file.

    Every scan then says its `file` in place of its `data`.
    """
    found: dict[str, bytes] = {}
    for run in [*data.get("front", []), *data.get("main", [])]:
        for node in run["blocks"]:
            if node["kind"] == "scan":
                node["file"] = f"{node['id']}.{node['mime'].removeprefix('image/')}"
                found[node["file"]] = b64decode(node.pop("data"))
    return found


def compile_pdf(data: dict[str, Any], *, prose_alone: bool = False) -> bytes:
    """Set the data with the template.

    Args:
        data: As `page_data` returns it.
        prose_alone: Whether to set only the running text, each block on a page of its own.

    Raises:
        AssembleError: Typst refuses them, for instance a chart without alternative text.
    """
    package = files("lkjip_tools.report")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in scan_files(data).items():
            (root / name).write_bytes(content)
        logo = data["meta"]["logo"] if "meta" in data else None
        if logo:
            (root / "logo").write_bytes(b64decode(logo["data"]))
        (root / "report.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        template = package / "templates" / "report.typ"
        (root / "report.typ").write_text(template.read_text("utf-8"), "utf-8")
        try:
            return typst.compile(
                root / "report.typ",
                root=root,
                font_paths=typst_fonts(),
                pdf_standards=[] if prose_alone else list(_STANDARDS),
                sys_inputs={"prose-alone": "true"} if prose_alone else {},
            )
        except typst.TypstError as error:
            raise AssembleError(f"PDF tidak dapat disusun: {error}") from error
