"""Do what a plan says: all of it, or nothing."""

from __future__ import annotations

from pathlib import Path

from lkjip_tools.errors import ImportFileError, OutputError
from lkjip_tools.importer.plan import Plan
from lkjip_tools.source.original import FOLDER


def apply_plan(plan: Plan, *, overwrite: bool = False) -> list[Path]:
    """Write the tables, the export and its record.

    Args:
        plan: From `make_plan`.
        overwrite: Rows that were edited since, or typed, may be overwritten.

    Returns:
        The files that were written.

    Raises:
        ImportFileError: Edited rows would be overwritten; nothing was written.
        OutputError: A file cannot be written; those that stood there are as they were.
    """
    if plan.refused and not overwrite:
        names = ", ".join(table.name for table in plan.refused)
        raise ImportFileError(
            f"tabel {names}: isinya diketik atau disunting sejak impor terakhir dan akan ditimpa; "
            f"periksa perbedaannya di atas, lalu ulangi dengan --timpa"
        )
    kept = plan.folder / FOLDER
    files = {
        kept / plan.record.berkas: plan.content,
        kept / f"{plan.record.berkas}.json": plan.record.text().encode(),
    }
    files |= {table.path: table.text.encode() for table in plan.tables}
    _write(files)
    return list(files)


def _write(files: dict[Path, bytes]) -> None:
    """Write beside, then put everything in its place; a failure gives back what stood there."""
    before: dict[Path, bytes | None] = {}
    unfinished = {path: path.with_name(f".{path.name}.baru") for path in files}
    try:
        for path, new in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished[path].write_bytes(new)
        for path, beside in unfinished.items():
            stood = path.read_bytes() if path.is_file() else None
            beside.replace(path)
            before[path] = stood
    except OSError as fault:
        for done, content in before.items():
            if content is None:
                done.unlink(missing_ok=True)
            else:
                done.write_bytes(content)
        raise OutputError(f"{path}: berkas tidak dapat ditulis ({fault.strerror})") from None
    finally:
        for beside in unfinished.values():
            beside.unlink(missing_ok=True)
