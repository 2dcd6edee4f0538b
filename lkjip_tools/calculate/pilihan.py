"""The options an agency could have declared instead, policy by policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.dates import year_end
from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.params import POLICIES, Kebijakan
from lkjip_tools.regulation import Cap, Choice, FormulaChoice, Scale, load_rule

DINYATAKAN = "dinyatakan"
_LINGKUP = {"indikator": "tiap indikator", "rata_rata": "rata-rata saja"}


@dataclass(frozen=True)
class Pilihan:
    """One option of one policy.

    Attributes:
        sumbu: The policy: `batas_capaian`, `rumus_negatif`, …
        ubahan: Keys of `kebijakan` with the values they take.
        label: What it is called, in Indonesian.
        dinyatakan: The agency declares this one.
        reproduksi: Offered only to repeat what others printed; not admissible for a report.
    """

    sumbu: str
    ubahan: Mapping[str, str]
    label: str
    dinyatakan: bool
    reproduksi: bool = False

    @property
    def kode(self) -> str:
        """Name of the option, as the middle part of a figure's id."""
        return DINYATAKAN if self.dinyatakan else "-".join(self.ubahan.values())


def options(kebijakan: Kebijakan, scales: Mapping[str, Scale], tahun: int) -> Iterator[Pilihan]:
    """Yield every option of every policy that enters the mean or its predicate.

    Args:
        kebijakan: The declared policies.
        scales: The predicate scales to choose from, by name.
        tahun: Year of the report.
    """
    for key in ("batas_capaian", "rata_rata_capaian", "rumus_negatif", "rumus_rentang"):
        yield from _choices(key, kebijakan, tahun)
    yield from _choices("predikat_ke_nilai", kebijakan, tahun)
    for name, scale in scales.items():
        declared = name == kebijakan.skala_predikat
        yield Pilihan("skala_predikat", {"skala_predikat": name}, scale.label, declared)


def idle(indikator: pd.DataFrame, dasar: FigureList, tahun: int) -> dict[str, str]:
    """Return the policies that cannot move the agency's mean capaian, and why.

    Args:
        indikator: Table `indikator`.
        dasar: As `pick_kinerja` returns it.
        tahun: Year of the report.
    """
    measured = indikator[indikator["jenis"] != "tujuan"]
    found = {
        f"rumus_{polaritas}": f"tidak ada indikator berpolaritas {polaritas}"
        for polaritas in ("negatif", "rentang")
        if polaritas not in set(measured["polaritas"])
    }
    used = [
        dasar.at(besaran, kode, tahun)
        for kode in measured["kode"]
        for besaran in ("target", "realisasi")
    ]
    if not any(map(_is_grade, used)):
        found["predikat_ke_nilai"] = _without_grades(dasar, tahun)
    return found


def _without_grades(dasar: FigureList, tahun: int) -> str:
    """Return why grades cannot move the mean, and which figures they move all the same."""
    reason = f"tidak ada target atau realisasi {tahun} berupa predikat"
    moved = dict.fromkeys(BESARAN[it.besaran].meaning for it in dasar if _is_grade(it))
    return f"{reason}; yang dibaca dengan pilihan ini: {', '.join(moved)}" if moved else reason


def _is_grade(figure: Figure) -> bool:
    return figure.rule.startswith("predikat_ke_nilai/")


def _choices(key: str, kebijakan: Kebijakan, tahun: int) -> Iterator[Pilihan]:
    rule, group = POLICIES[key]
    declared: str = getattr(kebijakan, key)
    for name, choice in load_rule(rule, year_end(tahun)).choices(group).items():
        if isinstance(choice, Cap):
            yield from _caps(name, choice, kebijakan)
        elif not isinstance(choice, FormulaChoice) or key == f"rumus_{choice.polaritas}":
            yield _option(key, {key: name}, choice, choice.label, name == declared)


def _caps(name: str, cap: Cap, kebijakan: Kebijakan) -> Iterator[Pilihan]:
    """Yield a cap once for each scope; no cap has none."""
    if cap.di_atas is None:
        ubahan = {"batas_capaian": name}
        declared = name == kebijakan.batas_capaian
        yield _option("batas_capaian", ubahan, cap, cap.label, declared)
        return
    for scope in cap.lingkup:
        ubahan = {"batas_capaian": name, "lingkup_batas": scope}
        declared = (name, scope) == (kebijakan.batas_capaian, kebijakan.lingkup_batas)
        label = f"{cap.label}, {_LINGKUP[scope]}"
        yield _option("batas_capaian", ubahan, cap, label, declared)


def _option(
    key: str, ubahan: Mapping[str, str], choice: Choice, label: str, declared: bool
) -> Pilihan:
    return Pilihan(key, ubahan, label, declared, choice.hanya_reproduksi)
