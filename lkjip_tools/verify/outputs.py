"""Two outputs of one cell, compared by what they mean.

A table is compared as a table, a figure by its id and exact value, a chart by its drawing, an
image by its pixels, all else as text. The forms that only repeat a block for JupyterLab are looked
at when the block itself agrees.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from lkjip_tools.figure_lines import MIME_FIGURES, read_figures
from lkjip_tools.shown import MIME_BLOCK_TEXT, MIME_FINDINGS, blocks_in
from lkjip_tools.verify.difference import Detail, Json, around, near
from lkjip_tools.verify.tables import compare_tables

PRESENTATION = frozenset({"gambar", "tampilan"})  # no number, no word can differ in these alone
_FIRST = (MIME_BLOCK_TEXT, MIME_FIGURES, MIME_FINDINGS, "text/plain")


def compare_outputs(
    stored: Sequence[Json], now: Sequence[Json], tolerance: Decimal
) -> Iterator[Detail]:
    """Yield what differs between all outputs of one cell, in order.

    Args:
        stored: Outputs as the notebook holds them.
        now: Outputs of the new run.
        tolerance: How far apart two exact values may be; texts must be the same.
    """
    if len(stored) != len(now):
        shown = (f"{len(outputs)} keluaran" for outputs in (stored, now))
        yield Detail("keluaran", "banyaknya keluaran", *shown)
    for number, (old, new) in enumerate(zip(stored, now, strict=False), 1):
        prefix = f"keluaran {number}: " if len(stored) > 1 else ""
        for found in _output(old, new, tolerance):
            yield Detail(found.jenis, prefix + found.tempat, found.tersimpan, found.dihitung)


def _output(old: Json, new: Json, tolerance: Decimal) -> Iterator[Detail]:
    if old["output_type"] != new["output_type"]:
        yield Detail("keluaran", "jenis keluaran", old["output_type"], new["output_type"])
    elif "data" in old:
        yield from _bundle(old["data"], new["data"], tolerance)
    else:
        for name in ("name", "ename", "evalue", "text"):
            yield from _texts("teks", name, old.get(name, ""), new.get(name, ""))


def _bundle(old: Json, new: Json, tolerance: Decimal) -> Iterator[Detail]:
    """Compare the forms of one output; the first that differs speaks for the others."""
    if set(old) != set(new):
        yield Detail("keluaran", "bentuk keluaran", *(", ".join(sorted(it)) for it in (old, new)))
        return
    for mime in (*_FIRST, *sorted(set(old) - set(_FIRST))):
        found = list(_form_or_text(mime, old[mime], new[mime], tolerance)) if mime in old else []
        yield from found
        if found:
            return


def _form_or_text(mime: str, old: Any, new: Any, tolerance: Decimal) -> Iterator[Detail]:
    try:
        yield from list(_form(mime, old, new, tolerance))
    except (LookupError, TypeError, ValueError, AttributeError):  # a hand broke what was stored
        yield from _texts("teks", mime, _text(old), _text(new))


def _form(mime: str, old: Any, new: Any, tolerance: Decimal) -> Iterator[Detail]:
    match mime:
        case _ if old == new:
            return
        case _ if mime == MIME_BLOCK_TEXT:
            before, after = (blocks_in({mime: shown}) for shown in (old, new))
            yield from _blocks(before, after, tolerance)
        case _ if mime == MIME_FIGURES:
            yield from _figures(read_figures([old]), read_figures([new]), tolerance)
        case _ if mime == MIME_FINDINGS:
            yield from _findings(old, new)
        case "image/png" | "image/jpeg":
            if _pixels(old, mime) != _pixels(new, mime):
                yield Detail("gambar", f"gambar {mime}", *_sizes(old, new))
        case "text/plain":
            yield from _texts("teks", "teks", old, new)
        case _:
            yield from _texts("tampilan", mime, _text(old), _text(new))


def _blocks(before: Sequence[Json], after: Sequence[Json], tolerance: Decimal) -> Iterator[Detail]:
    if [it["kind"] for it in before] != [it["kind"] for it in after]:
        kinds = (", ".join(it["kind"] for it in blocks) for blocks in (before, after))
        yield Detail("keluaran", "jenis blok", *kinds)
        return
    for one, other in zip(before, after, strict=True):
        match one["kind"]:
            case "table":
                yield from compare_tables(one, other, tolerance)
            case "chart":
                yield from _chart(one, other)
            case kind:
                for key in sorted(set(one) | set(other)):
                    texts = _text(one.get(key)), _text(other.get(key))
                    yield from _texts("teks", f"blok {kind}, {key}", *texts)


def _chart(one: Json, other: Json) -> Iterator[Detail]:
    """Compare a chart; its words first, for they hold what it says."""
    for key in sorted((set(one) | set(other)) - {"svg"}):
        texts = _text(one.get(key)), _text(other.get(key))
        yield from _texts("bagan", f"bagan '{one.get('key')}', {key}", *texts)
    yield from _texts("gambar", f"bagan '{one.get('key')}', gambarnya", one["svg"], other["svg"])


def _figures(old: Sequence[Json], new: Sequence[Json], tolerance: Decimal) -> Iterator[Detail]:
    before, after = ({item["id"]: item for item in items} for items in (old, new))
    for id in before | after:
        if id not in before or id not in after:
            shown = ("ada" if id in items else "tidak ada" for items in (before, after))
            yield Detail("angka", f"angka {id}", *shown)
            continue
        yield from _figure(before[id], after[id], tolerance)
    if before == after and [*before] != [*after]:
        yield Detail("urutan", "urutan angka", *around("\n".join(before), "\n".join(after)))


def _figure(old: Json, new: Json, tolerance: Decimal) -> Iterator[Detail]:
    for key in old | new:
        if key == "operan":
            names = [[part["id"] for part in item[key]] for item in (old, new)]
            if names[0] != names[1]:
                yield Detail("angka", f"angka {old['id']}, operan", *map(", ".join, names))
                continue
            for one, other in zip(old[key], new[key], strict=True):
                yield from _values(f"angka {old['id']}, operan {one['id']}", one, other, tolerance)
    yield from _values(f"angka {old['id']}", old, new, tolerance)


def _values(place: str, old: Json, new: Json, tolerance: Decimal) -> Iterator[Detail]:
    for key in (name for name in old | new if name != "operan"):
        one, other = old.get(key), new.get(key)
        if one != other and not (key == "nilai" and near(one, other, tolerance)):
            yield Detail("angka", f"{place}, {key}", _text(one), _text(other))


def _findings(old: Sequence[Json], new: Sequence[Json]) -> Iterator[Detail]:
    before, after = ([_finding(item) for item in items] for items in (old, new))
    for text in (item for item in before if item not in after):
        yield Detail("temuan", "temuan yang tidak muncul lagi", text, "tidak ada")
    for text in (item for item in after if item not in before):
        yield Detail("temuan", "temuan baru", "tidak ada", text)
    if sorted(before) == sorted(after):
        yield Detail("urutan", "urutan temuan", *around("\n".join(before), "\n".join(after)))


def _finding(item: Json) -> str:
    return "; ".join(str(value) for value in item.values() if value)


def _texts(jenis: str, tempat: str, old: str, new: str) -> Iterator[Detail]:
    if old != new:
        yield Detail(jenis, tempat, *around(old, new))


def _text(value: Any) -> str:
    if value is None:
        return "(kosong)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _pixels(data: str, mime: str) -> Any:
    """Return an image's pixels: two encodings of one picture are the same picture."""
    from matplotlib.image import imread

    try:
        return imread(io.BytesIO(base64.b64decode(data)), mime.rpartition("/")[2]).tolist()
    except (ValueError, OSError, SyntaxError):
        return data


def _sizes(old: str, new: str) -> tuple[str, str]:
    return f"gambar {len(old)} huruf base64", f"gambar lain, {len(new)} huruf base64"
