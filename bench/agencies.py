"""Synthetic agencies: any number of them, the same for the same seed, no two alike.

    python bench/agencies.py FOLDER --count 40 --seed 1

Each has 1 to 60 indicators of every polarity, missing values, grades, 1 to 12 programmes and
narrative of real length. Its figures agree with each other. Its name says that it is synthetic, so
every output does.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from words import DAERAH, HAL, KALIMAT, KEGIATAN, KERJA, NAMA, UKURAN, URUSAN

TAHUN, AWAL, AKHIR = 2023, 2021, 2026
BAGIAN = ("analisis", "kegiatan", "sdm")
SECTIONS = [
    "00-ikhtisar-eksekutif", "00-kata-pengantar", "01-a-latar-belakang",
    "01-b-maksud-dan-tujuan", "01-c-isu-strategis", "01-d-kedudukan-tugas-fungsi",
    "01-e-struktur-organisasi", "01-f-sarana-prasarana", "01-g-sistematika", "02-a-renja",
    "02-a-renstra-tujuan", "02-a-renstra", "02-b-anggaran-penutup", "02-b-anggaran",
    "02-b-perjanjian-kinerja", "02-c-instrumen", "03-a-pengukuran", "03-a1-capaian-iku",
    "03-b-realisasi-anggaran", "03-b-sesudah-belanja", "03-c-analisis", "04-penutup",
    "lampiran-4-sk",
]  # fmt: skip
REFERENCES = [
    "Rata-rata capaian {{ capaian_rata_rata_persen/instansi/%d | persen }}.",
    "Serapan anggaran {{ serapan_persen/instansi/%d | persen }} dari "
    "{{ pagu_rp/instansi/%d | rupiah }}.",
]
REFERRING = {"00-ikhtisar-eksekutif", "03-b-realisasi-anggaran", "03-c-analisis", "04-penutup"}

Rows = list[dict[str, Any]]


def make_agencies(root: Path, count: int, seed: int = 1, template: Path | None = None) -> list[str]:
    """Write params and data of `count` agencies below `root`; return their codes."""
    codes = []
    for number in range(1, count + 1):
        code = f"dinas-sintetis-{number:04}"
        Agency(number, random.Random(f"{seed}/{number}")).write(root, code)
        codes.append(code)
    return codes


class Agency:
    """One agency, drawn by lot."""

    def __init__(self, number: int, lot: random.Random) -> None:
        self.lot, self.number = lot, number
        urusan, daerah = lot.choice(URUSAN), lot.choice(DAERAH)
        self.name = f"Dinas {urusan} {daerah} (Data Sintetis {number:04})"
        self.short = f"Dinas {urusan} (Data Sintetis {number:04})"
        self.pemerintah = f"Pemerintah {daerah}"
        self.sasaran = [f"S-{n}" for n in range(1, lot.randint(1, 6) + 1)]
        self.programs = [f"2.07.{n:02}" for n in range(1, lot.randint(1, 12) + 1)]
        self.indicators = list(self._indicators(lot.choice([1, 3, 6, 6, 8, 12, 20, 60])))
        self.pagu = {code: self._pagu() for code in self.programs}
        self.tables = self._tables()

    # ---- drawing --------------------------------------------------------------------------------

    def _indicators(self, count: int) -> Iterator[dict[str, Any]]:
        for number in range(max(count, len(self.sasaran))):
            name, unit, polarity, aggregation = self.lot.choice(UKURAN)
            yield {
                "kode": f"IKU-{number + 1}",
                "jenis": "iku",
                "induk": self.sasaran[number % len(self.sasaran)],
                "indikator": f"{name.format(hal=self.lot.choice(HAL))} {number + 1}",
                "satuan": unit,
                "polaritas": polarity,
                "agregasi": aggregation,
                "formulasi": "Jumlah yang terpenuhi dibagi jumlah seluruhnya",
                "definisi": self.lot.choice(KALIMAT),
                "sumber_data": "Laporan bidang",
                "penanggung_jawab": "Sekretariat",
                "alasan_tanpa_standar": "Belum ada standar nasional untuk indikator ini",
            }

    def _pagu(self) -> dict[str, list[int]]:
        """Spending of each kegiatan by quarter, and what was left."""
        count = self.lot.randint(1, 5)
        return {
            f"2.{place:02}": [self.lot.randint(1, 900) * 250_000 for _ in range(5)]
            for place in range(1, count + 1)
        }

    def _sentences(self, count: int) -> str:
        return " ".join(self.lot.choice(KALIMAT) for _ in range(count))

    # ---- tables ---------------------------------------------------------------------------------

    def _tables(self) -> dict[str, Rows]:
        tables = {
            "dokumen": [
                {"kode": "renstra", "nama": f"Renstra {AWAL}–{AKHIR}", "tahun": AWAL},
                {"kode": "pk", "nama": f"Perjanjian Kinerja {TAHUN}", "tahun": TAHUN},
                {"kode": "lampiran-iii", "nama": "Formulir evaluasi Renja", "tahun": TAHUN},
            ],
            "tujuan": [{"kode": "T-1", "tujuan": "Terwujudnya layanan yang makin baik"}],
            "sasaran": [
                {"kode": code, "tujuan": "T-1", "sasaran": self._aim()} for code in self.sasaran
            ],
            "indikator": self.indicators,
            "kinerja": [row for item in self.indicators for row in self._kinerja(item)],
            "kebijakan": [
                {"sasaran": code, "sasaran_tercatat": "Sasaran menurut Renstra",
                 "arah_kebijakan": self.lot.choice(KALIMAT), "program": f"Program {code}"}
                for code in self.sasaran
            ],
            "riwayat": [
                {"tahun": year, "kinerja_persen": self._share(), "keuangan_persen": self._share()}
                for year in range(TAHUN - 4, TAHUN + 1)
            ],
            "misi": [{"misi": self.lot.choice(KALIMAT), "tujuan": self.lot.choice(KALIMAT)}],
            "permasalahan": [
                {"pokok_masalah": self.lot.choice(KALIMAT), "masalah": self.lot.choice(KALIMAT),
                 "akar_masalah": self.lot.choice(KALIMAT)} for _ in range(3)
            ],
        }  # fmt: skip
        return tables | self._money() | self._people() | self._annexes()

    def _aim(self) -> str:
        return f"{self.lot.choice(KERJA)} {self.lot.choice(HAL)} dan {self.lot.choice(HAL)}"

    def _share(self) -> str:
        return _decimal(Decimal(self.lot.randint(6000, 10000)) / 100)

    def _kinerja(self, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if item["satuan"] == "nilai" and self.lot.random() < 0.3:  # a grade for a target
            target: dict[str, Any] = {"target_predikat": self.lot.choice(["B", "BB", "A"])}
        else:
            target = {"target": _decimal(Decimal(self.lot.randint(100, 9900)) / 100)}
        if item["polaritas"] == "rentang" and "target" in target:
            target["target_bawah"] = _decimal(_exact(target["target"]) * Decimal("0.9"))
        for year in range(AWAL, AKHIR + 1):
            yield {"dokumen": "renstra", "indikator": item["kode"], "tahun": year} | target
        base = _exact(target.get("target", "75"))
        for year in (TAHUN - 1, TAHUN):
            reached = base * self.lot.randint(60, 130) / 100
            missing = self.lot.random() < 0.05
            yield {
                "dokumen": "pk", "indikator": item["kode"], "tahun": year,
                "realisasi": None if missing else _decimal(round(reached, 2)),
            } | target  # fmt: skip

    def _money(self) -> dict[str, Rows]:
        program: Rows = []
        anggaran: Rows = []
        evaluasi: Rows = []
        whole = [0] * 5
        for place, code in enumerate(self.programs):
            name = f"Program {self.lot.choice(HAL).title()} {place + 1}"
            aim = self.sasaran[place % len(self.sasaran)]
            program.append({"kode": code, "tingkat": "program", "uraian": name, "sasaran": aim})
            own = [sum(column) for column in zip(*self.pagu[code].values(), strict=True)]
            anggaran.append(_budget(code, name, own))
            evaluasi.append(self._evaluated(code, "program", name, own, str(place + 1)))
            for part, amounts in self.pagu[code].items():
                label = f"{self.lot.choice(KEGIATAN)} {part}"
                program.append({"kode": f"{code}.{part}", "tingkat": "kegiatan", "uraian": label})
                anggaran.append(_budget(f"{code}.{part}", label, amounts))
                evaluasi.append(self._evaluated(f"{code}.{part}", "kegiatan", label, amounts))
                sub = f"{code}.{part}.01"
                evaluasi.append(self._evaluated(sub, "sub_kegiatan", f"Sub {label}", amounts))
            whole = [left + right for left, right in zip(whole, own, strict=True)]
        anggaran.append(_budget("total", "Total", whole))
        belanja = [
            {"kode": code, "uraian": label, "pagu_rp": _rupiah(sum(whole)),
             "realisasi_rp": _rupiah(sum(whole[:4]))}
            for code, label in (("5", "BELANJA"), ("5.1", "BELANJA OPERASI"),
                                ("5.1.02", "Belanja Barang dan Jasa"))
        ]  # fmt: skip
        catatan = [
            {"program": code, "jenis": kind, "isi": self._sentences(1)}
            for code in self.programs
            for kind in ("faktor_pendorong", "faktor_penghambat",
                         "tindak_lanjut_triwulan", "tindak_lanjut_renja")
        ]  # fmt: skip
        return {"program": program, "anggaran": anggaran, "evaluasi_renja": evaluasi,
                "belanja": belanja, "evaluasi_catatan": catatan,
                "evaluasi_total": [{"baris": "jumlah", "kolom": "pagu_rp",
                                    "nilai_tercatat": _rupiah(sum(whole))}]}  # fmt: skip

    def _evaluated(
        self, code: str, level: str, name: str, amounts: list[int], number: str = ""
    ) -> dict[str, Any]:
        quarters = [self.lot.randint(0, 5) for _ in range(4)]
        row: dict[str, Any] = {
            "no": number, "kode": code, "tingkat": level, "uraian": name, "satuan": "dokumen",
            "indikator": f"Jumlah dokumen {name}", "agregasi": "jumlah",
            "target_renstra_k": max(1, sum(quarters)) * 5,
            "target_renstra_rp": _rupiah(sum(amounts) * 5),
            "realisasi_lalu_k": sum(quarters), "realisasi_lalu_rp": _rupiah(sum(amounts)),
            "target_k": max(1, sum(quarters)), "pagu_rp": _rupiah(sum(amounts)),
        }  # fmt: skip
        for at, (done, spent) in enumerate(zip(quarters, amounts[:4], strict=True), start=1):
            row |= {f"tw{at}_k": done, f"tw{at}_rp": _rupiah(spent)}
        return row

    def _people(self) -> dict[str, Rows]:
        return {
            "pegawai": [
                {"no": place, "pendidikan": level, "jumlah": self.lot.randint(1, 40)}
                for place, level in enumerate(("Strata 2", "Strata 1", "Diploma III", "SLTA"), 1)
            ],
            "pegawai_sasaran": [
                {"sasaran": code, "bidang": "Sekretariat", "jabatan": f"Staf {code}",
                 "jumlah": self.lot.randint(1, 9)} for code in self.sasaran
            ],
            "aset": [
                {"no": place, "nama_barang": f"Meja Kerja {place}", "jumlah": place,
                 "kondisi": "Baik", "tahun_pengadaan": 2015} for place in range(1, 31)
            ],
            "tim": [{"no": "", "kedudukan": "Ketua", "jabatan": "Sekretaris"}],
            "tim_tugas": [{"no": 1, "kedudukan": "Ketua", "huruf": "",
                           "tugas": "Mengendalikan penyusunan laporan"}],
        }  # fmt: skip

    def _annexes(self) -> dict[str, Rows]:
        head, mayor = f"{NAMA[self.number % 10]} Sintetis", "Bupati Sintetis"
        pk = {"pk": "PK-01", "tahun": TAHUN}
        signed = [
            {"pk": "PK-01", "lembar": sheet, "pihak": party, "jabatan": office, "nama": name,
             "tempat": "Rekaan", "tanggal": f"Januari {TAHUN}"}
            for sheet in ("pernyataan", "lampiran")
            for party, office, name in (("kedua", "BUPATI", mayor), ("pertama", "KEPALA", head))
        ]  # fmt: skip
        return {
            "pk": [pk | {"pihak_pertama_nama": head, "pihak_pertama_jabatan": "Kepala Dinas",
                         "pihak_kedua_nama": mayor, "pihak_kedua_jabatan": "Bupati",
                         "tempat": "Rekaan", "tanggal": f"Januari {TAHUN}"}],
            "pk_tanda_tangan": signed,
            "pk_sasaran": [
                pk | {"no": place, "sasaran": "Sasaran strategis",
                      "indikator": item["indikator"], "target": "100"}
                for place, item in enumerate(self.indicators, 1)
            ],
            "pk_anggaran": [
                {"pk": "PK-01", "no": place, "tingkat": "program", "uraian": f"Program {place}",
                 "anggaran_rp": _rupiah(sum(map(sum, self.pagu[code].values()))),
                 "jenis": "rincian"}
                for place, code in enumerate(self.programs, 1)
            ],
            "rencana_aksi": [
                {"no": place, "tingkat": "program", "uraian": f"Program {place}",
                 "indikator": "Jumlah dokumen", "target": "4 dokumen", "tw1": "x", "tw4": "x",
                 "rencana_aksi": self._sentences(1)}
                for place, _ in enumerate(self.programs, 1)
            ],
            "prestasi": [], "piagam": [], "sop": [], "sop_langkah": [], "klaim": [],
        }  # fmt: skip

    # ---- writing --------------------------------------------------------------------------------

    def write(self, root: Path, code: str) -> None:
        """Write params, tables and narrative."""
        from lkjip_tools.schema import TABLES

        folder = root / "data" / code / str(TAHUN)
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "narasi").mkdir(parents=True)
        (root / "params").mkdir(exist_ok=True)
        (root / "params" / f"{code}.yml").write_text(self._params(), "utf-8")
        for name, model in TABLES.items():
            fields = [field for field in model.model_fields if field != "sumber"]
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fields, lineterminator="\n", restval="")
                writer.writeheader()
                writer.writerows(self.tables.get(name, []))
        for name, text in self._narrative():
            (folder / "narasi" / f"{name}.md").write_text(text, "utf-8")

    def _narrative(self) -> Iterator[tuple[str, str]]:
        for name in SECTIONS:
            paragraphs = [self._sentences(self.lot.randint(3, 7)) for _ in range(4)]
            if name in REFERRING:
                paragraphs += [text.replace("%d", str(TAHUN)) for text in REFERENCES]
            yield name, "\n\n".join(paragraphs) + "\n"
        for place, _ in enumerate(self.sasaran, 1):
            for part in BAGIAN:
                yield f"03-a-sasaran-{place}-{part}", f"{self._sentences(6)}\n"
        yield "lampiran-1-pernyataan", "\n\n".join(self.lot.sample(KALIMAT, 5)) + "\n"

    def _params(self) -> str:
        return PARAMS.format(
            nama=self.name, pendek=self.short, pemerintah=self.pemerintah,
            kepala=f"{NAMA[self.number % 10]} Sintetis", awal=AWAL, akhir=AKHIR,
            negatif=self.lot.choice(["cermin", "rasio"]),
        )  # fmt: skip


PARAMS = """\
# Data sintetis: tidak ada instansi seperti ini.
kertas: a4
nama: {nama}
nama_pendek: {pendek}
pemerintah: {pemerintah}
alamat:
  - Jalan Sintetis Nomor 1
