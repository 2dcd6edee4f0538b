"""What a finished report was made of, file by file, to tell which of its chapters still hold.

Kept beside the reports, in `outputs/.jejak/`, for it says when files were last seen; the reports
themselves know no clock. An entry is believed only if every file in it still has the content it
had. A file whose size, times and inode are those it had when it was hashed is not hashed again:
nobody can change a file without changing the time the system itself keeps of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lkjip_tools.errors import OutputError
from lkjip_tools.manifest import digest, environment, package_digests
from lkjip_tools.pembanding import last_year_paths, nomenklatur_folder
from lkjip_tools.root import data_files
from lkjip_tools.sumber_tabel import may_be_declared

_VERSION = 1
NEW, FORCED, LOST = "baru", "diminta", "keluaran hilang atau diubah"
PACKAGE, RULES, ENVIRONMENT = "paket berubah", "aturan berubah", "lingkungan berubah"
DATABASE = "ada tabel dalam basis data"
_RULES = "lkjip_tools/regulations/"


@dataclass(frozen=True)
class Entry:
    """What one report was made of.

    Attributes:
        paket: Digest of the package without its rules.
        aturan: Digest of its rules.
        lingkungan: Digest of the versions it ran with.
        nama: Digest of the names of all files it could have read.
        bab: For every chapter, digests of its notebook and of what it read, by path.
        keluaran: Digest of every file of the report.
        tanda: Size, times and inode of each of those files when it was hashed, by path.
        pilihan: What was asked for: paper, formats, and the like.
        ringkasan: What a batch tells of the report.
    """

    paket: str
    aturan: str
    lingkungan: str
    nama: str
    bab: dict[str, dict[str, str]]
    keluaran: dict[str, str]
    tanda: dict[str, list[int]]
    pilihan: dict[str, Any] = field(default_factory=dict)
    ringkasan: dict[str, Any] = field(default_factory=dict)
    versi: int = _VERSION


@dataclass(frozen=True, eq=False)
class Verdict:
    """What must be done again, and why.

    Attributes:
        stale: Chapters that must run, each with its reason.
        reasons: All reasons, each once; none if nothing is to be done.
    """

    stale: dict[str, str]
    reasons: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether the report can stay as it is."""
        return not self.reasons


class Present:
    """What is there now; hashed once for all reports of a batch."""

    def __init__(self, root: Path, chapters: Iterable[Path]) -> None:
        self.root, self._chapters = root, list(chapters)

    @cached_property
    def package(self) -> tuple[str, str]:
        """Digests of the package without its rules, and of the rules."""
        files = package_digests()
        rules = {name: found for name, found in files.items() if name.startswith(_RULES)}
        rest = {name: found for name, found in files.items() if name not in rules}
        return _digest_of(rest), _digest_of(rules)

    @cached_property
    def environment(self) -> str:
        """Digest of the versions."""
        return _digest_of(environment())

    @cached_property
    def notebooks(self) -> dict[str, tuple[str, str]]:
        """Path from the root and digest of every chapter, by its name."""
        return {
            path.stem: (path.relative_to(self.root).as_posix(), digest(path))
            for path in self._chapters
        }

    def names(self, instansi: str, tahun: int) -> list[str]:
        """Names of the files that the report of an agency could read, from the root."""
        shared = (self.root / "params" / "aturan", nomenklatur_folder(self.root))
        found = [path for folder in shared for path in folder.rglob("*") if path.is_file()]
        found += data_files(self.root, instansi, tahun)
        found += filter(Path.is_file, last_year_paths(self.root, instansi, tahun))
        found.append(self.root / "params" / f"{instansi}.yml")
        return sorted(path.relative_to(self.root).as_posix() for path in found)


@dataclass(frozen=True)
class Files:
    """Files as they were at one time: digest and mark of each, by its path from the root."""

    digests: dict[str, str]
    marks: dict[str, list[int]]

    @classmethod
    def at(cls, root: Path, names: Iterable[str]) -> Files:
        """Take their state now; a file that is written meanwhile does not keep its mark."""
        marks = {name: _mark(root / name) for name in names}
        return cls({name: digest(root / name) for name in marks}, marks)


