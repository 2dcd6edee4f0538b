"""A small draft: two findings on a table, one on a narrative, one on nothing that is printed."""

from decimal import Decimal

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from report_sample import merged_notebook
from tables import INSTANSI, TAHUN

from lkjip_tools.annex import annex_findings, draft_notes
from lkjip_tools.block import Cell, Column, Table, prose
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.margin import mark_findings
from lkjip_tools.response import answer
from lkjip_tools.shown import MIME_BLOCK

DATA = f"data/{INSTANSI}/{TAHUN}"
NARASI = f"{DATA}/narasi/03-a.md"


def cell(*blocks, mime=MIME_BLOCK):
    outputs = [new_output("display_data", data={mime: dict(block)}) for block in blocks]
    return new_code_cell(outputs=outputs, metadata={"tags": ["laporan"]})


def heading(markdown):
    return new_markdown_cell(markdown, metadata={"tags": ["laporan"]})


def iku(*rows):
    """A table of rows `(asal, id, asal of the cell)`."""
    table = Table("iku", "Pengukuran IKU", [Column("Indikator"), Column("Capaian", "decimal")])
    for origin, id, source in rows:
        table.row("Nilai", Cell("89,34", id=id, value=Decimal("89.34"), asal=source), asal=origin)
    return table.block() | {"label": "Tabel 3.1"}


def figure(id, *sources, read=""):
    """A figure computed from what stands at these places, or read at one."""
    operands = [{"id": f"x/{n}", "sumber": source} for n, source in enumerate(sources)]
    return {"id": id, "operan": operands, "sumber": read}


def told(lokasi, angka="", tingkat="material", pesan="Angkanya berbeda. Perbaiki."):
    return answer(
        FindingList([Finding("target_berbeda", tingkat, lokasi, pesan, angka=angka)]).to_json(), []
    )


def narrative(*lines):
    return dict(prose("\n".join(lines), path=NARASI, first_line=3))


def draft_notebook():
    """A report with two findings on a table and one on a narrative, as a draft."""
    nb = merged_notebook()
    findings = [
        *told("x.csv baris 3", pesan="Satu <b>tebal</b> & berbahaya."),
        *told("x.csv baris 3; x.csv baris 4", tingkat="minor", pesan="Dua."),
        *told(f"{NARASI} baris 3", tingkat="catatan", pesan="Tiga. " + "panjang " * 60),
        *told("nowhere.csv baris 1", pesan="Empat."),
    ]
    findings[1] |= {"tanggapan": "Sudah benar.", "penanggung_jawab": "Sekretaris", "tanggal": "x"}
    table = iku(("x.csv baris 3", "capaian_persen/IKU-9/2023", ""), ("x.csv baris 4", None, ""))
    nb.cells += [heading("# Bab V Tambahan"), cell(table, narrative("Satu paragraf."))]
    places = mark_findings(nb, [], findings, {})
    nb.metadata.lkjip["draf"] = draft_notes(findings, DATA)
    nb.cells += annex_findings(findings, places, DATA)
    return nb
