"""Findings of one run agree: what they rest on gives what they expect, and none is called wrong."""

import random
import re
from collections import Counter
from functools import cache

import pytest
from audit_report import clean_report
from test_audit_contoh import NASKAH
from test_audit_planted import (
    audited,
    of_kind,
    slipped,
    stale_year,
    sum_for_mean,
    swapped_columns,
    wrong_base,
)

from lkjip_tools.audit.interval import Interval, evaluate
from lkjip_tools.audit.printed import Place, numbers_in

SLIPS, SEEDS = 80, range(200, 204)
FACTS = ("beda_fakta", "hampir_sama", "kalimat_tabel")
SUMS = ("jumlah", "jenjang", "triwulan", "jumlah_kalimat")


@cache
def sample():
    return audited(NASKAH.read_text("utf-8"))


@cache
def planted():
    rng = random.Random(2025)
    reports = [clean_report(seed) for seed in range(600, 608)]
    texts = []
    for n in range(SLIPS):
        report = reports[n % len(reports)]
        mark = rng.choice(report.marks)
        texts.append(report.replaced(mark, slipped(mark.text, rng)))
    for plant in (swapped_columns, sum_for_mean, wrong_base, stale_year):
        texts += [plant(clean_report(seed), rng)[0] for seed in SEEDS]
    return [audited(text) for text in texts]


def audits():
    return [sample(), *planted()]


def number(text):
    return next(numbers_in(text, Place(0, 1, 1)))


def operand(text):
    """An operand as a finding tells it: its name, and its number."""
    name, _, rest = text.split(" (baris")[0].rpartition(" = ")
    return name, number(rest)


def recomputed(check):
    """What the operands a finding tells give by the formula it tells; `None` where neither can."""
    given = [operand(text) for text in check.operan]
    values = [printed.value for _, printed in given]
    words = check.rumus
    if check.jenis in ("rata_rata", "simpulan") and words.startswith("rata-rata"):
        return sum(values) / len(values) if "," not in words else None
    if check.jenis in SUMS and values:
        return sum(values)
    if check.jenis == "banyaknya":
        low, high = (number(word).value for word in re.findall(r"\d[\d.]*", words))
        return sum(low < value <= high for value in values)
    if check.jenis in ("persen_kalimat", "perubahan"):
        return evaluate(in_numbers(words, given), {})
    if check.jenis == "rumus_kolom":
        named = {f"k{name.split()[1]}": printed.value for name, printed in given}
        return evaluate(in_columns(words), named)
    if check.jenis in ("capaian", "serapan", "bagian", "sisa"):
        named = {name.split()[0]: printed.value for name, printed in given}
        return evaluate(words.split(": ")[-1], named)
    return None


def in_numbers(words, given):
    """`Rp. 12.000,- / 34.000 × 100` with the numbers of the operands, which are all it names."""
    formula = words.removesuffix(" (poin)")
    for text in sorted({printed.text for _, printed in given}, key=len, reverse=True):
        assert text in formula
        formula = formula.replace(text, f" {number(text).as_whole().value:f} ")
    return formula.replace("×", "*").replace("−", "-").strip()


def in_columns(words):
    formula = re.sub(r"100\s*%?$", "100", words.split("=", 1)[1].strip()).replace("x", "*")
    return re.sub(r"\b(\d{1,2})\b(?!\d)", r"k\1", formula).replace("k100", "100")


def meets(printed, other):
    return Interval.printed(printed.value, printed.decimals).meets(
        Interval.printed(other.value, other.decimals)
    )


@pytest.mark.parametrize("which", ["contoh", "ditanam"])
def test_the_operands_of_a_finding_give_what_it_expects(which):
    kinds = Counter()
    for audit in [sample()] if which == "contoh" else planted():
        for check in audit.findings:
            where = (check.place.line, check.jenis, check.operan, check.rumus, check.hitung)
            if check.jenis in FACTS and check.nilai is not None:
                right = number(check.hitung)
                assert check.operan, where
                assert all(meets(operand(text)[1], right) for text in check.operan), where
                kinds[check.jenis] += 1
            elif check.jenis not in FACTS and (value := recomputed(check)) is not None:
                right = number(check.hitung.replace("−", "-"))
                unit = 10**-right.decimals
                assert abs(float(value) - float(right.value)) <= unit, (*where, value)
                kinds[check.jenis] += 1

    expected = {
        "contoh": {"beda_fakta": 15, "kalimat_tabel": 14, "rata_rata": 5, "simpulan": 1}
        | {"persen_kalimat": 6, "capaian": 3, "jumlah": 4, "jenjang": 1, "perubahan": 1}
        | {"hampir_sama": 4, "banyaknya": 1, "rumus_kolom": 1},
        "ditanam": {"jenjang": 10, "serapan": 10, "sisa": 5, "capaian": 5, "triwulan": 5}
        | {"rata_rata": 3, "persen_kalimat": 3, "beda_fakta": 10},
    }[which]
    assert {kind: n for kind, n in expected.items() if kinds[kind] < n} == {}, kinds


