"""Sentences on the agency as a whole: its IKU, their mean and predicates, and the budget."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.block import Block
from lkjip_tools.figure import FigureList
from lkjip_tools.params import Params
from lkjip_tools.policy import comparison_cap
from lkjip_tools.prose.anggaran import belanja
from lkjip_tools.prose.escape import escape, escape_start
from lkjip_tools.prose.format import in_words
from lkjip_tools.prose.words import Teller, counted, listing, quoted, reason, remark, told
from lkjip_tools.records import Row, records
from lkjip_tools.regulation import Scale

_NO_AIM = "Sasaran strategis belum ditetapkan."
_NONE = "Indikator Kinerja Utama (IKU) belum ditetapkan."
_MANY = 6  # names that a sentence still carries


def tell_iku(
    indikator: pd.DataFrame, angka: FigureList, skala: Scale, params: Params, tahun: int
) -> Block:
    """How many IKU there are, how many reached their target, their predicates and their mean.

    Args:
        indikator: Table `indikator`.
        angka: The chapter's figures.
        skala: The declared scale; the predicates are its labels.
        params: The agency.
        tahun: Year of the report.
    """
    tell = Teller(angka, params, tahun)
    rows = _iku(indikator)
    if not rows:
        return told(_NONE)
    amount = counted(tell.at("jumlah_iku", "instansi"))
    opening = f"Indikator Kinerja Utama (IKU) tahun {tahun} berjumlah {amount} indikator."
    counts = [figure for figure in angka if figure.besaran == "jumlah_iku_berpredikat"]
    classes = [
        f"- {escape(figure.label)}: {tell.say(figure)} indikator"
        for figure in counts
        if figure.value
    ]
    lead = f"Menurut {quoted(skala.label)}, predikatnya sebagai berikut:" if classes else ""
    return told(f"{opening} {_reached(tell, rows)}".strip(), lead, "\n".join(classes), _mean(tell))


def tell_ikhtisar(
    indikator: pd.DataFrame,
    sasaran: pd.DataFrame,
    angka: FigureList,
    skala: Scale,
    params: Params,
    tahun: int,
) -> Block:
    """Open the executive summary: the sasaran, what was reached, what was spent."""
    tell = Teller(angka, params, tahun)
    aims, rows = _aims(tell, sasaran), _iku(indikator)
    if not rows:
        return told(aims, _NONE, belanja(tell))
    measured = counted(tell.at("jumlah_iku", "instansi"))
    result = f"Keberhasilannya diukur dengan {measured} Indikator Kinerja Utama (IKU)."
    return told(aims, f"{result} {_reached(tell, rows)}", _mean(tell, skala.label), belanja(tell))


def _aims(tell: Teller, sasaran: pd.DataFrame) -> str:
    names = [str(name) for name in sasaran["sasaran"]]
    if not names:
        return _NO_AIM
    amount = counted(tell.at("jumlah_sasaran", "instansi"))
    who = escape(tell.params.nama)
    aims = f"Pada tahun {tell.tahun}, {who} melaksanakan {amount} sasaran strategis, yaitu"
    if len(names) == 1:
        return f"{aims} {quoted(names[0])}."
    numbered = "\n".join(
        f"{place}. {escape_start(escape(name))}" for place, name in enumerate(names, 1)
    )
    return f"{aims}:\n\n{numbered}"


def tell_simpulan(indikator: pd.DataFrame, angka: FigureList, params: Params, tahun: int) -> Block:
    """Conclude: targets reached, mean and predicate, budget."""
    tell = Teller(angka, params, tahun)
    rows = _iku(indikator)
    if not rows:
        return told(_NONE, belanja(tell))
    reached = _reached(tell, rows)
    opening = f"Berdasarkan pengukuran kinerja tahun {tahun}, {reached[0].lower()}{reached[1:]}"
    return told(f"{opening} {_mean(tell)}", belanja(tell))


def _reached(tell: Teller, rows: list[Row]) -> str:
    """Return how many IKU reached their target, and which did not, unless they are many."""
    values = {row["kode"]: tell.at("capaian_persen", row["kode"]) for row in rows}
    below = [
        f"{quoted(row['indikator'])} ({tell.percent(values[row['kode']])})"
        for row in rows
        if _is_below(values[row["kode"]].value)
    ]
    unknown = [
        f"{quoted(row['indikator'])} ({reason(values[row['kode']])})"
        for row in rows
        if values[row["kode"]].value is None
    ]
    number, whole = (tell.at(name, "instansi") for name in ("jumlah_iku_tercapai", "jumlah_iku"))
    if number.value == 0:
        parts = ["Belum ada IKU yang mencapai target"]
    elif number.value == whole.value:
        return f"Seluruh IKU ({counted(number)} indikator) mencapai atau melampaui target."
    else:
        parts = [
            f"Sebanyak {counted(number)} dari {counted(whole)} IKU mencapai atau melampaui target"
        ]
    if len(below) + len(unknown) > _MANY:
        rest = "rinciannya" if number.value == 0 else "selebihnya"
        return f"{parts[0]}; {rest} tampak pada tabel pengukuran kinerja."
    if below:
        which = "capaiannya" if number.value == 0 else "yang belum mencapai target"
        parts.append(f"{which} ialah {listing(below)}")
    if unknown:
        parts.append(f"yang capaiannya tidak dapat dihitung ialah {listing(unknown)}")
    return f"{'; '.join(parts)}."


def _mean(tell: Teller, scale: str = "") -> str:
    """Return the agency's mean and its predicate, on a scale if one is named."""
    mean = tell.at("capaian_rata_rata_persen", "instansi")
    if mean.value is None:
        return f"Rata-rata capaian instansi tidak dapat dihitung karena {reason(mean)}."
    predikat = tell.predikat(tell.at("predikat_capaian", "instansi"))
    on = f" menurut {quoted(scale)}" if predikat and scale else ""
    capped = tell.at("capaian_rata_rata_dibatasi_persen", "instansi")
    other = ""
    if capped.value is not None and capped.value != mean.value:
        other = f"; bila tiap capaian dibatasi {_cap(tell)}, rata-ratanya {tell.percent(capped)}"
    sentence = f"Rata-rata capaian instansi sebesar {tell.percent(mean)}{remark(mean)}"
    return f"{sentence}{predikat}{on}{other}."


def _cap(tell: Teller) -> str:
    """Return the cap of the comparison, in letters."""
    cap = comparison_cap(tell.params, tell.tahun)
    return f"paling tinggi {in_words(cap.menjadi)} persen" if cap.menjadi else "menurut aturannya"


def _is_below(value: object) -> bool:
    return isinstance(value, Decimal) and value < 100


def _iku(indikator: pd.DataFrame) -> list[Row]:
    return records(indikator[indikator["jenis"] == "iku"])
