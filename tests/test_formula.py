"""Formulas and figures: what is printed is what ran, and the ledger loses nothing."""

import json
import statistics
from decimal import Decimal

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from tables import table

from lkjip_tools.errors import FigureError, FormulaError
from lkjip_tools.figure_lines import MIME_FIGURES, read_figures
from lkjip_tools.formula import (
    Figure,
    FigureList,
    exact_text,
    figure_id,
    formula,
    noted,
    read_figure,
)
from lkjip_tools.records import records


@formula("capaian_persen", rule="rumus_capaian/positif")
def bagian(realisasi: Decimal, target: Decimal) -> Decimal:
    """More is better."""
    return realisasi / target * 100


@formula("capaian_rata_rata_persen")
def rata(nilai: list[Decimal]) -> Decimal:
    """A mean."""
    return sum(nilai, Decimal(0)) / len(nilai)


@formula("capaian_dibatasi_persen")
def terbatas(capaian: Decimal, batas: Decimal) -> Decimal:
    """At most."""
    return min(capaian, batas)


def read(name, value, kode="IKU-1", unit="persen"):
    """A figure that was read."""
    amount = None if value is None else Decimal(str(value))
    return Figure(
        f"{name}/{kode}/2023",
        f"{name.title()} {kode}",
        amount,
        unit,
        f"uji.csv baris 2 kolom {name}",
    )


TARGET, REALISASI = read("target", 73), read("realisasi", "65.22")


def capaian(target=TARGET, realisasi=REALISASI, kode="IKU-1", **more):
    return bagian.figure(kode, 2023, "Nilai SAKIP", realisasi=realisasi, target=target, **more)


# --- the text is read off the code ----------------------------------------------------------


def test_the_expression_is_the_code_that_ran():
    assert bagian.expression == "realisasi / target * 100"
    assert bagian(realisasi=Decimal(3), target=Decimal(4)) == 75


def test_brackets_of_the_code_stay():
    @formula("capaian_persen")
    def cermin(target, realisasi):
        return (target - (realisasi - target)) / target * 100

    assert cermin.expression == "(target - (realisasi - target)) / target * 100"


def test_the_readers_words_stand_for_pythons():
    @formula("capaian_rata_rata_persen")
    def best(nilai):
        return max(nilai) - min(nilai)

    assert rata.expression == "jumlah(nilai) / banyaknya(nilai)"
    assert best.expression == "terbesar(nilai) - terkecil(nilai)"


def test_a_formula_keeps_the_name_and_the_meaning_of_its_function():
    assert (bagian.__name__, bagian.__doc__) == ("bagian", "More is better.")


def test_a_function_of_two_statements_is_refused():
    def two(target):
        """Two steps."""
        double = target * 2
        return double / 100

    with pytest.raises(FormulaError, match="two must be one return expression, to be printed"):
        formula("capaian_persen")(two)


def test_a_function_that_returns_nothing_is_refused():
    def nothing(target):
        return

    with pytest.raises(FormulaError, match="nothing returns nothing"):
        formula("capaian_persen")(nothing)


def test_a_function_that_only_computes_and_forgets_is_refused():
    def forgets(target):
        target * 2

    with pytest.raises(FormulaError, match="forgets must be one return expression"):
        formula("capaian_persen")(forgets)


def test_a_function_that_does_something_besides_is_refused():
    def shows(target):
        """Shows and returns."""
        print(target)
        return target

    with pytest.raises(FormulaError, match="shows must be one return expression"):
        formula("capaian_persen")(shows)


# --- numbers put in, operands kept ----------------------------------------------------------


def test_the_numbers_stand_where_their_names_stood():
    assert capaian().numbers == "65,22 / 73 × 100"


def test_a_negative_number_is_put_in_brackets():
    assert capaian(realisasi=read("realisasi", -5)).numbers == "(−5) / 73 × 100"


def test_a_list_is_summed_term_by_term_and_counted():
    many = [read("capaian_persen", value, f"IKU-{value}") for value in (100, 125, "89.5")]

    figure = rata.figure("instansi", 2023, "instansi", nilai=many)

    assert figure.value == Decimal("314.5") / 3
    assert figure.numbers == "(100 + 125 + 89,5) / 3"
    assert figure.operands == tuple(("nilai", operand) for operand in many)


def test_arguments_are_set_apart_by_a_semicolon_because_the_comma_is_decimal():
    figure = terbatas.figure(
        "IKU-1", 2023, capaian=read("capaian_persen", "89.34"), batas=read("batas", 100)
    )

    assert figure.numbers == "terkecil(89,34; 100)"


