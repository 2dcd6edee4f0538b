"""The notebook that compares agencies runs on one agency, and on several that have no report."""

import shutil
import subprocess
import sys

import nbformat
import papermill
import pytest
from project import copy_project
from tables import INSTANSI, ROOT, TAHUN

NOTEBOOK = "85_perbandingan_instansi.ipynb"


@pytest.fixture(params=["sampel", "sintetis"])
def executed(request, tmp_path):
    """The notebook as executed, and the agency it looks at."""
    root, instansi = tmp_path / "proyek", INSTANSI
    if request.param == "sampel":
        copy_project(root)
    else:
        writer = [sys.executable, str(ROOT / "bench" / "agencies.py"), str(root), "--count", "3"]
        subprocess.run(writer, check=True)
        shutil.copytree(ROOT / "notebooks", root / "notebooks")
        instansi = "dinas-sintetis-0002"
    papermill.execute_notebook(
        root / "notebooks" / NOTEBOOK, tmp_path / NOTEBOOK, cwd=root / "notebooks",
        parameters={"instansi": instansi, "tahun": TAHUN}, progress_bar=False,
    )  # fmt: skip
    return instansi, nbformat.read(tmp_path / NOTEBOOK, 4)


def test_every_step_shows_something(executed):
    instansi, notebook = executed
    shown = [cell for cell in notebook.cells
             if cell.cell_type == "code" and "evaluator" in cell.metadata.tags]  # fmt: skip
    text = str([cell.outputs for cell in shown])

    assert all(cell.outputs for cell in shown)
    assert instansi in text
    assert "image/png" in text
    assert "Traceback" not in text
