"""Names of programmes and kegiatan, document by document."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pandas as pd

from lkjip_tools.finding import FindingList
from lkjip_tools.params import FORMULIR
from lkjip_tools.records import records
from lkjip_tools.validate.compare import at, normal
from lkjip_tools.validate.kinds import finding


def check_nama_program(
    program: pd.DataFrame, anggaran: pd.DataFrame, evaluasi: pd.DataFrame
) -> FindingList:
    """Find programmes and kegiatan named otherwise than in table `program`.

    Args:
        program: Table `program`.
        anggaran: Table `anggaran`.
        evaluasi: Table `evaluasi_renja`, the document `lampiran-iii`.

    Returns:
        One finding per document, which shows the differing words of every name.
    """
    names = {row["kode"]: row["uraian"] for row in records(program)}
    documents = {
        dokumen: anggaran[anggaran["dokumen"] == dokumen] for dokumen in anggaran["dokumen"]
    }
    found = []
    for dokumen, table in (documents | {FORMULIR: evaluasi}).items():
        different = [
            row
            for row in records(table)
            if row["kode"] in names
            and row["uraian"]
            and normal(row["uraian"]) != normal(names[row["kode"]])
        ]
        if not different:
            continue
        pesan = (
            f"{len(different)} nama program atau kegiatan pada {dokumen} berbeda dari tabel "
            f"program: {', '.join(row['kode'] for row in different)}. "
            f"Salin namanya dari nomenklatur."
        )
        pairs = [
            (row["kode"], *_difference(row["uraian"], names[row["kode"]])) for row in different
        ]
        found.append(
            finding(
                "nama_program",
                at(different, "uraian"),
                pesan,
                "; ".join(f"{kode}: {written}" for kode, written, _ in pairs),
                "; ".join(f"{kode}: {right}" for kode, _, right in pairs),
            )
        )
    return FindingList(found)


def _difference(one: str, other: str) -> tuple[str, str]:
    """Return the words in which two names differ; `(tidak ada)` for words left out."""
    mine, its = re.findall(r"\w+", one), re.findall(r"\w+", other)
    matcher = SequenceMatcher(
        None, [word.casefold() for word in mine], [word.casefold() for word in its], autojunk=False
    )
    left, right = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            left.append(" ".join(mine[a:b]) or "(tidak ada)")
            right.append(" ".join(its[c:d]) or "(tidak ada)")
    return " … ".join(left), " … ".join(right)
