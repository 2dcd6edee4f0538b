"""Ratios within a row: capaian, serapan, shares of a total."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_tools.audit.capaian import CAPAIAN_TIE, HUNDRED, capaian_candidates, changes_conclusion
from lkjip_tools.audit.check import (
    MATERIAL,
    MENGUBAH,
    TIDAK_DIPERIKSA,
    TIDAK_SESUAI,
    Check,
    Operand,
    by_formula,
    candidates,
    shown,
    verdict,
)
from lkjip_tools.audit.columns import special
from lkjip_tools.audit.model import Column, Row, Table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.report import Report

SERAPAN = "realisasi / pagu * 100"


def capaian_baris(report: Report) -> Iterator[Check]:
    """Capaian from target and realisasi of one row, by any known formula."""
    for table in report.tables:
        for capaian in table.column("capaian"):
            pair = _pair(table, capaian)
            if pair:
                for row in table.rows:
                    yield from _capaian(report, table, row, *pair, capaian)


def _pair(table: Table, capaian: Column) -> tuple[Column, Column] | None:
    """Target and realisasi of the same year, left of a capaian."""

    def nearest(ukuran: str) -> Column | None:
        same = [
            c for c in table.column(ukuran) if c.tahun in (capaian.tahun, 0) or not capaian.tahun
        ]
        left = [c for c in same if c.index < capaian.index]
        return left[-1] if left else None

    target, realisasi = nearest("target"), nearest("realisasi")
    return (target, realisasi) if target and realisasi else None


def _capaian(
    report: Report, table: Table, row: Row, target: Column, realisasi: Column, capaian: Column
) -> Iterator[Check]:
    printed = row.number(capaian.index)
    if printed is None or special(row):
        return
    given = {
        "target": row.number(target.index),
        "realisasi": row.number(realisasi.index),
    }
    label = report.row_label(table, row)
    missing = [name for name, number in given.items() if number is None]
    if missing:
        why = f"{' dan '.join(missing)} bukan bilangan"
        yield Check(
            "capaian_baris",
            "capaian",
            printed.place,
            row.text,
            printed.text,
            TIDAK_DIPERIKSA,
            sebab=[why],
            printed=printed,
        )
        return
    operands = {name: number for name, number in given.items() if number}
    if all(reading.value == 0 for reading in operands["target"].readings):
        return
    known = capaian_candidates(operands)
    putusan, best = verdict(printed, known)
    if best is None:
        return
    if putusan == TIDAK_SESUAI and changes_conclusion(printed.value, best.value):
        putusan = MENGUBAH
    yield Check(
        "capaian_baris",
        "capaian",
        printed.place,
        row.text,
        printed.text,
        putusan,
        hitung=shown(best.value, printed),
        rumus=best.rumus,
        printed=printed,
        nilai=best.value,
        operan=tuple(
            str(Operand(f"{name} {label}".strip(), number)) for name, number in operands.items()
        ),
        tingkat=MATERIAL,
        numbers=tuple(operands.values()),
        tie=CAPAIAN_TIE,
    )


def serapan_baris(report: Report) -> Iterator[Check]:
    """Serapan: realisasi over pagu, in rows and in totals."""
    for table in report.tables:
        for serapan in table.column("serapan"):
            pagu, realisasi = table.column("pagu"), table.column("realisasi_rp")
            if len(pagu) != 1 or len(realisasi) != 1:
                continue
            for row in table.rows:
                yield from _ratio(
                    report,
                    table,
                    row,
                    "serapan",
                    "serapan_baris",
                    SERAPAN,
                    {"pagu": pagu[0], "realisasi": realisasi[0]},
                    serapan,
                )


def _ratio(
    report: Report,
    table: Table,
    row: Row,
    jenis: str,
    relasi: str,
    expression: str,
    columns: dict[str, Column],
    result: Column,
) -> Iterator[Check]:
    printed = row.number(result.index)
    given = {name: row.number(column.index) for name, column in columns.items()}
    if printed is None or special(row) == "rata_rata" or not all(given.values()):
        return
    operands = {name: number for name, number in given.items() if number}
    putusan, best = verdict(printed, candidates(expression, expression, operands))
    if best is None:
        return
    overspent = expression == SERAPAN and (printed.value > HUNDRED) != (best.value > HUNDRED)
    if putusan == TIDAK_SESUAI and overspent:
        putusan = MENGUBAH
    yield Check(
        relasi,
        jenis,
        printed.place,
        row.text,
        printed.text,
        putusan,
        hitung=shown(best.value, printed),
        rumus=best.rumus,
        printed=printed,
        nilai=best.value,
        operan=tuple(str(Operand(name, number)) for name, number in operands.items()),
        numbers=tuple(operands.values()),
        tie=by_formula(tuple(operands), expression),
    )


def bagian_total(report: Report) -> Iterator[Check]:
    """Shares: a percentage column beside one column of counts that has a total."""
    for table in report.tables:
        total = next((row for row in table.rows if special(row) == "jumlah"), None)
        shares, counts = (
            table.column("persen"),
            table.column("jumlah", "pagu", "realisasi_rp", "rupiah"),
        )
        if (
            total is None
            or len(shares) != 1
            or len(counts) != 1
            or counts[0].index > shares[0].index
        ):
            continue
        whole = total.number(counts[0].index)
        if whole is None or whole.value == 0:
            continue
        checks = list(_shares(report, table, counts[0], shares[0], whole))
        if sum(not check.salah for check in checks) * 2 > len(checks):
            yield from checks


def _shares(
    report: Report, table: Table, count: Column, share: Column, whole: Printed
) -> Iterator[Check]:
    for row in table.rows:
        part, printed = row.number(count.index), row.number(share.index)
        if part is None or printed is None:
            continue
        operands = {"bagian": part, "jumlah": whole}
        putusan, best = verdict(
            printed, candidates("bagian / jumlah * 100", "bagian / jumlah * 100", operands)
        )
        if best:
            yield Check(
                "bagian_total",
                "bagian",
                printed.place,
                row.text,
                printed.text,
                putusan,
                hitung=shown(best.value, printed),
                rumus=best.rumus,
                printed=printed,
                nilai=best.value,
                operan=tuple(str(Operand(n, p)) for n, p in operands.items()),
                numbers=(part, whole),
                tie=by_formula(("bagian", "jumlah"), "bagian / jumlah * 100"),
            )


def realisasi_lebih(report: Report) -> Iterator[Check]:
    """Realisasi above pagu: possible in law only after a shift, so it is worth a question."""
    for table in report.tables:
        pagu, realisasi = table.column("pagu"), table.column("realisasi_rp")
        if len(pagu) != 1 or len(realisasi) != 1:
            continue
        for row in table.rows:
            plan, done = (row.number(c[0].index) for c in (pagu, realisasi))
            if plan and done and plan.value < done.value and plan.value > 0:
                yield Check(
                    "realisasi_lebih",
                    "nilai_mustahil",
                    done.place,
                    row.text,
                    done.text,
                    TIDAK_SESUAI,
                    hitung=f"paling banyak {plan.text}",
                    rumus="realisasi ≤ anggaran",
                    operan=(str(Operand("pagu", plan)),),
                    printed=done,
                    numbers=(plan,),
                )


def sisa_baris(report: Report) -> Iterator[Check]:
    """Remaining budget of a row: pagu minus realisasi."""
    for table in report.tables:
        columns = [table.column(name) for name in ("pagu", "realisasi_rp", "sisa_rp")]
        if all(len(found) == 1 for found in columns):
            plan, done, left = (found[0] for found in columns)
            for row in table.rows:
                yield from _ratio(
                    report,
                    table,
                    row,
                    "sisa",
                    "sisa_baris",
                    "pagu - realisasi",
                    {"pagu": plan, "realisasi": done},
                    left,
                )


RULES = (capaian_baris, serapan_baris, bagian_total, sisa_baris, realisasi_lebih)
