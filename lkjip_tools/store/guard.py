"""Questions to the store from outside: one SELECT, and no way out of the database."""

from __future__ import annotations

from typing import Any

from lkjip_tools.errors import QueryError
from lkjip_tools.store.database import Store

_ALLOWED = ("SELECT", "EXPLAIN")
_LOCK = ("SET enable_external_access = false", "SET lock_configuration = true")


def lock(store: Store) -> None:
    """Close a store: from now on no file, no network, no extension, no setting, no new report."""
    for statement in _LOCK:
        store.connection.execute(statement)


def ask(store: Store, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Answer one question; table `angka` is read if the question names it.

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


def names_figures(sql: str) -> bool:
    """Say whether a question may need table `angka`, which is large and read only then."""
    return "angka" in sql.lower()
