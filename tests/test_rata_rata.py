"""Means of capaian: over what they are taken, under which cap, and what was left out."""

from decimal import Decimal

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from tables import TAHUN, policies, scale, table

from lkjip_tools.calculate.capaian import cap_of, predikat_of
from lkjip_tools.calculate.rata_rata import figures_jumlah, figures_rata_rata, mean
from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.number import round_half_up

#: Table 7 of the sample: capaian of the six IKU, and the second indicator of sasaran 1.
SIX = [Decimal("65.22") / 73 * 100, 100, 125, 125, 100, 100]


def figures(*capaian, pendukung=(), **kebijakan):
    """Means over IKU of one sasaran each, and supporting indicators of sasaran 1."""
    own = policies(**kebijakan)
    rows = [("iku", f"IKU-{n}", f"S-{n}", value) for n, value in enumerate(capaian, start=1)]
    rows += [("pendukung", f"IK-1.{n}", "S-1", v) for n, v in enumerate(pendukung, start=2)]
    indikator = table(
        "indikator",
        {"kode": "IT-1", "jenis": "tujuan", "induk": "T-1", "indikator": "Tujuan"},
        *(
            {"kode": kode, "jenis": jenis, "induk": induk, "indikator": f"Nama {kode}"}
            for jenis, kode, induk, _ in rows
        ),
    )
    sasaran = table(
        "sasaran",
        *(
            {"kode": f"S-{n}", "tujuan": f"T-{n % 2}", "sasaran": f"Sasaran {n}"}
            for n in range(1, len(capaian) + 1)
        ),
    )
    found = []
    for _, kode, _, value in rows:
        amount = None if value is None else Decimal(value)
        figure = Figure(f"capaian_persen/{kode}/{TAHUN}", f"Capaian {kode}", amount, "persen")
        found += [
            figure,
            cap_of(figure, own.batas_pembanding, kode, TAHUN, kode),
            predikat_of(figure, scale(), kode, TAHUN, kode),
        ]
    return figures_rata_rata(indikator, sasaran, FigureList(found), own, scale(), TAHUN)


def agency(found, besaran="capaian_rata_rata_persen"):
    return found.at(besaran, "instansi", TAHUN)


def rounded(figure):
    return None if figure.value is None else round_half_up(figure.value, 2)


def test_thirds_that_come_to_one_hundred_are_one_hundred_and_in_its_class():
    thirds = [Decimal(n) / 3 * 100 for n in (1, 4, 4)]
    mean_of_all = agency(figures(*thirds))

    assert sum(thirds) / 3 < 100  # what the digits alone would give
    assert mean_of_all.value == 100
    assert (
        predikat_of(mean_of_all, scale("skala_100_85_70"), "instansi", TAHUN, "instansi").value
        == "Sangat Berhasil"
    )


@given(st.lists(st.fractions(0, 200, max_denominator=97), min_size=1, max_size=9))
def test_a_mean_of_quotients_is_on_the_side_of_one_hundred_where_the_exact_mean_is(parts):
    exact = sum(parts) / len(parts)
    value = agency(figures(*(Decimal(part.numerator) / part.denominator for part in parts))).value

    assert (value >= 100) == (exact >= 100)


def test_the_six_iku_give_106_56_uncapped_and_98_22_capped_at_one_hundred():
    """The report prints 98,18: neither."""
    found = figures(*SIX, pendukung=[100])

    assert rounded(agency(found)) == Decimal("106.56")
    assert rounded(agency(found, "capaian_rata_rata_dibatasi_persen")) == Decimal("98.22")
    assert agency(found).rule == "rata_rata_capaian/per_iku"
    assert agency(found, "capaian_rata_rata_dibatasi_persen").rule == (
        "rata_rata_capaian/per_iku; batas_capaian/batas_100"
    )


def test_a_mean_is_not_a_sum():
    """Table 8 prints 189,34 as the mean of 89,34 and 100."""
    found = figures(*SIX, pendukung=[100]).at("capaian_rata_rata_persen", "S-1", TAHUN)

    assert rounded(found) == Decimal("94.67")
    assert found.numbers == "(89,342466… + 100) / 2"


def test_klungkung_2017_over_two_indicators():
    """20,83 of 22 and 95 of 90: 94,68 and 105,56, mean 100,12."""
    found = figures(
        Decimal("20.83") / 22 * 100, Decimal(95) / 90 * 100, rata_rata_capaian="per_indikator"
    )

    assert rounded(agency(found)) == Decimal("100.12")


@pytest.mark.parametrize(
    ("over", "uncapped", "capped"),
    [
        ("per_iku", "110", "90"),
        ("per_indikator", "90", "76.67"),
        ("per_sasaran", "102.5", "82.5"),
    ],
)
def test_the_policy_says_over_what_the_mean_is_taken_capped_or_not(over, uncapped, capped):
    """Sasaran 1 has 80 and 50, sasaran 2 has 140."""
    found = figures(80, 140, pendukung=[50], rata_rata_capaian=over)

    assert rounded(agency(found)) == Decimal(uncapped)
    assert rounded(agency(found, "capaian_rata_rata_dibatasi_persen")) == Decimal(capped)


