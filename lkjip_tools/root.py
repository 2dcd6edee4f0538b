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
    here = start.resolve() if start else Path.cwd()  # which is resolved
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


def table_path(name: str, instansi: str, tahun: int, root: Path) -> Path:
    """Return where a table is kept as CSV."""
    return data_folder(root, instansi, tahun) / f"{name}.csv"


def workbook_path(root: Path, instansi: str, tahun: int) -> Path:
    """Return where the tables of a year are kept as sheets: beside the folder of that year."""
    return data_folder(root, instansi, tahun).with_suffix(".xlsx")


def data_files(root: Path, instansi: str, tahun: int) -> list[Path]:
    """Return every file of an agency's data of one year, sorted: its folder's and its workbook."""
    workbook = workbook_path(root, instansi, tahun)
    found = [path for path in data_folder(root, instansi, tahun).rglob("*") if path.is_file()]
    return sorted([*found, workbook] if workbook.is_file() else found)


def relative(path: Path, root: Path) -> str:
    """Return a path as the reader knows it: from the project's folder, with forward slashes."""
    return path.relative_to(root).as_posix()


def leads_out(path: Path) -> bool:
    """Say whether a file is a link to somewhere outside the folder that it is in."""
    return not path.resolve().is_relative_to(path.parent.resolve())
