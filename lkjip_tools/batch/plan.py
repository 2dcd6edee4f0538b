"""What a batch will do, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

from pydantic import BaseModel, ConfigDict, ValidationError

from lkjip_tools.batch.settings import Settings
from lkjip_tools.cache import FORCED, Present, Verdict, judge
from lkjip_tools.errors import (
    DataNotFoundError,
    Fault,
    InputError,
    InstansiNotFoundError,
    TableError,
)
from lkjip_tools.params import instansi_names, read_params
from lkjip_tools.place import Place
from lkjip_tools.root import relative, workbook_path
from lkjip_tools.source.guard import RefusedError, check_workbook
from lkjip_tools.yaml_file import read_source
from lkjip_tools.year import check_data


@dataclass(frozen=True, eq=False)
class Task:
    """One report of a batch.

    Attributes:
        instansi: Code of the agency.
        tahun: Year of the report.
        verdict: Which chapters must run, and why.
        hindrance: Why none can; empty where they can.
    """

    instansi: str
    tahun: int
    verdict: Verdict
    hindrance: str = ""

    @property
    def name(self) -> str:
        """As it is printed."""
        return f"{self.instansi} {self.tahun}"


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    instansi: str
    tahun: int


def read_matrix(path: Path, root: Path) -> list[tuple[str, int]]:
    """Read which reports a matrix file asks for: a YAML list of `instansi` and `tahun`.

    Raises:
        InputError: It is no such list; the message names each line.
    """
    shown = relative(path, root) if path.is_relative_to(root) else path.name
    source = read_source(path, InputError, shown)
    if not isinstance(source.data, list | tuple):
        raise InputError(f"{shown}: seharusnya daftar; tiap baris '- {{instansi: …, tahun: …}}'")
    found, faults = [], []
    for place, line in enumerate(source.data):
        try:
            read = _Line.model_validate(line)
            found.append((read.instansi, read.tahun))
        except ValidationError:
            where = source.place((place,))
            faults.append(f"{where}: seharusnya instansi dan tahun, misalnya "
                          "'- {instansi: dinas-contoh, tahun: 2023}'")  # fmt: skip
    if faults:
        raise InputError("\n".join(faults))
    return list(dict.fromkeys(found))


def choose(root: Path, names: Iterable[str], every: bool, tahun: int) -> list[tuple[str, int]]:
    """Return the reports asked for on the command line: agencies by name, or all of them.

    Raises:
        InputError: None was named, or one is not known.
    """
    known = instansi_names(root)
    wanted = known if every else list(dict.fromkeys(names))
    if not wanted:
        raise InputError("sebutkan instansi, atau --semua; yang ada: " + (", ".join(known) or "-"))
    for name in wanted:
        if name not in known:
            raise InstansiNotFoundError(name, known, "params")
    return [(name, tahun) for name in wanted]


def make_plan(
    present: Present, settings: Settings, pairs: Iterable[tuple[str, int]], *, force: bool = False
) -> list[Task]:
    """Say for every report what must be done.

    Args:
        present: What is there now.
        settings: What is asked for.
        pairs: Agency and year of each report.
        force: Do everything again.
    """
    return [plan_report(present, settings, *pair, force=force) for pair in pairs]


def plan_report(
    present: Present, settings: Settings, instansi: str, tahun: int, *, force: bool = False
) -> Task:
    """Say for one report what must be done; see `make_plan`."""
    folder = settings.folder(instansi, tahun)
    verdict = judge(present, instansi, tahun, folder, settings.options)
    if force:
        verdict = Verdict(dict.fromkeys(present.notebooks, FORCED), (FORCED,))
    if verdict.is_current:
        return Task(instansi, tahun, verdict)
    try:
        _check_ready(settings.root, instansi, tahun)
    except InputError as fault:
        return Task(instansi, tahun, Verdict({}, (_why_not(fault, tahun),)), str(fault))
    return Task(instansi, tahun, verdict)


def _check_ready(root: Path, instansi: str, tahun: int) -> None:
    """See that a report can be begun: params are right and data are there; no table is read.

    Raises:
        InputError: It cannot.
    """
    read_params(instansi, root)
    check_data(root, instansi, tahun)
    workbook = workbook_path(root, instansi, tahun)
    if workbook.is_file() and not is_zipfile(workbook):
        try:
            check_workbook(workbook)
        except RefusedError as fault:
            raise TableError([Fault(Place(relative(workbook, root)), str(fault))]) from None


def _why_not(fault: InputError, tahun: int) -> str:
    match fault:
        case DataNotFoundError():
            return f"tidak ada data tahun {tahun}"
        case InstansiNotFoundError():
            return "tidak ada params"
        case TableError():
            return "buku kerja tidak terbaca"
    return "params tidak terbaca"
