"""The audit's numbers, intervals and relations, each by worked cases."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cases

from lkjip_tools.audit.audit import audit_document, kinds, rules
from lkjip_tools.audit.capaian import capaian_formulas
from lkjip_tools.audit.check import (
    PEMBULATAN,
    PEMOTONGAN,
    SESUAI,
    TIDAK_SESUAI,
    candidates,
    exact,
    verdict,
)
from lkjip_tools.audit.interval import Interval, evaluate
from lkjip_tools.audit.printed import Place, numbers_in
from lkjip_tools.audit.read_text import read_text
from lkjip_tools.number import format_number, round_half_up

HERE = Place(0, 1, 1)


def named(name):
    return [pytest.param(case, id=case["name"]) for case in cases(f"audit/{name}")]


def audited(text):
    return audit_document(read_text("uji.txt", text))


def printed(text):
    return next(numbers_in(text, HERE))


@pytest.mark.parametrize("case", named("bilangan"))
def test_a_printed_number_keeps_its_string_and_every_reading(case):
    found = list(numbers_in(case["input"], HERE))
    expected = case["output"]

    if not expected["nilai"]:
        assert found == []
        return
    assert [r.value for r in found[0].readings] == list(expected["nilai"])
    assert (found[0].unit, found[0].text) == (expected["satuan"], expected["teks"])
    assert found[0].flaw == expected.get("cela", "")


@pytest.mark.parametrize("case", named("hubungan"))
def test_a_relation_accuses_what_does_not_follow_and_nothing_else(case):
    findings = audited(case["naskah"]).findings

    assert [c.jenis for c in findings] == [t["jenis"] for t in case["temuan"]]
    for check, expected in zip(findings, case["temuan"], strict=True):
        assert check.hitung == expected.get("hitung", check.hitung)
        assert check.putusan == expected.get("putusan", check.putusan)
        assert expected.get("sebab", "") in "; ".join(check.sebab)


def test_a_number_knows_page_line_and_column():
    place = [p.place for p in numbers_in("antara 12,5 dan 13", Place(3, 7, 1))]

    assert place == [Place(3, 7, 8), Place(3, 7, 17)]


@pytest.mark.parametrize(
    ("text", "value", "putusan"),
    [
        ("89,34", "89.342", SESUAI),
        ("89,35", "89.345", SESUAI),
        ("89,34", "89.349", PEMOTONGAN),
        ("89,35", "89.342", TIDAK_SESUAI),
        ("89", "89.9", PEMOTONGAN),
        ("90", "89.4", TIDAK_SESUAI),
    ],
)
def test_a_printed_value_is_accused_only_outside_rounding_and_truncation(text, value, putusan):
    assert verdict(printed(text), [exact("", Decimal(value))])[0] == putusan


def test_a_number_with_more_decimals_than_a_quotient_has_is_judged_all_the_same():
    given = [exact("a / b", Decimal(4) / 3)]

    assert verdict(printed(f"1,{'3' * 32}"), given)[0] in (SESUAI, PEMBULATAN)
    assert verdict(printed(f"1,{'4' * 32}"), given)[0] == TIDAK_SESUAI


def test_a_result_that_rounded_operands_allow_is_rounding():
    operands = {"realisasi": printed("65,2"), "target": printed("73")}
    known = candidates("", "realisasi / target * 100", operands)

    assert verdict(printed("89,36"), known)[0] == PEMBULATAN
    assert verdict(printed("89,50"), known)[0] == TIDAK_SESUAI


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 4))
def test_a_value_lies_in_the_interval_of_its_rounding_and_of_its_truncation(a, b, places):
    value = Decimal(a) / (b + 1)
    unit = Decimal(1).scaleb(-places)
    for shown in (round_half_up(value, places), value.quantize(unit, "ROUND_DOWN")):
        assert Interval.printed(shown, places).meets(Interval.point(value))


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_ratio_printed_right_is_never_accused(part, whole):
    operands = {"bagian": printed(str(part)), "jumlah": printed(str(whole))}
    text = format_number(Decimal(part) / whole * 100, 2)

    known = candidates("", "bagian / jumlah * 100", operands)
    assert verdict(printed(text).as_fraction(), known)[0] in (SESUAI, PEMOTONGAN)


def test_interval_ends_meet_only_where_both_are_closed():
    ten, open_ten = Interval(Decimal(9), Decimal(10)), Interval(Decimal(9), Decimal(10), True)

    assert ten.meets(Interval.point(Decimal(10)))
    assert not open_ten.meets(Interval.point(Decimal(10)))
    assert not ten.meets(Interval(Decimal(11), Decimal(12)))


def test_formulas_are_those_of_the_rule_file():
    values = {"target": Decimal(10), "realisasi": Decimal(8)}
    results = {evaluate(choice.ekspresi, values) for choice in capaian_formulas()}

    assert results == {Decimal(80), Decimal(120), Decimal(125), Decimal(20)}


@pytest.mark.parametrize("formula", ["4 // 3", "4 :: 3", "4 +", "lain + 1", "~4", "a(4)"])
def test_what_a_heading_gives_for_a_formula_and_is_none_gives_nothing(formula):
    assert evaluate(formula, {"a": Decimal(1)}) is None


def test_a_formula_that_divides_by_zero_gives_nothing():
    assert evaluate("a / b", {"a": Decimal(1), "b": Decimal(0)}) is None


def test_every_rule_says_what_it_holds_and_every_kind_has_a_remedy():
    assert all(rule.__doc__ for rule in rules())
    assert len({rule.__name__ for rule in rules()}) == len(rules())
    assert all(kind["label"] and kind["anjuran"] for kind in kinds().values())


def test_a_figure_that_cannot_be_checked_says_why():
    text = """\
| No | Indikator | Target | Realisasi | Capaian (%) |
| 1 | Predikat sakip | B | 65 | 90 |
"""

    assert [c.sebab for c in audited(text).unchecked] == [["target bukan bilangan"]]
