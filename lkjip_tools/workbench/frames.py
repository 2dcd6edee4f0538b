"""The exact values behind each chart: one row per mark, with the id of its figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from lkjip_tools.calculate.rata_rata import INSTANSI, rata_rata
from lkjip_tools.figure import Figure
from lkjip_tools.records import Row, records
from lkjip_tools.triwulan import KODE
from lkjip_tools.workbench.data import Selection, Workbench, Year

RENSTRA, TARGET, REALISASI = "target Renstra", "target", "realisasi"
KINERJA, SERAPAN = "kinerja", "serapan"
JUMLAH, PENUH = "rata-rata", Decimal(100)

Line = tuple[object, ...]


def _frame(rows: Iterator[Line], columns: str) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split(), dtype=object)


def frame_jalur(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """Return target, realisasi and the Renstra's targets of every chosen indicator, by year."""
    rows = (row for year in bench.years(chosen) for row in _paths(year, chosen))
    found = _frame(rows, "id instansi laporan kode uraian satuan deret tahun nilai")
    return found.drop_duplicates(["instansi", "kode", "deret", "tahun"], keep="last")


def frame_kuadran(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """Return capaian beside serapan: of each programme's sasaran, or of the agency by a quarter."""
    rows = (
        row
        for year in bench.years(chosen)
        for row in (_quarter(year, chosen) if chosen.triwulan else _programmes(year, chosen))
    )
    columns = "id id_serapan instansi tahun kode uraian capaian_persen serapan_persen"
    return _frame(rows, columns)


def frame_susunan(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """Return how far each value alone takes the mean from full, and last the mean.

    The mean is the agency's, or that of the chosen sasaran. `sumbangan_poin` is what the mean
    would miss or exceed full by if every other value were full; together they are the mean.
    """
    rows = (row for year in bench.years(chosen) for row in _shares(year, chosen))
    return _frame(rows, "id instansi tahun kode uraian nilai sumbangan_poin")


def frame_triwulan(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """Return performance and spending by the end of each quarter."""
    rows = (row for year in bench.years(chosen) for row in _quarters(year))
    return _frame(rows, "id instansi tahun deret triwulan nilai catatan")


def _measured(year: Year, chosen: Selection) -> Iterator[Row]:
    for row in records(year.tables["indikator"]):
        if row["jenis"] != "tujuan" and chosen.sasaran in ("", row["induk"]):
            yield row


def _paths(year: Year, chosen: Selection) -> Iterator[Line]:
    span = range(year.params.renstra.awal, year.params.renstra.akhir + 1)
    for row in _measured(year, chosen):
        kode = row["kode"]
        wanted = [(RENSTRA, year.figure("target_renstra", kode, n), n) for n in span]
        wanted += [(TARGET, year.figure("target", kode), year.tahun)]
        wanted += [
            (REALISASI, year.figure("realisasi", kode, n), n) for n in (year.tahun - 1, year.tahun)
        ]
        for series, figure, n in wanted:
            if figure is not None and figure.value is not None:
                head = (figure.id, year.instansi, year.tahun, kode, row["indikator"])
                yield (*head, row["satuan"], series, n, figure.value)


def _programmes(year: Year, chosen: Selection) -> Iterator[Line]:
    for row in records(year.tables["program"]):
        if row["tingkat"] != "program" or chosen.sasaran not in ("", row["sasaran"]):
            continue
        reached = year.figure("capaian_rata_rata_persen", str(row["sasaran"]))
        spent = year.figure("serapan_persen", row["kode"])
        if reached and spent:
            yield _pair(year, reached, spent, row["kode"], row["uraian"])


def _quarter(year: Year, chosen: Selection) -> Iterator[Line]:
    reached = year.figure("kinerja_sd_triwulan_persen", chosen.triwulan)
    spent = year.figure("serapan_sd_triwulan_persen", chosen.triwulan)
    if reached and spent:
        yield _pair(year, reached, spent, chosen.triwulan, f"Instansi s.d. {chosen.triwulan}")


def _pair(year: Year, reached: Figure, spent: Figure, kode: str, uraian: str) -> Line:
    head = (reached.id, spent.id, year.instansi, year.tahun, kode, uraian)
    return (*head, reached.value, spent.value)


def _shares(year: Year, chosen: Selection) -> Iterator[Line]:
    mean = year.figure("capaian_rata_rata_persen", chosen.sasaran or INSTANSI)
    if mean is None or mean.value is None:
        return
    head, parts = (year.instansi, year.tahun), _averaged(mean)
    for part in parts:
        alone = rata_rata.function(
            nilai=[part.value if other is part else PENUH for other in parts]
        )
        kode = part.id.split("/")[1]
        yield (part.id, *head, kode, part.label, part.value, Decimal(alone or 0) - PENUH)
    yield (mean.id, *head, JUMLAH, mean.label, mean.value, None)


def _averaged(mean: Figure) -> list[Figure]:
    """Return what was averaged; a mean that was capped holds the uncapped one."""
    found = [figure for _, figure in mean.operands if isinstance(figure.value, Decimal)]
    listed = [figure for name, figure in mean.operands if name == "nilai"]
    if listed or not found:
        return listed
    return _averaged(found[0])


def _quarters(year: Year) -> Iterator[Line]:
    for series, besaran in (
        (KINERJA, "kinerja_sd_triwulan_persen"),
        (SERAPAN, "serapan_sd_triwulan_persen"),
    ):
        for quarter in KODE:
            figure = year.figure(besaran, quarter)
            if figure is not None:
                head = (figure.id, year.instansi, year.tahun, series, quarter)
                yield (*head, figure.value, figure.note)
