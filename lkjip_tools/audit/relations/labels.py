"""Words that belong to another report: years, agencies, dates, regulations."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from lkjip_tools.audit.check import (
    MATERIAL, MINOR, RENDAH, SEDANG, TIDAK_SESUAI, TINGGI, TIPOGRAFI, Check,
)
from lkjip_tools.audit.columns import YEAR
from lkjip_tools.audit.lines import clean
from lkjip_tools.audit.model import Block, Heading, Paragraph, Table
from lkjip_tools.audit.printed import Place
from lkjip_tools.audit.report import OWN, Report
from lkjip_tools.audit.words import words
from lkjip_tools.dates import MONTHS

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
    r"^\W*(?P<name>perjanjian kinerja|rencana aksi|rencana kerja tahunan|penetapan kinerja|indikator kinerja utama)"
    r"\b.{0,120}?(?:tahun\s+)?(?P<tahun>(?:19|20)\d\d)\W*",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b(?P<d>\d{{1,2}})\s+(?P<m>{_MONTH})\s+(?P<y>\d{{4}})\b", re.IGNORECASE)
_SIGNED = re.compile(rf"^\W*[A-Z][\w .]+,\s*(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+(?P<y>\d{{4}})\W*$", re.IGNORECASE)
_AGENCY = re.compile(
    r"\b(?:Bappeda\w*|Bapelitbang\w*|(?:Badan|Dinas|Inspektorat|Kecamatan|Kantor|Satuan|Sekretariat|Biro)"
    r"(?:\s+(?:(?:dan|Daerah|[A-Z][a-z]+)\b,?)){1,8})"
)
_POSSESSED = re.compile(
    r"(?:LKj(?:IP)?|LAKIP|Laporan Kinerja(?: Instansi Pemerintah)?|Rencana Strategis|Renstra|Renja|Rencana Kerja|"
    r"Perjanjian Kinerja|Indikator Kinerja Utama|IKU|Visi|Misi|Tujuan)\s+(?:dari\s+|pada\s+)?$"
)
_ACTS = re.compile(r"^\s*(?:mempunyai (?:tugas|fungsi)|menyelenggarakan (?:tugas|fungsi)|melaksanakan tugas)")
_LAW = re.compile(
    r"(?P<kind>Undang-Undang|Peraturan Pemerintah|Peraturan Presiden|Peraturan Menteri [\w ]{3,80}?|"
    r"Peraturan Daerah(?: (?:Kabupaten|Kota|Provinsi) \w+)?|Peraturan Bupati(?: \w+)?|Peraturan Gubernur(?: \w+)?|"
    r"Peraturan Wali ?Kota(?: \w+)?|Instruksi Presiden)\s+(?:Republik Indonesia\s+)?(?:Nomor|Nomer|No\.?)\s*"
    r"(?P<n>\d{1,3})\s+Tahun\s+(?P<y>\d{4})[\s,]*(?:tentang)?\s*(?P<title>[A-Z][^;.(\n]{8,160})",
    re.IGNORECASE,
)
_TITLE_ALIKE = 0.8


def _texts(report: Report) -> Iterator[tuple[str, Block, int]]:
    for block in report.document.blocks:
        if isinstance(block, Table):
            for row in [*block.head, *block.rows]:
                for cell in row.cells:
                    if len(cell.text) > 20:  # noqa: PLR2004
                        yield cell.text, block, cell.place.line
        else:
            yield block.text, block, block.place.line


def _place(block: Block, offset: int, line: int) -> Place:
    if isinstance(block, Paragraph):
        return block.at(offset)
    return Place(block.place.page, line, 1)


def _check(relasi: str, jenis: str, place: Place, quote: str, printed: str, right: str,
           rumus: str, tingkat: str, keyakinan: str, *sebab: str) -> Check:
    return Check(relasi, jenis, place, quote[:220], printed, TIDAK_SESUAI, hitung=right, rumus=rumus,
                 tingkat=tingkat, keyakinan=keyakinan, sebab=list(sebab))


def tahun_laporan(report: Report) -> Iterator[Check]:
    """`LKjIP … Tahun 2022` in a report on 2023."""
    for text, block, line in _texts(report):
        for found in _OWN_YEAR.finditer(text):
            year = int(found["tahun"])
            if year == report.tahun or _OTHER_TIMES.search(found["between"]) or YEAR.search(found["between"]):
                continue
            if isinstance(block, Table):
                continue
            yield _check("tahun_laporan", "tahun_lain", _place(block, found.start("tahun"), line), found[0],
                         found["tahun"], str(report.tahun), "tahun laporan", MINOR, TINGGI,
                         "sisa laporan tahun lain")


def tahun_lampiran(report: Report) -> Iterator[Check]:
    """An annexed agreement or action plan of another year; one finding per document."""
    seen: dict[str, list[tuple[int, Place, str]]] = defaultdict(list)
    for heading in report.document.headings:
        if heading.place.line > report.annex_line and (found := _ANNEXED.match(heading.text)):
            seen[found["name"].lower()].append((int(found["tahun"]), heading.place, heading.text))
    for name, places in seen.items():
        counts = Counter(year for year, *_ in places)
        main = counts.most_common(1)[0][0]
        if main != report.tahun:
            year, place, text = next(p for p in places if p[0] == main)
            yield _check("tahun_lampiran", "tahun_lain", place, text, str(year), str(report.tahun),
                         f"{name} tahun laporan", MATERIAL, TINGGI,
                         f"{name} tahun {main} dilampirkan {counts[main]} kali")
        for year, place, text in places:
            if year != main:
                yield _check("tahun_lampiran", "tahun_lain", place, text, str(year), str(main),
                             f"{name} lain di lampiran ini bertahun {main}", MINOR, SEDANG)
        yield from _signed(report, main, [p for _, p, _ in places])


def _signed(report: Report, main: int, places: list[Place]) -> Iterator[Check]:
    """Dates of signature that miss the year all others have."""
    first, last = min(p.line for p in places), max(p.line for p in places)
    dated = [
        (int(found["y"]), n, clean(text), page)
        for n, (page, text) in enumerate(report.document.lines, start=1)
        if first <= n <= last + 200 and (found := _SIGNED.match(clean(text)))
    ]
    counts = Counter(year for year, *_ in dated)
    if len(dated) < 3 or counts[main] * 2 < len(dated):  # noqa: PLR2004
        return
    for year, n, text, page in dated:
        if year != main and counts[year] * 4 < counts[main] and (n <= last):
            yield _check("tahun_tanda_tangan", "tahun_lain", Place(page, n, 1), text, str(year), str(main),
                         f"{counts[main]} tanda tangan lain bertahun {main}", TIPOGRAFI, SEDANG)


def tahun_mustahil(report: Report) -> Iterator[Check]:
    """`tahun 20213`: no year."""
    for text, block, line in _texts(report):
        for found in _TAHUN.finditer(text):
            if not 1900 <= int(found["tahun"]) <= 2100:  # noqa: PLR2004
                yield _check("tahun_mustahil", "tahun_mustahil", _place(block, found.start("tahun"), line),
                             text[max(0, found.start() - 60) : found.end() + 20], found["tahun"], "",
                             "tahun empat angka", TIPOGRAFI, TINGGI, "satu angka terlalu banyak")


def tanggal_mustahil(report: Report) -> Iterator[Check]:
    """A date that is on no calendar."""
    months = {name.casefold(): n for n, name in enumerate(MONTHS, start=1)}
    for text, block, line in _texts(report):
        for found in _DATE.finditer(text):
            try:
                date(int(found["y"]), months[found["m"].casefold()], int(found["d"]))
            except ValueError:
                yield _check("tanggal_mustahil", "tanggal_mustahil", _place(block, found.start(), line),
                             found[0], found[0], "", "tanggal pada kalender", TIPOGRAFI, TINGGI)


def tanggal_mendahului(report: Report) -> Iterator[Check]:
    """A decree that cites a rule dated after itself."""
    months = {name.casefold(): n for n, name in enumerate(MONTHS, start=1)}
    cited: list[tuple[date, Place, str]] = []
    for block in report.document.blocks:
        if isinstance(block, Heading) and re.search(r"\b(?:KEPUTUSAN|PERATURAN)\b", block.text):
            cited = []
        if not isinstance(block, Paragraph):
            continue
        for found in _DATE.finditer(block.text):
            try:
                day = date(int(found["y"]), months[found["m"].casefold()], int(found["d"]))
            except ValueError:
                continue
            before = block.text[: found.start()]
            if re.search(r"(?:pada tanggal|ditetapkan)\W*$", before, re.IGNORECASE):
                for other, place, quote in cited:
                    if other > day:
                        yield _check("tanggal_mendahului", "tanggal_mendahului", place, quote,
                                     str(quote)[-80:], "", f"tidak sesudah {found[0]}", MINOR, TINGGI)
                cited = []
            elif re.search(r"tanggal\s*$", before, re.IGNORECASE):
                cited.append((day, block.at(found.start()), block.text[max(0, found.start() - 90) : found.end()]))


def instansi_lain(report: Report) -> Iterator[Check]:
    """Another agency as the owner of this report, its plans or its tasks."""
    own = own_agency(report)
    if not own:
        return
    for text, block, line in _texts(report):
        if not isinstance(block, Paragraph):
            continue
        for found in _AGENCY.finditer(text):
            name = found[0].strip(" ,")
            owns = _POSSESSED.search(text[: found.start()])
            acts = _ACTS.match(text[found.end() :])
            if not (owns or acts) or _same_agency(name, own):
                continue
            if re.match(r"\s*\d{4}", text[found.end() :]):
                continue  # another report, cited by its year
            yield _check("instansi_lain", "instansi_lain", _place(block, found.start(), line),
                         text[max(0, found.start() - 60) : found.end() + 60], name, own.title(),
                         "nama instansi pelapor", MINOR, TINGGI if owns else SEDANG,
                         "sisa laporan instansi lain")


def own_agency(report: Report) -> str:
    """The agency a report is about: the name it prints most on its first pages."""
    counts: Counter[str] = Counter()
    for _, text in report.document.lines[:400]:
        for found in re.finditer(
            r"\b(?:badan|dinas|inspektorat|kecamatan|kantor|satuan|sekretariat|rumah sakit)\b[a-z ,]{3,80}",
            clean(text).casefold(),
        ):
            name = re.split(r"\b(?:kabupaten|kab|kota|provinsi|tahun|yang|ini|sebagai|,)\b", found[0])[0]
            counts[name.strip(" ,")] += 1
    return counts.most_common(1)[0][0] if counts else ""


def _same_agency(name: str, own: str) -> bool:
    mine, other = set(words(own)), set(words(name))
    rest = other - {"badan", "dinas", "daerah", "kantor"}
    if not rest or len(mine & rest) * 2 > len(rest):
        return True
    return any(_shortens(word, tuple(own.split())) for word in rest)


def _shortens(short: str, name: tuple[str, ...]) -> bool:
    """Say whether a word is made of beginnings of a name's words: Kesbangpol, Bappeda."""
    if not short:
        return True
    return any(
        short.startswith(word[:n]) and _shortens(short[n:], name[i + 1 :])
        for i, word in enumerate(name)
        for n in range(min(len(word), len(short)), 0, -1)
        if n > 1 or word[0] in "pb"
    )


