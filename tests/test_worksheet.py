"""The working paper: a second engine computes every figure again and comes to the same result."""

import csv
import json
import re
import shutil
import string
import subprocess
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from project import run
from tables import INSTANSI, TAHUN, sample

from lkjip_tools.calculate.everything import figures_all
from lkjip_tools.cli import main
from lkjip_tools.errors import FormulaError
from lkjip_tools.explain import Ledger
from lkjip_tools.explain.entry import entry_of
from lkjip_tools.load import read_table
from lkjip_tools.place import Place
from lkjip_tools.schema import TABLES
from lkjip_tools.worksheet import write_worksheet
from lkjip_tools.worksheet.figures import DIFFERENT, SAME
from lkjip_tools.worksheet.formulas import LONGEST_LIST, spreadsheet_formula
from lkjip_tools.worksheet.names import cell_names
from lkjip_tools.worksheet.styles import safe_text
from lkjip_tools.worksheet.summary import RELATIVE_TOLERANCE

needs_office = pytest.mark.libreoffice
COMPUTED, REPORTED, RESULT = "Dihitung kembali", "Nilai laporan", "Hasil"


# ---- Two engines --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def paper(sample_run, tmp_path_factory):
    """The sample's working paper, as the command writes it."""
    target = tmp_path_factory.mktemp("kertas-kerja") / "kertas-kerja.xlsx"
    done = run("lkjip", "worksheet", "-o", target, cwd=sample_run.root)
    assert (done.returncode, done.stdout.strip()) == (0, str(target)), done.stderr
    return target


@pytest.fixture(scope="module")
def figures(sample_report):
    text = (sample_report / "angka.jsonl").read_text("utf-8")
    return {figure["id"]: figure for figure in map(json.loads, text.split("\n")[:-1])}


@pytest.fixture(scope="module")
def recalculated(paper, tmp_path_factory):
    return recalculate(paper, tmp_path_factory.mktemp("libreoffice"))


def recalculate(path, folder, kind="xlsx"):
    """Open a workbook in LibreOffice, which has no cached result to trust, and save it again."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", folder, path]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=300)
    return folder / f"{path.stem}.{kind.partition(':')[0]}"


def recalculate_changed(workbook, folder):
    """Save a workbook that was tampered with, and open it in LibreOffice."""
    workbook.save(folder / "ubah.xlsx")
    (folder / "libreoffice").mkdir()
    return recalculate(folder / "ubah.xlsx", folder / "libreoffice")


def rows_of(path, *, formulas=False):
    """The sheet of figures by id."""
    sheet = openpyxl.load_workbook(path, data_only=not formulas)["Perhitungan"]
    head, *rows = sheet.iter_rows(values_only=True)
    found = [dict(zip(head, row, strict=True)) for row in rows]
    return {row["Id"]: row for row in found}


def counts_of(path):
    rows = openpyxl.load_workbook(path, data_only=True)["Ringkasan"].iter_rows(values_only=True)
    return {row[0]: row[1] for row in rows if row[0]}


def agrees(row, figure):
    """Whether the spreadsheet's value is the report's, compared here and not there."""
    expected, value = entry_of(figure).exact, row[COMPUTED]
    if expected is None:
        return value in (None, "")
    if isinstance(expected, str):
        return value == safe_text(expected)
    if not isinstance(value, int | float):
        return False
    return abs(Decimal(value) - expected) <= Decimal(RELATIVE_TOLERANCE) * max(1, abs(expected))


def test_no_result_is_written_beside_a_formula(paper):
    """What a reader, or LibreOffice, sees was computed there: no value waits to be trusted."""
    with zipfile.ZipFile(paper) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        cached = [
            found
            for name in sheets
            for found in re.findall(r"<f>[^<]*</f><v>([^<]*)</v>", archive.read(name).decode())
        ]

    assert len(cached) > 5000
    assert set(cached) == {""}


def test_every_figure_has_a_live_formula_over_named_cells(paper, figures):
    rows = rows_of(paper, formulas=True)
    names = set(openpyxl.load_workbook(paper).defined_names)

    assert set(rows) == set(figures)
    for id, row in rows.items():
        assert row[COMPUTED].startswith("="), id
        assert row["Nama sel"] in names, id
        if figures[id]["nilai"] is not None:
            used = set(re.findall(r"[A-Za-z_]\w*__?\w+", row[COMPUTED]))
            assert used & names or "Daftar!" in row[COMPUTED] or row[COMPUTED] == "=0", id
    assert rows["capaian_persen/IKU-1/2023"][COMPUTED] == (
        "=realisasi_IKU_1_2023/target_IKU_1_2023*100"
    )


@needs_office
def test_libreoffice_comes_to_the_same_result_for_every_figure(recalculated, figures):
    rows = rows_of(recalculated)

    assert len(rows) == len(figures) > 1500
    assert [id for id, row in rows.items() if not agrees(row, figures[id])] == []
    assert {row[RESULT] for row in rows.values()} == {SAME}
    counts = counts_of(recalculated)
    assert (counts["Angka yang diperiksa"], counts["Sama"]) == (len(figures), len(figures))
    assert counts["Berbeda"] == 0


def address(workbook, sheet, name, row):
    """A cell of a sheet by its column's name and its row, or the first row that holds a word."""
    head, *rows = workbook[sheet].iter_rows()
    column = [cell.value for cell in head].index(name)
    if isinstance(row, int):
        return workbook[sheet].cell(row, column + 1)
    return next(cells[column] for cells in rows if row in [cell.value for cell in cells])


