"""Why a figure fails: what the audit takes for the cause, and what it does not dare to."""

import random
from decimal import Decimal

import pytest
from audit_report import clean_report
from hypothesis import given
from hypothesis import strategies as st
from tables import cases
from test_audit_planted import audited, of_kind

from lkjip_tools.audit.check import EQUAL, TIDAK_SESUAI, Check
from lkjip_tools.audit.diagnose.search import MOST_CHANCE, Hypothesis, Search, expected
from lkjip_tools.audit.diagnose.slips import slips
from lkjip_tools.audit.diagnose.web import Web
from lkjip_tools.audit.model import Document
from lkjip_tools.audit.printed import Place, Printed, Reading, numbers_in
from lkjip_tools.audit.report import Report
from lkjip_tools.number import format_number

SWAPS, SUMS, RANDOM = 60, 30, 60


def causes(audit):
    return "; ".join(cause for check in audit.findings for cause in check.sebab)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in cases("audit/sebab")])
def test_the_cause_of_a_planted_error_is_named(case):
    told = causes(audited(case["naskah"]))

    for words in case.get("sebab", []):
        assert words in told
    for words in case.get("bukan", []):
        assert words not in told


def figure(value, decimals, line):
    return Printed(
        format_number(value, decimals), (Reading(value, decimals),), "", Place(0, line, 1)
    )


def contradiction(printed, right):
    return Check(
        *("beda_fakta", "beda_fakta", printed.place, "", printed.text, TIDAK_SESUAI),
        printed=printed,
        nilai=right.value,
        numbers=(right,),
        tie=EQUAL,
    )


@given(st.integers(1000, 10**12), st.integers(0, 2), st.integers(0, 12))
def test_two_swapped_neighbours_are_always_called_that(number, decimals, n):
    digits = str(number)
    n %= len(digits) - 1
    swapped = digits[:n] + digits[n : n + 2][::-1] + digits[n + 2 :]
    if swapped == digits or swapped[0] == "0" or swapped.endswith("000"):
        return
    right, wrong = (
        figure(Decimal(int(text)).scaleb(-decimals), decimals, line)
        for line, text in enumerate((digits, swapped), start=1)
    )
    check = contradiction(wrong, right)
    web = Web(Report(Document("uji", [], [])), [check])

    (told,) = slips(web, check)
    assert f"{wrong.text} seharusnya {right.text}" in told
    assert f"angka ke-{n + 1} dan ke-{n + 2} tertukar" in told


@pytest.mark.parametrize("kind", ["keu_realisasi_kegiatan", "form_triwulan"])
def test_an_amount_with_two_swapped_digits_is_diagnosed_in_a_whole_report(kind):
    rng = random.Random(kind)
    for seed in range(300, 300 + SWAPS // 2):
        report = clean_report(seed)
        mark = rng.choice(of_kind(report, kind))
        places = [
            n
            for n in range(1, len(mark.text) - 1)
            if mark.text[n : n + 2].isdigit() and mark.text[n] != mark.text[n + 1]
        ]
        n = rng.choice(places)
        wrong = mark.text[:n] + mark.text[n : n + 2][::-1] + mark.text[n + 2 :]

        told = causes(audited(report.replaced(mark, wrong)))
        assert f"seharusnya {mark.text} (" in told, (seed, mark.text, wrong, told)
        assert "tertukar" in told


def test_a_total_that_left_rows_out_is_diagnosed():
    rng = random.Random(5)
    for seed in range(400, 400 + SUMS):
        report = clean_report(seed)
        (mark,) = of_kind(report, "total_pagu")
        programmes = [programme["pagu"] for programme in report.facts["budget"]]
        count = rng.randint(2, len(programmes) - 1)

        told = causes(
            audited(report.replaced(mark, format_number(Decimal(sum(programmes[:count])), 0)))
        )
        assert f"jumlah {count} baris pertama saja" in told


def test_a_figure_that_comes_from_nowhere_is_seldom_explained():
    """The measured rate of false causes stays near what the search says of chance."""
    rng = random.Random(11)
    explained = 0
    for n in range(RANDOM):
        report = clean_report(500 + n % 6)
        mark = rng.choice([m for m in report.marks if m.kind in ("capaian", "serapan")])
        wrong = format_number(Decimal(rng.randint(4000, 13999)) / 100, 2)
        told = [
            cause
            for check in audited(report.replaced(mark, wrong)).findings
            if check.place.line == mark.line
            for cause in check.sebab
        ]
        explained += any("sama dengan" in c or "salah ketik" in c for c in told)

    assert explained <= RANDOM * MOST_CHANCE


@pytest.mark.parametrize(
    ("text", "tried", "claimed"),
    [("89,34", 20, True), ("89,34", 4000, False), ("80", 20, False), ("5.911.790.846", 4000, True)],
)
def test_a_match_is_claimed_only_when_chance_would_hardly_make_it(text, tried, claimed):
    printed = next(numbers_in(text, Place(0, 1, 1)))
    search = Search(printed)
    step = printed.value / tried
    search.offer(Hypothesis("lain", step * n + Decimal("0.5")) for n in range(tried))
    search.offer([Hypothesis("ini", printed.value)])

    assert bool(list(search.causes())) == claimed


def test_a_cause_says_how_much_was_tried():
    search = Search(next(numbers_in("89,34", Place(0, 1, 1))))
    search.offer([Hypothesis("ini", Decimal("89.342")), Hypothesis("itu", Decimal(12))])

    (told,) = search.causes()
    assert told.startswith("sama dengan ini (1 dari 2 kemungkinan; karena kebetulan diharapkan")


@given(st.integers(1, 10**6), st.integers(1, 60))
def test_more_tries_never_make_a_match_less_likely_by_chance(value, count):
    reading = Reading(Decimal(value).scaleb(-2), 2)
    values = [reading.value * (100 + n) / 100 for n in range(count)]

    assert expected(reading, values) >= expected(reading, values[: count // 2])
