"""The command: what cannot be used is told in one message, and nothing is touched."""

import os
import re
import select
import signal
import subprocess
import time

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell
from project import digests, program, run
from tables import INSTANSI, TAHUN

from lkjip_tools import __version__
from lkjip_tools.cli import main
from lkjip_tools.engine.warm import can_fork

DATA = f"data/{INSTANSI}/{TAHUN}"
PARAMS = f"params/{INSTANSI}.yml"
CONVERT = ["convert", "--ke", "xlsx", "--instansi", INSTANSI, "--tahun", str(TAHUN)]


@pytest.fixture
def project(sample_project):
    """The project with an earlier report, which no failing run may touch."""
    (sample_project.output / "notebooks").mkdir(parents=True)
    (sample_project.output / "laporan.html").write_text("laporan terdahulu", "utf-8")
    (sample_project.output / "notebooks" / "00.ipynb").write_text("{}", "utf-8")
    return sample_project


def report(project, *arguments):
    """Run `lkjip report` in this process; see that it left the outputs as they were."""
    before = digests(project.root / "outputs")
    result = CliRunner().invoke(main, ["report", "--root", str(project.root), *arguments])

    assert digests(project.root / "outputs") == before
    assert [path.name for path in project.output.parent.iterdir()] == [str(TAHUN)]
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def add_failing_cell(project, source):
    """Make the first chapter fail in its second cell."""
    path = min(project.notebooks.glob("*.ipynb"))
    notebook = nbformat.read(path, 4)
    notebook.cells.insert(1, new_code_cell(source, metadata={"tags": ["siapkan"]}))
    nbformat.write(notebook, path)
    return path.stem


def rename_param(project):
    project.edit(project.params_path, "  rumus_negatif:", "  rumus_negatip:")


def wrong_policy(project):
    project.edit(project.params_path, "rata_rata_capaian: per_iku", "rata_rata_capaian: per_iki")


def drop_policy(project):
    text = project.params_path.read_text("utf-8")
    project.params_path.write_text(re.sub(r"  efisiensi:.*\n", "", text), "utf-8")


def unknown_scale(project):
    project.edit(project.params_path, "skala_permendagri_86_2017", "skala_permendagri_86_2107")


def drop_table(project):
    project.path("anggaran").unlink()


def letter_in_money(project):
    project.edit(project.path("anggaran"), ",6.426.345.746,,,L396", ",6.426.345.7A6,,,L396")


def ambiguous_number(project):
    project.edit(project.path("riwayat"), '2021,"80,16"', "2021,80.160")


def wrong_polaritas(project):
    old = "Penilaian Mandiri Pelaksanaan Reformasi Birokrasi,persen,positif"
    project.edit(project.path("indikator"), old, old.replace("positif", "positip"))


def unknown_column(project):
    project.edit(project.path("belanja"), "pagu_rp", "pagu_rupiah")


def semicolons(project):
    text = project.path("misi").read_text("utf-8")
    project.write_text("misi", text.replace(",", ";"))


def broken_yaml(project):
    project.edit(project.params_path, "kebijakan:", "kebijakan")


def no_notebook(project):
    (project.notebooks / "02_perencanaan_kinerja.ipynb").write_text("bukan JSON", "utf-8")


BAD_INPUT = [
    (rename_param, [PARAMS, r"baris \d+, kolom 3", "kebijakan.rumus_negatip", "'rumus_negatif'"]),
    (wrong_policy, [PARAMS, r"baris \d+, kolom \d+", "per_iki", "mungkin maksudnya 'per_iku'"]),
    (drop_policy, [PARAMS, "kebijakan.efisiensi", "wajib diisi"]),
    (unknown_scale, [PARAMS, r"baris \d+", "skala_predikat", "'skala_permendagri_86_2017'"]),
    (drop_table, [f"{DATA}/anggaran.csv: tabel 'anggaran' tidak ada", "buat berkas itu"]),
    (letter_in_money, [f"{DATA}/anggaran.csv baris 2", "kolom pagu_rp", "6.426.345.7A6"]),
    (ambiguous_number, [f"{DATA}/riwayat.csv baris 4", "kolom kinerja_persen", "bermakna ganda"]),
    (wrong_polaritas, [f"{DATA}/indikator.csv baris 2", "kolom polaritas", "positip", "positif"]),
    (unknown_column, [f"{DATA}/belanja.csv baris 1", "pagu_rupiah", "'pagu_rp'"]),
    (semicolons, [f"{DATA}/misi.csv baris 1", "titik koma", "simpan ulang"]),
    (broken_yaml, [PARAMS, r"baris \d+, kolom \d+", "penulisan YAML salah", "titik dua"]),
    (no_notebook, [r"notebooks/02_perencanaan_kinerja\.ipynb", "bukan notebook"]),
]


