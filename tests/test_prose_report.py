"""The words of the finished report: their numbers are figures, follow the data, survive abuse."""

import csv
import re
import subprocess
from collections import Counter
from datetime import date

import pytest
from agency import links
from docx import Document
from lxml import html as lxml_html
from project import copy_project, run
from tables import INSTANSI, ROOT, TAHUN, sample, scale

from lkjip_tools.load import read_table
from lkjip_tools.params import read_params
from lkjip_tools.prose import anggaran, kinerja, ringkasan, riwayat
from lkjip_tools.prose.kinds import KINDS
from lkjip_tools.prose.typed import find_typed
from lkjip_tools.records import records
from lkjip_tools.regulation import load_rule

WORDS = ("seratus persen",)  # the threshold of a rule, in letters
PLAIN = [
    r"\b\d+/\d{4}\b",  # regulations: Permendagri 86/2017
    r"\b20\d\d(?:[–-]20\d\d)?\b",  # years
    r"(?m)^\d+\. ",  # numbers of a list
]
#: The two ways of spoiling a report that a reader could not see: forged figures, hidden text.
ABUSE = """<!-- sumber: L1 -->

Serapan [99%](angka:serapan_persen/instansi/2023) dan <data value="1" data-angka="x">98%</data>
dengan {{ serapan_persen/instansi/2023 | persen }}, {{ config }}, {% include "/etc/passwd" %}.

<script>document.title = "x"</script>

![gambar](/etc/passwd) \U0001f600 \x00 [buka](javascript:alert(1)) 42,17 %
"""


# ---- The sample as it is ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chapters(sample_report):
    """Running text of each chapter of the HTML: paragraphs and items, outside tables and charts."""
    page = lxml_html.fromstring((sample_report / "laporan.html").read_text("utf-8"))
    main = page.get_element_by_id("laporan")
    for aside in main.xpath(".//nav|.//details|.//figure|.//*[contains(@class, 'table')]"):
        aside.drop_tree()
    found, title = {}, ""
    for element in main.iter("h1", "p", "li"):
        if element.tag == "h1":
            title = " ".join(element.text_content().split())
        else:
            found.setdefault(title, []).append(element)
    return found


def test_every_number_of_bab_iii_and_iv_that_looks_computed_is_a_figure(chapters):
    figures, typed = Counter(), []
    for title in ("Ikhtisar Eksekutif", "Bab III Akuntabilitas Kinerja", "Bab IV Penutup"):
        for element in chapters[title]:
            for figure in element.xpath(".//*[@data-angka]"):
                figures[title] += figure.tag == "data"
                figure.text = "…"
            text = element.text_content()
            typed += [it.text for it in find_typed(text) if it.text not in WORDS]

    assert typed == []
    assert figures["Bab III Akuntabilitas Kinerja"] > 200
    assert min(figures.values()) > 5


def every_sentence():
    """Every block that the package writes for the sample."""
    own, t = (
        read_params(INSTANSI, ROOT),
        {
            name: read_table(name, INSTANSI, TAHUN, ROOT)
            for name in ("indikator", "sasaran", "program", "riwayat")
        },
    )
    angka, rest, skala = sample(), (own, TAHUN), scale(own.kebijakan.skala_predikat)
    for aim in records(t["sasaran"]):
        for tell in ("capaian", "banding", "kemajuan", "standar"):
            yield getattr(kinerja, f"tell_{tell}")(t["indikator"], angka, aim, *rest)
        yield anggaran.tell_anggaran(t["program"], angka, aim, *rest)
    for row in records(t["program"]):
        if row["tingkat"] == "program":
            yield anggaran.tell_program(row, angka, *rest)
    yield anggaran.tell_belanja(angka, *rest)
    yield anggaran.tell_penunjang(angka, *rest)
    yield anggaran.tell_serapan(t["program"], angka, *rest)
    yield anggaran.tell_efisiensi(t["program"], angka, *rest)
    yield anggaran.tell_triwulan(angka, *rest)
    yield riwayat.tell_riwayat(t["riwayat"], angka, *rest)
    yield ringkasan.tell_iku(t["indikator"], angka, skala, *rest)
    yield ringkasan.tell_ikhtisar(t["indikator"], t["sasaran"], angka, skala, *rest)
    yield ringkasan.tell_simpulan(t["indikator"], angka, *rest)


