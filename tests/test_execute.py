"""Chapters are found in printing order, and one that fails says where and why."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lkjip_tools.errors import ExecutionError, InputError
from lkjip_tools.execute import BAGIAN, Chapter, execute_chapter, find_chapters

PARAMETERS = 'instansi: str = "a"  # kode\ntahun: int = 2000  # tahun'


def make_chapter(folder, name, *sources, bagian="isi"):
    """Write a tiny notebook: its parameters, then one cell per source."""
    cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(source, metadata={"tags": ["laporan"]}) for source in sources]
    notebook = new_notebook(cells=cells, metadata={"lkjip": {"bagian": bagian} if bagian else {}})
    path = folder / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, path)
    return Chapter(path, bagian)


def execute(chapter, target):
    done = execute_chapter(chapter, "dinas-contoh", 2023, target / f"{chapter.name}.ipynb")
    return done.notebook


def texts(notebook):
    return [
        output.data["text/plain"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "execute_result"
    ]


def test_chapters_come_in_printing_order(tmp_path):
    for name in ("03b_b", "01_a", "10_d", "03a_c", "00_z"):
        make_chapter(tmp_path, name)

    names = [chapter.name for chapter in find_chapters(tmp_path)]
    assert names == ["00_z", "01_a", "03a_c", "03b_b", "10_d"]


@pytest.mark.parametrize("bagian", sorted(set(BAGIAN) - {"permintaan", "kerja"}))
def test_a_chapter_knows_its_part_of_the_report(tmp_path, bagian):
    make_chapter(tmp_path, "00_a", bagian=bagian)

    (chapter,) = find_chapters(tmp_path)
    assert chapter.bagian == bagian


def test_an_annex_on_request_is_one_only_when_it_is_asked_for(tmp_path):
    for name, bagian in (("00_a", "isi"), ("95_kerja", "kerja"), ("99_hitungan", "permintaan")):
        make_chapter(tmp_path, name, bagian=bagian)

    plain, asked = find_chapters(tmp_path), find_chapters(tmp_path, ["hitungan"])

    assert [chapter.name for chapter in plain] == ["00_a"]
    assert [(item.name, item.bagian) for item in asked[1:]] == [("99_hitungan", "lampiran")]


@pytest.mark.parametrize("name", ["hitung", "kerja", "a"])
def test_an_annex_that_is_not_offered_is_refused_with_those_that_are(tmp_path, name):
    for given, bagian in (("00_a", "isi"), ("95_kerja", "kerja"), ("99_hitungan", "permintaan")):
        make_chapter(tmp_path, given, bagian=bagian)

    with pytest.raises(InputError, match=f"lampiran '{name}' tidak dikenal.*diminta: hitungan"):
        find_chapters(tmp_path, [name])


def test_a_notebook_that_names_no_part_is_no_chapter(tmp_path):
    make_chapter(tmp_path, "00_a")
    make_chapter(tmp_path, "99_catatan", bagian=None)

    assert [chapter.name for chapter in find_chapters(tmp_path)] == ["00_a"]


def test_an_unknown_part_is_refused(tmp_path):
    make_chapter(tmp_path, "00_a", bagian="sampul")

    with pytest.raises(InputError, match=r"notebooks/00_a\.ipynb: .*'sampul' tidak dikenal.*depan"):
        find_chapters(tmp_path)


@pytest.mark.parametrize("text", ["", "bukan JSON", "[]", '{"cells": []}', '{"metadata": 1}'])
def test_a_file_that_is_no_notebook_is_refused_by_name(tmp_path, text):
    make_chapter(tmp_path, "00_a").path.write_text(text, "utf-8")

    with pytest.raises(InputError, match=r"notebooks/00_a\.ipynb: bukan notebook"):
        find_chapters(tmp_path)


def test_a_project_without_chapters_is_refused(tmp_path):
    with pytest.raises(InputError, match="tidak ada bab di notebooks/"):
        find_chapters(tmp_path)


def test_a_chapter_is_executed_with_its_parameters_in_its_own_folder(tmp_path):
    chapter = make_chapter(
        tmp_path, "00_a", "instansi, tahun", "from pathlib import Path\nPath().resolve().name"
    )

    executed = execute(chapter, tmp_path)

    assert texts(executed) == ["('dinas-contoh', 2023)", "'notebooks'"]
    assert texts(nbformat.read(tmp_path / "00_a.ipynb", 4)) == texts(executed)
    assert json.loads(chapter.path.read_text("utf-8"))["cells"][1]["outputs"] == []


def test_a_failing_cell_is_named_with_its_source_and_its_message(tmp_path):
    source = "pagu = {}\npagu['8.01.09']"
    chapter = make_chapter(tmp_path, "03b_anggaran", "1 + 1", source, "'tidak sampai'")

    with pytest.raises(ExecutionError) as failure:
        execute(chapter, tmp_path)

    fault = failure.value
    assert (fault.chapter, fault.source, fault.reason) == (
        "03b_anggaran", source, "KeyError: '8.01.09'",
    )  # fmt: skip
    assert fault.exit_code == 1
    assert str(fault).splitlines() == [
        "bab 03b_anggaran berhenti pada sel ini:",
        "    pagu = {}",
        "    pagu['8.01.09']",
        "KeyError: '8.01.09'",
    ]
    assert texts(nbformat.read(tmp_path / "03b_anggaran.ipynb", 4)) == ["2"]


def test_a_syntax_error_is_told_without_colours(tmp_path):
    chapter = make_chapter(tmp_path, "00_a", "pagu = = 1")

    with pytest.raises(ExecutionError, match="SyntaxError: invalid syntax") as failure:
        execute(chapter, tmp_path)

    assert "\x1b" not in str(failure.value)


def test_a_kernel_that_dies_is_told_and_not_waited_for(tmp_path):
    chapter = make_chapter(tmp_path, "00_a", "1 + 1", "import os\nos._exit(3)")

    with pytest.raises(ExecutionError, match="bab 00_a berhenti pada sel ini") as failure:
        execute(chapter, tmp_path)

    assert failure.value.reason == "Kernel died"
    assert failure.value.source == "import os\nos._exit(3)"


def test_a_cell_of_prose_is_not_executed(tmp_path):
    chapter = make_chapter(tmp_path, "00_a", "tahun")
    notebook = nbformat.read(chapter.path, 4)
    notebook.cells.append(new_markdown_cell("# Bab I", metadata={"tags": ["laporan"]}))
    nbformat.write(notebook, chapter.path)

    executed = execute(chapter, tmp_path)

    assert executed.cells[-1].source == "# Bab I"
    assert texts(executed) == ["2023"]
