"""Every number transcribed from the agency's document stands on the lines its row cites.

The numbers are compared by value: `1.250` and `1250` are the same, `90,18` matches the document's
`90.18`. Sums and percentages are not checked here.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "data" / "kesbangpol-paser" / "2023"
NASKAH = FOLDER / "naskah" / "lkjip-2023.txt"

# Columns that hold keys, codes and positions of ours: they need not be printed on the line.
KEYS = frozenset(
    {"sumber", "no", "kode", "tahun", "id", "dokumen", "induk"}
    | {"pk", "sop", "program", "kolom", "baris", "lokasi"}
)
# Columns that hold a key in some tables and the printed wording in others.
KEYS_WHEN_SHAPED_LIKE_ONE = frozenset(["tujuan", "sasaran", "indikator"])
KEY = re.compile(r"[A-Z]+-\d+(?:\.\d+)?[a-z]?")  # S-1, IKU-6, IK-1.2
# Key columns that are nevertheless printed, and so are checked.
PRINTED = {"evaluasi_renja": frozenset({"kode"})}
# Columns whose digits are ours, not the document's.
SKIP: dict[str, frozenset[str]] = {
    "dokumen": frozenset({"nama"}),  # names and years of the documents we compare
    "klaim": frozenset({"alasan"}),  # cites other lines
}

LINES = re.compile(r"L(\d+)(?:-L(\d+))?")
TOKEN = re.compile(r"\d[\d.,]*")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:,\d+)?")
CARELESS = re.compile(r"[1-9]\d*(?:\.\d{3})+(?:,\d+)?")
POINT = re.compile(r"(?:0|[1-9]\d*)\.\d+")

Value = Decimal | str
TABLES = sorted(FOLDER.glob("*.csv"))


def tokens(text: str) -> list[str]:
    return [token.rstrip(".,") for token in TOKEN.findall(text)]


def indonesian(token: str) -> Value:
    """The number; or the token itself, when it is no number (`052`, `8.01.01`)."""
    if GROUPED.fullmatch(token) or PLAIN.fullmatch(token):
        return Decimal(token.replace(".", "").replace(",", "."))
    return token


def readings(lines: str) -> set[Value]:
    """Every value a number on these lines may be meant to have: the document mixes formats."""
    found: set[Value] = set()
    joined = re.sub(r"(?<=\d\.) (?=\d{3}\b)", "", lines)  # "Rp. 1.355. 982.300"
    for token in tokens(lines) + tokens(joined):
        found |= {token, indonesian(token)}
        if CARELESS.fullmatch(token):
            found.add(Decimal(token.replace(".", "").replace(",", ".")))
        if POINT.fullmatch(token):
            found.add(Decimal(token))
    return found


def cited(sumber: str, naskah: list[str]) -> str:
    """The lines of the document that `sumber` names."""
    text = []
    for part in re.split(r"[;,]\s*", sumber):
        match = LINES.fullmatch(part)
        if not match:
            raise ValueError(f"sumber '{sumber}' is not L446 or L446-L447")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= len(naskah):
            raise ValueError(f"sumber '{sumber}' is outside the document's {len(naskah)} lines")
        text += naskah[first - 1 : last]
    return "\n".join(text)


def checked(table: str, column: str, cell: str) -> bool:
    if not re.search(r"\d", cell) or column in SKIP.get(table, ()):
        return False
    if column in KEYS:
        return column in PRINTED.get(table, ())
    return not (column in KEYS_WHEN_SHAPED_LIKE_ONE and KEY.fullmatch(cell))


def problems(path: Path, naskah: list[str]) -> list[str]:
    """Cells that are not on their lines, as `file:row column: message`; the header is row 1."""
    found = []
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        if "sumber" not in (reader.fieldnames or ()):
            return []
        for number, row in enumerate(reader, 2):
            place = f"{path.name}:{number}"
            if None in row or None in row.values():
                found.append(f"{place}: the number of cells differs from the header's")
                continue
            cells = {c: v for c, v in row.items() if checked(path.stem, c, v)}
            if not row["sumber"]:
                found += [f"{place} {c}: '{v}' cites no line" for c, v in cells.items()]
                continue
            try:
                values = readings(cited(row["sumber"], naskah))
            except ValueError as error:
                found.append(f"{place} sumber: {error}")
                continue
            for column, cell in cells.items():
                missing = [t for t in tokens(cell) if indonesian(t) not in values]
                if missing:
                    found.append(
                        f"{place} {column}: {', '.join(missing)} of '{cell}' "
                        f"is not on {row['sumber']}"
                    )
    return found


@pytest.fixture(scope="module")
def naskah() -> list[str]:
    return NASKAH.read_text(encoding="utf-8").split("\n")


def test_there_are_tables_to_check() -> None:
    assert TABLES


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_number_of_a_table_stands_on_the_lines_it_cites(
    path: Path, naskah: list[str]
) -> None:
    found = problems(path, naskah)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("evaluasi_renja", "tw3_rp"),
        ("evaluasi_renja", "tingkat_tercatat_rp"),
        ("pk_anggaran", "anggaran_rp"),
        ("pk_tanda_tangan", "nip"),
    ],
)
def test_a_changed_digit_is_reported_with_its_file_row_and_column(
    table: str, column: str, naskah: list[str], tmp_path: Path
) -> None:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    index = next(i for i, row in enumerate(rows) if len(tokens(row[column])[:1]) == 1 and i > 4)
    cell = rows[index][column]
    rows[index][column] = cell[:-1] + str((int(cell[-1]) + 1) % 10)
    copy = tmp_path / f"{table}.csv"
    with copy.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    already = problems(FOLDER / copy.name, naskah)
    found = [line for line in problems(copy, naskah) if line not in already]
    assert len(found) == 1
    assert found[0].startswith(f"{table}.csv:{index + 2} {column}: ")


def test_a_row_that_cites_no_line_or_a_line_past_the_end_is_reported(
    naskah: list[str], tmp_path: Path
) -> None:
    copy = tmp_path / "tabel.csv"
    copy.write_text("no,pagu_rp,sumber\n1,5,\n2,5,L99999\n3,5,halaman 5\n", encoding="utf-8")
    assert [line.split(":")[1].split()[0] for line in problems(copy, naskah)] == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("1.250", "1250"),
        ("90,18", "90.18"),
        ("122.952.700", "Rp. 122952.700"),
        ("1.355.982.300", "Rp. 1.355. 982.300"),
        ("32.351.024.068", "Rp. 32.351.024.068,00"),
    ],
)
def test_the_same_number_in_another_format_is_found(cell: str, line: str) -> None:
    assert indonesian(cell) in readings(line)


@pytest.mark.parametrize(
    ("cell", "line"), [("9,18", "91,8"), ("229", "1.229"), ("52", "052"), ("1,25", "1.250.000")]
)
def test_a_number_that_only_shares_digits_is_not_found(cell: str, line: str) -> None:
    assert indonesian(cell) not in readings(line)
