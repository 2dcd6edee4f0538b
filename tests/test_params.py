"""An agency's params: every policy is declared, and every fault named with its line."""

import pytest
from tables import INSTANSI, ROOT, empty_project

from lkjip_tools.errors import InputError, InstansiNotFoundError, ParamsError
from lkjip_tools.params import POLICIES, Kebijakan, instansi_names, read_params
from lkjip_tools.root import data_folder, find_root, relative

SHOWN = f"params/{INSTANSI}.yml"


@pytest.fixture
def project(tmp_path):
    return empty_project(tmp_path)


def line_of(project, text):
    """The line on which a text stands."""
    lines = project.params_path.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if text in line)


def refused(project, old, new):
    """Change the sample's params, and return the faults line by line."""
    project.edit(project.params_path, old, new)
    with pytest.raises(ParamsError) as caught:
        project.read_params()
    return str(caught.value).splitlines()


# --- what is read ---------------------------------------------------------------------------


def test_the_sample_declares_who_it_is_and_how_it_counts():
    params = read_params(INSTANSI, ROOT)

    assert params.nama == "Badan Kesatuan Bangsa dan Politik Kabupaten Paser"
    assert params.kepala.nip == "19710607 199703 1 007"
    assert params.tanda_tangan.tanggal.isoformat() == "2024-02-05"
    assert (params.renstra.awal, params.renstra.akhir) == (2022, 2026)
    assert params.dasar.target == ("tabel-7", "tabel-8-13-target")
    assert params.kebijakan.rata_rata_capaian == "per_iku"


def test_every_policy_is_written_down_nothing_is_taken_for_granted():
    assert all(field.is_required() for field in Kebijakan.model_fields.values())


@pytest.mark.parametrize("key", Kebijakan.model_fields)
def test_a_policy_that_is_left_out_is_asked_for(project, key):
    line = next(
        text
        for text in project.params_path.read_text("utf-8").splitlines()
        if text.strip().startswith(f"{key}:")
    )

    (fault,) = refused(project, f"{line}\n", "")

    assert fault.startswith(f"{SHOWN}, baris ")
    assert fault.endswith(
        f"kebijakan.{key}: wajib diisi; tidak ada kebijakan yang diandaikan begitu saja"
    )


# --- how a fault is named -------------------------------------------------------------------


def test_an_unknown_agency_names_the_nearest_one(project):
    with pytest.raises(InstansiNotFoundError) as caught:
        read_params("kesbangpol-pasir", project.root)

    assert str(caught.value) == (
        "instansi 'kesbangpol-pasir' tidak dikenal: tidak ada params/kesbangpol-pasir.yml; "
        f"mungkin maksudnya '{INSTANSI}'?; yang ada: {INSTANSI}"
    )
    assert caught.value.known == instansi_names(project.root) == [INSTANSI]


def test_without_any_agency_the_message_says_so(project):
    project.params_path.unlink()

    with pytest.raises(InstansiNotFoundError, match=r"yang ada: \(belum ada\)"):
        project.read_params()


def test_an_unknown_policy_key_names_its_line_and_the_nearest_one(project):
    line = line_of(project, "batas_capaian:")

    unknown, missing = sorted(
        refused(project, "  batas_capaian:", "  batas_capain:"), key=lambda f: "wajib" in f
    )

    assert unknown.startswith(
        f"{SHOWN}, baris {line}, kolom 3, kebijakan.batas_capain: kunci tidak dikenal; "
        "mungkin maksudnya 'batas_capaian'?; yang dikenal: skala_predikat, "
    )
    assert "kebijakan.batas_capaian: wajib diisi" in missing


def test_an_unknown_key_at_the_top_lists_the_keys_of_the_top(project):
    (fault,) = refused(project, "nama_pendek:", "lambang: x.png\nnama_pendek:")

    assert fault.startswith(f"{SHOWN}, baris 3, kolom 1, lambang: kunci tidak dikenal; ")
    assert "yang dikenal: nama, nama_pendek, pemerintah" in fault


def test_an_unknown_key_of_the_logo_lists_those_it_has(project):
    unknown, missing = refused(project, "\nkertas:", "\nlogo: {berkas: a.svg, alt: x}\nkertas:")

    assert "logo.keterangan: wajib diisi" in unknown + missing
    assert "logo.alt: kunci tidak dikenal; yang dikenal: berkas, keterangan" in unknown + missing


def test_an_unknown_paper_names_the_known_ones(project):
    (fault,) = refused(project, "kertas: a4", "kertas: letter")

    assert fault.endswith("kertas: 'letter' tidak dikenal; pilih salah satu: 'a4', 'f4'")


@pytest.mark.parametrize("key", POLICIES)
def test_an_unknown_policy_value_names_its_line_and_every_choice(project, key):
    value = getattr(read_params(INSTANSI, ROOT).kebijakan, key)
    line = line_of(project, f"  {key}:")

    (fault,) = refused(project, f"  {key}: {value}", f"  {key}: {value}x")

    assert fault.startswith(f"{SHOWN}, baris {line}, kolom {len(key) + 5}, kebijakan.{key}: ")
    assert f"'{value}x' tidak dikenal; mungkin maksudnya '{value}'?" in fault
    assert value in fault.partition("pilih salah satu: ")[2].split(", ")


