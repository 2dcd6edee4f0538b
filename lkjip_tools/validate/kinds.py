"""Kinds of findings. `docs/findings.md` prints this table; a test compares the two."""

from __future__ import annotations

from lkjip_tools.finding import Finding, Kind, Tingkat
from lkjip_tools.validate.kinds_kelengkapan import KELENGKAPAN
from lkjip_tools.validate.kinds_kewajaran import KEWAJARAN
from lkjip_tools.validate.kinds_pembanding import PEMBANDING

KINDS: dict[str, Kind] = (
    {
        # target, realisasi, capaian
        "target_berbeda": Kind(
            "Target antardokumen",
            "Dua dokumen menyebut target berbeda untuk indikator dan tahun yang sama, "
            "atau predikat yang tidak memuat angkanya.",
            "material",
        ),
        "target_dari_predikat": Kind(
            "Target dari predikat",
            "Target dihitung dari predikat, padahal dokumen lain menyebut angka lain dalam "
            "predikat itu.",
            "material",
        ),
        "realisasi_berbeda": Kind(
            "Realisasi antardokumen",
            "Dua dokumen menyebut realisasi berbeda untuk indikator dan tahun yang sama.",
            "material",
        ),
        "nama_indikator": Kind(
            "Nama indikator",
            "Satu indikator bernama lain pada dokumen lain; besar huruf, spasi, dan tanda baca "
            "diabaikan.",
            "minor",
        ),
        "nama_sasaran": Kind(
            "Nama sasaran",
            "Sasaran bernama lain pada tabel arah kebijakan atau formulir evaluasi.",
            "minor",
        ),
        "nama_program": Kind(
            "Nama program",
            "Program atau kegiatan pada satu dokumen bernama lain daripada tabel program.",
            "minor",
        ),
        "capaian_salah": Kind(
            "Capaian",
            "Capaian tercatat tidak mengikuti target dan realisasi pada baris yang sama.",
            "material",
        ),
        "capaian_tanpa_dasar": Kind(
            "Capaian tanpa target",
            "Baris tidak memuat target, dan capaiannya tidak mengikuti target dokumen mana pun.",
            "minor",
        ),
        "kolom_bergeser": Kind(
            "Kolom bergeser",
            "Target dan realisasi tertulis pada kolom realisasi dan capaian.",
            "material",
        ),
        # anggaran
        "serapan_salah": Kind(
            "Serapan",
            "Serapan tercatat tidak sama dengan realisasi dibagi pagu baris itu.",
            "material",
        ),
        "pagu_berbeda": Kind(
            "Pagu antardokumen",
            "Dua dokumen menyebut pagu berbeda untuk kode yang sama.",
            "material",
        ),
        "realisasi_anggaran_berbeda": Kind(
            "Realisasi anggaran antardokumen",
            "Dua dokumen menyebut realisasi anggaran berbeda untuk kode yang sama.",
            "material",
        ),
        "jumlah_anggaran": Kind(
            "Jumlah anggaran",
            "Baris total tidak sama dengan jumlah program, atau program dengan jumlah kegiatannya.",
            "material",
        ),
        "total_anggaran_berbeda": Kind(
            "Total anggaran",
            "Total Perjanjian Kinerja, belanja, dan formulir evaluasi tidak sama.",
            "material",
        ),
        "melebihi_pagu": Kind("Melebihi pagu", "Realisasi lebih besar daripada pagu.", "material"),
        "jumlah_belanja": Kind(
            "Jumlah belanja", "Akun induk tidak sama dengan jumlah akun di bawahnya.", "material"
        ),
        "persen_belanja": Kind(
            "Persen belanja",
            "Persen tercatat tidak sama dengan realisasi dibagi pagu akun.",
            "material",
        ),
        # evaluasi hasil Renja
        "evaluasi_kolom_13": Kind(
            "Evaluasi, kolom 13",
            "Realisasi tahunan tidak mengikuti triwulan menurut cara agregasinya.",
            "material",
        ),
        "evaluasi_kolom_14": Kind(
            "Evaluasi, kolom 14",
            "Realisasi kumulatif bukan kolom 7 + 13 (atau nilai terakhir bila tidak dijumlahkan).",
            "material",
        ),
        "evaluasi_kolom_15": Kind(
            "Evaluasi, kolom 15", "Tingkat capaian bukan kolom 14 / 6 x 100.", "material"
        ),
        "evaluasi_jumlah": Kind(
            "Evaluasi, penjumlahan",
            "Kolom rupiah tidak sama dengan jumlah tingkat di bawahnya, atau baris JUMLAH salah.",
            "material",
        ),
        "evaluasi_target_nol": Kind(
            "Evaluasi, target nol",
            "Target tahunan nol atau kosong padahal ada realisasi: capaian tidak dapat dihitung.",
            "minor",
        ),
        "evaluasi_pembagi_nol": Kind(
            "Evaluasi, pembagi nol",
            "Tingkat capaian tercetak padahal target akhir Renstra nol.",
            "minor",
        ),
        "evaluasi_persen_dijumlah": Kind(
            "Evaluasi, persen dijumlah",
            "Target berunit persen di atas 100: persentase dijumlahkan antartahun.",
            "minor",
        ),
        "evaluasi_tanpa_satuan": Kind(
            "Evaluasi, satuan kosong", "Target kinerja tertulis tanpa satuan.", "catatan"
        ),
        "evaluasi_rp_tanpa_kinerja": Kind(
            "Evaluasi, belanja tanpa kinerja",
            "Triwulan dengan belanja tetapi kinerjanya nol; satu temuan tiap baris formulir.",
            "catatan",
        ),
        "evaluasi_pagu_satu_tahun": Kind(
            "Evaluasi, pagu Renstra",
            "Target Rp lima tahun sama dengan pagu satu tahun pada semua baris.",
            "material",
        ),
        "evaluasi_rata_rata": Kind(
            "Evaluasi, rata-rata",
            "Rata-rata capaian tercetak tidak mengikuti cara hitung yang ditetapkan; "
            "cara yang menghasilkan angka tercetak disebutkan.",
            "material",
        ),
        "evaluasi_predikat": Kind(
            "Evaluasi, predikat",
            "Predikat tercetak bukan predikat dari rata-rata hitungan.",
            "material",
        ),
        # riwayat, pegawai
        "riwayat_kembar": Kind(
            "Riwayat kembar", "Kinerja sama dengan keuangan pada setiap tahun.", "material"
        ),
        "riwayat_tahun_ini": Kind(
            "Riwayat tahun laporan",
            "Kinerja atau keuangan tahun laporan pada riwayat berbeda dari hitungan.",
            "material",
        ),
        "pegawai_porsi": Kind(
            "Porsi pegawai",
            "Persentase tercatat tidak sama dengan jumlah dibagi seluruhnya.",
            "minor",
        ),
        "pegawai_jumlah": Kind(
            "Jumlah pegawai",
            "Pegawai semua sasaran tidak sama dengan jumlah pegawai; "
            "seseorang boleh mendukung lebih dari satu sasaran.",
            "catatan",
        ),
        # klaim
        "klaim_angka": Kind(
            "Angka pada naskah", "Angka tercetak tidak sama dengan hitungan.", "material"
        ),
        "klaim_tidak_terperiksa": Kind(
            "Angka tidak terperiksa", "Angka tercetak tidak punya hitungan pembanding.", "catatan"
        ),
        "klaim_tahun_lain": Kind(
            "Tahun lain", "Naskah menyebut tahun lain atau salah ketik.", "minor"
        ),
        "klaim_instansi_lain": Kind(
            "Instansi lain", "Naskah menyebut nama instansi lain: sisa salinan.", "material"
        ),
        "klaim_isian_kosong": Kind(
            "Isian kosong", "Naskah memuat isian yang belum diisi.", "minor"
        ),
        "klaim_teks": Kind(
            "Pernyataan", "Pernyataan naskah yang perlu diperiksa pembaca; bukan angka.", "catatan"
        ),
        # perjanjian kinerja
        "pk_tahun": Kind(
            "Tahun PK", "Perjanjian Kinerja yang dilampirkan bukan tahun laporan.", "material"
        ),
        "pk_tanggal": Kind(
            "Tanggal PK", "Tahun pada tanggal atau lampiran berbeda dari tahun PK itu.", "minor"
        ),
        "pk_jumlah": Kind("Jumlah PK", "Total tercetak bukan jumlah rinciannya.", "material"),
        "pk_antarlembar": Kind(
            "Anggaran antarlembar PK",
            "Anggaran yang sama berbeda antarlembar PK, atau program bukan jumlah kegiatannya.",
            "material",
        ),
        "pk_nomor": Kind("Nomor PK", "Nomor urut berulang pada satu lembar.", "minor"),
        "pk_indikator": Kind(
            "Indikator PK berulang",
            "Indikator yang sama dipakai dua kali pada satu lembar.",
            "minor",
        ),
        "pk_penulisan": Kind(
            "Penulisan angka PK", "Angka tercetak tidak baku penulisannya.", "minor"
        ),
        "nip_salah": Kind(
            "NIP",
            "NIP bukan 18 angka atau memuat tanggal lahir, bulan, atau jenis mustahil.",
            "minor",
        ),
        "nama_pejabat": Kind("Nama pejabat", "Nama satu orang ditulis berbeda-beda.", "minor"),
        "pangkat_pejabat": Kind(
            "Pangkat pejabat", "Pangkat satu orang ditulis berbeda-beda.", "minor"
        ),
        # rujukan dan kelengkapan
        "rujukan_hilang": Kind("Rujukan", "Kode menunjuk sesuatu yang tidak ada.", "material"),
        "kode_nomenklatur": Kind(
            "Kode nomenklatur",
            "Lebar kode sub kegiatan tidak cocok dengan tahun nomenklatur.",
            "catatan",
        ),
        "sasaran_tanpa_indikator": Kind(
            "Sasaran tanpa indikator", "Sasaran tidak punya satu indikator pun.", "material"
        ),
        "program_tanpa_sasaran": Kind(
            "Program tanpa sasaran", "Program tidak mendukung satu sasaran pun.", "material"
        ),
        "indikator_belum_lengkap": Kind(
            "Indikator belum lengkap",
            "Target, realisasi, tahun lalu, atau target akhir Renstra indikator belum ada.",
            "material",
        ),
        "indikator_di_luar_renstra": Kind(
            "Indikator di luar Renstra", "Indikator diukur, tetapi tidak ada pada Renstra.", "minor"
        ),
        "standar_nasional": Kind(
            "Standar nasional", "Standar nasional kosong dan alasannya tidak disebut.", "minor"
        ),
        "sumber_data": Kind("Sumber data", "IKU tanpa sumber data.", "catatan"),
        "catatan_evaluasi_kosong": Kind(
            "Catatan evaluasi",
            "Faktor dan tindak lanjut pada formulir evaluasi kosong semua.",
            "minor",
        ),
        # rencana aksi, prestasi, aturan, pembulatan
        "rencana_aksi_target": Kind(
            "Target rencana aksi", "Target rencana aksi kosong atau berbeda dari PK.", "minor"
        ),
        "rencana_aksi_jadwal": Kind(
            "Jadwal rencana aksi", "Baris rencana aksi tanpa tanda triwulan.", "catatan"
        ),
        "prestasi_tahun": Kind("Tahun prestasi", "Prestasi diraih sesudah tahun laporan.", "minor"),
        "aturan_belum_diverifikasi": Kind(
            "Aturan belum diverifikasi",
            "Aturan yang dipakai belum dibaca ulang pada sumbernya.",
            "catatan",
        ),
        "pemotongan": Kind(
            "Pemotongan", "Angka tercatat dipotong, tidak dibulatkan setengah ke atas.", "minor"
        ),
        # tanggapan instansi; ditemukan saat laporan digabung
        "tanggapan_tanpa_temuan": Kind(
            "Tanggapan tanpa temuan",
            "Kode dan lokasi sebuah tanggapan tidak sama dengan temuan mana pun.",
            "minor",
        ),
    }
    | KELENGKAPAN
    | KEWAJARAN
    | PEMBANDING
)


def finding(
    kode: str,
    lokasi: str,
    pesan: str,
    tercatat: str = "",
    hitung: str = "",
    rumus: str = "",
    tingkat: Tingkat | None = None,
) -> Finding:
    """Return a finding of a known kind, at its usual weight unless another is given."""
    return Finding(kode, tingkat or KINDS[kode].tingkat, lokasi, pesan, tercatat, hitung, rumus)
