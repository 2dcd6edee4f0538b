"""Rules as data: worked cases, what must hold for any value, how a wrong file is refused."""

import ast
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjip_tools.errors import RegulationError
from lkjip_tools.regulation import (
    NOT_VERIFIED,
    Cap,
    Measure,
    Scale,
    load_codes,
    load_rule,
    load_scale,
    rule_names,
)
from lkjip_tools.regulation.bracket import BracketEntry, join_brackets
from lkjip_tools.regulation.load import RULES_DIR, _read_rule_file
from lkjip_tools.yaml_file import read_source

END_2023 = date(2023, 12, 31)
CASES = read_source(Path(__file__).parent / "cases" / "skala.yml", RegulationError).data
FILES = {path.stem: path for path in sorted(RULES_DIR.glob("*.yml"))}
VERSIONS = [
    pytest.param(version, id=f"{name}-{version.effective_from}")
    for name, path in FILES.items()
    for version in _read_rule_file(path, 0).versions
]
SCALES = [name for name in FILES if isinstance(load_rule(name, END_2023), Scale)]
LEVEL_A, LEVEL_B = "skala_permendagri_86_2017", "skala_permendagri_86_2017_batas_bawah"
LONGEST_READING = 480  # characters; what says more is two rules, or a remark
WORKSHOP = re.compile(
    r"\bkami\b|alat ini|ingatan|belum terbaca|naskahnya|di bawah ini|\blihat\b|\butir \d|aplikasi"
    r"|Kesbangpol|Inspektorat|LKjIP|\w{2,}/[a-z]|\w_\w",
    re.IGNORECASE,
)

values = st.decimals(min_value=0, max_value=1000, places=6)
near_bounds = st.builds(
    lambda at, off: at + off,
    st.sampled_from(
        [Decimal(n) for n in range(0, 111, 5)] + [Decimal(n) for n in (51, 66, 76, 91)]
    ),
    st.sampled_from([Decimal(text) for text in ("0", "1e-30", "0.004", "0.005", "0.5")]),
)


# --- the worked cases -----------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_case(case):
    given_ = case["input"]
    scale = load_scale(given_["skala"], given_.get("pada", END_2023))

    bracket = scale.classify(Decimal(given_["nilai"]))

    found = {"golongan": bracket.label, "sebutan": bracket.sebutan, "kode": bracket.kode}
    assert {name: found[name] for name in case["output"]} == case["output"]


def test_every_scale_has_a_worked_case():
    assert {case["input"]["skala"] for case in CASES} == set(SCALES)


# --- what must hold for any value -----------------------------------------------------------


@pytest.mark.parametrize("name", SCALES)
@given(value=values | near_bounds)
def test_every_value_has_exactly_one_bracket(name, value):
    scale = load_scale(name, END_2023)

    holding = [bracket for bracket in scale.brackets if value in bracket]

    assert holding == [scale.classify(value)]


@pytest.mark.parametrize("name", SCALES)
@given(pair=st.tuples(values | near_bounds, values | near_bounds))
def test_a_higher_value_never_falls_into_a_lower_bracket(name, pair):
    scale = load_scale(name, END_2023)
    low, high = sorted(pair)

    ranks = [scale.brackets.index(scale.classify(value)) for value in (low, high)]

    assert ranks[0] >= ranks[1]


@given(value=values | near_bounds)
def test_the_two_readings_differ_only_between_the_printed_integers(value):
    label_a = load_scale(LEVEL_A, END_2023).classify(value).label
    label_b = load_scale(LEVEL_B, END_2023).classify(value).label

    in_a_gap = any(low < value < low + 1 for low in (50, 65, 75, 90))

    assert (label_a != label_b) == in_a_gap


