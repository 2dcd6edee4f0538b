"""Feed the readers random and broken files; run as a program, in a process of its own.

    python tests/fuzz_readers.py 10000 1

The number of inputs and the seed; prints how many of each kind were read and refused. Whatever is
raised but a fault of ours, takes twenty seconds, or more than the memory allowed, ends it.
"""

import faulthandler
import io
import random
import resource
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from openpyxl import Workbook
from tables import INSTANSI, ROOT, TAHUN

from lkjip_tools.errors import TableError
from lkjip_tools.load.tables import typed_table
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.column import columns_of, sheet_title
from lkjip_tools.source.csv_file import read_csv
from lkjip_tools.source.workbook import read_book

MEMORY = 2 * 1024**3  # bytes of address space; the libraries map most of it and use little
HANG = 20  # seconds
WORKBOOKS = 4  # one input in so many
TOKENS = [
    b'"', b",", b";", b"\n", b"\r", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3\x28",
    b"\xed\xa0\x80",
    b"9" * 5000, b"1e999999", b"-", "−".encode(), "٣".encode(), "½".encode(), b"NaN", b"Infinity",
    b"=HYPERLINK(1)", b"<![CDATA[", b"&#x0;", b"]]>", b"../../x", b"{{ x }}", b"1.234.567,89",
    b"2023", b"\xc2\xa0", b"a" * 70000, b"0x10", b"1_000", b"2024-02-31", b"'", b"|", b"\t",
]  # fmt: skip


def mutated(content: bytes, lot: random.Random) -> bytes:
    """The content with a few accidents in it."""
    data = bytearray(content)
    for _ in range(lot.choice([1, 1, 1, 2, 3, 6])):
        at = lot.randrange(len(data) + 1)
        end = min(len(data), at + lot.randint(0, 40))
        match lot.randrange(7):
            case 0:
                data[at:end] = bytes(lot.randrange(256) for _ in range(end - at))
            case 1:
                data[at:at] = lot.choice(TOKENS)
            case 2:
                del data[at:end]
            case 3:
                data[at:at] = data[at:end] * lot.randint(1, 30)
            case 4:
                data[at:end] = lot.choice(TOKENS)
            case 5:
                del data[at:]
            case _ if data:
                data[at % len(data)] ^= 1 << lot.randrange(8)
    return bytes(data)


def random_csv(lot: random.Random, known: bytes) -> bytes:
    """A CSV file, or something that is said to be one."""
    match lot.randrange(10):
        case 0:
            return bytes(lot.randrange(256) for _ in range(lot.randrange(400)))
        case 1:
            return known.decode().encode(lot.choice(["utf-16", "cp1252", "utf-32"]), "replace")
        case _:
            return mutated(known, lot)


def small_workbook() -> bytes:
    """A workbook of two tables, small enough to be read a thousand times."""
    book = Workbook()
    for name in ("sasaran", "kinerja"):
        sheet = book.create_sheet(sheet_title(name))
        names = list(columns_of(TABLES[name]))
        sheet.append([column.heading for column in columns_of(TABLES[name]).values()])
        for row in range(3):
            cells = {"tahun": 2023, "target": 80.5 + row, "realisasi": 75}
            cells |= dict.fromkeys(("kode", "tujuan", "sasaran"), f"teks {row}")
            cells |= dict.fromkeys(("dokumen", "indikator"), f"kode {row}")
            sheet.append([cells.get(column) for column in names])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def random_workbook(lot: random.Random, content: bytes) -> bytes:
    """A workbook with a broken part, or a broken package."""
    if lot.randrange(5) == 0:
        return mutated(content, lot)
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        parts = old.namelist()
        broken = set(lot.sample(parts, lot.randint(1, 2)))
        for part in parts:
            data = old.read(part)
            if part in broken and lot.randrange(12) == 0:
                continue
            new.writestr(part, mutated(data, lot) if part in broken else data)
    return result.getvalue()


def feed(count: int, seed: int) -> Counter[str]:
    """Feed the readers; return how many inputs were read and refused."""
    lot, told = random.Random(seed), Counter[str]()
    folder = ROOT / "data" / INSTANSI / str(TAHUN)
    known = {
        path.stem: b"".join(path.read_bytes().splitlines(True)[:12])
        for path in folder.glob("*.csv")
    }
    book = small_workbook()
    with tempfile.TemporaryDirectory() as place:
        for number in range(count):
            faulthandler.dump_traceback_later(HANG, exit=True)
            if number % WORKBOOKS:
                path = Path(place, "tabel.csv")
                name = lot.choice(sorted(known))
                path.write_bytes(random_csv(lot, known[name]))
                told[f"csv {_typed(name, read_csv(path, path.name))}"] += 1
            else:
                path = Path(place, f"{number}.xlsx")
                path.write_bytes(random_workbook(lot, book))
                read = read_book(path, path.name)
                results = [_typed(name, table) for name, table in read.tables.items()]
                path.unlink()
                result = "ditolak" if read.refused or "ditolak" in results else "terbaca"
                told[f"xlsx {result}"] += 1
    faulthandler.cancel_dump_traceback_later()
    return told


def _typed(name, table) -> str:
    try:
        typed_table(name, table)
    except TableError as fault:
        return "ditolak" if all(each.message and each.place.file for each in fault.faults) else "?"
    return "terbaca"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    told = feed(int(sys.argv[1]), int(sys.argv[2]))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(dict(sorted(told.items())), f"{used} MB")
