"""Coverage: the items of 53/2014 per indicator, their share and letter, the checklists."""

import json
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner
from tables import INSTANSI, ROOT, TAHUN, params, table

from lkjip_tools.besaran import BESARAN
from lkjip_tools.calculate.cakupan import Dasar, answer, figures_cakupan
from lkjip_tools.cli import main
from lkjip_tools.errors import ParamsError, RegulationError
from lkjip_tools.execute import execute_chapter, find_chapters
from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.finding import Finding
from lkjip_tools.load import Narasi
from lkjip_tools.muatan import (
    ADA,
    ALASAN,
    TIDAK_ADA,
    TULISAN,
    Bahan,
    Muatan,
    muatan_matrix,
    narasi_name,
)
from lkjip_tools.regulation import load_checklist, load_rule
from lkjip_tools.regulation.load import _read_rule_file
from lkjip_tools.schema import TABLES
from lkjip_tools.shown import blocks_in
from lkjip_tools.tabulate.cakupan import table_lke, table_muatan, table_reviu
from lkjip_tools.validate import KINDS
from lkjip_tools.validate.kelengkapan import check_kelengkapan_indikator, check_lembar_iku

END = date(TAHUN, 12, 31)
FORM = load_rule("muatan_lkj_53_2014", END)
ITEMS = tuple(FORM.choices("butir"))
LKE, REVIU = (load_checklist(n, END) for n in ("lke_pelaporan_88_2021", "reviu_lkj_53_2014"))
PARAMS = params()
AKHIR = PARAMS.renstra.akhir
COMPLETE = {
    "target": 80,
    "realisasi": 78,
    f"realisasi/{TAHUN - 1}": 70,
    f"target_akhir/{AKHIR}": 90,
}


def read(besaran, kode, value, tahun=TAHUN):
    value = None if value is None else Decimal(value)
    return Figure(f"{besaran}/{kode}/{tahun}", besaran, value, "persen", source="uji")


def efisiensi(value, note="", pagu=100):
    operands = (("pagu_rp", read("pagu_rp", "8.01.01", pagu)),)
    return Figure(
        f"efisiensi_persen/8.01.01/{TAHUN}", "Efisiensi", value, "persen",
        expression="(pagu_rp - realisasi_rp) / pagu_rp * 100", operands=operands, note=note,
    )  # fmt: skip


def indikator(*codes, **columns):
    row = {
        "jenis": "iku", "induk": "S-1", "indikator": "Cakupan", "satuan": "persen",
        "polaritas": "positif", "agregasi": "akhir", "standar_nasional": "90 persen",
    } | columns  # fmt: skip
    return table("indikator", *({"kode": kode} | row for kode in codes or ("IKU-1",)))


EFFICIENT = efisiensi(Decimal(3))


def figures(*codes, efficiency=EFFICIENT, **changes):
    known = COMPLETE | changes
    found = []
    for kode in codes or ("IKU-1",):
        for name, value in known.items():
            besaran, _, tahun = name.partition("/")
            found.append(read(besaran, kode, value, tahun or TAHUN))
    return FigureList([*found, *([efficiency] if efficiency else [])])


PROGRAM = table("program", {"kode": "8.01.01", "tingkat": "program", "sasaran": "S-1"})


def narasi(text="Karena …"):
    return {("S-1", item): Narasi(narasi_name("S-1", item), text) for item in TULISAN}


def matrix(rows=None, known=None, words=None, program=PROGRAM):
    rows = indikator() if rows is None else rows
    words = narasi() if words is None else words
    bahan = Bahan(program, figures() if known is None else known, words, PARAMS, TAHUN)
    return muatan_matrix(rows, ITEMS, bahan)


def states(cells):
    return {cell.butir: cell.keadaan for cell in cells}


# --- the matrix -----------------------------------------------------------------------------


def test_an_indicator_with_everything_has_all_seven_items_with_what_shows_them():
    cells = matrix()

    assert states(cells) == dict.fromkeys(ITEMS, ADA)
    assert len(ITEMS) == 7
    assert all(cell.bukti for cell in cells)


