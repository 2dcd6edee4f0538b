"""The whole project in a folder of its own, and the `lkjip` command run on it."""

import hashlib
import os
import shutil
import subprocess
import sysconfig
import time
from pathlib import Path

import tables

WAIT = 600
SCRIPTS = sysconfig.get_path("scripts")


class Project(tables.Project):
    """Params, data and notebooks of the sample agency."""

    @property
    def output(self) -> Path:
        """Where its report goes."""
        return self.root / "outputs" / self.instansi / str(self.tahun)

    @property
    def notebooks(self) -> Path:
        """Where its chapters are."""
        return self.root / "notebooks"


def copy_project(folder: Path) -> Project:
    """Copy the repository's params, notebooks and sample agency."""
    tables.sample_project(folder)
    shutil.copytree(
        tables.ROOT / "notebooks",
        folder / "notebooks",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
    )
    return Project(folder)


def program(name: str) -> str:
    """The path of a command that was installed with the package."""
    found = shutil.which(name, path=SCRIPTS)
    assert found, f"{name} is not in {SCRIPTS}"
    return found


def run(
    name: str, *arguments: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run an installed command as an operator would."""
    return subprocess.run(
        [program(name), *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=WAIT,
        check=False,
    )


def build_once(folder: Path, name: str, **environment: str) -> Project:
    """Build the sample report in `folder/name`, or wait until another worker has built it."""
    place, log = folder / name, folder / f"{name}.log"
    try:
        place.mkdir()
    except FileExistsError:
        _await(log)
    else:
        root = copy_project(place / "proyek").root
        built = run("lkjip", "report", cwd=root / "notebooks", **environment)
        unfinished = log.with_suffix(".baru")
        unfinished.write_text(f"{built.returncode}\n{built.stdout}{built.stderr}", "utf-8")
        unfinished.replace(log)
    code, _, text = log.read_text("utf-8").partition("\n")
    assert code == "0", f"the sample report could not be built:\n{text}"
    return Project(place / "proyek")


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _await(file: Path) -> None:
    limit = time.monotonic() + WAIT
    while not file.exists():
        assert time.monotonic() < limit, f"no other worker finished {file}"
        time.sleep(0.2)
