"""Executed chapters to one notebook; figures and findings beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from lkjip_tools import __version__
from lkjip_tools.captions import link_references, number_captions
from lkjip_tools.dates import date_text, style_dates
from lkjip_tools.disarm import disarmed
from lkjip_tools.errors import AssembleError
from lkjip_tools.execute import PRINTED, Chapter
from lkjip_tools.figure_lines import MIME_FIGURES, read_figures
from lkjip_tools.finding import WEIGHTS
from lkjip_tools.handed import MIME_TABLES, WORDS, Words
from lkjip_tools.number import style_percent
from lkjip_tools.params import Params
from lkjip_tools.response import COLUMNS, MIME_RESPONSES
from lkjip_tools.shown import (
    MIME_BLOCK,
    MIME_BLOCK_TEXT,
    MIME_FINDINGS,
    one_line,
    opened,
    shown_forms,
)

TITLE = "Laporan Kinerja Instansi Pemerintah (LKjIP)"
_NOT_PRINTED = {"kind", "key", "id", "value", "data", "mime", "berkas"}
_WORDLESS = {bool, int, float, type(None)}  # most of a table
_TITLE = re.compile(r"# .*")
_DRAWN_TEXT = re.compile("(?<=>)[^<>]*%[^<>]*(?=<)")


def merge_chapters(
    executed: Iterable[tuple[Chapter, Any]],
    params: Params,
    tahun: int,
    kertas: str | None = None,
    logo: dict[str, Any] | None = None,
    shown: Collection[str] | None = None,
) -> Any:
    """Join the printed chapters into one notebook, captions numbered and referred to.

    Args:
        executed: Chapters with their executed notebooks, in printing order.
        params: The agency, for the cover.
        tahun: Year of the report.
        kertas: `a4` or `f4`; what the agency declares when not given.
        logo: As `read_logo` returns it.
        shown: Chapters to keep once captions are numbered; the others only leave the title of the
            chapter that is gone on with. All are kept when not given.

    Raises:
        AssembleError: A chapter's own text refers to something that is not there.
    """
    import nbformat

    node: Any = nbformat.NotebookNode
    gaya_persen = params.kebijakan.gaya_persen
    cells = []
    for chapter, notebook in executed:
        if chapter.bagian not in PRINTED:
            continue
        for cell in notebook.cells:
            kept = node(cell, id=f"{chapter.name[:24]}-{cell.id}")
            if cell.cell_type == "markdown":
                kept.source = _styled(cell.source, gaya_persen)
            if "outputs" in cell:
                kept.outputs = [_with_own_blocks(output, gaya_persen) for output in cell.outputs]
            place = node(bab=chapter.name, bagian=chapter.bagian)
            kept.metadata = node(tags=cell.metadata.get("tags", []), lkjip=place)
            cells.append(kept)
    merged = node(cells=cells, metadata=node(), nbformat=4, nbformat_minor=5)
    signed = params.tanda_tangan
    merged.metadata.lkjip = {
        "judul": TITLE,
        "tahun": tahun,
        "instansi": params.nama,
        "pemerintah": params.pemerintah,
        "alamat": list(params.alamat),
        "tempat_tanggal": f"{signed.tempat}, {date_text(signed.tanggal)}",
        "kertas": kertas or params.kertas,
        "logo": logo,
        "versi": __version__,
    }
    number_captions(merged)
    link_references(merged)
    if shown is not None:
        merged.cells = list(_only(merged.cells, shown))
    return merged


def _only(cells: Iterable[Any], shown: Collection[str]) -> Iterator[Any]:
    """Keep the cells of some chapters, and the title that a kept one goes on below."""
    title = None
    for cell in cells:
        printed = "laporan" in cell.metadata.tags
        opening = _TITLE.match(cell.source) if printed and cell.cell_type == "markdown" else None
        if cell.metadata.lkjip.bab not in shown:
            title = type(cell)(cell, source=opening[0]) if opening else title
            continue
        if printed:
            if title is not None and not opening:
                yield title
            title = None
        yield cell


def collect_figures(executed: Iterable[tuple[Chapter, Any]]) -> list[dict[str, Any]]:
    """Return every computed figure once, with the chapter that showed it first.

    Raises:
        AssembleError: Two chapters give one id different values.
    """
    found: dict[str, dict[str, Any]] = {}
    for chapter, notebook in executed:
        for figure in read_figures(shown_forms([notebook], MIME_FIGURES)):
            first = found.setdefault(figure["id"], {**figure, "bab": chapter.name})
            if first["nilai"] != figure["nilai"]:
                raise AssembleError(
                    f"angka {figure['id']} berbeda antara bab {first['bab']} ({first['nilai']}) "
                    f"dan {chapter.name} ({figure['nilai']})"
                )
    return list(found.values())


def collect_findings(
    executed: Iterable[tuple[Chapter, Any]], merged: Any = None
) -> list[dict[str, str]]:
    """Return every finding once, material ones first.

    Args:
        executed: Chapters with their executed notebooks.
        merged: As `merge_chapters` returns it, for what only shows when chapters are joined.
    """
    notebooks = [notebook for _, notebook in executed] + ([merged] if merged else [])
    found = {tuple(item.values()): item for item in _shown(notebooks, MIME_FINDINGS)}
    return sorted(
        found.values(),
        key=lambda item: (WEIGHTS.index(item["tingkat"]), item["kode"], item["lokasi"]),
    )


def collect_responses(executed: Iterable[tuple[Chapter, Any]]) -> list[dict[str, str]]:
    """Return the agency's answers to findings."""
    return list(_shown((notebook for _, notebook in executed), MIME_RESPONSES))


