"""Targets and realisasi that a document states as a grade."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.errors import nearest
from lkjip_tools.figure import NOT_COMPUTED, Figure, FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.number import format_number
from lkjip_tools.records import Row, grouped, records
from lkjip_tools.regulation import Scale
from lkjip_tools.validate.compare import at, printed
from lkjip_tools.validate.kinds import finding

USED, BY_GRADE = ("target", "target_akhir"), "predikat_ke_nilai/"


def check_predikat(kinerja: pd.DataFrame, akip: Scale) -> FindingList:
    """Find grades that the scale does not have: nothing can be computed from them."""
    labels = [bracket.label for bracket in akip.brackets]
    found = []
    for row in records(kinerja):
        for column in ("target_predikat", "realisasi_predikat"):
            if row[column] and row[column] not in labels:
                pesan = (
                    f"Predikat '{row[column]}' tidak ada pada skala {akip.name}"
                    f"{nearest(row[column], labels)}; seharusnya salah satu: {', '.join(labels)}. "
                    f"Bilangan ditulis pada kolom {column.removesuffix('_predikat')}."
                )
                where = at([row], column)
                found.append(finding("predikat_tak_dikenal", where, pesan, row[column]))
    return FindingList(found)


def check_target_predikat(
    indikator: pd.DataFrame,
    kinerja: pd.DataFrame,
    dokumen: pd.DataFrame,
    figures: FigureList,
    akip: Scale,
) -> FindingList:
    """Find targets that were read off a grade though another document has a number for them.

    The number has that grade, so the documents do not contradict each other (`check_target`); but
    the report computes with another one than was set.

    Args:
        indikator: Table `indikator`, for the names.
        kinerja: Table `kinerja`.
        dokumen: Table `dokumen`, for the names.
        figures: `target` and `target_akhir`; what was read off a grade has it as its operand.
        akip: Scale of grades.
    """
    names = {row["kode"]: row["indikator"] for row in records(indikator)}
    titles = {row["kode"]: row["nama"] for row in records(dokumen)}
    said = grouped(kinerja, "indikator", "tahun")
    found = []
    for figure in figures:
        if figure.besaran not in USED or not figure.rule.startswith(BY_GRADE):
            continue
        _, kode, year = figure.id.split("/")
        rows = [row for row in said.get((kode, int(year)), ()) if _is_other(row, figure, akip)]
        if rows:
            subject = f"Target {kode} ({names.get(kode, kode)}) tahun {year}"
            found.append(_off_grade(subject, figure, rows, titles))
    return FindingList(found)


def _is_other(row: Row, used: Figure, akip: Scale) -> bool:
    """Say whether a document has a number of the grade that is not the number used for it."""
    value = row["target"]
    if value is None or value == used.value or value < 0:
        return False
    return akip.classify(value).label == used.operands[0][1].value


def _off_grade(subject: str, used: Figure, rows: list[Row], titles: dict[str, str]) -> Finding:
    grade = used.operands[0][1]
    value = format_number(used.value) if isinstance(used.value, Decimal) else NOT_COMPUTED
    said = "; ".join(
        f"{titles.get(row['dokumen'], row['dokumen'])}: {printed(row['target'])}" for row in rows
    )
    pesan = (
        f"{subject} dihitung sebagai {value} dari predikat {grade.value}, padahal angkanya "
        f"disebut dokumen lain. {said}. Isi kolom target pada baris predikat itu, atau dahulukan "
        f"dokumen yang memuat angkanya pada dasar di params."
    )
    return finding(
        "target_dari_predikat",
        f"{grade.source}; {at(rows, 'target')}",
        pesan,
        "; ".join(f"{printed(row['target'])} ({row['dokumen']})" for row in rows),
        value,
        used.rule.partition("; ")[0],
    ).about(used.id)
