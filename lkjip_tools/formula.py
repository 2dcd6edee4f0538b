"""Numbers that can tell how they were reached.

A formula is declared once, over a function of one expression; the text printed beside a number is
read off that function, so what is printed is what ran. A `Figure` has a source (it was read) or a
formula and operands (it was computed), never both.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.block import MIME_FIGURES
from lkjip_tools.errors import FigureError, FormulaError, nearest
from lkjip_tools.number import format_number

Value = Decimal | str | None
Operands = dict[str, "Figure | Sequence[Figure]"]
_WORDS = {"sum": "jumlah", "len": "banyaknya", "max": "terbesar", "min": "terkecil"}


def figure_id(besaran: str, kode: object, tahun: object) -> str:
    """Return `<besaran>/<kode>/<tahun>`; the besaran must be a documented one."""
    if besaran not in BESARAN:
        raise FigureError(f"besaran '{besaran}' is not declared in besaran.py")
    return f"{besaran}/{kode}/{tahun}"


@dataclass(frozen=True)
class Figure:
    """One number of the report.

    Attributes:
        id: `<besaran>/<kode>/<tahun>`.
        label: What it is, in Indonesian.
        value: Exact; a text for a predicate; `None` when it cannot be computed, and `note` says why.
        unit: `persen`, `rupiah`, `poin`, or the indicator's own satuan.
        source: Where it was read: file, row, column. Empty for a computed figure.
        expression: The formula in symbols. Empty for a figure that was read.
        numbers: The same with the numbers put in.
        operands: Name in the formula and figure, in order; a list operand repeats its name.
        rule: `<rule>/<option>` of `regulations/`.
        note: Why it is empty, or what the reader should know.
    """

    id: str
    label: str
    value: Value
    unit: str
    source: str = ""
    expression: str = ""
    numbers: str = ""
    operands: tuple[tuple[str, Figure], ...] = ()
    rule: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.source and self.expression:
            raise FigureError(f"{self.id} has both a source and a formula")

    @property
    def besaran(self) -> str:
        """The first part of the id."""
        return self.id.split("/", 1)[0]

    def explain(self, depth: int = 1) -> str:
        """Say symbols, numbers and result, then `depth` levels of operands, as by hand."""
        return "\n".join(self._lines(depth, ""))

    def _lines(self, depth: int, indent: str) -> Iterator[str]:
        result = exact_text(self.value, self.unit) if self.value is not None else "tidak dihitung"
        note = f" ({self.note})" if self.note else ""
        if not self.expression:
            yield f"{indent}{self.label} = {result}{note}  [{self.source or 'tanpa sumber'}]"
            return
        yield f"{indent}{self.label} = {self.expression}"
        yield f"{indent}  = {self.numbers}"
        yield f"{indent}  = {result}{note}  [{self.rule}]"
        for _, operand in self.operands:
            if depth > 0:
                yield from operand._lines(depth - 1, indent + "  ")

    def to_json(self) -> dict[str, Any]:
        """Return one line of `angka.jsonl`, still without `bab`."""
        return {
            "id": self.id,
            "label": self.label,
            "nilai": value_text(self.value),
            "satuan": self.unit,
            "rumus": f"{self.besaran} = {self.expression}" if self.expression else "",
            "operan": [
                {
                    "nama": name,
                    "id": operand.id,
                    "label": operand.label,
                    "nilai": value_text(operand.value),
                    "satuan": operand.unit,
                    "sumber": operand.source or operand.id,
                }
                for name, operand in self.operands
            ],
            "aturan": self.rule,
            "catatan": self.note,
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": self.explain(depth=3), MIME_FIGURES: [self.to_json()]}


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
        """Compute from figures, and keep them.

        Args:
            kode: Code of the indicator, programme or account, or `instansi`.
            tahun: Year, or a span such as `2019-2023`.
            subject: Name of what `kode` stands for, for the label.
            besaran: Another besaran than the declared one, for a formula that serves several.
            rule: Another rule than the declared one, when a policy chose it.
            note: What the reader should know.
            unit: The indicator's own unit, where the besaran has none.
            **operands: One figure, or a list of them, for every argument of the function.
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


