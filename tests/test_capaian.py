"""Capaian: the worked cases, and what must hold for any target and realisasi."""

import ast
from datetime import date
from decimal import Decimal

import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import TAHUN, cases, params, scale, table

from lkjip_tools.calculate.capaian import FORMULAS, cap_of, figures_capaian, predikat_of
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.formula import Figure
from lkjip_tools.number import round_half_up
from lkjip_tools.regulation import FormulaChoice, load_rule

CASES = cases("capaian")
RULE = load_rule("rumus_capaian", date(TAHUN, 12, 31))
KODE = "IKU-1"


def figures(polaritas="positif", rumus=None, batas="batas_100", jenis="iku", **kinerja):
    """The figures of one indicator, from its row in the table to its predicate."""
    chosen = {f"rumus_{polaritas}": rumus} if rumus else {}
    own = params(batas_pembanding=batas, **chosen)
    indikator = table(
        "indikator",
        {
            "kode": KODE,
            "jenis": jenis,
            "indikator": "Indikator uji",
            "satuan": "kasus",
            "polaritas": polaritas,
        },
    )
    row = {"dokumen": "uji", "indikator": KODE, "tahun": TAHUN} | kinerja
    dasar = pick_kinerja(indikator, table("kinerja", row), own, scale("predikat_akip"), TAHUN)
    return figures_capaian(indikator, dasar, own.kebijakan, scale(), TAHUN)


def capaian(*args, **kwargs):
    return figures(*args, **kwargs).at("capaian_persen", KODE, TAHUN)


def rounded(value):
    return None if value is None else round_half_up(value, 2)


# --- the worked cases -----------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_case(case):
    found = figures(**case["input"])
    figure = found.at("capaian_persen", KODE, TAHUN)
    capped = found.at("capaian_dibatasi_persen", KODE, TAHUN)

    computed = {
        "capaian": rounded(figure.value),
        "dibatasi": rounded(capped.value),
        "catatan": figure.note,
        "aturan": figure.rule,
    }
    assert {name: computed[name] for name in case["output"]} == case["output"]


def test_every_formula_and_every_fixed_result_has_a_worked_case():
    used = {capaian(**case["input"]).rule for case in CASES}

    assert used >= {f"rumus_capaian/{option}" for option in RULE.choices()}
    zero = load_rule("nilai_nol_dan_kosong", date(TAHUN, 12, 31))
    assert used >= {f"nilai_nol_dan_kosong/{case}" for case in zero.choices()}


# --- the printed formula is the one that runs -----------------------------------------------


@pytest.mark.parametrize("option", RULE.choices())
def test_the_rule_prints_the_expression_of_the_function_it_names(option):
    choice = RULE.choice(option)
    assert isinstance(choice, FormulaChoice)

    assert ast.dump(ast.parse(choice.ekspresi)) == ast.dump(
        ast.parse(FORMULAS[choice.fungsi].expression)
    )


def test_no_formula_is_without_a_rule():
    assert {choice.fungsi for choice in RULE.choices().values()} == set(FORMULAS)


def test_each_function_declares_the_option_it_is():
    assert {f.rule for f in FORMULAS.values()} == {
        f"rumus_capaian/{name.removeprefix('capaian_')}" for name in FORMULAS
    }


# --- what must hold for any target and realisasi --------------------------------------------


@settings(max_examples=20)
@given(target=strategies.positive)
@pytest.mark.parametrize("rumus", ["cermin", "cermin_lantai_nol", "rasio"])
def test_meeting_the_target_exactly_is_one_hundred(rumus, target):
    assert capaian("negatif", rumus, target=target, realisasi=target).value == 100
    assert capaian("positif", target=target, realisasi=target).value == 100


@given(
    target=strategies.positive,
    pair=st.tuples(strategies.positive, strategies.positive).filter(lambda p: p[0] != p[1]),
)
def test_where_less_is_better_more_never_scores_higher(target, pair):
    low, high = sorted(pair)

    for name in ("capaian_cermin", "capaian_rasio"):
        better = FORMULAS[name](target=target, realisasi=low)
        worse = FORMULAS[name](target=target, realisasi=high)
        assert better > worse
    assert FORMULAS["capaian_positif"](target=target, realisasi=low) < FORMULAS["capaian_positif"](
        target=target, realisasi=high
    )


@given(target=strategies.positive, realisasi=strategies.values)
def test_the_mirror_scores_above_one_hundred_what_the_other_scores_below(target, realisasi):
    """Missing the target one way is beating it the other way."""
    above = FORMULAS["capaian_positif"](target=target, realisasi=realisasi) - 100
    below = 100 - FORMULAS["capaian_cermin"](target=target, realisasi=realisasi)

    assert abs(above - below) <= (abs(above) + 1) * Decimal("1e-20")


@given(target=strategies.positive, realisasi=strategies.positive)
def test_the_ratio_never_reaches_zero_and_the_mirror_does_at_twice_the_target(target, realisasi):
    assert FORMULAS["capaian_rasio"](target=target, realisasi=realisasi) > 0
    assert FORMULAS["capaian_cermin"](target=target, realisasi=2 * target) == 0


