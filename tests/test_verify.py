"""A stored report is run again: it agrees, or the cell and the file that differ are named."""

import base64
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from project import Project, run
from tables import INSTANSI, ROOT, TAHUN

from lkjip_tools.cli import main
from lkjip_tools.execute import find_chapters
from lkjip_tools.figure_lines import MIME_FIGURES
from lkjip_tools.manifest import digest, notebook_digest
from lkjip_tools.shown import MIME_BLOCK_TEXT, blocks_in, one_line
from lkjip_tools.verify import verify_report
from lkjip_tools.verify.outputs import compare_outputs

CHAPTER = "03a_capaian_kinerja"
MEASURED = "03a-17"  # the cell that shows table_pengukuran
DATA = f"data/{INSTANSI}/{TAHUN}"


@pytest.fixture
def stored(sample_run, tmp_path):
    """A copy of the project with its finished report: to plant changes in."""
    shutil.copytree(sample_run.root, tmp_path / "proyek")
    return Project(tmp_path / "proyek")


@pytest.fixture
def as_before(sample_run, monkeypatch):
    """Take the outputs of the fresh report for those of a new run, which they equal: seen above."""

    def run_again(chapter, *_):
        path = sample_run.output / "notebooks" / chapter.path.name
        return nbformat.read(path, 4).cells, None

    monkeypatch.setattr("lkjip_tools.verify.stored.run_again", run_again)


def verified(project, only=(CHAPTER,), **options):
    return verify_report(project.output, only=tuple(only), **options)


def cells(found):
    return {(item.bab, item.id) for item in found.differences}


def files(found):
    return {(item.berkas, item.keadaan) for item in found.files}


def edit_output(project, id, change, chapter=CHAPTER):
    """Change a stored output by hand, as its JSON; return the path of the notebook."""
    path = project.output / "notebooks" / f"{chapter}.ipynb"
    notebook = nbformat.read(path, 4)
    (cell,) = (cell for cell in notebook.cells if cell.id == id)
    change(cell)
    nbformat.write(notebook, path)
    return path


@contextmanager
def block_of(cell):
    """The block of a stored cell, to be changed in place."""
    data = cell.outputs[0].data
    (block,) = blocks_in(data)
    yield block
    data[MIME_BLOCK_TEXT] = one_line(block)


def sign_again(project):
    """Make the manifest agree with the files as they are now, as a forger would."""
    path = project.output / "manifest.json"
    said = json.loads(path.read_text("utf-8"))
    said["keluaran"] = {name: digest(project.output / name) for name in said["keluaran"]}
    said["dijalankan"] = {
        name: notebook_digest(nbformat.read(project.output / "notebooks" / name, 4))
        for name in said["dijalankan"]
    }
    path.write_text(json.dumps(said), "utf-8")


# --- it agrees ------------------------------------------------------------------------------


def test_a_fresh_report_agrees_in_every_cell_and_every_file(stored):
    before = set(stored.output.rglob("*"))

    done = run("lkjip", "verify", stored.output, cwd=stored.root)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "tidak ada yang berbeda" in done.stdout
    assert set(stored.output.rglob("*")) - before == {stored.output / "verifikasi.json"}
    said = json.loads((stored.output / "verifikasi.json").read_text("utf-8"))
    assert (said["sesuai"], said["berkas"], said["perbedaan"]) == (True, [], [])
    assert len(said["bab"]) == len(find_chapters(stored.root))
    assert said["sel"] > 100


def test_an_earlier_result_beside_the_report_does_not_disturb_a_verification(stored, as_before):
    (stored.output / "verifikasi.json").write_text("{}", "utf-8")

    assert verified(stored, only=["04_penutup"]).agrees


