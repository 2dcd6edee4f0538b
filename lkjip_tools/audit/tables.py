"""Tables put in order: captions and headings found, split ones joined, header rows told apart."""

from __future__ import annotations

import re
from itertools import pairwise

from lkjip_tools.audit.lines import broken, clean, make_cell, rejoined
from lkjip_tools.audit.model import Block, Document, Heading, Paragraph, Row, Table
from lkjip_tools.audit.words import measure_of

_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
_COLUMN_FORMULA = re.compile(r"\(?\d{1,2}\)?\s*=\s*[\d(][\d\s+\-/:x×*()%]*", re.IGNORECASE)
_SUBHEAD = re.compile(
    r"(?:K|Rp\.?|%|persen\w*|I|II|III|IV|TW\s?\S+|\d{4}|\(.{1,12}\))", re.IGNORECASE
)
_DASHES = re.compile(r"[-–—.:]+")
CONTEXT = 3
SHORT, LONGEST = 14, 200
_STEP, _FIRST, _FEW = 3, 6, 2
_YEAR = re.compile(r"(?:19|20)\d\d")


def order(document: Document) -> Document:
    """Join split tables and give each its caption, its context and its header."""
    blocks = _joined(document.blocks)
    context: list[str] = []
    number = 0
    for n, block in enumerate(blocks):
        if isinstance(block, Heading):
            context = [*context[-(CONTEXT * 2) :], block.text]
        elif isinstance(block, Table):
            number += 1
            block.number = number
            block.context = tuple(context[-CONTEXT:])
            block.intro = _intro(blocks[max(0, n - 6) : n])
            block.caption = _caption(block.intro)
            if not block.head:
                block.head, block.rows = split_head(block.rows)
    document.blocks = blocks
    return document


def _intro(before: list[Block]) -> tuple[str, ...]:
    """Texts between a table and the one above it."""
    texts: list[str] = []
    for block in reversed(before):
        if isinstance(block, Table):
            break
        texts.insert(0, block.text)
    return tuple(texts)


def _caption(intro: tuple[str, ...]) -> str:
    """The nearest short line above a table; one that a page cut in two is put together."""
    for n in range(len(intro) - 1, -1, -1):
        if len(intro[n]) < SHORT and n:
            return f"{intro[n - 1]} {intro[n]}"[-LONGEST:]
        if len(intro[n]) < LONGEST:
            return intro[n]
    return ""


def _joined(blocks: list[Block]) -> list[Block]:
    out: list[Block] = []
    last: Table | None = None
    for block in blocks:
        if isinstance(block, Table) and last is not None and _continues(last, block):
            _append(last, block)
            continue
        out.append(block)
        if isinstance(block, Table):
            last = block
        elif not _page_furniture(block):
            last = None
    return out


def _page_furniture(block: Block) -> bool:
    """A page number or a running header between the two halves of a table."""
    return isinstance(block, Paragraph) and len(block.text) < 8 and not block.marker


def _continues(before: Table, block: Table) -> bool:
    if not block.rows or not before.rows:
        return False
    if _key(before.rows[0]) == _key(block.rows[0]):
        return True
    wide = max(len(row.cells) for row in before.rows)
    other = max(len(row.cells) for row in block.rows)
    return abs(wide - other) <= 1 and wide > 1 and not _is_head(block.rows[0], first=True)


def _key(row: Row) -> str:
    return re.sub(r"\W+", "", row.text.casefold())


def _append(before: Table, block: Table) -> None:
    head = {_key(row) for row in before.rows[:5]} | {_key(row) for row in before.head}
    rows = block.rows
    if _key(before.rows[0]) == _key(rows[0]):
        repeated, rows = split_head(rows)
        head |= {_key(row) for row in repeated}
    while rows and _key(rows[0]) in head:
        rows = rows[1:]
    if rows and before.rows and rows[0].place.page != before.rows[-1].place.page:
        rows = _glued(before.rows, rows)
    before.rows += rows


def _glued(above: list[Row], rows: list[Row]) -> list[Row]:
    """Put a row together that a page break cut: an amount above goes on below."""
    last, first = above[-1], rows[0]
    pairs = list(zip(last.cells, first.cells, strict=False))
    if not any(a.text and b.text and broken(a.text, b.text) for a, b in pairs):
        return rows
    for n, (a, b) in enumerate(pairs):
        last.cells[n] = make_cell(rejoined([a.text, b.text]), a.place if a.text else b.place)
    return rows[1:]


def split_head(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the header rows and the data rows of a table."""
    n = 0
    while n < len(rows) and n < 6 and _is_head(rows[n], first=n == 0):
        n += 1
    if n == len(rows) and n > 1:
        n = 1
    return rows[:n], rows[n:]


def _is_head(row: Row, *, first: bool) -> bool:
    """A row of headings, of column numbers or of the sub-headings below them."""
    filled = [cell.text for cell in row.cells if cell.text]
    if not filled or all(_DASHES.fullmatch(text) for text in filled):
        return True
    marks = [
        bool(
            _COLUMN_NUMBER.fullmatch(text)
            or _COLUMN_FORMULA.fullmatch(text)
            or _SUBHEAD.fullmatch(text)
        )
        for text in filled
    ]
    years = not row.cells[0].text and all(_YEAR.fullmatch(text) for text in filled)
    if all(marks) and (len(filled) > _FEW or first or years):
        return _runs_on(filled)
    if _is_item(row):
        return False
    words = [text for text, mark in zip(filled, marks, strict=True) if not mark]
    if any(cell.number and not mark for cell, mark in zip(_filled(row), marks, strict=True)):
        return first and all(_year_only(text) for text in words if any(c.isdigit() for c in text))
    if not first and len(words) > _FEW and _names_measures(words):
        return True
    if first:
        return len(filled) > 1 or not any(ch.islower() for ch in filled[0])
    return (
        not row.cells[0].text
        and bool(words)
        and all(len(clean(text)) < 60 for text in words)
        and (len(filled) > 2)
    )


def _names_measures(words: list[str]) -> bool:
    """Most cells are known headings, and none says a number."""
    known = sum(bool(measure_of(text)) for text in words)
    return known * 2 > len(words) and not any(ch.isdigit() for text in words for ch in text)


def _runs_on(filled: list[str]) -> bool:
    """Column numbers count up from the left; a row of data that looks like them does not."""
    numbers = [int(text.strip("()")) for text in filled if _COLUMN_NUMBER.fullmatch(text)]
    years = [text for text in filled if _YEAR.fullmatch(text)]
    if years and numbers:
        return False
    begins = len(numbers) < len(filled) or numbers[0] <= _FIRST
    return begins and all(0 < b - a <= _STEP for a, b in pairwise(numbers))


def _filled(row: Row):  # type: ignore[no-untyped-def]
    return [cell for cell in row.cells if cell.text]


def _is_item(row: Row) -> bool:
    """A numbered row is data, whatever else it holds."""
    first = row.cells[0].text
    return (
        bool(re.fullmatch(r"(?:\d{1,3}|[A-Za-z]|[IVX]{1,5})[.)]?", first))
        and len(row.cells) > 1
        and any(
            any(ch.isalpha() for ch in cell.text) and len(cell.text) > 6 for cell in row.cells[1:]
        )
    )


def _year_only(text: str) -> bool:
    return bool(re.search(r"\b(?:19|20)\d\d\b", text)) and not re.search(
        r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", text)
    )
