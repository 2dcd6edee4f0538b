"""A clean report of an agency that does not exist, with every figure marked, to plant errors in."""

import random
import re
from dataclasses import dataclass, field
from decimal import Decimal

from lkjip_tools.number import format_number, round_half_up

HUNDRED = Decimal(100)
INDICATORS = (
    ("Angka harapan hidup penduduk", "tahun", True),
    ("Persentase balita yang ditimbang di posyandu", "persen", True),
    ("Prevalensi stunting anak", "persen", False),
    ("Cakupan kepesertaan jaminan kesehatan semesta", "persen", True),
    ("Rasio dokter umum terhadap penduduk", "rasio", True),
    ("Jumlah kematian ibu melahirkan", "kasus", False),
    ("Tingkat kepuasan pasien puskesmas", "nilai", True),
)
PROGRAMMES = (
    (
        "1.02.01",
        "Program Tata Kelola Perkantoran",
        ("Administrasi umum kantor", "Perawatan gedung dan kendaraan"),
    ),
    (
        "1.02.02",
        "Program Upaya Kesehatan Masyarakat",
        ("Layanan ibu dan anak", "Penyediaan obat esensial", "Surveilans penyakit menular"),
    ),
    ("1.02.03", "Program Mutu Tenaga Medis", ("Pelatihan perawat", "Sertifikasi bidan desa")),
    ("1.02.04", "Program Pengawasan Apotek dan Makanan", ("Inspeksi apotek", "Uji sampel pangan")),
)
MARK = re.compile(r"⟦(\w+)\|([^⟧]*)⟧")


@dataclass
class Mark:
    """One printed figure: where it is, and what it is."""

    line: int
    column: int
    kind: str
    text: str


@dataclass
class CleanReport:
    """A report as text, and its marks."""

    text: str
    marks: list[Mark]
    facts: dict = field(default_factory=dict)

    def replaced(self, mark: Mark, new: str) -> str:
        """The text with one figure changed."""
        lines = self.text.split("\n")
        line = lines[mark.line - 1]
        lines[mark.line - 1] = (
            line[: mark.column - 1] + new + line[mark.column - 1 + len(mark.text) :]
        )
        return "\n".join(lines)


def clean_report(
    seed: int, agency: str = "Dinas Kesehatan", place: str = "Kabupaten Sumber Jernih"
) -> CleanReport:
    """Make a clean report; another seed is another agency's numbers."""
    maker = _Maker(random.Random(seed), agency, place)
    return maker.finish()


def marked(kind: str, value, places: int | None = None) -> str:
    return f"⟦{kind}|{value if isinstance(value, str) else format_number(Decimal(value), places)}⟧"


def share(row):
    return Decimal(row["done"]) / row["pagu"] * HUNDRED


