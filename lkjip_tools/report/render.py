"""One merged notebook in several formats at once: read once, its pages laid out once.

Typst and pandoc leave Python's lock alone, so the HTML is written while they work.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from lkjip_tools.report import docx_write, html
from lkjip_tools.report.document import Document, read_document
from lkjip_tools.report.docx import docx_finished, docx_parts, draw_pictures
from lkjip_tools.report.docx_pandoc import run_pandoc
from lkjip_tools.report.hyphenate import keep_used
from lkjip_tools.report.markdown import Node
from lkjip_tools.report.memory import take_in_large_pieces
from lkjip_tools.report.pages import page_data
from lkjip_tools.report.pdf import compile_pdf, pdf_source, running_text
from lkjip_tools.report.typefaces import typst_fonts


def prepare() -> None:
    """Load beforehand what setting needs besides its modules."""
    html.prepare()
    docx_write.prepare()
    typst_fonts()
    if gc.isenabled():  # compiling templates leaves much behind, and setting collects nothing
        gc.collect()


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
    take_in_large_pieces()
    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor() as pool:
        with _without_collecting():
            done, pdf = _set(read_document(notebook), formats, first, pool)
        if pdf:  # what has become garbage is collected before, while typst works
            done["pdf"] = pdf.result()
    return {kind: done[kind] for kind in formats}


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the garbage collector rest: a document's nodes live until the end, and are many."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _set(
    document: Document, formats: Collection[str], first: Executor, pool: Executor
) -> tuple[dict[str, bytes], Future[bytes] | None]:
    """Begin with all; return what is done, and the PDF to come."""
    done, pdf = dict[str, bytes](), None
    if "pdf" in formats:
        prose, alone = running_text(document)
        lines = first.submit(compile_pdf, alone, prose_alone=True)
    data = page_data(document)
    parts, blocks = docx_parts(document, data), list[Node]()
    if "docx" in formats:  # after the prose, which the PDF waits for
        pictures = first.submit(draw_pictures, data)
    if "pdf" in formats:  # takes longest: nothing of ours in its way until typst has it
        blocks += _until(lines, parts if "docx" in formats else ())
        keep_used(prose, lines.result())
        pdf = pool.submit(compile_pdf, pdf_source(data, prose))
    if "docx" in formats:
        blocks += parts
        packed = pool.submit(lambda: run_pandoc(blocks, pictures.result()))
    if "html" in formats:  # writes its explanations into the nodes, which the others read
        done["html"] = html.render_html(document).encode()
    if "docx" in formats:
        done["docx"] = docx_finished(packed.result(), document)
    return done, pdf


def _until(awaited: Future[bytes], parts: Iterable[Node]) -> Iterator[Node]:
    """Yield what can be made before something is done; the rest stays in `parts`."""
    for part in parts:
        yield part
        if awaited.done():
            return
