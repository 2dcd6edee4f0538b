"""`lkjip verify`: is a stored report what its notebooks give? Which input moved which figure?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lkjip_tools.commands.call import tell_step, told, written
from lkjip_tools.commands.options import FILE, FOLDER
from lkjip_tools.errors import InputError
from lkjip_tools.number import MINUS, format_number

if TYPE_CHECKING:
    from lkjip_tools.verify import (
        CellDifference,
        Comparison,
        FileDifference,
        Moved,
        Root,
        Verification,
    )

SHOWN_FIGURES, SHOWN_ROOTS, SHOWN_FILES = 5, 20, 20
BAGIAN = {"keluaran": "Keluaran laporan", "masukan": "Masukan"}
SEBAB = {
    "suntingan": "bab tersimpan disunting sesudah laporan dibuat",
    "masukan": "masukan berubah sejak laporan dibuat",
    "paket": "paket lkjip bukan yang membuat laporan",
    "lingkungan": "hanya gambar atau tampilan; versi program berbeda",
    "tidak diketahui": "tidak diketahui: masukan, bab tersimpan, dan paket sama",
}


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--against", type=FOLDER, help="An earlier report: say what moved which figure.")
@click.option("--tolerance", default="0", show_default=True, help="How far values may differ.")
@click.option(
    "--result",
    type=FILE,
    help="Where the result goes; FOLDER/verifikasi.json when not given.",
)
@click.option("--root", type=FOLDER, help="The project's folder; found from FOLDER when not given.")
def verify(
    folder: Path, against: Path | None, tolerance: str, result: Path | None, root: Path | None
) -> None:
    """Run a stored report's notebooks again and compare cell by cell.

    FOLDER is outputs/<instansi>/<tahun> or a copy of it. Its notebooks are executed: verify only
    what you would run. Exit code 0: all agrees; 1: something differs; 2: a wrong call.
    """
    with told():
        if against:
            agrees = _compare(against, folder, result)
        else:
            agrees = _verify(folder, _tolerance(tolerance), result, root)
    sys.exit(0 if agrees else 1)


def _tolerance(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not (value.is_finite() and value >= 0):
        raise InputError(f"--tolerance {text}: seharusnya bilangan nol atau lebih, misalnya 0.01")
    return value


def _verify(folder: Path, tolerance: Decimal, result: Path | None, root: Path | None) -> bool:
    from lkjip_tools.verify import verify_report
    from lkjip_tools.verify.stored import RESULT

    found = verify_report(folder, root, tolerance=tolerance, progress=tell_step)
    _tell_environment(found)
    _tell_files(found.files)
    _tell_cells(found.differences)
    count = f"{len(found.chapters)} bab dijalankan ulang, {found.cells} sel dibandingkan"
    if found.agrees:
        click.echo(f"Sesuai: {count}; tidak ada yang berbeda.")
    else:
        cells = len({(item.bab, item.sel) for item in found.differences})
        click.echo(
            f"Tidak sesuai: {count}; {len(found.files)} berkas dan {cells} sel berbeda "
            f"({len(found.differences)} hal)."
        )
    text = json.dumps(found.to_json(), ensure_ascii=False, indent=1)
    written(result or folder / RESULT, f"{text}\n")
    return found.agrees


def _tell_environment(found: Verification) -> None:
    if found.environment:
        changed = (f"{name} {a} → {b}" for name, (a, b) in found.environment.items())
        click.echo(f"Lingkungan lain, bukan perbedaan data: {', '.join(changed)}.")
    if found.package:
        names = [item.berkas for item in found.package]
        rest = f" dan {len(names) - 3} berkas lagi" if len(names) > 3 else ""
        click.echo(f"Paket lkjip lain, bukan perbedaan data: {', '.join(names[:3])}{rest}.")


def _tell_files(files: Iterable[FileDifference]) -> None:
    for bagian, title in BAGIAN.items():
        named = [item for item in files if item.bagian == bagian]
        if named:
            click.echo(f"{title} tidak sesuai manifest:")
        for item in named[:SHOWN_FILES]:
            click.echo(f"  {item.berkas}: {item.keadaan}")
        _tell_rest(len(named) - SHOWN_FILES, "berkas")


def _tell_cells(differences: tuple[CellDifference, ...]) -> None:
    if not differences:
        return
    first = differences[0]
    click.echo(f"Perbedaan pertama: bab {first.bab}, sel {first.sel} ({first.id})")
    click.echo(f"  {first.tempat}")
    click.echo(f"  tersimpan      : {_lines(first.tersimpan)}")
    click.echo(f"  dihitung ulang : {_lines(first.dihitung)}")
    reasons = " atau ".join(SEBAB[part] for part in first.sebab.split(" atau "))
    click.echo(f"  sebab          : {reasons}")
    click.echo("  isi sel        : " + _lines(first.isi))
    rest: dict[str, dict[int, None]] = {}
    for item in differences:
        if (item.bab, item.sel) != (first.bab, first.sel):
            rest.setdefault(item.bab, {})[item.sel] = None
    if rest:
        named = (f"{bab} sel {', '.join(map(str, cells))}" for bab, cells in rest.items())
        click.echo(f"Berbeda pula: {'; '.join(named)}.")


def _lines(text: str) -> str:
    return text.replace("\n", "\n" + " " * 19)


def _tell_rest(count: int, what: str) -> None:
    if count > 0:
        click.echo(f"  … dan {count} {what} lagi")


def _compare(old: Path, new: Path, result: Path | None) -> bool:
    from lkjip_tools.verify import compare_reports

    found = compare_reports(old, new)
    _tell_inputs(found)
    _tell_moved(found)
    if result:
        text = json.dumps(found.to_json(), ensure_ascii=False, indent=1)
        written(result, f"{text}\n")
    return not found.moved and not found.inputs


def _tell_inputs(found: Comparison) -> None:
    click.echo("Masukan yang berubah:" if found.inputs else "Semua masukan sama.")
    for section, changed in found.inputs.items():
        for name, (then, now) in list(changed.items())[:SHOWN_FILES]:
            hashes = len(then) == 64 or len(now) == 64
            click.echo(f"  {section}: {name}" + ("" if hashes else f": {then} → {now}"))
        _tell_rest(len(changed) - SHOWN_FILES, section)


def _tell_moved(found: Comparison) -> None:
    if not found.moved:
        click.echo("Tidak ada angka yang bergerak.")
        return
    click.echo(f"{len(found.moved)} angka bergerak, menurut sebabnya:")
    groups = found.by_root
    for root, figures in list(groups.items())[:SHOWN_ROOTS]:
        click.echo(f"  {_root(root)}: {len(figures)} angka")
        for item in figures[:SHOWN_FIGURES]:
            click.echo(f"    {item.id}: {_pair(item)}")
        if len(figures) > SHOWN_FIGURES:
            click.echo(f"    … dan {len(figures) - SHOWN_FIGURES} angka lagi")
    _tell_rest(len(groups) - SHOWN_ROOTS, "sebab")


def _root(root: Root) -> str:
    return f"[{root.jenis}] {root.tempat}" + (f": {_pair(root)}" if root.dahulu else "")


def _pair(changed: Root | Moved) -> str:
    """Print two values with as many decimals as tell them apart."""
    old, new = (_decimal(text) for text in (changed.dahulu, changed.sekarang))
    if not (isinstance(old, Decimal) and isinstance(new, Decimal)):
        return f"{_short(old)} → {_short(new)}"
    pair = [_short(value) for value in (old, new)]
    if pair[0] == pair[1]:
        digits = [f"{value:f}".partition(".")[2] for value in (old, new)]
        same = next((n for n, (a, b) in enumerate(zip(*digits, strict=False)) if a != b), 0)
        sign, whole = (
            MINUS if old < 0 else "",
            format_number(abs(old).to_integral_value(ROUND_DOWN)),
        )
        pair = [f"{sign}{whole},{decimals[: same + 1]}…" for decimals in digits]
    return " → ".join(pair)


def _decimal(text: str | None) -> Decimal | str | None:
    try:
        return text if text is None else Decimal(text)
    except InvalidOperation:
        return text


def _short(value: Decimal | str | None) -> str:
    from lkjip_tools.value import exact_text

    return exact_text(value)