@given(
    bounds=st.lists(
        st.decimals(min_value="0.01", max_value=100, places=2), min_size=1, max_size=6, unique=True
    ),
    data=st.data(),
)
def test_brackets_joined_from_one_end_or_both_are_the_same(bounds, data):
    """An end that is left out is the neighbour's."""
    bounds.sort(reverse=True)
    after = [data.draw(st.booleans()) for _ in bounds]
    full = [{"label": str(n)} for n in range(len(bounds) + 1)]
    for n, (bound, above) in enumerate(zip(bounds, after, strict=True)):
        full[n]["above" if above else "at_least"] = bound
        full[n + 1]["up_to" if above else "below"] = bound
    short = [
        {key: end for key, end in entry.items() if key not in ("up_to", "below")} for entry in full
    ]

    joined = [join_brackets([BracketEntry(**entry) for entry in form]) for form in (full, short)]

    assert joined[0] == joined[1]
    assert [bracket.low.at for bracket in joined[0][:-1]] == bounds


def test_a_value_is_classified_unrounded_and_the_doubt_is_named():
    scale = load_scale(LEVEL_A, END_2023)

    assert scale.classify(Decimal("90.004")).label == "Sangat Tinggi"
    assert scale.would_change_when_rounded(Decimal("90.004"))
    assert not scale.would_change_when_rounded(Decimal("90.006"))
    assert scale.would_change_when_rounded(Decimal("90.4"), places=0)


@pytest.mark.parametrize("value", [90.5, Decimal("NaN"), Decimal("Infinity"), None, "90"])
def test_only_finite_decimals_are_classified(value):
    with pytest.raises(TypeError, match="finite Decimals"):
        load_scale(LEVEL_A, END_2023).classify(value)


def test_a_value_below_a_scale_that_begins_at_zero_is_refused():
    with pytest.raises(
        RegulationError, match=r"predikat_akip\.yml: nilai -1 .* golongan terendah 'D'"
    ):
        load_scale("predikat_akip", END_2023).classify(Decimal(-1))


def test_bounds_are_the_printed_ones():
    akip, level = load_scale("predikat_akip", END_2023), load_scale(LEVEL_A, END_2023)

    assert akip.bounds("BB") == (70, 80)
    assert akip.bounds("AA") == (90, 100)
    assert akip.bounds("D") == (0, 30)
    assert level.bounds("Sangat Tinggi") == (90, 100)
    assert level.bounds("Sangat Rendah") == (None, 50)
    with pytest.raises(
        RegulationError, match=r"golongan 'BBB' tidak ada .* mungkin maksudnya 'BB'"
    ):
        akip.bounds("BBB")


def test_an_interval_reads_with_its_ends():
    scale = load_scale("skala_pringsewu", END_2023)

    assert [bracket.interval for bracket in scale.brackets] == [
        "> 105",
        "≥ 95 s.d. ≤ 105",
        "≥ 80 s.d. < 95",
        "≥ 60 s.d. < 80",
        "< 60",
    ]


# --- what every file must say ---------------------------------------------------------------


