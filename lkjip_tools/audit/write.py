"""Write what an audit found: CSV, JSON, a page, a summary, a ranking."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lkjip_tools.audit.audit import COLUMNS, Audit, kinds
from lkjip_tools.audit.check import MATERIAL, MENGUBAH, MINOR, TIPOGRAFI, Check
from lkjip_tools.audit.page import page
from lkjip_tools.disarm import disarmed

FILES = ("temuan.csv", "temuan.json", "laporan.html", "ringkasan.md")
RANKED = (
    *("peringkat", "berkas", "instansi", "tahun", "diperiksa", "material", "mengubah_simpulan"),
    *("minor", "tipografi", "material_per_seratus"),
)
_MOST, _QUOTE = 8, 110


def write_audit(audit: Audit, folder: Path) -> None:
    """Write the four files of one audit into a folder."""
    (folder / "temuan.csv").write_text(to_csv(COLUMNS, audit.rows), "utf-8", newline="")
    (folder / "temuan.json").write_text(to_json(audit), "utf-8")
    (folder / "laporan.html").write_text(page(audit), "utf-8")
    (folder / "ringkasan.md").write_text(summary(audit), "utf-8")


def to_csv(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> str:
    """Write rows as CSV; a text a spreadsheet would run is disarmed with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        texts = {n: disarmed(it) if isinstance(it, str) else it for n, it in row.items()}
        writer.writerow(texts)
    return out.getvalue()


def to_json(audit: Audit) -> str:
    """Everything, with the counts of each verdict and what could not be checked."""
    content = {
        "berkas": audit.berkas,
        "instansi": audit.instansi,
        "tahun": audit.report.tahun,
        "putusan": dict(sorted(audit.verdicts.items())),
        "temuan": audit.rows,
        "tidak_diperiksa": [
            {
                "baris": c.place.line,
                "halaman": c.place.page,
                "nilai_tercetak": c.tercetak,
                "sebab": "; ".join(c.sebab),
            }
            for c in audit.unchecked
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def summary(audit: Audit) -> str:
    """One page in Indonesian, fit for an evaluation letter."""
    counts, verdicts = audit.counts, audit.verdicts
    changing = sum(c.putusan == MENGUBAH for c in audit.findings)
    tahun = f" Tahun {audit.report.tahun}" if audit.report.tahun else ""
    checked = sum(verdicts.values()) - len(audit.unchecked)
    whose = f" {audit.instansi}" if audit.instansi else ""
    agreed = checked - sum(c.salah for c in audit.checks)
    lines = [
        f"# Ringkasan pemeriksaan angka: {audit.berkas}",
        "",
        f"Telah diperiksa kesesuaian angka pada laporan kinerja{whose}{tahun}. Dari {checked} "
        f"hubungan antarangka yang dihitung ulang, {agreed} sesuai. Ditemukan "
        f"{len(audit.findings)} ketidaksesuaian: {counts[MATERIAL]} material, {counts[MINOR]} "
        f"minor, dan {counts[TIPOGRAFI]} tipografi; {changing} di antaranya mengubah simpulan "
        "laporan.",
        "",
    ]
    material = sorted(
        (c for c in audit.findings if c.tingkat == MATERIAL),
        key=lambda c: (c.putusan != MENGUBAH, c.keyakinan != "tinggi", c.place),
    )
    if material:
        lines += ["Ketidaksesuaian material yang terpenting:", ""]
        lines += [f"{n}. {sentence(c)}" for n, c in enumerate(material[:_MOST], start=1)]
        if len(material) > _MOST:
            lines += ["", f"Selebihnya ({len(material) - _MOST}) tercantum pada temuan.csv."]
        lines.append("")
    lines += [
        "Angka yang tercetak dianggap benar sepanjang masih dapat diperoleh dengan pembulatan atau "
        "pemotongan. Angka yang tidak disebut di sini belum tentu benar: hanya hubungan yang dapat "
        "dikenali dari judul dan letaknya yang dihitung ulang.",
        "",
    ]
    return "\n".join(lines)


def sentence(check: Check) -> str:
    """One finding in one sentence."""
    where = f"halaman {check.place.page}, " if check.place.page else ""
    label = str(kinds()[check.jenis]["label"])
    right = f", seharusnya {check.hitung}" if check.hitung else ""
    rumus = f" ({check.rumus[:_QUOTE]})" if check.rumus else ""
    printed = f"tercetak {check.tercetak[:_QUOTE]}{right}{rumus}"
    return f"{label}: {printed}; {where}baris {check.place.line}."


def ranking(audits: Sequence[Audit]) -> list[dict[str, Any]]:
    """Rank reports: the most material findings for a hundred checks first."""
    rows = []
    for audit in audits:
        checked = max(sum(audit.verdicts.values()), 1)
        rows.append(
            {
                "berkas": audit.berkas,
                "instansi": audit.instansi,
                "tahun": audit.report.tahun,
                "diperiksa": checked,
                "material": audit.counts[MATERIAL],
                "mengubah_simpulan": sum(c.putusan == MENGUBAH for c in audit.findings),
                "minor": audit.counts[MINOR],
                "tipografi": audit.counts[TIPOGRAFI],
                "material_per_seratus": f"{audit.counts[MATERIAL] * 100 / checked:.1f}".replace(
                    ".", ","
                ),
                "_": audit.counts[MATERIAL] / checked,
            }
        )
    rows.sort(key=lambda row: (-float(str(row["_"])), str(row["berkas"])))
    return [
        {"peringkat": n, **{name: row[name] for name in RANKED[1:]}}
        for n, row in enumerate(rows, start=1)
    ]
