"""Formulas as text: a program can parse them, a person can read them."""

import ast

import pytest

from lkjip_tools.expression import readable, reader_tree, with_numbers
from lkjip_tools.value import parse_value


@pytest.mark.parametrize(
    ("python", "kept"),
    [
        ("sum(nilai, Decimal(0)) / len(nilai)", "jumlah(nilai) / banyaknya(nilai)"),
        ("max(nilai) - min(nilai)", "terbesar(nilai) - terkecil(nilai)"),
        ("statistics.median(nilai)", "median(nilai)"),
        ("len([x for x in capaian if x >= 100])", "banyaknya(capaian >= 100)"),
    ],
)
def test_a_formula_is_kept_in_the_readers_words_and_can_be_parsed(python, kept):
    tree = reader_tree(ast.parse(python, mode="eval").body)

    assert ast.unparse(tree) == kept
    assert ast.dump(ast.parse(kept, mode="eval").body) == ast.dump(
        ast.parse(ast.unparse(tree), mode="eval").body
    )


@pytest.mark.parametrize(
    ("kept", "read", "numbers"),
    [
        ("a * b - c", "a × b − c", "2 × 3 − 4"),
        ("a * (b - c)", "a × (b − c)", "2 × (3 − 4)"),
        ("a - (b - c)", "a − (b − c)", "2 − (3 − 4)"),
        ("a - (b * c)", "a − b × c", "2 − 3 × 4"),
        ("a / (b * c)", "a / (b × c)", "2 / (3 × 4)"),
        ("(a + b) / c", "(a + b) / c", "(2 + 3) / 4"),
        ("terkecil(a, b)", "terkecil(a; b)", "terkecil(2; 3)"),
        ("terbesar(a * b, -20)", "terbesar(a × b; −20)", "terbesar(2 × 3; −20)"),
        ("a if b > c else c", "a bila b > c; selain itu c", "2 bila 3 > 4; selain itu 4"),
        (
            "a / b if c >= 99.5 else None",
            "a / b bila c ≥ 99,5; selain itu tidak dihitung",
            "2 / 3 bila 4 ≥ 99,5; selain itu tidak dihitung",
        ),
        ("jumlah(many)", "jumlah(many)", "1 + (−2)"),
        ("jumlah(many) / a", "jumlah(many) / a", "(1 + (−2)) / 2"),
        ("banyaknya(many)", "banyaknya(many)", "2"),
        ("banyaknya(many >= a)", "banyaknya(many ≥ a)", "banyaknya(1; −2 ≥ 2)"),
        ("golongan(word)", "golongan(word)", "golongan(Tinggi)"),
        ("batas_bawah(word)", "batas bawah(word)", "batas bawah(Tinggi)"),
    ],
)
def test_people_read_signs_words_and_numbers(kept, read, numbers):
    operands = [("a", "2"), ("b", "3"), ("c", "4"), ("many", "1"), ("many", "-2")]
    given = [(name, parse_value(text)) for name, text in [*operands, ("word", "Tinggi")]]

    assert readable(kept) == read
    assert with_numbers(kept, given) == numbers


def test_a_figure_without_formula_or_operands_has_no_text():
    assert readable("") == with_numbers("", [("a", None)]) == with_numbers("a", []) == ""


def test_what_has_no_readers_form_is_refused():
    with pytest.raises(ValueError, match="no reader's form for"):
        readable("a ** b[0]")
