"""Files that the agency attaches: read safely, drawn alike each time, set in every format."""

import zlib
from base64 import b64decode
from io import BytesIO

import docx
import pandas as pd
import pytest
from lxml import html as lxml_html
from pictures import image_of, locked, pdf, picture
from PIL import Image
from project import run
from pypdf import PdfReader
from report_sample import merged_notebook, shown
from standards import PROFILES, failures
from tables import INSTANSI, ROOT, TAHUN, sample_project, table

from lkjip_tools.assemble import number_captions
from lkjip_tools.check import check_inputs
from lkjip_tools.errors import AttachmentError, InputError
from lkjip_tools.load import pictures as reading
from lkjip_tools.load import read_table
from lkjip_tools.load.berkas import read_berkas
from lkjip_tools.load.pictures import LONGEST, UnusableFileError, read_pictures
from lkjip_tools.report import LkjipDOCXExporter, LkjipHTMLExporter, LkjipPDFExporter
from lkjip_tools.report.document import read_document
from lkjip_tools.report.pages import page_data
from lkjip_tools.scan import Picture, scan
from lkjip_tools.tabulate.formulir import scan_blocks
from lkjip_tools.validate import check_lampiran_berkas

ROW = {"kode": "B-1", "bagian": "prestasi", "judul": "Piagam", "berkas": "", "alt": "Isi piagam"}


@pytest.fixture
def project(tmp_path):
    """The sample agency with an empty folder for attachments beside its tables."""
    project = sample_project(tmp_path / "proyek")
    folder(project).mkdir()
    return project


def folder(project):
    return project.path("x").parent / "lampiran"


def attach(project, *names, **columns):
    rows = [
        ROW | {"kode": f"B-{place}", "berkas": name} | columns
        for place, name in enumerate(names, start=1)
    ]
    project.write("lampiran_berkas", *rows)
    return read_berkas("prestasi", project.instansi, project.tahun, project.root)


# ---- Pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_kind_keeps_light_and_dark(tmp_path, mode):
    picture((300, 200), mode).save(tmp_path / "a.png")

    (found,) = read_pictures(tmp_path / "a.png")

    grey = image_of(found).convert("L")
    assert (found.width, found.height) == grey.size == (300, 200)
    assert grey.getpixel((10, 10)) < 40
    assert grey.getpixel((290, 190)) > 215


