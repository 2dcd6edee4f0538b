"""Where the explorer's tables come from: finished reports, else the data as they stand."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from lkjip_tools.calculate.everything import figures_all
from lkjip_tools.errors import InputError, InstansiNotFoundError, nearest
from lkjip_tools.handed import TableList
from lkjip_tools.load import read_table
from lkjip_tools.params import Params, instansi_names, read_params
from lkjip_tools.root import data_files, find_root
from lkjip_tools.schema import TABLES
from lkjip_tools.store.database import Key, Store
from lkjip_tools.store.rows import Rows, build_rows
from lkjip_tools.year import data_years

Text = str | Sequence[str] | None
Year = int | Sequence[int] | None
Policies = Mapping[str, str]
_ONE = Decimal(1)
_UNREADABLE: dict[tuple[Path, Key], str] = {}  # what was told once, until its data change


def read_store(instansi: Text = None, tahun: Year = None, root: Path | None = None) -> Store:
    """Return the store, brought in step for some agencies and years.

    Args:
        instansi: Codes of agencies; all when not given.
        tahun: Years; all when not given.
        root: The project's folder; found when not given.

    Raises:
        InstansiNotFoundError: An agency has neither params nor a report.
        InputError: None of them has a report or data of these years, or its data cannot be read.
    """
    folder = find_root(root)
    store = _store(folder)
    store.refresh()
    _check_names(several(instansi), store, folder)
    for key in _chosen(instansi, tahun, folder):
        # of all agencies at once the reports speak as they are: too many files to look at each
        if instansi is not None or not _has_report(store, key):
            _bring_in(store, folder, key, named=instansi is not None)
    who, when = set(several(instansi)), set(several(tahun))
    if not any(
        (not who or name in who) and (not when or year in when) for name, year in store.seen
    ):
        raise InputError(_nothing(instansi, tahun, store))
    return store


def other_store(
    instansi: Text, tahun: Year, kebijakan: Policies, root: Path | None = None
) -> Store:
    """Return a store of its own, of some agencies computed under other policies.

    Raises:
        InputError: A policy or its option is not known.
    """
    folder = find_root(root)
    _check_names(several(instansi), _store(folder), folder)
    store, chosen = Store(folder / "outputs"), tuple(sorted(kebijakan.items()))
    for key in _chosen(instansi, tahun, folder):
        store.put(key, _computed(key, folder, chosen, _stand(folder, key)), "kebijakan lain")
    return store


@lru_cache(maxsize=64)
def _computed(key: Key, root: Path, kebijakan: tuple[tuple[str, str], ...], _stand: str) -> Rows:
    """Compute a year under other policies, once for as long as its data stand as they do."""
    return compute_rows(*key, root, dict(kebijakan))


def compute_rows(instansi: str, tahun: int, root: Path, kebijakan: Policies | None = None) -> Rows:
    """Compute one agency's year from its data, under its own policies or others.

    Raises:
        InputError: Its data cannot be read, or a policy is not known.
    """
    params = read_params(instansi, root)
    if kebijakan:
        params = _with_policies(params, kebijakan)
    tables = {name: read_table(name, instansi, tahun, root) for name in TABLES}
    figures = figures_all(tables, params, tahun, root).to_json()
    return build_rows(figures, TableList(tables).words, params, instansi, tahun)


def frame(store: Store, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
    """Return the result of a query as a plain DataFrame: numbers `Decimal`, blanks `None`."""
    return as_frame(*store.query(sql, values))


def as_frame(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Return columns and rows as a plain DataFrame."""
    found = [[plain(value) for value in row] for row in rows]
    return pd.DataFrame(found, columns=list(names), dtype=object)


def plain(value: Any) -> Any:
    """Return a number without the zeros that the store pads it with; anything else as it is.

    >>> plain(Decimal("100.000000000000000000")), plain(Decimal("65.220000000000000000"))
    (Decimal('100'), Decimal('65.22'))
    """
    if not isinstance(value, Decimal):
        return value
    short = value.normalize()
    return short.quantize(_ONE) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]


