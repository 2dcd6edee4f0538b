"""The sheet *Ringkasan*: whose report, by which policies, and how much of it agrees."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.workbook import Workbook

from lkjip_tools.besaran import BESARAN
from lkjip_tools.explain import Ledger
from lkjip_tools.params import Params
from lkjip_tools.worksheet.figures import DIFFERENT, SAME, TOLERANCE, Columns
from lkjip_tools.worksheet.styles import Styles, write_text

SHEET = "Ringkasan"
#: Binary fractions carry 15 to 16 digits; a rupiah in a budget of ten trillion is still seen.
RELATIVE_TOLERANCE = 1e-12

_NOTES = (
    "Lembar Perhitungan memuat setiap angka laporan. Kolom Dihitung kembali adalah rumus hidup "
    "atas sel bernama; ubah satu sel data, dan semua angka yang bergantung padanya ikut berubah.",
    "Lembar data memuat tabel instansi apa adanya: baris 58 tabel kinerja adalah baris 58 pada "
    "lembar kinerja, kolom demi kolom.",
    "Sama berarti selisihnya tidak lebih dari toleransi dikalikan besar angka itu: lembar kerja "
    "menghitung dengan pecahan biner 15 angka, laporan dengan pecahan desimal 28 angka.",
    "Golongan predikat dibandingkan dengan batasnya setelah sembilan desimal, agar pecahan biner "
    "tidak meleset dari batas yang tepat dicapai.",
    "Teks yang diawali =, +, -, atau @ didahului tanda petik, agar tetap teks juga bila lembar "
    "ini disimpan sebagai CSV.",
)


def write_summary(
    workbook: Workbook, styles: Styles, params: Params, tahun: int, ledger: Ledger, columns: Columns
) -> None:
    """Write the first sheet.

    Args:
        workbook: Where it goes; the sheet is there, empty.
        styles: The workbook's.
        params: The agency.
        tahun: Year of the report.
        ledger: The report's figures.
        columns: Where the results are.
    """
    page = _Page(workbook, styles)
    page.line("Kertas kerja penghitungan kembali", look="title")
    page.line()
    page.line("Instansi", params.nama)
    page.line("Pemerintah", params.pemerintah)
    page.line("Tahun", str(tahun))
    page.section("Hasil")
    page.counts("Angka yang diperiksa", f"=COUNTA({columns.result})")
    page.counts("Sama", f'=COUNTIF({columns.result},"{SAME}")')
    page.counts("Berbeda", f'=COUNTIF({columns.result},"{DIFFERENT}")', marked=True)
    page.tolerance()
    page.section("Keterangan")
    for note in _NOTES:
        page.note(note)
    page.section("Kebijakan yang dinyatakan")
    for name, value in params.kebijakan.model_dump(mode="json").items():
        page.line(name.replace("_", " ").capitalize(), str(value))
    page.section("Menurut besaran", "banyaknya", "berbeda")
    for besaran in _present(ledger):
        name = besaran.replace('"', '""')
        mine = f'{columns.besaran},"{name}"'
        page.counts(
            besaran,
            f"=COUNTIFS({mine})",
            f'=COUNTIFS({mine},{columns.result},"{DIFFERENT}")',
            marked=True,
        )


class _Page:
    """The sheet, written line by line."""

    def __init__(self, workbook: Workbook, styles: Styles) -> None:
        self._workbook, self._styles, self._row = workbook, styles, 0
        self._sheet = workbook.get_worksheet_by_name(SHEET)
        for column, width in enumerate((40, 52, 12)):
            self._sheet.set_column(column, column, width)
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.hide_gridlines(2)

    def line(self, *texts: str, look: str = "plain") -> None:
        for column, text in enumerate(texts):
            write_text(self._sheet, self._row, column, text, self._styles.get(look))
        self._row += 1

    def section(self, *texts: str) -> None:
        self._row += 1
        self.line(*texts, *[""] * (3 - len(texts)), look="section")

    def counts(self, label: str, *formulas: str, marked: bool = False) -> None:
        """Write counts; the last one, where it is marked, stands out when it is not zero."""
        write_text(self._sheet, self._row, 0, label, self._styles.get("plain"))
        for column, formula in enumerate(formulas, start=1):
            self._sheet.write_formula(self._row, column, formula, self._styles.get("count"), "")
        if marked:
            look = {"type": "cell", "criteria": ">", "value": 0, "format": self._styles.get("bad")}
            last = len(formulas)
            self._sheet.conditional_format(self._row, last, self._row, last, look)
        self._row += 1

    def tolerance(self) -> None:
        self._sheet.write_number(self._row, 1, RELATIVE_TOLERANCE, self._styles.get("tolerance"))
        self._workbook.define_name(TOLERANCE, f"={SHEET}!$B${self._row + 1}")
        self.line("Toleransi")

    def note(self, text: str) -> None:
        self._sheet.merge_range(self._row, 0, self._row, 2, text, self._styles.get("wrap"))
        self._sheet.set_row(self._row, 28)
        self._row += 1


def _present(ledger: Ledger) -> Iterable[str]:
    labels = {entry.besaran for entry in ledger}
    return dict.fromkeys(item.label for item in BESARAN.values() if item.label in labels)
