"""A batch on several machines, and a project behind an address."""

import json
import os
import shutil
import subprocess

import pytest
import test_batch as local
from cluster import machines, until, wait_for
from project import program

from lkjip_tools.batch.remote import RemoteProject
from lkjip_tools.engine.warm import can_fork
from lkjip_tools.errors import RemoteError

pytestmark = pytest.mark.skipif(not can_fork(), reason="the engine forks")
project = local.project
SLOW = "import time\nif not Path('cepat').exists():\n    time.sleep(2)\n"
BUCKET = "laporan"


def batch(root, *more, environment=None):
    command = [program("lkjip"), "batch", "--root", str(root), "--tahun", "2023", "--semua"]
    return subprocess.run(
        [*command, "--format", "html", *more],
        capture_output=True, text=True, timeout=300, check=False,
        env=os.environ | (environment or {}),
    )  # fmt: skip


def pages(root):
    return {name: local.page(root, name) for name in local.AGENCIES}


# ---- Many machines ------------------------------------------------------------------------------


def test_workers_make_the_same_reports_as_this_machine(project, tmp_path_factory):
    assert batch(project).returncode == 0
    here = pages(project)
    shutil.rmtree(project / "outputs")

    with machines(tmp_path_factory.mktemp("dask")) as cluster:
        run = batch(project, "--scheduler", cluster.address)
        again = batch(project, "--scheduler", cluster.address)

    assert run.returncode == 0, run.stderr
    assert set(local.statuses(project).values()) == {"mutakhir"}
    assert "3 laporan: 3 selesai" in run.stdout
    assert "3 laporan: 3 mutakhir" in again.stdout
    assert pages(project) == here


