"""What the audit reads: text, Markdown, PDF, Word; and what it refuses, with one clear message."""

import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from audit_report import clean_report
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lkjip_tools.audit.audit import audit_document, audit_file
from lkjip_tools.audit.lines import rejoined
from lkjip_tools.audit.model import Heading, Table
from lkjip_tools.audit.read import read_document
from lkjip_tools.audit.read_text import read_text
from lkjip_tools.errors import AuditInputError

RULED = """#set table(stroke: {stroke})
= Realisasi
#for page in range({pages}) [
  Anggaran menurut program, halaman ini.
  #table(columns: 4, table.header([No], [Program], [Pagu (Rp)], [Realisasi (Rp)]),
    [1], [Program Irigasi Tersier dan Waduk], [6.426.345.746], [5.911.790.846],
    [2], [Program Jalan Lingkungan], [2.300.400.000], [2.100.000.500],
    [], [Jumlah], [8.726.745.747], [8.011.791.346])
  #pagebreak()
]"""
ONLY_ROWS = "(x, y) => if y == 0 {0.5pt} else {(bottom: 0.5pt)}"


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(table):
    return [[cell.text for cell in row.cells] for row in [*table.head, *table.rows]]


def write_pdf(path, pages=1, stroke="0.5pt"):
    import typst

    source = path.with_suffix(".typ")
    source.write_text(RULED.format(pages=pages, stroke=stroke), "utf-8")
    typst.compile(str(source), output=str(path))
    return path


def as_docx(text, path, *, grid=False):
    """The text as Word would hold it: tab lines become tables, capitals become headings."""
    document = docx.Document()
    rows = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            table = document.add_table(len(rows), max(map(len, rows)))
            table.style = "Table Grid" if grid else None
            for n, row in enumerate(rows):
                for m, cell in enumerate(row):
                    table.cell(n, m).text = cell
            rows = []
        if line.startswith(("BAB", "LAMPIRAN")):
            document.add_heading(line, 1)
        elif line:
            document.add_paragraph(line)
    document.save(path)
    return path


def test_pipe_tab_and_spaced_tables_are_one_table():
    spaced = (
        "No     Program        Pagu\n"
        "1      Irigasi        1.200.300\n"
        "2      Jalan          2.300.400\n"
    )
    tabbed = "No\tProgram\tPagu\n1\tIrigasi\t1.200.300\n2\tJalan\t2.300.400\n"
    piped = (
        "| No | Program | Pagu |\n|---|:---|---:|\n"
        "| 1 | Irigasi | 1.200.300 |\n| 2 | Jalan | 2.300.400 |\n"
    )

    read = [cells(tables(read_text("uji", text))[0]) for text in (spaced, tabbed, piped)]

    assert read[0] == read[1] == read[2]


def test_a_table_split_over_pages_is_read_as_one():
    head = "No\tProgram\tPagu (Rp)\n"
    half = f"{head}1\tIrigasi\t1.200.300\n\f{head}2\tJalan\t2.300.400\n\tJumlah\t3.500.600\n"
    audit = audit_document(read_text("uji", half))

    assert [len(t.rows) for t in audit.report.tables] == [3]
    assert [(c.jenis, c.hitung, c.place.page) for c in audit.findings] == [
        ("jumlah", "3.500.700", 2)
    ]


def test_headings_one_column_off_are_put_over_their_numbers():
    text = """\
| Indikator Kinerja | Tahun 2022 | | Tahun 2023 | | |
| | Realisasi | Capaian | Realisasi | Capaian | |
| 1 | Cakupan imunisasi | 60,11 | 75,14 | 70,22 | 87,78 |
"""
    (table,) = audit_document(read_text("uji", text)).report.tables

    assert [(c.ukuran, c.tahun) for c in table.columns[2:]] == [
        ("realisasi", 2022), ("capaian", 2022), ("realisasi", 2023), ("capaian", 2023),
    ]  # fmt: skip


@pytest.mark.parametrize("stroke", ["0.5pt", ONLY_ROWS], ids=["full grid", "rules under rows only"])
def test_a_pdf_table_is_read_with_its_page(tmp_path, stroke):
    audit = audit_file(write_pdf(tmp_path / "uji.pdf", pages=2, stroke=stroke))

    first = audit.report.tables[0]
    assert cells(first)[:2] == [
        ["No", "Program", "Pagu (Rp)", "Realisasi (Rp)"],
        ["1", "Program Irigasi Tersier dan Waduk", "6.426.345.746", "5.911.790.846"],
    ]
    sums = [c for c in audit.findings if c.jenis == "jumlah"]
    assert {(c.place.page, c.hitung) for c in sums} == {(1, "8.726.745.746"), (2, "8.726.745.746")}


