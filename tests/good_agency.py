"""A synthetic agency whose data agree with each other, with every printed figure filled in."""

import csv
import io
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from tables import ROOT

from lkjip_tools.commands.ledger import compute_ledger
from lkjip_tools.figure import FigureList
from lkjip_tools.load import read_table
from lkjip_tools.number import format_number, round_half_up
from lkjip_tools.params import read_params
from lkjip_tools.records import records
from lkjip_tools.schema import TABLES

sys.path.insert(0, str(ROOT / "bench"))
from agencies import TAHUN, Agency

CODE = "dinas-baik"
Cells = dict[str, str]
Tables = dict[str, list[Cells]]


def write_good(root: Path, number: int, seed: int = 1) -> Tables:
    """Write params, narrative and tables of an agency below `root`; return its tables as text."""
    import random

    Agency(number, random.Random(f"{seed}/{number}")).write(root, CODE)
    folder = root / "data" / CODE / str(TAHUN)
    tables = {name: _read(folder / f"{name}.csv") for name in TABLES}
    _complete(tables)
    write_nomenclature(root, tables)  # first: params are read once
    for name, rows in tables.items():
        write_table(folder / f"{name}.csv", name, rows)
    for _ in range(2):  # what follows from printed figures, then what follows from those
        _record(tables, root)
        for name, rows in tables.items():
            write_table(folder / f"{name}.csv", name, rows)
    for name, rows in last_year(tables).items():
        write_table(folder.with_name(str(TAHUN - 1)) / f"{name}.csv", name, rows)
    return tables


def write_nomenclature(root: Path, tables: Tables) -> None:
    """Write the list that the agency's region supplies, and name it in its params."""
    rows = {row["kode"]: row["uraian"] for name in ("program", "evaluasi_renja")
            for row in tables[name]}  # fmt: skip
    path = root / "params" / "nomenklatur" / "daerah.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("kode", "uraian"), *rows.items()])
    params = root / "params" / f"{CODE}.yml"
    params.write_text(params.read_text("utf-8") + "nomenklatur: daerah\n", "utf-8")


def last_year(tables: Tables) -> Tables:
    """What the agency kept a year ago: the same plan, and what was over by then."""
    form = [row | {"kumulatif_tercatat_k": row["realisasi_lalu_k"],
                   "kumulatif_tercatat_rp": row["realisasi_lalu_rp"]}
            for row in tables["evaluasi_renja"]]  # fmt: skip
    return {
        "indikator": tables["indikator"],
        "kinerja": [row for row in tables["kinerja"]
                    if row["dokumen"] == "renstra" or int(row["tahun"]) < TAHUN],
        "riwayat": [row for row in tables["riwayat"] if int(row["tahun"]) < TAHUN],
        "evaluasi_renja": form,
    }  # fmt: skip


def write_table(path: Path, name: str, rows: list[Cells], header: list[str] | None = None) -> None:
    """Write a table as CSV."""
    path.parent.mkdir(exist_ok=True)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header or columns(name), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode())


def columns(name: str) -> list[str]:
    """The columns of a table that a good agency has."""
    return [field for field in TABLES[name].model_fields if field != "sumber"]


