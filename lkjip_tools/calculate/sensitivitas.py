"""Sensitivity: the mean capaian and its predicate under every policy the agency could declare.

The law leaves these choices open, so the reader should know what another one would have given.
Each scenario is computed by the very functions that compute the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from itertools import product

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.calculate.capaian import cap_of, capaian_of, predikat_of
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.calculate.pilihan import DINYATAKAN, Pilihan, idle, options
from lkjip_tools.calculate.rata_rata import INSTANSI, mean_capaian
from lkjip_tools.errors import RegulationError
from lkjip_tools.formula import Figure, FigureList, figure_id, formula
from lkjip_tools.params import Kebijakan, Params
from lkjip_tools.records import records
from lkjip_tools.regulation import Scale

RATA_RATA, PREDIKAT = "sensitivitas_rata_rata_persen", "sensitivitas_predikat"
SELISIH = "sensitivitas_selisih_poin"
TERENDAH, TERTINGGI = "terendah", "tertinggi"
ENDS = {TERENDAH: "terendah dari semua kombinasi", TERTINGGI: "tertinggi dari semua kombinasi"}


@formula(SELISIH)
def selisih(rata_rata_lain: Decimal, rata_rata_dinyatakan: Decimal) -> Decimal:
    """How far another policy moves the mean, in points."""
    return rata_rata_lain - rata_rata_dinyatakan


@dataclass(frozen=True)
class Kombinasi:
    """One set of policies, all named, with its mean in percent and its predicate.

    Attributes:
        kebijakan: The policies that enter the mean and its predicate.
        label: The options that are not the declared ones.
        ubahan: How many of them are not the declared ones.
        rata_rata_persen: Unrounded; `None` when no indicator could be computed.
        predikat: `None` when there is no mean, or it lies below the scale.
    """

    kebijakan: Mapping[str, str]
    label: str
    ubahan: int
    rata_rata_persen: Decimal | None
    predikat: str | None


class Sensitivitas:
    """Every scenario of one agency's year.

    Args:
        indikator: Table `indikator`.
        sasaran: Table `sasaran`.
        kinerja: Table `kinerja`.
        params: The agency, with its declared policies.
        akip: Scale that turns a grade into a number.
        scales: The predicate scales to choose from, the declared one among them, by name.
        tahun: Year of the report.
    """

    def __init__(
        self,
        indikator: pd.DataFrame,
        sasaran: pd.DataFrame,
        kinerja: pd.DataFrame,
        params: Params,
        akip: Scale,
        scales: Mapping[str, Scale],
        tahun: int,
    ) -> None:
        self.indikator, self.sasaran, self.kinerja = indikator, sasaran, kinerja
        self.params, self.akip, self.scales, self.tahun = params, akip, scales, tahun
        self._dasar, self._capaian = cache(self._read), cache(self._measure)
        self._means = cache(self._average)
        self.tanpa_pengaruh = idle(
            indikator, self._dasar(params.kebijakan.predikat_ke_nilai), tahun
        )
        self.pilihan = tuple(
            option
            for option in options(params.kebijakan, scales, tahun)
            if option.sumbu not in self.tanpa_pengaruh
        )

    @cached_property
    def kombinasi(self) -> tuple[Kombinasi, ...]:
        """The full product of all admissible options."""
        axes: dict[str, list[Pilihan]] = {}
        for option in self.pilihan:
            if option.dinyatakan or not option.reproduksi:
                axes.setdefault(option.sumbu, []).append(option)
        return tuple(self._combination(parts) for parts in product(*axes.values()))

    @property
    def ujung(self) -> dict[str, Kombinasi]:
        """The combinations with the lowest and the highest mean, nearest to the declared one."""
        known = [item for item in self.kombinasi if item.rata_rata_persen is not None]
        near = sorted(known, key=lambda item: item.ubahan)
        if not near:
            return {}
        return {TERENDAH: min(near, key=_value), TERTINGGI: max(near, key=_value)}

    @property
    def predikat_tercapai(self) -> dict[str, list[str]]:
        """The predicates that some combination reaches, on each scale, the highest first."""
        reached = {(item.kebijakan["skala_predikat"], item.predikat) for item in self.kombinasi}
        return {
            name: [b.label for b in scale.brackets if (name, b.label) in reached]
            for name, scale in self.scales.items()
        }

    def figures(self) -> FigureList:
        """Compute the declared scenario, each option alone, and both ends of the full product.

        Returns:
            `sensitivitas_rata_rata_persen`, `sensitivitas_predikat`, `sensitivitas_selisih_poin`
            by option, `terendah` and `tertinggi`; and the figures behind them.
        """
        found = self._scenario(DINYATAKAN, "kebijakan yang dinyatakan", {})
        declared = found[figure_id(RATA_RATA, DINYATAKAN, self.tahun)]
        scenarios = [(o.kode, o.label, o.ubahan) for o in self.pilihan if not o.dinyatakan]
        scenarios += [(kode, ENDS[kode], item.kebijakan) for kode, item in self.ujung.items()]
        for kode, label, ubahan in scenarios:
            if list(ubahan) == ["skala_predikat"]:  # the mean does not follow the scale
                predikat = self._predikat(declared, self._policies(ubahan))
                found |= [_named(predikat, PREDIKAT, kode, label)]
                continue
            found |= self._scenario(kode, label, ubahan)
            mean = found[figure_id(RATA_RATA, kode, self.tahun)]
            gap = selisih.figure(
                kode, self.tahun, label, rata_rata_lain=mean, rata_rata_dinyatakan=declared
            )
            found[gap.id] = gap
        return FigureList(found.values())

    def _scenario(self, kode: str, label: str, ubahan: Mapping[str, str]) -> dict[str, Figure]:
        kebijakan = self._policies(ubahan)
        plain = self._mean(kebijakan)
        renamed, behind = _renamed(plain, kode, self._known)
        id, mean = _named(renamed, RATA_RATA, kode, label)
        predikat = _named(self._predikat(mean, kebijakan), PREDIKAT, kode, label)
        return {item.id: item for item in behind} | dict([(id, mean), predikat])

    def _combination(self, parts: tuple[Pilihan, ...]) -> Kombinasi:
        changes = {key: value for part in parts for key, value in part.ubahan.items()}
        kebijakan = self._policies(changes)
        mean = self._mean(kebijakan)
        predikat = self._predikat(mean, kebijakan).value
        others = [part.label for part in parts if not part.dinyatakan]
        return Kombinasi(
            {part.sumbu: getattr(kebijakan, part.sumbu) for part in parts}
            | {"lingkup_batas": kebijakan.lingkup_batas},
            "; ".join(others) or "kebijakan yang dinyatakan",
            len(others),
            mean.value if isinstance(mean.value, Decimal) else None,
            predikat if isinstance(predikat, str) else None,
        )

    def _policies(self, changes: Mapping[str, str]) -> Kebijakan:
        return self.params.kebijakan.model_copy(update=dict(changes))

    def _mean(self, kebijakan: Kebijakan) -> Figure:
        """Return the agency's mean, which does not depend on the scale."""
        scale = self.params.kebijakan.skala_predikat
        return self._means(kebijakan.model_copy(update={"skala_predikat": scale}))[-1]

    def _average(self, kebijakan: Kebijakan) -> list[Figure]:
        capaian = self._capaian(
            kebijakan.predikat_ke_nilai, kebijakan.rumus_negatif, kebijakan.rumus_rentang
        )
        return mean_capaian(self.indikator, self.sasaran, capaian, kebijakan, self.tahun)

    def _read(self, predikat_ke_nilai: str) -> FigureList:
        kebijakan = self._policies({"predikat_ke_nilai": predikat_ke_nilai})
        params = self.params.model_copy(update={"kebijakan": kebijakan})
        return pick_kinerja(self.indikator, self.kinerja, params, self.akip, self.tahun)

    def _measure(self, predikat_ke_nilai: str, negatif: str, rentang: str) -> FigureList:
        """Compute every indicator's capaian, and capaian under the comparison cap."""
        kebijakan = self._policies({"rumus_negatif": negatif, "rumus_rentang": rentang})
        dasar, cap = self._dasar(predikat_ke_nilai), kebijakan.batas_pembanding
        rows = [row for row in records(self.indikator) if row["jenis"] != "tujuan"]
        plain = [(row, capaian_of(row, dasar, kebijakan, self.tahun)) for row in rows]
        capped = [cap_of(c, cap, row["kode"], self.tahun, row["indikator"]) for row, c in plain]
        return FigureList([*(figure for _, figure in plain), *capped])

    @cached_property
    def _known(self) -> dict[str, Figure]:
        """The figures of the report itself: a scenario's operand that equals one keeps its id."""
        declared = self.params.kebijakan
        dasar = self._dasar(declared.predikat_ke_nilai)
        capaian = self._capaian(
            declared.predikat_ke_nilai, declared.rumus_negatif, declared.rumus_rentang
        )
        return {item.id: item for item in (*dasar, *capaian, *self._means(declared))}

    def _predikat(self, mean: Figure, kebijakan: Kebijakan) -> Figure:
        scale = self.scales[kebijakan.skala_predikat]
        try:
            return predikat_of(mean, scale, INSTANSI, self.tahun, INSTANSI)
        except RegulationError:
            below = replace(mean, value=None)
            empty = predikat_of(below, scale, INSTANSI, self.tahun, INSTANSI)
            return replace(empty, note=f"di bawah golongan terendah {scale.label}")


