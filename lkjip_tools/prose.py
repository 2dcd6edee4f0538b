"""Text whose figures are looked up, never typed.

A narrative refers to figures as `{{ <id> | <format> }}`; the references are replaced here from the
chapter's own ledger. Nothing else is interpreted: a narrative cannot run code or read files. A
reference that leads nowhere stays visible in the text and is a finding, and so is a typed number
that looks computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Protocol

from num2words import num2words

from lkjip_tools.block import MIME_FINDINGS, Block, gap, prose
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.number import format_number, format_rupiah

_REFERENCE = re.compile(r"\{\{(?P<id>[^|{}]*)(?:\|(?P<format>[^{}]*))?\}\}")
_TYPED = re.compile(r"\d+(?:[.,]\d+)?\s?%|Rp\.?\s?\d[\d.,]*")


def _words(value: Decimal) -> str:
    return str(num2words(value, lang="id"))


FORMATS: dict[str, Callable[[Decimal], str]] = {
    "persen": lambda value: f"{format_number(value, 2)}%",
    "persen0": lambda value: f"{format_number(value, 0)}%",
    "poin": lambda value: f"{format_number(value, 2)} poin",
    "rupiah": format_rupiah,
    "angka": format_number,
    "bulat": lambda value: format_number(value, 0),
    "terbilang": _words,
    "teks": str,
}


class Narrated:
    """A section's text, ready for the report, with the findings about it."""

    def __init__(self, block: Block, findings: FindingList) -> None:
        self.block, self.findings = block, findings

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return self.block._repr_mimebundle_() | {MIME_FINDINGS: self.findings.to_json()}


class Section(Protocol):
    """A section's text as it was read: where, what, and from which line on."""

    @property
    def path(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def first_line(self) -> int: ...


def narrate(section: Section, angka: FigureList, gaya_rupiah: str = "resmi_eyd") -> Narrated:
    """Replace a narrative's references by figures.

    Args:
        section: Markdown; its text is `None` when the agency has not written it.
        angka: The figures that may be referred to.
        gaya_rupiah: `resmi_eyd` or `kebiasaan`.

    Returns:
        The prose block, or a visible gap, and the findings.
    """
    text, place, line = section.text, section.path, section.first_line
    if text is None:
        missing = Finding(
            "N01", "minor", place, "Bagian ini belum ditulis; buat berkas Markdown itu."
        )
        return Narrated(gap(f"belum diisi: {place}"), FindingList([missing]))
    faults = list(_typed(text, place, line))

    def replace(match: re.Match[str]) -> str:
        where = f"{place} baris {line + text.count(chr(10), 0, match.start())}"
        shown, fault = _resolve(
            match["id"].strip(), (match["format"] or "").strip(), angka, gaya_rupiah, where
        )
        faults.extend(fault)
        return shown

    shown = _REFERENCE.sub(replace, text)
    return Narrated(prose(shown, path=place, first_line=line), FindingList(faults))


def _resolve(
    id: str, format: str, angka: FigureList, gaya_rupiah: str, where: str
) -> tuple[str, list[Finding]]:
    if id not in angka:
        message = f"Rujukan '{id}' tidak dikenal; periksa besaran, kode, dan tahunnya."
        return f"**[rujukan tidak dikenal: {id}]**", [Finding("N02", "material", where, message)]
    if format not in FORMATS:
        message = f"Format '{format}' tidak dikenal; pilih: {', '.join(FORMATS)}."
        return f"**[format tidak dikenal: {format}]**", [Finding("N03", "minor", where, message)]
    return f"[{_text(angka[id], format, gaya_rupiah)}](angka:{id})", []


def _text(figure: Figure, format: str, gaya_rupiah: str) -> str:
    if figure.value is None:
        return "n/a"
    if not isinstance(figure.value, Decimal):
        return figure.value
    if format == "rupiah":
        return format_rupiah(figure.value, gaya_rupiah)
    if format == "persen" and not figure.expression:
        return f"{format_number(figure.value)}%"
    return FORMATS[format](figure.value)


def _typed(text: str, place: str, line: int) -> Iterator[Finding]:
    """Find typed numbers that look computed."""
    for match in _TYPED.finditer(_REFERENCE.sub("", text)):
        stripped = _REFERENCE.sub("", text)
        at = line + stripped.count("\n", 0, match.start())
        yield Finding(
            "N04",
            "minor",
            f"{place} baris {at}",
            f"Angka '{match[0]}' diketik, bukan rujukan; ganti dengan {{{{ id | format }}}}.",
            nilai_tercatat=match[0],
        )
