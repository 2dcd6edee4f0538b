"""The agency's answers to findings: table `tanggapan`.

A finding that has an answer no longer stands in the way of a final report, and the report prints
the two together. An answer belongs to every finding of its `kode` and `lokasi`; one that belongs
to none is a finding itself, since what it answered has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from lkjip_tools.finding import FIELDS, Finding
from lkjip_tools.records import records

MIME_RESPONSES = "application/vnd.lkjip.responses+json"
ANSWER = ("tanggapan", "penanggung_jawab", "tanggal")  # empty in a finding that has none
COLUMNS = (*FIELDS, *ANSWER)  # of temuan.csv
_KEY = ("kode", "lokasi")


class ResponseList:
    """Table `tanggapan`, which hands itself to the assembler when a cell shows it."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._rows = records(table)

    def to_json(self) -> list[dict[str, str]]:
        """Return each answer as texts, with the place it was read from as `source`."""
        names = (*_KEY, *ANSWER, "source")
        return [{name: str(row[name]) for name in names} for row in self._rows]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": f"{len(self._rows)} tanggapan", MIME_RESPONSES: self.to_json()}


def answer(
    findings: Iterable[Mapping[str, str]], responses: Iterable[Mapping[str, str]]
) -> list[dict[str, str]]:
    """Give findings their answers.

    Args:
        findings: As `Finding` tells them.
        responses: As `ResponseList.to_json` tells them.

    Returns:
        The findings with the columns of `ANSWER`, and one more for every answer to none of them.
    """
    found = [dict(finding) for finding in findings]
    known, given = set(map(_key, found)), dict[tuple[str, ...], list[Mapping[str, str]]]()
    for response in responses:
        given.setdefault(_key(response), []).append(response)
    lost = [_lost(each) for key, rows in given.items() if key not in known for each in rows]
    return [finding | _joined(given.get(_key(finding), [])) for finding in [*found, *lost]]


def is_open(finding: Mapping[str, str]) -> bool:
    """Whether a finding forbids a final report: it is material and has no answer."""
    return finding["tingkat"] == "material" and not finding["tanggapan"]


def open_ones(findings: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The findings that forbid a final report."""
    return [finding for finding in findings if is_open(finding)]


def _joined(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {name: "; ".join(row[name] for row in rows) for name in ANSWER}


def _key(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(" ".join(row[name].split()) for name in _KEY)


def _lost(response: Mapping[str, str]) -> dict[str, str]:
    pesan = (
        f"Tanggapan atas {response['kode']} pada {response['lokasi']} tidak menjawab satu temuan "
        f"pun. Salin kode dan lokasinya dari temuan.csv, atau hapus baris ini bila temuannya "
        f"sudah tidak ada."
    )
    finding = Finding("tanggapan_tanpa_temuan", "minor", response["source"], pesan)
    return {name: str(getattr(finding, name)) for name in FIELDS}
