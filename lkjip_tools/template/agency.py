"""A new agency: its params file, every policy declared, and the workbook it types its data in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lkjip_tools.errors import InputError, OutputError, ParamsError, nearest
from lkjip_tools.params import Params, policy_options, read_params
from lkjip_tools.refusal import refusal
from lkjip_tools.regulation import load_rule
from lkjip_tools.root import data_folder, relative, workbook_path
from lkjip_tools.schema import OPTIONAL, TABLES
from lkjip_tools.template.narasi import skeleton
from lkjip_tools.template.workbook import write_workbook
from lkjip_tools.year import csv_tables, instead

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Documents that a new agency's tables name; what is based on them, as `dasar` declares it.
DOCUMENTS = {
    "pengukuran": "Pengukuran kinerja, target menurut perjanjian kinerja dan realisasinya",
    "renstra": "Renstra, target tiap tahun sampai dengan tahun terakhir",
    "dpa": "DPA dan laporan realisasi anggaran",
}
BASES = {
    "target": ("pengukuran",),
    "realisasi": ("pengukuran",),
    "realisasi_tahun_lalu": ("pengukuran",),
    "target_renstra": ("renstra",),
    "target_akhir_renstra": ("renstra",),
    "pagu": ("dpa",),
    "realisasi_anggaran": ("dpa",),
    "kondisi_awal": ("renstra",),
}
_BASE_NOTES = {
    "target": "baris tahun laporan pada tabel kinerja",
    "realisasi": "baris yang sama",
    "realisasi_tahun_lalu": "baris tahun sebelumnya",
    "target_renstra": "satu baris tiap tahun Renstra",
    "target_akhir_renstra": "baris tahun terakhir Renstra",
    "pagu": "tabel anggaran",
    "realisasi_anggaran": "tabel anggaran; lampiran-iii: dari formulir evaluasi_renja",
    "kondisi_awal": "baris tahun sebelum Renstra, kolom target",
}


@dataclass(frozen=True)
class Missing:
    """What an agency's year lacks of what is written for a new one.

    Attributes:
        params: The params file.
        workbook: The workbook; not where every table is a CSV file.
        narasi: The narrative, all of it.
        kept: What is there and stays as it is, from the project's folder.
    """

    params: bool
    workbook: bool
    narasi: bool
    kept: tuple[str, ...]


def find_missing(instansi: str, tahun: int, root: Path) -> Missing:
    """Say what of an agency's year is not there yet.

    Raises:
        InputError: The code cannot be a file's name.
        OutputError: Nothing is missing, or the workbook lies there under another name.
    """
    if not _CODE.fullmatch(instansi):
        raise InputError(
            f"'{instansi}' bukan kode instansi: huruf kecil dan angka, dipisah tanda hubung, "
            f"misalnya dinas-contoh"
        )
    params, workbook, folder = _places(instansi, tahun, root)
    tables, sections = csv_tables(root, instansi, tahun), any(folder.glob("*.md"))
    wants_workbook = not workbook.exists() and bool({*TABLES} - OPTIONAL - tables)
    if wants_workbook and (other := instead(root, instansi, tahun)):
        raise OutputError(
            f"{relative(workbook, root)} tidak dibuat; {other}; jika bukan data tahun itu, "
            f"pindahkan dahulu"
        )
    kept = [relative(path, root) for path in (params, workbook) if path.exists()]
    kept += [f"data/{instansi}/{tahun}/*.csv"] if tables else []
    kept += [relative(folder, root)] if sections else []
    if params.exists() and not wants_workbook and sections:
        raise OutputError(
            f"data {instansi} tahun {tahun} sudah ada dan tidak ditimpa: {', '.join(kept)}; "
            f"pakai tahun lain, atau pindahkan dahulu"
        )
    return Missing(not params.exists(), wants_workbook, not sections, tuple(kept))


def _places(instansi: str, tahun: int, root: Path) -> tuple[Path, Path, Path]:
    """Return where the params, the workbook and the narrative are."""
    params, folder = root / "params" / f"{instansi}.yml", data_folder(root, instansi, tahun)
    return params, workbook_path(root, instansi, tahun), folder / "narasi"


def recommended(on: date, root: Path) -> dict[str, str]:
    """Return the policies for which the rules recommend one option."""
    found = {}
    for key, options in policy_options(on, root).items():
        advised = [name for name, choice in options.items() if choice and choice.anjuran]
        if len(advised) == 1:
            found[key] = advised[0]
    return found


def option_label(key: str, name: str, on: date, root: Path) -> str:
    """Say what an option of a policy is, as its rule calls it."""
    choice = policy_options(on, root)[key][name]
    if choice:
        return choice.label + (_ONLY_REPRODUCES if choice.hanya_reproduksi else "")
    if key == "skala_predikat":
        return load_rule(name, on, root / "params" / "aturan").label
    return _LABELS.get((key, name), "")


_ONLY_REPRODUCES = "; hanya untuk mengulang angka yang telah tercetak"
_LABELS = {
    ("lingkup_batas", "indikator"): "batas dikenakan pada capaian tiap indikator",
    ("lingkup_batas", "rata_rata"): "batas dikenakan pada rata-ratanya saja",
    ("gaya_rupiah", "resmi_eyd"): "Rp32.654.909.391",
    ("gaya_rupiah", "kebiasaan"): "Rp. 32.654.909.391,00",
    ("gaya_persen", "resmi_eyd"): "96,34%",
    ("gaya_persen", "kebiasaan"): "96,34 %",
}


def make_agency(instansi: str, tahun: int, root: Path, given: Mapping[str, Any]) -> list[Path]:
    """Write params, workbook and the narrative's skeleton, what of them is missing: all or nothing.

    Args:
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.
        given: What the agency is and declares, as in a params file; empty where it has one.

    Returns:
        What was written: files, and the folder of the narrative.

    Raises:
        InputError: A value is not allowed.
        OutputError: Nothing is missing, or something cannot be written.
    """
    missing = find_missing(instansi, tahun, root)
    path, workbook, folder = _places(instansi, tahun, root)
    params = _checked(given, root) if missing.params else read_params(instansi, root)
    has_documents = "dokumen" in csv_tables(root, instansi, tahun)
    rows = {"dokumen": [] if has_documents else _documents(params, tahun)}
    written = list[Path]()
    try:
        if missing.params:
            _write_new(path, params_text(params, root), root)
            written.append(path)
        if missing.workbook:
            write_workbook(workbook, params, tahun, rows)
            written.append(workbook)
        read_params(instansi, root)
        if missing.narasi:
            _write_skeleton(folder, tahun, root)
    except BaseException:
        for file in written:
            with suppress(OSError):
                file.unlink()
        raise
    return [*written, *([folder] if missing.narasi else [])]


def _write_skeleton(folder: Path, tahun: int, root: Path) -> None:
    """Write the narrative's files into a folder without any: all, or none and no folder."""
    written = list[Path]()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in skeleton(tahun).items():
            _write_new(folder / name, text, root)
            written.append(folder / name)
    except (OSError, OutputError) as fault:
        with suppress(OSError):
            for file in written:
                file.unlink()
            folder.rmdir()
            folder.parent.rmdir()  # only while nothing else is in it
        if isinstance(fault, OutputError):
            raise
        raise OutputError(f"{relative(folder, root)}: tidak dapat ditulis ({fault})") from None


