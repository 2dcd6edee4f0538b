"""The chapters: a reader steps through them, so they hold steps and nothing else."""

import ast
import re

import nbformat
import papermill
import pytest
from project import run
from tables import INSTANSI, ROOT, TAHUN

from lkjip_tools.assemble import PRINTED
from lkjip_tools.execute import BAGIAN, find_chapters
from lkjip_tools.figure_lines import MIME_FIGURES, read_figures

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHAPTERS = find_chapters(ROOT)
TAGS = {"parameters", "siapkan", "laporan", "evaluator"}
LONGEST_CELL = 12
NARASI = ROOT / "data" / INSTANSI / str(TAHUN) / "narasi"

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def nodes(path):
    return [node for cell in code_cells(path) for node in ast.walk(ast.parse(cell.source))]


def last_expression(source):
    """The expression a cell ends with, which is what it shows; None when it ends otherwise."""
    statements = ast.parse(source).body
    last = statements[-1] if statements else None
    return last.value if isinstance(last, ast.Expr) else None


def is_recomputation(source):
    shown = last_expression(source)
    return isinstance(shown, ast.Compare) and isinstance(shown.ops[0], ast.Eq)


def narrative_patterns():
    """Regular expressions for the narrative names that the chapters ask for."""
    patterns = set()
    for node in (node for path in NOTEBOOKS for node in nodes(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "read_narasi":
            name = node.args[0]
            if isinstance(name, ast.Call):  # `narasi_name`, of texts that another chapter prints
                continue
            parts = name.values if isinstance(name, ast.JoinedStr) else [name]
            patterns.add(
                "".join(
                    re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z0-9.]+"
                    for part in parts
                )
            )
    return patterns


@each_notebook
def test_a_chapter_is_a_valid_notebook_of_a_known_part_of_the_report(path):
    notebook = read(path)

    nbformat.validate(notebook)
    assert notebook.metadata.lkjip.bagian in BAGIAN
    assert notebook.metadata.kernelspec.name == "python3"


@each_notebook
def test_every_cell_has_exactly_one_of_the_four_tags(path):
    odd = [cell.source for cell in read(path).cells if len(TAGS & set(cell.metadata.tags)) != 1]
    unknown = {tag for cell in read(path).cells for tag in cell.metadata.tags} - TAGS

    assert (odd, unknown) == ([], set())


@each_notebook
def test_a_chapter_is_stored_without_outputs_and_counts(path):
    assert [cell.outputs for cell in code_cells(path) if cell.outputs] == []
    assert {cell.execution_count for cell in code_cells(path)} == {None}


@each_notebook
def test_a_chapter_defines_nothing_and_hides_no_error(path):
    forbidden = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try)
    held = [ast.unparse(node) for node in nodes(path) if isinstance(node, forbidden)]

    assert held == []


@each_notebook
def test_a_code_cell_can_be_read_at_a_glance(path):
    lengths = [len(cell.source.splitlines()) for cell in code_cells(path)]

    assert max(lengths) <= LONGEST_CELL
    assert min(lengths) > 0


@each_notebook
def test_the_first_cell_documents_both_parameters_to_papermill(path):
    first, *others = read(path).cells
    known = papermill.inspect_notebook(path)

    assert first.metadata.tags == ["parameters"]
    assert not any("parameters" in cell.metadata.tags for cell in others)
    assert list(known) == ["instansi", "tahun"]
    assert known["instansi"]["inferred_type_name"] == "str"
    assert known["tahun"]["inferred_type_name"] == "int"
    assert known["instansi"]["default"] == f'"{INSTANSI}"'
    assert known["tahun"]["default"] == str(TAHUN)
    assert all(parameter["help"] for parameter in known.values())


@each_notebook
def test_every_cell_ahead_of_the_report_only_prepares(path):
    """What a `siapkan` cell ends with would be shown to nobody."""
    shown = [
        cell.source
        for cell in code_cells(path)
        if cell.metadata.tags == ["siapkan"] and last_expression(cell.source)
    ]

    assert shown == []


@each_notebook
def test_no_agency_is_named_in_a_chapter(path):
    _, *cells = read(path).cells
    named = [cell.source for cell in cells if re.search("paser|kesbangpol", cell.source, re.I)]

    assert named == []


@each_notebook
def test_no_year_is_typed_in_a_chapter(path):
    _, *cells = read(path).cells

    assert [cell.source for cell in cells if re.search(r"\b20\d\d\b", cell.source)] == []


@pytest.mark.parametrize(
    "path",
    [chapter.path for chapter in CHAPTERS if chapter.bagian in PRINTED],
    ids=lambda path: path.stem,
)
def test_an_evaluator_can_trace_a_figure_in_every_printed_chapter(path, sample_report):
    executed = read(sample_report / "notebooks" / path.name)
    traced = [
        output.data
        for cell in executed.cells
        if cell.metadata.tags == ["evaluator"] and re.match(r"angka\.at\(.*\)$", cell.source)
        for output in cell.outputs
    ]

    assert traced
    for data in traced:
        text = data["text/plain"]
        assert len(read_figures([data[MIME_FIGURES]])) == 1
        assert " = " in text
        assert re.search(r"\[data/.+\.csv baris \d+", text)


def test_every_recomputation_of_an_evaluator_gives_the_printed_figure(sample_report):
    shown = {
        f"{path.stem}: {cell.source.splitlines()[-1]}": [
            output.data["text/plain"] for output in cell.outputs
        ]
        for path in (chapter.path for chapter in CHAPTERS)
        for cell in code_cells(sample_report / "notebooks" / path.name)
        if cell.metadata.tags == ["evaluator"] and is_recomputation(cell.source)
    }

    assert {name: outputs for name, outputs in shown.items() if outputs != ["True"]} == {}
    assert len(shown) >= 4


def test_every_narrative_file_is_read_by_a_chapter():
    written = {path.stem for path in NARASI.glob("*.md")}
    read_by_none = {
        name
        for name in written
        if not any(re.fullmatch(pattern, name) for pattern in narrative_patterns())
    }

    assert read_by_none == set()


def test_every_narrative_that_a_chapter_reads_has_a_file():
    written = [path.stem for path in NARASI.glob("*.md")]
    missing = {
        pattern
        for pattern in narrative_patterns()
        if not any(re.fullmatch(pattern, name) for name in written)
    }

    assert missing == set()


def test_plain_papermill_runs_a_chapter(tmp_path):
    """The command that `docs/` and the style name, without `lkjip` between."""
    target = tmp_path / "out.ipynb"
    done = run(
        "papermill",
        *("--cwd", "notebooks", "notebooks/03c_analisis.ipynb", target),
        *("-p", "instansi", INSTANSI, "-p", "tahun", TAHUN),
        cwd=ROOT,
    )

    assert done.returncode == 0, done.stderr
    assert any(cell.get("outputs") for cell in read(target).cells)
