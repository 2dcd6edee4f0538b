"""Text whose figures are looked up, never typed."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.prose import narrate

ANGKA = FigureList(
    [
        Figure(
            "serapan_persen/instansi/2023", "Serapan", Decimal("96.335"), "persen", expression="x"
        ),
        Figure("target/IKU-2/2023", "Target", Decimal(80), "persen", source="kinerja.csv baris 2"),
        Figure("sisa_rp/8.01.01/2023", "Sisa", Decimal(514554900), "rupiah", expression="x"),
        Figure(
            "perubahan_capaian_poin/IKU-1/2023", "Beda", Decimal("-4.785"), "poin", expression="x"
        ),
        Figure("predikat_capaian/instansi/2023", "Predikat", "Sangat Tinggi", "predikat"),
        Figure("efisiensi_persen/8.01.01/2023", "Efisiensi", None, "persen", expression="x"),
        Figure("jumlah_iku/instansi/2023", "IKU", Decimal(6), "buah", expression="x"),
    ]
)


@dataclass
class Text:
    """A section as it was read."""

    text: str | None
    path: str = "narasi/contoh.md"
    first_line: int = 2


def markdown(text, **options):
    return narrate(Text(text), ANGKA, **options).block["markdown"]


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("serapan_persen/instansi/2023 | persen", "96,34%"),
        ("serapan_persen/instansi/2023 | persen0", "96%"),
        ("target/IKU-2/2023 | persen", "80%"),
        ("sisa_rp/8.01.01/2023 | rupiah", "Rp514.554.900"),
        ("perubahan_capaian_poin/IKU-1/2023 | poin", "−4,79 poin"),
        ("predikat_capaian/instansi/2023 | teks", "Sangat Tinggi"),
        ("efisiensi_persen/8.01.01/2023 | persen", "n/a"),
        ("jumlah_iku/instansi/2023 | bulat", "6"),
        ("jumlah_iku/instansi/2023 | terbilang", "enam"),
    ],
)
def test_a_reference_prints_its_figure_and_keeps_its_id(reference, printed):
    id = reference.split(" | ")[0]

    assert markdown(f"Nilainya {{{{ {reference} }}}}.") == f"Nilainya [{printed}](angka:{id})."


def test_rupiah_follows_the_declared_style():
    text = markdown("{{ sisa_rp/8.01.01/2023 | rupiah }}", gaya_rupiah="kebiasaan")

    assert text.startswith("[Rp. 514.554.900,00]")


def test_an_unknown_reference_stays_visible_and_is_a_finding_with_its_line():
    narrated = narrate(Text("baris satu\n\n{{ serapan_persen/lain/2023 | persen }}"), ANGKA)

    assert "rujukan tidak dikenal: serapan_persen/lain/2023" in narrated.block["markdown"]
    (finding,) = narrated.findings
    assert (finding.kode, finding.tingkat) == ("N02", "material")
    assert finding.lokasi == "narasi/contoh.md baris 4"


@pytest.mark.parametrize(
    ("reference", "kode"),
    [
        ("{{ jumlah_iku/instansi/2023 | huruf }}", "N03"),
        ("{{ jumlah_iku/instansi/2023 }}", "N03"),
        ("{{ jumlah_iku/instansi/2023 | }}", "N03"),
        ("{{ jumlah iku | bulat }}", "N02"),
        ("{{}}", "N02"),
    ],
)
def test_no_reference_that_cannot_be_resolved_passes_in_silence(reference, kode):
    narrated = narrate(Text(reference), ANGKA)

    assert [finding.kode for finding in narrated.findings] == [kode]
    assert "tidak dikenal" in narrated.block["markdown"]


@pytest.mark.parametrize("typed", ["96,34%", "96,34 %", "Rp 514.554.900", "Rp.1.000"])
def test_a_typed_number_that_looks_computed_is_a_finding(typed):
    narrated = narrate(Text(f"Serapan {typed} tahun 2023."), ANGKA)

    (finding,) = narrated.findings
    assert finding.kode == "N04"
    assert finding.nilai_tercatat in typed


def test_years_and_counts_may_be_typed():
    assert len(narrate(Text("Tahun 2023 menghasilkan 10 dokumen."), ANGKA).findings) == 0


def test_a_section_that_was_not_written_is_a_visible_gap_and_a_finding():
    narrated = narrate(Text(None), ANGKA)

    assert narrated.block["kind"] == "gap"
    assert [finding.kode for finding in narrated.findings] == ["N01"]


@pytest.mark.parametrize("attack", ["{{ __import__('os') | teks }}", "{% include '/etc/passwd' %}"])
def test_nothing_but_references_is_interpreted(attack):
    text = markdown(attack)

    assert "root:" not in text
    assert "module" not in text
