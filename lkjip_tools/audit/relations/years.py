"""Years that belong to another report, or to no calendar."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from lkjip_tools.audit.check import (
    MATERIAL,
    MINOR,
    SEDANG,
    TINGGI,
    TIPOGRAFI,
    Check,
    accuse,
)
from lkjip_tools.audit.columns import YEAR
from lkjip_tools.audit.lines import clean
from lkjip_tools.audit.model import Table
from lkjip_tools.audit.printed import Place
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import MONTH, place_in, texts

_TAHUN = re.compile(r"\btahun\s+(?P<tahun>\d{4,5})\b(?!\s*[-–/])", re.IGNORECASE)


_OWN_YEAR = re.compile(
    r"(?:LKj(?:IP)?|LAKIP|laporan (?:akuntabilitas )?kinerja(?: instansi pemerintah)?)\b"
    r"(?P<between>[^.;:]{0,160}?)\btahun\s+(?P<tahun>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


_OTHER_TIMES = re.compile(
    r"sebelumnya|lalu|dibanding|evaluasi|nomor|perubahan|peraturan|negara|lembaran", re.IGNORECASE
)


_ANNEXED = re.compile(
    r"^\W*(?P<name>perjanjian kinerja|rencana aksi|rencana kerja tahunan|penetapan kinerja|"
    r"indikator kinerja utama)"
    r"\b.{0,120}?(?:tahun\s+)?(?P<tahun>(?:19|20)\d\d)\W*",
    re.IGNORECASE,
)


_SIGNED = re.compile(
    rf"^\W*[A-Z][\w .]+,\s*(?:\d{{1,2}}\s+)?(?:{MONTH})\s+(?P<y>\d{{4}})\W*$", re.IGNORECASE
)


def tahun_laporan(report: Report) -> Iterator[Check]:
    """`LKjIP … Tahun 2022` in a report on 2023."""
    for text, block, line in texts(report):
        for found in _OWN_YEAR.finditer(text):
            year = int(found["tahun"])
            if (
                year == report.tahun
                or _OTHER_TIMES.search(found["between"])
                or YEAR.search(found["between"])
            ):
                continue
            if isinstance(block, Table):
                continue
            yield accuse(
                "tahun_laporan",
                "tahun_lain",
                place_in(block, found.start("tahun"), line),
                found[0],
                found["tahun"],
                str(report.tahun),
                "tahun laporan",
                (MINOR, TINGGI),
                "sisa laporan tahun lain",
            )


def tahun_lampiran(report: Report) -> Iterator[Check]:
    """An annexed agreement or action plan of another year; one finding per document."""
    seen: dict[str, list[tuple[int, Place, str]]] = defaultdict(list)
    for heading in report.document.headings:
        if heading.place.line > report.annex_line and (found := _ANNEXED.match(heading.text)):
            seen[found["name"].lower()].append((int(found["tahun"]), heading.place, heading.text))
    for name, places in seen.items():
        counts = Counter(year for year, *_ in places)
        main = counts.most_common(1)[0][0]
        doubts = []
        if main != report.tahun:
            year, place, text = next(p for p in places if p[0] == main)
            doubts = [
                f"tahun {main} sendiri dipersoalkan: laporan ini tahun {report.tahun} "
                f"(baris {place.line})"
            ]
            yield accuse(
                "tahun_lampiran",
                "tahun_lain",
                place,
                text,
                str(year),
                str(report.tahun),
                f"{name} tahun laporan",
                (MATERIAL, TINGGI),
                f"{name} tahun {main} dilampirkan {counts[main]} kali",
            )
        for year, place, text in places:
            if year != main:
                yield accuse(
                    "tahun_lampiran",
                    "tahun_lain",
                    place,
                    text,
                    str(year),
                    str(main),
                    f"{name} lain di lampiran ini bertahun {main}",
                    (MINOR, SEDANG),
                    *doubts,
                )
        yield from _signed(report, main, [p for _, p, _ in places], doubts)


def _signed(report: Report, main: int, places: list[Place], doubts: list[str]) -> Iterator[Check]:
    """Dates of signature that miss the year all others have."""
    first, last = min(p.line for p in places), max(p.line for p in places)
    dated = [
        (int(found["y"]), n, clean(text), page)
        for n, (page, text) in enumerate(report.document.lines, start=1)
        if first <= n <= last + 200 and (found := _SIGNED.match(clean(text)))
    ]
    counts = Counter(year for year, *_ in dated)
    if len(dated) < 3 or counts[main] * 2 < len(dated):
        return
    for year, n, text, page in dated:
        if year != main and counts[year] * 4 < counts[main] and (n <= last):
            yield accuse(
                "tahun_tanda_tangan",
                "tahun_lain",
                Place(page, n, 1),
                text,
                str(year),
                str(main),
                f"{counts[main]} tanda tangan lain bertahun {main}",
                (TIPOGRAFI, SEDANG),
                *doubts,
            )


def tahun_mustahil(report: Report) -> Iterator[Check]:
    """`tahun 20213`: no year."""
    for text, block, line in texts(report):
        for found in _TAHUN.finditer(text):
            if not 1900 <= int(found["tahun"]) <= 2100:
                yield accuse(
                    "tahun_mustahil",
                    "tahun_mustahil",
                    place_in(block, found.start("tahun"), line),
                    text[max(0, found.start() - 60) : found.end() + 20],
                    found["tahun"],
                    "",
                    "tahun empat angka",
                    (TIPOGRAFI, TINGGI),
                    "satu angka terlalu banyak",
                )


RULES = (
    tahun_laporan,
    tahun_lampiran,
    tahun_mustahil,
)
