"""The organisation: read from the agency's document, checked, and drawn with words beside it."""

import re

import pytest
from tables import INSTANSI, ROOT, TAHUN, params, table
from test_transcription import NASKAH, cited
from test_validate_rujukan import tables as every_table

from lkjip_tools.load import read_table
from lkjip_tools.plot.bagan import plot_bagan
from lkjip_tools.validate import check_organisasi, check_rujukan

PAGE_MM = 245  # between the margins of A4


def office(kode, induk=None, jenis="struktural", **rest):
    return {"kode": kode, "induk": induk, "jabatan": f"Jabatan {kode}", "jenis": jenis} | rest


def organisation(*offices):
    return table("organisasi", *offices)


def drawn(*offices):
    return plot_bagan(organisation(*offices), table("dokumen"), "Dinas Contoh")


def sample():
    names = ("organisasi", "dokumen")
    organisasi, dokumen = (read_table(name, INSTANSI, TAHUN, ROOT) for name in names)
    return organisasi, plot_bagan(organisasi, dokumen, "Badan Contoh")


def height_mm(block):
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', block["svg"]).groups()
    return block["width_mm"] * float(height) / float(width)


def words(text):
    return set(re.findall(r"\w+", text.casefold()))


# ---- The sample ---------------------------------------------------------------------------------


def test_every_word_of_an_office_stands_on_the_lines_it_cites():
    naskah = NASKAH.read_text("utf-8").split("\n")
    organisasi, _ = sample()

    for row in organisasi.to_dict("records"):
        said = words(cited(row["sumber"], naskah))
        assert words(row["jabatan"]) - said == set(), row["kode"]


def test_a_superior_of_the_sample_is_the_second_party_of_the_agreement_on_the_cited_lines():
    naskah = NASKAH.read_text("utf-8").split("\n")
    organisasi, _ = sample()
    titles = dict(zip(organisasi["kode"], organisasi["jabatan"], strict=True))

    for row in organisasi.to_dict("records"):
        if row["induk"]:
            own = words(titles[row["induk"]]) - {"kepala", "bidang"}
            assert own - words(cited(row["sumber"], naskah)) == set(), row["kode"]


def test_the_sample_has_one_head_and_no_finding():
    organisasi, blocks = sample()

    assert list(check_organisasi(organisasi)) == []
    assert [block["kind"] for block in blocks] == ["chart"]


def test_the_text_beside_the_chart_says_who_is_above_whom():
    _, (block,) = sample()

    assert block["alt"].startswith("Bagan organisasi dengan 11 kotak jabatan. Kepala Badan")
    assert (
        "Sekretaris Badan membawahi: Kasubag Umum dan Kepegawaian; JF Perencana Ahli Muda."
        in block["alt"]
    )
    assert block["source"] == "Sumber: Lampiran I, Perjanjian Kinerja 2024."


def test_the_chart_is_the_same_twice_and_asks_nothing_of_the_network():
    (first,), (second,) = sample()[1], sample()[1]

    assert first["svg"] == second["svg"]
    assert re.findall(r'(?:href|src)="(?!#)[^"]*"', first["svg"]) == []


# ---- Checks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offices", "kode", "message"),
    [
        ([office("A"), office("B")], "Jabatan A; Jabatan B", "2 jabatan tanpa atasan"),
        ([office("A"), office("B", "A"), office("B", "A")], "B", "dipakai 2 jabatan"),
        ([office("A"), office("B", "C"), office("C", "B")], "B, C", "saling membawahi"),
        ([office("A", "A")], "A", "saling membawahi"),
    ],
)
def test_a_faulty_structure_is_found_once(offices, kode, message):
    (found,) = check_organisasi(organisation(*offices))

    assert found.kode == "organisasi_susunan"
    assert found.nilai_tercatat == kode
    assert message in found.pesan
    assert "organisasi.csv baris" in found.lokasi


def test_offices_below_a_circle_are_not_called_a_circle():
    (found,) = check_organisasi(
        organisation(office("A"), office("B", "C"), office("C", "B"), office("D", "C"))
    )

    assert found.nilai_tercatat == "B, C"


@pytest.mark.parametrize("column", ["induk", "dokumen"])
def test_a_code_that_points_nowhere_is_found(column):
    offices = organisation(office("A"), office("B", "A") | {column: "X-9"})
    (found,) = check_rujukan(every_table() | {"organisasi": offices}, params())

    assert (found.kode, found.nilai_tercatat) == ("rujukan_hilang", "X-9")
    assert found.lokasi == f"organisasi.csv baris 3 kolom {column}"


# ---- Drawing ------------------------------------------------------------------------------------


def test_without_offices_the_hole_is_visible():
    (block,) = drawn()

    assert block["kind"] == "gap"
    assert "Dinas Contoh" in block["text"]


def test_a_single_office_is_a_chart_too():
    (block,) = drawn(office("A", nama="Dra. Contoh"))

    assert block["alt"] == "Bagan organisasi dengan 1 kotak jabatan."
    assert 5 < height_mm(block) < 40


def test_offices_that_no_head_leads_to_are_named_below():
    chart, note = drawn(office("A"), office("B", "C"), office("C", "B"))

    assert "Jabatan B" not in chart["alt"]
    assert note["kind"] == "gap"
    assert note["text"] == "Jabatan tanpa jalur ke pimpinan: Jabatan B; Jabatan C."


def test_a_name_makes_its_box_taller():
    (bare,), (named,) = drawn(office("A")), drawn(office("A", nama="Dra. Contoh"))

    assert height_mm(named) > height_mm(bare)


@pytest.mark.parametrize(
    "offices",
    [
        [office("A"), *(office(f"B{n}", "A") for n in range(60))],
        [office("A"), office("B", "A"), *(office(f"C{n}", "B") for n in range(60))],
        [office("A"), *(office(f"B{n}", f"B{n - 1}" if n else "A") for n in range(60))],
    ],
    ids=["flat", "one branch", "a chain"],
)
def test_a_large_organisation_goes_on_in_more_charts_that_fit_a_page(offices):
    blocks = drawn(*offices)
    text = " ".join(block["alt"] for block in blocks)

    assert len(blocks) > 1
    assert {block["kind"] for block in blocks} == {"chart"}
    assert max(height_mm(block) for block in blocks) < PAGE_MM - 30
    assert len({block["key"] for block in blocks}) == len(blocks)
    assert [row["jabatan"] for row in offices if not re.search(rf"{row['jabatan']}\b", text)] == []


def test_kinds_of_offices_are_told_apart_without_colour():
    (block,) = drawn(
        office("A"), office("B", "A", "fungsional"), office("C", "A", "kelompok"), office("D", "A")
    )

    dashes = re.findall(r"stroke-dasharray: ([\d., ]+)", block["svg"])
    assert len(set(dashes)) == 2
