"""A small chapter whose figures are computed by formulas, in tables and in prose."""

from decimal import Decimal

from nbformat import NotebookNode
from nbformat.v4 import new_output
from report_sample import META, shown, written

from lkjip_tools.block import Cell, Column, Table, prose
from lkjip_tools.formula import Figure, FigureList, formula

FOLDER = "data/kesbangpol-paser/2023"


@formula("capaian_persen", rule="rumus_capaian/positif")
def capaian(target, realisasi):
    """More is better."""
    return realisasi / target * 100


@formula("capaian_rata_rata_persen", rule="rata_rata_capaian/per_iku")
def rata_rata(nilai):
    """The mean."""
    return sum(nilai, Decimal(0)) / len(nilai)


@formula("celah")
def celah(target, realisasi):
    """More or less than the target."""
    return realisasi - target


def read(besaran: str, number: int, value: str | None) -> Figure:
    """A number of the data."""
    return Figure(
        f"{besaran}/IKU-{number}/2023",
        f"{besaran.capitalize()} Indikator {number} <&>",
        None if value is None else Decimal(value),
        "nilai",
        source=f"{FOLDER}/kinerja.csv baris {number + 1} kolom {besaran} (naskah L{440 + number})",
    )


def figures(count: int = 20) -> FigureList:
    """Capaian and celah of some indicators, the last without realisasi, and their average."""
    found = []
    for number in range(1, count + 1):
        operands = {
            "target": read("target", number, str(70 + number)),
            "realisasi": read("realisasi", number, None if number == count else "65.22"),
        }
        name = f"Indikator {number} <&>"
        found.append(capaian.figure(f"IKU-{number}", 2023, name, **operands))
        found.append(celah.figure(f"IKU-{number}", 2023, name, unit="nilai", **operands))
    known = [item for item in found if item.besaran == "capaian_persen" and item.value is not None]
    found.append(rata_rata.figure("instansi", 2023, "instansi", nilai=known))
    return FigureList(found)


def explained_cells() -> list[NotebookNode]:
    """A heading, a paragraph and a table of 20 rows in two groups, with a total."""
    ledger = figures()
    average = ledger.at("capaian_rata_rata_persen", "instansi", 2023)
    table = Table(
        "tabel-hitung",
        "Capaian Menurut Indikator",
        [Column("No", align="center"), Column("Indikator", width=5), Column("Target"),
         Column("Capaian", align="decimal"), Column("Celah", align="decimal")],
    )  # fmt: skip
    for number in range(1, 21):
        if number in (1, 11):
            table.group("Sasaran pertama" if number == 1 else "Sasaran kedua")
        cells = [
            Cell("" if item.value is None else f"{item.value:.2f}".replace(".", ","),
                 id=item.id, value=item.value)
            for item in (ledger.at("capaian_persen", f"IKU-{number}", 2023),
                         ledger.at("celah", f"IKU-{number}", 2023))
        ]  # fmt: skip
        if number == 3:  # one indicator of two rows
            table.row(Cell("3", rowspan=2), "Kerukunan warga", "73", *cells)
        elif number == 4:
            table.row("Pendidikan politik", "74", *cells)
        else:
            table.row(str(number), f"Indikator nomor {number}", str(70 + number), *cells)
    total = Cell("80,87", id=average.id, value=average.value)
    table.total(Cell("Rata-rata", colspan=3), total, "")
    block = table.block() | {"label": "Tabel 1", "caption_text": "Tabel 1 Capaian"}
    cell = shown(prose(f"Rata-rata capaian [80,87%](angka:{average.id}) dari 19 indikator."), block)
    cell.outputs.append(new_output("display_data", data=ledger._repr_mimebundle_()))
    return [written("# BAB V HASIL HITUNGAN\n\n## A. Hasil"), cell]


def explained_notebook() -> NotebookNode:
    """The chapter as a report of its own."""
    from nbformat.v4 import new_notebook

    return new_notebook(cells=explained_cells(), metadata={"lkjip": META})
