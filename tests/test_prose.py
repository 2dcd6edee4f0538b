"""Text whose figures are looked up, never typed; and nothing in it can pass for one."""

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import INSTANSI, ROOT, TAHUN, sample

from lkjip_tools.finding import Finding
from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.load import read_narasi
from lkjip_tools.prose import heading, narrate, narrate_optional, owed
from lkjip_tools.prose.format import FORMATS, change, direction, in_words
from lkjip_tools.prose.kinds import KINDS
from lkjip_tools.prose.markup import rewrite
from lkjip_tools.prose.typed import find_typed
from lkjip_tools.regulation import load_rule
from lkjip_tools.report.markdown import parse_markdown, plain_text

DOCS = ROOT / "docs"
PROSE = ROOT / "lkjip_tools" / "prose"
NARASI = ROOT / "data" / INSTANSI / str(TAHUN) / "narasi"


def computed(id, value, unit):
    return Figure(id, "Angka", None if value is None else Decimal(value), unit, expression="x")


ANGKA = FigureList(
    [
        computed("serapan_persen/instansi/2023", "96.335", "persen"),
        Figure("target/IKU-2/2023", "Target", Decimal(80), "persen", source="kinerja.csv baris 2"),
        Figure("realisasi/IKU-3/2023", "R", Decimal(80), "%", source="kinerja.csv baris 3"),
        computed("sisa_rp/8.01.01/2023", "514554900", "rupiah"),
        computed("pagu_rp/instansi/2023", "32654909391", "rupiah"),
        computed("sisa_rp/8.01.02/2023", "-5000", "rupiah"),
        computed("perubahan_capaian_poin/IKU-1/2023", "-4.785", "poin"),
        computed("perubahan_capaian_poin/IKU-2/2023", "0.004", "poin"),
        computed("perubahan_capaian_poin/IKU-3/2023", "0", "poin"),
        computed("perubahan_realisasi/IKU-2/2023", "20", "persen"),
        computed("perubahan_realisasi/IKU-4/2023", "3", "kasus"),
        Figure("predikat_capaian/instansi/2023", "Predikat", "Sangat Tinggi", "predikat"),
        computed("efisiensi_persen/8.01.01/2023", None, "persen"),
        computed("jumlah_iku/instansi/2023", "6", "buah"),
        computed("capaian_persen/IKU-1/2023", "89.342", "persen"),
        computed("capaian_persen/IKU-2/2023", "100", "persen"),
        computed("capaian_persen/IKU-3/2023", "99.996", "persen"),
    ]
)
SERAPAN = "{{ serapan_persen/instansi/2023 | persen }}"
LINKED = "[96,34%](angka:serapan_persen/instansi/2023)"


@dataclass
class Text:
    """A section as it was read."""

    text: str | None
    path: str = "narasi/contoh.md"
    first_line: int = 2
    fault: str = ""


def markdown(text, **options):
    return narrate(Text(text), ANGKA, **options).block["markdown"]


def found(text):
    """Kind and line of every finding."""
    return [
        (it.kode, int(it.lokasi.rpartition(" ")[2]))
        for it in narrate(Text(text, first_line=1), ANGKA).findings
    ]


def nodes(tree):
    """Every node of a parsed text."""
    for node in tree:
        if isinstance(node, list):
            yield from nodes(node)
        else:
            yield node
            yield from nodes([*node.get("children", ()), *node.get("items", ())])


