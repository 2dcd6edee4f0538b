"""Charts: that they show the figures, all of them, as they are, and say so in words."""

import re
from decimal import Decimal
from functools import cache

import chart_sample
import pytest
from chart_reader import Chart
from chart_sample import agency
from tables import TAHUN, policies, table

from lkjip_tools.calculate.triwulan import figures_kinerja_triwulan
from lkjip_tools.figure import FigureList, printed, rule_figure, value_text
from lkjip_tools.plot import plot_triwulan
from lkjip_tools.plot.style import FIRST, TALLEST
from lkjip_tools.triwulan import KODE

KINDS = ("capaian", "kemajuan", "serapan", "capaian_serapan", "riwayat", "triwulan")
each_kind = pytest.mark.parametrize("kind", KINDS)
each_agency = pytest.mark.parametrize("name", ["sample", "extreme"])


@cache
def drawn(name):
    """The charts of an agency of `chart_sample`, opened; its gaps left out."""
    found = getattr(chart_sample, name)().charts()
    return {
        kind: [Chart(b) for b in blocks if b["kind"] == "chart"] for kind, blocks in found.items()
    }


@cache
def figures(name):
    return getattr(chart_sample, name)().angka


def only(blocks):
    (block,) = blocks
    return Chart(block)


def capaian(*iku):
    """The chart of a few IKU."""
    return only(agency(list(iku)).charts()["capaian"])


def at(besaran, kode="IKU-1", tahun=TAHUN):
    return f"{besaran}/{kode}/{tahun}"


# ---- What is said -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "message", "value"),
    [
        (
            "capaian",
            "Lima dari enam IKU mencapai target tahun 2023; capaian terendah Nilai Evaluasi SAKIP "
            "dari APIP (89,34%). Rata-rata capaian 106,56%.",
            "target 73, realisasi 65,22 nilai, capaian 89,34%",
        ),
        (
            "kemajuan",
            "Empat dari enam IKU sudah mencapai target akhir Renstra 2026 pada tahun 2023; "
            "kemajuan terendah Fasilitasi Kebijakan di Bidang Ekonomi, Sosial dan Budaya (80,00%).",
            "target tahunan 2022 60, 2023 60, 2024 70, 2025 80, 2026 80",
        ),
        (
            "serapan",
            "Serapan anggaran tahun 2023 seluruhnya 96,34%. Serapan program terendah Peningkatan "
            "Kewaspadaan Nasional",
            "Pemberdayaan dan Pengawasan Organisasi Kemasyarakatan 97,73%",
        ),
        (
            "capaian_serapan",
            "Keenam program berada pada sasaran yang capaiannya lebih tinggi daripada serapan",
            "Organisasi Kemasyarakatan: capaian 125,00%, serapan 97,73%",
        ),
        (
            "riwayat",
            "Realisasi kinerja naik dari 95,43% pada tahun 2022 menjadi 96,34% pada tahun 2023; "
            "tertinggi tahun 2019 (98,00%), terendah tahun 2021 (80,16%).",
            "realisasi keuangan 2020 86,00%",
        ),
        (
            "triwulan",
            "Serapan anggaran mencapai 96,34% sampai dengan TW IV; tertinggal dari laju merata "
            "pada TW I, TW II, dan TW III.",
            "kinerja program s.d. TW II 43,19%",
        ),
    ],
)
def test_a_chart_says_its_message_first_and_then_its_values(kind, message, value):
    (chart,) = drawn("sample")[kind]

    assert chart.block["alt"].startswith(message)
    assert value in chart.block["alt"]


def test_what_cannot_be_computed_is_said_with_its_reason():
    alt = capaian({"target": 80, "realisasi": None}).block["alt"]

    assert alt.startswith("Tidak satu pun IKU mencapai target")
    assert "Satu IKU tidak dapat dihitung capaiannya." in alt
    assert "realisasi n/a persen, capaian n/a (realisasi belum dilaporkan" in alt


@each_kind
def test_every_chart_names_its_source(kind):
    for chart in drawn("sample")[kind]:
        assert re.fullmatch(r"Sumber: .+, diolah\.", chart.block["source"])


def test_a_target_read_from_a_grade_is_declared():
    (chart,) = drawn("sample")["kemajuan"]

    assert "predikat BB dibaca batas bawah" in chart.block["source"]


# ---- Figures, and nothing else ------------------------------------------------------------------


@each_agency
@each_kind
def test_every_mark_carries_its_figures_exact_value_and_prints_it(name, kind):
    for chart in drawn(name)[kind]:
        for mark in chart.marks():
            figure = figures(name)[mark.id]
            assert mark.value == (value_text(figure.value) or "")
            # behind the lower end of a range, or behind the name of what is absent
            shown = re.split("[– ]", mark.text)[-1]
            assert not mark.text or shown.removesuffix("%") == printed(figure)


