"""Muatan: which of the seven items of PermenPANRB 53/2014 the data carry, per indicator.

The findings about missing items and the coverage tables ask these same functions, so that they
cannot say different things. The items themselves are `regulations/muatan_lkj_53_2014.yml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import pandas as pd

from lkjip_tools.figure import Figure, FigureList, figure_id
from lkjip_tools.params import Params
from lkjip_tools.place import cell_source
from lkjip_tools.records import Row, records
from lkjip_tools.regulation import Criterion

Keadaan = Literal["ada", "alasan dinyatakan", "tidak ada"]
ADA: Keadaan = "ada"
ALASAN: Keadaan = "alasan dinyatakan"
TIDAK_ADA: Keadaan = "tidak ada"
#: Parts of `narasi/` that hold the items that only people can write, per sasaran.
TULISAN = {"penyebab": "analisis", "program_kegiatan": "kegiatan"}
_MONEY = ("pagu_rp", "realisasi_rp", "serapan_persen")


class Section(Protocol):
    """A section's text: where it is, and what it says; `None` when it is not written."""

    @property
    def path(self) -> str: ...
    @property
    def text(self) -> str | None: ...


@dataclass(frozen=True)
class Muatan:
    """One indicator and one item.

    Attributes:
        indikator: Code of the indicator.
        butir: Key of the item.
        keadaan: Whether the data carry it, or a reason why they do not.
        bukti: What shows it: figure ids, or a narrative file.
        catatan: What is missing, or the stated reason.
        sumber: Where the indicator stands in the data.
    """

    indikator: str
    butir: str
    keadaan: Keadaan
    bukti: tuple[str, ...] = ()
    catatan: str = ""
    sumber: str = ""


@dataclass(frozen=True)
class Jawaban:
    """A criterion of a checklist, as far as a machine can answer it.

    Attributes:
        kunci: Key of the criterion.
        kriteria: The criterion.
        hasil: `terpenuhi`, `tidak terpenuhi`, or `orang`: only a person can tell.
        bukti: Why, in Indonesian.
        butir: The item whose share of indicators grades it; empty: it is ticked, not graded.
    """

    kunci: str
    kriteria: Criterion
    hasil: Literal["terpenuhi", "tidak terpenuhi", "orang"]
    bukti: tuple[str, ...] = ()
    butir: str = ""


@dataclass(frozen=True)
class Bahan:
    """What the items are looked for in.

    Attributes:
        program: Table `program`: which programme supports which sasaran.
        figures: As read from the base documents and computed; an empty one is missing.
        narasi: Sections by sasaran and item, for the items in `TULISAN`.
        params: The Renstra's years.
        tahun: Year of the report.
    """

    program: pd.DataFrame
    figures: FigureList
    narasi: Mapping[tuple[str, str], Section]
    params: Params
    tahun: int


def narasi_name(sasaran: str, butir: str) -> str:
    """Return the name of the narrative that holds an item for a sasaran."""
    return f"03-a-sasaran-{sasaran.removeprefix('S-')}-{TULISAN[butir]}"


def required_figures(kode: str, params: Params, tahun: int) -> dict[str, dict[str, str]]:
    """Return the figure ids that items 1 to 3 need, by item and by what they are called.

    Args:
        kode: Code of the indicator.
        params: The Renstra's last year.
        tahun: Year of the report.
    """
    akhir = params.renstra.akhir
    return {
        "target_realisasi": {
            f"target {tahun}": figure_id("target", kode, tahun),
            f"realisasi {tahun}": figure_id("realisasi", kode, tahun),
        },
        "tahun_lalu": {f"realisasi {tahun - 1}": figure_id("realisasi", kode, tahun - 1)},
        "jangka_menengah": {
            f"target akhir Renstra {akhir}": figure_id("target_akhir", kode, akhir)
        },
    }


def missing_figures(ids: Mapping[str, str], figures: FigureList) -> list[str]:
    """Return what the figures that are absent or empty are called."""
    return [what for what, id in ids.items() if id not in figures or figures[id].value is None]


def standar_nasional(row: Row) -> Keadaan:
    """Say whether an indicator names a national standard, or why it has none."""
    if row["standar_nasional"]:
        return ADA
    return ALASAN if row["alasan_tanpa_standar"] else TIDAK_ADA


def muatan_matrix(
    indikator: pd.DataFrame, butir: tuple[str, ...], bahan: Bahan
) -> tuple[Muatan, ...]:
    """Look for every item of every measured indicator.

    Args:
        indikator: Table `indikator`; goals are not measured and left out.
        butir: Keys of the items, in order.
        bahan: Where to look.
    """
    return tuple(
        replace(_ITEMS[key](row, key, bahan), sumber=cell_source(row, "kode"))
        for row in records(indikator)
        if row["jenis"] != "tujuan"
        for key in butir
    )


def _from_figures(row: Row, butir: str, bahan: Bahan) -> Muatan:
    ids = required_figures(row["kode"], bahan.params, bahan.tahun)[butir]
    missing = missing_figures(ids, bahan.figures)
    if missing:
        return Muatan(row["kode"], butir, TIDAK_ADA, catatan=f"belum ada: {', '.join(missing)}")
    return Muatan(row["kode"], butir, ADA, tuple(ids.values()))


def _from_row(row: Row, butir: str, bahan: Bahan) -> Muatan:
    keadaan = standar_nasional(row)
    said = row["standar_nasional"] or row["alasan_tanpa_standar"] or "standar dan alasan kosong"
    return Muatan(row["kode"], butir, keadaan, (row["source"],), str(said))


def _from_narasi(row: Row, butir: str, bahan: Bahan) -> Muatan:
    section = bahan.narasi.get((row["induk"], butir))
    if section is not None and (section.text or "").strip():
        return Muatan(row["kode"], butir, ADA, (section.path,))
    place = section.path if section else f"narasi/{narasi_name(row['induk'], butir)}.md"
    return Muatan(row["kode"], butir, TIDAK_ADA, catatan=f"belum ditulis: {place}")


def _from_efisiensi(row: Row, butir: str, bahan: Bahan) -> Muatan:
    """Look at the efficiency of the programmes below the indicator's sasaran."""
    mine = bahan.program[bahan.program["sasaran"] == row["induk"]]
    ids = [figure_id("efisiensi_persen", kode, bahan.tahun) for kode in mine["kode"]]
    figures = [bahan.figures[id] for id in ids if id in bahan.figures]
    told = tuple(figure.id for figure in figures if figure.value is not None)
    if told:
        return Muatan(row["kode"], butir, ADA, told)
    reasons = {figure.note: figure.id for figure in figures if _is_answered(figure)}
    if reasons:
        return Muatan(row["kode"], butir, ALASAN, tuple(reasons.values()), "; ".join(reasons))
    why = "; ".join(dict.fromkeys(figure.note for figure in figures if figure.note))
    return Muatan(row["kode"], butir, TIDAK_ADA, catatan=why or "tidak ada program pendukung")


def _is_answered(figure: Figure) -> bool:
    """Say whether money is known, so that an empty efficiency is an answer and not a gap."""
    money = [operand for _, operand in figure.operands if operand.besaran in _MONEY]
    return bool(figure.note) and all(operand.value is not None for operand in money)


_ITEMS: dict[str, Callable[[Row, str, Bahan], Muatan]] = {
    "target_realisasi": _from_figures,
    "tahun_lalu": _from_figures,
    "jangka_menengah": _from_figures,
    "standar_nasional": _from_row,
    "penyebab": _from_narasi,
    "efisiensi": _from_efisiensi,
    "program_kegiatan": _from_narasi,
}
