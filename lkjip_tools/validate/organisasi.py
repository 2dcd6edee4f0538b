"""The organisation: one head, and everyone below somebody who is there."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import Row, records
from lkjip_tools.validate.compare import at
from lkjip_tools.validate.kinds import finding

KIND = "organisasi_susunan"
RUMUS = "satu pimpinan, dan setiap jabatan lain di bawah pimpinan itu"


def check_organisasi(organisasi: pd.DataFrame) -> FindingList:
    """Find codes used twice, none or several heads, and superiors that go round in a circle.

    A superior that does not exist is `check_rujukan`'s.
    """
    rows, found = records(organisasi), list[Finding]()
    counts = Counter(row["kode"] for row in rows)
    for kode, count in counts.items():
        if count > 1:
            same = [row for row in rows if row["kode"] == kode]
            pesan = f"Kode {kode} dipakai {count} jabatan. Beri tiap jabatan kodenya sendiri."
            found.append(finding(KIND, at(same, "kode"), pesan, kode, rumus=RUMUS))
    heads = [row for row in rows if not row["induk"]]
    if len(heads) > 1:
        names = "; ".join(row["jabatan"] for row in heads)
        pesan = (
            f"{len(heads)} jabatan tanpa atasan: {names}. Isi kolom induk semuanya, kecuali "
            f"pimpinan."
        )
        found.append(finding(KIND, at(heads, "induk"), pesan, names, rumus=RUMUS))
    for circle in _circles(rows):
        codes = ", ".join(row["kode"] for row in circle)
        pesan = (
            f"Jabatan {codes} saling membawahi, sehingga tidak bermuara pada pimpinan. Perbaiki "
            f"kolom induk."
        )
        found.append(finding(KIND, at(circle, "induk"), pesan, codes, rumus=RUMUS))
    return FindingList(found)


def _circles(rows: list[Row]) -> list[list[Row]]:
    """Return each group of offices that are each other's superiors, in the order of the table."""
    above = {row["kode"]: row["induk"] for row in rows}
    circles: dict[frozenset[str], None] = {}
    for start in above:
        path, here = list[str](), start
        while here in above and here not in path:
            path.append(here)
            here = above[here]
        if here in path:
            circles[frozenset(path[path.index(here) :])] = None
    return [[row for row in rows if row["kode"] in circle] for circle in circles]
