"""Measures of efficiency: the formula, when it may be stated, and the words for its values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Self

from pydantic import model_validator

from lkjip_tools.number import format_number
from lkjip_tools.regulation.bracket import Bracket, BracketEntry, find_bracket, join_brackets
from lkjip_tools.regulation.choice import Choice
from lkjip_tools.regulation.strict import Number, Strict, Text


class Clamp(Strict):
    """The interval outside which a value is set to its nearest end."""

    bawah: Number
    atas: Number

    def apply(self, value: Decimal) -> Decimal:
        """Return the value, within the interval."""
        return min(max(value, self.bawah), self.atas)


class Measure(Choice):
    """A measure of efficiency, when it may be stated, and the words for its values."""

    ekspresi: Text
    unit: Text
    capaian_minimal: Number | None
    jepit: Clamp | None = None
    golongan: tuple[BracketEntry, ...] = ()
    keduanya_nol: str = ""
    tidak_lengkap: str = ""

    @cached_property
    def brackets(self) -> tuple[Bracket, ...]:
        """The words for the values; empty when the measure has none."""
        return join_brackets(self.golongan) if self.golongan else ()

    @property
    def terms(self) -> str:
        """The capaian it takes, the clamp, and the words for the values."""
        return "; ".join(self._terms())

    def classify(self, value: Decimal) -> Bracket | None:
        """Return the bracket of an exact value; `None` when the measure has no words."""
        return find_bracket(self.brackets, value)

    @model_validator(mode="after")
    def _check_brackets(self) -> Self:
        _ = self.brackets
        return self

    def _terms(self) -> Iterator[str]:
        if self.capaian_minimal is not None:
            least = f"sedikitnya {format_number(self.capaian_minimal)} persen"
            yield f"hanya bila rata-rata capaian sasarannya {least}, selain itu tidak dihitung"
        if self.jepit:
            ends = (format_number(end) for end in (self.jepit.bawah, self.jepit.atas))
            yield f"efisiensi dijepit pada {' sampai '.join(ends)}"
        yield from (f"{bracket.label} bila {bracket.interval}" for bracket in self.brackets)