def test_a_negative_term_of_a_sum_is_put_in_brackets():
    many = [read("celah", value, f"IKU-{value}") for value in (3, -5)]

    assert rata.figure("instansi", 2023, nilai=many).numbers == "(3 + (−5)) / 2"


def test_a_library_function_is_printed_by_its_own_name():
    @formula("capaian_rata_rata_persen")
    def middle(nilai):
        return statistics.median(nilai)

    many = [read("capaian_persen", value, f"IKU-{value}") for value in (100, 20, "89.5")]
    figure = middle.figure("instansi", 2023, nilai=many)

    assert (figure.expression, figure.value) == ("median(nilai)", Decimal("89.5"))
    assert figure.numbers == "median(100; 20; 89,5)"


def test_a_long_fraction_shows_six_decimals_and_that_there_are_more():
    assert exact_text(Decimal(2) / 3, "persen") == "0,666667… persen"
    assert exact_text(Decimal("1234.5")) == "1.234,5"
    assert exact_text(Decimal("0.00")) == "0"
    assert exact_text(None) == "(kosong)"
    assert exact_text("Tinggi", "predikat") == "Tinggi"


def test_operands_are_kept_with_their_names():
    assert capaian().operands == (("realisasi", REALISASI), ("target", TARGET))
    assert capaian().value == Decimal("65.22") / 73 * 100


def test_id_label_unit_and_rule_come_from_the_declaration():
    figure = capaian()

    assert (figure.id, figure.label) == ("capaian_persen/IKU-1/2023", "Capaian Nilai SAKIP")
    assert (figure.unit, figure.rule) == ("persen", "rumus_capaian/positif")
    assert figure.besaran == "capaian_persen"
    assert figure.source == figure.note == ""


def test_a_policy_may_choose_besaran_rule_unit_and_note():
    figure = capaian(besaran="kinerja_persen", rule="x/y", unit="poin", note="lihat")

    assert figure.id == "kinerja_persen/IKU-1/2023"
    assert (figure.rule, figure.unit, figure.note) == ("x/y", "poin", "lihat")


# --- what cannot be computed is empty, and says why -----------------------------------------


def test_a_missing_operand_leaves_the_figure_empty_and_named():
    figure = capaian(realisasi=read("realisasi", None))

    assert figure.value is None
    assert figure.note == "belum ada: Realisasi IKU-1"
    assert figure.numbers == "(kosong) / 73 × 100"
    assert len(figure.operands) == 2


def test_one_missing_number_in_a_list_leaves_the_sum_empty():
    figure = rata.figure(
        "instansi", 2023, nilai=[read("capaian_persen", 1, "A"), read("capaian_persen", None, "B")]
    )

    assert (figure.value, figure.note) == (None, "belum ada: Capaian_Persen B")


def test_zero_is_a_number_and_not_a_missing_one():
    assert capaian(realisasi=read("realisasi", 0)).value == 0


@pytest.mark.parametrize("realisasi", [0, 5])
def test_a_division_by_zero_leaves_the_figure_empty_and_says_so(realisasi):
    figure = capaian(target=read("target", 0), realisasi=read("realisasi", realisasi), note="tetap")

    assert (figure.value, figure.note) == (None, "pembagi nol; tetap")


def test_the_mean_of_nothing_is_empty():
    figure = rata.figure("instansi", 2023, "instansi", nilai=[])

    assert (figure.value, figure.note) == (None, "tidak ada nilai yang dapat dihitung")


def test_a_besaran_that_nobody_declared_is_refused():
    with pytest.raises(FigureError, match=r"besaran 'capaian' is not declared in besaran\.py"):
        figure_id("capaian", "IKU-1", 2023)


def test_a_figure_is_read_or_computed_never_both():
    with pytest.raises(FigureError, match="x/y/2023 has both a source and a formula"):
        Figure("x/y/2023", "X", Decimal(1), "persen", source="a.csv", expression="b")


def test_a_note_is_added_and_none_is_lost():
    assert noted(noted(TARGET, "satu"), "dua").note == "satu; dua"
    assert TARGET.note == ""


def test_a_cell_becomes_a_figure_that_knows_its_place():
    row = records(table("kinerja", {"dokumen": "uji", "indikator": "IKU-1", "target": 73}))[0]

    target = read_figure("target", "IKU-1", 2023, row, "target", "Nilai SAKIP", "nilai")
    realisasi = read_figure("realisasi", "IKU-1", 2023, row, "realisasi")

    assert target == Figure(
        "target/IKU-1/2023",
        "Target Nilai SAKIP",
        Decimal(73),
        "nilai",
        "kinerja.csv baris 2 kolom target",
    )
    assert (realisasi.value, realisasi.note) == (None, "sel kosong")
    assert realisasi.label == "Realisasi IKU-1"


