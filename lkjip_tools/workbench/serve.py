"""Starts JupyterLab, or Voilà, on the explorer's notebook."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat

from lkjip_tools.errors import InputError, OutputError

NOTEBOOK = "80_eksplorasi.ipynb"
FOLDER = "jelajah"
_ORIGIN = "asal"
_WEB = ["--Voila.ip=127.0.0.1", "--template=lkjip", "--HTMLExporter.language_code=id"]
_OFFLINE = ["--LabApp.extension_manager=readonly", "--LabApp.news_url=None"]


def notebook_for(root: Path, instansi: str, tahun: int) -> Path:
    """Return a copy of the notebook with the parameters set, in `outputs/jelajah/`.

    A copy that somebody went on writing in is left as it is and opened again.

    Raises:
        InputError: The project has no such notebook.
        OutputError: The copy cannot be written.
    """
    source = root / "notebooks" / NOTEBOOK
    if not source.is_file():
        raise InputError(f"tidak ada {source}: salin notebook itu dari paket lkjip ke notebooks/")
    target = root / "outputs" / FOLDER / f"{instansi}-{tahun}.ipynb"
    if target.is_file() and not _untouched(target):
        return target
    fresh = nbformat.read(source, 4)  # type: ignore[no-untyped-call]
    for cell in fresh.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = f"instansi: str = {json.dumps(instansi)}\ntahun: int = {tahun}"
    fresh.metadata.setdefault("lkjip", {})[_ORIGIN] = _digest(fresh)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(fresh, target)  # type: ignore[no-untyped-call]
    except OSError as fault:
        raise OutputError(f"{target}: berkas tidak dapat ditulis ({fault})") from None
    return target


def start_lab(root: Path, notebook: Path, options: Sequence[str]) -> int:
    """Run JupyterLab on a notebook until it is stopped; return its exit code."""
    where = notebook.relative_to(root).as_posix()
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}"]
    command += [f"--LabApp.default_url=/lab/tree/{where}", *_OFFLINE, *options]
    return _run(command, root)


def start_web(root: Path, notebook: Path, options: Sequence[str]) -> int:
    """Run Voilà on a notebook until it is stopped; return its exit code.

    Raises:
        InputError: Voilà is not installed.
    """
    if find_spec("voila") is None:
        raise InputError(
            "Voilà belum terpasang; jalankan: pip install 'lkjip[web]', lalu ulangi. Tanpa Voilà: "
            "lkjip explore --simpan berkas.html"
        )
    command = [sys.executable, "-m", "voila", str(notebook), *_WEB]
    return _run([*command, *options], root)


def _run(command: Sequence[str], root: Path) -> int:
    """Become the server where that is possible, so that stopping one stops the other."""
    if os.name == "posix":
        os.chdir(root)
        sys.stdout.flush()
        os.execve(command[0], list(command), _environment())
    return subprocess.call(command, cwd=root, env=_environment())


def _environment() -> dict[str, str]:
    """Add to Jupyter's paths our settings (no question about news) and our page for Voilà."""
    own = str(files("lkjip_tools.workbench") / "jupyter")
    names = ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH")
    return os.environ | {
        name: os.pathsep.join(filter(None, [own, os.environ.get(name)])) for name in names
    }


def _untouched(path: Path) -> bool:
    """Say whether a copy's cells are as they were written."""
    try:
        notebook = nbformat.read(path, 4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, nbformat.reader.NotJSONError):
        return False
    known = notebook.metadata.get("lkjip", {}).get(_ORIGIN)
    return bool(known) and known == _digest(notebook)


def _digest(notebook: Any) -> str:
    text = json.dumps([cell.source for cell in notebook.cells], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
