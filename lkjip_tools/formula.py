"""Formulas: declared once, over a function of one expression.

The text printed beside a number is read off that function, so what is printed is what ran.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from lkjip_tools.besaran import BESARAN
from lkjip_tools.errors import FormulaError
from lkjip_tools.expression import reader_tree
from lkjip_tools.figure import Figure, FigureList, figure_id, noted, read_figure, rule_figure
from lkjip_tools.value import Value, decimals, exact_text, value_text

__all__ = [
    "Figure",
    "FigureList",
    "Formula",
    "Operands",
    "Value",
    "exact_text",
    "figure_id",
    "formula",
    "noted",
    "read_figure",
    "rule_figure",
    "value_text",
]

_MEANT, _EXACT = 10, 20  # decimals
Operands = Mapping[str, "Figure | Sequence[Figure]"]
Function = Callable[..., Decimal | int | None]


class Formula:
    """A one-expression function with the besaran it computes and the rule it follows.

    A policy may bound a formula, or make it conditional: the result is a formula again, whose
    printed text says so.
    """

    def __init__(
        self,
        function: Function,
        besaran: str,
        rule: str,
        tree: ast.expr | None = None,
    ) -> None:
        self.function, self.besaran, self.rule = function, besaran, rule
        self.tree = reader_tree(_single_expression(function)) if tree is None else tree
        self.expression = ast.unparse(self.tree)
        self.__doc__, self.__name__ = function.__doc__, function.__name__

    @property
    def counts(self) -> bool:
        """Whether it counts a list: nothing counted is zero, while a mean of nothing is unknown."""
        return isinstance(self.tree, ast.Call) and ast.unparse(self.tree.func) == "banyaknya"

    def within(self, low: Decimal | None, high: Decimal | None = None) -> Formula:
        """Return the formula with its result held between two bounds; `None` is no bound."""
        bounded = self
        for function, word, bound in ((max, "terbesar", low), (min, "terkecil", high)):
            if bound is not None:
                bounded = bounded._bounded(function, word, bound)
        return bounded

    def only_if(self, name: str, least: Decimal) -> Formula:
        """Return the formula that gives nothing where one more operand is below `least`."""
        test = ast.Compare(ast.Name(name), [ast.GtE()], [_number(least)])

        def conditional(**operands: Any) -> Decimal | int | None:
            condition = operands.pop(name)
            return self.function(**operands) if condition >= least else None

        return self._derived(conditional, ast.IfExp(test, self.tree, ast.Constant(None)))

    def _bounded(
        self, function: Callable[[Any, Decimal], Decimal], word: str, bound: Decimal
    ) -> Formula:
        tree = ast.Call(ast.Name(word), [self.tree, _number(bound)], [])
        return self._derived(lambda **given: function(self.function(**given), bound), tree)

    def _derived(self, function: Function, tree: ast.expr) -> Formula:
        return Formula(function, self.besaran, self.rule, tree)

    def __call__(self, **operands: Any) -> Decimal | int | None:
        """Compute, with plain values."""
        return self.function(**operands)

    def figure(
        self,
        kode: object,
        tahun: object,
        subject: str = "",
        *,
        besaran: str | None = None,
        rule: str | None = None,
        note: str = "",
        unit: str | None = None,
        **operands: Figure | Sequence[Figure],
    ) -> Figure:
        """Compute from figures, given by name; see `figure_of`."""
        return self.figure_of(
            kode, tahun, subject, operands, besaran=besaran, rule=rule, note=note, unit=unit
        )

    def figure_of(
        self,
        kode: object,
        tahun: object,
        subject: str,
        operands: Operands,
        *,
        besaran: str | None = None,
        rule: str | None = None,
        note: str = "",
        unit: str | None = None,
    ) -> Figure:
        """Compute from figures, and keep them.

        Args:
            kode: Code of the indicator, programme or account, or `instansi`.
            tahun: Year, or a span such as `2019-2023`.
            subject: Name of what `kode` stands for, for the label.
            operands: One figure, or a list of them, for every argument of the function.
            besaran: Another besaran than the declared one, for a formula that serves several.
            rule: Another rule than the declared one, when a policy chose it.
            note: What the reader should know.
            unit: The indicator's own unit, where the besaran has none.
        """
        name = besaran or self.besaran
        value, reason = self._compute(operands)
        return Figure(
            id=figure_id(name, kode, tahun),
            label=f"{BESARAN[name].label} {subject or kode}".strip(),
            value=value,
            unit=unit or BESARAN[name].unit,
            expression=self.expression,
            operands=tuple(_flatten(operands)),
            rule=self.rule if rule is None else rule,
            note="; ".join(text for text in (reason, note) if text),
        )

    def _compute(self, operands: Operands) -> tuple[Decimal | None, str]:
        missing = [figure.label for _, figure in _flatten(operands) if figure.value is None]
        if missing:
            return None, f"belum ada: {', '.join(missing)}"
        empty = any(isinstance(given, Sequence) and not given for given in operands.values())
        if empty and not self.counts:
            return None, "tidak ada nilai yang dapat dihitung"
        values = {
            name: given.value if isinstance(given, Figure) else [item.value for item in given]
            for name, given in operands.items()
        }
        try:
            result = self.function(**values)
            return None if result is None else _meant(Decimal(result)), ""
        except (DivisionByZero, InvalidOperation, ZeroDivisionError):
            return None, "pembagi nol"


def formula(besaran: str, rule: str = "") -> Callable[[Function], Formula]:
    """Declare a formula.

    Args:
        besaran: What it computes; label and unit are in `besaran.py`.
        rule: `<rule>/<option>` of `regulations/`, empty for plain arithmetic.

    Raises:
        FormulaError: The function is more than one expression.
    """
    return lambda function: Formula(function, besaran, rule)


def _meant(value: Decimal) -> Decimal:
    """Return a number without what the rounding of quotients left behind its last digit.

    A mean of thirds would be 99.99999999999999999999999997, below a scale's 100. Only a number
    that is as near to one of ten decimals as no data can be told apart is taken for that one.

    >>> _meant(Decimal("99.99999999999999999999999997")), _meant(Decimal("99.9999999999"))
    (Decimal('100'), Decimal('99.9999999999'))
    """
    if decimals(value) <= _EXACT:
        return value
    short = round(value, _MEANT)
    near = abs(value - short).adjusted() < -_EXACT
    return Decimal(format(short.normalize(), "f")) if near else value


def _flatten(operands: Operands) -> Iterator[tuple[str, Figure]]:
    for name, given in operands.items():
        if isinstance(given, Figure):
            yield name, given
        else:
            yield from ((name, item) for item in given)


def _single_expression(function: Callable[..., Any]) -> ast.expr:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    body = tree.body if isinstance(tree, ast.FunctionDef) else []
    statements = [item for item in body if not _is_docstring(item)]
    if len(statements) != 1 or not isinstance(statements[0], ast.Return):
        raise FormulaError(f"{function.__name__} must be one return expression, to be printed")
    expression = statements[0].value
    if expression is None:
        raise FormulaError(f"{function.__name__} returns nothing")
    return expression


def _number(value: Decimal) -> ast.expr:
    return ast.parse(format(value, "f"), mode="eval").body


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
