"""Parts of a report: which chapters, which files, and where they go."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from project import digests, run
from tables import INSTANSI, ROOT, TAHUN

from lkjip_tools.assemble import merge_chapters
from lkjip_tools.block import Column, Table
from lkjip_tools.cli import main
from lkjip_tools.errors import InputError
from lkjip_tools.execute import Chapter
from lkjip_tools.params import read_params
from lkjip_tools.part import choose_part
from lkjip_tools.report import LkjipDOCXExporter, LkjipHTMLExporter, LkjipPDFExporter, pages
from lkjip_tools.report.render import render
from lkjip_tools.shown import MIME_BLOCK
from lkjip_tools.wanted import FORMATS, PAPERS

NAMES = {
    "00_pengantar": "depan",
    "01_pendahuluan": "isi",
    "03a_capaian": "isi",
    "03b_anggaran": "isi",
    "03c_analisis": "isi",
    "05_lampiran": "lampiran",
    "06_temuan": "pemeriksaan",
}
CHAPTERS = [Chapter(Path(f"{name}.ipynb"), bagian) for name, bagian in NAMES.items()]


def names(part):
    return [chapter.name for chapter in part.executed]


# ---- Which chapters -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "executed", "shown", "label"),
    [
        (["1"], ["01_pendahuluan"], ["01_pendahuluan"], "1"),
        (["3a"], ["03a_capaian"], ["03a_capaian"], "3a"),
        (
            ["3"],
            ["03a_capaian", "03b_anggaran", "03c_analisis"],
            ["03a_capaian", "03b_anggaran", "03c_analisis"],
            "3",
        ),
        (["3b"], ["03a_capaian", "03b_anggaran"], ["03b_anggaran"], "3b"),
        (["lampiran"], ["05_lampiran"], ["05_lampiran"], "lampiran"),
        (
            ["1", "pengantar"],
            ["00_pengantar", "01_pendahuluan"],
            ["00_pengantar", "01_pendahuluan"],
            "pengantar-1",
        ),
        (["03c_analisis"], NAMES.keys() & {"03a_capaian", "03b_anggaran", "03c_analisis"},
         ["03c_analisis"], "3c"),
    ],
)  # fmt: skip
def test_a_part_executes_what_it_prints_and_what_comes_before_in_its_chapter(
    wanted, executed, shown, label
):
    part = choose_part(CHAPTERS, wanted, checked=False)

    assert set(names(part)) == set(executed)
    assert part.shown == set(shown)
    assert part.label == label


@pytest.mark.parametrize("wanted", [["3a", "3b", "3c"], ["3"], ["3c", "3"], ["03a_capaian", "3"]])
def test_the_same_chapters_are_one_part_however_they_are_named(wanted):
    assert choose_part(CHAPTERS, wanted, checked=False) == choose_part(
        CHAPTERS, ["3"], checked=False
    )


def test_without_a_choice_it_is_the_whole_report_with_its_checks():
    part = choose_part(CHAPTERS, [], checked=False)

    assert names(part) == list(NAMES)
    assert part.shown is None
    assert part.checked


def test_a_part_is_checked_only_when_that_is_wanted():
    assert "06_temuan" not in names(choose_part(CHAPTERS, ["1"], checked=False))
    assert names(choose_part(CHAPTERS, ["1"], checked=True)) == ["01_pendahuluan", "06_temuan"]


@pytest.mark.parametrize("wanted", ["7", "3d", "06_temuan", "temuan", "5", "", "bab 3"])
def test_an_unknown_chapter_names_the_choices(wanted):
    with pytest.raises(InputError) as fault:
        choose_part(CHAPTERS, [wanted], checked=True)

    assert f"bab '{wanted}' tidak dikenal" in str(fault.value)
    assert "pilih: pengantar, 1, 3, 3a, 3b, 3c, lampiran, atau nama notebook" in str(fault.value)


# ---- What is merged -----------------------------------------------------------------------------


def chapter(name, *cells, bagian="isi"):
    return Chapter(Path(f"{name}.ipynb"), bagian), new_notebook(cells=list(cells))


def text(markdown):
    return new_markdown_cell(markdown, metadata={"tags": ["laporan"]})


def tables_named(*titles):
    blocks = [dict(Table("t", title, [Column("a")]).row("1").block()) for title in titles]
    outputs = [new_output("display_data", data={MIME_BLOCK: block}) for block in blocks]
    return new_code_cell(outputs=outputs, metadata={"tags": ["laporan"]})


def printed(merged):
    found = []
    for cell in merged.cells:
        if cell.cell_type == "markdown":
            found.append(cell.source)
        else:
            found += [output.data[MIME_BLOCK]["caption_text"] for output in cell.outputs]
    return found


EXECUTED = [
    chapter("03a", text("# Bab III Akuntabilitas\n\n## A. Capaian"), tables_named("IKU", "Target")),
    chapter("03b", text("## B. Anggaran"), tables_named("Belanja")),
    chapter("03c", text("## C. Analisis"), tables_named("Faktor")),
]


def merge(executed, shown=None):
    return merge_chapters(executed, read_params(INSTANSI, ROOT), TAHUN, shown=shown)


def test_captions_of_a_part_are_those_of_the_whole():
    whole = printed(merge(EXECUTED))
    part = printed(merge(EXECUTED, {"03b"}))

    assert part[-1] in whole
    assert "Belanja" in part[-1]


def test_a_part_from_amid_a_chapter_keeps_its_title_alone():
    assert printed(merge(EXECUTED, {"03b", "03c"}))[:2] == [
        "# Bab III Akuntabilitas",
        "## B. Anggaran",
    ]
    assert printed(merge(EXECUTED, {"03a"}))[0] == "# Bab III Akuntabilitas\n\n## A. Capaian"


def test_a_title_is_not_kept_above_another():
    annexes = [
        chapter("05a", text("# Lampiran I Perjanjian"), bagian="lampiran"),
        chapter("05b", text("# Lampiran II Rencana"), bagian="lampiran"),
    ]

    assert printed(merge(annexes, {"05b"})) == ["# Lampiran II Rencana"]


def test_merging_leaves_the_chapters_as_they_are():
    merge(EXECUTED)

    (output, _) = EXECUTED[0][1].cells[1].outputs
    assert "caption_text" not in output.data[MIME_BLOCK]


# ---- What is written ----------------------------------------------------------------------------


def test_papers_are_those_that_can_be_set():
    assert set(PAPERS) == set(pages._PAPERS)


def test_formats_set_together_are_those_set_alone(replay, sample_report):
    whole = replay.report()

    assert [name for name in whole.written if name.startswith("laporan")] == [
        f"laporan.{kind}" for kind in FORMATS
    ]
    for kind in FORMATS:
        made, built = (folder / f"laporan.{kind}" for folder in (whole.folder, sample_report))
        assert made.read_bytes() == built.read_bytes()


def test_rendering_gives_the_bytes_of_the_exporters_and_leaves_the_notebook_as_it_was():
    merged = merge(EXECUTED)
    alone = {
        "html": LkjipHTMLExporter().from_notebook_node(merged)[0].encode(),
        "pdf": LkjipPDFExporter().from_notebook_node(merged)[0],
        "docx": LkjipDOCXExporter().from_notebook_node(merged)[0],
    }

    assert render(merged, FORMATS) == alone
    assert render(merged, FORMATS) == alone
    assert list(render(merged, ["pdf"])) == ["pdf"]


def test_a_part_has_a_place_of_its_own_and_only_the_files_asked_for(replay):
    whole = replay.report(formats=["html"])
    before = digests(whole.folder)

    part = replay.report(bab=["3"], formats=["html"], kertas="f4")

    assert part.folder == whole.folder.with_name(f"{TAHUN}-bab-3")
    assert {path.name for path in part.folder.glob("*.*")} == {
        "laporan.html", "angka.jsonl", "manifest.json",
    }  # fmt: skip
    assert digests(whole.folder) == before
    assert part.findings is None
    manifest = json.loads((part.folder / "manifest.json").read_text("utf-8"))
    assert [name[:3] for name in manifest["pilihan"]["bab"]] == ["03a", "03b", "03c"]
    assert manifest["pilihan"]["status"] == "laporan"


def captions(report):
    page = lxml_html.parse(report.folder / "laporan.html")
    return [" ".join(it.text_content().split()) for it in page.iter("caption")]


@pytest.mark.parametrize("bab", [["pengantar", "1"], ["3"], ["3b"], ["lampiran"]])
def test_a_part_prints_the_captions_of_the_report(replay, bab):
    whole, part = (captions(replay.report(formats=["html"], bab=wanted)) for wanted in ([], bab))
    if bab != ["pengantar", "1"] and not any("Tabel 3.1" in caption for caption in whole):
        pytest.skip("captions are not numbered by chapter")

    at = whole.index(part[0])
    assert part == whole[at : at + len(part)]


def test_a_part_has_no_cover_and_says_what_it_is(replay):
    part = replay.report(bab=["3b"], formats=["html"])
    page = lxml_html.parse(part.folder / "laporan.html")

    assert not page.xpath("//header[@class='cover']")
    assert next(it.text_content() for it in page.xpath("//h1")).startswith("Bab III")
    assert page.xpath("//main//h2")[0].text_content().startswith("B. ")


# ---- The command --------------------------------------------------------------------------------


def lkjip(project, *arguments):
    result = CliRunner().invoke(main, ["report", "--root", str(project.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bab", "7"], "lkjip: bab '7' tidak dikenal; pilih: pengantar, 1, 2, 3, 3a, 3b, 3c, 4"),
        (["--bab", "lampirn"], "mungkin maksudnya 'lampiran'?"),
        (["--bab", "1,9"], "bab '9' tidak dikenal"),
        (["--bab", ""], "bab '' tidak dikenal"),
        (
            ["--format", "html,pdff"],
            "format 'pdff' tidak dikenal; mungkin maksudnya 'pdf'?",
        ),
        (["--format", "odt"], "pilih: html, pdf, docx"),
        (["--kertas", "a3"], "kertas 'a3' tidak dikenal"),
        (["--final", "--draf"], "not with --draf"),
        (["--final", "--bab", "3"], "not with"),
    ],
)
def test_a_wrong_choice_is_told_before_anything_runs(sample_project, arguments, message):
    result = lkjip(sample_project, *arguments)

    assert result.exit_code == 2
    assert message in result.stderr
    assert not sample_project.output.parent.exists() or not any(
        sample_project.output.parent.iterdir()
    )


def test_the_command_makes_a_part(sample_project):
    done = run(
        "lkjip", "report", "--bab", "4", "--format", "html", "--format", "pdf",
        cwd=sample_project.root,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "temuan tidak diperiksa" in done.stdout
    assert [line.split("] ")[1] for line in done.stderr.splitlines()] == [
        "04_penutup", "laporan.html, laporan.pdf",
    ]  # fmt: skip
    folder = sample_project.output.with_name(f"{TAHUN}-bab-4")
    assert str(folder / "laporan.pdf") in done.stdout
    assert not sample_project.output.exists()
    page = lxml_html.parse(folder / "laporan.html")
    assert next(it.text_content() for it in page.xpath("//h1")) == "Bab IV Penutup"
