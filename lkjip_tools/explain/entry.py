"""One figure, told in words: from a line of `angka.jsonl`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lkjip_tools.besaran import BESARAN
from lkjip_tools.expression import readable, with_numbers
from lkjip_tools.value import EMPTY, UNCOMPUTED, Value, exact_text, full_text, parse_value

_WORDS = {"predikat", "teks"}
_UNITLESS = {*_WORDS, "", "tanpa satuan"}


@dataclass
class Operand:
    """One number that went into a computation.

    Attributes:
        name: Its name in the formula; the numbers of a list share theirs.
        label: What it is.
        id: The figure's id.
        value: Exact, as in `angka.jsonl`; `None` if there is none.
        satuan: Its unit; `teks` and `predikat` are words.
        source: Where it was read; empty if it was computed itself.
    """

    name: str
    label: str
    id: str
    value: str | None
    satuan: str
    source: str

    @property
    def unit(self) -> str:
        """The unit as printed after the value; empty for none."""
        return _unit(self.satuan, self.value)

    @property
    def exact(self) -> Value:
        """The value as a number, or as words."""
        return _exact(self.satuan, self.value)

    @property
    def text(self) -> str:
        """The value with all its digits."""
        return EMPTY if self.value is None else full_text(self.exact)


@dataclass
class Entry:
    """A figure, explained.

    Attributes:
        id: The figure's id.
        label: What it is.
        rumus: The formula for programs: `realisasi / target * 100`; empty if it was read.
        rule: `<rule>/<option>`, several set apart by `; `, or empty.
        value: Exact, as in `angka.jsonl`; `None` if it could not be computed.
        satuan: Its unit; `teks` and `predikat` are words.
        note: Why it is empty, or what the reader should know.
        source: Where it was read; empty if it was computed.
        operands: What went into it.
    """

    id: str
    label: str
    rumus: str
    rule: str
    value: str | None
    satuan: str
    note: str
    source: str
    operands: Sequence[Operand]

    @property
    def unit(self) -> str:
        """The unit as printed after the value; empty for none."""
        return _unit(self.satuan, self.value)

    @property
    def exact(self) -> Value:
        """The value as a number, or as words."""
        return _exact(self.satuan, self.value)

    @property
    def besaran(self) -> str:
        """What kind of quantity it is, in words."""
        name = self.id.partition("/")[0]
        return BESARAN[name].label if name in BESARAN else name

    @property
    def subject(self) -> str:
        """The label without the besaran, under which it is listed."""
        return self.label.removeprefix(self.besaran).strip() or self.label

    @cached_property
    def formula(self) -> str:
        """The formula for people: `realisasi / target × 100`."""
        return readable(self.rumus)

    @cached_property
    def numbers(self) -> str:
        """The formula with the numbers put in; empty if it takes none, or says but the result."""
        pairs = [(item.name, item.exact) for item in self.operands]
        text = with_numbers(self.rumus, pairs)
        return "" if text == self.short else text

    @property
    def text(self) -> str:
        """The value with all its digits."""
        return UNCOMPUTED if self.value is None else full_text(self.exact)

    @property
    def short(self) -> str:
        """The value with six decimals at most, and `…` where there are more."""
        return UNCOMPUTED if self.value is None else exact_text(self.exact)

    @property
    def result(self) -> str:
        """The short value with its unit."""
        return f"{self.short} {self.unit}".strip()

    @cached_property
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
        satuan=figure["satuan"],
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
        satuan=given["satuan"],
        source="" if given["sumber"] == given["id"] else given["sumber"],
    )


def _unit(satuan: str, value: str | None) -> str:
    return "" if satuan in _UNITLESS or value is None else satuan


def _exact(satuan: str, value: str | None) -> Value:
    return value if satuan in _WORDS else parse_value(value)
