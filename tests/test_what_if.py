"""What follows when a cell says something else: exactly what a report of that cell would say."""

import re
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tables import INSTANSI, ROOT, TAHUN, sample, sample_project, sample_tables

from lkjip_tools.calculate.everything import figures_all
from lkjip_tools.calculate.what_if import what_if
from lkjip_tools.errors import FigureNotFoundError, InputError, RegulationError
from lkjip_tools.params import read_params
from lkjip_tools.place import Place
from lkjip_tools.schema import number_columns
from lkjip_tools.source import RawCells

REALISASI = f"realisasi/IKU-1/{TAHUN}"
PARAMS = read_params(INSTANSI, ROOT)
FAMILY = {member.id: member for figure in sample() for member in figure.family()}
#: Every number of the data that something is computed from, or printed.
READ = [
    figure
    for figure in FAMILY.values()
    if (place := Place.parse(figure.source)) and place.column in number_columns(place.table)
]


def follow(changes, tables=None):
    return what_if(changes, tables or sample_tables(), PARAMS, TAHUN, ROOT)


def values(figures):
    return {figure.id: figure.value for figure in figures}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return sample_project(tmp_path_factory.mktemp("seandainya") / "proyek")


def report_with(project, figure, value):
    """The figures of a report whose file says another number, read and computed anew."""
    place = Place.parse(figure.source)
    path, before = project.path(place.table), project.path(place.table).read_text("utf-8")
    rows = before.splitlines(keepends=True)
    old = RawCells(project.root).text(place)
    new = "" if value is None else format(value, "f").replace(".", ",")
    cells = split(rows[place.row - 1])
    at = split(rows[0]).index(place.column)
    assert unquoted(cells[at]) == old
    cells[at] = f'"{new}"'
    rows[place.row - 1] = ",".join(cells) + "\n"
    path.write_text("".join(rows), "utf-8")
    try:
        edited = project.read(place.table)
    finally:
        path.write_text(before, "utf-8")
    return figures_all(sample_tables() | {place.table: edited}, PARAMS, TAHUN, ROOT)


def split(line):
    """The cells of a line, quotes and all."""
    return re.findall(r'(?:^|,)("(?:[^"]|"")*"|[^,]*)', line.rstrip("\n"))


def unquoted(cell):
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


# ---- Nothing moves but what depends on it -------------------------------------------------------


@given(figure=st.sampled_from(READ))
@settings(max_examples=8, deadline=None)
def test_an_unchanged_number_gives_an_identical_ledger(figure):
    found = follow({figure.id: figure.value})

    assert len(found) == 0
    assert list(found.after) == list(found.before) == list(sample())


@given(
    figure=st.sampled_from(READ),
    value=st.none() | st.integers(0, 10**9).map(Decimal),
)
@settings(max_examples=20, deadline=None, phases=[Phase.reuse, Phase.generate])
def test_it_equals_a_report_of_the_edited_file(project, figure, value):
    """Whatever number of the data is changed, and to whatever: zero and blank too."""
    found = follow({figure.id: value})

    assert list(found.after) == list(report_with(project, figure, value))


