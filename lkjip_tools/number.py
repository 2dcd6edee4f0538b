"""Indonesian numbers to `Decimal` and back. Nothing else in the package rounds.

`1.234.567,89` is one million and so on. A lone dot is a thousands mark, and only where a column
holds money or counts; anywhere else `1.234` could be two numbers and is refused.
Source: PUEBI/EYD, see `docs/data-dictionary.md`.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from lkjip_tools.errors import NumberFormatError

_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_PLAIN = re.compile(r"-?[0-9]+(,[0-9]+)?")
_LONE_DOT = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_DRESSED = re.compile(r"(?:Rp\.?\s*)?(-?[0-9.,]*[0-9])(?:,-|\s*%|\s+[^\W\d]+)?", re.IGNORECASE)
_PERCENT_SIGN = re.compile(r"(?<=\d)[ \u00a0\u202f]*%(?!\w)")
DIGITS, DECIMALS = 18, 10  # before and after the comma; the whole state budget has sixteen
_TOO_LARGE = Decimal(10) ** DIGITS
_SHOWN = 40
NIHIL, MINUS = "-", "−"
_WIDE = Context(prec=200)  # a quotient of such numbers can be longer than the usual 28 digits


def to_decimal(text: str, *, whole: bool = False) -> Decimal:
    """Read a number in Indonesian format, exactly.

    Args:
        text: `1.234,5`, `1234,5`, or `-` for nihil (zero); a minus is `-` or, as printed, `−`.
        whole: The column holds money or counts, so `1.234` is one thousand two hundred
            thirty-four and decimals other than zeros are refused.

    Raises:
        NumberFormatError: Not a number, or one that could be read in two ways.
    """
    text = text.strip().replace(MINUS, "-")
    if text == NIHIL:
        return Decimal(0)
    if not whole and _LONE_DOT.fullmatch(text):
        raise NumberFormatError(
            f"'{text}' bermakna ganda: tulis {text.replace('.', '')} bila ribuan, "
            f"{text.replace('.', ',')} bila desimal"
        )
    if not (_GROUPED.fullmatch(text) or _PLAIN.fullmatch(text)):
        raise NumberFormatError(f"'{text}' bukan bilangan berformat Indonesia{_hint(text)}")
    value = Decimal(text.replace(".", "").replace(",", "."))
    if abs(value) >= _TOO_LARGE or -int(value.as_tuple().exponent) > DECIMALS:
        raise NumberFormatError(
            f"'{text[:_SHOWN]}' terlalu panjang: paling banyak {DIGITS} angka di depan koma dan "
            f"{DECIMALS} di belakangnya; periksa apakah dua angka tertempel"
        )
    if whole and value != value.to_integral_value():
        raise NumberFormatError(f"'{text}' harus bilangan bulat: rupiah utuh atau cacahan")
    return value


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round as on paper: 0.125 is 0.13. The only rounding in the package."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def cut_off(value: Decimal, places: int) -> Decimal:
    """Leave out what stands behind a number of decimals, as those do who do not round."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN, _WIDE)


def format_number(value: Decimal, places: int | None = None) -> str:
    """Print a number in Indonesian format.

    Args:
        value: The exact number.
        places: Decimals printed, rounded half up; `None` prints all the number has, up to two,
            without trailing zeros.
    """
    if places is None:
        rounded = round_half_up(value, 2)
        places = max(0, -int(rounded.normalize().as_tuple().exponent))
    rounded = round_half_up(value, places)
    if rounded == 0:
        rounded = abs(rounded)
    english = f"{rounded:,.{places}f}"
    return english.translate(str.maketrans(",.-", f".,{MINUS}"))


def format_rupiah(value: Decimal, style: str = "resmi_eyd") -> str:
    """Print an amount: `Rp5.000` (`resmi_eyd`) or `Rp. 5.000,00` (`kebiasaan`)."""
    if style == "kebiasaan":
        return f"Rp. {format_number(value, 2)}"
    digits = format_number(value, 0)
    return f"{MINUS}Rp{digits[1:]}" if digits.startswith(MINUS) else f"Rp{digits}"


def is_percent_unit(unit: str | None) -> bool:
    """Say whether a unit, as an agency types it, is percent.

    >>> is_percent_unit("Persen"), is_percent_unit("%"), is_percent_unit("poin")
    (True, True, False)
    """
    return (unit or "").strip().casefold() in ("persen", "%")


def style_percent(text: str, style: str) -> str:
    """Set every percent sign of a text: `96,34%` (`resmi_eyd`) or `96,34 %` (`kebiasaan`).

    The space does not break. A document has one style, also where an agency typed another.
    """
    if "%" not in text:
        return text
    return _PERCENT_SIGN.sub("\u00a0%" if style == "kebiasaan" else "%", text)


def _hint(text: str) -> str:
    """Say what to write instead, but only where nothing but the dress is wrong."""
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", text):
        return f"; pemisah desimal adalah koma: {text.replace('.', ',')}"
    found = _DRESSED.fullmatch(text)
    if found and found[1] != text and (_GROUPED.fullmatch(found[1]) or _PLAIN.fullmatch(found[1])):
        return f"; tulis angkanya saja: {found[1]}"
    return "; tulis seperti 1.234.567,89; nihil ditulis -"
