"""Intervals: what a printed number may have been, and what follows from such numbers.

A report prints 89,34 for anything from 89,335 (rounded) up to, but not, 89,35 (truncated). A
relation is accused only when what is printed and what follows cannot meet.
Source of the method: statcheck (error_test) and the rounding intervals of XBRL 2.1.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from functools import cache
from itertools import product

PRECISION = 50
_OPERATORS: dict[type[ast.AST], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Interval:
    """All values from `low` to `high`; `open_high` leaves the upper end out."""

    low: Decimal
    high: Decimal
    open_high: bool = False

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """One exact value."""
        return cls(value, value)

    @classmethod
    def printed(cls, value: Decimal, decimals: int) -> Interval:
        """What rounds half up, or truncates, to a printed value."""
        unit = Decimal(1).scaleb(-decimals)
        if value < 0:
            return cls(value - unit, value + unit / 2)
        return cls(value - unit / 2, value + unit, open_high=True)

    def meets(self, other: Interval) -> bool:
        """Say whether some value lies in both."""
        below = self.low < other.high or (self.low == other.high and not other.open_high)
        above = other.low < self.high or (other.low == self.high and not self.open_high)
        return below and above


def total(parts: Iterable[Interval]) -> Interval:
    """Add intervals."""
    low = high = Decimal(0)
    open_high = False
    for part in parts:
        low, high = low + part.low, high + part.high
        open_high = open_high or part.open_high
    return Interval(low, high, open_high)


def evaluate(expression: str, operands: Mapping[str, Decimal]) -> Decimal | None:
    """Compute a formula exactly; `None` where it divides by zero or is more than arithmetic.

    It is of a rule file, or a column's own: `14 = 7 + 13`.

    >>> evaluate("realisasi / target * 100", {"realisasi": Decimal(40), "target": Decimal(80)})
    Decimal('50.0')
    """
    with localcontext() as context:
        context.prec = PRECISION
        try:
            return _value(_tree(expression), operands)
        except (DivisionByZero, InvalidOperation, SyntaxError):
            return None


def spread(expression: str, operands: Mapping[str, Interval]) -> Interval | None:
    """Return what a formula can give on intervals, from their corners.

    Every formula we know is monotone in each operand while none passes zero; an interval that
    spans zero in a divisor gives `None`.
    """
    names = list(operands)
    values = []
    for corner in product(*((operands[name].low, operands[name].high) for name in names)):
        value = evaluate(expression, dict(zip(names, corner, strict=True)))
        if value is None:
            return None
        values.append(value)
    return Interval(min(values), max(values))


@cache
def _tree(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


def _value(node: ast.expr, operands: Mapping[str, Decimal]) -> Decimal:
    if isinstance(node, ast.Constant):
        return Decimal(str(node.value))
    if isinstance(node, ast.Name) and node.id in operands:
        return operands[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = _value(node.left, operands), _value(node.right, operands)
        return _OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, operands)
    raise InvalidOperation(ast.dump(node))