def test_every_number_of_the_tables_that_something_depends_on_can_be_changed():
    """Taken together: each change moves at least the figure itself."""
    moved = [figure.id for figure in READ[:: max(1, len(READ) // 15)] if figure.id in sample()]

    for id in moved:
        value = (FAMILY[id].value or Decimal(0)) + 1
        assert id in values(item.figure for item in follow({id: value}).moved), id


def test_only_what_depends_on_the_number_moves():
    found = follow({REALISASI: Decimal(70)})

    moved = {item.figure.id for item in found.moved}
    assert REALISASI in moved
    assert f"capaian_persen/IKU-1/{TAHUN}" in moved
    assert f"predikat_capaian/IKU-1/{TAHUN}" in moved
    assert f"capaian_rata_rata_persen/instansi/{TAHUN}" in moved
    for id in moved - {REALISASI}:
        kin = {member.id for member in found.after[id].family()}
        counted = id.startswith("jumlah_iku")
        assert REALISASI in kin or counted, id
    assert not any("serapan" in id or "IKU-2" in id for id in moved)


def test_the_tables_stay_as_they_are():
    before = sample_tables()["kinerja"].copy(deep=True)

    follow({REALISASI: None})

    assert sample_tables()["kinerja"].equals(before)


# ---- The rules are chosen anew ------------------------------------------------------------------


def test_a_target_that_becomes_zero_is_settled_by_the_rule_for_zeros():
    found = follow({f"target/IKU-1/{TAHUN}": 0}).after.at("capaian_persen", "IKU-1", TAHUN)

    assert (found.value, found.rule) == (None, "nilai_nol_dan_kosong/target_nol_positif")


def test_a_blank_gives_way_to_the_next_document():
    """The second document has IKU-1 at 65,22 too."""
    assert follow({REALISASI: None}).after[REALISASI].value == Decimal("65.22")
    assert "baris 58" not in follow({REALISASI: None}).after[REALISASI].source


def test_money_left_over_becomes_efficiency_when_the_target_is_reached():
    found = follow({REALISASI: Decimal(73)}).after.at("efisiensi_persen", "8.01.01", TAHUN)

    assert round(found.value, 2) == Decimal("8.01")


def test_several_cells_change_together():
    found = follow({REALISASI: 73, f"target/IKU-2/{TAHUN}": 50}).after

    assert found.at("capaian_persen", "IKU-1", TAHUN).value == 100
    assert found.at("capaian_persen", "IKU-2", TAHUN).value == 200


def test_a_grade_may_be_another_grade():
    grade = "predikat_tercatat/IKU-1-target_akhir/2026"

    found = follow({grade: "BB"}).after

    assert found.at("target_akhir", "IKU-1", 2026).value == 70


# ---- What is shown ------------------------------------------------------------------------------


def test_a_notebook_sees_before_after_and_the_difference():
    found = follow({REALISASI: Decimal(70)})

    row = found.to_frame().loc[f"capaian_rata_rata_persen/S-1/{TAHUN}"]
    assert row["menjadi"] - row["semula"] == row["selisih"] > 3
    assert "capaian_persen/IKU-1/2023: 89,342466… → 95,890411…" in repr(found)
    html = found._repr_html_()
    assert "<caption><span>Angka yang berubah</span></caption>" in html
    assert "95,890411…" in html
    assert "Sangat Tinggi" in html


def test_where_nothing_moves_that_is_said():
    assert repr(follow({})) == "tidak ada angka yang berubah"
    assert "Tidak ada angka yang berubah" in follow({})._repr_html_()


# ---- What cannot be changed ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"realisasi/IKU-11/2023": 1}, FigureNotFoundError, "yang terdekat: realisasi/IKU-1/2023"),
        (
            {f"capaian_persen/IKU-1/{TAHUN}": 90},
            InputError,
            "tidak dibaca dari sel data.*ubah operannya: target/IKU-1/2023, realisasi/IKU-1/2023",
        ),
        ({f"iku/IKU-1/{TAHUN}": "IKU-9"}, InputError, "adalah kode"),
        ({REALISASI: 70.5}, InputError, r"harus bilangan, misalnya Decimal\('70'\), bukan 70.5"),
        ({REALISASI: "70"}, InputError, "harus bilangan"),
        (
            {"predikat_tercatat/IKU-1-target_akhir/2026": Decimal(80)},
            InputError,
            "harus teks, misalnya 'BB'",
        ),
        (
            {"predikat_tercatat/IKU-1-target_akhir/2026": "ZZ"},
            RegulationError,
            "golongan 'ZZ' tidak ada",
        ),
    ],
)
def test_what_is_no_cell_or_no_value_of_it_is_refused(changes, error, message):
    with pytest.raises(error, match=message):
        follow(changes)
