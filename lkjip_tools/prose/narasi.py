"""The agency's own words, whose figures are looked up, never typed.

A narrative refers to figures as `{{ <id> | <format> }}`; the references are replaced here from the
chapter's own ledger. Nothing else is interpreted: a narrative cannot run code or read files. A
reference that leads nowhere stays visible in the text and is a finding, and so is a typed number
that looks computed, and a target called reached beside a capaian below a hundred.
"""

from __future__ import annotations

from typing import Any, Protocol

from lkjip_tools.block import Block, gap, prose
from lkjip_tools.errors import nearest
from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.prose.escape import escape
from lkjip_tools.prose.format import FORMATS, fits, link, write
from lkjip_tools.prose.kinds import finding
from lkjip_tools.prose.markup import rewrite
from lkjip_tools.prose.places import Fault, Reference, Resolved
from lkjip_tools.records import Row
from lkjip_tools.regulation import RequiredItem
from lkjip_tools.shown import MIME_FINDINGS


class Narrated:
    """A section's text, ready for the report, with the findings about it."""

    def __init__(self, block: Block, findings: FindingList) -> None:
        self.block, self.findings = block, findings

    @property
    def paragraphs(self) -> list[str]:
        """The text, paragraph by paragraph, as Markdown that is safe to print; none of a gap."""
        return [part for part in self.block.get("markdown", "").split("\n\n") if part.strip()]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return self.block._repr_mimebundle_() | {MIME_FINDINGS: self.findings.to_json()}


class Section(Protocol):
    """A section's text as it was read: where, what, from which line on, and why not."""

    @property
    def path(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def first_line(self) -> int: ...
    @property
    def fault(self) -> str: ...


def narrate(
    section: Section, angka: FigureList, gaya_rupiah: str = "resmi_eyd", wajib: str = ""
) -> Narrated:
    """Replace a narrative's references by figures, and make its Markdown safe to print.

    Args:
        section: Markdown; its text is `None` when the agency has not written it.
        angka: The figures that may be referred to.
        gaya_rupiah: `resmi_eyd` or `kebiasaan`.
        wajib: What the agency owes here, such as `Penyebab dan solusi sasaran …`; without it the
            section is one that a report can do without.

    Returns:
        The prose block, or a visible gap, and the findings.
    """
    if section.text is None or not section.text.strip():
        return _missing(section, wajib)
    markdown, faults = rewrite(
        section.text, lambda reference: _resolve(reference, angka, gaya_rupiah)
    )
    found = (_found(section, fault) for fault in faults)
    block = prose(markdown, path=section.path, first_line=section.first_line)
    return Narrated(block, FindingList(found))


def narrate_optional(
    section: Section, angka: FigureList, gaya_rupiah: str = "resmi_eyd"
) -> tuple[Narrated, ...]:
    """Narrate a section that the agency may leave out; nothing where it has."""
    if section.text is None and not section.fault:
        return ()
    return (narrate(section, angka, gaya_rupiah),)


def owed(butir: RequiredItem, sasaran: Row) -> str:
    """Return what the law asks the agency to write on one sasaran, for `narrate`."""
    return (
        f"{butir.label} (butir {butir.nomor} PermenPANRB 53/2014) untuk sasaran "
        f"{sasaran['kode']} {sasaran['sasaran']}"
    )


def heading(text: str, level: int) -> Block:
    """Return a heading whose text comes from data, so that none of it is markup."""
    return prose(f"{'#' * level} {escape(text)}")


def _missing(section: Section, wajib: str) -> Narrated:
    if section.fault:
        item = finding("narasi_berkas", section.path, section.fault)
        return Narrated(gap(f"tidak dapat dibaca: {section.path}"), FindingList([item]))
    there = section.text is not None
    pesan = f"belum ditulis; {'isi' if there else 'buat'} berkas Markdown itu."
    if wajib:
        item = finding("narasi_wajib_kosong", section.path, f"{wajib} {pesan}")
        return Narrated(gap(f"belum diisi: {wajib} ({section.path})"), FindingList([item]))
    item = finding("narasi_kosong", section.path, f"Bagian ini {pesan}")
    return Narrated(gap(f"belum diisi: {section.path}"), FindingList([item]))


def _found(section: Section, fault: Fault) -> Finding:
    lokasi = f"{section.path} baris {section.first_line + fault.line - 1}"
    return finding(fault.kode, lokasi, fault.pesan, fault.tercatat, fault.tingkat)


def _resolve(reference: Reference, angka: FigureList, gaya_rupiah: str) -> Resolved:
    id, format = reference.id, reference.format
    if id not in angka:
        near = nearest(id, [figure.id for figure in angka])
        pesan = f"Rujukan '{id}' tidak dikenal{near}; periksa besaran, kode, dan tahunnya."
        return _refused("rujukan tidak dikenal", id, Fault("narasi_rujukan", pesan, id))
    if format not in FORMATS:
        near = nearest(format, list(FORMATS))
        pesan = f"Format '{format}' tidak dikenal{near}; pilih: {', '.join(FORMATS)}."
        return _refused("format tidak dikenal", format, Fault("narasi_format", pesan, format))
    figure = angka[id]
    if not fits(figure, format):
        able = ", ".join(name for name in FORMATS if fits(figure, name))
        pesan = (
            f"Format '{format}' bukan untuk {id} ({figure.unit or 'tanpa satuan'}); pilih: {able}."
        )
        return _refused("format tidak cocok", format, Fault("narasi_format", pesan, format))
    return Resolved(link(figure, write(figure, format, gaya_rupiah)), figure)


def _refused(why: str, what: str, fault: Fault) -> Resolved:
    return Resolved(rf"**\[{why}: {escape(what)}\]**", fault=fault)