def test_per_sasaran_keeps_the_capped_means_it_averages():
    found = figures(80, 140, pendukung=[50], rata_rata_capaian="per_sasaran")

    capped = agency(found, "capaian_rata_rata_dibatasi_persen")
    assert [operand for _, operand in capped.operands] == [
        found.at("capaian_rata_rata_dibatasi_persen", kode, TAHUN) for kode in ("S-1", "S-2")
    ]


def test_the_declared_cap_works_on_each_indicator_or_on_the_mean():
    each = figures(80, 140, batas_capaian="batas_120", lingkup_batas="indikator")
    mean_only = figures(130, 140, batas_capaian="batas_120", lingkup_batas="rata_rata")

    assert agency(each).value == 100
    assert agency(mean_only).value == 120
    assert agency(mean_only).rule == "rata_rata_capaian/per_iku; batas_capaian/batas_120"
    assert agency(mean_only).operands[0][1].value == 135


def test_a_declared_cap_other_than_the_comparison_has_its_own_ids_in_the_ledger():
    found = figures(80, 140, batas_capaian="batas_120", batas_pembanding="batas_100")

    operands = [operand for _, operand in agency(found).operands]
    assert [operand.value for operand in operands] == [80, 120]
    assert [found[operand.id] for operand in operands] == operands
    assert agency(found, "capaian_rata_rata_dibatasi_persen").value == 90


def test_what_cannot_be_computed_is_left_out_and_counted():
    found = figures(90, None, 100)

    assert agency(found).value == 95
    assert agency(found).note == "1 dari 3 tidak dapat dihitung dan tidak ikut"
    assert len(agency(found).operands) == 2
    assert found.at("capaian_rata_rata_persen", "S-2", TAHUN).value is None


def test_nothing_to_average_is_empty_and_not_zero():
    found = figures(None, None)

    assert agency(found).value is None
    assert agency(found).note == (
        "tidak ada nilai yang dapat dihitung; 2 dari 2 tidak dapat dihitung dan tidak ikut"
    )
    assert found.at("predikat_capaian", "instansi", TAHUN).value is None


def test_the_agencys_predicate_is_that_of_its_declared_mean():
    assert figures(80, 90).at("predikat_capaian", "instansi", TAHUN).value == "Tinggi"


def test_counts_name_what_they_counted():
    found = figures(*SIX, pendukung=[100])

    counts = {
        figure.id.removesuffix(f"/{TAHUN}"): int(figure.value)
        for figure in found
        if figure.unit == "buah"
    }
    assert counts == {
        "jumlah_tujuan/instansi": 2,
        "jumlah_sasaran/instansi": 6,
        "jumlah_iku/instansi": 6,
        "jumlah_iku_tercapai/instansi": 5,
        "jumlah_iku_berpredikat/sangat-tinggi": 5,
        "jumlah_iku_berpredikat/tinggi": 1,
        "jumlah_iku_berpredikat/sedang": 0,
        "jumlah_iku_berpredikat/rendah": 0,
        "jumlah_iku_berpredikat/sangat-rendah": 0,
    }
    reached = found.at("jumlah_iku_tercapai", "instansi", TAHUN)
    assert reached.expression == "banyaknya(capaian >= 100)"
    assert [name for name, _ in reached.operands] == ["capaian"] * 6
    middle = dict(found.at("jumlah_iku_berpredikat", "sedang", TAHUN).operands)
    assert (middle["golongan"].value, middle["golongan"].source) == (
        "Sedang",
        "aturan skala_permendagri_86_2017",
    )
    aims = found.at("jumlah_sasaran", "instansi", TAHUN).operands
    assert [(name, figure.value) for name, figure in aims] == [
        ("baris", f"S-{number}") for number in range(1, 7)
    ]


def test_an_iku_just_below_one_hundred_is_not_reached():
    found = figures(100, Decimal("99.999"), None)

    assert found.at("jumlah_iku_tercapai", "instansi", TAHUN).value == 1


def test_goals_are_counted_without_a_calculation():
    indikator = table(
        "indikator", {"kode": "IKU-1", "jenis": "iku"}, {"kode": "P", "jenis": "pendukung"}
    )
    sasaran = table("sasaran", {"kode": "S-1", "tujuan": "T-1"}, {"kode": "S-2", "tujuan": "T-1"})

    found = figures_jumlah(indikator, sasaran, TAHUN)

    assert [int(figure.value) for figure in found] == [1, 2, 1]


@given(values=st.lists(strategies.percentages, min_size=1, max_size=8))
def test_a_mean_lies_between_the_lowest_and_the_highest(values):
    many = [
        Figure(f"capaian_persen/IKU-{n}/{TAHUN}", "C", value, "persen")
        for n, value in enumerate(values)
    ]

    value = mean("instansi", TAHUN, "instansi", many).value

    slack = Decimal("1e-20")
    assert min(values) - slack <= value <= max(values) + slack