def _value(item: Kombinasi) -> Decimal:
    return item.rata_rata_persen or Decimal(0)


def _named(figure: Figure, besaran: str, kode: str, label: str) -> tuple[str, Figure]:
    """Make a figure the one of a scenario; return it behind its id."""
    id = figure_id(besaran, kode, figure.id.rpartition("/")[2])
    return id, replace(figure, id=id, label=f"{BESARAN[besaran].label}: {label}")


def _renamed(figure: Figure, kode: str, known: Mapping[str, Figure]) -> tuple[Figure, list[Figure]]:
    """Give the operands that a scenario changed ids of their own, down to what was read.

    Returns:
        The figure with its operands renamed, and the renamed ones that were computed.
    """
    behind: list[Figure] = []
    operands = []
    for name, operand in figure.operands:
        named = operand
        is_own = operand.expression or operand.id in known
        if is_own and known.get(operand.id) != operand:
            inner, below = _renamed(operand, kode, known)
            besaran, middle, tahun = operand.id.split("/")
            named = replace(inner, id=f"{besaran}/{middle}~{kode}/{tahun}")
            behind += [*below, *([named] if named.expression else [])]
        operands.append((name, named))
    return replace(figure, operands=tuple(operands)), behind


def rows(found: Sensitivitas) -> Iterator[dict[str, str]]:
    """Yield the full product as rows of text, for a file: unrounded, the declared one marked."""
    for item in found.kombinasi:
        value = item.rata_rata_persen
        yield {
            **item.kebijakan,
            "rata_rata_persen": "" if value is None else format(value, "f"),
            "predikat": item.predikat or "",
            "dinyatakan": "" if item.ubahan else "ya",
        }
