"""How long the audit takes, and how much memory: the sample's text, longer texts, a long PDF.

Run: python3 lkjip.py exec python bench/audit.py
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
NASKAH = ROOT / "data/kesbangpol-paser/2023/naskah/lkjip-2023.txt"
COPIES = (1, 2, 4, 8)
PAGES = (75, 150)


def measure(path: Path) -> str:
    """Wall and CPU seconds and peak memory of one audit in a process of its own."""
    # VmHWM, since the peak that getrusage reports is inherited from the process that started it
    code = (
        "import re, sys, time\nfrom pathlib import Path\n"
        "from lkjip_tools.audit.audit import audit_file\nstart = time.perf_counter()\n"
        "begun = time.process_time()\naudit_file(Path(sys.argv[1]))\n"
        "status = Path('/proc/self/status').read_text()\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', status)[1]\n"
        "print(time.perf_counter() - start, time.process_time() - begun, peak)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    ).stdout.split()
    wall, cpu, peak = float(out[0]), float(out[1]), int(out[2]) // 1024
    return f"{wall:6.2f} s  CPU {cpu:6.2f} s  {peak:4d} MB"


def long_pdf(path: Path, pages: int) -> Path:
    """Write a PDF of so many pages: paragraphs and ruled tables of amounts, as reports have."""
    import typst

    source = path.with_suffix(".typ")
    rows = "".join(
        f"[{n}], [Program nomor {n} bidang urusan {n % 7}], [{n}.345.678.{n:03d}], "
        f"[{n}.234.567.{n:03d}], [{(n * 1000 + 234.567) / (n * 1000 + 345.678) * 100:.2f}],\n"
        for n in range(1, 21)
    )
    page = (
        "Uraian capaian dan realisasi anggaran halaman ini. " * 25
        + "\n\n#table(columns: 5, table.header([No], [Program], [Pagu (Rp)], [Realisasi], [%]),\n"
        + rows
        + ")\n#pagebreak(weak: true)\n"
    )
    source.write_text('#set page(paper: "a4")\n#set text(size: 9pt)\n' + page * pages, "utf-8")
    typst.compile(str(source), output=str(path))
    return path


def main() -> None:
    """Print one line for each case."""
    with tempfile.TemporaryDirectory() as folder:
        text = NASKAH.read_text("utf-8")
        for copies in COPIES:
            path = Path(folder) / f"naskah-{copies}.txt"
            path.write_text(text * copies, "utf-8")
            print(f"text x{copies}:       {measure(path)}")
        for pages in PAGES:
            path = long_pdf(Path(folder) / f"laporan-{pages}.pdf", pages)
            print(f"PDF {pages:3d} pages: {measure(path)}")


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    print(f"{time.perf_counter() - started:.0f} s in all")