def test_when_a_worker_dies_another_one_makes_its_report(project, tmp_path_factory):
    local.write_chapter(project, "02_dua", local.READ_ONE + SLOW + 'prose("# Bab Dua")')
    (project / "outputs").mkdir()
    with machines(tmp_path_factory.mktemp("dask")) as cluster:
        command = [program("lkjip"), "batch", "--root", str(project), "--tahun", "2023"]
        run = subprocess.Popen(
            [*command, "--semua", "--format", "html", "--scheduler", cluster.address],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        until(lambda: len(local.hidden(project)) > 1)  # both workers are at it
        lost = cluster.workers[0]
        its_own = local.descendants(lost.pid)
        cluster.kill(lost)
        output, errors = run.communicate(timeout=120)

        assert run.returncode == 0, output + errors
        assert "3 laporan: 3 selesai" in output
        assert its_own
        assert local.gone(its_own)
    assert local.hidden(project) == []
    for name in local.AGENCIES:
        assert f"Teks satu milik {name}." in local.page(project, name)


def test_interrupted_what_had_not_begun_is_left_for_another_time(project, tmp_path_factory):
    local.write_chapter(project, "02_dua", local.READ_ONE + SLOW + 'prose("# Bab Dua")')
    (project / "outputs").mkdir()
    with machines(tmp_path_factory.mktemp("dask"), workers=1) as cluster:
        command = [program("lkjip"), "batch", "--root", str(project), "--tahun", "2023"]
        run = subprocess.Popen(
            [*command, "--semua", "--format", "html", "--scheduler", cluster.address],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        until(lambda: local.hidden(project))
        run.send_signal(2)
        output, errors = run.communicate(timeout=60)

        assert run.returncode == 1
        assert "Traceback" not in errors
        assert "dihentikan" in output
        assert batch(project, "--scheduler", cluster.address).returncode == 0


def test_a_scheduler_that_is_not_there_is_named(project):
    run = batch(project, "--scheduler", "tcp://127.0.0.1:9")

    assert run.returncode == 1
    assert "penjadwal tcp://127.0.0.1:9 tidak menjawab" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_worker_that_may_start_no_process_is_refused(project, tmp_path_factory):
    with machines(tmp_path_factory.mktemp("dask"), workers=0) as cluster:
        none = batch(project, "--scheduler", cluster.address)
        cluster.start_worker(DASK_DISTRIBUTED__WORKER__DAEMON="True")
        wait_for(cluster.address, 1)
        bound = batch(project, "--scheduler", cluster.address)

    assert "penjadwal tidak memiliki pekerja" in none.stderr
    assert "jalankan dengan DASK_DISTRIBUTED__WORKER__DAEMON=False" in bound.stderr


# ---- Behind an address --------------------------------------------------------------------------


@pytest.fixture
def s3(project, tmp_path_factory, monkeypatch):
    """The project in a bucket, and the file system that sees it."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    settings = {
        "AWS_ACCESS_KEY_ID": "uji",
        "AWS_SECRET_ACCESS_KEY": "rahasia-sekali",
        "AWS_DEFAULT_REGION": "us-east-1",
        "FSSPEC_S3_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "LKJIP_CACHE": str(tmp_path_factory.mktemp("salinan")),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    import s3fs

    files = s3fs.S3FileSystem(endpoint_url=settings["FSSPEC_S3_ENDPOINT_URL"])
    files.mkdir(BUCKET)
    files.put(f"{project}/", f"{BUCKET}/proyek/", recursive=True)
    yield files
    files.rm(BUCKET, recursive=True)  # the store is one for the whole process
    server.stop()


def told(files):
    found = json.loads(files.cat(f"{BUCKET}/proyek/outputs/ringkasan.json"))["laporan"]
    return {row["instansi"]: row for row in found}


ADDRESS = f"s3://{BUCKET}/proyek"


def test_a_project_in_a_bucket_is_made_there_and_found_up_to_date(s3):
    first = batch(ADDRESS)
    second = batch(ADDRESS)

    assert first.returncode == 0, first.stderr
    assert "3 laporan: 3 selesai" in first.stdout
    assert "3 laporan: 3 mutakhir" in second.stdout
    for name in local.AGENCIES:
        page = s3.cat(f"{BUCKET}/proyek/outputs/{name}/2023/laporan.html").decode()
        assert f"Teks satu milik {name}." in page
        assert s3.exists(f"{BUCKET}/proyek/outputs/{name}/2023/manifest.json")
    assert told(s3)["dinas-a"]["berkas"] == ["dinas-a/2023/laporan.html", "dinas-a/2023/temuan.csv"]


def test_what_changed_in_the_bucket_is_made_again(s3):
    batch(ADDRESS)
    s3.pipe(f"{BUCKET}/proyek/data/dinas-b/2023/satu.txt", b"Teks baru.")
    s3.pipe(f"{BUCKET}/proyek/outputs/dinas-c/2023/laporan.html", b"diubah orang")

    run = batch(ADDRESS)

    assert run.returncode == 0, run.stderr
    assert [row["status"] for row in told(s3).values()] == ["mutakhir", "selesai", "selesai"]
    assert told(s3)["dinas-b"]["sebab"] == ["data berubah: satu.txt"]
    assert told(s3)["dinas-b"]["bab"] == 1
    assert b"Teks baru." in s3.cat(f"{BUCKET}/proyek/outputs/dinas-b/2023/laporan.html")
    assert b"diubah" not in s3.cat(f"{BUCKET}/proyek/outputs/dinas-c/2023/laporan.html")


def test_workers_make_the_reports_of_a_bucket(s3, tmp_path_factory):
    with machines(tmp_path_factory.mktemp("dask")) as cluster:
        run = batch(ADDRESS, "--scheduler", cluster.address)
        again = batch(ADDRESS, "--scheduler", cluster.address)

    assert run.returncode == 0, run.stderr
    assert "3 laporan: 3 selesai" in run.stdout
    assert "3 laporan: 3 mutakhir" in again.stdout


def test_a_bucket_that_is_not_there_is_named_without_its_keys(s3):
    run = batch("s3://tidak-ada/proyek")

    assert run.returncode != 0
    assert "s3://tidak-ada/proyek" in run.stderr
    assert "rahasia-sekali" not in run.stderr + run.stdout
    assert "Traceback" not in run.stderr


@pytest.fixture
def memory(tmp_path, monkeypatch):
    import fsspec

    monkeypatch.setenv("LKJIP_CACHE", str(tmp_path))
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield files
    files.store.clear()


def test_two_processes_never_share_a_mirror(memory):
    memory.pipe("/proyek/params/a.yml", b"a")

    stores = [RemoteProject("memory://proyek"), RemoteProject("memory://proyek")]

    assert stores[0].folder != stores[1].folder


def test_a_mirror_follows_what_is_there(memory):
    store = RemoteProject("memory://proyek")
    memory.pipe("/proyek/data/a.csv", b"1")
    memory.pipe("/proyek/data/b.csv", b"2")
    store.fetch("data")
    memory.pipe("/proyek/data/a.csv", b"baru")
    memory.rm("/proyek/data/b.csv")
    store.fetch("data")

    assert (store.folder / "data" / "a.csv").read_bytes() == b"baru"
    assert not (store.folder / "data" / "b.csv").exists()


def test_a_report_has_no_manifest_while_its_files_are_replaced(memory, monkeypatch):
    store = RemoteProject("memory://proyek")
    report = store.folder / "outputs" / "a"
    report.mkdir(parents=True)
    for name in ("laporan.html", "manifest.json"):
        (report / name).write_text("1")
    store.publish("outputs/a")
    (report / "laporan.html").write_text("2")
    manifest = "/proyek/outputs/a/manifest.json"
    put, seen = store._files.put_file, []
    monkeypatch.setattr(
        store._files,
        "put_file",
        lambda here, there: (
            seen.append((there.rpartition("/")[2], memory.exists(manifest))),
            put(here, there),
        ),
    )
    store.publish("outputs/a")

    assert seen == [("laporan.html", False), ("manifest.json", False)]
    assert memory.cat("/proyek/outputs/a/laporan.html") == b"2"


@pytest.mark.parametrize("name", ["/proyek/data/../../luar.txt", "/proyek/data/a\\b.txt"])
def test_a_name_that_leads_out_of_the_mirror_is_refused(memory, name):
    store = RemoteProject("memory://proyek")
    memory.store[name] = _file(memory)

    with pytest.raises(RemoteError, match="tidak dapat dipakai"):
        store.fetch("data")


def _file(memory):
    memory.pipe("/y", b"isi")
    return memory.store["/y"]


def test_a_kind_of_address_that_nobody_knows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("LKJIP_CACHE", str(tmp_path))

    with pytest.raises(RemoteError, match="tidakada://x"):
        RemoteProject("tidakada://x")
