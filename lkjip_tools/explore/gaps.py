"""`gaps`: where a target is missed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lkjip_tools.explore.source import (
    Policies,
    Text,
    Year,
    condition,
    frame,
    other_store,
    read_store,
)


def gaps(
    instansi: Text = None,
    tahun: Year = None,
    *,
    sasaran: Text = None,
    jenis: Text = None,
    keadaan: Text = None,
    kebijakan: Policies | None = None,
    teratas: int | None = None,
    root: Path | None = None,
) -> pd.DataFrame:
    """Return the gap of every indicator, the lowest capaian first.

    Args:
        instansi: Code of an agency, or several; all when not given.
        tahun: Year of the report, or several; all when not given.
        sasaran: Code of a sasaran, or several.
        jenis: `iku` or `pendukung`.
        keadaan: `meleset`, `tercapai`, or `tidak dihitung`.
        kebijakan: Other policies than the declared ones, such as `{"rumus_negatif": "rasio"}`.
        teratas: Only so many rows.
        root: The project's folder; found when not given.

    Returns:
        One row per indicator, the columns of view `v_celah`: `celah` is realisasi − target in the
        indicator's own unit, `capaian_persen` follows its polaritas and the agency's formula. What
        cannot be computed comes last, with a reason in `catatan`.

    Raises:
        InputError: An agency, year or policy is not known.

    >>> import lkjip_tools
    >>> celah = lkjip_tools.gaps("kesbangpol-paser", 2023)
    >>> celah[["kode", "satuan", "target", "realisasi", "celah", "keadaan"]].head(3)
         kode  satuan target realisasi  celah   keadaan
    0   IKU-1   nilai     73     65.22  -7.78   meleset
    1  IK-1.2  persen     72        72      0  tercapai
    2   IKU-2  persen    100       100      0  tercapai
    """
    store = (
        read_store(instansi, tahun, root)
        if kebijakan is None
        else other_store(instansi, tahun, kebijakan, root)
    )
    where, values = condition(
        instansi=instansi, tahun=tahun, sasaran=sasaran, jenis=jenis, keadaan=keadaan
    )
    limit = "" if teratas is None else f" LIMIT {int(teratas)}"
    order = "capaian_persen NULLS LAST, instansi, tahun, kode"
    return frame(store, f"SELECT * FROM v_celah WHERE {where} ORDER BY {order}{limit}", values)
