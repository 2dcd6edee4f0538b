"""Coverage: the share of indicators that carry an item, its letter, and checklists answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lkjip_tools.calculate.hitung import count
from lkjip_tools.dates import date_text, year_end
from lkjip_tools.finding import Finding
from lkjip_tools.formula import Figure, FigureList, figure_id, formula
from lkjip_tools.muatan import ADA, ALASAN, TIDAK_ADA, Jawaban, Keadaan, Muatan
from lkjip_tools.policy import ITEMS
from lkjip_tools.regulation import Checklist, Criterion, Deadline, load_rule

SEMUA = "indikator"


@formula("cakupan_persen")
def cakupan(memuat: Decimal, semua: Decimal) -> Decimal:
    """The share of indicators that carry an item."""
    return memuat / semua * 100


@dataclass(frozen=True)
class Dasar:
    """What a checklist is answered from.

    Attributes:
        matrix: As `muatan_matrix` returns it.
        figures: All figures of the report.
        findings: All findings about the data.
        rows: How many rows each table has.
        signed: The day the report was signed.
        tahun: Year of the report.
    """

    matrix: tuple[Muatan, ...]
    figures: FigureList
    findings: tuple[Finding, ...]
    rows: Mapping[str, int]
    signed: date
    tahun: int


def figures_cakupan(matrix: Iterable[Muatan], lke: Checklist, tahun: int) -> FigureList:
    """Compute, for every item, how many indicators carry it, their share, and its letter.

    Args:
        matrix: As `muatan_matrix` returns it. Only what is there counts; a stated reason does not.
        lke: The criteria of the evaluation, for the letters.
        tahun: Year of the report.

    Returns:
        `cakupan_jumlah`, `cakupan_persen` and `cakupan_huruf` by item; empty without indicators.
    """
    by_item: dict[str, list[Muatan]] = {}
    for cell in matrix:
        by_item.setdefault(cell.butir, []).append(cell)
    if not by_item:  # an agency without an indicator still has the items, and none of them
        by_item = {it: [] for it in load_rule(ITEMS, year_end(tahun)).choices("butir")}
    found: list[Figure] = []
    for butir, cells in by_item.items():
        everyone = [_named(cell, tahun) for cell in cells]
        carrying = [_named(cell, tahun) for cell in cells if cell.keadaan == ADA]
        name = _label(butir, tahun)
        memuat = count("cakupan_jumlah", butir, tahun, carrying, name)
        semua = count("cakupan_jumlah", SEMUA, tahun, everyone, "sebuah butir")
        share = cakupan.figure(butir, tahun, name, memuat=memuat, semua=semua)
        found += [memuat, semua, share, _letter(share, lke, butir, name, tahun)]
    return FigureList(found)


def _named(cell: Muatan, tahun: int) -> Figure:
    """An indicator, as what is counted."""
    id = figure_id("indikator_diukur", cell.indikator, tahun)
    return Figure(id, f"Indikator {cell.indikator}", cell.indikator, "teks", source=cell.sumber)


def answer(checklist: Checklist, dasar: Dasar) -> dict[str, tuple[Jawaban, ...]]:
    """Answer what a machine can of a checklist, by part.

    Args:
        checklist: The criteria.
        dasar: What they are answered from.
    """
    return {
        part: tuple(_answer(key, criterion, dasar) for key, criterion in criteria.items())
        for part, criteria in checklist.parts.items()
    }


def _answer(key: str, criterion: Criterion, dasar: Dasar) -> Jawaban:
    checks = [check.split("/", 1) for check in criterion.periksa]
    told = [_CHECKS[kind](name, dasar) for kind, name in checks]
    items = [name for kind, name in checks if kind == "muatan"]
    if not told:
        return Jawaban(key, criterion, "orang")
    return Jawaban(
        key,
        criterion,
        "terpenuhi" if all(holds for holds, _ in told) else "tidak terpenuhi",
        tuple(text for _, text in told),
        items[0] if len(items) == len(checks) == 1 else "",
    )


def _letter(share: Figure, lke: Checklist, butir: str, name: str, tahun: int) -> Figure:
    bracket = lke.grade(share.value) if isinstance(share.value, Decimal) else None
    return Figure(
        figure_id("cakupan_huruf", butir, tahun),
        f"Nilai cakupan {name}",
        bracket.label if bracket else None,
        "predikat",
        expression="golongan(cakupan)",
        operands=(("cakupan", share),),
        rule=lke.name,
        note="" if bracket else "cakupan tidak dihitung",
    )


def _muatan(butir: str, dasar: Dasar) -> tuple[bool, str]:
    cells = [cell for cell in dasar.matrix if cell.butir == butir]
    name = _label(butir, dasar.tahun)
    told = [
        f"{name} {keadaan}: {', '.join(codes)}"
        for keadaan in (TIDAK_ADA, ALASAN)
        if (codes := _codes(cells, keadaan))
    ]
    if not told:
        told = [f"{name} ada pada semua indikator" if cells else f"{name}: tidak ada indikator"]
    return bool(cells) and not _codes(cells, TIDAK_ADA), "; ".join(told)


def _label(butir: str, tahun: int) -> str:
    """Return what an item is called, for the middle of a sentence."""
    label = load_rule(ITEMS, year_end(tahun)).choice(butir, "butir").label
    return label[:1].lower() + label[1:]


def _codes(cells: list[Muatan], keadaan: Keadaan) -> list[str]:
    return [cell.indikator for cell in cells if cell.keadaan == keadaan]


def _temuan(kode: str, dasar: Dasar) -> tuple[bool, str]:
    mine = [item for item in dasar.findings if item.kode == kode]
    if not mine:
        return True, f"tanpa temuan {kode}"
    first, *others = [place for item in mine for place in item.lokasi.split("; ")]
    return False, f"temuan {kode}: {first}" + (" dan lainnya" if others else "")


def _tabel(name: str, dasar: Dasar) -> tuple[bool, str]:
    filled = dasar.rows.get(name, 0) > 0
    return filled, f"tabel {name} {'terisi' if filled else 'kosong'}"


def _angka(name: str, dasar: Dasar) -> tuple[bool, str]:
    id = f"{name}/{dasar.tahun}"
    known = id in dasar.figures and dasar.figures[id].value is not None
    return known, f"angka {id}" if known else f"angka {id} belum ada"


def _tenggat(name: str, dasar: Dasar) -> tuple[bool, str]:
    end = year_end(dasar.tahun)
    deadline = load_rule("tenggat", end).choice(name)
    assert isinstance(deadline, Deadline)
    due = deadline.due(end)
    signed = f"ditandatangani {date_text(dasar.signed)}"
    if due is None:
        return True, f"{signed}, tanpa tenggat"
    return dasar.signed <= due, f"{signed}, tenggat {date_text(due)}"


_CHECKS: dict[str, Callable[[str, Dasar], tuple[bool, str]]] = {
    "muatan": _muatan,
    "temuan": _temuan,
    "tabel": _tabel,
    "angka": _angka,
    "tenggat": _tenggat,
}
