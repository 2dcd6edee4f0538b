"""The rules are not tuned to one report's words: the same report, dressed otherwise."""

import re

import pytest
from test_audit_contoh import NASKAH

from lkjip_tools.audit.audit import audit_document
from lkjip_tools.audit.read_text import read_text

LINES = NASKAH.read_text("utf-8").split("\n")
EVERY = list(range(1, len(LINES) + 1))
NUMBERING = {"nomor_tabel", "nomor_daftar"}
SYNONYMS = {
    "TARGET TAHUN 2023": "Rencana 2023",
    "CAPAIAN %": "Persentase Capaian",
    "Capaian (%)": "Tingkat Capaian (%)",
    "Capaian Kinerja": "Pencapaian",
    "Realisasi Kinerja": "Realisasi",
    "INDIKATOR KINERJA": "INDIKATOR UTAMA",
    "Indikator Kinerja": "Indikator Sasaran",
    "Program/Kegiatan": "Program dan Kegiatan",
    "ANGGARAN": "PAGU",
    "Anggaran": "Pagu",
    "Uraian": "Jenis Belanja",
    "NO": "Nomor",
    "No": "No.",
    "%": "Persentase",
}
AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,00)?")


def findings(lines, numbers=None):
    """Line in the original and kind of every finding."""
    audit = audit_document(read_text("uji.txt", "\n".join(lines)))
    return {
        (numbers[c.place.line - 1] if numbers else c.place.line, c.jenis) for c in audit.findings
    }


@pytest.fixture(scope="module")
def original():
    return findings(LINES)


def cells(change):
    """Change every cell of every table."""
    return [
        "\t".join(change(cell) for cell in line.split("\t")) if "\t" in line else line
        for line in LINES
    ]


def unnumbered(found):
    return {item for item in found if item[1] not in NUMBERING}


def test_sections_and_rows_in_another_order_give_the_same_findings(original):
    sections = [(714, 773), (462, 540), (655, 713), (774, 836), (599, 654), (541, 598)]
    order = [
        *range(1, 462),
        *(n for a, b in sections for n in range(a, b + 1)),
        *range(837, len(LINES) + 1),
    ]
    rows = [445, 447, 448, 449, 450, 451]
    moved = dict(zip(rows, [451, 448, 450, 445, 449, 447], strict=True))
    order = [moved.get(n, n) for n in order]

    assert sorted(order) == EVERY
    assert unnumbered(findings([LINES[n - 1] for n in order], order)) == unnumbered(original)


def test_columns_under_usual_synonyms_give_the_same_findings(original):
    renamed = cells(lambda cell: SYNONYMS.get(cell.strip(), cell))

    assert renamed != LINES
    assert findings(renamed) == original


def test_numbers_in_other_usual_formats_give_the_same_findings(original):
    def reformatted(cell):
        if AMOUNT.fullmatch(cell):
            return f"Rp {cell.removesuffix(',00')},-"
        if re.fullmatch(r"\d{1,3},\d{1,2}", cell):
            return cell.replace(",", ".")
        return re.sub(r"^Rp\. ?(?=\d{1,3}(?:\.\d{3})+$)", "Rp", cell).replace(" %", "%")

    changed = cells(reformatted)

    assert sum(a != b for a, b in zip(changed, LINES, strict=True)) > 100
    assert findings(changed) == original


def test_pipe_tables_give_the_same_findings(original):
    piped = [f"| {' | '.join(line.split(chr(9)))} |" if "\t" in line else line for line in LINES]

    assert findings(piped) == original


@pytest.mark.parametrize(("first", "last"), [(541, 598), (655, 713), (2307, 2612), (16, 90)])
def test_what_is_left_after_a_section_was_cut_gives_the_same_findings(original, first, last):
    kept = [n for n in EVERY if not first <= n <= last]
    expected = {item for item in original if not first <= item[0] <= last}

    assert unnumbered(findings([LINES[n - 1] for n in kept], kept)) == unnumbered(expected)
