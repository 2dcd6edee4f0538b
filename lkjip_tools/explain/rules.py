"""The rules behind a figure, as a reader needs them: source, verification, how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lkjip_tools.dates import year_end
from lkjip_tools.errors import RegulationError
from lkjip_tools.regulation import Choice, Rule, load_rule

RULE_SOURCE = "aturan "  # what begins the source of a figure that a rule fixes
OWN_RULES = Path("params") / "aturan"


@dataclass(frozen=True)
class RuleNote:
    """One rule, and the option of it that was followed.

    Attributes:
        name: `<rule>/<option>`, as figures name it.
        label: What the rule is called.
        option: What the option is called; empty for a scale.
        source: Title of what was read, for the option or else for the whole rule.
        url: Its address, or empty.
        verification: `belum diverifikasi`, or the day of verification.
        evidence: How we know, in the words of the rule file.
        reading: How the text is read.
        note: What the rule file says about the option.
    """

    name: str
    label: str
    option: str
    source: str
    url: str
    verification: str
    evidence: str
    reading: str
    note: str

    def to_json(self) -> dict[str, str]:
        """Return the note for programs."""
        return {
            "nama": self.name,
            "aturan": self.label,
            "pilihan": self.option,
            "sumber": self.source,
            "alamat": self.url,
            "verifikasi": self.verification,
            "bukti": self.evidence,
            "cara_membaca": self.reading,
            "catatan": self.note,
        }


def rule_names(text: str) -> list[str]:
    """Return the rules that a figure names: `a/b; c/d` are two."""
    return [name for name in text.split("; ") if name]


def rule_notes(text: str, tahun: int, root: Path) -> list[RuleNote]:
    """Return the rules that a figure names, as they stood at the end of a year.

    Raises:
        RegulationError: There is no such rule, or it has no such option.
    """
    return [_note(name, tahun, root) for name in rule_names(text)]


def find_rule(name: str, tahun: int, root: Path) -> tuple[Rule, Choice | None]:
    """Return a rule and the option that `<rule>/<option>` names, in whichever group it is."""
    first, _, option = name.partition("/")
    rule = load_rule(first, year_end(tahun), root / OWN_RULES)
    if not option:
        return rule, None
    for group in rule.content.groups:
        found = rule.content.choices(group).get(option)
        if found:
            return rule, found
    raise RegulationError(f"aturan '{first}' tidak punya pilihan '{option}' pada tahun {tahun}")


def _note(name: str, tahun: int, root: Path) -> RuleNote:
    rule, choice = find_rule(name, tahun, root)
    source = choice.source if choice and choice.source else rule.source
    evidence = choice.evidence if choice and choice.evidence else rule.evidence
    return RuleNote(
        name=name,
        label=rule.label,
        option=choice.label if choice else "",
        source=source.title,
        url=source.url or "",
        verification=rule.verification,
        evidence=", ".join(evidence),
        reading=" ".join(rule.reading.split()),
        note=" ".join(choice.catatan.split()) if choice else "",
    )
