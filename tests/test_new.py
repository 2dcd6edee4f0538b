"""A new agency: what is asked, what is declared, what the template lets a person type."""

import re
import shutil
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner
from newcomer import (
    INSTANSI,
    TAHUN,
    TYPED,
    empty_root,
    heads,
    lkjip,
    new_arguments,
    office_saves,
    type_in,
)
from tables import ROOT

from lkjip_tools.cli import main
from lkjip_tools.commands import new as command
from lkjip_tools.figure import FigureList
from lkjip_tools.load import read_narasi, read_table
from lkjip_tools.params import Kebijakan, read_params
from lkjip_tools.place import column_name
from lkjip_tools.prose import narrate
from lkjip_tools.schema import OPTIONAL, TABLES
from lkjip_tools.schema.column import columns_of, sheet_title
from lkjip_tools.template import agency

WORKBOOK = f"data/{INSTANSI}/{TAHUN}.xlsx"
POLICY_FLAGS = [flag for flag in new_arguments() if flag.startswith("--kebijakan")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project with the new agency, as `lkjip new` left it."""
    root = empty_root(tmp_path_factory.mktemp("baru") / "proyek")
    done = lkjip(root, *new_arguments())
    assert done.returncode == 0, done.stderr
    return SimpleNamespace(root=root, told=done.stdout, path=root / WORKBOOK)


@pytest.fixture
def book(made):
    return openpyxl.load_workbook(made.path)


def validations(sheet):
    """What each column lets a person type, by its name."""
    _, columns = heads(sheet)
    names = {at: name for name, at in columns.items()}
    return {
        names[span.min_col]: rule
        for rule in sheet.data_validations.dataValidation
        for span in rule.sqref.ranges
    }


# --- what the agency will write -------------------------------------------------------------


def test_every_narrative_that_a_chapter_reads_has_its_file_and_nothing_is_printed_of_it(made):
    """The agency's own words are never written for it: each file holds a comment alone."""
    folder = made.path.with_suffix("") / "narasi"
    names = {path.stem for path in folder.glob("*")}
    read = {
        name
        for path in (ROOT / "notebooks").glob("0[0-5]*.ipynb")
        for name in re.findall(r'read_narasi\(\\"([\w-]+)\\"', path.read_text("utf-8"))
    }
    per_aim = {f"03-a-sasaran-1-{part}" for part in ("analisis", "kegiatan", "sdm")}

    assert len(read) > 20
    assert names == read | per_aim
    assert f"data/{INSTANSI}/{TAHUN}/narasi" in made.told
    for name in names:
        assert read_narasi(name, INSTANSI, TAHUN, made.root).text == "", name


def test_a_file_says_what_the_regulation_wants_there_in_its_own_words(made):
    path = made.path.with_suffix("") / "narasi" / "03-a-sasaran-1-analisis.md"

    text = path.read_text("utf-8")

    assert "Butir 5 PermenPANRB 53/2014: Analisis penyebab keberhasilan atau kegagalan" in text
    assert "03-a-sasaran-2-analisis.md" in text


def test_the_gaps_stay_visible_and_a_finding_says_to_fill_the_file(made):
    section = read_narasi("01-a-latar-belakang", INSTANSI, TAHUN, made.root)

    narrated = narrate(section, FigureList())

    (found,) = narrated.findings
    assert (found.kode, narrated.paragraphs) == ("narasi_kosong", [])
    assert found.pesan == "Bagian ini belum ditulis; isi berkas Markdown itu."


def test_a_skeleton_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    root = empty_root(tmp_path / "proyek")
    monkeypatch.setattr(agency, "skeleton", lambda tahun: {"a.md": "x", "tidak/ada.md": "y"})

    done = CliRunner().invoke(main, [*new_arguments(), "--root", str(root)])

    assert done.exit_code == 1
    assert not list((root / "params").iterdir())
    assert not list((root / "data" / INSTANSI).iterdir())


# --- what is declared -----------------------------------------------------------------------


def test_what_the_flags_say_and_what_was_recommended_is_declared(made):
    params = read_params(INSTANSI, made.root)

    assert params.nama == "Dinas Kesehatan Kabupaten Contoh"
    assert params.alamat == ("Jalan Merdeka Nomor 1", "Kota Contoh")
    assert params.kebijakan.predikat_ke_nilai == "batas_bawah"  # said, though another is advised
    assert params.kebijakan.rumus_negatif == "cermin"
    assert "anjuran yang dinyatakan: rumus_negatif: cermin" in made.told


def test_every_table_can_be_read_at_once_and_names_the_base_documents(made):
    for name in TABLES:
        rows = read_table(name, INSTANSI, TAHUN, made.root)
        assert rows.empty or name == "dokumen"
    declared = read_params(INSTANSI, made.root).dasar.model_dump().values()
    assert set(read_table("dokumen", INSTANSI, TAHUN, made.root)["kode"]) == {
        code for codes in declared for code in codes
    }


def test_without_a_terminal_everything_missing_is_said_at_once(tmp_path):
    root = empty_root(tmp_path / "proyek")

    done = lkjip(root, "new", INSTANSI, "--tahun", TAHUN, "--nama", "Dinas")

    assert done.returncode == 2
    assert "--nama:" not in done.stderr
    assert "--kepala-nip" in done.stderr
    for key in Kebijakan.model_fields:
        assert f"--kebijakan {key}=" in done.stderr
    assert "dianjurkan cermin" in done.stderr
    assert not list((root / "params").iterdir())
    assert not list((root / "data").iterdir())


def test_on_a_terminal_it_asks_for_what_no_flag_said(tmp_path, monkeypatch):
    root = empty_root(tmp_path / "proyek")
    monkeypatch.setattr(command, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    asked = ("--nama=", "--tanggal=", "--anjuran")
    given = [flag for flag in new_arguments() if not flag.startswith(asked)]
    # a wrong date and a wrong option are asked again; the rest as advised
    typed = "Dinas Kesehatan\n10/02/2025\n2025-02-10\nbukan\n\n\n\n"

    done = CliRunner().invoke(main, [*given, "--root", str(root)], input=typed)

    assert done.exit_code == 0, done.output
    assert (
        "cermin: Semakin rendah semakin baik, dicerminkan pada target  (dianjurkan)" in done.output
    )
    params = read_params(INSTANSI, root)
    assert (params.nama, params.kebijakan.rumus_negatif) == ("Dinas Kesehatan", "cermin")
    assert params.tanda_tangan.tanggal.isoformat() == "2025-02-10"
    assert "'10/02/2025' bukan tanggal, misalnya 2025-02-10" in done.output
    assert "'bukan' tidak dikenal" in done.output
    assert "Error" not in done.output


def test_answers_are_known_by_word_or_number_and_identity_is_checked_while_asking(
    tmp_path, monkeypatch
):
    root = empty_root(tmp_path / "proyek")
    monkeypatch.setattr(command, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    asked = ("--kertas=", "--kepala-nip=", "--renstra-", "--kebijakan=gaya_", "--kebijakan=lingkup")
    given = [flag for flag in new_arguments() if not flag.startswith(asked)]
    typed = "A4\n19700101 199503 2 01\n19700101 199503 2 001\n2021\n2020\n2026\n"
    typed += "RATA_RATA\n2\n3\n1\n"  # there is no third way to write a percentage

    done = CliRunner().invoke(main, [*given, "--root", str(root)], input=typed)

    assert done.exit_code == 0, done.output
    params = read_params(INSTANSI, root)
    assert (params.kertas, params.renstra.awal, params.renstra.akhir) == ("a4", 2021, 2026)
    chosen = params.kebijakan
    assert (chosen.lingkup_batas, chosen.gaya_rupiah, chosen.gaya_persen) == (
        ("rata_rata", "kebiasaan", "resmi_eyd")
    )
    assert "terdiri atas 17 angka, seharusnya 18" in done.output
    assert "seharusnya tahun pertama Renstra (2021) atau sesudahnya" in done.output
    assert "'3' tidak dikenal; ketik nama pilihan atau nomornya" in done.output


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["--kebijakan=efisiensi=sisaa"], "mungkin maksudnya 'sisa'"),
        (["--kebijakan=efisiensi"], "tulis KUNCI=PILIHAN"),
        (["--kebijakan=efisien=sisa"], "efisien"),
        (["--tanggal=kemarin"], "'kemarin' bukan tanggal"),
        (["--renstra-awal=dua"], "--renstra-awal: 'dua' bukan tahun"),
        (["--renstra-akhir=2020"], "--renstra-akhir: '2020' tidak dapat dipakai; seharusnya tahun"),
        (["--kepala-nip=1970010119950320"], "terdiri atas 16 angka, seharusnya 18"),
        (["--kertas=a5"], "--kertas: 'a5' tidak dikenal; pilih a4 atau f4"),
    ],
)
def test_what_is_not_allowed_is_refused_and_nothing_is_written(tmp_path, change, words):
    root = empty_root(tmp_path / "proyek")

    done = lkjip(root, *new_arguments(), *change)

    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((root / "params").iterdir())
    assert not list((root / "data").iterdir())


