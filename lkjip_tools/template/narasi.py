"""A skeleton of the narrative: a file for each section, with nothing in it but a comment.

What a comment says is not printed, so a section stays a visible gap, and a finding, until the
agency writes it below the comment. `narasi.yml` lists the sections that the chapters read.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from lkjip_tools.dates import year_end
from lkjip_tools.errors import InputError
from lkjip_tools.policy import ITEMS
from lkjip_tools.regulation import RequiredItem, load_rule
from lkjip_tools.yaml_file import read_source

_FILE = Path(__file__).with_suffix(".yml")
_AIM = "-sasaran-1-"  # in the names of the sections of the first sasaran


def skeleton(tahun: int) -> dict[str, str]:
    """Return the files of `narasi/`, their content by name, in printing order."""
    items = load_rule(ITEMS, year_end(tahun)).choices("butir")
    found = {}
    for name, section in _sections().items():
        lines = [section["judul"], section["isi"].replace("TAHUN", str(tahun))]
        item = items.get(section.get("butir", ""))
        if isinstance(item, RequiredItem):
            lines.insert(1, f"Butir {item.nomor} PermenPANRB 53/2014: {item.teks}.")
        lines.append("Tulis di bawah komentar ini; komentar tidak dicetak.")
        found[f"{name}.md"] = "<!--\n" + "\n".join(lines) + "\n-->\n"
    return found


def section_names(sasaran: Iterable[str], program: Iterable[str]) -> list[str]:
    """Return the names of all sections that the chapters read.

    Args:
        sasaran: Codes of the sasaran; each has its own sections.
        program: Codes of the programmes; each may have one.
    """
    aims = [code.removeprefix("S-") for code in sasaran]
    names = [
        name.replace(_AIM, f"-sasaran-{aim}-")
        for name in _sections()
        for aim in (aims if _AIM in name else [""])
    ]
    return [*names, *(f"03-c-program-{code}" for code in program)]


@cache
def _sections() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = read_source(_FILE, InputError, _FILE.name).data
    return found
