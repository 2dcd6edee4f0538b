"""Find a rule file, check it whole, and pick the version in effect on a date."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from lkjip_tools.errors import RegulationError, nearest
from lkjip_tools.regulation.rule import Checklist, CodeList, Rule, Scale
from lkjip_tools.regulation.strict import FAULT, UNKNOWN_KEY, Strict, Text
from lkjip_tools.regulation.version import (
    VERSIONS,
    ChecklistVersion,
    CodesVersion,
    Kind,
    ScaleVersion,
    Version,
)
from lkjip_tools.yaml_file import SourceFile, read_source, shown

RULES_DIR = Path(__file__).parent.parent / "regulations"

_WORDS = {
    "missing": "kunci '{key}' tidak ada; tambahkan",
    "string_type": "nilai '{key}' harus teks; beri tanda kutip",
    "string_too_short": "nilai '{key}' kosong; isi dengan teks",
    "too_short": "'{key}' kosong; isi sedikitnya satu",
    "decimal_type": "nilai '{key}' harus bilangan tanpa tanda kutip, desimal dengan titik: 66.5",
    "is_instance_of": "nilai '{key}' harus bilangan tanpa tanda kutip, desimal dengan titik: 66.5",
    "int_type": "nilai '{key}' harus bilangan bulat tanpa tanda kutip",
    "bool_type": "nilai '{key}' harus true atau false",
    "date_type": "nilai '{key}' harus tanggal tahun-bulan-hari, misalnya 2017-12-31",
    "literal_error": "nilai '{key}' tidak dikenal; yang dikenal: {expected}",
    "tuple_type": "nilai '{key}' harus daftar: [a, b] atau baris yang dimulai dengan '-'",
    "dict_type": "nilai '{key}' harus berisi kunci dan nilai",
    "model_type": "nilai '{key}' harus berisi kunci dan nilai",
}


_RULES: tuple[tuple[type[Version], type[Rule]], ...] = (
    (ScaleVersion, Scale),
    (ChecklistVersion, Checklist),
    (CodesVersion, CodeList),
)


class _Header(Strict):
    label: Text
    kind: Kind
    unit: str = ""
    versions: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]


class _RuleFile:
    """One file: its header and all its versions, checked."""

    def __init__(self, path: Path, header: _Header, versions: tuple[Version, ...]) -> None:
        self.path, self.label, self.kind, self.unit = path, header.label, header.kind, header.unit
        self.versions = versions


def rule_names(extra_dir: Path | None = None) -> list[str]:
    """Return the names of all rules, in order.

    Args:
        extra_dir: An agency's own rules, usually `params/aturan`; need not exist.

    Raises:
        RegulationError: One name stands for two files.
    """
    return sorted(_rule_paths(extra_dir))


def prepare() -> None:
    """Read the rules of the package now; who forks afterwards has them read.

    Raises:
        RegulationError: A fault in one of them.
    """
    for path in _rule_paths(None).values():
        _read_rule_file(path, path.stat().st_mtime_ns)


def load_rule(name: str, on: date, extra_dir: Path | None = None) -> Rule:
    """Return a rule as it stood on a date.

    Args:
        name: The file's name without suffix: `rumus_capaian`.
        on: The day whose version is wanted, usually the last day of the report's year.
        extra_dir: An agency's own rules, usually `params/aturan`; need not exist.

    Returns:
        A `Scale`, a `Checklist` or a `CodeList` for a rule of that kind, else a `Rule`.

    Raises:
        RegulationError: No such rule, no version in effect yet, or a fault in the file.
    """
    paths = _rule_paths(extra_dir)
    if name not in paths:
        raise RegulationError(
            f"aturan '{name}' tidak dikenal{nearest(name, list(paths))}; "
            f"yang ada: {', '.join(sorted(paths))}; "
            f"aturan sendiri ditulis sebagai {shown(extra_dir or Path('params/aturan'))}/{name}.yml"
        )
    file = _read_rule_file(paths[name], paths[name].stat().st_mtime_ns)
    in_effect = [version for version in file.versions if version.effective_from <= on]
    if not in_effect:
        raise RegulationError(
            f"{shown(file.path)}: aturan '{name}' belum berlaku pada {on.isoformat()}; versi "
            f"tertua berlaku sejak {file.versions[0].effective_from.isoformat()}; pilih aturan "
            f"lain untuk tahun itu atau tambahkan versinya"
        )
    content = in_effect[-1]
    make: type[Rule] = Rule
    for kind, own in _RULES:
        if isinstance(content, kind):
            make = own
    return make(name, file.label, file.kind, file.unit, file.path, content)


def load_scale(name: str, on: date, extra_dir: Path | None = None) -> Scale:
    """Return a scale as it stood on a date; see `load_rule`.

    Raises:
        RegulationError: As `load_rule`, or the rule is no scale.
    """
    rule = load_rule(name, on, extra_dir)
    if not isinstance(rule, Scale):
        raise RegulationError(
            f"{shown(rule.path)}: aturan '{name}' bukan skala (kind: {rule.kind}); "
            f"pilih aturan dengan 'kind: scale', misalnya skala_permendagri_86_2017"
        )
    return rule


def load_checklist(name: str, on: date) -> Checklist:
    """Return a checklist as it stood on a date; see `load_rule`.

    Raises:
        RegulationError: As `load_rule`, or the rule is no checklist.
    """
    rule = load_rule(name, on)
    if not isinstance(rule, Checklist):
        raise RegulationError(
            f"{shown(rule.path)}: aturan '{name}' bukan daftar periksa (kind: {rule.kind})"
        )
    return rule


def load_codes(name: str, on: date) -> CodeList | None:
    """Return a national list of codes as it stood on a date; `None` before its first version.

    Raises:
        RegulationError: As `load_rule`, but for the date; or the rule is no list of codes.
    """
    if name in (paths := _rule_paths(None)):
        path = paths[name]
        if on < _read_rule_file(path, path.stat().st_mtime_ns).versions[0].effective_from:
            return None
    rule = load_rule(name, on)
    if not isinstance(rule, CodeList):
        raise RegulationError(f"{shown(rule.path)}: aturan '{name}' bukan daftar kode")
    return rule


def scales_in_effect(on: date, extra_dir: Path | None = None) -> dict[str, Scale]:
    """Return every scale of capaian, `skala_…`, that has a version in effect on a date.

    Args:
        on: The day whose versions are wanted.
        extra_dir: An agency's own rules, usually `params/aturan`; need not exist.
    """
    return {
        name: load_scale(name, on, extra_dir)
        for name, path in sorted(_rule_paths(extra_dir).items())
        if name.startswith("skala_")
        and _read_rule_file(path, path.stat().st_mtime_ns).versions[0].effective_from <= on
    }


def _rule_paths(extra_dir: Path | None) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    for path in (*_own_paths(), *(_files(extra_dir.resolve()) if extra_dir else ())):
        if path.stem in paths:
            raise RegulationError(
                f"aturan '{path.stem}' ada dua kali: {shown(paths[path.stem])} dan "
                f"{shown(path)}; aturan tidak menimpa aturan lain, beri berkas yang kedua "
                f"nama sendiri"
            )
        paths[path.stem] = path
    return paths


@cache
def _own_paths() -> tuple[Path, ...]:
    """The rules of the package, which no agency changes."""
    return tuple(_files(RULES_DIR))


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])


@cache
def _read_rule_file(path: Path, _changed: int) -> _RuleFile:
    """Read and check a file; `_changed` makes an edited file a new one for the cache."""
    source = read_source(path, RegulationError)
    try:
        header = _Header.model_validate(source.data)
    except ValidationError as error:
        raise RegulationError(_faults(source, error, ())) from error
    versions, faults = [], []
    for n, data in enumerate(header.versions):
        try:
            versions.append(VERSIONS[header.kind].model_validate(data))
        except ValidationError as error:
            faults.append(_faults(source, error, ("versions", n)))
    if faults:
        raise RegulationError("\n".join(faults))
    for n, (older, newer) in enumerate(pairwise(versions), start=1):
        if older.effective_from >= newer.effective_from:
            raise RegulationError(
                f"{source.place(('versions', n, 'effective_from'))}: versi harus berurut dari "
                f"yang tertua: {newer.effective_from.isoformat()} tidak sesudah "
                f"{older.effective_from.isoformat()}; pindahkan atau perbaiki tanggalnya"
            )
    return _RuleFile(path, header, tuple(versions))


def _faults(source: SourceFile, error: ValidationError, at: tuple[str | int, ...]) -> str:
    return "\n".join(_fault(source, detail, at) for detail in error.errors())


def _fault(source: SourceFile, detail: ErrorDetails, at: tuple[str | int, ...]) -> str:
    path, context = (*at, *detail["loc"]), detail.get("ctx", {})
    if detail["type"] in (FAULT, UNKNOWN_KEY):
        place = source.place((*path, *context["di"]), key=detail["type"] == UNKNOWN_KEY)
        return f"{place}: {context['pesan']}"
    words = _WORDS.get(detail["type"], "nilai '{key}' tidak sesuai ({reason}); perbaiki")
    key = next((part for part in reversed(path) if isinstance(part, str)), "berkas")
    expected = str(context.get("expected", "")).replace(" or ", ", ")
    return f"{source.place(path)}: " + words.format(
        key=key, expected=expected, reason=detail["msg"]
    )