@pytest.mark.parametrize("code", ["../dinas", "Dinas", "dinas contoh", "dinas/contoh", "-dinas"])
def test_a_code_that_is_no_file_name_is_refused(tmp_path, code):
    root = empty_root(tmp_path / "proyek")

    done = lkjip(root, "new", "--tahun", TAHUN, "--", code)

    assert done.returncode == 2
    assert "bukan kode instansi" in done.stderr


def test_a_workbook_that_nobody_filled_in_makes_no_final_report(made):
    checked = lkjip(made.root, "check", "--instansi", INSTANSI, "--tahun", TAHUN, "--strict")

    assert checked.returncode == 3
    for sheet in ("Tujuan", "Sasaran", "Indikator", "Kinerja", "Program", "Anggaran"):
        assert f"  {sheet}  material tabel_kosong\n" in checked.stdout


# --- nothing is overwritten -----------------------------------------------------------------


def test_what_is_there_stays_and_another_year_gets_its_workbook(made, tmp_path):
    root = tmp_path / "salinan"
    shutil.copytree(made.root, root)
    before = (root / WORKBOOK).read_bytes(), (root / "params" / f"{INSTANSI}.yml").read_bytes()

    again = lkjip(root, *new_arguments())
    with_flags = lkjip(root, "new", INSTANSI, "--tahun", 2025, "--nama", "Lain")
    next_year = lkjip(root, "new", INSTANSI, "--tahun", 2025)

    assert again.returncode == 1
    assert "tidak ditimpa" in again.stderr
    assert with_flags.returncode == 2
    assert next_year.returncode == 0
    assert (root / "data" / INSTANSI / "2025.xlsx").is_file()
    assert ((root / WORKBOOK).read_bytes(), (root / "params" / f"{INSTANSI}.yml").read_bytes()) == (
        before
    )