# ---- References ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("serapan_persen/instansi/2023 | persen", "96,34%"),
        ("serapan_persen/instansi/2023|persen", "96,34%"),
        ("serapan_persen/instansi/2023 | persen0", "96%"),
        ("target/IKU-2/2023 | persen", "80%"),
        ("realisasi/IKU-3/2023 | persen", "80%"),
        ("sisa_rp/8.01.01/2023 | rupiah", "Rp514.554.900"),
        ("sisa_rp/8.01.01/2023 | juta", "Rp514,55 juta"),
        ("pagu_rp/instansi/2023 | miliar", "Rp32,65 miliar"),
        ("sisa_rp/8.01.02/2023 | juta", "−Rp0,01 juta"),
        ("sisa_rp/8.01.02/2023 | rupiah_terbilang", "−Rp5.000 (minus lima ribu rupiah)"),
        ("perubahan_capaian_poin/IKU-1/2023 | poin", "−4,79 poin"),
        ("perubahan_capaian_poin/IKU-1/2023 | arah", "turun"),
        ("perubahan_capaian_poin/IKU-1/2023 | besar", "4,79 poin"),
        ("perubahan_capaian_poin/IKU-1/2023 | perubahan", "turun 4,79 poin"),
        ("perubahan_capaian_poin/IKU-2/2023 | perubahan", "relatif tetap"),
        ("perubahan_capaian_poin/IKU-3/2023 | perubahan", "tetap"),
        ("perubahan_realisasi/IKU-2/2023 | perubahan", "naik 20 poin"),
        ("perubahan_realisasi/IKU-4/2023 | perubahan", "naik 3 kasus"),
        ("predikat_capaian/instansi/2023 | teks", "Sangat Tinggi"),
        ("efisiensi_persen/8.01.01/2023 | persen", "n/a"),
        ("jumlah_iku/instansi/2023 | bulat", "6"),
        ("jumlah_iku/instansi/2023 | terbilang", "enam"),
        ("jumlah_iku/instansi/2023 | bulat_terbilang", "6 (enam)"),
        ("serapan_persen/instansi/2023 | terbilang", "sembilan puluh enam koma tiga empat"),
    ],
)
def test_a_reference_prints_its_figure_and_keeps_its_id(reference, printed):
    id = reference.split("|")[0].strip()

    assert markdown(f"Nilainya {{{{ {reference} }}}}.") == f"Nilainya [{printed}](angka:{id})."


@pytest.mark.parametrize(
    ("format", "printed"),
    [
        ("rupiah", "Rp. 514.554.900,00"),
        ("juta", "Rp. 514,55 juta"),
    ],
)
def test_rupiah_follows_the_declared_style(format, printed):
    text = markdown(f"{{{{ sisa_rp/8.01.01/2023 | {format} }}}}", gaya_rupiah="kebiasaan")

    assert text.startswith(f"[{printed}]")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_a_direction_agrees_with_the_difference_printed(value):
    figure = computed("perubahan_capaian_poin/IKU-1/2023", value, "poin")
    word, text = direction(figure), change(figure, "resmi_eyd")

    assert (word == "naik", word == "turun") == (
        value >= Decimal("0.005"),
        value <= Decimal("-0.005"),
    )
    assert "0,00 poin" not in re.sub(r"[\d.]*[1-9][\d.]*,00", "", text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *(("0", "nol"), ("-0.001", "nol"), ("-7", "minus tujuh"), ("2.50", "dua koma lima")),
        *(("1000", "seribu"), ("1100", "seribu seratus")),
        ("65.05", "enam puluh lima koma nol lima"),
    ],
)
def test_a_number_in_letters(value, words):
    assert in_words(Decimal(value)) == words


@pytest.mark.parametrize(
    ("reference", "kode"),
    [
        ("{{ serapan_persen/lain/2023 | persen }}", "narasi_rujukan"),
        ("{{ jumlah_iku/instansi/2023 | huruf }}", "narasi_format"),
        ("{{ jumlah_iku/instansi/2023 }}", "narasi_format"),
        ("{{ jumlah_iku/instansi/2023 | }}", "narasi_format"),
        ("{{ jumlah iku | bulat }}", "narasi_rujukan"),
        ("{{}}", "narasi_rujukan"),
        ("{{ jumlah_iku/instansi/2023 | bulat", "narasi_rujukan"),
        ("jumlah_iku/instansi/2023 | bulat }}", "narasi_rujukan"),
    ],
)
def test_no_reference_that_cannot_be_resolved_passes_in_silence(reference, kode):
    narrated = narrate(Text(f"baris\n\nsatu {reference}"), ANGKA)

    assert [(it.kode, it.tingkat, it.lokasi) for it in narrated.findings] == [
        (kode, "material", "narasi/contoh.md baris 4")
    ]
    *_, paragraph = parse_markdown(narrated.block["markdown"])
    shown = plain_text(paragraph["children"])
    assert "tidak dikenal" in shown or reference in shown


