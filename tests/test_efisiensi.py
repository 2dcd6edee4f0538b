"""Efisiensi: the worked cases, and that unspent money alone never counts as efficiency."""

import ast
from datetime import date
from decimal import Decimal

import pytest
import strategies
from hypothesis import given
from tables import TAHUN, cases, policies, table

from lkjip_tools.calculate import efisiensi as module
from lkjip_tools.calculate.anggaran import derive
from lkjip_tools.calculate.efisiensi import figures_efisiensi
from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.number import round_half_up
from lkjip_tools.regulation import load_rule

CASES = cases("efisiensi")
RULE = load_rule("efisiensi", date(TAHUN, 12, 31))
KODE = "8.01.01"
PROGRAM = table(
    "program", {"kode": KODE, "tingkat": "program", "uraian": "Program uji", "sasaran": "S-1"}
)


def efisiensi(ukuran, pagu, realisasi, capaian=None, capaian_dari=None):
    """The efficiency of one programme."""
    if capaian_dari:
        capaian = Decimal(capaian_dari[0]) / capaian_dari[1] * 100
    reached = Figure(
        f"capaian_rata_rata_persen/S-1/{TAHUN}",
        "Rata-rata capaian",
        None if capaian is None else Decimal(capaian),
        "persen",
    )
    pair = [
        Figure(f"{name}/{KODE}/{TAHUN}", name, Decimal(value), "rupiah", f"uji.csv {name}")
        for name, value in (("pagu_rp", pagu), ("realisasi_rp", realisasi))
    ]
    anggaran = FigureList([*pair, *derive(KODE, "Program uji", *pair, TAHUN)])
    own = policies(efisiensi=ukuran)
    found = figures_efisiensi(PROGRAM, anggaran, FigureList([reached]), own, TAHUN)
    return found.at("efisiensi_persen", KODE, TAHUN)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_case(case):
    figure = efisiensi(**case["input"])

    computed = {
        "efisiensi": None if figure.value is None else round_half_up(figure.value, 2),
        "satuan": figure.unit,
        "catatan": figure.note,
    }
    assert {name: computed[name] for name in case["output"]} == case["output"]


def test_every_measure_has_a_worked_case():
    assert {case["input"]["ukuran"] for case in CASES} == set(RULE.choices())


@pytest.mark.parametrize("option", RULE.choices())
def test_the_rule_prints_the_expression_that_runs(option):
    figure = efisiensi(option, 1000, 900, 100)

    choice = RULE.choice(option)
    condition = f" if syarat_capaian >= {choice.capaian_minimal} else None"
    expected = choice.ekspresi + condition * (choice.capaian_minimal is not None)
    assert ast.dump(ast.parse(figure.expression)) == ast.dump(ast.parse(expected))
    assert figure.rule == f"efisiensi/{option}"


@given(pagu=strategies.spent, realisasi=strategies.rupiah, capaian=strategies.percentages)
def test_unspent_money_below_the_target_is_never_efficiency(pagu, realisasi, capaian):
    figure = efisiensi("sisa", pagu, realisasi, capaian)

    assert (figure.value is None) == (capaian < 100)
    assert ("sisa anggaran bukan efisiensi" in figure.note) == (capaian < 100)


@given(pagu=strategies.spent, realisasi=strategies.rupiah, capaian=strategies.percentages)
def test_the_pmk_value_stays_between_zero_and_one_hundred(pagu, realisasi, capaian):
    value = efisiensi("pmk_ne", pagu, realisasi, capaian).value

    assert value is None or 0 <= value <= 100


def test_the_clamped_e_keeps_its_own_id_and_says_what_it_was():
    """LAKIP Itjen 2019: E = 74,03, printed NE 235."""
    figure = efisiensi("pmk_ne", 10000, 2597, 100)

    ((name, e),) = figure.operands
    assert (name, e.id) == ("efisiensi", f"efisiensi_persen/{KODE}-E/{TAHUN}")
    assert (e.value, e.rule) == (20, "efisiensi/pmk_e")
    assert e.note == "nilai asli 74,03 persen, dijepit menurut aturan"
    assert figure.numbers == "50 + 20 / 20 × 50"


def test_the_condition_is_an_operand_where_there_is_one():
    assert [name for name, _ in efisiensi("sisa", 100, 90, 90).operands] == [
        "pagu_rp",
        "realisasi_rp",
        "syarat_capaian",
    ]
    assert [name for name, _ in efisiensi("banding", 100, 90, 90).operands] == [
        "capaian_persen",
        "serapan_persen",
    ]


def test_every_measure_of_the_rule_is_computed():
    assert set(module._OPERANDS) == set(RULE.choices())


def test_only_programmes_are_judged():
    kegiatan = {"kode": f"{KODE}.2.01", "tingkat": "kegiatan", "uraian": "Kegiatan uji"}

    found = figures_efisiensi(
        table("program", kegiatan), FigureList(), FigureList(), policies(), TAHUN
    )

    assert len(found) == 0
