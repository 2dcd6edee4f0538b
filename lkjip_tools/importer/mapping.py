"""Mapping files, `params/impor/<peta>.yml`: how an export is laid out, and which tables it fills.

Documented in `docs/import.md`. Unknown keys are refused with the nearest known one named.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from lkjip_tools.errors import ImportFileError, nearest
from lkjip_tools.root import relative
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.cell import KODE_AKUN, KODE_PROGRAM
from lkjip_tools.yaml_file import SourceFile, read_source

PATTERNS = {"program": KODE_PROGRAM, "akun": KODE_AKUN}
FOLDER = ("params", "impor")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Asal(_Strict):
    """Where the layout is known from, and whether anybody has compared it with a real export."""

    keterangan: str
    diverifikasi_pada: date | None = Field(
        description="hari dicocokkan dengan ekspor asli; null: belum"
    )


class Kolom(_Strict):
    """A column of the export, found by its heading.

    `judul` lists what it may be called. ` > ` parts the levels of a heading, `*` stands for any
    text; case and spaces do not count.
    """

    judul: tuple[str, ...] = ()
    gabung: str | None = Field(
        None, description="kolom terpecah: tanda penyambung isinya, misalnya ."
    )
    lebar: tuple[int, ...] = Field((), description="lebar tiap bagian kode; diisi nol di depan")
    awal_dari: str | None = Field(None, description="kode tertulis di awal kolom ini")
    angka: Literal["indonesia", "inggris"] = "indonesia"
    bersatuan: bool = Field(False, description="angka diikuti satuan: 12 Dokumen")
    turun: bool = Field(False, description="sel kosong sama dengan sel terisi di atasnya")
    opsional: bool = False


class Kepala(_Strict):
    """The heading of the table, which may come again on every printed page."""

    tinggi: int = Field(1, ge=1, le=6, description="banyaknya baris judul kolom")
    kolom: dict[str, Kolom]


class Jumlah(_Strict):
    """A total row, and the rows that it sums: all, those of the page, or those below a level."""

    pola: str
    dari: Literal[
        "semua", "halaman", "urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan"
    ]
    tabel: str
    kolom: tuple[str, ...]


class Bila(_Strict):
    """Which rows of the export go into a table."""

    kolom: str
    pola: str = Field(description="program, akun, atau ekspresi reguler")
    tingkat: tuple[str, ...] = Field((), description="tingkat program yang diambil")
    kedalaman: int | None = Field(None, description="bagian kode akun paling banyak")


class Isi(_Strict):
    """What goes into a column of a table: exactly one of the keys, but for `padanan`."""

    dari: str | None = Field(None, description="kolom ekspor")
    tetap: str | None = Field(None, description="teks ini")
    tahun: bool = Field(False, description="tahun laporan")
    tingkat_dari: str | None = Field(None, description="tingkat menurut kode di kolom ekspor ini")
    hanya: Literal["angka", "teks", "satuan"] | None = Field(
        None, description="hanya bila isinya angka, hanya bila teks, atau satuan di belakangnya"
    )
    kode_baru: str | None = Field(
        None, description="bila `cari` tidak menemukan: kode baru dengan awalan ini"
    )
    cari: str | None = Field(
        None, description="kode dari tabel.kolom yang teksnya sama dengan `dari`"
    )
    padanan: dict[str, str] = Field({}, description="isi ekspor menjadi isi tabel")


class Tegak(_Strict):
    """Rows of the export laid down cell by cell: the bottom of form E.81."""

    baris: dict[str, str] = Field(description="nama baris: pola teks barisnya")
    kolom: dict[str, str] = Field(description="nama kolom tabel: kolom ekspor")


class Tabel(_Strict):
    """A table that is filled."""

    bila: Bila | None = None
    sekali: bool = Field(False, description="satu baris tetap, tanpa baris ekspor")
    tegak: Tegak | None = None
    kolom: dict[str, Isi] = {}
    kunci: tuple[str, ...]
    kembar: Literal["tolak", "jumlah", "sekali"] = Field(
        "tolak", description="kunci yang sama: ditolak, angkanya dijumlah, atau diambil sekali"
    )


class Peta(_Strict):
    """A mapping file."""

    label: str
    asal: Asal
    lembar: tuple[str, ...] = ("*",)
    kepala: Kepala
    lewati: tuple[str, ...] = Field((), description="pola baris yang bukan data")
    sambung: str | None = Field(
        None, description="kolom yang barisnya melanjutkan baris di atasnya"
    )
    jumlah: tuple[Jumlah, ...] = ()
    tabel: dict[str, Tabel]

    @field_validator("tabel")
    @classmethod
    def _known(cls, tables: dict[str, Tabel]) -> dict[str, Tabel]:
        for name, table in tables.items():
            if name not in TABLES:
                raise ValueError(f"tabel '{name}' tidak dikenal{nearest(name, list(TABLES))}")
            columns = list(TABLES[name].model_fields)
            for column in (*table.kolom, *table.kunci):
                if column not in columns:
                    raise ValueError(
                        f"tabel {name} tidak punya kolom '{column}'{nearest(column, columns)}"
                    )
        return tables


def mapping_names(root: Path) -> list[str]:
    """Return the mappings of a project."""
    return sorted(path.stem for path in root.joinpath(*FOLDER).glob("*.yml"))


def read_mapping(name: str, root: Path) -> Peta:
    """Read `params/impor/<name>.yml`.

    Raises:
        ImportFileError: There is none of that name, or a key or value in it is wrong.
    """
    known = mapping_names(root)
    if name not in known:
        raise ImportFileError(
            f"peta '{name}' tidak dikenal: tidak ada {'/'.join(FOLDER)}/{name}.yml"
            f"{nearest(name, known)}; yang ada: {', '.join(known) or '(belum ada)'}"
        )
    path = root.joinpath(*FOLDER, f"{name}.yml")
    source = read_source(path, ImportFileError, relative(path, root))
    try:
        peta = Peta.model_validate(source.data)
    except ValidationError as fault:
        raise ImportFileError(
            "\n".join(_message(source, dict(error)) for error in fault.errors())
        ) from None
    _check(peta, source)
    return peta


def matcher(pattern: str) -> re.Pattern[str]:
    """Turn a pattern of a mapping file, where `*` stands for any text, into one that matches."""
    parts = (re.escape(part) for part in " ".join(pattern.split()).split("*"))
    return re.compile(".*".join(parts), re.IGNORECASE)


def code_pattern(pattern: str) -> re.Pattern[str]:
    """Return the pattern that `bila.pola` names."""
    return re.compile(PATTERNS.get(pattern, pattern))


def _check(peta: Peta, source: SourceFile) -> None:
    """Every column of the export that is used must be declared, every pattern must be one."""
    known, faults = list(peta.kepala.kolom), list[str]()

    def used(column: str | None, *path: str | int) -> None:
        if column is not None and column not in known:
            faults.append(
                f"{source.place(path)}: kolom ekspor '{column}' tidak ada di kepala.kolom"
                f"{nearest(column, known)}"
            )

    for name, column in peta.kepala.kolom.items():
        used(column.awal_dari, "kepala", "kolom", name, "awal_dari")
        if not column.judul and not column.awal_dari:
            place = source.place(("kepala", "kolom", name))
            faults.append(f"{place}: kolom '{name}' perlu judul atau awal_dari")
    used(peta.sambung, "sambung")
    for name, table in peta.tabel.items():
        if table.bila:
            used(table.bila.kolom, "tabel", name, "bila", "kolom")
            try:
                code_pattern(table.bila.pola)
            except re.error as fault:
                place = source.place(("tabel", name, "bila", "pola"))
                faults.append(f"{place}: pola salah ({fault})")
        for column_name, isi in table.kolom.items():
            used(isi.dari, "tabel", name, "kolom", column_name)
            used(isi.tingkat_dari, "tabel", name, "kolom", column_name)
            ways = (isi.dari, isi.tetap, isi.tingkat_dari, isi.tahun or None)
            if sum(way is not None for way in ways) != 1:
                place = source.place(("tabel", name, "kolom", column_name))
                faults.append(f"{place}: tulis tepat satu dari dari, tetap, tahun, tingkat_dari")
        for of_export in table.tegak.kolom.values() if table.tegak else ():
            used(of_export, "tabel", name, "tegak", "kolom")
    for at, total in enumerate(peta.jumlah):
        if total.tabel not in peta.tabel:
            place = source.place(("jumlah", at, "tabel"))
            faults.append(f"{place}: tabel '{total.tabel}' tidak diisi peta ini")
            continue
        filled = peta.tabel[total.tabel].kolom
        read = [name for name, isi in filled.items() if isi.dari]
        faults += [
            f"{source.place(('jumlah', at, 'kolom'))}: kolom '{name}' tabel '{total.tabel}' tidak "
            f"diisi dari ekspor{nearest(name, read)}"
            for name in total.kolom
            if name not in read
        ]
    if faults:
        raise ImportFileError("\n".join(faults))


def _message(source: SourceFile, error: dict[str, Any]) -> str:
    location = tuple(error["loc"])
    where = f"{source.place(location, key=error['type'] == 'extra_forbidden')}, " + ".".join(
        str(part) for part in location
    )
    match error["type"]:
        case "extra_forbidden":
            known = _known_keys(location)
            return (
                f"{where}: kunci tidak dikenal{nearest(str(location[-1]), known)}; "
                f"yang dikenal: {', '.join(known)}"
            )
        case "missing":
            return f"{where}: wajib diisi"
        case "literal_error":
            allowed = error["ctx"]["expected"].replace(" or ", ", ")
            return f"{where}: '{error['input']}' tidak dikenal; pilih salah satu: {allowed}"
        case "value_error":
            return f"{where}: {error['ctx']['error']}"
        case _:
            return f"{where}: '{error['input']}' tidak dapat dipakai ({error['msg']})"


def _known_keys(location: tuple[str | int, ...]) -> list[str]:
    """Return the keys of the model that a path leads to."""
    model: Any = Peta
    for part in location[:-1]:
        if not hasattr(model, "model_fields"):
            model = get_args(model)[-1] if get_args(model) else model
            continue
        if part not in model.model_fields:
            break
        model = model.model_fields[part].annotation
        options = [kind for kind in (model, *get_args(model)) if hasattr(kind, "model_fields")]
        if options and model is not options[0] and not str(model).startswith(("dict", "tuple")):
            model = options[0]
    return list(getattr(model, "model_fields", {}))
