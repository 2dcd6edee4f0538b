"""Agency x year x chapter to executed notebooks, by papermill.

The runner knows chapters as files. What a chapter computes is between its cells.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkjip_tools.errors import ExecutionError, InputError, nearest

#: `permintaan` is an annex that is printed when it is asked for, `kerja` is for people to work in.
BAGIAN = ("depan", "isi", "lampiran", "pemeriksaan", "permintaan", "kerja")
KERNEL, KERNEL_START = "python3", "(kernel belum berjalan)"
# a kernel tells of its transport on every start; its real errors come as cell outputs
QUIET = ["--log-level=CRITICAL"]
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Chapter:
    """One notebook of the report.

    Attributes:
        path: The notebook.
        bagian: `depan`, `isi`, `lampiran` are printed; `pemeriksaan` only yields findings. An
            annex that was asked for is a `lampiran`.
    """

    path: Path
    bagian: str

    @property
    def name(self) -> str:
        """The file's name without suffix."""
        return self.path.stem


def find_chapters(root: Path, permintaan: Collection[str] = ()) -> list[Chapter]:
    """Return the chapters of `notebooks/` in printing order: those that name their `bagian`.

    Args:
        root: The project's folder.
        permintaan: Annexes that are asked for: `perhitungan` is `99_perhitungan.ipynb`.

    Raises:
        InputError: There is none, one is no notebook, one names an unknown `bagian`, or an annex
            that is asked for is not there.
    """
    chapters, offered = list[Chapter](), list[str]()
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        bagian = _bagian(path)
        if bagian is None:
            continue
        if bagian not in BAGIAN:
            raise InputError(
                f"notebooks/{path.name}: metadata lkjip.bagian '{bagian}' tidak dikenal; "
                f"pilih salah satu: {', '.join(BAGIAN)}"
            )
        name = path.stem.partition("_")[2]
        offered += [name] if bagian == "permintaan" else []
        if bagian == "permintaan" and name in permintaan:
            chapters.append(Chapter(path, "lampiran"))
        elif bagian not in ("permintaan", "kerja"):
            chapters.append(Chapter(path, bagian))
    for name in permintaan:
        if name not in offered:
            raise InputError(
                f"lampiran '{name}' tidak dikenal{nearest(name, offered)}; "
                f"yang dapat diminta: {', '.join(offered) or '(tidak ada)'}"
            )
    if not chapters:
        raise InputError(f"tidak ada bab di {(root / 'notebooks').name}/; seharusnya berkas .ipynb")
    return chapters


def _bagian(path: Path) -> str | None:
    try:
        about = json.loads(path.read_text("utf-8"))["metadata"].get("lkjip", {})
        return None if about.get("bagian") is None else str(about["bagian"])
    except (ValueError, LookupError, TypeError, AttributeError):
        raise InputError(
            f"notebooks/{path.name}: bukan notebook; simpan ulang dari JupyterLab sebagai .ipynb"
        ) from None


def execute_chapter(chapter: Chapter, instansi: str, tahun: int, target: Path) -> Any:
    """Execute one chapter and store it as executed.

    Args:
        chapter: The notebook; it runs in its own folder, as by hand.
        instansi: Code of the agency.
        tahun: Year of the report.
        target: Where the executed notebook goes.

    Returns:
        The executed notebook.

    Raises:
        ExecutionError: A cell failed, and the notebook is stored as far as it got; or the kernel
            died, and its last cell is named.
    """
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    running = [KERNEL_START]
    try:
        return papermill.execute_notebook(
            chapter.path,
            target,
            parameters={"instansi": instansi, "tahun": tahun},
            cwd=chapter.path.parent,
            kernel_name=KERNEL,
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            shutdown_kernel="immediate",
            extra_arguments=QUIET,
            on_cell_execute=lambda cell, cell_index: running.append(cell.source),
        )
    except PapermillExecutionError as fault:
        reason = _ANSI.sub("", f"{fault.ename}: {fault.evalue}")
        raise ExecutionError(chapter.name, fault.source, reason) from None
    except (DeadKernelError, CellTimeoutError) as fault:
        reason = _ANSI.sub("", str(fault))
        raise ExecutionError(chapter.name, running[-1], reason) from None
