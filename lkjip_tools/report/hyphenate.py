"""Running text of the PDF, broken between syllables where a line ends, and nowhere else.

Typst knows no Indonesian patterns, and a soft hyphen that is not used stays in the text of the PDF:
who searches or copies a word would not find it. So all prose is set once, a block to a page, with
every soft hyphen it could use; where the lines broke is read from that, and only those are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2

from lkjip_tools.report.markdown import Node
from lkjip_tools.report.syllable import SOFT_HYPHEN, hyphenated

_PROSE = ("paragraph", "list", "quote")
_LAST_WORD = re.compile(r"\S+$")  # of a paragraph: half of it would make a line of its own
_HYPHEN = re.compile(f"[-{SOFT_HYPHEN}]")
# PDFium reads any hyphen that ends a line as U+FFFE, with or without the soft hyphen before it.
_SHOWN = re.compile(f"-|{SOFT_HYPHEN}*\ufffe|{SOFT_HYPHEN}+")


def is_prose(node: Node) -> bool:
    """Whether a node is running text, whose words may be broken."""
    return node["kind"] in _PROSE


def breakable(prose: Node) -> Node:
    """A copy of prose with every soft hyphen it could use."""
    copy: Node = _copied(prose)
    for paragraph in _paragraphs([copy]):
        texts = list(_texts(paragraph))
        for text in texts:
            text["text"] = hyphenated(text["text"])
        if texts:
            texts[-1]["text"] = _LAST_WORD.sub(_whole, texts[-1]["text"])
    return copy


def keep_used(prose: Iterable[Node], pdf: bytes) -> None:
    """Keep the soft hyphens that end a line in a PDF of this prose, a node to a page.

    A node that comes again has no second page.
    """
    once = {id(node): node for node in prose}.values()
    for node, lines in zip(once, _pages(pdf) if once else (), strict=True):
        _keep(node, _SHOWN.findall(lines))


def _keep(node: Node, shown: list[str]) -> None:
    """Keep the soft hyphens that end lines; none at all if not every hyphen is accounted for."""
    texts = [text for paragraph in _paragraphs([node]) for text in _texts(paragraph)]
    known = sum(len(_HYPHEN.findall(text["text"])) for text in texts) == len(shown)
    marks = iter(shown if known else [])

    def kept(hyphen: re.Match[str]) -> str:
        mark = next(marks, SOFT_HYPHEN)
        return hyphen[0] if hyphen[0] == "-" or mark != SOFT_HYPHEN else ""

    for text in texts:
        text["text"] = _HYPHEN.sub(kept, text["text"])


def _copied(node: Any) -> Any:
    """A copy of what JSON can say; `deepcopy` is made for more, and takes as much longer."""
    if isinstance(node, dict):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(item) for item in node] if isinstance(node, list) else node


def _whole(word: re.Match[str]) -> str:
    return word[0].replace(SOFT_HYPHEN, "")


def _pages(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()


def _paragraphs(nodes: Iterable[Any]) -> Iterator[list[Node]]:
    """What is inline in each paragraph below nodes, in reading order."""
    for node in nodes:
        if isinstance(node, list):
            yield from _paragraphs(node)
        elif node["kind"] == "paragraph":
            yield node["children"]
        else:
            yield from _paragraphs(node.get("children") or node.get("items") or [])


def _texts(inlines: Iterable[Node]) -> Iterator[Node]:
    for node in inlines:
        if node["kind"] == "text":
            yield node
        else:
            yield from _texts(node.get("children", []))