@pytest.mark.parametrize(
    ("id", "format"),
    [
        ("sisa_rp/8.01.01/2023", "persen"),
        ("serapan_persen/instansi/2023", "rupiah"),
        ("serapan_persen/instansi/2023", "poin"),
        ("perubahan_realisasi/IKU-2/2023", "persen"),
        ("serapan_persen/instansi/2023", "arah"),
        ("predikat_capaian/instansi/2023", "bulat"),
        ("jumlah_iku/instansi/2023", "teks"),
    ],
)
def test_a_format_that_would_change_what_a_figure_means_is_refused(id, format):
    narrated = narrate(Text(f"{{{{ {id} | {format} }}}}"), ANGKA)

    assert [it.kode for it in narrated.findings] == ["narasi_format"]
    assert "format tidak cocok" in narrated.block["markdown"]


def test_an_unknown_reference_names_the_nearest_figure():
    (item,) = narrate(Text("{{ serapan_persen/instansi/2022 | persen }}"), ANGKA).findings

    assert "serapan_persen/instansi/2023" in item.pesan


def test_a_reference_works_in_headings_lists_quotations_and_emphasis():
    text = f"### Serapan {SERAPAN}\n\n- **{SERAPAN}**\n\n> *{SERAPAN}*"

    figures = [it for it in nodes(parse_markdown(markdown(text))) if it["kind"] == "figure"]

    assert [plain_text(it["children"]) for it in figures] == ["96,34%"] * 3


def test_a_reference_may_run_over_a_line_and_lines_below_keep_their_numbers():
    assert found("{{ serapan_persen/instansi/2023\n | persen }}\n\n5%") == [
        ("narasi_angka_diketik", 4)
    ]


# ---- Typed numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *("96,34%", "96,34 %", "96.34%", "80 persen", "delapan puluh persen", "100%"),
        *("Rp 514.554.900", "Rp.1.000", "Rp5.000,00", "Rp32,65 miliar", "5 juta rupiah"),
        *("65,22", "1.234,5", "12 (dua belas) kegiatan", "38 (tiga puluh delapan) orang"),
        *(
            "**96,34** %",
            "*96*,34%",
            "96,34\u00a0%",
            "96,34\u2009%",
            "９６,３４％",
            "٩٦%",
            "96,3\u200b4%",
        ),
        *("96,34&nbsp;%", "9&#54;,34%", "`96,34%`", "96\\,34%", "96,<!-- x -->34%", "96,34\n%"),
    ],
)
def test_a_number_that_looks_computed_is_a_finding_however_it_is_typed(typed):
    narrated = narrate(Text(f"Serapan {typed} pada tahun 2023."), ANGKA)

    (item,) = narrated.findings
    assert item.kode == "narasi_angka_diketik"
    assert item.lokasi == "narasi/contoh.md baris 2"
    assert item.nilai_tercatat in item.pesan


@pytest.mark.parametrize(
    "typed",
    [
        *("Tahun 2023 menghasilkan 10 dokumen", "1.050 orang", "3 (tiga) hari kerja"),
        *("5 Februari 2024", "05-02-2024", "pukul 08.30 WITA", "NIP 19710607 199703 1 007"),
        *("Peraturan Menteri Nomor 53 Tahun 2014", "Permendagri 86/2017", "Pasal 1,2 dan 3"),
        *("ayat (2) huruf a", "Tabel 3.1", "Nomor 052/005/BKBP-PK/2023", "kode 8.01.01.2.01"),
        *("dibagi target dikali 100%", "realisasi/target x 100 %", "tahun 2021,2022, dan 2023"),
        *("Km. 5,5 km dari kota", "luas 11.603,94 km²", "tujuan ke-1 dan 2", "2 (dua) rangkap"),
        *(
            "5 kegiatan sosialisasi",
            "Gedung F Lantai 2",
            "(0543) 21234",
            "Triwulan IV",
            "2022-2026",
        ),
    ],
)
def test_what_is_no_result_of_a_calculation_may_be_typed(typed):
    assert [it.text for it in find_typed(f"Naskah memuat {typed}.")] == []


def test_a_count_with_letters_is_only_a_note():
    (item,) = narrate(Text("Sebanyak 6 (enam) program."), ANGKA).findings

    assert item.tingkat == "catatan"


def test_list_numbers_and_the_address_of_a_link_are_not_read_as_numbers():
    assert found("1. satu\n2. dua\n\n[x](https://a.id/b%20c?d=50%25)") == []


