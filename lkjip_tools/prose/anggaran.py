"""Sentences on money: pagu, realisasi, what is left, efficiency, the year's quarters.

Money left over is *sisa anggaran*; only the agency's declared measure makes it efficiency.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.block import Block
from lkjip_tools.dates import year_end
from lkjip_tools.figure import Figure, FigureList, printed
from lkjip_tools.params import Params
from lkjip_tools.prose.format import in_words
from lkjip_tools.prose.words import Teller, counted, listing, quoted, reason, told, told_each
from lkjip_tools.records import Row, records
from lkjip_tools.regulation import Measure, load_rule
from lkjip_tools.triwulan import Triwulan


def tell_anggaran(
    program: pd.DataFrame, angka: FigureList, sasaran: Row, params: Params, tahun: int
) -> Block:
    """Item 6: what the programmes of one sasaran spent, and whether that was efficient."""
    tell = Teller(angka, params, tahun)
    tops = [row for row in _tops(program) if row["sasaran"] == sasaran["kode"]]
    if not tops:
        return told("Belum ada program yang tercatat mendukung sasaran ini.")
    return told_each(
        f"{_program(tell, row, f'Pagu {_name(row)}')} {_efisiensi(tell, row)}" for row in tops
    )


def tell_penunjang(angka: FigureList, params: Params, tahun: int) -> Block:
    """How many programmes and kegiatan served the sasaran; the programmes follow, one by one."""
    tell = Teller(angka, params, tahun)
    counts = {name: tell.at(f"jumlah_{name}", "instansi") for name in ("program", "kegiatan")}
    known = [f"{counted(figure)} {name}" for name, figure in counts.items() if figure.value]
    if not known:
        return told("Belum ada program yang tercatat menunjang sasaran strategis.")
    return told(
        f"Pencapaian sasaran strategis ditunjang oleh {listing(known)}, yaitu sebagai berikut."
    )


def tell_program(row: Row, angka: FigureList, params: Params, tahun: int) -> Block:
    """Pagu, realisasi, serapan and sisa of one programme, below its name."""
    return told(_program(Teller(angka, params, tahun), row, "Pagu program ini"))


def tell_belanja(angka: FigureList, params: Params, tahun: int) -> Block:
    """Pagu, realisasi, serapan and sisa of the agency."""
    return told(belanja(Teller(angka, params, tahun)))


def tell_serapan(program: pd.DataFrame, angka: FigureList, params: Params, tahun: int) -> Block:
    """The programmes that spent most and least of their pagu; nothing where all are equal."""
    return told(_extremes(Teller(angka, params, tahun), _tops(program)))


def tell_efisiensi(program: pd.DataFrame, angka: FigureList, params: Params, tahun: int) -> Block:
    """By which measure efficiency is stated, and of which programmes it is not."""
    tell = Teller(angka, params, tahun)
    withheld = [
        _name(row)
        for row in _tops(program)
        if tell.at("efisiensi_persen", row["kode"]).value is None
    ]
    without = f" Efisiensi tidak dinyatakan untuk {listing(withheld)}." if withheld else ""
    return told(f"Efisiensi dihitung menurut kebijakan {quoted(_measure(tell).label)}.{without}")


def tell_triwulan(angka: FigureList, params: Params, tahun: int) -> Block:
    """How much was spent by the end of each quarter, and in which one most."""
    tell = Teller(angka, params, tahun)
    each = [(it, tell.at("serapan_sd_triwulan_persen", it.kode)) for it in Triwulan]
    known = [
        (it, figure, value) for it, figure in each if isinstance(value := figure.value, Decimal)
    ]
    if not known:
        why = reason(each[0][1], "pagunya")
        return told(f"Serapan per triwulan tahun {tahun} tidak dapat dihitung karena {why}.")
    shares = [f"{tell.say(figure)} sampai dengan {_spoken(it)}" for it, figure, _ in known]
    text = f"Serapan anggaran tahun {tahun} terhadap pagu instansi mencapai {listing(shares)}."
    before = [Decimal(0), *(value for _, _, value in known)]
    steps = [(value - last, it) for (it, _, value), last in zip(known, before, strict=False)]
    most, quarter = max(steps)
    alone = [it for step, it in steps if step == most] == [quarter]
    more = f" Penyerapan terbesar terjadi pada {_spoken(quarter)}." if alone and most > 0 else ""
    return told(text + more)


def belanja(tell: Teller) -> str:
    """Return the agency's pagu, realisasi, serapan and sisa in a sentence."""
    return _budget(tell, "instansi", f"Pagu belanja tahun {tell.tahun}", "")


def _program(tell: Teller, row: Row, subject: str) -> str:
    share = tell.at("porsi_sisa_persen", row["kode"])
    of_all = f" atau {tell.say(share)} dari pagu instansi" if _positive(share) else ""
    return _budget(tell, row["kode"], subject, of_all)


