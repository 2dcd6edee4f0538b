"""A newcomer: an agency that has nothing but its numbers, and types them into the template."""

import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
from project import SCRIPTS, WAIT
from tables import ROOT

from lkjip_tools.place import column_name

INSTANSI, TAHUN = "dinas-contoh", 2024
IDENTITY = {
    "nama": "Dinas Kesehatan Kabupaten Contoh",
    "nama-pendek": "Dinas Kesehatan",
    "pemerintah": "Pemerintah Kabupaten Contoh",
    "alamat": "Jalan Merdeka Nomor 1; Kota Contoh",
    "kertas": "a4",
    "kepala-jabatan": "Kepala Dinas Kesehatan Kabupaten Contoh",
    "kepala-nama": "dr. Siti Aminah, M.Kes.",
    "kepala-pangkat": "Pembina Utama Muda / IVc",
    "kepala-nip": "19700101 199503 2 001",
    "tempat": "Kota Contoh",
    "tanggal": "2025-02-10",
    "renstra-awal": "2021",
    "renstra-akhir": "2026",
}
POLICIES = {
    "skala_predikat": "skala_permendagri_86_2017",
    "batas_capaian": "tanpa",
    "lingkup_batas": "indikator",
    "batas_pembanding": "batas_100",
    "predikat_ke_nilai": "batas_bawah",
    "efisiensi": "sisa",
    "evaluasi_rata_rata_k": "mean_program",
    "evaluasi_rata_rata_rp": "rasio_total",
    "gaya_rupiah": "resmi_eyd",
    "gaya_persen": "resmi_eyd",
}
_IKU = {"jenis": "iku", "agregasi": "akhir", "alasan_tanpa_standar": "tidak ada standar nasional"}
_YEAR = {"dokumen": "pengukuran", "tahun": TAHUN}
_BEFORE = {"dokumen": "pengukuran", "tahun": TAHUN - 1}
_END = {"dokumen": "renstra", "tahun": 2026}
_DPA = {"dokumen": "dpa"}
#: What a person types, cell by cell: numbers as numbers, a share in a cell formatted as percent.
TYPED = {
    "tujuan": [{"kode": "T-1", "tujuan": "Meningkatnya derajat kesehatan masyarakat"}],
    "sasaran": [
        {"kode": "S-1", "tujuan": "T-1", "sasaran": "Meningkatnya layanan kesehatan ibu dan anak"},
        {"kode": "S-2", "tujuan": "T-1", "sasaran": "Meningkatnya akuntabilitas kinerja"},
    ],
    "indikator": [
        _IKU
        | {"kode": "IKU-1", "induk": "S-1", "indikator": "Cakupan persalinan di fasilitas"}
        | {"satuan": "persen", "polaritas": "positif"},
        _IKU
        | {"kode": "IKU-2", "induk": "S-1", "indikator": "Angka kematian ibu"}
        | {"satuan": "kasus", "polaritas": "negatif"},
        _IKU
        | {"kode": "IKU-3", "induk": "S-1", "indikator": "Lama tunggu pelayanan"}
        | {"satuan": "hari", "polaritas": "rentang"},
        _IKU
        | {"kode": "IKU-4", "induk": "S-2", "indikator": "Predikat SAKIP"}
        | {"satuan": "nilai", "polaritas": "positif"},
    ],
    "kinerja": [
        _YEAR | {"indikator": "IKU-1", "target": 85, "realisasi": (0.9025, "0.00%")},
        _YEAR | {"indikator": "IKU-2", "target": 102, "realisasi": 85},
        _YEAR | {"indikator": "IKU-3", "target": 8, "target_bawah": 7, "realisasi": 9},
        _YEAR | {"indikator": "IKU-4", "target_predikat": "BB", "realisasi": 67.4},
        _BEFORE | {"indikator": "IKU-1", "realisasi": 84.1},
        _BEFORE | {"indikator": "IKU-2", "realisasi": 99},
        _END | {"indikator": "IKU-1", "target": 95},
        _END | {"indikator": "IKU-2", "target": 80},
        _END | {"indikator": "IKU-3", "target": 7, "target_bawah": 5},
        _END | {"indikator": "IKU-4", "target_predikat": "A"},
    ],
    "program": [
        {"kode": "1.02.01", "tingkat": "program", "uraian": "Penunjang Urusan", "sasaran": "S-2"},
        {"kode": "1.02.01.2.01", "tingkat": "kegiatan", "uraian": "Perencanaan dan Evaluasi"},
        {"kode": "1.02.02", "tingkat": "program", "uraian": "Upaya Kesehatan", "sasaran": "S-1"},
        {"kode": "1.02.02.2.02", "tingkat": "kegiatan", "uraian": "Layanan Kesehatan"},
        {"kode": "1.02.03", "tingkat": "program", "uraian": "Tenaga Kesehatan", "sasaran": "S-1"},
    ],
    "anggaran": [
        _DPA | {"kode": kode, "uraian": uraian, "pagu_rp": pagu, "realisasi_rp": spent}
        for kode, uraian, pagu, spent in (
            ("1.02.01", "Penunjang Urusan", 4_250_000_000, 4_112_500_750),
            ("1.02.01.2.01", "Perencanaan dan Evaluasi", 4_250_000_000, 4_112_500_750),
            ("1.02.02", "Upaya Kesehatan", 12_800_000_000, 11_975_250_100),
            ("1.02.02.2.02", "Layanan Kesehatan", 12_800_000_000, 11_975_250_100),
            ("1.02.03", "Tenaga Kesehatan", 950_000_000, 941_300_000),
        )
    ],
    "belanja": [
        {"kode": "5.1", "uraian": "Belanja Operasi"},
        {"kode": "5.1.01", "uraian": "Belanja Pegawai", "pagu_rp": 9e9, "realisasi_rp": 8.75e9},
        {"kode": "5.1.02", "uraian": "Belanja Barang", "pagu_rp": 9e9, "realisasi_rp": 8.2e9},
    ],
    "pegawai": [{"no": 1, "pendidikan": "S-1", "jumlah": 24}, {"no": 2, "pendidikan": "D-3",
                 "jumlah": 31}],
}  # fmt: skip


