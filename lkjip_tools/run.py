"""One report: execute the chapters, assemble them, export them, put them in place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkjip_tools.assemble import (
    collect_figures,
    collect_findings,
    figures_text,
    findings_text,
    make_manifest,
    merge_chapters,
)
from lkjip_tools.execute import execute_chapter, find_chapters
from lkjip_tools.logo import read_logo
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
    params, chapters = read_params(instansi, root), find_chapters(root)
    steps = len(chapters) + len(FORMATS)
    folder = root / "outputs" / instansi / str(tahun)
    with staged(folder) as staging:
        (staging / "notebooks").mkdir()
        executed = []
        for place, chapter in enumerate(chapters):
            progress(chapter.name, place, steps)
            target = staging / "notebooks" / f"{chapter.name}.ipynb"
            executed.append((chapter, execute_chapter(chapter, instansi, tahun, target)))
        figures = collect_figures(executed)
        logo = read_logo(params, instansi, root)
        merged = merge_chapters(executed, params, tahun, logo=logo)
        findings = collect_findings(executed, merged)
        written = []
        for place, kind in enumerate(FORMATS, len(chapters)):
            progress(f"laporan.{kind}", place, steps)
            written.append(_export(merged, staging, kind))
        written.append(_write(staging / "angka.jsonl", figures_text(figures)))
        written.append(_write(staging / "temuan.csv", findings_text(findings)))
        manifest = make_manifest(root, instansi, tahun, params, findings, written)
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