kepala:
  jabatan: Kepala Dinas
  nama: {kepala}
  pangkat: Pembina / IVa
  nip: 19700101 199501 1 001
tanda_tangan:
  tempat: Rekaan
  tanggal: 2024-02-05
renstra:
  awal: {awal}
  akhir: {akhir}
dasar:
  target: [pk]
  realisasi: [pk]
  realisasi_tahun_lalu: [pk]
  target_renstra: [renstra]
  target_akhir_renstra: [renstra]
  pagu: [pk]
  realisasi_anggaran: [lampiran-iii]
kebijakan:
  skala_predikat: skala_permendagri_86_2017
  rumus_negatif: {negatif}
  rumus_rentang: rentang
  batas_capaian: tanpa
  lingkup_batas: indikator
  batas_pembanding: batas_100
  rata_rata_capaian: per_iku
  predikat_ke_nilai: batas_bawah
  efisiensi: sisa
  evaluasi_rata_rata_k: mean_program
  evaluasi_rata_rata_rp: rasio_total
  gaya_rupiah: resmi_eyd
  gaya_persen: resmi_eyd
"""


def _budget(code: str, name: str, amounts: list[int]) -> dict[str, Any]:
    return {"dokumen": "pk", "kode": code, "uraian": name, "pagu_rp": _rupiah(sum(amounts))}


def _rupiah(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _decimal(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _exact(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def main() -> None:
    """Make agencies."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="where params/ and data/ go")
    parser.add_argument("--count", type=int, default=40, help="how many (40)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other agencies (1)")
    given = parser.parse_args()
    codes = make_agencies(given.folder, given.count, given.seed)
    print(f"{len(codes)} agencies in {given.folder}")


if __name__ == "__main__":
    main()
