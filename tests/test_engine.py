"""Our engine: it stores what a standard kernel would, and survives what cells do."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from multiprocessing import forkserver
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from project import program
from ruamel.yaml import YAML

from lkjip_tools.engine.child import Job
from lkjip_tools.engine.pool import CallError, call_apart, execute
from lkjip_tools.engine.warm import begin, can_fork
from lkjip_tools.engine.watch import LostError
from lkjip_tools.errors import ExecutionError, InputError
from lkjip_tools.execute import Chapter, execute_chapter, pick_engine

pytestmark = pytest.mark.skipif(not can_fork(), reason="the engine forks")

CELLS = YAML(typ="safe", pure=True).load(Path(__file__).with_name("cases") / "sel.yml")
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
# what differs between any two runs: numbers of processes and places in memory
PASSING = [(re.compile(r"ipykernel_\d+"), "ipykernel_N"), (re.compile(r"0x[0-9a-f]{6,}"), "0xN")]


def notebook_of(folder, *sources, name="bab"):
    """Write a notebook with a cell per source."""
    cells = [new_markdown_cell("# Judul"), *map(new_code_cell, map(str, sources))]
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)
    return path


def settled(path):
    """A stored notebook without what differs between any two runs."""
    text = path.read_text("utf-8")
    for pattern, constant in PASSING:
        text = pattern.sub(constant, text)
    notebook = json.loads(text)
    notebook["metadata"].pop("papermill")
    for cell in notebook["cells"]:
        status = cell["metadata"].pop("papermill")["status"]
        if cell["metadata"].get("tags") == ["injected-parameters"]:
            cell["id"] = "drawn by lot"
        timed = sorted(cell["metadata"].get("execution", {}))
        cell["metadata"] = {"status": status, "timed": timed}
        joined = []
        for output in cell.get("outputs", []):  # a stream is cut wherever the clock happened to be
            last = joined[-1] if joined else {}
            if output.get("name") and output.get("name") == last.get("name"):
                last["text"] += output["text"]
            else:
                joined.append(output)
        cell["outputs"] = joined
    return notebook


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The odd cells, by a standard kernel and by us."""
    folder = tmp_path_factory.mktemp("sel")
    source = notebook_of(folder, *CELLS)
    for engine in (None, "lkjip"):
        papermill.execute_notebook(
            source, folder / f"{engine}.ipynb", engine_name=engine, progress_bar=False, cwd=folder
        )
    return settled(folder / "None.ipynb"), settled(folder / "lkjip.ipynb")


def test_odd_cells_show_the_same_by_both_engines(both):
    plain, ours = both

    assert len(ours["cells"]) == len(CELLS) + 1
    for theirs, mine in zip(plain["cells"], ours["cells"], strict=True):
        assert mine == theirs
    assert ours["metadata"] == plain["metadata"]


def test_a_failing_cell_is_stored_by_both_engines_alike(tmp_path):
    source = notebook_of(tmp_path, "1", "raise ValueError('rusak')", "2")
    for engine in ("nbclient", "lkjip"):
        with pytest.raises(papermill.PapermillExecutionError, match="rusak"):
            papermill.execute_notebook(
                source, tmp_path / f"{engine}.ipynb", engine_name=engine, progress_bar=False
            )

    cells = [
        [(cell.source, cell.get("outputs")) for cell in nbformat.read(tmp_path / name, 4).cells]
        for name in ("nbclient.ipynb", "lkjip.ipynb")
    ]
    assert len(cells[0]) == 6  # papermill adds two marks
    assert cells[0] == cells[1]


def test_papermills_command_knows_the_engine(tmp_path):
    source = notebook_of(tmp_path, "6 * 7")
    command = [program("papermill"), "--engine", "lkjip", "-k", "python3", str(source)]
    subprocess.run([*command, str(tmp_path / "out.ipynb")], check=True, capture_output=True)

    (output,) = nbformat.read(tmp_path / "out.ipynb", 4).cells[1].outputs
    assert output.data["text/plain"] == "42"


def run_job(folder, *sources, timeout=None, **options):
    source = notebook_of(folder, *sources)
    return execute(Job(source, folder / "hasil.ipynb", **options), timeout)


def test_a_process_is_fresh_for_every_notebook(tmp_path):
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        run_job(
            folder,
            "import decimal, os, sys; 'jejak' in vars(decimal), os.environ.get('JEJAK')"
            "\ndecimal.jejak = 1; os.environ['JEJAK'] = '1'; print('jejak' in globals())",
        )
        (output,) = nbformat.read(folder / "hasil.ipynb", 4).cells[1].outputs

        assert output.text == "False\n"