@pytest.mark.parametrize(
    ("missing", "butir", "what"),
    [
        ({"target": None}, "target_realisasi", f"target {TAHUN}"),
        ({"realisasi": None}, "target_realisasi", f"realisasi {TAHUN}"),
        ({f"realisasi/{TAHUN - 1}": None}, "tahun_lalu", f"realisasi {TAHUN - 1}"),
        ({f"target_akhir/{AKHIR}": None}, "jangka_menengah", f"target akhir Renstra {AKHIR}"),
    ],
)
def test_a_missing_figure_empties_one_cell_and_is_the_one_that_the_finding_names(
    missing, butir, what
):
    known = figures(**missing)
    cells = matrix(known=known)

    assert {key: state for key, state in states(cells).items() if state != ADA} == {
        butir: TIDAK_ADA
    }
    (cell,) = (cell for cell in cells if cell.keadaan == TIDAK_ADA)
    assert cell.catatan == f"belum ada: {what}"
    (finding,) = check_kelengkapan_indikator(indikator(), table("kinerja"), known, PARAMS, TAHUN)
    assert what in finding.pesan


@pytest.mark.parametrize(
    ("columns", "state", "findings"),
    [
        ({"standar_nasional": "90 persen"}, ADA, 0),
        ({"standar_nasional": None, "alasan_tanpa_standar": "Tidak ada."}, ALASAN, 0),
        ({"standar_nasional": None}, TIDAK_ADA, 1),
    ],
)
def test_a_missing_standard_needs_a_reason_and_matrix_and_finding_agree(columns, state, findings):
    rows = indikator(sumber_data="BPS", **columns)

    assert states(matrix(rows))["standar_nasional"] == state
    assert len(check_lembar_iku(rows)) == findings


@pytest.mark.parametrize("text", [None, "", "  \n"])
def test_words_that_are_not_written_are_missing_and_the_file_is_named(text):
    cells = matrix(words=narasi(text))

    assert {key for key, state in states(cells).items() if state == TIDAK_ADA} == set(TULISAN)
    (cell,) = (cell for cell in cells if cell.butir == "penyebab")
    assert cell.catatan == "belum ditulis: 03-a-sasaran-1-analisis"


@pytest.mark.parametrize(
    ("efficiency", "state", "said"),
    [
        (efisiensi(Decimal(0)), ADA, ""),
        (efisiensi(None, "capaian di bawah 100 persen"), ALASAN, "di bawah 100"),
        (efisiensi(None, "belum ada: Pagu", pagu=None), TIDAK_ADA, "belum ada: Pagu"),
        (None, TIDAK_ADA, "tidak ada program pendukung"),
    ],
)
def test_an_empty_efficiency_is_an_answer_only_where_the_money_is_known(efficiency, state, said):
    cells = matrix(known=figures(efficiency=efficiency))

    (cell,) = (cell for cell in cells if cell.butir == "efisiensi")
    assert cell.keadaan == state
    assert said in cell.catatan


def test_goals_are_not_measured_and_owe_nothing():
    assert matrix(indikator(jenis="tujuan")) == ()


def test_every_item_of_the_regulation_is_looked_for_in_every_version():
    for version in _read_rule_file(FORM.path, 0).versions:
        assert set(version.butir) <= set(states(matrix()))


# --- shares and letters ---------------------------------------------------------------------


def cells(there, reasons=0, missing=0, butir="tahun_lalu"):
    states_ = [ADA] * there + [ALASAN] * reasons + [TIDAK_ADA] * missing
    return tuple(Muatan(f"IKU-{n}", butir, state) for n, state in enumerate(states_))


@pytest.mark.parametrize(
    ("counts", "share", "letter"),
    [
        ((5, 0, 1), "83.33333333333333333333333333", "b"),
        ((6, 0, 0), "100", "a"),
        ((9, 0, 1), "90", "b"),
        ((91, 0, 9), "91", "a"),
        ((3, 0, 1), "75", "c"),
        ((76, 0, 24), "76", "b"),
        ((4, 0, 6), "40", "d"),
        ((41, 0, 59), "41", "c"),
        ((1, 0, 9), "10", "e"),
        ((11, 0, 89), "11", "d"),
        ((0, 0, 3), "0", "e"),
        ((3, 3, 0), "50", "c"),
    ],
)
def test_the_share_of_indicators_has_the_letter_of_the_rubric(counts, share, letter):
    """A stated reason is no coverage. Sources: domain rubric; 5 of 6 is b."""
    found = figures_cakupan(cells(*counts), LKE, TAHUN)

    assert found.at("cakupan_persen", "tahun_lalu", TAHUN).value == Decimal(share)
    assert found.at("cakupan_huruf", "tahun_lalu", TAHUN).value == letter


