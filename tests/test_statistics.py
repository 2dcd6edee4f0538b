"""The statistics behind the signals: worked cases, and how often they cry wolf on random data."""

import random
from decimal import Decimal

import pytest

from lkjip_tools.explore.statistics import (
    BENFORD,
    FEWEST_FIRST,
    FEWEST_LAST,
    UNIFORM,
    check_first_digits,
    check_last_digits,
    fit_line,
)

TRIALS = 2000


def near(value, expected, tolerance="0.001"):
    return abs(value - Decimal(expected)) <= Decimal(tolerance)


# ---- the line -----------------------------------------------------------------------------------


def test_a_line_and_its_interval_worked_by_hand():
    """Points (1,1) (2,3) (3,2) (4,5): slope 1.1, residual sum 2.7, s² = 1.35."""
    line = fit_line({x: Decimal(y) for x, y in ((1, 1), (2, 3), (3, 2), (4, 5))})
    low, high = line.interval(6)

    assert (line.slope, line.at(6)) == (Decimal("1.1"), Decimal("6.6"))
    assert near(line.scatter**2, "1.35")
    # 6.6 ± 4.303 · √1.35 · √(1 + 1/4 + 3.5²/5)
    assert near(low, "-3.017")
    assert near(high, "16.217")


def test_points_on_a_line_leave_no_doubt():
    line = fit_line({2021: Decimal(60), 2022: Decimal(65), 2023: Decimal(70)})

    assert line.interval(2026) == (85, 85)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_two_points_are_no_line_to_forecast_from(count):
    assert fit_line({year: Decimal(year) for year in range(count)}) is None


@pytest.mark.parametrize(("percent", "count"), [(95, 3), (95, 5), (99, 4), (99, 6)])
def test_the_interval_misses_a_further_point_as_seldom_as_it_says(percent, count):
    lot = random.Random(f"{percent}/{count}")
    missed = 0
    for _ in range(TRIALS):
        noise = [Decimal(f"{lot.gauss(0, 3):.6f}") for _ in range(count + 1)]
        points = {x: 50 + 2 * x + noise[x] for x in range(count + 1)}
        low, high = fit_line({x: points[x] for x in range(count)}).interval(count, percent)
        missed += not low <= points[count] <= high
    expected = TRIALS * (100 - percent) / 100

    assert abs(missed - expected) <= 4 * expected**0.5, missed / TRIALS


# ---- digits -------------------------------------------------------------------------------------


def test_the_shares_of_digits_add_up():
    assert near(sum(BENFORD.values()), 1, "0.000001")
    assert sum(UNIFORM.values()) == 1


def test_a_chi_square_worked_by_hand():
    """60 values that all end in 5: (60 - 6)² / 6 + 9 · (0 - 6)² / 6 = 540."""
    found = check_last_digits([Decimal("1.05")] * 60)

    assert (found.statistic, found.most, found.conspicuous) == (Decimal(540), ("5", 60), True)


def test_too_few_values_are_refused_and_none_is_judged():
    last = check_last_digits([Decimal("1.05")] * (FEWEST_LAST - 1))
    first = check_first_digits([Decimal(10) ** n for n in range(FEWEST_FIRST - 1)])

    assert (last.statistic, first.statistic) == (None, None)
    assert not last.conspicuous
    assert "49 nilai, paling sedikit 50" in last.refusal
    assert "109 nilai, paling sedikit 110" in first.refusal


def test_amounts_of_one_size_are_refused():
    found = check_first_digits([Decimal(500 + n) for n in range(200)])

    assert not found.conspicuous
    assert "1000 kali" in found.refusal


def test_whole_values_have_no_last_decimal():
    assert check_last_digits([Decimal(100)] * 500).count == 0


def test_a_last_decimal_is_not_carried_over_by_rounding():
    """0.999 has a 9 in its second decimal, not a 0."""
    assert check_last_digits([Decimal("0.999")] * 60).most[0] == "9"


@pytest.mark.parametrize("count", [FEWEST_LAST, 200])
def test_honest_last_digits_are_seldom_conspicuous(count):
    lot = random.Random(count)
    wolves = sum(
        check_last_digits(
            Decimal(lot.randrange(100)) + Decimal(lot.randrange(1, 100)) / 100 for _ in range(count)
        ).conspicuous
        for _ in range(TRIALS)
    )

    assert wolves / TRIALS <= 0.02


@pytest.mark.parametrize("count", [FEWEST_FIRST, 400])
def test_amounts_over_many_sizes_are_seldom_conspicuous(count):
    lot = random.Random(count)
    wolves = sum(
        check_first_digits(Decimal(int(10 ** lot.uniform(4, 10))) for _ in range(count)).conspicuous
        for _ in range(TRIALS // 4)
    )

    assert wolves / (TRIALS // 4) <= 0.025


def test_made_up_amounts_are_conspicuous():
    """People choose first digits evenly."""
    lot = random.Random(5)
    made_up = [Decimal(lot.randint(1, 9) * 10 ** lot.randint(4, 8)) for _ in range(150)]

    assert check_first_digits(made_up).conspicuous
