"""A final report has no open material finding; what cannot be mended is answered, in print."""

import csv
import json

import docx
import pdfplumber
import pytest
from click.testing import CliRunner
from lxml import html as lxml_html
from project import digests
from tables import INSTANSI, TAHUN, table

from lkjip_tools.assemble import collect_responses
from lkjip_tools.cli import main
from lkjip_tools.errors import NotFinalError, TableError
from lkjip_tools.execute import execute_chapter, find_chapters
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.load import read_table
from lkjip_tools.response import ANSWER, ResponseList, answer, is_open

DATA = f"data/{INSTANSI}/{TAHUN}"
REPLY = {"tanggapan": "Sesuai DPA.", "penanggung_jawab": "Sekretaris", "tanggal": "2024-02-05"}
HEADER = "kode,lokasi,tanggapan,penanggung_jawab,tanggal\n"


def found(kode="pagu_berbeda", lokasi="a.csv baris 2", tingkat="material", pesan="Berbeda."):
    return FindingList([Finding(kode, tingkat, lokasi, pesan)]).to_json()


def reply(kode="pagu_berbeda", lokasi="a.csv baris 2", **changes):
    return {"kode": kode, "lokasi": lokasi, "source": f"{DATA}/tanggapan.csv baris 2"} | (
        REPLY | changes
    )


# ---- Answers and findings -----------------------------------------------------------------------


def test_an_answer_belongs_to_the_finding_of_its_kind_and_place():
    (finding,) = answer(found(), [reply()])

    assert {name: finding[name] for name in ANSWER} == REPLY
    assert not is_open(finding)


@pytest.mark.parametrize("given", [reply("pagu_salah"), reply(lokasi="a.csv baris 3")])
def test_an_answer_to_nothing_is_a_finding_and_answers_nothing(given):
    finding, lost = answer(found(), [given])

    assert is_open(finding)
    assert (lost["kode"], lost["tingkat"]) == ("tanggapan_tanpa_temuan", "minor")
    assert lost["lokasi"] == f"{DATA}/tanggapan.csv baris 2"
    assert f"{given['kode']} pada {given['lokasi']}" in lost["pesan"]


def test_spaces_and_line_breaks_of_a_place_do_not_count():
    (finding,) = answer(found(lokasi="a.csv baris 2; b.csv baris 3"),
                        [reply(lokasi=" a.csv baris 2;\n b.csv  baris 3")])  # fmt: skip

    assert not is_open(finding)


def test_one_answer_serves_all_findings_of_its_kind_and_place():
    both = answer([*found(pesan="K."), *found(pesan="Rp.")], [reply()])

    assert [is_open(finding) for finding in both] == [False, False]


def test_two_answers_to_one_finding_are_both_told():
    (finding,) = answer(found(), [reply(), reply(tanggapan="Sudah disetujui.")])

    assert finding["tanggapan"] == "Sesuai DPA.; Sudah disetujui."


@pytest.mark.parametrize(("tingkat", "expected"), [("material", True), ("minor", False)])
def test_only_a_material_finding_without_answer_is_open(tingkat, expected):
    (finding,) = answer(found(tingkat=tingkat), [])

    assert is_open(finding) is expected


# ---- The table ----------------------------------------------------------------------------------


def test_an_agency_without_answers_needs_no_file(sample_project):
    read = read_table("tanggapan", INSTANSI, TAHUN, sample_project.root)

    assert not sample_project.path("tanggapan").exists()
    assert len(read) == 0
    assert set(ANSWER) <= set(read.columns)


def test_an_answer_says_who_gives_it_and_when(sample_project):
    sample_project.write_text("tanggapan", HEADER + "pagu_berbeda,a.csv,Sesuai DPA.,,5/2/2024\n")

    with pytest.raises(TableError) as fault:
        read_table("tanggapan", INSTANSI, TAHUN, sample_project.root)

    place = f"{DATA}/tanggapan.csv baris 2 kolom"
    assert str(fault.value).splitlines() == [
        f"{place} penanggung_jawab: kosong, wajib diisi (pejabat yang menjawab)",
        f"{place} tanggal: '5/2/2024' bukan tanggal; tulis misalnya 2024-02-05",
    ]


def test_answers_travel_in_the_notebook_that_checks(sample_project, tmp_path):
    lokasi = '"a.csv baris 2; b.csv baris 3"'
    row = f"pagu_berbeda,{lokasi},Sesuai DPA.,Sekretaris,2024-02-05\n"
    sample_project.write_text("tanggapan", HEADER + row)
    (chapter,) = (it for it in find_chapters(sample_project.root) if it.name == "06_temuan")

    executed = execute_chapter(chapter, INSTANSI, TAHUN, tmp_path / "temuan.ipynb").notebook

    assert collect_responses([(chapter, executed)]) == [
        reply(lokasi="a.csv baris 2; b.csv baris 3")
    ]


def test_a_list_of_answers_shows_how_many_they_are():
    given = table("tanggapan", {"kode": "k", "lokasi": "a", **REPLY})

    assert ResponseList(given)._repr_mimebundle_()["text/plain"] == "1 tanggapan"


# ---- The report ---------------------------------------------------------------------------------


