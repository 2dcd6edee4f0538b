"""A small agency for sentences: facts in, figures as the chapters compute them, Markdown out."""

import re

from tables import TAHUN, params, scale, table

from lkjip_tools.calculate.anggaran import figures_anggaran
from lkjip_tools.calculate.capaian import figures_capaian
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.calculate.efisiensi import figures_efisiensi
from lkjip_tools.calculate.perbandingan import figures_perbandingan
from lkjip_tools.calculate.profil import figures_program, figures_riwayat
from lkjip_tools.calculate.rata_rata import figures_rata_rata
from lkjip_tools.calculate.triwulan import figures_triwulan
from lkjip_tools.prose import anggaran, kinerja, ringkasan, riwayat
from lkjip_tools.records import records

LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(angka:([^)]*)\)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Agency:
    """One sasaran, its indicators, programmes and years, with every figure.

    Args:
        indikator: Facts of each indicator: `nama`, `satuan`, `polaritas`, `target`,
            `target_bawah`, `realisasi`, `lalu`, `capaian_lalu`, `akhir`, `akhir_bawah`,
            `predikat_akhir`, `standar`, `alasan`; what is left out is unknown.
        program: `nama`, `pagu`, `realisasi`, `triwulan` (four amounts) of each programme.
        riwayat: Performance and spending by year.
        sasaran: Names; all indicators and programmes belong to the first.
        kebijakan: Policies other than the sample agency's.
    """

    def __init__(
        self, indikator=(), program=(), riwayat=None, sasaran=("Sasaran uji",), **kebijakan
    ):
        self.params, self.skala = params(**kebijakan), scale(kebijakan.get("skala_predikat", SKALA))
        self.indikator = table("indikator", *map(_indikator, range(1, 99), indikator))
        self.sasaran = table(
            "sasaran",
            *(
                {"kode": f"S-{n}", "tujuan": "T-1", "sasaran": it}
                for n, it in enumerate(sasaran, 1)
            ),
        )
        self.program = table("program", *map(_program, range(1, 99), program))
        self.riwayat = table(
            "riwayat",
            *(
                {"tahun": int(year), "kinerja_persen": kinerja, "keuangan_persen": keuangan}
                for year, (kinerja, keuangan) in (riwayat or {}).items()
            ),
        )
        self._compute(indikator, program)

    def _compute(self, indikator, program):
        own, akip = self.params, scale("predikat_akip")
        kinerja = table(
            "kinerja", *(row for n, it in enumerate(indikator, 1) for row in _kinerja(n, it))
        )
        amounts = table("anggaran", *map(_amount, range(1, 99), program))
        form = table("evaluasi_renja", *map(_quarters, range(1, 99), program))
        dasar = pick_kinerja(self.indikator, kinerja, own, akip, TAHUN)
        capaian = figures_capaian(self.indikator, dasar, own.kebijakan, self.skala, TAHUN)
        mean = figures_rata_rata(
            self.indikator, self.sasaran, capaian, own.kebijakan, self.skala, TAHUN
        )
        money = figures_anggaran(self.program, amounts, form, own, TAHUN)
        self.angka = (
            dasar
            + capaian
            + mean
            + money
            + figures_perbandingan(self.indikator, dasar, capaian, own, TAHUN)
            + figures_efisiensi(self.program, money, mean, own.kebijakan, TAHUN)
            + figures_triwulan(form, money, TAHUN)
            + figures_program(self.program, TAHUN)
            + figures_riwayat(self.riwayat, TAHUN)
        )

    def tell(self, what):
        """The Markdown of one kind of sentence, by its name."""
        aim, rest = next(iter(records(self.sasaran)), None), (self.params, TAHUN)
        one = (self.indikator, self.angka, aim, *rest)
        match what:
            case "capaian" | "banding" | "kemajuan" | "standar":
                block = getattr(kinerja, f"tell_{what}")(*one)
            case "anggaran":
                block = anggaran.tell_anggaran(self.program, self.angka, aim, *rest)
            case "program":
                block = anggaran.tell_program(records(self.program)[0], self.angka, *rest)
            case "serapan" | "efisiensi":
                block = getattr(anggaran, f"tell_{what}")(self.program, self.angka, *rest)
            case "belanja" | "penunjang":
                block = getattr(anggaran, f"tell_{what}")(self.angka, *rest)
            case "triwulan":
                block = anggaran.tell_triwulan(self.angka, *rest)
            case "riwayat":
                block = riwayat.tell_riwayat(self.riwayat, self.angka, *rest)
            case "iku":
                block = ringkasan.tell_iku(self.indikator, self.angka, self.skala, *rest)
            case "ikhtisar":
                block = ringkasan.tell_ikhtisar(
                    self.indikator, self.sasaran, self.angka, self.skala, *rest
                )
            case "simpulan":
                block = ringkasan.tell_simpulan(self.indikator, self.angka, *rest)
        return block["markdown"]


SKALA = "skala_permendagri_86_2017"
SENTENCES = (
    *("capaian", "banding", "kemajuan", "standar", "anggaran", "program", "serapan", "efisiensi"),
    *("belanja", "penunjang", "triwulan", "riwayat", "iku", "ikhtisar", "simpulan"),
)


def read(markdown):
    """What a reader sees of a sentence."""
    return ESCAPED.sub(r"\1", LINK.sub(r"\1", markdown))


def links(markdown):
    """Text and id of every figure in a sentence."""
    return [(ESCAPED.sub(r"\1", text), id) for text, id in LINK.findall(markdown)]


def _indikator(number, facts):
    return {
        "kode": f"IKU-{number}",
        "jenis": facts.get("jenis", "iku"),
        "induk": "S-1",
        "indikator": facts.get("nama", f"Indikator {number}"),
        "satuan": facts.get("satuan", "persen"),
        "polaritas": facts.get("polaritas", "positif"),
        "standar_nasional": facts.get("standar"),
        "alasan_tanpa_standar": facts.get("alasan"),
    }


def _kinerja(number, facts):
    common = {"dokumen": "uji", "indikator": f"IKU-{number}"}
    columns = {
        TAHUN: {"target": "target", "target_bawah": "target_bawah", "realisasi": "realisasi"},
        TAHUN - 1: {"realisasi": "lalu", "capaian_tercatat": "capaian_lalu"},
        2026: {
            "target": "akhir",
            "target_bawah": "akhir_bawah",
            "target_predikat": "predikat_akhir",
        },
    }
    for year, names in columns.items():
        yield common | {"tahun": year} | {column: facts.get(name) for column, name in names.items()}


def _program(number, facts):
    return {
        "kode": f"8.01.{number:02}",
        "tingkat": "program",
        "uraian": facts.get("nama", f"Program {number}"),
        "sasaran": "S-1",
    }


def _amount(number, facts):
    return {
        "dokumen": "uji",
        "kode": f"8.01.{number:02}",
        "pagu_rp": facts.get("pagu"),
        "realisasi_rp": facts.get("realisasi"),
    }


def _quarters(number, facts):
    spent = facts.get("triwulan", [])
    return {
        "kode": f"8.01.{number:02}",
        "tingkat": "program",
        "uraian": facts.get("nama", f"Program {number}"),
    } | {f"tw{place}_rp": amount for place, amount in enumerate(spent, 1)}