def test_the_rules_are_these():
    assert rule_names() == [
        "agregasi_triwulan",
        "akun_belanja",
        "batas_capaian",
        "bobot_akip",
        "efisiensi",
        "evaluasi_renja_e81",
        "kinerja_triwulan",
        "lke_pelaporan_88_2021",
        "muatan_lkj_53_2014",
        "nilai_nol_dan_kosong",
        "opini_bpk",
        "pembulatan",
        "predikat_akip",
        "predikat_ke_nilai",
        "rata_rata_capaian",
        "rata_rata_sasaran",
        "reviu_lkj_53_2014",
        "rumus_capaian",
        "skala_100_85_70",
        "skala_lakip_85_70_55",
        "skala_lima_status",
        "skala_memuaskan6",
        "skala_merah_kuning_hijau",
        "skala_permendagri_86_2017",
        "skala_permendagri_86_2017_batas_bawah",
        "skala_pringsewu",
        "skala_wp_eval_sakip",
        "tenggat",
        "urusan_pemerintahan",
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_names_its_source_and_how_we_read_it(version):
    assert version.source.title
    assert version.source.url is None or version.source.url.startswith("https://")
    assert version.reading
    assert version.evidence


@pytest.mark.parametrize("version", VERSIONS)
def test_how_a_rule_is_read_can_stand_in_the_report_of_any_agency(version):
    assert WORKSHOP.findall(version.reading) == []
    assert len(version.reading) <= LONGEST_READING


@pytest.mark.parametrize("version", VERSIONS)
def test_nobody_claims_a_verification_without_the_text(version):
    """Until a person has read the article, the report says so."""
    assert version.verified_on is None or "teks" in version.evidence


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_versions_ascend(path):
    dates = [version.effective_from for version in _read_rule_file(path, 0).versions]

    assert dates == sorted(set(dates))


@pytest.mark.parametrize("name", FILES)
def test_an_unverified_rule_says_so_wherever_it_is_shown(name):
    rule = load_rule(name, END_2023)

    assert rule.verified_on is None
    assert rule.verification == NOT_VERIFIED == "belum diverifikasi"
    for shown in (rule._repr_html_(), rule._repr_markdown_()):
        assert NOT_VERIFIED in shown
        assert rule.label in shown
        assert rule.source.title.split("&")[0] in shown


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_for_reproduction_only_is_never_recommended(version):
    for group in version.groups:
        for choice in version.choices(group).values():
            assert not (choice.anjuran and choice.hanya_reproduksi)


def test_a_scale_is_shown_as_a_compact_table():
    shown = load_scale("predikat_akip", END_2023)._repr_markdown_()

    assert "| Golongan | Sebutan | Nilai | Tercetak pada sumber |" in shown
    assert "| AA | Sangat Memuaskan | &gt; 90 | &gt; 90 - 100 |" in shown
    assert "Sumber: PermenPANRB 88/2021" in shown


# --- the rules themselves -------------------------------------------------------------------


def test_the_version_in_effect_is_the_last_one_not_later_than_the_date():
    assert load_scale(LEVEL_A, date(2016, 12, 31)).source.title.startswith("Permendagri 54/2010")
    assert load_scale(LEVEL_A, date(2017, 12, 31)).source.title.startswith("Permendagri 86/2017")
    assert load_rule("bobot_akip", date(2020, 12, 31)).choice("permenpanrb_12_2015")
    assert load_rule("bobot_akip", date(2021, 1, 1)).choice("permenpanrb_88_2021")


def test_a_rule_before_its_first_version_is_refused():
    with pytest.raises(RegulationError, match=r"tenggat\.yml: .* belum berlaku pada 2009-01-01"):
        load_rule("tenggat", date(2009, 1, 1))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("akun_belanja", {"5": "Belanja Daerah", "5.1.05": "Belanja Hibah"}),
        ("urusan_pemerintahan", {"2.07": "Tenaga kerja", "8.01": "Kesatuan bangsa dan politik"}),
    ],
)
def test_a_national_list_names_its_codes_from_its_first_year_on(name, known):
    codes = load_codes(name, END_2023)

    assert codes.names.items() >= known.items()
    assert NOT_VERIFIED in codes.cited
    assert load_codes(name, date(2020, 12, 31)) is None


def test_the_fields_of_government_are_numbered_through_from_the_first_to_the_thirty_second():
    codes = load_codes("urusan_pemerintahan", END_2023).names
    numbers = [code.partition(".")[2] for code in codes if code[0] in "123" and "." in code]

    assert numbers == [f"{n:02}" for n in range(1, 33)]


@pytest.mark.parametrize(
    ("option", "realisasi", "capaian"),
    [
        ("cermin", 8, "120"),
        ("cermin", 10, "100"),
        ("cermin", 12, "80"),
        ("cermin", 25, "-50"),
        ("cermin", 0, "200"),
        ("rasio", 8, "125"),
        ("rasio", 10, "100"),
        ("rasio", 25, "40"),
        ("selisih", 8, "20"),
        ("selisih", 10, "0"),
        ("selisih", 25, "-150"),
    ],
)
def test_the_printed_formula_gives_the_worked_result(option, realisasi, capaian):
    """Target ten, by the expression the report prints."""
    expression = load_rule("rumus_capaian", END_2023).choice(option).ekspresi

    result = eval(expression, {}, {"target": Decimal(10), "realisasi": Decimal(realisasi)})

    assert result == Decimal(capaian)


