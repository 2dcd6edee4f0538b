"""Lampiran I: which performance agreements are attached, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from lkjip_tools.block import Block, Orientation, gap, prose, statement
from lkjip_tools.records import Row
from lkjip_tools.tabulate.lampiran import pk_parties

_PARAGRAPHS = 5  # lead-in, both parties, what each of them promises


def attached_pk(pk: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return the agreements to attach: those of the report's year, else those there are."""
    own: pd.DataFrame = pk[pk["tahun"] == tahun]
    return pk if own.empty else own


def year_notes(
    years: Iterable[int | None], what: str, tahun: int, orientation: Orientation = "portrait"
) -> list[Block]:
    """Say above an annex that it is of another year than the report.

    Args:
        years: Of every row that is attached.
        what: What is attached, as the subject of a sentence.
        tahun: Year of the report.
        orientation: How the pages lie that follow.
    """
    attached = set(years)
    if not attached:
        return [gap(f"{what} tahun {tahun} belum ada.")]
    other = sorted(year for year in attached if year and year != tahun)
    if not other:
        return []
    listed = " dan ".join(map(str, other))
    note = gap(
        f"{what} yang terlampir adalah tahun {listed}; laporan ini mengukur tahun {tahun}, "
        f"dan {what.lower()} tahun {tahun} belum ada dalam data."
    )
    return [Block(note | {"orientation": orientation})]


def pk_statement(row: Row, paragraphs: Sequence[str]) -> list[Block]:
    """The words of one agreement, with both parties between them.

    Args:
        row: A row of table `pk`.
        paragraphs: The agency's text, as Markdown that is safe to print: what leads in to the
            first party, to the second, what follows the second, and the promises.
    """
    title = [f"PERJANJIAN KINERJA TAHUN {row['tahun']}"]
    first, second = pk_parties(row)
    if len(paragraphs) < _PARAGRAPHS:
        text = (
            f"Pernyataan perjanjian kinerja: {len(paragraphs)} alinea; seharusnya sedikitnya "
            f"{_PARAGRAPHS} (pembuka, sesudah tiap pihak, janji tiap pihak)"
        )
        return [statement(title, []), first, second, gap(text)]
    lead, after_first, after_second, *promises = paragraphs
    return [
        statement(title, []),
        prose(lead),
        first,
        prose(after_first),
        second,
        prose(after_second),
        *map(prose, promises),
    ]
