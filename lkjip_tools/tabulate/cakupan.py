"""Coverage as printed: the matrix of items, the evaluation's criteria, the reviewer's checklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.formula import FigureList
from lkjip_tools.muatan import ADA, Jawaban, Muatan
from lkjip_tools.regulation import Choice, Rule
from lkjip_tools.tabulate.cells import cell

_SIGNS = {"terpenuhi": "V", "tidak terpenuhi": "–", "orang": ""}
_ANSWERS = {"terpenuhi": "ya", "tidak terpenuhi": "tidak"}


def table_muatan(matrix: Iterable[Muatan], form: Rule, figures: FigureList, tahun: int) -> Table:
    """Indicators by the items of PermenPANRB 53/2014: there, a stated reason, or missing.

    Args:
        matrix: As `muatan_matrix` returns it.
        form: The rule that lists the items.
        figures: Shares by item.
        tahun: Year of the report.
    """
    cells, butir = list(matrix), form.choices("butir")
    table = Table(
        "cakupan-muatan",
        "Muatan Laporan Kinerja per Indikator",
        [Column("Indikator", "left", 1.6), *(Column(c.label, "center", 2) for c in butir.values())],
        numbered=False,
        size="small",
        source=form.source.title,
        notes=tuple(_reasons(cells, butir)),
    )
    for kode in dict.fromkeys(item.indikator for item in cells):
        mine = {item.butir: item for item in cells if item.indikator == kode}
        table.row(kode, *(Cell(mine[key].keadaan) for key in butir))
    if cells:
        shares = (figures.at("cakupan_persen", key, tahun) for key in butir)
        table.total("Ada (%)", *(cell(share) for share in shares))
    return table


def table_lke(
    answers: Mapping[str, tuple[Jawaban, ...]], lke: Rule, figures: FigureList, tahun: int
) -> Table:
    """The reporting criteria of the evaluation: share and letter, or who has to tell.

    Args:
        answers: As `answer` returns them, by part.
        lke: The rule that lists the criteria.
        figures: Shares and letters by item.
        tahun: Year of the report.
    """
    table = Table(
        "cakupan-lke",
        f"Kriteria Pelaporan Kinerja pada Evaluasi AKIP ({lke.verification})",
        [
            Column("No", "center", 0.7),
            Column("Kriteria", "left", 6),
            Column("Cakupan (%)", "decimal", 1.5),
            Column("Nilai", "center", 1.1),
            Column("Dasar, atau yang perlu dilihat orang", "left", 5),
        ],
        numbered=False,
        size="small",
        source=lke.source.title,
        notes=(lke.reading,),
    )
    for part, given in answers.items():
        table.group(part)
        for item in given:
            share, letter = Cell(""), Cell(_ANSWERS.get(item.hasil, ""))
            if item.butir:
                share = cell(figures.at("cakupan_persen", item.butir, tahun))
                letter = cell(figures.at("cakupan_huruf", item.butir, tahun))
            ground = _ground(item, "dinilai orang")
            table.row(str(item.kriteria.nomor), item.kriteria.teks, share, letter, ground)
    return table


def table_reviu(answers: Mapping[str, tuple[Jawaban, ...]], reviu: Rule) -> Table:
    """The reviewer's checklist: what a machine could tick, and what a person must.

    Args:
        answers: As `answer` returns them, by part.
        reviu: The rule that lists the statements.
    """
    table = Table(
        "cakupan-reviu",
        f"Daftar Periksa Reviu ({reviu.verification})",
        [
            Column("No", "center", 0.7),
            Column("Pernyataan", "left", 6),
            Column("Tanda", "center", 1),
            Column("Dasar, atau yang menandai", "left", 5),
        ],
        numbered=False,
        size="small",
        source=reviu.source.title,
        notes=(
            "V: mesin menemukan dasarnya; –: mesin menemukan sebaliknya; kosong: ditandai pereviu.",
            reviu.reading,
        ),
    )
    for part, given in answers.items():
        table.group(part)
        for item in given:
            ground = _ground(item, "ditandai pereviu")
            table.row(str(item.kriteria.nomor), item.kriteria.teks, _SIGNS[item.hasil], ground)
    return table


def _ground(item: Jawaban, by_a_person: str) -> str:
    grounds = "; ".join(item.bukti) or by_a_person
    return f"{grounds}. {item.kriteria.catatan}" if item.kriteria.catatan else grounds


def _reasons(cells: list[Muatan], butir: Mapping[str, Choice]) -> Iterable[str]:
    """Yield what is missing and why, once per item and reason, with its indicators."""
    for key, item in butir.items():
        reasons: dict[str, list[str]] = {}
        for found in cells:
            if found.butir == key and found.keadaan != ADA:
                text = f"{found.keadaan}: {found.catatan.rstrip('.')}"
                reasons.setdefault(text, []).append(found.indikator)
        for text, codes in reasons.items():
            yield f"{item.label}, {', '.join(codes)}: {text}."
