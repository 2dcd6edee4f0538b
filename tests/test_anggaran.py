"""Anggaran: what was set aside, spent and left, level by level, in whole rupiah."""

from decimal import Decimal

import strategies
from hypothesis import given
from tables import TAHUN, params, sample, table

from lkjip_tools.calculate.anggaran import derive, figures_anggaran, figures_belanja
from lkjip_tools.formula import Figure
from lkjip_tools.number import round_half_up

#: Pagu and realisasi of the sample's six programmes.
PROGRAMMES = {
    "8.01.01": (6_426_345_746, 5_911_790_846),
    "8.01.02": (1_980_439_500, 1_971_864_480),
    "8.01.03": (20_333_317_095, 19_996_788_194),
    "8.01.04": (302_487_250, 295_620_645),
    "8.01.05": (963_320_800, 959_293_860),
    "8.01.06": (2_648_999_000, 2_322_957_407),
}


def figures(programmes=PROGRAMMES, kegiatan=None, evaluasi=(), **dasar):
    """Programmes from `anggaran.csv`, document `uji`, unless `dasar` says otherwise."""
    own, kegiatan = params(), kegiatan or {}
    own = own.model_copy(update={"dasar": own.dasar.model_copy(update=dasar)})
    program = table(
        "program",
        *({"kode": k, "tingkat": "program", "uraian": f"Program {k}"} for k in programmes),
        *({"kode": k, "tingkat": "kegiatan", "uraian": f"Kegiatan {k}"} for k in kegiatan),
    )
    anggaran = table(
        "anggaran",
        *(
            {"dokumen": "uji", "kode": kode, "pagu_rp": pagu, "realisasi_rp": realisasi}
            for kode, (pagu, realisasi) in (programmes | kegiatan).items()
        ),
    )
    return figures_anggaran(program, anggaran, table("evaluasi_renja", *evaluasi), own, TAHUN)


def percents(found, besaran):
    return [str(round_half_up(found.at(besaran, kode, TAHUN).value, 2)) for kode in PROGRAMMES]


def value(found, besaran, kode="instansi"):
    return found.at(besaran, kode, TAHUN).value


def test_the_agency_is_the_sum_of_its_programmes():
    found = figures()

    assert value(found, "pagu_rp") == 32_654_909_391
    assert value(found, "realisasi_rp") == 31_458_315_432
    assert value(found, "sisa_rp") == 1_196_593_959
    assert round_half_up(value(found, "serapan_persen"), 2) == Decimal("96.34")
    assert len(found.at("pagu_rp", "instansi", TAHUN).operands) == 6


def test_kegiatan_are_not_added_to_their_programmes():
    found = figures(kegiatan={"8.01.01.2.01": (44_300_000, 43_053_300)})

    assert value(found, "pagu_rp") == 32_654_909_391
    assert value(found, "sisa_rp", "8.01.01.2.01") == 1_246_700
    assert f"porsi_pagu_persen/8.01.01.2.01/{TAHUN}" not in found


def test_each_programmes_unspent_money():
    found = figures()

    assert [value(found, "sisa_rp", kode) for kode in PROGRAMMES] == [
        514_554_900,
        8_575_020,
        336_528_901,
        6_866_605,
        4_026_940,
        326_041_593,
    ]


def test_a_share_of_the_whole_is_not_a_saving():
    """The report prints the first row as efficiency; the second and third are what was left."""
    found = figures()

    assert percents(found, "porsi_realisasi_persen") == [
        "18.10",
        "6.04",
        "61.24",
        "0.91",
        "2.94",
        "7.11",
    ]
    assert percents(found, "sisa_persen") == ["8.01", "0.43", "1.66", "2.27", "0.42", "12.31"]
    assert percents(found, "porsi_sisa_persen") == ["1.58", "0.03", "1.03", "0.02", "0.01", "1.00"]


