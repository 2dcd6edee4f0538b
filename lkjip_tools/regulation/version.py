"""What one dated text of a rule may hold, kind by kind.

`scale` brackets; `formula` an expression per option; `policy` named options, exactly one sort per
file; `weight` components that add up to 100; `form` layouts or required contents; `checklist`
criteria; `deadline` dates; `codes` a national list of codes with their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from lkjip_tools.regulation.bracket import Bracket, BracketEntry, join_brackets
from lkjip_tools.regulation.choice import (
    BottomRow,
    Cap,
    Case,
    Choice,
    Deadline,
    Evidence,
    FormulaChoice,
    Layout,
    OrdinalMap,
    RequiredItem,
    Source,
    WeightChoice,
)
from lkjip_tools.regulation.criterion import Criterion
from lkjip_tools.regulation.measure import Measure
from lkjip_tools.regulation.strict import Number, Strict, Text, fault


class Version(Strict):
    """One dated text of a rule. Subclasses add the content.

    `reading` stands in the reports of all agencies: short, and about the rule alone. `remarks`
    stays with whoever tends or checks the rules: where it was read, cases met, doubts.
    """

    groups: ClassVar[tuple[str, ...]] = ()

    effective_from: date
    source: Source
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    verified_on: date | None
    reading: Text
    remarks: str = ""

    def choices(self, group: str) -> Mapping[str, Choice]:
        """Return the named options of one group."""
        found: Mapping[str, Choice] = getattr(self, group)
        return found

    @model_validator(mode="after")
    def _check_groups(self) -> Self:
        if self.groups and not any(getattr(self, group) for group in self.groups):
            raise fault(f"tidak berisi apa pun; isi salah satu dari: {', '.join(self.groups)}")
        return self


class ScaleVersion(Version):
    """A scale. `terendah` and `tertinggi` are the printed ends, used for bounds only."""

    brackets: tuple[BracketEntry, ...]
    terendah: Number | None = None
    tertinggi: Number | None = None

    @cached_property
    def joined(self) -> tuple[Bracket, ...]:
        """The brackets with all their ends."""
        return join_brackets(self.brackets)

    @model_validator(mode="after")
    def _check_brackets(self) -> Self:
        _ = self.joined
        return self


class FormulaVersion(Version):
    """Formulas to choose from."""

    groups: ClassVar[tuple[str, ...]] = ("rumus",)
    rumus: dict[str, FormulaChoice]


class PolicyVersion(Version):
    """Options the law leaves open."""

    groups: ClassVar[tuple[str, ...]] = ("pilihan", "kasus", "batas", "ukuran", "peta")
    pilihan: dict[str, Choice] = Field(default_factory=dict)
    kasus: dict[str, Case] = Field(default_factory=dict)
    batas: dict[str, Cap] = Field(default_factory=dict)
    ukuran: dict[str, Measure] = Field(default_factory=dict)
    peta: dict[str, OrdinalMap] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check_one_group(self) -> Self:
        used = [group for group in self.groups if getattr(self, group)]
        if len(used) > 1:
            raise fault(f"berisi {' dan '.join(used)}; satu berkas satu jenis, pisahkan berkasnya")
        return self


class WeightVersion(Version):
    """Sets of weights."""

    groups: ClassVar[tuple[str, ...]] = ("varian",)
    varian: dict[str, WeightChoice]


class FormVersion(Version):
    """A form: layouts, foot, or the contents a report must hold."""

    groups: ClassVar[tuple[str, ...]] = ("tata_letak", "baris_bawah", "butir")
    tata_letak: dict[str, Layout] = Field(default_factory=dict)
    baris_bawah: dict[str, BottomRow] = Field(default_factory=dict)
    butir: dict[str, RequiredItem] = Field(default_factory=dict)
    kaki: tuple[Text, ...] = ()


class DeadlineVersion(Version):
    """Time limits."""

    groups: ClassVar[tuple[str, ...]] = ("tenggat",)
    tenggat: dict[str, Deadline]


class ChecklistVersion(Version):
    """A checklist: its parts in order, its criteria, and the letters for a share of indicators."""

    groups: ClassVar[tuple[str, ...]] = ("kriteria",)
    bagian: dict[str, Text]
    kriteria: dict[str, Criterion]
    golongan: tuple[BracketEntry, ...] = ()

    @cached_property
    def joined(self) -> tuple[Bracket, ...]:
        """The letters with all their ends; empty when the checklist gives none."""
        return join_brackets(self.golongan) if self.golongan else ()

    @model_validator(mode="after")
    def _check_parts(self) -> Self:
        for key, criterion in self.kriteria.items():
            if criterion.bagian not in self.bagian:
                raise fault(
                    f"bagian '{criterion.bagian}' tidak dikenal; yang dikenal: "
                    f"{', '.join(self.bagian)}",
                    ("kriteria", key, "bagian"),
                )
        _ = self.joined
        return self


class CodesVersion(Version):
    """A national list of codes; `label` is what the list calls each."""

    groups: ClassVar[tuple[str, ...]] = ("kode",)
    kode: dict[str, Choice]

    @model_validator(mode="after")
    def _check_parents(self) -> Self:
        for code in self.kode:
            parent = code.rpartition(".")[0]
            if parent and parent not in self.kode:
                raise fault(f"induk '{parent}' tidak ada; tambahkan", ("kode", code))
        return self


Kind = Literal["scale", "formula", "policy", "weight", "form", "checklist", "deadline", "codes"]
VERSIONS: dict[Kind, type[Version]] = {
    "scale": ScaleVersion,
    "formula": FormulaVersion,
    "policy": PolicyVersion,
    "weight": WeightVersion,
    "form": FormVersion,
    "checklist": ChecklistVersion,
    "deadline": DeadlineVersion,
    "codes": CodesVersion,
}