class _Maker:
    def __init__(self, rng, agency, place):
        self.rng, self.agency, self.place = rng, agency, place
        self.lines: list[str] = []
        self.year = 2024
        self.indicators = [self._indicator(*item) for item in INDICATORS]
        self.budget = [self._programme(*item) for item in PROGRAMMES]

    def _indicator(self, name, unit, positive):
        rng = self.rng
        if unit == "kasus":
            target, done, before = (Decimal(rng.randint(11, 29)) for _ in range(3))
            done = min(done, target * 2 - 1)
        else:
            target = Decimal(rng.randint(4100, 8900)) / 100
            done = round_half_up(target * Decimal(rng.randint(870, 1130)) / 1000, 2)
            before = round_half_up(target * Decimal(rng.randint(820, 1080)) / 1000, 2)
        plans = {y: target + (y - 2024) * (1 if positive else -1) for y in range(2022, 2027)}
        return {
            "name": name,
            "unit": unit,
            "target": target,
            "done": done,
            "before": before,
            "plans": plans,
            "capaian": self._capaian(target, done, positive),
            "capaian_before": self._capaian(plans[2023], before, positive),
        }

    @staticmethod
    def _capaian(target, done, positive):
        return (
            done / target * HUNDRED if positive else (target - (done - target)) / target * HUNDRED
        )

    def _programme(self, code, name, kegiatan):
        rows = []
        for n, title in enumerate(kegiatan, start=1):
            pagu = self.rng.randint(120_345, 9_876_543) * 1000 + self.rng.randint(101, 987)
            quarters = [pagu * self.rng.randint(15, 24) // 100 for _ in range(4)]
            rows.append(
                {
                    "code": f"{code}.2.0{n}",
                    "name": title,
                    "pagu": pagu,
                    "quarters": quarters,
                    "done": sum(quarters),
                }
            )

        def total(key):
            return sum(row[key] for row in rows)

        return {
            "code": code,
            "name": name,
            "rows": rows,
            "pagu": total("pagu"),
            "done": total("done"),
            "quarters": [sum(row["quarters"][q] for row in rows) for q in range(4)],
        }

    def add(self, *lines):
        self.lines += lines

    def row(self, *cells):
        self.lines.append("\t".join(str(cell) for cell in cells))

    def finish(self):
        self._front()
        self._plan()
        self._performance()
        self._money()
        self._closing()
        self._form()
        return self._strip()

    def _strip(self):
        marks, out = [], []
        for number, line in enumerate(self.lines, start=1):
            plain = ""
            last = 0
            for found in MARK.finditer(line):
                plain += line[last : found.start()]
                marks.append(Mark(number, len(plain) + 1, found[1], found[2]))
                plain += found[2]
                last = found.end()
            out.append(plain + line[last:])
        facts = {"indicators": self.indicators, "budget": self.budget}
        return CleanReport("\n".join(out) + "\n", marks, facts)

    def _front(self):
        y = self.year
        self.add(
            "LAPORAN KINERJA INSTANSI PEMERINTAH (LKjIP)",
            f"{self.agency.upper()} {self.place.upper()}",
            f"TAHUN {y}",
            "",
        )
        self.add("KATA PENGANTAR", "")
        self.add(
            f"Laporan Kinerja Instansi Pemerintah {self.agency} {self.place} Tahun ⟦tahun|{y}⟧ "
            "disusun sebagai pertanggungjawaban.",
            "",
        )
        self.add(
            "BAB I PENDAHULUAN",
            "",
            "A. Sumber Daya Manusia",
            "",
            "Tabel 1 Pegawai menurut golongan",
            "",
        )
        counts = [self.rng.randint(11, 88) for _ in range(4)]
        whole = sum(counts)
        self.row("No", "Golongan", "Jumlah (Orang)", "%")
        for n, (name, count) in enumerate(
            zip(("Pembina", "Penata", "Pengatur", "Juru"), counts, strict=True), start=1
        ):
            self.row(
                n,
                name,
                marked("bagian_jumlah", count),
                marked("bagian", Decimal(count) / whole * HUNDRED, 2),
            )
        self.row("", "Jumlah", marked("jumlah", whole), "100")
        self.add("")

    def _plan(self):
        self.add(
            "BAB II PERENCANAAN KINERJA",
            "",
            "A. Rencana Strategis",
            "",
            "Tabel 2 Target indikator menurut Renstra 2022-2026",
            "",
        )
        self.row("No", "Indikator Kinerja", "Satuan", "Target Tahun", "", "", "", "")
        self.row("", "", "", *range(2022, 2027))
        for n, item in enumerate(self.indicators, start=1):
            plans = [
                marked("renstra", v) if y == self.year else format_number(v)
                for y, v in item["plans"].items()
            ]
            self.row(n, item["name"], item["unit"], *plans)
        self.add(
            "",
            f"B. Perjanjian Kinerja Tahun {self.year}",
            "",
            f"Tabel 3 Perjanjian kinerja tahun {self.year}",
            "",
        )
        self.row("No", "Indikator Kinerja", "Satuan", "Target")
        for n, item in enumerate(self.indicators, start=1):
            self.row(n, item["name"], item["unit"], marked("pk", item["target"]))
        pagu = sum(p["pagu"] for p in self.budget)
        kegiatan = sum(len(p["rows"]) for p in self.budget)
        self.add(
            "",
            f"Anggaran sebesar Rp{marked('total_kalimat', pagu, 0)} dipakai untuk "
            f"{len(self.budget)} program dan {kegiatan} kegiatan sebagai berikut:",
            "",
        )
        self.row("No", "Program/Kegiatan", "Pagu (Rp)")
        for letter, programme in zip("ABCDEF", self.budget, strict=False):
            self.row(f"{letter}.", programme["name"], marked("pagu_program", programme["pagu"], 0))
            for n, row in enumerate(programme["rows"], start=1):
                self.row(n, row["name"], marked("pagu_kegiatan", row["pagu"], 0))
        self.row("", "Total", marked("total_pagu", pagu, 0))
        self.add("")

    def _performance(self):
        y = self.year
        mean = sum(round_half_up(i["capaian"], 2) for i in self.indicators) / len(self.indicators)
        self.mean = mean
        self.add(
            "BAB III AKUNTABILITAS KINERJA",
            "",
            "A. Capaian Kinerja",
            "",
            f"Tabel 4 Pengukuran indikator kinerja utama tahun {y}",
            "",
        )
        self.row("No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)")
        for n, item in enumerate(self.indicators, start=1):
            self.row(
                n,
                item["name"],
                item["unit"],
                marked("target", item["target"]),
                marked("realisasi", item["done"]),
                marked("capaian", item["capaian"], 2),
            )
        self.row("", "Rata-rata capaian", "", "", "", marked("rata_rata", mean, 2))
        self.add("")
        for item in self.indicators:
            self.add(
                f"Untuk indikator {item['name']}, target sebesar "
                f"{marked('kalimat_target', item['target'])}, terealisasi sebesar "
                f"{marked('kalimat_realisasi', item['done'])}, sehingga capaian sebesar "
                f"{marked('kalimat_capaian', item['capaian'], 2)}%.",
                "",
            )
        self.add(f"Tabel 5 Perbandingan kinerja tahun 2023 dan tahun {y}", "")
        self.row("No", "Indikator Kinerja", "Tahun 2023", "", f"Tahun {y}", "")
        self.row("", "", "Realisasi", "Capaian (%)", "Realisasi", "Capaian (%)")
        for n, item in enumerate(self.indicators, start=1):
            self.row(
                n,
                item["name"],
                format_number(item["before"]),
                format_number(item["capaian_before"], 2),
                marked("realisasi_ulang", item["done"]),
                marked("capaian_ulang", item["capaian"], 2),
            )
        self.add("")

    def _money(self):
        self.add("B. Realisasi Anggaran", "", "Tabel 6 Realisasi anggaran program", "")
        self.row("Kode", "Program/Kegiatan", "Pagu (Rp)", "Realisasi (Rp)", "Sisa (Rp)", "%")
        for programme in self.budget:
            for row in (programme, *programme["rows"]):
                level = "program" if row is programme else "kegiatan"
                self.row(
                    row["code"],
                    row["name"],
                    marked(f"keu_pagu_{level}", row["pagu"], 0),
                    marked(f"keu_realisasi_{level}", row["done"], 0),
                    marked("sisa", row["pagu"] - row["done"], 0),
                    marked("serapan", Decimal(row["done"]) / row["pagu"] * HUNDRED, 2),
                )
        pagu, done = (sum(p[k] for p in self.budget) for k in ("pagu", "done"))
        self.total = pagu, done
        self.row(
            "",
            "Jumlah",
            marked("keu_total", pagu, 0),
            marked("keu_total", done, 0),
            marked("sisa", pagu - done, 0),
            marked("serapan_total", Decimal(done) / pagu * HUNDRED, 2),
        )
        self.add("")
        for programme in self.budget:
            self.add(
                f"Untuk {programme['name']} tersedia anggaran "
                f"Rp{marked('kalimat_pagu', programme['pagu'], 0)} dengan realisasi "
                f"Rp{marked('kalimat_rupiah', programme['done'], 0)} "
                f"({marked('kalimat_serapan', share(programme), 2)}%).",
                "",
            )
        self.add("Tabel 7 Perkembangan kinerja dan serapan", "")
        series = [Decimal(self.rng.randint(8100, 9700)) / 100 for _ in range(4)] + [
            round_half_up(self.mean, 2)
        ]
        money = [Decimal(self.rng.randint(8100, 9700)) / 100 for _ in range(4)] + [
            round_half_up(Decimal(done) / pagu * HUNDRED, 2)
        ]
        self.row("No", "Tahun", "Capaian Kinerja (%)", "Serapan Anggaran (%)")
        for n, (year, a, b) in enumerate(
            zip(range(2020, 2025), series, money, strict=True), start=1
        ):
            self.row(n, year, marked("deret", a, 2), marked("deret", b, 2))
        self.row(
            "",
            "Rata-rata",
            marked("rata_deret", sum(series) / 5, 2),
            marked("rata_deret", sum(money) / 5, 2),
        )
        change = series[-1] - series[-2]
        word = "naik" if change >= 0 else "turun"
        self.add(
            "",
            f"Capaian kinerja {word} sebesar {marked('perubahan', abs(change), 2)} poin "
            "dari tahun 2023.",
            "",
        )

    def _closing(self):
        pagu, done = self.total
        self.add("BAB IV PENUTUP", "")
        self.add(
            f"LKjIP {self.agency} {self.place} Tahun ⟦tahun|{self.year}⟧ menunjukkan capaian "
            f"kinerja sasaran rata-rata sebesar {marked('simpulan', self.mean, 2)}%.",
            "",
        )
        self.add(
            f"Realisasi anggaran sebesar Rp{marked('kalimat_total', done, 0)} atau "
            f"{marked('kalimat_serapan_total', Decimal(done) / pagu * HUNDRED, 2)}% dari total "
            f"anggaran Rp{marked('kalimat_total', pagu, 0)}.",
            "",
        )
        self.add("LAMPIRAN I", "", f"PERJANJIAN KINERJA TAHUN ⟦tahun|{self.year}⟧", "")
        self.row("No", "Indikator Kinerja", "Satuan", "Target")
        for n, item in enumerate(self.indicators, start=1):
            self.row(n, item["name"], item["unit"], marked("pk_lampiran", item["target"]))
        self.add("")

    def _form(self):
        self.add("LAMPIRAN II", "", f"EVALUASI HASIL RENJA TAHUN {self.year}", "")
        self.row(
            "Kode",
            "Program / Kegiatan",
            f"Pagu Renja {self.year} (Rp)",
            "Realisasi Triwulan (Rp)",
            "",
            "",
            "",
            f"Realisasi Renja {self.year} (Rp)",
            "Tingkat realisasi (%)",
        )
        self.row("", "", "", "I", "II", "III", "IV", "", "")
        self.row("1", "2", "3", "4", "5", "6", "7", "8", "9 = 8/3 x 100")
        for programme in self.budget:
            for row in (programme, *programme["rows"]):
                self.row(
                    row["code"],
                    row["name"],
                    marked("form_pagu", row["pagu"], 0),
                    *(marked("form_triwulan", q, 0) for q in row["quarters"]),
                    marked("form_realisasi", row["done"], 0),
                    marked("form_persen", Decimal(row["done"]) / row["pagu"] * HUNDRED, 2),
                )
        self.add("")