@each_agency
@each_kind
def test_no_number_is_printed_that_is_no_figure(name, kind):
    """Left are the marks of the axes, years, and names."""
    names = set(getattr(chart_sample, name)().tables["program"]["kode"])
    for chart in drawn(name)[kind]:
        marked = {mark.text for mark in chart.marks()}
        others = [text for text in chart.texts if text not in marked | names]
        assert [text for text in others if re.search(r"\d,\d", text)] == []
        assert [text for text in others if re.fullmatch(r"[−\d.]+", text) and len(text) != 4] == []


def test_every_iku_is_drawn_with_target_realisasi_and_capaian():
    (chart,) = drawn("sample")["capaian"]

    for number in range(1, 7):
        kode = f"IKU-{number}"
        assert chart.drawn(at("target", kode))
        assert chart.drawn(at("realisasi", kode))
        assert len(chart.written(at("capaian_persen", kode))) == 1


def test_a_changed_realisasi_changes_every_chart_that_shows_it():
    before, changed = chart_sample.sample(), chart_sample.sample()
    kinerja = changed.tables["kinerja"]
    row = (kinerja["dokumen"] == "tabel-7") & (kinerja["indikator"] == "IKU-1")
    kinerja.loc[row, "realisasi"] = kinerja.loc[row, "target"].iloc[0] * 2

    old, new = before.charts(), changed.charts()

    differ = {kind for kind in KINDS if old[kind] != new[kind]}
    assert differ == {"capaian", "kemajuan", "capaian_serapan"}
    bars = [only(charts["capaian"]).drawn(at("realisasi")) for charts in (old, new)]
    assert [bar.value for bar in bars] == ["65.22", "146"]
    assert [bar.hatched for bar in bars] == [True, False]
    width = [bar.right - bar.left for bar in bars]
    assert width[1] > width[0]
    assert only(new["capaian"]).written(at("capaian_persen")) == ["200,00%"]
    assert only(new["kemajuan"]).written(at("realisasi")) == ["146", "146"]
    assert "Keenam IKU mencapai target" in new["capaian"][0]["alt"]


# ---- Where things stand -------------------------------------------------------------------------


def test_a_bar_is_as_long_as_its_share_of_the_target():
    chart = capaian({"target": 80, "realisasi": 40}, {"target": 5, "realisasi": 5})
    half, whole = (chart.drawn(at("realisasi", kode)) for kode in ("IKU-1", "IKU-2"))

    assert half.left == pytest.approx(whole.left)
    assert (half.right - half.left) * 2 == pytest.approx(whole.right - whole.left)
    assert whole.right == pytest.approx(chart.drawn(at("target", "IKU-2")).left)


def test_less_is_better_where_the_polaritas_says_so():
    chart = capaian({"target": 10, "realisasi": 6, "polaritas": "negatif"})

    assert not chart.drawn(at("realisasi")).hatched
    assert "makin rendah makin baik" in chart.texts
    assert "makin tinggi makin baik" not in chart.texts


def test_a_range_is_drawn_from_end_to_end():
    chart = capaian({"target_bawah": 40, "target": 60, "realisasi": 50, "polaritas": "rentang"})

    band, bar = chart.drawn(at("target_bawah")), chart.drawn(at("realisasi"))
    assert band.left < bar.right < band.right
    assert chart.written(at("target")) == ["40–60"]


def test_what_is_missing_is_absent_and_not_zero():
    chart = capaian({"target": 80, "realisasi": None})

    assert chart.drawn(at("realisasi")) is None
    assert chart.written(at("realisasi")) == ["n/a", "n/a"]
    assert chart.written(at("capaian_persen")) == ["n/a"]
    assert chart.drawn(at("target"))


def test_zero_is_drawn_and_not_absent():
    chart = capaian({"target": 80, "realisasi": 0})

    bar = chart.drawn(at("realisasi"))
    assert bar.left == bar.right
    assert chart.written(at("realisasi")) == ["0"]


def test_a_negative_value_goes_to_the_other_side_of_zero():
    chart = capaian({"target": 5, "realisasi": -2}, {"target": 5, "realisasi": 4})
    below, above = (chart.drawn(at("realisasi", kode)) for kode in ("IKU-1", "IKU-2"))

    assert below.right == pytest.approx(above.left)
    assert chart.written(at("realisasi")) == ["−2"]