def test_every_formula_is_one_expression_over_known_columns():
    known = {"target", "realisasi", "batas_terdekat"}
    for choice in load_rule("rumus_capaian", END_2023).choices().values():
        tree = ast.parse(choice.ekspresi, mode="eval")

        assert ast.unparse(tree.body) == choice.ekspresi
        assert {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} <= known


def test_each_polaritas_has_its_formulas():
    formulas = load_rule("rumus_capaian", END_2023).choices()

    by_polaritas = {polaritas: [] for polaritas in ("positif", "negatif", "rentang")}
    for key, choice in formulas.items():
        by_polaritas[choice.polaritas].append(key)

    assert by_polaritas == {
        "positif": ["positif"],
        "negatif": ["cermin", "cermin_lantai_nol", "rasio", "selisih"],
        "rentang": ["rentang", "rentang_cermin"],
    }
    assert formulas["selisih"].hanya_reproduksi
    assert formulas["cermin_lantai_nol"].lantai == 0


def test_zero_and_empty_have_a_result_and_a_reason():
    cases = load_rule("nilai_nol_dan_kosong", END_2023).choices()

    assert {key: case.hasil for key, case in cases.items()} == {
        "target_kosong": None,
        "realisasi_kosong": None,
        "target_nol_positif": None,
        "target_negatif": None,
        "target_nol_negatif_realisasi_nol": 100,
        "target_nol_negatif_realisasi_ada": 0,
        "realisasi_nol_rasio": 100,
    }
    assert all((case.hasil is None) == (case.bendera != "aturan_nol") for case in cases.values())


@pytest.mark.parametrize(
    ("option", "results"),
    [
        ("tanpa", [90, 100, 115, 200]),
        ("batas_100", [90, 100, 100, 100]),
        ("batas_110_menjadi_120", [90, 100, 120, 120]),
        ("batas_120", [90, 100, 115, 120]),
        ("batas_150", [90, 100, 115, 150]),
    ],
)
def test_a_cap_caps_only_what_lies_above_it(option, results):
    cap = load_rule("batas_capaian", END_2023).choice(option)

    assert isinstance(cap, Cap)
    assert [cap.apply(Decimal(value)) for value in (90, 100, 115, 200)] == results


def test_both_ordinal_maps_rank_the_grades():
    maps = load_rule("opini_bpk", END_2023).choices("peta")

    assert list(maps) == ["opini_bpk", "sakip"]
    assert list(maps["opini_bpk"].urutan) == ["TMP", "TW", "WDP", "WTP"]
    assert maps["sakip"].urutan["B"] / maps["sakip"].urutan["BB"] * 100 == 80


def test_the_sakip_map_ranks_exactly_the_predicates_of_the_scale():
    ranked = load_rule("opini_bpk", END_2023).choice("sakip").urutan

    assert list(ranked) == [
        b.label for b in reversed(load_scale("predikat_akip", END_2023).brackets)
    ]


def test_efficiency_in_words():
    measures = load_rule("efisiensi", END_2023).choices("ukuran")

    assert measures["selisih"].classify(Decimal("5.01")).label == "Efisien"
    assert measures["selisih"].classify(Decimal(5)).label == "Cukup Efisien"
    assert measures["selisih"].classify(Decimal("-5.01")).label == "Tidak Efisien"
    assert measures["banding"].classify(Decimal(0)).label == "Efisien"
    assert measures["banding"].keduanya_nol == "Belum Dilaksanakan"
    assert measures["sisa"].classify(Decimal(1)) is None
    assert measures["sisa"].capaian_minimal == 100


@pytest.mark.parametrize(
    ("efisiensi", "nilai"), [("74.03", 100), ("-74.03", 0), ("-2.97", "42.575")]
)
def test_the_efficiency_score_stays_between_zero_and_one_hundred(efisiensi, nilai):
    """LAKIP Itjen 2019 forgot the clamp and printed 235."""
    measure = load_rule("efisiensi", END_2023).choice("pmk_ne")
    assert isinstance(measure, Measure)

    clamped = measure.jepit.apply(Decimal(efisiensi))

    assert eval(measure.ekspresi, {}, {"efisiensi": clamped}) == Decimal(nilai)


