"""A rule as it stood on a date, and how a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path

from lkjip_tools.errors import RegulationError, nearest
from lkjip_tools.number import round_half_up
from lkjip_tools.regulation.bracket import Bracket, find_bracket
from lkjip_tools.regulation.choice import Choice, Evidence, Source
from lkjip_tools.regulation.criterion import Criterion
from lkjip_tools.regulation.version import ChecklistVersion, Kind, ScaleVersion, Version
from lkjip_tools.yaml_file import shown

NOT_VERIFIED = "belum diverifikasi"


@dataclass(frozen=True)
class Rule:
    """One rule in the version in effect on a date.

    Attributes:
        name: The file's name without suffix; `<name>/<option>` stands in figures.
        label: What it is called in the report.
        kind: `scale`, `formula`, `policy`, `weight`, `form`, `checklist`,
            `deadline`, or `codes`.
        unit: Unit of its values, if they have one.
        path: The file.
        content: The version itself, with its options or brackets.
    """

    name: str
    label: str
    kind: Kind
    unit: str
    path: Path = field(repr=False)  # notebooks that show a rule say the same on every machine
    content: Version

    @property
    def source(self) -> Source:
        """Where the version was read: `title` and `url`."""
        return self.content.source

    @property
    def effective_from(self) -> date:
        """The first day of the version."""
        return self.content.effective_from

    @property
    def verified_on(self) -> date | None:
        """The day a person last read the text at the source."""
        return self.content.verified_on

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """How we know: `teks`, `kode`, `hitung`, `ingatan`."""
        return self.content.evidence

    @property
    def reading(self) -> str:
        """How the rule is read, as every report that follows it prints it."""
        return self.content.reading

    @property
    def remarks(self) -> str:
        """Provenance, cases met, doubts: for whoever checks the rule, in no report."""
        return self.content.remarks

    @property
    def verification(self) -> str:
        """`belum diverifikasi`, or the day of verification."""
        day = self.verified_on
        return NOT_VERIFIED if day is None else f"diverifikasi {day:%d-%m-%Y}"

    def choices(self, group: str | None = None) -> Mapping[str, Choice]:
        """Return the named options.

        Args:
            group: Which options, where a rule has several sorts: `tata_letak`, `baris_bawah`.
        """
        filled = [name for name in self.content.groups if self.content.choices(name)]
        if group is None:
            group = filled[0] if filled else ""
        if group not in filled:
            raise RegulationError(
                f"{shown(self.path)}: aturan '{self.name}' tidak punya pilihan '{group}'"
                f"{nearest(group, filled)}; yang ada: {', '.join(filled) or '(tidak ada)'}"
            )
        return self.content.choices(group)

    def choice(self, key: str, group: str | None = None) -> Choice:
        """Return one named option.

        Raises:
            RegulationError: There is no such option; the message lists the known ones.
        """
        known = self.choices(group)
        if key not in known:
            raise RegulationError(
                f"{shown(self.path)}: pilihan '{key}' tidak ada pada aturan '{self.name}'"
                f"{nearest(key, list(known))}; yang ada: {', '.join(known)}"
            )
        return known[key]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return heading and rows of the rule's table, as text."""
        rows = [
            [key, choice.label, choice.detail, choice.catatan]
            for group in self.content.groups
            for key, choice in self.content.choices(group).items()
        ]
        return ["Pilihan", "Nama", "Isi", "Catatan"], rows

    def notes(self) -> Iterator[str]:
        """Return what stands below the table: source, date, verification, reading, remarks."""
        url = f" ({self.source.url})" if self.source.url else ""
        yield f"Sumber: {self.source.title}{url}"
        since = "Berlaku sejak" if self.verified_on else "Dianggap berlaku sejak"
        yield (
            f"{since} {self.effective_from:%d-%m-%Y}; {self.verification}; "
            f"bukti: {', '.join(self.evidence)}"
        )
        yield f"Cara membaca: {self.reading}"
        if self.remarks:
            yield f"Catatan pemeriksa: {self.remarks}"

    def _repr_html_(self) -> str:
        head, rows = self.table()
        cells = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows
        )
        notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in self.notes())
        return (
            f"<table><caption>{escape(self.label)}</caption>"
            f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{notes}"
        )

    def _repr_markdown_(self) -> str:
        head, rows = self.table()
        lines = [head, ["---"] * len(head), *([_cell(text) for text in row] for row in rows)]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return "\n\n".join([f"**{self.label}**", table, *self.notes()])