def findings_of(folder):
    with (folder / "temuan.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers_to(findings):
    return [
        reply(finding["kode"], finding["lokasi"], tanggapan=f"Jawaban {number}.")
        for number, finding in enumerate(findings, start=1)
    ]


@pytest.fixture
def material(sample_report):
    return [finding for finding in findings_of(sample_report) if finding["tingkat"] == "material"]


def test_a_final_report_is_refused_with_what_is_open_and_what_to_do(replay, material):
    replay.report(formats=["html"])
    before = digests(replay.project.output.parent)

    with pytest.raises(NotFinalError) as fault:
        replay.report(status="final")

    first, *lines = str(fault.value).splitlines()
    assert first == f"laporan final ditolak: {len(material)} temuan material belum diselesaikan"
    for finding in material[:5]:
        assert f"  {finding['kode']}: {finding['lokasi']}" in lines
        assert f"    {finding['pesan']}" in lines
    assert f"  … dan {len(material) - 5} lagi" in lines
    assert f"{DATA}/tanggapan.csv" in lines[-2]
    assert "lkjip report --draf" in lines[-1]
    assert digests(replay.project.output.parent) == before


def test_the_command_ends_with_code_3(replay, material):
    root = str(replay.project.root)

    result = CliRunner().invoke(main, ["report", "--root", root, "--final"])

    assert result.exit_code == 3
    assert result.stdout == ""
    assert f"{len(material)} temuan material" in result.stderr
    assert not replay.project.output.parent.exists()


def test_one_open_finding_is_enough_to_refuse(replay, material):
    last = material[-1]
    others = [finding for finding in material if (finding["kode"], finding["lokasi"])
              != (last["kode"], last["lokasi"])]  # fmt: skip
    replay.responses = answers_to(others)

    with pytest.raises(NotFinalError, match="ditolak: 1 temuan material"):
        replay.report(status="final", formats=["html"])


def test_a_final_report_prints_every_answer_with_its_finding(replay, material):
    replay.responses = answers_to(material)

    final = replay.report(status="final")

    assert final.folder == replay.project.output
    assert (
        json.loads((final.folder / "manifest.json").read_text("utf-8"))["pilihan"]["status"]
        == "final"
    )
    told = [finding["tanggapan"] for finding in findings_of(final.folder)]
    assert sum(text != "" for text in told) == len(material)
    page = lxml_html.parse(final.folder / "laporan.html")
    rows = page.xpath("//h1[.='Tanggapan atas Temuan']/following::table//tbody/tr")
    assert len(rows) == len(material)
    for number, (finding, row) in enumerate(zip(material, rows, strict=True), start=1):
        assert finding["pesan"] in row.text_content()
        assert f"Jawaban {number}." in row.text_content()
    word = docx.Document(final.folder / "laporan.docx")
    assert any(f"Jawaban {len(material)}." in cell.text for table in word.tables[-2:]
               for cell in table.columns[3].cells)  # fmt: skip
    with pdfplumber.open(final.folder / "laporan.pdf") as pdf:
        assert "Jawaban" in pdf.pages[-1].extract_text()


def test_a_report_that_could_not_be_final_says_so_on_its_cover(replay, sample_report, material):
    note = f"Belum final: {len(material)} temuan material belum ditanggapi (temuan.csv)."

    page = lxml_html.parse(sample_report / "laporan.html")
    assert page.xpath("//header/p[@class='gap']")[0].text_content() == note
    with pdfplumber.open(sample_report / "laporan.pdf") as pdf:
        assert note in pdf.pages[0].extract_text()
    word = docx.Document(sample_report / "laporan.docx")
    assert note in [paragraph.text for paragraph in word.paragraphs[:5]]
    for status, answered in (("final", material), ("draf", [])):
        replay.responses = answers_to(answered)
        folder = replay.report(status=status, formats=["html"]).folder
        assert "Belum final" not in (folder / "laporan.html").read_text("utf-8")


def test_the_list_of_answers_says_how_many_findings_have_none(replay, material):
    replay.responses = answers_to(material[:1])
    left = len(material) - sum(
        (it["kode"], it["lokasi"]) == (material[0]["kode"], material[0]["lokasi"])
        for it in material
    )

    page = lxml_html.parse(replay.report(formats=["html"]).folder / "laporan.html")

    (annex,) = page.xpath("//section[h1='Tanggapan atas Temuan']")
    assert f"Belum final: {left} temuan material belum ditanggapi" in annex.text_content()
    (cover,) = page.xpath("//header/p[@class='gap']")
    assert cover.text_content().startswith(f"Belum final: {left} ")


def test_a_report_without_answers_prints_no_list_of_them(sample_report):
    page = (sample_report / "laporan.html").read_text("utf-8")

    assert "Tanggapan atas Temuan" not in page
    assert "Daftar Temuan" not in page


def test_an_answer_that_matches_nothing_is_counted_among_the_findings(replay, sample_report):
    before = findings_of(sample_report)
    replay.responses = [reply("tidak_ada")]

    report = replay.report(formats=["html"])

    assert report.findings["minor"] == 1 + sum(it["tingkat"] == "minor" for it in before)