def lkjip(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a project's folder, without a terminal."""
    return subprocess.run(
        [Path(SCRIPTS) / "lkjip", *map(str, arguments)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=WAIT,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def new_arguments(**changes: str) -> list[str]:
    """The flags of `lkjip new` that leave nothing to ask."""
    given = [f"--{key}={text}" for key, text in (IDENTITY | changes).items()]
    chosen = [f"--kebijakan={key}={name}" for key, name in POLICIES.items()]
    return ["new", INSTANSI, f"--tahun={TAHUN}", *given, *chosen, "--anjuran"]


def empty_root(folder: Path) -> Path:
    """A project's folder without any agency."""
    (folder / "params").mkdir(parents=True)
    (folder / "data").mkdir()
    ignored = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=ignored)
    return folder


def heads(sheet) -> tuple[int, dict[str, int]]:
    """The row of the headings, and the column of each."""
    for row in range(1, 10):
        found = {
            column_name(str(cell.value)): cell.column
            for cell in sheet[row]
            if cell.value is not None
        }
        if "sumber" in found:
            return row, found
    raise AssertionError(sheet.title)


def type_in(path: Path, typed: dict[str, list[dict]], save_as: Path | None = None) -> None:
    """Type rows below the example, as a person would, and save."""
    book = openpyxl.load_workbook(path)
    sheets = {column_name(sheet.title): sheet for sheet in book.worksheets}
    for table, rows in typed.items():
        sheet = sheets[table]
        head, columns = heads(sheet)
        first = head + 2
        while any(sheet.cell(first, at).value is not None for at in range(2, 5)):
            first += 1
        for row, cells in enumerate(rows, start=first):
            for column, value in cells.items():
                cell = sheet.cell(row, columns[column])
                cell.value, *formats = value if isinstance(value, tuple) else (value,)
                if formats:
                    (cell.number_format,) = formats
    book.save(save_as or path)


def office_saves(path: Path, folder: Path) -> Path:
    """Open a workbook in LibreOffice and save it again."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    out = folder / "disimpan"
    out.mkdir(parents=True)
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", out, path],
        env=os.environ | {"HOME": str(folder)},
        check=True,
        capture_output=True,
        timeout=WAIT,
    )  # fmt: skip
    return out / path.name
