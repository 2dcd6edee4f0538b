"""Facts that are about one thing: grouped by the best match of names between tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lkjip_tools.audit.facts import INSTANSI, PERFORMANCE, Fact, table_facts
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.words import Names, plain

STRONG, _UMBRELLA, _WEAK = 0.8, 0.75, 0.4


def matched(facts: list[Fact], names: Names) -> list[list[Fact]]:
    """Group facts that are about one thing, by mutual best match of names between tables."""
    groups: list[list[Fact]] = []
    by_key: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_key[fact.ukuran, fact.tahun].append(fact)
    for bunch in by_key.values():
        groups += _groups(bunch, names)
    return groups


def groups_of(report: Report) -> list[list[Fact]]:
    """The facts of a report that are about one thing; grouped once."""
    if "groups" not in report.known:
        facts = [fact for fact in table_facts(report) if fact.nama != INSTANSI]
        report.known["groups"] = matched(facts, report.names)
    groups: list[list[Fact]] = report.known["groups"]
    return groups


def _groups(facts: list[Fact], names: Names) -> list[list[Fact]]:
    """Join facts of one name, then the likest pairs first.

    A group holds one fact of each table, so chains of likeness stop there. Tables that name the
    same things are compared once, whatever their number.
    """
    group = _by_name(facts)
    by_table: dict[int, set[int]] = defaultdict(set)
    for n, fact in enumerate(facts):
        by_table[fact.table.number].add(min(group[n]))
    tables = [sorted(members) for members in {frozenset(m): m for m in by_table.values()}.values()]
    pairs = {
        pair
        for i, one in enumerate(tables)
        for other in tables[i + 1 :]
        for pair in _pairs(facts, one, other, names)
    }
    for _, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if group[a] is group[b]:
            continue
        if {facts[n].table.number for n in group[a]} & {facts[n].table.number for n in group[b]}:
            continue
        group[a] |= group[b]
        for n in group[b]:
            group[n] = group[a]
    found = {id(members): members for members in group.values() if len(members) > 1}
    return [[facts[n] for n in sorted(members)] for members in found.values()]


def _by_name(facts: list[Fact]) -> dict[int, set[int]]:
    """Group facts of exactly one name and level; a table that says a name twice says nothing."""
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, fact in enumerate(facts):
        named[plain(fact.nama), fact.tingkat].append(n)
    group: dict[int, set[int]] = {}
    for members in named.values():
        once = Counter(facts[n].table.number for n in members)
        unique = {n for n in members if once[facts[n].table.number] == 1}
        for n in members:
            group[n] = unique if n in unique else {n}
    return group


def _pairs(
    facts: list[Fact], one: list[int], other: list[int], names: Names
) -> Iterator[tuple[float, int, int]]:
    """Rows of two tables that are each other's best match, and like enough; likeness first."""
    best = {a: max(other, key=lambda b: names.likeness(facts[a].nama, facts[b].nama)) for a in one}
    back = {b: max(one, key=lambda a: names.likeness(facts[a].nama, facts[b].nama)) for b in other}
    for a, b in best.items():
        if back[b] == a and _same(facts[a], facts[b], names, min(len(one), len(other))):
            yield names.likeness(facts[a].nama, facts[b].nama), a, b


def _same(one: Fact, other: Fact, names: Names, fewest: int) -> bool:
    if one.tingkat and other.tingkat and one.tingkat != other.tingkat:
        return False
    likeness = names.likeness(one.nama, other.nama)
    if one.ukuran in PERFORMANCE and bool(one.table.column("kode")) != bool(
        other.table.column("kode")
    ):
        return likeness >= STRONG  # the form's indicators are of another level
    if names.same(one.nama, other.nama):
        return True
    umbrella = names.likeness(one.payung, other.payung) if one.payung and other.payung else 0.0
    return fewest == 1 and umbrella >= _UMBRELLA and likeness >= _WEAK
