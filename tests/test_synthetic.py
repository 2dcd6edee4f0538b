"""The synthetic agencies of the benches are agencies like any other: they have whole reports."""

import csv
import json
import shutil
import sys
from subprocess import run as call

from project import run
from tables import ROOT, TAHUN

CODES = ("dinas-sintetis-0001", "dinas-sintetis-0002")


def test_a_batch_of_synthetic_agencies_makes_reports_that_say_what_they_are(tmp_path):
    writer = [sys.executable, str(ROOT / "bench" / "agencies.py"), str(tmp_path), "--count", "2"]
    call(writer, check=True)
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")

    batch = run(
        "lkjip", "batch", "--semua", "--tahun", TAHUN, "--format", "html", "--root", tmp_path
    )

    assert batch.returncode == 0, batch.stdout + batch.stderr
    for code in CODES:
        folder = tmp_path / "outputs" / code / str(TAHUN)
        lines = (folder / "angka.jsonl").read_text("utf-8").splitlines()
        assert len({json.loads(line)["id"] for line in lines}) == len(lines) > 200
        assert "Sintetis" in (folder / "laporan.html").read_text("utf-8")
        with (folder / "temuan.csv").open(encoding="utf-8", newline="") as file:
            assert not [row for row in csv.DictReader(file) if row["kode"].startswith("pagu")]
