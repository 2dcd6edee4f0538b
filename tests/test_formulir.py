"""Forms: agreements whole and in order, signatures below each, procedures with their flow."""

import re
from typing import get_args

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from report_sample import merged_notebook, shown, written
from tables import INSTANSI, ROOT, TAHUN, policies, sample, scale, table
from test_transcription import NASKAH

from lkjip_tools.block import Column, Table
from lkjip_tools.calculate.evaluasi import figures_evaluasi
from lkjip_tools.figure import FigureList
from lkjip_tools.load import read_table
from lkjip_tools.load.narasi import Narasi
from lkjip_tools.policy import report_items
from lkjip_tools.prose import narrate
from lkjip_tools.records import records
from lkjip_tools.report import LkjipDOCXExporter, LkjipHTMLExporter, LkjipPDFExporter
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.formulir import FORMS, Formulir
from lkjip_tools.tabulate.cells import or_gap
from lkjip_tools.tabulate.evaluasi import table_evaluasi
from lkjip_tools.tabulate.formulir import OPEN, form_signatures
from lkjip_tools.tabulate.lampiran import award_blocks, table_rencana_aksi
from lkjip_tools.tabulate.pk import attached_pk, pk_statement, year_notes
from lkjip_tools.tabulate.sop import MARKS, all_sop, sop_blocks
from lkjip_tools.validate import (
    check_alur_sop,
    check_isi_pk,
    check_sumber_daya_sasaran,
    check_tabel_kosong,
    check_tahun_pk,
    check_tahun_rencana_aksi,
    check_tanda_tangan,
)

SIGNED = {
    "formulir": "rencana_aksi",
    "letak": "kanan",
    "jabatan": "Kepala Dinas",
    "nama": "Dra. Contoh",
    "nip": "19710607 199703 1 007",
    "tempat": "Kota",
    "tanggal": "5 Februari 2024",
}
WHOLE = [
    SIGNED,
    SIGNED | {"formulir": "evaluasi_renja", "letak": "kiri"},
    SIGNED | {"formulir": "evaluasi_renja"},
    *(SIGNED | {"formulir": name} for name in ("sk_tim", "sk_tim_susunan", "sk_tim_tugas")),
]


def signed(*rows):
    return table("tanda_tangan", *rows)


# ---- Signatures ---------------------------------------------------------------------------------


def test_every_form_of_the_schema_says_what_a_signature_needs():
    assert set(get_args(Formulir)) == set(FORMS)


def test_a_whole_signature_has_no_hole():
    (block,) = form_signatures(signed(SIGNED), "rencana_aksi")

    assert block["right"] == {
        "place_date": "Kota, 5 Februari 2024",
        "role": ["Kepala Dinas,"],
        "name": "Dra. Contoh",
        "rank": "",
        "nip": "19710607 199703 1 007",
    }
    assert block["left"] is None


def test_both_parties_stand_on_their_sides_with_what_they_sign_as():
    (block,) = form_signatures(
        signed(
            SIGNED | {"formulir": "evaluasi_renja", "letak": "kiri", "kedudukan": "Disusun"},
            SIGNED | {"formulir": "evaluasi_renja", "kedudukan": "Dievaluasi", "nama": "Lain"},
        ),
        "evaluasi_renja",
        "landscape",
    )

    assert block["left"]["role"] == ["Disusun", "Kepala Dinas,"]
    assert block["right"]["name"] == "Lain"
    assert block["orientation"] == "landscape"


@pytest.mark.parametrize("part", ["nama", "nip", "jabatan", "tempat", "tanggal"])
def test_what_a_signature_lacks_is_dotted_named_below_and_found(part):
    rows = signed(SIGNED | {part: None}, *WHOLE[1:])

    block, note = form_signatures(rows, "rencana_aksi")
    (found,) = check_tanda_tangan(rows)

    name = "NIP" if part == "nip" else part
    assert OPEN in str(block["right"])
    assert note["text"] == f"Tanda tangan rencana aksi: {name} belum diisi"
    assert (found.kode, found.tingkat) == ("tanda_tangan_formulir", "minor")
    assert found.pesan == f"Tanda tangan kanan pada rencana aksi belum memuat {name}. Perbaiki."


