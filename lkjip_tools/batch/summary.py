"""`ringkasan.json` and `ringkasan.html`: what became of every report of a batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2

from lkjip_tools.batch.agency import BUSY, CURRENT, DONE, FAILED, STOPPED, Result
from lkjip_tools.batch.show import percent
from lkjip_tools.errors import OutputError

_ORDER = (DONE, CURRENT, FAILED, BUSY, STOPPED)


def counts_text(results: Sequence[Result]) -> str:
    """Say how many ended how: `40 laporan: 38 selesai, 2 gagal`."""
    found = Counter(result.status for result in results)
    parts = [f"{found[status]} {status}" for status in _ORDER if found[status]]
    return f"{len(results)} laporan: {', '.join(parts) or 'tidak ada'}"


def write_summary(results: Sequence[Result], outputs: Path) -> list[Path]:
    """Write both files into the folder of all reports, each whole or not at all.

    Raises:
        OutputError: They cannot be written.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lkjip_tools.batch"), autoescape=True, trim_blocks=True
    )
    page = environment.get_template("ringkasan.html.j2")
    written = {
        outputs / "ringkasan.json": _told(results),
        outputs / "ringkasan.html": page.generate(
            rows=(_printed(_row(result)) for result in results), counts=counts_text(results)
        ),
    }
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        for path, texts in written.items():
            unfinished = path.with_name(f".{path.name}.baru")
            with unfinished.open("w", encoding="utf-8") as file:
                file.writelines(texts)
                file.write("\n")
            unfinished.replace(path)
    except OSError as fault:
        raise OutputError(f"{outputs}: ringkasan tidak dapat ditulis ({fault})") from None
    return list(written)


def _told(results: Sequence[Result]) -> Iterator[str]:
    """The rows as JSON, one a line: never all of them in memory."""
    yield '{"laporan": ['
    for at, result in enumerate(results):
        yield ",\n" if at else "\n"
        yield json.dumps(_row(result), ensure_ascii=False)
    yield "\n]}"


def _row(result: Result) -> dict[str, Any]:
    summary = result.summary
    return {
        "instansi": result.instansi,
        "nama": summary.get("nama", result.instansi),
        "tahun": result.tahun,
        "status": result.status,
        "sebab": list(result.reasons),
        "pesan": result.message,
        "bab": result.chapters,
        "detik": round(result.seconds, 1),
        "capaian": summary.get("capaian"),
        "predikat": summary.get("predikat"),
        "serapan": summary.get("serapan"),
        "temuan": dict(summary.get("temuan", {})),
        "berkas": [f"{result.place}/{name}" for name in result.files],
    }


def _printed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {f"{name}_tercetak": percent(row[name]) for name in ("capaian", "serapan")}
