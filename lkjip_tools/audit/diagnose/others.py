"""Other numbers of the report in the same role: other year, row, document, or base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from lkjip_tools.audit.check import Check
from lkjip_tools.audit.diagnose.search import Hypothesis
from lkjip_tools.audit.diagnose.web import Spot, Web
from lkjip_tools.audit.facts import INSTANSI, table_facts
from lkjip_tools.audit.model import Row, Table
from lkjip_tools.audit.printed import Place, Printed
from lkjip_tools.audit.relations.sentence_money import absorptions
from lkjip_tools.audit.sentences import totals

_ROWS, _KIN, _FEW, _LABEL = 20, 40, 3, 60
_BASES = ("jumlah", "pagu", "target")
_TOPS = 4


@dataclass(frozen=True)
class Other:
    """A number that may have been taken for another, and what it is."""

    text: str
    printed: Printed


def other_numbers(web: Web, check: Check) -> list[Iterator[Hypothesis]]:
    """Hypotheses in the order they are tried.

    The number is another one's; it was computed from another operand; from two others.
    """
    return [_itself(web, check), _one_replaced(web, check), _two_replaced(web, check)]


def _itself(web: Web, check: Check) -> Iterator[Hypothesis]:
    if check.printed is None:
        return
    if check.jenis == "simpulan":
        yield from _absorbed(web)
    place = check.printed.place
    if place not in web.spots and check.tie and check.tie.equal:
        place = check.numbers[0].place
    same = web.said.get(place)
    for other in _near(web, place):
        where = other.printed.place
        if where in web.accused or where in (place, check.printed.place):
            continue  # what is wrong itself explains nothing
        if same is None or web.said.get(where) != same:
            yield Hypothesis(other.text, other.printed.value)


def _absorbed(web: Web) -> Iterator[Hypothesis]:
    """The absorption of the year, as printed or from totals that are not accused."""
    for fact in table_facts(web.report):
        of_year = fact.nama == INSTANSI and fact.tahun == web.report.tahun
        if of_year and fact.ukuran == "serapan" and fact.printed:
            yield Hypothesis(f"serapan anggaran {_at(fact.printed)}", fact.printed.value)
    for candidate, used in absorptions(web.report):
        if not any(number.place in web.accused for number in used):
            yield Hypothesis(f"serapan anggaran {candidate.rumus}", candidate.value)


def _one_replaced(web: Web, check: Check) -> Iterator[Hypothesis]:
    for n, (operand, others) in enumerate(_replaceable(web, check)):
        for other in others:
            given = [*check.numbers[:n], other.printed, *check.numbers[n + 1 :]]
            words = (
                f"hasil rumusnya bila {_name(check, n)} ialah {other.text}, bukan {operand.text}"
            )
            yield from _following(check, given, words)


def _two_replaced(web: Web, check: Check) -> Iterator[Hypothesis]:
    """Both operands of a percentage in a sentence: an amount of the table above over a total."""
    sides = _replaceable(web, check)
    if not sides or check.jenis != "persen_kalimat":
        return
    for one, other in product(*(others for _, others in sides)):
        given = [one.printed, other.printed]
        yield from _following(check, given, f"hasil rumusnya bila {one.text} per {other.text}")


def _replaceable(web: Web, check: Check) -> list[tuple[Printed, list[Other]]]:
    """Each operand of a relation of few, with the numbers that may have stood in its place."""
    if check.tie is None or check.tie.equal or not 0 < len(check.numbers) < _FEW:
        return []
    sides = []
    for n, operand in enumerate(check.numbers):
        others = list(_near(web, operand.place))
        if operand.place not in web.spots or check.jenis == "persen_kalimat":
            others += _above(web, check)
        if _name(check, n) in _BASES:
            others += [Other(f"{w.nama} {w.printed.text}", w.printed) for w in totals(web.report)]
        places = {p.place for p in check.numbers}
        unique = {o.printed.place: o for o in others if o.printed.place not in places}
        sides.append((operand, list(unique.values())))
    return sides


def _name(check: Check, n: int) -> str:
    return check.tie.nama[n] if check.tie else ""


def _following(check: Check, given: Sequence[Printed], words: str) -> Iterator[Hypothesis]:
    if check.tie:
        for candidate in check.tie.follows(given)[:1]:
            yield Hypothesis(words, candidate.value)


def _near(web: Web, place: Place) -> Iterator[Other]:
    """Numbers in the same role as a cell's: its row, its column, the same thing elsewhere."""
    spot = web.spots.get(place)
    if spot is None:
        return
    for fact in web.kin.get(place, ())[:_KIN]:
        if fact.printed and fact.printed.place != place:
            what = f"{fact.ukuran} {fact.tahun or ''}".strip()
            yield Other(f"{what} {_at(fact.printed)}", fact.printed)
    yield from _in_row(spot, place)
    yield from _in_column(web, spot)


def _in_row(spot: Spot, place: Place) -> Iterator[Other]:
    for n, cell in enumerate(spot.row.cells):
        column = spot.table.columns[n]
        if cell.number and cell.number.place != place and column.ukuran not in ("nomor", "kode"):
            yield Other(
                f"kolom {column.judul or n + 1} pada baris itu, {cell.number.text}", cell.number
            )


def _in_column(web: Web, spot: Spot) -> Iterator[Other]:
    """The rows nearest above and below."""
    rows = spot.table.rows
    here = next(n for n, row in enumerate(rows) if row is spot.row)
    for row in rows[max(0, here - _ROWS) : here + _ROWS]:
        number = row.number(spot.column.index)
        if number and row is not spot.row:
            yield Other(f"baris {_label(web, spot.table, row)} {_at(number)}", number)


def _above(web: Web, check: Check) -> Iterator[Other]:
    """Amounts of the first rows of the budget table above a sentence."""
    table = web.budget_above(check.place.line)
    for row in table.rows[:_TOPS] if table else ():
        for column in table.column("pagu", "realisasi_rp") if table else ():
            if number := row.number(column.index):
                words = f"{column.judul.lower()} {_label(web, table, row)} {_at(number)}"
                yield Other(words, number)


def _label(web: Web, table: Table | None, row: Row) -> str:
    return web.report.row_label(table, row)[:_LABEL].strip() if table else ""


def _at(number: Printed) -> str:
    return f"{number.text} (baris {number.place.line})"