def _budget(tell: Teller, kode: str, subject: str, of_all: str) -> str:
    pagu, spent = tell.at("pagu_rp", kode), tell.at("realisasi_rp", kode)
    serapan = tell.at("serapan_persen", kode)
    if pagu.value is None:
        return f"{subject} tidak tersedia."
    if spent.value is None:
        return f"{subject} sebesar {tell.say(pagu)}; realisasinya belum dilaporkan."
    start = f"{subject} sebesar {tell.say(pagu)} terealisasi sebesar {tell.say(spent)}"
    if serapan.value is None:
        return f"{start}; serapannya tidak dapat dihitung karena pagunya nol."
    return f"{start}, sehingga serapannya {tell.say(serapan)}{_left(tell, kode, of_all)}."


def _left(tell: Teller, kode: str, of_all: str) -> str:
    left, share = tell.at("sisa_rp", kode), tell.at("sisa_persen", kode)
    if left.value == 0:
        return " tanpa sisa anggaran"
    if not _positive(left):
        return f" dan realisasinya {tell.size(left, 'di atas pagu')}"
    return f" dan sisa anggarannya {tell.say(left)}, yaitu {tell.say(share)} dari pagunya{of_all}"


def _efisiensi(tell: Teller, row: Row) -> str:
    measure, figure = _measure(tell), tell.at("efisiensi_persen", row["kode"])
    capaian = tell.at("capaian_rata_rata_persen", row["sasaran"])
    least, value = measure.capaian_minimal, capaian.value
    if isinstance(figure.value, Decimal):
        negative = "bernilai negatif, yaitu " if figure.value < 0 else "sebesar "
        return (
            f"Efisiensinya menurut kebijakan {quoted(measure.label)} {negative}{tell.say(figure)}"
            f"{_class(tell, row, figure)}."
        )
    withheld = (
        "Sisa anggaran itu tidak dinyatakan sebagai efisiensi"
        if _positive(tell.at("sisa_rp", row["kode"]))
        else "Efisiensi tidak dinyatakan"
    )
    if least is not None and value is None:
        return f"{withheld} karena capaian sasaran ini tidak dapat dihitung."
    if least is not None and isinstance(value, Decimal) and value < least:
        return (
            f"{withheld} karena rata-rata capaian sasaran ini, yaitu {tell.percent(capaian)}, "
            f"belum mencapai {in_words(least)} persen."
        )
    words = f" ({measure.tidak_lengkap})" if measure.tidak_lengkap else ""
    return f"Efisiensinya tidak dapat dihitung karena {reason(figure)}{words}."


def _class(tell: Teller, row: Row, figure: Figure) -> str:
    """Return the measure's own word for a value, where it has one."""
    measure, kode = _measure(tell), row["kode"]
    both = (
        tell.at("capaian_rata_rata_persen", row["sasaran"]),
        tell.at("serapan_persen", kode),
    )
    if measure.keduanya_nol and all(item.value == Decimal(0) for item in both):
        return f", tergolong {measure.keduanya_nol}"
    bracket = measure.classify(figure.value) if isinstance(figure.value, Decimal) else None
    return f", tergolong {bracket.label}" if bracket else ""


def _extremes(tell: Teller, tops: list[Row]) -> str:
    """Return who spent most and least; nothing where that would print the same."""
    known = [(row, tell.at("serapan_persen", row["kode"])) for row in tops]
    known = [(row, figure) for row, figure in known if isinstance(figure.value, Decimal)]
    ordered = sorted({Decimal(figure.value or 0) for _, figure in known})
    if len({printed(figure) for _, figure in known}) < 2:
        return ""
    least, most = (
        listing([_with_share(tell, row) for row, figure in known if figure.value == end])
        for end in (ordered[0], ordered[-1])
    )
    return f"Serapan tertinggi pada {most}, sedangkan yang terendah pada {least}."


def _with_share(tell: Teller, row: Row) -> str:
    return f"{_name(row)} ({tell.say(tell.at('serapan_persen', row['kode']))})"


def _measure(tell: Teller) -> Measure:
    rule = load_rule("efisiensi", year_end(tell.tahun))
    measure = rule.choice(tell.params.kebijakan.efisiensi)
    assert isinstance(measure, Measure)
    return measure


def _name(row: Row) -> str:
    name = str(row["uraian"]).strip()
    return quoted(name) if name.lower().startswith("program") else f"Program {quoted(name)}"


def _spoken(quarter: Triwulan) -> str:
    return f"triwulan {quarter.name}"


def _positive(figure: Figure) -> bool:
    return isinstance(figure.value, Decimal) and figure.value > 0


def _tops(program: pd.DataFrame) -> list[Row]:
    return records(program[program["tingkat"] == "program"])