def test_a_word_table_with_merged_cells_keeps_its_columns(tmp_path):
    document = docx.Document()
    document.add_heading("Capaian", 1)
    table = document.add_table(3, 4)
    table.cell(0, 1).merge(table.cell(0, 3)).text = "Tahun 2024"
    for n, text in enumerate(["Indikator", "Target", "Realisasi", "Capaian (%)"]):
        table.cell(1, n).text = text
    for n, text in enumerate(["Cakupan imunisasi", "80", "60", "85"]):
        table.cell(2, n).text = text
    document.save(tmp_path / "uji.docx")

    audit = audit_file(tmp_path / "uji.docx")

    assert isinstance(audit.report.document.blocks[0], Heading)
    assert [(c.jenis, c.tercetak, c.hitung) for c in audit.findings] == [("capaian", "85", "75")]


def test_the_clean_report_is_clean_as_a_word_document_too(tmp_path):
    text = clean_report(4).text
    audit = audit_file(as_docx(text, tmp_path / "bersih.docx"))

    assert [(c.place.line, c.jenis, c.tercetak) for c in audit.findings] == []
    assert len(audit.checks) > 200


@pytest.mark.parametrize(
    ("lines", "cell"),
    [
        (["10.381.50", "9.111"], "10.381.509.111"),
        (["447.6", "89.58", "0"], "447.689.580"),
        (["Rp. 7.195.670.", "499"], "Rp. 7.195.670.499"),
        (["1.02.0", "1.2.01"], "1.02.01.2.01"),
        (["12", "13"], "12 13"),
        (["1.200.300", "2.300.400"], "1.200.300 2.300.400"),
        (["Perawatan", "gedung"], "Perawatan gedung"),
        (["75,34", ""], "75,34"),
    ],
)
def test_a_number_that_a_narrow_column_cut_is_put_together(lines, cell):
    assert rejoined(lines) == cell


def test_a_row_that_a_page_break_cut_is_put_together():
    above = "Program\tPagu (Rp)\nIrigasi\t1.200.300\nJalan ling\t2.300.\n"
    below = "kungan\t400\nJumlah\t3.500.700\n"
    audit = audit_document(read_text("uji", f"{above}\f{below}"))

    assert [row.text for row in audit.report.tables[0].rows][1] == "Jalan ling kungan 2.300.400"
    assert audit.findings == []


@pytest.mark.libreoffice
def test_the_clean_report_printed_by_a_word_processor_is_clean(tmp_path):
    source = as_docx(clean_report(5).text, tmp_path / "bersih.docx", grid=True)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source],
        check=True,
        capture_output=True,
        timeout=180,
    )
    audit = audit_file(tmp_path / "bersih.pdf")

    assert [(c.place.page, c.jenis, c.tercetak) for c in audit.findings] == []
    assert len(audit.checks) > 120


def refused(path):
    with pytest.raises(AuditInputError) as caught:
        read_document(path)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    return message


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "kosong.pdf").write_bytes(b"")

    assert "kosong" in refused(tmp_path / "kosong.pdf")


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\ngarbage", b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <<>>", b"no pdf"],
)
def test_a_damaged_pdf_is_refused(tmp_path, content):
    (tmp_path / "rusak.pdf").write_bytes(content)

    assert "PDF" in refused(tmp_path / "rusak.pdf") or "teks" in refused(tmp_path / "rusak.pdf")


def test_a_pdf_cut_short_is_refused_or_read(tmp_path):
    whole = write_pdf(tmp_path / "utuh.pdf").read_bytes()
    messages = []
    for share in (0.3, 0.6, 0.9):
        path = tmp_path / "potong.pdf"
        path.write_bytes(whole[: int(len(whole) * share)])
        messages += fault_of(path)

    assert all("potong.pdf" in message for message in messages)


def fault_of(path):
    """The message of the refusal, or nothing when the file was read."""
    try:
        read_document(path)
    except AuditInputError as fault:
        return [str(fault)]
    return []


def test_an_encrypted_pdf_is_refused(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(write_pdf(tmp_path / "terbuka.pdf")))
    writer.encrypt("rahasia", algorithm="RC4-128")
    writer.write(tmp_path / "terkunci.pdf")

    assert "sandi" in refused(tmp_path / "terkunci.pdf")


