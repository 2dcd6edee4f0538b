"""A stored report against its data: files by hash, chapters by running them again.

Each difference names what may have caused it:

- `suntingan`: the stored chapter is not the one the manifest describes;
- `masukan`: data, params, a rule or a notebook changed since;
- `paket`: the code of lkjip is not the one that made the report;
- `lingkungan`: only a drawing or the way of showing differs, and versions changed;
- `tidak diketahui`: none of these.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from lkjip_tools.execute import Chapter
from lkjip_tools.manifest import digest
from lkjip_tools.root import find_root
from lkjip_tools.verify.cells import compare_chapter, compare_sources, run_again
from lkjip_tools.verify.difference import CellDifference, FileDifference
from lkjip_tools.verify.files import (
    CHAPTERS,
    check_files,
    environment_changes,
    read_manifest,
    read_notebook,
)
from lkjip_tools.verify.outputs import PRESENTATION
from lkjip_tools.verify.rebuild import check_rebuilt

RESULT = "verifikasi.json"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Verification:
    """What a verification found.

    Attributes:
        folder: The report.
        chapters: Names of the chapters that were run again.
        cells: How many cells were compared.
        tolerance: How far apart exact values were allowed to be.
        environment: Versions that changed: then and now. No fault of the report by itself.
        package: Files of lkjip that changed; likewise, as long as all cells agree.
        files: Files of the report and of its input that are not what the manifest says.
        differences: What cells give now that they did not give then.
    """

    folder: Path
    chapters: tuple[str, ...]
    cells: int
    tolerance: Decimal
    environment: dict[str, tuple[str, str]]
    package: tuple[FileDifference, ...]
    files: tuple[FileDifference, ...]
    differences: tuple[CellDifference, ...]

    @property
    def agrees(self) -> bool:
        """Nothing differs; other versions that give the same are no difference."""
        return not self.files and not self.differences

    def to_json(self) -> dict[str, Any]:
        """Return the content of `verifikasi.json`."""
        return {
            "manifest_sha256": digest(self.folder / "manifest.json"),
            "sesuai": self.agrees,
            "bab": list(self.chapters),
            "sel": self.cells,
            "toleransi": format(self.tolerance, "f"),
            "lingkungan": {
                name: {"dahulu": then, "sekarang": now}
                for name, (then, now) in self.environment.items()
            },
            "paket": [item.berkas for item in self.package],
            "berkas": [asdict(item) for item in self.files],
            "perbedaan": [asdict(item) for item in self.differences],
        }


def verify_report(
    folder: Path,
    root: Path | None = None,
    *,
    only: tuple[str, ...] = (),
    tolerance: Decimal = Decimal(0),
    progress: Progress = lambda *_: None,
) -> Verification:
    """Check a stored report; nothing is written.

    Args:
        folder: `outputs/<instansi>/<tahun>`, or a copy of it.
        root: The project's folder; found from `folder` when not given.
        only: Names of chapters to run again; all when empty.
        tolerance: How far apart exact values may be; printed text must be the same.
        progress: Called with a step's name, its number and how many there are.

    Raises:
        InputError: No report there, or no project.
    """
    said = read_manifest(folder)
    root = find_root(root or folder)
    changed, versions = check_files(said, root, folder), environment_changes(said)
    files = [item for item in changed if item.bagian != "paket"]
    package = [item for item in changed if item.bagian == "paket"]
    stored = _chapters(said, folder)
    chosen = [(chapter, node) for chapter, node in stored if not only or chapter.name in only]
    found = list[CellDifference]()
    with tempfile.TemporaryDirectory() as place:
        for number, (chapter, node) in enumerate(chosen):
            progress(chapter.name, number, len(chosen) + 1)
            differences = _chapter(chapter, node, said, root, Path(place), tolerance)
            found += _with_causes(differences, changed, bool(versions))
    progress("keluaran", len(chosen), len(chosen) + 1)
    if not only and not files and not found:
        files = check_rebuilt(said, stored, root, folder, lenient=bool(versions or package))
    return Verification(
        folder,
        tuple(chapter.name for chapter, _ in chosen),
        sum(len(node.cells) for _, node in chosen),
        tolerance,
        versions,
        tuple(package),
        tuple(files),
        tuple(found),
    )


def _chapters(said: dict[str, Any], folder: Path) -> list[tuple[Chapter, Any]]:
    """Return the stored chapters that can be read; one that cannot is among the files."""
    paths = [folder / CHAPTERS / name for name in said["dijalankan"]]
    return [
        (Chapter(path, notebook.metadata.get("lkjip", {}).get("bagian", "")), notebook)
        for path in paths
        for notebook in [read_notebook(path)]
        if notebook is not None
    ]


def _chapter(
    chapter: Chapter,
    stored: Any,
    said: dict[str, Any],
    root: Path,
    workplace: Path,
    tolerance: Decimal,
) -> list[CellDifference]:
    source = read_notebook(root / CHAPTERS / chapter.path.name)
    found = list(compare_sources(chapter.name, stored, source)) if source else []
    now, fault = run_again(chapter, said["instansi"], said["tahun"], workplace, root / CHAPTERS)
    found += compare_chapter(chapter.name, stored, now, fault, tolerance)
    return sorted(found, key=lambda item: item.sel)


def _with_causes(
    differences: list[CellDifference], changed: list[FileDifference], versions: bool
) -> Iterator[CellDifference]:
    edited = {item.berkas for item in changed if item.bagian == "keluaran"}
    parts = [part for part in ("masukan", "paket") if any(it.bagian == part for it in changed)]
    for item in differences:
        causes = ["suntingan"] if f"{CHAPTERS}/{item.bab}.ipynb" in edited else []
        causes += parts
        if not causes and versions and item.jenis in PRESENTATION:
            causes = ["lingkungan"]
        yield replace(item, sebab=" atau ".join(causes) or "tidak diketahui")
