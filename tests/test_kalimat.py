"""Sentences that only restate figures: right words, right Indonesian, no number typed."""

import re
from decimal import Decimal

import pytest
from agency import SENTENCES, Agency, links, read
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import TAHUN, cases

from lkjip_tools.number import format_number
from lkjip_tools.prose.typed import find_typed
from lkjip_tools.report.markdown import parse_markdown

CASES = cases("kalimat")
NUMBER = re.compile(r"[-−]?\d[\d.]*(?:,\d+)?")
CHANGE = re.compile(r"(naik|turun) (?:Rp)?([\d.,]+)|(relatif )?tetap")
GAP = re.compile(r"(?:Rp)?([\d.,]+).* (di atas|di bawah) |sedikit (di atas|di bawah) |sama dengan")
LOWERED = ("turun", "di bawah", "di atas pagu")  # words that stand for a minus

untimed = settings(deadline=None, max_examples=60)

#: Values with more decimals than are printed, many of them close to each other.
values = st.one_of(
    st.decimals(min_value=0, max_value=300, places=4),
    st.decimals(min_value="79.99", max_value="80.01", places=6),
)
facts = st.fixed_dictionaries(
    {},
    optional={
        "satuan": st.sampled_from(["persen", "%", "nilai", "kasus", "rupiah"]),
        "polaritas": st.sampled_from(["positif", "negatif"]),
        **dict.fromkeys(("target", "realisasi", "lalu", "capaian_lalu", "akhir"), values),
        "nama": st.sampled_from(["Indeks", "3 besar", "- a *b* [c](d) <e>", "1. satu", "{{ x }}"]),
        "standar": st.sampled_from(["BPS: 80%", "# x"]),
        "alasan": st.sampled_from(["Belum ada.", "BPS belum\nmenetapkan"]),
    },
)
amounts = st.one_of(st.none(), st.integers(min_value=0, max_value=10**12))
programmes = st.lists(
    st.fixed_dictionaries({"pagu": amounts, "realisasi": amounts}), min_size=1, max_size=3
)
measures = st.sampled_from(["sisa", "selisih", "banding", "rasio", "pmk_e", "pmk_ne"])


def outside_links(markdown):
    """What is left of a sentence when its figures are taken out."""
    for text, _ in links(markdown):
        markdown = markdown.replace(f"[{text}](", "[…](")
    return markdown


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_case(case):
    assert read(Agency(**case["diketahui"]).tell(case["kalimat"])) == case["tertulis"]


def test_every_kind_of_sentence_has_a_worked_case():
    assert {case["kalimat"] for case in CASES} == set(SENTENCES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_no_sentence_begins_with_a_number(case):
    for sentence in re.split(r"(?<=[^p]\.) |\n+(?:- |\d+\. )?", case["tertulis"]):  # not Rp.
        assert not re.match(r"[-−]?(Rp\.? ?)?\d", sentence)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_number_of_a_sentence_is_tied_to_the_figure_it_prints(case):
    agency = Agency(**case["diketahui"])
    markdown = agency.tell(case["kalimat"])

    for text, id in links(markdown):
        figure = agency.angka[id]
        number = NUMBER.search(text)
        if number and isinstance(figure.value, Decimal):
            lowered = figure.value < 0 and any(word in text for word in LOWERED)
            value = abs(figure.value) if lowered else figure.value
            assert number[0] == format_number(value, len(number[0].partition(",")[2]))
    noted = re.sub(r"\((?:target nol|nilai asli)[^)]*\)", "", outside_links(markdown))
    typed = [it.text for it in find_typed(noted) if it.kind != "terbilang"]  # a rule's threshold
    assert typed == []


@untimed
@given(satuan=st.sampled_from(["persen", "nilai", "rupiah"]), now=values, before=values)
def test_the_word_for_a_change_always_agrees_with_the_difference_printed(satuan, now, before):
    agency = Agency([{"satuan": satuan, "target": 80, "realisasi": now, "lalu": before}])
    ((text, id),) = [
        it for it in links(agency.tell("banding")) if it[1].startswith("perubahan_realisasi/")
    ]
    change, found = agency.angka[id].value, CHANGE.fullmatch(text.removesuffix(" poin"))

    assert found
    if found[1]:
        assert (found[1] == "naik") == (change > 0)
        assert re.search(r"[1-9]", found[2])
    else:
        assert bool(found[3]) == (change != 0)
        assert abs(change) < Decimal("0.5" if satuan == "rupiah" else "0.005")


@untimed
@given(
    satuan=st.sampled_from(["persen", "nilai"]),
    polaritas=st.sampled_from(["positif", "negatif"]),
    target=values,
    realisasi=values,
)
def test_the_word_for_a_gap_always_agrees_with_the_gap_printed(
    satuan, polaritas, target, realisasi
):
    known = {"satuan": satuan, "polaritas": polaritas, "target": target, "realisasi": realisasi}
    agency = Agency([known])
    found = [it for it in links(agency.tell("capaian")) if it[1].startswith("celah/")]
    if agency.angka.at("capaian_persen", "IKU-1", TAHUN).value is None:
        assert found == []
        return
    ((text, _),) = found
    match = GAP.match(text)

    assert match
    side = match[2] or match[3]
    assert (
        side == {1: "di atas", 0: None, -1: "di bawah"}[(realisasi > target) - (realisasi < target)]
    )
    if match[1]:
        assert re.search(r"[1-9]", match[1])


@untimed
@given(st.lists(facts, max_size=3), programmes, measures)
def test_whatever_is_known_a_sentence_is_whole_and_can_be_printed(indikator, program, efisiensi):
    agency = Agency(indikator, program, {TAHUN: (90, None)}, efisiensi=efisiensi)

    for what in SENTENCES:
        markdown = agency.tell(what)
        parse_markdown(markdown)
        assert {id for _, id in links(markdown)} <= {figure.id for figure in agency.angka}
        text = re.sub(r"“[^”]*”", "“…”", read(markdown))
        assert not re.search(r"None|n/a|\bnan\b|  |\(\)|[.,;:]{2}| [.,;]", text), text
        assert all(
            line[-1] in ".:" or line.startswith("- Jumlah IKU") for line in text.split("\n") if line
        )
