"""A small merged notebook that holds every kind of block, in the shape of a real LKjIP."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lkjip_tools.block import (
    Block,
    Cell,
    Column,
    Table,
    chart,
    gap,
    letterhead,
    pagebreak,
    pairs,
    prose,
    signature,
    signer,
    statement,
    subtitle,
)
from lkjip_tools.figure_lines import MIME_FIGURES
from lkjip_tools.shown import MIME_BLOCK, one_line

META = {
    "judul": "Laporan Kinerja Instansi Pemerintah (LKjIP)",
    "tahun": 2023,
    "instansi": "Badan Kesatuan Bangsa dan Politik",
    "pemerintah": "Pemerintah Kabupaten Paser",
    "alamat": [
        "Jln. Kusuma Bangsa Komplek Perkantoran Km. 5 Gedung F Lantai 2",
        "Desa Tepian Batang Tanah Grogot, Kabupaten Paser",
        "Kode Pos 76211",
    ],
    "tempat_tanggal": "Tana Paser, 5 Februari 2024",
    "kertas": "a4",
    "versi": "0.1.0",
}
KEPALA = signer(
    ["KEPALA BADAN KESATUAN BANGSA DAN POLITIK", "KABUPATEN PASER,"],
    "NONDING, S.Sos., MM.",
    place_date="Tana Paser, 5 Februari 2024",
    rank="Pembina Tingkat I",
    nip="19710607 199703 1 007",
)
PENGANTAR = (
    "Puji dan syukur kita panjatkan ke hadirat Tuhan Yang Maha Esa, karena atas rahmat dan "
    "karunia-Nya kita masih diberikan kesehatan sehingga dapat menyelesaikan penyusunan Laporan "
    "Kinerja Instansi Pemerintah (LKjIP) Badan Kesatuan Bangsa dan Politik Kabupaten Paser. "
    "Perwujudan *good governance* merupakan hal yang signifikan dalam upaya menggulirkan proses "
    "demokrasi."
)
LATAR = (
    "Dalam perspektif perencanaan pembangunan diungkapkan bahwa Pemerintah Daerah harus "
    "memperhatikan keseimbangan berbagai aspek dalam satu kesatuan wilayah pembangunan ekonomi, "
    "hukum, sosial, budaya, politik, pemerintahan dan lingkungan hidup untuk mendukung "
    "pembangunan yang berkelanjutan."
)


def merged_notebook(**meta: Any) -> NotebookNode:
    """Return what `assemble` would hand to the exporters."""
    nb = new_notebook(metadata={"lkjip": META | meta})
    nb.cells = [*_depan(), *_pendahuluan(), *_perencanaan(), *_akuntabilitas(), *_lampiran()]
    return nb


def table_with(*rows: str) -> Block:
    """Return a one-column table."""
    table = Table("kecil", "Kecil", [Column("Nilai", align="decimal")])
    for row in rows:
        table.row(row)
    return table.block()


def shown(*blocks: Block, bab: str = "03a", bagian: str = "isi") -> NotebookNode:
    """Return a code cell that displays blocks."""
    outputs = [new_output("display_data", data={MIME_BLOCK: dict(block)}) for block in blocks]
    return new_code_cell(outputs=outputs, metadata=_about(bab, bagian))


def written(markdown: str, bab: str = "01", bagian: str = "isi") -> NotebookNode:
    """Return a Markdown cell."""
    return new_markdown_cell(markdown, metadata=_about(bab, bagian))


def _about(bab: str, bagian: str) -> dict[str, Any]:
    return {"tags": ["laporan"], "lkjip": {"bab": bab, "bagian": bagian}}


def _numbered(block: Block, label: str) -> Block:
    return Block(block | {"label": label, "caption_text": f"{label} {block['title']}"})


def _depan() -> list[NotebookNode]:
    ikhtisar = (
        "Realisasi indikator sasaran mencapai kriteria *Sangat Berhasil*, yaitu sebesar "
        "[96,34%](angka:capaian_rata_persen/instansi/2023), dengan penyerapan anggaran "
        "**[97,24%](angka:serapan_persen/instansi/2023)** dari total anggaran.\n\n"
        "1. Meningkatnya pengelolaan keuangan dan kinerja organisasi yang akuntabel;\n"
        "2. Meningkatkan pemahaman ideologi Pancasila:\n"
        "   1. pendidikan politik;\n"
        "   2. wawasan kebangsaan:\n"
        "      1. pelajar,\n"
        "      2. masyarakat;\n"
        "3. Mewujudkan ketahanan ekonomi, sosial, budaya dan agama."
    )
    cell = shown(prose(ikhtisar), bab="00b", bagian="depan")
    figure = {"id": "serapan_persen/instansi/2023", "nilai": "97.2405425", "operan": []}
    cell.outputs.append(new_output("display_data", data={MIME_FIGURES: one_line(figure)}))
    return [
        written("# KATA PENGANTAR\n\n" + PENGANTAR + "\n\n" + LATAR, "00a", "depan"),
        shown(signature(KEPALA), bab="00a", bagian="depan"),
        written("# IKHTISAR EKSEKUTIF", "00b", "depan"),
        cell,
    ]


def _pendahuluan() -> list[NotebookNode]:
    barang = Table(
        "tabel-sarana",
        "Rekapitulasi Sarana dan Prasarana Badan Kesatuan Bangsa dan Politik Kabupaten Paser",
        [
            Column("No", align="center", width=1),
            Column("Nama Barang", width=7),
            Column("Jumlah Barang", align="right", width=2),
            Column("Kondisi", align="center", width=2),
            Column("Tahun Pengadaan", align="center", width=2),
        ],
        source="Rekap aset Badan Kesbangpol Kabupaten Paser",
    )
    names = [
        "Meja Rapat",
        "PC Unit (Acer/Aspire TC-708)",
        "Kursi Tamu di Ruangan Pejabat",
        "Laptop",
    ]
    for number in range(1, 121):
        barang.row(
            str(number),
            f"{names[number % 4]} nomor inventaris {10000 + number}",
            str(number % 23 + 1),
            "Rusak" if number < 60 else "Baik",
            str(2015 + number % 9),
        )
    return [
        written(f"# BAB I PENDAHULUAN\n\n## A. Latar Belakang\n\n{LATAR}\n\n{LATAR}"),
        written(
            "## B. Maksud dan Tujuan\n\n> Laporan kinerja memberikan informasi yang terukur.\n\n"
            "- mempertanggungjawabkan kinerja organisasi;\n- mengukur keberhasilan:\n"
            "  - target,\n  - realisasi.\n\n### 1. Kedudukan\n\nBadan merupakan unsur penunjang; "
            "lihat [JDIH](https://jdih.example.go.id/perda).\n\n#### Catatan\n\nPangkat X² ≥ 4 ✓."
        ),
        shown(subtitle("Sarana yang dimiliki"), _numbered(barang.block(), "Tabel 1")),
        shown(gap("belum diisi: bagan susunan organisasi")),
    ]


def _perencanaan() -> list[NotebookNode]:
    return [
        written("# BAB II PERENCANAAN KINERJA\n\n## A. Perjanjian Kinerja"),
        shown(
            pagebreak(),
            letterhead(
                ["PEMERINTAH KABUPATEN PASER", "BADAN KESATUAN BANGSA DAN POLITIK"],
                META["alamat"],
            ),
            statement(
                ["PERJANJIAN KINERJA TAHUN 2023"],
                ["Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan "
                 "akuntabel, kami yang bertanda tangan di bawah ini:"],
                [("Nama", "NONDING, S.Sos., MM."), ("Jabatan", "Kepala Badan")],
            ),
            prose("Selanjutnya disebut **pihak pertama**, berjanji mewujudkan target kinerja."),
            pairs([("Nama", "dr. FAHMI FADLI"), ("Jabatan", "Bupati Paser")]),
            signature(KEPALA, signer(["PIHAK KEDUA,", "BUPATI PASER"], "dr. FAHMI FADLI")),
        ),
    ]  # fmt: skip


def _akuntabilitas() -> list[NotebookNode]:
    iku = (
        Table(
            "tabel-iku",
            "Pengukuran Indikator Kinerja Utama Tahun 2023",
            [
                Column("No", align="center", width=1),
                Column("Indikator Sasaran", width=6),
                Column("Satuan", align="center", width=2),
                Column("Target", align="decimal", width=2),
                Column("Realisasi", align="decimal", width=2),
                Column("Capaian", align="decimal", width=2),
            ],
            head=[
                [Cell("No", rowspan=2), Cell("Indikator Sasaran", rowspan=2),
                 Cell("Satuan", rowspan=2), Cell("Tahun 2023", colspan=2),
                 Cell("Capaian\n(%)", rowspan=2)],
                ["Target", "Realisasi"],
            ],
            notes=["*) angka sangat sementara"],
            source="Badan Kesbangpol, data diolah",
        )
        .group("Meningkatnya pengelolaan keuangan dan kinerja organisasi")
        .row(
            Cell("1", rowspan=2), "Nilai evaluasi SAKIP", "Nilai", "73", "65,22",
            Cell("89,34", id="capaian_persen/IKU-1/2023", value=Decimal("89.342465753424")),
        )
        .row(Cell("Komponen perencanaan", indent=1), "Poin", "30", "24,5", "81,67")
        .group("Terwujudnya ketahanan dan ketertiban")
        .row("2", "Partisipasi penyelenggaraan pemilu", "Persen", "80", "80,125", "100,156")
        .row("3", "Organisasi masyarakat yang difasilitasi", "Persen", "80", "-", None)
        .total(Cell("Rata-rata capaian", colspan=5), Cell("96,34", strong=True))
    )  # fmt: skip
    part = Table("tabel-skala", "Skala Nilai", [Column("Rentang"), Column("Predikat")], part="a")
    part.row("≥ 91", "Sangat Tinggi").row("76 – 90", "Tinggi")
    return [
        written("# BAB III AKUNTABILITAS KINERJA\n\n## A. Capaian Kinerja\n\n" + LATAR),
        shown(_numbered(iku.block(), "Tabel 2"), _numbered(part.block(), "Tabel 3a")),
        shown(
            _numbered(_bars("gambar-capaian", "Capaian per Sasaran", "#1b3a57"), "Gambar 1"),
            _numbered(_bars("gambar-serapan", "Serapan per Program", "#a87b2a"), "Gambar 2"),
        ),
        written("# BAB IV PENUTUP\n\n" + LATAR),
    ]


def _bars(key: str, title: str, color: str) -> Block:
    bars = "".join(
        f'<use xlink:href="#b" x="{40 + 90 * at}" y="{200 - tall}"/>'
        f'<rect x="{40 + 90 * at}" y="{200 - tall}" width="56" height="{tall}" fill="url(#g)"/>'
        for at, tall in enumerate((120, 150, 96, 180))
    )
    svg = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1.dtd">\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="400pt" height="220pt" viewBox="0 0 400 220"><defs>'
        f'<linearGradient id="g"><stop stop-color="{color}"/></linearGradient>'
        '<path id="b" d="M0 0h4"/><style type="text/css">*{stroke-linejoin:round}</style></defs>'
        f'<g clip-path="url(#c)">{bars}</g><clipPath id="c"><path d="M0 0h400v220H0z"/></clipPath>'
        '<path d="M20 200h360" stroke="#5a6572"/></svg>'
    )
    return chart(
        key, title, svg, f"Diagram batang {title.lower()}", width_mm=120, source="Sumber: a"
    )


def _lampiran() -> list[NotebookNode]:
    table = _evaluasi().block()
    return [
        written("# LAMPIRAN III FORMULIR EVALUASI HASIL RENJA", "lampiran3", "lampiran"),
        shown(
            subtitle("Periode pelaksanaan: Triwulan IV Tahun 2023"),
            _numbered(table, "Tabel 4"), bab="lampiran3", bagian="lampiran",
        ),
        written("# LAMPIRAN IV DAFTAR PRESTASI\n\nPanji keberhasilan.", "lampiran4", "lampiran"),
    ]  # fmt: skip


def _evaluasi() -> Table:
    groups = ["Target Renstra 2022–2026", "Realisasi Renstra s.d. 2022", "Target Renja 2023",
              "I", "II", "III", "IV", "Realisasi Renja 2023", "Realisasi Renstra s.d. 2023",
              "Tingkat Capaian (%)"]  # fmt: skip
    columns = [Column("No", "center", 1), Column("Sasaran", width=3), Column("Kode", width=3.4)]
    columns += [Column("Program / Kegiatan", width=5), Column("Indikator Kinerja", width=5)]
    for _ in groups:
        columns += [Column("K", "right", 1.6), Column("Rp", "right", 3.4)]
    fixed = ["No", "Sasaran", "Kode", "Urusan/Bidang Urusan Pemerintahan Daerah dan "
             "Program/Kegiatan", "Indikator Kinerja (outcome)/Kegiatan (output)"]  # fmt: skip
    table = Table(
        "lampiran-evaluasi", "Evaluasi Hasil Renja Triwulan IV Tahun 2023", columns,
        orientation="landscape", size="tiny",
        head=[
            [Cell(text, rowspan=2) for text in fixed] + [Cell(text, colspan=2) for text in groups],
            ["K", "Rp"] * len(groups),
        ],
    )  # fmt: skip
    for number in range(1, 61):
        money = [f"{number * 7 % 32 + 1}.351.{number:03}.0{pair}8" for pair in range(10)]
        table.row(
            str(number),
            "Meningkatnya lingkungan daerah yang kondusif",
            f"8.01.{number % 6 + 1:02}.2.01.{number:02}",
            "Penyediaan Jasa Pemeliharaan, Biaya Pemeliharaan, Pajak dan Perizinan Kendaraan",
            "Jumlah Dokumen Penatausahaan dan Pengujian/Verifikasi Keuangan SKPD (Dokumen)",
            *[text for amount in money for text in (str(number * 3 % 501), amount)],
        )
    return table.total(Cell("JUMLAH", colspan=5), *["100", "32.351.024.068"] * 10)
