"""Two reports of one agency: which input made which figure move."""

import json

import pytest
from click.testing import CliRunner
from project import copy_project
from tables import INSTANSI, TAHUN

from lkjip_tools.assemble import figures_text
from lkjip_tools.calculate.anggaran import figures_anggaran
from lkjip_tools.calculate.capaian import figures_capaian
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.calculate.rata_rata import figures_rata_rata
from lkjip_tools.cli import main
from lkjip_tools.manifest import make_manifest
from lkjip_tools.policy import akip_scale, declared_scale
from lkjip_tools.verify import compare_reports
from lkjip_tools.wanted import Wanted

DATA = f"data/{INSTANSI}/{TAHUN}"


def figures(project):
    params, t = project.read_params(), project.read
    skala = declared_scale(params, TAHUN, project.root)
    dasar = pick_kinerja(t("indikator"), t("kinerja"), params, akip_scale(TAHUN), TAHUN)
    capaian = figures_capaian(t("indikator"), dasar, params.kebijakan, skala, TAHUN)
    means = figures_rata_rata(t("indikator"), t("sasaran"), capaian, params.kebijakan, skala, TAHUN)
    money = figures_anggaran(t("program"), t("anggaran"), t("evaluasi_renja"), params, TAHUN)
    return capaian + means + money


@pytest.fixture
def report(tmp_path):
    """Make what two reports are compared by, of the sample with some changes."""

    def make(name, *changes):
        project = copy_project(tmp_path / name)
        for path, old, new in changes:
            project.edit(project.root / path, old, new)
        computed = [item.to_json() for item in figures(project) if item.expression]
        project.output.mkdir(parents=True)
        target = project.output / "angka.jsonl"
        target.write_text(figures_text(computed), "utf-8")
        said = make_manifest(project.root, INSTANSI, TAHUN, project.read_params(), [], [target], {})
        said["pilihan"] = Wanted().told | {"bab": [], "bagian": ""}
        (project.output / "manifest.json").write_text(json.dumps(said), "utf-8")
        return project.output

    return make


REALISASI = (f"{DATA}/kinerja.csv", 'AKIP,73,,,"65,22"', 'AKIP,73,,,"65,32"')
PAGU = (f"{DATA}/anggaran.csv", ",6.426.345.746,,,L396", ",6.426.345.745,,,L396")
CAP = (f"params/{INSTANSI}.yml", "batas_capaian: tanpa", "batas_capaian: batas_100")


def grouped(found):
    return {
        (root.jenis, root.tempat, root.dahulu, root.sekarang): {item.id for item in figures}
        for root, figures in found.by_root.items()
    }


def test_the_same_twice_moves_nothing(report):
    found = compare_reports(report("a"), report("b"))

    assert found.inputs == {}
    assert found.moved == ()


def test_a_digit_of_the_data_is_the_root_of_every_figure_that_it_moved(report):
    found = compare_reports(report("a"), report("b", REALISASI))

    assert list(found.inputs) == ["data"]
    assert list(found.inputs["data"]) == [f"{DATA}/kinerja.csv"]
    ((root, moved),) = grouped(found).items()
    place = f"{DATA}/kinerja.csv baris 58 kolom realisasi (naskah L445)"
    assert root == ("sel", place, "65.22", "65.32")
    assert moved == {
        f"{besaran}/{kode}/{TAHUN}"
        for besaran, kode in [
            ("capaian_persen", "IKU-1"),
            ("celah", "IKU-1"),
            ("capaian_dibatasi_persen", "IKU-1"),
            *(
                (f"capaian_rata_rata{capped}_persen", kode)
                for capped in ("", "_dibatasi")
                for kode in ("S-1", "instansi")
            ),
        ]
    }


def test_figures_are_told_apart_by_what_moved_them(report):
    found = compare_reports(report("a"), report("b", REALISASI, PAGU, CAP))

    groups = grouped(found)
    kinds = {root[0]: moved for root, moved in groups.items()}
    assert {root[0] for root in groups} == {"sel", "kebijakan"}
    cap = ("capaian_dibatasi_persen menggantikan capaian_persen",)
    assert [root[1:] for root in groups if root[0] == "kebijakan"] == [
        (*cap, "batas_capaian tanpa", "batas_capaian batas_100")
    ]
    assert {f"capaian_rata_rata_persen/{k}/{TAHUN}" for k in ("S-3", "S-4", "instansi")} <= (
        kinds["kebijakan"]
    )
    pagu = next(moved for root, moved in groups.items() if "anggaran.csv" in root[1])
    assert f"serapan_persen/instansi/{TAHUN}" in pagu
    assert not any(id.startswith("capaian") for id in pagu)
    assert found.inputs["kebijakan"] == {"batas_capaian": ("tanpa", "batas_100")}