def test_every_digit_that_the_package_writes_is_a_figure_a_year_or_a_regulation():
    for block in every_sentence():
        text = block["markdown"]
        for shown, id in links(text):
            text = text.replace(f"[{shown}](angka:{id})", "…")
        for pattern in PLAIN:
            text = re.sub(pattern, "…", text)
        assert not re.search(r"\d", text), text


def test_predicates_are_the_labels_of_the_declared_scale_which_the_method_note_prints(
    chapters, sample_report
):
    own = read_params(INSTANSI, ROOT)
    skala = scale(own.kebijakan.skala_predikat)
    labels = {bracket.label for bracket in skala.brackets}
    shown = {
        text
        for block in every_sentence()
        for text, id in links(block["markdown"])
        if id.startswith("predikat_capaian/")
    }
    page = lxml_html.fromstring((sample_report / "laporan.html").read_text("utf-8"))
    note = page.get_element_by_id("metode-skala").text_content()

    assert shown
    assert shown <= labels
    assert all(label in note for label in labels)
    assert any(skala.label in element.text_content() for element in chapters["Ikhtisar Eksekutif"])


def test_the_sample_has_no_finding_about_its_narrative(sample_report):
    with (sample_report / "temuan.csv").open(encoding="utf-8", newline="") as file:
        assert [row for row in csv.DictReader(file) if row["kode"] in KINDS] == []


# ---- Another realisasi, and narratives that a careless or hostile hand wrote ---------------------


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    """The report of the sample with one realisasi changed and its narratives abused."""
    project = copy_project(tmp_path_factory.mktemp("rusak") / "proyek")
    project.edit(
        project.path("kinerja"), '73,,,"65,22",,"89,34",L445', '73,,,"75,50",,"89,34",L445'
    )
    narasi = project.path("x").parent / "narasi"
    (narasi / "03-a-pengukuran.md").write_text(ABUSE, "utf-8")
    for name in ("03-a-sasaran-2-analisis", "03-a-sasaran-5-kegiatan", "03-c-program-8.01.03"):
        (narasi / f"{name}.md").unlink()
    (narasi / "03-c-analisis.md").write_bytes("“Windows”".encode("cp1252"))
    secret = project.root / "rahasia.md"
    secret.write_text("RAHASIA-DI-LUAR", "utf-8")
    (narasi / "04-langkah-perbaikan.md").unlink()
    (narasi / "04-langkah-perbaikan.md").symlink_to(secret)
    built = run("lkjip", "report", cwd=project.root)
    assert built.returncode == 0, built.stdout + built.stderr
    return project


@pytest.fixture(scope="module")
def texts(spoiled):
    """What a reader sees of each format, without spaces: a line may end anywhere."""
    page = lxml_html.fromstring((spoiled.output / "laporan.html").read_text("utf-8"))
    pdf = subprocess.run(
        ["pdftotext", "-raw", str(spoiled.output / "laporan.pdf"), "-"],
        check=True, capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip
    word = "".join(Document(str(spoiled.output / "laporan.docx")).element.body.itertext())
    whole = {"html": page.get_element_by_id("laporan").text_content(), "pdf": pdf, "docx": word}
    return {name: re.sub(r"[\s\u00ad\u200b]", "", text) for name, text in whole.items()}


@pytest.fixture(scope="module")
def findings(spoiled):
    with (spoiled.output / "temuan.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kode"] in KINDS]


