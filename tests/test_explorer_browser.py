"""The gap explorer as people meet it: JupyterLab, Voilà's page and the file, in Chromium."""

import json
import re
import shutil
import socket
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import WAIT, answers_to, listeners, page_in, serving
from project import copy_project, run
from tables import INSTANSI, TAHUN

from lkjip_tools.workbench.data import Workbench
from lkjip_tools.workbench.page import page as page_of

pytestmark = pytest.mark.browser
SECOND = "dinas-contoh"
TOKEN = "rahasia-uji"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The sample agency, and another one with fewer indicators and another year."""
    found = copy_project(tmp_path_factory.mktemp("jelajah") / "proyek")
    params = found.root / "params"
    shutil.copy(params / f"{INSTANSI}.yml", params / f"{SECOND}.yml")
    shutil.copytree(found.root / "data" / INSTANSI, found.root / "data" / SECOND)
    return found


@pytest.fixture(scope="module")
def pictures(request, tmp_path_factory):
    """Where screenshots go: the guides' folder when they are asked for, else a passing one."""
    asked = request.config.getoption("--pictures")
    return asked or tmp_path_factory.mktemp("gambar")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def control(page, name):
    """The select of a label."""
    return page.locator(".lkjip-controls .widget-inline-hbox, .lkjip-controls .jupyter-widgets",
                        has=page.locator("label", has_text=name)).locator("select")  # fmt: skip


def drawn(page, view):
    return int(page.locator(f"section[data-view={view}]").get_attribute("data-drawn") or 0)


def plotted(page, view):
    """What a chart shows: Plotly's own data."""
    return json.loads(
        page.evaluate(
            "key => JSON.stringify(document.querySelector("
            "`section[data-view=${key}] .lkjip-plot`).data)",
            view,
        )
    )


def marks(page, view):
    """The ids of the figures that a chart shows."""
    return [mark[0] for trace in plotted(page, view) for mark in trace["customdata"]]


def follow(page, act):
    """Do something and wait until the charts were drawn again."""
    before = drawn(page, "triwulan")
    act()
    page.wait_for_function(
        "n => Number(document.querySelector('section[data-view=triwulan]').dataset.drawn) > n",
        arg=before,
        timeout=WAIT,
    )


def table_rows(page):
    """The rows of the table as a reader sees them."""
    return [
        row.locator("td").all_inner_texts()
        for row in page.locator(".lkjip-explorer table.dataTable tbody tr").all()
    ]


def status(page):
    return page.locator(".lkjip-status").inner_text()


def use_every_control(page):
    """Change each control and see table and charts follow; then ask about a mark and a row."""
    assert len(table_rows(page)) == 7
    assert table_rows(page)[0][0] == "IKU-1"  # the widest gap first
    assert marks(page, "celah")[-1] == f"capaian_persen/IKU-1/{TAHUN}"  # on top

    follow(page, lambda: control(page, "Sasaran").select_option(index=3))
    assert [row[0] for row in table_rows(page)] == ["IKU-3"]
    assert marks(page, "kuadran") == [f"capaian_rata_rata_persen/S-3/{TAHUN}"]
    follow(page, lambda: control(page, "Sasaran").select_option("semua"))

    follow(page, lambda: control(page, "Triwulan").select_option("TW-II"))
    assert len(table_rows(page)) == 6
    assert set(marks(page, "celah")) >= {f"kinerja_sd_triwulan_persen/8.01.01-TW-II/{TAHUN}"}
    assert marks(page, "kuadran") == [f"kinerja_sd_triwulan_persen/TW-II/{TAHUN}"]
    follow(page, lambda: control(page, "Triwulan").select_option("setahun"))

    follow(page, lambda: control(page, "Ukuran").select_option("Serapan anggaran program"))
    assert table_rows(page)[0][0] == "8.01.06"
    assert marks(page, "celah")[-1] == f"serapan_persen/8.01.06/{TAHUN}"
    follow(page, lambda: control(page, "Ukuran").select_option(index=0))

    assert "106,557078" in status(page)
    fall = plotted(page, "susunan")[0]["y"]
    follow(page, lambda: control(page, "Kebijakan").select_option(index=1))
    assert "98,223744" in status(page)
    assert plotted(page, "susunan")[0]["y"] != fall
    follow(page, lambda: control(page, "Kebijakan").select_option(index=0))

    follow(page, lambda: control(page, "Instansi").select_option([INSTANSI, SECOND]))
    assert len(plotted(page, "triwulan")) == 4
    assert {row[0] for row in table_rows(page)} == {INSTANSI, SECOND}
    follow(page, lambda: control(page, "Instansi").select_option([INSTANSI]))

    follow(page, lambda: control(page, "Tahun").select_option([]))
    assert plotted(page, "celah") == []
    follow(page, lambda: control(page, "Tahun").select_option([str(TAHUN)]))
    assert len(table_rows(page)) == 7


