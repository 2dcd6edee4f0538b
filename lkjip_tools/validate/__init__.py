"""What is wrong in an agency's data. Figures and tables come as arguments; nothing is read here.

Every check is `check_<what>(...) -> FindingList`; `check_all` runs them together. The kinds of
findings are in `kinds.py` and `docs/findings.md`.
"""

from lkjip_tools.validate.anggaran import (
    check_anggaran_antardokumen,
    check_jumlah_anggaran,
    check_melebihi_pagu,
    check_program_formulir,
    check_serapan,
    check_total_anggaran,
)
from lkjip_tools.validate.angka import (
    check_anggaran_lengkap,
    check_angka_negatif,
    check_format_persen,
    check_tahun,
    check_ukuran,
)
from lkjip_tools.validate.aturan import check_rules
from lkjip_tools.validate.belanja import check_belanja, check_belanja_lengkap
from lkjip_tools.validate.capaian import POSITIF, Capaian, check_capaian, check_kolom_bergeser
from lkjip_tools.validate.evaluasi import (
    check_evaluasi,
    check_jumlah_evaluasi,
    check_pagu_renstra,
    check_target_evaluasi,
    check_triwulan,
)
from lkjip_tools.validate.evaluasi_bawah import (
    check_baris_bawah,
    check_catatan_evaluasi,
    check_isian,
)
from lkjip_tools.validate.everything import check_all
from lkjip_tools.validate.formulir import (
    check_alur_sop,
    check_isi_pk,
    check_lampiran_berkas,
    check_tabel_kosong,
    check_tahun_rencana_aksi,
    check_tanda_tangan,
)
from lkjip_tools.validate.kelengkapan import (
    check_capaian_lalu,
    check_indikator_renstra,
    check_kelengkapan_indikator,
    check_lembar_iku,
    check_sumber_daya_sasaran,
)
from lkjip_tools.validate.kembar import (
    check_kolom_tersalin,
    check_kunci,
    check_riwayat_tersalin,
    check_tahun_tersalin,
)
from lkjip_tools.validate.kewajaran import (
    check_capaian_tinggi,
    check_realisasi_sama_target,
    check_rentang,
    check_target_mundur,
    check_target_negatif,
    check_target_nol,
    check_target_persen,
)
from lkjip_tools.validate.kinds import KINDS
from lkjip_tools.validate.kinerja import (
    check_nama_indikator,
    check_realisasi,
    check_target,
)
from lkjip_tools.validate.klaim import check_klaim
from lkjip_tools.validate.kode_nasional import check_akun, check_urusan
from lkjip_tools.validate.lampiran import (
    check_prestasi,
    check_rencana_aksi,
    check_target_rencana_aksi,
)
from lkjip_tools.validate.nama_program import check_nama_program
from lkjip_tools.validate.nomenklatur import (
    Nomenklatur,
    check_nama_nomenklatur,
    check_nomenklatur,
)
from lkjip_tools.validate.organisasi import check_organisasi
from lkjip_tools.validate.pegawai import check_pegawai, check_pegawai_sasaran
from lkjip_tools.validate.pejabat import check_nip, check_pejabat, persons
from lkjip_tools.validate.pk import (
    check_antarlembar_pk,
    check_jumlah_pk,
    check_lembar_pk,
    check_tahun_pk,
)
from lkjip_tools.validate.predikat import check_predikat, check_target_predikat
from lkjip_tools.validate.riwayat import check_riwayat, check_riwayat_wajar
from lkjip_tools.validate.rujukan import (
    check_kode,
    check_nama_sasaran,
    check_rujukan,
    check_susunan,
    check_tingkat,
)
from lkjip_tools.validate.tahun_lalu import (
    check_formulir_lalu,
    check_kinerja_lalu,
    check_lalu_terbaca,
    check_riwayat_lalu,
)

__all__ = [
    "KINDS",
    "POSITIF",
    "Capaian",
    "Nomenklatur",
    "check_akun",
    "check_all",
    "check_alur_sop",
    "check_anggaran_antardokumen",
    "check_anggaran_lengkap",
    "check_angka_negatif",
    "check_antarlembar_pk",
    "check_baris_bawah",
    "check_belanja",
    "check_belanja_lengkap",
    "check_capaian",
    "check_capaian_lalu",
    "check_capaian_tinggi",
    "check_catatan_evaluasi",
    "check_evaluasi",
    "check_format_persen",
    "check_formulir_lalu",
    "check_indikator_renstra",
    "check_isi_pk",
    "check_isian",
    "check_jumlah_anggaran",
    "check_jumlah_evaluasi",
    "check_jumlah_pk",
    "check_kelengkapan_indikator",
    "check_kinerja_lalu",
    "check_klaim",
    "check_kode",
    "check_kolom_bergeser",
    "check_kolom_tersalin",
    "check_kunci",
    "check_lalu_terbaca",
    "check_lampiran_berkas",
    "check_lembar_iku",
    "check_lembar_pk",
    "check_melebihi_pagu",
    "check_nama_indikator",
    "check_nama_nomenklatur",
    "check_nama_program",
    "check_nama_sasaran",
    "check_nip",
    "check_nomenklatur",
    "check_organisasi",
    "check_pagu_renstra",
    "check_pegawai",
    "check_pegawai_sasaran",
    "check_pejabat",
    "check_predikat",
    "check_prestasi",
    "check_program_formulir",
    "check_realisasi",
    "check_realisasi_sama_target",
    "check_rencana_aksi",
    "check_rentang",
    "check_riwayat",
    "check_riwayat_lalu",
    "check_riwayat_tersalin",
    "check_riwayat_wajar",
    "check_rujukan",
    "check_rules",
    "check_serapan",
    "check_sumber_daya_sasaran",
    "check_susunan",
    "check_tabel_kosong",
    "check_tahun",
    "check_tahun_pk",
    "check_tahun_rencana_aksi",
    "check_tahun_tersalin",
    "check_tanda_tangan",
    "check_target",
    "check_target_evaluasi",
    "check_target_mundur",
    "check_target_negatif",
    "check_target_nol",
    "check_target_persen",
    "check_target_predikat",
    "check_target_rencana_aksi",
    "check_tingkat",
    "check_total_anggaran",
    "check_triwulan",
    "check_ukuran",
    "check_urusan",
    "persons",
]
