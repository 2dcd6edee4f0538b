"""Explaining a figure: the command, a notebook, and what is told when nothing can be."""

import json
import os
import re
import subprocess
from decimal import Decimal

import pytest
from click.testing import CliRunner
from project import program
from tables import INSTANSI, ROOT, TAHUN, sample

from lkjip_tools.cli import main
from lkjip_tools.errors import FigureNotFoundError, ReportNotFoundError
from lkjip_tools.explain import Ledger, explain
from lkjip_tools.explain.explanation import holds

IKU_1 = "capaian_persen/IKU-1/2023"
BROKEN_FORMULA = json.dumps(
    sample()[IKU_1].to_json() | {"rumus": "capaian_persen = realisasi / / target"}
)


def run(root, *arguments):
    return CliRunner().invoke(main, ["explain", *arguments, "--root", str(root)])


@pytest.fixture(scope="module")
def ledger():
    return Ledger.of(sample())


@pytest.fixture
def project(sample_project):
    """A project whose report is nothing but its ledger."""
    sample_project.output.mkdir(parents=True)
    lines = (json.dumps(line) for line in sample().to_json())
    (sample_project.output / "angka.jsonl").write_text("\n".join(lines), "utf-8")
    return sample_project


# ---- What is told -------------------------------------------------------------------------------


def test_a_figure_is_told_down_to_its_cells(project):
    shown = run(project.root, IKU_1)

    assert shown.exit_code == 0
    lines = [line.strip() for line in shown.output.splitlines()]
    assert lines[0] == f"Capaian Nilai Evaluasi SAKIP dari APIP  {IKU_1}"
    assert lines[1:4] == [
        "= realisasi / target × 100",
        "= 65,22 / 73 × 100",
        "= 89,342466… persen",
    ]
    assert lines[4].startswith("aturan rumus_capaian/positif – Rumus capaian kinerja: ")
    assert lines[5].startswith("sumber: LKjIP Kabupaten Maluku Tengah 2021, halaman III.2 (https")
    assert lines[6] == "verifikasi: belum diverifikasi; bukti: teks, hitung"
    assert lines[7].startswith("cara membaca: Rumus mengikuti polaritas indikator")
    source = f"data/{INSTANSI}/{TAHUN}/kinerja.csv baris 58 kolom realisasi (naskah L445)"
    at = lines.index(source)
    assert lines[at - 2] == (
        "realisasi: Realisasi Nilai Evaluasi SAKIP dari APIP = 65,22 nilai  realisasi/IKU-1/2023"
    )
    assert lines[at + 1] == "isi sel: “65,22”"
    assert any(re.match("naskah: .*65.22 89,34", line) for line in lines)


def test_a_document_in_another_encoding_is_quoted_all_the_same(project):
    (document,) = (project.path("kinerja").parent / "naskah").glob("*.txt")
    document.write_bytes(document.read_bytes() + b"\ncaf\xe9\n")

    shown = run(project.root, IKU_1)

    assert shown.exit_code == 0
    assert "naskah: " in shown.output


def test_the_depth_is_chosen():
    id = f"capaian_rata_rata_persen/instansi/{TAHUN}"
    depths = [str(explain(sample(), id, TAHUN, depth, ROOT)) for depth in (0, 1, 2, None)]

    assert "capaian_persen/" not in depths[0]
    assert IKU_1 in depths[1]
    assert "kinerja.csv" not in depths[1]
    assert "kinerja.csv" in depths[2]
    assert depths[2] == depths[3]


def test_a_rule_and_a_figure_are_told_once_and_then_named():
    text = str(explain(sample(), f"capaian_rata_rata_persen/instansi/{TAHUN}", TAHUN, root=ROOT))

    assert text.count("aturan rumus_capaian/positif") == 6
    assert text.count("cara membaca: Rumus mengikuti polaritas") == 1
    shared = str(explain(sample(), f"sisa_persen/instansi/{TAHUN}", TAHUN, root=ROOT))
    assert "operannya sudah disebut di atas" in shared