def test_the_count_names_the_indicators_that_carry_the_item():
    found = figures_cakupan(cells(2, 0, 1), LKE, TAHUN)

    counted = found.at("cakupan_jumlah", "tahun_lalu", TAHUN)
    assert counted.value == 2
    assert [figure.value for _, figure in counted.operands] == ["IKU-0", "IKU-1"]


# --- checklists -----------------------------------------------------------------------------


def dasar(matrix=(), findings=(), rows=None, known=(), signed=date(TAHUN + 1, 2, 5)):
    return Dasar(tuple(matrix), FigureList(known), tuple(findings), rows or {}, signed, TAHUN)


def answers(checklist, given):
    return {item.kunci: item for items in answer(checklist, given).values() for item in items}


def test_what_only_a_person_can_tell_is_left_to_a_person():
    for checklist in (LKE, REVIU):
        for item in answers(checklist, dasar()).values():
            assert (item.hasil == "orang") == (item.kriteria.periksa == ())
            assert (item.hasil == "orang") == (item.bukti == ())


def test_the_criteria_that_a_machine_answers_are_these():
    found = answers(LKE, dasar())
    assert [item.butir for item in found.values() if item.butir] == [
        "target_realisasi", "target_realisasi", "jangka_menengah", "tahun_lalu",
        "standar_nasional", "penyebab", "efisiensi",
    ]  # fmt: skip
    machine = {
        (item.kriteria.bagian, item.kriteria.nomor)
        for item in answers(REVIU, dasar()).values()
        if item.hasil != "orang"
    }
    assert machine == {
        *(("format", n) for n in (2, 3, 4, 6)),
        ("mekanisme", 2),
        *(("substansi", n) for n in (1, 2, 4, 5, 7)),
    }


def test_a_statement_is_ticked_by_what_is_there():
    tables = {"pk": 1, "evaluasi_renja": 3, "rencana_aksi": 2}

    assert answers(REVIU, dasar(rows=tables))["lampiran"].hasil == "terpenuhi"
    without = answers(REVIU, dasar(rows=tables | {"pk": 0}))["lampiran"]
    assert without.hasil == "tidak terpenuhi"
    assert "tabel pk kosong" in without.bukti


def test_a_finding_of_the_named_kind_unticks_a_statement_and_is_its_ground():
    fault = Finding("pk_tahun", "material", "pk.csv baris 2; pk.csv baris 3", "PK tahun lain.")
    rows = {"pk_sasaran": 1}

    assert answers(REVIU, dasar(rows=rows))["sesuai_pk"].hasil == "terpenuhi"
    found = answers(REVIU, dasar(rows=rows, findings=[fault]))["sesuai_pk"]
    assert found.hasil == "tidak terpenuhi"
    assert found.bukti[-1] == "temuan pk_tahun: pk.csv baris 2 dan lainnya"


def test_a_stated_reason_satisfies_a_reviewer_and_a_gap_does_not():
    def comparison(*counts):
        items = ("tahun_lalu", "jangka_menengah", "standar_nasional")
        given = [cell for item in items for cell in cells(*counts, butir=item)]
        return answers(REVIU, dasar(given))["perbandingan"]

    assert comparison(2, 1).hasil == "terpenuhi"
    assert "standar nasional alasan dinyatakan: IKU-2" in comparison(2, 1).bukti
    assert comparison(2, 0, 1).hasil == "tidak terpenuhi"
    assert "tahun lalu tidak ada: IKU-2" in comparison(2, 0, 1).bukti
    assert comparison(0).hasil == "tidak terpenuhi"


