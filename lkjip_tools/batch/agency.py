"""One report of a batch: only what changed is done, in processes of their own, whole or not at all.

The parent never loads a notebook: its memory does not grow with the number of agencies.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjip_tools.batch.plan import Task
from lkjip_tools.batch.settings import Settings
from lkjip_tools.cache import Files, Present, entry_path, read_entry, write_entry
from lkjip_tools.engine.pool import call_apart
from lkjip_tools.engine.watch import Recall, RecalledError
from lkjip_tools.errors import ExecutionError, InputError, LkjipError
from lkjip_tools.execute import pick_engine, store_chapter
from lkjip_tools.output import staged
from lkjip_tools.part import Part

if TYPE_CHECKING:
    from lkjip_tools.run import Report
    from lkjip_tools.wanted import Wanted

DONE, CURRENT, FAILED, BUSY, STOPPED = "selesai", "mutakhir", "gagal", "sibuk", "dihentikan"
_BAD_INPUTS: list[type[InputError]] = [InputError, *InputError.__subclasses__()]
_BAD_INPUT = {kind.__name__ for kind in _BAD_INPUTS}
FILES = ("laporan.html", "laporan.pdf", "laporan.docx", "temuan.csv")
HEADLINES = {
    "capaian": "capaian_rata_rata_persen/instansi/{tahun}",
    "predikat": "predikat_capaian/instansi/{tahun}",
    "serapan": "serapan_persen/instansi/{tahun}",
}


@dataclass(frozen=True)
class Result:
    """What became of one report.

    Attributes:
        instansi: Code of the agency.
        tahun: Year of the report.
        status: `selesai`, `mutakhir`, `gagal`, `sibuk` or `dihentikan`.
        reasons: Why it was made.
        chapters: How many chapters ran.
        seconds: Wall time.
        message: What went wrong.
        summary: Headline figures and counts of findings.
        place: Its folder, from `outputs/`.
        files: Names of the files in it that a reader opens, this run's or the ones from before.
    """

    instansi: str
    tahun: int
    status: str
    reasons: tuple[str, ...] = ()
    chapters: int = 0
    seconds: float = 0
    message: str = ""
    summary: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""
    files: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the report is there, as it should be."""
        return self.status in (DONE, CURRENT)


def regenerate(task: Task, present: Present, settings: Settings, recall: Recall) -> Result:
    """Make one report, or say why it could not be made; no error of its own leaves here."""
    began, folder = time.monotonic(), settings.folder(task.instansi, task.tahun)

    def result(status: str, message: str = "", **more: Any) -> Result:
        seconds = time.monotonic() - began
        return Result(
            task.instansi, task.tahun, status, task.verdict.reasons,
            seconds=seconds, message=message, place=f"{task.instansi}/{folder.name}",
            files=tuple(name for name in FILES if (folder / name).is_file()), **more,
        )  # fmt: skip

    if task.verdict.is_current:
        entry = read_entry(folder)
        return result(CURRENT, summary=entry.ringkasan if entry else {})
    if task.hindrance:
        return result(FAILED, task.hindrance)
    try:
        with _alone(folder) as is_ours:
            if not is_ours:
                return result(BUSY, "laporan ini sedang dikerjakan proses lain; ulangi nanti")
            summary = _make(task, present, settings, recall)
        return result(DONE, summary=summary, chapters=len(task.verdict.stale))
    except RecalledError:
        return result(STOPPED, "proses dihentikan; perintah yang sama melanjutkannya")
    except LkjipError as fault:
        return result(FAILED, _told(fault, task, settings))
    except OSError as fault:  # a full disk, a folder that may not be written
        return result(FAILED, f"berkas tidak dapat ditulis: {fault}")


def _make(task: Task, present: Present, settings: Settings, recall: Recall) -> dict[str, Any]:
    root, instansi, tahun = present.root, task.instansi, task.tahun
    folder = settings.folder(instansi, tahun)
    inputs = Files.at(root, present.names(instansi, tahun))
    entry, read = read_entry(folder), dict[str, Any]()
    with staged(folder) as staging:
        (staging / "notebooks").mkdir()
        for chapter in settings.part.executed:
            target = staging / "notebooks" / f"{chapter.name}.ipynb"
            if entry is None or chapter.name in task.verdict.stale:
                read[chapter.name] = store_chapter(
                    chapter, instansi, tahun, target, engine=settings.engine,
                    timeout=settings.timeout, root=root, recall=recall,
                )  # fmt: skip
            else:
                shutil.copy2(folder / "notebooks" / target.name, target)
                read[chapter.name] = tuple(entry.bab[chapter.name])
        summary: dict[str, Any] = _apart(
            settings,
            recall,
            finish,
            instansi,
            tahun,
            root,
            staging,
            folder,
            settings.wanted,
            settings.part,
        )
    write_entry(present, folder, inputs, read, settings.options, summary)
    return summary


def _apart(settings: Settings, recall: Recall, function: Any, *arguments: Any) -> Any:
    """Call in a process of its own, where the platform can fork."""
    if pick_engine() == settings.engine:
        return call_apart(function, *arguments, recall=recall)
    return function(*arguments)


def finish(
    instansi: str,
    tahun: int,
    root: Path,
    staging: Path,
    folder: Path,
    wanted: Wanted,
    part: Part,
) -> dict[str, Any]:
    """Assemble what is in `staging`; return what a batch tells of it."""
    from lkjip_tools.execute import read_notebook
    from lkjip_tools.run import finish_report

    executed = [
        (chapter, read_notebook(staging / "notebooks" / f"{chapter.name}.ipynb"))
        for chapter in part.executed
    ]
    report = finish_report(executed, instansi, tahun, root, staging, folder, wanted, part)
    return _summary(report, tahun)


def _summary(report: Report, tahun: int) -> dict[str, Any]:
    from lkjip_tools.params import read_params

    figures = {name: report.figures.get(id.format(tahun=tahun)) for name, id in HEADLINES.items()}
    root = report.folder.parents[2]
    name = read_params(report.folder.parent.name, root).nama
    counts = {"angka": len(report.figures), "temuan": dict(report.findings or {})}
    return {"nama": name} | figures | counts


def _told(fault: LkjipError, task: Task, settings: Settings) -> str:
    """The message for the agency: a chapter that failed on bad data is told as its bad data."""
    if isinstance(fault, ExecutionError) and fault.reason.partition(":")[0] in _BAD_INPUT:
        try:
            settings.check(task.instansi, task.tahun, settings.root)
        except LkjipError as cause:
            return str(cause)
    return str(fault)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Hold the report against other runs; give `False` if another one has it."""
    try:
        import fcntl
    except ImportError:  # no such locks there; putting a report in place is safe all the same
        yield True
        return
    place = entry_path(folder).with_suffix(".kunci")
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
