"""What the site shows besides its Markdown: pictures, executed notebooks, the reference pages.

Everything goes into folders that are not kept: `gambar/`, `notebooks/`, `buku/`.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter
from PIL import Image, ImageDraw
from sphinx.util import logging

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SAMPLE = ("kesbangpol-paser", "2023")
NOTEBOOKS = ("95_evaluator", "85_perbandingan_instansi")
REPORT_PAGE = 24  # a page with a table and a chart
LKJIP = (sys.executable, "-c", "from lkjip_tools.cli import main; main()")
told = logging.getLogger(__name__)


def setup(app):
    """Make everything before Sphinx looks for its sources."""
    app.add_config_value("lkjip_made", True, "env")
    app.connect("config-inited", make)
    app.connect("source-read", relink)
    return {"parallel_read_safe": True}


def make(app, config):
    """Make what the pages show; `-D lkjip_made=0` leaves the pictures out."""
    for name in ("gambar", "notebooks", "buku"):
        (HERE / name).mkdir(exist_ok=True)
    reference()
    with tempfile.TemporaryDirectory() as place:
        for name in NOTEBOOKS:
            notebook(name, Path(place))
    if config.lkjip_made:
        report_page()
        screenshots()
    placeholders()


def relink(app, name, text):
    """Lead from the repository's files to their pages here."""
    if "/" not in name:
        text[0] = re.sub(r"\]\(\.\./([a-z-]+\.md)", r"](buku/\1", text[0])
        text[0] = re.sub(r"\]\(\.\./\.\./(notebooks/\w+)\.ipynb", r"](\1.md", text[0])


def reference():
    """Take the documents of `docs/` in as they are, as chapters of one book."""
    titles = []
    for page in sorted((HERE.parent).glob("*.md")):
        text = page.read_text("utf-8").replace("](images/", "](../../images/")
        text = text.replace("](guides/", "](../")
        (HERE / "buku" / page.name).write_text(text, "utf-8")
        titles.append(page.stem)
    tree = "\n".join(titles)
    index = f"# Reference\n\n```{{toctree}}\n:maxdepth: 1\n\n{tree}\n```\n"
    (HERE / "buku" / "index.md").write_text(index, "utf-8")


def notebook(name, place):
    """Run a notebook as a reader would and take it in with what it showed."""
    source = ROOT / "notebooks" / f"{name}.ipynb"
    if not source.is_file():
        return
    target = place / source.name
    command = [sys.executable, "-m", "papermill", "--cwd", str(source.parent), str(source)]
    subprocess.run(
        [*command, str(target), "--log-level", "ERROR", "--no-progress-bar"], check=True, cwd=ROOT
    )
    text, resources = MarkdownExporter().from_notebook_node(nbformat.read(target, 4))
    for file, content in resources.get("outputs", {}).items():
        (HERE / "notebooks" / file).write_bytes(content)
    (HERE / "notebooks" / f"{name}.md").write_text(f"---\norphan: true\n---\n\n{text}", "utf-8")


def report_page():
    """Build the sample report and take the picture of a page."""
    import pypdfium2

    report = ROOT / "outputs" / SAMPLE[0] / SAMPLE[1] / "laporan.pdf"
    if not report.is_file():
        subprocess.run([*LKJIP, "report"], check=True, cwd=ROOT)
    document = pypdfium2.PdfDocument(report)
    number = min(REPORT_PAGE, len(document)) - 1
    document[number].render(scale=1.5).to_pil().save(HERE / "gambar" / "laporan.png")


def screenshots():
    """Take the explorer's pictures where its test takes them: what is shown is what was tested."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/test_explorer_browser.py"]
    done = subprocess.run(
        [*command, "-k", "network or alone", f"--pictures={HERE / 'gambar'}"],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        told.info("the explorer's pictures could not be made:\n%s", done.stdout[-2000:])


def placeholders():
    """Stand in for pictures that could not be made, and say which."""
    for page in HERE.glob("*.md"):
        for line in page.read_text("utf-8").split("](gambar/")[1:]:
            picture = HERE / "gambar" / line.partition(")")[0]
            if not picture.exists():
                told.info("no picture %s: Chromium is missing, or it was left out", picture.name)
                blank = Image.new("RGB", (640, 80), "#f2f5f8")
                ImageDraw.Draw(blank).text((16, 32), "(not made by this build)", "#566170")
                blank.save(picture)
