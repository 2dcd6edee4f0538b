"""The explorer's questions over many agencies, beside the same questions in plain pandas.

    python bench/explore.py FOLDER --agencies 1000 --years 5

Writes synthetic reports' tables by the writer of the reports (about 20 indicators each), loads
them, changes one and loads again, then asks each question `--times` times through the public calls
and prints medians. pandas holds the same tables in memory, numbers as `Decimal` too.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from words import HAL, UKURAN

import lkjip_tools
from lkjip_tools.calculate.capaian import FORMULAS
from lkjip_tools.explore.source import read_store
from lkjip_tools.output import staged
from lkjip_tools.params import Params, read_params
from lkjip_tools.store.database import Store
from lkjip_tools.store.rows import build_rows
from lkjip_tools.store.tables import TABLES
from lkjip_tools.store.write import write_parquet, write_table

PROJECT = Path(__file__).parent.parent
INDICATORS, PROGRAMS, LAST = 20, 6, 2023
WAYS = {"positif": "capaian_positif", "negatif": "capaian_cermin", "rentang": "capaian_rentang"}


class Agency:
    """One synthetic agency, drawn by lot; its years belong together."""

    def __init__(self, number: int, seed: int, params: Params) -> None:
        self.lot = random.Random(f"{seed}/{number}")
        self.code = f"dinas-sintetis-{number:04}"
        self.params = params.model_copy(update={"nama": f"Dinas Sintetis {number:04}"})
        self.indicators = [self._indicator(place) for place in range(1, INDICATORS + 1)]
        self.start = {it["kode"]: self.lot.randint(3000, 9000) for it in self.indicators}

    def _indicator(self, place: int) -> dict[str, Any]:
        name, unit, polarity, aggregation = self.lot.choice(UKURAN)
        return {"kode": f"IKU-{place}", "jenis": "iku", "induk": f"S-{place % 4 + 1}",
                "indikator": name.format(hal=self.lot.choice(HAL)), "satuan": unit,
                "polaritas": polarity, "agregasi": aggregation}  # fmt: skip

    def rows(self, tahun: int) -> Any:
        """Return the rows of one year."""
        words = {
            "sasaran": [{"kode": f"S-{n}", "sasaran": f"Sasaran {n}"} for n in range(1, 5)],
            "indikator": self.indicators,
            "program": [{"kode": f"2.07.{n:02}", "tingkat": "program", "uraian": f"Program {n}",
                         "sasaran": f"S-{n % 4 + 1}"} for n in range(1, PROGRAMS + 1)],
            "evaluasi_renja": [],
        }  # fmt: skip
        return build_rows(self._figures(tahun), words, self.params, self.code, tahun)

    def _figures(self, tahun: int) -> Iterator[dict[str, Any]]:
        found = []
        for item in self.indicators:
            for besaran, year, value, rule in self._measured(item, tahun):
                found.append(value if besaran == "capaian_persen" else None)
                yield _line(besaran, item["kode"], year, value, rule)
        known = [value for value in found if value is not None]
        yield _line("capaian_rata_rata_persen", "instansi", tahun, sum(known) / len(known))
        yield _line("jumlah_iku", "instansi", tahun, Decimal(INDICATORS))
        yield _line(
            "jumlah_iku_tercapai", "instansi", tahun, Decimal(sum(it >= 100 for it in known))
        )
        for n in range(1, 5):
            mean = Decimal(self.lot.randint(6000, 13000)) / 100
            yield _line("capaian_rata_rata_persen", f"S-{n}", tahun, mean)
        for kode in ("instansi", *(f"2.07.{n:02}" for n in range(1, PROGRAMS + 1))):
            pagu = Decimal(self.lot.randint(10**8, 10**10))
            spent = pagu * self.lot.randint(60, 100) // 100
            left = pagu - spent
            for name, value in (("pagu_rp", pagu), ("realisasi_rp", spent), ("sisa_rp", left),
                                ("serapan_persen", spent / pagu * 100)):  # fmt: skip
                yield _line(name, kode, tahun, value)

    def _measured(self, item: dict[str, Any], tahun: int) -> Iterator[tuple[str, int, Any, str]]:
        start = self.start[item["kode"]]
        target = Decimal(start + 150 * (tahun - LAST)) / 100
        reached = target * self.lot.randint(60, 125) / 100
        low = target * Decimal("0.9")
        ways = {"positif": {"realisasi": reached, "target": target}, "negatif":
                {"realisasi": reached, "target": target},
                "rentang": {"realisasi": reached, "batas_terdekat": target}}  # fmt: skip
        capaian = FORMULAS[WAYS[item["polaritas"]]](**ways[item["polaritas"]])
        yield "target", tahun, target, ""
        if item["polaritas"] == "rentang":
            yield "target_bawah", tahun, low, ""
        yield "realisasi", tahun, reached, ""
        yield "realisasi", tahun - 1, target * self.lot.randint(60, 125) / 100, ""
        yield "capaian_persen", tahun, capaian, "rumus_capaian/" + WAYS[item["polaritas"]][8:]
        yield "celah", tahun, reached - target, ""
        end = self.params.renstra.akhir
        yield "target_akhir", end, target + 10, ""
        yield "celah_akhir", tahun, reached - target - 10, ""
        for year in range(self.params.renstra.awal, end + 1):
            yield "target_renstra", year, target + year - tahun, ""


def _line(besaran: str, kode: str, tahun: int, value: Decimal, rule: str = "") -> dict[str, Any]:
    return {"id": f"{besaran}/{kode}/{tahun}", "label": besaran, "nilai": format(value, "f"),
            "satuan": "", "rumus": f"{besaran} = realisasi / target * 100" if rule else "",
            "sumber": "", "aturan": rule, "catatan": "", "bab": "sintetis"}  # fmt: skip


def write_reports(root: Path, agencies: int, years: int, seed: int) -> float:
    """Write the tables of every agency and year that are not there; return the seconds."""
    started, params = time.perf_counter(), read_params("kesbangpol-paser", PROJECT)
    for name in ("params", "data"):
        (root / name).mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"threads": 1}) as connection:
        for number in range(1, agencies + 1):
            agency = Agency(number, seed, params)
            for tahun in range(LAST - years + 1, LAST + 1):
                folder = root / "outputs" / agency.code / str(tahun)
                if (folder / "instansi.parquet").exists():
                    continue
                folder.mkdir(parents=True, exist_ok=True)
                rows = agency.rows(tahun)
                for name in sorted(rows, key=lambda it: it == "instansi"):  # the mark, last
                    write_table(connection, TABLES[name], rows[name], folder)
    return time.perf_counter() - started


def questions(root: Path, frames: dict[str, pd.DataFrame]) -> dict[str, tuple[Callable, Callable]]:
    """Return each interaction as the explorer asks it, and the same in pandas."""
    one, gap = "dinas-sintetis-0007", frames["v_celah"]
    several = [f"dinas-sintetis-{n:04}" for n in range(1, 21)]
    series, pairs, whole = frames["v_tren"], frames["v_pembanding"], frames["v_instansi"]
    by = ["capaian_persen", "instansi", "tahun", "kode"]
    return {
        "gaps: one agency, one year": (
            lambda: lkjip_tools.gaps(one, LAST, root=root),
            lambda: gap[(gap["instansi"] == one) & (gap["tahun"] == LAST)].sort_values(by)),
        "gaps: the 200 lowest of a year": (
            lambda: lkjip_tools.gaps(tahun=LAST, teratas=200, root=root),
            lambda: gap[gap["tahun"] == LAST].sort_values(by).head(200)),
        "gaps: filter changed to 20 agencies, missed, one sasaran": (
            lambda: lkjip_tools.gaps(several, sasaran="S-2", keadaan="meleset", root=root),
            lambda: gap[gap["instansi"].isin(several) & (gap["sasaran"] == "S-2")
                        & (gap["keadaan"] == "meleset")].sort_values(by)),
        "trend: one indicator": (
            lambda: lkjip_tools.trend(one, "IKU-3", root=root),
            lambda: series[(series["instansi"] == one) & (series["kode"] == "IKU-3")]
            .sort_values(["tahun_nilai", "tahun_laporan"]).groupby("tahun_nilai").first()),
        "trend: all indicators of an agency": (
            lambda: lkjip_tools.trend(one, root=root),
            lambda: series[series["instansi"] == one].sort_values(["tahun_nilai", "tahun_laporan"])
            .groupby(["kode", "tahun_nilai"]).first()),
        "compare: 1 year, all agencies": (
            lambda: lkjip_tools.compare(tahun=LAST, root=root),
            lambda: whole[whole["tahun"] == LAST].sort_values("capaian_rata_rata_persen")),
        "compare: one indicator, 1 year, all agencies": (
            lambda: lkjip_tools.compare("nilai evaluasi ketertiban", tahun=LAST, root=root),
            lambda: pairs[(pairs["tahun"] == LAST) & pairs["nama_seragam"].str.contains(
                "nilai evaluasi ketertiban", regex=False)].sort_values("capaian_persen")),
    }  # fmt: skip


def median_ms(ask: Callable[[], Any], times: int) -> float:
    """Return the median of some runs, after one that warms up."""
    ask()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def main() -> None:
    """Write, load, ask."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="where outputs/ goes; what is there is kept")
    parser.add_argument("--agencies", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--years", type=int, default=5, help="of each (5)")
    parser.add_argument("--times", type=int, default=50, help="each question is asked (50)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other agencies (1)")
    given = parser.parse_args()
    root = given.folder.resolve()
    print(f"writing: {write_reports(root, given.agencies, given.years, given.seed):.1f} s")
    started = time.perf_counter()
    store = read_store(root=root)
    rows = store.query("SELECT COUNT(*) FROM v_capaian")[1][0][0]
    print(f"first load: {time.perf_counter() - started:.1f} s, {rows} indicator rows")
    _load_again(root, store, given.seed)
    frames = {
        name: pd.DataFrame(rows, columns=names, dtype=object)
        for name in ("v_celah", "v_tren", "v_pembanding", "v_instansi")
        for names, rows in [store.query(f"SELECT * FROM {name}")]
    }
    print(f"\n| median of {given.times}, ms | lkjip | pandas |\n|---|--:|--:|")
    for name, (ours, plain) in questions(root, frames).items():
        print(
            f"| {name} | {median_ms(ours, given.times):.0f} | {median_ms(plain, given.times):.0f} |"
        )


def _load_again(root: Path, store: Store, seed: int) -> None:
    agency = Agency(1, seed + 1, read_params("kesbangpol-paser", PROJECT))
    folder = root / "outputs" / agency.code / str(LAST)
    with staged(folder) as place:
        write_parquet(agency.rows(LAST), place)
    started = time.perf_counter()
    store.refresh()
    changed = time.perf_counter() - started
    started = time.perf_counter()
    store.refresh()
    print(f"one report changed: {changed * 1000:.0f} ms; nothing changed: "
          f"{(time.perf_counter() - started) * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