def test_shares_of_pagu_add_up_to_the_whole():
    found = figures()

    total = sum(value(found, "porsi_pagu_persen", kode) for kode in PROGRAMMES)
    assert abs(total - 100) < Decimal("1e-20")


def test_the_share_names_the_whole_it_is_of():
    share = figures().at("porsi_realisasi_persen", "8.01.01", TAHUN)

    assert share.numbers == "5.911.790.846 / 32.654.909.391 × 100"
    assert [operand.id for _, operand in share.operands] == [
        f"realisasi_rp/8.01.01/{TAHUN}",
        f"pagu_rp/instansi/{TAHUN}",
    ]


def test_realisasi_may_come_from_the_four_quarters_of_the_evaluation_form():
    row = {"kode": "8.01.01", "tingkat": "program", "uraian": "P"}
    quarters = {"tw1_rp": 757_376_352, "tw2_rp": 2_321_887_392, "tw3_rp": 1_407_302_684}

    found = figures(
        {"8.01.01": (6_426_345_746, None)},
        evaluasi=[row | quarters | {"tw4_rp": 1_425_224_418}],
        realisasi_anggaran=("lampiran-iii",),
    )

    spent = found.at("realisasi_rp", "8.01.01", TAHUN)
    assert spent.value == 5_911_790_846
    assert spent.rule == "agregasi_triwulan/jumlah"
    first, *_, last = (operand for _, operand in spent.operands)
    assert first.id == "evaluasi_triwulan_rp/8.01.01/2023-TW1"
    assert last.label.startswith("Realisasi triwulan (Rp) IV")


def test_quarters_that_are_not_filled_are_not_zero():
    row = {"kode": "8.01.01", "tingkat": "program", "tw1_rp": 100, "tw3_rp": 0}

    found = figures({"8.01.01": (1000, None)}, evaluasi=[row], realisasi_anggaran=("lampiran-iii",))

    assert len(found.at("realisasi_rp", "8.01.01", TAHUN).operands) == 2
    assert value(found, "serapan_persen", "8.01.01") == 10


def test_no_quarter_filled_is_empty():
    row = {"kode": "8.01.01", "tingkat": "program"}

    found = figures({"8.01.01": (1000, None)}, evaluasi=[row], realisasi_anggaran=("lampiran-iii",))

    assert value(found, "realisasi_rp", "8.01.01") is None
    assert value(found, "serapan_persen", "8.01.01") is None
    assert value(found, "realisasi_rp") is None


def test_the_next_declared_document_is_asked_where_the_first_one_is_blank():
    row = {"kode": "8.01.01", "tingkat": "program", "pagu_rp": 900}

    found = figures({"8.01.01": (None, 500)}, evaluasi=[row], pagu=("uji", "lampiran-iii"))

    assert value(found, "pagu_rp", "8.01.01") == 900


def test_a_pagu_of_zero_gives_no_percentage_and_says_why():
    found = figures({"8.01.01": (0, 0)})

    for besaran in ("serapan_persen", "sisa_persen", "porsi_pagu_persen"):
        figure = found.at(besaran, "8.01.01", TAHUN)
        assert (figure.value, figure.note) == (None, "pembagi nol")
    assert value(found, "sisa_rp", "8.01.01") == 0


def test_a_blank_realisasi_leaves_the_agencys_sum_empty_rather_than_too_small():
    found = figures({"8.01.01": (100, 90), "8.01.02": (100, None)})

    total = found.at("realisasi_rp", "instansi", TAHUN)
    assert (total.value, total.note) == (None, "belum ada: Realisasi anggaran Program 8.01.02")
    assert value(found, "serapan_persen", "8.01.01") == 90


def test_a_code_that_no_declared_document_has_is_empty_and_says_so():
    found = figures(pagu=("pk", "dpa"))

    pagu = found.at("pagu_rp", "8.01.01", TAHUN)
    assert (pagu.value, pagu.note) == (None, "tidak ada pada dokumen pk, dpa")
    assert found.at("pagu_rp", "instansi", TAHUN).value is None
    assert found.at("serapan_persen", "8.01.01", TAHUN).value is None