@pytest.mark.parametrize(
    ("spoil", "expected"), BAD_INPUT, ids=lambda it: getattr(it, "__name__", "")
)
def test_bad_input_is_told_with_its_place_and_touches_nothing(project, spoil, expected):
    spoil(project)

    result = report(project)

    assert result.exit_code == 2
    assert result.stdout == ""
    for pattern in expected:
        assert re.search(pattern, result.stderr), pattern
    assert all(line.startswith("lkjip: ") for line in result.stderr.splitlines())
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "spoil", [rename_param, wrong_policy, drop_table, letter_in_money, wrong_polaritas]
)
def test_one_fault_is_one_message(project, spoil):
    spoil(project)

    faults = report(project).stderr.splitlines()
    if spoil is rename_param:  # a misspelt key is also a missing one
        faults = [line for line in faults if "wajib diisi" not in line]
    assert len(faults) == 1


def test_faults_of_several_tables_are_told_together(project):
    letter_in_money(project)
    wrong_polaritas(project)
    project.path("tim").unlink()

    result = report(project)

    named = re.findall(r"(\w+)\.csv", result.stderr)
    assert result.exit_code == 2
    assert named == ["indikator", "anggaran", "tim"]


def test_an_unknown_agency_is_told_with_the_known_ones(project):
    result = report(project, "--instansi", "kesbangpol-pasr")

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "lkjip: instansi 'kesbangpol-pasr' tidak dikenal: tidak ada params/kesbangpol-pasr.yml; "
        "mungkin maksudnya 'kesbangpol-paser'?; yang ada: kesbangpol-paser"
    ]


READING = (["report"], ["check"], ["explain", "a/b/2023"], ["worksheet"], ["sensitivity"],
           ["coverage"], ["explore"])  # fmt: skip


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_the_sample_is_not_taken_for_granted_where_there_is_another_agency(project, arguments):
    (project.root / "params" / "dinas-contoh.yml").write_text("nama: Dinas\n", "utf-8")

    result = CliRunner().invoke(main, [*arguments, "--root", str(project.root)])

    assert result.exit_code == 2
    assert result.stderr == f"lkjip: sebutkan --instansi; yang ada: dinas-contoh, {INSTANSI}\n"


@pytest.mark.parametrize("left_out", ["--instansi", "--tahun"])
def test_what_writes_data_takes_no_agency_and_no_year_for_granted(project, left_out):
    before = digests(project.root)
    at = CONVERT.index(left_out)

    result = CliRunner().invoke(
        main, [*CONVERT[:at], *CONVERT[at + 2 :], "--root", str(project.root)]
    )

    assert result.exit_code == 2
    assert left_out in result.stderr
    assert digests(project.root) == before


@pytest.mark.parametrize("instansi", ["../kesbangpol-paser", "", "kesbangpol-paser/2023", "*"])
def test_a_path_is_no_agency(project, instansi):
    result = report(project, "--instansi", instansi)

    assert result.exit_code == 2
    assert "tidak dikenal" in result.stderr


def test_a_year_without_data_is_told_with_the_known_ones(project):
    result = report(project, "--tahun", "2031")

    assert result.exit_code == 2
    assert f"data/{INSTANSI}/2031.xlsx tidak ada" in result.stderr
    assert "tahun yang ada: 2023" in result.stderr


@pytest.mark.parametrize("arguments", [["--tahun", "dua"], ["--thn", "2023"], ["2023"]])
def test_a_wrong_argument_is_a_wrong_call(project, arguments):
    assert report(project, *arguments).exit_code == 2


