"""What another declared policy would have given: by the report's own functions, one at a time."""

import csv
import json
from decimal import Decimal
from itertools import product

import pytest
from click.testing import CliRunner
from tables import INSTANSI, ROOT, TAHUN, params, policies, scale, table

from lkjip_tools.calculate.capaian import figures_capaian
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.calculate.rata_rata import figures_rata_rata
from lkjip_tools.calculate.sensitivitas import Sensitivitas, rows
from lkjip_tools.cli import main
from lkjip_tools.errors import RegulationError
from lkjip_tools.load import read_table
from lkjip_tools.number import format_number
from lkjip_tools.params import read_params
from lkjip_tools.policy import available_scales
from lkjip_tools.tabulate.sensitivitas import table_sensitivitas

SCALES = available_scales(TAHUN, ROOT)
SASARAN = table(
    "sasaran",
    {"kode": "S-1", "tujuan": "T-1", "sasaran": "Satu"},
    {"kode": "S-2", "tujuan": "T-1", "sasaran": "Dua"},
)
AKIP = scale("predikat_akip")


def agency(*indicators, **kebijakan):
    """Indicators as (polaritas, target, realisasi) under two sasaran."""
    codes = [f"IKU-{n}" for n in range(1, len(indicators) + 1)]
    indikator = table(
        "indikator",
        *(
            {"kode": kode, "jenis": "iku", "induk": f"S-{1 + (n > 0)}", "indikator": kode,
             "satuan": "persen", "polaritas": given[0]}
            for n, (kode, given) in enumerate(zip(codes, indicators, strict=True))
        ),
    )  # fmt: skip
    kinerja = table(
        "kinerja",
        *(
            {"dokumen": "uji", "indikator": kode, "tahun": TAHUN, "realisasi": given[2]}
            | ({"target_predikat": given[1]} if given[1] in ("B", "BB") else {"target": given[1]})
            | ({"target_bawah": given[3]} if len(given) > 3 else {})
            for kode, given in zip(codes, indicators, strict=True)
        ),
    )  # fmt: skip
    return Sensitivitas(indikator, SASARAN, kinerja, params(**kebijakan), AKIP, SCALES, TAHUN)


PLAIN = (("positif", 73, "65.22"), ("positif", 80, 100), ("positif", 100, 100))
ALL_KINDS = (
    ("positif", "B", "65.22"), ("negatif", 10, 8), ("negatif", 10, 25), ("rentang", 90, 92, 80),
)  # fmt: skip


def mean(found, kode):
    return found.at("sensitivitas_rata_rata_persen", kode, TAHUN).value


def sample():
    names = ("indikator", "sasaran", "kinerja")
    tables = [read_table(name, INSTANSI, TAHUN, ROOT) for name in names]
    return Sensitivitas(*tables, read_params(INSTANSI, ROOT), AKIP, SCALES, TAHUN)


@pytest.mark.parametrize(
    ("kode", "printed"),
    [
        ("dinyatakan", "106,56"),
        ("batas_120-indikator", "104,89"),
        ("batas_100-indikator", "98,22"),
        ("batas_100-rata_rata", "100,00"),
        ("terendah", "98,22"),
        ("tertinggi", "107,45"),
    ],
)
def test_the_six_capaian_give_these_means(kode, printed):
    assert format_number(mean(sample().figures(), kode), 2) == printed


def test_the_table_marks_the_declared_option_of_every_policy():
    found = sample()
    block = table_sensitivitas(found, found.figures(), TAHUN).block()

    groups, marked = [], {}
    for row in block["body"]:
        if row["role"] == "group":
            groups.append(row["cells"][0]["text"])
        elif "– dinyatakan" in row["cells"][0]["text"]:
            assert row["cells"][0]["strong"]
            marked.setdefault(groups[-1], []).append(row["cells"][1]["text"])
    assert marked == {
        "Batas capaian": ["106,56"],
        "Rata-rata capaian instansi": ["106,56"],
        "Skala predikat": ["106,56"],
    }
    without = "tidak memengaruhi rata-rata capaian: tidak ada indikator berpolaritas negatif."
    assert any(note.endswith(without) for note in block["notes"])
    lowest = block["body"][-2]["cells"][0]["text"]
    assert lowest == "Terendah dari 216 kombinasi: Paling tinggi 100, tiap indikator"


