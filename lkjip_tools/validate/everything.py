"""All checks together, each finding once, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import FindingList
from lkjip_tools.params import Params
from lkjip_tools.pembanding import Pembanding
from lkjip_tools.regulation import Rule, Scale
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.rujukan import REFERENCES
from lkjip_tools.validate import (
    anggaran,
    angka,
    belanja,
    evaluasi,
    evaluasi_bawah,
    formulir,
    kelengkapan,
    kembar,
    kewajaran,
    kinerja,
    klaim,
    kode_nasional,
    lampiran,
    nomenklatur,
    organisasi,
    pegawai,
    pejabat,
    pk,
    predikat,
    riwayat,
    rujukan,
    tahun_lalu,
)
from lkjip_tools.validate.aturan import check_rules
from lkjip_tools.validate.capaian import POSITIF, Capaian, check_capaian, check_kolom_bergeser
from lkjip_tools.validate.nama_program import check_nama_program
from lkjip_tools.validate.order import in_order

Tables = Mapping[str, pd.DataFrame]
Check = Callable[[], FindingList]


def check_all(
    tables: Tables,
    figures: FigureList,
    params: Params,
    akip: Scale,
    rules: Iterable[Rule],
    tahun: int,
    formulas: Mapping[str, Capaian] = POSITIF,
    unreadable: Collection[str] = (),
    pembanding: Pembanding | None = None,
) -> FindingList:
    """Run every check on one agency's year.

    Args:
        tables: Loaded tables by name; one that is left out is taken as empty.
        figures: All figures of the report.
        params: The agency.
        akip: Scale of the AKIP grades.
        rules: The rules in use.
        tahun: Year of the report.
        formulas: Formula of capaian by `polaritas`, for rows of other documents than the base.
        unreadable: Tables that are there and cannot be read: checks that need one are left out,
            for nobody can say what is missing in it.
        pembanding: Last year's data and the nomenclature list, as far as there are any.

    Returns:
        Findings by tingkat, kode and place; see `order.in_order`.
    """
    given = _Given(tables, frozenset(unreadable))
    known = _Known(figures, params, akip, tahun, formulas)
    read = {name: table for name, table in tables.items() if name not in given.unreadable}
    checks = chain(
        _kinerja(given, known),
        _anggaran(given, known),
        _lampiran(given, known),
        _rujukan(given, params),
        _formulir(given, tahun),
        _tables(given),
        _kode(given, known, pembanding or Pembanding()),
        _tahun_lalu(given, known, pembanding or Pembanding()),
        [lambda: check_rules(rules), lambda: formulir.check_tabel_kosong(read)],
    )
    return in_order(item for check in checks for item in _run(check))


class _UnreadableError(Exception):
    """A check needs a table that cannot be read."""


@dataclass(frozen=True)
class _Given(Mapping[str, pd.DataFrame]):
    """The tables: one that is left out is empty, one that cannot be read stops who needs it."""

    tables: Tables
    unreadable: frozenset[str]

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self.unreadable:
            raise _UnreadableError(name)
        return self.tables[name] if name in self.tables else _empty(name)

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def need(self, *names: str) -> None:
        """Stop a check whose figures come from these tables, if one cannot be read."""
        for name in names:
            self[name]


@dataclass(frozen=True)
class _Known:
    """What checks need besides the tables."""

    figures: FigureList
    params: Params
    akip: Scale
    tahun: int
    formulas: Mapping[str, Capaian]


def _run(check: Check) -> FindingList:
    try:
        return check()
    except _UnreadableError:
        return FindingList()


def _kinerja(t: _Given, known: _Known) -> Iterator[Check]:
    figures, params, tahun = known.figures, known.params, known.tahun

    def both() -> tuple[pd.DataFrame, pd.DataFrame]:
        return t["indikator"], t["kinerja"]

    yield lambda: kinerja.check_target(*both(), t["dokumen"], params, known.akip, tahun)
    yield lambda: kinerja.check_realisasi(*both(), t["dokumen"], figures, params, known.akip, tahun)
    yield lambda: kinerja.check_nama_indikator(*both())
    yield lambda: predikat.check_predikat(t["kinerja"], known.akip)
    yield lambda: predikat.check_target_predikat(*both(), t["dokumen"], figures, known.akip)
    yield lambda: check_capaian(*both(), figures, known.formulas)
    yield lambda: check_kolom_bergeser(t["kinerja"], figures)
    yield lambda: kewajaran.check_capaian_tinggi(figures)
    yield lambda: kewajaran.check_target_negatif(figures)
    yield lambda: kewajaran.check_target_persen(*both())
    yield lambda: kewajaran.check_target_nol(*both())
    yield lambda: kewajaran.check_rentang(*both(), params, tahun)
    yield lambda: kewajaran.check_target_mundur(*both(), figures, tahun)
    yield lambda: kewajaran.check_realisasi_sama_target(t["indikator"], figures, tahun)
    yield lambda: angka.check_ukuran(*both(), known.formulas)
    yield lambda: angka.check_format_persen(*both(), t["evaluasi_renja"])
    yield lambda: kembar.check_tahun_tersalin(t["indikator"], figures, tahun)
    yield lambda: kelengkapan.check_kelengkapan_indikator(*both(), figures, params, tahun)
    yield lambda: kelengkapan.check_capaian_lalu(*both(), figures, params, tahun)
    yield lambda: kelengkapan.check_indikator_renstra(*both(), figures, params)
    yield lambda: kelengkapan.check_lembar_iku(t["indikator"])
    yield lambda: rujukan.check_susunan(t["sasaran"], t["indikator"], t["program"])
    yield lambda: angka.check_tahun(t["kinerja"], t["riwayat"], params, tahun)
    yield lambda: kembar.check_riwayat_tersalin(t["riwayat"])
    yield lambda: riwayat.check_riwayat_wajar(t["riwayat"])
    yield lambda: _riwayat(t, known)


def _riwayat(t: _Given, known: _Known) -> FindingList:
    t.need("indikator", "kinerja", "sasaran", "program", "anggaran", "evaluasi_renja")
    return riwayat.check_riwayat(t["riwayat"], known.figures, known.tahun)


def _anggaran(t: _Given, known: _Known) -> Iterator[Check]:
    figures, params, tahun = known.figures, known.params, known.tahun
    yield lambda: anggaran.check_serapan(t["anggaran"])
    yield lambda: anggaran.check_anggaran_antardokumen(
        t["anggaran"], t["evaluasi_renja"], t["dokumen"], params, tahun
    )
    yield lambda: anggaran.check_jumlah_anggaran(t["anggaran"])
    yield lambda: anggaran.check_total_anggaran(
        t["anggaran"], t["belanja"], t["evaluasi_renja"], t["dokumen"], figures, tahun
    )
    yield lambda: anggaran.check_melebihi_pagu(t["anggaran"], t["belanja"], t["evaluasi_renja"])
    yield lambda: angka.check_anggaran_lengkap(
        t["program"], t["anggaran"], t["evaluasi_renja"], figures, tahun
    )
    yield lambda: anggaran.check_program_formulir(t["program"], t["evaluasi_renja"])
    yield lambda: check_nama_program(t["program"], t["anggaran"], t["evaluasi_renja"])
    yield lambda: belanja.check_belanja(t["belanja"])
    yield lambda: belanja.check_belanja_lengkap(t["belanja"])
    yield lambda: evaluasi.check_evaluasi(t["evaluasi_renja"], figures, tahun)
    yield lambda: evaluasi.check_jumlah_evaluasi(t["evaluasi_renja"])
    yield lambda: evaluasi.check_target_evaluasi(t["evaluasi_renja"])
    yield lambda: evaluasi.check_triwulan(t["evaluasi_renja"])
    yield lambda: evaluasi.check_pagu_renstra(t["evaluasi_renja"])
    yield lambda: evaluasi_bawah.check_isian(t["evaluasi_renja"])
    yield lambda: evaluasi_bawah.check_baris_bawah(
        t["evaluasi_renja"], t["evaluasi_total"], figures, tahun
    )
    yield lambda: evaluasi_bawah.check_catatan_evaluasi(t["evaluasi_catatan"])
    yield lambda: rujukan.check_kode(t["evaluasi_renja"], tahun)
    yield lambda: rujukan.check_nama_sasaran(t["sasaran"], t["kebijakan"], t["evaluasi_renja"])
    yield lambda: rujukan.check_tingkat(t, "program")
    yield lambda: rujukan.check_tingkat(t, "evaluasi_renja")


def _lampiran(t: _Given, known: _Known) -> Iterator[Check]:
    params, tahun = known.params, known.tahun
    yield lambda: _klaim(t, known)
    yield lambda: pegawai.check_pegawai(t["pegawai"])
    yield lambda: pegawai.check_pegawai_sasaran(t["pegawai"], t["pegawai_sasaran"])
    yield lambda: pk.check_tahun_pk(t["pk"], t["pk_sasaran"], t["pk_tanda_tangan"], tahun)
    yield lambda: pk.check_jumlah_pk(t["pk_anggaran"])
    yield lambda: pk.check_antarlembar_pk(t["program"], t["pk_anggaran"])
    yield lambda: pk.check_lembar_pk(t["pk_sasaran"], t["pk_anggaran"])
    yield lambda: pejabat.check_nip(_people(t, params))
    yield lambda: pejabat.check_pejabat(_people(t, params))
    yield lambda: lampiran.check_rencana_aksi(t["rencana_aksi"])
    yield lambda: lampiran.check_target_rencana_aksi(
        t["rencana_aksi"], t["pk_sasaran"], t["pk_anggaran"]
    )
    yield lambda: lampiran.check_prestasi(t["prestasi"], t["piagam"], tahun)


def _klaim(t: _Given, known: _Known) -> FindingList:
    t.need(*TABLES)  # a claim may be about any figure
    return klaim.check_klaim(t["klaim"], known.figures, known.params, known.tahun)


def _people(t: _Given, params: Params) -> list[pejabat.Person]:
    columns = ["nama", "pangkat", "nip", "source"]
    signed = pd.concat([t[name][columns] for name in ("pk_tanda_tangan", "tanda_tangan")])
    return pejabat.persons(t["pk"], signed, t["sop"], params.kepala)


def _rujukan(t: _Given, params: Params) -> Iterator[Check]:
    for reference in (*REFERENCES, rujukan.FORM):
        yield partial(rujukan.check_satu_rujukan, t, *reference)
    yield lambda: rujukan.check_induk(t)
    yield lambda: rujukan.check_induk_program(t)
    yield lambda: rujukan.check_dasar(t, params)


def _formulir(t: _Given, tahun: int) -> Iterator[Check]:
    yield lambda: organisasi.check_organisasi(t["organisasi"])
    yield lambda: formulir.check_isi_pk(
        t["pk"], t["pk_sasaran"], t["pk_anggaran"], t["pk_tanda_tangan"]
    )
    yield lambda: formulir.check_tahun_rencana_aksi(t["rencana_aksi"], tahun)
    yield lambda: formulir.check_tanda_tangan(t["tanda_tangan"])
    yield lambda: formulir.check_alur_sop(t["sop"], t["sop_langkah"])
    yield lambda: formulir.check_lampiran_berkas(t["lampiran_berkas"])
    yield lambda: kelengkapan.check_sumber_daya_sasaran(
        t["sasaran"], t["program"], t["pegawai_sasaran"]
    )


def _kode(t: _Given, known: _Known, pembanding: Pembanding) -> Iterator[Check]:
    yield lambda: kode_nasional.check_akun(t["belanja"], known.tahun)
    for name in kode_nasional.BERKODE:
        yield partial(kode_nasional.check_urusan, t, name, known.tahun)
    if pembanding.nomenklatur is None:
        return
    listed = nomenklatur.Nomenklatur(pembanding.nomenklatur)
    for name in kode_nasional.BERKODE:
        yield partial(nomenklatur.check_nomenklatur, t, name, listed)
    for name in ("program", "evaluasi_renja"):
        yield partial(nomenklatur.check_nama_nomenklatur, t, name, listed)


def _tahun_lalu(t: _Given, known: _Known, pembanding: Pembanding) -> Iterator[Check]:
    lalu, params, tahun = pembanding.tahun_lalu, known.params, known.tahun
    yield lambda: tahun_lalu.check_kinerja_lalu(t, lalu, params, tahun)
    yield lambda: tahun_lalu.check_riwayat_lalu(t["riwayat"], lalu, tahun)
    yield lambda: tahun_lalu.check_formulir_lalu(t["evaluasi_renja"], lalu, params, tahun)
    yield lambda: tahun_lalu.check_lalu_terbaca(pembanding.faults, tahun)


def _tables(t: _Given) -> Iterator[Check]:
    """What is looked for in every table alike."""
    for name in TABLES:
        yield partial(kembar.check_kunci, t, name)
        yield partial(kembar.check_kolom_tersalin, t, name)
        yield partial(angka.check_angka_negatif, t, name)


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=[*TABLES[name].model_fields, "source"], dtype=object)
