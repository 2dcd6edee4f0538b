"""Names to complete: agencies, their years, their indicators."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from lkjip_tools.explore.compare import compare
from lkjip_tools.explore.gaps import gaps
from lkjip_tools.explore.source import read_store
from lkjip_tools.explore.trend import trend
from lkjip_tools.params import instansi_names
from lkjip_tools.root import find_root
from lkjip_tools.store.database import reports


def as_name(text: str) -> str:
    """Return a text as a Python name.

    >>> as_name("kesbangpol-paser"), as_name("IKU-1"), as_name("2.07.01")
    ('kesbangpol_paser', 'IKU_1', 'i_2_07_01')
    """
    name = re.sub(r"\W", "_", text)
    return name if name.isidentifier() else f"i_{name}"


class Indikator:
    """One indicator of an agency."""

    def __init__(self, instansi: str, kode: str, nama: str, root: Path | None) -> None:
        self.instansi, self.kode, self.nama, self._root = instansi, kode, nama, root

    def trend(self) -> pd.DataFrame:
        """Return it year by year; see `lkjip_tools.trend`."""
        return trend(self.instansi, self.kode, root=self._root)

    def compare(self, tahun: int | None = None) -> pd.DataFrame:
        """Return it in all agencies; see `lkjip_tools.compare`."""
        return compare(self.nama, tahun=tahun, root=self._root)

    def __repr__(self) -> str:
        return f"{self.kode}: {self.nama} ({self.instansi})"


class IndikatorNames:
    """The indicators of an agency, as attributes and by code."""

    def __init__(self, instansi: str, root: Path | None) -> None:
        sql = "SELECT kode, MAX(indikator) FROM indikator WHERE instansi = ? GROUP BY 1 ORDER BY 1"
        rows = read_store(instansi, None, root).query(sql, [instansi])[1]
        self._by_code = {code: Indikator(instansi, code, name, root) for code, name in rows}

    def __getattr__(self, name: str) -> Indikator:
        known: dict[str, Indikator] = self.__dict__.get("_by_code", {})
        for code, found in known.items():
            if as_name(code) == name:
                return found
        raise AttributeError(f"tidak ada indikator {name}; yang ada: {', '.join(dir(self))}")

    def __getitem__(self, code: str) -> Indikator:
        return self._by_code[code]

    def __dir__(self) -> list[str]:
        return [as_name(code) for code in self._by_code]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._by_code)

    def __repr__(self) -> str:
        return "\n".join(map(repr, self._by_code.values()))


class Instansi:
    """One agency."""

    def __init__(self, kode: str, root: Path | None) -> None:
        self.kode, self._root = kode, root

    @property
    def tahun(self) -> list[int]:
        """The years it has data or reports of."""
        seen = read_store(self.kode, None, self._root).seen
        return sorted(tahun for instansi, tahun in seen if instansi == self.kode)

    @property
    def indikator(self) -> IndikatorNames:
        """Its indicators, to complete."""
        return IndikatorNames(self.kode, self._root)

    def gaps(self, tahun: int | None = None, **chosen: Any) -> pd.DataFrame:
        """Return its gaps; see `lkjip_tools.gaps`."""
        return gaps(self.kode, tahun, root=self._root, **chosen)

    def trend(self) -> pd.DataFrame:
        """Return its indicators year by year; see `lkjip_tools.trend`."""
        return trend(self.kode, root=self._root)

    def __repr__(self) -> str:
        return f"{self.kode}: {', '.join(map(str, self.tahun))}"


class InstansiNames:
    """The agencies of the project, as attributes and by code.

    >>> import lkjip_tools
    >>> lkjip_tools.instansi.kesbangpol_paser
    kesbangpol-paser: 2023
    >>> lkjip_tools.instansi["kesbangpol-paser"].indikator.IKU_1
    IKU-1: Nilai Evaluasi SAKIP dari APIP (kesbangpol-paser)
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root

    def _codes(self) -> list[str]:
        root = find_root(self._root)
        built = {name for (name, _), _ in reports(root / "outputs")}
        return sorted({*instansi_names(root), *built})

    def __getattr__(self, name: str) -> Instansi:
        for code in [] if name.startswith("_") else self._codes():
            if as_name(code) == name:
                return Instansi(code, self._root)
        raise AttributeError(f"tidak ada instansi {name}")

    def __getitem__(self, code: str) -> Instansi:
        if code not in self._codes():
            raise KeyError(code)
        return Instansi(code, self._root)

    def __dir__(self) -> list[str]:
        return [as_name(code) for code in self._codes()]

    def _ipython_key_completions_(self) -> list[str]:
        return self._codes()

    def __repr__(self) -> str:
        return "\n".join(self._codes())


instansi = InstansiNames()
