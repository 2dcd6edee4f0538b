"""The four quarters of a year, under every name that tables, figures and forms have for them."""

from __future__ import annotations

from enum import IntEnum


class Triwulan(IntEnum):
    """A quarter: its number in order, and as `name` its numeral.

    >>> Triwulan.II.name, Triwulan.II.kode, Triwulan.II.column("rp"), Triwulan.II.period(2023)
    ('II', 'TW-II', 'tw2_rp', '2023-TW2')
    """

    I = 1  # noqa: E741 - the numeral
    II = 2
    III = 3
    IV = 4

    @property
    def kode(self) -> str:
        """Its code in the ids of figures."""
        return f"TW-{self.name}"

    @property
    def tanda(self) -> str:
        """Its column in a table that ticks quarters; in others the beginning of its columns."""
        return f"tw{self}"

    def column(self, half: str) -> str:
        """Its column of performance (`k`) or of money (`rp`)."""
        return f"{self.tanda}_{half}"

    def period(self, tahun: int) -> str:
        """Its period in the ids of figures that a form reports for it."""
        return f"{tahun}-TW{self}"


#: Of all quarters: codes, and columns by what they hold.
KODE = tuple(quarter.kode for quarter in Triwulan)
TANDA = tuple(quarter.tanda for quarter in Triwulan)
KINERJA = tuple(quarter.column("k") for quarter in Triwulan)
RUPIAH = tuple(quarter.column("rp") for quarter in Triwulan)
