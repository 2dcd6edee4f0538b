"""The rules that an agency's declared policies name, as they stood at the end of the year."""

from __future__ import annotations

from pathlib import Path

from lkjip_tools.dates import year_end
from lkjip_tools.params import POLICIES, Params
from lkjip_tools.regulation import (
    Cap,
    RequiredItem,
    Rule,
    Scale,
    load_rule,
    load_scale,
    scales_in_effect,
)
from lkjip_tools.root import find_root

AKIP = "predikat_akip"
ITEMS = "muatan_lkj_53_2014"
ALWAYS = (
    "pembulatan",
    "nilai_nol_dan_kosong",
    "rata_rata_sasaran",
    "agregasi_triwulan",
    "kinerja_triwulan",
    ITEMS,
)


def declared_rules(params: Params, tahun: int, root: Path | None = None) -> dict[str, Rule]:
    """Return every rule the report follows, by name; `params/aturan/` is looked into too."""
    folder, on = (root or find_root()) / "params" / "aturan", year_end(tahun)
    names = [params.kebijakan.skala_predikat, AKIP, "rumus_capaian", *ALWAYS]
    names += [rule for rule, _ in POLICIES.values()]
    return {name: load_rule(name, on, folder) for name in dict.fromkeys(names)}


def declared_scale(params: Params, tahun: int, root: Path | None = None) -> Scale:
    """Return the declared predicate scale."""
    folder = (root or find_root()) / "params" / "aturan"
    return load_scale(params.kebijakan.skala_predikat, year_end(tahun), folder)


def comparison_cap(params: Params, tahun: int) -> Cap:
    """Return the cap of the mean that is printed beside the declared one."""
    cap = load_rule("batas_capaian", year_end(tahun)).choice(params.kebijakan.batas_pembanding)
    assert isinstance(cap, Cap)
    return cap


def available_scales(tahun: int, root: Path | None = None) -> dict[str, Scale]:
    """Return every predicate scale an agency could have declared, by name."""
    folder = (root or find_root()) / "params" / "aturan"
    return scales_in_effect(year_end(tahun), folder)


def akip_scale(tahun: int) -> Scale:
    """Return the AKIP grades in effect at the end of the year."""
    return load_scale(AKIP, year_end(tahun))


def report_items(tahun: int) -> dict[int, RequiredItem]:
    """Return what the report owes the reader for every sasaran, by number."""
    items = load_rule(ITEMS, year_end(tahun)).choices("butir").values()
    return {item.nomor: item for item in items if isinstance(item, RequiredItem)}