@pytest.mark.parametrize(
    ("signed", "result"),
    [(date(2024, 2, 29), "terpenuhi"), (date(2024, 3, 1), "tidak terpenuhi")],
)
def test_a_report_signed_by_the_end_of_february_is_in_time(signed, result):
    found = answers(LKE, dasar(signed=signed))["tepat_waktu"]

    assert found.hasil == result
    assert "tenggat 29 Februari 2024" in found.bukti[0]


@pytest.mark.parametrize("value", [None, 96])
def test_money_is_accounted_for_when_its_figures_are_known(value):
    known = [read(b, "instansi", value) for b in ("pagu_rp", "realisasi_rp", "serapan_persen")]

    expected = "tidak terpenuhi" if value is None else "terpenuhi"
    assert answers(REVIU, dasar(known=known))["keuangan"].hasil == expected
    assert answers(REVIU, dasar())["keuangan"].hasil == "tidak terpenuhi"


@pytest.mark.parametrize("checklist", [LKE, REVIU], ids=lambda it: it.name)
def test_every_check_of_a_checklist_names_something_that_exists(checklist):
    known = {
        "muatan": set(ITEMS),
        "temuan": set(KINDS),
        "tabel": set(TABLES),
        "tenggat": set(load_rule("tenggat", END).choices()),
    }
    for criteria in checklist.parts.values():
        for criterion in criteria.values():
            for check in criterion.periksa:
                kind, name = check.split("/", 1)
                if kind == "angka":
                    assert name.split("/")[0] in BESARAN
                else:
                    assert name in known[kind], check


def test_the_numbers_of_a_part_run_from_one():
    for checklist in (LKE, REVIU):
        for criteria in checklist.parts.values():
            assert [c.nomor for c in criteria.values()] == list(range(1, len(criteria) + 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "periksa: [temuan/sumber_data]",
            "periksa: [temuan]",
            "pemeriksaan 'temuan' tidak dikenal",
        ),
        ("bagian: mekanisme", "bagian: mekanik", "bagian 'mekanik' tidak dikenal"),
    ],
)
def test_a_wrong_checklist_is_refused_with_its_place(tmp_path, old, new, message):
    path = tmp_path / "reviu.yml"
    path.write_text(REVIU.path.read_text("utf-8").replace(old, new, 1), "utf-8")

    with pytest.raises(RegulationError, match=rf"reviu\.yml, baris \d+.*{message}"):
        _read_rule_file(path, 0)


def test_a_rule_of_another_kind_is_no_checklist():
    with pytest.raises(RegulationError, match="bukan daftar periksa"):
        load_checklist("tenggat", END)


# --- as printed -----------------------------------------------------------------------------


def test_the_matrix_prints_a_row_per_indicator_and_the_shares_below():
    given = matrix(
        indikator("IKU-1", "IKU-2", standar_nasional=None, alasan_tanpa_standar="Tidak ada."),
        figures("IKU-1", "IKU-2"),
    )
    block = table_muatan(given, FORM, figures_cakupan(given, LKE, TAHUN), TAHUN).block()

    texts = [[cell["text"] for cell in row["cells"]] for row in block["body"]]
    assert texts == [
        ["IKU-1", "ada", "ada", "ada", "alasan dinyatakan", "ada", "ada", "ada"],
        ["IKU-2", "ada", "ada", "ada", "alasan dinyatakan", "ada", "ada", "ada"],
        ["Ada (%)", "100,00", "100,00", "100,00", "0,00", "100,00", "100,00", "100,00"],
    ]
    assert all(cell["id"] for cell in block["body"][-1]["cells"][1:])
    assert block["notes"] == ["Standar nasional, IKU-1, IKU-2: alasan dinyatakan: Tidak ada."]


def test_an_agency_without_indicators_has_an_empty_matrix():
    given = matrix(indikator(jenis="tujuan"))

    assert (
        table_muatan(given, FORM, figures_cakupan(given, LKE, TAHUN), TAHUN).block()["body"] == []
    )


