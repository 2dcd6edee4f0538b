"""The agency's arms: read, checked, and handed on as text that a notebook can carry.

Nothing of the file is trusted: an SVG that runs, loads or links something is refused, and so is a
picture that is no picture.
"""

from __future__ import annotations

import re
import struct
from base64 import b64encode
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lkjip_tools.errors import InputError
from lkjip_tools.params import Params
from lkjip_tools.root import relative
from lkjip_tools.yaml_file import read_source

_LARGEST = 512 * 1024  # bytes; it stands in every report
_WIDEST = 4000  # pixels
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}svg"
_DECLARATION = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet|\x00", re.IGNORECASE)
_LOCAL = re.compile(r"url\(\s*['\"]?#")
_ACTIVE = {"script", "foreignObject", "iframe", "audio", "video", "animate", "set", "handler"}
_OWN = ("#", "data:image/png", "data:image/jpeg")  # what a reference may begin with


class _RefusedError(ValueError):
    """Why a file cannot be a logo."""


def read_logo(params: Params, instansi: str, root: Path) -> dict[str, Any] | None:
    """Read the declared logo; `None` if the agency declares none.

    Returns:
        `alt`, `mime`, `data` (base64), and `width` and `height` in units of its own.

    Raises:
        InputError: The file is missing, outside the project, too large, or no safe picture; the
            message names the line of params that asks for it.
    """
    if params.logo is None:
        return None
    try:
        path = _find(params.logo.berkas, _folders(instansi, root), root)
        content = path.read_bytes()
        mime, (width, height) = _picture(path, content)
    except _RefusedError as fault:
        asked = root / "params" / f"{instansi}.yml"
        place = read_source(asked, InputError, relative(asked, root)).place(("logo", "berkas"))
        raise InputError(f"{place}, logo.berkas: '{params.logo.berkas}' {fault}") from None
    data = b64encode(content).decode("ascii")
    alt = params.logo.keterangan
    return {"alt": alt, "mime": mime, "data": data, "width": width, "height": height}


def logo_paths(params: Params, instansi: str, root: Path) -> list[Path]:
    """The file of the logo, for the manifest; none if it is not there, or not any more."""
    if params.logo is None:
        return []
    try:
        return [_find(params.logo.berkas, _folders(instansi, root), root)]
    except _RefusedError:
        return []


def _folders(instansi: str, root: Path) -> list[Path]:
    return [root / "params", root / "data" / instansi]


def _find(name: str, folders: list[Path], root: Path) -> Path:
    where = " atau ".join(f"{relative(folder, root)}/" for folder in folders)
    for folder in folders:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise _RefusedError(f"berada di luar {where}; salin berkas itu ke sana")
        if path.is_file():
            return path
    raise _RefusedError(f"tidak ditemukan di {where}; salin berkas itu ke sana")


def _picture(path: Path, content: bytes) -> tuple[str, tuple[float, float]]:
    if len(content) > _LARGEST:
        raise _RefusedError(f"sebesar {len(content)} bita; paling besar {_LARGEST} bita")
    match path.suffix.lower():
        case ".svg":
            return "image/svg+xml", _svg_size(content)
        case ".png":
            return "image/png", _png_size(content)
    raise _RefusedError("bukan SVG atau PNG")


def _png_size(content: bytes) -> tuple[float, float]:
    if not content.startswith(_SIGNATURE) or content[12:16] != b"IHDR" or len(content) < 24:
        raise _RefusedError("bukan gambar PNG")
    width, height = struct.unpack(">II", content[16:24])
    if not (0 < width <= _WIDEST and 0 < height <= _WIDEST):
        raise _RefusedError(f"berukuran {width} × {height} piksel; paling lebar {_WIDEST}")
    return width, height


def _svg_size(content: bytes) -> tuple[float, float]:
    if _DECLARATION.search(content):
        raise _RefusedError("memuat entitas atau gaya dari luar; simpan sebagai SVG biasa")
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as fault:
        raise _RefusedError(f"bukan SVG yang dapat dibaca: {fault}") from None
    if root.tag != _SVG:
        raise _RefusedError("bukan SVG: unsur pertamanya bukan <svg>")
    for element in root.iter():
        _check_element(element)
    box = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        width, height = (float(part) for part in box[2:4])
    except ValueError:
        raise _RefusedError("tidak memiliki viewBox, sehingga ukurannya tidak diketahui") from None
    if not (width > 0 and height > 0):
        raise _RefusedError("memiliki viewBox tanpa luas")
    return width, height


def _check_element(element: ElementTree.Element) -> None:
    name = _local(element.tag)
    if name in _ACTIVE:
        raise _RefusedError(f"memuat <{name}>, yang tidak boleh ada pada gambar laporan")
    for attribute, given in element.attrib.items():
        value = given.strip().lower()
        if _local(attribute).startswith("on"):
            raise _RefusedError(f"memuat perintah {_local(attribute)}, yang tidak boleh ada")
        if _local(attribute) == "href" and not value.startswith(_OWN):
            raise _RefusedError(f"merujuk '{given[:60]}' di luar berkasnya")
        _check_style(value)
    if name == "style":
        _check_style((element.text or "").lower())


def _check_style(text: str) -> None:
    if "@import" in text or "url(" in _LOCAL.sub("", text):
        raise _RefusedError("memuat gaya yang merujuk ke luar berkasnya")


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