def judge(
    present: Present, instansi: str, tahun: int, folder: Path, options: Mapping[str, Any]
) -> Verdict:
    """Say which chapters of a report must run again.

    Args:
        present: What is there now.
        instansi: Code of the agency.
        tahun: Year of the report.
        folder: Where the report is.
        options: What is asked for; a report that was made with others is assembled again.
    """
    every = list(present.notebooks)
    entry = read_entry(folder)
    if entry is None or not folder.is_dir():
        return _all(every, NEW)
    params = present.root / "params" / f"{instansi}.yml"
    if params.is_file() and may_be_declared(params.read_bytes()):
        return _all(every, DATABASE)  # it has no file whose content could be compared
    for was, now, reason in (
        (entry.paket, present.package[0], PACKAGE),
        (entry.aturan, present.package[1], RULES),
        (entry.lingkungan, present.environment, ENVIRONMENT),
    ):
        if was != now:
            return _all(every, reason)
    if entry.nama != _digest_of(present.names(instansi, tahun)):
        return _all(every, "berkas data bertambah atau berkurang")
    holds = _holding(present.root, entry)
    stale = {name: why for name in every if (why := _why(name, entry, present, holds))}
    intact = all(holds(path, found) for path, found in entry.keluaran.items())
    reasons = list(dict.fromkeys(stale.values()))
    if not intact:
        reasons.append(LOST)
    if entry.pilihan != dict(options) or set(entry.bab) != set(every):
        reasons.append("pilihan atau daftar bab berubah")
    return Verdict(stale, tuple(dict.fromkeys(reasons)))


def _all(chapters: list[str], reason: str) -> Verdict:
    return Verdict(dict.fromkeys(chapters, reason), (reason,))


def _why(name: str, entry: Entry, present: Present, holds: Callable[[str, str], bool]) -> str:
    """Why a chapter must run; empty if it need not."""
    known = entry.bab.get(name)
    if known is None:
        return NEW
    path, found = present.notebooks[name]
    if known.get(path) != found:
        return f"notebook berubah: {name}"
    changed = [read for read, was in known.items() if read != path and not holds(read, was)]
    if changed:
        return f"data berubah: {', '.join(Path(read).name for read in changed)}"
    stored = next((out for out in entry.keluaran if out.endswith(f"/notebooks/{name}.ipynb")), "")
    return "" if stored and holds(stored, entry.keluaran[stored]) else LOST


def _holding(root: Path, entry: Entry) -> Callable[[str, str], bool]:
    """Say of a file whether it still has a content, hashing it only if it was touched."""
    seen: dict[str, str] = {}

    def holds(path: str, was: str) -> bool:
        if path not in seen:
            file = root / path
            try:
                mark = _mark(file)
                seen[path] = was if entry.tanda.get(path) == mark else digest(file)
            except OSError:
                seen[path] = ""
        return seen[path] == was

    return holds


# ---- Entries ------------------------------------------------------------------------------------


def entry_path(folder: Path) -> Path:
    """Return where the entry of the report in `outputs/<instansi>/<name>` is."""
    return folder.parents[1] / ".jejak" / f"{folder.parent.name}-{folder.name}.json"


def read_entry(folder: Path) -> Entry | None:
    """Read the entry of a report; `None` if there is none that can be understood."""
    try:
        told = json.loads(entry_path(folder).read_text("utf-8"))
        return Entry(**told) if told.get("versi") == _VERSION else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def write_entry(
    present: Present,
    folder: Path,
    inputs: Files,
    read: Mapping[str, Iterable[str] | None],
    options: Mapping[str, Any],
    summary: Mapping[str, Any],
) -> None:
    """Remember a finished report.

    Args:
        present: What was there when it was made.
        folder: Where it is.
        inputs: Every file it could read, as they were before it was made.
        read: The files each chapter read, from the root; `None` if nobody could tell: all of them.
        options: What was asked for.
        summary: What a batch tells of the report.

    Raises:
        OutputError: It cannot be written.
    """
    root = present.root
    paths = [path for path in folder.rglob("*") if path.is_file()]
    results = Files.at(root, sorted(path.relative_to(root).as_posix() for path in paths))
    bab = {}
    for name, (path, found) in present.notebooks.items():
        own = read.get(name)
        known = inputs.digests if own is None else set(own) & set(inputs.digests)
        bab[name] = {path: found} | {file: inputs.digests[file] for file in sorted(known)}
    entry = Entry(
        *present.package,
        present.environment,
        _digest_of(sorted(inputs.digests)),
        bab,
        results.digests,
        inputs.marks | results.marks,
        dict(options),
        dict(summary),
    )
    target = entry_path(folder)
    unfinished = target.with_suffix(".baru")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(asdict(entry), ensure_ascii=False), "utf-8")
        unfinished.replace(target)
    except OSError as fault:
        raise OutputError(f"{target}: jejak tidak dapat ditulis ({fault})") from None


def _mark(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _digest_of(told: Any) -> str:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
