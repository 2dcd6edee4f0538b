"""Through the year: what was spent and done by each quarter's end, and what nobody reported."""

from decimal import Decimal

import pytest
from tables import TAHUN, policies, sample, table

from lkjip_tools.calculate.anggaran import jumlah
from lkjip_tools.calculate.triwulan import figures_kinerja_triwulan, figures_triwulan
from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.triwulan import KODE

SPENT, DONE = "serapan_sd_triwulan_persen", "kinerja_sd_triwulan_persen"


def row(kode="1.01.01", tingkat="program", k=(), rp=(), **columns):
    """A row of the form: four quarters of K and of Rp."""
    quarters = {
        f"tw{place}_{half}": value
        for half, values in (("k", k), ("rp", rp))
        for place, value in enumerate(values, start=1)
    }
    given = {"kode": kode, "tingkat": tingkat, "uraian": kode, "target_k": 100}
    return given | {"agregasi": "jumlah"} | quarters | columns


def spent(*rows):
    pagu = FigureList([Figure(f"pagu_rp/instansi/{TAHUN}", "Pagu", Decimal(100), "rupiah")])
    found = figures_triwulan(table("evaluasi_renja", *rows), pagu, TAHUN)
    return [found.at(SPENT, quarter, TAHUN) for quarter in KODE]


def done(*rows, **kebijakan):
    found = figures_kinerja_triwulan(table("evaluasi_renja", *rows), policies(**kebijakan), TAHUN)
    return [found.at(DONE, quarter, TAHUN) for quarter in KODE]


def values(figures):
    return [figure.value for figure in figures]


def test_spending_adds_up_from_quarter_to_quarter_over_the_programmes():
    child = row("1.01.01.2.01", "kegiatan", rp=(99, 99, 99, 99))

    found = spent(row(rp=(1, 2, 3, 4)), row("1.01.02", rp=(10, 0, 0, 40)), child)

    assert values(found) == [11, 13, 16, 60]


def test_a_median_says_how_many_programmes_it_leaves_out():
    found = done(
        row(k=(10, 20, 30, 40)),
        row("1.01.02", k=(None, 40, 50, 60)),
        evaluasi_rata_rata_k="median_program",
    )

    assert found[0].note == "1 dari 2 tidak dapat dihitung dan tidak ikut"
    assert found[1].note == ""


def test_zero_is_reported_and_repeats_the_sum_so_far():
    assert values(spent(row(rp=(5, 0, 0, 5)))) == [5, 5, 5, 10]


def test_a_quarter_that_nobody_reported_has_no_figure():
    found = spent(row(rp=(5, None, 7, None)), row("1.01.02", rp=(1, None, None, None)))

    assert values(found) == [6, None, 13, None]
    assert found[1].note == found[3].note == "belum dilaporkan"


def test_what_is_not_in_the_sum_is_noted():
    found = spent(row(rp=(5, None, 7, 1)), row("1.01.02", rp=(1, None, None, 1)))

    assert found[0].note == ""
    assert found[2].note == (
        "TW-II belum dilaporkan dan tidak ikut; 1 dari 2 program belum melaporkan TW-III"
    )
    assert found[3].note == "TW-II belum dilaporkan dan tidak ikut"


def test_a_form_that_lacks_a_programme_gives_no_share_of_the_whole_budget():
    """A part of what was spent over all of the pagu would be a wrong share."""
    parts = [
        Figure(f"pagu_rp/1.01.0{n}/{TAHUN}", "Pagu", Decimal(50), "rupiah", source="uji")
        for n in (1, 2)
    ]
    pagu = FigureList([jumlah.figure("instansi", TAHUN, "instansi", nilai=parts)])
    one, other = row(rp=(5, 5, 5, 5)), row("1.01.02", rp=(10, 10, 10, 10))

    whole, lacking, unused = (
        figures_triwulan(table("evaluasi_renja", *rows), pagu, TAHUN)
        for rows in ([one, other], [one], [])
    )

    assert [whole.at(SPENT, kode, TAHUN).value for kode in KODE] == [15, 30, 45, 60]
    assert {(figure.value, figure.note) for figure in lacking} == {
        (None, "1 dari 2 program tidak ada pada formulir evaluasi: 1.01.02")
    }
    assert {figure.note for figure in unused} == {"belum dilaporkan"}


@pytest.mark.parametrize(
    ("agregasi", "expected"),
    [
        ("jumlah", [10, 40, 60, 100]),
        ("akhir", [10, 30, 20, 40]),
        ("rata_rata", [10, 20, 20, 25]),
        ("maks", [10, 30, 30, 40]),
        ("min", [10, 10, 10, 10]),
    ],
)
def test_work_is_counted_as_the_indicator_adds_up(agregasi, expected):
    assert values(done(row(k=(10, 30, 20, 40), agregasi=agregasi))) == expected


def test_work_that_was_not_reported_is_not_what_was_done_before():
    found = done(row(k=(10, None, 30, None), agregasi="akhir"))

    assert values(found) == [10, None, 30, None]


def test_a_row_that_did_not_report_is_left_out_of_the_mean_with_a_note():
    found = done(row(k=(10, 20, 20, 20)), row("1.01.02", k=(30, None, 10, 10)))

    assert values(found) == [20, 30, 45, 60]
    assert "1 dari 2 tidak dapat dihitung" in found[1].note


def test_the_mean_is_taken_on_the_level_and_in_the_way_that_is_declared():
    rows = [
        row(k=(50, 0, 0, 0)),
        row("1.01.01.2.01", "kegiatan", k=(10, 0, 0, 0)),
        row("1.01.02", k=(20, 0, 0, 0)),
        row("1.01.03", k=(20, 0, 0, 0)),
    ]

    assert done(*rows)[0].value == 30
    assert done(*rows, evaluasi_rata_rata_k="mean_kegiatan")[0].value == 10
    assert done(*rows, evaluasi_rata_rata_k="median_program")[0].value == 20


def test_without_a_way_to_add_up_nothing_is_computed():
    found = figures_kinerja_triwulan(
        table("evaluasi_renja", row(k=(1, 2, 3, 4), agregasi=None)), policies(), TAHUN
    )

    figure = found.at(DONE, "1.01.01-TW-I", TAHUN)
    assert (figure.value, "isi kolom agregasi" in figure.note) == (None, True)


def test_the_year_ends_as_the_evaluation_form_says():
    """TW IV of the sample is the mean of column 13 against the year's target: 87,50."""
    year = sample().at("evaluasi_rata_rata_tahunan_k_persen", "instansi", TAHUN)

    assert sample().at(DONE, "TW-IV", TAHUN).value == year.value == Decimal("87.5")
    serapan = sample().at("serapan_persen", "instansi", TAHUN)
    assert sample().at(SPENT, "TW-IV", TAHUN).value == serapan.value
