"""Executed chapters to one notebook, with figures, findings and captions."""

import csv
import io
import json
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from lkjip_tools.assemble import (
    collect_figures,
    collect_findings,
    figures_text,
    findings_text,
    make_manifest,
    merge_chapters,
)
from lkjip_tools.block import MIME_BLOCK, MIME_FIGURES, MIME_FINDINGS, Column, Table, chart
from lkjip_tools.errors import AssembleError
from lkjip_tools.execute import Chapter
from lkjip_tools.params import read_params


def executed(name, *bundles, bagian="isi", tag="laporan"):
    outputs = [new_output("display_data", data=bundle) for bundle in bundles]
    cell = new_code_cell("x", outputs=outputs, metadata={"tags": [tag]})
    return Chapter(Path(f"{name}.ipynb"), bagian), new_notebook(cells=[cell])


def table(key, **options):
    return {MIME_BLOCK: dict(Table(key, key, [Column("A")], **options).row("1").block())}


def figure(id="capaian_persen/IKU-1/2023", nilai="89.3"):
    return {"id": id, "nilai": nilai}


def finding(kode="x", tingkat="minor", lokasi="a"):
    names = ("kode", "tingkat", "lokasi", "pesan", "nilai_tercatat", "nilai_hitung", "rumus")
    return dict(zip(names, (kode, tingkat, lokasi, "p", "1", "2", "r"), strict=True))


def labels(chapters):
    merged = merge_chapters(chapters, read_params("kesbangpol-paser"), 2023)
    blocks = [out.data[MIME_BLOCK] for cell in merged.cells for out in cell.outputs]
    return [block.get("label") for block in blocks]


def test_captions_are_numbered_once_across_chapters_and_parts_share_a_number():
    gambar = {MIME_BLOCK: dict(chart("g", "Gambar", "<svg/>", "alt"))}
    chapters = [
        executed("01", table("satu"), table("dua", numbered=False)),
        executed("02", table("a", part="a"), gambar, table("b", part="b"), table("tiga")),
    ]

    assert labels(chapters) == ["Tabel 1", None, "Tabel 2a", "Gambar 1", "Tabel 2b", "Tabel 3"]


def test_checks_are_not_printed_but_their_findings_count():
    checks = executed("06", {MIME_FINDINGS: [finding()]}, bagian="pemeriksaan")

    assert labels([executed("01", table("satu")), checks]) == ["Tabel 1"]
    assert len(collect_findings([checks])) == 1


def test_a_figure_is_kept_once_with_the_chapter_that_showed_it_first():
    chapters = [
        executed("01", {MIME_FIGURES: [figure()]}),
        executed("02", {MIME_FIGURES: [figure()]}),
    ]

    assert collect_figures(chapters) == [{**figure(), "bab": "01"}]


def test_two_values_under_one_id_are_refused_naming_both_chapters():
    chapters = [
        executed("01", {MIME_FIGURES: [figure()]}),
        executed("02", {MIME_FIGURES: [figure(nilai="90")]}),
    ]

    with pytest.raises(AssembleError, match=r"IKU-1.*bab 01 \(89\.3\).*02 \(90\)"):
        collect_figures(chapters)


def test_findings_are_kept_once_material_first():
    found = [finding(tingkat="catatan"), finding(), finding(tingkat="material"), finding()]

    kept = collect_findings([executed("01", {MIME_FINDINGS: found})])

    assert [item["tingkat"] for item in kept] == ["material", "minor", "catatan"]


def test_figures_are_one_json_object_a_line_and_findings_one_row():
    lines = figures_text([figure(), figure("a/b/c")]).splitlines()
    rows = list(csv.DictReader(io.StringIO(findings_text([finding(lokasi='a, "b"\nc')]))))

    assert [json.loads(line)["id"] for line in lines] == ["capaian_persen/IKU-1/2023", "a/b/c"]
    assert rows[0]["lokasi"] == 'a, "b"\nc'


def test_the_manifest_changes_exactly_where_an_input_changed(sample_project):
    root, own = sample_project.root, ("kesbangpol-paser", 2023)

    def manifest():
        return make_manifest(root, *own, read_params(own[0], root), [finding()], [])

    before = manifest()
    path = root / "data" / "kesbangpol-paser" / "2023" / "riwayat.csv"
    path.write_text(path.read_text("utf-8").replace("98,00", "97,00"), "utf-8")
    after = manifest()

    changed = {name for name in before["data"] if before["data"][name] != after["data"][name]}
    assert changed == {"data/kesbangpol-paser/2023/riwayat.csv"}
    assert {**before, "data": None} == {**after, "data": None}
    assert before["temuan"] == {"material": 0, "minor": 1, "catatan": 0}
    assert before["kebijakan"]["batas_capaian"] == "tanpa"