def test_weights_of_88_2021_split_twenty_thirty_fifty():
    for part in load_rule("bobot_akip", END_2023).choice("permenpanrb_88_2021").komponen.values():
        shares = [weight / part.bobot * 100 for weight in part.sub.values()]

        assert shares == [20, 30, 50]


def test_answers_go_down_with_the_grade():
    for variant in load_rule("bobot_akip", END_2023).choices("varian").values():
        for answers in variant.jawaban.values():
            scores = [answer.nilai for answer in answers.values()]

            assert scores == sorted(set(scores), reverse=True)


def test_the_layouts_of_e81_compute_the_same_columns():
    layouts = load_rule("evaluasi_renja_e81", END_2023).choices("tata_letak")
    meanings = {key: _meanings(layout) for key, layout in layouts.items()}
    yearly = {"capaian_renja": "realisasi_renja / target_renja * 100"}

    assert meanings["resmi"] == meanings["berkode"]
    assert meanings["diperluas"] == meanings["resmi"] | yearly
    assert meanings["resmi"] == {
        "realisasi_renja": "realisasi_tw1 + realisasi_tw2 + realisasi_tw3 + realisasi_tw4",
        "realisasi_renstra": "realisasi_renstra_lalu + realisasi_renja",
        "tingkat_capaian_renstra": "realisasi_renstra / target_renstra * 100",
    }
    assert [len(layout.kolom) for layout in layouts.values()] == [15, 16, 16]


def test_the_printed_column_formulas_are_those_of_the_forms():
    layouts = load_rule("evaluasi_renja_e81", END_2023).choices("tata_letak")

    assert layouts["resmi"].detail == "12 = 8 + 9 + 10 + 11; 13 = 6 + 12; 14 = 13 / 5 * 100"
    assert layouts["berkode"].detail == "13 = 9 + 10 + 11 + 12; 14 = 7 + 13; 15 = 14 / 6 * 100"
    assert layouts["diperluas"].detail.endswith("13 = 12 / 7 * 100; 14 = 6 + 12; 15 = 14 / 5 * 100")


def _meanings(layout):
    """The column formulas with keys in the place of numbers; the final `100` is no column."""
    assert [column.nomor for column in layout.kolom] == list(range(1, len(layout.kolom) + 1))
    names = {str(column.nomor): column.kunci for column in layout.kolom}
    return {
        column.kunci: " ".join(names.get(part, part) for part in column.ekspresi.split())
        for column in layout.kolom
        if column.ekspresi
    }


def test_the_seven_items_are_numbered_and_causes_are_left_to_people():
    items = load_rule("muatan_lkj_53_2014", END_2023).choices("butir")

    assert [item.nomor for item in items.values()] == [1, 2, 3, 4, 5, 6, 7]
    assert [key for key, item in items.items() if item.diisi == "manusia"] == [
        "penyebab",
        "program_kegiatan",
    ]
    assert [key for key, item in items.items() if item.bila_ada] == ["standar_nasional"]


@pytest.mark.parametrize(
    ("key", "start", "due"),
    [
        ("lkj_perangkat_daerah", date(2023, 12, 31), date(2024, 2, 29)),
        ("lkj_perangkat_daerah", date(2022, 12, 31), date(2023, 2, 28)),
        ("lkj_pemerintah_daerah", date(2023, 12, 31), date(2024, 3, 31)),
        ("perjanjian_kinerja", date(2024, 1, 5), date(2024, 2, 5)),
        ("perjanjian_kinerja", date(2024, 1, 30), date(2024, 2, 29)),
        ("laporan_triwulan", date(2024, 3, 31), None),
    ],
)
def test_a_deadline_counts_months_to_the_last_day(key, start, due):
    assert load_rule("tenggat", END_2023).choice(key).due(start) == due


# --- how a wrong file or a wrong name is refused --------------------------------------------

HEAD = """\
label: Skala percobaan
kind: scale
versions:
  - effective_from: 2020-01-01
    source: {title: Peraturan Bupati, url: null}
    evidence: [teks]
    verified_on: null
    reading: Tidak ada yang perlu ditafsirkan.
    brackets:
"""


