"""`close_gap` and `close_quarters`: what closes a gap."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from lkjip_tools.calculate.tutup_celah import (
    Rentang,
    langkah_tahunan,
    realisasi_dibutuhkan,
    sisa_triwulan,
)
from lkjip_tools.dates import year_end
from lkjip_tools.errors import InputError
from lkjip_tools.explore.source import Text, Year, condition, frame, read_store
from lkjip_tools.records import records
from lkjip_tools.regulation import FormulaChoice, load_rule
from lkjip_tools.triwulan import KINERJA

_ABOUT = ("instansi", "tahun", "kode", "indikator", "satuan", "polaritas", "target_bawah",
          "target", "realisasi")  # fmt: skip
_END = ("tahun_akhir", "target_akhir")
_GAP = (*_ABOUT, "butuh_bawah", "butuh_atas", "tambahan", *_END, "langkah_tahunan", "catatan")
_FORM = ("instansi", "tahun", "kode", "uraian", "satuan", "agregasi", "target", "s_d_triwulan",
         "keadaan", "per_triwulan_bawah", "per_triwulan_atas", "catatan")  # fmt: skip


def close_gap(
    instansi: Text = None,
    indikator: Text = None,
    tahun: Year = None,
    *,
    persen: Decimal | int = 100,
    root: Path | None = None,
) -> pd.DataFrame:
    """Return what realisasi closes the gap of each indicator, and the yearly step to the Renstra.

    Args:
        instansi: Code of an agency, or several; all when not given.
        indikator: Code of an indicator, or several.
        tahun: Year of the report, or several.
        persen: The capaian that is wanted, 100 when not given.
        root: The project's folder; found when not given.

    Returns:
        One row per measured indicator. `butuh_bawah` and `butuh_atas` bound the realisasi that
        gives the capaian, by the agency's own formula; `tambahan` is how far the realisasi is from
        it, zero when it is there; `langkah_tahunan` is the even yearly step from the realisasi to
        the Renstra's end target. Blank with a reason in `catatan`.

    Raises:
        InputError: An agency or year is not known, or `persen` is not above 0.

    >>> import lkjip_tools
    >>> tutup = lkjip_tools.close_gap("kesbangpol-paser", "IKU-1", 2023)
    >>> tutup[["target", "realisasi", "butuh_bawah", "tambahan", "langkah_tahunan"]]
      target realisasi butuh_bawah tambahan                langkah_tahunan
    0     73     65.22          73     7.78  4.926666666666666666666666667
    """
    store = read_store(instansi, tahun, root)
    where, values = condition(instansi=instansi, tahun=tahun, kode=indikator)
    ways = "tahun_akhir, target_akhir_bawah, target_akhir, pilihan_rumus, catatan"
    sql = (
        f"SELECT {', '.join(_ABOUT)}, {ways} FROM v_pembanding JOIN "
        f"(SELECT instansi, tahun, kode, tahun_akhir, target_akhir_bawah, target_akhir, catatan "
        f"FROM indikator) USING (instansi, tahun, kode) WHERE {where} ORDER BY 1, 2, 3"
    )
    rows = [_closed(row, Decimal(persen)) for row in records(frame(store, sql, values))]
    return pd.DataFrame(rows, columns=list(_GAP), dtype=object)


def close_quarters(
    instansi: Text = None, tahun: Year = None, *, sampai: int = 4, root: Path | None = None
) -> pd.DataFrame:
    """Return what the quarters that are left must bring, for every row of the evaluation form.

    Args:
        instansi: Code of an agency, or several; all when not given.
        tahun: Year of the report, or several.
        sampai: The last quarter that is known, 0 to 4: later ones are taken as not yet reported.
        root: The project's folder; found when not given.

    Returns:
        One row per row of form E.81 with a target: `keadaan` and what each quarter to come must
        be (see `calculate.tutup_celah.Sisa`), by the row's own aggregation. More is better in
        this form.

    Raises:
        InputError: An agency or year is not known, or `sampai` is no quarter.

    >>> import lkjip_tools
    >>> sisa = lkjip_tools.close_quarters("kesbangpol-paser", 2023, sampai=2)
    >>> sisa[["kode", "agregasi", "target", "keadaan", "per_triwulan_bawah"]].head(2)
               kode agregasi target keadaan per_triwulan_bawah
    0       8.01.01   jumlah    288   perlu                126
    1  8.01.01.2.01   jumlah    100   perlu               48.5
    """
    if sampai not in range(len(KINERJA) + 1):
        known = f"0 sampai {len(KINERJA)}"
        raise InputError(f"sampai {sampai}: triwulan terakhir yang diketahui adalah {known}")
    store = read_store(instansi, tahun, root)
    where, values = condition(instansi=instansi, tahun=tahun)
    sql = (
        f"SELECT *, target_k AS target FROM v_triwulan WHERE target_k IS NOT NULL AND {where} "
        f"ORDER BY instansi, tahun, kode"
    )
    rows = [_left(row, sampai) for row in records(frame(store, sql, values))]
    return pd.DataFrame(rows, columns=list(_FORM), dtype=object)


def _closed(row: Mapping[str, Any], wanted: Decimal) -> dict[str, Any]:
    found = {name: row.get(name) for name in _GAP}
    if row["target"] is None:
        return found
    choice = load_rule("rumus_capaian", year_end(row["tahun"])).choice(row["pilihan_rumus"])
    assert isinstance(choice, FormulaChoice)
    goal = realisasi_dibutuhkan(choice.fungsi, row["target"], row["target_bawah"], wanted)
    if goal is None:
        return found | {
            "catatan": "target nol atau kurang: hasilnya ditetapkan aturan, bukan rumus"
        }
    found |= {"butuh_bawah": goal.bawah, "butuh_atas": goal.atas}
    if row["realisasi"] is None:
        return found | {"catatan": "realisasi belum ada"}
    return found | {
        "tambahan": _distance(goal, row["realisasi"]),
        "langkah_tahunan": _step(row),
    }


def _distance(goal: Rentang, value: Decimal) -> Decimal:
    """Return how far a value is from what will do: up is positive, down negative."""
    if goal.bawah is not None and value < goal.bawah:
        return goal.bawah - value
    if goal.atas is not None and value > goal.atas:
        return goal.atas - value
    return Decimal(0)


def _step(row: Mapping[str, Any]) -> Decimal | None:
    """Return the step to the end target; of a range, to the bound that is nearest."""
    end = row["target_akhir"]
    if end is None:
        return None
    low = row["target_akhir_bawah"] if row["polaritas"] == "rentang" else None
    if low is not None:
        value = row["realisasi"]
        end = value if low <= value <= end else low if value < low else end
    return langkah_tahunan(row["realisasi"], end, row["tahun_akhir"] - row["tahun"])


def _left(row: Mapping[str, Any], until: int) -> dict[str, Any]:
    found = {name: row.get(name) for name in _FORM} | {"s_d_triwulan": until}
    if row["agregasi"] is None:
        return found | {"catatan": "agregasi triwulan belum ditetapkan"}
    done = [row[name] for name in KINERJA[:until] if row[name] is not None]
    if not done and until == len(KINERJA):
        return found | {"catatan": "belum ada triwulan yang dilaporkan"}
    goal = realisasi_dibutuhkan("capaian_positif", row["target"])
    if goal is None:
        return found | {"catatan": "target nol"}
    left = sisa_triwulan(row["agregasi"], done, len(KINERJA) - until, goal)
    each = left.per_triwulan or Rentang()
    return found | {
        "keadaan": left.keadaan,
        "per_triwulan_bawah": each.bawah,
        "per_triwulan_atas": each.atas,
    }