@settings(max_examples=60)
@given(
    polaritas=st.sampled_from(["positif", "negatif", "rentang"]),
    target=strategies.values,
    width=strategies.values,
    realisasi=strategies.values,
)
def test_the_explained_figure_equals_the_computed_one(polaritas, target, width, realisasi):
    """The printed expression over the kept operands gives the value, unless a rule fixes it."""
    figure = capaian(polaritas, target=target + width, target_bawah=target, realisasi=realisasi)

    if figure.rule.startswith("nilai_nol_dan_kosong") or "rentang" in figure.note:
        assert figure.expression == "ketetapan"
        fixed = dict(figure.operands)["ketetapan"]
        assert (fixed.value, fixed.source) == (figure.value, f"aturan {figure.rule}")
    elif figure.value is None:
        assert figure.note == "pembagi nol"
    else:
        known = {name: operand.value for name, operand in figure.operands}
        assert eval(figure.expression, {}, known) == figure.value


@given(value=strategies.percentages, option=st.sampled_from(["tanpa", "batas_100", "batas_120"]))
def test_a_cap_never_raises_and_never_changes_what_is_below_it(value, option):
    figure = Figure("capaian_persen/IKU-1/2023", "Capaian", value, "persen")

    capped = cap_of(figure, option, KODE, TAHUN, "uji")

    limit = {"tanpa": value, "batas_100": 100, "batas_120": 120}[option]
    assert capped.value == min(value, limit)
    assert capped.rule == f"batas_capaian/{option}"


# --- gap, predicate, operands ---------------------------------------------------------------


def test_operands_are_the_cells_that_were_read():
    figure = capaian(target=73, realisasi="65.22")

    assert [(name, operand.source) for name, operand in figure.operands] == [
        ("target", "kinerja.csv baris 2 kolom target"),
        ("realisasi", "kinerja.csv baris 2 kolom realisasi"),
    ]


def test_a_range_keeps_the_bound_it_was_measured_against():
    figure = capaian("rentang", target_bawah=80, target=90, realisasi=70)

    assert figure.numbers == "70 / 80 × 100"
    assert figure.operands[0][1].source == "kinerja.csv baris 2 kolom target_bawah"


def test_a_range_without_its_lower_bound_has_no_target():
    figure = capaian("rentang", target=90, realisasi=70)

    assert (figure.value, figure.note) == (None, "target belum ditetapkan")
    assert figure.rule == "nilai_nol_dan_kosong/target_kosong"


def test_the_gap_is_in_the_indicators_own_unit():
    gap = figures(target=73, realisasi="65.22").at("celah", KODE, TAHUN)

    assert (gap.value, gap.unit) == (Decimal("-7.78"), "kasus")
    assert gap.numbers == "65,22 − 73"


def test_an_indicator_of_a_tujuan_is_not_measured():
    assert len(figures(jenis="tujuan", target=73, realisasi=70)) == 0


def test_the_uncapped_capaian_is_kept_as_operand_of_the_capped_one():
    capped = figures(target=80, realisasi=100).at("capaian_dibatasi_persen", KODE, TAHUN)

    assert capped.expression == "terkecil(capaian, batas)"
    assert capped.numbers == "terkecil(125; 100)"
    assert capped.operands[0][1].value == 125


@pytest.mark.parametrize(
    ("realisasi", "label", "doubtful"),
    [
        ("65.22", "Tinggi", False),
        ("90", "Tinggi", False),
        ("90.004", "Sangat Tinggi", True),
        ("90.005", "Sangat Tinggi", False),
        ("0", "Sangat Rendah", False),
    ],
)
def test_the_predicate_is_of_the_unrounded_value_and_says_where_rounding_would_change_it(
    realisasi, label, doubtful
):
    target = 73 if realisasi == "65.22" else 100
    predikat = figures(target=target, realisasi=realisasi).at("predikat_capaian", KODE, TAHUN)

    assert predikat.value == label
    assert bool(predikat.note) == doubtful
    assert predikat.unit == "predikat"


def test_a_predicate_shows_the_value_it_classified_in_indonesian_writing():
    predikat = figures(target=73, realisasi="65.22").at("predikat_capaian", KODE, TAHUN)

    assert predikat.numbers == "golongan(89,342466…)"


def test_a_capaian_that_cannot_be_computed_has_no_predicate_and_no_cap():
    found = figures(target=None, realisasi=3)

    predikat = found.at("predikat_capaian", KODE, TAHUN)
    assert (predikat.value, predikat.note) == (None, "Capaian Indikator uji tidak dihitung")
    assert found.at("capaian_dibatasi_persen", KODE, TAHUN).value is None
    assert found.at("celah", KODE, TAHUN).value is None


def test_the_akip_scale_gives_the_akip_predicate():
    figure = Figure("realisasi/IKU-1/2023", "Realisasi", Decimal("65.22"), "nilai", "uji.csv")

    predikat = predikat_of(figure, scale("predikat_akip"), KODE, TAHUN, "Nilai SAKIP")

    assert (predikat.id, predikat.value) == ("predikat_akip/IKU-1/2023", "B")


