"""A YAML file as plain values, every value with its line and column.

Numbers are `Decimal`, exactly as written. A key that stands twice, an anchor, a tag we do not
know: all refused, because a file must read the same to a person and to the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from lkjip_tools.errors import InputError

Place = tuple[str | int, ...]
LONGEST = 1_000_000  # letters of a file
_SHOWN = 60
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = (f"{_TAG}map", f"{_TAG}seq")


@dataclass
class SourceFile:
    """What one YAML file says, and where it says it.

    Attributes:
        path: The file.
        error: What its faults raise.
        name: What it is called in messages.
        data: Its content: dict, tuple, str, bool, int, `Decimal`, `date`, `None`.
        keys: Line and column of each key, by its path.
        values: Line and column of each value, by its path.
    """

    path: Path
    error: type[InputError]
    name: str
    data: Any = None
    keys: dict[Place, tuple[int, int]] = field(default_factory=dict)
    values: dict[Place, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Place, *, key: bool = False) -> str:
        """Return `berkas.yml, baris 3, kolom 5` for a path, or for its nearest known parent."""
        known = self.keys if key and path in self.keys else self.values
        while path and path not in known:
            path = path[:-1]
        line, column = known.get(path, (1, 1))
        return f"{self.name}, baris {line}, kolom {column}"


def read_source(path: Path, error: type[InputError], name: str = "") -> SourceFile:
    """Read one YAML file.

    Args:
        path: The file.
        error: Raised when the file cannot be read, or is not the plain YAML we accept.
        name: What the file is called in messages; relative to the working directory when empty.
    """
    source = SourceFile(path, error, name or shown(path))
    try:
        # the round-trip loader would leave fold marks in the texts
        text = path.read_text("utf-8-sig")
        if len(text) > LONGEST:
            raise error(f"{source.name}: lebih dari {LONGEST} huruf; bukan berkas yang wajar")
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as fault:
        raise error(_syntax_fault(source.name, fault)) from fault
    except RecursionError:
        raise error(_too_deep(source.name)) from None
    except (OSError, UnicodeDecodeError, YAMLError) as fault:
        raise error(
            f"{source.name}: berkas tidak dapat dibaca ({fault}); seharusnya YAML dalam UTF-8"
        ) from fault
    if node is None:
        raise error(f"{source.name}, baris 1, kolom 1: berkas kosong")
    try:
        source.data = _plain(node, (), source)
    except RecursionError:
        raise error(_too_deep(source.name)) from None
    return source


def shown(path: Path) -> str:
    """Return a path as an operator knows it: relative to where the command runs."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _plain(node: Node, path: Place, source: SourceFile) -> Any:
    source.values[path] = _place(node)
    if node.anchor is not None:
        raise _refuse(source, path, "jangkar (&, *) tidak dipakai di sini; tulis nilainya utuh")
    if isinstance(node, MappingNode | SequenceNode) and str(node.tag) not in _PLAIN_TAGS:
        tag = str(node.tag).removeprefix(_TAG)
        raise _refuse(source, path, f"tanda '{tag}' tidak dikenal; hapus tanda itu")
    if isinstance(node, MappingNode):
        return dict(_items(node, path, source))
    if isinstance(node, SequenceNode):
        return tuple(_plain(item, (*path, n), source) for n, item in enumerate(node.value))
    return _scalar(str(node.tag), str(node.value), path, source)


def _items(node: MappingNode, path: Place, source: SourceFile) -> Iterator[tuple[str, Any]]:
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            source.values[path] = _place(key_node)
            raise _refuse(source, path, "kunci harus satu kata, bukan daftar atau pemetaan")
        inner = (*path, key)
        if inner in source.keys:
            source.values[inner] = _place(key_node)
            first = source.keys[inner][0]
            raise _refuse(
                source, inner, f"kunci '{key}' sudah ada di baris {first}; hapus salah satunya"
            )
        source.keys[inner] = _place(key_node)
        yield key, _plain(value_node, inner, source)


def _scalar(full_tag: str, text: str, path: Place, source: SourceFile) -> Any:
    tag = full_tag.removeprefix(_TAG)
    try:
        match tag:
            case "str":
                return text
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int":
                return int(text)
            case "float":
                return _finite(text)
            case "timestamp":
                return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        raise _refuse(
            source,
            path,
            f"'{text[:_SHOWN]}' bukan bilangan atau tanggal yang dikenal; tulis bilangan seperti "
            f"66.5 dan tanggal seperti 2017-12-31",
        ) from None
    raise _refuse(source, path, f"tanda '{tag}' tidak dikenal; hapus tanda itu")


def _finite(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value


def _refuse(source: SourceFile, path: Place, message: str) -> InputError:
    return source.error(f"{source.place(path)}: {message}")


def _place(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _too_deep(name: str) -> str:
    return f"{name}: bersarang terlalu dalam; tulis kunci dan isinya saja"


def _syntax_fault(name: str, error: MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    place = f", baris {mark.line + 1}, kolom {mark.column + 1}" if mark else ""
    return (
        f"{name}{place}: penulisan YAML salah ({error.problem}); "
        f"periksa titik dua, spasi di awal baris, dan tanda kutip"
    )
