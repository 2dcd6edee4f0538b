"""The guides: their commands work as written, and their site needs nothing from outside."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from browser import is_there, page_in
from project import SCRIPTS, run
from tables import ROOT

GUIDES = sorted(path for path in (ROOT / "docs" / "guides").glob("*.md") if path.stem != "index")
TRANSLATED = {"analis": "analyst", "operator-id": "operator"}
LEFT_OUT = {".git", ".venv", "outputs", "__pycache__", ".pytest_cache", ".mypy_cache",
            ".ruff_cache", ".hypothesis", ".ipynb_checkpoints", "gambar", "buku"}  # fmt: skip
WAIT = 600
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.S | re.M)
_SERVED = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+/")


@pytest.fixture
def checkout(tmp_path):
    """The repository as a newcomer has it after the first command: with its environment.

    `lkjip.py` takes `.venv` for its own by a stamp that names the folder and the lock.
    """
    folder = tmp_path / "lkjip"
    shutil.copytree(ROOT, folder, ignore=lambda _, names: LEFT_OUT & set(names))
    (folder / "outputs").mkdir()
    (folder / ".venv").mkdir()
    (folder / ".venv" / Path(SCRIPTS).name).symlink_to(SCRIPTS)
    told = [sys.executable, "-c", "import lkjip; print(*lkjip.stamp(), sep='\\n')"]
    stamp = subprocess.run(told, cwd=folder, check=True, capture_output=True, text=True).stdout
    (folder / ".venv" / "lkjip-stamp").write_text(stamp, "utf-8")
    return folder


def environment(folder):
    """A newcomer's, but that no window opens, and that a server of root's starts."""
    config = folder.parent / "config"
    config.mkdir(exist_ok=True)
    (config / "jupyter_server_config.json").write_text(
        '{"ServerApp": {"open_browser": false, "allow_root": true}}', "utf-8"
    )
    return os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "BROWSER": "true",
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_RUNTIME_DIR": str(folder.parent / "runtime"),
    }


def steps(guide):
    """The commands and cells of a guide, from top to bottom."""
    for kind, text in _BLOCK.findall(guide.read_text("utf-8")):
        if kind == "python":
            yield "python", text
            continue
        for line in text.splitlines():
            assert line.startswith("$ "), f"{guide.name}: a console block holds commands: {line}"
            yield "console", line.removeprefix("$ ")


def serves(command):
    return " explore" in command and "--simpan" not in command


def do(kind, text, folder):
    """Do one step; what it says."""
    call = [sys.executable, "-c", text] if kind == "python" else shlex.split(text)
    if call[0] == "python3":
        call[0] = sys.executable
    if kind == "console" and serves(text):
        return start_and_stop(call, folder)
    done = subprocess.run(
        call, cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=WAIT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{text}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"
    return done.stdout + done.stderr


def answers(log):
    """Whether a server answers where it says it is: Voilà says so before it can be stopped."""
    said = _SERVED.search(log.read_text("utf-8"))
    return said is not None and is_there(f"{said[0]}tidak-ada")  # which costs it no notebook


def start_and_stop(call, folder):
    """Start a server, wait until it is there, and stop it as Ctrl+C would."""
    log = folder.parent / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            call, cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL,
            stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
        try:
            limit = time.monotonic() + 90
            while not (
                (said := _SERVED.search(log.read_text("utf-8"))) and is_there(f"{said[0]}tidak-ada")
            ):
                assert server.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < limit, log.read_text("utf-8")
                time.sleep(0.2)
        finally:
            server.terminate()
            server.wait(60)
    return log.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="the environment is lent by a symbolic link")
@pytest.mark.parametrize(
    "guide", [path for path in GUIDES if path.stem not in TRANSLATED], ids=lambda path: path.stem
)
def test_a_newcomer_follows_a_guide_from_top_to_bottom(guide, checkout):
    before = (checkout / ".venv" / "lkjip-stamp").read_text("utf-8")
    done = [do(kind, text, checkout) for kind, text in steps(guide)]

    assert len(done) >= 5
    assert [said for said in done if "Traceback" in said] == []
    assert (checkout / ".venv" / "lkjip-stamp").read_text("utf-8") == before


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_translated_guide_has_the_commands_of_the_original_in_their_order(name):
    folder = ROOT / "docs" / "guides"
    mine = list(steps(folder / f"{name}.md"))
    known = list(steps(folder / f"{TRANSLATED[name]}.md"))

    assert [step for step in mine if step not in known] == []
    assert [known.index(step) for step in mine] == sorted(known.index(step) for step in mine)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, without the pictures: they are other tests' affair."""
    place = tmp_path_factory.mktemp("situs")
    shutil.copytree(ROOT, place / "lkjip", ignore=lambda _, names: LEFT_OUT & set(names))
    options = ["-q", "-D", "lkjip_made=0"]
    done = run("sphinx-build", *options, place / "lkjip/docs/guides", place / "html")
    assert done.returncode == 0, done.stderr
    return place / "html"


def test_a_page_of_the_site_loads_nothing_from_outside(site):
    loading = re.compile(r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*")
    pages = sorted(site.rglob("*.html"))
    tags = {tag for page in pages for tag in loading.findall(page.read_text("utf-8"))}
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))

    assert len(pages) > len(GUIDES) + 10
    assert [tag for tag in tags if re.search(r"(?:src|href)=[\"']?(?:https?:)?//", tag)] == []
    assert re.findall(r"(?:url\(|@import )[\"']?(?:https?:)?//[^)]*", styles) == []


def test_the_evaluators_notebook_is_on_the_site_with_what_it_showed(site):
    text = (site / "notebooks" / "95_evaluator.html").read_text("utf-8")

    assert "65,22 / 73 × 100" in text
    assert "95,890411…" in text


@pytest.mark.browser
def test_a_reader_searches_the_site_without_a_network(site, chromium_path):
    strangers, faults = [], []
    with page_in(chromium_path, strangers) as page:
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto((site / "index.html").as_uri())
        page.locator(".sidebar-search").fill("celah")
        page.keyboard.press("Enter")
        page.locator("#search-results li a", has_text="Analis").first.click()
        page.locator("h1", has_text="Anal").wait_for()

    assert (strangers, faults) == ([], [])


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_links_to_files_of_the_repository_and_its_page_to_pages_of_the_site(guide, site):
    targets = re.findall(r"\]\(([^)#:]+\.(?:md|ipynb))", guide.read_text("utf-8"))
    html = (site / guide.stem).with_suffix(".html").read_text("utf-8")
    pages = re.findall(r'href="((?!https?:|#|_)[^"#]+)"', html)

    assert [name for name in targets if not (guide.parent / name).is_file()] == []
    assert [name for name in pages if not (site / name).is_file()] == []
    assert not re.search(r'href="[^"]*\.(?:md|ipynb)[#"]', html)
