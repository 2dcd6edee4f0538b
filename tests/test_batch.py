"""Many reports in one run: each alone, only what changed, and nothing half done."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from project import program
from tables import ROOT

from lkjip_tools.cli import main
from lkjip_tools.engine.warm import can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="the engine forks")

AGENCIES = ("dinas-a", "dinas-b", "dinas-c")
READ_ONE = """\
from pathlib import Path
from lkjip_tools.block import prose
folder = Path("..") / "data" / instansi / str(tahun)
"""
CHAPTERS = {
    "01_satu": READ_ONE + 'prose("# Bab Satu\\n\\n" + (folder / "satu.txt").read_text())',
    "02_dua": READ_ONE + 'prose("# Bab Dua\\n\\n" + (folder / "dua.txt").read_text())',
}


@pytest.fixture
def project(tmp_path):
    """Three agencies with two tiny chapters, each of which reads a file of its own."""
    (tmp_path / "params").mkdir()
    (tmp_path / "notebooks").mkdir()
    sample = (ROOT / "params" / "kesbangpol-paser.yml").read_text("utf-8")
    for name in AGENCIES:
        text = sample.replace(
            "nama: Badan Kesatuan Bangsa dan Politik Kabupaten Paser", f"nama: {name}"
        )
        (tmp_path / "params" / f"{name}.yml").write_text(text, "utf-8")
        folder = tmp_path / "data" / name / "2023"
        folder.mkdir(parents=True)
        for part in ("satu", "dua"):
            (folder / f"{part}.txt").write_text(f"Teks {part} milik {name}.", "utf-8")
        (folder / "misi.csv").write_text("misi,tujuan\n", "utf-8")
    for name, source in CHAPTERS.items():
        write_chapter(tmp_path, name, source)
    return tmp_path


def write_chapter(root, name, source):
    parameters = 'instansi: str = "a"  # kode\ntahun: int = 2023  # tahun'
    cells = [
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        new_markdown_cell("Bab kecil.", metadata={"tags": ["evaluator"]}),
        new_code_cell(source, metadata={"tags": ["laporan"]}),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"sel-{number}"
    nbformat.write(
        new_notebook(cells=cells, metadata={"lkjip": {"bagian": "isi"}}),
        root / "notebooks" / f"{name}.ipynb",
    )


def command(root, *more):
    chosen = more if "--instansi" in more else ("--semua", *more)
    return [program("lkjip"), "batch", "--root", str(root), "--tahun", "2023",
            "--format", "html", *chosen]  # fmt: skip


def batch(root, *more):
    return subprocess.run(
        command(root, *more), capture_output=True, text=True, timeout=300, check=False
    )


def told(root):
    rows = json.loads((root / "outputs" / "ringkasan.json").read_text("utf-8"))["laporan"]
    return {row["instansi"]: row for row in rows}


def statuses(root):
    return {name: row["status"] for name, row in told(root).items()}


def page(root, name):
    return (root / "outputs" / name / "2023" / "laporan.html").read_text("utf-8")


def hidden(root):
    """What a run left beside the reports, but for its own memory and locks."""
    places = [path.relative_to(root / "outputs") for path in (root / "outputs").rglob("*")]
    return [str(path) for path in places if "/." in f"/{path}" and path.parts[0] != ".jejak"]


# ---- What is done -------------------------------------------------------------------------------


def test_a_batch_with_nothing_to_do_imports_no_pandas():
    needed = "lkjip_tools.commands.batch, lkjip_tools.batch.crew, lkjip_tools.batch.show"
    asked = f"import sys, {needed}; print('pandas' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)

    assert told.stdout.strip() == "False"


def test_every_report_is_made_and_none_mixes_with_another(project):
    run = batch(project)

    assert run.returncode == 0, run.stderr
    assert set(statuses(project).values()) == {"selesai"}
    for name in AGENCIES:
        text = page(project, name)
        assert f"Teks satu milik {name}." in text
        assert not [other for other in AGENCIES if other != name and other in text]
    assert hidden(project) == []


def test_the_plan_says_what_and_why_and_nothing_is_done(project):
    run = batch(project, "--rencana")

    assert run.returncode == 0
    assert [line.split() for line in run.stdout.splitlines()] == [
        ["Instansi", "Tahun", "Bab", "Sebab"],
        *([name, "2023", "2", "baru"] for name in AGENCIES),
    ]
    assert not (project / "outputs").exists()


def no_data(root):
    shutil.rmtree(root / "data" / "dinas-b" / "2023")


def only_narrative(root):
    no_data(root)
    (root / "data" / "dinas-b" / "2023" / "narasi").mkdir(parents=True)


def wrong_params(root):
    path = root / "params" / "dinas-b.yml"
    path.write_text(path.read_text("utf-8").replace("kertas: a4", "kertas: a5"), "utf-8")


def broken_params(root):
    (root / "params" / "dinas-b.yml").write_text("nama: [", "utf-8")


def no_workbook(root):
    no_data(root)
    (root / "data" / "dinas-b" / "2023.xlsx").write_bytes(b"bukan zip")


@pytest.mark.parametrize(
    ("spoil", "reason", "message"),
    [
        (only_narrative, "tidak ada data tahun 2023", "data/dinas-b/2023.xlsx tidak ada"),
        (wrong_params, "params tidak terbaca", "params/dinas-b.yml"),
        (broken_params, "params tidak terbaca", "params/dinas-b.yml"),
        (no_workbook, "buku kerja tidak terbaca", "data/dinas-b/2023.xlsx"),
    ],
)
def test_a_report_that_cannot_be_begun_is_planned_so_and_told_as_failed(
    project, spoil, reason, message
):
    spoil(project)

    plan, run = batch(project, "--rencana", "--ulang"), batch(project, "--ulang")

    lines = [line.strip().split(maxsplit=3) for line in plan.stdout.splitlines()]
    assert lines[1:] == [
        ["dinas-a", "2023", "2", "diminta"],
        ["dinas-b", "2023", "0", reason],
        ["dinas-c", "2023", "2", "diminta"],
    ]
    assert run.returncode == 1
    assert statuses(project)["dinas-b"] == "gagal"
    assert message in told(project)["dinas-b"]["pesan"]
    assert not (project / "outputs" / "dinas-b").exists()
    assert "gagal" not in (statuses(project)["dinas-a"], statuses(project)["dinas-c"])


def test_a_report_whose_data_are_gone_fails_and_the_earlier_one_stays(project):
    batch(project, "--instansi", "dinas-b")
    before = page(project, "dinas-b")
    no_data(project)

    run = batch(project, "--instansi", "dinas-b")

    assert run.returncode == 1
    assert told(project)["dinas-b"]["sebab"] == ["tidak ada data tahun 2023"]
    assert page(project, "dinas-b") == before


def test_an_agency_whose_params_are_gone_fails_alone(project):
    batch(project)
    (project / "params" / "dinas-b.yml").unlink()
    matrix = project / "daftar.yml"
    lines = [f"- {{instansi: {name}, tahun: 2023}}\n" for name in AGENCIES]
    matrix.write_text("".join(lines), "utf-8")

    run = batch(project, "--matriks", str(matrix), "--ulang")

    assert run.returncode == 1
    assert statuses(project) == {"dinas-a": "selesai", "dinas-b": "gagal", "dinas-c": "selesai"}
    assert "tidak ada params/dinas-b.yml" in told(project)["dinas-b"]["pesan"]


def test_agencies_are_named_in_a_row_or_in_a_matrix_file(project):
    assert batch(project, "--instansi", "dinas-a", "dinas-c").returncode == 0
    assert set(told(project)) == {"dinas-a", "dinas-c"}

    matrix = project / "daftar.yml"
    matrix.write_text("- {instansi: dinas-b, tahun: 2023}\n", "utf-8")
    run = subprocess.run(
        [program("lkjip"), "batch", "--root", str(project), "--matriks", str(matrix)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert set(told(project)) == {"dinas-b"}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--instansi", "dinas-d"), "instansi 'dinas-d' tidak dikenal"),
        (("--format", "odt"), "format 'odt' tidak dikenal; pilih: html, pdf, docx"),
        (("--engine", "cepat"), "mesin 'cepat' tidak dikenal"),
    ],
)
def test_a_wrong_call_is_refused_with_the_choices(project, more, message):
    run = batch(project, *more)

    assert run.returncode == 2
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_one_that_fails_keeps_none_of_the_others_from_its_turn(project):
    write_chapter(
        project,
        "02_dua",
        CHAPTERS["02_dua"].replace(
            "prose(",
            "assert 'rusak' not in (folder / 'dua.txt').read_text(), 'data dua rusak'\nprose(",
        ),
    )
    (project / "data" / "dinas-b" / "2023" / "dua.txt").write_text("rusak", "utf-8")
    run = batch(project)

    assert run.returncode == 1
    assert statuses(project) == {"dinas-a": "selesai", "dinas-b": "gagal", "dinas-c": "selesai"}
    assert not (project / "outputs" / "dinas-b").exists()
    assert "dinas-b 2023: gagal" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


# ---- Only what changed --------------------------------------------------------------------------


def times(root, name="dinas-a"):
    folder = root / "outputs" / name / "2023" / "notebooks"
    return {path.stem: path.stat().st_mtime_ns for path in folder.glob("*.ipynb")}


def test_nothing_changed_is_nothing_done(project):
    batch(project)
    before = {path: path.stat().st_mtime_ns for path in (project / "outputs").rglob("laporan.html")}
    run = batch(project)

    assert run.returncode == 0
    assert set(statuses(project).values()) == {"mutakhir"}
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert told(project)["dinas-a"]["nama"] == "dinas-a"  # the summary still tells all


def test_a_changed_value_runs_only_the_chapter_that_read_it(project):
    batch(project)
    before = times(project)
    (project / "data" / "dinas-a" / "2023" / "dua.txt").write_text("Teks baru.", "utf-8")
    batch(project)

    after = times(project)
    assert after["01_satu"] == before["01_satu"]
    assert after["02_dua"] != before["02_dua"]
    assert "Teks baru." in page(project, "dinas-a")
    assert told(project)["dinas-a"]["sebab"] == ["data berubah: dua.txt"]
    assert told(project)["dinas-a"]["bab"] == 1
    assert statuses(project)["dinas-b"] == "mutakhir"


COMPARES = """\
from lkjip_tools.block import prose
from lkjip_tools.load import read_pembanding
from lkjip_tools.params import read_params
beside = read_pembanding(read_params(instansi), instansi, tahun)
years, codes = beside.tahun_lalu["riwayat"]["tahun"].tolist(), beside.nomenklatur["kode"].tolist()
prose(f"# Bab Tiga\\n\\nTahun {years}, kode {codes}.")"""


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/dinas-a/2022/riwayat.csv", "2020", "2021"),
        ("params/nomenklatur/daerah.csv", "8.01.02", "8.01.03"),
    ],
)
def test_what_a_year_is_compared_with_runs_only_the_chapter_that_compares(project, path, old, new):
    """Last year's folder and the list of codes are recorded like the year's own files."""
    write_chapter(project, "03_tiga", COMPARES)
    for name, text in {
        "data/dinas-a/2022/riwayat.csv": "tahun,kinerja_persen\n2020,90\n",
        "params/nomenklatur/daerah.csv": "kode,uraian\n8.01.02,Program\n",
    }.items():
        (project / name).parent.mkdir(parents=True)
        (project / name).write_text(text, "utf-8")
    params = project / "params" / "dinas-a.yml"
    params.write_text(params.read_text("utf-8") + "nomenklatur: daerah\n", "utf-8")
    assert batch(project, "--instansi", "dinas-a").returncode == 0
    before, target = times(project), project / path
    target.write_text(target.read_text("utf-8").replace(old, new), "utf-8")
    batch(project, "--instansi", "dinas-a")

    after = times(project)
    assert {name for name in after if after[name] != before[name]} == {"03_tiga"}
    assert told(project)["dinas-a"]["sebab"] == [f"data berubah: {target.name}"]
    assert new in page(project, "dinas-a")


def test_last_year_that_comes_to_be_is_read(project):
    batch(project, "--instansi", "dinas-a")
    folder = project / "data" / "dinas-a" / "2022"
    folder.mkdir()
    (folder / "riwayat.csv").write_text("tahun\n2020\n", "utf-8")
    batch(project, "--instansi", "dinas-a")

    assert told(project)["dinas-a"]["sebab"] == ["berkas data bertambah atau berkurang"]


def change_notebook(root):
    write_chapter(root, "01_satu", CHAPTERS["01_satu"].replace("Bab Satu", "Bab Kesatu"))


def change_params(root):
    path = root / "params" / "dinas-a.yml"
    path.write_text(path.read_text("utf-8").replace("IVc", "IVd"), "utf-8")


def add_file(root):
    (root / "data" / "dinas-a" / "2023" / "tiga.txt").write_text("3", "utf-8")


def tamper_with_page(root):
    path = root / "outputs" / "dinas-a" / "2023" / "laporan.html"
    path.write_text(path.read_text("utf-8").replace("milik", "milIk"), "utf-8")


def tamper_with_chapter(root):
    path = root / "outputs" / "dinas-a" / "2023" / "notebooks" / "01_satu.ipynb"
    path.write_text(path.read_text("utf-8").replace("milik", "milIk"), "utf-8")


def lose_chapter(root):
    (root / "outputs" / "dinas-a" / "2023" / "notebooks" / "01_satu.ipynb").unlink()


@pytest.mark.parametrize(
    ("change", "reason", "chapters"),
    [
        (change_notebook, "notebook berubah: 01_satu", 1),
        (add_file, "berkas data bertambah atau berkurang", 2),
        (tamper_with_page, "keluaran hilang atau diubah", 0),
        (tamper_with_chapter, "keluaran hilang atau diubah", 1),
        (lose_chapter, "keluaran hilang atau diubah", 1),
    ],
)
def test_what_changed_is_done_again_and_named(project, change, reason, chapters):
    batch(project, "--instansi", "dinas-a")
    good = page(project, "dinas-a")
    change(project)
    batch(project, "--instansi", "dinas-a")

    row = told(project)["dinas-a"]
    assert (row["status"], row["sebab"], row["bab"]) == ("selesai", [reason], chapters)
    if change is not change_notebook:
        assert page(project, "dinas-a") == good


def test_other_formats_are_only_assembled(project):
    batch(project, "--instansi", "dinas-a")
    before = times(project)
    batch(project, "--instansi", "dinas-a", "--format", "html,pdf")

    assert times(project) == before
    assert (project / "outputs" / "dinas-a" / "2023" / "laporan.pdf").is_file()


def test_again_means_again(project):
    batch(project, "--instansi", "dinas-a")
    before = times(project)
    batch(project, "--instansi", "dinas-a", "--ulang")

    assert set(times(project).values()).isdisjoint(before.values())
    assert told(project)["dinas-a"]["sebab"] == ["diminta"]


# ---- Whatever happens ---------------------------------------------------------------------------

SLOW = CHAPTERS["02_dua"] + "\nimport time\ntime.sleep(1 if instansi == 'dinas-a' else 600)"


def start_slowly(project):
    """A run of which the first report is finished and the others hang."""
    write_chapter(project, "02_dua", SLOW.replace("prose(", "show = prose(") + "\nshow")
    run = subprocess.Popen(
        command(project, "--paralel", "2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 120
    done = project / "outputs" / "dinas-a" / "2023" / "laporan.html"
    staging = project / "outputs" / "dinas-c"
    while not (done.exists() and staging.exists()) and time.monotonic() < until:
        time.sleep(0.05)
    assert done.exists()
    return run


def descendants(number):
    """Numbers of all processes that a process started, and theirs."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    children = {}
    for line in listed.stdout.splitlines():
        pid, parent = map(int, line.split())
        children.setdefault(parent, []).append(pid)
    found, waiting = [], [number]
    while waiting:
        more = children.get(waiting.pop(), [])
        found += more
        waiting += more
    return found