# --- the workbook is not where it belongs ---------------------------------------------------


@pytest.fixture
def without(made, tmp_path):
    """The project, its workbook taken away; and one command on it, in this process."""
    root = tmp_path / "salinan"
    shutil.copytree(made.root, root)
    (root / WORKBOOK).rename(tmp_path / "buku.xlsx")

    def told(*arguments):
        chosen = [*map(str, arguments), "--tahun", str(TAHUN), "--root", str(root)]
        done = CliRunner().invoke(main, chosen)
        return done.exit_code, [line for line in done.stderr.splitlines() if line]

    return SimpleNamespace(root=root, buku=tmp_path / "buku.xlsx", told=told)


WRONG_NAMES = [
    ("2024.xls", f"simpan sebagai .xlsx: {WORKBOOK}"),
    ("2024.xlsm", f"simpan sebagai .xlsx: {WORKBOOK}"),
    ("2024.ods", f"simpan sebagai .xlsx: {WORKBOOK}"),
    ("2024 (1).xlsx", "ganti namanya menjadi 2024.xlsx"),
    ("2024.XLSX", "ganti namanya menjadi 2024.xlsx"),
    ("2024/buku.xlsx", f"pindahkan menjadi {WORKBOOK}"),
]


@pytest.mark.parametrize(("name", "todo"), WRONG_NAMES)
def test_a_workbook_of_another_name_is_one_fault_that_says_what_to_do(without, name, todo):
    place = f"data/{INSTANSI}/{name}"
    shutil.copy(without.buku, without.root / place)
    if (without.root / WORKBOOK).exists():
        pytest.skip("this file system does not tell capital letters")

    for command_line in (["report"], ["check"]):
        code, lines = without.told(*command_line, "--instansi", INSTANSI)
        assert (code, len(lines)) == (2, 1)
        assert f"{WORKBOOK} tidak ada, dan tidak ada tabel di data/{INSTANSI}/{TAHUN}/" in lines[0]
        assert f"yang ada: {place} – {todo}" in lines[0]
    code, (line,) = without.told("new", INSTANSI)
    assert code == 1
    assert f"yang ada: {place} – {todo}" in line
    assert not (without.root / WORKBOOK).exists()


