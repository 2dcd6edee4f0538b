"""Formulir evaluasi hasil Renja (E.81): columns 13 to 15, the means, and their predicates.

Column numbers are those with a *Kode* column (`regulations/evaluasi_renja_e81.yml`, `berkode`):
13 the year's realisasi, 14 = 7 + 13, 15 = 14 / 6 x 100. Adding years up has a meaning only for
indicators aggregated by `jumlah`; for the others column 14 is the latest value.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from lkjip_tools.calculate.capaian import predikat_of
from lkjip_tools.calculate.formulir import HALVES, form_cell, form_cells, form_quarters
from lkjip_tools.calculate.rata_rata import mean, usable
from lkjip_tools.dates import year_end
from lkjip_tools.errors import InputError
from lkjip_tools.formula import Figure, FigureList, Operands, figure_id, formula
from lkjip_tools.params import Kebijakan
from lkjip_tools.records import Row, records
from lkjip_tools.regulation import Scale, load_rule
from lkjip_tools.schema.anggaran import ABOVE_PROGRAM

LEVELS = ("program", "kegiatan", "sub_kegiatan")


@formula("evaluasi_realisasi_k", rule="agregasi_triwulan/jumlah")
def jumlah(triwulan: list[Decimal]) -> Decimal:
    """Quarters that add up."""
    return sum(triwulan, Decimal(0))


@formula("evaluasi_realisasi_k", rule="agregasi_triwulan/akhir")
def akhir(triwulan_terakhir: Decimal) -> Decimal:
    """The last quarter that was filled."""
    return triwulan_terakhir


@formula("evaluasi_realisasi_k", rule="agregasi_triwulan/rata_rata")
def rata_rata(triwulan: list[Decimal]) -> Decimal:
    """The mean of the filled quarters."""
    return sum(triwulan, Decimal(0)) / len(triwulan)


@formula("evaluasi_realisasi_k", rule="agregasi_triwulan/maks")
def terbesar(triwulan: list[Decimal]) -> Decimal:
    """The best quarter."""
    return max(triwulan)


@formula("evaluasi_realisasi_k", rule="agregasi_triwulan/min")
def terkecil(triwulan: list[Decimal]) -> Decimal:
    """The lowest quarter."""
    return min(triwulan)


@formula("evaluasi_realisasi_rp")
def jumlah_program(program: list[Decimal]) -> Decimal:
    """All programmes together; only rupiah add up over them."""
    return sum(program, Decimal(0))


@formula("evaluasi_kumulatif_k", rule="evaluasi_renja_e81/berkode")
def kumulatif(tahun_lalu: Decimal, tahun_ini: Decimal) -> Decimal:
    """Column 14: up to last year plus this year."""
    return tahun_lalu + tahun_ini


@formula("evaluasi_kumulatif_k", rule="evaluasi_renja_e81/berkode")
def terbaru(tahun_ini: Decimal) -> Decimal:
    """Column 14 of an indicator that does not add up over the years."""
    return tahun_ini


@formula("evaluasi_tingkat_k_persen", rule="evaluasi_renja_e81/berkode")
def tingkat(realisasi: Decimal, target: Decimal) -> Decimal:
    """Columns 13 and 15 in percent of the year's and of the Renstra's target."""
    return realisasi / target * 100


@formula("evaluasi_rata_rata_tahunan_k_persen", rule="evaluasi_renja_e81/median_program")
def median(nilai: list[Decimal]) -> Decimal:
    """The middle value."""
    return statistics.median(nilai)


@formula("evaluasi_rata_rata_tahunan_rp_persen", rule="evaluasi_renja_e81/rasio_total")
def rasio_total(realisasi: list[Decimal], target: list[Decimal]) -> Decimal:
    """The ratio of the sums, not the mean of the ratios."""
    return sum(realisasi, Decimal(0)) / sum(target, Decimal(0)) * 100


AGGREGATES = {
    "jumlah": jumlah,
    "akhir": akhir,
    "rata_rata": rata_rata,
    "maks": terbesar,
    "min": terkecil,
}


def figures_evaluasi(
    evaluasi: pd.DataFrame, kebijakan: Kebijakan, skala: Scale, tahun: int
) -> FigureList:
    """Compute columns 13, 14, 15 of every row, and the bottom rows in every way of averaging.

    Args:
        evaluasi: Table `evaluasi_renja`.
        kebijakan: `evaluasi_rata_rata_k` and `_rp` name the declared way.
        skala: Scale of the bottom row's predicate.
        tahun: Year of the report.

    Returns:
        Per row and half (`k`, `rp`): `evaluasi_realisasi_*`, `evaluasi_kumulatif_*`,
        `evaluasi_tingkat_*_persen` and `evaluasi_tahunan_*_persen`, of urusan and bidang urusan
        only for `rp`; the means by way of averaging and, under `instansi`, by the declared one,
        with their predicates.
    """
    rows = evaluasi[evaluasi["tingkat"].isin(LEVELS)]
    above = records(evaluasi[evaluasi["tingkat"].isin(ABOVE_PROGRAM)])
    everyone = [*above, *records(rows)]
    cells = FigureList(figure for row in everyone for figure in form_cells(row, tahun))
    found = FigureList(
        figure for row in records(rows) for half in HALVES for figure in _row(row, half, tahun)
    )
    money = FigureList(figure for row in above for figure in _row(row, "rp", tahun))
    sums = FigureList(_sums(list(rows["kode"][rows["tingkat"] == "program"]), cells + found))
    return cells + found + money + sums + _means(rows, found, kebijakan, skala, tahun)


def _row(row: Row, half: str, tahun: int) -> Iterator[Figure]:
    kode, nama = row["kode"], row["uraian"] or row["kode"]
    unit = (row["satuan"] or "tanpa satuan") if half == "k" else "rupiah"
    agregasi = row["agregasi"] if half == "k" else "jumlah"
    quarters = form_quarters(row, half, tahun)
    filled = [quarter for quarter in quarters if quarter.value is not None]
    last = filled[-1] if filled else quarters[-1]
    given: Operands = {"triwulan_terakhir": last} if agregasi == "akhir" else {"triwulan": filled}
    name = f"evaluasi_realisasi_{half}"
    if agregasi is None:
        note = f"agregasi triwulan belum ditetapkan, isi kolom agregasi: {row['source']}"
        year = Figure(figure_id(name, kode, tahun), f"Realisasi {nama}", None, unit, note=note)
    else:
        year = AGGREGATES[agregasi].figure_of(kode, tahun, nama, given, besaran=name, unit=unit)
    yield year
    name = f"evaluasi_kumulatif_{half}"
    if agregasi == "jumlah":
        before = form_cell(row, "realisasi_lalu", half, tahun)
        given = {"tahun_lalu": before, "tahun_ini": year}
        total = kumulatif.figure_of(kode, tahun, nama, given, besaran=name, unit=unit)
    else:
        given = {"tahun_ini": year}
        total = terbaru.figure_of(kode, tahun, nama, given, besaran=name, unit=unit)
    yield total
    end = form_cell(row, "target_renstra", half, tahun)
    yield tingkat.figure(
        kode, tahun, nama, besaran=f"evaluasi_tingkat_{half}_persen", realisasi=total, target=end
    )
    goal = form_cell(row, "target", half, tahun)
    yield tingkat.figure(
        kode, tahun, nama, besaran=f"evaluasi_tahunan_{half}_persen", realisasi=year, target=goal
    )


def _sums(programmes: list[str], figures: FigureList) -> Iterator[Figure]:
    """Yield the bottom row *Jumlah*: the rupiah of all programmes, column by column."""
    columns: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        besaran, kode, period = figure.id.split("/")
        if besaran.endswith("_rp") and kode in programmes:
            columns.setdefault((besaran, period), []).append(figure)
    for (besaran, period), each in columns.items():
        known = [figure for figure in each if figure.value is not None]
        blank = len(each) - len(known)
        note = f"{blank} dari {len(each)} program kosong dan tidak ikut" if blank else ""
        yield jumlah_program.figure(
            "instansi", period, "semua program", besaran=besaran, note=note, program=known
        )


def _means(
    rows: pd.DataFrame, found: FigureList, kebijakan: Kebijakan, skala: Scale, tahun: int
) -> FigureList:
    codes = {level: list(rows["kode"][rows["tingkat"] == level]) for level in LEVELS}
    result: list[Figure] = []
    for kind in ("tahunan", "tingkat"):
        for half, declared in (
            ("k", kebijakan.evaluasi_rata_rata_k),
            ("rp", kebijakan.evaluasi_rata_rata_rp),
        ):
            ways = _ways(kind, half, codes, found, tahun)
            if declared not in ways:
                raise InputError(
                    f"kebijakan evaluasi_rata_rata_{half}: '{declared}' tidak berlaku untuk "
                    f"kinerja, satuannya tidak dapat dijumlahkan; pilih: {', '.join(ways)}"
                )
            result += ways.values()
            chosen = ways[declared]
            result.append(_declared(chosen, declared, tahun))
            predikat = predikat_of(chosen, skala, f"{kind}-{half}", tahun, f"kolom {kind} {half}")
            result.append(_renamed(predikat, f"{kind}-{half}", tahun))
    return FigureList(result)


def _ways(
    kind: str, half: str, codes: dict[str, list[str]], found: FigureList, tahun: int
) -> dict[str, Figure]:
    """Compute the mean in every way of `evaluasi_renja_e81`; sums have a meaning only in rupiah."""
    besaran = f"evaluasi_rata_rata_{kind}_{half}_persen"

    def values(level: str) -> list[Figure]:
        return [found.at(f"evaluasi_{kind}_{half}_persen", kode, tahun) for kode in codes[level]]

    ways = {
        f"mean_{level}": mean(
            f"mean_{level}",
            tahun,
            f"menurut {level.replace('_', ' ')}",
            values(level),
            besaran=besaran,
            rule=f"evaluasi_renja_e81/mean_{level}",
        )
        for level in LEVELS
    }
    known, note = usable(values("program"))
    ways["median_program"] = median.figure(
        "median_program", tahun, "median program", besaran=besaran, note=note, nilai=known
    )
    if half == "k":
        return ways
    parts = [dict(figure.operands) for figure in values("program")]
    ways["rasio_total"] = rasio_total.figure(
        "rasio_total",
        tahun,
        "rasio total",
        besaran=besaran,
        realisasi=[part["realisasi"] for part in parts],
        target=[part["target"] for part in parts],
    )
    return ways


def _declared(figure: Figure, way: str, tahun: int) -> Figure:
    rule = load_rule("evaluasi_renja_e81", year_end(tahun))
    label = rule.choice(way, "baris_bawah").label
    id = figure_id(figure.besaran, "instansi", tahun)
    return replace(figure, id=id, label=f"{figure.label} ({label})")


def _renamed(predikat: Figure, kode: str, tahun: int) -> Figure:
    return replace(predikat, id=figure_id("evaluasi_predikat", kode, tahun))
