"""Names of other agencies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lkjip_tools.audit.check import (
    MINOR,
    SEDANG,
    TINGGI,
    Check,
    accuse,
)
from lkjip_tools.audit.lines import clean
from lkjip_tools.audit.model import Paragraph
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import place_in, texts
from lkjip_tools.audit.words import words

_AGENCY = re.compile(
    r"\b(?:Bappeda\w*|Bapelitbang\w*|(?:Badan|Dinas|Inspektorat|Kecamatan|Kantor|Satuan|Sekretariat|Biro)"
    r"(?:\s+(?:(?:dan|Daerah|[A-Z][a-z]+)\b,?)){1,8})"
)


_POSSESSED = re.compile(
    r"(?:LKj(?:IP)?|LAKIP|Laporan Kinerja(?: Instansi Pemerintah)?|Rencana Strategis|"
    r"Renstra|Renja|Rencana Kerja|"
    r"Perjanjian Kinerja|Indikator Kinerja Utama|IKU|Visi|Misi|Tujuan)\s+(?:dari\s+|pada\s+)?$"
)


_ACTS = re.compile(
    r"^\s*(?:mempunyai (?:tugas|fungsi)|menyelenggarakan (?:tugas|fungsi)|melaksanakan tugas)"
)


def instansi_lain(report: Report) -> Iterator[Check]:
    """Another agency as the owner of this report, its plans or its tasks."""
    own = own_agency(report)
    if not own:
        return
    for text, block, line in texts(report):
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
            yield accuse(
                "instansi_lain",
                "instansi_lain",
                place_in(block, found.start(), line),
                text[max(0, found.start() - 60) : found.end() + 60],
                name,
                own.title(),
                "nama instansi pelapor",
                (MINOR, TINGGI if owns else SEDANG),
                "sisa laporan instansi lain",
            )


def own_agency(report: Report) -> str:
    """The agency a report is about: the name it prints most on its first pages."""
    counts: Counter[str] = Counter()
    for _, text in report.document.lines[:400]:
        for found in re.finditer(
            r"\b(?:badan|dinas|inspektorat|kecamatan|kantor|satuan|sekretariat|rumah sakit)\b"
            r"[a-z ,]{3,80}",
            clean(text).casefold(),
        ):
            name = re.split(
                r"\b(?:kabupaten|kab|kota|provinsi|tahun|yang|ini|sebagai|,)\b", found[0]
            )[0]
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


RULES = (instansi_lain,)