def alive(number):
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(numbers, patience=20):
    until = time.monotonic() + patience
    while any(map(alive, numbers)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, numbers))


def finish_quickly(project):
    """Let the chapters end, and run the same command again."""
    write_chapter(project, "02_dua", CHAPTERS["02_dua"])
    return batch(project)


def same_as_from_nothing(project, tmp_path_factory):
    fresh = tmp_path_factory.mktemp("utuh") / "proyek"
    shutil.copytree(project, fresh, ignore=shutil.ignore_patterns("outputs"))
    batch(fresh)
    return all(page(fresh, name) == page(project, name) for name in AGENCIES)


def test_killed_outright_it_leaves_nothing_half_done_and_the_same_command_finishes(
    project, tmp_path_factory
):
    run = start_slowly(project)
    started = descendants(run.pid)
    run.kill()
    run.communicate()

    assert started
    assert gone(started)
    assert not (project / "outputs" / "dinas-b" / "2023").exists()
    assert finish_quickly(project).returncode == 0
    assert hidden(project) == []
    assert same_as_from_nothing(project, tmp_path_factory)


def test_interrupted_it_says_what_is_left_to_do(project):
    run = start_slowly(project)
    started = descendants(run.pid)
    run.send_signal(signal.SIGINT)
    output, errors = run.communicate(timeout=60)

    assert run.returncode == 1
    assert "Traceback" not in errors
    assert "1 selesai, 2 dihentikan" in output
    assert gone(started)
    assert finish_quickly(project).returncode == 0
    assert hidden(project) == []