def test_an_outlier_is_cut_and_keeps_its_number():
    """Else it would squash all others: 900 percent beside 90."""
    ordinary, wild = {"target": 100, "realisasi": 90}, {"target": 100, "realisasi": 900}
    chart = capaian(ordinary, wild)
    bars = [chart.drawn(at("realisasi", kode)) for kode in ("IKU-1", "IKU-2")]

    shares = [bar.right - bar.left for bar in bars]
    assert shares[1] / shares[0] == pytest.approx(200 / 90)
    assert "terpotong: melebihi sumbu, lihat angkanya" in chart.texts
    assert chart.written(at("capaian_persen", "IKU-2")) == ["900,00%"]


def test_a_target_of_zero_has_no_share_and_is_still_drawn():
    chart = capaian({"target": 0, "realisasi": 3, "polaritas": "negatif", "satuan": "kasus"})

    tick, bar = chart.drawn(at("target")), chart.drawn(at("realisasi"))
    assert tick.left == pytest.approx(bar.left)
    assert bar.right > bar.left


def test_the_yearly_targets_lead_to_the_end_target():
    plan = {2022: 60, 2023: 70, 2024: 80, 2025: 90}
    one = {"target": 70, "realisasi": 75, "lalu": 62, "akhir": 95, "renstra": plan}
    chart = only(agency([one]).charts()["kemajuan"])

    spots = [chart.drawn(at("target_renstra", "IKU-1", year)) for year in plan]
    spots.append(chart.drawn(at("target_akhir", "IKU-1", 2026)))
    places = [spot.left for spot in spots]
    assert places == sorted(places)
    assert len(set(places)) == 5
    assert chart.drawn(at("realisasi", "IKU-1", 2022)).left == pytest.approx(places[0])
    assert chart.written(at("target_renstra", "IKU-1", 2024)) == ["80"]


def test_an_iku_of_a_sasaran_that_is_not_in_the_table_is_not_lost():
    given = agency([{"target": 1, "realisasi": 1, "akhir": 2}])
    given.tables["sasaran"]["kode"] = "S-9"

    assert only(given.charts()["kemajuan"]).drawn(at("realisasi"))


def test_spending_more_than_the_budget_stands_out():
    chart = only(
        agency(program=[{"pagu": 100, "realisasi": 90}, {"pagu": 100, "realisasi": 120}]).charts()[
            "serapan"
        ]
    )

    assert not chart.drawn(at("serapan_persen", "1.01.01")).hatched
    assert chart.drawn(at("serapan_persen", "1.01.02")).hatched


# ---- Quarters -----------------------------------------------------------------------------------


def quarters(k=(), rp=()):
    given = agency(program=[{"pagu": 100, "realisasi": 50, "k": k, "rp": rp}])
    return plot_triwulan(given.angka, TAHUN)


def test_a_quarter_that_nobody_reported_is_absent():
    chart = only(quarters(rp=(10, 20, None, None)))

    assert chart.drawn(at("serapan_sd_triwulan_persen", "TW-II")).value == "30.0"
    for quarter in ("TW-III", "TW-IV"):
        assert chart.drawn(at("serapan_sd_triwulan_persen", quarter)) is None
        assert chart.written(at("serapan_sd_triwulan_persen", quarter)) == ["n/a"]
    assert "tidak dilaporkan pada TW III dan TW IV" in chart.block["alt"]


def test_performance_is_drawn_beside_spending_where_quarters_have_it():
    both = only(quarters(k=(5, 20, 30, 40), rp=(10, 20, 10, 10)))
    money = only(quarters(rp=(10, 20, 10, 10)))

    assert both.drawn(at("kinerja_sd_triwulan_persen", "TW-II")).value == "25.00"
    assert "Kinerja program" in both.texts
    assert money.marks(at("kinerja_sd_triwulan_persen", "TW-II")) == []
    assert "Kinerja program" not in money.texts


def test_spending_that_the_form_cannot_tell_says_why_and_draws_nothing():
    done = {"pagu": 100, "realisasi": 50, "k": (5, 20, 30, 40), "rp": (10, 20, 10, 10)}
    given = agency(program=[done, done])
    given.tables["evaluasi_renja"] = given.tables["evaluasi_renja"].iloc[:1]

    chart = only(plot_triwulan(given.angka, TAHUN))

    assert chart.drawn(at("serapan_sd_triwulan_persen", "TW-IV")) is None
    assert chart.drawn(at("kinerja_sd_triwulan_persen", "TW-IV")) is not None
    assert "1 dari 2 program tidak ada pada formulir evaluasi: 1.01.02" in chart.block["alt"]
    assert "tidak dilaporkan" not in chart.block["alt"]