# --- the explanation, as by hand ------------------------------------------------------------


def test_the_explanation_reads_like_a_calculation_by_hand():
    assert capaian().explain() == (
        "Capaian Nilai SAKIP = realisasi / target × 100\n"
        "  = 65,22 / 73 × 100\n"
        "  = 89,342466… persen  [rumus_capaian/positif]\n"
        "  Realisasi IKU-1 = 65,22 persen  [uji.csv baris 2 kolom realisasi]\n"
        "  Target IKU-1 = 73 persen  [uji.csv baris 2 kolom target]"
    )


def test_the_explanation_goes_as_deep_as_it_is_asked():
    figure = rata.figure("instansi", 2023, "instansi", nilai=[capaian()])

    assert figure.explain(0) == (
        "Rata-rata capaian instansi = jumlah(nilai) / banyaknya(nilai)\n"
        "  = (89,342466…) / 1\n"
        "  = 89,342466… persen"
    )
    assert [line.count("  ") for line in figure.explain(1).splitlines()[3:]] == [1, 2, 3]
    assert "Target" not in figure.explain(1)
    assert "    Target IKU-1 = 73 persen" in figure.explain(2)


def test_the_explanation_of_an_empty_figure_gives_the_reason():
    assert capaian(target=read("target", None)).explain().splitlines()[2:] == [
        "  = tidak dihitung (belum ada: Target IKU-1)  [rumus_capaian/positif]",
        "  Realisasi IKU-1 = 65,22 persen  [uji.csv baris 2 kolom realisasi]",
        "  Target IKU-1 = tidak dihitung  [uji.csv baris 2 kolom target]",
    ]


def test_a_figure_without_a_source_says_so():
    assert Figure("a/b/c", "A", Decimal(1), "buah").explain() == "A = 1 buah  [tanpa sumber]"


# --- the ledger -----------------------------------------------------------------------------


def test_one_line_of_the_ledger_has_these_keys_and_the_value_unrounded():
    record = capaian(note="catatan").to_json()

    assert list(record) == [
        "id",
        "label",
        "nilai",
        "satuan",
        "rumus",
        "operan",
        "sumber",
        "aturan",
        "catatan",
    ]
    assert record["nilai"] == "89.34246575342465753424657534"
    assert record["rumus"] == "capaian_persen = realisasi / target * 100"
    assert record["aturan"] == "rumus_capaian/positif"
    assert record["operan"][0] == {
        "nama": "realisasi",
        "id": "realisasi/IKU-1/2023",
        "label": "Realisasi IKU-1",
        "nilai": "65.22",
        "satuan": "persen",
        "sumber": "uji.csv baris 2 kolom realisasi",
    }


def test_an_operand_that_was_computed_is_named_by_its_id():
    record = rata.figure("instansi", 2023, "instansi", nilai=[capaian()]).to_json()

    assert record["operan"][0]["sumber"] == "capaian_persen/IKU-1/2023"


def test_an_empty_value_stays_empty_and_a_predicate_stays_text():
    empty = capaian(target=read("target", None)).to_json()
    grade = Figure("predikat_capaian/IKU-1/2023", "Predikat", "Tinggi", "predikat").to_json()

    assert empty["nilai"] is None
    assert empty["operan"][1]["nilai"] is None
    assert (grade["nilai"], grade["rumus"]) == ("Tinggi", "")


@given(value=strategies.numbers | st.just(Decimal("1E+3")))
def test_a_value_survives_the_ledger_exactly(value):
    record = json.loads(json.dumps(read("target", value).to_json()))

    assert Decimal(record["nilai"]) == value
    assert "E" not in record["nilai"]


@given(realisasi=strategies.values, target=strategies.positive)
def test_the_operands_and_the_formula_give_the_value_again(realisasi, target):
    figure = capaian(target=read("target", target), realisasi=read("realisasi", realisasi))

    assert eval(figure.expression, {}, {n: f.value for n, f in figure.operands}) == figure.value


def test_the_same_figure_twice_is_one_figure():
    assert len(FigureList([capaian(), capaian()])) == 1


def test_two_different_figures_under_one_id_are_refused():
    other = capaian(realisasi=read("realisasi", 70))

    with pytest.raises(FigureError, match=r"two different figures .* capaian_persen/IKU-1/2023"):
        FigureList([capaian(), other])
    with pytest.raises(FigureError, match="capaian_persen/IKU-1/2023"):
        FigureList([capaian()]) + FigureList([other])


