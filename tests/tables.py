"""Small agencies for tests: tables from dicts, policies to change, the sample agency to corrupt."""

import csv
import io
import shutil
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from lkjip_tools.calculate.everything import figures_all
from lkjip_tools.errors import InputError
from lkjip_tools.formula import FigureList
from lkjip_tools.load import read_table
from lkjip_tools.params import Kebijakan, Params, read_params
from lkjip_tools.regulation import Scale, load_scale
from lkjip_tools.schema import TABLES, number_columns
from lkjip_tools.yaml_file import read_source

ROOT = Path(__file__).parents[1]
INSTANSI, TAHUN = "kesbangpol-paser", 2023
CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    """The worked cases of `cases/<name>.yml`; every number is exact."""
    return list(read_source(CASES / f"{name}.yml", InputError).data)


def table(name: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """A table as `read_table` returns it; what a row does not say is empty.

    A number may be written as int, text or Decimal.
    """
    numbers = number_columns(name)
    records = []
    for line, given in enumerate(rows, start=2):
        unknown = set(given) - set(TABLES[name].model_fields)
        assert not unknown, f"table {name} has no column {unknown}"
        record = dict.fromkeys(TABLES[name].model_fields) | given
        for column in numbers:
            if record[column] is not None:
                record[column] = Decimal(str(record[column]))
            record[f"{column}_source"] = f"{name}.csv baris {line} kolom {column}"
        records.append(record | {"source": f"{name}.csv baris {line}"})
    columns = [*TABLES[name].model_fields, *(f"{c}_source" for c in numbers), "source"]
    return pd.DataFrame(
        {name: pd.Series([record[name] for record in records], dtype=object) for name in columns}
    )


def params(**kebijakan: str) -> Params:
    """The sample agency's params with other policies, and one document, `uji`, for everything."""
    sample = read_params(INSTANSI, ROOT)
    dasar = sample.dasar.model_copy(update=dict.fromkeys(type(sample.dasar).model_fields, ("uji",)))
    return sample.model_copy(update={"dasar": dasar, "kebijakan": policies(**kebijakan)})


def policies(**changes: str) -> Kebijakan:
    """The sample agency's policies, changed."""
    return read_params(INSTANSI, ROOT).kebijakan.model_copy(update=changes)


def scale(name: str = "skala_permendagri_86_2017") -> Scale:
    """A scale as in effect at the end of the year of the tests."""
    return load_scale(name, date(TAHUN, 12, 31))


@cache
def sample_tables() -> dict[str, pd.DataFrame]:
    """Every table of the sample agency."""
    return {name: read_table(name, INSTANSI, TAHUN, ROOT) for name in TABLES}


@cache
def sample() -> FigureList:
    """Every figure of the sample agency."""
    return figures_all(sample_tables(), read_params(INSTANSI, ROOT), TAHUN, ROOT)


@dataclass
class Project:
    """A project's folder on disk, with one agency."""

    root: Path
    instansi: str = INSTANSI
    tahun: int = TAHUN

    def path(self, name: str) -> Path:
        """Where a table is."""
        return self.root / "data" / self.instansi / str(self.tahun) / f"{name}.csv"

    @property
    def params_path(self) -> Path:
        """Where the agency's params are."""
        return self.root / "params" / f"{self.instansi}.yml"

    def write(self, name: str, *rows: dict[str, str]) -> None:
        """Write a table from dicts; the first one's keys are the header."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.write_text(name, text.getvalue())

    def write_text(self, name: str, text: str) -> None:
        """Write a table as it stands."""
        self.write_bytes(name, text.encode())

    def write_bytes(self, name: str, content: bytes) -> None:
        """Write a table byte by byte."""
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(content)

    def edit(self, path: Path, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
        path.write_text(text.replace(old, new), "utf-8")

    def read(self, name: str) -> pd.DataFrame:
        """Read a table."""
        return read_table(name, self.instansi, self.tahun, self.root)

    def read_params(self) -> Params:
        """Read the params."""
        return read_params(self.instansi, self.root)


def empty_project(folder: Path) -> Project:
    """A project with params and no tables."""
    project = Project(folder)
    project.params_path.parent.mkdir(parents=True)
    shutil.copy(ROOT / "params" / f"{INSTANSI}.yml", project.params_path)
    (folder / "data").mkdir()
    return project


def sample_project(folder: Path) -> Project:
    """A copy of the sample agency, to corrupt."""
    project = empty_project(folder)
    shutil.copytree(ROOT / "data" / INSTANSI, folder / "data" / INSTANSI)
    return project
