"""The method note: every rule that decides a figure, and what binds it besides its formula."""

from decimal import Decimal

import pytest
from tables import ROOT, TAHUN, params, sample

from lkjip_tools.explain.rules import rule_names
from lkjip_tools.figure import Figure, printed
from lkjip_tools.policy import declared_rules
from lkjip_tools.tabulate.metode import table_aturan, table_kasus, table_kebijakan_metode


def texts(table):
    return [" | ".join(cell["text"] for cell in row["cells"]) for row in table.block()["body"]]


def rules(**kebijakan):
    return declared_rules(params(**kebijakan), TAHUN, ROOT)


def test_remarks_are_shown_to_who_checks_a_rule_and_stand_in_no_report():
    found = {name: rule for name, rule in rules().items() if rule.remarks}
    note = "\n".join(texts(table_aturan(rules())))

    assert "predikat_akip" in found
    for rule in found.values():
        assert f"Catatan pemeriksa: {rule.remarks}" in list(rule.notes())
        assert rule.reading in note
        assert rule.remarks not in note


def test_every_rule_of_the_note_says_whether_it_was_verified():
    assert all("belum diverifikasi" in row for row in texts(table_aturan(rules())))


def test_the_note_states_every_rule_that_a_figure_of_the_report_follows():
    stated = set(rules())

    followed = {name.partition("/")[0] for figure in sample() for name in rule_names(figure.rule)}

    assert followed <= stated
    assert {"rata_rata_sasaran", "kinerja_triwulan"} <= followed


def test_the_mean_of_a_sasaran_and_the_work_of_a_quarter_name_their_rule():
    mean = sample().at("capaian_rata_rata_persen", "S-1", TAHUN)
    capped = sample().at("capaian_rata_rata_dibatasi_persen", "S-1", TAHUN)
    work = sample().at("kinerja_sd_triwulan_persen", "8.01.02-TW-I", TAHUN)

    assert mean.rule == "rata_rata_sasaran/semua_indikator"
    assert capped.rule == "rata_rata_sasaran/semua_indikator; batas_capaian/batas_100"
    assert work.rule == "kinerja_triwulan/terhadap_target_setahun"
    assert "indikator pendukung" in rules()["rata_rata_sasaran"].reading


@pytest.mark.parametrize(
    ("kebijakan", "words"),
    [
        (
            {"efisiensi": "sisa"},
            "(pagu rp − realisasi rp) / pagu rp × 100; hanya bila rata-rata capaian sasarannya "
            "sedikitnya 100 persen, selain itu tidak dihitung",
        ),
        ({"efisiensi": "selisih"}, "Cukup Efisien bila ≥ −5 s.d. ≤ 5"),
        ({"efisiensi": "pmk_ne"}, "efisiensi dijepit pada −20 sampai 20"),
        ({"rumus_negatif": "cermin_lantai_nol"}, "/ target × 100; paling rendah 0"),
        ({"rumus_rentang": "rentang"}, "di dalam rentang 100"),
    ],
)
def test_the_note_says_what_binds_an_option_besides_its_formula(kebijakan, words):
    found = texts(table_kebijakan_metode(params(**kebijakan), rules(**kebijakan)))

    (row,) = [text for text in found if f" | {next(iter(kebijakan.values()))} | " in text]
    assert words in row


def test_an_option_without_conditions_claims_none():
    found = texts(table_kebijakan_metode(params(efisiensi="pmk_e"), rules(efisiensi="pmk_e")))

    assert not any("hanya bila" in row for row in found)


def test_what_stands_for_a_capaian_without_a_formula_is_listed_case_by_case():
    rule = rules()["nilai_nol_dan_kosong"]

    found = texts(table_kasus(rule))

    assert len(found) == len(rule.choices("kasus"))
    assert "Target kosong atau bukan bilangan | tidak dihitung | target belum ditetapkan" in found
    assert any(row.endswith("| 100 | target nol dan realisasi nol, ditetapkan 100 persen")
               for row in found)  # fmt: skip


def test_rounding_is_as_the_note_says():
    """Half up and only in print: 6,06 less 6,04 is printed as 0,03 in the sample."""
    reading = rules()["pembulatan"].reading
    pagu, spent, left = (
        sample().at(f"porsi_{name}_persen", "8.01.02", TAHUN)
        for name in ("pagu", "realisasi", "sisa")
    )

    assert "setengah ke atas hanya pada pencetakan" in reading
    assert [printed(figure) for figure in (pagu, spent, left)] == ["6,06", "6,04", "0,03"]
    assert pagu.value - spent.value == pytest.approx(left.value)
    half = Figure(f"capaian_persen/IKU-1/{TAHUN}", "", Decimal("0.125"), "persen", expression="x")
    assert printed(half) == "0,13"
