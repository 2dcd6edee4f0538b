"""Executed chapters become one notebook, one list of figures, one of findings, one manifest."""

import csv
import io
import json
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from project import copy_project
from tables import INSTANSI, ROOT, TAHUN

from lkjip_tools import __version__
from lkjip_tools.assemble import (
    collect_figures,
    collect_findings,
    figures_text,
    findings_text,
    merge_chapters,
)
from lkjip_tools.block import Column, Table, chart, prose
from lkjip_tools.errors import AssembleError
from lkjip_tools.execute import Chapter
from lkjip_tools.figure_lines import MIME_FIGURES
from lkjip_tools.finding import FIELDS, Finding, FindingList
from lkjip_tools.manifest import make_manifest
from lkjip_tools.params import read_params
from lkjip_tools.response import COLUMNS, answer
from lkjip_tools.shown import MIME_BLOCK, MIME_FINDINGS, one_line

PARAMS = read_params(INSTANSI, ROOT)


def chapter(name, *cells, bagian="isi"):
    """A chapter as it comes back from papermill."""
    return Chapter(Path(f"notebooks/{name}.ipynb"), bagian), new_notebook(cells=list(cells))


def cell(mime, *shown, tag="laporan"):
    """A cell that displayed something under one MIME type, each in an output of its own."""
    outputs = [new_output("display_data", data={mime: data}) for data in shown]
    return new_code_cell("…", outputs=outputs, metadata={"tags": [tag]})


def figures(*shown):
    """A cell that displayed figures."""
    return cell(MIME_FIGURES, "\n".join(map(one_line, shown)), tag="evaluator")


def table(title, part=None, numbered=True):
    return dict(Table("t", title, [Column("a")], part=part, numbered=numbered).row("1").block())


def graph(title):
    return dict(chart("g", title, "<svg/>", "alt"))


def figure(id, nilai="1"):
    return {"id": id, "label": "", "nilai": nilai, "satuan": "", "rumus": "", "operan": []}


def findings(*given):
    return cell(MIME_FINDINGS, FindingList(given).to_json(), tag="evaluator")


def merge(*executed):
    return merge_chapters(executed, PARAMS, TAHUN)


def captions(notebook):
    return [
        output.data[MIME_BLOCK].get("caption_text")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]


def test_captions_are_numbered_once_across_all_chapters():
    merged = merge(
        chapter("01", cell(MIME_BLOCK, table("Pegawai"), graph("Bagan"), table("Aset"))),
        chapter("02", cell(MIME_BLOCK, table("Rinci", numbered=False), table("Program"))),
        chapter("03", cell(MIME_BLOCK, graph("Serapan"), table("Serapan")), bagian="lampiran"),
    )

    assert captions(merged) == [
        "Tabel 1 Pegawai",
        "Gambar 1 Bagan",
        "Tabel 2 Aset",
        None,
        "Tabel 3 Program",
        "Gambar 2 Serapan",
        "Tabel 4 Serapan",
    ]


def test_the_parts_of_one_table_share_its_number():
    parts = [table(f"Sasaran {aim}", part) for aim in (1, 2) for part in "abc"]
    merged = merge(
        chapter("01", cell(MIME_BLOCK, table("Sebelum"), *parts[:4])),
        chapter("02", cell(MIME_BLOCK, *parts[4:], table("Sesudah"))),
    )

    assert [caption.split(" S")[0] for caption in captions(merged)] == [
        *("Tabel 1", "Tabel 2a", "Tabel 2b", "Tabel 2c"),
        *("Tabel 3a", "Tabel 3b", "Tabel 3c", "Tabel 4"),
    ]


def test_several_blocks_of_one_output_are_numbered_too():
    blocks = cell(MIME_BLOCK, [table("A"), dict(prose("x")), table("B")])
    (merged_cell,) = merge(chapter("01", blocks)).cells

    labels = [block.get("label") for block in merged_cell.outputs[0].data[MIME_BLOCK]]
    assert labels == ["Tabel 1", None, "Tabel 2"]