def refused(folder, text, name="percobaan"):
    """Write a rule file, load it, and return the message that refuses it."""
    (folder / f"{name}.yml").write_text(text, "utf-8")
    with pytest.raises(RegulationError) as caught:
        load_rule(name, END_2023, extra_dir=folder)
    assert f"{name}.yml" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            ["{at_least: 91, label: Tinggi}", "{up_to: 90, label: Rendah}"],
            r"baris 11, kolom 9: ada celah antara 'Rendah' dan 'Tinggi'.*≤ 90.*≥ 91",
        ),
        (
            ["{above: 90, label: Tinggi}", "{below: 90, label: Rendah}"],
            r"ada celah antara 'Rendah' dan 'Tinggi'.*< 90.*> 90",
        ),
        (
            ["{at_least: 90, label: Tinggi}", "{up_to: 90, label: Rendah}"],
            r"tumpang tindih antara 'Rendah' dan 'Tinggi'",
        ),
        (
            ["{at_least: 85, label: Tinggi}", "{up_to: 90, label: Rendah}"],
            r"tumpang tindih antara 'Rendah' dan 'Tinggi'",
        ),
        (
            ["{at_least: 50, label: Sedang}", "{at_least: 90, label: Tinggi}", "{label: Rendah}"],
            r"batas 'Sedang' dan 'Tinggi' tidak berurut",
        ),
        (
            ["{label: Tinggi}", "{up_to: 50, label: Sedang}", "{up_to: 90, label: Rendah}"],
            r"batas 'Sedang' dan 'Rendah' tidak berurut",
        ),
        (
            ["{at_least: 90, label: Tinggi}", "{at_least: 90, label: Sedang}", "{label: Rendah}"],
            r"batas 'Tinggi' dan 'Sedang' tidak berurut",
        ),
        (
            ["{at_least: 90, label: Tinggi}", "{label: Tinggi}"],
            r"baris 11, kolom 17: label 'Tinggi' dipakai dua golongan",
        ),
        (
            ["{at_least: 90, up_to: 100, label: Tinggi}", "{label: Rendah}"],
            r"baris 10, kolom 9: golongan tertinggi 'Tinggi' berhenti pada 100",
        ),
        (
            ["{at_least: 90, label: Tinggi}", "{at_least: 1, label: Rendah}"],
            r"golongan terendah 'Rendah' baru mulai dari 1",
        ),
        (
            ["{at_least: 90, label: Tinggi}", "{above: 0, label: Rendah}"],
            r"golongan terendah 'Rendah' baru mulai dari 0",
        ),
        (
            ["{label: Tinggi}", "{label: Rendah}"],
            r"batas antara 'Rendah' dan 'Tinggi' tidak disebut",
        ),
        (
            ["{at_least: 90, above: 90, label: Tinggi}", "{label: Rendah}"],
            r"'Tinggi' menyebut 'at_least' dan 'above' sekaligus",
        ),
        (
            ["{at_least: 90, label: A}", "{at_least: 60, below: 50, label: B}", "{label: C}"],
            r"golongan 'B' kosong",
        ),
        (["{label: Tinggi}"], r"sedikitnya dua golongan"),
    ],
)
def test_a_scale_that_does_not_cover_every_value_once_is_refused(tmp_path, rows, message):
    text = HEAD + "".join(f"      - {row}\n" for row in rows)

    found = refused(tmp_path, text)

    assert re.search(message, found), found


def test_a_scale_is_no_list_of_codes():
    with pytest.raises(RegulationError, match=r"predikat_akip\.yml: .* bukan daftar kode"):
        load_codes("predikat_akip", END_2023)


def test_a_code_without_the_one_above_it_is_refused(tmp_path):
    text = HEAD.replace("kind: scale", "kind: codes").replace("brackets:", "kode:")
    codes = '      "5": {label: Belanja}\n      "5.1.01": {label: Belanja Pegawai}\n'

    found = refused(tmp_path, text + codes)

    assert re.search(r"baris 11, kolom 17: induk '5\.1' tidak ada", found), found