def test_a_form_nobody_signed_is_a_hole_and_a_finding_for_each_party():
    rows = signed(*(row for row in WHOLE if row["formulir"] != "evaluasi_renja"))

    (note,) = form_signatures(rows, "evaluasi_renja")
    found = list(check_tanda_tangan(rows))

    assert note["kind"] == "gap"
    assert len(note["text"].splitlines()) == 2
    assert [item.pesan.split(" pada ")[0] for item in found] == [
        "Tanda tangan kiri",
        "Tanda tangan kanan",
    ]


def test_a_party_that_signs_twice_is_found():
    (found,) = check_tanda_tangan(signed(SIGNED, SIGNED | {"nama": "Lain"}, *WHOLE[1:]))

    assert "tertulis 2 kali" in found.pesan


def test_a_decree_is_decided_at_a_place_and_its_annexes_are_not():
    (decree,) = form_signatures(signed(*WHOLE), "sk_tim")
    (annex,) = form_signatures(signed(*WHOLE), "sk_tim_susunan")

    assert decree["right"]["place_date"] == "Ditetapkan di Kota\npada tanggal 5 Februari 2024"
    assert annex["right"]["place_date"] == ""


def test_whole_signatures_are_no_finding():
    assert list(check_tanda_tangan(signed(*WHOLE))) == []


# ---- Perjanjian kinerja -------------------------------------------------------------------------


def sample_pk():
    names = ("pk", "pk_sasaran", "pk_anggaran", "pk_tanda_tangan")
    return [read_table(name, INSTANSI, TAHUN, ROOT) for name in names]


def sheets_of_the_document():
    """The lines of each agreement of the document: from its title to the next one's."""
    lines = NASKAH.read_text("utf-8").split("\n")
    starts = [
        int(row["sumber"].partition("-")[0].removeprefix("L")) for row in records(sample_pk()[0])
    ]
    ends = [*starts[1:], lines.index("Lampiran Rencana Aksi") + 1]
    return [
        [(number, lines[number - 1]) for number in range(start, end)]
        for start, end in zip(starts, ends, strict=True)
    ]


def test_every_agreement_of_the_document_has_its_two_tables_row_by_row():
    pk, sasaran, anggaran, _ = sample_pk()

    for kode, lines in zip(pk["pk"], sheets_of_the_document(), strict=True):
        printed = [
            f"L{number}"
            for number, text in lines
            if "\t" in text and re.search(r"[^\W\d]{3}|Rp", text) and not text.startswith("NO\t")
        ]
        ours = [
            row["sumber"]
            for rows in (sasaran, anggaran)
            for row in records(rows[rows["pk"] == kode])
        ]
        assert sorted(ours, key=lambda it: int(it[1:].partition("-")[0])) == printed, kode


def test_rows_of_an_agreement_keep_the_order_of_the_document():
    _, sasaran, anggaran, _ = sample_pk()

    for rows in (sasaran, anggaran):
        for _, mine in rows.groupby("pk"):
            places = [int(re.search(r"\d+", text)[0]) for text in mine["sumber"]]
            assert places == sorted(places)


def test_every_agreement_of_the_document_is_signed_by_both_parties_twice():
    *_, signatures = sample_pk()

    for (kode, mine), lines in zip(
        signatures.groupby("pk", sort=False), sheets_of_the_document(), strict=True
    ):
        parties = [text for _, text in lines if re.match(r" ?Pihak (Kedua|Pertama),", text)]
        assert len(parties) == len(mine) == 4, kode
    assert list(check_isi_pk(*sample_pk())) == []


def test_an_agreement_that_lacks_something_is_found_with_all_it_lacks():
    pk, sasaran, anggaran, signatures = sample_pk()
    less = signatures[
        ~((signatures["pk"] == "PK-02") & (signatures["lembar"] == "lampiran"))
    ].reset_index(drop=True)

    (found,) = check_isi_pk(pk, sasaran[sasaran["pk"] != "PK-02"], anggaran, less)

    assert found.nilai_tercatat == (
        "sasaran, tanda tangan pihak kedua (lampiran), tanda tangan pihak pertama (lampiran)"
    )


