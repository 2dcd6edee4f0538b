"""Comparing what is printed with what is computed; the kinds of findings and their page."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjip_tools.number import round_half_up
from lkjip_tools.validate.compare import check_recorded, compare, computed, most_alike, printed
from lkjip_tools.validate.kinds import KINDS, finding

DOCS = Path(__file__).parents[1] / "docs" / "findings.md"
PACKAGE = Path(__file__).parents[1] / "lkjip_tools" / "validate"

exact = st.decimals(min_value=-1000, max_value=1000, places=6)


@pytest.mark.parametrize(
    ("tercatat", "hitung", "verdict"),
    [
        ("89.34", "89.342465", "sama"),
        ("0.13", "0.125", "sama"),
        ("0.12", "0.125", "pemotongan"),
        ("61.23", "61.2367", "pemotongan"),
        ("61.24", "61.2367", "sama"),
        ("61.22", "61.2367", "beda"),
        ("100", "99.5", "sama"),
        ("100", "99.4999", "beda"),
        ("20", "20.8333", "pemotongan"),
        ("-20", "-20.8333", "pemotongan"),
        ("0", "0.9", "beda"),
        ("1.00", "1", "sama"),
    ],
)
def test_decimals_of_the_printed_figure_say_how_it_was_rounded(tercatat, hitung, verdict):
    assert compare(Decimal(tercatat), Decimal(hitung)) == verdict


@given(value=exact, places=st.integers(0, 6))
def test_a_correctly_rounded_figure_is_never_a_finding(value, places):
    assert compare(round_half_up(value, places), value) == "sama"


@given(value=exact)
def test_a_figure_agrees_with_itself(value):
    assert compare(value, value) == "sama"


def test_a_printed_figure_keeps_its_decimals_and_a_computed_one_takes_two():
    assert printed(Decimal("18.10")) == "18,10"
    assert computed(Decimal("8.006959"), Decimal("18.10")) == "8,01"
    assert computed(Decimal("8.006959"), Decimal("18.1000")) == "8,0070"
    assert computed(Decimal(100), Decimal("98.18")) == "100"


def test_blanks_are_no_contradiction():
    given_ = {"lokasi": "x", "hal": "x", "rumus": "x", "anjuran": "x"}

    assert check_recorded("serapan_salah", None, Decimal(1), **given_) == []
    assert check_recorded("serapan_salah", Decimal(1), None, **given_) == []


def test_a_cut_off_figure_is_minor_whatever_is_checked():
    (found,) = check_recorded(
        "serapan_salah",
        Decimal("61.23"),
        Decimal("61.2367"),
        lokasi="baris 2",
        hal="Serapan",
        rumus="realisasi / pagu",
        anjuran="Perbaiki.",
    )

    assert (found.kode, found.tingkat) == ("pemotongan", "minor")
    assert (found.nilai_tercatat, found.nilai_hitung) == ("61,23", "61,24")


def test_the_most_alike_name_is_found_despite_misspelling_and_none_where_none_is_near():
    rows = [{"uraian": "Program Penguatan Ideologi Pancasila"}, {"uraian": "Administrasi Umum"}]

    assert most_alike("PENGUATAN IDIOLOGI PANCASILA.", rows) is rows[0]
    assert most_alike("Pengadaan Mebel", rows) is None


def test_docs_list_exactly_the_kinds_with_weight_name_and_meaning():
    listed = re.findall(
        r"^\| `(\w+)` \| (\w+) \| (.+?) \| (.+?) \|$", DOCS.read_text("utf-8"), re.M
    )

    assert [row for row in listed if row[0] in KINDS] == [
        (kode, kind.tingkat, kind.label, kind.arti) for kode, kind in KINDS.items()
    ]


def test_every_kind_is_given_by_some_check_and_every_check_gives_a_known_kind():
    sources = {path.name: path.read_text("utf-8") for path in PACKAGE.glob("*.py")}
    sources["kinds.py"] = (PACKAGE.parent / "response.py").read_text("utf-8")  # where answers meet

    unused = [kode for kode in KINDS if not any(f'"{kode}"' in text for text in sources.values())]

    assert unused == []


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        finding("tidak_ada", "x", "x")