def test_the_narratives_of_the_sample_have_no_finding():
    for path in sorted(NARASI.glob("*.md")):
        narasi = read_narasi(path.stem, INSTANSI, TAHUN, ROOT)
        narrated = narrate(narasi, sample())
        assert list(narrated.findings) == [], path.name


# ---- Words of success ---------------------------------------------------------------------------

UNMET, MET, ROUNDED = (f"{{{{ capaian_persen/IKU-{n}/2023 | persen }}}}" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Untuk IKU SAKIP yang tercapai sesuai tabel diatas capaiannya {UNMET}.", "tercapai"),
        (f"Dengan capaian {UNMET}, kinerja melampaui target.", "melampaui target"),
        (f"Sasaran ini **tercapai**\ndengan capaian {UNMET}.", "tercapai"),
        (f"Badan berhasil memenuhi target ({UNMET}).", "berhasil memenuhi target"),
        (f"Tahun lalu belum tercapai. Kini target tercapai: {UNMET}.", "tercapai"),
    ],
)
def test_a_target_called_reached_beside_a_capaian_below_a_hundred_is_found(text, words):
    (item,) = narrate(Text(text), ANGKA).findings

    assert (item.kode, item.tingkat, item.nilai_tercatat) == (
        "narasi_keberhasilan",
        "material",
        words,
    )
    assert f"“{words}” sekalimat dengan capaian 89,34%" in item.pesan


@pytest.mark.parametrize(
    "text",
    [
        f"Target tercapai dengan capaian {MET}.",
        f"Target tercapai dengan capaian {ROUNDED}.",
        f"Target belum tercapai: capaiannya {UNMET}.",
        f"Capaiannya {UNMET}, sehingga targetnya tidak sepenuhnya tercapai.",
        f"Kinerja yang tercapai sebesar {UNMET} dari target.",
        f"Kinerja tercapai {UNMET}.",
        f"Capaian {UNMET} telah tercapai.",
        f"Agar target tercapai, capaian {UNMET} perlu ditingkatkan.",
        f"Untuk dapat memenuhi target, capaian {UNMET} harus naik.",
        f"Kegiatan ini menunjang tercapainya target; capaiannya {UNMET}.",
        f"IKU-2 tercapai {MET}, IKU-1 {UNMET}.",
        f"Sebagian besar target tercapai, sedangkan SAKIP {UNMET}.",
        f"Sasaran lain tercapai, tetapi SAKIP baru {UNMET}.",
        f"Target tercapai. Capaian SAKIP {UNMET}.",
        f"Kinerja {UNMET} berpredikat Sangat Berhasil.",
        f"Capaian {UNMET} melampaui target nasional.",
        f"Target tercapai dengan serapan {SERAPAN}.",
    ],
)
def test_denials_hopes_amounts_and_contrasts_are_no_claims_of_success(text):
    assert list(narrate(Text(text), ANGKA).findings) == []


def test_a_claim_of_success_is_found_on_its_own_line():
    text = f"Satu.\n\nDua\ntercapai\ndengan {UNMET}."

    assert found(text) == [("narasi_keberhasilan", 4)]


# ---- Lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "start", ["", "<!-- sumber: L1 -->\n\n", "\n\n<!-- sumber:\nL1 -->\n", "\ufeff<!-- x -->\n"]
)
def test_a_line_number_is_the_files_own(tmp_path, start, end):
    from tables import empty_project

    project = empty_project(tmp_path)
    text = f"{start}satu\n\n- dua\n  dan 5%\n\n### tiga\n\n> empat\n> {{{{ x | persen }}}}\n"
    path = project.path("x").parent / "narasi" / "uji.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.replace("\n", end).encode())

    narrated = narrate(read_narasi("uji", INSTANSI, TAHUN, project.root), ANGKA)

    lines = text.split("\n")
    assert [int(it.lokasi.rpartition(" ")[2]) for it in narrated.findings] == [
        1 + next(at for at, line in enumerate(lines) if part in line) for part in ("5%", "{{ x")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n[x](javascript:y)\n\nb 5%", [("narasi_markah", 3), ("narasi_angka_diketik", 5)]),
        ("a\n\n![x](y)\n\n<b>z", [("narasi_markah", 3), ("narasi_markah", 5)]),
        ("a\n<div>\nb\n</div>\n\nc 5%", [("narasi_markah", 2), ("narasi_angka_diketik", 6)]),
        ("<!-- a\n\nb -->\n\n5%", [("narasi_angka_diketik", 5)]),
        ("a\n\n    kode\n    5%", [("narasi_angka_diketik", 4)]),
        ("[1]: https://a.id\n\n[x][1] 5%", [("narasi_angka_diketik", 3)]),
        ("# a\n\n5%", [("narasi_markah", 1), ("narasi_angka_diketik", 3)]),
        ("a\n\nb\n===", [("narasi_markah", 3)]),
        ("| a | b |\n|---|---|\n| c | 5% |", [("narasi_markah", 2), ("narasi_angka_diketik", 3)]),
        ("a\n\n- b\n\n  c 😀\n", [("narasi_markah", 5)]),
    ],
)  # fmt: skip
def test_every_fault_names_its_line(text, expected):
    assert sorted(found(text)) == sorted(expected)