def ask_a_row(page):
    """Click the first row; the explanation appears below the table."""
    page.locator(".lkjip-explorer table.dataTable tbody tr").first.click()
    told = page.locator(".lkjip-explorer > .widget-html .lkjip-explanation")
    told.wait_for(timeout=WAIT)
    return told.inner_text()


def ask_a_mark(page, view, place):
    """Click a mark of a chart; the explanation appears below it."""
    section = page.locator(f"section[data-view={view}]")
    section.scroll_into_view_if_needed()
    section.locator(".point path, path.point").nth(place).click(force=True)
    told = section.locator(".lkjip-answer .lkjip-explanation")
    told.wait_for(timeout=WAIT)
    return told.inner_text()


def ask_for(page, persen):
    """Slide the capaian that is wanted; what realisasi it takes is told."""
    readout = page.locator(".lkjip-closing .widget-readout").first
    readout.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(str(persen))
    page.keyboard.press("Enter")
    told = page.locator(".lkjip-closing p", has_text=f"capaian {persen} persen")
    told.wait_for(timeout=WAIT)
    return told.inner_text()


def slide(page):
    """Give the slider another realisasi; everything that follows is told."""
    readout = page.locator(".lkjip-closing .widget-readout").last
    readout.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("73")
    page.keyboard.press("Enter")
    page.locator(".lkjip-follows td", has_text="Sangat Tinggi").nth(2).wait_for(timeout=WAIT)
    return page.locator(".lkjip-follows").inner_text()


def save(page, view, button):
    with page.expect_download(timeout=WAIT) as found:
        page.locator(f"section[data-view={view}] button", has_text=button).click()
    return found.value.suggested_filename, found.value.path().read_bytes()


def use(page, pictures, name):
    page.locator("section[data-view=triwulan][data-drawn]").wait_for(timeout=WAIT)
    page.screenshot(path=f"{pictures}/{name}.png")
    use_every_control(page)

    told = ask_a_row(page)
    assert "= 65,22 / 73 × 100" in told
    assert "isi sel: “65,22”" in told
    page.screenshot(path=f"{pictures}/{name}-baris.png")
    told = ask_a_mark(page, "kuadran", 0)
    assert "Rata-rata capaian" in told
    assert "94,671233" in told
    page.screenshot(path=f"{pictures}/{name}-titik.png")
    indicator = page.locator(".lkjip-closing select")
    indicator.select_option(index=1)
    page.locator(".lkjip-follows th", has_text="Realisasi IKU-2").wait_for(timeout=WAIT)
    assert "itu sudah tercapai" in page.locator(".lkjip-closing").inner_text()
    indicator.select_option(index=0)
    page.locator(".lkjip-follows th", has_text="Realisasi IKU-1").wait_for(timeout=WAIT)
    assert "paling sedikit 73 nilai, yaitu +7,78 dari" in ask_for(page, 100)
    assert "paling sedikit 65,7 nilai, yaitu +0,48 dari" in ask_for(page, 90)
    assert "+4,926667… nilai tiap tahun" in page.locator(".lkjip-closing").inner_text()
    follows = slide(page)
    assert "Capaian\t89,342466…\t100" in follows

    name, csv = save(page, "celah", "CSV")
    assert name == "celah.csv"
    assert b"89.34246575342465753424657534" in csv
    assert save(page, "kuadran", "PNG")[1].startswith(b"\x89PNG")
    assert b"<svg" in save(page, "kuadran", "SVG")[1]
    page.locator("section[data-view=susunan] button", has_text="Sel Python").click()
    cell = page.locator("section[data-view=susunan] .lkjip-cell").inner_text()
    assert f"view('susunan', instansi=['{INSTANSI}'], tahun=[{TAHUN}])" in cell


