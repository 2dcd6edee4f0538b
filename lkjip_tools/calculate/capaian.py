"""Capaian kinerja: how far realisasi reached target, in percent.

Which formula applies is a property of the indicator (`polaritas`), never of its numbers; which of
the negative ones, a policy of the agency. The text of each formula also stands in
`regulations/rumus_capaian.yml`; a test compares the two.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.dates import year_end
from lkjip_tools.formula import (
    Figure,
    FigureList,
    Formula,
    exact_text,
    figure_id,
    formula,
    noted,
    rule_figure,
)
from lkjip_tools.params import Kebijakan
from lkjip_tools.records import Row, records
from lkjip_tools.regulation import Cap, Case, FormulaChoice, Scale, load_rule

BELOW_ZERO = "target_negatif"  # divided by such a target, better comes out as worse


@formula("capaian_persen", rule="rumus_capaian/positif")
def capaian_positif(realisasi: Decimal, target: Decimal) -> Decimal:
    """More is better: coverage, scores, graduates."""
    return realisasi / target * 100


@formula("capaian_persen", rule="rumus_capaian/cermin")
def capaian_cermin(target: Decimal, realisasi: Decimal) -> Decimal:
    """Less is better, mirrored at the target: twice the target leaves nothing."""
    return (target - (realisasi - target)) / target * 100


@formula("capaian_persen", rule="rumus_capaian/rasio")
def capaian_rasio(target: Decimal, realisasi: Decimal) -> Decimal:
    """Less is better, target over realisasi: never reaches zero."""
    return target / realisasi * 100


@formula("capaian_persen", rule="rumus_capaian/selisih")
def capaian_selisih(target: Decimal, realisasi: Decimal) -> Decimal:
    """Only to reproduce what others printed: meeting the target scores zero."""
    return (target - realisasi) / target * 100


@formula("capaian_persen", rule="rumus_capaian/rentang")
def capaian_rentang(realisasi: Decimal, batas_terdekat: Decimal) -> Decimal:
    """Outside a range, against its nearest bound."""
    return realisasi / batas_terdekat * 100


@formula("capaian_persen", rule="rumus_capaian/rentang_cermin")
def capaian_rentang_cermin(batas_terdekat: Decimal, realisasi: Decimal) -> Decimal:
    """Outside a range where less is better, mirrored at the nearest bound."""
    return (batas_terdekat - (realisasi - batas_terdekat)) / batas_terdekat * 100


@formula("celah")
def celah(realisasi: Decimal, target: Decimal) -> Decimal:
    """Above (+) or below (−) the target, in the indicator's unit."""
    return realisasi - target


@formula("capaian_dibatasi_persen")
def dibatasi(capaian: Decimal, batas: Decimal) -> Decimal:
    """Capaian, at most the cap."""
    return min(capaian, batas)


@formula("capaian_dibatasi_persen")
def diganti(capaian: Decimal, batas: Decimal, pengganti: Decimal) -> Decimal:
    """Capaian; above the cap, what the rule puts in its place."""
    return pengganti if capaian > batas else capaian


@formula("capaian_dibatasi_persen")
def tanpa_batas(capaian: Decimal) -> Decimal:
    """Capaian under a policy without a cap."""
    return capaian


FORMULAS: dict[str, Formula] = {
    item.__name__: item
    for item in (
        capaian_positif,
        capaian_cermin,
        capaian_rasio,
        capaian_selisih,
        capaian_rentang,
        capaian_rentang_cermin,
    )
}


def figures_capaian(
    indikator: pd.DataFrame, dasar: FigureList, kebijakan: Kebijakan, skala: Scale, tahun: int
) -> FigureList:
    """Compute capaian, gap and predicate of every indicator, and capaian under the comparison cap.

    Args:
        indikator: Table `indikator`: code, name, unit, `polaritas`.
        dasar: `target` and `realisasi` by indicator, as `pick_kinerja` returns them.
        kebijakan: Declared policies: formulas and caps.
        skala: Scale of the predicate.
        tahun: Year of the report.

    Returns:
        `capaian_persen` (never capped), `capaian_dibatasi_persen`, `celah`, `predikat_capaian`.
        What cannot be computed is empty with a note: zero is an achievement too.
    """
    found: list[Figure] = []
    for row in records(indikator):
        if row["jenis"] == "tujuan":
            continue
        kode, nama = row["kode"], row["indikator"]
        target, realisasi = (dasar.at(name, kode, tahun) for name in ("target", "realisasi"))
        capaian = capaian_of(row, dasar, kebijakan, tahun)
        gap = celah.figure(
            kode, tahun, nama, realisasi=realisasi, target=target, unit=row["satuan"]
        )
        capped = cap_of(capaian, kebijakan.batas_pembanding, kode, tahun, nama)
        found += [capaian, gap, capped, predikat_of(capaian, skala, kode, tahun, nama)]
    return FigureList(found)