# ---- What a narrative cannot do -----------------------------------------------------------------


@pytest.mark.parametrize(
    "attack",
    [
        "{{ __import__('os').system('id') | teks }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ config }}",
        "{{ open('/etc/passwd').read() | teks }}",
        "{% include '/etc/passwd' %}",
        "{% for x in y %}{% endfor %}",
        "{{ serapan_persen/instansi/2023 | persen | upper }}",
        "{{ serapan_persen/instansi/2023.__class__ | persen }}",
    ],
)
def test_nothing_but_references_is_interpreted(attack):
    narrated = narrate(Text(attack), ANGKA)

    assert {it.kode for it in narrated.findings} <= {"narasi_rujukan", "narasi_format"}
    assert len(narrated.findings) > 0
    assert not re.search(r"root:|uid=|<class|96,34", narrated.block["markdown"])


@pytest.mark.parametrize(
    "forged",
    [
        "[99%](angka:serapan_persen/instansi/2023)",
        "[96,34%](angka:serapan_persen/instansi/2023)",
        "[99%]( <angka:serapan_persen/instansi/2023> 'x')",
        "[99%](%61ngka:serapan_persen/instansi/2023)",
        "[99%](&#97;ngka:serapan_persen/instansi/2023)",
        "[99%](ANGKA:serapan_persen/instansi/2023)",
        "[99%][x]\n\n[x]: angka:serapan_persen/instansi/2023",
        "[x]\n\n[x]: angka:serapan_persen/instansi/2023",
        "<angka:serapan_persen/instansi/2023>",
        "![99%](angka:serapan_persen/instansi/2023)",
        "**[99%](angka:serapan_persen/instansi/2023)**",
        '<data value="99" data-angka="serapan_persen/instansi/2023">99%</data>',
        f"[99% {SERAPAN}](angka:x)",
    ],
)
def test_no_text_can_pass_for_a_computed_figure(forged):
    narrated = narrate(Text(f"Serapan {forged}\n\ntahun ini."), ANGKA)
    tree = parse_markdown(narrated.block["markdown"])

    figures = [it for it in nodes(tree) if it["kind"] == "figure"]
    assert [plain_text(it["children"]) for it in figures] in ([], ["96,34%"])
    assert len(figures) == forged.count(SERAPAN)
    assert {it.kode for it in narrated.findings} & {"narasi_tautan_angka", "narasi_markah"}


@pytest.mark.parametrize(
    "beside", ["!", "\\", "[", "](", "`", "<", "*", "_", "[a](", "![", "&", "<!--", "```\n"]
)
def test_what_stands_beside_a_reference_does_not_change_it(beside):
    tree = parse_markdown(markdown(f"a {beside}{SERAPAN} b"))

    figures = [it for it in nodes(tree) if it["kind"] == "figure"]
    assert [plain_text(it["children"]) for it in figures] == ["96,34%"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "../../x.md",
        "data:text/html,x",
        "JavaScript:x",
        "java\tscript:x",
        "https:/a",
        "//a.id",
    ],
)
def test_a_link_that_cannot_be_printed_becomes_its_text(url):
    narrated = narrate(Text(f"[teks]({url.replace(chr(9), '%09')})"), ANGKA)

    assert narrated.block["markdown"] == "teks"
    assert [it.kode for it in narrated.findings] == ["narasi_markah"]