def test_what_an_evaluator_looks_at_takes_no_number():
    looked_at = cell(MIME_BLOCK, table("Coba"), tag="evaluator")
    merged = merge(chapter("01", looked_at, cell(MIME_BLOCK, table("Pegawai"))))

    assert captions(merged) == [None, "Tabel 1 Pegawai"]


def test_every_cell_knows_its_chapter_and_its_part_and_has_an_id_of_its_own():
    pages = [
        chapter("00", new_markdown_cell("# Kata", id="satu"), bagian="depan"),
        chapter("01", new_markdown_cell("# Bab I", id="satu")),
        chapter("06", new_markdown_cell("# Temuan", id="satu"), bagian="pemeriksaan"),
    ]
    merged = merge(*pages)

    places = [(cell.metadata.lkjip.bab, cell.metadata.lkjip.bagian) for cell in merged.cells]
    assert places == [("00", "depan"), ("01", "isi")]
    assert len({cell.id for cell in merged.cells}) == len(merged.cells)


def test_the_executed_chapters_are_left_as_they_are():
    executed = chapter("01", cell(MIME_BLOCK, table("Pegawai")))

    merge(executed)

    assert "label" not in executed[1].cells[0].outputs[0].data[MIME_BLOCK]


def test_the_cover_says_who_reports_on_which_year():
    meta = merge().metadata.lkjip

    assert meta == {
        "judul": "Laporan Kinerja Instansi Pemerintah (LKjIP)",
        "tahun": TAHUN,
        "instansi": PARAMS.nama,
        "pemerintah": PARAMS.pemerintah,
        "alamat": list(PARAMS.alamat),
        "tempat_tanggal": "Tana Paser, 5 Februari 2024",
        "kertas": "a4",
        "logo": None,
        "versi": __version__,
    }


def test_the_paper_is_the_declared_one_unless_another_is_asked_for():
    declared = PARAMS.model_copy(update={"kertas": "f4"})

    assert merge_chapters([], declared, TAHUN).metadata.lkjip.kertas == "f4"
    assert merge_chapters([], declared, TAHUN, kertas="a4").metadata.lkjip.kertas == "a4"


@pytest.mark.parametrize(("style", "printed"), [("resmi_eyd", "80%"), ("kebiasaan", "80\u00a0%")])
def test_percent_and_dates_are_written_in_one_way_wherever_they_stand(style, printed):
    block = Table("t", "Naik 80 %", [Column("a")], notes=["80 %"]).row("80 %").block()
    narrated = prose("Naik [80%](angka:a/b/2023) pada 09 Januari 2024; https://a.id/80%20b")
    drawn = chart("g", "Bagan", '<svg width="80%"><text x="1">Naik 80%</text></svg>', "80 %")
    executed = chapter(
        "01",
        new_markdown_cell("## Naik 80 %"),
        cell(MIME_BLOCK, dict(block), dict(narrated), dict(drawn)),
    )
    executed[1].cells[0].metadata.tags = ["laporan"]
    policies = PARAMS.kebijakan.model_copy(update={"gaya_persen": style})
    heading, shown = merge_chapters(
        [executed], PARAMS.model_copy(update={"kebijakan": policies}), TAHUN
    ).cells

    table, text, figure = (output.data[MIME_BLOCK] for output in shown.outputs)
    assert heading.source == f"## Naik {printed}"
    assert table["title"] == table["caption_text"].partition(" ")[2][2:] == f"Naik {printed}"
    assert (table["notes"], table["body"][0]["cells"][0]["text"]) == ([printed], printed)
    assert text["markdown"] == (
        f"Naik [{printed}](angka:a/b/2023) pada 9 Januari 2024; https://a.id/80%20b"
    )
    assert figure["svg"] == f'<svg width="80%"><text x="1">Naik {printed}</text></svg>'
    assert figure["alt"] == printed