@pytest.mark.parametrize(
    ("deadly", "message"),
    [
        ("import os\nos._exit(9)", "Kernel died"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "Kernel died"),
        ("import time\ntime.sleep(600)", "melewati batas waktu 3 detik"),
    ],
)
def test_a_deadly_cell_ends_only_its_own_report(project, deadly, message):
    batch(project, "--instansi", "dinas-a")
    good = page(project, "dinas-a")
    source = f"if instansi != 'dinas-c':\n    {deadly.replace(chr(10), chr(10) + '    ')}\n"
    write_chapter(project, "02_dua", CHAPTERS["02_dua"].replace("folder =", source + "folder ="))
    run = batch(project, "--batas-waktu", "3")

    assert run.returncode == 1
    assert statuses(project) == {"dinas-a": "gagal", "dinas-b": "gagal", "dinas-c": "selesai"}
    assert message in told(project)["dinas-b"]["pesan"]
    assert page(project, "dinas-a") == good  # the previous report stays
    assert hidden(project) == []


def test_two_runs_at_once_do_not_touch_the_same_report(project):
    run = start_slowly(project)
    second = batch(project, "--instansi", "dinas-b")
    run.kill()
    run.communicate()

    assert second.returncode == 1
    assert "sedang dikerjakan proses lain" in second.stdout


