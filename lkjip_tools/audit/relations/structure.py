"""Which rows of a table are parts of which: by code, by item number, or by the sums themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from lkjip_tools.audit.columns import MONEY_FROM, special
from lkjip_tools.audit.model import Column, Row, Table

ADDITIVE = ("pagu", "realisasi_rp", "sisa_rp", "rupiah", "jumlah", "triwulan_rp")
_CODE = re.compile(r"\d+(?:\.\d+)*\.?")
_STYLES = (
    ("romawi", re.compile(r"[IVX]{1,6}[.)]?")),
    ("besar", re.compile(r"[A-Z][.)]?")),
    ("desimal", re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?")),
    ("angka", re.compile(r"\(?\d{1,3}[.)]?")),
    ("kecil", re.compile(r"[a-z][.)]?")),
)


@dataclass
class Node:
    """A row and the rows below it."""

    row: Row
    children: list[Node] = field(default_factory=list)


@dataclass
class Tree:
    """The rows of a table, arranged.

    Attributes:
        roots: The outermost rows.
        bukti: What the arrangement rests on: `kode`, `nomor`, `nilai`, or `datar`.
    """

    roots: list[Node]
    bukti: str

    def parents(self) -> list[Node]:
        """Every row with rows below it."""
        out, queue = [], list(self.roots)
        while queue:
            node = queue.pop(0)
            if node.children:
                out.append(node)
                queue = node.children + queue
        return out


def additive(table: Table) -> list[Column]:
    """Columns whose values add up."""
    return [
        column
        for column in table.columns
        if column.ukuran in ADDITIVE
        or (column.ukuran.endswith("_rp") and not column.ukuran.startswith("capaian"))
    ]


def value(row: Row, column: Column) -> Decimal | None:
    """The number of a row in a column; a dash counts as zero."""
    cell = row.cell(column.index)
    if cell is None or not cell.text:
        return None
    if cell.number:
        return cell.number.value
    return Decimal(0) if cell.text in ("-", "–", "—") else None


def arrange(table: Table) -> Tree:
    """Arrange the data rows of a table."""
    rows = [row for row in table.rows if not special(row) and not is_blank_total(table, row)]
    return _by_code(table, rows) or _by_marker(table, rows) or _by_value(table, rows)


def outermost(table: Table) -> list[Row]:
    """The one row that holds all others, where there is one."""
    money = [column for column in additive(table) if column.ukuran != "jumlah"]
    roots = [n for n in arrange(table).roots if any(value(n.row, column) for column in money)]
    return [roots[0].row] if len(roots) == 1 and roots[0].children else []


def is_blank_total(table: Table, row: Row) -> bool:
    """A last row that holds amounts under several others and no words at all."""
    if row is not table.rows[-1] or len(table.rows) < 3:
        return False
    return not any(ch.isalpha() for cell in row.cells for ch in cell.text.replace("Rp", ""))


def _by_code(table: Table, rows: list[Row]) -> Tree | None:
    columns = table.column("kode")
    if not columns:
        return None
    nodes: dict[str, Node] = {}
    for row in rows:
        cell = row.cell(columns[0].index)
        if cell and _CODE.fullmatch(cell.text):
            code = cell.text.rstrip(".")
            if code in nodes:
                return None
            nodes[code] = Node(row)
    roots = []
    for code, node in nodes.items():
        parent = _parent(code, nodes)
        if parent:
            nodes[parent].children.append(node)
        else:
            roots.append(node)
    return Tree(roots, "kode") if len(nodes) > len(roots) else None


def _parent(code: str, nodes: dict[str, Node]) -> str:
    parts = code.split(".")
    for n in range(len(parts) - 1, 0, -1):
        if ".".join(parts[:n]) in nodes:
            return ".".join(parts[:n])
    return ""


def _by_marker(table: Table, rows: list[Row]) -> Tree | None:
    """Rows whose item numbers are of several kinds: A., 1, a; the first kind is the outermost."""
    if not table.column("nomor"):
        return None
    index = table.column("nomor")[0].index
    kinds = [_style(row, index) for row in rows]
    order = list(dict.fromkeys(kinds))
    if len(order) < 2 or len(order) > 4 or kinds.count(order[0]) == len(kinds):
        return None
    roots: list[Node] = []
    path: list[tuple[int, Node]] = []
    for row, kind in zip(rows, kinds, strict=True):
        depth, node = order.index(kind), Node(row)
        while path and path[-1][0] >= depth:
            path.pop()
        (path[-1][1].children if path else roots).append(node)
        path.append((depth, node))
    return Tree(roots, "nomor")


def _style(row: Row, index: int) -> str:
    cell = row.cell(index)
    text = cell.text if cell else ""
    return next((name for name, pattern in _STYLES if pattern.fullmatch(text)), "kosong")


def _by_value(table: Table, rows: list[Row]) -> Tree:
    """Find the arrangement in the sums: where a row is the sum of those right below it.

    Two amounts or more that add up to a third to the rupiah do not do so by chance; a column that
    agrees is the evidence for the arrangement, and another that does not is accused by it.
    """
    columns = [column for column in additive(table) if column.ukuran != "jumlah"]
    roots: list[Node] = []
    found = False
    for row in reversed(rows):
        node = Node(row)
        taken = _taken(row, roots, columns)
        node.children, roots = roots[:taken], [node, *roots[taken:]]
        found = found or taken > 1
    return Tree(roots, "nilai" if found else "datar")


def _taken(row: Row, roots: list[Node], columns: list[Column]) -> int:
    for column in columns:
        target, running = value(row, column), Decimal(0)
        if not target or target < MONEY_FROM:
            continue
        for n, node in enumerate(roots, start=1):
            running += value(node.row, column) or Decimal(0)
            if running == target and (n > 1 or _twins(row, node.row, columns)):
                return n
            if running > target:
                break
    return 0


def _twins(row: Row, other: Row, columns: list[Column]) -> bool:
    return len(columns) > 1 and all(value(row, c) == value(other, c) for c in columns)
