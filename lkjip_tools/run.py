"""One report: execute the chapters, assemble them, set them, put them in place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkjip_tools.annex import annex_answers, annex_findings, draft_notes, open_note
from lkjip_tools.assemble import (
    collect_figures,
    collect_findings,
    collect_responses,
    collect_words,
    figures_text,
    findings_text,
    merge_chapters,
)
from lkjip_tools.errors import NotFinalError
from lkjip_tools.execute import Chapter, begin, execute_chapters, find_chapters
from lkjip_tools.logo import read_logo
from lkjip_tools.manifest import make_manifest
from lkjip_tools.margin import mark_findings, naskah_spans
from lkjip_tools.output import staged
from lkjip_tools.params import read_params
from lkjip_tools.part import Part, choose_part
from lkjip_tools.response import answer, open_ones
from lkjip_tools.root import data_folder, relative
from lkjip_tools.store.rows import build_rows
from lkjip_tools.store.write import write_parquet
from lkjip_tools.wanted import Status, Wanted, folder_name

_NAMED = 5  # open findings that a refusal names
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Report:
    """A finished report.

    Attributes:
        folder: `outputs/<instansi>/<tahun>`; with `-draf` for a draft, `-bab-<…>` for a part.
        written: Names of the files in it, the reports first.
        findings: How many findings of each `tingkat`; `None` for a part, which is not checked.
        figures: Value of every figure by id, unrounded, as text.
    """

    folder: Path
    written: tuple[str, ...]
    findings: Counter[str] | None
    figures: dict[str, str | None]


def make_report(
    instansi: str,
    tahun: int,
    root: Path,
    progress: Progress = lambda *_: None,
    wanted: Wanted | None = None,
) -> Report:
    """Regenerate one agency's report of one year, or a part of it.

    Args:
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.
        progress: Called with a step's name, its number and how many there are.
        wanted: Which chapters, formats and paper, and whether as draft or as final report; the
            whole report when not given.

    Raises:
        InputError: A chapter that is wanted is not known.
        ExecutionError: A cell failed; the previous report is untouched.
        AssembleError: A chapter holds what cannot be printed.
        NotFinalError: A final report was wanted, and material findings are open.
        OutputError: The report cannot be put in place.
    """
    wanted = wanted or Wanted()
    part = choose_part(
        find_chapters(root, wanted.permintaan), wanted.bab, checked=wanted.status == "draf"
    )
    steps, done = len(part.executed) + 1, list[tuple[Chapter, Any]]()
    folder = root / "outputs" / instansi / folder_name(tahun, part, wanted.status)
    with staged(folder) as staging:
        (staging / "notebooks").mkdir()
        progress(part.executed[0].name, 0, steps)
        begin(wanted.engine)
        _get_ready_to_set()
        for chapter, executed in execute_chapters(
            part.executed, instansi, tahun, staging / "notebooks", engine=wanted.engine
        ):
            done.append((chapter, executed.notebook))
            following = [*part.executed, None][len(done)]
            last = ", ".join(f"laporan.{kind}" for kind in wanted.kinds)
            progress(following.name if following else last, len(done), steps)
        return finish_report(done, instansi, tahun, root, staging, folder, wanted, part)


def finish_report(
    executed: list[tuple[Chapter, Any]],
    instansi: str,
    tahun: int,
    root: Path,
    staging: Path,
    folder: Path,
    wanted: Wanted,
    part: Part,
) -> Report:
    """Assemble executed chapters and write everything else that a report consists of.

    Args:
        executed: Chapters with their executed notebooks, in printing order.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.
        staging: Where to write.
        folder: Where the report will be.
        wanted: What to make.
        part: Which chapters those are.

    Raises:
        AssembleError: A chapter holds what cannot be printed.
        NotFinalError: A final report was wanted, and material findings are open.
    """
    params, data = read_params(instansi, root), data_folder(root, instansi, tahun)
    logo = read_logo(params, instansi, root)
    figures = collect_figures(executed)
    merged = merge_chapters(executed, params, tahun, wanted.kertas, logo, part.shown)
    if part.label:
        merged.metadata.lkjip["bagian"] = part.label
    findings = answer(collect_findings(executed, merged), collect_responses(executed))
    if wanted.status == "final":
        _refuse_open(findings, data, root)
    if part.checked:
        _print_findings(merged, figures, findings, data, root, wanted.status)
    written = _set(merged, staging, wanted.kinds)
    written.append(_write(staging / "angka.jsonl", figures_text(figures)))
    if part.checked:
        written.append(_write(staging / "temuan.csv", findings_text(findings)))
    if part.checked and not part.label:
        words = collect_words(executed)
        written += write_parquet(build_rows(figures, words, params, instansi, tahun), staging)
    ran = {chapter.path.name: notebook for chapter, notebook in executed}
    manifest = make_manifest(root, instansi, tahun, params, findings, written, ran)
    manifest["pilihan"] = wanted.told | {"bab": sorted(part.shown or ()), "bagian": part.label}
    if not part.checked:
        manifest["temuan"] = None
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    _write(staging / "manifest.json", f"{text}\n")
    return Report(
        folder,
        tuple(path.name for path in written),
        Counter(finding["tingkat"] for finding in findings) if part.checked else None,
        {figure["id"]: figure["nilai"] for figure in figures},
    )


def _refuse_open(findings: Sequence[Mapping[str, str]], data: Path, root: Path) -> None:
    refused = open_ones(findings)
    if not refused:
        return
    shown = relative(data, root)
    lines = [f"laporan final ditolak: {len(refused)} temuan material belum diselesaikan"]
    for finding in refused[:_NAMED]:
        lines += [f"  {finding['kode']}: {finding['lokasi']}", f"    {finding['pesan']}"]
    if len(refused) > _NAMED:
        lines.append(f"  … dan {len(refused) - _NAMED} lagi")
    lines += [
        f"perbaiki datanya, atau tanggapi pada {shown}/tanggapan.csv (lihat docs/findings.md);",
        "semuanya di tempatnya: lkjip report --draf. Laporan terdahulu tidak berubah.",
    ]
    raise NotFinalError("\n".join(lines))


def _print_findings(
    merged: Any,
    figures: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, str]],
    data: Path,
    root: Path,
    status: Status,
) -> None:
    """Add the findings with an answer to the end; in a draft, all of them, and in the margin.

    What is neither draft nor final says on its cover that findings are open.
    """
    folder = relative(data, root)
    if status == "laporan":
        merged.metadata.lkjip["belum_final"] = open_note(findings)
    if status == "draf":
        places = mark_findings(merged, figures, findings, naskah_spans(root, data))
        merged.metadata.lkjip["draf"] = draft_notes(findings, folder)
    merged.cells += annex_answers(findings, folder)
    if status == "draf":
        merged.cells += annex_findings(findings, places, folder)


def _get_ready_to_set() -> None:
    from lkjip_tools.report.render import prepare

    prepare()


def _set(merged: Any, staging: Path, formats: Sequence[str]) -> list[Path]:
    from lkjip_tools.report.render import render

    written = []
    for kind, content in render(merged, formats).items():
        written.append(staging / f"laporan.{kind}")
        written[-1].write_bytes(content)
    return written


def _write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path