@pytest.mark.parametrize(
    ("cara", "name"),
    [("mean_kegiatan", "Kinerja kegiatan"), ("median_program", "Kinerja program")],
)
def test_performance_is_named_after_the_level_whose_mean_it_is(cara, name):
    row = {"kode": "1.01.01", "tingkat": "kegiatan", "target_k": 10, "tw1_k": 5}
    rows = [row | {"agregasi": "jumlah"}, row | {"agregasi": "jumlah", "tingkat": "program"}]
    work = figures_kinerja_triwulan(
        table("evaluasi_renja", *rows), policies(evaluasi_rata_rata_k=cara), TAHUN
    )
    spent = [
        rule_figure("serapan_sd_triwulan_persen", kode, TAHUN, "Serapan", Decimal(10), "uji")
        for kode in KODE
    ]

    assert name in only(plot_triwulan(FigureList(spent) + work, TAHUN)).texts


def test_a_year_without_a_value_interrupts_the_line():
    years = {2019: 90, 2020: 91, 2021: None, 2022: 92, 2023: 93}
    rows = [{"tahun": year, "kinerja_persen": value} for year, value in years.items()]
    chart = only(agency(riwayat=rows).charts()["riwayat"])

    key, *runs = chart.strokes(FIRST)
    assert (key, runs) == (2, [2, 2])
    (chart,) = drawn("extreme")["riwayat"]
    assert chart.drawn(at("kinerja_persen", "riwayat", 2020)) is None
    assert chart.written(at("kinerja_persen", "riwayat", 2020)) == ["kinerja n/a"]


# ---- From one row to sixty, and none ------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 6, 17, 18, 40, 60])
def test_no_row_is_lost_between_the_pages_of_a_chart(count):
    iku = [{"target": 80, "realisasi": 40 + n, "akhir": 100} for n in range(count)]
    charts = agency(iku).charts()

    for kind, besaran in (("capaian", "capaian_persen"), ("kemajuan", "kemajuan_renstra_persen")):
        pages = [Chart(block) for block in charts[kind]]
        found = [m.id for page in pages for m in page.marks() if m.id.startswith(f"{besaran}/")]
        assert found == [at(besaran, f"IKU-{n}") for n in range(1, count + 1)]
        assert len({page.block["key"] for page in pages}) == len(pages)


@each_agency
@each_kind
def test_no_chart_is_higher_than_a_page(name, kind):
    for chart in drawn(name)[kind]:
        assert chart.size[1] <= TALLEST


def test_no_chart_has_more_rows_than_an_eye_can_follow():
    """Forty programmes of one line each would fit on two pages."""
    charts = agency(program=[{"pagu": 10, "realisasi": 9}] * 40).charts()["serapan"]

    for block in charts:
        rows = {mark.id for mark in Chart(block).marks() if mark.id.startswith("serapan_persen/")}
        assert len(rows) <= 18


def test_headings_of_sasaran_count_towards_the_height_of_a_page():
    iku = [{"target": 1, "realisasi": 1, "akhir": 2, "sasaran": f"S-{n}"} for n in range(60)]

    for block in agency(iku).charts()["kemajuan"]:
        assert Chart(block).size[1] <= TALLEST


def test_a_chart_of_several_pages_counts_them():
    titles = [chart.block["title"] for chart in drawn("extreme")["capaian"]]

    assert titles[0].endswith(f"(1/{len(titles)})")
    assert titles[-1].endswith(f"({len(titles)}/{len(titles)})")


@each_kind
def test_a_chart_of_nothing_is_a_visible_gap(kind):
    (block,) = agency().charts()[kind]

    assert block["kind"] == "gap"
    assert block["text"].startswith("belum diisi: ")


@pytest.mark.parametrize("kind", ["capaian", "kemajuan"])
def test_indicators_without_any_value_are_a_gap_too(kind):
    (block,) = agency([{"target": None, "realisasi": None}]).charts()[kind]

    assert block["kind"] == "gap"


# ---- Bytes --------------------------------------------------------------------------------------


@each_agency
def test_a_chart_is_the_same_twice_and_asks_nothing_of_the_network(name):
    first, second = (getattr(chart_sample, name)().charts() for _ in range(2))

    assert first == second
    for blocks in first.values():
        for block in blocks:
            assert re.findall(r'(?:href|src)="(?!#)[^"]*"', block.get("svg", "")) == []


def test_a_name_is_printed_as_it_is_written():
    """Neither markup nor the mathematics of matplotlib, nor a glyph that our typeface lacks."""
    chart = capaian({"nama": "Nilai <b>$x^2$</b> & 数 ✓", "target": 1, "realisasi": 1})

    assert "Nilai <b>$x^2$</b> & 数 ✓" in chart.texts
