"""Markdown to plain nodes: the few constructs of a report's prose, the same for every format.

Block nodes: `heading` (level), `paragraph`, `list` (ordered, start, tight, depth, items), `quote`,
`code`, `rule`. Inline nodes: `text`, `emphasis`, `strong`, `link` (url), `figure` (id), `code`,
`break`. A `figure` is a link with the scheme `angka:`, a computed number of the prose; a `finding`
(nomor) one with `temuan:`, the mark of a note in the margin of a draft.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import mistune

from lkjip_tools.errors import AssembleError
from lkjip_tools.link import FIGURE_SCHEME, LINK_SCHEMES

Node = dict[str, Any]

_FINDING_SCHEME = "temuan:"
_PARSE = mistune.create_markdown(renderer="ast")


def parse_markdown(text: str) -> list[Node]:
    """Parse prose.

    Raises:
        AssembleError: It holds something a report cannot print, such as HTML or an image.
    """
    tokens = _PARSE(text)
    assert isinstance(tokens, list)
    return _blocks(tokens)


def plain_text(inlines: list[Node]) -> str:
    """Return what a reader sees of inline nodes."""
    return "".join(
        node.get("text") or (" " if node["kind"] == "break" else plain_text(node["children"]))
        for node in inlines
    )


def _blocks(tokens: list[Node]) -> list[Node]:
    return [node for token in tokens if (node := _block(token))]


def _block(token: Node) -> Node | None:
    match token["type"]:
        case "blank_line":
            return None
        case "heading":
            return {
                "kind": "heading",
                "level": token["attrs"]["level"],
                "children": _inlines(token["children"]),
            }
        case "paragraph" | "block_text":
            return {"kind": "paragraph", "children": _inlines(token["children"])}
        case "list":
            return _list(token)
        case "block_quote":
            return {"kind": "quote", "children": _blocks(token["children"])}
        case "block_code":
            return {"kind": "code", "text": token["raw"].rstrip("\n")}
        case "thematic_break":
            return {"kind": "rule"}
        case "block_html" if _is_comment(token["raw"]):
            return None
    raise _cannot_print(token)


def _list(token: Node) -> Node:
    attrs = token["attrs"]
    return {
        "kind": "list",
        "ordered": attrs["ordered"],
        "start": attrs.get("start", 1),
        "tight": token["tight"],
        "depth": attrs["depth"],
        "items": [_blocks(item["children"]) for item in token["children"]],
    }


def _inlines(tokens: list[Node]) -> list[Node]:
    return [node for token in tokens if (node := _inline(token))]


def _inline(token: Node) -> Node | None:
    match token["type"]:
        case "text":
            return {"kind": "text", "text": token["raw"]}
        case "softbreak":
            return {"kind": "text", "text": " "}
        case "linebreak":
            return {"kind": "break"}
        case "codespan":
            return {"kind": "code", "text": token["raw"]}
        case "emphasis" | "strong" as kind:
            return {"kind": kind, "children": _inlines(token["children"])}
        case "link":
            return _link(unquote(token["attrs"]["url"]), _inlines(token["children"]))
        case "inline_html" if _is_comment(token["raw"]):
            return None
    raise _cannot_print(token)


def _link(url: str, children: list[Node]) -> Node:
    if url.startswith(FIGURE_SCHEME):
        return {"kind": "figure", "id": url.removeprefix(FIGURE_SCHEME), "children": children}
    if url.startswith(_FINDING_SCHEME):
        number = int(url.removeprefix(_FINDING_SCHEME))
        return {"kind": "finding", "nomor": number, "children": []}
    if not url.startswith(LINK_SCHEMES):
        raise AssembleError(f"tautan '{url}' tidak dapat dicetak; tulis alamat https:// lengkap")
    return {"kind": "link", "url": url, "children": children}


def _is_comment(html: str) -> bool:
    return html.strip().startswith("<!--")


def _cannot_print(token: Node) -> AssembleError:
    found = str(token.get("raw") or token.get("attrs") or token["type"]).strip()[:80]
    return AssembleError(
        f"naskah memuat '{found}', yang tidak dapat dicetak; yang dikenal: paragraf, daftar, "
        "huruf miring, huruf tebal, dan tautan"
    )