def years(*each):
    row = {
        f"pihak_{party}_{part}": "x"
        for party in ("pertama", "kedua")
        for part in ("nama", "jabatan")
    }
    return table("pk", *({"pk": f"PK-{n}", "tahun": it} | row for n, it in enumerate(each)))


def test_the_agreements_of_the_reports_own_year_are_attached_where_there_are_any():
    assert list(attached_pk(years(2024, 2023, 2023), 2023)["pk"]) == ["PK-1", "PK-2"]
    assert list(attached_pk(years(2024, 2022), 2023)["pk"]) == ["PK-0", "PK-1"]


def test_a_note_says_which_year_is_attached_instead():
    assert year_notes([2023, 2023], "Perjanjian kinerja", 2023) == []
    (other,) = year_notes([2024, 2022], "Perjanjian kinerja", 2023)
    (none,) = year_notes([], "Perjanjian kinerja", 2023)

    assert other["text"].startswith(
        "Perjanjian kinerja yang terlampir adalah tahun 2022 dan 2024; laporan ini mengukur tahun"
    )
    assert none["text"] == "Perjanjian kinerja tahun 2023 belum ada."


def test_an_agreement_left_out_for_its_year_is_a_lesser_finding():
    empty = [table(name) for name in ("pk_sasaran", "pk_tanda_tangan")]

    (wrong,) = check_tahun_pk(years(2024), *empty, 2023)
    (left,) = check_tahun_pk(years(2023, 2024), *empty, 2023)

    assert (wrong.tingkat, left.tingkat) == ("material", "minor")
    assert "tidak dilampirkan" in left.pesan
    assert left.lokasi == "pk.csv baris 3 kolom tahun"


def test_the_words_of_an_agreement_stand_around_its_parties():
    row = records(sample_pk()[0])[0]
    blocks = pk_statement(row, ["pembuka", "pertama", "kedua", "janji satu", "janji dua"])

    assert [block["kind"] for block in blocks] == [
        "statement", "prose", "pairs", "prose", "pairs", "prose", "prose", "prose",
    ]  # fmt: skip
    assert blocks[0]["title"] == ["PERJANJIAN KINERJA TAHUN 2024"]
    assert blocks[2]["rows"][0] == ["Nama", "NONDING, S.Sos, MM"]


def test_whatever_an_agreement_says_the_report_prints_it_as_text():
    text = "\n\n".join(
        [
            "Kami <script>alert(1)</script> ![logo](file:///etc/passwd)",
            "pihak [99%](angka:capaian_persen/IKU-1/2023)",
            "<div onclick='x'>pihak kedua</div>",
            "janji\x00 satu\ufdd0\x1b[31m",
            "# janji dua\n\n| a | b |\n|---|---|",
        ]
    )
    told = narrate(Narasi("narasi/lampiran-1-pernyataan.md", text), FigureList())
    blocks = pk_statement(records(sample_pk()[0])[0], told.paragraphs)
    nb = merged_notebook()
    nb.cells = [written("# LAMPIRAN I PERJANJIAN KINERJA"), shown(*blocks)]
    page = html.document_fromstring(LkjipHTMLExporter().from_notebook_node(nb)[0])
    (main,) = page.xpath("//main")

    assert "<script>alert(1)</script>" in main.text_content()
    assert main.xpath(".//script[text()='alert(1)'] | .//*[@data-angka] | .//*[@onclick]") == []
    assert main.xpath(".//img | .//h1[contains(., 'janji')]") == []
    assert not re.search("[\x00\x1b\ufdd0]", main.text_content())
    assert {found.kode for found in told.findings} >= {"narasi_markah", "narasi_tautan_angka"}
    for exporter in (LkjipPDFExporter, LkjipDOCXExporter):
        assert exporter().from_notebook_node(nb)[0]