def test_a_figure_that_a_rule_fixes_ends_at_the_rule():
    id = f"capaian_dibatasi_persen/IKU-3/{TAHUN}"
    batas = explain(sample(), id, TAHUN, root=ROOT).step.operands[1]

    assert (batas.name, batas.entry.value, batas.cell) == ("batas", "100", None)
    assert [rule.name for rule in batas.rules] == ["batas_capaian/batas_100"]


def test_programs_get_the_same_as_people(project):
    told = json.loads(run(project.root, IKU_1, "--json").output)

    assert (told["rumus"], told["hitungan"]) == ("realisasi / target * 100", "65,22 / 73 × 100")
    assert told["nilai"] == "89.34246575342465753424657534"
    assert told["aturan"][0]["verifikasi"] == "belum diverifikasi"
    target, realisasi = told["operan"]
    assert (target["nama"], realisasi["nama"]) == ("target", "realisasi")
    assert realisasi["sel"] == {
        "berkas": f"data/{INSTANSI}/{TAHUN}/kinerja.csv",
        "lembar": "",
        "baris": 58,
        "kolom": "realisasi",
        "isi": "65,22",
        "cocok": True,
        "naskah": target["sel"]["naskah"],
    }


def test_a_notebook_shows_the_same_figures_rules_and_cells(ledger):
    html = explain(ledger, IKU_1, TAHUN, root=ROOT)._repr_html_()

    for text in ("realisasi / target × 100", "65,22 / 73 × 100", "89,342466… persen", "<ul>"):
        assert text in html
    assert "isi sel: “65,22”" in html
    assert "belum diverifikasi" in html
    assert '<data value="89.34246575342465753424657534">' in html


def test_a_label_is_never_markup():
    line = next(line for line in sample().to_json() if line["id"] == IKU_1)
    html = explain(Ledger([line | {"label": "<b>&"}]), IKU_1, TAHUN, 0, ROOT)._repr_html_()

    assert "&lt;b&gt;&amp;" in html


def test_a_cell_that_changed_since_is_told(project):
    project.edit(project.path("kinerja"), '73,,,"65,22"', '73,,,"66,22"')

    changed = run(project.root, IKU_1).output

    assert "isi sel: “66,22”" in changed
    assert changed.count("sel berubah sejak laporan dibuat; jalankan lkjip report") == 1
    project.path("kinerja").unlink()
    assert run(project.root, IKU_1).output.count("sel itu tidak ada lagi") == 2


@pytest.mark.parametrize(
    ("text", "value", "held"),
    [
        ("65,22", Decimal("65.22"), True),
        ("65,220", Decimal("65.22"), True),
        ("1.234.567", Decimal(1234567), True),
        ("1.234", Decimal(1234), True),
        ("-", Decimal(0), True),
        (" 73 ", Decimal(73), True),
        ("", None, True),
        ("B", "B", True),
        ("", Decimal(0), False),
        ("0", None, False),
        ("65,23", Decimal("65.22"), False),
        ("tujuh", Decimal(7), False),
        (None, None, False),
    ],
)
def test_a_cell_holds_a_value_or_not(text, value, held):
    assert holds(text, value) is held


# ---- Finding a figure ---------------------------------------------------------------------------


def test_figures_are_found_by_words(project):
    lines = run(project.root, "--cari", "pemilu capaian").output.splitlines()

    assert lines[0] == (
        "capaian_persen/IKU-3/2023  Capaian Fasilitasi Penyelenggaraan Pemilu = 125 persen"
    )
    assert all("pemilu" in line.lower() for line in lines)


@pytest.mark.parametrize("words", ["PEMILU", "pémilu", "pemil", "IKU-3", "iku 3 realisasi"])
def test_case_and_diacritics_do_not_count_and_a_beginning_is_enough(ledger, words):
    assert any(entry.id == "realisasi/IKU-3/2023" for entry in ledger.search(words))


def test_every_word_must_be_met(ledger):
    assert ledger.search("pemilu sekretariat") == ledger.search("") == ledger.search("xyz") == []