GOOD = HEAD + "      - {at_least: 90.5, label: Tinggi}\n      - {label: Rendah}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "label: Rendah",
            "labl: Rendah",
            "baris 11, kolom 10: kunci 'labl' tidak dikenal; mungkin maksudnya 'label'",
        ),
        (
            "label: Skala",
            "lable: Skala",
            "baris 1, kolom 1: kunci 'lable' tidak dikenal; mungkin maksudnya 'label'",
        ),
        (
            "    reading:",
            "    readings:",
            "kunci 'readings' tidak dikenal; mungkin maksudnya 'reading'",
        ),
        ("title: Per", "titel: Per", "kunci 'titel' tidak dikenal; mungkin maksudnya 'title'"),
        ("    verified_on: null\n", "", "baris 4, kolom 5: kunci 'verified_on' tidak ada"),
        (
            "kind: scale",
            "kind: skala",
            "baris 2, kolom 7: nilai 'kind' tidak dikenal; yang dikenal: 'scale'",
        ),
        ("[teks]", "[hukum]", "yang dikenal: 'teks', 'kode', 'hitung', 'ingatan'"),
        ("[teks]", "[]", "'evidence' kosong"),
        ("[teks]", "teks", "nilai 'evidence' harus daftar"),
        ("2020-01-01", "1 Januari 2020", "baris 4, kolom 21: nilai 'effective_from' harus tanggal"),
        ("2020-01-01", "2020-13-41", "baris 4, kolom 21: '2020-13-41' bukan bilangan atau tanggal"),
        ("90.5", "90,5", "kunci '5' tidak dikenal; tulis desimal dengan titik: 66.5"),
        ("90.5", "'90.5'", "nilai 'at_least' harus bilangan tanpa tanda kutip"),
        ("90.5", ".nan", "'.nan' bukan bilangan"),
        ("label: Tinggi", "label: 5", "nilai 'label' harus teks"),
        (
            "kind: scale",
            "kind: scale\nkind: scale",
            "baris 3, kolom 1: kunci 'kind' sudah ada di baris 2",
        ),
        ("kind: scale", "kind: !!python/name:os.system scale", "tanda '.*' tidak dikenal"),
        ("kind: scale", "kind: &a scale", "jangkar .* tidak dipakai"),
        ("kind: scale", "kind: [scale", "penulisan YAML salah"),
        ("kind: scale", "kind: scale\n\tunit: persen", "baris 3, kolom 1: penulisan YAML salah"),
        ("kind: scale", "? [a, b]\n: scale", "kunci harus satu kata"),
    ],
)
def test_a_faulty_file_names_the_line_and_the_remedy(tmp_path, old, new, message):
    assert old in GOOD

    found = refused(tmp_path, GOOD.replace(old, new, 1))

    assert re.search(message, found), found


@pytest.mark.parametrize(
    "text", ["", "# kosong\n", "hanya teks\n", "- daftar\n", "label: x\nversions: []\n"]
)
def test_a_file_without_content_is_refused(tmp_path, text):
    refused(tmp_path, text)


def test_a_file_that_is_no_utf8_is_refused(tmp_path):
    (tmp_path / "percobaan.yml").write_bytes(b"label: Capai\xe9\n")

    with pytest.raises(RegulationError, match=r"percobaan\.yml: berkas tidak dapat dibaca"):
        load_rule("percobaan", END_2023, extra_dir=tmp_path)


def test_all_faults_are_reported_at_once(tmp_path):
    text = GOOD.replace("    verified_on: null\n", "").replace("90.5", "'90.5'")

    assert len(refused(tmp_path, text).splitlines()) == 2


