"""The finished files, made once more from the stored chapters.

Hashes in a manifest tell of an edited file only while nobody edits the manifest too. A report
whose files and chapters agree with it is therefore set again and compared, byte by byte.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lkjip_tools.execute import Chapter
from lkjip_tools.part import Part
from lkjip_tools.run import finish_report
from lkjip_tools.store.tables import FILES
from lkjip_tools.store.write import same_rows
from lkjip_tools.verify.difference import FileDifference
from lkjip_tools.wanted import Wanted

_EVERYWHERE = ("angka.jsonl", "temuan.csv", *FILES)  # the same content whatever versions wrote them


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
        said: The manifest; `keluaran` names the files, `pilihan` how they were asked for.
        executed: The stored chapters, all of them.
        root: The project's folder.
        folder: The report.
        lenient: Other versions set the report: only what holds the figures is compared.
    """
    chosen = said["pilihan"]
    wanted = Wanted(
        formats=chosen["format"],
        kertas=chosen["kertas"],
        status=chosen["status"],
        permintaan=chosen["permintaan"],
    )
    shown = frozenset(chosen["bab"]) or None
    chapters, checked = tuple(chapter for chapter, _ in executed), said["temuan"] is not None
    part = Part(chapters, shown, chosen["bagian"], checked)
    with tempfile.TemporaryDirectory() as place:
        made = Path(place)
        finish_report(executed, said["instansi"], said["tahun"], root, made, folder, wanted, part)
        return [
            FileDifference("keluaran", name, "bukan hasil bab yang tersimpan")
            for name in said["keluaran"]
            if (not lenient or name in _EVERYWHERE)
            and not _same(made / name, folder / name, lenient=lenient)
        ]


def _same(made: Path, stored: Path, *, lenient: bool) -> bool:
    if lenient and made.suffix == ".parquet":
        return stored.exists() and same_rows(made, stored)
    return made.exists() and made.read_bytes() == stored.read_bytes()
