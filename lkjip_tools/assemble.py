"""Executed chapters to one notebook; figures and findings beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from lkjip_tools import __version__
from lkjip_tools.block import MIME_BLOCK, MIME_FIGURES, MIME_FINDINGS
from lkjip_tools.captions import link_references, number_captions
from lkjip_tools.dates import date_text, style_dates
from lkjip_tools.errors import AssembleError
from lkjip_tools.execute import Chapter
from lkjip_tools.finding import FIELDS
from lkjip_tools.number import style_percent
from lkjip_tools.params import Params

TITLE = "Laporan Kinerja Instansi Pemerintah (LKjIP)"
PRINTED = ("depan", "isi", "lampiran")
_NOT_PRINTED = {"kind", "key", "id", "value", "svg", "data", "mime", "berkas"}


def merge_chapters(
    executed: Iterable[tuple[Chapter, Any]],
    params: Params,
    tahun: int,
    kertas: str | None = None,
    logo: dict[str, Any] | None = None,
) -> Any:
    """Join the printed chapters into one notebook, captions numbered and referred to.

    Args:
        executed: Chapters with their executed notebooks, in printing order.
        params: The agency, for the cover.
        tahun: Year of the report.
        kertas: `a4` or `f4`; what the agency declares when not given.
        logo: As `read_logo` returns it.

    Raises:
        AssembleError: A chapter's own text refers to something that is not there.
    """
    import nbformat

    node: Any = nbformat.NotebookNode
    cells = []
    for chapter, notebook in executed:
        if chapter.bagian not in PRINTED:
            continue
        for cell in notebook.cells:
            kept = deepcopy(cell)
            kept.id = f"{chapter.name[:24]}-{cell.id}"
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
    for cell in merged.cells:
        _style_cell(cell, params.kebijakan.gaya_persen)
    number_captions(merged)
    link_references(merged)
    return merged


def collect_figures(executed: Iterable[tuple[Chapter, Any]]) -> list[dict[str, Any]]:
    """Return every computed figure once, with the chapter that showed it first.

    Raises:
        AssembleError: Two chapters give one id different values.
    """
    found: dict[str, dict[str, Any]] = {}
    for chapter, notebook in executed:
        for figure in _shown([notebook], MIME_FIGURES):
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
    order = {"material": 0, "minor": 1, "catatan": 2}
    notebooks = [notebook for _, notebook in executed] + ([merged] if merged else [])
    found = {tuple(item.values()): item for item in _shown(notebooks, MIME_FINDINGS)}
    return sorted(
        found.values(), key=lambda item: (order[item["tingkat"]], item["kode"], item["lokasi"])
    )


def figures_text(figures: Iterable[Mapping[str, Any]]) -> str:
    """Return `angka.jsonl`: one JSON object a line."""
    return "".join(f"{json.dumps(figure, ensure_ascii=False)}\n" for figure in figures)


def findings_text(findings: Iterable[Mapping[str, str]]) -> str:
    """Return `temuan.csv`."""
    target = io.StringIO()
    writer = csv.DictWriter(target, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(findings)
    return target.getvalue()


def _style_cell(cell: Any, gaya_persen: str) -> None:
    """Write percentages and dates in one way, wherever they are printed from."""
    if cell.cell_type == "markdown":
        cell.source = _styled(cell.source, gaya_persen)
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if MIME_BLOCK in data:
            data[MIME_BLOCK] = _styled(data[MIME_BLOCK], gaya_persen)


def _styled(part: Any, gaya_persen: str) -> Any:
    match part:
        case str():
            return style_dates(style_percent(part, gaya_persen))
        case list():
            return [_styled(item, gaya_persen) for item in part]
        case dict():
            return {
                key: value if key in _NOT_PRINTED else _styled(value, gaya_persen)
                for key, value in part.items()
            }
    return part


def _shown(notebooks: Iterable[Any], mime: str) -> Iterator[dict[str, Any]]:
    for notebook in notebooks:
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                yield from output.get("data", {}).get(mime, [])