@pytest.mark.parametrize("paragraphs", [[], ["satu"], ["1", "2", "3", "4"]])
def test_too_few_words_leave_a_visible_hole(paragraphs):
    blocks = pk_statement(records(sample_pk()[0])[0], paragraphs)

    assert blocks[-1]["kind"] == "gap"
    assert f"{len(paragraphs)} alinea" in blocks[-1]["text"]


# ---- Rencana aksi, formulir evaluasi, penghargaan -----------------------------------------------


@pytest.mark.parametrize(
    ("each", "said"), [([2024, 2024], ["2024"]), ([None], [""]), ([2023, 2022], ["2022"])]
)
def test_an_action_plan_of_another_year_is_found_once_a_year(each, said):
    rows = table(
        "rencana_aksi", *({"tahun": year, "tingkat": "program", "uraian": "P"} for year in each)
    )

    assert [item.nilai_tercatat for item in check_tahun_rencana_aksi(rows, 2023)] == said


def test_the_action_plan_names_the_year_it_is_of():
    rows = read_table("rencana_aksi", INSTANSI, TAHUN, ROOT)

    assert (
        table_rencana_aksi(rows, "Dinas", TAHUN).title
        == "Rencana Aksi Pencapaian Sasaran Dinas Tahun 2024"
    )


def test_the_evaluation_form_has_every_row_and_remark_of_the_document():
    form, remarks = (
        read_table(name, INSTANSI, TAHUN, ROOT) for name in ("evaluasi_renja", "evaluasi_catatan")
    )
    block = table_evaluasi(form, remarks, sample(), "2022–2026", TAHUN).block()
    codes = [row["cells"][0]["text"] for row in block["body"] if len(row["cells"]) > 20]
    feet = [row["cells"][0]["text"] for row in block["body"] if len(row["cells"]) == 1]

    assert [code for code in codes if code[0].isdigit()] == list(form["kode"])
    assert sum(text.count("belum diisi") for text in feet) == len(remarks) == 24


def test_urusan_and_bidang_urusan_print_the_money_that_is_printed():
    form = read_table("evaluasi_renja", INSTANSI, TAHUN, ROOT)
    for kode in ("8", "8.01"):
        (row,) = records(form[form["kode"] == kode])
        found = {
            "realisasi_tercatat_rp": sample().at("evaluasi_realisasi_rp", kode, TAHUN).value,
            "kumulatif_tercatat_rp": sample().at("evaluasi_kumulatif_rp", kode, TAHUN).value,
        }
        assert found == {name: row[name] for name in found}


def test_a_programme_without_remarks_shows_that_they_are_missing():
    form = table(
        "evaluasi_renja",
        {"kode": "8.01.01", "tingkat": "program", "uraian": "P", "agregasi": "jumlah"},
    )
    angka = figures_evaluasi(form, policies(), scale(), TAHUN)
    block = table_evaluasi(form, table("evaluasi_catatan"), angka, "2022–2026", TAHUN).block()

    (foot,) = [row["cells"][0]["text"] for row in block["body"] if len(row["cells"]) == 1][1:]
    assert foot.count("belum diisi") == 4


def test_certificates_are_worded_as_they_are():
    _, block = award_blocks(
        *(read_table(name, INSTANSI, TAHUN, ROOT) for name in ("prestasi", "piagam")), TAHUN
    )
    texts = [[cell["text"] for cell in row["cells"]] for row in block["body"]]

    assert len(texts) == 4
    assert texts[2][1:4] == ["GUBERNUR KALIMANTAN TIMUR", "KABUPATEN PASER", "TERBAIK III"]


def test_to_have_no_award_is_no_hole():
    (block,) = award_blocks(table("prestasi"), table("piagam"), TAHUN)

    assert block == {"kind": "prose", "markdown": "Tidak ada penghargaan yang tercatat."}


# ---- SOP ----------------------------------------------------------------------------------------