def test_the_checklists_say_in_their_titles_that_nobody_verified_them():
    given = matrix()
    found = figures_cakupan(given, LKE, TAHUN)
    lke = table_lke(answer(LKE, dasar(given)), LKE, found, TAHUN).block()
    reviu = table_reviu(answer(REVIU, dasar(given)), REVIU).block()

    for block in (lke, reviu):
        assert "(belum diverifikasi)" in block["title"]
    assert any("belum dicocokkan dengan naskah" in note for note in reviu["notes"])
    marks = {row["cells"][2]["text"] for row in reviu["body"] if row["role"] == "row"}
    assert marks == {"V", "–", ""}
    graded = [r["cells"] for r in lke["body"] if len(r["cells"]) > 1 and r["cells"][3]["id"]]
    assert {cells[3]["text"] for cells in graded} == {"a"}


# --- the command ----------------------------------------------------------------------------


def test_the_command_prints_three_tables_and_writes_what_they_rest_on(tmp_path):
    target = tmp_path / "cakupan.json"
    result = CliRunner().invoke(main, ["coverage", "--root", str(ROOT), "--json", str(target)])

    assert result.exit_code == 0, result.output
    for title in ("Muatan Laporan Kinerja", "Kriteria Pelaporan Kinerja", "Daftar Periksa Reviu"):
        assert title in result.stdout
    said = json.loads(target.read_text("utf-8"))
    assert set(said) == {"muatan", "angka", LKE.name, REVIU.name}
    assert len(said["muatan"]) == 7 * 7
    assert said[REVIU.name]["verifikasi"] == "belum diverifikasi"
    by_text = {item["teks"]: item for item in said[REVIU.name]["jawaban"]}
    unmet = [text for text, item in by_text.items() if item["hasil"] == "tidak terpenuhi"]
    assert any("perjanjian kinerja" in text for text in unmet)  # the sample attaches PK 2024
    assert any("data yang memadai" in text for text in unmet)  # no IKU names its source


def test_the_sample_covers_these_shares():
    result = CliRunner().invoke(main, ["coverage", "--root", str(ROOT)])

    (line,) = (line for line in result.stdout.splitlines() if "Ada (%)" in line)
    assert line.split()[2:] == ["100,00", "100,00", "100,00", "0,00", "100,00", "71,43", "100,00"]


def test_an_unknown_year_is_a_wrong_call():
    result = CliRunner().invoke(main, ["coverage", "--root", str(ROOT), "--tahun", "2031"])

    assert result.exit_code == 2
    assert "tidak ada data" in result.stderr


# --- in the report --------------------------------------------------------------------------

ANNEXES = {
    "05_lampiran": ({"metode-sensitivitas"}, "sensitivitas_rata_rata_persen/dinyatakan/2023"),
    "07_cakupan": (
        {"cakupan-muatan", "cakupan-lke", "cakupan-reviu"},
        "cakupan_huruf/efisiensi/2023",
    ),
}


def printed(cells):
    """The keys of the tables that a chapter hands to the report."""
    return {
        block.get("key")
        for cell in cells
        if "laporan" in cell.metadata.get("tags", [])
        for output in cell.get("outputs", [])
        for block in blocks_in(output.get("data", {}))
    }


@pytest.mark.parametrize("name", ANNEXES)
def test_an_annex_is_printed_only_when_the_agency_asks_for_it(sample_project, tmp_path, name):
    (chapter,) = (item for item in find_chapters(sample_project.root) if item.name == name)
    keys, id = ANNEXES[name]

    plain = execute_chapter(chapter, INSTANSI, TAHUN, tmp_path / "a.ipynb").notebook.cells
    assert printed(plain) & keys == set()

    text = sample_project.params_path.read_text("utf-8")
    sample_project.params_path.write_text(
        f"{text}\nlampiran_tambahan: [sensitivitas, cakupan]\n", "utf-8"
    )
    asked = execute_chapter(chapter, INSTANSI, TAHUN, tmp_path / "b.ipynb").notebook.cells
    assert printed(asked) >= keys
    assert any(id in str(cell.get("outputs")) for cell in asked)


def test_an_annex_that_nobody_knows_is_refused(sample_project):
    text = sample_project.params_path.read_text("utf-8")
    sample_project.params_path.write_text(f"{text}\nlampiran_tambahan: [cakupn]\n", "utf-8")

    with pytest.raises(ParamsError, match=r"lampiran_tambahan.*'cakupn' tidak dikenal"):
        sample_project.read_params()
