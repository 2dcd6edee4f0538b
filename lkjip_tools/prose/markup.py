"""A narrative's Markdown, rewritten so that a report can print all of it.

The narrative is parsed, and written anew from what was found: every text escaped, every link
checked, every reference replaced by its figure. Whatever a report does not print comes out as the
text it is, with a fault. So no text of an agency can be taken for a computed figure, for HTML, or
for a file to read, however it is spelled; and every fault knows its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

import mistune

from lkjip_tools.link import FIGURE_SCHEME, LINK_SCHEMES
from lkjip_tools.prose.escape import escape, escape_start
from lkjip_tools.prose.places import Fault, Places, Reference, Resolved

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIGURE_LINK = re.compile(rf"(?<!\\)\]\({FIGURE_SCHEME}")
_APART = "<!-- -->"  # a comment, which no format prints, keeps neighbours from running together
_TOP = 2  # a heading of level 1 would open a chapter
_PARSE = mistune.create_markdown(renderer="ast")

Token = dict[str, Any]
Resolve = Callable[[Reference], Resolved]


def prepare() -> None:
    """Compile the parser's patterns beforehand."""
    _PARSE("- satu *kata*")


def rewrite(text: str, resolve: Resolve) -> tuple[str, list[Fault]]:
    """Return Markdown that any format can print, and what is wrong with the text.

    Args:
        text: A narrative.
        resolve: Returns the Markdown that stands for a reference, and its figure or a fault.

    Returns:
        The Markdown, and the faults in the order of their lines; the text's first line is 1.
    """
    places = Places(text)
    tokens = _PARSE(places.marked)
    assert isinstance(tokens, list)
    markdown = _Writer(places, resolve).blocks(tokens)
    return markdown, places.faults()


class _Writer:
    def __init__(self, places: Places, resolve: Resolve) -> None:
        self.places, self.resolve = places, resolve

    # ---- Blocks ---------------------------------------------------------------------------------

    def blocks(self, tokens: list[Token], between: str = "\n\n") -> str:
        parts: list[str] = []
        after_list = False
        for token in tokens:
            text = self._block(token)
            if not text:
                continue
            is_list = token["type"] == "list"
            parts += [_APART, text] if is_list and after_list else [text]
            after_list = is_list
        return between.join(parts)

    def _block(self, token: Token) -> str:
        match token["type"]:
            case "heading":
                return self._heading(token)
            case "paragraph" | "block_text":
                return self._paragraph(self._inlines(token["children"]))
            case "list":
                return self._list(token)
            case "block_quote":
                return _indented(self.blocks(token["children"]), "> ", "> ")
            case "thematic_break":
                return "---"
            case "block_code":
                lines = token["raw"].strip("\n").splitlines()
                return self._paragraph("\\\n".join(self._text(line) for line in lines))
            case "blank_line":
                return ""
            case _:
                return self._paragraph(self._html(token.get("raw", "")))

    def _paragraph(self, markdown: str) -> str:
        self.places.end_of_text()
        return escape_start(markdown.strip())

    def _heading(self, token: Token) -> str:
        level = token["attrs"]["level"]
        if level < _TOP:
            self.places.fault("narasi_markah", "Judul tingkat 1 membuka bab; mulailah dari '##'.")
        text = self._paragraph(self._inlines(token["children"])).replace("\\\n", " ")
        return f"{'#' * max(level, _TOP)} {text}"

    def _list(self, token: Token) -> str:
        number, items = token["attrs"].get("start", 1), []
        for place, item in enumerate(token["children"]):
            ordered = token["attrs"]["ordered"]
            marker = f"{number + place}{token['bullet']} " if ordered else f"{token['bullet']} "
            body = self.blocks(item["children"], "\n" if token["tight"] else "\n\n")
            items.append(_indented(body, marker, " " * len(marker)))
        return ("\n" if token["tight"] else "\n\n").join(items)

    # ---- Inlines --------------------------------------------------------------------------------

    def _inlines(self, tokens: list[Token]) -> str:
        markdown = ""
        for token in tokens:
            piece = self._inline(token)
            markdown += _APART if markdown.endswith("*") and piece.startswith("*") else ""
            markdown += piece
        return markdown

    def _inline(self, token: Token) -> str:
        match token["type"]:
            case "text":
                return self._text(unescape(token["raw"]))
            case "codespan":
                return self._text(token["raw"])
            case "softbreak":
                return self._text(" ")
            case "linebreak":
                self.places.see(" ")
                return "\\\n"
            case "emphasis":
                return f"*{self._inlines(token['children'])}*"
            case "strong":
                return f"**{self._inlines(token['children'])}**"
            case "link":
                return self._link(token)
            case "image":
                pesan = "Gambar tidak dicetak dari narasi; lampirkan gambarnya."
                self.places.fault("narasi_markah", pesan)
                return rf"\[gambar: {self._inlines(token['children'])}\]"
            case _:
                return self._html(token.get("raw", ""))

    def _text(self, raw: str) -> str:
        return "".join(self._pieces(raw))

    def _pieces(self, text: str) -> Iterator[str]:
        for piece in self.places.read(text):
            if isinstance(piece, str):
                self.places.see(piece)
                yield escape(piece)
                continue
            resolved = self.resolve(piece)
            self.places.see_figure(resolved.figure)
            if fault := resolved.fault:
                self.places.fault(fault.kode, fault.pesan, fault.tercatat)
            yield resolved.markdown

    def _html(self, raw: str) -> str:
        """Drop comments; let anything else be seen as it was typed."""
        text = _COMMENT.sub(self._pass_by, raw).strip()
        shown = " ".join(self.places.restored(text).split())
        if "<" in shown:
            pesan = f"'{shown[:60]}' tidak dicetak sebagai HTML; pakai Markdown atau hapus."
            self.places.fault("narasi_markah", pesan)
        return " ".join(self._text(line) for line in text.splitlines())

    def _pass_by(self, comment: re.Match[str]) -> str:
        list(self.places.read(comment[0]))
        return ""

    def _link(self, token: Token) -> str:
        url = self.places.restored(unquote(token["attrs"]["url"]))
        children = token["children"]
        if FIGURE_SCHEME in url.lower():
            pesan = "Tautan angka diketik tangan; ganti dengan {{ id | format }}."
            self.places.fault("narasi_tautan_angka", pesan, url)
            return self._inlines(children)
        text = self._inlines(children)
        if "{{" in url or not url.startswith(LINK_SCHEMES):
            pesan = f"Tautan '{url[:60]}' tidak dapat dicetak; tulis alamat https:// lengkap."
            self.places.fault("narasi_markah", pesan, url)
            return text
        if _FIGURE_LINK.search(text):
            pesan = "Rujukan di dalam teks tautan; pisahkan angkanya dari tautan."
            self.places.fault("narasi_markah", pesan, url)
            return text
        return f"[{text}]({_encoded(url)})"


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.splitlines() or [""]
    return "\n".join(
        f"{rest if place else first}{line}".rstrip() for place, line in enumerate(lines)
    )


def _encoded(url: str) -> str:
    return re.sub(r"[()<>\\\s\"]", lambda found: f"%{ord(found[0]):02X}", url)