class Scale(Rule):
    """A rule that gives every value exactly one bracket."""

    @property
    def brackets(self) -> tuple[Bracket, ...]:
        """The brackets, from the highest."""
        return self._version.joined

    def classify(self, value: Decimal) -> Bracket:
        """Return the bracket of a value, compared exactly; never round before.

        Raises:
            RegulationError: The value lies below the lowest bracket.
            TypeError: The value is no finite `Decimal`.
        """
        bracket = find_bracket(self.brackets, value)
        if bracket is None:
            raise RegulationError(
                f"{shown(self.path)}: nilai {value} berada di bawah golongan terendah "
                f"'{self.brackets[-1].label}' ({self.brackets[-1].interval}); periksa nilainya "
                f"atau pilih skala tanpa batas bawah"
            )
        return bracket

    def would_change_when_rounded(self, value: Decimal, places: int = 2) -> bool:
        """Say whether the printed, rounded value would fall into another bracket."""
        return self.classify(value) != self.classify(round_half_up(value, places))

    def bounds(self, label: str) -> tuple[Decimal | None, Decimal | None]:
        """Return the lower and upper bound of a bracket; `None` where the text prints none."""
        by_label = {bracket.label: bracket for bracket in self.brackets}
        if label not in by_label:
            raise RegulationError(
                f"{shown(self.path)}: golongan '{label}' tidak ada pada skala '{self.name}'"
                f"{nearest(label, list(by_label))}; yang ada: {', '.join(by_label)}"
            )
        bracket, printed = by_label[label], self._version
        return (
            printed.terendah if bracket.low is None else bracket.low.at,
            printed.tertinggi if bracket.high is None else bracket.high.at,
        )

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return heading and rows of the scale's table, as text."""
        rows = [[b.label, b.sebutan or b.kode, b.interval, b.tercetak] for b in self.brackets]
        return ["Golongan", "Sebutan", "Nilai", "Tercetak pada sumber"], rows

    @property
    def _version(self) -> ScaleVersion:
        assert isinstance(self.content, ScaleVersion)
        return self.content


class Checklist(Rule):
    """A rule whose criteria are ticked, or graded by the share of indicators that meet them."""

    @property
    def parts(self) -> dict[str, dict[str, Criterion]]:
        """The criteria by the name of their part, in order."""
        version = self._version
        return {
            label: {k: c for k, c in version.kriteria.items() if c.bagian == part}
            for part, label in version.bagian.items()
        }

    def grade(self, share: Decimal) -> Bracket | None:
        """Return the letter for a share in percent; `None` when the checklist gives none."""
        return find_bracket(self.brackets, share)

    @property
    def brackets(self) -> tuple[Bracket, ...]:
        """The letters with their bounds; empty when the checklist gives none."""
        return self._version.joined

    def bounds(self, label: str) -> tuple[Decimal | None, Decimal | None]:
        """Return the lower and upper bound of a letter; `None` where there is none."""
        (bracket,) = (bracket for bracket in self.brackets if bracket.label == label)
        low, high = bracket.low, bracket.high
        return (None if low is None else low.at, None if high is None else high.at)

    @property
    def _version(self) -> ChecklistVersion:
        assert isinstance(self.content, ChecklistVersion)
        return self.content


class CodeList(Rule):
    """A rule that lists the codes there are."""

    @property
    def names(self) -> dict[str, str]:
        """What each code is called, in the order of the list."""
        return {code: choice.label for code, choice in self.choices("kode").items()}

    @property
    def cited(self) -> str:
        """The list as a message names it, with its state of verification."""
        return f"{self.label.lower()} ({self.name}, {self.verification})"


def _cell(text: str) -> str:
    return escape(text, quote=False).replace("|", "\\|").replace("*", "\\*").replace("\n", " ")