def test_a_formula_of_another_polaritas_is_not_offered(project):
    (fault,) = refused(project, "rumus_negatif: cermin", "rumus_negatif: positif")

    assert fault.endswith("pilih salah satu: cermin, cermin_lantai_nol, rasio, selisih")


def test_an_unknown_scale_names_the_scales(project):
    (fault,) = refused(project, ": skala_permendagri_86_2017", ": permendagri_86_2017")

    assert "kebijakan.skala_predikat: 'permendagri_86_2017' tidak dikenal" in fault
    assert "skala_permendagri_86_2017, " in fault
    assert "predikat_akip" not in fault


def test_a_value_of_a_closed_list_names_the_list(project):
    (fault,) = refused(project, "gaya_rupiah: resmi_eyd", "gaya_rupiah: resmi")

    assert fault == (
        f"{SHOWN}, baris {line_of(project, 'gaya_rupiah')}, kolom 16, kebijakan.gaya_rupiah: "
        "'resmi' tidak dikenal; pilih salah satu: 'resmi_eyd', 'kebiasaan'"
    )


def test_all_unknown_values_are_named_at_once(project):
    text = project.params_path.read_text("utf-8")
    text = text.replace("rumus_negatif: cermin", "rumus_negatif: a").replace(
        "efisiensi: sisa", "efisiensi: b"
    )
    project.params_path.write_text(text, "utf-8")

    with pytest.raises(ParamsError) as caught:
        project.read_params()

    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "nip: 19710607 199703 1 007",
            "nip: 197106071997031007",
            "kepala.nip: '197106071997031007' tidak dapat dipakai; "
            "seharusnya teks, bilangan diapit tanda kutip",
        ),
        (
            "tanggal: 2024-02-05",
            "tanggal: 5 Februari 2024",
            "tanda_tangan.tanggal: '5 Februari 2024' tidak dapat dipakai; "
            "seharusnya tanggal, misalnya 2024-02-05",
        ),
        (
            "akhir: 2026",
            "akhir: dua",
            "renstra.akhir: 'dua' tidak dapat dipakai; seharusnya tahun, misalnya 2022",
        ),
        (
            "akhir: 2026",
            "akhir: 2021",
            "renstra.akhir: '2021' tidak dapat dipakai; "
            "seharusnya tahun pertama Renstra (2022) atau sesudahnya",
        ),
        (
            "pagu: [pk-2023]",
            "pagu: pk-2023",
            "dasar.pagu: 'pk-2023' tidak dapat dipakai; "
            "seharusnya daftar, tiap isinya didahului strip",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_says_what_it_should_be(project, old, new, message):
    (fault,) = refused(project, old, new)

    line = line_of(project, new)
    assert fault.startswith(f"{SHOWN}, baris {line}, kolom ")
    assert fault.endswith(message)


def test_a_file_that_is_not_yaml_names_line_and_column(project):
    line = line_of(project, "pemerintah:")

    (fault,) = refused(project, "pemerintah: Pem", "pemerintah: [Pem")

    assert fault.startswith(f"{SHOWN}, baris {line + 1}, kolom ")
    assert "penulisan YAML salah" in fault
    assert fault.endswith("periksa titik dua, spasi di awal baris, dan tanda kutip")


def test_a_key_that_stands_twice_is_refused(project):
    (fault,) = refused(project, "nama_pendek:", "nama: lagi\nnama_pendek:")

    assert (
        fault
        == f"{SHOWN}, baris 3, kolom 1: kunci 'nama' sudah ada di baris 2; hapus salah satunya"
    )


def test_an_empty_file_is_refused(project):
    project.params_path.write_text("", "utf-8")

    with pytest.raises(ParamsError, match="berkas kosong"):
        project.read_params()


def test_a_file_that_is_not_utf_8_is_refused(project):
    project.params_path.write_bytes("nama: Dinas – Contoh\n".encode("cp1252"))

    with pytest.raises(ParamsError, match="seharusnya YAML dalam UTF-8"):
        project.read_params()


# --- where a project is ---------------------------------------------------------------------


def test_the_project_is_found_from_any_folder_below_it(project):
    below = project.root / "notebooks" / "deep"
    below.mkdir(parents=True)

    assert find_root(below) == find_root(project.root) == project.root.resolve()


def test_outside_a_project_the_message_says_what_a_project_is(tmp_path):
    with pytest.raises(InputError) as caught:
        find_root(tmp_path)

    assert str(caught.value) == (
        f"tidak ada folder proyek di {tmp_path.resolve()} atau di atasnya: "
        "seharusnya ada folder params/ dan data/; jalankan lkjip dari folder proyek"
    )


def test_a_place_is_shown_from_the_projects_folder(project):
    folder = data_folder(project.root, "dinas", 2024)

    assert relative(folder, project.root) == "data/dinas/2024"