def test_a_reference_that_only_the_joined_chapters_show_is_a_finding():
    lost = prose("[](#tidak-ada)", path="data/a/2023/narasi/01.md", first_line=3)
    executed = [
        chapter("01", cell(MIME_BLOCK, dict(lost))),
        chapter("06", findings(Finding("k", "catatan", "a", "x")), bagian="pemeriksaan"),
    ]
    found = collect_findings(executed, merge(*executed))

    assert [(item["kode"], item["lokasi"]) for item in found] == [
        ("rujukan_bagian", "data/a/2023/narasi/01.md baris 3"), ("k", "a"),
    ]  # fmt: skip
    assert [item["kode"] for item in collect_findings(executed)] == ["k"]


def test_a_logo_goes_into_the_manifest(project):
    logo = project.root / "params" / "lambang.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "utf-8")
    declared = "logo: {berkas: lambang.svg, keterangan: Lambang}\nkertas:"
    project.edit(project.params_path, "\nkertas:", f"\n{declared}")

    assert list(manifest(project)["params"]) == [f"params/{INSTANSI}.yml", "params/lambang.svg"]


def test_a_figure_is_kept_once_with_the_chapter_that_showed_it_first():
    serapan, sisa = figure("serapan_persen/instansi/2023", "96.33"), figure("sisa_rp/i/2023")
    found = collect_figures(
        [
            chapter("00_pengantar", figures(serapan)),
            chapter("03b_anggaran", figures(sisa, serapan)),
        ]
    )

    assert [(item["id"], item["bab"]) for item in found] == [
        ("serapan_persen/instansi/2023", "00_pengantar"),
        ("sisa_rp/i/2023", "03b_anggaran"),
    ]


@pytest.mark.parametrize("other", ["96.34", "96.330", None])
def test_one_figure_with_two_values_is_refused_and_both_chapters_named(other):
    executed = [
        chapter("00_pengantar", figures(figure("serapan_persen/i/2023", "96.33"))),
        chapter("03b_anggaran", figures(figure("serapan_persen/i/2023", other))),
    ]

    with pytest.raises(AssembleError) as fault:
        collect_figures(executed)

    assert str(fault.value) == (
        "angka serapan_persen/i/2023 berbeda antara bab 00_pengantar (96.33) "
        f"dan 03b_anggaran ({other})"
    )


def test_figures_are_one_json_object_a_line_in_plain_letters():
    text = figures_text([figure("a/b/1") | {"label": "Kinerja – “K”"}, figure("a/c/1", None)])

    assert text.endswith("\n")
    assert "“K”" in text
    assert [json.loads(line)["nilai"] for line in text.splitlines()] == ["1", None]


def test_findings_are_kept_once_the_material_ones_first():
    catatan = Finding("a_kode", "catatan", "a.csv baris 1", "Catatan.")
    minor = Finding("a_kode", "minor", "a.csv baris 1", "Kecil.")
    material = [Finding(kode, "material", place, "Besar.") for kode, place in ("by", "bx", "az")]
    found = collect_findings(
        [
            chapter("01", findings(catatan, material[0], minor)),
            chapter("06", findings(material[1], material[2], minor), bagian="pemeriksaan"),
        ]
    )

    assert [(item["tingkat"], item["kode"], item["lokasi"]) for item in found] == [
        ("material", "a", "z"),
        ("material", "b", "x"),
        ("material", "b", "y"),
        ("minor", "a_kode", "a.csv baris 1"),
        ("catatan", "a_kode", "a.csv baris 1"),
    ]


def test_findings_of_one_place_are_both_kept_when_they_say_different_things():
    pair = [
        Finding("klaim", "material", "klaim.csv baris 3", "Beda.", tercatat, "106,56")
        for tercatat in ("98,18", "96,34")
    ]
    found = collect_findings([chapter("06", findings(*pair))])

    assert {item["nilai_tercatat"] for item in found} == {"98,18", "96,34"}