PLANTED = {
    "an operand": (
        [("kinerja", "realisasi", 58, 70)],
        {"realisasi/IKU-1", "capaian_persen/IKU-1", "capaian_rata_rata_persen/instansi"},
    ),
    "a rupiah of a budget, a grade, and a bound of the scale": (
        [
            ("anggaran", "pagu_rp", 2, 6426345747),
            ("kinerja", "target_predikat", 15, "BB"),
            ("Skala", "Mulai dari", "Sangat Tinggi", 130),
        ],
        {"pagu_rp/instansi", "serapan_persen/8.01.01", "predikat_capaian/IKU-3"},
    ),
}


@needs_office
@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_wrong_value_is_found_and_counted(paper, tmp_path, planted):
    cells, expected = PLANTED[planted]
    workbook = openpyxl.load_workbook(paper)
    for sheet, name, row, value in cells:
        cell = address(workbook, sheet, name, row)
        assert cell.value not in (value, None)
        cell.value = value

    changed = recalculate_changed(workbook, tmp_path)

    wrong = [id for id, row in rows_of(changed).items() if row[RESULT] == DIFFERENT]
    assert {f"{id}/{TAHUN}" for id in expected} <= set(wrong)
    assert counts_of(changed)["Berbeda"] == len(wrong) < 60


@needs_office
def test_wrong_values_of_the_report_are_found_and_nothing_else(paper, tmp_path):
    planted = {
        f"capaian_persen/IKU-1/{TAHUN}": 89.3425,
        f"pagu_rp/instansi/{TAHUN}": 32654909392,
        f"predikat_capaian/IKU-1/{TAHUN}": "tinggi",
        f"efisiensi_persen/8.01.01/{TAHUN}": 8.01,
        f"jumlah_iku/instansi/{TAHUN}": None,
    }
    workbook = openpyxl.load_workbook(paper)
    for id, value in planted.items():
        address(workbook, "Perhitungan", REPORTED, id).value = value

    changed = recalculate_changed(workbook, tmp_path)

    wrong = [id for id, row in rows_of(changed).items() if row[RESULT] == DIFFERENT]
    assert set(wrong) == set(planted)
    assert counts_of(changed)["Berbeda"] == len(planted)


# ---- Other agencies, other policies -------------------------------------------------------------


