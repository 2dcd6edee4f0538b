"""`lkjip new`: an agency's params, the workbook it types its data in, the sections it writes."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from lkjip_tools.commands.call import told
from lkjip_tools.commands.options import root_option
from lkjip_tools.dates import FIRST_YEAR, LAST_YEAR, year_end
from lkjip_tools.errors import InputError, nearest
from lkjip_tools.nip import nip_fault
from lkjip_tools.wanted import PAPERS

# flag, where it goes in params, what is asked
_IDENTITY = (
    ("--nama", "nama", "Nama lengkap instansi"),
    ("--nama-pendek", "nama_pendek", "Nama pendek instansi"),
    ("--pemerintah", "pemerintah", "Pemerintah daerahnya, misalnya Pemerintah Kabupaten Contoh"),
    ("--alamat", "alamat", "Alamat; baris dipisah titik koma"),
    ("--kertas", "kertas", "Kertas: a4 atau f4"),
    ("--kepala-jabatan", "kepala.jabatan", "Jabatan kepala"),
    ("--kepala-nama", "kepala.nama", "Nama kepala, dengan gelar"),
    ("--kepala-pangkat", "kepala.pangkat", "Pangkat dan golongan kepala"),
    ("--kepala-nip", "kepala.nip", "NIP kepala"),
    ("--tempat", "tanda_tangan.tempat", "Tempat penandatanganan laporan"),
    ("--tanggal", "tanda_tangan.tanggal", "Tanggal penandatanganan, misalnya 2025-02-10"),
    ("--renstra-awal", "renstra.awal", "Tahun pertama Renstra"),
    ("--renstra-akhir", "renstra.akhir", "Tahun terakhir Renstra"),
)


def _paper(text: str) -> str:
    if text.casefold() not in PAPERS:
        raise InputError(f"'{text}' tidak dikenal; pilih {' atau '.join(PAPERS)}")
    return text.casefold()


def _nip(text: str) -> str:
    if fault := nip_fault(text):
        raise InputError(f"'{text}' {fault}")
    return text


def _day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f"'{text}' bukan tanggal, misalnya 2025-02-10") from None


def _year(text: str) -> str:
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise InputError(f"'{text}' bukan tahun; tulis empat angka, misalnya 2022")
    return text


_READERS: dict[str, Callable[[str], str]] = {
    "kertas": _paper,
    "kepala.nip": _nip,
    "tanda_tangan.tanggal": _day,
    "renstra.awal": _year,
    "renstra.akhir": _year,
}


def _identity(command: Any) -> Any:
    for flag, key, asked in reversed(_IDENTITY):
        name = key.replace(".", "_")
        command = click.option(flag, name, metavar="TEXT", help=f"{asked}.")(command)
    return command


@click.command()
@click.argument("instansi")
@click.option(
    "--tahun", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=True, help="Year of the report."
)
@_identity
@click.option(
    "--kebijakan",
    multiple=True,
    metavar="KEY=OPTION",
    help="A policy the agency declares; may be given several times.",
)
@click.option(
    "--anjuran", is_flag=True, help="Declare what the rules recommend, for policies not given."
)
@root_option
def new(
    instansi: str,
    tahun: int,
    kebijakan: tuple[str, ...],
    anjuran: bool,
    root: Path | None,
    **identity: str | None,
) -> None:
    """Start an agency: params/INSTANSI.yml, the workbook data/INSTANSI/<tahun>.xlsx, its narrative.

    What is not given by a flag is asked on a terminal. Nothing is declared unsaid: every policy is
    chosen, or is a recommendation that was asked for. No file is ever overwritten: an agency that
    has some of it gets what is missing, such as the workbook of another year.
    """
    with told():
        _new(instansi, tahun, identity, kebijakan, anjuran, root)


def _new(
    instansi: str,
    tahun: int,
    identity: dict[str, str | None],
    kebijakan: tuple[str, ...],
    anjuran: bool,
    root: Path | None,
) -> None:
    from lkjip_tools.root import find_root, relative
    from lkjip_tools.template.agency import find_missing, make_agency

    root = find_root(root)
    said = {key: text for key, text in identity.items() if text is not None}
    given: dict[str, Any] = {}
    missing = find_missing(instansi, tahun, root)
    if missing.params:
        given = _Asking(root, tahun, anjuran).answers(said, kebijakan)
    elif said or kebijakan or anjuran:
        raise InputError(
            f"params/{instansi}.yml sudah ada dan tidak diubah; jalankan tanpa pilihan identitas "
            f"dan kebijakan, atau sunting berkas itu"
        )
    for path in make_agency(instansi, tahun, root, given):
        click.echo(f"  {relative(path, root)}")
    if missing.kept:
        click.echo(f"Sudah ada, tidak diubah: {', '.join(missing.kept)}")
    click.echo(
        f"Isi buku kerjanya, tulis naskahnya, lalu jalankan: "
        f"lkjip report --instansi {instansi} --tahun {tahun}"
    )


class _Asking:
    """Asks on a terminal for what no flag gave; elsewhere says what is missing, all of it."""

    def __init__(self, root: Path, tahun: int, anjuran: bool) -> None:
        self.root, self.tahun, self.anjuran = root, tahun, anjuran
        self.can_ask = sys.stdin.isatty()
        self.missing, self.wrong = list[str](), list[str]()

    def answers(self, said: dict[str, str], kebijakan: tuple[str, ...]) -> dict[str, Any]:
        """Return params as a file would have them, without `dasar`."""
        given: dict[str, Any] = {}
        for flag, key, asked in _IDENTITY:
            group, _, last = key.rpartition(".")
            into = given.setdefault(group, {}) if group else given
            read = partial(_read, key, into)
            text = said.get(key.replace(".", "_"))
            into[last] = self._checked(flag, text, read) if text else self._asked(flag, asked, read)
        if self.wrong:
            raise InputError("\n".join(self.wrong))
        chosen = self._policies(_pairs(kebijakan), given["tanda_tangan"]["tanggal"])
        if self.missing:
            raise InputError(
                "belum disebut, dan tidak ada terminal untuk bertanya:\n" + "\n".join(self.missing)
            )
        given["alamat"] = tuple(line.strip() for line in given["alamat"].split(";"))
        return given | {"kebijakan": chosen}

    def _asked(self, flag: str, asked: str, read: Callable[[str], str]) -> str:
        if self.can_ask:
            return _ask(asked, read)
        self.missing.append(f"{flag}: {asked}")
        return ""

    def _checked(self, flag: str, text: str, read: Callable[[str], str]) -> str:
        try:
            return read(text)
        except InputError as fault:
            self.wrong.append(f"{flag}: {fault}")
            return ""

    def _policies(self, given: dict[str, str], day: str) -> dict[str, str]:
        from lkjip_tools.params import policy_options
        from lkjip_tools.template.agency import option_label, recommended

        on = datetime.date.fromisoformat(day) if day else year_end(self.tahun)
        options, advised = policy_options(on, self.root), recommended(on, self.root)
        chosen = dict(given)
        for key, names in options.items():
            if key in chosen:
                continue
            if self.anjuran and key in advised:
                chosen[key] = advised[key]
                label = option_label(key, advised[key], on, self.root)
                click.echo(f"  anjuran yang dinyatakan: {key}: {advised[key]} ({label})")
                continue
            labels = {name: option_label(key, name, on, self.root) for name in names}
            if self.can_ask:
                chosen[key] = _choose(key, labels, advised.get(key))
            else:
                hint = f", dianjurkan {advised[key]}" if key in advised else ""
                self.missing.append(f"--kebijakan {key}=…: {' / '.join(names)}{hint}")
        return chosen


def _read(key: str, group: dict[str, str], text: str) -> str:
    """Return an answer as params have it.

    Args:
        key: Where it goes in params.
        group: What was said before of the same part.
        text: What was typed.

    Raises:
        InputError: It cannot be that, and what was expected.
    """
    from lkjip_tools.params import check_years

    text = _READERS.get(key, str)(text.strip())
    if key == "renstra.akhir" and group["awal"]:
        try:
            check_years(int(group["awal"]), int(text))
        except ValueError as fault:
            raise InputError(f"'{text}' tidak dapat dipakai; {fault}") from None
    return text


def _ask(asked: str, read: Callable[[str], str], default: str | None = None) -> str:
    """Ask until the answer can be read."""
    while True:
        try:
            return read(click.prompt(asked, default=default))
        except InputError as fault:
            click.echo(f"  {fault}")


def _choose(key: str, labels: dict[str, str], advised: str | None) -> str:
    click.echo(f"\nKebijakan {key}:")
    for number, (name, label) in enumerate(labels.items(), start=1):
        mark = "  (dianjurkan)" if name == advised else ""
        click.echo(f"  {number}. {name}: {label}{mark}")
    return _ask(f"Pilihan {key}", partial(_chosen, list(labels)), advised)


def _chosen(names: list[str], text: str) -> str:
    """Return the option that was typed: its name, in capitals or not, or its number."""
    typed = text.strip().casefold()
    for number, name in enumerate(names, start=1):
        if typed in (name.casefold(), str(number)):
            return name
    raise InputError(
        f"'{text}' tidak dikenal{nearest(text, names)}; ketik nama pilihan atau nomornya"
    )


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not sign:
            raise InputError(f"--kebijakan '{text}': tulis KUNCI=PILIHAN")
        pairs[key.strip()] = value.strip()
    return pairs
