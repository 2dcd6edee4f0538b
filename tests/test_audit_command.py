"""`lkjip audit`, as an operator types it, and what it writes."""

import csv
import io
import json
import re

import pytest
from audit_report import clean_report
from click.testing import CliRunner
from playwright.sync_api import sync_playwright
from tables import INSTANSI, TAHUN, sample
from test_audit_contoh import NASKAH

from lkjip_tools.audit.against import audit_naskah, claims_against
from lkjip_tools.audit.audit import COLUMNS, audit_document
from lkjip_tools.audit.read_text import read_text
from lkjip_tools.audit.write import FILES, ranking, summary, to_csv
from lkjip_tools.cli import main

WORDS_ON_A_PAGE = 550


def run(*arguments):
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("audit")
    done = run(NASKAH, "--out", out)
    return done, out / NASKAH.stem


def test_the_command_writes_four_files_and_says_what_it_found(written):
    done, folder = written

    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in folder.iterdir()) == sorted(FILES)
    assert re.search(r"\d+ hubungan diperiksa; temuan: \d+ material", done.output)
    assert "189,34 %, seharusnya 94,67" in done.output


def test_csv_and_json_say_the_same(written):
    _, folder = written
    rows = list(csv.DictReader(io.StringIO((folder / "temuan.csv").read_text("utf-8"))))
    content = json.loads((folder / "temuan.json").read_text("utf-8"))

    asked = (
        "id jenis tingkat keyakinan berkas halaman baris kutipan nilai_tercetak nilai_hitung rumus "
        "operan dugaan_sebab"
    )
    assert list(rows[0])[:13] == asked.split()
    assert tuple(rows[0]) == COLUMNS
    plain = [{k: v.removeprefix("'") for k, v in row.items()} for row in rows]
    assert plain == [{k: v.removeprefix("'") for k, v in r.items()} for r in content["temuan"]]
    assert content["putusan"]["sesuai"] > 700
    assert content["tahun"] == 2023
    assert len({row["id"] for row in rows}) == len(rows)


def test_the_summary_fits_one_page_and_names_what_changes_the_conclusion(written):
    _, folder = written
    text = (folder / "ringkasan.md").read_text("utf-8")

    assert len(text.split()) < WORDS_ON_A_PAGE
    assert "106,56" in text
    assert "mengubah simpulan" in text


def test_a_report_without_findings_gets_a_summary_too():
    text = summary(audit_document(read_text("bersih.txt", clean_report(1).text)))

    assert "Ditemukan 0 ketidaksesuaian" in text
    assert "terpenting" not in text


def test_the_page_shows_the_whole_text_with_every_finding_in_place(written):
    _, folder = written
    page = (folder / "laporan.html").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO((folder / "temuan.csv").read_text("utf-8"))))

    assert all(page.count(f'id="{row["id"]}"') == 1 for row in rows)
    assert "Temuan tanpa tempat" not in page
    assert page.count('class="m ') > 70
    assert "Faktor Pendorong Keberhasilan Kinerja" in page


@pytest.mark.browser
def test_the_page_asks_for_nothing_and_fits_a_phone(written):
    _, folder = written
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 800})
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((folder / "laporan.html").as_uri())
        assert len(asked) == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("section.temuan").count() > 90
        browser.close()


def test_a_hostile_text_stays_text(tmp_path):
    hostile = (
        "<script>alert(1)</script> <img src=http://x.y/z onerror=alert(1)>\n\n"
        "=cmd|' /C calc'!A0 NIP. 123\n\n"
        "| No | Indikator | Target | Realisasi | Capaian (%) |\n"
        '| 1 | =HYPERLINK("http://x.y") Angka | 80 | 60 | 99 |\n'
    )
    (tmp_path / "jahat.txt").write_text(hostile, "utf-8")
    done = run(tmp_path / "jahat.txt", "--out", tmp_path / "out")
    folder = tmp_path / "out" / "jahat"
    page = (folder / "laporan.html").read_text("utf-8")

    assert done.exit_code == 0
    assert "<script" not in page
    assert "<img" not in page
    rows = csv.reader(io.StringIO((folder / "temuan.csv").read_text("utf-8")))
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed():
    assert to_csv(("a",), [{"a": "=1+1"}]) == "a\n'=1+1\n"


def test_several_reports_are_ranked_the_worst_first(tmp_path):
    (tmp_path / "bersih.txt").write_text(clean_report(2).text, "utf-8")
    done = run(tmp_path / "bersih.txt", NASKAH, "--out", tmp_path / "out")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out/peringkat.csv").read_text("utf-8"))))

    assert done.exit_code == 0
    assert [row["berkas"] for row in rows] == [NASKAH.name, "bersih.txt"]
    assert rows[1]["material"] == "0"
    assert rows[1]["instansi"] == "Dinas Kesehatan"


def test_ranking_counts_findings_against_what_was_checked():
    audits = [audit_document(read_text(name, NASKAH.read_text("utf-8"))) for name in ("b", "a")]

    assert [row["berkas"] for row in ranking(audits)] == ["a", "b"]


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.7 rusak")
    (tmp_path / "bersih.txt").write_text(clean_report(2).text, "utf-8")
    done = run(tmp_path / "rusak.pdf", tmp_path / "bersih.txt", "--out", tmp_path / "out")

    assert done.exit_code == 2
    assert "lkjip: rusak.pdf:" in done.output
    assert "Traceback" not in done.output
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["bersih", "peringkat.csv"]


def test_files_of_one_name_get_folders_of_their_own(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "lkjip.txt").write_text(clean_report(2).text, "utf-8")
    run(tmp_path / "a/lkjip.txt", tmp_path / "b/lkjip.txt", "--out", tmp_path / "out")

    assert {"lkjip", "lkjip-2"} <= {p.name for p in (tmp_path / "out").iterdir()}


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "lkjip.txt").write_text(clean_report(2).text, "utf-8")
    (tmp_path / "out/lkjip").mkdir(parents=True)
    (tmp_path / "out/lkjip/surat.docx").write_text("penting", "utf-8")
    done = run(tmp_path / "lkjip.txt", "--out", tmp_path / "out")

    assert done.exit_code == 1
    assert "pilih --out yang lain" in done.output
    assert (tmp_path / "out/lkjip/surat.docx").read_text("utf-8") == "penting"


def test_a_second_run_replaces_the_first_and_is_the_same(tmp_path):
    (tmp_path / "lkjip.txt").write_text(NASKAH.read_text("utf-8"), "utf-8")
    contents = []
    for _ in range(2):
        assert run(tmp_path / "lkjip.txt", "--out", tmp_path / "out").exit_code == 0
        contents.append({p.name: p.read_bytes() for p in (tmp_path / "out/lkjip").iterdir()})

    assert contents[0] == contents[1]


def test_the_agencys_own_document_is_held_against_its_data():
    rows = claims_against(audit_naskah(INSTANSI, TAHUN), sample())
    wrong = {(row["baris"], row["ukuran"]) for row in rows if row["putusan"] == "tidak sesuai"}

    assert sum(row["putusan"] == "sesuai" for row in rows) > 80
    assert {("469", "target"), ("546", "realisasi"), ("844", "pagu"), ("2225", "pagu")} <= wrong


def test_an_agency_without_a_published_document_has_nothing_to_hold_against(tmp_path):
    for folder in ("params", "data"):
        (tmp_path / folder).mkdir()
    assert audit_naskah("entah", 2024, tmp_path) == []
