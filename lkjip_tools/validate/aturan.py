"""Rules in use that nobody has read again at their source."""

from __future__ import annotations

from collections.abc import Iterable

from lkjip_tools.finding import FindingList
from lkjip_tools.regulation import NOT_VERIFIED, Rule
from lkjip_tools.validate.kinds import finding


def check_rules(rules: Iterable[Rule]) -> FindingList:
    """Find rules in use whose text was not verified.

    Args:
        rules: The rules the report uses, each in the version in effect.
    """
    return FindingList(
        finding(
            "aturan_belum_diverifikasi",
            f"regulations/{rule.path.name}",
            f"Aturan {rule.label} ({rule.name}) {NOT_VERIFIED}: {rule.source.title}. "
            f"Baca teksnya pada sumber, lalu isi verified_on.",
            rule.name,
        )
        for rule in rules
        if rule.verified_on is None
    )