def test_a_scanned_pdf_without_text_is_refused(tmp_path):
    import typst

    (tmp_path / "p.typ").write_text("#rect(width: 5cm, height: 5cm)", "utf-8")
    typst.compile(str(tmp_path / "p.typ"), output=str(tmp_path / "pindaian.pdf"))

    assert "pindaian" in refused(tmp_path / "pindaian.pdf")


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(100):
                part.write(b" " * 2**20)
    assert path.stat().st_size < 2**20

    assert "terlalu besar" in refused(path)


def test_a_word_document_with_entities_is_not_expanded(tmp_path):
    source = as_docx("Isi laporan.\n", tmp_path / "asli.docx")
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + f"]><w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&j;</w:t></w:r>"
        "</w:p></w:body></w:document>"
    )
    path = tmp_path / "entitas.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            new.writestr(item, bomb if item.filename == "word/document.xml" else old.read(item))
    messages = fault_of(path)

    assert all("entitas.docx" in message for message in messages)
    if not messages:
        assert sum(len(text) for _, text in read_document(path).lines) < 10_000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "Word lama"),
        ("bukan.docx", b"bukan zip", "rusak"),
        ("zip.docx", None, "bukan dokumen Word"),
        ("gambar.png", b"\x89PNG\r\n\x1a\n", "format tidak dikenal"),
        ("biner.txt", b"abc\x00\x01\x02", "bukan teks"),
        ("kosong.md", b"\n\n \n", "tidak ada isinya"),
    ],
)
def test_other_files_are_refused_by_name(tmp_path, name, content, words):
    path = tmp_path / name
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("halo.txt", "halo")
    else:
        path.write_bytes(content)

    assert words in refused(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(AuditInputError, match="tidak dapat dibuka"):
        read_document(tmp_path / "tidak-ada.pdf")
    with pytest.raises(AuditInputError, match="bukan berkas"):
        read_document(tmp_path)


def test_a_huge_text_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("lkjip_tools.audit.read.LARGEST_TEXT", 1000)
    path = tmp_path / "besar.txt"
    path.write_text("angka 1\n" * 500, "utf-8")

    assert "paling besar" in refused(path)


def test_a_pdf_with_too_many_pages_or_a_page_too_full_is_refused(tmp_path, monkeypatch):
    path = write_pdf(tmp_path / "panjang.pdf", pages=3)
    monkeypatch.setattr("lkjip_tools.audit.read_pdf.STRETCH", 1)
    monkeypatch.setattr("lkjip_tools.audit.read_pdf.MOST_PAGES", 2)
    assert "lebih dari 2 halaman" in refused(path)
    monkeypatch.setattr("lkjip_tools.audit.read_pdf.MOST_PAGES", 9)
    monkeypatch.setattr("lkjip_tools.audit.read_pdf.MOST_CHARACTERS", 10)
    assert "halaman 1: terlalu banyak tulisan" in refused(path)


def test_text_in_an_old_encoding_is_read(tmp_path):
    path = tmp_path / "lama.txt"
    path.write_bytes("Realisasi anggaran – 12 %\n".encode("cp1252"))

    assert "–" in read_document(path).lines[0][1]


def test_a_word_document_knows_the_pages_word_laid_out(tmp_path):
    document = docx.Document()
    document.add_paragraph("Halaman pertama.")
    document.add_page_break()
    document.add_paragraph("NIP. 19710607117031007")
    document.save(tmp_path / "uji.docx")

    (check,) = audit_file(tmp_path / "uji.docx").findings
    assert check.place.page == 2


def test_deleted_text_of_a_word_document_is_not_read(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Tetap.")
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>NIP. 123</w:delText></w:r></w:del>")
    )
    document.save(tmp_path / "uji.docx")

    assert read_document(tmp_path / "uji.docx").lines[0] == (1, "Tetap.")


def test_reading_opens_no_connection(tmp_path, monkeypatch):
    import socket

    def blocked(*_, **__):
        raise AssertionError("the audit opened a connection")

    monkeypatch.setattr(socket.socket, "connect", blocked)
    audit_file(write_pdf(tmp_path / "uji.pdf"))
    audit_file(as_docx(clean_report(1).text, tmp_path / "uji.docx"))
    assert Path(tmp_path / "uji.pdf").exists()
