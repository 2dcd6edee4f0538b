"""One figure, told in words: from a line of `angka.jsonl`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lkjip_tools.besaran import BESARAN
from lkjip_tools.expression import readable, with_numbers
from lkjip_tools.value import EMPTY, NOT_COMPUTED, exact_text, full_text, parse_value

_UNITLESS = {"", "predikat", "teks", "tanpa satuan"}


@dataclass
class Operand:
    """One number that went into a computation.

    Attributes:
        name: Its name in the formula; the numbers of a list share theirs.
        label: What it is.
        id: The figure's id.
        value: Exact, as in `angka.jsonl`; `None` if there is none.
        unit: Printed after the value; empty for none.
        source: Where it was read; empty if it was computed itself.
    """

    name: str
    label: str
    id: str
    value: str | None
    unit: str
    source: str

    @property
    def text(self) -> str:
        """The value with all its digits."""
        return EMPTY if self.value is None else full_text(parse_value(self.value))


@dataclass
class Entry:
    """A figure, explained.

    Attributes:
        id: The figure's id.
        label: What it is.
        rumus: The formula for programs: `realisasi / target * 100`; empty if it was read.
        rule: `<rule>/<option>`, several set apart by `; `, or empty.
        value: Exact, as in `angka.jsonl`; `None` if it could not be computed.
        unit: Printed after the value; empty for none.
        note: Why it is empty, or what the reader should know.
        source: Where it was read; empty if it was computed.
        operands: What went into it.
    """

    id: str
    label: str
    rumus: str
    rule: str
    value: str | None
    unit: str
    note: str
    source: str
    operands: Sequence[Operand]

    @property
    def besaran(self) -> str:
        """What kind of quantity it is, in words."""
        name = self.id.partition("/")[0]
        return BESARAN[name].label if name in BESARAN else name

    @property
    def subject(self) -> str:
        """The label without the besaran, under which it is listed."""
        return self.label.removeprefix(self.besaran).strip() or self.label

    @property
    def formula(self) -> str:
        """The formula for people: `realisasi / target × 100`."""
        return readable(self.rumus)

    @property
    def numbers(self) -> str:
        """The formula with the numbers put in; empty if it takes none, or says but the result."""
        pairs = [(item.name, parse_value(item.value)) for item in self.operands]
        text = with_numbers(self.rumus, pairs)
        return "" if text == self.short else text

    @property
    def text(self) -> str:
        """The value with all its digits."""
        return NOT_COMPUTED if self.value is None else full_text(parse_value(self.value))

    @property
    def short(self) -> str:
        """The value with six decimals at most, and `…` where there are more."""
        return NOT_COMPUTED if self.value is None else exact_text(parse_value(self.value))

    @property
    def result(self) -> str:
        """The short value with its unit."""
        return f"{self.short} {self.unit}".strip()

    @property
    def hint(self) -> str:
        """The computation in a line."""
        return " = ".join(text for text in (self.numbers, self.result) if text)


def entry_of(figure: Mapping[str, Any]) -> Entry:
    """Return the entry of a line of `angka.jsonl`."""
    return Entry(
        id=figure["id"],
        label=figure["label"],
        rumus=figure["rumus"].partition(" = ")[2],
        rule=figure["aturan"],
        value=figure["nilai"],
        unit=_unit(figure),
        note=figure["catatan"],
        source=figure.get("sumber", ""),  # reports of 0.1.0 have none
        operands=[operand_of(given) for given in figure["operan"]],
    )


def operand_of(given: Mapping[str, Any]) -> Operand:
    """Return one operand of such a line."""
    return Operand(
        name=given["nama"],
        label=given["label"],
        id=given["id"],
        value=given["nilai"],
        unit=_unit(given),
        source="" if given["sumber"] == given["id"] else given["sumber"],
    )


def _unit(figure: Mapping[str, Any]) -> str:
    return "" if figure["satuan"] in _UNITLESS or figure["nilai"] is None else figure["satuan"]
