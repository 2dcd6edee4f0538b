"""Capaian as documents print it, against their own target and realisasi."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Protocol

import pandas as pd

from lkjip_tools.figure import FigureList, figure_id
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import Row, records
from lkjip_tools.validate.compare import at, check_recorded, compare, computed, find_value, printed
from lkjip_tools.validate.kinds import finding
from lkjip_tools.value import Value


class Capaian(Protocol):
    """A formula for capaian; a `Formula` of `calculate.capaian` with these arguments is one."""

    def __call__(self, *, target: Decimal, realisasi: Decimal) -> Decimal:
        """Return capaian in percent."""


def capaian_positif(*, target: Decimal, realisasi: Decimal) -> Decimal:
    """More is better; the only formula in use for `positif`."""
    return realisasi / target * 100


POSITIF: Mapping[str, Capaian] = {"positif": capaian_positif}


def check_capaian(
    indikator: pd.DataFrame,
    kinerja: pd.DataFrame,
    figures: FigureList,
    formulas: Mapping[str, Capaian] = POSITIF,
) -> FindingList:
    """Compare every printed capaian with the target and realisasi it claims to follow from.

    Args:
        indikator: Table `indikator`; `polaritas` picks the formula.
        kinerja: Table `kinerja`.
        figures: `target` and `realisasi` of the base: shifted rows are told apart by them.
        formulas: Formula by `polaritas`. Of a polaritas without one, only rows with the base's
            target and realisasi are compared, with the figure.

    Returns:
        A row with its own target must follow from it. A row without one must follow from the
        target that some document gives for the same indicator and year.
    """
    known = {row["kode"]: row for row in records(indikator)}
    found: list[Finding] = []
    for row in records(kinerja):
        if (mine := known.get(row["indikator"])) is None:
            continue
        formula, polarity = formulas.get(mine["polaritas"]), at([mine], "polaritas")
        if None in (row["capaian_tercatat"], row["realisasi"]):
            continue
        if formula is None:
            found += _base(row, polarity, figures)
        elif row["target"]:
            found += _own(row, polarity, formula, records(kinerja))
        elif row["target"] is None and not _is_shifted(row, figures):
            found += _borrowed(row, formula, records(kinerja))
    return FindingList(found)


def check_kolom_bergeser(kinerja: pd.DataFrame, figures: FigureList) -> FindingList:
    """Find rows that print the base's target as realisasi and its realisasi as capaian."""
    every = records(kinerja)
    return FindingList(_shifted(row, figures, every) for row in every if _is_shifted(row, figures))


def follows(row: Row, rows: Iterable[Row], formula: Capaian | None) -> bool:
    """Say whether a row's printed capaian follows from its realisasi and a target of its indicator.

    Args:
        row: Of table `kinerja`; its own target counts alone, where it has one.
        rows: Rows of the same indicator, of any document and year, whose targets are tried.
        formula: Formula of the indicator's polaritas; without one nothing follows.
    """
    tercatat, realisasi = row["capaian_tercatat"], row["realisasi"]
    if formula is None or tercatat is None or realisasi is None:
        return False
    targets = {row["target"]} if row["target"] else {other["target"] for other in rows}
    results = [_apply(formula, target, realisasi) for target in targets if target]
    return any(value is not None and compare(tercatat, value) != "beda" for value in results)


def _shifted(row: Row, figures: FigureList, kinerja: Iterable[Row]) -> Finding:
    """Return the finding, about the other years of the row too: the report prints one of those."""
    capaian = figures.at("capaian_persen", row["indikator"], row["tahun"]).value
    assert isinstance(capaian, Decimal)
    true = computed(capaian, row["capaian_tercatat"])
    left, right = printed(row["realisasi"]), printed(row["capaian_tercatat"])
    neighbours = [
        other
        for other in kinerja
        if (other["dokumen"], other["indikator"]) == (row["dokumen"], row["indikator"])
        and other["tahun"] != row["tahun"]
        and None not in (other["realisasi"], other["capaian_tercatat"])
    ]
    suspect = [figure_id("realisasi", other["indikator"], other["tahun"]) for other in neighbours]
    pesan = (
        f"Target dan realisasi {row['indikator']} tahun {row['tahun']} tertulis pada kolom "
        f"realisasi dan capaian dokumen {row['dokumen']}. Geser kembali: realisasi {right}, "
        f"capaian {true}.{_others(neighbours)}"
    )
    return finding(
        "kolom_bergeser",
        at([row, *neighbours], "realisasi", "capaian_tercatat"),
        pesan,
        f"realisasi {left}; capaian {right}",
        f"realisasi {right}; capaian {true}",
        "capaian menurut target dan realisasi dokumen dasar",
    ).about(next((id for id in suspect if id in figures), _capaian_id(row)))


