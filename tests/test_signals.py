"""Signals on worked cases: given where they must be, and silent next to it."""

from decimal import Decimal

import pytest
from tables import INSTANSI, ROOT, TAHUN
from test_store import put

from lkjip_tools.explore import digits, forecast, signals
from lkjip_tools.explore.signals import COLUMNS, SIGNALS
from lkjip_tools.explore.source import compute_rows
from lkjip_tools.store.rows import fixed
from lkjip_tools.store.tables import TABLES

D = Decimal
PLACES = TABLES["indikator"].names


def indicator(kode, tahun, target, realisasi, **other):
    """A row of table `indikator`."""
    values = {
        "instansi": "uji", "tahun": tahun, "kode": kode, "indikator": f"Indikator {kode}",
        "jenis": "iku", "sasaran": "S-1", "satuan": "persen", "polaritas": "positif",
        "agregasi": "akhir", "target": fixed(D(target)), "realisasi": fixed(D(realisasi)),
        "capaian_persen": fixed(D(realisasi) / D(target) * 100), "tahun_akhir": 2026,
    }  # fmt: skip
    values |= {name: fixed(D(value)) if isinstance(value, str | int) and name != "polaritas"
               else value for name, value in other.items()}  # fmt: skip
    return tuple(values.get(name) for name in PLACES)


def series(kode, tahun, **values):
    return [("uji", tahun, kode, besaran, year, fixed(D(value)), None)
            for besaran, (year, value) in values.items()]  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """A project whose reports a test writes: `write(2023, indikator=[…], deret=[…])`."""
    for name in ("params", "data"):
        (tmp_path / name).mkdir()

    def write(tahun, **tables):
        put(tmp_path / "outputs", "uji", tahun, {name: tables.get(name, []) for name in TABLES})
        return tmp_path

    return write


def given(root, sinyal):
    found = signals("uji", root=root, sinyal=sinyal)
    return list(zip(found["tahun"], found["kode"], strict=True))


def test_every_signal_of_the_sample_has_a_reason_and_a_known_name():
    found = signals(INSTANSI, TAHUN, root=ROOT)

    assert tuple(found.columns) == COLUMNS
    assert set(found["sinyal"]) <= set(SIGNALS)
    assert all(found["alasan"])


@pytest.mark.parametrize(
    ("polaritas", "target", "before", "told"),
    [
        ("positif", 80, "95", True),
        ("positif", 95, "95", False),
        ("negatif", 20, "15", True),
        ("negatif", 15, "20", False),
        ("rentang", 80, "95", False),
    ],
)
def test_a_target_easier_than_what_was_reached(project, polaritas, target, before, told):
    row = indicator("IKU-1", 2023, target, 90, polaritas=polaritas, realisasi_lalu=before)
    root = project(2023, indikator=[row])

    assert given(root, "target_di_bawah_realisasi_lalu") == [(2023, "IKU-1")] * told


@pytest.mark.parametrize(("same", "told"), [(5, True), (4, True), (3, False)])
def test_a_copied_column_is_told_from_a_few_equal_values(project, same, told):
    rows = [indicator(f"IKU-{n}", 2023, 80, 80 if n < same else 70 + n) for n in range(5)]
    root = project(2023, indikator=rows)

    assert given(root, "kolom_disalin") == [(2023, "instansi")] * told


def test_four_indicators_are_no_column(project):
    root = project(2023, indikator=[indicator(f"IKU-{n}", 2023, 80, 80) for n in range(4)])

    assert given(root, "kolom_disalin") == []


@pytest.fixture
def years(project):
    """Realisasi of 2018 onwards, each in the report of its year."""

    def write(*values, target_akhir=None, target=100):
        for tahun, value in enumerate(values, 2018):
            deret = series("IKU-1", tahun, realisasi=(tahun, value),
                           capaian_persen=(tahun, D(value) / target * 100))  # fmt: skip
            other = {} if target_akhir is None else {"target_akhir": str(target_akhir)}
            row = indicator("IKU-1", tahun, target, value, **other)
            if target_akhir is not None:
                deret += series("IKU-1", tahun, target_akhir=(2026, target_akhir))
            root = project(tahun, indikator=[row], deret=deret)
        return root

    return write


def test_a_line_that_does_not_reach_the_end_target(years):
    root = years(60, 61, 62, 63, 64, target_akhir=90)

    assert (2022, "IKU-1") in given(root, "target_akhir_di_luar_jangkauan")
    found = forecast("uji", root=root).iloc[0]
    assert (found["ramalan"], found["bawah"], found["atas"]) == (68, 68, 68)
    assert found["contoh"] == 5


def test_a_line_that_reaches_the_end_target(years):
    root = years(60, 64, 68, 72, 76, target_akhir=90)

    assert given(root, "target_akhir_di_luar_jangkauan") == []


def test_two_years_are_not_drawn_on(years):
    found = forecast("uji", root=years(60, 61, target_akhir=90)).iloc[0]

    assert found["ramalan"] is None
    assert "paling sedikit 3" in found["alasan"]


@pytest.mark.parametrize(("last", "told"), [("99", True), ("68.2", False)])
def test_a_sudden_jump_after_four_years(years, last, told):
    root = years("60", "62.1", "63.9", "66", last)

    assert given(root, "lompatan") == [(2022, "IKU-1")] * told


def test_a_jump_after_three_years_is_no_evidence(years):
    assert given(years("60", "62", "64", "99"), "lompatan") == []


@pytest.mark.parametrize(("values", "told"), [((80, 80, 80), [2020]), ((80, 80, 81), [])])
def test_exactly_a_hundred_percent_every_year(years, values, told):
    root = years(*values, target=80)

    assert [year for year, _ in given(root, "selalu_tepat_100")] == told


@pytest.mark.parametrize(
    ("capaian", "serapan", "told"),
    [
        (110, 60, "capaian_jauh_di_atas_serapan"),
        (60, 98, "serapan_jauh_di_atas_capaian"),
        (99, 75, None),
    ],
)
def test_result_without_spending_and_spending_without_result(project, capaian, serapan, told):
    money = ("uji", 2023, "1.01.01", "program", "Program", "S-1",
             *(fixed(D(it)) for it in (100, serapan, 100 - serapan, serapan)))  # fmt: skip
    root = project(2023, sasaran=[("uji", 2023, "S-1", "Sasaran", fixed(D(capaian)))],
                   anggaran=[money])  # fmt: skip
    found = signals("uji", root=root)

    assert list(found["sinyal"]) == [told] * (told is not None)


def test_too_few_numbers_are_refused_in_words():
    found = digits(INSTANSI, TAHUN, root=ROOT)

    assert not any(found["mencolok"])
    assert all("contoh terlalu kecil" in told for told in found["alasan"])


def test_the_rows_of_the_tests_are_those_of_the_store():
    assert len(indicator("x", 2023, 1, 1)) == len(
        compute_rows(INSTANSI, TAHUN, ROOT)["indikator"][0]
    )