def test_findings_are_a_table_that_is_read_back_as_it_was():
    given = Finding("kode", "minor", "a.csv", 'Tercetak “1,5”, "dua", tiga.', "1,5", "", "a = b")
    text = findings_text(answer(FindingList([given]).to_json(), []))

    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert tuple(row) == COLUMNS == (
        *("kode", "tingkat", "lokasi", "pesan", "nilai_tercatat", "nilai_hitung", "rumus"),
        *("angka", "tanggapan", "penanggung_jawab", "tanggal"),
    )  # fmt: skip
    assert Finding(**{name: row[name] for name in FIELDS}) == given
    assert "\r" not in text


def test_a_run_without_findings_still_writes_the_header():
    assert findings_text([]) == ",".join(COLUMNS) + "\n"


@pytest.fixture
def project(tmp_path):
    return copy_project(tmp_path / "proyek")


def manifest(project, counted=()):
    written = project.root / "laporan.html"
    written.write_text("<!DOCTYPE html>", "utf-8")
    params = read_params(INSTANSI, project.root)
    return make_manifest(project.root, INSTANSI, TAHUN, params, list(counted), [written])


def leaves(data, path=()):
    """Every value of the manifest by its path."""
    if not isinstance(data, dict):
        return {path: data}
    return {key: value for name in data for key, value in leaves(data[name], (*path, name)).items()}


def test_the_manifest_names_everything_that_went_in(project):
    said = manifest(project)

    assert said["versi"] == __version__
    assert (said["instansi"], said["tahun"]) == (INSTANSI, TAHUN)
    assert said["kebijakan"] == PARAMS.kebijakan.model_dump(mode="json")
    assert list(said["params"]) == [f"params/{INSTANSI}.yml"]
    data = project.root / "data" / INSTANSI / str(TAHUN)
    files = [path for path in data.rglob("*") if path.is_file()]
    assert set(said["data"]) == {path.relative_to(project.root).as_posix() for path in files}
    assert set(said["notebook"]) == {
        f"notebooks/{path.name}" for path in project.notebooks.glob("*.ipynb")
    }
    assert said["aturan"]["skala_permendagri_86_2017"]["berlaku_sejak"]
    hashes = [
        *said["params"].values(), *said["data"].values(), *said["notebook"].values(),
        *(rule["sha256"] for rule in said["aturan"].values()), *said["keluaran"].values(),
    ]  # fmt: skip
    assert {len(value) for value in hashes} == {64}


@pytest.mark.parametrize(
    ("name", "section"),
    [
        (f"data/{INSTANSI}/{TAHUN}/anggaran.csv", "data"),
        (f"data/{INSTANSI}/{TAHUN}/narasi/04-penutup.md", "data"),
        (f"params/{INSTANSI}.yml", "params"),
        ("notebooks/04_penutup.ipynb", "notebook"),
    ],
)
def test_a_changed_file_changes_its_own_hash_and_nothing_else(project, name, section):
    before = leaves(manifest(project))
    file = project.root / name
    file.write_bytes(file.read_bytes() + b"\n")

    after = leaves(manifest(project))

    assert {path for path in before | after if before.get(path) != after.get(path)} == {
        (section, name)
    }


def test_the_manifest_counts_every_level_of_finding(project):
    pair = [Finding("k", "material", "a", "x"), Finding("k", "material", "b", "x")]

    counts = manifest(project, FindingList(pair).to_json())["temuan"]

    assert counts == {"material": 2, "minor": 0, "catatan": 0}


def test_the_manifest_does_not_depend_on_where_the_project_is(project, tmp_path):
    other = copy_project(tmp_path / "folder lain" / "proyek")

    assert json.dumps(manifest(project)) == json.dumps(manifest(other))
