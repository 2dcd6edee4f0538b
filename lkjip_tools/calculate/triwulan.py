"""Through the year: how much was spent, and how much of the work was done, by each quarter's end.

A quarter that nobody reported has no figure. The sum so far is not its figure: repeated, it would
say that nothing happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.calculate.evaluasi import AGGREGATES, median, tingkat
from lkjip_tools.calculate.formulir import form_cell
from lkjip_tools.calculate.rata_rata import mean, usable
from lkjip_tools.formula import Figure, FigureList, figure_id, formula
from lkjip_tools.params import Kebijakan
from lkjip_tools.records import Row, records
from lkjip_tools.triwulan import Triwulan

_MONEY, _WORK = "serapan_sd_triwulan_persen", "kinerja_sd_triwulan_persen"
_TARGET = "kinerja_triwulan/terhadap_target_setahun"


@formula(_MONEY, rule="agregasi_triwulan/jumlah")
def serapan_sd_triwulan(realisasi: list[Decimal], pagu: Decimal) -> Decimal:
    """What was spent by the end of a quarter, in percent of the year's budget."""
    return sum(realisasi, Decimal(0)) / pagu * 100


def figures_triwulan(evaluasi: pd.DataFrame, anggaran: FigureList, tahun: int) -> FigureList:
    """Compute cumulative spending by quarter.

    Args:
        evaluasi: Table `evaluasi_renja`: what each programme spent in each quarter.
        anggaran: As `figures_anggaran` returns it: the agency's pagu.
        tahun: Year of the report.

    Returns:
        `serapan_sd_triwulan_persen` under `TW-I` to `TW-IV`; empty with a note where no programme
        reported the quarter, and where the form lacks a programme whose pagu is in the agency's:
        a part would be divided by the whole. What single programmes left blank is not in the sum,
        and noted.
    """
    tops = records(evaluasi[evaluasi["tingkat"] == "program"])
    pagu = anggaran.at("pagu_rp", "instansi", tahun)
    if tops and (lacking := _not_on_form(pagu, tops)):
        codes = (quarter.kode for quarter in Triwulan)
        return FigureList(_empty(_MONEY, kode, kode, tahun, lacking) for kode in codes)
    spent: list[Figure] = []
    missed: list[str] = []
    found = []
    for quarter in Triwulan:
        kode, column = quarter.kode, quarter.column("rp")
        reported = [row for row in tops if row[column] is not None]
        if not reported:
            missed.append(kode)
            found.append(_empty(_MONEY, kode, kode, tahun))
            continue
        spent += [form_cell(row, quarter.tanda, "rp", tahun) for row in reported]
        note = "; ".join(_left_out(missed, len(tops) - len(reported), len(tops), kode))
        found.append(
            serapan_sd_triwulan.figure(
                kode, tahun, kode, note=note, realisasi=list(spent), pagu=pagu
            )
        )
    return FigureList(found)


def figures_kinerja_triwulan(
    evaluasi: pd.DataFrame, kebijakan: Kebijakan, tahun: int
) -> FigureList:
    """Compute how much of the year's targets was done by each quarter's end.

    Args:
        evaluasi: Table `evaluasi_renja`: target and quarters of every row, and how they add up.
        kebijakan: `evaluasi_rata_rata_k` names the level and the way of averaging, as at the foot
            of the form.
        tahun: Year of the report.

    Returns:
        `kinerja_sd_triwulan_persen` under `TW-I` to `TW-IV`, the agency's mean, and under
        `<kode>-TW-I` and so on, each row's. A row that did not report a quarter has no figure
        there and is left out of its mean, with a note.
    """
    way, _, level = kebijakan.evaluasi_rata_rata_k.partition("_")
    rows = records(evaluasi[evaluasi["tingkat"] == level])
    found: list[Figure] = []
    for quarter in Triwulan:
        steps = [list(_done(row, quarter, tahun)) for row in rows]
        each = [step[-1] for step in steps]
        found += [figure for step in steps for figure in step]
        found.append(_mean(each, way, quarter.kode, kebijakan.evaluasi_rata_rata_k, tahun))
    return FigureList(found)


def _done(row: Row, quarter: Triwulan, tahun: int) -> Iterator[Figure]:
    """Yield what a row had done by a quarter's end and, last, that in percent of its target."""
    nama, unit = row["uraian"] or row["kode"], row["satuan"] or "tanpa satuan"
    key, subject = f"{row['kode']}-{quarter.kode}", f"{quarter.kode} {nama}"
    if row[quarter.column("k")] is None:
        yield _empty(_WORK, key, subject, tahun)
        return
    if row["agregasi"] is None:
        note = f"agregasi triwulan belum ditetapkan, isi kolom agregasi: {row['source']}"
        yield _empty(_WORK, key, subject, tahun, note)
        return
    filled = [
        form_cell(row, past.tanda, "k", tahun)
        for past in Triwulan
        if past <= quarter and row[past.column("k")] is not None
    ]
    operands: dict[str, Figure | Sequence[Figure]] = (
        {"triwulan_terakhir": filled[-1]} if row["agregasi"] == "akhir" else {"triwulan": filled}
    )
    done = AGGREGATES[row["agregasi"]].figure_of(
        key, tahun, f"s.d. {subject}", operands, besaran="evaluasi_realisasi_k", unit=unit
    )
    yield done
    goal = form_cell(row, "target", "k", tahun)
    yield tingkat.figure(
        key, tahun, subject, besaran=_WORK, rule=_TARGET, realisasi=done, target=goal
    )


def _mean(each: Sequence[Figure], way: str, kode: str, declared: str, tahun: int) -> Figure:
    rule = f"evaluasi_renja_e81/{declared}"
    if way == "median":
        found, note = usable(each)
        return median.figure(kode, tahun, kode, besaran=_WORK, rule=rule, note=note, nilai=found)
    return mean(kode, tahun, kode, each, besaran=_WORK, rule=rule)


def _empty(
    besaran: str, kode: str, subject: str, tahun: int, note: str = "belum dilaporkan"
) -> Figure:
    label = f"{BESARAN[besaran].label} {subject}"
    return Figure(figure_id(besaran, kode, tahun), label, None, "persen", note=note)


def _not_on_form(pagu: Figure, tops: Sequence[Row]) -> str:
    """Name the programmes whose pagu is in a sum and that the form lacks, or nothing."""
    programs = [figure.id.split("/")[1] for _, figure in pagu.operands]
    lacking = [kode for kode in programs if kode not in {row["kode"] for row in tops}]
    if not lacking:
        return ""
    listed = ", ".join(lacking)
    return f"{len(lacking)} dari {len(programs)} program tidak ada pada formulir evaluasi: {listed}"


def _left_out(missed: Sequence[str], silent: int, rows: int, kode: str) -> Iterator[str]:
    if missed:
        yield f"{', '.join(missed)} belum dilaporkan dan tidak ikut"
    if silent:
        yield f"{silent} dari {rows} program belum melaporkan {kode}"
