"""Tables of planning and performance: goals, indicators, targets, realisasi."""

from __future__ import annotations

from typing import Literal

from lkjip_tools.schema.cell import Agregasi, Angka, Polaritas, Row, Tahun, opsional, wajib


class DokumenRow(Row):
    """Dokumen yang angkanya dipakai atau dibandingkan."""

    kode: str = wajib("kode dokumen, dipakai kolom dokumen tabel lain dan dasar pada params")
    nama: str = wajib("nama dokumen dan letak tabelnya")
    tahun: Tahun | None = opsional("tahun dokumen")


class TujuanRow(Row):
    """Tujuan Renstra."""

    kode: str = wajib("kode tujuan, misalnya T-1")
    tujuan: str = wajib("kalimat tujuan")


class SasaranRow(Row):
    """Sasaran strategis."""

    kode: str = wajib("kode sasaran, misalnya S-1")
    tujuan: str = wajib("kode tujuan yang didukung")
    sasaran: str = wajib("kalimat sasaran")


class IndikatorRow(Row):
    """Indikator: apa yang diukur, ke arah mana, dan bagaimana triwulan dijumlahkan."""

    kode: str = wajib("kode indikator, misalnya IKU-1")
    jenis: Literal["iku", "pendukung", "tujuan"] = wajib(
        "iku masuk perjanjian kinerja; tujuan tidak diukur capaiannya"
    )
    induk: str = wajib("kode sasaran (iku, pendukung) atau kode tujuan")
    indikator: str = wajib("nama indikator")
    satuan: str = wajib("satuan target dan realisasi, misalnya persen, nilai, kasus")
    polaritas: Polaritas = wajib("positif: makin tinggi makin baik; negatif: sebaliknya")
    agregasi: Agregasi = wajib("cara triwulan menjadi setahun")
    formulasi: str | None = opsional("rumus indikator menurut dokumen IKU")
    definisi: str | None = opsional("definisi operasional")
    sumber_data: str | None = opsional("dari mana datanya")
    penanggung_jawab: str | None = opsional("unit penanggung jawab")
    standar_nasional: str | None = opsional("standar nasional, bila ada")
    alasan_tanpa_standar: str | None = opsional(
        "mengapa tidak dibandingkan dengan standar nasional"
    )


class KinerjaRow(Row):
    """Target dan realisasi satu indikator menurut satu dokumen dan tahun."""

    dokumen: str = wajib("kode dokumen, lihat tabel dokumen")
    indikator: str = wajib("kode indikator")
    tahun: Tahun = wajib("tahun target atau realisasi")
    nama_tercatat: str | None = opsional("nama indikator pada dokumen itu")
    target: Angka | None = opsional("target; batas atas untuk polaritas rentang")
    target_bawah: Angka | None = opsional("batas bawah, untuk polaritas rentang")
    target_predikat: str | None = opsional("target berupa predikat, misalnya B")
    realisasi: Angka | None = opsional("realisasi; kosong berarti belum dilaporkan, bukan nol")
    realisasi_predikat: str | None = opsional("realisasi berupa predikat, misalnya B")
    capaian_tercatat: Angka | None = opsional(
        "capaian persen sebagaimana tercetak; baris tahun lalu memerlukannya, karena capaian tahun "
        "lalu tidak dihitung ulang"
    )


class KebijakanRow(Row):
    """Arah kebijakan dan program tiap sasaran."""

    sasaran: str = wajib("kode sasaran")
    sasaran_tercatat: str = wajib("kalimat sasaran sebagaimana tercetak")
    arah_kebijakan: str = wajib("arah kebijakan")
    program: str = wajib("nama program")


class RiwayatRow(Row):
    """Kinerja dan keuangan tahun-tahun yang lalu."""

    tahun: Tahun = wajib("tahun")
    kinerja_persen: Angka | None = opsional("realisasi kinerja, persen")
    keuangan_persen: Angka | None = opsional("realisasi keuangan, persen")


class MisiRow(Row):
    """Misi dan tujuan kepala daerah yang dirujuk Renstra."""

    misi: str = wajib("kalimat misi")
    tujuan: str = wajib("kalimat tujuan daerah")


class PermasalahanRow(Row):
    """Pokok masalah, masalah, akar masalah."""

    pokok_masalah: str = wajib("pokok masalah")
    masalah: str = wajib("masalah")
    akar_masalah: str = wajib("akar masalah")
