"""A merged notebook as a PDF that can be printed, read aloud and archived."""

from __future__ import annotations

import json
import tempfile
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from lkjip_tools.errors import AssembleError
from lkjip_tools.report.document import Document, read_document
from lkjip_tools.report.hyphenate import breakable, is_prose, keep_used
from lkjip_tools.report.markdown import Node
from lkjip_tools.report.pages import frame, page_data, turned
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
        document = read_document(nb_copy)
        source = pdf_source(page_data(document), hyphenated_prose(document))
        return compile_pdf(source), resources


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


def hyphenated_prose(document: Document) -> list[Node]:
    """Return the prose of a document in order, with soft hyphens where its lines will end."""
    prose, alone = running_text(document)
    keep_used(prose, compile_pdf(alone, prose_alone=True))
    return prose


def running_text(document: Document) -> tuple[list[Node], Source]:
    """Return the prose with every soft hyphen it could use, and the source that tells which.

    What stands there twice, on lines of one length, is one node and set once.
    """
    prose: list[Node] = []
    pages: dict[str, dict[str, Any]] = {}
    for node, turn in turned(document):
        if is_prose(node):
            told = json.dumps([turn, node])
            if told not in pages:
                pages[told] = {"turn": turn, "node": breakable(node)}
            prose.append(pages[told]["node"])
    return prose, _source(frame(document) | {"prose": list(pages.values())}, {})


def pdf_source(data: dict[str, Any], prose: Iterable[Node]) -> Source:
    """Return the pages of `page_data`, their prose as hyphenated; `data` stays as it is."""
    broken = iter(prose)
    pictures: dict[str, bytes] = {}

    def told(node: Node) -> Node:
        """Prose with its hyphens, a scan as the name of its file."""
        if is_prose(node):
            return node | next(broken)
        if node["kind"] != "scan":
            return node
        name = f"{node['id']}.{node['mime'].removeprefix('image/')}"
        pictures[name] = b64decode(node["data"])
        return {key: value for key, value in node.items() if key != "data"} | {"file": name}

    parts = {
        part: [run | {"blocks": [told(node) for node in run["blocks"]]} for run in data[part]]
        for part in ("front", "main")
    }
    return _source(data | parts, pictures)


def compile_pdf(source: Source, *, prose_alone: bool = False) -> bytes:
    """Set a source with the template.

    Args:
        source: As `pdf_source` or `running_text` returns it.
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


def _source(data: dict[str, Any], pictures: dict[str, bytes]) -> Source:
    logo = data["meta"]["logo"]
    own = pictures | ({"logo": b64decode(logo["data"])} if logo else {})
    return Source(json.dumps(data, ensure_ascii=False), own)
