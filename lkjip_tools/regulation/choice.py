"""The named options of a rule: formulas, cases, caps, weights, layouts, deadlines.

Keys of the machinery are English, keys of the content Indonesian.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from lkjip_tools.number import format_number
from lkjip_tools.regulation.strict import Number, Strict, Text, fault

Evidence = Literal["teks", "kode", "hitung", "ingatan"]
Bagian = Literal["K", "Rp"]


class Source(Strict):
    """Where a rule was read."""

    title: Text
    url: Text | None


class Choice(Strict):
    """One named option of a rule.

    Attributes:
        label: What it is called in the report's method note.
        catatan: What the reader should know; for a case without result, the reason printed.
        ekspresi: The formula as text, in the column names of the data.
        evidence: How we know; empty: as the version says.
        source: Where it was seen, if not where the version says.
        anjuran: Recommended, where the law leaves the choice open. Never taken silently.
        hanya_reproduksi: Offered only to reproduce what others printed.
    """

    label: Text
    catatan: str = ""
    ekspresi: str = ""
    evidence: tuple[Evidence, ...] = ()
    source: Source | None = None
    anjuran: bool = False
    hanya_reproduksi: bool = False

    @property
    def detail(self) -> str:
        """The middle column of the rule's table."""
        return self.ekspresi

    @property
    def terms(self) -> str:
        """What holds besides the formula, in words; empty where nothing does."""
        return ""


class FormulaChoice(Choice):
    """A formula of capaian; `fungsi` is the Python function that runs it."""

    ekspresi: Text
    polaritas: Literal["positif", "negatif", "rentang"]
    fungsi: Text
    lantai: Number | None = None
    di_dalam_rentang: Number | None = None

    @property
    def terms(self) -> str:
        """The floor, and what stands for a value inside the range."""
        fixed = (("paling rendah", self.lantai), ("di dalam rentang", self.di_dalam_rentang))
        return "; ".join(f"{word} {format_number(n)}" for word, n in fixed if n is not None)


class Case(Choice):
    """What stands in for a capaian that the formula cannot give; `hasil` null: not computed."""

    catatan: Text
    hasil: Number | None
    bendera: Literal["tidak_dapat_dihitung", "aturan_nol"]
    alternatif: tuple[Number, ...] = ()

    @property
    def detail(self) -> str:
        """The result in words."""
        return "tidak dihitung" if self.hasil is None else format_number(self.hasil)


class Cap(Choice):
    """Values above `di_atas` count as `menjadi`; both null: no cap."""

    di_atas: Number | None
    menjadi: Number | None
    lingkup: tuple[Literal["indikator", "rata_rata"], ...]

    def apply(self, value: Decimal) -> Decimal:
        """Return the value, capped."""
        if self.di_atas is None or self.menjadi is None or value <= self.di_atas:
            return value
        return self.menjadi

    @property
    def detail(self) -> str:
        """The cap in words."""
        if self.di_atas is None or self.menjadi is None:
            return "tanpa batas"
        return f"> {format_number(self.di_atas)} menjadi {format_number(self.menjadi)}"

    @model_validator(mode="after")
    def _check_both_or_none(self) -> Self:
        if (self.di_atas is None) != (self.menjadi is None):
            raise fault("isi 'di_atas' dan 'menjadi' bersama-sama, atau null keduanya")
        return self


class OrdinalMap(Choice):
    """Grades as ranks, from the lowest. Adding or averaging ranks over quarters has no meaning."""

    urutan: dict[str, Number]
    kepanjangan: dict[str, str] = Field(default_factory=dict)

    @property
    def detail(self) -> str:
        """The map in one line."""
        return "; ".join(f"{grade} = {format_number(rank)}" for grade, rank in self.urutan.items())

    @model_validator(mode="after")
    def _check_ranks(self) -> Self:
        for (low, first), (high, second) in pairwise(self.urutan.items()):
            if first >= second:
                raise fault(f"'{low}' dan '{high}' harus berurut naik; perbaiki angkanya")
        return self


class Component(Strict):
    """One component of the evaluation and its weight in percent."""

    label: Text
    bobot: Number
    sub: dict[str, Number] = Field(default_factory=dict)


class Answer(Strict):
    """The score of one answer, and when that answer is given."""

    nilai: Number
    kriteria: str = ""


class WeightChoice(Choice):
    """A set of weights and, where known, the scores of the answers."""

    komponen: dict[str, Component]
    jawaban: dict[str, dict[str, Answer]] = Field(default_factory=dict)

    @property
    def detail(self) -> str:
        """The weights in one line."""
        return "; ".join(f"{c.label} {format_number(c.bobot)}" for c in self.komponen.values())

    @model_validator(mode="after")
    def _check_sums(self) -> Self:
        total = sum((part.bobot for part in self.komponen.values()), Decimal(0))
        if total != 100:
            raise fault(
                f"bobot komponen berjumlah {format_number(total)}, seharusnya 100; perbaiki bobot",
                ("komponen",),
            )
        for key, part in self.komponen.items():
            subtotal = sum(part.sub.values(), Decimal(0))
            if part.sub and subtotal != part.bobot:
                raise fault(
                    f"sub-bobot '{key}' berjumlah {format_number(subtotal)}, seharusnya "
                    f"{format_number(part.bobot)}; perbaiki sub-bobot",
                    ("komponen", key),
                )
        return self


class Column(Strict):
    """One column of a form; `ekspresi` counts with the column numbers of its own layout."""

    nomor: int
    kunci: Text
    isi: Text
    bagian: tuple[Bagian, ...] = ()
    ekspresi: str = ""


class Layout(Choice):
    """The columns of a form, from left to right."""

    kolom: tuple[Column, ...]

    @property
    def detail(self) -> str:
        """The computed columns in one line."""
        return "; ".join(f"{c.nomor} = {c.ekspresi}" for c in self.kolom if c.ekspresi)


class BottomRow(Choice):
    """A way to reach the mean at the foot of the form; for one half only, or recommended for it."""

    ekspresi: Text
    hanya_bagian: Bagian | None = None
    anjuran_bagian: tuple[Bagian, ...] = ()


class RequiredItem(Choice):
    """A statement the report must hold; `manusia`: words nobody may generate."""

    nomor: int
    teks: Text
    bila_ada: bool = False
    diisi: Literal["hitung", "manusia"]

    @property
    def detail(self) -> str:
        """The requirement as the regulation states it."""
        return self.teks


class Deadline(Choice):
    """A time limit in months; `bulan` null: none is known."""

    sejak: Literal["akhir_tahun", "dokumen_anggaran_disahkan", "akhir_triwulan"]
    bulan: int | None
    penyusun: Text
    penerima: str = ""

    def due(self, start: date) -> date | None:
        """Return the last day, counted from `start`; a month's end stays a month's end."""
        if self.bulan is None:
            return None
        months = start.year * 12 + start.month - 1 + self.bulan
        year, month = divmod(months, 12)
        last = monthrange(year, month + 1)[1]
        at_end = start.day == monthrange(start.year, start.month)[1]
        return date(year, month + 1, last if at_end else min(start.day, last))

    @property
    def detail(self) -> str:
        """The limit in words."""
        since = self.sejak.replace("_", " ")
        months = "tanpa batas tetap" if self.bulan is None else f"{self.bulan} bulan"
        return f"{months} sejak {since}"