def test_what_a_notebook_read_is_known(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("1")
    (tmp_path / "data" / "b.csv").write_text("2")

    done = run_job(tmp_path, "print(open('data/a.csv').read())", root=tmp_path)

    assert "data/a.csv" in done.read
    assert "data/b.csv" not in done.read


@pytest.mark.parametrize(
    "deadly", ["import os; os._exit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
)
def test_a_cell_that_ends_the_process_is_named_and_what_went_before_is_kept(tmp_path, deadly):
    with pytest.raises(LostError, match="berhenti tanpa pesan") as caught:
        run_job(tmp_path, "print('sebelum')", deadly, "print('sesudah')")

    assert deadly in str(caught.value)
    cells = nbformat.read(tmp_path / "hasil.ipynb", 4).cells
    assert cells[1].outputs[0].text == "sebelum\n"
    assert cells[2].outputs[-1].ename == "LostError"
    assert cells[3].outputs == []


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"


def gone(numbers, patience=10):
    until = time.monotonic() + patience
    while any(map(alive, numbers)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, numbers))


HANGING = """
import os, subprocess, time
child = subprocess.Popen(['sleep', '600'])
open('nomor', 'w').write(f'{os.getpid()} {child.pid}')
time.sleep(600)
"""


def test_a_cell_that_hangs_is_ended_with_all_it_started(tmp_path):
    with pytest.raises(ExecutionError, match="melewati batas waktu 2 detik") as caught:
        run_job(tmp_path, HANGING, timeout=2)

    assert "subprocess.Popen" in str(caught.value)
    assert gone(map(int, (tmp_path / "nomor").read_text().split()))


def test_memory_without_end_is_an_error_in_the_notebook(tmp_path):
    with pytest.raises(ExecutionError, match="MemoryError"):
        run_job(tmp_path, "x = bytearray(8 << 30)", memory=4 << 30)


def test_when_the_supervisor_is_killed_nothing_stays_behind(tmp_path):
    notebook_of(tmp_path, HANGING)
    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path)])
    numbers = tmp_path / "nomor"
    until = time.monotonic() + 60
    while not (numbers.exists() and numbers.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    chapter, _ = map(int, numbers.read_text().split())

    supervisor.send_signal(signal.SIGKILL)
    supervisor.wait()

    assert gone([chapter])
    os.killpg(chapter, signal.SIGKILL)  # what the cell itself had started


SUPERVISOR = """
import sys
from pathlib import Path
from lkjip_tools.engine.child import Job
from lkjip_tools.engine.pool import execute
folder = Path(sys.argv[1])
execute(Job(folder / 'bab.ipynb', folder / 'hasil.ipynb'))
"""


# ---- Functions ----------------------------------------------------------------------------------


def test_a_function_is_called_in_a_process_of_its_own():
    assert call_apart(os.getpid) != os.getpid()


def test_the_warm_parent_is_there_once_it_was_begun():
    begin()

    assert forkserver._forkserver._forkserver_pid == call_apart(os.getppid)


def test_no_process_hears_an_interrupt_and_none_holds_one_back():
    """The caller hears it. A chapter that runs Python or a shell has a usual mask all the same."""
    begin()
    os.kill(forkserver._forkserver._forkserver_pid, signal.SIGINT)

    assert call_apart(signal.getsignal, signal.SIGINT) == signal.SIG_IGN
    assert call_apart(signal.pthread_sigmask, signal.SIG_BLOCK, ()) == set()
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_the_warm_parent_had_one_thread_when_it_was_ready_to_fork():
    """Only the thread that forks lives on in the child: a lock that another held stays locked."""
    asked = "__import__('lkjip_tools.engine.preload', fromlist=['THREADS']).THREADS"

    assert call_apart(eval, asked) == 1


def test_a_function_that_refuses_its_input_says_so_from_its_process():
    with pytest.raises(CallError, match="'cepat' tidak dikenal") as caught:
        call_apart(pick_engine, "cepat")

    assert caught.value.kind == "InputError"


def test_a_function_whose_process_dies_is_named():
    with pytest.raises(CallError, match="_exit: proses berhenti tanpa pesan"):
        call_apart(os._exit, 7)


WITHOUT_FORKS = """
import multiprocessing.context, sys
del multiprocessing.context.ForkServerContext, multiprocessing.context.ForkServerProcess
sys.modules["multiprocessing.forkserver"] = None
import papermill, lkjip_tools.engine.pool, lkjip_tools.execute
sys.platform = "win32"
print(lkjip_tools.execute.pick_engine())
"""


def test_where_nothing_can_be_forked_a_standard_kernel_is_picked():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_FORKS], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("nbclient\n", "")


# ---- Chapters -----------------------------------------------------------------------------------


def test_a_chapter_is_tried_again_when_its_process_is_lost(tmp_path):
    once = "import os\nif not os.path.exists('pernah'):\n    open('pernah', 'w'); os._exit(1)"
    path = notebook_of(tmp_path, "instansi: str = ''\ntahun: int = 0", once, "'jadi'")

    done = execute_chapter(Chapter(path, "isi"), "a", 2023, tmp_path / "hasil.ipynb")

    assert done.notebook.cells[-1].outputs[0].data["text/plain"] == "'jadi'"
    assert done.read is None  # a standard kernel cannot tell


def test_an_unknown_engine_is_refused_with_the_choices():
    with pytest.raises(InputError, match="'cepat' tidak dikenal; pilih salah satu: lkjip, nbclien"):
        pick_engine("cepat")


@pytest.mark.parametrize("name", ["03b_realisasi_anggaran", "05_lampiran", "06_temuan"])
def test_a_chapter_of_the_report_is_the_same_by_both_engines(sample_project, name):
    chapter = Chapter(sample_project.notebooks / f"{name}.ipynb", "isi")
    for engine in ("nbclient", "lkjip"):
        execute_chapter(
            chapter,
            "kesbangpol-paser",
            2023,
            sample_project.root / f"{engine}.ipynb",
            engine=engine,
        )

    plain, ours = (settled(sample_project.root / f"{name}.ipynb") for name in ("nbclient", "lkjip"))
    assert ours == plain
