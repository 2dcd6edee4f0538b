"""A real dask scheduler, real workers, and a store that speaks S3, each a process on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from project import program

WAIT = 60
START_PROCESSES = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"}


class Machines:
    """A scheduler with its workers."""

    def __init__(self, folder, environment):
        self.folder, self._environment = folder, os.environ | environment
        self.file = folder / "penjadwal.json"
        self.processes = []
        self.workers = []

    def start_scheduler(self):
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show")
        until(self.file.is_file)

    def start_worker(self, **environment):
        known = len(self.workers)
        self.workers.append(self._start(
            "worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard",
            "--local-directory", str(self.folder / f"pekerja-{known}"),
            environment=START_PROCESSES | environment,
        ))  # fmt: skip

    def _start(self, kind, *more, environment=None):
        command = [program("dask"), kind, "--scheduler-file", str(self.file), *more]
        if kind == "scheduler":
            command += ["--no-dashboard"]
        with (self.folder / "dask.log").open("a") as log:
            self.processes.append(subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
                env=self._environment | (environment or {}),
            ))  # fmt: skip
        return self.processes[-1]

    @property
    def address(self):
        """Where the scheduler listens."""
        return json.loads(self.file.read_text("utf-8"))["address"]

    def kill(self, process):
        """End a process and all that it started, without a word."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)


@contextmanager
def machines(folder, workers=2, **environment):
    """A scheduler and some workers, as long as the block lasts."""
    made = Machines(folder, environment)
    try:
        made.start_scheduler()
        for _ in range(workers):
            made.start_worker()
        if workers:
            wait_for(made.address, workers)
        yield made
    finally:
        made.stop()


def wait_for(address, workers):
    """Wait until so many workers are there."""
    asked = f"""import distributed
client = distributed.Client({address!r})
client.wait_for_workers({workers}, timeout={WAIT})
"""
    subprocess.run([sys.executable, "-c", asked], check=True, timeout=WAIT)


def until(there):
    """Wait for something to be so."""
    end = time.monotonic() + WAIT
    while not there():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
