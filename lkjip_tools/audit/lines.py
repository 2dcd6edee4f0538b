"""Printed lines to blocks: tables, headings, captions, paragraphs.

Every reader hands over lines and, where its format knows them, tables; what a line is, is decided
here, once for all formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from lkjip_tools.audit.model import Block, Cell, Heading, Paragraph, Row, Table
from lkjip_tools.audit.printed import Place, Printed, numbers_in

Line = tuple[int, int, str]  # page, line, text

CAPTION = re.compile(r"^\s*\W*(?:tabel|table|gambar|grafik|diagram)\s+\w{1,6}\b", re.IGNORECASE)
_TABLE_CAPTION = re.compile(r"^\W*(?:tabel|table)\b", re.IGNORECASE)
_MARKER = re.compile(r"^\W*(\d{1,2}[.)]|[a-zA-Z][.)]|[ivxIVX]{1,5}[.)])\s+")
_HEAD = re.compile(
    r"^(?:BAB\s+[IVX\d]+|LAMPIRAN\s+[IVX\d]+|[A-Z](?:\.\d+)*\.\s+\S|\d+\.\d+\.?\s+\S|"
    r"KATA PENGANTAR|IKHTISAR|RINGKASAN|DAFTAR\s)",
)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|^#{1,6}\s+")
_RULE = re.compile(r"^[\s|:\-+=]*-[\s|:\-+=]*$")
_GAP = re.compile(r" {3,}")
_SENTENCE_END = (".", ":", ";", "?", "!", "…")
WIDEST = 110


def clean(text: str) -> str:
    """Take the markup out of a text; what is left is what a reader sees."""
    text = _TAGS.sub(" ", text) if "<" in text else text
    return re.sub(r"\s+", " ", _EMPHASIS.sub("", text)).strip()


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Sort lines into blocks."""
    blocks: list[Block] = []
    for kind, group in groupby(lines, key=_kind):
        run = list(group)
        if kind == "table" and (len(run) > 1 or _marked(run[0][2])):
            blocks.append(_table(run))
        elif kind == "table":
            blocks.extend(_text_blocks([(page, n, _GAP.sub(" ", text)) for page, n, text in run]))
        elif kind == "text":
            blocks.extend(_text_blocks(run))
    return join_paragraphs(blocks)


def _kind(line: Line) -> str:
    text = line[2]
    if not text.strip():
        return "blank"
    if is_row(text):
        return "table"
    return "text"


def is_row(text: str) -> bool:
    """Say whether a line is a row of a table: tabs, pipes, or columns set apart by blanks."""
    if text.strip().startswith("http"):
        return False
    if "\t" in text.strip() or ("\t" in text and text.strip()):
        return True
    if text.lstrip(" -").startswith("|") and text.count("|") > 1:
        return True
    return len(_GAP.split(text.strip())) > 2


def _marked(text: str) -> bool:
    """Cells set apart by a mark; one line with wide blanks alone is no table."""
    return "\t" in text or "|" in text


def split_row(text: str) -> list[tuple[int, str]]:
    """Return the cells of a row with their columns."""
    if "\t" in text:
        return _split(text, "\t")
    if text.lstrip(" -").startswith("|"):
        start = text.index("|") + 1
        inner = text[start:].rstrip()
        inner = inner.removesuffix("|")
        return [(start + column, cell) for column, cell in _split(inner, "|")]
    cells = []
    offset = 0
    for part in _GAP.split(text):
        found = text.index(part, offset) if part else offset
        cells.append((found + 1, part))
        offset = found + len(part)
    return cells


def _split(text: str, mark: str) -> list[tuple[int, str]]:
    column, cells = 1, []
    for part in text.split(mark):
        cells.append((column, part))
        column += len(part) + 1
    return cells


def make_cell(text: str, place: Place) -> Cell:
    """Build a cell; it holds a number when a number is what it says, a unit aside."""
    plain = clean(text)
    lead = len(text) - len(text.lstrip())
    start = Place(place.page, place.line, place.column + lead)
    return Cell(plain, start, cell_number(plain, start))


_NOT_NUMBER = re.compile(r"^\W*\d{1,2}[.)]\s*\D|[A-Za-z]{3,}\W+[A-Za-z]{3,}\W+[A-Za-z]{3,}")
_CODE = re.compile(r"\d(?:\.\d{2}){1,}(?:\.\d+)*|\d{18}")


def cell_number(text: str, place: Place) -> Printed | None:
    """Return the number of a cell, or `None` when it holds words, a code or several numbers."""
    if not any(ch.isdigit() for ch in text) or len(text) > 60 or _CODE.fullmatch(text):
        return None
    if _NOT_NUMBER.search(text):
        return None
    found = list(numbers_in(text, place))
    return found[0] if len(found) == 1 else None


