"""What is asked for: chapters, formats, paper, draft or final; and where such a report goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lkjip_tools.errors import InputError, nearest
from lkjip_tools.part import Part

FORMATS = ("html", "pdf", "docx")
PAPERS = ("a4", "f4")
Status = Literal["laporan", "draf", "final"]


@dataclass(frozen=True)
class Wanted:
    """What to make of an agency's year.

    Attributes:
        bab: Chapters to print, as `choose_part` takes them; none for the whole report.
        formats: Some of `FORMATS`; none for all of them.
        kertas: One of `PAPERS`; what the agency declares when not given.
        status: A `draf` shows its findings in the margin; a `final` report has no open material
            finding.
        permintaan: Annexes that are only printed on request, by the names of their notebooks.
        engine: As `execute_chapter` takes it.

    Raises:
        InputError: A format or paper is not known.
    """

    bab: Sequence[str] = ()
    formats: Sequence[str] = ()
    kertas: str | None = None
    status: Status = "laporan"
    permintaan: Sequence[str] = ()
    engine: str | None = None

    def __post_init__(self) -> None:
        _check("format", self.formats, FORMATS)
        _check("kertas", [self.kertas] if self.kertas else [], PAPERS)

    @property
    def told(self) -> dict[str, Any]:
        """What it says of itself in a manifest: whatever makes another report of the same data."""
        return {
            "status": self.status,
            "format": self.kinds,
            "kertas": self.kertas,
            "permintaan": list(self.permintaan),
        }

    @property
    def kinds(self) -> list[str]:
        """The formats to set, in their order."""
        return [kind for kind in FORMATS if kind in (self.formats or FORMATS)]


def folder_name(tahun: int, part: Part, status: Status) -> str:
    """Drafts and parts have places of their own: they never replace the report."""
    draft = "-draf" if status == "draf" else ""
    return f"{tahun}{draft}" + (f"-bab-{part.label}" if part.label else "")


def _check(what: str, given: Iterable[str], known: Sequence[str]) -> None:
    for name in given:
        if name not in known:
            raise InputError(
                f"{what} '{name}' tidak dikenal{nearest(name, list(known))}; "
                f"pilih: {', '.join(known)}"
            )
