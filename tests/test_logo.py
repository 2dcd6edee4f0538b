"""The agency's arms: read from inside the project, refused when unsafe, set in three formats."""

import base64
import re
from io import BytesIO

import docx
import pytest
import typst
from docx.oxml.ns import qn
from lxml import html as lxml_html
from pypdf import PdfReader
from report_sample import merged_notebook
from tables import INSTANSI, empty_project

from lkjip_tools.errors import InputError
from lkjip_tools.logo import logo_paths, read_logo
from lkjip_tools.report import LkjipDOCXExporter, LkjipHTMLExporter, LkjipPDFExporter

ALT = "Lambang Kabupaten Contoh"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 100"><style>.a{fill:url(#g)}</style>'
    '<path class="a" d="M5 5h70v55q0 25-35 37Q5 85 5 60z"/></svg>'
)
PNG = typst.compile(b"#set page(width: 8mm, height: 10mm, fill: navy)", format="png", ppi=50)


@pytest.fixture
def project(tmp_path):
    project = empty_project(tmp_path / "proyek")
    (project.root / "data" / INSTANSI).mkdir()
    return project


def declare(project, name):
    old = project.params_path.read_text("utf-8")
    new = f"logo: {{berkas: {name}, keterangan: {ALT}}}\nkertas:"
    project.params_path.write_text(re.sub("^kertas:", lambda _: new, old, flags=re.M), "utf-8")


def read(project, name, content, folder="params"):
    """Declare a logo, put its file in place, read it."""
    declare(project, name)
    file = project.root / folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_logo(project.read_params(), INSTANSI, project.root)


def test_an_agency_without_a_logo_has_none(project):
    assert read_logo(project.read_params(), INSTANSI, project.root) is None
    assert logo_paths(project.read_params(), INSTANSI, project.root) == []


@pytest.mark.parametrize("folder", ["params", f"data/{INSTANSI}"])
@pytest.mark.parametrize(
    ("name", "content", "mime", "size"),
    [("a.svg", SVG, "image/svg+xml", (80, 100)), ("a.PNG", PNG, "image/png", (16, 20))],
    ids=["svg", "png"],
)
def test_a_logo_is_read_with_its_size_and_what_it_shows(project, folder, name, content, mime, size):
    logo = read(project, name, content, folder)

    expected = content if isinstance(content, bytes) else content.encode()
    assert base64.b64decode(logo.pop("data")) == expected
    assert logo == {"alt": ALT, "mime": mime, "width": size[0], "height": size[1]}
    assert logo_paths(project.read_params(), INSTANSI, project.root) == [
        project.root / folder / name
    ]


