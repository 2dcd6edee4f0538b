"""The rows of the store's tables, from a report's figures and words.

No number is computed here: each is a figure of the ledger, looked up by its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from lkjip_tools.handed import Words
from lkjip_tools.params import Params
from lkjip_tools.store.tables import EXACT, TABLES
from lkjip_tools.triwulan import Triwulan
from lkjip_tools.value import parse_value

Row = dict[str, Any]
Rows = dict[str, list[tuple[Any, ...]]]
SERIES = ("target", "target_bawah", "target_renstra", "target_akhir", "target_akhir_bawah",
          "realisasi", "capaian_persen", "capaian_lalu_persen")  # fmt: skip
_WIDE, _STEP = Context(prec=38, rounding=ROUND_HALF_UP), Decimal(1).scaleb(-18)
_LIMIT = Decimal(10) ** 20


def build_rows(
    figures: Iterable[Mapping[str, Any]], words: Words, params: Params, instansi: str, tahun: int
) -> Rows:
    """Return the rows of every table of the store for one agency's year.

    Args:
        figures: Lines of `angka.jsonl`.
        words: As `TableList` hands them over.
        params: The agency.
        instansi: Its code.
        tahun: Year of the report.

    Returns:
        Rows by table, in the order of the table's columns; numbers as `Decimal` of 18 decimals.
    """
    ledger = Figures(figures, tahun)
    made: dict[str, Iterable[Row]] = {
        "instansi": [_instansi(ledger, params)],
        "indikator": _indikator(ledger, words, params),
        "sasaran": _sasaran(ledger, words),
        "anggaran": _anggaran(ledger, words),
        "triwulan": _triwulan(ledger, words),
        "deret": _deret(ledger, words),
        "angka": map(_angka, ledger.lines.values()),
    }
    key = {"instansi": instansi, "tahun": tahun}
    return {name: [_ordered(name, row | key) for row in rows] for name, rows in made.items()}


def _ordered(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(
        fixed(row[column.name]) if column.kind == EXACT else row[column.name]
        for column in TABLES[table].columns
    )


def fixed(value: Any) -> Decimal | None:
    """Return a number as the store holds it: 18 decimals, half up; `None` for what it cannot hold.

    It has room for 20 digits before the comma, far above any amount; `angka.nilai` has the rest.
    """
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) >= _LIMIT:
        return None
    return value.quantize(_STEP, context=_WIDE)


class Figures:
    """A ledger of lines of `angka.jsonl`, to look up by besaran, code and period."""

    def __init__(self, lines: Iterable[Mapping[str, Any]], tahun: int) -> None:
        self.lines = {line["id"]: line for line in lines}
        self.tahun = tahun

    def line(self, besaran: str, kode: str, periode: object = None) -> Mapping[str, Any]:
        """Return a figure, or nothing of one."""
        return self.lines.get(f"{besaran}/{kode}/{periode or self.tahun}", {})

    def value(self, besaran: str, kode: str, periode: object = None) -> Any:
        """Return the exact value of a figure; `None` where there is none."""
        return parse_value(self.line(besaran, kode, periode).get("nilai"))


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, Decimal) else None


def _instansi(ledger: Figures, params: Params) -> Row:
    declared = params.kebijakan
    measured = ("capaian_rata_rata_persen", "capaian_rata_rata_dibatasi_persen",
                "pagu_rp", "realisasi_rp", "serapan_persen")  # fmt: skip
    counted = ("jumlah_iku", "jumlah_iku_tercapai")
    policies = ("rata_rata_capaian", "rumus_negatif", "rumus_rentang", "batas_capaian",
                "skala_predikat")  # fmt: skip
    return {
        "nama": params.nama,
        "pemerintah": params.pemerintah,
        "renstra_awal": params.renstra.awal,
        "renstra_akhir": params.renstra.akhir,
        "predikat": ledger.value("predikat_capaian", "instansi"),
        **{name: ledger.value(name, "instansi") for name in measured},
        **{name: _whole(ledger.value(name, "instansi")) for name in counted},
        **{name: getattr(declared, name) for name in policies},
    }


def _indikator(ledger: Figures, words: Words, params: Params) -> Iterator[Row]:
    names, end = {row["kode"]: row["sasaran"] for row in words["sasaran"]}, params.renstra.akhir
    same_year = ("target_bawah", "target", "realisasi", "capaian_persen", "celah", "celah_akhir",
                 "capaian_dibatasi_persen", "kemajuan_renstra_persen")  # fmt: skip
    for row in words["indikator"]:
        kode = str(row["kode"])
        capaian = ledger.line("capaian_persen", kode)
        yield {
            **row,
            "sasaran": row["induk"],
            "nama_sasaran": names.get(row["induk"]),
            **{name: ledger.value(name, kode) for name in same_year},
            "realisasi_lalu": ledger.value("realisasi", kode, ledger.tahun - 1),
            "predikat": ledger.value("predikat_capaian", kode),
            "tahun_akhir": end,
            "target_akhir": ledger.value("target_akhir", kode, end),
            "target_akhir_bawah": ledger.value("target_akhir_bawah", kode, end),
            "rumus": capaian.get("rumus", "").partition(" = ")[2] or None,
            "aturan": capaian.get("aturan") or None,
            "catatan": capaian.get("catatan") or None,
        }


def _sasaran(ledger: Figures, words: Words) -> Iterator[Row]:
    name = "capaian_rata_rata_persen"
    for row in words["sasaran"]:
        yield {**row, name: ledger.value(name, str(row["kode"]))}


def _anggaran(ledger: Figures, words: Words) -> Iterator[Row]:
    whole = {"kode": "instansi", "tingkat": "instansi", "uraian": "Semua program", "sasaran": None}
    for row in (whole, *words["program"]):
        names = ("pagu_rp", "realisasi_rp", "sisa_rp", "serapan_persen")
        yield {**row, **{name: ledger.value(name, str(row["kode"])) for name in names}}


def _triwulan(ledger: Figures, words: Words) -> Iterator[Row]:
    for row in words["evaluasi_renja"]:
        kode, found = str(row["kode"]), dict[str, Any](row)
        for half in ("k", "rp"):
            for quarter in Triwulan:
                reported = ledger.value(
                    f"evaluasi_triwulan_{half}", kode, quarter.period(ledger.tahun)
                )
                found[quarter.column(half)] = reported
            found[f"realisasi_{half}"] = ledger.value(f"evaluasi_realisasi_{half}", kode)
        found["target_k"] = ledger.value("evaluasi_target_k", kode)
        found["pagu_rp"] = ledger.value("evaluasi_target_rp", kode)
        yield found


def _deret(ledger: Figures, words: Words) -> Iterator[Row]:
    known = {row["kode"] for row in words["indikator"]}
    for id, line in ledger.lines.items():
        besaran, kode, periode = id.split("/")
        if besaran in SERIES and kode in known and line["nilai"] is not None:
            yield {
                "kode": kode,
                "besaran": besaran,
                "tahun_nilai": int(periode),
                "nilai": parse_value(line["nilai"]),
                "catatan": line["catatan"] or None,
            }


def _angka(line: Mapping[str, Any]) -> Row:
    besaran, kode, periode = line["id"].split("/")
    texts = ("id", "label", "nilai", "satuan", "rumus", "sumber", "aturan", "catatan", "bab")
    return {
        **{name: line.get(name) or None for name in texts},
        "besaran": besaran,
        "kode": kode,
        "periode": periode,
        "bilangan": parse_value(line["nilai"]),
    }