def test_other_versions_that_give_the_same_are_told_and_are_no_difference(stored, as_before):
    path = stored.output / "manifest.json"
    said = json.loads(path.read_text("utf-8"))
    said["lingkungan"]["python"] = "3.10.1"
    del said["lingkungan"]["pustaka"]["pandas"]
    said["paket"]["lkjip_tools/cli.py"] = "0" * 64
    path.write_text(json.dumps(said), "utf-8")

    found = verified(stored, only=["04_penutup"])

    assert found.agrees
    assert set(found.environment) == {"python", "pandas"}
    assert found.environment["python"][0] == "3.10.1"
    assert [item.berkas for item in found.package] == ["lkjip_tools/cli.py"]


@pytest.mark.skipif(
    "LKJIP_OTHER_ENVIRONMENT" not in os.environ,
    reason="set LKJIP_OTHER_ENVIRONMENT to a virtual environment of another Python with lkjip",
)
def test_a_report_of_this_python_agrees_on_another_one(stored):
    other = Path(os.environ["LKJIP_OTHER_ENVIRONMENT"]) / "bin" / "lkjip"
    done = subprocess.run(
        [other, "verify", stored.output], capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, done.stdout
    assert "bukan perbedaan data: python" in done.stdout


# --- planted changes ------------------------------------------------------------------------


def test_one_digit_in_a_data_file_names_the_file_and_the_cell(stored):
    stored.edit(stored.path("kinerja"), 'AKIP,73,,,"65,22"', 'AKIP,73,,,"65,32"')

    found = verified(stored)

    assert files(found) == {(f"{DATA}/kinerja.csv", "berubah")}
    first = next(item for item in found.differences if item.id == MEASURED)
    assert first.bab == CHAPTER
    assert first.isi.startswith("table_pengukuran(")
    assert first.tempat.startswith("tabel '")
    assert (first.tersimpan, first.dihitung) == ("65,22", "65,32")
    assert first.sebab == "masukan"


def test_one_digit_in_a_stored_output_names_the_notebook_and_the_cell(stored):
    def change(cell):
        with block_of(cell) as block:
            for row in block["body"]:
                for place in row["cells"]:
                    place["text"] = place["text"].replace("89,34", "89,84")

    edit_output(stored, MEASURED, change)

    found = verified(stored)

    assert files(found) == {(f"notebooks/{CHAPTER}.ipynb", "berubah")}
    assert cells(found) == {(CHAPTER, MEASURED)}
    (only,) = found.differences
    assert (only.tersimpan, only.dihitung, only.sebab) == ("89,84", "89,34", "suntingan")
    assert "kolom" in only.tempat


def test_a_digit_that_no_reader_sees_is_found_too(stored, as_before):
    def change(cell):
        with block_of(cell) as block:
            place = next(c for row in block["body"] for c in row["cells"] if c["value"])
            place["value"] += "1"

    edit_output(stored, MEASURED, change)

    (only,) = verified(stored).differences
    assert only.tempat.endswith("nilai tepat")


def test_a_reordered_table_is_told_as_such(stored, as_before):
    def change(cell):
        with block_of(cell) as block:
            body = block["body"]
            body[1], body[2] = body[2], body[1]

    edit_output(stored, MEASURED, change)

    (only,) = verified(stored).differences
    assert only.jenis == "urutan"
    assert "urutan baris, mulai baris 2" in only.tempat
    assert (only.bab, only.id) == (CHAPTER, MEASURED)


def test_an_edited_cell_of_a_stored_notebook_is_named(stored):
    def change(cell):
        cell.source = cell.source.replace("tahun)", "tahun)  # disunting")

    edit_output(stored, MEASURED, change)

    found = verified(stored)

    assert cells(found) == {(CHAPTER, MEASURED)}
    assert found.differences[0].jenis == "isi sel"
    assert "# disunting" in found.differences[0].tersimpan


def test_an_edited_cell_of_a_source_notebook_is_named(stored):
    path = stored.notebooks / "04_penutup.ipynb"
    notebook = nbformat.read(path, 4)
    (cell,) = (cell for cell in notebook.cells if cell.id == "04-10")
    cell.source = cell.source.replace("predikat_capaian", "jumlah_iku")
    nbformat.write(notebook, path)

    found = verified(stored, only=["04_penutup"])

    assert files(found) == {("notebooks/04_penutup.ipynb", "berubah")}
    assert cells(found) == {("04_penutup", "04-10")}


def test_a_changed_rule_is_named_with_the_cells_that_follow_it(stored, tmp_path):
    """The rules are in the package: a copy of it, with one bound moved, verifies the report."""
    shutil.copytree(ROOT / "lkjip_tools", tmp_path / "paket" / "lkjip_tools")
    rule = tmp_path / "paket" / "lkjip_tools" / "regulations" / "skala_permendagri_86_2017.yml"
    text = rule.read_text("utf-8")
    rule.write_text(text.replace("above: 75, up_to: 90", "above: 75, up_to: 89"), "utf-8")
    rule.write_text(rule.read_text("utf-8").replace("above: 90", "above: 89"), "utf-8")
    assert rule.read_text("utf-8") != text
    program = (
        "import sys; from pathlib import Path; from lkjip_tools.verify import verify_report;"
        f"found = verify_report(Path(sys.argv[1]), only=('{CHAPTER}',));"
        "print(*[item.berkas for item in found.files]);"
        "print(*sorted({item.id for item in found.differences}));"
        "print(*{item.sebab for item in found.differences})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, stored.output],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "paket")}, cwd=stored.root,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    named, ids, causes = done.stdout.splitlines()
    assert named == "lkjip_tools/regulations/skala_permendagri_86_2017.yml"
    assert MEASURED in ids.split()  # 89,34 is one class higher now
    assert causes == "masukan"


def test_data_that_can_no_longer_be_read_stop_one_cell_and_it_is_named(stored):
    stored.edit(stored.path("riwayat"), '2021,"80,16"', "2021,80.160")

    found = verified(stored, only=["03b_realisasi_anggaran", "04_penutup"])

    assert {(item.bab, item.jenis) for item in found.differences} == {
        ("03b_realisasi_anggaran", "gagal")
    }
    (only,) = found.differences
    assert 'read_table("riwayat"' in only.isi
    assert "bermakna ganda" in only.dihitung


EDITS = [
    ("laporan.html", b"89,34", b"89,84"),
    ("angka.jsonl", b"89.342", b"89.842"),
    ("temuan.csv", b"98,18", b"98,19"),
    ("laporan.pdf", b"%%EOF", b"%%EOF\n"),
    ("laporan.docx", b"PK", b"PQ"),
]


def test_hand_edited_files_are_named_and_a_forged_manifest_does_not_help(stored, as_before):
    for name, old, new in EDITS:
        path = stored.output / name
        path.write_bytes(path.read_bytes().replace(old, new, 1))
    names = [name for name, *_ in EDITS]

    assert files(verified(stored, only=())) == {(name, "berubah") for name in names}

    sign_again(stored)
    assert files(verified(stored, only=())) == {
        (name, "bukan hasil bab yang tersimpan") for name in names
    }


def test_a_removed_an_added_and_a_broken_file_are_named(stored):
    (stored.output / "laporan.docx").unlink()
    stored.path("tim").unlink()
    stored.write_text("catatan", "isi\n")
    (stored.output / "notebooks" / "04_penutup.ipynb").write_text("{", "utf-8")
    stored.edit(stored.params_path, "Tana Paser", "Tanah Paser")

    found = verified(stored, only=["04_penutup"])

    assert files(found) == {
        ("laporan.docx", "hilang"),
        (f"{DATA}/tim.csv", "hilang"),
        (f"{DATA}/catatan.csv", "baru"),
        ("notebooks/04_penutup.ipynb", "berubah"),
        (f"params/{INSTANSI}.yml", "berubah"),
    }
    assert found.chapters == ()


# --- the command ----------------------------------------------------------------------------


def verify(*arguments):
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


def test_the_command_prints_the_first_cell_with_both_outputs_and_counts_the_rest(
    stored, monkeypatch
):
    stored.edit(stored.path("kinerja"), 'AKIP,73,,,"65,22"', 'AKIP,73,,,"65,32"')
    changed = verified(stored)
    monkeypatch.setattr("lkjip_tools.verify.verify_report", lambda *_, **__: changed)

    result = verify(stored.output)

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:2] == ["Masukan tidak sesuai manifest:", f"  {DATA}/kinerja.csv: berubah"]
    assert lines[2].startswith(f"Perbedaan pertama: bab {CHAPTER}, sel ")
    assert any(line.startswith("  tersimpan      : ") for line in lines)
    assert any(line.startswith("  dihitung ulang : ") for line in lines)
    assert any("masukan berubah sejak laporan dibuat" in line for line in lines)
    assert any(line.startswith(f"Berbeda pula: {CHAPTER} sel ") for line in lines)
    said = json.loads((stored.output / "verifikasi.json").read_text("utf-8"))
    assert not said["sesuai"]
    assert len(said["perbedaan"]) == len(changed.differences)


def test_the_result_can_go_elsewhere(stored, as_before, tmp_path):
    result = verify(stored.output, "--result", tmp_path / "hasil.json")

    assert result.exit_code == 0
    assert json.loads((tmp_path / "hasil.json").read_text("utf-8"))["sesuai"]
    assert not (stored.output / "verifikasi.json").exists()


def test_a_folder_without_a_report_is_a_wrong_call(tmp_path):
    result = verify(tmp_path)

    assert result.exit_code == 2
    assert "tidak ada manifest.json" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("text", ["", "[]", '{"instansi": "a"}'])
def test_a_manifest_that_says_too_little_is_a_wrong_call(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text, "utf-8")

    result = verify(tmp_path)

    assert result.exit_code == 2
    assert "buat ulang" in result.stderr


@pytest.mark.parametrize("key", ["pilihan", "temuan"])
def test_a_manifest_that_lacks_what_a_verification_asks_is_a_wrong_call(
    sample_report, tmp_path, key
):
    said = json.loads((sample_report / "manifest.json").read_text("utf-8"))
    del said[key]
    (tmp_path / "manifest.json").write_text(json.dumps(said), "utf-8")

    result = verify(tmp_path)

    assert result.exit_code == 2
    assert "buat ulang" in result.stderr


@pytest.mark.parametrize("given", ["satu", "-1", "NaN"])
def test_a_tolerance_is_a_number(sample_report, given):
    result = verify(sample_report, f"--tolerance={given}")

    assert result.exit_code == 2
    assert "--tolerance" in result.stderr


# --- one output against another -------------------------------------------------------------


def shown(**data):
    return [{"output_type": "display_data", "metadata": {}, "data": data}]


def compare(old, new, tolerance="0"):
    return [
        (item.jenis, item.tempat, item.tersimpan, item.dihitung)
        for item in compare_outputs(old, new, Decimal(tolerance))
    ]


def figure(**changes):
    operand = {"nama": "target", "id": "target/IKU-1/2023", "nilai": "73", "sumber": "a"}
    item = {"id": "capaian_persen/IKU-1/2023", "nilai": "89.3424", "operan": [operand]}
    return shown(**{MIME_FIGURES: one_line(item | changes)})


def test_a_figure_is_compared_by_id_and_exact_value():
    assert compare(figure(), figure()) == []
    assert compare(figure(), figure(nilai="89.3425")) == [
        ("angka", "angka capaian_persen/IKU-1/2023, nilai", "89.3424", "89.3425")
    ]
    assert compare(figure(), figure(nilai="89.34240")) != []
    assert compare(figure(), figure(id="capaian_persen/IKU-2/2023")) == [
        ("angka", "angka capaian_persen/IKU-1/2023", "ada", "tidak ada"),
        ("angka", "angka capaian_persen/IKU-2/2023", "tidak ada", "ada"),
    ]


def test_a_tolerance_forgives_values_and_never_texts():
    assert compare(figure(), figure(nilai="89.3425"), "0.001") == []
    assert compare(figure(), figure(nilai="89.3435"), "0.001") != []
    assert compare(figure(), figure(nilai=None), "0.001") != []
    texts = [shown(**{"text/plain": text}) for text in ("89,34", "89,35")]
    assert compare(*texts, "1") == [("teks", "teks", "89,34", "89,35")]


def test_a_changed_operand_is_named():
    operand = {"nama": "target", "id": "target/IKU-1/2023", "nilai": "70", "sumber": "a"}

    assert compare(figure(), figure(operan=[operand])) == [
        ("angka", "angka capaian_persen/IKU-1/2023, operan target/IKU-1/2023, nilai", "73", "70")
    ]


def chart(**changes):
    block = {"kind": "chart", "key": "g", "title": "t", "alt": "naik", "svg": "<svg>1</svg>"}
    return shown(**{MIME_BLOCK_TEXT: one_line(block | changes)})


def test_a_chart_is_compared_by_its_words_and_its_drawing():
    assert compare(chart(), chart()) == []
    assert compare(chart(), chart(svg="<svg>2</svg>")) == [
        ("gambar", "bagan 'g', gambarnya", "<svg>1</svg>", "<svg>2</svg>")
    ]
    assert compare(chart(), chart(alt="turun")) == [("bagan", "bagan 'g', alt", "naik", "turun")]


def png(grey, level):
    """A picture of four equal pixels, packed harder or not at all."""
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.new("L", (2, 2), grey).save(target, "PNG", compress_level=level)
    return shown(**{"image/png": base64.b64encode(target.getvalue()).decode()})


def test_an_image_is_compared_by_its_pixels():
    assert png(7, 0) != png(7, 9)
    assert compare(png(7, 0), png(7, 9)) == []
    assert [found[0] for found in compare(png(7, 0), png(8, 0))] == ["gambar"]


def test_more_or_other_outputs_are_told():
    one = shown(**{"text/plain": "a"})

    assert compare(one, [*one, *one]) == [
        ("keluaran", "banyaknya keluaran", "1 keluaran", "2 keluaran")
    ]
    assert compare(one, [{"output_type": "stream", "name": "stdout", "text": "a"}]) == [
        ("keluaran", "jenis keluaran", "display_data", "stream")
    ]
    assert compare(one, shown(**{"text/plain": "a", "text/html": "a"})) == [
        ("keluaran", "bentuk keluaran", "text/plain", "text/html, text/plain")
    ]


def test_a_drawing_that_differs_under_other_versions_alone_is_told_apart(stored, as_before):
    def change(cell):
        with block_of(cell) as block:
            block["svg"] = block["svg"].replace("</svg>", "<g></g></svg>")

    edit_output(stored, "03a-18", change)
    sign_again(stored)
    path = stored.output / "manifest.json"
    said = json.loads(path.read_text("utf-8"))
    said["lingkungan"]["pustaka"]["matplotlib"] = "3.9.0"
    path.write_text(json.dumps(said), "utf-8")

    found = verified(stored)

    assert {(item.id, item.jenis, item.sebab) for item in found.differences} == {
        ("03a-18", "gambar", "lingkungan")
    }


def test_a_stored_block_that_a_hand_broke_is_compared_as_text():
    broken = chart()
    broken[0]["data"][MIME_BLOCK_TEXT] = broken[0]["data"][MIME_BLOCK_TEXT].replace("svg", "x", 1)

    assert [found[0] for found in compare(broken, chart())] == ["teks"]
