"""The table of sensitivity: what another declared policy would have given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.formula import FigureList
from lkjip_tools.tabulate.cells import cell, notes, signed
from lkjip_tools.tabulate.metode import LABELS

DECLARED = "dinyatakan"
_QUANTITIES = ("rata_rata_persen", "selisih_poin", "predikat")
_ENDS = {"terendah": "Terendah", "tertinggi": "Tertinggi"}


class Option(Protocol):
    """One option of one policy."""

    @property
    def sumbu(self) -> str: ...
    @property
    def ubahan(self) -> Mapping[str, str]: ...
    @property
    def kode(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def dinyatakan(self) -> bool: ...
    @property
    def reproduksi(self) -> bool: ...


class Combination(Protocol):
    """One set of policies."""

    @property
    def label(self) -> str: ...


class Sensitivity(Protocol):
    """What `calculate.sensitivitas` computes."""

    @property
    def pilihan(self) -> Sequence[Option]: ...
    @property
    def kombinasi(self) -> Sequence[Combination]: ...
    @property
    def ujung(self) -> Mapping[str, Combination]: ...
    @property
    def tanpa_pengaruh(self) -> Mapping[str, str]: ...
    @property
    def predikat_tercapai(self) -> Mapping[str, Sequence[str]]: ...


def table_sensitivitas(found: Sensitivity, figures: FigureList, tahun: int) -> Table:
    """Mean and predicate under every option, one policy changed at a time, and both ends.

    Args:
        found: The options and the full product.
        figures: As the same object returns them.
        tahun: Year of the report.
    """
    table = Table(
        "metode-sensitivitas",
        "Rata-rata Capaian dan Predikat menurut Kebijakan Lain",
        [
            Column("Kebijakan dan pilihan", "left", 7),
            Column("Rata-rata capaian (%)", "decimal", 2.2),
            Column("Selisih (poin)", "decimal", 1.8),
            Column("Predikat", "left", 2.5),
        ],
        numbered=False,
        size="small",
        notes=tuple(_notes(found, figures)),
    )
    for sumbu in dict.fromkeys(option.sumbu for option in found.pilihan):
        table.group(LABELS[sumbu])
        for option in (item for item in found.pilihan if item.sumbu == sumbu):
            table.row(*_row(option, figures, tahun))
    for kode, item in found.ujung.items():
        text = f"{_ENDS[kode]} dari {len(found.kombinasi)} kombinasi: {item.label}"
        table.total(text, *_values(kode, figures, tahun))
    return table


def _row(option: Option, figures: FigureList, tahun: int) -> Iterator[Cell]:
    text = option.label + (" – dinyatakan" if option.dinyatakan else "")
    yield Cell(text + (" *" if option.reproduksi else ""), strong=option.dinyatakan, indent=1)
    yield from _values(option.kode, figures, tahun, strong=option.dinyatakan)


def _values(kode: str, figures: FigureList, tahun: int, *, strong: bool = False) -> Iterator[Cell]:
    """Yield mean, difference and predicate; a scale leaves the mean as declared."""
    ids = (f"sensitivitas_{name}/{kode}/{tahun}" for name in _QUANTITIES)
    mean, gap, predikat = ids
    declared = f"sensitivitas_rata_rata_persen/{DECLARED}/{tahun}"
    yield cell(figures[mean if mean in figures else declared], strong=strong)
    yield signed(figures[gap]) if gap in figures else Cell("–")
    yield cell(figures[predikat], strong=strong)


def _notes(found: Sensitivity, figures: FigureList) -> Iterator[str]:
    for sumbu, reason in found.tanpa_pengaruh.items():
        yield f"{LABELS[sumbu]} tidak memengaruhi rata-rata capaian: {reason}."
    if any(option.reproduksi for option in found.pilihan):
        yield "* Hanya untuk mengulang angka yang telah tercetak; tidak ikut dalam kombinasi."
    for option in found.pilihan:
        if option.sumbu == "skala_predikat" and option.dinyatakan:
            reached = found.predikat_tercapai[option.ubahan["skala_predikat"]]
            yield (
                f"Predikat yang dapat dicapai pada skala yang dinyatakan, dari semua kombinasi: "
                f"{', '.join(reached) or 'tidak ada'}."
            )
    yield from notes(figures)
