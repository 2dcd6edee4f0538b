"""Words for synthetic agencies: made up, plain, and recognisably not of any real agency."""

URUSAN = [
    "Pendidikan", "Kesehatan", "Pertanian", "Perikanan", "Perhubungan", "Pariwisata",
    "Perpustakaan", "Ketahanan Pangan", "Lingkungan Hidup", "Tenaga Kerja", "Perdagangan",
    "Kearsipan", "Kebudayaan", "Penanaman Modal", "Kepemudaan dan Olahraga", "Statistik",
]  # fmt: skip
DAERAH = ["Kabupaten Rekaan", "Kabupaten Contoh Raya", "Kota Umpama", "Kabupaten Misal Jaya"]
KERJA = ["Meningkatnya", "Terwujudnya", "Menguatnya", "Membaiknya", "Terjaganya"]
HAL = [
    "mutu layanan", "jangkauan layanan", "tata kelola", "kepuasan masyarakat", "ketertiban data",
    "kapasitas aparatur", "pemanfaatan sarana", "kerja sama antarlembaga", "ketepatan waktu",
]  # fmt: skip
#: name, unit, polarity, aggregation
UKURAN = [
    ("Persentase {hal} yang memenuhi standar", "persen", "positif", "akhir"),
    ("Indeks {hal}", "indeks", "positif", "akhir"),
    ("Jumlah kegiatan {hal}", "kegiatan", "positif", "jumlah"),
    ("Jumlah pengaduan tentang {hal}", "pengaduan", "negatif", "jumlah"),
    ("Rata-rata waktu penyelesaian {hal}", "hari", "negatif", "rata_rata"),
    ("Rentang rasio {hal}", "persen", "rentang", "akhir"),
    ("Nilai evaluasi {hal}", "nilai", "positif", "akhir"),
]
KEGIATAN = [
    "Perencanaan dan Penganggaran", "Administrasi Umum", "Pembinaan dan Pengawasan",
    "Penyediaan Sarana", "Pengembangan Kapasitas", "Pemantauan dan Evaluasi",
]  # fmt: skip
NAMA = ["Aruna", "Bestari", "Cahya", "Damar", "Elok", "Fajar", "Gita", "Hening", "Indra", "Jati"]
KALIMAT = [
    "Pelaksanaan kegiatan berjalan sesuai jadwal yang disusun pada awal tahun.",
    "Koordinasi dengan perangkat daerah lain dilakukan setiap bulan dan dicatat dalam notula.",
    "Keterbatasan tenaga pada lapangan menjadi hambatan utama pada paruh pertama tahun.",
    "Upaya yang telah dilakukan ialah menata ulang pembagian tugas dan memperbaiki alur data.",
    "Pada tahun berikutnya pemantauan dilakukan lebih awal agar kekurangan segera diketahui.",
    "Masyarakat dilibatkan dalam penyusunan rencana melalui forum konsultasi.",
    "Data dikumpulkan berjenjang dan diperiksa oleh dua orang sebelum dipakai.",
    "Sarana yang rusak diperbaiki lebih dahulu sebelum pengadaan yang baru.",
]