def wild(project):
    """Every polaritas, zeros, blanks, a range, a lower bound and policies the sample has not."""
    for old, new in {
        "rumus_negatif: cermin": "rumus_negatif: cermin_lantai_nol",
        "batas_capaian: tanpa": "batas_capaian: batas_120",
        "lingkup_batas: indikator": "lingkup_batas: rata_rata",
        "batas_pembanding: batas_100": "batas_pembanding: batas_110_menjadi_120",
        "rata_rata_capaian: per_iku": "rata_rata_capaian: per_sasaran",
        "predikat_ke_nilai: batas_bawah": "predikat_ke_nilai: tengah",
        "efisiensi: sisa": "efisiensi: pmk_ne",
        "evaluasi_rata_rata_k: mean_program": "evaluasi_rata_rata_k: median_program",
    }.items():
        project.edit(project.params_path, old, new)
    edit_cells(
        project,
        "indikator",
        {
            ("kode", "IKU-2"): {"polaritas": "negatif"},
            ("kode", "IKU-3"): {"polaritas": "negatif"},
            ("kode", "IKU-4"): {"polaritas": "rentang"},
            ("kode", "IKU-5"): {"polaritas": "rentang"},
            ("kode", "IKU-6"): {"polaritas": "negatif"},
        },
    )
    edit_cells(
        project,
        "kinerja",
        {
            ("dokumen", "tabel-7", "indikator", "IKU-2"): {"target": "10", "realisasi": "25"},
            ("dokumen", "tabel-7", "indikator", "IKU-3"): {"target": "0", "realisasi": "0"},
            ("dokumen", "tabel-7", "indikator", "IKU-4"): {"target_bawah": "80", "target": "90"},
            ("dokumen", "tabel-7", "indikator", "IKU-5"): {"target_bawah": "70", "target": "90"},
            ("dokumen", "tabel-7", "indikator", "IKU-6"): {"target": "-", "realisasi": "3"},
        },
    )
    edit_cells(project, "belanja", {("kode", "5.1.02"): {"pagu_rp": ""}})


def scarce(project):
    """Blanks and zeros where numbers stood: what cannot be computed stays empty there too."""
    edit_cells(
        project,
        "kinerja",
        {
            ("indikator", "IKU-1", "tahun", str(TAHUN)): {"target": "", "target_predikat": ""},
            ("indikator", "IKU-2", "tahun", str(TAHUN)): {"realisasi": ""},
            ("indikator", "IKU-3", "tahun", str(TAHUN)): {"target": "0"},
            ("indikator", "IKU-4", "tahun", "2022"): {"realisasi": "0", "capaian_tercatat": ""},
        },
    )
    edit_cells(
        project,
        "evaluasi_renja",
        {
            ("kode", "8.01.01"): {"tw1_k": "", "tw2_k": "", "tw3_k": "", "tw4_k": ""},
            ("kode", "8.01.02"): {"agregasi": ""},
            ("kode", "8.01.03"): {"target_renstra_rp": "0", "target_k": "0"},
        },
    )
    project.edit(
        project.params_path, "predikat_ke_nilai: batas_bawah", "predikat_ke_nilai: skor_asli"
    )


def many(project):
    """More rows than a spreadsheet function takes by name."""
    path = project.path("pegawai_sasaran")
    rows = "".join(f"S-1,Bidang {n},Jabatan {n},{n % 7},\n" for n in range(300))
    path.write_text(path.read_text("utf-8") + rows, "utf-8")