def condition(**chosen: object) -> tuple[str, list[Any]]:
    """Return a condition and its values: a column is one of some values; `None` is all.

    >>> condition(instansi="a", tahun=None, kode=["x", "y"])
    ('instansi IN (?) AND kode IN (?, ?)', ['a', 'x', 'y'])
    >>> condition(kode=[])
    ('FALSE', [])
    """
    given = {name: several(value) for name, value in chosen.items() if value is not None}
    # one mark for each value: the database looks for values before it groups, not for a subquery
    parts = [
        f"{name} IN ({', '.join('?' * len(values))})" if values else "FALSE"
        for name, values in given.items()
    ]
    return " AND ".join(parts) or "TRUE", [value for values in given.values() for value in values]


def several(value: Any) -> list[Any]:
    """Return one value or several as a list; `None` as none."""
    if value is None:
        return []
    return [value] if isinstance(value, str | int) else list(value)


@cache
def _store(root: Path) -> Store:
    return Store(root / "outputs")


def _with_policies(params: Params, kebijakan: Policies) -> Params:
    known = params.kebijakan.model_dump()
    for name in kebijakan:
        if name not in known:
            raise InputError(
                f"kebijakan '{name}' tidak dikenal{nearest(name, list(known))}; "
                f"yang ada: {', '.join(known)}"
            )
    other = params.kebijakan.model_copy(update=dict(kebijakan))
    return params.model_copy(update={"kebijakan": other})


def agency_years(root: Path) -> Iterator[Key]:
    """Yield the agencies and years that have data."""
    for name in instansi_names(root):
        for year in data_years(root, name):
            yield name, year


def _chosen(instansi: Text, tahun: Year, root: Path) -> list[Key]:
    return [key for key in agency_years(root) if _fits(key, instansi, tahun)]


def _fits(key: Key, instansi: Text, tahun: Year) -> bool:
    return all(not several(given) or part in several(given)
               for part, given in zip(key, (instansi, tahun), strict=True))  # fmt: skip


def _bring_in(store: Store, root: Path, key: Key, *, named: bool) -> None:
    """Compute a year that has no report, or data that were written after it, where it is new.

    An agency that was not named and whose data cannot be read does not stop the others.
    """
    newest, known = _newest(root, key), store.seen.get(key)
    mark = f"data {newest}"
    if known == mark or (isinstance(known, tuple) and newest <= known[1]):
        return
    if not named and _UNREADABLE.get((root, key)) == mark:
        return
    try:
        store.put(key, compute_rows(*key, root), mark)
    except InputError as fault:
        if named:
            raise
        _UNREADABLE[root, key] = mark
        warnings.warn(f"{key[0]} {key[1]} dilewati: {fault}", stacklevel=4)


def _has_report(store: Store, key: Key) -> bool:
    return key in store.seen and not isinstance(store.seen[key], str)


def _newest(root: Path, key: Key) -> int:
    params = root / "params" / f"{key[0]}.yml"
    return max(path.stat().st_mtime_ns for path in [params, *data_files(root, *key)])


def _stand(root: Path, key: Key) -> str:
    return f"data {_newest(root, key)}"


def _check_names(names: Sequence[str], store: Store, root: Path) -> None:
    if not names:
        return
    known = {*instansi_names(root), *(key[0] for key in store.seen)}
    for name in names:
        if name not in known:
            raise InstansiNotFoundError(name, sorted(known), "params")


def _nothing(instansi: Text, tahun: Year, store: Store) -> str:
    years = sorted({key[1] for key in store.seen if _fits(key, instansi, None)})
    who = ", ".join(several(instansi)) or "instansi mana pun"
    shown = ", ".join(map(str, several(tahun))) or "mana pun"
    there = f"yang ada: {', '.join(map(str, years))}" if years else "buat dahulu: lkjip report"
    return f"tidak ada data atau laporan {who} tahun {shown}; {there}"
