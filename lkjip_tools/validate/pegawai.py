"""Staff: shares by education, and staff per sasaran against all staff."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import records
from lkjip_tools.validate.compare import at, check_recorded, printed, span, total
from lkjip_tools.validate.kinds import finding


def check_pegawai(pegawai: pd.DataFrame) -> FindingList:
    """Compare every printed share with the row's part of all staff."""
    every = records(pegawai)
    whole, found = total(every, "jumlah"), list[Finding]()
    for row in every:
        if whole and row["jumlah"] is not None:
            found += check_recorded(
                "pegawai_porsi",
                row["porsi_tercatat"],
                row["jumlah"] / whole * 100,
                lokasi=at([row], "porsi_tercatat", "jumlah"),
                hal=f"Porsi pegawai {row['pendidikan']}",
                rumus=f"{printed(row['jumlah'])} / {printed(whole)} * 100",
                anjuran="Perbaiki persennya, atau jumlah pegawainya.",
            )
    return FindingList(found)


def check_pegawai_sasaran(pegawai: pd.DataFrame, pegawai_sasaran: pd.DataFrame) -> FindingList:
    """Compare staff of all sasaran with all staff; a person may serve two sasaran."""
    staff, serving = records(pegawai), records(pegawai_sasaran)
    whole, summed = total(staff, "jumlah"), total(serving, "jumlah")
    if whole is None or summed is None or whole == summed:
        return FindingList()
    once = {row["bidang"]: row["sasaran"] for row in reversed(serving)}
    units = total([row for row in serving if once[row["bidang"]] == row["sasaran"]], "jumlah")
    assert units is not None
    pesan = (
        f"Pegawai pendukung semua sasaran berjumlah {printed(summed)}, sedangkan pegawai "
        f"seluruhnya {printed(whole)}{_explained(summed, units, whole)}"
    )
    return FindingList(
        [
            finding(
                "pegawai_jumlah",
                f"{span(serving, 'jumlah')}; {span(staff, 'jumlah')}",
                pesan,
                printed(summed),
                printed(whole),
                "jumlah pegawai sasaran = jumlah pegawai",
                None if units == whole else "minor",
            )
        ]
    )


def _explained(summed: Decimal, units: Decimal, whole: Decimal) -> str:
    """Say how two sums of staff may differ, and what to do: nobody counts twice in the smaller."""
    if summed < whole:
        return (
            ". Lengkapi pegawai tiap sasaran, atau sebutkan pada laporan bahwa pegawai selebihnya "
            "tidak mendukung sasaran."
        )
    once = "sekali jumlahnya tepat" if units == whole else "sekali pun jumlahnya"
    return (
        f"; seseorang boleh mendukung dua sasaran, dan tiap bidang dihitung {once} "
        f"{printed(units)}. Sebutkan pada laporan bahwa pegawai dihitung lebih dari sekali."
    )