REFUSED = [
    ("a.gif", b"GIF89a", "bukan SVG atau PNG"),
    ("a.png", b"\x89PNG\r\n\x1a\n", "bukan gambar PNG"),
    ("a.png", PNG[:16] + b"\0\0\x40\0" + PNG[20:], "berukuran 16384 × 20 piksel"),
    ("a.svg", SVG + " " * 600_000, "paling besar 524288 bita"),
    ("a.svg", "<svg", "bukan SVG yang dapat dibaca"),
    ("a.svg", "<html/>", "unsur pertamanya bukan <svg>"),
    ("a.svg", SVG.replace(' viewBox="0 0 80 100"', ""), "tidak memiliki viewBox"),
    ("a.svg", SVG.replace("0 0 80 100", "0 0 0 100"), "viewBox tanpa luas"),
    ("a.svg", SVG.replace("<path", "<script>a()</script><path"), "memuat <script>"),
    ("a.svg", SVG.replace("<path", '<path onload="a()"'), "memuat perintah onload"),
    ("a.svg", SVG.replace("<path", '<image href="https://a.id/b.png"/><path'), "di luar"),
    ("a.svg", SVG.replace("<path", '<use href="/etc/passwd"/><path'), "'/etc/passwd' di luar"),
    ("a.svg", SVG.replace("url(#g)", "url(http://a.id/b)"), "gaya yang merujuk ke luar"),
    ("a.svg", SVG.replace("<path", '<path style="fill:url(b.svg#c)"'), "gaya yang merujuk"),
    ("a.svg", SVG.replace(".a{", "@import 'b.css';.a{"), "gaya yang merujuk ke luar"),
    ("a.svg", '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "memuat entitas"),
    ("a.svg", '<?xml-stylesheet href="b.css"?>' + SVG, "gaya dari luar"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "reason"), REFUSED, ids=[reason for *_, reason in REFUSED]
)
def test_an_unsafe_or_useless_file_is_refused_with_the_line_that_asks_for_it(
    project, name, content, reason
):
    with pytest.raises(InputError) as caught:
        read(project, name, content)

    assert re.match(
        rf"params/{INSTANSI}\.yml, baris \d+, kolom \d+, logo\.berkas: ", str(caught.value)
    )
    assert reason in str(caught.value)


def test_a_logo_that_is_gone_is_no_file_of_the_manifest(project):
    declare(project, "hilang.svg")

    assert logo_paths(project.read_params(), INSTANSI, project.root) == []


def test_a_missing_logo_names_where_it_was_looked_for(project):
    declare(project, "lambang.svg")

    with pytest.raises(InputError, match=rf"tidak ditemukan di params/ atau data/{INSTANSI}/"):
        read_logo(project.read_params(), INSTANSI, project.root)


@pytest.mark.parametrize("name", ["../lambang.svg", "../../lambang.svg", "/etc/passwd"])
def test_a_logo_outside_the_project_is_refused(project, name):
    (project.root / "lambang.svg").write_text(SVG, "utf-8")
    declare(project, name)

    with pytest.raises(InputError, match=r"berada di luar params/"):
        read_logo(project.read_params(), INSTANSI, project.root)


def test_a_link_that_leads_out_of_the_project_is_refused(project, tmp_path):
    (tmp_path / "luar.svg").write_text(SVG, "utf-8")
    (project.root / "params" / "a.svg").symlink_to(tmp_path / "luar.svg")
    declare(project, "a.svg")

    with pytest.raises(InputError, match=r"berada di luar params/"):
        read_logo(project.read_params(), INSTANSI, project.root)


# ---- In the report ------------------------------------------------------------------------------


@pytest.fixture(params=["svg", "png"])
def notebook(project, request):
    logo = read(project, f"a.{request.param}", {"svg": SVG, "png": PNG}[request.param])
    return merged_notebook(logo=logo)


def test_html_shows_it_on_cover_and_letterhead_from_one_copy(notebook):
    html = LkjipHTMLExporter().from_notebook_node(notebook)[0]
    page = lxml_html.document_fromstring(html)
    shown = page.xpath("//svg[@class='logo']")

    assert [picture.getparent().get("class") for picture in shown] == [
        "cover", "letterhead with-logo",
    ]  # fmt: skip
    assert {picture.get("aria-label") for picture in shown} == {ALT}
    assert html.count(notebook.metadata.lkjip["logo"]["data"]) == 1


def test_the_pdf_shows_it_on_cover_and_letterhead_and_reads_it_out(notebook):
    reader = PdfReader(BytesIO(LkjipPDFExporter().from_notebook_node(notebook)[0]))

    def figures(node):
        node = node.get_object()
        items = node if isinstance(node, list) else [node]
        for item in (each.get_object() for each in items):
            if isinstance(item, dict):
                if item.get("/S") == "/Figure":
                    yield item["/Alt"]
                if "/K" in item:
                    yield from figures(item["/K"])

    assert list(figures(reader.root_object["/StructTreeRoot"])).count(ALT) == 2


def test_word_shows_it_on_cover_and_letterhead_from_one_copy(notebook):
    word = docx.Document(BytesIO(LkjipDOCXExporter().from_notebook_node(notebook)[0]))
    shown = [
        (drawn.get("descr"), drawn.iterancestors(qn("w:p")).__next__().pPr.pStyle.val)
        for drawn in word.element.body.iter(qn("wp:docPr"))
        if drawn.get("descr") == ALT
    ]
    pictures = [part for part in word.part.package.iter_parts() if "/media/" in part.partname]

    assert shown == [(ALT, "SampulLogo"), (ALT, "KopLogo")]
    assert len(pictures) == 1 + 2  # the charts of the sample


def test_without_one_no_place_is_kept_for_it():
    nb = merged_notebook()
    html = LkjipHTMLExporter().from_notebook_node(nb)[0]
    word = docx.Document(BytesIO(LkjipDOCXExporter().from_notebook_node(nb)[0]))

    assert 'class="logo"' not in html
    assert "with-logo" not in html.partition("</style>")[2]
    assert not {p.style.style_id for p in word.paragraphs} & {"SampulLogo", "KopLogo", "KopGaris"}