def collect_words(executed: Iterable[tuple[Chapter, Any]]) -> Words:
    """Return the words of the agency's tables, as a chapter handed them over."""
    words: Words = {name: [] for name in WORDS}
    for table in _shown((notebook for _, notebook in executed), MIME_TABLES):
        words[table["tabel"]] = table["baris"]
    return words


def figures_text(figures: Iterable[Mapping[str, Any]]) -> str:
    """Return `angka.jsonl`."""
    return "".join(f"{one_line(figure)}\n" for figure in figures)


def findings_text(findings: Iterable[Mapping[str, str]]) -> str:
    """Return `temuan.csv`: findings with their answers."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: disarmed(text) for name, text in row.items()} for row in findings)
    return target.getvalue()


def _styled(part: Any, gaya_persen: str) -> Any:
    """A copy with percentages and dates written in one way, wherever they are printed from."""
    kind = type(part)
    if kind is str:
        return style_dates(style_percent(part, gaya_persen))
    if kind is list:
        return [_styled(item, gaya_persen) for item in part]
    if issubclass(kind, dict):
        return {
            key: value
            if key in _NOT_PRINTED or type(value) in _WORDLESS
            else _styled_value(key, value, gaya_persen)
            for key, value in part.items()
        }
    return part


def _styled_value(key: str, value: Any, gaya_persen: str) -> Any:
    if key == "svg":
        return _DRAWN_TEXT.sub(lambda words: style_percent(words[0], gaya_persen), value)
    return _styled(value, gaya_persen)


def _with_own_blocks(output: Any, gaya_persen: str) -> Any:
    """An output whose blocks can be given their captions; all else is the chapter's own."""
    data = output.get("data", {})
    found = opened(data)
    if found is None:
        return output
    own = {mime: form for mime, form in data.items() if mime != MIME_BLOCK_TEXT}
    own[MIME_BLOCK] = _styled(found, gaya_persen)
    return type(output)(output, data=type(output)(own))


def _shown(notebooks: Iterable[Any], mime: str) -> Iterator[dict[str, Any]]:
    return chain.from_iterable(shown_forms(notebooks, mime))
