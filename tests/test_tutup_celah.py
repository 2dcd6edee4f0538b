"""What closes a gap is the closed form, for every polaritas, formula and aggregation."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import positive, values

from lkjip_tools.calculate.capaian import FORMULAS
from lkjip_tools.calculate.evaluasi import AGGREGATES
from lkjip_tools.calculate.tutup_celah import (
    Rentang,
    langkah_tahunan,
    realisasi_dibutuhkan,
    sisa_triwulan,
)
from lkjip_tools.errors import InputError

TINY = Decimal("0.01")
percents = st.integers(min_value=1, max_value=199).map(Decimal)
quarters = st.lists(st.decimals(min_value=0, max_value=10**6, places=2), max_size=4)
PLAIN = ("capaian_positif", "capaian_cermin", "capaian_rasio", "capaian_selisih")


def close(left, right):
    return abs(left - right) <= Decimal("1e-18") * max(1, abs(left), abs(right))


def of_year(agregasi, done):
    formula = AGGREGATES[agregasi]
    return formula(triwulan_terakhir=done[-1]) if agregasi == "akhir" else formula(triwulan=done)


# ---- the year's end -----------------------------------------------------------------------------


@given(target=positive)
@pytest.mark.parametrize("fungsi", ["capaian_positif", "capaian_cermin", "capaian_rasio"])
def test_the_gap_to_a_target_is_closed_at_the_target(fungsi, target):
    goal = realisasi_dibutuhkan(fungsi, target)
    bound = goal.bawah if fungsi == "capaian_positif" else goal.atas

    assert bound == target
    assert FORMULAS[fungsi](realisasi=bound, target=target) == 100


@given(target=positive, persen=percents)
@pytest.mark.parametrize("fungsi", PLAIN)
def test_the_needed_realisasi_gives_the_wanted_capaian_and_less_does_not(fungsi, target, persen):
    goal = realisasi_dibutuhkan(fungsi, target, persen=persen)
    upwards = fungsi == "capaian_positif"
    bound, worse = (goal.bawah, -TINY) if upwards else (goal.atas, TINY)
    assume(bound > TINY)

    assert (goal.atas is None) == upwards
    assert close(FORMULAS[fungsi](realisasi=bound, target=target), persen)
    assert FORMULAS[fungsi](realisasi=bound + worse, target=target) < persen


@given(low=positive, width=values)
@pytest.mark.parametrize("fungsi", ["capaian_rentang", "capaian_rentang_cermin"])
def test_the_gap_to_a_range_is_closed_within_it(fungsi, low, width):
    assert realisasi_dibutuhkan(fungsi, low + width, low) == Rentang(low, low + width)


@given(low=positive, width=values, persen=percents)
@pytest.mark.parametrize("fungsi", ["capaian_rentang", "capaian_rentang_cermin"])
def test_a_range_gives_the_wanted_capaian_at_its_nearest_bound(fungsi, low, width, persen):
    assume(persen != 100)
    high = low + width
    goal = realisasi_dibutuhkan(fungsi, high, low, persen)
    value = goal.atas if goal.bawah is None else goal.bawah

    assert not low < value < high or close(value, low) or close(value, high)
    nearest = high if value > high else low
    assert close(FORMULAS[fungsi](realisasi=value, batas_terdekat=nearest), persen)


def test_a_target_of_zero_is_settled_by_rules_except_where_less_is_better():
    assert realisasi_dibutuhkan("capaian_positif", Decimal(0)) is None
    assert realisasi_dibutuhkan("capaian_cermin", Decimal(-1)) is None
    assert realisasi_dibutuhkan("capaian_cermin", Decimal(0)) == Rentang(atas=Decimal(0))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("capaian_rentang", Decimal(9)), "target_bawah"),
        (("capaian_lain", Decimal(9)), "tidak dikenal"),
        (("capaian_positif", Decimal(9), None, Decimal(0)), "di atas 0"),
    ],
)
def test_a_wrong_question_is_refused(given, said):
    with pytest.raises(InputError, match=said):
        realisasi_dibutuhkan(*given)


# ---- the quarters that are left -----------------------------------------------------------------

GOALS = {
    "positif": lambda target: Rentang(bawah=target),
    "negatif": lambda target: Rentang(atas=target),
    "rentang": lambda target: Rentang(target, target + 10),
}


@given(done=quarters, target=positive)
@pytest.mark.parametrize("polaritas", GOALS)
@pytest.mark.parametrize("agregasi", AGGREGATES)
def test_quarters_as_told_end_the_year_within_its_goal_and_others_do_not(
    agregasi, polaritas, done, target
):
    goal, left = GOALS[polaritas](target), 4 - len(done)
    found = sisa_triwulan(agregasi, done, left, goal)
    with localcontext(prec=60):
        if not left:
            held = goal.holds(of_year(agregasi, done))
            assert found.keadaan == ("tercapai" if held else "tidak mungkin")
            return
        if found.keadaan == "tidak mungkin":
            for each in (Decimal(0), target, target + 10, Decimal(10**7)):
                assert not goal.holds(of_year(agregasi, [*done, *[each] * left]))
            return
        for bound, outward in ((found.per_triwulan.bawah, -1), (found.per_triwulan.atas, 1)):
            if bound is None:
                continue
            at, beyond = (of_year(agregasi, [*done, *[bound + by] * left])
                          for by in (0, outward * TINY))  # fmt: skip
            assert any(close(at, it) for it in (goal.bawah, goal.atas, *done) if it is not None)
            assert not goal.holds(beyond)


@given(done=quarters.filter(lambda it: len(it) < 4), target=positive)
def test_the_closed_form_of_each_aggregation(done, target):
    left, total = 4 - len(done), sum(done, Decimal(0))
    goal = Rentang(bawah=target)
    each = {name: sisa_triwulan(name, done, left, goal).per_triwulan for name in AGGREGATES}

    assert each["jumlah"].bawah == (target - total) / left
    assert each["rata_rata"].bawah == (target * 4 - total) / left
    assert each["akhir"].bawah == target
    if max(done, default=0) < target:
        assert each["maks"].bawah == target
    if min(done, default=target) >= target:
        assert each["min"].bawah == target
    else:
        assert each["min"] is None


def test_a_blank_quarter_is_not_zero():
    """Three quarters count towards the mean, not four."""
    found = sisa_triwulan("rata_rata", [Decimal(80), Decimal(90)], 1, Rentang(bawah=Decimal(90)))

    assert found.per_triwulan == Rentang(bawah=Decimal(100))


def test_no_quarter_at_all_is_refused():
    with pytest.raises(InputError, match="terisi"):
        sisa_triwulan("jumlah", [], 0, Rentang(bawah=Decimal(1)))


# ---- to the end of the Renstra ------------------------------------------------------------------


@given(now=values, end=values, years=st.integers(min_value=1, max_value=5))
def test_even_steps_reach_the_end_target(now, end, years):
    assert close(now + langkah_tahunan(now, end, years) * years, end)


def test_there_is_no_step_in_the_last_year():
    assert langkah_tahunan(Decimal(1), Decimal(2), 0) is None
