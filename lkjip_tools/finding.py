"""A finding: something in the agency's data that the reader must know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from html import escape
from typing import Any, Literal, get_args

from lkjip_tools.shown import MIME_FINDINGS

Tingkat = Literal["material", "minor", "catatan"]
WEIGHTS: tuple[Tingkat, ...] = get_args(Tingkat)  # the heaviest first


@dataclass(frozen=True)
class Kind:
    """A kind of fault.

    Attributes:
        label: Short name, in Indonesian.
        arti: What was compared with what, and when it is a finding.
        tingkat: The usual weight; a check may lower it.
    """

    label: str
    arti: str
    tingkat: Tingkat


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in readable data.

    Attributes:
        kode: Kind of fault, listed in `docs/findings.md`.
        tingkat: `material` changes a conclusion or an amount, `minor` does not, `catatan` informs.
        lokasi: Where: the file, row and column, and the line of the agency's own document.
        pesan: What is wrong and what to do, in Indonesian.
        nilai_tercatat: As the document has it.
        nilai_hitung: As it follows from the other data; empty where nothing follows.
        rumus: The relation that does not hold.
        angka: Id of the figure it is about, where it is about one.
    """

    kode: str
    tingkat: Tingkat
    lokasi: str
    pesan: str
    nilai_tercatat: str = ""
    nilai_hitung: str = ""
    rumus: str = ""
    angka: str = ""

    def about(self, angka: str) -> Finding:
        """Return the finding, tied to the figure of this id."""
        return replace(self, angka=angka)


FIELDS = tuple(Finding.__dataclass_fields__)


class FindingList:
    """Findings that show themselves in a notebook, to the reader and to the assembler."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings = tuple(findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    def __add__(self, other: FindingList) -> FindingList:
        return FindingList((*self, *other))

    def to_json(self) -> list[dict[str, str]]:
        """Return the findings as plain dictionaries."""
        return [asdict(finding) for finding in self]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in found.values()) + "</tr>"
            for found in self.to_json()
        )
        head = "".join(f"<th>{name}</th>" for name in FIELDS)
        return {
            "text/plain": f"{len(self)} temuan",
            "text/html": f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>",
            MIME_FINDINGS: self.to_json(),
        }
