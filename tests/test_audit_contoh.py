"""The audit of the sample's own document, finding by finding."""

from collections import Counter

import pytest
from tables import INSTANSI, ROOT, TAHUN, cases

from lkjip_tools.audit.audit import audit_document
from lkjip_tools.audit.check import SESUAI
from lkjip_tools.audit.read_text import read_text

NASKAH = ROOT / "data" / INSTANSI / str(TAHUN) / "naskah" / f"lkjip-{TAHUN}.txt"
ADJUDICATED = cases("audit/contoh")
GOLD = cases("audit/emas")
CAUSES = cases("audit/sebab_contoh")


@pytest.fixture(scope="module")
def text():
    return NASKAH.read_text("utf-8")


@pytest.fixture(scope="module")
def audit(text):
    return audit_document(read_text(NASKAH.name, text))


def key(line, jenis, tercetak):
    return line, jenis, tercetak.replace('"', "'")[:60]


def test_every_finding_was_read_and_judged_once(audit):
    found = Counter(key(c.place.line, c.jenis, c.tercetak) for c in audit.findings)
    judged = Counter(key(c["baris"], c["jenis"], c["tercetak"]) for c in ADJUDICATED)

    assert found - judged == Counter(), "new findings: judge them in cases/audit/contoh.yml"
    assert judged - found == Counter(), "findings that are gone"


def test_at_least_nine_findings_of_ten_are_right():
    right = sum(case["benar"] for case in ADJUDICATED)

    assert all(case["alasan"] for case in ADJUDICATED)
    assert right / len(ADJUDICATED) >= 0.90


def test_at_least_85_of_100_material_errors_are_found(audit):
    # a finding may tell two contradictions of one number
    rest = [check for finding in audit.findings for check in (finding, *finding.bersama)]
    missed = []
    for error in GOLD:
        hit = next((c for c in rest if is_about(c, error)), None)
        if hit:
            rest.remove(hit)
        else:
            missed.append(error)

    assert len(missed) <= 0.15 * len(GOLD)
    assert [error for error in missed if error.get("ditemukan", True)] == []
    assert all(error in missed for error in GOLD if not error.get("ditemukan", True))


def is_about(check, error):
    return (
        check.place.line in error["baris"]
        and check.jenis == error.get("jenis", check.jenis)
        and check.tercetak == error.get("tercetak", check.tercetak)
    )


@pytest.mark.parametrize(
    ("first", "last", "relasi", "least"),
    [
        (845, 853, "jenjang", 1),
        (845, 853, "serapan_baris", 6),
        (2179, 2286, "jenjang", 150),
        (2179, 2286, "jumlah_triwulan", 90),
        (395, 414, "jumlah_kolom", 1),
        (188, 198, "bagian_total", 5),
        (524, 836, "jumlah_daftar", 6),
    ],
)
def test_correct_tables_stay_silent_and_were_really_checked(audit, first, last, relasi, least):
    checks = [c for c in audit.checks if c.relasi == relasi and first <= c.place.line <= last]

    assert [c.tercetak for c in checks if c.salah] == []
    assert sum(c.putusan == SESUAI for c in checks) >= least


@pytest.mark.parametrize("case", [pytest.param(c, id=str(c["baris"])) for c in CAUSES])
def test_the_cause_of_a_wrong_figure_is_named_and_no_cause_is_made_up(audit, case):
    causes = causes_of(audit, case["baris"])

    for words in case.get("sebab", []):
        assert words in causes
    for words in case.get("bukan", []):
        assert words not in causes


def causes_of(audit, line):
    return "; ".join(cause for c in audit.findings if c.place.line == line for cause in c.sebab)


def test_findings_that_change_the_conclusion_are_told_apart(audit):
    lines = {c.place.line for c in audit.findings if c.putusan == "mengubah simpulan"}

    assert {452, 458, 471, 492} <= lines
    assert not {844, 884, 981} & lines
