"""A figure followed down to its sources: printed, shown in a notebook, or read by a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from lkjip_tools.block_html import html_templates
from lkjip_tools.explain.entry import Entry
from lkjip_tools.explain.ledger import Figures, Ledger
from lkjip_tools.explain.rules import RULE_SOURCE, RuleNote, rule_notes
from lkjip_tools.place import Place
from lkjip_tools.root import find_root
from lkjip_tools.source import RawCells
from lkjip_tools.value import Value, cell_number

Segment = tuple[str, str]  # a text, and the style of a terminal


@dataclass(frozen=True)
class CellNote:
    """The cell a figure was read from, looked up again.

    Attributes:
        place: Where it is.
        text: What stands there now; `None` if the cell is gone.
        holds: Whether that is still the figure's value.
        document: The lines of the agency's own document it was taken from.
    """

    place: Place
    text: str | None
    holds: bool
    document: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A figure on the way down.

    Attributes:
        entry: The figure.
        name: Its name in the formula above; empty for the first.
        rules: The rules it followed.
        cell: The cell it was read from.
        operands: What it was computed from, as deep as was asked.
        repeated: Whether it was told before, so that its operands are left out here.
    """

    entry: Entry
    name: str = ""
    rules: tuple[RuleNote, ...] = ()
    cell: CellNote | None = None
    operands: tuple[Step, ...] = ()
    repeated: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the step for programs."""
        cell = self.cell
        return {
            "nama": self.name,
            "id": self.entry.id,
            "label": self.entry.label,
            "rumus": self.entry.rumus,
            "hitungan": self.entry.numbers,
            "nilai": self.entry.value,
            "satuan": self.entry.unit,
            "catatan": self.entry.note,
            "sumber": self.entry.source,
            "sel": cell
            and {
                "berkas": cell.place.file,
                "lembar": cell.place.sheet,
                "baris": cell.place.row,
                "kolom": cell.place.column,
                "isi": cell.text,
                "cocok": cell.holds,
                "naskah": list(cell.document),
            },
            "aturan": [rule.to_json() for rule in self.rules],
            "operan": [operand.to_json() for operand in self.operands],
        }


class Explanation:
    """An explanation that prints itself: as text, in colours, in a notebook, as JSON."""

    def __init__(self, step: Step) -> None:
        self.step = step

    def __str__(self) -> str:
        return "\n".join("".join(text for text, _ in line) for line in self.lines())

    __repr__ = __str__

    def lines(self) -> Iterator[list[Segment]]:
        """Return the lines as styled texts."""
        told: set[str] = set()
        yield from _lines(self.step, "", told)

    def to_json(self) -> dict[str, Any]:
        """Return the whole explanation for programs."""
        return self.step.to_json()

    def _repr_html_(self) -> str:
        template = html_templates().get_template("explanation.html.j2")
        return template.render(step=self.step).strip()


def explain(
    figures: Figures | Ledger,
    id: str,
    tahun: int,
    dalam: int | None = None,
    root: Path | None = None,
) -> Explanation:
    """Explain one figure: formula, numbers, result, rule, and its operands down to their cells.

    Args:
        figures: A notebook's ledger, or the ledger of a finished report.
        id: `<besaran>/<kode>/<tahun>`.
        tahun: Year of the report, whose rules are cited.
        dalam: How many levels of operands; all of them when not given.
        root: The project's folder; found from the working directory when not given.

    Raises:
        FigureNotFoundError: There is no such figure; the message names the nearest ones.
    """
    ledger = figures if isinstance(figures, Ledger) else Ledger.of(figures)
    return Explanation(_Walk(ledger, tahun, find_root(root)).step(ledger[id], "", dalam))


@dataclass
class _Walk:
    ledger: Ledger
    tahun: int
    root: Path
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.cells = RawCells(self.root)

    def step(self, entry: Entry, name: str, depth: int | None) -> Step:
        repeated = entry.id in self.seen
        self.seen.add(entry.id)
        below = [] if depth == 0 or repeated else entry.operands
        deeper = None if depth is None else depth - 1
        return Step(
            entry,
            name,
            rules=tuple(rule_notes(_rules(entry), self.tahun, self.root)),
            cell=self.cell(entry),
            operands=tuple(
                self.step(self.ledger.operand(operand), operand.name, deeper) for operand in below
            ),
            repeated=repeated and bool(entry.operands) and depth != 0,
        )

    def cell(self, entry: Entry) -> CellNote | None:
        place = Place.parse(entry.source)
        if place is None:
            return None
        text = self.cells.text(place)
        held = holds(text, entry.exact)
        return CellNote(place, text, held, tuple(self.cells.document_lines(place)))


def holds(text: str | None, value: Value) -> bool:
    """Say whether a cell's text is the value that was read from it; a blank one is `None`."""
    if text is None:
        return False
    text = text.strip()
    if isinstance(value, Decimal):
        return cell_number(text) == value
    return text == (value or "")