def edit_cells(project, name, changes):
    """Change cells of the rows that hold certain words."""
    with project.path(name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), reader.fieldnames
    for match, cells in changes.items():
        wanted = dict(zip(match[::2], match[1::2], strict=True))
        found = [row for row in rows if wanted.items() <= row.items()]
        assert found, match
        for row in found:
            row.update(cells)
    with project.path(name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@needs_office
@pytest.mark.parametrize("agency", [wild, scarce, many], ids=lambda agency: agency.__name__)
def test_any_agency_comes_to_the_same_result(sample_project, tmp_path, agency):
    agency(sample_project)
    tables = {name: read_table(name, INSTANSI, TAHUN, sample_project.root) for name in TABLES}
    angka = figures_all(tables, sample_project.read_params(), TAHUN, sample_project.root)
    ledger, target = Ledger.of(angka), tmp_path / "kertas-kerja.xlsx"
    write_worksheet(ledger, INSTANSI, TAHUN, sample_project.root, target)

    folder = tmp_path / "libreoffice"
    folder.mkdir()
    rows = rows_of(recalculate(target, folder))

    lines = {line["id"]: line for line in angka.to_json()}
    wrong = {id: (row[COMPUTED], lines[id]["nilai"]) for id, row in rows.items()
             if not agrees(row, lines[id]) or row[RESULT] != SAME}  # fmt: skip
    assert wrong == {}
    assert len(rows) == len(lines)


# ---- Formulas -----------------------------------------------------------------------------------


class Cells:
    """Named cells for a formula, and a scale of two brackets."""

    def name(self, id):
        return id

    def span(self, owner, operand, ids):
        return f"Daftar!$A$3:$A${len(ids) + 2}"

    def scale(self, rule):
        if rule != "skala":
            raise ValueError(f"aturan '{rule}' tidak menyebut skala")
        return self

    def classify(self, value):
        return f'IF(ROUND({value},9)>Skala!$D$2,"Tinggi","Rendah")'

    def bound(self, label, which):
        return f"INDEX({which},MATCH({label},golongan,0))"


def translate(rumus, operands, value="1", rule="skala"):
    """The spreadsheet formula of a figure `x = rumus`."""
    line = {
        "id": "x/y/2023",
        "label": "X",
        "nilai": value,
        "satuan": "",
        "rumus": f"x = {rumus}" if rumus else "",
        "operan": [
            {"nama": name, "id": id, "label": id, "nilai": given, "satuan": "", "sumber": id}
            for name, id, given in operands
        ],
        "sumber": "",
        "aturan": rule,
        "catatan": "",
    }
    return spreadsheet_formula(entry_of(line), Cells())


AB = [("a", "A", "1"), ("b", "B", "2")]
LIST = [("many", f"M{n}", "1") for n in range(3)]
LONG = [("many", f"M{n}", "1") for n in range(LONGEST_LIST + 1)]


@pytest.mark.parametrize(
    ("rumus", "operands", "formula"),
    [
        ("a / b * 100", AB, "=A/B*100"),
        ("(a - (b - a)) / a * 100", AB, "=(A-(B-A))/A*100"),
        ("a / (a * b / 100)", AB, "=A/(A*B/100)"),
        ("50 + a / 20 * 50", AB, "=50+A/20*50"),
        ("terkecil(a, b)", AB, "=MIN(A,B)"),
        ("terbesar(a / b, -20)", AB, "=MAX(A/B,-20)"),
        ("jumlah(many) / banyaknya(many)", LIST, "=SUM(M0,M1,M2)/COUNTA(M0,M1,M2)"),
        ("median(many)", LIST, "=MEDIAN(M0,M1,M2)"),
        (
            "a if b > a else b",
            AB,
            "=IF(ROUND(B,9)>A,A,B)",
        ),
        ("a / b if b >= 100 else None", AB, '=IF(ROUND(B,9)>=100,A/B,"")'),
        ("banyaknya(many >= 100)", LIST[:2], "=N(ROUND(M0,9)>=100)+N(ROUND(M1,9)>=100)"),
        ("banyaknya(many == a)", [*LIST[:1], *AB], "=N(EXACT(M0,A))"),
        ("banyaknya(many)", [], "=0"),
        ("banyaknya(many >= 100)", [], "=0"),
        ("golongan(a)", AB, '=IF(ROUND(A,9)>Skala!$D$2,"Tinggi","Rendah")'),
        ("batas_bawah(a)", AB, "=INDEX(low,MATCH(A,golongan,0))"),
        (
            "tengah(a)",
            AB,
            "=(INDEX(low,MATCH(A,golongan,0))+INDEX(high,MATCH(A,golongan,0)))/2",
        ),
        ("jumlah(many)", LONG, "=SUM(Daftar!$A$3:$A$28)"),
        ("banyaknya(many >= 100)", LONG, "=SUMPRODUCT(--(ROUND(Daftar!$A$3:$A$28,9)>=100))"),
        ("ketetapan", [("ketetapan", "K", "100"), *AB], "=K"),
        ("", [], '=""'),
    ],
)
def test_a_formula_is_the_same_tree_over_named_cells(rumus, operands, formula):
    assert translate(rumus, operands) == formula


@pytest.mark.parametrize(
    ("rumus", "operands", "formula"),
    [
        ("a / b", [("a", "A", None), ("b", "B", "2")], '=IF(OR(A=""),"",IFERROR(A/B,""))'),
        ("a / b", AB, '=IFERROR(A/B,"")'),
        ("skor_asli(a)", AB, '=IFERROR(NA(),"")'),
        ("jumlah(many) / banyaknya(many)", [], '=IFERROR(SUM("")/0,"")'),
    ],
)
def test_a_figure_that_could_not_be_computed_stays_empty_for_the_same_reason(
    rumus, operands, formula
):
    assert translate(rumus, operands, value=None) == formula


@pytest.mark.parametrize(
    ("rumus", "rule"),
    [("a ** b", ""), ("a[0]", ""), ("akar(a)", ""), ("a + c", ""), ("golongan(a)", "rumus/x")],
)
def test_a_formula_without_a_spreadsheet_form_stops_the_workbook(rumus, rule):
    with pytest.raises(FormulaError, match=r"x/y/2023: rumus .* tidak dapat ditulis"):
        translate(rumus, AB, rule=rule)


# ---- Names and texts ----------------------------------------------------------------------------

codes = st.text(string.ascii_letters + string.digits + ".-_/ é&", min_size=1, max_size=12)


@given(ids=st.lists(codes, unique=True, max_size=30))
def test_every_id_gets_a_legal_name_of_its_own(ids):
    names = list(cell_names(ids).values())

    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name)
        assert len(name) <= 255
        assert not re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]|[Rr]\d*[Cc]\d*", name)


