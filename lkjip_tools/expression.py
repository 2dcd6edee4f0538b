"""Formulas as text: Python's tree in a reader's words, in signs, and with the numbers put in.

A formula is kept as `jumlah(nilai) / banyaknya(nilai)`: an expression that programs can parse, with
the reader's words for Python's functions. People see `×`, `−`, `≥` and the numbers themselves.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from lkjip_tools.number import MINUS
from lkjip_tools.value import UNCOMPUTED, Value, exact_text

WORDS = {"sum": "jumlah", "len": "banyaknya", "max": "terbesar", "min": "terkecil"}

Operands = Iterable[tuple[str, Value]]

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: MINUS,
    ast.Mult: "×",
    ast.Div: "/",
    ast.GtE: "≥",
    ast.Gt: ">",
    ast.LtE: "≤",
    ast.Lt: "<",
    ast.Eq: "=",
}
_LOOSE = (ast.Add, ast.Sub)


def reader_tree(tree: ast.expr) -> ast.expr:
    """Return a function's expression with the reader's words for Python's functions."""
    worded: ast.expr = _Words().visit(parse(ast.unparse(tree)))
    return worded


def parse(expression: str) -> ast.expr:
    """Return the tree of an expression."""
    return ast.parse(expression, mode="eval").body


def readable(expression: str) -> str:
    """Return an expression as people write it: `jumlah(nilai) / banyaknya(nilai) × 100`."""
    return _Printer({}).text(_tree(expression)) if expression else ""


def with_numbers(expression: str, operands: Operands) -> str:
    """Return an expression with the operands' numbers in place of their names.

    Args:
        expression: As a figure keeps it.
        operands: Name and value; a list repeats its name.
    """
    values: dict[str, list[Value]] = {}
    for name, value in operands:
        values.setdefault(name, []).append(value)
    return _Printer(values).text(_tree(expression)) if values and expression else ""


@lru_cache(maxsize=1024)  # a report has a thousand figures of a few dozen formulas
def _tree(expression: str) -> ast.expr:
    return parse(expression)


class _Words(ast.NodeTransformer):
    """Python's function names in the reader's words."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(WORDS.get(node.id, node.id))

    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        return ast.Name(WORDS.get(node.attr, node.attr))

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """Drop the start of a sum, zero: nothing for the reader."""
        if isinstance(node.func, ast.Name) and node.func.id == "sum":
            node.args = node.args[:1]
        self.generic_visit(node)
        return node

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        """`[x for x in capaian if x >= 100]` is read as `capaian >= 100`."""
        (loop,) = node.generators
        (test,) = loop.ifs
        assert isinstance(test, ast.Compare)
        self.generic_visit(test)
        return ast.Compare(loop.iter, test.ops, test.comparators)


class _Printer:
    """Writes a tree in signs, names as words or as the numbers they stand for."""

    def __init__(self, values: Mapping[str, Sequence[Value]]) -> None:
        self.values = values

    def text(self, node: ast.expr) -> str:
        match node:
            case ast.Call(func=ast.Name(id="jumlah"), args=[ast.Name(id=name)]) if self._has(name):
                return " + ".join(map(_term, self.values[name]))
            case _:
                return self._write(node)

    def _write(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return self._name(name)
            case ast.Constant(value=None):
                return UNCOMPUTED
            case ast.Constant(value=str() as word):
                return f"“{word}”"
            case ast.Constant(value=number):
                return str(number).replace(".", ",").replace("-", MINUS)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"{MINUS}{self._write(operand)}"
            case ast.BinOp():
                return self._binary(node)
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return f"{self._write(left)} {_SIGNS[type(operator)]} {self._write(right)}"
            case ast.IfExp(test=test, body=body, orelse=orelse):
                texts = self.text(body), self._write(test), self.text(orelse)
                return "{} bila {}; selain itu {}".format(*texts)
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self._call(function, arguments)
            case _:
                raise ValueError(f"no reader's form for {ast.unparse(node)}")

    def _has(self, name: str) -> bool:
        return name in self.values

    def _name(self, name: str) -> str:
        if not self._has(name):
            return name.replace("_", " ")
        given = self.values[name]
        return _term(given[0]) if len(given) == 1 else "; ".join(map(exact_text, given))

    def _call(self, function: str, arguments: list[ast.expr]) -> str:
        name = arguments[0].id if isinstance(arguments[0], ast.Name) else ""
        if function == "jumlah" and self._has(name):
            return f"({' + '.join(map(_term, self.values[name]))})"
        if function == "banyaknya" and self._has(name):
            return str(len(self.values[name]))
        return f"{function.replace('_', ' ')}({'; '.join(map(self._write, arguments))})"

    def _binary(self, node: ast.BinOp) -> str:
        loose = isinstance(node.op, _LOOSE)
        left, right = self._write(node.left), self._write(node.right)
        if not loose and _is_loose(node.left):
            left = f"({left})"
        if isinstance(node.right, ast.BinOp) and (not loose or _is_loose(node.right)):
            right = f"({right})"
        return f"{left} {_SIGNS[type(node.op)]} {right}"


def _is_loose(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, _LOOSE)


def _term(value: Value) -> str:
    text = exact_text(value)
    return f"({text})" if text.startswith(MINUS) else text
