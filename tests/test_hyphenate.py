"""Words are broken by the rules of Indonesian, and only where a line of the PDF ends."""

import re
import subprocess
from copy import deepcopy
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_notebook
from report_sample import shown, written
from tables import cases

from lkjip_tools.block import gap
from lkjip_tools.report import LkjipDOCXExporter, LkjipHTMLExporter, LkjipPDFExporter
from lkjip_tools.report.hyphenate import breakable, keep_used
from lkjip_tools.report.syllable import SOFT_HYPHEN, hyphenated, syllables

CASES = cases("suku_kata")
PROSE = (
    "Penyelenggaraan pemerintahan memerlukan pertanggungjawaban atas pelaksanaan kebijakan yang "
    "berkesinambungan, sehingga isu-isu strategis dan permasalahan-permasalahan pelayanan dapat "
    "ditindaklanjuti sebagaimana **mestinya menurut perencanaan** pembangunan. "
) * 4
LIST = "\n\n1. " + PROSE + "\n   - " + PROSE + "\n\n> " + PROSE


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_case(case):
    assert hyphenated(case["input"]).replace(SOFT_HYPHEN, "-") == case["output"]


@given(st.text(alphabet="abdegiklmnoprstuyAN 0.,-%/@", max_size=60))
def test_a_text_is_only_given_places_to_break(text):
    assert hyphenated(text).replace(SOFT_HYPHEN, "") == text
    assert syllables(text).replace(SOFT_HYPHEN, "") == text


@given(st.text(alphabet="abdegiklmnoprstuy", max_size=20))
def test_three_letters_stay_together_at_both_ends(word):
    parts = hyphenated(word).split(SOFT_HYPHEN)

    if len(parts) > 1:
        assert min(len(parts[0]), len(parts[-1])) >= 3
    assert all(parts) or not word


def pdf_text(markdown, tmp_path, *options):
    file = tmp_path / "l.pdf"
    file.write_bytes(
        LkjipPDFExporter().from_notebook_node(new_notebook(cells=[written(markdown)]))[0]
    )
    command = ["pdftotext", *options, str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.poppler
def test_words_are_broken_where_lines_end_and_nowhere_else(tmp_path):
    text = pdf_text(PROSE + LIST, tmp_path, "-raw")

    assert len(re.findall(f"{SOFT_HYPHEN}+\n", text)) > 8
    assert re.findall(f"{SOFT_HYPHEN}+(?!\n|{SOFT_HYPHEN})", text) == []


@pytest.mark.poppler
def test_every_letter_is_found_again_in_its_order(tmp_path):
    def letters(text):
        return re.sub(r"[\W\d_]", "", text.replace("\f", ""))

    assert letters(pdf_text(PROSE + LIST, tmp_path, "-raw")) == letters(PROSE + LIST)


@pytest.mark.poppler
def test_lines_are_less_loose_than_without(tmp_path, monkeypatch):
    def spread():
        """How unevenly words are set apart: the widest gaps, in points."""
        text = pdf_text(PROSE * 3, tmp_path, "-bbox")
        words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"', text)
        gaps = [
            float(after[0]) - float(before[2])
            for before, after in pairwise(words)
            if before[1] == after[1]
        ]
        return sum(sorted(gaps)[-40:]) / 40

    broken = spread()
    monkeypatch.setattr("lkjip_tools.report.pdf.breakable", deepcopy)

    assert broken < 0.8 * spread()


def test_prose_whose_lines_cannot_be_read_stays_whole():
    paragraph = {"kind": "paragraph", "children": [{"kind": "text", "text": "penyelenggaraan ini"}]}
    other = LkjipPDFExporter().from_notebook_node(new_notebook(cells=[written("lain")]))[0]
    prose = [breakable(paragraph)]
    assert prose != [paragraph]

    keep_used(prose, other)

    assert prose == [paragraph]


def test_a_report_without_prose_is_set():
    assert LkjipPDFExporter().from_notebook_node(new_notebook(cells=[shown(gap("kosong"))]))[0]


def test_html_and_word_hold_no_soft_hyphen_in_their_prose():
    nb = new_notebook(cells=[written(PROSE)])
    html, word = (
        exporter().from_notebook_node(nb)[0] for exporter in (LkjipHTMLExporter, LkjipDOCXExporter)
    )

    assert SOFT_HYPHEN not in html
    assert SOFT_HYPHEN.encode() not in word
