"""Claims of the printed report: numbers against figures, and sentences worth a second look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.finding import WEIGHTS, Finding, FindingList, Tingkat
from lkjip_tools.nip import nip_fault
from lkjip_tools.params import Params
from lkjip_tools.records import Row, records
from lkjip_tools.validate.compare import at, check_recorded, compare, computed, decimals, printed
from lkjip_tools.validate.kinds import KINDS, finding

YEAR = re.compile(r"\b(?:19|20)\d{2,3}\b")  # one digit too many is a misprint
AGENCY = re.compile(r"\bBappeda\w*|\b(?:Badan|Dinas|Kantor) [A-Z]\w+")
BLANK = re.compile(r"\.\s?%|\.{3,}|…|_{2,}|\bKabupaten Tahun\b")
RENSTRA = re.compile(r"\bRenstra\s+\d{4}(\s*[-–]\s*\d{4})?")  # the plan's years may be others
NIP = re.compile(r"\bNIP\b\W*([\d\s.-]+)")


def check_klaim(
    klaim: pd.DataFrame, figures: FigureList, params: Params, tahun: int
) -> FindingList:
    """Compare claims of the printed report with the figures; name the nature of textual ones.

    Args:
        klaim: Table `klaim`: `angka` carry a figure id, `teks` a quotation. A row's `alasan` is
            told with its finding; its `tingkat` makes the finding weigh more, never less.
        figures: All figures of the report.
        params: The agency; another agency's name is a leftover.
        tahun: Year of the report.

    Returns:
        Wrong numbers, each with the figure that does have the printed value where there is one;
        numbers that cannot be checked; every textual claim.
    """
    found: list[Finding] = []
    for row in records(klaim):
        about = _number(row, figures) if row["jenis"] == "angka" else _text(row, params, tahun)
        found += [_weighed(item, row["tingkat"]) for item in about]
    return FindingList(found)


def _weighed(item: Finding, tingkat: Tingkat | None) -> Finding:
    """Return a finding at the weight its row gives it, unless its own is heavier."""
    if tingkat is None or WEIGHTS.index(item.tingkat) < WEIGHTS.index(tingkat):
        return item
    return replace(item, tingkat=tingkat)


def _why(row: Row) -> str:
    """Return what the row says is wrong with its claim, as a sentence with a space before it."""
    why = (row["alasan"] or "").strip().rstrip(".")
    return f" {why}." if why else ""


def _number(row: Row, figures: FigureList) -> list[Finding]:
    tercatat, id = row["nilai_tercatat"], row["id"] or ""
    hal = f"{row['lokasi']}: “{row['kutipan']}”."
    if tercatat is None or id not in figures or not isinstance(figures[id].value, Decimal):
        reason = figures[id].note if id in figures else f"tidak ada hitungan {id or 'yang dirujuk'}"
        pesan = f"{hal}{_why(row)} Tidak dapat diperiksa: {reason}. Lengkapi rujukan atau datanya."
        recorded = "" if tercatat is None else printed(tercatat)
        return [finding("klaim_tidak_terperiksa", at([row], "id"), pesan, recorded)]
    figure = figures[id]
    if row["satuan"] == "rupiah" and tercatat == tercatat.to_integral_value():
        tercatat = tercatat.to_integral_value()
    found = check_recorded(
        "klaim_angka",
        tercatat,
        figure.value,
        lokasi=at([row], "nilai_tercatat"),
        hal=f"{hal} {figure.label}",
        rumus=figure.expression or figure.source,
        anjuran=f"Perbaiki naskahnya.{_origin(tercatat, figure, figures)}{_why(row)}",
        pembanding="dokumen dasar mencatat" if figure.source else "perhitungan menghasilkan",
    )
    return [item.about(id) for item in found]


def _origin(tercatat: Decimal, wrong: Figure, figures: FigureList) -> str:
    """Say what the printed number is, when it is the sum of a mean or some other figure."""
    parts = [item.value for _, item in wrong.operands if isinstance(item.value, Decimal)]
    if wrong.besaran.endswith("rata_rata_persen") and len(parts) > 1:
        whole = sum(parts, Decimal(0))
        if compare(tercatat, whole) != "beda":
            return (
                f" Yang tercetak adalah jumlahnya ({computed(whole, tercatat)}), bukan rata-rata."
            )
    if decimals(tercatat) < 2:
        return ""  # round numbers agree by chance
    kode, tahun = _subject(wrong)
    for figure in figures:
        other, year = _subject(figure)
        near = year == tahun and other in (kode, "instansi") and figure.unit == wrong.unit
        if near and isinstance(figure.value, Decimal) and compare(tercatat, figure.value) != "beda":
            return f" Angka tercetak adalah {figure.label} ({computed(figure.value, tercatat)})."
    return ""


def _subject(figure: Figure) -> tuple[str, str]:
    """Return code and year of a figure's id."""
    kode, _, tahun = figure.id.partition("/")[2].rpartition("/")
    return kode, tahun


def _text(row: Row, params: Params, tahun: int) -> Iterator[Finding]:
    kode, advice = _nature(row["kutipan"], params, tahun)
    why = _why(row)
    if why and kode == "klaim_teks":
        advice = "Perbaiki pernyataannya."
    pesan = f"{row['lokasi']}: “{row['kutipan']}”.{why} {advice}"
    yield finding(kode, at([row], "kutipan"), pesan, row["kutipan"])


def _nature(text: str, params: Params, tahun: int) -> tuple[str, str]:
    number = NIP.search(text)
    if number and (fault := nip_fault(number[1].strip())):
        return "nip_salah", f"{KINDS['nip_salah'].label} {fault}. Tulis NIP yang benar."
    others = [
        name for name in AGENCY.findall(text) if name.casefold() not in params.nama.casefold()
    ]
    if others:
        return "klaim_instansi_lain", f"{others[0]} bukan {params.nama}. Ganti namanya."
    if BLANK.search(text):
        return "klaim_isian_kosong", "Ada yang belum diisi pada kutipan ini. Lengkapi."
    years = YEAR.findall(RENSTRA.sub("", text))
    if years and str(tahun) not in years:
        return "klaim_tahun_lain", f"Tahun laporan {tahun}, tertulis {', '.join(years)}. Perbaiki."
    return "klaim_teks", "Cocokkan pernyataan ini dengan data dan aturannya, lalu perbaiki."