# --- which document is the base -------------------------------------------------------------

INDIKATOR = table(
    "indikator",
    {"kode": KODE, "jenis": "iku", "indikator": "Nilai", "satuan": "nilai", "polaritas": "positif"},
)


def picked(*rows, documents=("uji",), **kebijakan):
    own = params(**kebijakan)
    own = own.model_copy(update={"dasar": own.dasar.model_copy(update={"target": documents})})
    kinerja = table("kinerja", *({"indikator": KODE, "tahun": TAHUN} | row for row in rows))
    return pick_kinerja(INDIKATOR, kinerja, own, scale("predikat_akip"), TAHUN)


def test_the_first_declared_document_that_has_the_figure_is_the_base():
    rows = [
        {"dokumen": "renstra", "target": 60},
        {"dokumen": "pk", "target": None},
        {"dokumen": "tabel-7", "target": 73},
    ]

    target = picked(*rows, documents=("pk", "tabel-7", "renstra")).at("target", KODE, TAHUN)

    assert (target.value, target.note) == (73, "dokumen tabel-7")
    assert target.source == "kinerja.csv baris 4 kolom target"


def test_a_figure_that_no_declared_document_has_is_empty_and_says_where_we_looked():
    target = picked({"dokumen": "lain", "target": 1}, documents=("pk", "dpa")).at(
        "target", KODE, TAHUN
    )

    assert (target.value, target.note) == (None, "tidak ada pada dokumen pk, dpa")
    assert target.source == ""


def test_the_renstra_gives_a_target_for_every_year_of_its_period():
    rows = [{"dokumen": "uji", "tahun": year, "target": year - 2000} for year in range(2021, 2028)]

    found = [f for f in picked(*rows) if f.besaran == "target_renstra"]

    assert [(figure.id, figure.value) for figure in found] == [
        (f"target_renstra/{KODE}/{year}", year - 2000) for year in range(2022, 2027)
    ]


def test_last_years_capaian_is_percent_and_last_years_realisasi_in_its_own_unit():
    found = picked(
        {"dokumen": "uji", "tahun": TAHUN - 1, "realisasi": 70, "capaian_tercatat": "59.97"}
    )

    realisasi = found.at("realisasi", KODE, TAHUN - 1)
    capaian_lalu = found.at("capaian_lalu_persen", KODE, TAHUN - 1)
    assert (realisasi.value, realisasi.unit) == (70, "nilai")
    assert (capaian_lalu.value, capaian_lalu.unit) == (Decimal("59.97"), "persen")


@pytest.mark.parametrize(
    ("reading", "value"), [("batas_bawah", 60), ("tengah", 65), ("batas_atas", 70)]
)
def test_a_grade_becomes_a_number_by_the_declared_reading_only(reading, value):
    target = picked({"dokumen": "uji", "target_predikat": "B"}, predikat_ke_nilai=reading).at(
        "target", KODE, TAHUN
    )

    assert target.value == value
    assert target.rule == f"predikat_ke_nilai/{reading}; predikat_akip"
    assert target.expression == f"{reading}(predikat)"
    grade = dict(target.operands)["predikat"]
    assert (grade.value, grade.source) == ("B", "kinerja.csv baris 2 kolom target_predikat")
    assert target.note == f"dokumen uji; predikat B dibaca {reading.replace('_', ' ')}"


def test_a_grade_that_the_scale_does_not_have_leaves_the_target_empty_and_says_so():
    target = picked({"dokumen": "uji", "target_predikat": "Baik"}).at("target", KODE, TAHUN)

    assert target.value is None
    assert target.note == "dokumen uji; predikat Baik tidak ada pada skala predikat_akip"


@pytest.mark.parametrize("reading", ["skor_asli", "peringkat"])
def test_a_grade_without_a_number_stays_empty_and_says_what_to_do(reading):
    target = picked({"dokumen": "uji", "target_predikat": "B"}, predikat_ke_nilai=reading).at(
        "target", KODE, TAHUN
    )

    assert target.value is None
    assert target.note.endswith("tidak memberi bilangan, isi kolom target")


def test_the_score_is_preferred_to_the_grade_beside_it():
    row = {"dokumen": "uji", "target": 73, "target_predikat": "B"}

    assert picked(row).at("target", KODE, TAHUN).value == 73


def test_mid_scores_and_lower_bounds_give_different_capaian():
    """Target BB, realised B: 86,67 by mid scores, 85,71 by lower bounds."""
    row = {"dokumen": "uji", "target_predikat": "BB", "realisasi_predikat": "B"}
    results = []
    for reading in ("tengah", "batas_bawah"):
        dasar = picked(row, predikat_ke_nilai=reading)
        found = figures_capaian(INDIKATOR, dasar, params().kebijakan, scale(), TAHUN)
        results.append(rounded(found.at("capaian_persen", KODE, TAHUN).value))

    assert results == [Decimal("86.67"), Decimal("85.71")]
