"""A merged notebook as a PDF that can be printed, read aloud and archived."""

from __future__ import annotations

import json
import tempfile
from base64 import b64decode
from dataclasses import dataclass
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
from lkjip_tools.report.markdown import Node
from lkjip_tools.report.pages import page_data
from lkjip_tools.report.typefaces import typst_fonts

STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
_TEMPLATES = ("report.typ", "draf.typ")
_PARTS = ("front", "main")


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


@dataclass(frozen=True)
class Source:
    """All that typst reads.

    Attributes:
        pages: The pages as the template reads them, in JSON.
        pictures: Scans and logo, by the name of their file.
    """

    pages: str
    pictures: dict[str, bytes]

    def write(self, folder: Path) -> None:
        """Put it into a folder, with the templates."""
        templates = files("lkjip_tools.report") / "templates"
        (folder / "report.json").write_text(self.pages, "utf-8")
        for name in _TEMPLATES:
            (folder / name).write_text((templates / name).read_text("utf-8"), "utf-8")
        for name, content in self.pictures.items():
            (folder / name).write_bytes(content)


def pdf_source(data: dict[str, Any]) -> Source:
    """Return the pages of `page_data`, hyphenated; `data` stays as it is."""
    own = data | {part: [dict(run) for run in data[part]] for part in _PARTS if part in data}
    hyphenate(own, lambda prose: compile_pdf(_source(prose), prose_alone=True))
    return _source(own)


def compile_pdf(source: Source, *, prose_alone: bool = False) -> bytes:
    """Set what `pdf_source` returned with the template.

    Args:
        source: What typst reads.
        prose_alone: Whether to set only the running text, each block on a page of its own.

    Raises:
        AssembleError: Typst refuses them, for instance a chart without alternative text.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source.write(root)
        try:
            return typst.compile(
                root / "report.typ",
                root=root,
                font_paths=typst_fonts(),
                pdf_standards=[] if prose_alone else list(STANDARDS),
                sys_inputs={"prose-alone": "true"} if prose_alone else {},
            )
        except typst.TypstError as error:
            raise AssembleError(f"PDF tidak dapat disusun: {error}") from error


def _source(data: dict[str, Any]) -> Source:
    pictures: dict[str, bytes] = {}

    def told(node: Node) -> Node:
        """A scan as the name of its file."""
        if node["kind"] != "scan":
            return node
        name = f"{node['id']}.{node['mime'].removeprefix('image/')}"
        pictures[name] = b64decode(node["data"])
        return {key: value for key, value in node.items() if key != "data"} | {"file": name}

    own = data | {
        part: [run | {"blocks": [told(node) for node in run["blocks"]]} for run in data[part]]
        for part in _PARTS
        if part in data
    }
    if data.get("meta", {}).get("logo"):
        pictures["logo"] = b64decode(data["meta"]["logo"]["data"])
    return Source(json.dumps(own, ensure_ascii=False), pictures)