def _checked(given: Mapping[str, Any], root: Path) -> Params:
    try:
        params = Params.model_validate({**given, "dasar": BASES})
    except ValidationError as fault:
        lines = [f"{'.'.join(map(str, e['loc']))}: {refusal(dict(e))}" for e in fault.errors()]
        raise ParamsError("\n".join(lines)) from None
    faults = [
        f"kebijakan.{key}: '{value}' tidak dikenal{nearest(value, list(options))}; pilih salah "
        f"satu: {', '.join(options)}"
        for key, options in policy_options(params.tanda_tangan.tanggal, root).items()
        if (value := getattr(params.kebijakan, key)) not in options
    ]
    if faults:
        raise ParamsError("\n".join(faults))
    return params


def _documents(params: Params, tahun: int) -> list[dict[str, str]]:
    named = dict.fromkeys(code for codes in params.dasar.model_dump().values() for code in codes)
    return [
        {"kode": code, "nama": DOCUMENTS.get(code, ""), "tahun": str(tahun)}
        for code in named
        if code in DOCUMENTS
    ]


def params_text(params: Params, root: Path) -> str:
    """Return a params file; each policy says beside it what it means."""
    on = params.tanda_tangan.tanggal
    kepala, signed, renstra = params.kepala, params.tanda_tangan, params.renstra
    lines = [
        "# Identitas, dokumen dasar, dan kebijakan penghitungan. Semua kebijakan dicetak pada "
        "catatan metode.",
        f"nama: {_text(params.nama)}",
        f"nama_pendek: {_text(params.nama_pendek)}",
        f"pemerintah: {_text(params.pemerintah)}",
        "alamat:",
        *(f"  - {_text(line)}" for line in params.alamat),
        "# logo: {berkas: lambang.svg, keterangan: Lambang daerah}  # di params/ atau "
        "data/<instansi>/",
        "# nomenklatur: daerah  # daftar kode di params/nomenklatur/daerah.csv (kode, uraian)",
        f"kertas: {params.kertas}  # a4 atau f4",
        "kepala:",
        *(f"  {key}: {_text(value)}" for key, value in kepala.model_dump().items()),
        "tanda_tangan:",
        f"  tempat: {_text(signed.tempat)}",
        f"  tanggal: {signed.tanggal.isoformat()}",
        "renstra:",
        f"  awal: {renstra.awal}",
        f"  akhir: {renstra.akhir}",
        "",
        "# Dokumen mana yang menjadi dasar penghitungan mana; kodenya ada pada tabel dokumen.",
        "dasar:",
        *(
            f"  {key}: [{', '.join(codes)}]  # {_BASE_NOTES[key]}"
            for key, codes in params.dasar.model_dump().items()
        ),
        "",
        "kebijakan:",
        *(
            f"  {key}: {value}  # {option_label(key, value, on, root)}"
            for key, value in params.kebijakan.model_dump().items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a YAML text between double quotes


def _write_new(path: Path, text: str, root: Path) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError(f"{relative(path, root)} sudah ada dan tidak ditimpa") from None
    except OSError as fault:
        raise OutputError(f"{relative(path, root)}: tidak dapat ditulis ({fault})") from None