def test_an_id_that_differs_only_in_its_operands_source_is_a_different_figure():
    moved = Figure(TARGET.id, TARGET.label, TARGET.value, TARGET.unit, "lain.csv baris 9")

    with pytest.raises(FigureError):
        FigureList([capaian(), capaian(target=moved)])


def test_a_figure_that_is_not_there_names_the_nearest_one():
    ledger = FigureList([capaian()])

    with pytest.raises(FigureError, match="mungkin maksudnya 'capaian_persen/IKU-1/2023'"):
        ledger["capaian_persen/IKU-1/2032"]
    assert ledger.at("capaian_persen", "IKU-1", 2023) == capaian()
    assert "capaian_persen/IKU-1/2023" in ledger
    assert "capaian_persen/IKU-9/2023" not in ledger


def test_a_ledger_shows_what_was_computed_and_hands_over_all_it_was_computed_from():
    mean = rata.figure("instansi", 2023, "instansi", nilai=[capaian()])

    bundle = FigureList([mean])._repr_mimebundle_()

    assert bundle["text/plain"] == "capaian_rata_rata_persen/instansi/2023 = 89,342466… persen"
    family = (mean, capaian(), REALISASI, TARGET)
    assert read_figures([bundle[MIME_FIGURES]]) == [figure.to_json() for figure in family]


def test_a_figure_that_was_read_tells_its_source_in_the_ledger():
    assert TARGET.to_json()["sumber"] == "uji.csv baris 2 kolom target"
    assert TARGET.to_json()["rumus"] == capaian().to_json()["sumber"] == ""


# --- formulas that a policy bounds or makes conditional -------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "value", "expression"),
    [
        (None, None, "89.34", "realisasi / target * 100"),
        (0, None, "89.34", "terbesar(realisasi / target * 100, 0)"),
        (90, None, "90", "terbesar(realisasi / target * 100, 90)"),
        (-20, 20, "20", "terkecil(terbesar(realisasi / target * 100, -20), 20)"),
    ],
)
def test_a_bounded_formula_computes_and_prints_its_bounds(low, high, value, expression):
    bounds = [None if bound is None else Decimal(bound) for bound in (low, high)]

    bounded = bagian.within(*bounds)
    found = bounded.figure("IKU-1", 2023, realisasi=REALISASI, target=TARGET)

    assert round(found.value, 2) == Decimal(value)
    assert found.expression == bounded.expression == expression


@pytest.mark.parametrize(("mean", "value"), [(100, "89.34"), ("99.99", None), (None, None)])
def test_a_conditional_formula_prints_its_condition_and_keeps_it_as_an_operand(mean, value):
    conditional = bagian.only_if("syarat", Decimal(100))

    found = conditional.figure(
        "IKU-1", 2023, realisasi=REALISASI, target=TARGET, syarat=read("syarat", mean)
    )

    assert found.expression == "realisasi / target * 100 if syarat >= 100 else None"
    assert [name for name, _ in found.operands] == ["realisasi", "target", "syarat"]
    assert (None if found.value is None else str(round(found.value, 2))) == value
    assert "65,22 / 73 × 100 bila " in found.numbers
    assert found.numbers.endswith(" ≥ 100; selain itu tidak dihitung")


def test_counting_nothing_gives_zero_while_the_mean_of_nothing_is_unknown():
    @formula("jumlah_iku_tercapai")
    def reached(capaian):
        return len([nilai for nilai in capaian if nilai >= 100])

    many = [read("capaian_persen", value, f"IKU-{value}") for value in (99, 100, 125)]

    assert reached.figure("instansi", 2023, capaian=[]).value == Decimal(0)
    found = reached.figure("instansi", 2023, capaian=many)
    assert (found.value, found.expression) == (2, "banyaknya(capaian >= 100)")
    assert isinstance(found.value, Decimal)
    assert found.numbers == "banyaknya(99; 100; 125 ≥ 100)"


def test_a_single_figure_shows_its_explanation_and_hands_itself_over():
    bundle = capaian()._repr_mimebundle_()

    assert bundle["text/plain"] == capaian().explain(3)
    assert read_figures([bundle[MIME_FIGURES]]) == [capaian().to_json()]


def test_a_ledger_becomes_a_table_of_exact_values():
    frame = FigureList([TARGET, capaian()]).to_frame()

    assert list(frame.columns) == ["label", "nilai", "satuan", "rumus", "aturan", "catatan"]
    assert frame.loc["target/IKU-1/2023", "nilai"] == 73
    assert frame.loc["capaian_persen/IKU-1/2023", "rumus"] == "realisasi / target * 100"