@pytest.mark.parametrize(
    "url", ["https://a.id/b_(c)", "http://a.id/?q=a%20b&c=d", "mailto:a@b.id", "#tabel-7"]
)
def test_an_ordinary_link_stays(url):
    narrated = narrate(Text(f"[teks]({url})"), ANGKA)

    (link,) = [
        it for it in nodes(parse_markdown(narrated.block["markdown"])) if it["kind"] == "link"
    ]
    assert (link["url"].replace(" ", "%20"), plain_text(link["children"])) == (url, "teks")
    assert list(narrated.findings) == []


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<b>tebal</b>", "<b>tebal</b>"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("a <!-- rahasia --> b", "a  b"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_html_is_text_and_comments_are_dropped(html, seen):
    (paragraph,) = parse_markdown(markdown(html))

    assert plain_text(paragraph["children"]) == seen
    assert "rahasia" not in markdown(html)


def test_letters_that_no_typeface_has_are_replaced_and_named():
    narrated = narrate(Text("a \U0001f600 \x00 b\u202ec\u0085d e\u0301"), ANGKA)

    assert narrated.block["markdown"] == "a □ □ bc d \u00e9"
    assert [it.nilai_tercatat for it in narrated.findings] == ["U+1F600", "U+0000"]


def test_a_heading_from_data_holds_no_markup():
    (node,) = parse_markdown(heading("# *Sasaran* <b> [x](angka:y) {{ z }}\n\n1", 3)["markdown"])

    assert (node["level"], [it["kind"] for it in node["children"]]) == (
        3,
        ["text"] * len(node["children"]),
    )
    assert plain_text(node["children"]) == "# *Sasaran* <b> [x](angka:y) {{ z }}  1"


SOUP = [
    *(SERAPAN, "{{ x | y }}", "{{", "}}", "](angka:serapan_persen/instansi/2023)", "](http://a.b)"),
    *("](javascript:x)", "[1]: angka:x\n", "<b>", "</b>", "<script>", "<!--", "-->", "<http://a>"),
    *(
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "!",
        "\\",
        "<",
        "&#91;",
        "&amp;",
        "~~~",
        "```",
    ),
    *(
        "\n",
        "\n\n",
        "    ",
        "\t",
        "  \n",
        "\\\n",
        "- ",
        "1. ",
        "2) ",
        "> ",
        "# ",
        "===",
        "---",
        "|",
    ),
    *(
        "<div>",
        "teks",
        "96,34",
        "%",
        " ",
        "\u00a0",
        "+",
        "=",
        "$",
        "\ufdda",
        "\ufdd1\ufddc",
        "\x0c",
    ),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=25).map("".join))
def test_whatever_is_typed_can_be_printed_and_holds_only_looked_up_figures(text):
    narrated = narrate(Text(text, first_line=1), ANGKA)
    if narrated.block["kind"] == "gap":
        assert not text.strip()
        return
    written = narrated.block["markdown"]
    tree = list(nodes(parse_markdown(written)))

    figures = [(it["id"], plain_text(it["children"])) for it in tree if it["kind"] == "figure"]
    assert set(figures) <= {("serapan_persen/instansi/2023", "96,34%")}
    assert len(figures) == written.count(LINKED) <= text.count(SERAPAN)
    assert {it["url"] for it in tree if it["kind"] == "link"} <= {"http://a.b", "http://a"}
    assert all(it["level"] > 1 for it in tree if it["kind"] == "heading")
    lines = [int(it.lokasi.rpartition(" ")[2]) for it in narrated.findings]
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


def shape(node):
    """A parsed text, neighbouring texts joined."""
    if isinstance(node, dict):
        return {key: shape(part) for key, part in node.items()}
    if not isinstance(node, list):
        return node
    found = []
    for part in map(shape, node):
        both = [*found[-1:], part]
        if len(both) == 2 and all(isinstance(it, dict) and it["kind"] == "text" for it in both):
            found[-1] = {"kind": "text", "text": both[0]["text"] + both[1]["text"]}
        else:
            found.append(part)
    return found


