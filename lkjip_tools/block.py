"""Blocks: what a notebook cell hands to the report.

A block is a JSON object, as a text under its own MIME type, beside a form that JupyterLab can show.
HTML, PDF and Word each set the same block, so no exporter ever reads numbers out of another's
markup.
The kinds and their keys are the contract in `docs/architecture.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol, Self

from lkjip_tools.block_html import place_cells, plain_form, readable
from lkjip_tools.figure_lines import MIME_FIGURES, join_figures
from lkjip_tools.nip import format_nip
from lkjip_tools.shown import MIME_BLOCK_TEXT, one_line
from lkjip_tools.value import value_text

Align = Literal["left", "center", "right", "decimal"]
#: What a column holds: figures, each with an id; or ordinals, codes, years and words, which have
#: none. A number within a sentence belongs to the sentence.
Role = Literal["angka", "nomor", "kode", "tahun", "teks"]
Orientation = Literal["portrait", "landscape"]
Size = Literal["normal", "small", "tiny"]


class Traced(Protocol):
    """A figure that a cell prints: it can tell what it is, and what it was computed from."""

    @property
    def id(self) -> str: ...
    @property
    def value(self) -> Decimal | str | None: ...
    def family(self) -> Iterator[Traced]: ...
    @property
    def line(self) -> str: ...


class Block(dict[str, Any]):
    """One piece of the report: a dict of the contract that JupyterLab can display.

    It hands over the figures it prints, so that each of them can be looked up.
    """

    figures: tuple[Traced, ...] = ()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {MIME_BLOCK_TEXT: one_line(self)} | readable(self)
        family = {member.id: member for figure in self.figures for member in figure.family()}
        if family:
            bundle[MIME_FIGURES] = join_figures(member.line for member in family.values())
        return bundle

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """IPython prefers its way with dicts to our bundle: pages of text that nobody reads."""
        printer.text(plain_form(self))


@dataclass(frozen=True)
class Column:
    """A column of a table: its header, how its cells are set, its relative width, its role.

    A column of decimals holds figures unless its role says otherwise, any other one words.
    """

    label: str
    align: Align = "left"
    width: float = 1
    role: Role | None = None

    def to_json(self) -> dict[str, Any]:
        """The column as the contract writes it."""
        role = self.role or ("angka" if self.align == "decimal" else "teks")
        return {"align": self.align, "width": self.width, "role": role}


@dataclass(frozen=True)
class Cell:
    """A cell that says more than its text: where its number comes from, or how it is set.

    Attributes:
        text: What is printed.
        id: The figure behind the number, e.g. `capaian_persen/IKU-1/2023`.
        value: The unrounded value of that figure.
        align: Overrules the column's alignment.
        colspan: Columns covered.
        rowspan: Rows covered; as in HTML, the covered cells are left out of the rows below.
        strong: Whether it is set in bold.
        indent: Levels of indentation.
        figure: The figure itself, instead of `id` and `value`; the table hands it over.
        asal: Where the number was read, if it was: file, row, column.
    """

    text: str
    id: str | None = None
    value: Decimal | str | None = None
    align: Align | None = None
    colspan: int = 1
    rowspan: int = 1
    strong: bool = False
    indent: int = 0
    figure: Traced | None = None
    asal: str = ""

    def to_json(self) -> dict[str, Any]:
        """The cell as the contract writes it, its value in plain decimal digits."""
        figure = self.figure
        return {
            "text": self.text,
            "id": figure.id if figure else self.id,
            "value": value_text(figure.value if figure else self.value),
            "align": self.align,
            "colspan": self.colspan,
            "rowspan": self.rowspan,
            "strong": self.strong,
            "indent": self.indent,
        } | _origin(self.asal)


CellLike = str | Cell | None


@dataclass
class Table:
    """A table under construction: columns first, then its rows in order.

    A table that is itself an explanation of figures is not `explained` once more. One that may be
    too wide for paper says where to `cut` it: with `(2, 10)`, a second part repeats the first 2
    columns and goes on with column 10, counted from 0.

    >>> table = Table("tabel-pegawai", "Pegawai", [Column("No"), Column("Jumlah", "decimal")])
    >>> block = table.row("1", "38").total("Jumlah", "38").block()
    >>> [row["role"] for row in block["body"]]
    ['row', 'total']
    """

    key: str
    title: str
    columns: Sequence[Column]
    numbered: bool = True
    part: str | None = None
    source: str = ""
    notes: Iterable[str] = ()
    orientation: Orientation = "portrait"
    size: Size = "normal"
    explained: bool = True
    head: Sequence[Sequence[CellLike]] | None = None
    grid: bool = False
    cut: tuple[int, int] | None = None
    body: list[dict[str, Any]] = field(default_factory=list, init=False)
    figures: list[Traced] = field(default_factory=list, init=False)

    def row(self, *cells: CellLike, asal: str = "") -> Self:
        """Add an ordinary row; `asal` says where it was read, as `<column>_source` does."""
        return self._add("row", cells, asal)

    def group(self, text: str) -> Self:
        """Add a heading across all columns."""
        return self._add("group", [Cell(text, colspan=len(self.columns), strong=True)])

    def total(self, *cells: CellLike, asal: str = "") -> Self:
        """Add a row that sums the table up."""
        return self._add("total", cells, asal)

    def block(self) -> Block:
        """The finished table.

        Raises:
            ValueError: The cells of a row do not fill the columns.
        """
        head = self.head or [[Cell(column.label) for column in self.columns]]
        block = Block(
            kind="table",
            key=self.key,
            title=self.title,
            numbered=self.numbered,
            part=self.part,
            columns=[column.to_json() for column in self.columns],
            head=[[_cell(cell) for cell in row] for row in head],
            body=self.body,
            source=f"Sumber: {self.source}." if self.source else "",
            notes=list(self.notes),
            orientation=self.orientation,
            size=self.size,
            grid=self.grid,
            explained=self.explained,
            **({"cut": list(self.cut)} if self.cut else {}),
        )
        try:
            place_cells(block["head"], len(self.columns))
            place_cells([row["cells"] for row in self.body], len(self.columns))
        except ValueError as error:
            raise ValueError(f"table {self.key}: {error}") from error
        block.figures = tuple(self.figures)
        return block

    def _add(self, role: str, cells: Sequence[CellLike], asal: str = "") -> Self:
        given = (cell.figure for cell in cells if isinstance(cell, Cell))
        self.figures += [figure for figure in given if figure is not None]
        row = {"role": role, "cells": [_cell(cell) for cell in cells]}
        self.body.append(row | _origin(asal))
        return self

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return self.block()._repr_mimebundle_()


def prose(markdown: str, *, path: str = "", first_line: int = 1) -> Block:
    """Running text, its figure references resolved to `[96,34%](angka:<id>)`.

    Args:
        markdown: The text.
        path: File of the agency it was read from; empty for a chapter's own text.
        first_line: Line of that file on which it begins.
    """
    place = {"berkas": path, "baris": first_line} if path else {}
    return Block(kind="prose", markdown=markdown, **place)


def chart(
    key: str, title: str, svg: str, alt: str, *, width_mm: float = 160, source: str = ""
) -> Block:
    """A chart; `alt` tells a reader who cannot see it what it shows."""
    return Block(
        kind="chart", key=key, title=title, alt=alt, svg=svg, width_mm=width_mm, source=source
    )


def signer(
    role: Sequence[str], name: str, *, place_date: str = "", rank: str = "", nip: str = ""
) -> dict[str, Any]:
    """One side of a signature: who signs, as what, where and when."""
    number = format_nip(nip)
    return {"place_date": place_date, "role": list(role), "name": name, "rank": rank, "nip": number}


def signature(right: Mapping[str, Any], left: Mapping[str, Any] | None = None) -> Block:
    """Who signs, on the right; a second party on the left. See `signer`."""
    return Block(kind="signature", right=dict(right), left=dict(left) if left else None)


def letterhead(lines: Sequence[str], address: Sequence[str] = ()) -> Block:
    """Kop naskah dinas."""
    return Block(kind="letterhead", lines=list(lines), address=list(address))


def statement(
    title: Sequence[str], paragraphs: Sequence[str], pairs: Sequence[tuple[str, str]] = ()
) -> Block:
    """A formal declaration, such as a perjanjian kinerja, and its parties."""
    rows = [list(pair) for pair in pairs]
    return Block(kind="statement", title=list(title), paragraphs=list(paragraphs), pairs=rows)


def pairs(rows: Sequence[tuple[str, str]]) -> Block:
    """Lines of the form *Nama : NONDING*."""
    return Block(kind="pairs", rows=[list(row) for row in rows])


def gap(text: str) -> Block:
    """A visible hole: something the agency has not supplied."""
    return Block(kind="gap", text=text)


def pagebreak() -> Block:
    """A new page in print."""
    return Block(kind="pagebreak")


def subtitle(text: str) -> Block:
    """A bold line that is no heading and stays out of the table of contents."""
    return Block(kind="subtitle", text=text)


def show(*blocks: object) -> None:
    """Display several blocks from one cell, in order."""
    from IPython.display import display

    for block in blocks:
        display(block)  # type: ignore[no-untyped-call]


def _origin(asal: str) -> dict[str, str]:
    return {"asal": asal} if asal else {}


def _cell(cell: CellLike) -> dict[str, Any]:
    return (cell if isinstance(cell, Cell) else Cell(cell or "")).to_json()
