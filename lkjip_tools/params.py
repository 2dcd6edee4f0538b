"""What an agency is and which policies it declares: `params/<instansi>.yml`.

Nothing has a default: a policy that is not written down is an error, so that the method note of
the report can name every one of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from lkjip_tools.errors import InstansiNotFoundError, ParamsError, nearest
from lkjip_tools.letters import unprintable
from lkjip_tools.refusal import refusal
from lkjip_tools.regulation import load_rule, rule_names
from lkjip_tools.regulation.choice import Choice
from lkjip_tools.root import find_root, relative
from lkjip_tools.sumber_tabel import SumberTabel, origin_faults
from lkjip_tools.yaml_file import SourceFile, read_source


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pejabat(_Strict):
    """Who signs."""

    jabatan: str
    nama: str
    pangkat: str
    nip: str


class Logo(_Strict):
    """The agency's arms: an SVG or PNG file in `params/` or `data/<instansi>/`, and what it shows.

    `report` prints it on the cover and in the letterhead; `logo.py` checks it.
    """

    berkas: str
    keterangan: str


class TandaTangan(_Strict):
    """Place and date of the report."""

    tempat: str
    tanggal: datetime.date


def check_years(awal: int, akhir: int) -> None:
    """Refuse a Renstra that ends before it begins.

    Raises:
        ValueError: What was expected, in Indonesian.
    """
    if akhir < awal:
        raise ValueError(f"seharusnya tahun pertama Renstra ({awal}) atau sesudahnya")


class Renstra(_Strict):
    """First and last year of the five-year plan."""

    awal: int
    akhir: int

    @field_validator("akhir")
    @classmethod
    def _comes_last(cls, akhir: int, known: ValidationInfo) -> int:
        check_years(known.data.get("awal", akhir), akhir)
        return akhir


#: A document of this code stands for the evaluation form: `evaluasi_renja`, not `anggaran`.
FORMULIR = "lampiran-iii"


class Dasar(_Strict):
    """Which document is the base of which calculation; the first one that has the figure.

    `kondisi_awal` is printed only, and not every plan states it: it may be left out.
    """

    target: tuple[str, ...]
    realisasi: tuple[str, ...]
    realisasi_tahun_lalu: tuple[str, ...]
    target_renstra: tuple[str, ...]
    target_akhir_renstra: tuple[str, ...]
    pagu: tuple[str, ...]
    realisasi_anggaran: tuple[str, ...]
    kondisi_awal: tuple[str, ...] = ()


class Kebijakan(_Strict):
    """Every choice the law leaves to the agency. Each names an option in `regulations/`.

    `POLICIES` says which rule offers the options of which key.
    """

    skala_predikat: str
    rumus_negatif: str
    rumus_rentang: str
    batas_capaian: str
    lingkup_batas: Literal["indikator", "rata_rata"]
    batas_pembanding: str
    rata_rata_capaian: str
    predikat_ke_nilai: str
    efisiensi: str
    evaluasi_rata_rata_k: str
    evaluasi_rata_rata_rp: str
    gaya_rupiah: Literal["resmi_eyd", "kebiasaan"]
    gaya_persen: Literal["resmi_eyd", "kebiasaan"]

    @property
    def pilihan_rumus(self) -> dict[str, str]:
        """The option of `rumus_capaian` by `polaritas`; of a positive one there is but one."""
        return {
            "positif": "positif",
            "negatif": self.rumus_negatif,
            "rentang": self.rumus_rentang,
        }


POLICIES = {
    "rumus_negatif": ("rumus_capaian", None),
    "rumus_rentang": ("rumus_capaian", None),
    "batas_capaian": ("batas_capaian", None),
    "batas_pembanding": ("batas_capaian", None),
    "rata_rata_capaian": ("rata_rata_capaian", None),
    "predikat_ke_nilai": ("predikat_ke_nilai", None),
    "efisiensi": ("efisiensi", None),
    "evaluasi_rata_rata_k": ("evaluasi_renja_e81", "baris_bawah"),
    "evaluasi_rata_rata_rp": ("evaluasi_renja_e81", "baris_bawah"),
}


class Params(_Strict):
    """One agency.

    `lampiran_tambahan` asks for annexes that no rule demands; it is no policy, so it may be left
    out. `nomenklatur` names the list in `params/nomenklatur/` that codes are looked up in.
    """

    nama: str
    nama_pendek: str
    pemerintah: str
    alamat: tuple[str, ...]
    logo: Logo | None = None  # no policy: an agency without one has a cover all the same
    kertas: Literal["a4", "f4"]
    kepala: Pejabat
    tanda_tangan: TandaTangan
    renstra: Renstra
    dasar: Dasar
    kebijakan: Kebijakan
    lampiran_tambahan: tuple[Literal["sensitivitas", "cakupan"], ...] = ()
    nomenklatur: Annotated[str, Field(pattern=r"^[\w-]+$")] | None = None
    sumber_tabel: dict[str, SumberTabel] = {}


def instansi_names(root: Path) -> list[str]:
    """Return the agencies that have a params file."""
    return sorted(path.stem for path in (root / "params").glob("*.yml"))


def read_params(instansi: str, root: Path | None = None) -> Params:
    """Read `params/<instansi>.yml`.

    Raises:
        InstansiNotFoundError: There is no such file; the message names the nearest one.
        ParamsError: An unknown key, a missing one, or a value that is not allowed.
    """
    root = root or find_root()
    path = root / "params" / f"{instansi}.yml"
    if path.parent != root / "params" or not path.is_file():
        raise InstansiNotFoundError(instansi, instansi_names(root), "params")
    state = path.stat()
    return _read(path, root, (state.st_mtime_ns, state.st_size, state.st_ino))


@lru_cache(maxsize=256)
def _read(path: Path, root: Path, _state: tuple[int, ...]) -> Params:
    """Read params once for as long as their file stands as it does."""
    source = read_source(path, ParamsError, relative(path, root))
    try:
        params = Params.model_validate(source.data)
    except ValidationError as fault:
        lines = [_message(source, dict(error)) for error in fault.errors()]
        raise ParamsError("\n".join(lines)) from None
    _check_texts(source)
    if faults := list(origin_faults(params.sumber_tabel, source)):
        raise ParamsError("\n".join(faults))
    _check_policies(params, source, root)
    return params


def _check_texts(source: SourceFile) -> None:
    """Every text is printed: on the cover, in the letterhead, below a signature."""
    faults = [
        f"{source.place(path)}, {'.'.join(map(str, path))}: {message}"
        for path, text in _texts(source.data, ())
        if (message := unprintable(text))
    ]
    if faults:
        raise ParamsError("\n".join(faults))


def _texts(part: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    match part:
        case str():
            yield path, part
        case dict() | tuple():
            for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
                yield from _texts(inner, (*path, key))


def policy_options(on: datetime.date, root: Path) -> dict[str, dict[str, Choice | None]]:
    """Return what each policy may be: its options by name, with what the rule says of them.

    Args:
        on: The day whose rules count.
        root: The project's folder; an agency's own scales are options too.
    """
    options: dict[str, dict[str, Choice | None]] = {}
    scales = [name for name in rule_names(root / "params" / "aturan") if name.startswith("skala_")]
    for key, kind in Kebijakan.model_fields.items():
        if key in POLICIES:
            options[key] = dict(_choices(key, on))
        else:
            options[key] = dict.fromkeys(get_args(kind.annotation) or scales)
    return options


def _choices(key: str, on: datetime.date) -> Iterator[tuple[str, Choice]]:
    rule, group = POLICIES[key]
    for name, choice in load_rule(rule, on).choices(group).items():
        if getattr(choice, "polaritas", None) in (None, key.removeprefix("rumus_")) and getattr(
            choice, "hanya_bagian", None
        ) in (None, key.rpartition("_")[2].title()):
            yield name, choice


def _check_policies(params: Params, source: SourceFile, root: Path) -> None:
    """Every policy must name an option that its rule offers."""
    faults = []
    for key, options in policy_options(params.tanda_tangan.tanggal, root).items():
        faults += _unknown(key, getattr(params.kebijakan, key), list(options), source)
    if faults:
        raise ParamsError("\n".join(faults))


def _unknown(key: str, value: str, options: list[str], source: SourceFile) -> list[str]:
    if value in options:
        return []
    return [
        f"{source.place(('kebijakan', key))}, kebijakan.{key}: '{value}' tidak dikenal"
        f"{nearest(value, options)}; pilih salah satu: {', '.join(options)}"
    ]


def _message(source: SourceFile, error: dict[str, Any]) -> str:
    location = error["loc"]
    key = ".".join(str(part) for part in location)
    where = f"{source.place(location, key=error['type'] == 'extra_forbidden')}, {key}"
    if error["type"] != "extra_forbidden":
        return f"{where}: {refusal(error)}"
    known = _known_keys(location)
    return f"{where}: kunci tidak dikenal{nearest(str(location[-1]), known)}; " + (
        f"yang dikenal: {', '.join(known)}"
    )


def _known_keys(location: tuple[str | int, ...]) -> list[str]:
    model: Any = Params
    for part in location[:-1]:
        if part not in model.model_fields:
            continue  # a name that the agency gave
        wanted = model.model_fields[part].annotation
        model = next(kind for kind in (wanted, *get_args(wanted)) if hasattr(kind, "model_fields"))
    return list(model.model_fields)
