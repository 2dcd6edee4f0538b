"""What is done for one report, wherever it is done: here, or on a worker of a cluster.

The project is a folder that everyone sees, or stands at an address; then each process works in a
mirror of its own and puts the finished report back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from lkjip_tools.batch.agency import FAILED, Result, regenerate
from lkjip_tools.batch.plan import Task, plan_report
from lkjip_tools.batch.remote import RemoteProject
from lkjip_tools.batch.settings import Settings
from lkjip_tools.cache import Present, entry_path
from lkjip_tools.engine.watch import Recall
from lkjip_tools.errors import LkjipError
from lkjip_tools.execute import Chapter
from lkjip_tools.pembanding import last_year_paths
from lkjip_tools.root import data_folder, relative, workbook_path

_once = Lock()


@dataclass(frozen=True)
class Work:
    """The work of one batch; it travels to the workers.

    Attributes:
        settings: How; its root is the folder where the project is, or else its mirror here.
        address: Where the project is, if it is not in a folder that everyone sees.
        run: What is hashed is hashed once for all that has this name.
    """

    settings: Settings
    address: str | None
    run: str

    def plan(self, instansi: str, tahun: int, force: bool = False) -> Task:
        """Say what must be done for a report.

        Raises:
            RemoteError: Its files cannot be fetched.
        """
        here = self._here()
        self._fetch(here, instansi, tahun)
        return plan_report(self._present(here), here, instansi, tahun, force=force)

    def make(self, task: Task, recall: Recall | None = None) -> Result:
        """Make a report; no error of its own leaves here."""
        try:
            here = self._here()
            self._fetch(here, task.instansi, task.tahun)
            result = regenerate(task, self._present(here), here, recall or Recall())
            if self.address and result.is_good:
                folder = here.folder(task.instansi, task.tahun)
                parts = [relative(path, here.root) for path in (folder, entry_path(folder))]
                _project(self.address).publish(*parts)
        except LkjipError as fault:
            return Result(
                task.instansi, task.tahun, FAILED, task.verdict.reasons, message=str(fault)
            )
        return result

    def _here(self) -> Settings:
        if self.address is None:
            return self.settings
        with _once:
            root = _mirror(self.address, self.run)
        return replace(self.settings, root=root)

    def _present(self, here: Settings) -> Present:
        with _once:
            return _present(here.root, here.part.executed, self.run)

    def _fetch(self, here: Settings, instansi: str, tahun: int) -> None:
        if self.address:
            folder = here.folder(instansi, tahun)
            root = here.root
            data = (data_folder(root, instansi, tahun), workbook_path(root, instansi, tahun))
            parts = (*data, *last_year_paths(root, instansi, tahun), folder, entry_path(folder))
            _project(self.address).fetch(*(relative(part, root) for part in parts))


def open_mirror(address: str, run: str) -> Path:
    """Fetch params and notebooks of a project at an address; return the folder they are in.

    Raises:
        RemoteError: They cannot be fetched.
    """
    with _once:
        return _mirror(address, run)


def publish(address: str, *parts: str) -> None:
    """Put files of the mirror back.

    Raises:
        RemoteError: They cannot be written.
    """
    _project(address).publish(*parts)


@lru_cache(maxsize=8)
def _project(address: str) -> RemoteProject:
    return RemoteProject(address)


@lru_cache(maxsize=8)
def _mirror(address: str, run: str) -> Path:
    project = _project(address)
    project.fetch("params", "notebooks")
    for name in ("params", "data"):
        (project.folder / name).mkdir(exist_ok=True)
    return project.folder


@lru_cache(maxsize=8)
def _present(root: Path, chapters: tuple[Chapter, ...], run: str) -> Present:
    present = Present(root, [chapter.path for chapter in chapters])
    _ = present.package, present.environment, present.notebooks  # now, not in several threads
    return present
