"""`manifest.json`: what a report was made of, by content alone, and what came out.

No clock is read, so the same data in the same environment give the same manifest.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from lkjip_tools import __version__
from lkjip_tools.finding import WEIGHTS
from lkjip_tools.logo import logo_paths
from lkjip_tools.params import Params, read_params
from lkjip_tools.pembanding import last_year_paths, nomenklatur_path
from lkjip_tools.policy import declared_rules
from lkjip_tools.root import data_files

PACKAGE = Path(__file__).parent
NUMPY = "numpy"  # pandas' own arithmetic; not a dependency that we name ourselves
_ADDED_BY_PAPERMILL = "injected-parameters"


def make_manifest(
    root: Path,
    instansi: str,
    tahun: int,
    params: Params,
    findings: list[dict[str, str]],
    written: Iterable[Path],
    executed: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Describe a run: what went in, which rules and programs, what came out.

    Args:
        root: The project's folder.
        instansi: Code of the agency.
        tahun: Year of the report.
        params: The agency.
        findings: As `collect_findings` returns them.
        written: Finished files, hashed under their names.
        executed: Executed chapters by file name, hashed by their cells.
    """
    rules = declared_rules(params, tahun, root)
    counts = Counter(finding["tingkat"] for finding in findings)
    return {
        "versi": __version__,
        "instansi": instansi,
        "tahun": tahun,
        "kebijakan": params.kebijakan.model_dump(mode="json"),
        "dasar": params.dasar.model_dump(mode="json"),
        "aturan": {
            name: {
                "berlaku_sejak": rule.effective_from.isoformat(),
                "verifikasi": rule.verification,
                "berkas": _place(rule.path, root),
                "sha256": digest(rule.path),
            }
            for name, rule in rules.items()
        },
        **input_digests(root, instansi, tahun),
        "paket": package_digests(),
        "lingkungan": environment(),
        "temuan": {tingkat: counts[tingkat] for tingkat in WEIGHTS},
        "dijalankan": {name: notebook_digest(node) for name, node in (executed or {}).items()},
        "keluaran": {path.name: digest(path) for path in written},
    }


def input_digests(root: Path, instansi: str, tahun: int) -> dict[str, dict[str, str]]:
    """Hash the agency's params, logo and data and the notebooks, by their paths from `root`.

    What the year is compared with is among them: a nomenclature list, last year's tables.
    """
    params = read_params(instansi, root)
    lists = [nomenklatur_path(root, params.nomenklatur)] if params.nomenklatur else []
    own = [root / "params" / f"{instansi}.yml", *logo_paths(params, instansi, root), *lists]
    data = [*last_year_paths(root, instansi, tahun), *data_files(root, instansi, tahun)]
    return {
        "params": _digests(root, own),
        "data": _digests(root, data),
        "notebook": _digests(root, sorted((root / "notebooks").glob("*.ipynb"))),
    }


def package_digests() -> dict[str, str]:
    """Hash every file of the package, its rules among them, as `lkjip_tools/<path>`."""
    files = [path for path in sorted(PACKAGE.rglob("*")) if "__pycache__" not in path.parts]
    return _digests(PACKAGE.parent, files)


def prepare() -> None:
    """Ask for the versions beforehand: each library's is in a file of its own."""
    environment()


@cache
def environment() -> dict[str, Any]:
    """Name the versions that can change an output without any change of the data.

    Returns:
        `python`, `sistem`, and `pustaka`: versions of the libraries that the package asks for.
    """
    wanted = [text for text in metadata.requires("lkjip") or [] if "extra ==" not in text]
    names = {found[0] for text in wanted if (found := re.match(r"[\w.-]+", text))} | {NUMPY}
    return {
        "python": platform.python_version(),
        "sistem": f"{platform.system()} {platform.machine()}",
        "pustaka": {name: metadata.version(name) for name in sorted(names)},
    }


def notebook_digest(notebook: Any) -> str:
    """Hash an executed notebook by its cells: what they say and show, not when they ran.

    Papermill also records times and folders; they differ between two runs that agree.
    """
    cells = [
        {
            "id": None if added_by_papermill(cell) else cell.get("id"),
            "jenis": cell.cell_type,
            "tags": cell.metadata.get("tags", []),
            "isi": cell.source,
            "keluaran": [output_content(output) for output in cell.get("outputs", [])],
        }
        for cell in notebook.cells
    ]
    text = json.dumps(cells, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def output_content(output: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an output shows, without its counter and metadata."""
    left_out = ("metadata", "execution_count")
    return {name: value for name, value in output.items() if name not in left_out}


def added_by_papermill(cell: Any) -> bool:
    """Say whether papermill put a cell there; it gets a new id in every run."""
    return _ADDED_BY_PAPERMILL in cell.metadata.get("tags", [])


def digest(path: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digests(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): digest(path) for path in paths if path.is_file()}


def _place(path: Path, root: Path) -> str:
    """Return where a rule stands: with the package, or with the agency."""
    base = PACKAGE.parent if path.is_relative_to(PACKAGE) else root
    return path.resolve().relative_to(base.resolve()).as_posix()