def test_versions_out_of_order_are_refused(tmp_path):
    newer_first = GOOD + GOOD.split("versions:\n")[1].replace("2020", "2019")

    found = refused(tmp_path, newer_first)

    assert "baris 12, kolom 21: versi harus berurut dari yang tertua: 2019-01-01" in found


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("bobot_akip", "bobot: 25", "bobot: 26", "bobot komponen berjumlah 101, seharusnya 100"),
        (
            "bobot_akip",
            "pemenuhan: 6,",
            "pemenuhan: 7,",
            "sub-bobot 'perencanaan' berjumlah 31, seharusnya 30",
        ),
        ("opini_bpk", "TW: 2", "TW: 1", "'TMP' dan 'TW' harus berurut naik"),
        (
            "batas_capaian",
            "menjadi: 120",
            "menjadi: null",
            "isi 'di_atas' dan 'menjadi' bersama-sama",
        ),
        ("efisiensi", "above: 5", "above: 6", "ada celah antara 'Cukup Efisien' dan 'Efisien'"),
        ("rumus_capaian", "lantai: 0", "lantai: nol", "nilai 'lantai' harus bilangan"),
        ("tenggat", "bulan: 2", "bulan: 2.5", "nilai 'bulan' harus bilangan bulat"),
    ],
)
def test_a_wrong_number_in_a_rule_is_refused(tmp_path, name, old, new, message):
    text = FILES[name].read_text("utf-8")
    assert old in text

    found = refused(tmp_path, text.replace(old, new, 1), name=f"{name}_salah")

    assert message in found


def test_numbers_are_read_exactly(tmp_path):
    (tmp_path / "percobaan.yml").write_text(
        GOOD.replace("90.5", "90.10000000000000000001"), "utf-8"
    )

    bound = load_scale("percobaan", END_2023, extra_dir=tmp_path).bounds("Tinggi")[0]

    assert bound == Decimal("90.10000000000000000001")


def test_an_edited_file_is_read_again(tmp_path):
    path = tmp_path / "percobaan.yml"
    for number, bound in enumerate(("90.5", "80.5")):
        path.write_text(GOOD.replace("90.5", bound), "utf-8")
        os.utime(path, ns=(number, number))

        scale = load_scale("percobaan", END_2023, extra_dir=tmp_path)

        assert scale.bounds("Tinggi")[0] == Decimal(bound)


def test_an_agency_rule_stands_beside_the_others(tmp_path):
    (tmp_path / "skala_bupati.yml").write_text(GOOD, "utf-8")

    assert "skala_bupati" in rule_names(tmp_path)
    assert rule_names(tmp_path / "tidak_ada") == rule_names()
    assert (
        load_scale("skala_bupati", END_2023, extra_dir=tmp_path).classify(Decimal(91)).label
        == "Tinggi"
    )


@pytest.mark.parametrize("name", ["predikat_akip.yml", "predikat_akip.yaml"])
def test_a_name_that_exists_twice_is_an_error_never_an_override(tmp_path, name):
    (tmp_path / name).write_text(GOOD, "utf-8")

    with pytest.raises(
        RegulationError, match=r"'predikat_akip' ada dua kali: .* dan .*predikat_akip"
    ):
        load_rule("rumus_capaian", END_2023, extra_dir=tmp_path)


def test_an_unknown_rule_names_the_nearest_known_one():
    with pytest.raises(RegulationError, match="mungkin maksudnya 'skala_permendagri_86_2017'"):
        load_scale("permendagri_86_2017", END_2023)


def test_an_unknown_option_names_the_nearest_known_one():
    with pytest.raises(
        RegulationError, match=r"pilihan 'cermim' tidak ada .* mungkin maksudnya 'cermin'"
    ):
        load_rule("rumus_capaian", END_2023).choice("cermim")


def test_an_unknown_group_of_options_is_refused():
    with pytest.raises(
        RegulationError, match=r"tidak punya pilihan 'baris'; mungkin maksudnya 'baris_bawah'"
    ):
        load_rule("evaluasi_renja_e81", END_2023).choices("baris")


def test_a_rule_that_is_no_scale_cannot_be_loaded_as_one():
    with pytest.raises(RegulationError, match=r"'tenggat' bukan skala \(kind: deadline\)"):
        load_scale("tenggat", END_2023)


def test_a_rule_shown_in_a_notebook_says_the_same_wherever_the_package_lies():
    assert str(RULES_DIR) not in repr(load_rule("skala_permendagri_86_2017", END_2023))
