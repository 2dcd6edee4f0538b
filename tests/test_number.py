"""Indonesian numbers: the worked cases, and what must hold for any number."""

import contextlib
from decimal import Decimal

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from tables import cases

from lkjip_tools.errors import NumberFormatError
from lkjip_tools.number import (
    format_number,
    format_rupiah,
    round_half_up,
    style_percent,
    to_decimal,
)

CASES = cases("angka")
READ, PRINTED, RUPIAH = (
    [
        pytest.param(case["input"], case["output"], id=case["name"])
        for case in CASES
        if key in case["input"]
    ]
    for key in ("baca", "cetak", "rupiah")
)
places = st.integers(min_value=0, max_value=6)


@pytest.mark.parametrize(("given_", "expected"), READ)
def test_a_cell_is_read_exactly_or_refused_with_a_remedy(given_, expected):
    text, whole = given_["baca"], given_.get("bulat", False)

    if "tolak" in expected:
        with pytest.raises(NumberFormatError) as caught:
            to_decimal(text, whole=whole)
        assert expected["tolak"] in str(caught.value)
    else:
        assert to_decimal(text, whole=whole) == expected["nilai"]


@pytest.mark.parametrize(("given_", "expected"), PRINTED)
def test_a_number_is_printed_as_on_paper(given_, expected):
    assert format_number(Decimal(given_["cetak"]), given_.get("desimal")) == expected["teks"]


@pytest.mark.parametrize(("given_", "expected"), RUPIAH)
def test_an_amount_is_printed_in_the_declared_style(given_, expected):
    assert format_rupiah(Decimal(given_["rupiah"]), given_["gaya"]) == expected["teks"]


def test_every_case_is_used():
    assert len(READ) + len(PRINTED) + len(RUPIAH) == len(CASES)


def test_paper_rounding_differs_from_python_rounding():
    assert [round(x, 2) for x in (0.125, 2.675)] == [0.12, 2.67]
    assert [round_half_up(Decimal(x), 2) for x in ("0.125", "2.675")] == [
        Decimal("0.13"),
        Decimal("2.68"),
    ]


@given(value=strategies.numbers, digits=places)
def test_what_is_printed_is_read_back(value, digits):
    printed = format_number(value, digits)
    rounded = round_half_up(value, digits)

    assert to_decimal(printed, whole=digits == 0) == rounded


@given(value=strategies.rupiah)
def test_an_amount_without_its_rp_is_read_back_from_either_style(value):
    for style, dress in (("resmi_eyd", "Rp"), ("kebiasaan", "Rp. ")):
        assert to_decimal(format_rupiah(value, style).removeprefix(dress), whole=True) == value


@given(value=strategies.numbers, digits=places)
def test_rounding_moves_a_number_by_at_most_half_a_unit_and_halves_away_from_zero(value, digits):
    rounded = round_half_up(value, digits)
    half = Decimal(1).scaleb(-digits) / 2

    assert abs(rounded - value) <= half
    if abs(rounded - value) == half:
        assert abs(rounded) > abs(value)


@given(value=strategies.numbers)
def test_printing_as_needed_keeps_two_decimals_and_no_idle_zero(value):
    printed = format_number(value)

    assert to_decimal(printed, whole="," not in printed) == round_half_up(value, 2)
    assert not ("," in printed and printed.endswith("0"))


@pytest.mark.parametrize(
    ("typed", "resmi", "kebiasaan"),
    [
        ("96,34%", "96,34%", "96,34\u00a0%"),
        ("96,34 %", "96,34%", "96,34\u00a0%"),
        ("96,34\u00a0%", "96,34%", "96,34\u00a0%"),
        ("dari 80 % ke 100%.", "dari 80% ke 100%.", "dari 80\u00a0% ke 100\u00a0%."),
        ("Capaian (%)", "Capaian (%)", "Capaian (%)"),
        ("https://a.id/80%20b", "https://a.id/80%20b", "https://a.id/80%20b"),
    ],
)
def test_a_percent_sign_is_set_in_the_declared_style(typed, resmi, kebiasaan):
    assert style_percent(typed, "resmi_eyd") == resmi
    assert style_percent(typed, "kebiasaan") == kebiasaan


@given(text=st.text(alphabet="0123456789.,-−Rp% ", max_size=14), whole=st.booleans())
def test_a_text_is_a_finite_number_or_refused_never_something_else(text, whole):
    with contextlib.suppress(NumberFormatError):
        value = to_decimal(text, whole=whole)

        assert value.is_finite()
        assert not whole or value == int(value)


@given(thousands=st.integers(1, 999), rest=st.integers(0, 999))
def test_a_lone_dot_is_thousands_only_where_money_or_people_are_counted(thousands, rest):
    text = f"{thousands}.{rest:03}"

    assert to_decimal(text, whole=True) == thousands * 1000 + rest
    with pytest.raises(NumberFormatError, match=rf"{thousands}{rest:03} .* {thousands},{rest:03}"):
        to_decimal(text)
