"""`lkjip new`: an agency's params, the workbook it types its data in, the sections it writes."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from lkjip_tools.commands.call import told
from lkjip_tools.commands.options import root_option
from lkjip_tools.dates import FIRST_YEAR, LAST_YEAR
from lkjip_tools.errors import InputError

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

_TYPES: dict[str, Any] = {  # on a terminal a wrong answer is asked again
    "--kertas": click.Choice(["a4", "f4"]),
    "--tanggal": click.DateTime(["%Y-%m-%d"]),
    "--renstra-awal": click.IntRange(FIRST_YEAR, LAST_YEAR),
    "--renstra-akhir": click.IntRange(FIRST_YEAR, LAST_YEAR),
}


def _identity(command: Any) -> Any:
    for flag, key, asked in reversed(_IDENTITY):
        name = key.replace(".", "_")
        command = click.option(flag, name, metavar="TEXT", help=f"{asked}.")(command)
    return command


@click.command()
@click.argument("instansi")
@click.option("--tahun", type=int, required=True, help="Year of the report.")
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
        self.missing: list[str] = []

    def answers(self, said: dict[str, str], kebijakan: tuple[str, ...]) -> dict[str, Any]:
        """Return params as a file would have them, without `dasar`."""
        given: dict[str, Any] = {}
        for flag, key, asked in _IDENTITY:
            group, _, last = key.rpartition(".")
            into = given.setdefault(group, {}) if group else given
            into[last] = said.get(key.replace(".", "_")) or self._asked(flag, asked)
        chosen = self._policies(_pairs(kebijakan), given["tanda_tangan"]["tanggal"])
        if self.missing:
            raise InputError(
                "belum disebut, dan tidak ada terminal untuk bertanya:\n" + "\n".join(self.missing)
            )
        given["alamat"] = tuple(line.strip() for line in given["alamat"].split(";"))
        return given | {"kebijakan": chosen}

    def _asked(self, flag: str, asked: str) -> str:
        if self.can_ask:
            answer = click.prompt(asked, type=_TYPES.get(flag), show_choices=False)
            if isinstance(answer, datetime.datetime):
                return answer.date().isoformat()
            return str(answer).strip()
        self.missing.append(f"{flag}: {asked}")
        return ""

    def _policies(self, given: dict[str, str], day: str) -> dict[str, str]:
        from lkjip_tools.params import policy_options
        from lkjip_tools.template.agency import option_label, recommended

        try:
            on = datetime.date.fromisoformat(day) if day else datetime.date(self.tahun, 12, 31)
        except ValueError:
            raise InputError(f"--tanggal: '{day}' bukan tanggal, misalnya 2025-02-10") from None
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


def _choose(key: str, labels: dict[str, str], advised: str | None) -> str:
    click.echo(f"\nKebijakan {key}:")
    for name, label in labels.items():
        mark = "  (dianjurkan)" if name == advised else ""
        click.echo(f"  {name}: {label}{mark}")
    return str(
        click.prompt(
            f"Pilihan {key}", default=advised, type=click.Choice(list(labels)), show_choices=False
        )
    )


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not sign:
            raise InputError(f"--kebijakan '{text}': tulis KUNCI=PILIHAN")
        pairs[key.strip()] = value.strip()
    return pairs