def procedure(*steps, who=("Staf", "Kepala")):
    head = [{"sop": "SOP-1", "bagian": "nama", "isi": "Surat Masuk"}]
    head += [
        {"sop": "SOP-1", "bagian": "pelaksana", "no": str(at), "isi": name}
        for at, name in enumerate(who, start=1)
    ]
    rows = [{"sop": "SOP-1", "no": str(at), "uraian": "x"} | it for at, it in enumerate(steps, 1)]
    return table("sop", *head), table("sop_langkah", *rows)


FLOW = [
    {"pelaksana": "1", "bentuk": "mulai"},
    {"pelaksana": "1; 2", "bentuk": "proses"},
    {"pelaksana": "2", "bentuk": "keputusan", "bila_tidak": "1"},
    {"pelaksana": "2", "bentuk": "selesai"},
]


def flow_of(blocks):
    """The cells of the performers, step by step."""
    (block,) = [block for block in blocks if block["kind"] == "table"]
    width = block["head"][0][2]["colspan"]
    return [[cell["text"] for cell in row["cells"][2 : 2 + width]] for row in block["body"]]


def test_the_flow_is_drawn_in_a_column_for_each_performer():
    blocks = sop_blocks(*procedure(*FLOW), "SOP-1", TAHUN)

    assert flow_of(blocks) == [["○", ""], ["□", "□"], ["", "◇\ntidak → 1"], ["", "●"]]
    (block,) = [block for block in blocks if block["kind"] == "table"]
    assert [cell["text"] for cell in block["head"][1]][:2] == ["Staf", "Kepala"]
    assert block["notes"] == ["○ mulai, □ proses, ◇ keputusan, ● selesai."]
    assert [block["kind"] for block in blocks] == ["subtitle", "pairs", "table"]
    assert list(check_alur_sop(*procedure(*FLOW))) == []


def test_the_marks_are_characters_that_our_fonts_have():
    fonts = (ROOT / "lkjip_tools" / "report" / "fonts").glob("LKjIP[!I]*-Regular.ttf")
    known = {code for path in fonts for code in TTFont(path).getBestCmap()}
    assert {ord(mark) for mark in MARKS.values()} <= known


def test_lost_marks_leave_empty_columns_a_note_and_one_finding():
    sop, langkah = procedure({}, {})

    blocks = sop_blocks(sop, langkah, "SOP-1", TAHUN)
    (found,) = check_alur_sop(sop, langkah)

    assert flow_of(blocks) == [["", ""], ["", ""]]
    assert blocks[-1]["text"] == "Tanda alur semua langkah belum ada."
    assert (found.kode, found.tingkat) == ("sop_alur_kosong", "minor")
    assert "SOP-1: semua langkah" in found.pesan


def test_a_single_lost_mark_is_named():
    sop, langkah = procedure(*FLOW[:2], {"bentuk": "proses"}, FLOW[3])

    assert sop_blocks(sop, langkah, "SOP-1", TAHUN)[-1]["text"] == "Tanda alur langkah 3 belum ada."
    (found,) = check_alur_sop(sop, langkah)
    assert "1 dari 4 langkah" in found.pesan
    assert found.lokasi == "sop_langkah.csv baris 4 kolom pelaksana"
    assert found.pesan.endswith("Isi kolom pelaksana pada sop_langkah.")


def test_marks_that_no_performer_in_the_head_stands_for_are_found_there_and_not_at_filled_cells():
    sop, langkah = procedure(*FLOW, who=())

    (found,) = [it for it in check_alur_sop(sop, langkah) if it.kode == "sop_alur_kosong"]

    assert found.lokasi == "sop.csv baris 2"
    assert "tabel sop tidak memuat pelaksananya" in found.pesan
    assert "isi kolom" not in found.pesan


def test_a_step_of_an_unknown_performer_is_told_as_that_and_not_as_blank():
    (found,) = check_alur_sop(*procedure(FLOW[0], {"pelaksana": "7", "bentuk": "proses"}))

    assert (found.kode, found.nilai_tercatat) == ("rujukan_hilang", "pelaksana 7")


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ({"pelaksana": "1; 7", "bentuk": "proses"}, "pelaksana 7"),
        ({"pelaksana": "1", "bentuk": "keputusan", "bila_tidak": "9"}, "langkah 9"),
    ],
)
def test_a_mark_that_points_nowhere_is_found(step, wrong):
    (found,) = check_alur_sop(*procedure(FLOW[0], step))

    assert (found.kode, found.nilai_tercatat) == ("rujukan_hilang", wrong)


