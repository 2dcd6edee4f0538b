"""Checklists: criteria of an evaluation or a review, and what a machine may look at for each."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from lkjip_tools.regulation.choice import Choice
from lkjip_tools.regulation.strict import Text, fault

_CHECK = re.compile(r"(muatan|temuan|tabel|angka|tenggat)/\S+")


def _check(text: str) -> str:
    if not _CHECK.fullmatch(text):
        raise fault(
            f"pemeriksaan '{text}' tidak dikenal; tulis muatan/<butir>, temuan/<kode>, "
            f"tabel/<nama>, angka/<besaran>/<kode>, atau tenggat/<nama>"
        )
    return text


Check = Annotated[Text, AfterValidator(_check)]


class Criterion(Choice):
    """One line of a checklist.

    Attributes:
        bagian: The part of the checklist it stands in.
        nomor: Its number there.
        teks: The statement.
        periksa: What a machine looks at, all of which must hold; empty: only a person can tell.
            `muatan/<butir>`: every indicator carries this item of PermenPANRB 53/2014;
            `temuan/<kode>`: no finding of this kind; `tabel/<nama>`: the table has rows;
            `angka/<besaran>/<kode>`: the figure has a value; `tenggat/<nama>`: signed in time.
    """

    bagian: Text
    nomor: int
    teks: Text
    periksa: tuple[Check, ...] = ()

    @property
    def detail(self) -> str:
        """The statement."""
        return self.teks
