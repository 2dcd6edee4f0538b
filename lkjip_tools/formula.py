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
from lkjip_tools.figure import (
    Figure,
    FigureList,
    Value,
    exact_text,
    figure_id,
    noted,
    read_figure,
    value_text,
)

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
    "value_text",
]

Operands = Mapping[str, "Figure | Sequence[Figure]"]
_WORDS = {"sum": "jumlah", "len": "banyaknya", "max": "terbesar", "min": "terkecil"}


class Formula:
    """A one-expression function with the besaran it computes and the rule it follows."""

    def __init__(self, function: Callable[..., Decimal], besaran: str, rule: str) -> None:
        self.function, self.besaran, self.rule = function, besaran, rule
        self.tree = _single_expression(function)
        self.expression = ast.unparse(_Words().visit(_copy(self.tree)))
        self.__doc__, self.__name__ = function.__doc__, function.__name__

    def __call__(self, **operands: Any) -> Decimal:
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
            numbers=ast.unparse(_Numbers(operands).visit(_copy(self.tree))),
            operands=tuple(_flatten(operands)),
            rule=self.rule if rule is None else rule,
            note="; ".join(text for text in (reason, note) if text),
        )

    def _compute(self, operands: Operands) -> tuple[Decimal | None, str]:
        missing = [figure.label for _, figure in _flatten(operands) if figure.value is None]
        if missing:
            return None, f"belum ada: {', '.join(missing)}"
        if any(isinstance(given, Sequence) and not given for given in operands.values()):
            return None, "tidak ada nilai yang dapat dihitung"
        values = {
            name: given.value if isinstance(given, Figure) else [item.value for item in given]
            for name, given in operands.items()
        }
        try:
            return self.function(**values), ""
        except (DivisionByZero, InvalidOperation, ZeroDivisionError):
            return None, "pembagi nol"


def formula(besaran: str, rule: str = "") -> Callable[[Callable[..., Decimal]], Formula]:
    """Declare a formula.

    Args:
        besaran: What it computes; label and unit are in `besaran.py`.
        rule: `<rule>/<option>` of `regulations/`, empty for plain arithmetic.

    Raises:
        FormulaError: The function is more than one expression.
    """
    return lambda function: Formula(function, besaran, rule)


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


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _copy(node: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(node), mode="eval").body


class _Words(ast.NodeTransformer):
    """Python's function names in the reader's words."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(_WORDS.get(node.id, node.id))

    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        return ast.Name(_WORDS.get(node.attr, node.attr))

    def visit_Call(self, node: ast.Call) -> ast.Call:
        node.args = node.args[:1] if _is_sum(node) else node.args
        self.generic_visit(node)
        return node


class _Numbers(ast.NodeTransformer):
    """The operands' numbers in place of their names."""

    def __init__(self, operands: Operands) -> None:
        self.operands = operands

    def visit_Name(self, node: ast.Name) -> ast.Name:
        given = self.operands.get(node.id)
        if given is None:
            return ast.Name(_WORDS.get(node.id, node.id))
        if isinstance(given, Figure):
            return ast.Name(_term(given))
        return ast.Name("; ".join(exact_text(item.value) for item in given))

    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        return ast.Name(_WORDS.get(node.attr, node.attr))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        argument = node.args[0] if node.args else None
        given = self.operands.get(argument.id) if isinstance(argument, ast.Name) else None
        if isinstance(given, Sequence) and name == "len":
            return ast.Name(str(len(given)))
        if isinstance(given, Sequence) and name == "sum":
            return ast.Name("(" + " + ".join(_term(item) for item in given) + ")")
        self.generic_visit(node)
        if len(node.args) < 2:
            return node
        # as in a spreadsheet: the comma is decimal
        arguments = "; ".join(ast.unparse(item) for item in node.args)
        return ast.Name(f"{ast.unparse(node.func)}({arguments})")


def _term(figure: Figure) -> str:
    text = exact_text(figure.value)
    return f"({text})" if text.startswith("−") else text


def _is_sum(node: ast.Call) -> bool:
    """A sum's second argument is only its start, zero: nothing for the reader."""
    return isinstance(node.func, ast.Name) and node.func.id == "sum"
