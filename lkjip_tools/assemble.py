"""Executed chapters to one notebook; figures, findings and the manifest beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lkjip_tools import __version__
from lkjip_tools.block import MIME_BLOCK, MIME_FIGURES, MIME_FINDINGS
from lkjip_tools.dates import date_text
from lkjip_tools.errors import AssembleError
from lkjip_tools.execute import Chapter
from lkjip_tools.params import Params
from lkjip_tools.policy import declared_rules
from lkjip_tools.response import COLUMNS, MIME_RESPONSES

TITLE = "Laporan Kinerja Instansi Pemerintah (LKjIP)"
PRINTED = ("depan", "isi", "lampiran")
_TITLE = re.compile(r"# .*")


def merge_chapters(
    executed: Iterable[tuple[Chapter, Any]],
    params: Params,
    tahun: int,
    kertas: str = "a4",
    shown: Collection[str] | None = None,
) -> Any:
    """Join the printed chapters into one notebook, captions numbered.

    Args:
        executed: Chapters with their executed notebooks, in printing order.
        params: The agency, for the cover.
        tahun: Year of the report.
        kertas: `a4` or `f4`.
        shown: Chapters to keep once captions are numbered; the others only leave the title of the
            chapter that is gone on with. All are kept when not given.
    """
    import nbformat

    node: Any = nbformat.NotebookNode
    cells = []
    for chapter, notebook in executed:
        if chapter.bagian not in PRINTED:
            continue
        for cell in notebook.cells:
            kept = node(cell, id=f"{chapter.name[:24]}-{cell.id}")
            if "outputs" in cell:
                kept.outputs = [_with_own_blocks(output) for output in cell.outputs]
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
    if shown is not None:
        merged.cells = list(_only(merged.cells, shown))
    return merged


def number_captions(notebook: Any) -> None:
    """Give every numbered table and every chart its number, once, for all formats.

    Tables of one part (`a`, `b`, …) share a number: Tabel 8a, Tabel 8b.
    """
    tables = charts = 0
    for block in _blocks(notebook):
        if block["kind"] == "chart":
            charts += 1
            _caption(block, f"Gambar {charts}")
        elif block["kind"] == "table" and block.get("numbered"):
            part = block.get("part") or ""
            tables += part in ("", "a")
            _caption(block, f"Tabel {tables}{part}")


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


def collect_responses(executed: Iterable[tuple[Chapter, Any]]) -> list[dict[str, str]]:
    """Return the agency's answers to findings."""
    return [response for _, response in _outputs(executed, MIME_RESPONSES)]


def figures_text(figures: Iterable[Mapping[str, Any]]) -> str:
    """Return `angka.jsonl`: one JSON object a line."""
    return "".join(f"{json.dumps(figure, ensure_ascii=False)}\n" for figure in figures)


def findings_text(findings: Iterable[Mapping[str, str]]) -> str:
    """Return `temuan.csv`: findings with their answers."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(findings)
    return target.getvalue()


def make_manifest(
    root: Path,
    instansi: str,
    tahun: int,
    params: Params,
    findings: list[dict[str, str]],
    written: Iterable[Path],
) -> dict[str, Any]:
    """Describe a run by content alone: what went in, which rules, what came out.

    Args:
        root: The project's folder.
        instansi: Code of the agency.
        tahun: Year of the report.
        params: The agency.
        findings: As `collect_findings` returns them.
        written: Finished files, hashed under their names.
    """
    rules = declared_rules(params, tahun, root)
    data = sorted((root / "data" / instansi / str(tahun)).rglob("*"))
    counts = Counter(finding["tingkat"] for finding in findings)
    return {
        "versi": __version__,
        "instansi": instansi,
        "tahun": tahun,
        "kebijakan": params.kebijakan.model_dump(mode="json"),
        "dasar": params.dasar.model_dump(mode="json"),
        "aturan": {
            name: {
                "berlaku_sejak": rule.effective_from.isoformat(),
                "verifikasi": rule.verification,
                "sha256": _digest(rule.path),
            }
            for name, rule in rules.items()
        },
        "params": _digests(root, [root / "params" / f"{instansi}.yml"]),
        "data": _digests(root, [path for path in data if path.is_file()]),
        "notebook": _digests(root, sorted((root / "notebooks").glob("*.ipynb"))),
        "temuan": {tingkat: counts[tingkat] for tingkat in ("material", "minor", "catatan")},
        "keluaran": {path.name: _digest(path) for path in written},
    }


def _with_own_blocks(output: Any) -> Any:
    """An output whose blocks can be given their captions; all else is the chapter's own."""
    found = output.get("data", {}).get(MIME_BLOCK)
    if found is None:
        return output
    copied = [dict(block) for block in found] if isinstance(found, list) else dict(found)
    return type(output)(output, data=type(output)(output.data, **{MIME_BLOCK: copied}))


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


def _digests(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): _digest(path) for path in paths}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
