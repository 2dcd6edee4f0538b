"""The method note: every policy the agency declared, with the rule behind it and how we read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from lkjip_tools.block import Column, Table
from lkjip_tools.expression import readable
from lkjip_tools.number import format_rupiah, style_percent
from lkjip_tools.params import POLICIES, Params
from lkjip_tools.regulation import Choice, Rule

LABELS = {
    "skala_predikat": "Skala predikat",
    "rumus_negatif": "Rumus capaian, polaritas negatif",
    "rumus_rentang": "Rumus capaian, target rentang",
    "batas_capaian": "Batas capaian",
    "lingkup_batas": "Lingkup batas",
    "batas_pembanding": "Batas pembanding",
    "rata_rata_capaian": "Rata-rata capaian instansi",
    "predikat_ke_nilai": "Target berupa predikat",
    "efisiensi": "Efisiensi",
    "evaluasi_rata_rata_k": "Rata-rata formulir evaluasi, kinerja",
    "evaluasi_rata_rata_rp": "Rata-rata formulir evaluasi, anggaran",
    "gaya_rupiah": "Penulisan rupiah",
    "gaya_persen": "Penulisan persen",
}
# How a declared way of writing looks.
_SHOWN: dict[str, Callable[[str], str]] = {
    "gaya_rupiah": lambda style: f"misalnya {format_rupiah(Decimal(5000), style)}",
    "gaya_persen": lambda style: f"misalnya {style_percent('96,34%', style)}",
}
DASAR = {
    "target": "Target",
    "realisasi": "Realisasi",
    "realisasi_tahun_lalu": "Realisasi dan capaian tahun lalu",
    "target_renstra": "Target tahunan Renstra",
    "target_akhir_renstra": "Target akhir Renstra",
    "pagu": "Pagu program dan kegiatan",
    "realisasi_anggaran": "Realisasi anggaran program dan kegiatan",
    "kondisi_awal": "Kondisi awal sebelum Renstra",
}


def table_kebijakan_metode(params: Params, rules: Mapping[str, Rule]) -> Table:
    """Declared policies: what, which option, what it means, and whether the source was verified."""
    table = Table(
        "metode-kebijakan",
        "Kebijakan Penghitungan yang Dipakai",
        [
            Column("Kebijakan", "left", 3),
            Column("Pilihan", "left", 2.6),
            Column("Arti", "left", 5),
            Column("Verifikasi sumber", "left", 2.2),
        ],
        size="small",
    )
    for key, label in LABELS.items():
        value = str(getattr(params.kebijakan, key))
        if key == "skala_predikat":
            rule = rules[value]
            table.row(label, value, rule.label, rule.verification)
        elif key in POLICIES:
            name, group = POLICIES[key]
            meaning = _meaning(rules[name].choice(value, group))
            table.row(label, value, meaning, rules[name].verification)
        else:
            table.row(label, value, _SHOWN[key](value) if key in _SHOWN else "", "–")
    return table


def _meaning(choice: Choice) -> str:
    formula = f": {readable(choice.ekspresi)}" if choice.ekspresi else ""
    return f"{choice.label}{formula}{f'; {choice.terms}' if choice.terms else ''}"


def table_dasar(params: Params, dokumen: Mapping[str, str]) -> Table:
    """Which document is the base of which calculation."""
    table = Table(
        "metode-dasar",
        "Dokumen Dasar Penghitungan",
        [Column("Angka", "left", 4), Column("Dokumen, yang pertama memuat angkanya", "left", 9)],
        size="small",
        notes=["Bab dan nomor tabel menurut dokumen instansi, bukan menurut laporan ini."],
    )
    for key, label in DASAR.items():
        codes: Sequence[str] = getattr(params.dasar, key)
        table.row(label, "; ".join(dokumen.get(code, code) for code in codes) or "tidak dinyatakan")
    return table


def table_aturan(rules: Mapping[str, Rule]) -> Table:
    """The rules used: source, since when, how they are read."""
    table = Table(
        "metode-aturan",
        "Aturan yang Dipakai dan Cara Membacanya",
        [
            Column("Aturan", "left", 3),
            Column("Sumber", "left", 4),
            Column("Verifikasi", "left", 2),
            Column("Cara membaca", "left", 7),
        ],
        size="small",
    )
    for rule in rules.values():
        table.row(rule.label, rule.source.title, rule.verification, rule.reading)
    return table


def table_kasus(rule: Rule) -> Table:
    """What stands in for a capaian that the formula cannot give, case by case."""
    table = Table(
        "metode-kasus",
        "Perlakuan Nilai Nol dan Nilai Kosong",
        [
            Column("Keadaan", "left", 5),
            Column("Capaian", "left", 2.5),
            Column("Catatan yang dicetak", "left", 5),
        ],
        size="small",
        source=rule.source.title,
    )
    for case in rule.choices("kasus").values():
        table.row(case.label, case.detail, case.catatan)
    return table


def table_skala(scale: Rule) -> Table:
    """The predicate scale as read."""
    head, rows = scale.table()
    table = Table(
        "metode-skala",
        scale.label,
        [Column(text, "left") for text in head],
        size="small",
        source=scale.source.title,
    )
    for row in rows:
        table.row(*row)
    return table