def test_every_number_of_the_table_is_a_figure_that_leads_down_to_what_was_read():
    found = agency(*ALL_KINDS)
    figures = found.figures()
    computed = {item.id: item for item in figures}
    block = table_sensitivitas(found, figures, TAHUN).block()
    cells = [cell for row in block["body"] for cell in row["cells"][1:]]

    assert [c["text"] for c in cells if not c["id"] and c["text"] not in ("", "–")] == []
    report = {item.id for item in (*found._known.values(),)}
    pending = [cell["id"] for cell in cells if cell["id"]]
    while pending:
        figure = computed.get(pending.pop()) or None
        for _, operand in figure.operands if figure else ():
            if operand.expression and operand.id not in report:
                assert computed[operand.id] == operand
                pending.append(operand.id)


def test_no_figure_of_a_scenario_takes_the_id_of_another_value():
    found = agency(*ALL_KINDS)

    values = {}
    for figure in (*found._known.values(), *found.figures()):
        pending = [figure]
        while pending:
            item = pending.pop()
            assert values.setdefault(item.id, item.value) == item.value, item.id
            pending += [operand for _, operand in item.operands]


def test_only_policies_that_can_matter_are_varied():
    assert {option.sumbu for option in agency(*PLAIN).pilihan} == {
        "batas_capaian", "rata_rata_capaian", "skala_predikat",
    }  # fmt: skip
    everything = agency(*ALL_KINDS)
    assert everything.tanpa_pengaruh == {}
    assert {option.sumbu for option in everything.pilihan} == {
        "batas_capaian", "rata_rata_capaian", "skala_predikat",
        "rumus_negatif", "rumus_rentang", "predikat_ke_nilai",
    }  # fmt: skip


def test_a_policy_that_moves_no_mean_still_names_what_it_moves():
    """Targets of the sample's Renstra are grades: progress and two tables depend on the reading."""
    reason = sample().tanpa_pengaruh["predikat_ke_nilai"]

    assert reason.startswith(f"tidak ada target atau realisasi {TAHUN} berupa predikat; yang ")
    assert "target indikator pada akhir periode" in reason
    assert "predikat" in agency(*PLAIN).tanpa_pengaruh["predikat_ke_nilai"]
    assert ";" not in agency(*PLAIN).tanpa_pengaruh["predikat_ke_nilai"]


def test_every_combination_is_what_the_report_would_print_under_those_policies():
    """Some of the full product, by the functions that the chapters call."""
    found = agency(*ALL_KINDS)
    names = ("batas_capaian", "lingkup_batas", "rumus_negatif", "rata_rata_capaian")

    checked = 0
    for item in found.kombinasi[::97]:
        given = params(**item.kebijakan)
        skala = SCALES[given.kebijakan.skala_predikat]
        dasar = pick_kinerja(found.indikator, found.kinerja, given, AKIP, TAHUN)
        try:
            capaian = figures_capaian(found.indikator, dasar, given.kebijakan, skala, TAHUN)
            means = figures_rata_rata(
                found.indikator, SASARAN, capaian, given.kebijakan, skala, TAHUN
            )
        except RegulationError:  # one indicator lies below the scale: no report is made
            continue
        agency_mean = means.at("capaian_rata_rata_persen", "instansi", TAHUN)
        assert item.rata_rata_persen == agency_mean.value, [item.kebijakan[n] for n in names]
        assert item.predikat == means.at("predikat_capaian", "instansi", TAHUN).value
        checked += 1
    assert checked > 20


def test_the_full_product_is_complete_and_holds_the_declared_policies_once():
    found = agency(*ALL_KINDS)
    sizes = {}
    for option in found.pilihan:
        if not option.reproduksi:
            sizes[option.sumbu] = sizes.get(option.sumbu, 0) + 1

    assert len(found.kombinasi) == len(list(product(*(range(n) for n in sizes.values()))))
    assert sizes["rumus_negatif"] == 3  # the fourth only repeats what others printed
    assert [item.label for item in found.kombinasi if not item.ubahan] == [
        "kebijakan yang dinyatakan"
    ]