@pytest.mark.poppler
@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
@pytest.mark.parametrize(
    "sentence",
    [
        "ditargetkan sebesar 73 dan terealisasi sebesar 75,5, yakni 2,5 di atas target, "
        "sehingga capaiannya sebesar 103,42% dengan predikat Sangat Tinggi",
        "naik 5,5 (7,86%) dari 70 menjadi 75,5 dan capaiannya naik 43,45 poin dari 59,97% "
        "menjadi 103,42%",
        "masih berada 4,5 di bawah target akhir Renstra tahun 2026 sebesar 80",
        "Rata-rata capaian indikator sasaran ini pada tahun 2023 sebesar 101,71%",
        "Efisiensinya menurut kebijakan “Sisa anggaran pada sasaran yang tercapai” sebesar 8,01%",
        "Seluruh IKU (enam indikator) mencapai atau melampaui target",
        "Rata-rata capaian instansi sebesar 108,90%",
        "disajikan pada Tabel 3.2b; capaian tahun 2023 adalah 103,42%",
    ],
)
def test_every_sentence_follows_a_changed_realisasi_in_every_format(texts, format, sentence):
    assert re.sub(r"\s", "", sentence) in texts[format]


@pytest.mark.poppler
@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_nothing_of_the_old_realisasi_is_left_in_a_sentence(texts, format):
    for old in ("terealisasisebesar65,22", "sebesar106,56%", "limadarienam", "adalah89,34%"):
        assert old not in texts[format]


@pytest.mark.poppler
@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_abuse_is_visible_text_and_kills_no_report(texts, format):
    for shown in (
        "Serapan99%dan<datavalue=",
        "rujukantidakdikenal:config",
        "[gambar:gambar]□□buka",
    ):
        assert shown in texts[format]
    assert "RAHASIA-DI-LUAR" not in texts[format]
    assert "root:" not in texts[format]


def test_no_forged_number_is_a_figure_in_the_html(spoiled):
    page = lxml_html.fromstring((spoiled.output / "laporan.html").read_text("utf-8"))
    shown = {
        figure.text_content()
        for figure in page.xpath("//*[@data-angka='serapan_persen/instansi/2023'][not(self::g)]")
        if not figure.xpath("ancestor::details|ancestor::*[@class='entry']")
    }

    assert shown <= {"96,34%", "96,34"}
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//main//img") == []


@pytest.mark.parametrize(
    ("kode", "place", "tercatat"),
    [
        ("narasi_tautan_angka", "03-a-pengukuran.md baris 3", "angka:serapan_persen/instansi/2023"),
        ("narasi_angka_diketik", "03-a-pengukuran.md baris 3", "98%"),
        ("narasi_rujukan", "03-a-pengukuran.md baris 4", "config"),
        ("narasi_rujukan", "03-a-pengukuran.md baris 4", "{%"),
        ("narasi_markah", "03-a-pengukuran.md baris 6", ""),
        ("narasi_markah", "03-a-pengukuran.md baris 8", "U+1F600"),
        ("narasi_markah", "03-a-pengukuran.md baris 8", "javascript:alert(1)"),
        ("narasi_angka_diketik", "03-a-pengukuran.md baris 8", "42,17 %"),
        ("narasi_berkas", "03-c-analisis.md", ""),
        ("narasi_berkas", "04-langkah-perbaikan.md", ""),
    ],
)
def test_every_abuse_is_a_finding_with_its_place(findings, kode, place, tercatat):
    assert [
        row
        for row in findings
        if row["kode"] == kode
        and row["lokasi"] == f"data/{INSTANSI}/{TAHUN}/narasi/{place}"
        and row["nilai_tercatat"] == tercatat
    ]


@pytest.mark.parametrize(("butir", "sasaran"), [("penyebab", "S-2"), ("program_kegiatan", "S-5")])
def test_a_missing_cause_or_programme_is_a_gap_that_names_its_sasaran(
    spoiled, findings, butir, sasaran
):
    rule = load_rule("muatan_lkj_53_2014", date(TAHUN, 12, 31)).choice(butir)
    page = lxml_html.fromstring((spoiled.output / "laporan.html").read_text("utf-8"))
    gaps = [" ".join(gap.text_content().split()) for gap in page.xpath("//*[@class='gap']")]

    (row,) = [
        it for it in findings if it["kode"] == "narasi_wajib_kosong" and sasaran in it["pesan"]
    ]
    assert row["tingkat"] == "material"
    assert rule.label in row["pesan"]
    assert any(rule.label in gap and sasaran in gap for gap in gaps)


def test_what_an_agency_may_leave_out_leaves_no_gap(findings):
    assert [row for row in findings if "03-c-program" in row["lokasi"]] == []
