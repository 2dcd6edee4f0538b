"""A project behind an address: `s3://bucket/proyek`, or whatever else fsspec knows.

It is worked on in a folder here, a mirror of what was asked for, and reports go back file by file.
A manifest leaves before the files of its report are replaced and comes back last: a report without
one is not finished.
"""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock, get_ident
from typing import Any

from lkjip_tools.errors import RemoteError

_INDEX, _MANIFEST = ".alamat.json", "manifest.json"
_PASSING = (".kunci", ".baru")  # locks and half-written files stay here
_TOKENS = ("ETag", "etag", "md5Hash", "LastModified", "mtime", "created")  # as stores name them


def is_address(text: str) -> bool:
    """Say whether a project is named by an address rather than by a folder."""
    return "://" in text


class RemoteProject:
    """A project at an address, and its mirror.

    Attributes:
        address: As it was given.
        folder: The mirror; ours alone as long as the process lives.
    """

    def __init__(self, address: str) -> None:
        """Find the address.

        Raises:
            RemoteError: There is no such kind of address, or the mirror cannot be made.
        """
        import fsspec

        self.address, self._lock = address, Lock()
        with _told(address):
            self._files, base = fsspec.core.url_to_fs(address)
        self._base = str(base).rstrip("/")
        self.folder, lock = _free_mirror(address)
        weakref.finalize(self, os.close, lock)
        self._known = _read_index(self.folder)

    def fetch(self, *parts: str) -> None:
        """Bring the mirror of some folders and files up to date, and what is gone from there, too.

        Args:
            parts: Paths from the project's folder.

        Raises:
            RemoteError: They cannot be fetched.
        """
        with _told(self.address):
            for part in parts:
                self._fetch(part)
            self._write_index()

    def _fetch(self, part: str) -> None:
        there = dict(self._listed(part))
        for name, token in there.items():
            target = self.folder / name
            if self._known.get(name, [""])[0] != token or not target.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                # two years of an agency may fetch one file at once: one's last year is the other
                unfinished = target.with_name(f".{target.name}.{get_ident()}.baru")
                self._files.get_file(f"{self._base}/{name}", str(unfinished))
                unfinished.replace(target)
                self._known[name] = [token, _digest(target)]
        for name, path in self._here(part).items():
            if name not in there:
                path.unlink(missing_ok=True)

    def _here(self, part: str) -> dict[str, Path]:
        place = self.folder / part
        paths = [place] if place.is_file() else sorted(place.rglob("*"))
        return {
            path.relative_to(self.folder).as_posix(): path
            for path in paths
            if path.is_file() and not path.name.endswith(_PASSING)
        }

    def _listed(self, part: str) -> Iterator[tuple[str, str]]:
        """Names and tokens of the files there; a name that leads out of the folder is refused."""
        self._files.invalidate_cache()
        found: dict[str, Any] = self._files.find(f"{self._base}/{part}", detail=True)
        for path, about in found.items():
            name = path.removeprefix(self._base).lstrip("/")
            parts = name.split("/")
            if "\\" in name or any(piece in ("", ".", "..") for piece in parts):
                raise RemoteError(f"{self.address}: nama berkas '{name}' tidak dapat dipakai")
            yield name, _token(about)

    def publish(self, *parts: str) -> None:
        """Put folders and files of the mirror in place there; the manifest goes first, comes last.

        Raises:
            RemoteError: They cannot be written; what is there has no manifest, and is made again.
        """
        with _told(self.address):
            for part in parts:
                self._publish(part)
            self._write_index()

    def _publish(self, part: str) -> None:
        here, there = self._here(part), dict(self._listed(part))
        told = {name: [there.get(name, ""), _digest(path)] for name, path in here.items()}
        changed = [name for name in here if self._known.get(name) != told[name]]
        gone = set(there) - set(here)
        if not changed and not gone:
            return
        manifests = {name for name in {*here, *there} if name.endswith(f"/{_MANIFEST}")}
        for name in sorted(manifests & set(there)) + sorted(gone - manifests):
            self._files.rm_file(f"{self._base}/{name}")
        for name in [*sorted(set(changed) - manifests), *sorted(manifests & set(here))]:
            target = f"{self._base}/{name}"
            self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._files.put_file(str(here[name]), target)
        for name, token in self._listed(part):
            self._known[name] = [token, told[name][1]]

    def _write_index(self) -> None:
        with self._lock:  # several threads fetch at once, each other files
            unfinished = self.folder / f"{_INDEX}.baru"
            unfinished.write_text(json.dumps(dict(self._known)), "utf-8")
            unfinished.replace(self.folder / _INDEX)


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Name the address; each kind of store raises what it likes, credentials are never shown."""
    try:
        yield
    except RemoteError:
        raise
    except ImportError as fault:
        raise RemoteError(
            f"{address}: jenis alamat ini memerlukan paket tambahan ({fault.name}); "
            f"pasang dengan: pip install 'lkjip[klaster]'"
        ) from None
    except Exception as fault:
        raise RemoteError(
            f"{address}: tidak dapat dibaca atau ditulis ({type(fault).__name__}: {fault})"
        ) from None


def _free_mirror(address: str) -> tuple[Path, int]:
    """Return a folder that no other process uses, the first that was used before, and its lock."""
    home = os.environ.get("LKJIP_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    place = Path(home).expanduser() / "lkjip" / sha256(address.encode()).hexdigest()[:16]
    try:
        for slot in range(1000):
            folder = place / str(slot)
            folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(folder / ".kunci", os.O_RDWR | os.O_CREAT)
            if _is_ours(lock):
                return folder, lock
            os.close(lock)
    except OSError as fault:
        raise RemoteError(f"{place}: folder salinan tidak dapat dibuat ({fault})") from None
    raise RemoteError(f"{place}: semua folder salinan sedang dipakai")


def _is_ours(lock: int) -> bool:
    try:
        import fcntl
    except ImportError:  # no such locks there: one process at a time, then
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _read_index(folder: Path) -> dict[str, list[str]]:
    """Each file's mark there and digest here, as they last agreed."""
    try:
        told = json.loads((folder / _INDEX).read_text("utf-8"))
        return {str(name): [str(part) for part in marks] for name, marks in told.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _token(about: dict[str, Any]) -> str:
    return f"{about.get('size')} " + " ".join(str(about[key]) for key in _TOKENS if key in about)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
