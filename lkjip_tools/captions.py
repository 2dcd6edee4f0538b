"""Numbers of tables and charts by chapter, and the references that follow them.

A reference is a Markdown link whose target is the key of a table or chart, or the anchor of a
heading: `[](#iku)` prints *Tabel 2.4*, `[](#lampiran-iii)` prints *Lampiran III*, and
`[tabel itu](#iku)` keeps its own words. All formats print what is decided here, once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from lkjip_tools.errors import AssembleError, nearest
from lkjip_tools.finding import Finding
from lkjip_tools.heading import opening_of, slug
from lkjip_tools.shown import MIME_BLOCK, MIME_FINDINGS

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_REFERENCE = re.compile(r"\[([^\]]*)\]\(#([^)\s]+)\)")
PICTURES = ("chart", "scan")
_MARKUP = re.compile(r"[\\`*_\[\]<]")

# Told the line, counted from 0, and what is wrong with a reference on it.
Lost = Callable[[int, str], None]


def number_captions(notebook: Any) -> None:
    """Give every numbered table and every chart its number, once, for all formats.

    Numbers begin anew in each chapter and annex: Tabel 3.1 in Bab III, Tabel L5.1 in Lampiran V.
    Before the first of them, and in a report without such chapters, they are plain: Tabel 1.
    Tables of one part (`a`, `b`, …) share a number: Tabel 3.2a, Tabel 3.2b.
    """
    code, count = "", Counter[tuple[str, str]]()
    for item in _printed(notebook):
        block = item if isinstance(item, dict) else {}
        for level, text in _headings(item):
            opening = opening_of(text) if level == 1 else None
            code = opening.code if opening else code
        before = f"{code}." if code else ""
        if block.get("kind") in PICTURES and block.get("numbered", True):
            count["Gambar", code] += 1
            _caption(block, f"Gambar {before}{count['Gambar', code]}")
        elif block.get("kind") == "table" and block.get("numbered"):
            part = block.get("part") or ""
            count["Tabel", code] += part in ("", "a")
            _caption(block, f"Tabel {before}{count['Tabel', code]}{part}")


def link_references(notebook: Any) -> None:
    """Let every reference say what it refers to; captions are numbered before.

    In a narrative, one that leads nowhere stays visible and adds a finding to its cell.

    Raises:
        AssembleError: One that leads nowhere stands in a chapter's own text.
    """
    labels = _labels(notebook)
    for cell in _cells(notebook):
        chapter = cell.metadata.get("lkjip", {}).get("bab", "notebook")
        if cell.cell_type == "markdown":
            cell.source = _linked(cell.source, labels, _refuse(chapter))
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for block in _listed(data.get(MIME_BLOCK, [])):
                if block["kind"] == "prose":
                    found: list[Finding] = []
                    lost = _report(block, found) if block.get("berkas") else _refuse(chapter)
                    block["markdown"] = _linked(block["markdown"], labels, lost)
                    if found:
                        known = data.get(MIME_FINDINGS, [])
                        data[MIME_FINDINGS] = [*known, *map(asdict, found)]


def _linked(text: str, labels: dict[str, str], lost: Lost) -> str:
    def replace(link: re.Match[str]) -> str:
        words, key = link.groups()
        if key in labels:
            return f"[{words or labels[key]}](#{key})"
        line = text.count("\n", 0, link.start())
        lost(line, f"rujukan '#{key}' tidak mengarah ke mana pun{nearest(key, list(labels))}")
        return f"{words} **[rujukan tidak dikenal: #{key}]**".lstrip()

    return _REFERENCE.sub(replace, text)


def _refuse(chapter: str) -> Lost:
    def lost(_: int, message: str) -> None:
        raise AssembleError(f"{chapter}: {message}")

    return lost


def _report(narrative: dict[str, Any], found: list[Finding]) -> Lost:
    def lost(line: int, message: str) -> None:
        place = f"{narrative['berkas']} baris {narrative['baris'] + line}"
        advice = "Pakai kunci tabel atau gambar, atau nama bagian."
        found.append(
            Finding(
                "rujukan_bagian", "minor", place, f"{message[0].upper()}{message[1:]}. {advice}"
            )
        )

    return lost


def _labels(notebook: Any) -> dict[str, str]:
    """What a reference to each key and anchor prints; the first of two like ones counts."""
    labels: dict[str, str] = {}
    for item in _printed(notebook):
        for level, text in _headings(item):
            opening = opening_of(text) if level == 1 else None
            labels.setdefault(slug(text), opening.label if opening else text)
            if opening:
                labels.setdefault(slug(opening.label), opening.label)
        if isinstance(item, dict) and item["kind"] in ("table", *PICTURES):
            words = item.get("label") or _MARKUP.sub(r"\\\g<0>", item["title"])
            labels.setdefault(slug(item["key"]), words)
    return labels


def _printed(notebook: Any) -> Iterator[str | dict[str, Any]]:
    """What the report prints, in order: Markdown as text, and blocks."""
    for cell in _cells(notebook):
        if cell.cell_type == "markdown":
            yield cell.source
        for output in cell.get("outputs", []):
            yield from _listed(output.get("data", {}).get(MIME_BLOCK, []))


def _cells(notebook: Any) -> Iterator[Any]:
    return (cell for cell in notebook.cells if "laporan" in cell.metadata.get("tags", []))


def _listed(found: Any) -> list[dict[str, Any]]:
    return found if isinstance(found, list) else [found]


def _headings(item: str | dict[str, Any]) -> list[tuple[int, str]]:
    text = item if isinstance(item, str) else item.get("markdown", "")
    return [(len(marks), words) for marks, words in _HEADING.findall(text)]


def _caption(block: dict[str, Any], label: str) -> None:
    block["label"], block["caption_text"] = label, f"{label} {block['title']}"
