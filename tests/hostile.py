"""Files as somebody who means harm would send them, and an agency whose every name is an attack."""

from __future__ import annotations

import csv
import http.server
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import tables

Change = Callable[[dict[str, bytes]], None]
DOCTYPE = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
CELL = b'<c r="%s" t="inlineStr"><is><t>x</t></is></c>'


def names(url: str) -> list[str]:
    """Names of things that are meant to be run: by a browser, a spreadsheet, a template."""
    return [
        f"<script>fetch('{url}/s')</script><img src={url}/i.png onerror=alert(1)>",
        f'=HYPERLINK("{url}/x","klik")',
        "{{ 7*7 }}{% include '/etc/passwd' %}{{ config }}",
        '#read("/etc/passwd") #import "@preview/x:1.0.0" $x$ \\ [a] *b* _c_',
        "```{=openxml} <w:p/> ``` `<b>`{=html}",
        'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"',
        "+1+cmd|' /C calc'!A0",
        "@SUM(1+1)",
        "-2+3+cmd|' /C calc'!A0",
    ]


def narrative(url: str) -> str:
    """A section's text with every way out of it that a writer could think of."""
    return "\n\n".join(
        [
            *names(url),
            f"![x]({url}/remote.png)",
            f"<iframe src='{url}/f'></iframe>",
            f"[a](javascript:alert(1)) [b]({url}/link) [c](file:///etc/passwd) "
            "[d](data:text/html,<script>1</script>)",
            "```{=typst}\n#read('/etc/passwd')\n```",
            "{{ __import__('os').system('id') }} {{ a.__class__ }} {% raw %}",
            f"\\input{{/etc/passwd}} <!--#include file='/etc/passwd'--> [!include]({url}/inc)",
        ]
    )


def make_hostile(project: tables.Project, hits: Path) -> None:
    """Give an agency's every name an attack, and let a server note whoever calls it."""
    url = listen(hits)
    for table, column in (
        ("indikator", "indikator"),
        ("program", "uraian"),
        ("sasaran", "sasaran"),
        ("anggaran", "uraian"),
        ("belanja", "uraian"),
        ("aset", "nama_barang"),
        ("organisasi", "jabatan"),
        ("pk_sasaran", "target"),
        ("klaim", "kutipan"),
    ):
        with project.path(table).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row, name in zip(rows, names(url), strict=False):
            row[column] = name
        project.write(table, *rows)
    text = narrative(url)
    (project.path("aset").parent / "narasi" / "01-a-latar-belakang.md").write_text(text, "utf-8")


def listen(hits: Path) -> str:
    """Serve on this machine; every request is a line of `hits`."""
    hits.write_text("")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with hits.open("a") as file:
                file.write(f"{self.path}\n")
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def repacked(path: Path, change: Change) -> Path:
    """Change the parts of a zipped document."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def _into_sheet(before: bytes, what: bytes) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        assert parts[SHEET].count(before) == 1
        parts[SHEET] = parts[SHEET].replace(before, what + before)

    return change


def _doctype(name: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        body = parts[name]
        start = body.index(b"?>") + 2 if body.startswith(b"<?xml") else 0
        parts[name] = body[:start] + DOCTYPE + body[start:]

    return change


def _elsewhere(parts: dict[str, bytes]) -> None:
    """Let the sheet be a part whose name does not look like one."""
    _into_sheet(b"<pageMargins", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')(
        parts
    )
    parts["xl/worksheets/gambar.png"] = parts.pop(SHEET)
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"worksheets/sheet1.xml", b"worksheets/gambar.png")


def _padding(parts: dict[str, bytes]) -> None:
    parts["xl/media/x.bin"] = b"\0" * 400_000_000


#: Workbooks that a library would choke on, by what a refusal says of them.
WORKBOOKS: dict[str, tuple[Change, str]] = {
    "a range of 17 billion merged cells": (
        _into_sheet(b"<pageMargins", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "terlalu besar",
    ),
    "a link over the whole sheet": (
        _into_sheet(
            b"<pageMargins",
            b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
        ),
        "terlalu besar",
    ),
    "a sheet of a million cells": (
        _into_sheet(b"</sheetData>", b'<row r="9">' + CELL % b"A9" * 1_000_000 + b"</row>"),
        "terlalu besar",
    ),
    "400 MB packed into 400 KB": (_padding, "terlalu besar"),
    "entities that read a file": (_doctype(SHEET), "deklarasi"),
    "a sheet that calls itself a picture": (_elsewhere, "terlalu besar"),
}


def harmless_parts(parts: dict[str, bytes]) -> None:
    """Add what a workbook may have and nobody here runs or follows: macros, other files."""
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 Auto_Open Shell"
    parts["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    )


def workbook(path: Path, rows: list[list[object]], title: str) -> Path:
    """An honest workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def report_docx(path: Path, text: str = "Capaian 90%") -> Path:
    """A published report as a Word file, its names attacks."""
    document = docx.Document()
    document.add_heading("LAPORAN KINERJA TAHUN 2023", 1)
    document.add_paragraph(text)
    table = document.add_table(2, 4)
    cells = [["Indikator", "Target", "Realisasi", "Capaian (%)"]]
    cells.append(["=cmd|'/C calc'!A0 <img src=x onerror=alert(1)>", "80", "90", "120"])
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, words in zip(row.cells, texts, strict=True):
            cell.text = words
    document.save(str(path))
    return path


def docx_entity(path: Path) -> Path:
    """The same, with an entity that reads a file."""
    return repacked(report_docx(path), _doctype("word/document.xml"))


def pdf(path: Path, content: bytes, root: bytes = b"", filter: bytes = b"") -> Path:
    """A PDF of one page, written by hand."""
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + root + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R" + font + b">>",
        _stream(content, filter),
    ]
    path.write_bytes(_assembled(objects))
    return path


def _assembled(objects: list[bytes]) -> bytes:
    """A file of objects, numbered from 1, with the table of where they stand."""
    out, offsets = b"%PDF-1.7\n", list[int]()
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)
    return out


def pdf_of_forms(path: Path, depth: int = 8, times: int = 10) -> Path:
    """A PDF whose page calls a form ten times, which calls another ten times, and so on."""
    text = b"BT /F1 12 Tf 50 700 Td (Capaian 90 persen) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject"
        b"<</X 5 0 R>>/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        _stream(text + b" /X Do" * times),
    ]
    for number in range(5, 5 + depth):
        inner = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>>>"
        objects.append(_stream(b"q /X Do Q\n" * times, inner % (number + 1)))
    leaf = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    path.write_bytes(_assembled([*objects, _stream(text, leaf)]))
    return path


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d" % len(content) + keys + b">>stream\n" + content + b"\nendstream "


def formula_cells(rows: Iterator[list[str]]) -> list[str]:
    """The cells that a spreadsheet would run, of a file that it may open."""
    found = [cell for row in rows for cell in row if len(cell) > 1 and cell[0] in "=+-@\t\r"]
    return [cell for cell in found if not cell[1:].replace(".", "").replace(",", "").isdigit()]
