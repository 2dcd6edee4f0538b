"""Servers for tests: real ones, started empty on loopback and stopped afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import lkjip

USER, PATIENCE = "lkjip", 60  # seconds


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a PostgreSQL server in a temporary folder; yield the SQLAlchemy URL of its database.

    It refuses to run as root, so it then runs as `nobody`, who must be able to reach the folder:
    it lies directly below the system's folder for temporary files.
    """
    server, initdb = lkjip.find_programs("postgres")
    folder, port = Path(tempfile.mkdtemp(prefix="lkjip-pg-")), free_port()
    as_whom = _unprivileged(folder)
    try:
        data = ["-D", str(folder / "data")]
        made = [initdb, *data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"]
        subprocess.run(made, check=True, capture_output=True, cwd=folder, **as_whom)
        started = [server, *data, "-h", "127.0.0.1", "-p", str(port), "-k", str(folder), "-F"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(started, stdout=log, stderr=log, cwd=folder, **as_whom)
        try:
            _wait(process, port, folder / "log")
            yield f"postgresql+psycopg://{USER}@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(signal.SIGINT)  # fast: a client left open does not hold it up
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _unprivileged(folder: Path) -> dict[str, object]:
    if not lkjip.is_root():
        return {}
    import pwd  # there is none on Windows

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    """Wait until the server answers a question, not only a knock."""
    import psycopg

    for _ in range(PATIENCE * 10):
        assert process.poll() is None, log.read_text("utf-8", errors="replace")
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8", errors="replace"))