def test_a_procedure_without_performers_says_so():
    blocks = sop_blocks(*procedure({"bentuk": "proses", "pelaksana": "1"}, who=()), "SOP-1", TAHUN)

    (block,) = [block for block in blocks if block["kind"] == "table"]
    assert block["head"][1][0]["text"] == "Pelaksana belum ditulis"
    assert blocks[-1]["kind"] == "gap"


def test_many_performers_turn_the_page():
    narrow = sop_blocks(*procedure(*FLOW), "SOP-1", TAHUN)[2]
    wide = sop_blocks(*procedure(*FLOW, who=[f"P{n}" for n in range(6)]), "SOP-1", TAHUN)[2]

    assert (narrow["orientation"], wide["orientation"]) == ("portrait", "landscape")


def test_the_sample_prints_all_of_its_procedures_heads_and_steps():
    sop, langkah = (read_table(name, INSTANSI, TAHUN, ROOT) for name in ("sop", "sop_langkah"))
    text = str(all_sop(sop, langkah, TAHUN))

    assert [item for item in sop["isi"] if item and item not in text] == []
    assert [item for item in langkah["uraian"] if item not in text] == []
    assert len(list(check_alur_sop(sop, langkah))) == 2


def test_to_have_no_procedure_is_a_hole():
    (block,) = all_sop(table("sop"), table("sop_langkah"), TAHUN)

    assert block["kind"] == "gap"


# ---- What is empty ------------------------------------------------------------------------------


def test_a_table_without_rows_is_a_hole_and_one_with_rows_is_not():
    columns = [Column("No"), Column("Isi")]

    assert or_gap(Table("t", "Judul", columns).row("1", "x"))["kind"] == "table"
    empty = or_gap(Table("t", "Judul", columns, orientation="landscape").total("", "0"))
    assert (empty["kind"], empty["text"]) == ("gap", "Belum diisi: Judul")
    assert empty["orientation"] == "landscape"


def test_a_printed_table_without_rows_is_found_if_it_was_given():
    given = {"sop": table("sop"), "prestasi": table("prestasi"), "pk": years(2023)}

    assert [item.lokasi for item in check_tabel_kosong(given)] == ["sop.csv"]


def test_only_a_table_that_a_report_cannot_be_without_is_a_material_hole():
    vital = {"dokumen", "tujuan", "sasaran", "indikator", "kinerja", "program", "anggaran"}

    found = check_tabel_kosong({name: table(name) for name in TABLES})

    assert {it.lokasi for it in found if it.tingkat == "material"} == {f"{x}.csv" for x in vital}
    assert {it.tingkat for it in found} == {"material", "minor"}


def test_a_sasaran_without_programme_or_staff_is_found():
    sasaran = table(
        "sasaran", *({"kode": f"S-{n}", "tujuan": "T-1", "sasaran": "S"} for n in (1, 2))
    )
    program = table(
        "program", {"kode": "8.01.01", "tingkat": "program", "uraian": "P", "sasaran": "S-1"}
    )
    pegawai = table("pegawai_sasaran", {"sasaran": "S-1", "bidang": "B", "jabatan": "J"})

    found = check_sumber_daya_sasaran(sasaran, program, pegawai)

    assert [(item.kode, item.nilai_tercatat) for item in found] == [
        ("sasaran_tanpa_program", "S-2"),
        ("sasaran_tanpa_pegawai", "S-2"),
    ]


# ---- The seven items ----------------------------------------------------------------------------


def test_the_report_owes_seven_items_in_order():
    assert list(report_items(TAHUN)) == [1, 2, 3, 4, 5, 6, 7]
    assert report_items(TAHUN)[5].label == "Penyebab dan solusi"
