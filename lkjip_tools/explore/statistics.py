"""The few statistics that the signals use, exact where arithmetic is, with their critical values.

Critical values are those of the standard tables (two-sided Student's t; upper chi-square), to the
digits given; `tests/test_statistics.py` measures how often each test cries wolf on random data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

#: Student's t by degrees of freedom 1, 2, 3, …: what 5 or 1 percent exceed in either direction.
T_VALUES = {
    95: ("12.706", "4.303", "3.182", "2.776", "2.571", "2.447", "2.365", "2.306", "2.262", "2.228"),
    99: ("63.657", "9.925", "5.841", "4.604", "4.032", "3.707", "3.499", "3.355", "3.250", "3.169"),
}
#: Chi-square that 1 percent exceed, by degrees of freedom.
CHI_SQUARE_99 = {8: Decimal("20.090"), 9: Decimal("21.666")}
#: How often a first digit comes by Benford's law: log10(1 + 1/d).
BENFORD = {
    digit: Decimal(share)
    for digit, share in zip(
        "123456789",
        ("0.301030", "0.176091", "0.124939", "0.096910", "0.079181", "0.066947", "0.057992",
         "0.051153", "0.045757"),
        strict=True,
    )
}  # fmt: skip
UNIFORM = {str(digit): Decimal("0.1") for digit in range(10)}
#: Fewest values: every digit must be expected at least five times, or chi-square means nothing.
FEWEST_FIRST, FEWEST_LAST = 110, 50
#: Benford's law is for values that span three powers of ten.
SPAN = 1000


@dataclass(frozen=True)
class Line:
    """A straight line through points, by least squares.

    Attributes:
        count: Points; at least three, or there is nothing to tell how far they scatter.
        middle: Mean of the x values, and `spread` the sum of their squared distances from it.
        level: The line's value at `middle`.
        slope: Its rise for each step of x.
        scatter: Estimated standard deviation of the points about the line.
    """

    count: int
    middle: Decimal
    spread: Decimal
    level: Decimal
    slope: Decimal
    scatter: Decimal

    def at(self, x: Decimal | int) -> Decimal:
        """Return the line's value."""
        return self.level + self.slope * (x - self.middle)

    def interval(self, x: Decimal | int, percent: int = 95) -> tuple[Decimal, Decimal]:
        """Return between which bounds a further point at `x` would lie, `percent` of the time."""
        table = T_VALUES[percent]
        t = Decimal(table[min(self.count - 2, len(table)) - 1])
        share = 1 + Decimal(1) / self.count + (x - self.middle) ** 2 / self.spread
        reach = t * self.scatter * share.sqrt()
        return self.at(x) - reach, self.at(x) + reach


def fit_line(points: Mapping[int, Decimal]) -> Line | None:
    """Return the line through points by their x; `None` for fewer than three."""
    if len(points) < 3:
        return None
    count = len(points)
    middle = Decimal(sum(points)) / count
    level = sum(points.values(), Decimal(0)) / count
    spread = sum(((x - middle) ** 2 for x in points), Decimal(0))
    slope = sum(((x - middle) * (y - level) for x, y in points.items()), Decimal(0)) / spread
    left = sum(((y - level - slope * (x - middle)) ** 2 for x, y in points.items()), Decimal(0))
    return Line(count, middle, spread, level, slope, (left / (count - 2)).sqrt())


@dataclass(frozen=True)
class DigitTest:
    """Whether digits come as often as they should.

    Attributes:
        count: Values that were looked at.
        fewest: How many it takes; with fewer, or where the values do not fit the test, there is no
            `statistic` and `refusal` says why.
        statistic: Chi-square; `critical` is what 1 percent of honest samples exceed.
        most: The digit that is most above what was expected, with how often it came.
    """

    count: int
    fewest: int
    refusal: str = ""
    statistic: Decimal | None = None
    critical: Decimal | None = None
    most: tuple[str, int] = ("", 0)

    @property
    def conspicuous(self) -> bool:
        """Whether the digits differ more than chance explains, once in a hundred."""
        if self.statistic is None or self.critical is None:
            return False
        return self.statistic > self.critical


def check_first_digits(values: Iterable[Decimal]) -> DigitTest:
    """Compare the first digits of amounts with Benford's law."""
    used = [abs(value) for value in values if value]
    refusal = _too_few(len(used), FEWEST_FIRST)
    if not refusal and max(used) < min(used) * SPAN:
        refusal = f"nilai terbesar kurang dari {SPAN} kali nilai terkecil"
    digits = [str(value.as_tuple().digits[0]) for value in map(Decimal.normalize, used)]
    return _tested(digits, BENFORD, FEWEST_FIRST, refusal)


def check_last_digits(values: Iterable[Decimal], places: int = 2) -> DigitTest:
    """Compare the last decimals of measured values with chance; whole values are left out."""
    used = [value for value in values if value != value.to_integral_value()]
    digits = [f"{value:.{places + 2}f}"[:-2][-1] for value in used]
    return _tested(digits, UNIFORM, FEWEST_LAST, _too_few(len(used), FEWEST_LAST))


def _too_few(count: int, fewest: int) -> str:
    return f"contoh terlalu kecil: {count} nilai, paling sedikit {fewest}" if count < fewest else ""


def _tested(
    digits: Sequence[str], shares: Mapping[str, Decimal], fewest: int, refusal: str
) -> DigitTest:
    if refusal:
        return DigitTest(len(digits), fewest, refusal)
    found = {digit: digits.count(digit) for digit in shares}
    wanted = {digit: share * len(digits) for digit, share in shares.items()}
    statistic = sum(((found[it] - wanted[it]) ** 2 / wanted[it] for it in shares), Decimal(0))
    most = max(shares, key=lambda it: found[it] - wanted[it])
    critical = CHI_SQUARE_99[len(shares) - 1]
    return DigitTest(len(digits), fewest, "", statistic, critical, (most, found[most]))