def value_text(value: Value) -> str | None:
    """Return a value as text, unrounded; `None` stays `None`."""
    return format(value, "f") if isinstance(value, Decimal) else value


def exact_text(value: Value, unit: str = "") -> str:
    """Print a value for an explanation: up to six decimals, `…` where there are more."""
    if not isinstance(value, Decimal):
        return "(kosong)" if value is None else value
    places = max(0, -int(value.normalize().as_tuple().exponent)) if value else 0
    shown = format_number(value, min(places, 6)) + ("…" if places > 6 else "")
    return f"{shown} {unit}".strip()


def noted(figure: Figure, note: str) -> Figure:
    """Return the figure with one more note."""
    return replace(figure, note="; ".join(text for text in (figure.note, note) if text))


def read_figure(
    besaran: str,
    kode: object,
    tahun: object,
    row: pd.Series,
    column: str,
    subject: str = "",
    unit: str = "",
) -> Figure:
    """Return a cell of a loaded table as a figure that knows its place."""
    value = row[column]
    return Figure(
        id=figure_id(besaran, kode, tahun),
        label=f"{BESARAN[besaran].label} {subject or kode}".strip(),
        value=value,
        unit=unit or BESARAN[besaran].unit,
        source=row[f"{column}_source"],
        note="" if value is not None else "sel kosong",
    )


class FigureList:
    """A ledger of figures by id, which hands itself to the assembler when a cell shows it.

    Raises:
        FigureError: Two different figures claim one id.
    """

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._figures: dict[str, Figure] = {}
        for figure in figures:
            if self._figures.setdefault(figure.id, figure) != figure:
                raise FigureError(f"two different figures claim the id {figure.id}")

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures.values())

    def __len__(self) -> int:
        return len(self._figures)

    def __getitem__(self, id: str) -> Figure:
        if id not in self._figures:
            raise FigureError(f"no figure {id}{nearest(id, list(self._figures))}")
        return self._figures[id]

    def at(self, besaran: str, kode: object, tahun: object) -> Figure:
        """Return the figure `<besaran>/<kode>/<tahun>`."""
        return self[figure_id(besaran, kode, tahun)]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per figure: id, label, value, unit, formula, rule, note."""
        rows = [
            (item.id, item.label, item.value, item.unit, item.expression, item.rule, item.note)
            for item in self
        ]
        columns = ["id", "label", "nilai", "satuan", "rumus", "aturan", "catatan"]
        return pd.DataFrame(rows, columns=columns, dtype=object).set_index("id")

    def __contains__(self, id: object) -> bool:
        return id in self._figures

    def __add__(self, other: FigureList) -> FigureList:
        return FigureList((*self, *other))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        computed = [figure for figure in self if figure.expression]
        text = "\n".join(f"{item.id} = {exact_text(item.value, item.unit)}" for item in computed)
        return {"text/plain": text, MIME_FIGURES: [item.to_json() for item in computed]}


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
            text = exact_text(given.value)
            return ast.Name(f"({text})" if text.startswith("−") else text)
        return ast.Name("; ".join(exact_text(item.value) for item in given))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        argument = node.args[0] if node.args else None
        given = self.operands.get(argument.id) if isinstance(argument, ast.Name) else None
        if isinstance(given, Sequence) and name == "len":
            return ast.Name(str(len(given)))
        if isinstance(given, Sequence) and name == "sum":
            return ast.Name("(" + " + ".join(exact_text(item.value) for item in given) + ")")
        self.generic_visit(node)
        return node


def _is_sum(node: ast.Call) -> bool:
    """A sum's second argument is only its start, zero: nothing for the reader."""
    return isinstance(node.func, ast.Name) and node.func.id == "sum"
