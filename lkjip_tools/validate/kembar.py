"""Rows that stand twice, and numbers that were copied instead of measured."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations, pairwise

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import Row, records
from lkjip_tools.triwulan import RUPIAH
from lkjip_tools.validate.compare import at, find_figure, printed, span
from lkjip_tools.validate.kinds import finding

# table, columns whose values together stand once
KEYS: dict[str, tuple[str, ...]] = {
    "dokumen": ("kode",),
    "tujuan": ("kode",),
    "sasaran": ("kode",),
    "indikator": ("kode",),
    "kinerja": ("dokumen", "indikator", "tahun"),
    "program": ("kode",),
    "anggaran": ("dokumen", "kode"),
    "belanja": ("kode",),
    "evaluasi_renja": ("kode", "indikator"),
    "riwayat": ("tahun",),
    "pegawai": ("pendidikan",),
    "pk": ("pk",),
}
BESIDE = frozenset({"sumber", "source", "nama_tercatat"})  # may differ, may repeat
# table, columns that stand for two things: equal on every row, one was copied from the other
PAIRS = (
    ("anggaran", "pagu_rp", "realisasi_rp"),
    ("belanja", "pagu_rp", "realisasi_rp"),
    *(("evaluasi_renja", *quarters) for quarters in combinations(RUPIAH, 2)),
    ("evaluasi_renja", "realisasi_lalu_rp", "pagu_rp"),
    ("evaluasi_renja", "realisasi_lalu_rp", "realisasi_tercatat_rp"),
    ("evaluasi_renja", "realisasi_lalu_k", "target_renstra_k"),
    ("indikator", "formulasi", "definisi"),
    ("permasalahan", "masalah", "akar_masalah"),
)
FEW = 3  # rows that agree by chance


def check_kunci(tables: Mapping[str, pd.DataFrame], name: str) -> FindingList:
    """Find rows of one table that stand twice: the same key, or every cell the same.

    Two rows of one key may share its columns out: one has the target, the other the realisasi.

    Args:
        tables: Loaded tables by name.
        name: The table to look at.
    """
    keys, found = KEYS.get(name), list[Finding]()
    first: dict[tuple[object, ...], list[Row]] = {}
    for row in records(tables[name]):
        content = {column: value for column, value in row.items() if _counts(column)}
        key = tuple(content[column] for column in keys or content)
        earlier = next((old for old in first.get(key, []) if _clash(old, row, keys or ())), None)
        first.setdefault(key, []).append(row)
        if earlier:
            found.append(_twice(name, earlier, row, keys))
    return FindingList(found)


def check_kolom_tersalin(tables: Mapping[str, pd.DataFrame], name: str) -> FindingList:
    """Find columns of one table that equal another column on every row.

    Only rows with both count, not fewer than three, and not of one single value: `0` or `100`
    everywhere is no copy.
    """
    found: list[Finding] = []
    every = records(tables[name])
    for _, one, other in (pair for pair in PAIRS if pair[0] == name):
        rows = [row for row in every if row[one] is not None and row[other] is not None]
        values = {row[one] for row in rows}
        if len(rows) < FEW or len(values) < FEW or any(row[one] != row[other] for row in rows):
            continue
        pesan = (
            f"Kolom {other} sama dengan kolom {one} pada semua {len(rows)} baris yang terisi: satu "
            f"kolom tampaknya disalin dari yang lain. Isi {other} dari sumbernya."
        )
        found.append(
            finding("kolom_tersalin", span(rows, other), pesan, other, rumus=f"{other} ≠ {one}")
        )
    return FindingList(found)


def check_tahun_tersalin(indikator: pd.DataFrame, figures: FigureList, tahun: int) -> FindingList:
    """Find a report whose realisasi is last year's, of every indicator.

    Args:
        indikator: Table `indikator`.
        figures: `realisasi` of this year and the one before.
        tahun: Year of the report.
    """
    pairs = [
        (now, before)
        for row in records(indikator)
        if (now := find_figure(figures, "realisasi", row["kode"], tahun))
        and (before := find_figure(figures, "realisasi", row["kode"], tahun - 1))
        and now.value is not None
        and before.value is not None
    ]
    plain = {Decimal(0), Decimal(100)}
    if len(pairs) < 2 or any(now.value != before.value for now, before in pairs):
        return FindingList()
    if all(now.value in plain for now, _ in pairs):
        return FindingList()
    places = "; ".join(now.source for now, _ in pairs)
    pesan = (
        f"Realisasi {tahun} sama dengan realisasi {tahun - 1} pada semua {len(pairs)} indikator: "
        f"angka tahun lalu tampaknya disalin. Isi realisasi {tahun} dari hasil pengukuran."
    )
    listed = "; ".join(printed(now.value) for now, _ in pairs if isinstance(now.value, Decimal))
    return FindingList(
        [finding("tahun_tersalin", places, pesan, listed, rumus=f"realisasi {tahun} ≠ {tahun - 1}")]
    )


def check_riwayat_tersalin(riwayat: pd.DataFrame) -> FindingList:
    """Find years of the history that repeat the year before, are left out, or are half blank."""
    rows = sorted(records(riwayat), key=lambda row: row["tahun"])
    both, found = ("kinerja_persen", "keuangan_persen"), list[Finding]()
    for row in rows:
        if blank := [name for name in both if row[name] is None]:
            listed = " dan ".join(name.removesuffix("_persen") for name in blank)
            pesan = f"Riwayat {row['tahun']} tanpa {listed}. Lengkapi, atau hapus tahunnya."
            found.append(finding("riwayat_terputus", at([row], *blank), pesan, listed))
    for before, now in pairwise(rows):
        if now["tahun"] - before["tahun"] > 1:
            pesan = (
                f"Riwayat melompat dari tahun {before['tahun']} ke {now['tahun']}. Lengkapi tahun "
                f"yang tidak ada, atau perbaiki tahun yang salah ketik."
            )
            listed = f"{before['tahun']}; {now['tahun']}"
            found.append(finding("riwayat_terputus", at([before, now], "tahun"), pesan, listed))
        elif all(now[name] is not None and now[name] == before[name] for name in both):
            pesan = (
                f"Kinerja dan keuangan {now['tahun']} sama dengan {before['tahun']}: angka tahun "
                f"lalu tampaknya disalin. Isi angka {now['tahun']}."
            )
            listed = "; ".join(printed(now[name]) for name in both)
            found.append(finding("tahun_tersalin", at([now], *both), pesan, listed))
    return FindingList(found)


def _counts(column: str) -> bool:
    return column not in BESIDE and not column.endswith("_source")


def _clash(one: Row, other: Row, keys: tuple[str, ...]) -> bool:
    """Say whether two rows of one key both fill a cell that is no key; without a key, always."""
    return not keys or any(
        one[column] is not None and other[column] is not None
        for column in one
        if _counts(column) and column not in keys
    )


def _twice(name: str, earlier: Row, row: Row, keys: tuple[str, ...] | None) -> Finding:
    if keys is None:
        pesan = "Baris ini sama dengan baris sebelumnya pada tabel itu. Hapus salah satunya."
        return finding("baris_kembar", at([earlier, row]), pesan, tingkat="minor")
    listed = ", ".join(f"{column} {row[column]}" for column in keys if row[column] is not None)
    pesan = (
        f"Tabel {name} memuat {listed} lebih dari sekali. Hapus salah satu barisnya, atau "
        f"perbaiki kuncinya."
    )
    return finding("baris_kembar", at([earlier, row], *keys), pesan, listed)
