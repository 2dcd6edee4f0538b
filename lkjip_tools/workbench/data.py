"""What the explorer looks at: the figures of every chosen agency and year, under one policy.

Everything is computed by the functions that compute the report, so a number here is the figure of
that id. Another policy is another set of `params`, in memory only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from lkjip_tools.calculate.everything import Tables, figures_all
from lkjip_tools.calculate.pilihan import DINYATAKAN, Pilihan, options
from lkjip_tools.calculate.what_if import what_if
from lkjip_tools.check import check_inputs
from lkjip_tools.errors import InputError, nearest
from lkjip_tools.explain import Explanation, Ledger, explain
from lkjip_tools.explore.source import agency_years, read_store
from lkjip_tools.figure import Figure
from lkjip_tools.load import read_table
from lkjip_tools.params import Params, read_params
from lkjip_tools.policy import available_scales
from lkjip_tools.root import find_root
from lkjip_tools.schema import TABLES
from lkjip_tools.store.database import Store, reports
from lkjip_tools.value import Value
from lkjip_tools.year import has_data

FEW = 12  # agency-years that are computed at once; more are read from the store
_KEPT = 64  # agency-years under one policy that stay in memory


@dataclass(frozen=True)
class Selection:
    """What is looked at.

    Attributes:
        instansi: Agencies.
        tahun: Years.
        sasaran: Code of one sasaran; empty for all.
        triwulan: `TW-I` to `TW-IV`; empty for the whole year.
        ukuran: The besaran that rows are sorted by; one of `rows.MEASURES`.
        kebijakan: Code of one other policy, as `lkjip sensitivity` names it.
    """

    instansi: tuple[str, ...]
    tahun: tuple[int, ...]
    sasaran: str = ""
    triwulan: str = ""
    ukuran: str = "capaian_persen"
    kebijakan: str = DINYATAKAN

    def but(self, **changes: object) -> Selection:
        """Return the selection with something else chosen."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Year:
    """One agency's year under one policy.

    Attributes:
        instansi: The agency.
        tahun: The year.
        params: The agency's params with that policy.
        tables: Its tables by name.
        figures: Every figure by id, those that only served as operands too.
    """

    instansi: str
    tahun: int
    params: Params
    tables: Tables
    figures: Mapping[str, Figure] = field(repr=False)

    def figure(self, besaran: str, kode: str, tahun: object = None) -> Figure | None:
        """Return a figure of this year, or of another one; `None` if there is none."""
        return self.figures.get(f"{besaran}/{kode}/{self.tahun if tahun is None else tahun}")

    def value(self, besaran: str, kode: str, tahun: object = None) -> Value:
        """Return its value; `None` if there is none."""
        found = self.figure(besaran, kode, tahun)
        return found.value if found else None

    @cached_property
    def ledger(self) -> Ledger:
        """The figures as `explain` reads them."""
        return Ledger(figure.to_json() for figure in self.figures.values())