def test_what_a_finding_rests_on_is_among_the_operands_it_tells():
    for audit in audits():
        for check in audit.findings:
            told = " ".join(check.operan)
            for printed in check.numbers if "(baris" in told else ():
                assert printed.text in told, (check.place.line, check.jenis, printed.text, told)


def test_no_finding_rests_on_what_another_calls_wrong_without_saying_so():
    resting = 0
    for audit in audits():
        accused = {c.printed.place: c for c in audit.findings if c.printed}
        for check in audit.findings:
            for printed in (*check.numbers, *check.setara):
                other = accused.get(printed.place)
                if other is None or other is check:
                    continue
                resting += 1
                said = [c for c in check.sebab if "sendiri dipersoalkan" in c]
                assert len(said) == 1, (check.place, printed)
                assert f"{printed.text} (baris {printed.place.line}" in said[0]

    assert resting > 50


def test_no_two_findings_accuse_each_other():
    for audit in audits():
        accused = {c.printed.place: c for c in audit.findings if c.printed}
        for check in audit.findings:
            if check.printed and check.tie and check.tie.equal:
                (base,) = check.numbers
                other = accused.get(base.place)
                rival = other.numbers if other and other.tie and other.tie.equal else ()
                assert check.printed.place not in {p.place for p in rival}


def test_a_year_another_finding_calls_wrong_is_expected_only_with_a_word_on_it():
    findings = [c for c in sample().findings if c.jenis == "tahun_lain"]
    wrong = {c.tercetak for c in findings if c.hitung == "2023"}
    leaning = [c for c in findings if c.hitung in wrong]

    assert leaning
    assert all(any("sendiri dipersoalkan" in cause for cause in c.sebab) for c in leaning)


def test_a_sentence_is_held_against_the_computed_mean_where_the_printed_one_is_wrong():
    (check,) = [c for c in sample().findings if c.jenis == "simpulan"]

    assert (check.hitung, check.rumus) == ("106,56", "rata-rata 6 nilai")


def test_a_target_in_three_documents_is_one_finding_that_names_them_all():
    found = [c for c in sample().findings if {73, 70} & {n.value for n in named(c)}]
    (check,) = [c for c in found if c.jenis == "beda_fakta" and c.rumus.startswith("target")]

    assert (check.place.line, check.tercetak) == (445, "73 %")
    assert [text.split(":")[0] for text in check.operan] == ["B (baris 322", "B (70) (baris 469"]


def named(check):
    return [check.printed] if check.printed else []


def test_a_mean_of_one_level_lists_the_values_of_that_level():
    (check,) = [c for c in sample().findings if c.place.line == 2288]

    assert [operand(text)[1].value for text in check.operan] == [25, 100, 100, 100, 100, 100]
    assert check.hitung == "87,50"


def test_a_wrong_cell_is_accused_and_not_the_right_figures_that_contradict_it():
    """Its own row shows that the table is wrong; sentence and other table say what is right."""
    report = clean_report(102)
    mark = next(m for m in of_kind(report, "capaian") if int(m.text[:2]) % 11)
    wrong = mark.text[1] + mark.text[0] + mark.text[2:]
    audit = audited(report.replaced(mark, wrong))
    (check,) = [c for c in audit.findings if c.place.line == mark.line]

    assert (check.tercetak, check.hitung) == (wrong, mark.text)
    assert {c.jenis for c in check.bersama} == {"kalimat_tabel", "beda_fakta"}
    assert {c.jenis for c in audit.findings} == {"capaian", "rata_rata"}


def test_the_columns_of_a_printed_formula_are_listed_in_its_order():
    text = """\
| Uraian | A | B | C | D | Jumlah |
| 1 | 2 | 3 | 4 | 5 | 6 = 5 + 3 + 4 + 2 |
| Dokumen tata ruang yang disusun | 35 | 93 | 12 | 14 | 64 |
"""
    (check,) = audited(text).findings

    assert [name for name, _ in map(operand, check.operan)] == [f"kolom {n}" for n in (5, 3, 4, 2)]
