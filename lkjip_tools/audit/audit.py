"""The audit of one report: every relation, the causes, the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from lkjip_tools.audit.check import MATERIAL, MENGUBAH, MINOR, TIDAK_DIPERIKSA, TIPOGRAFI, Check
from lkjip_tools.audit.diagnose import diagnose
from lkjip_tools.audit.model import Document
from lkjip_tools.audit.read import read_document
from lkjip_tools.audit.relations import (
    agency,
    citations,
    form_columns,
    forms,
    means,
    numbering,
    outputs,
    plans,
    predicates,
    ratio,
    same,
    sentence_change,
    sentence_claims,
    sentence_indicator,
    sentence_money,
    sums,
    years,
)
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.tables import order
from lkjip_tools.errors import InputError
from lkjip_tools.yaml_file import read_source

Rule = Callable[[Report], Iterator[Check]]
MODULES: tuple[ModuleType, ...] = (
    *(ratio, sums, form_columns, means, sentence_money, sentence_change, sentence_indicator),
    *(
        sentence_claims,
        predicates,
        plans,
        outputs,
        same,
        years,
        agency,
        citations,
        numbering,
        forms,
    ),
)
COLUMNS = (
    *("id", "jenis", "tingkat", "keyakinan", "berkas", "halaman", "baris", "kutipan"),
    *("nilai_tercetak", "nilai_hitung", "rumus", "operan", "dugaan_sebab"),
    *("putusan", "kolom", "anjuran"),
)
_ORDER = {MATERIAL: 0, MINOR: 1, TIPOGRAFI: 2}


@cache
def kinds() -> dict[str, Any]:
    """Label and remedy of every kind of finding."""
    return dict(read_source(Path(__file__).parent / "jenis.yml", InputError).data)


def rules() -> list[Rule]:
    """Every relation, in order."""
    return [rule for module in MODULES for rule in module.RULES]


@dataclass
class Audit:
    """What an audit found.

    Attributes:
        berkas: Name of the file.
        report: The report as it was read.
        checks: Every check made, passed or not.
        findings: The checks that failed, one for each printed number, in reading order.
    """

    berkas: str
    report: Report
    checks: list[Check]
    findings: list[Check] = field(default_factory=list)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The findings as rows of `temuan.csv`."""
        return [self._row(n, check) for n, check in enumerate(self.findings, start=1)]

    def _row(self, n: int, check: Check) -> dict[str, str]:
        values = (
            *(f"T{n:03d}", check.jenis, check.tingkat, check.keyakinan, self.berkas),
            *(str(check.place.page or ""), str(check.place.line), check.kutipan),
            *(check.tercetak, check.hitung, check.rumus),
            *("; ".join(check.operan), "; ".join(check.sebab)),
            *(check.putusan, str(check.place.column), str(kinds()[check.jenis]["anjuran"])),
        )
        return dict(zip(COLUMNS, values, strict=True))

    @property
    def instansi(self) -> str:
        """The agency the report is about, as it names itself."""
        return agency.own_agency(self.report).title()

    @property
    def counts(self) -> Counter[str]:
        """How many findings of each severity."""
        return Counter(check.tingkat for check in self.findings)

    @property
    def verdicts(self) -> Counter[str]:
        """How many checks of each verdict."""
        return Counter(check.putusan for check in self.checks)

    @property
    def unchecked(self) -> list[Check]:
        """Numbers a rule could not check, each with the reason."""
        return [check for check in self.checks if check.putusan == TIDAK_DIPERIKSA]


def audit_file(path: Path) -> Audit:
    """Audit one report.

    Raises:
        AuditInputError: The file cannot be read: damaged, encrypted, empty, too large.
    """
    return audit_document(read_document(path))


def audit_document(document: Document) -> Audit:
    """Audit a document that was read."""
    report = Report(order(document))
    checks = [check for rule in rules() for check in rule(report)]
    diagnose(report, checks)
    return Audit(document.name, report, checks, merged([c for c in checks if c.salah]))


def merged(failed: list[Check]) -> list[Check]:
    """Keep one finding for each printed number; what others say about it becomes a cause."""
    kept: dict[tuple[int, int, str], Check] = {}
    for check in failed:
        key = (check.place.line, check.place.column, "" if check.printed else check.jenis)
        first = kept.get(key)
        if first is None:
            kept[key] = check
            continue
        if _ORDER[check.tingkat] < _ORDER[first.tingkat]:
            first.tingkat = check.tingkat
        if check.putusan == MENGUBAH:
            first.putusan = MENGUBAH
        first.bersama.append(check)
        told = [_told(first, check), *check.sebab]
        first.sebab += [cause for cause in told if cause not in first.sebab]
    return sorted(kept.values(), key=lambda check: check.place)


def _told(first: Check, other: Check) -> str:
    """What another relation says of the same number: its own result only where that differs."""
    label = str(kinds()[other.jenis]["label"]).lower()
    if other.nilai is not None and other.nilai == first.nilai:
        return f"juga {label}" + (
            f" (baris {other.numbers[0].place.line})" if other.numbers else ""
        )
    return f"{label}: {other.hitung or other.rumus}"
