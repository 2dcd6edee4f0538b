"""A report is put in its place whole or not at all."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lkjip_tools import output
from lkjip_tools.errors import OutputError
from lkjip_tools.output import staged

# Writes half a report, says so, and waits to be killed.
HALF = """
import sys, time
from pathlib import Path
from lkjip_tools.output import staged
with staged(Path(sys.argv[1])) as folder:
    (folder / "laporan.html").write_text("separuh")
    print(folder.name, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def place(tmp_path):
    return tmp_path / "instansi" / "2023"


def write(place: Path, text: str) -> None:
    with staged(place) as folder:
        (folder / "laporan.html").write_text(text)
        (folder / "notebooks").mkdir()
        (folder / "notebooks" / "bab.ipynb").write_text(text)


def fail(place: Path) -> None:
    """Die with half a report written."""
    with staged(place) as folder:
        (folder / "laporan.html").write_text("separuh")
        raise ZeroDivisionError


def read(place: Path) -> list[str]:
    return [(place / name).read_text() for name in ("laporan.html", "notebooks/bab.ipynb")]


def siblings(place: Path) -> list[str]:
    return sorted(path.name for path in place.parent.iterdir())


@pytest.fixture(params=["at once", "in two steps"])
def exchange(request, monkeypatch):
    """Both ways to exchange: with the system call, and where there is none."""
    if request.param == "in two steps":
        monkeypatch.setattr(output, "_exchange_at_once", lambda new, place: False)


@pytest.mark.usefixtures("exchange")
def test_a_report_takes_the_place_of_the_previous_one(place):
    write(place, "lama")
    (place / "sisa.txt").write_text("tidak dari laporan baru")

    write(place, "baru")

    assert read(place) == ["baru", "baru"]
    assert not (place / "sisa.txt").exists()
    assert siblings(place) == ["2023"]


@pytest.mark.usefixtures("exchange")
def test_an_error_leaves_the_previous_report_whole(place):
    write(place, "lama")

    with pytest.raises(ZeroDivisionError):
        fail(place)

    assert read(place) == ["lama", "lama"]
    assert siblings(place) == ["2023"]


def test_an_error_in_the_first_run_leaves_nothing(place):
    with pytest.raises(KeyboardInterrupt), staged(place):
        raise KeyboardInterrupt

    assert not place.parent.exists()


def test_a_folder_that_was_there_before_stays_though_it_is_empty(place):
    place.parent.mkdir()

    with pytest.raises(ZeroDivisionError):
        fail(place)

    assert siblings(place) == []


def test_runs_that_fail_take_no_folder_from_those_that_begin(place):
    """Two reports of one agency, each again and again in a folder that the other one removes."""

    def fail_often(name):
        for _ in range(300):
            with pytest.raises(ZeroDivisionError):
                fail(place.with_name(name))
        return True

    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(fail_often, ("2021", "2022", "2023")))


def test_nothing_of_the_new_report_is_seen_before_the_end(place):
    write(place, "lama")

    with staged(place) as folder:
        (folder / "laporan.html").write_text("separuh")
        assert read(place) == ["lama", "lama"]
        assert folder.parent == place.parent


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_run_leaves_the_previous_report_and_the_next_run_cleans_up(place):
    write(place, "lama")
    command = [sys.executable, "-c", HALF, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        leftover = process.stdout.readline().strip()
        os.kill(process.pid, signal.SIGKILL)

    assert read(place) == ["lama", "lama"]
    assert siblings(place) == [leftover, "2023"]

    write(place, "baru")
    assert read(place) == ["baru", "baru"]
    assert siblings(place) == ["2023"]


def test_a_leftover_of_the_same_process_number_is_no_obstacle(place):
    """In a container every run may have the number of the one that was killed."""
    write(place, "lama")
    leftover = place.parent / f".{place.name}.{os.getpid()}"
    leftover.mkdir()
    (leftover / "laporan.html").write_text("separuh")

    write(place, "baru")

    assert read(place) == ["baru", "baru"]
    assert siblings(place) == ["2023"]


def test_the_folder_of_a_run_that_is_still_alive_is_left_to_it(place):
    place.parent.mkdir()
    other = place.parent / f".{place.name}.{os.getppid()}"
    other.mkdir()

    write(place, "baru")

    assert siblings(place) == [other.name, "2023"]


def test_what_is_hidden_for_other_reasons_is_not_touched(place):
    place.parent.mkdir()
    for name in (".2022.999999999", ".gitkeep", ".2023-catatan"):
        (place.parent / name).mkdir()

    write(place, "baru")

    assert siblings(place) == [".2022.999999999", ".2023-catatan", ".gitkeep", "2023"]


def test_an_exchange_that_was_cut_short_is_undone_by_the_next_run(place):
    """Between its two steps the previous report stands aside, and nothing in its place."""
    write(place, "lama")
    place.rename(place.parent / ".2023.lama")

    with pytest.raises(ZeroDivisionError):
        fail(place)

    assert read(place) == ["lama", "lama"]
    assert siblings(place) == ["2023"]


def test_an_exchange_that_was_cut_short_after_its_second_step_is_finished(place):
    write(place, "baru")
    aside = place.parent / ".2023.lama"
    aside.mkdir()

    with pytest.raises(ZeroDivisionError):
        fail(place)

    assert read(place) == ["baru", "baru"]
    assert siblings(place) == ["2023"]


def test_what_another_machine_works_on_is_left_alone_for_a_day(place):
    theirs = place.parent / ".2023.1@komputer-lain"
    theirs.mkdir(parents=True)

    with staged(place):
        pass
    assert theirs.is_dir()

    yesterday = time.time() - 25 * 60 * 60
    os.utime(theirs, (yesterday, yesterday))
    with staged(place):
        pass
    assert not theirs.exists()


def test_a_report_that_cannot_be_put_in_place_gives_the_place_back(place, monkeypatch):
    write(place, "lama")
    rename = Path.rename

    def refuse_the_new(self, target):
        if self.name.startswith(f".2023.{os.getpid()}"):
            raise PermissionError(13, "dipakai program lain")
        return rename(self, target)

    monkeypatch.setattr(output, "_exchange_at_once", lambda new, place: False)
    monkeypatch.setattr(Path, "rename", refuse_the_new)
    with pytest.raises(OutputError, match=r"laporan tidak dapat diletakkan \(.*program lain"):
        write(place, "baru")

    assert read(place) == ["lama", "lama"]
    assert siblings(place) == ["2023"]


def test_a_place_that_cannot_be_made_is_named(place):
    place.parent.write_text("sebuah berkas, bukan folder")

    with pytest.raises(OutputError, match=r"2023: folder keluaran tidak dapat dibuat"):
        write(place, "baru")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="has no exchange in one call")
def test_a_reader_finds_a_report_at_every_moment(place, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    if not output._exchange_at_once(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this file system has no exchange in one call")
    write(place, "0")
    done, missed = threading.Event(), []

    def look():
        while not done.is_set():
            if not place.is_dir():
                missed.append(place)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(100):
        write(place, str(number))
    done.set()
    reader.join()

    assert missed == []
