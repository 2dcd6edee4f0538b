"""`sql`: a question to the views."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lkjip_tools.explore.source import as_frame, read_store
from lkjip_tools.store.guard import ask, tables_of


def sql(query: str, *, root: Path | None = None) -> pd.DataFrame:
    """Answer one SELECT over the tables and views of docs/views.md.

    Args:
        query: The question, in DuckDB's dialect.
        root: The project's folder; found when not given.

    Raises:
        QueryError: It is no single SELECT, or cannot be answered.

    >>> import lkjip_tools
    >>> lkjip_tools.sql("SELECT kode, celah FROM v_celah WHERE keadaan = 'meleset' AND "
    ...                 "instansi = 'kesbangpol-paser' AND tahun = 2023")
        kode  celah
    0  IKU-1  -7.78
    """
    store = read_store(root=root)
    if "angka" in tables_of(query):
        store.read_all_figures()
    return as_frame(*ask(store, query))
