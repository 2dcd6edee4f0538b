"""The evaluation form E.81: quarters to a year, years to a period, rows to a bottom line."""

from decimal import Decimal

import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import TAHUN, policies, sample, scale, table

from lkjip_tools.calculate.evaluasi import figures_evaluasi
from lkjip_tools.errors import InputError
from lkjip_tools.number import round_half_up

KODE = "8.01.01.2.02.01"
GAJI = {
    "target_renstra_k": 35,
    "realisasi_lalu_k": 35,
    "target_k": 35,
    "tw1_k": 93,
    "tw2_k": 93,
    "tw3_k": 93,
    "tw4_k": 93,
}


def row(kode=KODE, tingkat="sub_kegiatan", agregasi="jumlah", **columns):
    return {"kode": kode, "tingkat": tingkat, "agregasi": agregasi, "satuan": "orang"} | columns


def figures(*rows, **kebijakan):
    evaluasi = table("evaluasi_renja", *rows)
    return figures_evaluasi(evaluasi, policies(**kebijakan), scale(), TAHUN)


def at(found, besaran, kode=KODE):
    return found.at(f"evaluasi_{besaran}", kode, TAHUN)


def quarters(*values):
    return {f"tw{n}_k": value for n, value in enumerate(values, start=1)}


# --- column 13: the year --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agregasi", "values", "year"),
    [
        ("jumlah", (50, 60, 69, 50), 229),
        ("jumlah", (0, 3, 6, 1), 10),
        ("jumlah", (5, None, None, None), 5),
        ("akhir", (93, 93, 93, 93), 93),
        ("akhir", (20, 40, 75, None), 75),
        ("akhir", (20, 40, 75, 0), 0),
        ("rata_rata", (80, 90, None, 100), 90),
        ("maks", (80, 95, 90, None), 95),
        ("min", (80, 95, None, 90), 80),
    ],
)
def test_quarters_become_a_year_by_the_indicators_own_aggregation(agregasi, values, year):
    figure = at(figures(row(agregasi=agregasi, **quarters(*values))), "realisasi_k")

    assert figure.value == year
    assert figure.rule == f"agregasi_triwulan/{agregasi}"
    assert figure.unit == "orang"


def test_salaries_are_93_in_every_quarter_and_in_the_year():
    """The seed's Gaji row: a blanket sum would give 372."""
    assert at(figures(row(agregasi="akhir", **GAJI)), "realisasi_k").value == 93
    assert at(figures(row(agregasi="jumlah", **GAJI)), "realisasi_k").value == 372


@pytest.mark.parametrize("agregasi", ["jumlah", "akhir", "rata_rata", "maks", "min"])
def test_no_quarter_filled_is_empty_and_not_zero(agregasi):
    figure = at(figures(row(agregasi=agregasi)), "realisasi_k")

    assert figure.value is None
    assert figure.note


def test_an_indicator_without_aggregation_is_empty_with_the_place_to_fill_in():
    found = figures(row(agregasi=None, **quarters(1, 2, 3, 4), tw1_rp=10))

    assert at(found, "realisasi_k").value is None
    assert at(found, "realisasi_k").note == (
        "agregasi triwulan belum ditetapkan, isi kolom agregasi: evaluasi_renja.csv baris 2"
    )
    assert at(found, "tingkat_k_persen").value is None
    assert at(found, "realisasi_rp").value == 10


@settings(max_examples=40)
@given(
    values=st.lists(strategies.values, min_size=4, max_size=4),
    agregasi=st.sampled_from(["akhir", "rata_rata", "maks", "min"]),
)
def test_an_aggregation_that_is_no_sum_stays_within_its_quarters(values, agregasi):
    year = at(figures(row(agregasi=agregasi, **quarters(*values))), "realisasi_k").value

    assert min(values) <= round_half_up(year, 4) <= max(values)


# --- columns 14 and 15 ----------------------------------------------------------------------


def test_years_add_up_only_for_what_adds_up():
    """Column 14 = 7 + 13; for the others the latest value. The seed prints 64 for salaries."""
    summed = at(figures(row(agregasi="jumlah", **GAJI)), "kumulatif_k")
    latest = at(figures(row(agregasi="akhir", **GAJI)), "kumulatif_k")

    assert (summed.value, summed.expression) == (407, "tahun_lalu + tahun_ini")
    assert (latest.value, latest.expression) == (93, "tahun_ini")


def test_column_15_is_measured_against_the_end_of_the_renstra_and_the_year_against_the_year():
    figure = row(
        target_renstra_k=1250, realisasi_lalu_k=100, target_k=230, **quarters(50, 60, 69, 50)
    )

    found = figures(figure)

    assert at(found, "kumulatif_k").value == 329
    assert at(found, "tingkat_k_persen").value == Decimal(329) / 1250 * 100
    assert at(found, "tahunan_k_persen").value == Decimal(229) / 230 * 100
    assert at(found, "tingkat_k_persen").unit == "persen"


def test_money_always_adds_up_whatever_the_indicator_does():
    money = {"target_renstra_rp": 1000, "realisasi_lalu_rp": 100, "pagu_rp": 200}
    spent = {"tw1_rp": 10, "tw2_rp": 20, "tw3_rp": 30, "tw4_rp": 40}

    found = figures(row(agregasi="akhir", **GAJI, **money, **spent))

    assert at(found, "realisasi_rp").value == 100
    assert at(found, "kumulatif_rp").value == 200
    assert at(found, "tingkat_rp_persen").value == 20
    assert at(found, "tahunan_rp_persen").value == 50
    assert at(found, "realisasi_rp").unit == "rupiah"


