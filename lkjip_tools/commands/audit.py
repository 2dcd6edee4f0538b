"""`lkjip audit`: hold published reports against themselves."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lkjip_tools.errors import AuditInputError, LkjipError, OutputError

if TYPE_CHECKING:
    from lkjip_tools.audit.audit import Audit

_SHOWN = 5


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("outputs/audit"),
    show_default=True,
    help="Folder that gets one folder for each report.",
)
def audit(files: tuple[Path, ...], out: Path) -> None:
    """Name every figure of published reports that does not follow.

    Each report (text, Markdown, PDF, DOCX) gets temuan.csv, temuan.json, laporan.html and
    ringkasan.md in OUT/<name>/. Several reports are ranked in OUT/peringkat.csv.
    """
    done: list[Audit] = []
    failed = 0
    for path, folder in zip(files, _folders(files, out), strict=True):
        try:
            done.append(_one(path, folder))
        except LkjipError as fault:
            failed = max(failed, fault.exit_code)
            for line in str(fault).splitlines():
                click.echo(f"lkjip: {line}", err=True)
    if len(files) > 1 and done:
        try:
            _rank(done, out)
        except OSError as fault:
            click.echo(f"lkjip: {out}: peringkat tidak dapat ditulis ({fault.strerror})", err=True)
            failed = 1
    sys.exit(failed)


def _folders(files: Sequence[Path], out: Path) -> list[Path]:
    """A folder for each file; files of one name get a number."""
    seen: dict[str, int] = {}
    folders = []
    for path in files:
        name = path.stem or "laporan"
        seen[name] = seen.get(name, 0) + 1
        folders.append(out / (name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return folders


def _one(path: Path, folder: Path) -> Audit:
    from lkjip_tools.audit.audit import audit_file
    from lkjip_tools.audit.write import FILES, sentence, write_audit
    from lkjip_tools.output import staged

    strangers = [entry.name for entry in _entries(folder) if entry.name not in FILES]
    if strangers:
        raise OutputError(
            f"{folder}: sudah berisi berkas lain ({strangers[0]}); pilih --out yang lain"
        )
    try:
        result = audit_file(path)
    except RecursionError:
        raise AuditInputError(f"{path.name}: susunannya terlalu dalam; simpan ulang") from None
    with staged(folder) as place:
        write_audit(result, place)
    counts = result.counts
    click.echo(
        f"{path.name}: {sum(result.verdicts.values())} hubungan diperiksa; temuan: "
        f"{counts['material']} material, {counts['minor']} minor, {counts['tipografi']} tipografi."
    )
    material = [check for check in result.findings if check.tingkat == "material"]
    for check in sorted(material, key=lambda c: (c.putusan != "mengubah simpulan", c.place))[
        :_SHOWN
    ]:
        click.echo(f"  - {sentence(check)}")
    if len(material) > _SHOWN:
        click.echo(f"  … dan {len(material) - _SHOWN} temuan material lain")
    click.echo(f"  {folder / 'laporan.html'}")
    return result


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir()) if folder.exists() else []
    except OSError as fault:
        raise OutputError(f"{folder}: bukan folder yang dapat dipakai ({fault.strerror})") from None


def _rank(done: Sequence[Audit], out: Path) -> None:
    from lkjip_tools.audit.write import RANKED, ranking, to_csv

    rows = ranking(done)
    (out / "peringkat.csv").write_text(to_csv(RANKED, rows), "utf-8", newline="")
    click.echo(f"{'#':>3} {'material':>9} {'/100':>6} {'periksa':>8}  berkas")
    for row in rows:
        click.echo(
            f"{row['peringkat']:>3} {row['material']:>9} {row['material_per_seratus']:>6} "
            f"{row['diperiksa']:>8}  {row['berkas']}"
        )
    click.echo(f"  {out / 'peringkat.csv'}")