def _rules(entry: Entry) -> str:
    """Name the rules of a figure; a figure may have been read from one."""
    return entry.rule or entry.source.removeprefix(RULE_SOURCE) * entry.source.startswith(
        RULE_SOURCE
    )


def _lines(step: Step, indent: str, told: set[str]) -> Iterator[list[Segment]]:
    entry, inner = step.entry, f"{indent}  "
    name: list[Segment] = [(f"{step.name.replace('_', ' ')}: ", "dim")] if step.name else []
    head = [(indent, ""), *name, (entry.label, "bold")]
    result = (entry.result, "bold" if entry.value is not None else "yellow")
    if entry.rumus:
        yield [*head, (f"  {entry.id}", "dim")]
        yield [(f"{inner}= ", ""), (entry.formula, "cyan")]
        if entry.numbers:
            yield [(f"{inner}= {entry.numbers}", "")]
        yield [(f"{inner}= ", ""), result]
    else:
        yield [*head, (" = ", ""), result, (f"  {entry.id}", "dim")]
    if entry.note:
        yield [(f"{inner}catatan: {entry.note}", "yellow")]
    for rule in step.rules:
        yield from _rule_lines(rule, inner, told)
    yield from _source_lines(step, inner, told)
    if step.repeated:
        yield [(f"{inner}operannya sudah disebut di atas", "dim")]
    for operand in step.operands:
        yield from _lines(operand, inner, told)


def _rule_lines(rule: RuleNote, indent: str, told: set[str]) -> Iterator[list[Segment]]:
    title = f"{rule.label}: {rule.option}" if rule.option else rule.label
    yield [(f"{indent}aturan {rule.name}", "green"), (f" – {title}", "")]
    if rule.name in told:
        return
    told.add(rule.name)
    url = f" ({rule.url})" if rule.url else ""
    yield [(f"{indent}  sumber: {rule.source}{url}", "")]
    yield [(f"{indent}  verifikasi: {rule.verification}; bukti: {rule.evidence}", "")]
    yield [(f"{indent}  cara membaca: {rule.reading}", "")]
    if rule.note:
        yield [(f"{indent}  catatan: {rule.note}", "")]


def _source_lines(step: Step, indent: str, told: set[str]) -> Iterator[list[Segment]]:
    cell = step.cell
    if cell is None:
        if not step.entry.rumus and not step.rules:
            yield [(f"{indent}{step.entry.source or 'tanpa sumber'}", "dim")]
        return
    yield [(f"{indent}{cell.place}", "blue")]
    if cell.text is None:
        yield [(f"{indent}sel itu tidak ada lagi; jalankan lkjip report", "red")]
    else:
        yield [(f"{indent}isi sel: {_quoted(cell.text)}", "")]
        if not cell.holds:
            yield [(f"{indent}sel berubah sejak laporan dibuat; jalankan lkjip report", "red")]
    for line in cell.document:
        if line not in told:
            told.add(line)
            yield [(f"{indent}naskah: {line}", "dim")]


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "(kosong)"