def test_the_best_comes_first(ledger):
    """A word of the label counts more than one of the id, and that more than one of the source."""
    found = [entry.id for entry in ledger.search("serapan instansi")]

    assert found[0] == f"serapan_persen/instansi/{TAHUN}"
    assert ledger.search("belanja.csv")[0].id.startswith("pagu_rp/belanja-")


def test_a_long_list_is_cut_and_says_so(project):
    *shown, last = run(project.root, "--cari", "realisasi").output.splitlines()

    assert len(shown) == 25
    assert re.fullmatch(r"dan \d+ lagi; tambahkan kata untuk mempersempit", last)


def test_programs_get_all_that_is_found(project):
    found = json.loads(run(project.root, "--cari", "realisasi", "--json").output)

    assert len(found) > 100
    assert set(found[0]) == {"id", "label", "nilai", "satuan"}


def test_words_that_nothing_holds_are_told(project):
    result = run(project.root, "--cari", "kucing")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "lkjip: tidak ada angka yang memuat 'kucing'\n"


# ---- What cannot be told ------------------------------------------------------------------------


def test_an_unknown_id_is_told_with_the_nearest_ones(project):
    result = run(project.root, "capaian_persn/IKU-1/2023")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "yang terdekat: capaian_persen/IKU-1/2023, capaian_persen/IKU-" in result.stderr
    assert "lkjip explain --cari" in result.stderr


def test_a_report_that_was_not_built_is_told_with_the_line_that_builds_it(sample_project):
    result = run(sample_project.root, IKU_1, "--tahun", "2022")

    assert result.exit_code == 2
    assert f"jalankan: lkjip report --instansi {INSTANSI} --tahun 2022" in result.stderr
    assert "Traceback" not in result.output
    with pytest.raises(ReportNotFoundError):
        Ledger.read(sample_project.output, "lkjip report")


@pytest.mark.parametrize("text", ["{", "[]", "7", '{"id": "a/b/2023"}', "\xff", BROKEN_FORMULA])
def test_a_damaged_ledger_is_told_with_its_line(project, text):
    path = project.output / "angka.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0] + text.encode("latin-1"))

    result = run(project.root, IKU_1)

    assert result.exit_code == 2
    assert "angka.jsonl baris 2" in result.stderr
    assert "jalankan: lkjip report" in result.stderr


@pytest.mark.parametrize("arguments", [[], [IKU_1, "--cari", "x"], [IKU_1, "--dalam", "-1"]])
def test_a_wrong_call_is_a_wrong_call(project, arguments):
    assert run(project.root, *arguments).exit_code == 2


def test_a_notebook_is_told_the_nearest_id_too():
    with pytest.raises(FigureNotFoundError, match="yang terdekat: capaian_persen/IKU-1/2023"):
        explain(sample(), "capaian_persen/IKU1/2023", TAHUN, root=ROOT)


def test_a_report_of_an_older_version_is_told_from_what_it_has(project):
    """Reports of 0.1.0 had lines for computed figures only."""
    path = project.output / "angka.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    old = [{k: v for k, v in line.items() if k != "sumber"} for line in lines if line["rumus"]]
    path.write_text("\n".join(map(json.dumps, old)), "utf-8")

    assert "isi sel: “65,22”" in run(project.root, IKU_1).output


# ---- On a terminal ------------------------------------------------------------------------------


def test_colours_are_for_a_terminal_only(project):
    pty = pytest.importorskip("pty")
    command = [program("lkjip"), "explain", IKU_1, "--root", str(project.root)]
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI")}
    environment |= {"TERM": "xterm-256color"}
    piped = subprocess.run(command, capture_output=True, env=environment, check=True)
    ours, theirs = pty.openpty()
    subprocess.run(command, stdout=theirs, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode("utf-8", "replace")
    os.close(ours)

    assert b"\x1b[" not in piped.stdout
    assert "\x1b[" in shown
    assert "89,342466… persen" in shown
