"""How long a report takes from executed chapters to files, beside the tools alone.

    python3 lkjip.py exec python bench/render.py

Each contestant runs in a process of its own, in turns, so that a busy moment hits all of them
alike. The clock starts when its modules, templates and input are loaded and stops when its files
are written. See bench/README.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
INSTANSI, TAHUN = "kesbangpol-paser", 2023
LIMIT_ALONE, LIMIT_WEASYPRINT = 1.5, 1 / 3
WEASYPRINT_MISSING = (
    "tidak diukur: pasang dengan `python3 lkjip.py exec uv pip install weasyprint`; "
    "Pango dari sistem (Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"
)


# ---- Contestants: each loads, then returns what is to be timed ---------------------------------


def lkjip(folder: Path, root: Path) -> Callable[[], object]:
    """Assemble the executed chapters and set all three files."""
    import nbformat

    from lkjip_tools.assemble import merge_chapters
    from lkjip_tools.execute import find_chapters
    from lkjip_tools.params import read_params
    from lkjip_tools.report.render import prepare, render
    from lkjip_tools.wanted import FORMATS

    prepare()
    params, notebooks = read_params(INSTANSI, root), report_folder(root) / "notebooks"
    executed = [
        (chapter, nbformat.read(notebooks / chapter.path.name, 4))
        for chapter in find_chapters(root)
    ]

    def run() -> None:
        for kind, content in render(merge_chapters(executed, params, TAHUN), FORMATS).items():
            (folder / f"laporan.{kind}").write_bytes(content)

    return run


def typst(folder: Path, _: Path) -> Callable[[], object]:
    """Set the finished source of the PDF."""
    import typst as compiler

    from lkjip_tools.report.pdf import STANDARDS
    from lkjip_tools.report.typefaces import typst_fonts

    fonts = typst_fonts()
    return lambda: compiler.compile(
        folder / "typst" / "report.typ",
        output=folder / "sendiri.pdf",
        root=folder / "typst",
        font_paths=fonts,
        pdf_standards=list(STANDARDS),
    )


def pandoc(folder: Path, _: Path) -> Callable[[], object]:
    """Pack the finished source of the Word file."""
    from lkjip_tools.report.docx_pandoc import pandoc_path

    reference = ROOT / "lkjip_tools" / "report" / "templates" / "referensi.docx"
    command = [pandoc_path(), "--from=json", "--to=docx", f"--reference-doc={reference}"]
    command += ["--output=../sendiri.docx", "tree.json"]
    return lambda: subprocess.run(command, check=True, cwd=folder / "pandoc")


def nbconvert(folder: Path, _: Path) -> Callable[[], object]:
    """Convert the merged notebook with nbconvert's own HTML template."""
    import nbformat
    from nbconvert import HTMLExporter

    notebook = nbformat.read(folder / "gabungan.ipynb", 4)

    def run() -> None:
        text, _ = HTMLExporter().from_notebook_node(notebook)
        (folder / "nbconvert.html").write_text(text, "utf-8")

    return run


def weasyprint(folder: Path, _: Path) -> Callable[[], object]:
    """Set the HTML of the report with WeasyPrint; its grids as blocks, since 70.0 fails on them."""
    import weasyprint as printer

    plain = printer.CSS(string=".layout, .signature, .party { display: block !important }")
    page = folder / "laporan.html"
    return lambda: printer.HTML(filename=page).write_pdf(
        folder / "weasyprint.pdf", stylesheets=[plain]
    )


CONTESTANTS = {each.__name__: each for each in (lkjip, typst, pandoc, nbconvert, weasyprint)}


# ---- Preparation --------------------------------------------------------------------------------


def report_folder(root: Path) -> Path:
    """Where the built report lies."""
    return root / "outputs" / INSTANSI / str(TAHUN)


def prepare(folder: Path, root: Path) -> None:
    """Write the finished sources that the tools get, and see that lkjip makes the real report."""
    import nbformat

    from lkjip_tools.assemble import merge_chapters
    from lkjip_tools.execute import find_chapters
    from lkjip_tools.params import read_params
    from lkjip_tools.report.document import read_document
    from lkjip_tools.report.docx import docx_parts, draw_pictures
    from lkjip_tools.report.docx_pandoc import pandoc_tree
    from lkjip_tools.report.pages import page_data
    from lkjip_tools.report.pdf import hyphenated_prose, pdf_source

    lkjip(folder, root)()
    for kind in ("html", "pdf", "docx"):
        built = (report_folder(root) / f"laporan.{kind}").read_bytes()
        if (folder / f"laporan.{kind}").read_bytes() != built:
            sys.exit(f"laporan.{kind} in outputs/ is of another version; run: lkjip report")
    notebooks = report_folder(root) / "notebooks"
    executed = [
        (chapter, nbformat.read(notebooks / chapter.path.name, 4))
        for chapter in find_chapters(root)
    ]
    merged = merge_chapters(executed, read_params(INSTANSI, root), TAHUN)
    nbformat.write(merged, folder / "gabungan.ipynb")
    document = read_document(merged)
    data = page_data(document)
    for name in ("typst", "pandoc"):
        (folder / name).mkdir()
    pdf_source(data, hyphenated_prose(document)).write(folder / "typst")
    (folder / "pandoc" / "tree.json").write_bytes(pandoc_tree(list(docx_parts(document, data))))
    for name, content in draw_pictures(data).items():
        (folder / "pandoc" / name).write_bytes(content)


