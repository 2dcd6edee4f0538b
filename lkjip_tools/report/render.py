"""One merged notebook in several formats at once: read once, its pages laid out once.

Typst and pandoc leave Python's lock alone, so the HTML is written while they work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from lkjip_tools.report.document import read_document
from lkjip_tools.report.docx import docx_finished, docx_parts, draw_pictures
from lkjip_tools.report.docx_pandoc import run_pandoc
from lkjip_tools.report.html import render_html
from lkjip_tools.report.pages import page_data
from lkjip_tools.report.pdf import compile_pdf, pdf_source


def render(notebook: Any, formats: Collection[str]) -> dict[str, bytes]:
    """Set a merged notebook.

    Args:
        notebook: As `merge_chapters` returns it.
        formats: Some of `html`, `pdf`, `docx`.

    Returns:
        The content of each file; the same bytes as its exporter gives.

    Raises:
        AssembleError: The notebook holds something that cannot be set.
    """
    document = read_document(notebook)
    data = page_data(document)
    done: dict[str, Callable[[], bytes]] = {}
    with ThreadPoolExecutor() as pool:
        if "pdf" in formats:
            pdf: Future[bytes] = pool.submit(compile_pdf, pdf_source(data))
            done["pdf"] = pdf.result
        if "docx" in formats:
            pictures = pool.submit(draw_pictures, data)
            blocks = docx_parts(document, data)
            packed: Future[bytes] = pool.submit(run_pandoc, blocks, pictures.result())
            done["docx"] = lambda: docx_finished(packed.result(), document)
        if "html" in formats:  # last: it writes its explanations into the nodes
            html = render_html(document).encode()
            done["html"] = lambda: html
        return {kind: done[kind]() for kind in formats}