def test_files_of_another_year_and_of_an_open_office_are_not_taken_for_it(without):
    for name in (
        "2023 (1).xlsx",
        "2023.xls",
        "~$2024.xlsx",
        ".~lock.2024.xlsx#",
        "2024/rka 2023.xls",
    ):
        (without.root / "data" / INSTANSI / name).write_text("x", "utf-8")

    code, (line,) = without.told("report", "--instansi", INSTANSI)

    assert code == 2
    assert "yang ada: (belum ada); buku kerja baru untuk diisi: lkjip new" in line


def test_a_lost_workbook_is_one_fault_though_one_table_is_a_csv_file(without):
    table = without.root / "data" / INSTANSI / str(TAHUN) / "misi.csv"
    table.write_text("misi,tujuan\n", "utf-8")

    _, (lost,) = without.told("report", "--instansi", INSTANSI)
    shutil.copy(without.buku, without.root / "data" / INSTANSI / "2024.xls")
    _, (renamed,) = without.told("report", "--instansi", INSTANSI)

    count = len(TABLES) - len(OPTIONAL) - 1
    assert f"{WORKBOOK}: buku kerja ini tidak ada, dan {count} tabel tidak ada pula" in lost
    assert "kembalikan buku kerja itu" in lost
    assert f"yang ada: data/{INSTANSI}/2024.xls – simpan sebagai .xlsx" in renamed


def test_a_lost_workbook_is_had_again_and_nothing_else_is_touched(without, made):
    written = without.root / "data" / INSTANSI / str(TAHUN) / "narasi" / "01-a-latar-belakang.md"
    written.write_text("Tulisan instansi.", "utf-8")
    params = (without.root / "params" / f"{INSTANSI}.yml").read_bytes()

    code, (line,) = without.told("report", "--instansi", INSTANSI)
    done = lkjip(without.root, "new", INSTANSI, "--tahun", TAHUN)

    assert code == 2
    assert f"lkjip new {INSTANSI} --tahun {TAHUN}" in line
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:2] == [
        f"  {WORKBOOK}",
        f"Sudah ada, tidak diubah: params/{INSTANSI}.yml, data/{INSTANSI}/{TAHUN}/narasi",
    ]
    assert (without.root / WORKBOOK).read_bytes() == made.path.read_bytes()
    assert written.read_text("utf-8") == "Tulisan instansi."
    assert (without.root / "params" / f"{INSTANSI}.yml").read_bytes() == params


