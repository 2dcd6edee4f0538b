"""The web of relations: which of them each printed figure takes part in, and where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from lkjip_tools.audit.check import SALAH, Check, verdict
from lkjip_tools.audit.facts import Fact, table_facts
from lkjip_tools.audit.groups import groups_of
from lkjip_tools.audit.model import Column, Row, Table
from lkjip_tools.audit.printed import Place, Printed, Reading
from lkjip_tools.audit.relations.same import amounts
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.words import plain


@dataclass(frozen=True)
class Spot:
    """The cell of a figure."""

    table: Table
    row: Row
    column: Column


class Web:
    """Every relation that can be worked out again, by the figures in it."""

    def __init__(self, report: Report, checks: Sequence[Check]) -> None:
        self.report = report
        self.accused = {c.printed.place for c in checks if c.salah and c.printed}
        self.by_place: dict[Place, list[Check]] = defaultdict(list)
        for check in checks:
            if check.printed and check.tie and check.numbers:
                for place in {p.place for p in self.figures(check)}:
                    self.by_place[place].append(check)

    @staticmethod
    def figures(check: Check) -> list[Printed]:
        """The number of a relation and its operands."""
        return [*([check.printed] if check.printed else []), *check.numbers]

    @cached_property
    def spots(self) -> dict[Place, Spot]:
        """The cell of every figure that stands in a table."""
        return {
            cell.number.place: Spot(table, row, table.columns[n])
            for table in self.report.tables
            for row in table.rows
            for n, cell in enumerate(row.cells)
            if cell.number
        }

    @cached_property
    def amounts(self) -> dict[Decimal, Printed]:
        """Every large amount, where it is printed first."""
        found: dict[Decimal, Printed] = {}
        for amount in amounts(self.report):
            found.setdefault(amount.printed.value, amount.printed)
        return found

    @cached_property
    def _budgets(self) -> list[Table]:
        return [t for t in self.report.tables if t.column("pagu", "realisasi_rp")]

    def budget_above(self, line: int) -> Table | None:
        """The budget table nearest above a line."""
        n = bisect_left(self._budgets, line, key=lambda table: table.place.line)
        return self._budgets[n - 1] if n else None

    @cached_property
    def rivals(self) -> dict[Place, list[Printed]]:
        """For a figure, the others that contradict it as the same fact."""
        found: dict[Place, list[Printed]] = defaultdict(list)
        for checks in self.by_place.values():
            for check in checks:
                if check.salah and check.printed and check.tie and check.tie.equal:
                    (other,) = check.numbers[:1]
                    found[check.printed.place].append(other)
                    found[other.place].append(check.printed)
        return found

    @cached_property
    def kin(self) -> dict[Place, list[Fact]]:
        """For the figure of a fact, all facts about the same thing: any year, measure, table."""
        family: dict[str, str] = {}
        facts = table_facts(self.report)
        for group in groups_of(self.report):
            names = sorted({plain(fact.nama) for fact in group})
            for name in names:
                _join(family, names[0], name)
        members: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.printed:
                members[_root(family, plain(fact.nama))].append(fact)
        return {
            fact.printed.place: members[_root(family, plain(fact.nama))]
            for fact in facts
            if fact.printed
        }

    @cached_property
    def said(self) -> dict[Place, tuple[str, int, int]]:
        """The fact a figure states: measure, year, and a number for what it is about."""
        return {
            fact.printed.place: (fact.ukuran, fact.tahun, id(family))
            for family in {id(f): f for f in self.kin.values()}.values()
            for fact in family
            if fact.printed
        }


def _root(family: dict[str, str], name: str) -> str:
    while family.get(name, name) != name:
        name = family[name]
    return name


def _join(family: dict[str, str], one: str, other: str) -> None:
    family[_root(family, other)] = _root(family, one)


def closes(check: Check, changed: dict[Place, Printed]) -> bool:
    """Whether a relation holds when some of its figures are others."""
    if check.printed is None or check.tie is None:
        return False
    printed = changed.get(check.printed.place, check.printed)
    given = [changed.get(p.place, p) for p in check.numbers]
    known = check.tie.follows(given)
    return bool(known) and verdict(printed, known)[0] not in SALAH


def with_digits(printed: Printed, digits: str) -> Printed:
    """The same figure with other digits, its marks where they were."""
    reading = printed.readings[0]
    value = Decimal(int(digits)).scaleb(-reading.decimals)
    value = -value if reading.value < 0 else value
    return replace(printed, readings=(Reading(value, reading.decimals),))


def digits_of(printed: Printed) -> str:
    """The digits of a figure, without its marks."""
    reading = printed.readings[0]
    return f"{abs(reading.value):.{reading.decimals}f}".replace(".", "")