def test_a_formula_for_reproduction_is_shown_and_stays_out_of_the_product():
    found = agency(("negatif", 10, 10), ("positif", 100, 100))

    block = table_sensitivitas(found, found.figures(), TAHUN).block()
    assert mean(found.figures(), "selisih") == 50
    assert any(row["cells"][0]["text"].endswith(" *") for row in block["body"])
    assert any(note.startswith("* Hanya untuk mengulang") for note in block["notes"])
    assert min(item.rata_rata_persen for item in found.kombinasi) == 100


def test_a_cap_is_varied_together_with_its_scope():
    found = agency(("positif", 100, 130), ("positif", 100, 90))

    means = {
        (option.ubahan["batas_capaian"], option.ubahan.get("lingkup_batas")): mean(
            found.figures(), option.kode
        )
        for option in found.pilihan
        if option.sumbu == "batas_capaian"
    }
    assert means[("tanpa", None)] == 110
    assert means[("batas_100", "indikator")] == 95
    assert means[("batas_100", "rata_rata")] == 100
    assert means[("batas_110_menjadi_120", "indikator")] == 105
    assert ("batas_110_menjadi_120", "rata_rata") not in means


def test_what_is_declared_follows_the_agency():
    found = agency(
        ("positif", 100, 130), ("positif", 100, 90),
        batas_capaian="batas_100", lingkup_batas="rata_rata", rata_rata_capaian="per_sasaran",
    )  # fmt: skip

    declared = {option.sumbu: option.ubahan for option in found.pilihan if option.dinyatakan}
    assert declared["batas_capaian"] == {
        "batas_capaian": "batas_100", "lingkup_batas": "rata_rata",
    }  # fmt: skip
    assert mean(found.figures(), "dinyatakan") == 100
    assert mean(found.figures(), "tanpa") == 110


def test_the_predicates_that_can_be_reached_are_named_from_the_highest():
    found = agency(("positif", 100, 190), ("positif", 100, 10))

    assert found.predikat_tercapai["skala_permendagri_86_2017"] == [
        "Sangat Tinggi", "Tinggi", "Rendah",
    ]  # fmt: skip


def test_a_mean_below_zero_is_in_the_lowest_class_of_a_scale():
    found = agency(("negatif", 10, 45))

    figure = found.figures().at("sensitivitas_predikat", "skala_memuaskan6", TAHUN)
    assert figure.value == SCALES["skala_memuaskan6"].brackets[-1].label == "Kurang"
    assert mean(found.figures(), "dinyatakan") == -250


def test_an_agency_without_any_capaian_has_empty_means_and_a_reason():
    found = agency(("positif", 0, 5), ("positif", None, 5))

    figures = found.figures()
    assert mean(figures, "dinyatakan") is None
    assert found.ujung == {}
    block = table_sensitivitas(found, figures, TAHUN).block()
    assert {row["cells"][1]["text"] for row in block["body"] if row["role"] == "row"} == {"n/a"}


def test_the_rows_of_a_file_are_unrounded_and_mark_the_declared_one():
    lines = list(rows(agency(*PLAIN)))

    (declared,) = (line for line in lines if line["dinyatakan"])
    assert declared["batas_capaian"] == policies().batas_capaian
    assert Decimal(declared["rata_rata_persen"]) == mean(agency(*PLAIN).figures(), "dinyatakan")


# --- the command ----------------------------------------------------------------------------


def test_the_command_prints_the_table_and_writes_every_combination(tmp_path):
    files = tmp_path / "s.csv", tmp_path / "s.json"
    result = CliRunner().invoke(
        main, ["sensitivity", "--root", str(ROOT), "--csv", str(files[0]), "--json", str(files[1])]
    )

    assert result.exit_code == 0, result.output
    for number in ("106,56", "104,89", "98,22"):
        assert number in result.stdout
    with files[0].open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert lines == json.loads(files[1].read_text("utf-8"))
    assert len(lines) == 216


def test_an_unknown_agency_is_a_wrong_call():
    result = CliRunner().invoke(main, ["sensitivity", "--root", str(ROOT), "--instansi", "dinas"])

    assert result.exit_code == 2
    assert "tidak dikenal" in result.stderr


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    target = tmp_path / "tidak-ada" / "s.csv"
    result = CliRunner().invoke(main, ["sensitivity", "--root", str(ROOT), "--csv", str(target)])

    assert result.exit_code == 1
    assert "tidak dapat ditulis" in result.stderr
