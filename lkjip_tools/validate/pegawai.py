"""Staff: shares by education, and staff per sasaran against all staff."""

from __future__ import annotations

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
    explained = (
        f"tiap bidang dihitung sekali jumlahnya tepat {printed(units)}"
        if units == whole
        else f"tiap bidang dihitung sekali pun jumlahnya {printed(units)}"
    )
    pesan = (
        f"Pegawai pendukung semua sasaran berjumlah {printed(summed)}, sedangkan pegawai "
        f"seluruhnya {printed(whole)}; seseorang boleh mendukung dua sasaran, dan {explained}. "
        f"Sebutkan pada laporan bahwa pegawai dihitung lebih dari sekali."
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