@pytest.fixture
def small_disk(project):
    """The outputs on a file system that is soon full."""
    place = project / "outputs"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", place],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small disk can be made by root only")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_on_a_full_disk_the_report_before_stays_and_the_message_says_so(project, small_disk):
    assert batch(project, "--instansi", "dinas-a").returncode == 0
    good = page(project, "dinas-a")
    (small_disk / "penuh").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 100_000))
    run = batch(project, "--instansi", "dinas-a", "--ulang")

    assert run.returncode == 1
    assert "No space left on device" in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    assert page(project, "dinas-a") == good
    (small_disk / "penuh").unlink()
    assert batch(project, "--instansi", "dinas-a", "--ulang").returncode == 0
    assert hidden(project) == []


def test_what_is_read_from_a_database_is_never_taken_for_unchanged(project):
    params = project / "params" / "dinas-b.yml"
    batch(project)
    params.write_text(
        params.read_text("utf-8")
        + "sumber_tabel:\n  misi:\n    url_dari: BASIS_DATA\n    kueri: SELECT 1\n",
        "utf-8",
    )
    batch(project)
    batch(project)

    assert statuses(project) == {"dinas-a": "mutakhir", "dinas-b": "selesai", "dinas-c": "mutakhir"}
    assert told(project)["dinas-b"]["sebab"] == ["ada tabel dalam basis data"]


def test_where_nothing_can_be_forked_it_is_said_once(project, monkeypatch):
    monkeypatch.setattr("lkjip_tools.engine.warm.can_fork", lambda: False)
    call = ["batch", "--root", str(project), "--tahun", "2023", "--semua", "--rencana"]

    silent = CliRunner().invoke(main, [*call, "--engine", "nbclient"])
    told = CliRunner().invoke(main, call)

    assert silent.stderr == ""
    assert told.stderr.count("kernel biasa") == 1
    assert told.exit_code == 0