def _base(row: Row, polarity: str, figures: FigureList) -> list[Finding]:
    target, realisasi, capaian = _figures(row, figures)
    if target is None or (row["target"], row["realisasi"]) != (target, realisasi):
        return []
    return _compare(row, polarity, capaian, "")


def _own(row: Row, polarity: str, formula: Capaian, kinerja: Iterable[Row]) -> list[Finding]:
    hitung = _apply(formula, row["target"], row["realisasi"])
    hint = ""
    for other in _targets(row, kinerja):
        value = _apply(formula, other["target"], row["realisasi"])
        if not hint and value is not None and compare(row["capaian_tercatat"], value) == "sama":
            hint = (
                f" Angka itu mengikuti target {printed(other['target'])} pada {other['dokumen']}."
            )
    return _compare(row, polarity, hitung, hint)


def _compare(row: Row, polarity: str, hitung: object, hint: str) -> list[Finding]:
    """Compare; `polarity` is its cell, which may be wrong too where no `hint` tells the cause."""
    operands = f"target {printed(row['target'])} dan realisasi {printed(row['realisasi'])}"
    found = check_recorded(
        "capaian_salah",
        row["capaian_tercatat"],
        hitung,
        lokasi=at([row], "capaian_tercatat", "target", "realisasi")
        + ("" if hint else f"; {polarity}"),
        hal=f"Capaian {row['indikator']} tahun {row['tahun']} pada {row['dokumen']}",
        rumus=f"capaian dari {operands}",
        anjuran=f"Perbaiki capaian atau targetnya.{hint}"
        if hint
        else "Perbaiki capaian, target, atau polaritasnya.",
    )
    return [item.about(_capaian_id(row)) for item in found]


def _borrowed(row: Row, formula: Capaian, kinerja: Iterable[Row]) -> list[Finding]:
    tercatat, targets = row["capaian_tercatat"], _targets(row, kinerja)
    results = [(_apply(formula, other["target"], row["realisasi"]), other) for other in targets]
    known = [(value, other) for value, other in results if value is not None]
    if not known or any(compare(tercatat, value) != "beda" for value, _ in known):
        return []
    listed = "; ".join(
        f"{computed(value, tercatat)} (target {printed(other['target'])}, {other['dokumen']})"
        for value, other in known
    )
    pesan = (
        f"Capaian {row['indikator']} tahun {row['tahun']} pada {row['dokumen']} tercatat "
        f"{printed(tercatat)} untuk realisasi {printed(row['realisasi'])}; target yang ada "
        f"memberi {listed}. Sebutkan target yang dipakai atau perbaiki capaiannya."
    )
    return [
        finding(
            "capaian_tanpa_dasar",
            f"{at([row], 'capaian_tercatat', 'realisasi')}; {at(targets, 'target')}",
            pesan,
            printed(tercatat),
            listed,
            "capaian dari realisasi itu dan target dokumen lain pada tahun yang sama",
        )
    ]


def _capaian_id(row: Row) -> str:
    return figure_id("capaian_persen", row["indikator"], row["tahun"])


def _apply(formula: Capaian, target: Decimal, realisasi: Decimal) -> Decimal | None:
    try:
        return formula(target=target, realisasi=realisasi)
    except (DivisionByZero, InvalidOperation):
        return None


def _targets(row: Row, kinerja: Iterable[Row]) -> list[Row]:
    """Return rows with other numeric targets for the same indicator and year, one per target."""
    found: dict[Decimal, Row] = {}
    for other in kinerja:
        same = (other["indikator"], other["tahun"]) == (row["indikator"], row["tahun"])
        if same and other["target"] and other["target"] != row["target"]:
            found.setdefault(other["target"], other)
    return list(found.values())


def _figures(row: Row, figures: FigureList) -> tuple[Value, Value, Value]:
    """Return the base's target, realisasi and capaian of a row's indicator and year."""
    target, realisasi, capaian = (
        find_value(figures, besaran, row["indikator"], row["tahun"])
        for besaran in ("target", "realisasi", "capaian_persen")
    )
    return target, realisasi, capaian


def _is_shifted(row: Row, figures: FigureList) -> bool:
    target, realisasi, capaian = _figures(row, figures)
    return (
        isinstance(capaian, Decimal)
        and row["capaian_tercatat"] is not None
        and (row["realisasi"], row["capaian_tercatat"]) == (target, realisasi)
        and compare(row["capaian_tercatat"], capaian) == "beda"
    )


def _others(rows: list[Row]) -> str:
    return "".join(
        f" Periksa juga tahun {row['tahun']} pada baris yang sama: realisasi "
        f"{printed(row['realisasi'])}, capaian {printed(row['capaian_tercatat'])}."
        for row in rows
    )