def test_documents_that_are_a_csv_file_are_not_repeated_in_a_new_workbook(without):
    table = without.root / "data" / INSTANSI / str(TAHUN) / "dokumen.csv"
    table.write_text("kode,nama,tahun\ndpa,DPA,2024\n", "utf-8")

    assert lkjip(without.root, "new", INSTANSI, "--tahun", TAHUN).returncode == 0

    assert read_table("dokumen", INSTANSI, TAHUN, without.root)["kode"].tolist() == ["dpa"]


def test_the_same_agency_gets_the_same_bytes(made, tmp_path):
    root = empty_root(tmp_path / "proyek")
    lkjip(root, *new_arguments())

    assert (root / WORKBOOK).read_bytes() == made.path.read_bytes()


# --- what the template lets a person type ---------------------------------------------------


def test_every_table_has_its_sheet_with_every_column_and_its_help(book):
    assert book.sheetnames == ["Petunjuk", *map(sheet_title, TABLES)]
    for name, model in TABLES.items():
        sheet = book[sheet_title(name)]
        head, columns = heads(sheet)
        for column in columns_of(model).values():
            at = columns[column.name]
            assert column.help[1:] in sheet.cell(head - 1, at).value
            assert ("*" in sheet.cell(head, at).value) == column.required
        assert sheet.cell(head + 1, 1).value == "contoh"


def test_closed_values_and_codes_of_other_tables_are_drop_downs(book):
    indikator = validations(book["Indikator"])
    kinerja = validations(book["Kinerja"])

    assert indikator["polaritas"].formula1 == '"positif,negatif,rentang"'
    assert indikator["agregasi"].formula1 == '"jumlah,akhir,rata_rata,maks,min"'
    assert "persen" in indikator["satuan"].formula1
    assert indikator["satuan"].errorStyle == "information"  # other units may be typed
    assert kinerja["dokumen"].formula1.startswith("'Dokumen'!$B$5")
    assert kinerja["indikator"].formula1.startswith("'Indikator'!$B$5")
    assert "makin tinggi makin baik" in indikator["polaritas"].prompt


def test_codes_and_texts_keep_what_is_typed(book):
    sheet = book["Program"]
    letters = {column_name(str(cell.value)): cell.column_letter for cell in sheet[3]}

    assert validations(sheet)["kode"].type == "custom"
    assert sheet.column_dimensions[letters["kode"]].number_format == "@"


def test_results_are_locked_and_what_is_typed_is_not(book):
    for name in ("Kinerja", "Anggaran"):
        sheet = book[name]
        head, columns = heads(sheet)
        shown = next(at for name, at in columns.items() if name.startswith("tampilan"))
        assert sheet.protection.sheet
        assert sheet.cell(head + 2, shown).protection.locked
        assert not sheet.cell(head + 1, columns["dokumen"]).protection.locked


@pytest.mark.libreoffice
def test_checks_and_locks_survive_an_office(made, tmp_path):
    saved = tmp_path / f"{TAHUN}.xlsx"
    type_in(made.path, TYPED, saved)

    book = openpyxl.load_workbook(office_saves(saved, tmp_path))

    assert book["Kinerja"].protection.sheet
    assert validations(book["Indikator"])["polaritas"].formula1 == '"positif,negatif,rentang"'
    assert validations(book["Program"])["kode"].type == "custom"


def test_a_deleted_sheet_is_missed_by_name(made, tmp_path):
    root = tmp_path / "salinan"
    shutil.copytree(made.root, root)
    book = openpyxl.load_workbook(root / WORKBOOK)
    del book["Tim"]
    book.save(root / WORKBOOK)

    done = lkjip(root, "report", "--instansi", INSTANSI, "--tahun", TAHUN)

    assert done.returncode == 2
    assert "tabel 'tim' tidak ada" in done.stderr
    assert "tanggapan" in OPTIONAL
