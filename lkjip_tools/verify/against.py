"""Two reports of one agency: which input made which figure move.

A figure's operands are followed, in `angka.jsonl` of both, down to what was read: the cells of the
data that changed, or the rule. Where nothing below a figure changed, its rule or the package did.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from lkjip_tools.errors import InputError
from lkjip_tools.verify.difference import Json
from lkjip_tools.verify.files import flat_environment, read_manifest

Jenis = Literal["sel", "kebijakan", "aturan", "rumus", "operan", "masukan lain"]
_TEXT = ("naskah dahulu", "naskah sekarang")
_OPERAND = ("nama", "id", "nilai", "sumber")
_FILES = ("data", "params", "notebook", "paket")


@dataclass(frozen=True)
class Root:
    """What moved figures.

    Attributes:
        jenis: `sel` of the data, `kebijakan` that chose other operands, `aturan`, `rumus`,
            `operan` (one more or one less), or `masukan lain`: nothing that the figures
            themselves can tell.
        tempat: The cell, the rule, or the figure.
        dahulu: Its value then.
        sekarang: Its value now.
    """

    jenis: Jenis
    tempat: str
    dahulu: str
    sekarang: str


UNSEEN = Root(
    "masukan lain", "tidak terbaca dari operan: paket, notebook, atau baris tabel", "", ""
)


@dataclass(frozen=True)
class Moved:
    """A figure with another value; `dahulu` or `sekarang` is `None` where it is empty or absent."""

    id: str
    dahulu: str | None
    sekarang: str | None
    sebab: tuple[Root, ...]


@dataclass(frozen=True)
class Comparison:
    """Two reports, compared.

    Attributes:
        inputs: Inputs that differ by section and name: then, and now.
        moved: Figures that differ, in the order of the newer report.
    """

    inputs: dict[str, dict[str, tuple[str, str]]]
    moved: tuple[Moved, ...]

    @property
    def by_root(self) -> dict[Root, list[Moved]]:
        """The figures below each root, the root that moved most first."""
        roots = dict.fromkeys(root for figure in self.moved for root in figure.sebab)
        grouped = {root: [item for item in self.moved if root in item.sebab] for root in roots}
        return dict(sorted(grouped.items(), key=lambda pair: -len(pair[1])))

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "masukan": {
                section: {n: {"dahulu": a, "sekarang": b} for n, (a, b) in changed.items()}
                for section, changed in self.inputs.items()
            },
            "angka": [asdict(item) for item in self.moved],
        }


def compare_reports(old: Path, new: Path) -> Comparison:
    """Compare two reports by their manifests and figures.

    Args:
        old: Folder of the earlier report.
        new: Folder of the later one.

    Raises:
        InputError: A folder holds no report, or they are of different agencies.
    """
    before, after = read_manifest(old), read_manifest(new)
    titles = [f"laporan {said['instansi']} {said['tahun']}" for said in (before, after)]
    if titles[0] != titles[1]:
        raise InputError(
            f"{old} adalah {titles[0]}, {new} adalah {titles[1]}; "
            f"bandingkan dua laporan dari instansi dan tahun yang sama"
        )
    then, now = _figures(old), _figures(new)
    inputs = dict(_inputs(before, after))
    tracer = _Tracer(then, now, _changed_rules(before, after), _policies(inputs))
    moved = [
        Moved(id, _value(then, id), _value(now, id), tracer.roots(id))
        for id in now | then
        if id not in then or id not in now or then[id]["nilai"] != now[id]["nilai"]
    ]
    return Comparison(inputs, tuple(moved))


def _inputs(before: Json, after: Json) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    pairs = {
        "versi": ({"lkjip": before["versi"]}, {"lkjip": after["versi"]}),
        "lingkungan": tuple(flat_environment(said["lingkungan"]) for said in (before, after)),
        "kebijakan": (before["kebijakan"], after["kebijakan"]),
        "dasar": tuple(
            {name: ", ".join(codes) for name, codes in said["dasar"].items()}
            for said in (before, after)
        ),
        "aturan": tuple(_rule_digests(said) for said in (before, after)),
        **{section: (before[section], after[section]) for section in _FILES},
    }
    for section, (one, other) in pairs.items():
        changed = {
            name: (str(one.get(name, "tidak ada")), str(other.get(name, "tidak ada")))
            for name in one | other
            if one.get(name) != other.get(name)
        }
        if changed:
            yield section, changed


def _rule_digests(said: Json) -> dict[str, str]:
    return {name: rule["sha256"] for name, rule in said["aturan"].items()}


def _changed_rules(before: Json, after: Json) -> set[str]:
    one, other = _rule_digests(before), _rule_digests(after)
    return {name for name in one | other if one.get(name) != other.get(name)}


def _policies(inputs: dict[str, dict[str, tuple[str, str]]]) -> tuple[str, str]:
    """Return the declared policies that changed: as they were, and as they are."""
    changed = inputs.get("kebijakan", {}) | inputs.get("dasar", {})
    then, now = (", ".join(f"{name} {pair[n]}" for name, pair in changed.items()) for n in (0, 1))
    return then, now


def _figures(folder: Path) -> dict[str, Json]:
    path = folder / "angka.jsonl"
    try:
        lines = path.read_text("utf-8").splitlines()
        return {item["id"]: _needed(item) for item in map(json.loads, lines)}
    except (OSError, ValueError, LookupError, TypeError) as fault:
        raise InputError(f"{path}: tidak dapat dibaca ({fault}); buat ulang laporannya") from None


def _needed(item: Json) -> Json:
    """Return what is compared of a figure; a line without it is no figure."""
    operands = [{key: part[key] for key in _OPERAND} for part in item["operan"]]
    return {key: item[key] for key in ("id", "nilai", "rumus", "aturan")} | {"operan": operands}


def _value(figures: Mapping[str, Json], id: str) -> str | None:
    return figures[id]["nilai"] if id in figures else None


class _Tracer:
    """Follows a figure's operands, in both reports at once, to what differs."""

    def __init__(
        self,
        then: dict[str, Json],
        now: dict[str, Json],
        rules: set[str],
        policies: tuple[str, str],
    ) -> None:
        self.then, self.now, self.rules, self.policies = then, now, rules, policies
        self.roots = cache(self._roots)

    def _roots(self, id: str) -> tuple[Root, ...]:
        if id not in self.then or id not in self.now:
            shown = ("ada" if id in figures else "tidak ada" for figures in (self.then, self.now))
            return (Root("operan", id, *shown),)
        old, new = self.then[id], self.now[id]
        found = dict.fromkeys([*self._own(old, new), *self._below(old, new)])
        return tuple(found) or (UNSEEN,)

    def _own(self, old: Json, new: Json) -> Iterator[Root]:
        """Yield what changed in how the figure is computed."""
        if old["rumus"] != new["rumus"]:
            yield Root("rumus", new["id"].partition("/")[0], old["rumus"], new["rumus"])
        if old["aturan"] != new["aturan"]:
            yield Root("aturan", "pilihan lain", old["aturan"], new["aturan"])
        elif old["nilai"] != new["nilai"]:
            names = (part.partition("/")[0].strip() for part in new["aturan"].split(";"))
            yield from (Root("aturan", name, *_TEXT) for name in names if name in self.rules)

    def _below(self, old: Json, new: Json) -> Iterator[Root]:
        """Yield the roots of the operands that differ."""
        before, after = ({(o["nama"], o["id"]): o for o in item["operan"]} for item in (old, new))
        yield from self._exchanged(
            [id for name, id in before if (name, id) not in after],
            [id for name, id in after if (name, id) not in before],
        )
        for key in (key for key in after if key in before):
            one, other = before[key], after[key]
            if one["nilai"] == other["nilai"]:
                continue
            if key[1] in self.then and key[1] in self.now:
                yield from self.roots(key[1])
            else:
                values = (str(it["nilai"] or "(kosong)") for it in (one, other))
                ruled = other["sumber"].startswith("aturan ")
                yield Root("aturan" if ruled else "sel", other["sumber"], *values)

    def _exchanged(self, gone: list[str], come: list[str]) -> Iterator[Root]:
        """Yield why a figure has other operands: of another kind by a policy, or more, or fewer."""
        kinds = [", ".join(sorted({id.partition("/")[0] for id in ids})) for ids in (gone, come)]
        if gone and come and kinds[0] != kinds[1]:
            swap = f"{kinds[1]} menggantikan {kinds[0]}"
            yield Root("kebijakan" if self.policies[0] else "operan", swap, *self.policies)
            return
        yield from (Root("operan", id, "ada", "tidak ada") for id in gone)
        yield from (Root("operan", id, "tidak ada", "ada") for id in come)