def test_names_are_readable_and_the_same_on_every_run():
    ids = [
        "capaian_persen/IKU-1/2023",
        "pagu_rp/belanja-5.1.02/2023",
        "a/b-c/1",
        "a/b.c/1",
        "A/B-C/1",
    ]

    assert list(cell_names(ids).values()) == [
        "capaian_persen_IKU_1_2023",
        "pagu_rp_belanja_5_1_02_2023",
        "a_b_c_1",
        "a_b_c_1__2",
        "A_B_C_1__3",
    ]


def test_every_name_of_the_sample_is_kept_by_libreoffice_and_excel():
    names = cell_names(line["id"] for line in sample().to_json())

    assert len(set(names.values())) == len(names) > 1500


ATTACKS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "=1"]


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_that_begins_like_a_formula_is_kept_as_text(text):
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-", "–", "kegiatan", "a=b", " =1", "5 menit", "8.01.01"])
def test_other_texts_stay_as_they_are(text):
    assert safe_text(text) == text


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    assert safe_text("=" * 40000).endswith("(dipotong; lengkapnya pada berkas data)")
    assert len(safe_text("=" * 40000)) <= 32767


@needs_office
def test_no_text_of_an_agency_becomes_a_formula_even_in_a_csv(sample_project, tmp_path):
    """As a string in the workbook, and with an apostrophe in what is saved from it."""
    rows = [{"misi": text, "tujuan": f"tujuan {n}"} for n, text in enumerate(ATTACKS)]
    sample_project.write("misi", *rows)
    target = tmp_path / "kertas-kerja.xlsx"
    write_worksheet(Ledger.of(sample()), INSTANSI, TAHUN, sample_project.root, target)

    workbook = openpyxl.load_workbook(target)
    cells = [row[0] for row in workbook["misi"].iter_rows(min_row=2) if row[0].value]
    number = workbook.sheetnames.index("misi") + 1
    kind = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}"
    folder = tmp_path / "libreoffice"
    folder.mkdir()
    recalculate(target, folder, kind)
    (saved,) = folder.glob("*.csv")

    assert len(cells) == len(ATTACKS)
    assert {cell.data_type for cell in cells} == {"s"}
    with saved.open(encoding="utf-8-sig", newline="") as file:
        texts = [row[0] for row in csv.reader(file)][1:]
    assert all(text.startswith("'") for text in texts if text)


