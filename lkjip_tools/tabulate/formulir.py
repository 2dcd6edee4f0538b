"""What stands below the forms: signatures, and files that the agency attaches."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from lkjip_tools.block import Block, Orientation, gap, signature, signer
from lkjip_tools.records import Row, records
from lkjip_tools.scan import scan
from lkjip_tools.schema.formulir import FORMS, missing_parts
from lkjip_tools.tabulate.cells import blank

OPEN = "…………………………"


def form_signatures(
    tanda_tangan: pd.DataFrame, formulir: str, orientation: Orientation = "portrait"
) -> list[Block]:
    """Who signs a form; what is not known is dotted, and named below.

    Args:
        tanda_tangan: Table `tanda_tangan`.
        formulir: Which form.
        orientation: How the pages lie that the form ends on.
    """
    form = FORMS[formulir]
    rows = records(tanda_tangan[tanda_tangan["formulir"] == formulir])
    by_side = {row["letak"]: row for row in reversed(rows)}
    lacking = [
        f"Tanda tangan {form.label}{f' ({side})' if len(form.sides) > 1 else ''}: "
        f"{', '.join(parts)} belum diisi"
        for side in form.sides
        if (parts := missing_parts(by_side[side]) if side in by_side else ["semua"])
    ]
    blocks = []
    if by_side:
        sides = {side: _party(row, formulir) for side, row in by_side.items()}
        right = sides.get("kanan") or signer([], OPEN)
        blocks.append(signature(right, sides.get("kiri")))
    if lacking:
        blocks.append(gap("\n".join(lacking)))
    return [Block(block | {"orientation": orientation}) for block in blocks]


def _party(row: Row, formulir: str) -> dict[str, object]:
    roles = [row["kedudukan"], f"{row['jabatan'] or OPEN},"]
    return dict(
        signer(
            role=[role for role in roles if role],
            name=row["nama"] or OPEN,
            place_date=_place_date(row, formulir),
            rank=blank(row["pangkat"]),
            nip=row["nip"] or OPEN,
        )
    )


def _place_date(row: Row, formulir: str) -> str:
    if "tanggal" not in FORMS[formulir].parts:
        return ""
    place, date = row["tempat"] or OPEN, row["tanggal"] or OPEN
    if formulir == "sk_tim":
        return f"Ditetapkan di {place}\npada tanggal {date}"
    return f"{place}, {date}"


def scan_blocks(berkas: pd.DataFrame, *, numbered: bool = False) -> list[Block]:
    """The attached files of one part, page by page; a note names those that are announced only.

    Args:
        berkas: Rows of `lampiran_berkas` with `halaman`, their pictures.
        numbered: Whether each file is a numbered Gambar.
    """
    blocks: list[Block] = []
    for attached, rows in groupby(records(berkas), key=lambda row: bool(row["halaman"])):
        if attached:
            blocks += [block for row in rows for block in _scans(row, numbered)]
        else:
            titles = [row["judul"] for row in rows]
            blocks.append(gap("Tidak dilampirkan:\n" + "\n".join(f"• {it}" for it in titles)))
    return blocks


def _scans(row: Row, numbered: bool) -> list[Block]:
    pages, alt = row["halaman"], row["alt"] or row["judul"]
    source = blank(row["keterangan"])
    if len(pages) == 1:
        return [scan(row["kode"], row["judul"], pages[0], alt, numbered=numbered, source=source)]
    return [
        scan(
            f"{row['kode']}-{place}",
            f"{row['judul']} (halaman {place} dari {len(pages)})",
            page,
            f"{alt} (halaman {place} dari {len(pages)})",
            numbered=numbered and place == 1,
            source=source if place == len(pages) else "",
        )
        for place, page in enumerate(pages, start=1)
    ]
