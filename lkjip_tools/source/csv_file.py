"""Tables in CSV files: `data/<instansi>/<tahun>/<tabel>.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from lkjip_tools.errors import Fault
from lkjip_tools.place import Place
from lkjip_tools.root import data_folder, leads_out, relative, table_path
from lkjip_tools.schema import TABLES
from lkjip_tools.source.table import RawTable


def csv_table(name: str, instansi: str, tahun: int, root: Path) -> RawTable | None:
    """Return a table that is kept as CSV; `None` if there is no such file."""
    path = table_path(name, instansi, tahun, root)
    if not path.is_file():
        return None
    shown = relative(path, root)
    if leads_out(path):
        message = "tautan ke luar folder data; ganti dengan berkas biasa"
        return RawTable(Place(shown), [], {}, (Fault(Place(shown), message),))
    return read_csv(path, shown)


def stray_files(instansi: str, tahun: int, root: Path) -> Iterator[Path]:
    """Yield the CSV files among an agency's tables that are none of them: nobody reads these."""
    folder = data_folder(root, instansi, tahun)
    known = {table_path(name, instansi, tahun, root) for name in TABLES}
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix.casefold() != ".csv" or path.name.startswith((".", "~")):
            continue  # what systems and editors leave there
        same = path.with_name(path.name.casefold())  # one file, where capitals do not count
        if path not in known and not (same in known and same.is_file() and path.samefile(same)):
            yield path


def read_csv(path: Path, shown: str) -> RawTable:
    """Read a CSV file; lines that are no rows of it become faults.

    Args:
        path: The file.
        shown: What it is called.
    """
    origin = Place(shown, 1)
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")  # a byte order mark, as Excel writes it, is no content
    except UnicodeDecodeError as fault:
        found = f"{content[fault.start]:#04x}"
        message = f"bukan UTF-8 (byte {found}); simpan ulang sebagai CSV UTF-8"
        line = content.count(b"\n", 0, fault.start) + 1
        return RawTable(origin, [], {}, (Fault(Place(shown, line), message, found),))
    return _rows(text, origin)


def _rows(text: str, origin: Place) -> RawTable:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows, faults = dict[int, list[str]](), list[Fault]()
    try:
        header = next(reader, [])
        if len(header) == 1 and ";" in header[0]:
            message = "kolom dipisah titik koma; simpan ulang dengan pemisah koma"
            return RawTable(origin, header, {}, (Fault(origin, message, header[0]),))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) == len(header):
                rows[reader.line_num] = cells
                continue
            message = (
                f"{len(cells)} sel, seharusnya {len(header)}; apit angka berkoma dengan tanda kutip"
            )
            faults.append(Fault(Place(origin.file, reader.line_num), message, ",".join(cells)))
    except csv.Error as fault:
        message = f"CSV tidak dapat dibaca ({fault}); periksa tanda kutip pada baris itu"
        faults.append(Fault(Place(origin.file, reader.line_num), message))
    return RawTable(origin, header, rows, tuple(faults))
