"""Errors planted in clean reports of agencies that do not exist."""

import itertools
import random

import pytest
from audit_report import clean_report

from lkjip_tools.audit.audit import audit_document
from lkjip_tools.audit.read_text import read_text

PLANTED = 240
CLEAN = range(12)


def audited(text):
    return audit_document(read_text("uji.txt", text))


def names(audit, lines):
    """Whether a finding stands on one of the lines, or was computed from it."""
    return any(
        check.place.line in lines or lines & {number.place.line for number in check.numbers}
        for check in audit.findings
    ) or any(
        f"(baris {line}" in text for c in audit.findings for text in c.operan for line in lines
    )


@pytest.mark.parametrize("seed", CLEAN)
def test_a_clean_report_has_no_finding_and_was_really_checked(seed):
    audit = audited(clean_report(seed).text)

    assert [(c.place.line, c.jenis, c.tercetak) for c in audit.findings] == []
    assert len(audit.checks) > 200


def slipped(text, rng):
    """One digit changed, or two neighbours swapped; never a leading zero."""
    digits = [n for n, ch in enumerate(text) if ch.isdigit()]
    swaps = [
        (a, b)
        for a, b in itertools.pairwise(digits)
        if text[a] != text[b] and not (a == digits[0] and text[b] == "0")
    ]
    if swaps and rng.random() < 0.4:
        a, b = rng.choice(swaps)
        return text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
    n = rng.choice(digits)
    others = [d for d in "0123456789" if d != text[n] and not (d == "0" and n == digits[0])]
    return text[:n] + rng.choice(others) + text[n + 1 :]


def test_slips_of_the_keys_are_found_at_95_in_100():
    rng = random.Random(20241)
    reports = [clean_report(seed) for seed in range(100, 108)]
    missed = []
    for n in range(PLANTED):
        report = reports[n % len(reports)]
        mark = rng.choice(report.marks)
        wrong = slipped(mark.text, rng)
        if not names(audited(report.replaced(mark, wrong)), {mark.line}):
            missed.append((mark.kind, mark.text, wrong))

    assert len(missed) <= 0.05 * PLANTED, missed


def of_kind(report, kind):
    return [mark for mark in report.marks if mark.kind == kind]


def swapped_columns(report, rng):
    """Two neighbouring figures of one row in each other's place."""
    left, right = rng.choice(
        [("target", "realisasi"), ("keu_pagu_kegiatan", "keu_realisasi_kegiatan")]
    )
    first = rng.choice(of_kind(report, left))
    other = next(m for m in of_kind(report, right) if m.line == first.line)
    text = report.replaced(other, first.text)
    line = text.split("\n")[first.line - 1]
    changed = line[: first.column - 1] + other.text + line[first.column - 1 + len(first.text) :]
    lines = text.split("\n")
    lines[first.line - 1] = changed
    return "\n".join(lines), {first.line}


def sum_for_mean(report, rng):
    """The sum printed as the mean."""
    from decimal import Decimal

    from lkjip_tools.number import format_number

    (mark,) = of_kind(report, "rata_rata")
    values = [
        Decimal(m.text.replace(".", "").replace(",", ".")) for m in of_kind(report, "capaian")
    ]
    return report.replaced(mark, format_number(sum(values), 2)), {mark.line}


def wrong_base(report, rng):
    """A programme's percentage taken of the whole budget."""
    from decimal import Decimal

    from lkjip_tools.number import format_number

    mark = rng.choice(of_kind(report, "kalimat_serapan"))
    done = next(m for m in of_kind(report, "kalimat_rupiah") if m.line == mark.line)
    (whole,) = of_kind(report, "total_pagu")
    value = Decimal(done.text.replace(".", "")) / Decimal(whole.text.replace(".", "")) * 100
    return report.replaced(mark, format_number(value, 2)), {mark.line}


def stale_year(report, rng):
    """Last year's number left standing."""
    mark = rng.choice(of_kind(report, "tahun"))
    return report.replaced(mark, "2022"), {mark.line}


@pytest.mark.parametrize("plant", [swapped_columns, sum_for_mean, wrong_base, stale_year])
def test_other_planted_errors_are_found_at_95_in_100(plant):
    rng = random.Random(7)
    missed = 0
    for seed in range(200, 220):
        text, lines = plant(clean_report(seed), rng)
        missed += not names(audited(text), lines)

    assert missed <= 1


def test_a_planted_sum_for_mean_is_called_that():
    text, lines = sum_for_mean(clean_report(3), random.Random(1))
    (check,) = [c for c in audited(text).findings if c.place.line in lines]

    assert any("jumlahnya" in cause for cause in check.sebab)
    assert check.putusan == "mengubah simpulan"