def test_what_is_transparent_becomes_paper(tmp_path):
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(tmp_path / "a.png")

    (found,) = read_pictures(tmp_path / "a.png")

    assert image_of(found).mode == "RGB"
    assert image_of(found).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_picture_is_scaled_and_keeps_its_shape(tmp_path):
    picture((4000, 1000)).save(tmp_path / "a.jpg")

    (found,) = read_pictures(tmp_path / "a.jpg")

    assert (found.width, found.height) == (LONGEST, LONGEST // 4)


def test_a_photograph_stands_upright_and_tells_nothing_of_its_maker(tmp_path):
    image = picture((400, 200))
    facts = image.getexif()
    facts[274], facts[271] = 6, "Kamera Rahasia"  # turned by a quarter; maker
    image.save(tmp_path / "a.jpg", exif=facts)

    (found,) = read_pictures(tmp_path / "a.jpg")

    assert (found.width, found.height) == (200, 400)
    assert image_of(found).convert("L").getpixel((190, 10)) < 60  # the corner went right
    assert b"Rahasia" not in found.content


def test_drawings_become_png_and_photographs_jpeg(tmp_path):
    picture().save(tmp_path / "gambar.png")
    Image.effect_noise((300, 200), 80).convert("RGB").save(tmp_path / "foto.png")

    assert read_pictures(tmp_path / "gambar.png")[0].mime == "image/png"
    assert read_pictures(tmp_path / "foto.png")[0].mime == "image/jpeg"


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.pdf"])
def test_the_same_file_gives_the_same_bytes(tmp_path, name):
    if name.endswith("pdf"):
        pdf(tmp_path / name)
    else:
        picture((2000, 900)).save(tmp_path / name)

    assert read_pictures(tmp_path / name) == read_pictures(tmp_path / name)


def test_a_pdf_is_drawn_page_by_page(tmp_path):
    found = read_pictures(pdf(tmp_path / "a.PDF", pages=3))

    assert len(found) == 3
    assert {it.height for it in found} == {LONGEST}


@pytest.mark.parametrize("size", [(100, 60), (14000, 14000), (3, 14000)])
def test_pages_of_odd_sizes_are_drawn_within_bounds(tmp_path, size):
    (found,) = read_pictures(pdf(tmp_path / "a.pdf", size=size))

    assert 1 <= min(found.width, found.height) <= max(found.width, found.height) <= LONGEST


def test_a_small_page_is_not_blown_up(tmp_path):
    (found,) = read_pictures(pdf(tmp_path / "a.pdf", size=(72, 72)))

    assert found.width == reading.SHARPEST


# ---- Refused ------------------------------------------------------------------------------------


def broken(path):
    picture().save(path)
    path.write_bytes(path.read_bytes()[:200])


UNUSABLE = {
    "tidak-ada.png": (lambda path: None, "berkas tidak ditemukan"),
    "folder.png": (lambda path: path.mkdir(), "berkas tidak ditemukan"),
    "rusak.png": (broken, "gambar rusak"),
    "rusak.jpg": (broken, "gambar rusak"),
    "kepala.png": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n"), "gambar rusak"),
    "rusak.pdf": (lambda path: path.write_bytes(b"%PDF-1.7\nbukan"), "PDF rusak"),
    "terkunci.pdf": (locked, "PDF terkunci kata sandi"),
    "kosong.jpg": (lambda path: path.write_bytes(b""), "isinya bukan gambar atau PDF"),
    "teks.png": (lambda path: path.write_text("halo"), "isinya bukan gambar atau PDF"),
    "pdf.png": (pdf, r"isinya PDF, padahal akhirannya \.png"),
    "png.jpg": (lambda path: picture().save(path, "PNG"), "isinya PNG"),
    "gambar.svg": (lambda path: path.write_text("<svg/>"), "akhiran berkas tidak dikenal"),
    "tanpa-akhiran": (lambda path: path.write_text("x"), "akhiran berkas tidak dikenal"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_file_that_cannot_be_shown_says_why(tmp_path, name):
    make, message = UNUSABLE[name]
    make(tmp_path / name)

    with pytest.raises(UnusableFileError, match=message):
        read_pictures(tmp_path / name)


@pytest.mark.parametrize(
    ("limit", "value", "name", "message"),
    [
        ("MAX_BYTES", 100, "a.png", "MB, lebih dari"),
        ("MAX_PIXELS", 300 * 200 - 1, "a.png", "gambar lebih dari 0 juta piksel"),
        ("MAX_PAGES", 2, "a.pdf", "PDF 3 halaman"),
    ],
)
def test_a_giant_is_refused(tmp_path, monkeypatch, limit, value, name, message):
    monkeypatch.setattr(reading, limit, value)
    picture().save(tmp_path / "a.png")
    pdf(tmp_path / "a.pdf", pages=3)

    with pytest.raises(UnusableFileError, match=message):
        read_pictures(tmp_path / name)


def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head_alone(tmp_path):
    """Fifty thousand pixels square in a few kilobytes: unpacked, ten gigabytes."""
    picture((8, 8), "L").save(tmp_path / "bom.png")
    content = bytearray((tmp_path / "bom.png").read_bytes())
    content[16:24] = (50_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    (tmp_path / "bom.png").write_bytes(content)

    with pytest.raises(UnusableFileError, match="juta piksel; kecilkan"):
        read_pictures(tmp_path / "bom.png")


@pytest.mark.parametrize(
    "name",
    [
        "../pegawai.csv",
        "../../../../rahasia.png",
        "sub/../../rahasia.png",
        "/etc/hostname",
        "C:\\rahasia.png",
        "C:rahasia.png",
        "\\\\server\\rahasia.png",
        "sub\\rahasia.png",
        "tautan.png",
        "folder-tautan/rahasia.png",
    ],
)
def test_no_path_leads_out_of_the_folder(project, name):
    outside = project.root / "rahasia.png"
    picture().save(outside)
    (folder(project) / "sub").mkdir()
    (folder(project) / "tautan.png").symlink_to(outside)
    (folder(project) / "folder-tautan").symlink_to(project.root)

    with pytest.raises(AttachmentError, match="menunjuk ke luar folder lampiran/") as fault:
        attach(project, name)

    assert name in str(fault.value)


def test_the_folder_itself_is_no_way_out(project, tmp_path):
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    picture().save(elsewhere / "rahasia.png")
    folder(project).rmdir()
    folder(project).symlink_to(elsewhere)

    with pytest.raises(AttachmentError, match="menunjuk ke luar"):
        attach(project, "rahasia.png")


@pytest.mark.parametrize("name", ["x" * 300 + ".png", "a\tb.png", "putar.png"])
def test_a_name_that_no_system_takes_is_refused(project, name):
    (folder(project) / "putar.png").symlink_to("putar.png")

    with pytest.raises(AttachmentError, match=r"lampiran_berkas\.csv baris 2 kolom berkas"):
        attach(project, name)


def test_every_unusable_file_is_named_at_once_with_its_row(project):
    picture().save(folder(project) / "baik.png")
    with pytest.raises(AttachmentError) as fault:
        attach(project, "tidak-ada.png", "baik.png", "../x.png")

    assert [each.place.row for each in fault.value.faults] == [2, 4]
    place = f"data/{INSTANSI}/{TAHUN}"
    assert str(fault.value).startswith(
        f"{place}/lampiran_berkas.csv baris 2 kolom berkas: {place}/lampiran/tidak-ada.png: "
    )


def test_unusable_files_stop_a_report_before_anything_runs(project):
    project.write("lampiran_berkas", ROW | {"bagian": "sk", "berkas": "terkunci.pdf"})
    locked(folder(project) / "terkunci.pdf")

    with pytest.raises(InputError, match=r"terkunci\.pdf: PDF terkunci kata sandi"):
        check_inputs(project.instansi, project.tahun, project.root)


def test_the_command_names_the_file_without_a_traceback(project):
    project.write("lampiran_berkas", ROW | {"berkas": "../../rahasia.png"})
    (project.root / "notebooks").mkdir()

    done = run("lkjip", "report", "--root", project.root)

    assert done.returncode == 2
    assert "../../rahasia.png: menunjuk ke luar folder lampiran/" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project.root / "outputs").exists()


# ---- Table and checks ---------------------------------------------------------------------------


def test_a_part_gets_its_own_files_in_order(project):
    for name in ("a.png", "b.png"):
        picture().save(folder(project) / name)
    project.write(
        "lampiran_berkas",
        ROW | {"kode": "B-1", "berkas": "b.png"},
        ROW | {"kode": "B-2", "bagian": "sk", "berkas": "a.png"},
        ROW | {"kode": "B-3", "berkas": "a.png"},
    )

    found = read_berkas("prestasi", project.instansi, project.tahun, project.root)

    assert list(found["kode"]) == ["B-1", "B-3"]
    assert all(isinstance(page, Picture) for pages in found["halaman"] for page in pages)


def test_files_in_folders_below_may_be_named(project):
    (folder(project) / "piagam").mkdir()
    picture().save(folder(project) / "piagam" / "a.png")

    assert len(attach(project, "piagam/a.png")["halaman"][0]) == 1


def test_what_is_announced_and_not_attached_is_a_finding_each():
    rows = table("lampiran_berkas", ROW | {"berkas": None}, ROW | {"kode": "B-2", "berkas": "a"})

    (found,) = check_lampiran_berkas(rows)

    assert (found.kode, found.tingkat) == ("lampiran_tidak_ada", "minor")
    assert found.lokasi == "lampiran_berkas.csv baris 2 kolom berkas"


def test_a_picture_without_words_for_the_blind_is_a_finding():
    (found,) = check_lampiran_berkas(table("lampiran_berkas", ROW | {"berkas": "a", "alt": None}))

    assert found.kode == "lampiran_tanpa_alt"


def test_the_sample_announces_what_its_document_only_names():
    rows = read_table("lampiran_berkas", INSTANSI, TAHUN, ROOT)

    assert [item.kode for item in check_lampiran_berkas(rows)] == ["lampiran_tidak_ada"] * len(rows)
    assert sorted(set(rows["bagian"])) == ["instrumen", "prestasi"]


# ---- Blocks -------------------------------------------------------------------------------------


def rows_with(*halaman, **columns):
    rows = [ROW | {"kode": f"B-{at}"} | columns for at in range(1, len(halaman) + 1)]
    frame = table("lampiran_berkas", *rows)
    return frame.assign(halaman=pd.Series(list(halaman), dtype=object))


def page(colour="white", size=(60, 40)):
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, "PNG")
    return Picture(target.getvalue(), "image/png", *size)


def test_pages_of_one_file_count_and_the_first_alone_is_numbered():
    blocks = scan_blocks(rows_with([page(), page()], keterangan="Sumber: a."), numbered=True)

    assert [block["title"] for block in blocks] == [
        "Piagam (halaman 1 dari 2)",
        "Piagam (halaman 2 dari 2)",
    ]
    assert [block["numbered"] for block in blocks] == [True, False]
    assert [block["source"] for block in blocks] == ["", "Sumber: a."]
    assert [block["alt"] for block in blocks] == [
        "Isi piagam (halaman 1 dari 2)",
        "Isi piagam (halaman 2 dari 2)",
    ]


def test_a_title_stands_in_for_a_missing_text():
    (block,) = scan_blocks(rows_with([page()], alt=None))

    assert block["alt"] == "Piagam"


def test_what_is_missing_is_told_in_its_place():
    blocks = scan_blocks(rows_with([], [page()], [], []))

    assert [block["kind"] for block in blocks] == ["gap", "scan", "gap"]
    assert blocks[2]["text"].splitlines() == ["Tidak dilampirkan:", "• Piagam", "• Piagam"]


# ---- In the three formats -----------------------------------------------------------------------

WIDE, TALL = page("navy", (400, 300)), page("white", (1131, 1600))


def notebook():
    nb = merged_notebook()
    nb.cells.append(
        shown(
            scan("b-1", "Aplikasi <SIPD>", WIDE, 'Layar "muka"', numbered=True, source="Sumber: a"),
            scan("b-2", "Surat keputusan", TALL, "Surat <satu> halaman"),
            bab="lampiran4",
            bagian="lampiran",
        )
    )
    number_captions(nb)
    return nb


@pytest.fixture(scope="module")
def pdf_file():
    return LkjipPDFExporter().from_notebook_node(notebook())[0]


def test_a_numbered_scan_follows_the_charts_and_stands_in_their_list():
    document = read_document(notebook())

    assert document.charts[-1] == {"id": "b-1", "label": "Gambar L4.1", "title": "Aplikasi <SIPD>"}
    assert "Surat keputusan" not in [entry["title"] for entry in document.charts]


def test_the_html_holds_the_picture_itself_with_its_text_and_caption():
    tree = lxml_html.document_fromstring(LkjipHTMLExporter().from_notebook_node(notebook())[0])
    first, second = (tree.get_element_by_id(name) for name in ("b-1", "b-2"))

    (image,) = first.iter("img")
    kind, _, data = image.get("src").partition(";base64,")
    assert (kind, b64decode(data)) == ("data:image/png", WIDE.content)
    assert image.get("alt") == 'Layar "muka"'
    assert (image.get("width"), image.get("height")) == ("400", "300")
    caption = " ".join(first.find("figcaption").text_content().split())
    assert caption.startswith("Gambar L4.1 Aplikasi <SIPD>")
    assert second.find("figcaption").text_content().strip() == "Surat keputusan"


@pytest.mark.parametrize("profile", PROFILES)
def test_the_pdf_keeps_its_standards(pdf_file, profile):
    assert failures(pdf_file, profile) == []


def test_the_pdf_holds_the_pictures_described_and_named(pdf_file):
    reader = PdfReader(BytesIO(pdf_file))
    text = "".join(page.extract_text() for page in reader.pages)
    sizes = {image.image.size for page in reader.pages[-3:] for image in page.images}

    assert {(400, 300), (1131, 1600)} <= sizes
    assert "Aplikasi <SIPD>" in text
    assert "Surat <satu> halaman" in alternatives(reader)


def alternatives(reader):
    found, waiting = [], [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, dict):
            found += [node["/Alt"]] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
        elif isinstance(node, list):
            waiting += node
    return found


def test_the_word_file_holds_the_pictures_with_their_texts_and_captions():
    word = docx.Document(BytesIO(LkjipDOCXExporter().from_notebook_node(notebook())[0]))
    shapes = word.inline_shapes
    texts = [shape._inline.docPr.get("descr") for shape in shapes]
    blobs = [part.blob for part in word.part.package.iter_parts() if "image" in part.content_type]

    assert texts[-2:] == ['Layar "muka"', "Surat <satu> halaman"]
    assert {WIDE.content, TALL.content} <= set(blobs)
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    assert any(text.endswith("Aplikasi <SIPD>") for text in paragraphs)
    assert "Surat keputusan" in paragraphs


def test_a_scan_is_as_large_as_its_page_allows_and_never_coarse():
    runs = page_data(read_document(notebook()))["main"]
    scans = [node for run in runs for node in run["blocks"] if node["kind"] == "scan"]
    widths = {node["id"]: node["width_mm"] for node in scans}

    assert widths["b-1"] == pytest.approx(400 / 96 * 25.4)
    assert widths["b-2"] * 1600 / 1131 == pytest.approx(297 - 27 - 25 - 32)


def test_a_scan_without_text_is_refused_by_word_and_pdf():
    nb = merged_notebook()
    nb.cells.append(shown(scan("b-1", "Judul", WIDE, "")))

    with pytest.raises(Exception, match="b-1 tidak memiliki teks alternatif"):
        LkjipDOCXExporter().from_notebook_node(nb)
    with pytest.raises(Exception, match="PDF tidak dapat disusun"):
        LkjipPDFExporter().from_notebook_node(nb)


@pytest.mark.browser
def test_axe_finds_no_barrier_in_a_scan(chromium_path, tmp_path):
    from playwright.sync_api import sync_playwright
    from test_accessibility import CHROMIUM, UNDECIDED, audit

    file = tmp_path / "laporan.html"
    file.write_text(LkjipHTMLExporter().from_notebook_node(notebook())[0], "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM)
        tab = browser.new_page(viewport={"width": 390, "height": 844})
        tab.goto(file.as_uri())
        drawn = tab.eval_on_selector("#b-2 img", "it => [it.naturalWidth, it.clientWidth]")
        found = audit(tab)
        browser.close()

    assert drawn[0] == 1131
    assert 300 < drawn[1] <= 390
    assert found["violations"] == []
    assert set(found["incomplete"]) <= UNDECIDED
