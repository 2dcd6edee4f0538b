"""What the runner adds to a report: findings with their answers; in a draft, all findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lkjip_tools.block import Block, Cell, Column, Table, prose
from lkjip_tools.finding import WEIGHTS
from lkjip_tools.response import open_ones
from lkjip_tools.shown import MIME_BLOCK

ANSWERED, ALL = "Tanggapan atas Temuan", "Daftar Temuan"
_LEVELS = {tingkat: tingkat.title() for tingkat in WEIGHTS}
_NOWHERE = "–"
Findings = Sequence[Mapping[str, str]]


def annex_answers(findings: Findings, folder: str) -> list[Any]:
    """Return the cells that print the findings with an answer; none where there is none.

    Args:
        findings: As `answer` returns them.
        folder: The agency's data, left out of places.
    """
    answered = [finding for finding in findings if finding["tanggapan"]]
    if not answered:
        return []
    table = Table(
        "tanggapan",
        f"Temuan yang ditanggapi, berkas dalam {folder}",
        [
            Column("No", "center", 0.5),
            Column("Temuan", "left", 6),
            Column("Letak data", "left", 3),
            Column("Tanggapan", "left", 5),
            Column("Penanggung jawab", "left", 2.2),
        ],
        numbered=False,
        orientation="landscape",
        size="small",
    )
    for number, finding in enumerate(answered, start=1):
        signed = f"{finding['penanggung_jawab']}\n{finding['tanggal']}"
        table.row(
            str(number),
            f"{kind(finding)}. {finding['pesan']}",
            _short(finding["lokasi"], folder),
            finding["tanggapan"],
            signed,
        )
    text = (
        "Pemeriksaan otomatis membandingkan data instansi dengan dirinya sendiri. Temuan di bawah "
        "ini ditanggapi instansi, tidak diperbaiki."
    )
    note = open_note(findings)
    return _annex(ANSWERED, [prose(text), *([prose(f"**{note}**")] if note else []), table.block()])


def annex_findings(
    findings: Findings, places: Mapping[int, Sequence[str]], folder: str
) -> list[Any]:
    """Return the cells that print every finding, the weightiest first.

    Args:
        findings: As `answer` returns them; numbered from 1 as in the margin.
        places: Where the margin shows a finding, by its number.
        folder: The agency's data, left out of places.
    """
    blocks: list[Block] = []
    numbered = list(enumerate(findings, start=1))
    for tingkat, label in _LEVELS.items():
        mine = [(number, finding) for number, finding in numbered if finding["tingkat"] == tingkat]
        if mine:
            blocks.append(prose(f"## {label}: {len(mine)} temuan"))
            blocks.append(_findings_table(mine, places, folder, tingkat))
    if not blocks:
        blocks = [prose("Pemeriksaan tidak menemukan apa pun.")]
    return _annex(ALL, blocks)


def open_note(findings: Findings) -> str:
    """What the cover of a report says that is not final, for `belum_final`; empty if it could be.

    Args:
        findings: As `answer` returns them.
    """
    count = len(open_ones(findings))
    return f"Belum final: {count} temuan material belum ditanggapi (temuan.csv)." if count else ""


def draft_notes(findings: Findings, folder: str) -> dict[str, Any]:
    """Return what the margins of a draft print, for `nb.metadata.lkjip.draf`.

    Returns:
        `temuan`: of each finding its `nomor`, `tingkat`, `jenis`, `pesan`, `lokasi`, `tanggapan`;
        `jumlah`: how many of each `tingkat` are still without an answer.
    """
    return {
        "temuan": [
            {
                "nomor": number,
                "tingkat": finding["tingkat"],
                "jenis": kind(finding),
                "pesan": finding["pesan"],
                "lokasi": finding["lokasi"].replace(f"{folder}/", ""),
                "tanggapan": finding["tanggapan"],
            }
            for number, finding in enumerate(findings, start=1)
        ],
        "jumlah": {
            tingkat: sum(f["tingkat"] == tingkat and not f["tanggapan"] for f in findings)
            for tingkat in _LEVELS
        },
    }


def kind(finding: Mapping[str, str]) -> str:
    """The kind of a finding in words."""
    return finding["kode"].replace("_", " ").capitalize()


def _findings_table(
    findings: Iterable[tuple[int, Mapping[str, str]]],
    places: Mapping[int, Sequence[str]],
    folder: str,
    tingkat: str,
) -> Block:
    table = Table(
        f"temuan-{tingkat}",
        f"Temuan {tingkat}, berkas dalam {folder}",
        [
            Column("No", "center", 0.7),
            Column("Temuan", "left", 8),
            Column("Letak data", "left", 3.4),
            Column("Letak dalam laporan", "left", 2.4),
            Column("Tanggapan", "left", 2.5),
        ],
        numbered=False,
        orientation="landscape",
        size="small",
    )
    for number, finding in findings:
        table.row(
            Cell(f"T{number}", strong=True),
            f"{kind(finding)}. {finding['pesan']}",
            _short(finding["lokasi"], folder),
            "\n".join(places.get(number, ())) or _NOWHERE,
            finding["tanggapan"] or _NOWHERE,
        )
    return table.block()


def _short(lokasi: str, folder: str) -> str:
    return lokasi.replace(f"{folder}/", "").replace("; ", "\n")


def _annex(title: str, blocks: Sequence[Block]) -> list[Any]:
    import nbformat.v4

    new: Any = nbformat.v4
    place = {"tags": ["laporan"], "lkjip": {"bab": title, "bagian": "lampiran"}}
    outputs = [new.new_output("display_data", data={MIME_BLOCK: dict(block)}) for block in blocks]
    slug = title.lower().replace(" ", "-")
    return [
        new.new_markdown_cell(f"# {title}", metadata=place, id=f"{slug}-judul"),
        new.new_code_cell(outputs=outputs, metadata=place, id=f"{slug}-isi"),
    ]
