"""`compare`: agencies side by side, and one indicator in all of them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lkjip_tools.explore.source import Text, Year, condition, frame, read_store

_WAYS = ("pilihan_rumus", "satuan", "polaritas", "agregasi")


def compare(
    indikator: str | None = None,
    instansi: Text = None,
    tahun: Year = None,
    *,
    root: Path | None = None,
) -> pd.DataFrame:
    """Return agencies side by side, or one indicator in all agencies that have it.

    Args:
        indikator: Words of an indicator's name, in any case; the agencies themselves when not
            given.
        instansi: Code of an agency, or several; all when not given.
        tahun: Year of the report, or several; all when not given.
        root: The project's folder; found when not given.

    Returns:
        Without `indikator` one row per report, the columns of view `v_instansi`: each agency's
        mean is by its own policies, which stand beside it. With it one row per indicator, the
        columns of `v_pembanding` and `beda`: what is not measured alike among those of the same
        name and year. Nothing is averaged over agencies.

    Raises:
        InputError: An agency or year is not known.

    >>> import lkjip_tools
    >>> instansi = lkjip_tools.compare(tahun=2023, instansi="kesbangpol-paser")
    >>> instansi[["instansi", "jumlah_iku", "jumlah_iku_tercapai", "predikat"]]
               instansi jumlah_iku jumlah_iku_tercapai       predikat
    0  kesbangpol-paser          6                   5  Sangat Tinggi
    >>> sakip = lkjip_tools.compare("SAKIP", "kesbangpol-paser", 2023)
    >>> sakip[["instansi", "kode", "indikator", "pilihan_rumus"]]
               instansi   kode                       indikator pilihan_rumus
    0  kesbangpol-paser  IKU-1  Nilai Evaluasi SAKIP dari APIP       positif
    """
    store = read_store(instansi, tahun, root)
    where, values = condition(instansi=instansi, tahun=tahun)
    if indikator is None:
        order = "capaian_rata_rata_persen DESC NULLS LAST, instansi, tahun"
        return frame(store, f"SELECT * FROM v_instansi WHERE {where} ORDER BY {order}", values)
    found = frame(
        store,
        f"SELECT * FROM v_pembanding WHERE {where} AND contains(nama_seragam, lower(trim(?))) "
        f"ORDER BY nama_seragam, tahun, capaian_persen DESC NULLS LAST, instansi, kode",
        [*values, indikator],
    )
    found["beda"] = _differing(found)
    return found


def _differing(found: pd.DataFrame) -> list[str]:
    """Name, for every row, in what the indicators of its name and year are not alike."""
    kinds: dict[tuple[object, object], dict[str, set[object]]] = {}
    keys = list(zip(found["nama_seragam"], found["tahun"], strict=True))
    for name in _WAYS:
        for key, value in zip(keys, found[name], strict=True):
            kinds.setdefault(key, {}).setdefault(name, set()).add(value)
    return [
        ", ".join(name for name, values in kinds[key].items() if len(values) > 1) for key in keys
    ]
