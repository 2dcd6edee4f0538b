"""A part of the report: which chapters it takes, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lkjip_tools.errors import InputError, nearest
from lkjip_tools.execute import PRINTED, Chapter

_NAME = re.compile(r"(?P<number>\d+)(?P<letter>[a-z]?)_(?P<word>.+)")


@dataclass(frozen=True)
class Part:
    """Some chapters of a report, or all of them.

    Attributes:
        executed: Chapters to execute, in printing order.
        shown: Names of those that are printed; `None` for the whole report.
        label: `3`, `3a`, `pengantar-1`; empty for the whole report.
        checked: Whether the chapters that only check are among them.
    """

    executed: tuple[Chapter, ...]
    shown: frozenset[str] | None = None
    label: str = ""
    checked: bool = True


def choose_part(chapters: Sequence[Chapter], wanted: Sequence[str], checked: bool) -> Part:
    """Return what is to be executed and printed.

    Captions are counted from the beginning of a chapter, so a part that begins amid one executes
    what comes before in it.

    Args:
        chapters: As `find_chapters` returns them.
        wanted: Choices: `3`, `3a`, `pengantar`, `lampiran`, or names of notebooks; none of them
            means the whole report.
        checked: Whether a part is checked as well, as the whole report always is.

    Raises:
        InputError: A choice is not known.
    """
    if not wanted:
        return Part(tuple(chapters))
    choices = _choices(chapters)
    for name in wanted:
        if name not in choices:
            short = [choice for choice in choices if not _NAME.fullmatch(choice)]
            raise InputError(
                f"bab '{name}' tidak dikenal{nearest(name, list(choices))}; pilih: "
                f"{', '.join(short)}, atau nama notebook seperti {chapters[0].name}"
            )
    shown = {chapter.name for name in wanted for chapter in choices[name]}
    last = {_group(chapter): chapter.name for chapter in chapters if chapter.name in shown}
    executed = [
        chapter
        for chapter in chapters
        if (chapter.bagian in PRINTED and chapter.name <= last.get(_group(chapter), ""))
        or (checked and chapter.bagian not in PRINTED)
    ]
    return Part(tuple(executed), frozenset(shown), _label(choices, shown), checked)


def _choices(chapters: Sequence[Chapter]) -> dict[str, list[Chapter]]:
    """Chapters by every name they can be asked for, the shorter names first."""
    short, names = dict[str, list[Chapter]](), dict[str, list[Chapter]]()
    for chapter in chapters:
        if chapter.bagian not in PRINTED:
            continue
        names[chapter.name] = [chapter]
        found = _NAME.fullmatch(chapter.name)
        if found and chapter.bagian == "isi":
            number = str(int(found["number"]))
            for name in dict.fromkeys((number, number + found["letter"])):
                short.setdefault(name, []).append(chapter)
        elif found:
            short.setdefault(found["word"], []).append(chapter)
    return short | names


def _label(choices: dict[str, list[Chapter]], shown: set[str]) -> str:
    """The shortest names that together say what is shown."""
    left, said = set(shown), list[str]()
    for name, group in choices.items():
        mine = {chapter.name for chapter in group}
        if mine <= left:
            said.append(name)
            left -= mine
    return "-".join(said)


def _group(chapter: Chapter) -> str:
    found = _NAME.fullmatch(chapter.name)
    return found["number"] if found else chapter.name