def available() -> list[str]:
    """Names of the contestants that can run here."""
    probe = [sys.executable, "-c", "import weasyprint"]
    found = subprocess.run(probe, check=False, capture_output=True).returncode == 0
    return [name for name in CONTESTANTS if found or name != "weasyprint"]


# ---- Measuring ----------------------------------------------------------------------------------


def measure(names: list[str], runs: int, folder: Path, root: Path) -> dict[str, list[float]]:
    """Return each contestant's seconds, run by run; every round starts with another one."""
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(runs):
        at = turn % len(names)
        for name in names[at:] + names[:at]:
            command = [sys.executable, __file__, "--only", name, "--folder", str(folder)]
            done = subprocess.run(
                [*command, "--root", str(root)], check=True, capture_output=True, text=True
            )
            seconds[name].append(float(done.stdout))
        print(f"putaran {turn + 1} dari {runs}", file=sys.stderr)
    return seconds


def summary(seconds: dict[str, list[float]]) -> dict[str, Any]:
    """Medians, and medians of the ratios within each round."""
    alone = [a + b for a, b in zip(seconds["typst"], seconds["pandoc"], strict=True)]
    result: dict[str, Any] = {
        "detik": {name: round(median(values), 3) for name, values in seconds.items()},
        "semua_detik": {name: [round(value, 3) for value in seconds[name]] for name in seconds},
        "lkjip_terhadap_typst_dan_pandoc": _ratio(seconds["lkjip"], alone),
        "lkjip_terhadap_nbconvert_dan_weasyprint": None,
    }
    if "weasyprint" in seconds:
        other = [a + b for a, b in zip(seconds["nbconvert"], seconds["weasyprint"], strict=True)]
        result["lkjip_terhadap_nbconvert_dan_weasyprint"] = _ratio(seconds["lkjip"], other)
    return result


def _ratio(ours: list[float], others: list[float]) -> float:
    return round(median(a / b for a, b in zip(ours, others, strict=True)), 3)


def table(result: dict[str, Any]) -> str:
    """The result as lines of Markdown."""
    detik = result["detik"]
    rows = [
        ("lkjip: gabung, HTML, PDF, Word", detik["lkjip"]),
        ("typst saja, sumber jadi", detik["typst"]),
        ("pandoc saja, sumber jadi", detik["pandoc"]),
        ("nbconvert, HTML saja", detik["nbconvert"]),
        ("WeasyPrint, HTML yang sama", detik.get("weasyprint", WEASYPRINT_MISSING)),
    ]
    alone = result["lkjip_terhadap_typst_dan_pandoc"]
    other = result["lkjip_terhadap_nbconvert_dan_weasyprint"]
    lines = [
        "| | detik (median) |",
        "|---|--:|",
        *(f"| {name} | {value} |" for name, value in rows),
    ]
    lines += [f"| lkjip : (typst + pandoc), paling banyak {LIMIT_ALONE} | {alone:.2f} |"]
    shown = f"{other:.2f}" if other is not None else "tidak diukur"
    lines += [
        f"| lkjip : (nbconvert + WeasyPrint), paling banyak {LIMIT_WEASYPRINT:.2f} | {shown} |"
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, or be one contestant (`--only`, used by the bench itself)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="rounds (default 7)")
    parser.add_argument("--json", type=Path, help="also write the result here")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project whose report is set")
    parser.add_argument("--only", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        run = CONTESTANTS[given.only](given.folder, given.root)
        started = perf_counter()
        run()
        print(perf_counter() - started)
        return
    if not (report_folder(given.root) / "notebooks").is_dir():
        sys.exit("no executed chapters in outputs/; run first: python3 lkjip.py report")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, given.root)
        result = summary(measure(available(), given.runs, folder, given.root))
    print(table(result))
    text = json.dumps(result, indent=1)
    if given.json:
        given.json.write_text(f"{text}\n", "utf-8")
    else:
        print(f"\n{text}")


if __name__ == "__main__":
    main()
