"""`lkjip coverage`: what the report must carry, and what a machine can say of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lkjip_tools.commands.call import told, written
from lkjip_tools.commands.options import FILE, instansi_option, root_option, tahun_option
from lkjip_tools.dates import year_end

if TYPE_CHECKING:
    from lkjip_tools.formula import FigureList
    from lkjip_tools.muatan import Jawaban, Muatan
    from lkjip_tools.regulation import Checklist, Rule

    Answers = dict[str, tuple[Jawaban, ...]]

CHECKLISTS = ("lke_pelaporan_88_2021", "reviu_lkj_53_2014")


@click.command()
@instansi_option
@tahun_option
@click.option("--json", "json_file", type=FILE, help="Write everything here as JSON.")
@root_option
def coverage(instansi: str, tahun: int, json_file: Path | None, root: Path | None) -> None:
    """Show what the report covers: items per indicator, evaluation criteria, review checklist.

    What only a person can tell is listed as such.
    """
    from lkjip_tools.commands.text_table import print_table
    from lkjip_tools.tabulate.cakupan import table_lke, table_muatan, table_reviu

    with told():
        found = _compute(instansi, tahun, root)
        print_table(table_muatan(found.matrix, found.form, found.figures, tahun))
        print_table(table_lke(found.lke_answers, found.lke, found.figures, tahun))
        print_table(table_reviu(found.reviu_answers, found.reviu))
        if json_file:
            text = json.dumps(found.to_json(), ensure_ascii=False, indent=1)
            written(json_file, f"{text}\n")


@dataclass(frozen=True)
class _Coverage:
    matrix: tuple[Muatan, ...]
    figures: FigureList
    form: Rule
    lke: Checklist
    lke_answers: Answers
    reviu: Checklist
    reviu_answers: Answers

    def to_json(self) -> dict[str, Any]:
        return {
            "muatan": [asdict(cell) for cell in self.matrix],
            "angka": [figure.to_json() for figure in self.figures],
            self.lke.name: _answers(self.lke, self.lke_answers),
            self.reviu.name: _answers(self.reviu, self.reviu_answers),
        }


def _answers(rule: Checklist, answers: Answers) -> dict[str, Any]:
    return {
        "sumber": rule.source.title,
        "verifikasi": rule.verification,
        "jawaban": [
            {
                "bagian": part,
                "nomor": item.kriteria.nomor,
                "teks": item.kriteria.teks,
                "hasil": item.hasil,
                "bukti": item.bukti,
                "butir": item.butir,
            }
            for part, items in answers.items()
            for item in items
        ],
    }


def _compute(instansi: str, tahun: int, root: Path | None) -> _Coverage:
    from lkjip_tools.calculate.cakupan import Dasar, answer, figures_cakupan
    from lkjip_tools.commands.ledger import read_ledger
    from lkjip_tools.load import read_narasi
    from lkjip_tools.muatan import TULISAN, Bahan, muatan_matrix, narasi_name
    from lkjip_tools.policy import ITEMS
    from lkjip_tools.regulation import load_checklist, load_rule
    from lkjip_tools.root import find_root

    root, end = find_root(root), year_end(tahun)
    all_of_it = read_ledger(instansi, tahun, root)
    tables, params = all_of_it.tables, all_of_it.params
    narasi = {
        (kode, butir): read_narasi(narasi_name(kode, butir), instansi, tahun, root)
        for kode in tables["sasaran"]["kode"]
        for butir in TULISAN
    }
    form = load_rule(ITEMS, end)
    bahan = Bahan(tables["program"], all_of_it.figures, narasi, params, tahun)
    matrix = muatan_matrix(tables["indikator"], tuple(form.choices("butir")), bahan)
    lke, reviu = (load_checklist(name, end) for name in CHECKLISTS)
    rows = {name: len(table) for name, table in tables.items()}
    signed, findings = params.tanda_tangan.tanggal, tuple(all_of_it.findings)
    dasar = Dasar(matrix, all_of_it.figures, findings, rows, signed, tahun)
    figures = figures_cakupan(matrix, lke, tahun)
    return _Coverage(matrix, figures, form, lke, answer(lke, dasar), reviu, answer(reviu, dasar))