_AMOUNT = re.compile(r"(?:Rp\.?\s?)?\d{1,3}(?:\.\d{3})+(?:,\d+|,-)?")
_MARKS = re.compile(r"(?:Rp\.?\s?)?[\d.,-]+")


def rejoined(parts: Sequence[str]) -> str:
    """Put a cell together whose text was broken to fit: `10.381.50` + `9.111` is one amount."""
    pieces = [piece.strip() for piece in parts if piece.strip()]
    whole = "".join(pieces)
    if len(pieces) > 1 and all(map(_MARKS.fullmatch, pieces)):
        for kind in (_AMOUNT, _CODE):
            if kind.fullmatch(whole) and not all(map(kind.fullmatch, pieces)):
                return whole
    text = ""
    for part in pieces:
        if text:
            text += part if broken(text, part) else f" {part}"
        else:
            text = part
    return text


def broken(before: str, after: str) -> bool:
    """Say whether two pieces are one number or code that a narrow column cut."""
    if not (_MARKS.fullmatch(before) and _MARKS.fullmatch(after)) or not before[-1:].strip("-"):
        return False
    if before.endswith((".", ",")) or after.startswith((".", ",")):
        return True
    whole = _AMOUNT.fullmatch(before + after)
    return bool(whole and not (_AMOUNT.fullmatch(before) and _AMOUNT.fullmatch(after))) and (
        "." in before
    )


def make_row(page: int, number: int, cells: Sequence[tuple[int, str]]) -> Row:
    """Build a row."""
    made = [make_cell(text, Place(page, number, column)) for column, text in cells]
    return Row(made, Place(page, number, 1))


def _table(run: list[Line]) -> Table:
    rows = [make_row(page, n, split_row(text)) for page, n, text in run if not _RULE.match(text)]
    page, number, _ = run[0]
    return Table([row for row in rows if row.text], [], Place(page, number, 1))


def _text_blocks(run: list[Line]) -> Iterator[Block]:
    """Split consecutive text lines: captions, headings, list items, paragraphs."""
    gathered: list[Line] = []
    for line in run:
        if gathered and _starts_anew(line[2], gathered[-1][2]):
            yield _block(gathered)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _block(gathered)


def _starts_anew(text: str, before: str) -> bool:
    if CAPTION.match(text) or _MARKER.match(text):
        return True
    if before.count("**") % 2:  # emphasis that runs on
        return False
    heading = is_heading(clean(text))
    if heading != is_heading(clean(before)):
        return True
    return not heading and len(before) < WIDEST // 2 and before.rstrip().endswith((",", ":"))


def is_heading(text: str) -> bool:
    """Say whether a short line is a heading: capitals throughout, or the start of a part."""
    if len(text) > 240 or not text:
        return False
    letters = [ch for ch in text if ch.isalpha()]
    if len(letters) > 3 and sum(ch.isupper() for ch in letters) > 0.9 * len(letters):
        return True
    return bool(_HEAD.match(text)) and len(text) < 120 and not text.endswith((".", ";"))


def _block(run: list[Line]) -> Block:
    pieces: list[str] = []
    starts, places = [], []
    length = 0
    for page, number, text in run:
        plain = clean(text)
        first = next(iter(plain.split()), "")
        column = text.find(first) + 1 if first else 1
        starts.append(length)
        places.append(Place(page, number, max(column, 1)))
        pieces.append(plain)
        length += len(plain) + 1
    text = " ".join(pieces)
    if CAPTION.match(text):
        return Heading(text, places[0], caption=bool(_TABLE_CAPTION.match(text)))
    whole_bold = run[0][2].strip().startswith("**") and run[-1][2].strip().endswith("**")
    if is_heading(text) or (whole_bold and len(text) < 200):
        return Heading(text, places[0])
    marker = _MARKER.match(text)
    return Paragraph(text, places, starts, marker[1] if marker else "")


def join_paragraphs(blocks: list[Block]) -> list[Block]:
    """Join paragraphs that a page break cut in two."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, Paragraph) and isinstance(before, Paragraph) and _cut(before, block):
            shift = len(before.text) + 1
            before.starts += [shift + start for start in block.starts]
            before.places += block.places
            before.text += " " + block.text
        else:
            joined.append(block)
    return joined


def _cut(before: Paragraph, block: Paragraph) -> bool:
    first = block.text[:1]
    goes_on = first.islower() or (first.isdigit() and not block.marker) or first in "("
    return goes_on and len(before.text) > 60 and not before.text.rstrip().endswith(_SENTENCE_END)
