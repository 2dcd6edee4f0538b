"""Staff and history: shares, sums, five-year means and changes."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.calculate.anggaran import jumlah, porsi
from lkjip_tools.calculate.hitung import count, named_rows
from lkjip_tools.calculate.perbandingan import perubahan
from lkjip_tools.calculate.rata_rata import mean
from lkjip_tools.formula import Figure, FigureList, read_figure
from lkjip_tools.records import Row, records


def figures_pegawai(pegawai: pd.DataFrame, tahun: int) -> FigureList:
    """Compute how many staff there are and the share of each level of education."""
    each = [
        read_figure("pegawai_jumlah", _kode(row), tahun, row, "jumlah", row["pendidikan"])
        for row in records(pegawai)
    ]
    known = [figure for figure in each if figure.value is not None]
    blank = len(each) - len(known)
    note = f"{blank} dari {len(each)} kelompok kosong dan tidak ikut" if blank else ""
    whole = jumlah.figure(
        "instansi", tahun, "instansi", besaran="pegawai_jumlah", note=note, nilai=known
    )
    shares = [
        porsi.figure(
            _kode(row),
            tahun,
            row["pendidikan"],
            besaran="pegawai_porsi_persen",
            bagian=figure,
            keseluruhan=whole,
        )
        for row, figure in zip(records(pegawai), each, strict=True)
    ]
    every = porsi.figure(
        "instansi",
        tahun,
        "instansi",
        besaran="pegawai_porsi_persen",
        bagian=whole,
        keseluruhan=whole,
    )
    return FigureList([*each, whole, *shares, every])


def figures_pegawai_sasaran(pegawai_sasaran: pd.DataFrame, tahun: int) -> FigureList:
    """Compute how many staff work for each sasaran, from how many hold each of its posts."""
    found: list[Figure] = []
    for sasaran, rows in pegawai_sasaran.groupby("sasaran", sort=False):
        each = [
            read_figure(
                "pegawai_jabatan_jumlah",
                f"{sasaran}-{place}",
                tahun,
                row,
                "jumlah",
                row["jabatan"],
            )
            for place, row in enumerate(records(rows), start=1)
        ]
        found += each
        found.append(
            jumlah.figure(
                str(sasaran), tahun, str(sasaran), besaran="pegawai_sasaran_jumlah", nilai=each
            )
        )
    return FigureList(found)


def figures_riwayat(riwayat: pd.DataFrame, tahun: int) -> FigureList:
    """Compute the means of the years on record and the change of the last one, in points.

    Returns:
        `kinerja_persen` and `keuangan_persen` per year; `capaian_rata_rata_persen` and
        `keuangan_rata_rata_persen` under `riwayat/<first>-<last>`; `perubahan_kinerja_poin` and
        `perubahan_keuangan_poin` under `riwayat/<tahun>`.
    """
    if riwayat.empty:
        return FigureList()
    span = f"{riwayat['tahun'].min()}-{riwayat['tahun'].max()}"
    found: list[Figure] = []
    for column, average, change in (
        ("kinerja_persen", "capaian_rata_rata_persen", "perubahan_kinerja_poin"),
        ("keuangan_persen", "keuangan_rata_rata_persen", "perubahan_keuangan_poin"),
    ):
        years = {
            row["tahun"]: read_figure(column, "riwayat", row["tahun"], row, column, "")
            for row in records(riwayat)
        }
        found += years.values()
        found.append(mean("riwayat", span, f"{span}", list(years.values()), besaran=average))
        if tahun in years and tahun - 1 in years:
            found.append(
                perubahan.figure(
                    "riwayat",
                    tahun,
                    str(tahun),
                    besaran=change,
                    tahun_ini=years[tahun],
                    tahun_lalu=years[tahun - 1],
                )
            )
    return FigureList(found)


def figures_program(program: pd.DataFrame, tahun: int) -> FigureList:
    """Count programmes and kegiatan, in all and per programme."""
    top, below = (
        named_rows(level, records(program[program["tingkat"] == level]), tahun, "kode", "uraian")
        for level in ("program", "kegiatan")
    )
    each = []
    for figure in top:
        kode, name = str(figure.value), figure.label.removeprefix(BESARAN["program"].label)
        mine = [item for item in below if str(item.value).startswith(f"{kode}.")]
        each.append(count("jumlah_kegiatan", kode, tahun, mine, name.strip()))
    return FigureList(
        [
            count("jumlah_program", "instansi", tahun, top),
            count("jumlah_kegiatan", "instansi", tahun, below),
            *each,
        ]
    )


def _kode(row: Row) -> str:
    return str(row["pendidikan"]).lower().replace(" ", "-")
