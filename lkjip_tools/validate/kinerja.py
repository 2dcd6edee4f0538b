"""Targets, realisasi and names of one indicator as different documents have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.params import Params
from lkjip_tools.records import Row, grouped, records
from lkjip_tools.regulation import Scale
from lkjip_tools.validate.compare import at, compare, find_value, normal, printed
from lkjip_tools.validate.kinds import finding

LARAS = "Tetapkan satu nilai menurut dokumen yang sah, lalu samakan dokumen lainnya."
KINDS = {"target": "target_berbeda", "realisasi": "realisasi_berbeda"}
HUNDRED = Decimal(100)  # equals target, realisasi and capaian too often to mean a mix-up


@dataclass(frozen=True)
class Statement:
    """What one document says: a number, a grade, or both."""

    dokumen: str
    nilai: Decimal | None
    bawah: Decimal | None
    predikat: str | None
    source: str

    def __str__(self) -> str:
        """The value as the document has it."""
        parts = [printed(number) for number in (self.bawah, self.nilai) if number is not None]
        number = "–".join(parts)
        if self.predikat and number:
            return f"{self.predikat} ({number})"
        return number or self.predikat or ""


@dataclass(frozen=True)
class Context:
    """What a message needs besides the statements."""

    indikator: Mapping[str, str]
    dokumen: Mapping[str, str]
    akip: Scale
    tahun: int


def check_target(
    indikator: pd.DataFrame,
    kinerja: pd.DataFrame,
    dokumen: pd.DataFrame,
    params: Params,
    akip: Scale,
    tahun: int,
) -> FindingList:
    """Find targets of one indicator and year that differ between documents.

    Args:
        indikator: Table `indikator`, for the names.
        kinerja: Table `kinerja`.
        dokumen: Table `dokumen`, for the names.
        params: `dasar.target` says which document stands first.
        akip: A grade agrees with the numbers of its bracket on this scale.
        tahun: Year of the report; contradictions about other years weigh less.
    """
    context = _context(indikator, dokumen, akip, tahun)
    return FindingList(
        found
        for kode, year, said in _statements(kinerja, "target", params.dasar.target)
        for found in _contradiction("target", kode, year, said, context)
    )


def check_realisasi(
    indikator: pd.DataFrame,
    kinerja: pd.DataFrame,
    dokumen: pd.DataFrame,
    figures: FigureList,
    params: Params,
    akip: Scale,
    tahun: int,
) -> FindingList:
    """Find realisasi of one indicator and year that differ between documents.

    Args:
        indikator: Table `indikator`, for the names.
        kinerja: Table `kinerja`.
        dokumen: Table `dokumen`, for the names.
        figures: Target and capaian: the message says where a deviating figure equals one of them,
            for then the wrong column was copied.
        params: `dasar.realisasi` says which document stands first.
        akip: Scale of grades.
        tahun: Year of the report.
    """
    context = _context(indikator, dokumen, akip, tahun)
    return FindingList(
        found
        for kode, year, said in _statements(kinerja, "realisasi", params.dasar.realisasi)
        for found in _contradiction(
            "realisasi", kode, year, said, context, _wrong_column(kode, year, said, figures)
        )
    )


def check_nama_indikator(indikator: pd.DataFrame, kinerja: pd.DataFrame) -> FindingList:
    """Find indicators whose name differs between documents, letter case and marks aside."""
    found = []
    said = grouped(kinerja, "indikator")
    for row in records(indikator):
        where = at([row], "indikator")
        own = {
            "nama_tercatat": row["indikator"],
            "dokumen": "indikator",
            "source": row["source"],
            "nama_tercatat_source": where,
        }
        variants: dict[str, Row] = {}
        for named in [own, *said.get((row["kode"],), ())]:
            if named["nama_tercatat"]:
                variants.setdefault(normal(named["nama_tercatat"]), named)
        if len(variants) < 2:
            continue
        listed = "; ".join(f"“{n['nama_tercatat']}” ({n['dokumen']})" for n in variants.values())
        pesan = (
            f"Indikator {row['kode']} bernama {len(variants)} macam pada dokumen-dokumennya. "
            f"Pakai satu nama, sama dengan dokumen IKU."
        )
        found.append(
            finding("nama_indikator", at(variants.values(), "nama_tercatat"), pesan, listed)
        )
    return FindingList(found)


def _context(indikator: pd.DataFrame, dokumen: pd.DataFrame, akip: Scale, tahun: int) -> Context:
    return Context(
        {row["kode"]: row["indikator"] for row in records(indikator)},
        {row["kode"]: row["nama"] for row in records(dokumen)},
        akip,
        tahun,
    )


def _statements(
    kinerja: pd.DataFrame, column: str, first: Sequence[str]
) -> Iterator[tuple[str, int, list[Statement]]]:
    """Yield indicator, year and what the documents say, the base document first."""
    said: dict[tuple[str, int], list[Statement]] = {}
    for row in records(kinerja):
        low = row["target_bawah"] if column == "target" else None
        grade = f"{column}_predikat"
        statement = Statement(
            row["dokumen"], row[column], low, row[grade], at([row], _filled(row, column, grade))
        )
        if str(statement):
            said.setdefault((row["indikator"], row["tahun"]), []).append(statement)
    for (kode, year), statements in said.items():
        ranked = sorted(
            statements,
            key=lambda item: first.index(item.dokumen) if item.dokumen in first else len(first),
        )
        yield kode, year, ranked


def _filled(row: Row, column: str, grade: str) -> str:
    """Return the column in which the document says it."""
    return column if row[column] is not None or not row[grade] else grade


def _contradiction(
    column: str, kode: str, year: int, said: list[Statement], context: Context, hint: str = ""
) -> Iterator[Finding]:
    clashes = [pair for pair in combinations(said, 2) if not _agree(*pair, context.akip)]
    if not clashes:
        return
    listed = "; ".join(
        f"{context.dokumen.get(item.dokumen, item.dokumen)}: {item}" for item in said
    )
    notes = "".join(dict.fromkeys(_grade_note(*pair, context.akip) for pair in clashes))
    pesan = (
        f"{column.capitalize()} {kode} ({context.indikator.get(kode, kode)}) tahun {year} berbeda "
        f"antardokumen. {listed}.{notes}{hint} {LARAS}"
    )
    yield finding(
        KINDS[column],
        "; ".join(dict.fromkeys(item.source for item in said)),
        pesan,
        "; ".join(f"{item} ({item.dokumen})" for item in said),
        rumus=f"{column} sama pada semua dokumen",
        tingkat=None if year == context.tahun else "minor",
    )


def _agree(one: Statement, other: Statement, akip: Scale) -> bool:
    if one.nilai is not None and other.nilai is not None:
        return (one.nilai, one.bawah) == (other.nilai, other.bawah)
    if one.nilai is None and other.nilai is None:
        return normal(one.predikat) == normal(other.predikat)
    number, grade = (one, other) if one.nilai is not None else (other, one)
    return grade.predikat is not None and _grade(number, akip) == grade.predikat


def _grade_note(one: Statement, other: Statement, akip: Scale) -> str:
    """Say how a number and a grade that clash relate on the scale, if they do at all."""
    if (one.nilai is None) == (other.nilai is None):
        return ""
    number, grade = (one, other) if one.nilai is not None else (other, one)
    if grade.predikat not in {bracket.label for bracket in akip.brackets}:
        return f" Predikat {grade} dan angka {number} tidak dapat dibandingkan."
    return f" Angka {number} berpredikat {_grade(number, akip)}, bukan {grade}."


def _grade(number: Statement, akip: Scale) -> str | None:
    if number.nilai is None or number.nilai < 0:
        return None
    return akip.classify(number.nilai).label


def _wrong_column(kode: str, year: int, said: list[Statement], figures: FigureList) -> str:
    """Say which deviating figures are the base's target or capaian."""
    notes = []
    for item in said[1:]:
        if item.nilai in (None, HUNDRED, said[0].nilai):
            continue
        for besaran, name in (("target", "target"), ("capaian_persen", "capaian")):
            value = find_value(figures, besaran, kode, year)
            if isinstance(value, Decimal) and compare(item.nilai, value) == "sama":
                notes.append(f" Angka {item} pada {item.dokumen} adalah {name}, bukan realisasi.")
    return "".join(notes)