def peraturan_beda(report: Report) -> Iterator[Check]:
    """One regulation, by its title, with two years or of two kinds."""
    known: list[tuple[str, int, int, str, Place, str]] = []
    for text, block, line in _texts(report):
        if isinstance(block, Table):
            continue
        for found in _LAW.finditer(text):
            place = _place(block, found.start(), line)
            known.append((_kind(found["kind"]), int(found["n"]), int(found["y"]), found["title"], place, found[0]))
    counts = Counter((kind, n, year) for kind, n, year, *_ in known)
    done = set()
    for kind, n, year, title, place, quote in known:
        for kind2, n2, year2, title2, place2, quote2 in known:
            if (kind, n, year) == (kind2, n2, year2) or n != n2 or (kind != kind2 and year != year2):
                continue
            if not _alike(title, title2) or (kind, n, year) in done:
                continue
            mine, other = counts[kind, n, year], counts[kind2, n2, year2]
            if mine > other or (mine == other and place < place2):
                continue
            done.add((kind, n, year))
            yield _check("peraturan_beda", "peraturan_beda", place, quote, f"{kind} {n}/{year}",
                         f"{kind2} {n2}/{year2}", f"peraturan berjudul sama (baris {place2.line})", MINOR,
                         SEDANG if mine < other else RENDAH, quote2[:90])


def _kind(text: str) -> str:
    return " ".join(text.title().split()[:2])


def _alike(one: str, other: str) -> bool:
    a, b = set(words(one)), set(words(other))
    return len(a & b) >= max(3, _TITLE_ALIKE * min(len(a), len(b)))


RULES = (tahun_laporan, tahun_lampiran, tahun_mustahil, tanggal_mustahil, tanggal_mendahului,
         instansi_lain, peraturan_beda)
__all__ = ["OWN", "RULES"]
