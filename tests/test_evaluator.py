"""The evaluator's notebook, and the annex of all calculations: by papermill, and in JupyterLab."""

import json
import os
import re
import subprocess
import time
from contextlib import contextmanager

import nbformat
import pytest
from browser import WAIT, page_in
from project import copy_project, program, run
from tables import INSTANSI, TAHUN, sample

from lkjip_tools.assemble import merge_chapters
from lkjip_tools.execute import execute_chapter, find_chapters
from lkjip_tools.params import read_params
from lkjip_tools.report.document import read_document
from lkjip_tools.report.html import render_html
from lkjip_tools.shown import blocks_in

NOTEBOOK = "95_evaluator.ipynb"


# ---- By papermill -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("evaluator") / "proyek")


@pytest.fixture(scope="module")
def executed(project, tmp_path_factory):
    """The evaluator's notebook as plain papermill runs it."""
    target = tmp_path_factory.mktemp("keluaran") / "out.ipynb"
    done = run("papermill", "--cwd", project.notebooks, project.notebooks / NOTEBOOK, target)
    assert done.returncode == 0, done.stderr
    return nbformat.read(target, 4)


def shown(notebook, pattern, kind="text/plain"):
    """What the cell shows whose source matches."""
    (cell,) = [cell for cell in notebook.cells if re.search(pattern, cell.source)]
    return "".join(output.data[kind] for output in cell.outputs)


def test_the_notebook_walks_from_data_and_rules_to_the_cells_of_one_figure(executed):
    assert "tabel-7" in shown(executed, r"kinerja\.loc\[here")
    assert "belum diverifikasi" in shown(executed, r'\["rumus_capaian"\]', "text/markdown")
    told = shown(executed, r"explain\(angka, f\"capaian_persen")
    assert "= 65,22 / 73 × 100" in told
    assert "isi sel: “65,22”" in told
    assert shown(executed, r"== angka\.at") == "True"


def test_the_notebook_shows_what_follows_from_another_operand(executed):
    moved = shown(executed, r"^what_if\(")

    assert f"capaian_persen/IKU-1/{TAHUN}: 89,342466… → 95,890411…" in moved
    assert f"predikat_capaian/IKU-1/{TAHUN}: Tinggi → Sangat Tinggi" in moved


def test_neither_notebook_is_part_of_a_report_that_does_not_ask_for_it(project):
    names = [chapter.name for chapter in find_chapters(project.root)]

    assert not {"95_evaluator", "99_perhitungan"} & set(names)


# ---- The annex ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def annex(project, tmp_path_factory):
    """The annex, asked for and executed."""
    (chapter,) = [
        chapter
        for chapter in find_chapters(project.root, ["perhitungan"])
        if chapter.name == "99_perhitungan"
    ]
    target = tmp_path_factory.mktemp("lampiran") / "99.ipynb"
    return chapter, execute_chapter(chapter, INSTANSI, TAHUN, target).notebook


def blocks(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield from blocks_in(output.get("data", {}))


def test_the_annex_lists_every_computed_figure_once(annex):
    _, notebook = annex
    ids = [cell["id"] for block in blocks(notebook) for row in block["body"]
           for cell in row["cells"] if cell["id"]]  # fmt: skip

    assert sorted(ids) == sorted(figure.id for figure in sample() if figure.expression)


def test_a_row_of_the_annex_tells_formula_numbers_rule_and_sources(annex):
    _, notebook = annex
    (table,) = [block for block in blocks(notebook) if block["key"] == "perhitungan-capaian-persen"]
    group, first, *_ = table["body"]

    assert group["cells"][0]["text"] == (
        "Capaian = realisasi / target × 100 (aturan rumus_capaian/positif)"
    )
    folder = f"data/{INSTANSI}/{TAHUN}/kinerja.csv baris 58 kolom"
    assert [cell["text"] for cell in first["cells"]] == [
        "Nilai Evaluasi SAKIP dari APIP\ncapaian_persen/IKU-1/2023",
        "65,22 / 73 × 100",
        "89,342466…",
        "persen",
        f"target 73: {folder} target (naskah L445)\n"
        f"realisasi 65,22: {folder} realisasi (naskah L445)",
    ]


def test_the_annex_is_printed_and_not_explained_once_more(project, annex):
    merged = merge_chapters([annex], read_params(INSTANSI, project.root), TAHUN)
    document = read_document(merged)
    html = render_html(document)

    assert [entry["text"] for entry in document.toc] == ["Lampiran Perhitungan"]
    assert "65,22 / 73 × 100" in html
    assert "Bagaimana angka ini dihitung" not in html


# ---- In JupyterLab ------------------------------------------------------------------------------

SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}


@contextmanager
def lab(folder, place):
    """A JupyterLab of its own on a free port; its address, with the token."""
    for name, settings in SETTINGS.items():
        path = place / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), "utf-8")
    environment = os.environ | {
        "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(place / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "IPYTHONDIR": str(place / "ipython"),
    }
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0", "--port-retries=0"]
    with (place / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [program("jupyter-lab"), *options, f"--ServerApp.root_dir={folder}"],
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            yield address(server, place)
        finally:
            server.terminate()
            server.wait(30)


def address(server, place):
    """Where it is, once it says so."""
    limit = time.monotonic() + 90
    while time.monotonic() < limit and server.poll() is None:
        for path in (place / "runtime").glob("jpserver-*.json"):
            about = json.loads(path.read_text("utf-8"))
            return f"{about['url']}lab/tree/{NOTEBOOK}?token={about['token']}"
        time.sleep(0.2)
    raise AssertionError((place / "lab.log").read_text("utf-8"))


def wait_until_idle(page):
    page.wait_for_selector("text=/Python 3.* \\| Idle/", timeout=WAIT)


def run_all(page):
    page.locator("li.lm-MenuBar-item", has_text=re.compile("^Run$")).click()
    page.locator("li[data-command='runmenu:run-all']").click()


def cell_with(page, text):
    return page.locator(".jp-CodeCell", has_text=text)


def replace_source(page, cell, source):
    """Select what a cell says and write something else, as a person would."""
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)


@pytest.mark.browser
def test_an_evaluator_changes_an_operand_in_jupyterlab_and_sees_what_follows(
    project, chromium_path, tmp_path
):
    strangers = []
    with lab(project.notebooks, tmp_path) as url, page_in(chromium_path, strangers) as page:
        page.goto(url, timeout=WAIT)
        wait_until_idle(page)
        run_all(page)
        result = cell_with(page, "what_if(seandainya")
        result.get_by_text("95,890411…").first.wait_for(timeout=WAIT)
        wait_until_idle(page)
        errors = page.locator(".jp-OutputArea-output[data-mime-type$='stderr']")
        assert errors.count() == 0, errors.all_inner_texts()

        operand = cell_with(page, 'seandainya = {f"realisasi')
        replace_source(page, operand, 'seandainya = {f"realisasi/{kode}/{tahun}": Decimal("73")}')
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")

        row = result.locator("tr", has_text=f"capaian_persen/IKU-1/{TAHUN}")
        row.get_by_text("100", exact=True).wait_for(timeout=WAIT)
        wait_until_idle(page)
        efficiency = result.locator("tr", has_text=f"efisiensi_persen/8.01.01/{TAHUN}")
        assert "8,006959…" in efficiency.inner_text()
        page.screenshot(path=tmp_path / "lab.png")

    assert strangers == []
