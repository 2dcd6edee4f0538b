"""Questions to the store from outside: one SELECT, and no way out of the database."""

from __future__ import annotations

import re
from typing import Any

from lkjip_tools.errors import QueryError
from lkjip_tools.store.database import Store
from lkjip_tools.store.tables import TABLES
from lkjip_tools.store.views import VIEWS

_WORD = re.compile(r"\w+")
_ALLOWED = ("SELECT", "EXPLAIN")
_LOCK = ("SET enable_external_access = false", "SET lock_configuration = true")


def lock(store: Store) -> None:
    """Close a store: from now on no file, no network, no extension, no setting, no new report."""
    for statement in _LOCK:
        store.connection.execute(statement)


def ask(store: Store, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Answer one question over the tables that were read.

    Raises:
        QueryError: It is no single SELECT, or the database refuses it.
    """
    import duckdb

    try:
        statements = store.connection.extract_statements(sql)
        kinds = [statement.type.name for statement in statements]
        if len(kinds) != 1 or kinds[0] not in _ALLOWED:
            told = ", ".join(kinds) or "tidak ada perintah"
            raise QueryError(f"hanya satu SELECT yang dijawab, bukan: {told}; lihat docs/views.md")
        return store.query(sql)
    except duckdb.Error as fault:
        raise QueryError(f"pertanyaan tidak dapat dijawab: {str(fault).strip()}") from None


def tables_of(sql: str) -> set[str]:
    """Return the tables that a question may need: those it names, and those its views are made of.

    >>> sorted(tables_of("SELECT * FROM v_beda_cara"))
    ['indikator', 'instansi']
    """
    found, words = set[str](), set(_WORD.findall(sql.lower()))
    while words:
        found |= words & TABLES.keys()
        views = words & VIEWS.keys()
        words = {word for view in views for word in _WORD.findall(VIEWS[view].sql.lower())}
    return found
