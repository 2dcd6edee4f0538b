"""The whole project in a folder of its own, and the `lkjip` command run on it."""

import hashlib
import os
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import tables
from nbformat.v4 import new_code_cell, new_output

from lkjip_tools.execute import Chapter, Executed
from lkjip_tools.response import MIME_RESPONSES
from lkjip_tools.run import Report, make_report
from lkjip_tools.wanted import Wanted

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


class Replay:
    """`make_report` on chapters that were executed before.

    Attributes:
        project: Where the reports go; its data may be changed, its notebooks are not run.
        responses: What the agency answers, as `ResponseList.to_json` tells it.
    """

    def __init__(self, executed: Project, project: Project, monkeypatch: Any) -> None:
        self._executed, self.project = executed, project
        self.responses: list[dict[str, str]] = []
        monkeypatch.setattr("lkjip_tools.run.execute_chapters", self._execute)

    def report(self, **wanted: Any) -> Report:
        """Make a report; see `Wanted`."""
        instansi, tahun = self.project.instansi, self.project.tahun
        return make_report(instansi, tahun, self.project.root, wanted=Wanted(**wanted))

    def _execute(self, chapters: Any, *_: Any, **__: Any) -> Iterator[tuple[Chapter, Executed]]:
        answers = new_output("display_data", data={MIME_RESPONSES: self.responses})
        for chapter in chapters:
            notebook = nbformat.read(self._executed.output / "notebooks" / chapter.path.name, 4)
            if chapter.name == "06_temuan":
                notebook.cells.append(new_code_cell(outputs=[answers]))
            yield chapter, Executed(notebook, None)


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


def build_once(
    folder: Path,
    name: str,
    prepare: Callable[[Project], None] | None = None,
    **environment: str,
) -> Project:
    """Build the sample report in `folder/name`, or wait until another worker has built it.

    Args:
        folder: One folder for all workers.
        name: Of the project's folder in it.
        prepare: Changes the project before.
        environment: Variables of the command.
    """
    place, log = folder / name, folder / f"{name}.log"
    try:
        place.mkdir()
    except FileExistsError:
        _await(log)
    else:
        project = copy_project(place / "proyek")
        root = project.root
        if prepare:
            prepare(project)
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