def test_a_target_of_zero_gives_no_percentage_and_says_why():
    """The seed prints 10 for 8.01.01.2.01.01, whose target is 0."""
    found = figures(row(target_renstra_k=0, realisasi_lalu_k=0, target_k=0, **quarters(2, 2, 1, 0)))

    assert at(found, "kumulatif_k").value == 5
    for besaran in ("tingkat_k_persen", "tahunan_k_persen"):
        assert (at(found, besaran).value, at(found, besaran).note) == (None, "pembagi nol")


def test_an_unknown_past_leaves_the_cumulative_empty():
    assert at(figures(row(**quarters(1, 1, 1, 1))), "kumulatif_k").value is None


def test_a_row_is_named_by_its_description_or_its_code():
    values = quarters(1, 2, 3, 4)

    assert at(figures(row(uraian="Gaji", **values)), "realisasi_k").label.endswith(" Gaji")
    assert at(figures(row(**values)), "realisasi_k").label.endswith(f" {KODE}")


def test_cells_know_their_place():
    figure = at(figures(row(**quarters(1, 2, 3, 4))), "realisasi_k")

    assert [operand.source for _, operand in figure.operands] == [
        f"evaluasi_renja.csv baris 2 kolom tw{n}_k" for n in (1, 2, 3, 4)
    ]


def test_urusan_and_bidang_are_headings_without_figures():
    found = figures(row("8", "urusan", **quarters(1, 2, 3, 4)), row(**quarters(1, 2, 3, 4)))

    assert f"evaluasi_realisasi_k/8/{TAHUN}" not in found


# --- the bottom rows ------------------------------------------------------------------------


def programmes(*pairs):
    """Programmes with realised and targeted percent, and with pagu of ten times the target."""
    return [
        row(
            f"8.01.0{n}",
            "program",
            "akhir",
            target_k=target,
            target_renstra_k=target * 5,
            tw4_k=done,
            pagu_rp=target * 10,
            target_renstra_rp=target * 50,
            realisasi_lalu_rp=0,
            tw4_rp=done * 10,
        )
        for n, (done, target) in enumerate(pairs, start=1)
    ]


def bottom(found, besaran, kode="instansi"):
    return at(found, f"rata_rata_{besaran}_persen", kode).value


def test_every_way_of_averaging_is_computed_and_the_declared_one_is_the_agencys():
    rows = programmes((25, 100), (100, 100), (200, 200))

    found = figures(*rows, evaluasi_rata_rata_k="median_program")

    assert bottom(found, "tahunan_k", "mean_program") == 75
    assert bottom(found, "tahunan_k", "median_program") == 100
    assert bottom(found, "tahunan_k") == 100
    assert bottom(found, "tahunan_rp", "mean_program") == 75
    assert bottom(found, "tahunan_rp", "rasio_total") == Decimal(325) / 400 * 100
    assert bottom(found, "tahunan_rp") == Decimal(325) / 400 * 100
    assert bottom(found, "tingkat_k") == 20
    assert at(found, "predikat", "tahunan-k").value == "Sangat Tinggi"
    assert at(found, "predikat", "tingkat-k").value == "Sangat Rendah"
    assert at(found, "predikat", "tahunan-rp").value == "Tinggi"


def test_the_median_is_printed_as_the_rule_names_it():
    found = figures(*programmes((25, 100), (100, 100)))

    figure = at(found, "rata_rata_tahunan_k_persen", "median_program")
    assert (figure.expression, figure.numbers) == ("median(nilai)", "median(25; 100)")
    assert figure.value == Decimal("62.5")


def test_performance_of_different_units_has_no_ratio_of_sums():
    with pytest.raises(InputError) as caught:
        figures(*programmes((1, 1)), evaluasi_rata_rata_k="rasio_total")

    assert str(caught.value) == (
        "kebijakan evaluasi_rata_rata_k: 'rasio_total' tidak berlaku untuk kinerja, "
        "satuannya tidak dapat dijumlahkan; "
        "pilih: mean_program, mean_kegiatan, mean_sub_kegiatan, median_program"
    )


def test_a_row_without_a_percentage_is_left_out_of_the_mean_and_counted():
    found = figures(*programmes((50, 100), (1, 0)))

    figure = at(found, "rata_rata_tahunan_k_persen", "mean_program")
    assert figure.value == 50
    assert figure.note == "1 dari 2 tidak dapat dihitung dan tidak ikut"


@pytest.mark.parametrize(
    ("besaran", "way", "printed"),
    [
        ("tahunan_k", "mean_program", "87.50"),
        ("tahunan_k", "mean_kegiatan", "91.00"),
        ("tahunan_k", "mean_sub_kegiatan", "102.18"),
        ("tahunan_k", "median_program", "100.00"),
        ("tahunan_k", "instansi", "87.50"),
        ("tahunan_rp", "rasio_total", "97.24"),
        ("tahunan_rp", "mean_program", "96.07"),
        ("tahunan_rp", "instansi", "97.24"),
        ("tingkat_k", "mean_program", "20.83"),
        ("tingkat_k", "median_program", "20.00"),
        ("tingkat_rp", "instansi", "97.24"),
    ],
)
def test_the_bottom_row_of_the_sample(besaran, way, printed):
    """The form prints 100, 97,24, 20 and 97,24: only the median reproduces the first and third."""
    assert str(round_half_up(bottom(sample(), besaran, way), 2)) == printed


def test_the_ratio_of_the_sums_is_realisasi_over_the_forms_own_pagu():
    figure = at(sample(), "rata_rata_tahunan_rp_persen", "rasio_total")

    sums = {name: 0 for name, _ in figure.operands}
    for name, operand in figure.operands:
        sums[name] += operand.value
    assert sums == {"realisasi": 31_458_315_432, "target": 32_351_024_068}
