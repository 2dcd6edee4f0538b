"""One report: execute the chapters, assemble them, export them, put them in place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkjip_tools.assemble import (
    collect_figures,
    collect_findings,
    figures_text,
    findings_text,
    merge_chapters,
)
from lkjip_tools.execute import Chapter, execute_chapters, find_chapters
from lkjip_tools.logo import read_logo
from lkjip_tools.manifest import make_manifest
from lkjip_tools.output import staged
from lkjip_tools.params import read_params

FORMATS = ("html", "pdf", "docx")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Report:
    """A finished report.

    Attributes:
        folder: `outputs/<instansi>/<tahun>`.
        findings: How many findings of each `tingkat`.
        figures: Value of every figure by id, unrounded, as text.
    """

    folder: Path
    findings: Counter[str]
    figures: dict[str, str | None]


def make_report(
    instansi: str, tahun: int, root: Path, progress: Progress = lambda *_: None
) -> Report:
    """Regenerate one agency's report of one year.

    Args:
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.
        progress: Called with a step's name, its number and how many there are.

    Raises:
        ExecutionError: A cell failed; the previous report is untouched.
        AssembleError: A chapter holds what cannot be printed.
        OutputError: The report cannot be put in place.
    """
    chapters = find_chapters(root)
    steps = len(chapters) + len(FORMATS)
    folder = root / "outputs" / instansi / str(tahun)
    with staged(folder) as staging:
        executed, notebooks = [], staging / "notebooks"
        notebooks.mkdir()
        progress(chapters[0].name, 0, steps)
        for chapter, done in execute_chapters(chapters, instansi, tahun, notebooks):
            executed.append((chapter, done.notebook))
            progress(chapter.name, len(executed), steps)
        return finish_report(
            executed, instansi, tahun, root, staging, folder,
            progress=lambda name, place: progress(name, len(chapters) + place, steps),
        )  # fmt: skip


def finish_report(
    executed: list[tuple[Chapter, Any]],
    instansi: str,
    tahun: int,
    root: Path,
    staging: Path,
    folder: Path,
    *,
    formats: Sequence[str] = FORMATS,
    progress: Callable[[str, int], None] = lambda *_: None,
) -> Report:
    """Assemble executed chapters and write everything else that a report consists of.

    Args:
        executed: Chapters with their executed notebooks, in printing order.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.
        staging: Where to write.
        folder: Where the report will be.
        formats: Which of `FORMATS` are written.
        progress: Called with a file's name and its number.

    Raises:
        AssembleError: A chapter holds what cannot be printed.
    """
    params = read_params(instansi, root)
    figures, logo = collect_figures(executed), read_logo(params, instansi, root)
    merged = merge_chapters(executed, params, tahun, logo=logo)
    findings = collect_findings(executed, merged)
    written = []
    for place, kind in enumerate(formats):
        progress(f"laporan.{kind}", place)
        written.append(_export(merged, staging, kind))
    written.append(_write(staging / "angka.jsonl", figures_text(figures)))
    written.append(_write(staging / "temuan.csv", findings_text(findings)))
    ran = {chapter.path.name: notebook for chapter, notebook in executed}
    manifest = make_manifest(root, instansi, tahun, params, findings, written, ran)
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    _write(staging / "manifest.json", f"{text}\n")
    return Report(
        folder,
        Counter(finding["tingkat"] for finding in findings),
        {figure["id"]: figure["nilai"] for figure in figures},
    )


def _export(merged: Any, staging: Path, kind: str) -> Path:
    from lkjip_tools import report

    exporter = getattr(report, f"Lkjip{kind.upper()}Exporter")
    output, _ = exporter().from_notebook_node(merged)
    path = staging / f"laporan.{kind}"
    path.write_bytes(output if isinstance(output, bytes) else output.encode())
    return path


def _write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path