def test_what_was_read_keeps_its_place():
    pagu = figures().at("pagu_rp", "8.01.02", TAHUN)

    assert (pagu.source, pagu.unit) == ("anggaran.csv baris 3 kolom pagu_rp", "rupiah")


@given(pagu=strategies.spent, realisasi=strategies.rupiah)
def test_what_was_spent_and_what_is_left_make_the_pagu(pagu, realisasi):
    pair = [Figure(f"{n}/x/2023", n, v, "rupiah") for n, v in (("p", pagu), ("r", realisasi))]

    spent, left, left_percent = (figure.value for figure in derive("x", "X", *pair, TAHUN))

    assert left + realisasi == pagu
    assert abs(spent + left_percent - 100) <= abs(spent) * Decimal("1e-20") + Decimal("1e-20")


# --- belanja by account ---------------------------------------------------------------------


def belanja(*rows):
    return figures_belanja(
        table(
            "belanja",
            *({"kode": k, "uraian": k, "pagu_rp": p, "realisasi_rp": r} for k, p, r in rows),
        ),
        TAHUN,
    )


def test_a_parent_account_is_the_sum_of_its_children_not_what_it_prints():
    """The report prints BELANJA 32.654.919.391; its children make 32.654.909.391."""
    found = belanja(
        ("5", 32_654_919_391, 31_458_315_432),
        ("5.1", 32_567_901_791, 31_371_307_832),
        ("5.1.01", 5_515_255_369, 5_014_692_992),
        ("5.1.02", 7_298_986_827, 6_928_744_921),
        ("5.1.05", 19_753_659_595, 19_427_869_919),
        ("5.2", 87_007_600, 87_007_600),
        ("5.2.02", 87_007_600, 87_007_600),
    )

    assert value(found, "pagu_rp", "belanja-5") == 32_654_909_391
    assert value(found, "pagu_rp", "belanja-5.1") == 32_567_901_791
    assert value(found, "realisasi_rp", "belanja-5") == 31_458_315_432
    assert found.at("pagu_rp", "belanja-5.1.01", TAHUN).source == (
        "belanja.csv baris 4 kolom pagu_rp"
    )
    assert [o.id for _, o in found.at("pagu_rp", "belanja-5", TAHUN).operands] == [
        f"pagu_rp/belanja-5.1/{TAHUN}",
        f"pagu_rp/belanja-5.2/{TAHUN}",
    ]


def test_the_order_of_the_rows_does_not_matter():
    rows = [("5", None, None), ("5.1", None, None), ("5.1.02", 7, 3), ("5.1.01", 5, 5)]

    for order in (rows, rows[::-1]):
        found = belanja(*order)
        assert value(found, "pagu_rp", "belanja-5") == 12
        assert value(found, "serapan_persen", "belanja-5") == Decimal(8) / 12 * 100


def test_a_blank_child_is_counted_in_the_note_of_its_parent():
    found = belanja(("5.2", None, None), ("5.2.02", 100, 100), ("5.2.03", 0, None))

    spent = found.at("realisasi_rp", "belanja-5.2", TAHUN)
    assert (spent.value, spent.note) == (100, "1 dari 2 rincian kosong dan tidak ikut")
    assert found.at("pagu_rp", "belanja-5.2", TAHUN).note == ""
    assert value(found, "serapan_persen", "belanja-5.2.03") is None


def test_a_parent_of_blank_children_only_is_empty():
    found = belanja(("5.2", None, None), ("5.2.03", None, None))

    assert value(found, "pagu_rp", "belanja-5.2") is None


def test_both_roads_of_the_sample_end_at_the_same_rupiah():
    """Programmes and accounts are two ways to spend the same money."""
    found = sample()

    for besaran in ("pagu_rp", "realisasi_rp", "sisa_rp"):
        assert value(found, besaran) == value(found, besaran, "belanja-5")