def test_an_analyst_explores_in_jupyterlab_without_a_network(
    project, chromium_path, tmp_path, pictures
):
    strangers, port = [], free_port()
    arguments = [f"--port={port}", "--allow-root", f"--IdentityProvider.token={TOKEN}"]
    told = rf"http://127\.0\.0\.1:{port}/\S*\.ipynb"
    with (
        serving(project, tmp_path, f"--instansi={INSTANSI}", *arguments, told=told) as url,
        page_in(chromium_path, strangers) as page,
    ):
        page.goto(f"{url}?token={TOKEN}", timeout=WAIT)
        page.wait_for_selector("text=/Python 3.* \\| Idle/", timeout=WAIT)
        page.locator("li.lm-MenuBar-item", has_text=re.compile("^Run$")).click()
        page.locator("li[data-command='runmenu:run-all']").click()
        use(page, pictures, "lab")
        errors = page.locator(".jp-OutputArea-output[data-mime-type$='stderr']")
        assert errors.count() == 0, errors.all_inner_texts()
        assert page.locator(".jp-toast-message, .Toastify__toast").count() == 0

    assert strangers == []


def test_a_reader_without_jupyter_explores_the_page_without_a_network(
    project, chromium_path, tmp_path, pictures
):
    strangers, port = [], free_port()
    told = rf"http://(localhost|127\.0\.0\.1):{port}/"
    with (
        serving(
            project, tmp_path, f"--instansi={INSTANSI}", "--web", f"--port={port}", told=told
        ) as url,
        page_in(chromium_path, strangers) as page,
    ):
        page.goto(url, timeout=WAIT)
        use(page, pictures, "web")
        assert page.locator(".highlight, .cm-editor").count() == 0  # no code to be seen

    assert strangers == []


SEND = """async code => {
  const {kernelId} = JSON.parse(document.getElementById('jupyter-config-data').textContent);
  const socket = new WebSocket(`ws://${location.host}/api/kernels/${kernelId}/channels`);
  const answers = [];
  socket.onmessage = event => answers.push(event.data);
  await new Promise((done, fail) => { socket.onopen = done; socket.onerror = fail; });
  const message = (type, content) => socket.send(JSON.stringify({
    channel: 'shell', content, metadata: {}, parent_header: {}, buffers: [],
    header: {msg_id: type, msg_type: type, session: 's', username: 'tamu', version: '5.3',
             date: '2026-01-01T00:00:00Z'}}));
  message('execute_request', {code, silent: false, store_history: false, user_expressions: {},
                              allow_stdin: false, stop_on_error: true});
  message('kernel_info_request', {});
  for (let n = 0; n < 200 && !answers.some(a => a.includes('kernel_info_reply')); n++)
    await new Promise(done => setTimeout(done, 50));
  return answers.map(a => JSON.parse(a).msg_type);
}"""


def test_a_visitor_of_the_page_runs_no_code_and_reads_no_file(project, chromium_path, tmp_path):
    planted, port = tmp_path / "ditanam", free_port()
    told = rf"http://(localhost|127\.0\.0\.1):{port}/"
    with (
        serving(
            project, tmp_path, f"--instansi={INSTANSI}", "--web", f"--port={port}", told=told
        ) as url,
        page_in(chromium_path, []) as page,
    ):
        page.goto(url, timeout=WAIT)
        page.locator("section[data-view=triwulan][data-drawn]").wait_for(timeout=WAIT)
        answers = page.evaluate(SEND, f"open({str(planted)!r}, 'w').close()")
        paths = ["api/contents", "api/kernels", f"files/params/{INSTANSI}.yml",
                 f"voila/files/params/{INSTANSI}.yml", f"voila/files/{INSTANSI}-{TAHUN}.ipynb",
                 "voila/render/notebooks/95_evaluator.ipynb"]  # fmt: skip
        opened = [path for path in paths if answers_to(f"{url}{path}")]

    assert "kernel_info_reply" in answers  # the wire was open
    assert not {"execute_reply", "execute_input"} & set(answers)
    assert not planted.exists()
    assert opened == []


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="Linux tells who listens")
def test_the_page_is_served_to_this_machine_only(project, tmp_path):
    port = free_port()
    told = rf"http://(localhost|127\.0\.0\.1):{port}/"
    with serving(project, tmp_path, f"--instansi={INSTANSI}", "--web", f"--port={port}", told=told):
        listening = listeners(port)

    assert listening == {"127.0.0.1"}