# ---- The workbook -------------------------------------------------------------------------------


def test_the_data_stand_at_the_row_and_column_of_their_file(paper, sample_run, figures):
    workbook = openpyxl.load_workbook(paper)
    checked = 0
    for figure in figures.values():
        place = Place.parse(figure["sumber"])
        if place is None:
            continue
        sheet = workbook[place.table]
        column = [cell.value for cell in sheet[1]].index(place.column) + 1
        shown, value = sheet.cell(place.row, column).value, entry_of(figure).exact
        if isinstance(value, Decimal):
            assert Decimal(str(shown)) == value, figure["id"]
        else:
            assert shown == (None if value is None else safe_text(value)), figure["id"]
        checked += 1
    assert checked > 1000


def test_the_sheets_are_those_an_inspector_looks_for(paper):
    workbook = openpyxl.load_workbook(paper)

    assert workbook.sheetnames[:4] == ["Ringkasan", "Perhitungan", "Skala", "Aturan"]
    assert {"kinerja", "anggaran", "evaluasi_renja"} <= set(workbook.sheetnames)
    sheet = workbook["Perhitungan"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref.startswith("A1:O")
    head = [cell.value for cell in workbook["Aturan"][1]]
    rules = {row[0]: dict(zip(head, row, strict=True)) for row in
             workbook["Aturan"].iter_rows(min_row=2, values_only=True)}  # fmt: skip
    assert rules["rumus_capaian/positif"]["Verifikasi"] == "belum diverifikasi"
    assert rules["rumus_capaian/positif"]["Cara membaca"].startswith("Rumus mengikuti polaritas")


def test_a_figure_that_was_read_leads_to_its_cell(paper):
    sheet = openpyxl.load_workbook(paper)["Perhitungan"]
    links = [cell.hyperlink.location for row in sheet.iter_rows(min_row=2) for cell in row
             if cell.hyperlink]  # fmt: skip

    assert "'kinerja'!$H$58" in links


def test_the_same_report_gives_the_same_bytes(sample_run, paper, tmp_path):
    again = tmp_path / "lagi.xlsx"
    run("lkjip", "worksheet", "-o", again, cwd=sample_run.root / "notebooks", PYTHONHASHSEED="7")

    assert again.read_bytes() == paper.read_bytes()


def test_a_report_that_was_not_built_is_told_and_nothing_is_written(sample_project, tmp_path):
    target = tmp_path / "kk.xlsx"
    arguments = ["worksheet", "--root", str(sample_project.root), "-o", str(target)]
    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 2
    assert "jalankan: lkjip report" in result.stderr
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_place_that_cannot_be_written_is_told_and_the_old_file_stays(sample_run, tmp_path):
    (tmp_path / "berkas").write_text("lama", "utf-8")
    arguments = ["worksheet", "--root", str(sample_run.root), "-o", str(tmp_path / "berkas" / "x")]

    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 1
    assert "kertas kerja tidak dapat ditulis" in result.stderr
    assert (tmp_path / "berkas").read_text("utf-8") == "lama"