@pytest.mark.parametrize("path", sorted(NARASI.glob("*.md")), ids=lambda path: path.stem)
def test_what_a_report_can_print_is_rewritten_without_loss(path):
    text = re.sub(r"\{\{.*?\}\}", "RUJUKAN", read_narasi(path.stem, INSTANSI, TAHUN, ROOT).text)

    written, faults = rewrite(text, None)

    assert shape(parse_markdown(written)) == shape(parse_markdown(text))
    assert faults == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "## Judul ##",
            "Judul\n---",
            "a  \nb",
            "a\\\nb",
            "a\\\\\nb",
            "*a***b**",
            "***a***",
            "**a *b***",
        ),
        *(
            "1\\. satu",
            "\\- satu",
            "\\+ satu",
            "\\# satu",
            "a  \n1\\) b",
            "a\\\n\\= b",
            "\\> a",
            "a\\_b_c",
        ),
        *(
            "1. a\n2. b\n   - c\n\n     d",
            "3) a\n4) b",
            "- a\n\n* b",
            "1. a\n\n\n1) b",
            "> a\n> - b",
        ),
        *("*a*<!-- x -->*b*", "- a\n\n<!-- x -->\n\n- b"),
        *("a\n\n---\n\nb", "a\\*", '[a](https://b.id "c") d', "-\n- a", "a & b", "$a$ b|c"),
    ],
)
def test_markup_that_a_report_can_print_keeps_its_shape(text):
    written, faults = rewrite(text, None)

    assert shape(parse_markdown(written)) == shape(parse_markdown(text))
    assert faults == []


# ---- What was not written -----------------------------------------------------------------------


@pytest.mark.parametrize("text", [None, "", " \n "])
def test_a_section_that_was_not_written_is_a_visible_gap_and_a_finding(text):
    narrated = narrate(Text(text), ANGKA)

    assert narrated.block["kind"] == "gap"
    assert [(it.kode, it.tingkat) for it in narrated.findings] == [("narasi_kosong", "minor")]


@pytest.mark.parametrize(("butir", "nomor"), [("penyebab", 5), ("program_kegiatan", 7)])
def test_what_the_law_asks_of_the_agency_is_never_invented_and_names_its_sasaran(butir, nomor):
    from datetime import date

    rule = load_rule("muatan_lkj_53_2014", date(TAHUN, 12, 31))
    aim = {"kode": "S-3", "sasaran": "Meningkatnya partisipasi"}
    narrated = narrate(Text(None), ANGKA, wajib=owed(rule.choice(butir), aim))

    (item,) = narrated.findings
    assert (item.kode, item.tingkat) == ("narasi_wajib_kosong", "material")
    for text in (item.pesan, narrated.block["text"]):
        assert f"butir {nomor}" in text
        assert "S-3 Meningkatnya partisipasi" in text


def test_an_optional_section_leaves_no_gap_unless_its_file_cannot_be_read():
    assert narrate_optional(Text(None), ANGKA) == ()
    (written,) = narrate_optional(Text("Ada."), ANGKA)
    (unread,) = narrate_optional(Text(None, fault="Berkas rusak."), ANGKA)

    assert written.block["markdown"] == "Ada."
    assert [(it.kode, it.pesan) for it in unread.findings] == [("narasi_berkas", "Berkas rusak.")]


# ---- Documents ----------------------------------------------------------------------------------


def test_docs_list_exactly_the_kinds_of_the_narrative():
    listed = re.findall(
        r"^\| `(narasi_\w+)` \| (\w+) \| (.+?) \| (.+?) \|$",
        (DOCS / "findings.md").read_text("utf-8"),
        re.M,
    )

    assert listed == [(kode, it.tingkat, it.label, it.arti) for kode, it in KINDS.items()]


def test_every_kind_of_the_narrative_is_given_somewhere():
    sources = "".join(
        path.read_text("utf-8") for path in PROSE.glob("*.py") if path.stem != "kinds"
    )

    assert [kode for kode in KINDS if f'"{kode}"' not in sources] == []


def test_docs_list_exactly_the_formats():
    text = (DOCS / "architecture.md").read_text("utf-8")
    section = text[text.index("## Narrative") : text.index("## Blocks")]

    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == list(FORMATS)


def test_findings_carry_no_text_that_a_report_could_not_print():
    narrated = narrate(Text("[\U0001f600](javascript:\U0001f600) {{ \U0001f600 | x }}"), ANGKA)

    assert all(isinstance(it, Finding) and "\U0001f600" not in f"{it}" for it in narrated.findings)
