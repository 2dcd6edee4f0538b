"""A published report against figures recomputed from the agency's own data.

Where we hold an agency's tables, its report can be held against more than itself: each printed
fact against the figure of the same name, measure and year.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lkjip_tools.audit.audit import Audit, audit_file
from lkjip_tools.audit.check import exact, shown, verdict
from lkjip_tools.audit.facts import INSTANSI, Fact, table_facts
from lkjip_tools.besaran import BESARAN
from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.root import data_folder, find_root

MEASURES = {
    "target": "target",
    "realisasi": "realisasi",
    "capaian": "capaian_persen",
    "pagu": "pagu_rp",
    "realisasi_rp": "realisasi_rp",
}
COLUMNS = (
    *("baris", "ukuran", "nama", "tahun", "nilai_tercetak", "nilai_hitung", "putusan"),
    *("id", "rumus"),
)
_SUFFIXES = (".txt", ".md", ".pdf", ".docx")


def find_naskah(instansi: str, tahun: int, root: Path | None = None) -> list[Path]:
    """Return the agency's own published documents of a year; none is no error."""
    folder = data_folder(find_root(root), instansi, tahun) / "naskah"
    return sorted(p for p in folder.glob("*") if p.suffix.lower() in _SUFFIXES)


def audit_naskah(instansi: str, tahun: int, root: Path | None = None) -> list[Audit]:
    """Audit every published document that is kept beside an agency's data.

    Raises:
        AuditInputError: One of them cannot be read.
    """
    return [audit_file(path) for path in find_naskah(instansi, tahun, root)]


def claims_against(audits: list[Audit], angka: FigureList) -> list[dict[str, str]]:
    """Compare printed facts with recomputed figures.

    Args:
        audits: The audited documents.
        angka: Every figure of the agency and year.

    Returns:
        One row for each fact that has a figure, columns as `COLUMNS`, in reading order.
    """
    figures = list(_with_operands(angka))
    return [
        row
        for audit in audits
        for fact in table_facts(audit.report)
        if fact.nama != INSTANSI and fact.tingkat != "sub"  # figures stop at kegiatan
        for row in _compared(audit, fact, figures)
    ]


def _with_operands(angka: FigureList) -> Iterator[Figure]:
    seen: set[str] = set()
    for figure in angka:
        for one in (figure, *(operand for _, operand in figure.operands)):
            if one.id not in seen:
                seen.add(one.id)
                yield one


def _compared(audit: Audit, fact: Fact, figures: list[Figure]) -> Iterator[dict[str, str]]:
    besaran = MEASURES.get(fact.ukuran)
    if besaran is None or fact.printed is None:
        return
    names = audit.report.names
    near = [
        figure
        for figure in figures
        if figure.besaran == besaran
        and figure.id.endswith(f"/{fact.tahun}")
        and names.same(_subject(figure), fact.nama)
    ]
    if not near:
        return
    figure = max(near, key=lambda one: names.likeness(_subject(one), fact.nama))
    if figure.value is None or isinstance(figure.value, str):
        return
    putusan, _ = verdict(fact.printed, [exact(figure.expression, figure.value)])
    values = (
        *(str(fact.printed.place.line), fact.ukuran, fact.nama, str(fact.tahun)),
        *(fact.printed.text, shown(figure.value, fact.printed), putusan),
        *(figure.id, figure.expression or figure.source),
    )
    yield dict(zip(COLUMNS, values, strict=True))


def _subject(figure: Figure) -> str:
    return figure.label.removeprefix(BESARAN[figure.besaran].label).strip()
