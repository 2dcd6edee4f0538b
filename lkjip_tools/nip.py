"""NIP: the number of a civil servant, eighteen digits that say birth, appointment and sex."""

from __future__ import annotations

import re
from datetime import date


def nip_fault(nip: str) -> str:
    """Return why a text is no NIP; empty for a good one."""
    digits = _digits(nip)
    if not re.fullmatch("[0-9]+", digits):
        return "memuat tanda selain angka"
    if len(digits) != 18:
        return f"terdiri atas {len(digits)} angka, seharusnya 18"
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return f"memuat tanggal lahir mustahil {digits[:8]}"
    if not 1 <= int(digits[12:14]) <= 12:
        return f"memuat bulan pengangkatan mustahil {digits[12:14]}"
    return (
        ""
        if digits[14] in "12"
        else f"memuat angka jenis kelamin {digits[14]}, seharusnya 1 atau 2"
    )


def format_nip(nip: str) -> str:
    """Print a NIP as official papers do; one that cannot be right stays as it was given.

    >>> format_nip("197106071997031007")
    '19710607 199703 1 007'
    """
    if nip_fault(nip):
        return nip
    digits = _digits(nip)
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def _digits(nip: str) -> str:
    return re.sub(r"\s", "", nip).strip(".-")  # a stop or a dash after it is not of the number
