"""What an office opens: the findings as a spreadsheet."""

import csv
import shutil
import subprocess

import pytest

from lkjip_tools.response import COLUMNS

pytestmark = pytest.mark.libreoffice

# separator comma, quote ", UTF-8 in; separator semicolon, quote ", UTF-8 out, as shown
_IN, _OUT = "CSV:44,34,76,1", "csv:Text - txt - csv (StarCalc):59,34,76"


def test_libreoffice_reads_every_finding_in_its_own_column(sample_report, tmp_path):
    source = sample_report / "temuan.csv"
    office = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", f"--infilter={_IN}", "--convert-to", _OUT]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )

    with source.open(encoding="utf-8", newline="") as file:
        ours = list(csv.reader(file))
    with (tmp_path / "temuan.csv").open(encoding="utf-8-sig", newline="") as file:
        theirs = list(csv.reader(file, delimiter=";"))

    assert [row[:4] for row in theirs] == [row[:4] for row in ours]
    assert {len(row) for row in theirs} == {len(COLUMNS)}
