"""The finished files, made once more from the stored chapters.

Hashes in a manifest tell of an edited file only while nobody edits the manifest too. A report
whose files and chapters agree with it is therefore set again and compared: byte by byte, but
`angka.jsonl` line by line, for a stored notebook does not keep the order of the keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lkjip_tools.assemble import (
    collect_figures,
    collect_findings,
    figures_text,
    findings_text,
    merge_chapters,
)
from lkjip_tools.execute import Chapter
from lkjip_tools.params import read_params
from lkjip_tools.verify.difference import FileDifference


def check_rebuilt(
    said: Mapping[str, Any],
    executed: list[tuple[Chapter, Any]],
    root: Path,
    folder: Path,
    *,
    lenient: bool,
) -> list[FileDifference]:
    """Compare the report's files with what its stored chapters give.

    Args:
        said: The manifest; `keluaran` names the files.
        executed: The stored chapters, all of them.
        root: The project's folder.
        folder: The report.
        lenient: Other versions set the report: only what holds the figures is compared.
    """
    made = dict(_texts(executed))
    if not lenient:
        params = read_params(said["instansi"], root)
        merged = merge_chapters(executed, params, said["tahun"])
        made |= {name: _export(merged, name) for name in said["keluaran"] if name not in made}
    return [
        FileDifference("keluaran", name, "bukan hasil bab yang tersimpan")
        for name in said["keluaran"]
        if name in made and not _same(name, made[name], (folder / name).read_bytes())
    ]


def _texts(executed: list[tuple[Chapter, Any]]) -> Iterator[tuple[str, bytes]]:
    yield "angka.jsonl", figures_text(collect_figures(executed)).encode()
    yield "temuan.csv", findings_text(collect_findings(executed)).encode()


def _same(name: str, made: bytes, stored: bytes) -> bool:
    if not name.endswith(".jsonl"):
        return made == stored
    try:
        return [json.loads(line) for line in made.splitlines()] == [
            json.loads(line) for line in stored.splitlines()
        ]
    except ValueError:
        return False


def _export(merged: Any, name: str) -> bytes:
    from nbconvert.exporters import get_exporter

    kind = name.rpartition(".")[2]
    exporter: Any = get_exporter(f"lkjip-{kind}")  # type: ignore[no-untyped-call]
    output, _ = exporter().from_notebook_node(merged)
    return output if isinstance(output, bytes) else bytes(output.encode())
