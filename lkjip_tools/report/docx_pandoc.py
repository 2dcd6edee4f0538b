"""Document nodes to pandoc's tree, and pandoc's run.

Prose becomes paragraphs, headings, lists and pictures of pandoc; the blocks of the contract go in
as Word markup of our own, since pandoc knows no alignment by the comma, no total rows, no fixed
column widths.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup, escape

from lkjip_tools.errors import AssembleError
from lkjip_tools.report.markdown import Node, plain_text

_API_VERSION = [1, 23, 1]
_TREE, _PACKED = "pohon.json", "laporan.docx"
_MARKS = [("Decimal", "Period"), ("LowerAlpha", "Period")]
_MARKS += [("Decimal", "OneParen"), ("LowerAlpha", "OneParen")]


def run_pandoc(blocks: list[Node], pictures: dict[str, bytes]) -> bytes:
    """Make a Word file of pandoc blocks and the pictures they name.

    Raises:
        AssembleError: Pandoc refuses them.
    """
    reference = Path(str(files("lkjip_tools.report"))) / "templates" / "referensi.docx"
    command = [pandoc_path(), "--from=json", "--to=docx", f"--reference-doc={reference}"]
    command += ["--fail-if-warnings", f"--output={_PACKED}", _TREE]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, content in pictures.items():
            (folder / picture).write_bytes(content)
        # by files: reading a pipe bit by bit waits for a busy interpreter every time
        (folder / _TREE).write_bytes(pandoc_tree(blocks))
        done = subprocess.run(command, check=False, stderr=subprocess.PIPE, cwd=folder)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            raise AssembleError(f"berkas Word tidak dapat disusun: {said}")
        return (folder / _PACKED).read_bytes()


def pandoc_tree(blocks: list[Node]) -> bytes:
    """The blocks as pandoc's JSON."""
    tree = {"pandoc-api-version": _API_VERSION, "meta": {}, "blocks": blocks}
    return json.dumps(tree, ensure_ascii=False).encode()


@cache
def pandoc_path() -> str:
    """The pandoc of pypandoc-binary, else the system's; other versions write other bytes.

    Raises:
        AssembleError: There is none.
    """
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    bundled = Path(str(files("pypandoc"))) / "files" / name
    found = str(bundled) if bundled.exists() else shutil.which("pandoc")
    if not found:
        raise AssembleError("pandoc tidak ditemukan; pasang paket pypandoc-binary")
    return found


def raw_block(xml: str) -> Node:
    """Word markup between paragraphs."""
    return {"t": "RawBlock", "c": ["openxml", xml]}


def raw_inline(xml: str) -> Node:
    """Word markup in a paragraph."""
    return {"t": "RawInline", "c": ["openxml", xml]}


def words(text: object, run: str = "") -> Markup:
    """Text as a run, its line breaks and soft hyphens as Word writes them."""
    opened = '<w:t xml:space="preserve">'
    inner = str(escape(str(text)))
    for character, element in (("\n", "<w:br/>"), ("\u00ad", "<w:softHyphen/>")):
        inner = inner.replace(character, f"</w:t>{element}{opened}")
    return Markup(f"<w:r><w:rPr>{run}</w:rPr>{opened}{inner}</w:t></w:r>" if inner else "")


def prose_blocks(node: Node) -> list[Node]:
    """A block node of `markdown.py`, but for headings and rules.

    Raises:
        ValueError: Its kind is none of prose.
    """
    match node["kind"]:
        case "paragraph":
            paragraph = {"t": "Para", "c": inlines(node["children"])}
            leads = _attributes(**{"custom-style": "Kalimat Pengantar"})
            return [{"t": "Div", "c": [leads, [paragraph]]} if node.get("leads") else paragraph]
        case "list":
            return [_list(node)]
        case "quote":
            return [{"t": "BlockQuote", "c": _all(node["children"])}]
        case "code":
            return [{"t": "CodeBlock", "c": [_attributes(), node["text"]]}]
    raise ValueError(f"unknown block: {node['kind']}")


def heading_block(node: Node, before: str, after: str) -> Node:
    """A heading, with markup before and after its text."""
    words = [raw_inline(before), *inlines(node["children"]), raw_inline(after)]
    return {"t": "Header", "c": [node["level"], _attributes(node["id"]), words]}


def picture_block(name: str, alt: str, width_mm: float) -> Node:
    """A picture in a paragraph of its own."""
    size = _attributes(width=f"{width_mm:.2f}mm")
    picture = {"t": "Image", "c": [size, [_text(alt)], [name, ""]]}
    styled = _attributes(**{"custom-style": "Gambar"})
    return {"t": "Div", "c": [styled, [{"t": "Para", "c": [picture]}]]}


def inlines(nodes: Iterable[Node]) -> list[Node]:
    """Inline nodes of `markdown.py`."""
    return [element for node in nodes for element in _inline(node)]


def _inline(node: Node) -> list[Node]:
    match node["kind"]:
        case "text" | "code":
            return [_text(node["text"])]
        case "break":
            return [{"t": "LineBreak"}]
        case "emphasis":
            return [{"t": "Emph", "c": inlines(node["children"])}]
        case "strong":
            return [{"t": "Strong", "c": inlines(node["children"])}]
        case "link":
            return [
                {"t": "Link", "c": [_attributes(), inlines(node["children"]), [node["url"], ""]]}
            ]
        case "reference":
            return [raw_inline(_reference(node))]
        case "finding":
            return [raw_inline(f'<w:r><w:commentReference w:id="{node["comment"]}"/></w:r>')]
    return inlines(node["children"])


def _reference(node: Node) -> str:
    """A field that repeats the label of a caption, or a link to the place."""
    mark, words = node["mark"], escape(plain_text(node["children"]))
    shown = f'<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>{words}</w:t></w:r>'
    if not node["repeats"]:
        return f'<w:hyperlink w:anchor="{mark["name"]}" w:history="1">{shown}</w:hyperlink>'
    begin, between, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = rf" REF {mark['label']} \h \* MERGEFORMAT "
    said = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return begin + said + between + shown + end


def _list(node: Node) -> Node:
    items = [_all(item) for item in node["items"]]
    if node["tight"]:
        items = [[_tight(block) for block in item] for item in items]
    if not node["ordered"]:
        return {"t": "BulletList", "c": items}
    style, delimiter = _MARKS[min(node["depth"], len(_MARKS) - 1)]
    return {"t": "OrderedList", "c": [[node["start"], {"t": style}, {"t": delimiter}], items]}


def _tight(block: Node) -> Node:
    return block | {"t": "Plain"} if block["t"] == "Para" else block


def _all(nodes: Iterable[Node]) -> list[Node]:
    return [block for node in nodes for block in prose_blocks(node)]


def _text(text: str) -> Node:
    return {"t": "Str", "c": text}


def _attributes(identifier: str = "", **pairs: str) -> list[object]:
    return [identifier, [], [list(pair) for pair in pairs.items()]]