class Workbench:
    """Reads a project's agencies and years, and keeps what was computed.

    Args:
        root: The project's folder; found from the working directory when not given.

    Raises:
        InputError: There is no project.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = find_root(root)
        self._years: set[tuple[str, int]] | None = None
        self._stores = lru_cache(8)(lambda i, t: read_store(list(i), list(t), self.root))
        self._kept = lru_cache(_KEPT)(self._compute)

    def instansi(self) -> list[str]:
        """Return the agencies that have data or a report."""
        return sorted({instansi for instansi, _ in self._known()})

    def tahun(self, instansi: str) -> list[int]:
        """Return the years an agency has data or a report of."""
        return sorted(tahun for name, tahun in self._known() if name == instansi)

    def has_data(self, instansi: str, tahun: int) -> bool:
        """Say whether a year can be computed, and not only be read from its report."""
        return has_data(self.root, instansi, tahun)

    def is_many(self, chosen: Selection) -> bool:
        """Say whether so much is chosen, or so little is known of it, that the store answers."""
        known = self._known() & {(i, t) for i in chosen.instansi for t in chosen.tahun}
        return len(known) > FEW or not all(self.has_data(*key) for key in known)

    def store(self, chosen: Selection) -> Store:
        """Return the tables of all reports, in step with the chosen agencies and years."""
        return self._stores(chosen.instansi, chosen.tahun)

    def _known(self) -> set[tuple[str, int]]:
        if self._years is None:
            self._years = {
                *agency_years(self.root),
                *(key for key, _ in reports(self.root / "outputs")),
            }
        return self._years

    def policies(self, instansi: str, tahun: int) -> dict[str, Pilihan]:
        """Return the declared policies under `dinyatakan`, and what else can be computed."""
        declared = Pilihan("", {}, "kebijakan yang dinyatakan", True)
        if not self.has_data(instansi, tahun):
            return {declared.kode: declared}
        kebijakan = read_params(instansi, self.root).kebijakan
        found = options(kebijakan, available_scales(tahun, self.root), tahun)
        others = {item.kode: item for item in found if not item.dinyatakan}
        return {declared.kode: declared} | others

    def year(self, instansi: str, tahun: int, kebijakan: str = DINYATAKAN) -> Year:
        """Return an agency's year under one policy.

        Raises:
            InputError: There is no such agency, year or policy, or its data cannot be read.
        """
        return self._kept(instansi, tahun, kebijakan)

    def years(self, chosen: Selection) -> Iterator[Year]:
        """Yield the chosen agencies' years that have data, in order."""
        for instansi in chosen.instansi:
            for tahun in sorted(set(chosen.tahun) & set(self.tahun(instansi))):
                yield self.year(instansi, tahun, chosen.kebijakan)

    def explain(self, chosen: Selection, instansi: str, tahun: int, id: str) -> Explanation:
        """Explain a figure as it is under the chosen policy.

        Raises:
            FigureNotFoundError: There is no such figure.
            ReportNotFoundError: There are neither data nor a report with its ledger.
        """
        if self.has_data(instansi, tahun):
            ledger = self.year(instansi, tahun, chosen.kebijakan).ledger
        else:
            folder = self.root / "outputs" / instansi / str(tahun)
            ledger = Ledger.read(folder, f"lkjip report --instansi {instansi} --tahun {tahun}")
        return explain(ledger, id, tahun, root=self.root)

    def what_if(self, year: Year, changes: Mapping[str, Value | int]) -> Mapping[str, Figure]:
        """Return a year's figures as they would be if cells said something else.

        Raises:
            FigureNotFoundError, InputError: As `calculate.what_if` does.
        """
        if not changes:
            return year.figures
        found = what_if(changes, year.tables, year.params, year.tahun, self.root).after
        return {figure.id: figure for figure in found}

    def _compute(self, instansi: str, tahun: int, kebijakan: str) -> Year:
        check_inputs(instansi, tahun, self.root)
        params = self._params(instansi, tahun, kebijakan)
        tables = {name: read_table(name, instansi, tahun, self.root) for name in TABLES}
        found = figures_all(tables, params, tahun, self.root)
        figures = {member.id: member for figure in found for member in figure.family()}
        return Year(instansi, tahun, params, tables, figures)

    def _params(self, instansi: str, tahun: int, kebijakan: str) -> Params:
        params, known = read_params(instansi, self.root), self.policies(instansi, tahun)
        if kebijakan not in known:
            if kebijakan in vars(params.kebijakan).values():
                return params  # another agency's choice is what this one declares
            raise InputError(
                f"kebijakan '{kebijakan}' tidak dikenal{nearest(kebijakan, list(known))}; "
                f"pilih salah satu: {', '.join(known)}"
            )
        changed = params.kebijakan.model_copy(update=dict(known[kebijakan].ubahan))
        return params.model_copy(update={"kebijakan": changed})
