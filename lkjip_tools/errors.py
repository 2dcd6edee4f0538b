"""What can go wrong, and for whom it is meant.

A wrong call or an input that cannot be read raises; a fault *inside* readable data is a
`Finding` and never stops a report.

    LkjipError
    ├── InputError              what the operator or the agency gave cannot be used   (exit code 2)
    │   ├── InstansiNotFoundError   no params/<instansi>.yml
    │   ├── ParamsError             params/<instansi>.yml is wrong
    │   ├── DataNotFoundError       an agency has no data of a year
    │   ├── TableNotFoundError      a required table is missing
    │   ├── TableError              cells of a table cannot be read
    │   ├── AttachmentError         files in lampiran/ cannot be used
    │   ├── ImportFileError         an export, its mapping, or what it holds cannot be used
    │   ├── RegulationError         a rule file is wrong, or a rule is not known
    │   ├── AuditInputError         a published report cannot be read
    │   ├── ReportNotFoundError     the report that is asked about was not built
    │   ├── ReportDamagedError      a file of the report is not as lkjip wrote it
    │   ├── QueryError              a question to the reports' tables cannot be answered
    │   └── FigureNotFoundError     a report has no figure of that id
    ├── RemoteError             a project at an address cannot be read or written      (exit code 1)
    ├── ClusterError            the machines of a cluster cannot be used               (exit code 1)
    ├── NumberFormatError       a text is no number, or could be two numbers
    ├── FormulaError            a formula is more than one expression
    ├── FigureError             two figures claim one id
    ├── ExecutionError          a notebook cell failed                                 (exit code 1)
    ├── AssembleError           an executed notebook cannot be printed                 (exit code 1)
    ├── NotFinalError           a final report, and material findings are open         (exit code 3)
    ├── ServerError             a database server cannot be reached, or refuses        (exit code 1)
    └── OutputError             the finished report cannot be put in its place         (exit code 1)

Messages to an agency are Indonesian and say what, where, what was expected, what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from lkjip_tools.place import Place


class LkjipError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code = 1


class InputError(LkjipError):
    """Something given to lkjip cannot be used; nothing was written."""

    exit_code = 2


class InstansiNotFoundError(InputError):
    """There is no `params/<instansi>.yml`."""

    def __init__(self, instansi: str, known: list[str], folder: str) -> None:
        self.instansi, self.known = instansi, known
        super().__init__(
            f"instansi '{instansi}' tidak dikenal: tidak ada {folder}/{instansi}.yml"
            f"{nearest(instansi, known)}; yang ada: {', '.join(known) or '(belum ada)'}"
        )


class ParamsError(InputError):
    """`params/<instansi>.yml` has an unknown key or a value that is not allowed."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, row or file of the data.

    Attributes:
        place: Where it is.
        message: What is wrong, what was expected, what to do, in Indonesian.
        found: What stands there.
        suggestion: What was probably meant, ready to be typed in its place; empty if not known.
    """

    place: Place
    message: str
    found: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class DataNotFoundError(InputError):
    """An agency has no tables of a year at all."""

    def __init__(self, instansi: str, tahun: int, workbook: str, folder: str, todo: str) -> None:
        super().__init__(
            f"tidak ada data {instansi} tahun {tahun}: {workbook} tidak ada, dan tidak ada tabel "
            f"di {folder}/; {todo}"
        )


class TableNotFoundError(InputError):
    """A table that the report needs does not exist."""

    def __init__(self, table: str, path: str, workbook: str = "") -> None:
        self.table, self.path = table, path
        sheet = f", dan {workbook} tidak memuat lembarnya" if workbook else ""
        todo = f"buat berkas {'atau lembar ' if workbook else ''}itu dengan kolom menurut "
        todo += "docs/data-dictionary.md"
        self.fault = Fault(Place(path), f"tabel '{table}' tidak ada{sheet}; {todo}")
        super().__init__(f"tabel '{table}' tidak ada: {path} tidak ditemukan{sheet}; {todo}")


class TableError(InputError):
    """Cells of a table cannot be read; `faults` names each of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))  # a workbook that is refused is one fault
        super().__init__("\n".join(map(str, self.faults)))


class AttachmentError(InputError):
    """Files that the agency supplies for its annexes cannot be used; `faults` names each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class ImportFileError(InputError):
    """An export or its mapping file cannot be used, or would overwrite what was edited."""


class RegulationError(InputError):
    """A rule file is wrong, or a rule of that name is not known."""


class AuditInputError(InputError):
    """A published report cannot be read: damaged, encrypted, empty, too large, unknown format."""


class ReportNotFoundError(InputError):
    """A finished report is needed and there is none."""

    def __init__(self, path: Path, command: str) -> None:
        super().__init__(f"{path} tidak ada: laporan itu belum dibuat; jalankan: {command}")


class ReportDamagedError(InputError):
    """A file of a finished report cannot be read."""

    def __init__(self, path: Path, line: int, command: str) -> None:
        super().__init__(
            f"{path} baris {line}: tidak seperti yang ditulis lkjip; jalankan: {command}"
        )


class FigureNotFoundError(InputError):
    """There is no figure of that id."""

    def __init__(self, id: str, known: list[str]) -> None:
        self.id, self.known = id, known
        hint = f"; yang terdekat: {', '.join(known)}" if known else ""
        super().__init__(
            f"tidak ada angka '{id}'{hint}; "
            f"cari dengan kata: lkjip explain --cari 'kata yang diingat'"
        )


class QueryError(InputError):
    """A question to the tables of the reports is no single SELECT, or cannot be answered."""


class ServerError(LkjipError):
    """A database server cannot be reached, or refuses; nothing was changed there."""


class NumberFormatError(LkjipError, ValueError):
    """A text is not a number in Indonesian format, or could be read as two numbers."""


class FormulaError(LkjipError):
    """A function given to `formula` is more than one expression."""


class FigureError(LkjipError):
    """A figure has a source and a formula, or two different figures claim one id."""


class ExecutionError(LkjipError):
    """A cell of a chapter failed.

    Attributes:
        chapter: Name of the notebook, without suffix.
        source: The source of the cell that failed.
        reason: Exception name and message.
    """

    def __init__(self, chapter: str, source: str, reason: str) -> None:
        self.chapter, self.source, self.reason = chapter, source, reason
        indented = "\n".join(f"    {line}" for line in source.splitlines())
        super().__init__(f"bab {chapter} berhenti pada sel ini:\n{indented}\n{reason}")


class AssembleError(LkjipError):
    """An executed notebook holds something that cannot be printed."""


class NotFinalError(LkjipError):
    """A final report was wanted while material findings are open; nothing was written."""

    exit_code = 3


class RemoteError(LkjipError):
    """A project at an address, such as `s3://bucket/proyek`, cannot be read or written."""


class ClusterError(LkjipError):
    """A scheduler does not answer, or its workers cannot make reports as they are."""


class OutputError(LkjipError):
    """The finished report cannot be put in its place."""


def closest(word: str, known: Sequence[str]) -> str:
    """Return the known word most like `word`, capitals or not, or nothing.

    >>> closest("IKU", ["pendukung", "iku"])
    'iku'
    """
    folded = {name.casefold(): name for name in reversed(known)}
    return "".join(folded[it] for it in get_close_matches(word.casefold(), folded, 1, 0.6))


def nearest(word: str, known: Sequence[str]) -> str:
    """Return `; mungkin maksudnya 'x'?` for the known word most like `word`, or nothing."""
    match = closest(word, known)
    return f"; mungkin maksudnya '{match}'?" if match else ""
