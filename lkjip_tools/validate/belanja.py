"""Spending by account: parents and their children, and the printed percentages."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import records
from lkjip_tools.validate.anggaran import COLUMNS
from lkjip_tools.validate.compare import at, check_recorded, total
from lkjip_tools.validate.kinds import finding


def check_belanja_lengkap(belanja: pd.DataFrame) -> FindingList:
    """Find accounts that no sum has: without the account above, or without amounts of their own."""
    found: list[Finding] = []
    every = records(belanja)
    parents, codes = ({row["kode"].rpartition(".")[0] for row in every}, set(belanja["kode"]))
    for row in every:
        parent = row["kode"].rpartition(".")[0]
        if parent and parent not in codes:
            pesan = (
                f"Akun {parent}, induk {row['kode']} {row['uraian']}, tidak ada pada belanja. "
                f"Tambahkan barisnya, atau perbaiki kodenya."
            )
            found.append(finding("rujukan_hilang", at([row], "kode"), pesan, row["kode"]))
        missing = [column for column in COLUMNS if row[column] is None]
        if row["kode"] in parents or not missing:
            continue
        listed = " dan ".join(COLUMNS[column].lower() for column in missing)
        pesan = (
            f"Akun {row['kode']} {row['uraian']} tanpa {listed}, sehingga tidak ikut pada jumlah "
            f"akun di atasnya. Isi; nihil ditulis -."
        )
        found.append(finding("belanja_belum_lengkap", at([row], *missing), pesan, listed))
    return FindingList(found)


def check_belanja(belanja: pd.DataFrame) -> FindingList:
    """Compare every account with the sum of the accounts below it, and its percent with its row."""
    found: list[Finding] = []
    every = records(belanja)
    for row in every:
        children = [other for other in every if other["kode"].rpartition(".")[0] == row["kode"]]
        for column, what in COLUMNS.items():
            found += check_recorded(
                "jumlah_belanja",
                row[column],
                total(children, column),
                lokasi=at([row, *children], column),
                hal=f"{what} akun {row['kode']} {row['uraian']}",
                rumus=f"jumlah {column} akun {', '.join(other['kode'] for other in children)}",
                anjuran="Perbaiki angka induknya, atau cari akun yang salah atau tertinggal.",
            )
        if row["pagu_rp"] and row["realisasi_rp"] is not None:
            found += check_recorded(
                "persen_belanja",
                row["capaian_tercatat"],
                row["realisasi_rp"] / row["pagu_rp"] * 100,
                lokasi=at([row], "capaian_tercatat", "pagu_rp", "realisasi_rp"),
                hal=f"Persen akun {row['kode']} {row['uraian']}",
                rumus="realisasi_rp / pagu_rp * 100",
                anjuran="Perbaiki persennya, atau periksa pagu dan realisasi akun itu.",
            )
    return FindingList(found)