def test_a_folder_that_is_no_project_is_told(tmp_path):
    result = CliRunner().invoke(main, ["report", "--root", str(tmp_path)])

    assert result.exit_code == 2
    assert "tidak ada folder proyek" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_every_option_with_its_default():
    text = CliRunner().invoke(main, ["report", "--help"]).output

    for name in ("--instansi", "--tahun", "--root"):
        assert name in text
    assert INSTANSI in text
    assert str(TAHUN) in text
    assert "outputs/<instansi>/<tahun>/" in text


def test_every_command_has_a_help_of_its_own():
    listed = CliRunner().invoke(main, ["-h"]).output

    for name, command in main.commands.items():
        assert name in listed
        assert command.help


def test_the_version_is_the_package_s():
    assert CliRunner().invoke(main, ["--version"]).output.split()[-1] == __version__


def test_the_command_itself_ends_with_code_2_and_no_traceback(project):
    letter_in_money(project)

    done = run("lkjip", "report", cwd=project.notebooks)

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"lkjip: {DATA}/anggaran.csv baris 2")


def test_a_failing_cell_stops_the_report_with_chapter_source_and_message(project):
    before = digests(project.root / "outputs")
    chapter = add_failing_cell(project, "pagu = {}\npagu['8.01.09']")

    done = run("lkjip", "report", "--root", project.root)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines()[1:] == [
        f"lkjip: bab {chapter} berhenti pada sel ini:",
        "lkjip:     pagu = {}",
        "lkjip:     pagu['8.01.09']",
        "lkjip: KeyError: '8.01.09'",
        f"lkjip: yang salah pada data: lkjip check --instansi {INSTANSI} --tahun {TAHUN}",
    ]
    assert digests(project.root / "outputs") == before
    assert [path.name for path in project.output.parent.iterdir()] == [str(TAHUN)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_report_that_is_killed_leaves_the_previous_one_whole(project):
    before = digests(project.output)
    add_failing_cell(project, "import time\ntime.sleep(600)")
    command = [program("lkjip"), "report", "--root", str(project.root)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert "00_pengantar" in process.stderr.readline()
        os.kill(process.pid, signal.SIGKILL)

    assert process.returncode == -signal.SIGKILL
    assert digests(project.output) == before


# ---- Interrupted --------------------------------------------------------------------------------


def interrupted_at_a_terminal(command, sign, delay):
    """Run a command at a terminal, press Ctrl-C some time after a sign; its exit code and output.

    The terminal sends the interrupt to all processes of the command, as it does for an operator.
    """
    import pty

    process, terminal = pty.fork()
    if process == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background is born deaf to it
        os.execv(command[0], command)
    shown, until, pressed = b"", time.monotonic() + 60, None
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.02)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # nobody has the other end any more
                break
        if pressed is None and sign in shown:
            pressed = time.monotonic() + delay
        if pressed is not None and time.monotonic() >= pressed:
            os.write(terminal, b"\x03")
            pressed = float("inf")
    else:
        os.killpg(process, signal.SIGKILL)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode()


@pytest.mark.skipif(not can_fork(), reason="the warm parent is what heard it too")
@pytest.mark.parametrize("delay", [0, 0.2, 0.5, 1, 3])
def test_an_interrupted_report_says_so_in_a_line_and_leaves_the_previous_one(project, delay):
    before = digests(project.root / "outputs")
    add_failing_cell(project, "import time\ntime.sleep(600)")
    command = [program("lkjip"), "report", "--root", str(project.root)]

    code, shown = interrupted_at_a_terminal(command, b"00_pengantar", delay)

    assert code == 130
    assert (
        shown.rstrip()
        .splitlines()[-1]
        .endswith(
            "lkjip: dihentikan; laporan terdahulu tidak berubah; perintah yang sama mengulanginya"
        )
    )
    assert "Traceback" not in shown
    assert "Aborted" not in shown
    assert digests(project.root / "outputs") == before
    assert [path.name for path in project.output.parent.iterdir()] == [str(TAHUN)]


@pytest.mark.parametrize("arguments", [["check"], ["worksheet"], CONVERT])
def test_any_other_command_that_is_interrupted_says_so(project, arguments, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("lkjip_tools.root.find_root", interrupt)
    result = CliRunner().invoke(main, [*arguments, "--root", str(project.root)])

    assert (result.exit_code, result.stderr) == (130, "lkjip: dihentikan\n")
