"""The same data give the same bytes: twice in one process, and elsewhere, at another time."""

import nbformat
import pytest
from project import build_once, digests
from tables import INSTANSI, TAHUN

from lkjip_tools.annex import open_note
from lkjip_tools.assemble import collect_findings, collect_responses, merge_chapters
from lkjip_tools.execute import find_chapters
from lkjip_tools.params import read_params
from lkjip_tools.report import LkjipHTMLExporter, LkjipPDFExporter
from lkjip_tools.response import answer
from lkjip_tools.store.tables import FILES as STORED

FILES = [
    "laporan.html",
    "laporan.pdf",
    "laporan.docx",
    "angka.jsonl",
    "temuan.csv",
    "manifest.json",
    *STORED,
]
ELSEWHERE = {
    "TZ": "Asia/Makassar",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "7",
    "SOURCE_DATE_EPOCH": "0",
    "COLUMNS": "40",
}


@pytest.fixture(scope="session")
def second_report(shared_folder):
    """A second run: in another folder, time zone, locale and order of hashes."""
    return build_once(shared_folder, "folder kedua", **ELSEWHERE).output


@pytest.mark.parametrize("exporter", [LkjipHTMLExporter, LkjipPDFExporter])
def test_the_same_chapters_are_set_alike_and_as_the_command_set_them(sample_run, exporter):
    outputs = []
    for _ in range(2):
        executed = [
            (chapter, nbformat.read(sample_run.output / "notebooks" / chapter.path.name, 4))
            for chapter in find_chapters(sample_run.root)
        ]
        merged = merge_chapters(executed, read_params(INSTANSI, sample_run.root), TAHUN)
        findings = answer(collect_findings(executed, merged), collect_responses(executed))
        merged.metadata.lkjip["belum_final"] = open_note(findings)
        output, _ = exporter().from_notebook_node(merged)
        outputs.append(output if isinstance(output, bytes) else output.encode())

    suffix = exporter().file_extension
    stored = (sample_run.output / f"laporan{suffix}").read_bytes()
    same = outputs[0] == outputs[1] == stored  # compared apart: pytest would show where, for hours
    assert same


@pytest.mark.parametrize("name", FILES)
def test_a_second_run_elsewhere_gives_the_same_bytes(sample_report, second_report, name):
    assert (second_report / name).read_bytes() == (sample_report / name).read_bytes()


def test_nothing_but_the_executed_chapters_differs_between_two_runs(sample_report, second_report):
    """They keep the time and the folder of their run."""
    first, second = digests(sample_report), digests(second_report)

    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} <= {
        name for name in first if name.startswith("notebooks/")
    }
