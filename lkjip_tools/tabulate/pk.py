"""Lampiran I: performance agreements, sheet by sheet."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lkjip_tools.block import (
    Block,
    Column,
    Table,
    gap,
    pairs,
    prose,
    signature,
    signer,
    statement,
)
from lkjip_tools.number import format_number
from lkjip_tools.records import Row, records
from lkjip_tools.tabulate.cells import blank

_LEVELS = {"program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub Kegiatan"}
_PARAGRAPHS = 5  # lead-in, both parties, what each of them promises


def attached_pk(pk: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return the agreements to attach: those of the report's year, else those there are."""
    own: pd.DataFrame = pk[pk["tahun"] == tahun]
    return pk if own.empty else own


def year_notes(years: Sequence[int | None], what: str, tahun: int) -> list[Block]:
    """Say above an annex that it is of another year than the report.

    Args:
        years: Of every row that is attached.
        what: What is attached, as the subject of a sentence.
        tahun: Year of the report.
    """
    if not years:
        return [gap(f"{what} tahun {tahun} belum ada.")]
    other = sorted({year for year in years if year and year != tahun})
    if not other:
        return []
    listed = " dan ".join(map(str, other))
    return [
        gap(
            f"{what} yang terlampir adalah tahun {listed}; laporan ini mengukur tahun {tahun}, "
            f"dan {what.lower()} tahun {tahun} belum ada dalam data."
        )
    ]


def pk_statement(row: Row, paragraphs: Sequence[str]) -> list[Block]:
    """The words of one agreement, with both parties between them.

    Args:
        row: A row of table `pk`.
        paragraphs: The agency's text: what leads in to the first party, to the second, what
            follows the second, and the promises.
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
        statement(title, [lead]),
        first,
        prose(after_first),
        second,
        prose(after_second),
        *map(prose, promises),
    ]


def pk_parties(row: Row) -> tuple[Block, Block]:
    """First and second party of one agreement, as name and office."""
    return tuple(  # type: ignore[return-value]
        pairs([("Nama", row[f"{party}_nama"]), ("Jabatan", row[f"{party}_jabatan"])])
        for party in ("pihak_pertama", "pihak_kedua")
    )


def pk_signatures(signatures: pd.DataFrame, pk: str, sheet: str) -> Block:
    """The two signature blocks of one sheet: second party left, first party right."""
    rows = signatures[(signatures["pk"] == pk) & (signatures["lembar"] == sheet)]
    by_party = {row["pihak"]: row for row in records(rows)}
    if set(by_party) != {"pertama", "kedua"}:
        return gap(f"Tanda tangan {pk} pada lembar {sheet} belum lengkap.")
    blocks = {party: _signer(row, f"Pihak {party.title()},") for party, row in by_party.items()}
    place = by_party["pertama"]
    blocks["pertama"]["place_date"] = f"{blank(place['tempat'])}, {blank(place['tanggal'])}"
    return signature(blocks["pertama"], blocks["kedua"])


def _signer(row: Row, party: str) -> dict[str, object]:
    return dict(
        signer(
            role=[party, row["jabatan"]],
            name=row["nama"],
            rank=blank(row["pangkat"]),
            nip=blank(row["nip"]),
        )
    )


def table_pk_sasaran(pk_sasaran: pd.DataFrame, pk: str, title: str) -> Table:
    """What one official promises: sasaran, indicator, target."""
    table = Table(
        f"{pk}-sasaran",
        title,
        [
            Column("No", "center", 0.6),
            Column("Sasaran", "left", 5),
            Column("Indikator Kinerja", "left", 5),
            Column("Target", "center", 2),
        ],
        numbered=False,
    )
    for row in records(pk_sasaran[pk_sasaran["pk"] == pk]):
        table.row(row["no"].rstrip("."), row["sasaran"], row["indikator"], blank(row["target"]))
    return table


def table_pk_anggaran(pk_anggaran: pd.DataFrame, pk: str, title: str) -> Table:
    """The budget of one official's promise, totals as the document prints them."""
    rows = pk_anggaran[pk_anggaran["pk"] == pk]
    level = next((_LEVELS[tingkat] for tingkat in rows["tingkat"]), "Uraian")
    table = Table(
        f"{pk}-anggaran",
        title,
        [
            Column("No", "center", 0.6),
            Column(level, "left", 9),
            Column("Anggaran (Rp)", "decimal", 3),
        ],
        numbered=False,
    )
    for row in records(rows):
        amount = "" if row["anggaran_rp"] is None else format_number(row["anggaran_rp"])
        if row["jenis"] == "total":
            table.total("", "Jumlah (sebagaimana tercetak)", amount)
        else:
            table.row(blank(row["no"]).rstrip("."), blank(row["uraian"]), amount)
    return table
