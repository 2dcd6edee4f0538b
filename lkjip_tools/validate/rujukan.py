"""Codes that point to something: it must exist, and what should hang together must."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import pandas as pd

from lkjip_tools.errors import nearest
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.params import Params
from lkjip_tools.records import Row, place_of, records
from lkjip_tools.schema.cell import tingkat_of
from lkjip_tools.schema.rujukan import REFERENCES, key_of
from lkjip_tools.validate.anggaran import TOTAL
from lkjip_tools.validate.compare import at, normal
from lkjip_tools.validate.kinds import finding

FOUR_DIGITS = 2024  # from this year's nomenclature on, a sub kegiatan has four digits
FORM = ("evaluasi_renja", "kode", "program")  # of the levels that table `program` has


def check_rujukan(tables: Mapping[str, pd.DataFrame], params: Params) -> FindingList:
    """Find codes that point nowhere: between tables, in form E.81, and in `params`."""
    found = list[Finding]()
    for reference in (*REFERENCES, FORM):
        found += check_satu_rujukan(tables, *reference)
    return FindingList(
        [*found, *check_induk(tables), *check_induk_program(tables), *check_dasar(tables, params)]
    )


def check_satu_rujukan(
    tables: Mapping[str, pd.DataFrame], table: str, column: str, target: str
) -> FindingList:
    """Find codes of one column that do not stand in the table they point to.

    Form E.81 has levels that table `program` need not have: only those it does have count.
    """
    every = records(tables[target])
    known = {row[key_of(target)] for row in every} | ({TOTAL} if table == "anggaran" else set())
    rows = records(tables[table])
    if table == FORM[0]:
        levels = {row["tingkat"] for row in every}
        rows = [row for row in rows if row["tingkat"] in levels]
    return FindingList(_unknown(rows, column, known, place_of(tables[target], target)))


def check_induk(tables: Mapping[str, pd.DataFrame]) -> FindingList:
    """Find indicators without their sasaran or tujuan."""
    found: list[Finding] = []
    goals = {
        "tujuan": {row["kode"] for row in records(tables["tujuan"])},
        "sasaran": {row["kode"] for row in records(tables["sasaran"])},
    }
    for row in records(tables["indikator"]):
        target = "tujuan" if row["jenis"] == "tujuan" else "sasaran"
        found += _unknown([row], "induk", goals[target], place_of(tables[target], target))
    return FindingList(found)


def check_induk_program(tables: Mapping[str, pd.DataFrame]) -> FindingList:
    """Find rows of form E.81, and kegiatan of table `program`, without the row above them."""
    return FindingList(
        [
            *_parents(records(tables["evaluasi_renja"]), "formulir"),
            *_parents(records(tables["program"]), "tabel program", depth=4),
        ]
    )


def check_dasar(tables: Mapping[str, pd.DataFrame], params: Params) -> FindingList:
    """Find documents that `params` declares as a base and nobody knows."""
    found: list[Finding] = []
    documents = {row["kode"] for row in records(tables["dokumen"])}
    listed = place_of(tables["dokumen"], "dokumen")
    for key, named in params.dasar.model_dump().items():
        for dokumen in named:
            if dokumen not in documents:
                pesan = (
                    f"Dokumen dasar {key} '{dokumen}' tidak ada pada {listed}"
                    f"{nearest(dokumen, sorted(documents))}. Perbaiki params atau tambahkan "
                    f"dokumennya."
                )
                found.append(finding("rujukan_hilang", f"params: dasar.{key}", pesan, dokumen))
    return FindingList(found)


def check_susunan(
    sasaran: pd.DataFrame, indikator: pd.DataFrame, program: pd.DataFrame
) -> FindingList:
    """Find sasaran without an indicator and programmes without a sasaran."""
    parents = {row["induk"] for row in records(indikator)}
    found = [
        finding(
            "sasaran_tanpa_indikator",
            at([row], "kode"),
            f"Sasaran {row['kode']} tidak punya indikator: keberhasilannya tidak terukur. "
            f"Tambahkan sedikitnya satu.",
            row["kode"],
        )
        for row in records(sasaran)
        if row["kode"] not in parents
    ]
    found += [
        finding(
            "program_tanpa_sasaran",
            at([row], "sasaran"),
            f"Program {row['kode']} {row['uraian']} tidak mendukung sasaran apa pun. "
            f"Isi sasarannya.",
            row["kode"],
        )
        for row in records(program)
        if row["tingkat"] == "program" and not row["sasaran"]
    ]
    return FindingList(found)


def check_tingkat(tables: Mapping[str, pd.DataFrame], name: str) -> FindingList:
    """Find rows of table `program` or form E.81 whose level is not that of their code."""
    found = []
    for row in records(tables[name]):
        level = tingkat_of(row["kode"])
        if row["tingkat"] != level:
            pesan = (
                f"Kode {row['kode']} adalah kode {level.replace('_', ' ')}, tetapi tingkatnya "
                f"tertulis {row['tingkat']}. Perbaiki salah satunya."
            )
            where = at([row], "tingkat", "kode")
            found.append(finding("tingkat_kode", where, pesan, row["tingkat"], level))
    return FindingList(found)


def check_kode(evaluasi: pd.DataFrame, tahun: int) -> FindingList:
    """Find sub kegiatan codes whose width belongs to the nomenclature of other years."""
    width = 4 if tahun >= FOUR_DIGITS else 2
    wrong = [
        row
        for row in records(evaluasi)
        if row["tingkat"] == "sub_kegiatan" and len(row["kode"].rpartition(".")[2]) != width
    ]
    if not wrong:
        return FindingList()
    pesan = (
        f"{len(wrong)} kode sub kegiatan tidak berakhiran {width} angka seperti nomenklatur tahun "
        f"{tahun}, misalnya {wrong[0]['kode']}. Periksa tahun nomenklaturnya."
    )
    listed = "; ".join(row["kode"] for row in wrong)
    return FindingList([finding("kode_nomenklatur", at(wrong, "kode"), pesan, listed)])


def check_nama_sasaran(
    sasaran: pd.DataFrame, kebijakan: pd.DataFrame, evaluasi: pd.DataFrame
) -> FindingList:
    """Find sasaran named otherwise in the table of policies, or unknown on form E.81."""
    names = {row["kode"]: row["sasaran"] for row in records(sasaran)}
    found, variants = list[Finding](), dict[tuple[str, str], list[Row]]()
    for row in records(kebijakan):
        name = names.get(row["sasaran"])
        if name and normal(row["sasaran_tercatat"]) != normal(name):
            variants.setdefault((row["sasaran"], row["sasaran_tercatat"]), []).append(row)
    for (kode, printed), same in variants.items():
        pesan = (
            f"Sasaran {kode} pada arah kebijakan tertulis “{printed}”, pada dokumen IKU "
            f"“{names[kode]}”. Samakan namanya."
        )
        where = at(same, "sasaran_tercatat")
        found.append(finding("nama_sasaran", where, pesan, printed, names[kode]))
    known = {normal(name) for name in names.values()}
    strange: dict[str, list[Row]] = {}
    for row in records(evaluasi):
        if row["sasaran_tercatat"] and normal(row["sasaran_tercatat"]) not in known:
            strange.setdefault(row["sasaran_tercatat"], []).append(row)
    for name, same in strange.items():
        pesan = (
            f"Sasaran “{name}” pada {len(same)} program formulir evaluasi tidak ada di antara "
            f"{len(names)} sasaran strategis. Pakai sasaran program masing-masing."
        )
        found.append(finding("nama_sasaran", at(same, "sasaran_tercatat"), pesan, name))
    return FindingList(found)


def _unknown(
    rows: Iterable[Row], column: str, known: Collection[str], place: str
) -> Iterator[Finding]:
    for row in rows:
        if row[column] and row[column] not in known:
            pesan = (
                f"Kolom {column} menunjuk {row[column]}, yang tidak ada pada {place}"
                f"{nearest(row[column], sorted(known))}. Perbaiki kodenya atau lengkapi tabel itu."
            )
            yield finding("rujukan_hilang", at([row], column), pesan, row[column])


def _parents(rows: list[Row], where: str, depth: int = 1) -> Iterator[Finding]:
    """Yield rows whose parent row is missing; a kegiatan is two parts of the code.

    A code of fewer than `depth` parts has no parent in that table.
    """
    codes = {row["kode"] for row in rows}
    for row in rows:
        parts = row["kode"].split(".")
        parent = ".".join(parts[: -2 if len(parts) == 5 else -1])
        if parent and len(parts) >= depth and parent not in codes:
            pesan = (
                f"Induk {parent} dari {row['kode']} tidak ada pada {where}. "
                f"Tambahkan barisnya atau perbaiki kodenya."
            )
            yield finding("rujukan_hilang", at([row], "kode"), pesan, row["kode"])