def test_every_moved_figure_has_a_root(report):
    found = compare_reports(report("a"), report("b", REALISASI, PAGU, CAP))

    assert found.moved
    assert all(item.sebab for item in found.moved)


def test_another_formula_is_the_root(report):
    negative = (f"{DATA}/indikator.csv", "Peningkatan kesadaran masyarakat tentang Ideologi "
                "Pancasila,persen,positif", "Peningkatan kesadaran masyarakat tentang Ideologi "
                "Pancasila,persen,negatif")  # fmt: skip
    below = (f"{DATA}/kinerja.csv", "tentang Ideologi Pancasila,100,,,100,,100,L447",
             "tentang Ideologi Pancasila,100,,,90,,100,L447")  # fmt: skip
    ratio = (f"params/{INSTANSI}.yml", "rumus_negatif: cermin", "rumus_negatif: rasio")

    found = compare_reports(report("a", negative, below), report("b", negative, below, ratio))

    roots = {root[:2] for root in grouped(found)}
    assert roots == {("rumus", "capaian_persen"), ("aturan", "pilihan lain")}
    assert next(item.id for item in found.moved).startswith("capaian_persen/IKU-2/")


def test_a_changed_text_of_a_rule_is_the_root_where_no_operand_changed(report):
    old, new = report("a"), report("b")
    lines = [json.loads(line) for line in (new / "angka.jsonl").read_text("utf-8").splitlines()]
    for item in lines:
        if item["id"] == f"predikat_capaian/IKU-1/{TAHUN}":
            item["nilai"] = "Sangat Tinggi"
    (new / "angka.jsonl").write_text(figures_text(lines), "utf-8")
    said = json.loads((new / "manifest.json").read_text("utf-8"))
    said["aturan"]["skala_permendagri_86_2017"]["sha256"] = "0" * 64
    (new / "manifest.json").write_text(json.dumps(said), "utf-8")

    ((root, moved),) = grouped(compare_reports(old, new)).items()

    assert root[:2] == ("aturan", "skala_permendagri_86_2017")
    assert moved == {f"predikat_capaian/IKU-1/{TAHUN}"}


def test_an_indicator_more_is_an_operand_more(report):
    old, new = report("a"), report("b")
    lines = [json.loads(line) for line in (new / "angka.jsonl").read_text("utf-8").splitlines()]
    for item in lines:
        if item["id"] == f"capaian_rata_rata_persen/instansi/{TAHUN}":
            item["operan"].pop()
            item["nilai"] = "1"
    (new / "angka.jsonl").write_text(figures_text(lines), "utf-8")

    ((root, _),) = grouped(compare_reports(old, new)).items()

    assert root == ("operan", f"capaian_persen/IKU-6/{TAHUN}", "ada", "tidak ada")


def against(*arguments):
    return CliRunner().invoke(main, ["verify", "--against", *map(str, arguments)])


def test_the_command_tells_causes_with_their_figures(report, tmp_path):
    result = against(report("a"), report("b", REALISASI), "--result", tmp_path / "banding.json")

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:2] == ["Masukan yang berubah:", f"  data: {DATA}/kinerja.csv"]
    assert lines[2] == "7 angka bergerak, menurut sebabnya:"
    assert lines[3].endswith("kolom realisasi (naskah L445): 65,22 → 65,32: 7 angka")
    assert "    capaian_persen/IKU-1/2023: 89,342466… → 89,479452…" in lines
    said = json.loads((tmp_path / "banding.json").read_text("utf-8"))
    assert len(said["angka"]) == 7


def test_figures_that_differ_far_behind_the_comma_are_printed_far_enough(report):
    lines = against(report("a"), report("b", PAGU)).stdout.splitlines()

    assert "    serapan_persen/instansi/2023: 96,335638403… → 96,335638406…" in lines


def test_two_equal_reports_end_with_code_0(report):
    result = against(report("a"), report("b"))

    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["Semua masukan sama.", "Tidak ada angka yang bergerak."]


def test_reports_of_two_years_are_not_compared(report):
    old, new = report("a"), report("b")
    said = json.loads((new / "manifest.json").read_text("utf-8"))
    (new / "manifest.json").write_text(json.dumps(said | {"tahun": TAHUN + 1}), "utf-8")

    result = against(old, new)

    assert result.exit_code == 2
    assert "instansi dan tahun yang sama" in result.stderr


@pytest.mark.parametrize("text", ["{", "[]", '{"id": "a"}', '{"id": "a", "operan": [1]}'])
def test_broken_figures_are_a_wrong_call(report, text):
    old, new = report("a"), report("b")
    (new / "angka.jsonl").write_text(text, "utf-8")

    assert against(old, new).exit_code == 2
