"""Form E.81: the bottom rows, and the notes under each programme."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import Row, records
from lkjip_tools.triwulan import Triwulan
from lkjip_tools.validate.compare import (
    at,
    check_recorded,
    compare,
    computed,
    find_figure,
    normal,
    printed,
    span,
)
from lkjip_tools.validate.compare import total as sum_of
from lkjip_tools.validate.kinds import finding

# column of the bottom row -> part of the figures' names
MEANS = {
    "realisasi_k": ("tahunan", "k"),
    "realisasi_rp": ("tahunan", "rp"),
    "tingkat_k": ("tingkat", "k"),
    "tingkat_rp": ("tingkat", "rp"),
}
# column of the bottom row -> column of the form
SUMS = {"realisasi_rp": "realisasi_tercatat_rp", "kumulatif_rp": "kumulatif_tercatat_rp"}


def check_baris_bawah(
    evaluasi: pd.DataFrame, evaluasi_total: pd.DataFrame, figures: FigureList, tahun: int
) -> FindingList:
    """Compare the printed sums, means and predicates at the foot of the form.

    Args:
        evaluasi: Table `evaluasi_renja`.
        evaluasi_total: Table `evaluasi_total`: what the foot prints.
        figures: The means in every way of averaging, the declared one under `instansi`, and
            their predicates.
        tahun: Year of the report.

    Returns:
        Findings; one about a mean names the ways of averaging that give the printed value.
    """
    found: list[Finding] = []
    for row in records(evaluasi_total):
        match row["baris"]:
            case "jumlah":
                found += _sum(row, evaluasi)
            case "rata_rata_capaian" if row["kolom"] in MEANS:
                found += _mean(row, figures, tahun)
            case "predikat" if row["kolom"] in MEANS:
                found += _predikat(row, figures, tahun)
    return FindingList(found)


def check_catatan_evaluasi(evaluasi_catatan: pd.DataFrame) -> FindingList:
    """Find a form on which every factor and follow-up was left blank."""
    every = records(evaluasi_catatan)
    if not every or any(row["isi"] for row in every):
        return FindingList()
    programs = len({row["program"] for row in every})
    pesan = (
        f"Faktor pendorong, faktor penghambat, dan tindak lanjut kosong pada semua {programs} "
        f"program ({len(every)} isian). Lengkapi formulir evaluasi."
    )
    return FindingList([finding("catatan_evaluasi_kosong", span(every, "isi"), pesan)])


def check_isian(evaluasi: pd.DataFrame) -> FindingList:
    """Find rows of form E.81 with quarters filled and, of the same half, another cell blank.

    Another cell: a quarter, the year's target or pagu; columns 6 and 7 only where the form uses
    them at all, or prints what follows from them. One finding names all rows of a column.
    """
    every, blank = records(evaluasi), dict[str, list[Row]]()
    used = [
        f"{name}_{half}"
        for name in ("target_renstra", "realisasi_lalu")
        for half in ("k", "rp")
        if any(row[f"{name}_{half}"] or row[f"tingkat_tercatat_{half}"] for row in every)
    ]
    for row in every:
        for half, goal in (("k", "target_k"), ("rp", "pagu_rp")):
            quarters = [quarter.column(half) for quarter in Triwulan]
            if any(row[quarter] is not None for quarter in quarters):
                mine = [column for column in used if column.endswith(f"_{half}")]
                for column in (*mine, goal, *quarters):
                    if row[column] is None:
                        blank.setdefault(column, []).append(row)
    return FindingList(
        finding(
            "evaluasi_belum_lengkap",
            at(rows, column),
            f"Kolom {column} kosong pada {len(rows)} baris yang triwulannya terisi: "
            f"{', '.join(row['kode'] for row in rows)}. Isi; nihil ditulis -.",
            str(len(rows)),
        )
        for column, rows in blank.items()
    )


def _sum(row: Row, evaluasi: pd.DataFrame) -> list[Finding]:
    column = str(SUMS.get(row["kolom"], row["kolom"]))
    if column not in evaluasi.columns:
        return []
    programs = [item for item in records(evaluasi) if item["tingkat"] == "program"]
    return check_recorded(
        "evaluasi_jumlah",
        row["nilai_tercatat"],
        sum_of(programs, column),
        lokasi=at([row], "nilai_tercatat"),
        hal=f"JUMLAH kolom {row['kolom']}",
        rumus=f"jumlah {column} {len(programs)} program",
        anjuran="Jumlahkan program saja, tidak semua tingkat.",
    )


def _mean(row: Row, figures: FigureList, tahun: int) -> Iterator[Finding]:
    kind, half = MEANS[row["kolom"]]
    prefix = f"evaluasi_rata_rata_{kind}_{half}_persen/"
    ways = {
        figure.id.split("/")[1]: figure.value
        for figure in figures
        if figure.id.startswith(prefix) and isinstance(figure.value, Decimal)
    }
    tercatat, declared = row["nilai_tercatat"], ways.pop("instansi", None)
    if tercatat is None or declared is None or compare(tercatat, declared) == "sama":
        return
    exact = [way for way, value in ways.items() if compare(tercatat, value) == "sama"]
    cut = compare(tercatat, declared) == "pemotongan"
    others = "; ".join(f"{way} {computed(value, tercatat)}" for way, value in ways.items())
    reason = (
        f"angka itu adalah {' atau '.join(exact)}"
        if exact
        else "tidak satu pun cara hitung menghasilkannya"
    )
    reason += ", atau yang ditetapkan tetapi dipotong" if cut else ""
    pesan = (
        f"Rata-rata kolom {row['kolom']} tercetak {printed(tercatat)}, sedangkan cara yang "
        f"ditetapkan menghasilkan {computed(declared, tercatat)}; {reason}. Hitungan: {others}. "
        f"Pakai cara yang ditetapkan, atau ubah kebijakan pada params."
    )
    yield finding(
        "evaluasi_rata_rata",
        at([row], "nilai_tercatat"),
        pesan,
        f"{printed(tercatat)}{' = ' + ' = '.join(exact) if exact else ''}",
        computed(declared, tercatat),
        f"kebijakan evaluasi_rata_rata_{half}",
        "minor" if cut else None,
    ).about(f"{prefix}instansi/{tahun}")


def _predikat(row: Row, figures: FigureList, tahun: int) -> Iterator[Finding]:
    kind, half = MEANS[row["kolom"]]
    figure = find_figure(figures, "evaluasi_predikat", f"{kind}-{half}", tahun)
    if not row["teks_tercatat"] or figure is None or figure.value is None:
        return
    hitung = str(figure.value)
    if normal(row["teks_tercatat"]) == normal(hitung):
        return
    pesan = (
        f"Predikat kolom {row['kolom']} tercetak {row['teks_tercatat']}, sedangkan rata-rata "
        f"hitungan berpredikat {hitung}. Perbaiki predikat setelah rata-ratanya benar."
    )
    where, said = at([row], "teks_tercatat"), row["teks_tercatat"]
    found = finding("evaluasi_predikat", where, pesan, said, hitung, figure.rule)
    yield found.about(figure.id)