def _read(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _complete(tables: Tables) -> None:
    """Fill in what the bench leaves out: names as printed, every realisasi, sums of sheets."""
    names = {row["kode"]: row["indikator"] for row in tables["indikator"]}
    for row in tables["kinerja"]:
        row["nama_tercatat"] = names[row["indikator"]]
        if row["dokumen"] == "pk" and not row["realisasi"]:
            row["realisasi"] = row["target"] or "75,5"
    aims = {row["kode"]: row["sasaran"] for row in tables["sasaran"]}
    for row in tables["kebijakan"]:
        row["sasaran_tercatat"] = aims[row["sasaran"]]
    for row in tables["program"]:
        row["uraian"] = row["uraian"].strip()
    programs = [row for row in tables["program"] if row["tingkat"] == "program"]
    for row, program in zip(tables["pk_anggaran"], programs, strict=True):
        row["uraian"] = program["uraian"]
    whole = sum(int(row["anggaran_rp"].replace(".", "")) for row in tables["pk_anggaran"])
    tables["pk_anggaran"].append(
        {"pk": "PK-01", "tingkat": "program", "anggaran_rp": str(whole), "jenis": "total"}
    )
    for row in tables["evaluasi_renja"]:
        row["sasaran_tercatat"] = ""
    for row in tables["rencana_aksi"]:
        row["tahun"] = str(TAHUN)
    top = [row for row in tables["evaluasi_renja"] if row["tingkat"] == "program"]
    for code, level in (("2.07", "bidang_urusan"), ("2", "urusan")):
        amounts = {
            column: str(sum(int(row[column].replace(".", "")) for row in top))
            for column in columns("evaluasi_renja")
            if column.endswith("_rp") and all(row[column] for row in top)
        }
        blank = dict.fromkeys(columns("evaluasi_renja"), "")
        tables["evaluasi_renja"].insert(
            0, blank | {"kode": code, "tingkat": level, "uraian": f"Urusan {code}"} | amounts
        )


def _record(tables: Tables, root: Path) -> None:
    """Fill in what documents print of what follows from their own numbers."""
    params = read_params(CODE, root)
    loaded = {name: read_table(name, CODE, TAHUN, root) for name in TABLES}
    figures = compute_ledger(loaded, params, TAHUN, root).figures
    polarity = {row["kode"]: row["polaritas"] for row in tables["indikator"]}
    for row, read in zip(tables["kinerja"], records(loaded["kinerja"]), strict=True):
        if row["dokumen"] != "pk":
            continue
        if int(row["tahun"]) == TAHUN:
            row["capaian_tercatat"] = _value(figures, "capaian_persen", row["indikator"])
        elif polarity[row["indikator"]] == "positif" and read["target"]:
            row["capaian_tercatat"] = _text(read["realisasi"] / read["target"] * 100)
    for name, column in (("anggaran", "serapan_tercatat"), ("belanja", "capaian_tercatat")):
        for row, read in zip(tables[name], records(loaded[name]), strict=True):
            if read["pagu_rp"] and read["realisasi_rp"] is not None:
                row[column] = _text(read["realisasi_rp"] / read["pagu_rp"] * 100)
    whole = sum(read["jumlah"] for read in records(loaded["pegawai"]))
    for row, read in zip(tables["pegawai"], records(loaded["pegawai"]), strict=True):
        row["porsi_tercatat"] = _text(read["jumlah"] / whole * 100)
    for row, read in zip(tables["evaluasi_renja"], records(loaded["evaluasi_renja"]), strict=True):
        _record_form(row, read, figures)
    tables["evaluasi_total"] = _foot(loaded, figures)
    for row in tables["riwayat"]:
        if int(row["tahun"]) == TAHUN:
            row["kinerja_persen"] = _value(figures, "capaian_rata_rata_persen", "instansi")
            row["keuangan_persen"] = _value(figures, "serapan_persen", "instansi")


def _record_form(row: Cells, read: dict[str, Any], figures: FigureList) -> None:
    for half in ("k", "rp"):
        id = f"evaluasi_realisasi_{half}/{row['kode']}/{TAHUN}"
        done = figures[id].value if id in figures else None
        if not isinstance(done, Decimal):
            continue
        before, end = read[f"realisasi_lalu_{half}"], read[f"target_renstra_{half}"]
        row[f"realisasi_tercatat_{half}"] = _text(done)
        if before is not None:
            row[f"kumulatif_tercatat_{half}"] = _text(before + done)
            if end:
                row[f"tingkat_tercatat_{half}"] = _text((before + done) / end * 100)


def _foot(loaded: dict[str, Any], figures: FigureList) -> list[Cells]:
    top = [row for row in records(loaded["evaluasi_renja"]) if row["tingkat"] == "program"]
    rows = [
        {"baris": "jumlah", "kolom": column, "nilai_tercatat": _text(sum(it[column] for it in top))}
        for column in ("pagu_rp", "tw1_rp", "tw2_rp", "tw3_rp", "tw4_rp")
    ]
    for column, name in (("realisasi_k", "tahunan_k"), ("realisasi_rp", "tahunan_rp")):
        mean = _value(figures, f"evaluasi_rata_rata_{name}_persen", "instansi")
        rows.append({"baris": "rata_rata_capaian", "kolom": column, "nilai_tercatat": mean})
    return rows


def _value(figures: FigureList, besaran: str, kode: str) -> str:
    value = figures.at(besaran, kode, TAHUN).value
    return _text(value) if isinstance(value, Decimal) else ""


def _text(value: Decimal) -> str:
    return format_number(round_half_up(value, 2)).replace("−", "-")
