"""Files against the manifest: what was edited, removed or added since the report was made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from lkjip_tools.errors import InputError
from lkjip_tools.manifest import (
    PACKAGE,
    digest,
    environment,
    input_digests,
    notebook_digest,
    package_digests,
)
from lkjip_tools.verify.difference import Bagian, FileDifference
from lkjip_tools.wanted import Status

CHAPTERS = "notebooks"
_RULES = "lkjip_tools/regulations/"


class _Rule(BaseModel):
    berkas: str
    sha256: str


class _Environment(BaseModel):
    python: str
    sistem: str
    pustaka: dict[str, str]


class _Choices(BaseModel):
    format: list[str]
    kertas: str | None
    status: Status
    permintaan: list[str]
    bab: list[str]
    bagian: str


class _Manifest(BaseModel):
    """What a verification needs of `manifest.json`."""

    versi: str
    instansi: str
    tahun: int
    kebijakan: dict[str, str]
    dasar: dict[str, list[str]]
    aturan: dict[str, _Rule]
    params: dict[str, str]
    data: dict[str, str]
    notebook: dict[str, str]
    paket: dict[str, str]
    lingkungan: _Environment
    dijalankan: dict[str, str]
    keluaran: dict[str, str]
    pilihan: _Choices
    temuan: dict[str, int] | None


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read a report's manifest.

    Raises:
        InputError: The folder holds none, it cannot be read, or it is of an older lkjip.
    """
    path = folder / "manifest.json"
    try:
        said = json.loads(path.read_text("utf-8"))
    except OSError:
        raise InputError(
            f"{folder}: tidak ada manifest.json; sebutkan folder laporan yang sudah jadi, "
            f"misalnya outputs/<instansi>/<tahun>"
        ) from None
    except ValueError:
        raise InputError(f"{path}: bukan JSON; buat ulang laporan dengan lkjip report") from None
    try:
        _Manifest.model_validate(said)
    except ValidationError as fault:
        places = dict.fromkeys(".".join(map(str, error["loc"][:2])) for error in fault.errors())
        raise InputError(
            f"{path}: tidak lengkap ({', '.join(places) or 'bukan manifest'}); laporan dibuat oleh "
            f"lkjip yang lebih lama atau berkas ini disunting; buat ulang dengan lkjip report"
        ) from None
    found: dict[str, Any] = said
    return found


def check_files(said: Mapping[str, Any], root: Path, folder: Path) -> list[FileDifference]:
    """Compare every file that a manifest names, and those that joined them, by hash.

    Args:
        said: The manifest.
        root: The project's folder, with its data, params and notebooks as they are now.
        folder: The report.
    """
    now = input_digests(root, said["instansi"], said["tahun"])
    found = [*_outputs(said, folder)]
    for section in ("data", "params", "notebook"):
        found += _compare("masukan", said[section], now[section])
    rules = {item["berkas"]: item["sha256"] for item in said["aturan"].values()}
    own = {name: value for name, value in rules.items() if not name.startswith(PACKAGE.name)}
    return [*found, *_compare("masukan", own, _hashes(root, own)), *_package(said)]


def read_notebook(path: Path) -> Any | None:
    """Read a notebook; `None` when it is missing, or was edited until it is none."""
    import nbformat

    try:
        return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def environment_changes(said: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return versions that are not what they were: then, and now."""
    then, now = flat_environment(said["lingkungan"]), flat_environment(environment())
    return {
        name: (then.get(name, "tidak ada"), now.get(name, "tidak ada"))
        for name in then | now
        if then.get(name) != now.get(name)
    }


def flat_environment(given: Mapping[str, Any]) -> dict[str, str]:
    """Return an environment as one level: `python`, `sistem`, and the libraries."""
    return {"python": given["python"], "sistem": given["sistem"], **given["pustaka"]}


def _package(said: Mapping[str, Any]) -> Iterator[FileDifference]:
    """Compare the package's files; its rules are input as much as the agency's own."""
    for item in _compare("paket", said["paket"], package_digests()):
        is_rule = item.berkas.startswith(_RULES)
        yield replace(item, bagian="masukan") if is_rule else item


def _outputs(said: Mapping[str, Any], folder: Path) -> Iterator[FileDifference]:
    yield from _compare("keluaran", said["keluaran"], _hashes(folder, said["keluaran"]))
    chapters = {
        path.name: "tidak dapat dibaca" if notebook is None else notebook_digest(notebook)
        for path in (folder / CHAPTERS).glob("*.ipynb")
        for notebook in [read_notebook(path)]
    }
    yield from (
        FileDifference(item.bagian, f"{CHAPTERS}/{item.berkas}", item.keadaan)
        for item in _compare("keluaran", said["dijalankan"], chapters)
    )


def _compare(
    bagian: Bagian, then: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[FileDifference]:
    for name in sorted({*then, *now}):
        if name not in now:
            yield FileDifference(bagian, name, "hilang")
        elif name not in then:
            yield FileDifference(bagian, name, "baru")
        elif then[name] != now[name]:
            yield FileDifference(bagian, name, "berubah")


def _hashes(base: Path, names: Mapping[str, str]) -> dict[str, str]:
    return {name: digest(base / name) for name in names if (base / name).is_file()}