def capaian_of(row: Row, dasar: FigureList, kebijakan: Kebijakan, tahun: int) -> Figure:
    """Compute one indicator's capaian, with the rule for zeros and blanks."""
    option = kebijakan.pilihan_rumus[row["polaritas"]]
    target, realisasi = (dasar.at(name, row["kode"], tahun) for name in ("target", "realisasi"))
    case = _case(row["polaritas"], option, target.value, realisasi.value)
    if case:
        return _fixed(case, row, (target, realisasi), tahun)
    choice = _choice("rumus_capaian", option, tahun)
    assert isinstance(choice, FormulaChoice)
    operands = {"target": target, "realisasi": realisasi}
    if row["polaritas"] == "rentang":
        low = dasar.at("target_bawah", row["kode"], tahun)
        if low.value is None:
            return _fixed("target_kosong", row, (low, target, realisasi), tahun)
        bound = _nearest_bound(low, target, realisasi)
        if bound is None:
            return _inside(choice, row, (low, target, realisasi), tahun)
        if isinstance(bound.value, Decimal) and bound.value < 0:
            return _fixed(BELOW_ZERO, row, (low, target, realisasi), tahun)
        operands = {"batas_terdekat": bound, "realisasi": realisasi}
    plain, rule = FORMULAS[choice.fungsi], f"rumus_capaian/{option}"
    given = (row["kode"], tahun, row["indikator"], operands)
    original = plain.figure_of(*given, rule=rule)
    held = plain.within(choice.lantai).figure_of(*given, rule=rule)
    if held.value == original.value:
        return held
    was = exact_text(original.value, "persen")
    return noted(held, f"nilai asli {was}, ditulis paling rendah menurut aturan")


def cap_of(capaian: Figure, option: str, kode: str, tahun: int, nama: str) -> Figure:
    """Apply a cap of `regulations/batas_capaian.yml`; the uncapped figure is its operand."""
    cap = _choice("batas_capaian", option, tahun)
    assert isinstance(cap, Cap)
    rule = f"batas_capaian/{option}"
    if cap.di_atas is None:
        return tanpa_batas.figure(kode, tahun, nama, rule=rule, capaian=capaian)
    batas = rule_figure("batas_persen", option, tahun, "Batas capaian", cap.di_atas, rule)
    if cap.menjadi == cap.di_atas:
        return dibatasi.figure(kode, tahun, nama, rule=rule, capaian=capaian, batas=batas)
    name = "batas_pengganti_persen"
    other = rule_figure(name, option, tahun, "Pengganti di atas batas", cap.menjadi, rule)
    return diganti.figure(
        kode, tahun, nama, rule=rule, capaian=capaian, batas=batas, pengganti=other
    )


def predikat_of(figure: Figure, skala: Scale, kode: str, tahun: int, nama: str) -> Figure:
    """Classify an unrounded value; warn where the printed, rounded value would fall elsewhere."""
    value, note = None, f"{figure.label} tidak dihitung"
    if isinstance(figure.value, Decimal):
        value, note = skala.classify(figure.value).label, ""
        if skala.would_change_when_rounded(figure.value):
            note = "nilai yang dibulatkan dua desimal masuk golongan lain"
    besaran = "predikat_akip" if skala.name == "predikat_akip" else "predikat_capaian"
    return Figure(
        figure_id(besaran, kode, tahun),
        f"Predikat {nama}",
        value,
        "predikat",
        expression="golongan(nilai)",
        operands=(("nilai", figure),),
        rule=skala.name,
        note=note,
    )


def _case(polaritas: str, option: str, target: object, realisasi: object) -> str | None:
    """Name the case of `nilai_nol_dan_kosong` that applies, if one does."""
    if target is None:
        return "target_kosong"
    if realisasi is None:
        return "realisasi_kosong"
    if target == 0 and polaritas == "negatif":
        tail = "realisasi_nol" if realisasi == 0 else "realisasi_ada"
        return f"target_nol_negatif_{tail}"
    if target == 0:
        return "target_nol_positif"
    if isinstance(target, Decimal) and target < 0 and polaritas != "rentang":
        return BELOW_ZERO
    if realisasi == 0 and option == "rasio":
        return "realisasi_nol_rasio"
    return None


def _fixed(case: str, row: Row, operands: tuple[Figure, ...], tahun: int) -> Figure:
    """Return the result that the rule fixes where no formula can give one.

    The operands only tell why; the formula is the rule's own value.
    """
    choice = _choice("nilai_nol_dan_kosong", case, tahun)
    assert isinstance(choice, Case)
    rule = f"nilai_nol_dan_kosong/{case}"
    return _ruled(row, tahun, choice.hasil, choice.catatan, rule, operands)


def _inside(choice: FormulaChoice, row: Row, operands: tuple[Figure, ...], tahun: int) -> Figure:
    reason, rule = (
        "realisasi di dalam rentang",
        f"rumus_capaian/{choice.fungsi.removeprefix('capaian_')}",
    )
    return _ruled(row, tahun, choice.di_dalam_rentang, reason, rule, operands)


def _ruled(
    row: Row,
    tahun: int,
    value: Decimal | None,
    reason: str,
    rule: str,
    operands: tuple[Figure, ...],
) -> Figure:
    option = rule.rpartition("/")[2]
    fixed = rule_figure("ketetapan_persen", option, tahun, "Ketetapan aturan", value, rule)
    return Figure(
        figure_id("capaian_persen", row["kode"], tahun),
        f"Capaian {row['indikator']}",
        value,
        "persen",
        expression="ketetapan",
        operands=(("ketetapan", fixed), *((item.besaran, item) for item in operands)),
        rule=rule,
        note=reason,
    )


def _nearest_bound(low: Figure, high: Figure, realisasi: Figure) -> Figure | None:
    """Return the bound of the range that realisasi missed; `None` inside the range."""
    bottom, top, value = low.value, high.value, realisasi.value
    assert isinstance(bottom, Decimal)
    assert isinstance(top, Decimal)
    assert isinstance(value, Decimal)
    if bottom <= value <= top:
        return None
    return high if value > top else low


def _choice(rule: str, option: str, tahun: int) -> object:
    return load_rule(rule, year_end(tahun)).choice(option)
