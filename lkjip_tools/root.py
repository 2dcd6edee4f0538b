"""Where a project's files are: `params/`, `data/`, `notebooks/`, `outputs/` side by side."""

from __future__ import annotations

from pathlib import Path

from lkjip_tools.errors import InputError

MARKERS = ("params", "data")


def find_root(start: Path | None = None) -> Path:
    """Return the nearest folder at or above `start` that holds `params/` and `data/`.

    Args:
        start: Where to begin; the working directory when not given. A notebook runs in
            `notebooks/`, the command at the top: both find the same folder.

    Raises:
        InputError: There is no such folder.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if all((folder / marker).is_dir() for marker in MARKERS):
            return folder
    raise InputError(
        f"tidak ada folder proyek di {here} atau di atasnya: "
        f"seharusnya ada folder {' dan '.join(f'{marker}/' for marker in MARKERS)}; "
        f"jalankan lkjip dari folder proyek"
    )


def data_folder(root: Path, instansi: str, tahun: int) -> Path:
    """Return the folder of an agency's tables and narrative of one year."""
    return root / "data" / instansi / str(tahun)


def relative(path: Path, root: Path) -> str:
    """Return a path as the reader knows it: from the project's folder, with forward slashes."""
    return path.relative_to(root).as_posix()
