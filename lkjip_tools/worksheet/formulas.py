"""A figure's formula as a spreadsheet's: the same tree, written over named cells.

What cannot be written so is an error and stops the workbook: no value is pasted where a formula
stands in the report.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Protocol

from lkjip_tools.errors import FormulaError
from lkjip_tools.explain import Entry
from lkjip_tools.expression import parse

#: Binary fractions miss a bound that exact numbers meet: compared after this many decimals.
DECIMALS = 9
LONGEST_LIST = 25

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.LtE: "<=",
    ast.Lt: "<",
}
_FUNCTIONS = {
    "jumlah": "SUM",
    "banyaknya": "COUNTA",
    "terbesar": "MAX",
    "terkecil": "MIN",
    "median": "MEDIAN",
}
_NO_NUMBER = {"skor_asli", "peringkat"}  # readings of a grade that the grade alone does not give


class Places(Protocol):
    """Where in the workbook things are."""

    def name(self, id: str) -> str:
        """Return the named cell of a figure."""

    def span(self, owner: str, operand: str, ids: Sequence[str]) -> str:
        """Return a range that holds a long list of figures, one below the other."""

    def scale(self, rule: str) -> Scale:
        """Return where the brackets of a figure's scale are."""


class Scale(Protocol):
    """Where the brackets of a scale are."""

    def classify(self, value: str) -> str:
        """Return the formula of a value's class."""

    def bound(self, label: str, which: str) -> str:
        """Return the formula of a class's `low` or `high` bound."""


def spreadsheet_formula(entry: Entry, places: Places) -> str:
    """Return the formula that computes a figure from the cells of its operands.

    A figure that could not be computed gets a formula that stays empty for the same reason.

    Raises:
        FormulaError: The formula has no spreadsheet form.
    """
    if not entry.rumus:
        return '=""'
    try:
        text = _Writer(entry, places).write(parse(entry.rumus))
    except (KeyError, ValueError) as fault:
        raise FormulaError(
            f"{entry.id}: rumus '{entry.rumus}' tidak dapat ditulis sebagai rumus lembar kerja "
            f"({fault})"
        ) from None
    if entry.value is not None:
        return f"={text}"
    missing = [places.name(item.id) for item in entry.operands if item.value is None]
    if missing:
        tests = ",".join(f'{name}=""' for name in dict.fromkeys(missing))
        return f'=IF(OR({tests}),"",IFERROR({text},""))'
    return f'=IFERROR({text},"")'


class _Writer:
    def __init__(self, entry: Entry, places: Places) -> None:
        self.entry, self.places = entry, places
        self.operands: dict[str, list[str]] = {}
        for operand in entry.operands:
            self.operands.setdefault(operand.name, []).append(operand.id)

    def write(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                (only,) = self.operands[name]
                return self.places.name(only)
            case ast.Constant(value=None):
                return '""'
            case ast.Constant(value=int() | float() as number):
                return str(number)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"-{self._factor(operand)}"
            case ast.BinOp(left=left, op=operator, right=right):
                return self._binary(left, operator, right)
            case ast.IfExp(test=ast.Compare() as test, body=body, orelse=orelse):
                return f"IF({self._compare(test)},{self.write(body)},{self.write(orelse)})"
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self._call(function, arguments)
            case _:
                raise ValueError(ast.unparse(node))

    def _call(self, function: str, arguments: Sequence[ast.expr]) -> str:
        match function, arguments:
            case "banyaknya", [ast.Compare() as test]:
                return self._count(test)
            case "golongan", [value]:
                return self._scale().classify(self.write(value))
            case "banyaknya", [ast.Name(id=name)] if name not in self.operands:
                return "0"
            case "batas_bawah", [grade]:
                return self._scale().bound(self.write(grade), "low")
            case "batas_atas", [grade]:
                return self._scale().bound(self.write(grade), "high")
            case "tengah", [grade]:
                low, high = (self._scale().bound(self.write(grade), end) for end in ("low", "high"))
                return f"({low}+{high})/2"
            case name, _ if name in _NO_NUMBER:
                return "NA()"
            case _:
                return f"{_FUNCTIONS[function]}({','.join(map(self._argument, arguments))})"

    def _argument(self, node: ast.expr) -> str:
        """Write an argument; the name of a list stands for all its figures."""
        if not isinstance(node, ast.Name):
            return self.write(node)
        return self._listed(node.id)

    def _listed(self, name: str) -> str:
        ids = self.operands.get(name, [])
        if len(ids) > LONGEST_LIST:
            return self.places.span(self.entry.id, name, ids)
        return ",".join(map(self.places.name, ids)) or '""'

    def _count(self, test: ast.Compare) -> str:
        """Count those of a list that meet a condition; of nothing there are zero."""
        assert isinstance(test.left, ast.Name)
        ids = self.operands.get(test.left.id, [])
        (operator,), right = test.ops, self.write(test.comparators[0])
        meets = self._equals if isinstance(operator, ast.Eq) else self._meets(operator)
        if len(ids) > LONGEST_LIST:
            span = self.places.span(self.entry.id, test.left.id, ids)
            return f"SUMPRODUCT(--({meets(span, right)}))"
        return "+".join(f"N({meets(self.places.name(id), right)})" for id in ids) or "0"

    def _compare(self, test: ast.Compare) -> str:
        (operator,), (right,) = test.ops, test.comparators
        return self._meets(operator)(self.write(test.left), self.write(right))

    @staticmethod
    def _equals(left: str, right: str) -> str:
        return f"EXACT({left},{right})"

    @staticmethod
    def _meets(operator: ast.cmpop) -> Callable[[str, str], str]:
        sign = _SIGNS[type(operator)]
        return lambda left, right: f"ROUND({left},{DECIMALS}){sign}{right}"

    def _binary(self, left: ast.expr, operator: ast.operator, right: ast.expr) -> str:
        loose = isinstance(operator, ast.Add | ast.Sub)
        first = self.write(left) if loose else self._factor(left)
        second = self.write(right)
        if isinstance(right, ast.BinOp) and (not loose or _is_loose(right)):
            second = f"({second})"
        return f"{first}{_SIGNS[type(operator)]}{second}"

    def _factor(self, node: ast.expr) -> str:
        text = self.write(node)
        return f"({text})" if _is_loose(node) else text

    def _scale(self) -> Scale:
        return self.places.scale(self.entry.rule)


def _is_loose(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