@pytest.fixture(scope="module")
def saved(project, tmp_path_factory):
    """The page that needs no server."""
    target = tmp_path_factory.mktemp("berkas") / "celah.html"
    done = run("lkjip", "explore", "--simpan", target, "--instansi", INSTANSI, cwd=project.root)
    assert done.returncode == 0, done.stderr
    return target


def eventually(page, holds):
    """A table is drawn anew after the click that asked for it."""
    for _ in range(WAIT // 50):
        if holds():
            return
        page.wait_for_timeout(50)
    assert holds()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_saved_page_answers_alone(saved, chromium_path, pictures, width, scheme):
    strangers, faults = [], []
    with page_in(chromium_path, strangers, width, scheme=scheme) as page:
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        page.goto(saved.as_uri())
        page.locator("section[data-view=triwulan][data-drawn]").wait_for(timeout=WAIT)
        page.screenshot(path=f"{pictures}/berkas-{width}-{scheme}.png")
        page.screenshot(path=f"{pictures}/berkas-{width}-{scheme}-utuh.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert len(table_rows(page)) == 7

        heading = page.locator(".lkjip-explorer table.dataTable th", has_text="Realisasi").first
        heading.click()
        ascending = ["65,22", "72", "80", *4 * ("100",)]  # by the number, not by its letters
        eventually(page, lambda: [row[4] for row in table_rows(page)] == ascending)
        heading.click()
        eventually(page, lambda: table_rows(page)[-1][0] == "IKU-1")

        row = page.locator(".lkjip-explorer table.dataTable tbody tr", has_text="IKU-1")
        row.first.click()
        told = page.locator("#penjelasan .lkjip-explanation")
        told.wait_for(timeout=WAIT)
        assert "= 65,22 / 73 × 100" in told.inner_text()
        assert "94,671233" in ask_a_mark(page, "kuadran", 0)
        barriers = Axe().run(page).response["violations"]
        assert [(found["id"], found["nodes"][0]["html"]) for found in barriers] == []

        follow(page, lambda: page.locator("#ukuran").select_option("TW-II"))
        assert len(table_rows(page)) == 6
        assert marks(page, "kuadran") == [f"kinerja_sd_triwulan_persen/TW-II/{TAHUN}"]
        assert "19,930556" in ask_a_mark(page, "triwulan", 0)
        assert save(page, "celah", "SVG")[1].startswith(b"<svg")

    assert (strangers, faults) == ([], [])


def test_no_text_of_an_agency_becomes_script_on_the_saved_page(
    sample_project, chromium_path, tmp_path
):
    """A name may hold anything; the page shows it."""
    evil = "</script><script>document.title='rusak'</script><img src=x onerror=alert(1)>"
    data = sample_project.root / "data" / INSTANSI / str(TAHUN) / "indikator.csv"
    data.write_text(
        data.read_text("utf-8").replace("Nilai Evaluasi SAKIP dari APIP", evil), "utf-8"
    )
    target = tmp_path / "celah.html"
    target.write_text(page_of(Workbench(sample_project.root), INSTANSI, TAHUN), "utf-8")
    asked = []
    with page_in(chromium_path, asked) as page:
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.goto(target.as_uri())
        page.locator("section[data-view=triwulan][data-drawn]").wait_for(timeout=WAIT)
        page.locator("section[data-view=celah] .point path").first.hover(force=True)
        page.locator(".hoverlayer .hovertext").first.wait_for(timeout=WAIT)

        assert evil in page.locator(".lkjip-explorer table.dataTable").inner_text()
        assert page.title() != "rusak"
        assert "onerror" in ask_a_mark(page, "kuadran", 0)
        assert page.locator(".lkjip-explorer img").count() == 0

    assert asked == []
