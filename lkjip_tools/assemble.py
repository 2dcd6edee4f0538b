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
from lkjip_tools.dates import date_text
from lkjip_tools.errors import AssembleError
from lkjip_tools.execute import Chapter
from lkjip_tools.finding import FIELDS
from lkjip_tools.params import Params

TITLE = "Laporan Kinerja Instansi Pemerintah (LKjIP)"
PRINTED = ("depan", "isi", "lampiran")


def merge_chapters(
    executed: Iterable[tuple[Chapter, Any]], params: Params, tahun: int, kertas: str = "a4"
) -> Any:
    """Join the printed chapters into one notebook, captions numbered.

    Args:
        executed: Chapters with their executed notebooks, in printing order.
        params: The agency, for the cover.
        tahun: Year of the report.
        kertas: `a4` or `f4`.
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
        "kertas": kertas,
        "versi": __version__,
    }
    number_captions(merged)
    return merged


def number_captions(notebook: Any) -> None:
    """Give every numbered table, chart and scan its number, once, for all formats.

    Tables of one part (`a`, `b`, …) share a number: Tabel 8a, Tabel 8b.
    """
    tables = charts = 0
    for block in _blocks(notebook):
        if block["kind"] == "chart" or (block["kind"] == "scan" and block["numbered"]):
            charts += 1
            _caption(block, f"Gambar {charts}")
        elif block["kind"] == "table" and block.get("numbered"):
            part = block.get("part") or ""
            tables += part in ("", "a")
            _caption(block, f"Tabel {tables}{part}")


def collect_figures(executed: Iterable[tuple[Chapter, Any]]) -> list[dict[str, Any]]:
    """Return every computed figure once, with the chapter that showed it first.

    Raises:
        AssembleError: Two chapters give one id different values.
    """
    found: dict[str, dict[str, Any]] = {}
    for chapter, figure in _outputs(executed, MIME_FIGURES):
        first = found.setdefault(figure["id"], {**figure, "bab": chapter.name})
        if first["nilai"] != figure["nilai"]:
            raise AssembleError(
                f"angka {figure['id']} berbeda antara bab {first['bab']} ({first['nilai']}) "
                f"dan {chapter.name} ({figure['nilai']})"
            )
    return list(found.values())


def collect_findings(executed: Iterable[tuple[Chapter, Any]]) -> list[dict[str, str]]:
    """Return every finding once, material ones first."""
    order = {"material": 0, "minor": 1, "catatan": 2}
    found = {tuple(item.values()): item for _, item in _outputs(executed, MIME_FINDINGS)}
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


def _blocks(notebook: Any) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        if cell.cell_type != "code" or "laporan" not in cell.metadata.get("tags", []):
            continue
        for output in cell.outputs:
            found = output.get("data", {}).get(MIME_BLOCK, [])
            yield from found if isinstance(found, list) else [found]


def _caption(block: dict[str, Any], label: str) -> None:
    block["label"], block["caption_text"] = label, f"{label} {block['title']}"


def _outputs(
    executed: Iterable[tuple[Chapter, Any]], mime: str
) -> Iterator[tuple[Chapter, dict[str, Any]]]:
    for chapter, notebook in executed:
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                for item in output.get("data", {}).get(mime, []):
                    yield chapter, item
